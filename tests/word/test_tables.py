"""A grid becomes a Word table whose spans and merges are exactly the grid's."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.word.conftest import entries
from tests.word.validity import faults

import docx
from gk_docs.errors import InvalidReport, TemplateError
from gk_docs.grid import Cell, Grid, Span
from gk_docs.word import Link, Look, Markdown, Picture, RichText, Table, TableCell
from gk_docs.word.markup.tables import table_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.word import Template

    Make = Callable[..., Template]

NS = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
TOWNSHIPS: Grid[Any] = Grid[Any].of_rows(
    [
        [Span("片区", row_span=2), Span("申请", column_span=2), Span("备注", row_span=2)],
        [Span("收到"), Span("办结")],
        [Span("东片", row_span=2), Span(3), Span(None), Span("甲 & 乙")],
        [Span(5), Span(5), Span("一\n二")],
    ],
    header_rows=2,
)


def parsed(grid: Grid[Any], **look: Any) -> etree._Element:
    return etree.fromstring(table_xml(grid, Look(**look)).replace("<w:tbl>", f'<w:tbl xmlns:w="{NS["w"]}">', 1))


def found(element: etree._Element, path: str) -> list[Any]:
    result = element.xpath(path, namespaces=NS)
    assert isinstance(result, list)
    return result


@st.composite
def grids(draw: st.DrawFn) -> Grid[str]:
    """Any covering of a rectangle: free squares are filled in reading order with cells that fit."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    taken: set[tuple[int, int]] = set()
    spans: list[list[Span[str]]] = [[] for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            limit = draw(st.integers(1, columns - column))
            while wide < limit and (row, column + wide) not in taken:
                wide += 1
            tall = draw(st.integers(1, rows - row))
            taken |= {(r, c) for r in range(row, row + tall) for c in range(column, column + wide)}
            spans[row].append(Span(f"{row}-{column}", tall, wide))
    return Grid.of_rows(spans, header_rows=draw(st.integers(0, rows)))


@given(grids())
def test_python_docx_reads_back_the_same_grid(grid: Grid[str]) -> None:
    document = docx.Document()
    element = parse_xml(table_xml(grid).replace("<w:tbl>", f'<w:tbl xmlns:w="{NS["w"]}">', 1))
    document.element.body.insert(0, element)
    read = document.tables[0]
    expected = [[cell.content for cell in row] for row in grid.covering()]
    assert [[read.cell(r, c).text for c in range(grid.columns)] for r in range(grid.rows)] == expected


@given(grids())
def test_spans_of_every_row_equal_the_grid(grid: Grid[str]) -> None:
    table = parsed(grid)
    columns = [int(width) for width in found(table, "w:tblGrid/w:gridCol/@w:w")]
    assert len(columns) == grid.columns
    for row in found(table, "w:tr"):
        spans = [
            int((cell.xpath("w:tcPr/w:gridSpan/@w:val", namespaces=NS) or [1])[0]) for cell in row.findall("w:tc", NS)
        ]
        assert sum(spans) == grid.columns
        assert sum(int(width) for width in found(row, "w:tc/w:tcPr/w:tcW/@w:w")) == sum(columns)
        assert all(cell[-1].tag.endswith("}p") for cell in row.findall("w:tc", NS))


def test_header_rows_repeat_and_may_be_shaded() -> None:
    table = parsed(TOWNSHIPS, header_fill="D9E2F3", header_bold=True)
    assert [bool(found(row, "w:trPr/w:tblHeader")) for row in found(table, "w:tr")] == [True, True, False, False]
    assert set(found(table, "w:tr[1]/w:tc/w:tcPr/w:shd/@w:fill")) == {"D9E2F3"}
    assert not found(table, "w:tr[3]//w:shd")


def test_a_table_breaks_only_below_the_rows_that_stay_with_its_head() -> None:
    grid = Grid[Any].of_rows([[Span(text)] for text in ("项目", "甲", "乙", "丙")], header_rows=1)
    for header_rows, kept_rows, loose in ((1, 2, [0, 0, 1, 1]), (1, 1, [0, 1, 1, 1]), (0, 2, [0, 1, 1, 1])):
        rows = parsed(replace(grid, header_rows=header_rows), kept_rows=kept_rows).findall("w:tr", NS)
        assert [len(row.findall(".//w:keepNext[@w:val='0']", NS)) for row in rows] == loose


def test_only_a_row_that_may_break_is_not_held_together_and_its_cells_begin_at_the_top() -> None:
    grid = Grid[Any].of_rows([[Span(text)] for text in ("项目", "甲", "乙")], header_rows=1)
    rows = parsed(grid, split_rows=frozenset({2})).findall("w:tr", NS)
    assert [len(found(row, "w:trPr/w:cantSplit")) for row in rows] == [1, 1, 0]
    assert [found(row, "w:tc/w:tcPr/w:vAlign/@w:val") for row in rows] == [["center"], ["center"], ["top"]]


def test_the_space_at_the_sides_of_cells_is_the_given_one_or_that_of_the_style() -> None:
    assert found(parsed(TOWNSHIPS, side_mm=1.0), "w:tblPr/w:tblCellMar/*/@w:w") == ["57", "57"]
    assert not found(parsed(TOWNSHIPS), "w:tblPr/w:tblCellMar")


def test_merged_cells_restart_and_continue() -> None:
    table = parsed(TOWNSHIPS)
    assert found(table, "w:tr/w:tc[1]/w:tcPr/w:vMerge/@w:val") == ["restart", "continue", "restart", "continue"]
    assert found(table, "w:tr[1]/w:tc/w:tcPr/w:gridSpan/@w:val") == ["2"]


def test_widths_are_the_given_ones() -> None:
    assert found(parsed(TOWNSHIPS, widths_mm=(20, 30, 30, 76)), "w:tblGrid/w:gridCol/@w:w") == [
        "1134",
        "1701",
        "1701",
        "4309",
    ]
    with pytest.raises(ValueError, match="3 widths for 4 columns"):
        table_xml(TOWNSHIPS, Look(widths_mm=(20, 30, 30)))


def test_borders_can_be_left_out() -> None:
    assert len(found(parsed(TOWNSHIPS), "w:tblPr/w:tblBorders/*")) == 6
    assert not found(parsed(TOWNSHIPS, border=0), "w:tblPr/w:tblBorders")


def test_a_cell_may_have_its_own_look() -> None:
    grid = Grid.of_rows([[Span(TableCell("甲", align="left", bold=True, fill="FFFF00", style="Quote"))]])
    table = parsed(grid)
    assert found(table, ".//w:jc/@w:val") == ["center", "left"]
    assert found(table, ".//w:tc//w:shd/@w:fill") == ["FFFF00"]
    assert found(table, ".//w:pStyle/@w:val") == ["Quote"]
    assert found(table, ".//w:b")


def test_lines_of_a_cell_are_paragraphs_and_blank_is_blank() -> None:
    table = parsed(TOWNSHIPS)
    assert found(table, "w:tr[4]/w:tc[4]/w:p/w:r/w:t/text()") == ["一", "二"]
    assert table_xml(Grid.of_rows([[Span("一\r\n二\r三")]])) == table_xml(Grid.of_rows([[Span("一\n二\n三")]]))
    assert not found(table, "w:tr[3]/w:tc[3]//w:t")


@pytest.mark.parametrize(
    "tag", ["{{p annex }}", "{{p grid }}", "{{p table(grid, header_fill='D9E2F3', widths_mm=[20, 30, 30, 76]) }}"]
)
def test_a_tag_prints_a_table(make: Make, tag: str) -> None:
    template = make(f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p><w:p/>")
    data = template.render({"annex": Table(TOWNSHIPS), "grid": TOWNSHIPS})
    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [cell.text for cell in table.rows[2].cells] == ["东片", "3", "", "甲 & 乙"]


def test_plain_docxtpl_prints_it_too(make: Make) -> None:
    template = make("<w:p><w:r><w:t>{{p annex }}</w:t></w:r></w:p><w:p/>")
    plain = DocxTemplate(str(template.path))
    plain.render({"annex": Table(TOWNSHIPS)}, autoescape=True)
    ours = docx.Document(io.BytesIO(template.render({"annex": Table(TOWNSHIPS)})))
    assert ours.tables[0]._element.xml == plain.docx.tables[0]._element.xml


def test_a_table_inside_a_line_of_text_is_refused(make: Make) -> None:
    with pytest.raises(TemplateError, match="p"):
        make("<w:p><w:r><w:t>{{ annex }}</w:t></w:r></w:p>").render({"annex": Table(TOWNSHIPS)})


@pytest.mark.parametrize("bad", ["\x0b", "\a", "\f"])
def test_a_character_that_word_cannot_hold_is_refused(bad: str) -> None:
    with pytest.raises(InvalidReport, match=f"{ord(bad):04X}"):
        table_xml(Grid.of_rows([[Span(bad)]]))


def test_a_grid_without_cells_prints_nothing() -> None:
    assert table_xml(Grid.of_rows([])) == ""


PLAIN = "<w:p><w:r><w:t>{{p grid }}</w:t></w:r></w:p><w:p/>"


@pytest.mark.parametrize(
    "content", [[1], {"a": 1}, float("nan"), Picture(b""), Link("https://a.cn", "甲"), b"a", print]
)
@pytest.mark.parametrize("inside", [lambda content: content, TableCell])
def test_a_cell_that_is_no_single_text_is_refused(make: Make, content: object, inside: Any) -> None:
    with pytest.raises(TemplateError, match=r"正文 · 第1段.*印不出来"):
        make(PLAIN).render({"grid": Grid.of_rows([[Span(inside(content))]])})


def test_runs_are_checked_whether_or_not_their_cell_has_its_own_look(make: Make) -> None:
    for content in (RichText("甲", style="无此样式"), TableCell(RichText("甲", style="无此样式"))):
        with pytest.raises(TemplateError, match="没有这个样式"):
            make(PLAIN).render({"grid": Grid.of_rows([[Span(content)]])})


@pytest.mark.parametrize(
    "look",
    [
        {"header_fill": "红"},
        {"border": -1},
        {"align": "middle"},
        {"align": ("left", "middle")},
        {"widths_mm": (10, 0)},
        {"width_mm": -1},
        {"width_mm": float("nan")},
        {"header_mm": -1},
        {"side_mm": -1},
    ],
)
def test_a_look_that_word_does_not_take_is_refused(look: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not|below"):
        Look(**look)


def test_a_cell_with_a_look_that_word_does_not_take_is_refused() -> None:
    with pytest.raises(ValueError, match="six hexadecimal digits"):
        TableCell("甲", fill="红")
    with pytest.raises(TypeError, match="fill takes text"):
        TableCell("甲", fill=0xFF0000)  # type: ignore[arg-type]  # the mistake
    with pytest.raises(ValueError, match="an alignment is one of"):
        TableCell("甲", align="middle")  # type: ignore[arg-type]  # the mistake
    assert found(parsed(Grid.of_rows([[Span(TableCell("甲", fill="#FFFF00"))]])), ".//w:shd/@w:fill") == ["FFFF00"]


def test_more_columns_than_word_takes_are_refused() -> None:
    assert table_xml(Grid.of_rows([[Span(1)] * 63]))
    with pytest.raises(ValueError, match="Word takes 63 at most"):
        table_xml(Grid.of_rows([[Span(1)] * 64]))


@pytest.mark.parametrize(
    ("row", "column", "rows", "columns"), [(0, -1, 1, 1), (-1, 0, 1, 1), (0, 0, 0, 1), (0, 0, 1, 0)]
)
def test_a_cell_that_covers_nothing_or_leaves_the_table_is_refused(
    row: int, column: int, rows: int, columns: int
) -> None:
    with pytest.raises(ValueError, match="leaves the table or covers nothing"):
        Grid(1, (Cell(0, 0, 1, 1, "甲"), Cell(row, column, rows, columns, "乙")))


GRID: Grid[Any] = Grid[Any].of_rows([[Span(1)]])
OWN = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
SINGLE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (SINGLE.format("{{p a }}") * 2, "tpt"),
        (
            SINGLE.format("{%p for x in [1, 2, 3] %}") + SINGLE.format("{{p a }}") + SINGLE.format("{%p endfor %}"),
            "tptpt",
        ),
        (OWN + SINGLE.format("{{p a }}") + OWN, "tptpt"),
        (SINGLE.format("{{p a }}") + SINGLE.format("甲") + SINGLE.format("{{p a }}"), "tpt"),
        (SINGLE.format("{{p m }}") + SINGLE.format("{{p a }}") + SINGLE.format("{{p m }}"), "tptptptpt"),
        (SINGLE.format("{{p a }}") + SINGLE.format("{{p none }}") + SINGLE.format("{{p a }}"), "tpt"),
        (OWN + OWN, "tt"),
    ],
)
def test_no_table_that_a_value_prints_joins_another(make: Make, body: str, shown: str) -> None:
    context = {"a": GRID, "m": Markdown("| 甲 |\n|-|\n\n| 乙 |\n|-|"), "none": Grid[Any].of_rows([])}
    data = make(body).render(context)
    (story,) = etree.fromstring(entries(data)["word/document.xml"])
    names = {"tbl": "t", "p": "p", "sectPr": ""}
    assert "".join(names[etree.QName(one).localname] for one in story) == shown
    assert faults(data) == []
    assert b"gk-apart" not in entries(data)["word/document.xml"]
