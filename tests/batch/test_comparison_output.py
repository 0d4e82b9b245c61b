"""A comparison at the prompt, in Excel, in Word and as JSON says what the comparison says."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import openxml_audit
import pytest
from hypothesis import given, settings
from lxml import etree
from python_calamine import CalamineWorkbook
from tests.batch.edits import Edits, a_report
from tests.strategies import EXAMPLES, reports

import docx
import gk_docs as gk
from gk_docs.showing.comparison import ComparisonShown
from gk_docs.showing.page import page
from gk_docs.showing.word_file import word_file
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.editions import AnyReport


def to_text(comparison: gk.Comparison, *, everything: bool = False) -> str:
    return ComparisonShown(comparison, everything).text()


def to_record(comparison: gk.Comparison, *, everything: bool = False) -> dict[str, Any]:
    return ComparisonShown(comparison, everything).record()


def to_workbook(comparison: gk.Comparison, *, everything: bool = False) -> bytes:
    return workbook(ComparisonShown(comparison, everything).sheets())


def to_document(comparison: gk.Comparison, *, everything: bool = False) -> bytes:
    return word_file(ComparisonShown(comparison, everything).paper())


LOCAL = gk.Agency(name="甲镇人民政府")


def years(before: Any, now: Any, **texts: str) -> gk.Comparison:
    """Two years with these penalties, and fees of 1.50 and 1.20."""
    old, new = (
        gk.AnnualReport(
            agency=LOCAL,
            year=year,
            preamble=None,
            active_disclosure=gk.ActiveDisclosure(penalties=count, fees=Decimal(fees)),
            problems=gk.Problems(lead=texts.get(side)),
        )
        for side, year, count, fees in (("old", 2023, before, "1.20"), ("new", 2024, now, "1.50"))
    )
    return gk.compare(old, new)


def test_the_prompt_shows_figures_in_columns_and_marks_what_changed_of_the_text() -> None:
    shown = to_text(years(48, 60, old="收到申请12件，均已办结。", new="收到申请25件，均已办结。"))
    assert (
        """\
二、主动公开政府信息情况
                          2023年  2024年  增减    增幅
    行政处罚          件      48      60   +12  +25.0%
    行政事业性收费  万元     1.2     1.5  +0.3  +25.0%

修改段落 五、存在的主要问题及改进情况 · 开头 · 第1段
    收到申请〔删：12〕〔增：25〕件，均已办结。

数据 2 处，文字 1 处，其他 2 处不同。"""
        in shown
    )


def test_equal_reports_are_said_to_be_equal() -> None:
    report = a_report(Random(1))
    assert to_text(gk.compare(report, report)) == "两份报告相同。"
    assert to_record(gk.compare(report, report))["equal"] is True


def test_json_keeps_money_exact_and_counts_whole() -> None:
    record = json.loads(json.dumps(to_record(years(None, 60))))
    penalties, fees = record["figures"]
    assert (penalties["old"], penalties["new"], penalties["difference"], penalties["growth"]) == (None, 60, None, None)
    assert (fees["old"], fees["new"], fees["difference"], fees["growth"]) == ("1.20", "1.50", "0.3", "25.0")
    assert penalties["sentence"] == "上年空白，本年60件"


def test_everything_means_every_cell_and_every_paragraph() -> None:
    record = to_record(years(1, 1), everything=True)
    assert len(record["figures"]) == len(gk.AnnualReport(agency=LOCAL, year=2024).figures()) + 3


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_workbook_has_numbers_where_there_are_numbers_and_words_where_there_are_none() -> None:
    found = sheets(to_workbook(years(None, 60, old="甲。", new="收到申请25件。")))
    assert list(found) == ["数据对比", "文字对比", "机关与报告", "主要数据对比"]
    heads, penalties, fees = found["数据对比"]
    assert heads == ["部分", "数据", "单位", "2023年", "2024年", "增减", "增幅", "说明"]
    assert penalties[3:] == ["空白", 60, "", "", "上年空白，本年60件"]
    assert fees[3:] == [1.2, 1.5, 0.3, 0.25, "比上年增加0.3万元，增长25.0%"]
    assert [row[0] for row in found["文字对比"][1:]] == ["修改"]


def test_a_figure_that_excel_would_round_stands_there_as_text() -> None:
    found = sheets(to_workbook(years(1, 10**17 + 1)))
    assert found["数据对比"][1][4] == str(10**17 + 1)


def test_the_word_file_has_a_merged_table_and_struck_text(tmp_path: Path) -> None:
    path = tmp_path / "对比.docx"
    data = to_document(years(48, 60, old="收到申请12件，均已办结。", new="收到申请25件，均已办结。"))
    path.write_bytes(data)
    document = docx.Document(io.BytesIO(data))
    _, figures = document.tables
    assert [cell.text for cell in figures.rows[0].cells] == ["数据", "数据", "单位", "数值", "数值", "变化", "变化"]
    assert [cell.text for cell in figures.rows[3].cells] == ["行政处罚", "行政处罚", "件", "48", "60", "+12", "+25.0%"]
    looks = {run.text: run.style.name for part in document.paragraphs for run in part.runs if run.text in ("12", "25")}
    assert looks == {"12": "Struck", "25": "Put In"}
    assert [str(error) for error in openxml_audit.OpenXmlValidator().validate(path).errors] == []


@given(reports(), reports())
@settings(max_examples=min(25, EXAMPLES // 2))
def test_any_two_reports_can_be_shown_in_every_way(one: AnyReport, other: AnyReport) -> None:
    comparison = gk.compare(one, other)
    for everything in (False, True):
        assert to_text(comparison, everything=everything)
        assert json.dumps(to_record(comparison, everything=everything), ensure_ascii=False)
        assert len(sheets(to_workbook(comparison, everything=everything))) == 3 + (one.edition == other.edition)
        assert docx.Document(io.BytesIO(to_document(comparison, everything=everything))).paragraphs


@pytest.mark.parametrize("render", [to_workbook, to_document])
def test_the_same_comparison_gives_the_same_bytes(render: Any) -> None:
    dice = Random(3)
    report = a_report(dice)
    edits = Edits.of(report, dice)
    edits.edit_sentence()
    edits.change_cell()
    comparison = gk.compare(report, edits.report())
    assert render(comparison) == render(comparison)


def test_a_page_has_both_texts_side_by_side_and_a_new_table_as_a_table() -> None:
    comparison = years(24, 18, old="更新专栏2次。", new="更新专栏9次。")
    root = etree.fromstring(page(ComparisonShown(comparison).paper()), etree.HTMLParser(encoding="utf-8"))
    sides = [[str(p.xpath("string()")) for p in pair.iter("p")] for pair in root.iterfind(".//div[@class='sides']")]
    assert sides == [["更新专栏2次。", "更新专栏9次。"]]
    assert [one.text for one in root.iter("del", "ins")] == ["2", "9"]
    rows = (("科室", "件"), ("办公室\n档案室", "3"))
    new = comparison.new.replace(problems=gk.Problems(lead=gk.Prose([gk.PlainTable(rows=rows)])))
    paper = ComparisonShown(gk.compare(comparison.new.replace(problems=gk.Problems()), new)).paper()
    root = etree.fromstring(page(paper), etree.HTMLParser(encoding="utf-8"))
    assert [str(row.xpath("string()")).split() for row in root.iter("tr")][-2:] == [
        ["科室", "件"],
        ["办公室", "档案室", "3"],
    ]
    table = docx.Document(io.BytesIO(word_file(paper))).tables[-1]
    assert tuple(tuple(cell.text for cell in row.cells) for row in table.rows) == rows


@pytest.mark.parametrize("name", ["甲镇人民政府", "甲县乙镇人民政府办公室"])
def test_the_title_on_paper_breaks_after_the_name(name: str) -> None:
    old, new = (gk.AnnualReport(agency=gk.Agency(name=name), year=year) for year in (2023, 2024))
    file = docx.Document(io.BytesIO(to_document(gk.compare(old, new))))
    lines = [one.text for one in file.paragraphs if one.style is not None and one.style.name == "Title"]
    parts = [name, "政府信息公开工作年度报告对比"]
    assert lines == (["".join(parts)] if len(name) < 7 else parts)


def test_the_workbook_charts_the_main_figures_of_both_years() -> None:
    comparison = years(24, 18)
    listing = ComparisonShown(comparison).sheets()[-1]
    assert listing.title == "主要数据对比"
    assert listing.grid is not None
    rows = [[cell.content.value for cell in row] for row in listing.grid.by_row()]
    assert rows[1:] == [[None, 24, 18]]
    with ZipFile(io.BytesIO(to_workbook(comparison))) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert chart.count("<c:ser>") == 2
    assert '<c:min val="0"/>' in chart  # where 95 stands beside 98, too
    assert "甲镇人民政府主要数据（件）" in chart
