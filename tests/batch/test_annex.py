"""The annex shows every body, what is missing, and the parent's differences, in one merged table on landscape pages."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from docx.enum.section import WD_ORIENT
from tests.batch.test_totals import body
from tests.strategies import EXAMPLES

import docx
from gk_docs.batch.columns import columns_of, main_figures
from gk_docs.batch.totals import total
from gk_docs.batch.totals.difference import findings_against
from gk_docs.document.pdf import as_pdf
from gk_docs.form.agency import Agency
from gk_docs.form.editions import FORMS
from gk_docs.form.labels import spellings
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, ReviewLitigation
from gk_docs.grid import Grid, Span
from gk_docs.showing.listing import ListCell
from gk_docs.showing.totals import BLANK, NOT_THERE, TotalsShown
from gk_docs.showing.word_file import _balanced, word_file

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table

    from gk_docs.batch.totals import Totals


def opened(totals: Totals, *, parent: bool = False) -> Document:
    found = findings_against(totals.report, totals) if parent else None
    document: Document = docx.Document(io.BytesIO(word_file(TotalsShown(totals, against=found).paper())))
    return document


def texts(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.rows[row].cells]


def test_every_body_has_a_row_and_the_last_one_is_the_sum() -> None:
    bodies = [body(number) for number in range(30)]
    totals = total(bodies, agency="某县人民政府")
    [table] = opened(totals).tables
    depth = len(table.rows) - 31
    columns = columns_of("2021")
    for number, one in enumerate(bodies):
        shown = texts(table, depth + number)
        assert shown[1] == one.agency.name
        values = main_figures("2021", {figure.path: figure.value for figure in one.figures()})
        assert shown[2:] == [f"{values[column.path]}" for column in columns]
    assert texts(table, depth + 30)[2:] == [str(value) for value in totals.main.values()]


def test_heads_are_grouped_merged_and_repeat_on_each_page() -> None:
    [table] = opened(total([body(1)], agency="某县人民政府")).tables
    heads = [row for row in table.rows if row._tr.trPr.xpath("w:tblHeader")]
    assert len(heads) == len(table.rows) - 2
    top = dict.fromkeys(texts(table, 0))
    assert [one.replace("\n", "") for one in top][2:] == [
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    ]
    assert table.rows[0].cells[1]._tc is table.rows[len(heads) - 1].cells[1]._tc


def test_no_head_leaves_a_character_alone_in_its_last_line() -> None:
    expected = {
        "行政许可": ("行政\n许可", 13.0),
        "复议后起诉": ("复议后\n起诉", 16.0),
        "总计": ("总计", 9.0),
        "未经复议直接起诉": ("未经复议直接起诉", 16.0),
        "政府信息公开行政复议、行政诉讼情况": ("政府信息公开行政复议、\n行政诉讼情况", 52.8),
    }
    grid = Grid.of_rows([[Span(ListCell(text, "head")) for text in expected]], header_rows=1)
    even = _balanced(grid, [wide for _, wide in expected.values()])
    assert [cell.content.text for cell in even.cells] == [text for text, _ in expected.values()]


@pytest.mark.parametrize("edition", sorted(FORMS))
def test_every_label_is_one_of_the_form(edition: str) -> None:
    outline = outline_of(FORMS[edition])
    labels = [section.title for section in outline.sections]
    contents = [cell.content for section in outline.sections if section.grid for cell in section.grid.cells]
    labels += [content.text for content in contents if isinstance(content, Label)]
    known = {spelling for label in labels for spelling in spellings(label)}
    for column in columns_of(edition):
        assert all(spellings(label) & known for label in column.labels), column


def test_a_group_without_a_sum_of_its_own_shows_the_sum_of_its_rows() -> None:
    one = body(3)
    values = {figure.path: figure.value for figure in one.figures()}
    grounds = [path for path in values if path.startswith("requests.outcomes.refused.") and path.endswith(".total")]
    assert len(grounds) == 8
    assert main_figures("2021", values)["requests.outcomes.refused"] == sum(int(values[path] or 0) for path in grounds)
    values[grounds[0]] = None
    assert main_figures("2021", values)["requests.outcomes.refused"] is None


def test_blanks_and_figures_of_another_edition_are_never_zeros() -> None:
    old = AnnualReport2019(agency=Agency(name="旧镇人民政府"), year=2024)
    blank = body(1).replace(review_litigation=ReviewLitigation())
    [table] = opened(total([body(2), blank, old], agency="某县人民政府")).tables
    depth = len(table.rows) - 4
    assert texts(table, depth + 1)[-1] == BLANK
    assert NOT_THERE in texts(table, depth + 2)
    assert "0" not in texts(table, depth + 2)


def test_missing_bodies_and_the_scope_are_said_in_words() -> None:
    document = opened(total([body(1)], agency="某县人民政府", roster=["第1镇人民政府", "第2镇人民政府"]))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "某县人民政府2024年政府信息公开工作年度报告附表"
    assert said[1].startswith("汇总范围：")
    assert "没有报告、未计入的单位（1个）：第2镇人民政府。" in said


def test_the_differences_are_a_table_of_their_own_or_a_sentence_where_there_are_none() -> None:
    totals = total([body(1), body(2)], agency="某县人民政府")
    equal = opened(totals, parent=True)
    assert len(equal.tables) == 1
    assert equal.paragraphs[-1].text == "上级报告的各格都等于各单位合计。"
    other = total([body(1), body(2), body(3)], agency="某县人民政府")
    found = [one for one in findings_against(other.report, totals) if one.assessed]
    document = docx.Document(io.BytesIO(word_file(TotalsShown(totals, against=found).paper())))
    assert len(document.tables[1].rows) == 1 + len(found)
    assert texts(document.tables[1], 1)[4] == str(found[0].facts["difference"])


def test_pages_lie_on_their_side() -> None:
    [section] = opened(total([body(1)], agency="某县人民政府")).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width or 0) > (section.page_height or 0)


@pytest.mark.office
def test_no_figure_is_broken_over_two_lines_whatever_face_stands_in(tmp_path: Path) -> None:
    bodies = [
        body(number).replace(
            active_disclosure=ActiveDisclosure.zeros(licences=1460 + number, penalties=920, compulsion=12345)
        )
        for number in range(3)
    ]
    totals = total(bodies, agency="某县人民政府")
    paper = tmp_path / "附表.pdf"
    paper.write_bytes(as_pdf(word_file(TotalsShown(totals).paper())))
    pages = subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True).stdout
    assert {"1460", "1461", "1462", "4383", "920", "2760", "12345", "37035"} <= {*pages.split()}


def test_the_same_annex_gives_the_same_bytes() -> None:
    annex = TotalsShown(total([body(1), body(2)], agency="某县人民政府")).paper()
    assert word_file(annex) == word_file(annex)


def test_an_annex_of_thousands_of_bodies_is_written() -> None:
    count = min(4000, 60 * EXAMPLES)
    one = total([body(1)], agency="某县人民政府")
    data = word_file(TotalsShown(replace(one, counted=one.counted * count)).paper())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/document.xml").count("第1镇人民政府".encode()) > count


def test_the_printed_annex_names_who_gave_nothing_that_counts_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "丙县乙镇人民政府2024.yaml"
    path.write_text("年度: 2024\n机关: 丙县乙镇人民政府\n主动公开政府信息情况: 三\n", encoding="utf-8")
    paper = TotalsShown(total([body(1), path], agency="某县人民政府")).paper()
    printed = [*paper.lead, *paper.listings[0].notes]
    assert "未报送有效数据、未计入：丙县乙镇人民政府2024。" in printed
    assert not any(".yaml" in line for line in printed)


def test_more_blank_cells_than_fit_are_counted_by_body_and_none_is_left_out() -> None:
    full = {figure.path: figure.value for figure in body(1).figures()}
    cells = [path for path in full if path.startswith("requests.outcomes")]
    holes = AnnualReport.from_figures({**full, **dict.fromkeys(cells[:105])}, agency="缺镇人民政府", year=2024)
    totals = total([body(1), holes, body(2, blank=cells[0])], agency="某县人民政府", roster=["丁镇人民政府"])
    for said in (TotalsShown(totals).text(), "\n".join(TotalsShown(totals).sheets()[0].notes)):
        assert "缺镇人民政府：105处空白，未计入（" in said
        assert "第2镇人民政府：1处空白，未计入（" in said
        assert "丁镇人民政府" in said
        assert "不再列出" not in said
        assert "--json" not in said
    few = total([body(1), body(2, blank=cells[0])], agency="某县人民政府")
    assert "空白未计入：第2镇人民政府" in TotalsShown(few).text()
