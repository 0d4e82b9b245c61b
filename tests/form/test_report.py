"""The whole report: its head, the sentences that it writes itself, its narrative parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from gk_docs.errors import InvalidReport
from gk_docs.form.agency import Agency, Contact
from gk_docs.form.editions import form_of, parse
from gk_docs.form.narrative import OtherMatters, ProcessingFee, Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Paragraph, Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

TOWN = Agency(
    name="甲镇人民政府",
    short_name="甲镇",
    contact=Contact(
        address="甲镇一路1号", postcode="010000", phone="0632-1234567", website="http://www.example.gov.cn/"
    ),
)


def report(**parts: Any) -> AnnualReport:
    return AnnualReport(agency=TOWN, year=2023, **parts)


def test_only_agency_and_year_are_required() -> None:
    assert (
        AnnualReport(agency=Agency(name="甲镇人民政府"), year=2023).title
        == "甲镇人民政府2023年政府信息公开工作年度报告"
    )
    with pytest.raises(ValidationError):
        AnnualReport(year=2023)  # type: ignore[call-arg]  # that is the test


@pytest.mark.parametrize("padded", ["甲镇人民政府  ", "\u3000甲镇人民政府\u00a0"])
def test_blanks_to_which_a_column_pads_a_name_are_no_part_of_it(padded: str) -> None:
    agency = Agency(name=padded, short_name=" 甲镇", contact=Contact(phone="0471-5550131 "))
    report = AnnualReport(agency=agency, year=2023)
    assert report == AnnualReport(
        agency=Agency(name="甲镇人民政府", short_name="甲镇", contact=Contact(phone="0471-5550131")), year=2023
    )
    assert report.title == "甲镇人民政府2023年政府信息公开工作年度报告"


def test_the_preamble_names_basis_sections_period_site_and_contact() -> None:
    text = str(report().preamble)
    for expected in (
        "国务院令第711号",
        "国办公开办函〔2021〕30号",
        "六个部分",
        "2023年1月1日至2023年12月31日",
        "http://www.example.gov.cn/",
        "地址：甲镇一路1号，邮编：010000，电话：0632-1234567",
    ):
        assert expected in text


def test_the_preamble_of_2020_cites_the_notice_in_force_then() -> None:
    text = str(AnnualReport2019(agency=TOWN, year=2020).preamble)
    assert "〔2019〕60号" in text
    assert "〔2021〕30号" not in text


def test_an_author_s_preamble_stays_and_none_means_none() -> None:
    assert report(preamble=Prose("自己写的前言。")).preamble == Prose("自己写的前言。")
    assert report(preamble=None).preamble is None


def test_replace_writes_omitted_sentences_again_but_keeps_the_author_s() -> None:
    assert "2024年12月31日" in str(report().replace(year=2024).preamble)
    assert report(title="题").replace(year=2024).title == "题"
    matters = OtherMatters(fee=ProcessingFee(notices=3, charged=Decimal(2230), received=Decimal("880.5")))
    written = report(other_matters=matters)
    assert str(written.other_matters.processing_fee) == (
        "2023年，本机关依据《政府信息公开信息处理费管理办法》发出信息处理费收费通知3件，通知收费金额2230元，实际收取信息处理费880.5元。"
    )
    assert str(written.replace(year=2024).other_matters.processing_fee).startswith("2024年")
    own = report(other_matters=OtherMatters(processing_fee="本年无。", fee=ProcessingFee(notices=0)))
    assert str(own.replace(year=2024).other_matters.processing_fee) == "本年无。"


def test_no_fee_sentence_without_fee_figures() -> None:
    assert report().other_matters.processing_fee is None
    assert report(other_matters=OtherMatters(proposals="无。")).other_matters.processing_fee is None


def test_named_parts_come_in_statutory_order_with_numbered_headings() -> None:
    summary = Summary(oversight="戊。", lead="开头。", active_disclosure="甲。")
    assert summary.text == "开头。\n（一）主动公开\n甲。\n（二）监督保障\n戊。"
    assert summary.oversight == Prose("戊。")
    assert summary.management is None


def test_a_part_that_stands_alone_gets_no_heading() -> None:
    assert Summary(active_disclosure="甲。").text == "甲。"


def test_parts_of_the_author_keep_their_place_and_heading() -> None:
    parts = [
        Part(heading="（一）教育培训", body=Prose("己。")),
        Part(name="oversight", heading="（二）监督", body=Prose("戊。")),
    ]
    summary = Summary(parts=parts)
    assert summary.text == "（一）教育培训\n己。\n（二）监督\n戊。"
    assert summary.oversight == Prose([Paragraph(text="戊。")])
    with pytest.raises(ValidationError, match="不能同时写"):
        Summary(parts=parts, lead="开头。")


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(InvalidReport, match="没有这一项"):
        parse({"agency": "甲镇人民政府", "year": 2023, "summary": {"oversigth": "戊。"}})


@pytest.mark.parametrize(
    ("year", "edition", "form"),
    [
        (2019, None, AnnualReport2019),
        (2020, None, AnnualReport2019),
        (2021, None, AnnualReport),
        (2035, None, AnnualReport),
        (2022, "2019", AnnualReport2019),
        (2020, 2021, AnnualReport),
    ],
)
def test_the_year_chooses_the_form_and_edition_overrides(year: int, edition: object, form: type) -> None:
    values = {"agency": "甲镇人民政府", "year": year} | ({"edition": edition} if edition else {})
    assert type(parse(values)) is form


def test_2018_and_before_is_refused_by_name() -> None:
    with pytest.raises(InvalidReport, match="2018年"):
        form_of(2018)
    with pytest.raises(ValidationError, match="2018年"):
        AnnualReport(agency=TOWN, year=2018)


def test_a_report_survives_json_whole() -> None:
    whole = report(
        other_matters=OtherMatters(fee=ProcessingFee(notices=1, charged=Decimal("0.10"))), summary=Summary(lead="甲")
    )
    assert AnnualReport.model_validate_json(whole.model_dump_json()) == whole


def test_what_was_printed_names_only_sections_and_cells_of_the_form() -> None:
    printed = {
        "headings": {"summary": "一、概述", "elsewhere": "二"},
        "order": ["problems", "{{ x }}"],
        "words": {"requests.received.total": "/", "active_disclosure.procurement.amount": "/"},
    }
    with pytest.raises(InvalidReport) as refused:
        parse({"agency": "甲镇", "year": 2023, "printed": printed})
    assert [problem.found for problem in refused.value.problems] == ["elsewhere", "{{ x }}", "/"]
    with pytest.raises(InvalidReport) as refused:
        parse({"agency": "甲镇", "year": 2023, "printed": {"words": printed["words"]}})
    (problem,) = refused.value.problems
    assert problem.path == "printed.words.active_disclosure.procurement.amount"
    words = {problem.path.removeprefix("printed.words."): "/"}
    assert parse({"agency": "甲镇", "year": 2020, "printed": {"words": words}}).printed.words == words


def test_the_sentence_on_the_fee_follows_its_figures_also_where_the_section_is_replaced() -> None:
    fee = ProcessingFee(notices=1, charged=2, received=2)
    report = AnnualReport(agency=TOWN, year=2023, other_matters=OtherMatters(fee=fee))
    for one in (report, AnnualReport.model_validate_json(report.model_dump_json())):
        section = one.other_matters.replace(fee=fee.replace(notices=5))
        assert "通知5件" in one.replace(other_matters=section).other_matters.text
        assert "通知5件" in one.replace(other_matters=section, year=2024).other_matters.text
        unknown = one.other_matters.replace(fee=ProcessingFee())
        assert "通知1件" in one.replace(other_matters=unknown).other_matters.text


def test_a_named_part_can_be_replaced_as_it_was_given() -> None:
    summary = Summary(active_disclosure="甲。", on_request="乙。")
    assert summary.replace(on_request="丙。") == Summary(active_disclosure="甲。", on_request="丙。")
    assert summary.replace(lead="开头。") == Summary(lead="开头。", active_disclosure="甲。", on_request="乙。")
    assert summary.replace(on_request=None) == Summary(active_disclosure="甲。")
    fee = ProcessingFee(notices=1)
    assert OtherMatters(fee=fee).replace(proposals="丁。") == OtherMatters(fee=fee, proposals="丁。")
    printed = Summary(parts=[Part(name="on_request", heading="一是依申请公开", body="乙。")])
    with pytest.raises(ValidationError, match="parts 与具名部分不能同时写"):
        printed.replace(on_request="丙。")
