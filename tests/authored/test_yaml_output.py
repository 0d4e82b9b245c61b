"""YAML that an author would have written: short rows, no computed total, nothing that is evaluated again."""

from __future__ import annotations

from tests.authored.authored_example import GOOD

from gk_docs.form.agency import Agency
from gk_docs.form.narrative import Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Paragraph, Prose
from gk_docs.form.y2021 import AnnualReport, ByApplicant, Requests
from gk_docs.formats import read, render

TOWN = Agency(name="甲镇人民政府")


def written(report: AnnualReport) -> str:
    return render(report, "yaml").decode()


def test_a_town_without_applications_takes_one_line_for_its_table() -> None:
    text = written(AnnualReport(agency=TOWN, year=2023, requests=Requests.zeros()))
    assert "收到和处理政府信息公开申请情况: {全部: 0}\n" in text
    assert "主动公开政府信息情况: {全部: null}\n" in text


def test_the_form_version_and_the_printed_order_stand_in_the_file() -> None:
    lines = [line.partition(":")[0] for line in written(AnnualReport(agency=TOWN, year=2023)).splitlines()]
    assert lines[:4] == ["机关", "年度", "格式版本", "主动公开政府信息情况"]


def test_totals_and_sentences_that_would_be_computed_are_left_out() -> None:
    report = read(GOOD.encode(), name="甲.yaml").report
    text = render(report, "yaml").decode()
    assert "总计" not in text
    assert "前言" not in text
    assert "收取信息处理费情况" not in text


def test_a_total_that_does_not_add_up_is_stated() -> None:
    row = ByApplicant.zeros(natural_person=2, total=5)
    text = written(AnnualReport(agency=TOWN, year=2023, requests=Requests.zeros(received=row)))
    assert "本年新收政府信息公开申请数量: {自然人: 2, 总计: 5, 其余: 0}" in text


def test_a_blank_among_zeros_is_null() -> None:
    row = ByApplicant.zeros(business=None)
    text = written(AnnualReport(agency=TOWN, year=2023, requests=Requests.zeros(carried_forward=row)))
    assert "结转下年度继续办理: {商业企业: null, 其余: 0}" in text


def test_paragraphs_are_lines_and_braces_are_escaped() -> None:
    summary = Summary(parts=[Part(name="lead", body=Prose("甲写 {{ year }}。\n\n乙。"))])
    text = written(AnnualReport(agency=TOWN, year=2023, summary=summary))
    assert "总体情况: |\n  甲写 {{ '{{' }} year }}。\n\n  乙。\n" in text


def test_what_plain_text_cannot_say_is_written_block_by_block() -> None:
    body = Prose([Paragraph(text="（一）不是标题"), Paragraph(text="一行\n又一行")])
    text = written(AnnualReport(agency=TOWN, year=2023, summary=Summary(on_request=body)))
    assert "- 文字: （一）不是标题\n" in text
    assert '- 文字: "一行\\n又一行"\n' in text
