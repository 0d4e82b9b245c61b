"""A Word file of ours reads back whole, and shows what somebody changed in it since."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.strategies import EXAMPLES, reports

from gk_docs.document.carried import ENTRY
from gk_docs.form.agency import Agency
from gk_docs.form.narrative import OtherMatters, Problems, ProcessingFee, Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Prose
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, Requests, ReviewLitigation
from gk_docs.formats import read, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading

MAIN = "word/document.xml"


def town() -> AnnualReport:
    return AnnualReport(
        agency=Agency(name="甲镇人民政府", short_name="甲镇", level="township", type="town"),
        year=2023,
        summary=Summary(active_disclosure="公开信息66条。\n\n其中解读3条。", on_request="收到申请3件。"),
        active_disclosure=ActiveDisclosure.zeros(licences=12),
        requests=Requests.zeros(received={"natural_person": 3}, outcomes={"granted": {"natural_person": 3}}),
        review_litigation=ReviewLitigation.zeros(),
        problems=Problems(remaining="更新不够及时。", measures="每周检查。"),
    )


def edited(report: AnyReport, old: str, new: str | Callable[[re.Match[str]], str], *, count: int = 1) -> Reading:
    """The reading of the report's file after an edit of its body, as a Word user would make it."""
    with zipfile.ZipFile(io.BytesIO(render(report, "docx"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body, changed = re.subn(old, new, parts[MAIN].decode(), count=count, flags=re.DOTALL)
    assert changed == count
    parts[MAIN] = body.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return read(target.getvalue(), name="甲镇.docx")


@settings(max_examples=EXAMPLES, deadline=None)
@given(reports())
def test_what_was_written_reads_back_whole(report: AnyReport) -> None:
    reading = read(render(report, "docx"), name="甲.docx")
    assert reading.report == report
    assert reading.origin == "ours"
    assert reading.findings == ()


def test_a_cell_changed_in_word_reads_as_it_now_shows_and_is_named() -> None:
    reading = edited(town(), ">12</w:t>", ">15</w:t>")
    assert reading.report.figure("active_disclosure.licences") == 15
    [finding] = reading.findings
    assert (finding.code, finding.place.path, finding.found) == ("GK106", "active_disclosure.licences", "15")
    assert reading.report == town().replace(active_disclosure=town().active_disclosure.replace(licences=15))


def test_a_cell_emptied_in_word_is_blank_and_one_with_words_keeps_them() -> None:
    assert edited(town(), ">12</w:t>", "></w:t>").report.figure("active_disclosure.licences") is None
    reading = edited(town(), ">12</w:t>", ">约12</w:t>")
    assert reading.report.figure("active_disclosure.licences") is None
    assert reading.report.printed.words == {"active_disclosure.licences": "约12"}
    assert {finding.code for finding in reading.findings} == {"GK102", "GK106"}


def test_a_paragraph_changed_in_word_stays_in_its_part_and_is_named() -> None:
    reading = edited(town(), "公开信息66条。", "公开信息67条。")
    assert str(reading.report.summary.active_disclosure) == "公开信息67条。\n其中解读3条。"
    assert str(reading.report.summary.on_request) == "收到申请3件。"
    assert [finding.place.path for finding in reading.findings] == ["summary"]


def test_a_paragraph_put_in_or_taken_out_in_word_is_kept_and_named() -> None:
    paragraph = r"(<w:p(?: [^>]*)?>(?:(?!</w:p>).)*其中解读3条。.*?</w:p>)"
    added = edited(town(), paragraph, r"\1" + "<w:p><w:r><w:t>另有图解1条。</w:t></w:r></w:p>")
    assert str(added.report.summary.active_disclosure) == "公开信息66条。\n其中解读3条。\n另有图解1条。"
    assert "加进来的" in added.findings[0].message
    gone = edited(town(), paragraph, "")
    assert str(gone.report.summary.active_disclosure) == "公开信息66条。"
    assert "被删去" in gone.findings[0].message


PARAGRAPH = r"<w:p(?: [^>]*)?>(?:(?!</w:p>).)*?{}.*?</w:p>"


def test_two_paragraphs_that_changed_places_over_a_heading_leave_it_a_heading() -> None:
    first, heading, second = (PARAGRAPH.format(text) for text in ("其中解读3条。", "（二）依申请公开", "收到申请3件。"))
    summary = edited(town(), f"({first})({heading})({second})", r"\3\2\1").report.summary
    assert [part.heading for part in summary.parts] == ["（一）主动公开", "（二）依申请公开"]
    assert str(summary.active_disclosure) == "公开信息66条。\n收到申请3件。"
    assert str(summary.on_request) == "其中解读3条。"


def test_a_heading_changed_beside_a_paragraph_taken_out_is_still_the_heading() -> None:
    last, heading = PARAGRAPH.format("其中解读3条。"), PARAGRAPH.format("（二）依申请公开")
    gone = edited(town(), f"{last}({heading})", r"\1")
    assert [part.heading for part in gone.report.summary.parts] == ["（一）主动公开", "（二）依申请公开"]
    changed = edited(town(), f"{last}(<w:p(?:(?!</w:p>).)*?（二）依申请公开)", r"\1情况")
    assert [part.heading for part in changed.report.summary.parts] == ["（一）主动公开", "（二）依申请公开情况"]


def run_in() -> AnnualReport:
    part = Part(name="active_disclosure", heading="主动公开方面。", run_in=True, body=Prose("全年公开信息66条。"))
    return town().replace(summary=Summary(parts=[part, Part(name="on_request", body=Prose("收到申请3件。"))]))


def test_a_heading_that_begins_a_paragraph_is_found_again_in_what_stands_there_now() -> None:
    [first, _] = edited(run_in(), "公开信息66条", "公开信息67条").report.summary.parts
    assert (first.heading, str(first.body)) == ("主动公开方面。", "全年公开信息67条。")
    [first, _] = edited(run_in(), "主动公开方面。", "主动公开工作情况。").report.summary.parts
    assert (first.heading, str(first.body)) == ("主动公开工作情况。", "全年公开信息66条。")


def test_a_paragraph_put_in_the_place_of_one_with_a_heading_is_not_cut_in_two() -> None:
    body = PARAGRAPH.format("全年公开信息66条。")
    [first, _] = edited(
        run_in(), body, "<w:p><w:r><w:t>成立了以镇长为组长的小组，每月碰头一次。</w:t></w:r></w:p>"
    ).report.summary.parts
    assert (first.heading, first.run_in, str(first.body)) == (None, False, "成立了以镇长为组长的小组，每月碰头一次。")


def test_a_part_of_which_nothing_is_left_is_gone() -> None:
    [left] = edited(run_in(), PARAGRAPH.format("全年公开信息66条。"), "").report.summary.parts
    assert str(left.body) == "收到申请3件。"


def test_a_fee_sentence_taken_out_in_word_is_not_written_again() -> None:
    fee = ProcessingFee(notices=2, charged=Decimal(380), received=Decimal(380))
    report = town().replace(other_matters=OtherMatters(fee=fee))
    assert "380元" in report.other_matters.text
    assert edited(report, PARAGRAPH.format("380元"), "").report.other_matters.text == ""
    both = town().replace(other_matters=OtherMatters(fee=fee, innovation="设开放日。", processing_fee=""))
    assert "380元" not in edited(both, PARAGRAPH.format("380元"), "").report.other_matters.text


def test_a_section_title_changed_in_word_is_kept_as_printed() -> None:
    reading = edited(town(), "五、存在的主要问题及改进情况</w:t>", "五、问题和改进</w:t>")
    assert reading.report.printed.headings == {"problems": "五、问题和改进"}
    assert str(reading.report.problems.measures) == "每周检查。"


@pytest.mark.parametrize("edit", [("<w:tr>", "<w:tr><w:tr/>"), ('w:styleId="Title"', 'w:styleId="X"')])
def test_damage_to_the_file_never_crashes_the_reader(edit: tuple[str, str]) -> None:
    data = render(town(), "docx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name).replace(edit[0].encode(), edit[1].encode()) for name in package.namelist()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert read(target.getvalue(), name="甲.docx").report.agency.name == "甲镇人民政府"


@pytest.mark.parametrize("style", ["Normal", "BodyText"])
def test_a_letterhead_above_the_title_is_no_part_of_the_report(style: str) -> None:
    letterhead = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>甲镇人民政府文件</w:t></w:r></w:p><w:p/>'
    reading = edited(town(), "<w:body>", f"<w:body>{letterhead}")
    assert reading.report == town()
    [note] = reading.findings
    assert (note.code, note.place.path, note.found) == ("GK106", "title", "甲镇人民政府文件")


def test_text_that_was_moved_above_the_title_is_kept() -> None:
    first = r"<w:p>(?:(?!</w:p>).)*前言第一段。(?:(?!</w:p>).)*</w:p>"
    report = town().replace(preamble="前言第一段。\n\n前言第二段。")
    reading = edited(report, rf"(<w:body>)(.*?)({first})", r"\1\3\2")
    assert "前言第一段。" in str(reading.report.preamble)


@pytest.mark.parametrize("edit", [('"parts"', '"ports"'), ('edition="2021"', 'edition="1999"')])
def test_a_file_of_ours_whose_carried_part_does_not_fit_says_so(edit: tuple[str, str]) -> None:
    data = render(town().replace(agency=town().agency.replace(level="township")), "docx")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as other:
        for name in package.namelist():
            content = package.read(name)
            other.writestr(name, content.replace(edit[0].encode(), edit[1].encode()) if name == ENTRY else content)
    reading = read(target.getvalue(), name="甲.docx")
    assert reading.origin == "published"
    assert reading.report.agency.level is None
    assert reading.findings[0].code == "GK107"
    assert "已说明事项" in reading.findings[0].message


@pytest.mark.parametrize(("old", "new"), [("document.xml", "document2.xml"), ("/", "\\")])
def test_the_parts_of_a_file_are_found_where_their_names_are_not_the_usual_ones(old: str, new: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(render(town(), "docx"))) as usual, zipfile.ZipFile(packed, "w") as named:
        for name in usual.namelist():
            content = usual.read(name)
            renamed = content.replace(b"word/document.xml", b"word/document2.xml") if old != "/" else content
            named.writestr(name.replace(old, new), renamed if name == "_rels/.rels" else content)
    reading = read(packed.getvalue(), name="甲镇.docx")
    assert (reading.report, reading.findings) == (town(), ())
