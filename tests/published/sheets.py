"""Tables of reports, laid out anew square by square, and whole reports with them in files of several formats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import chain, count, groupby
from typing import TypeAlias

import xlsxwriter
from tests.published.conftest import PREAMBLE, SENTENCES, docx_of, docx_paragraph
from tests.published.test_other_containers import odt

from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.grid import Cell

Square: TypeAlias = "tuple[int, str]"
"""The number of the cell that covers a square, and its text."""

Sheet: TypeAlias = "tuple[tuple[Square, ...], ...]"
"""The squares of a table by row."""

Parts: TypeAlias = "Mapping[str, Sequence[Sheet | str]]"
"""By section, its tables and the lines between them."""

YEARS = {"2019": 2020, "2021": 2023}
_numbers = count(1)


def sheet_of(edition: str, section: str, cells: Mapping[str, str]) -> Sheet:
    """A table of the form, filled in."""
    grid = outline_of(FORMS[edition]).section(section).grid
    assert grid
    texts = {
        cell: cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path] for cell in grid.cells
    }
    numbers = {cell: next(_numbers) for cell in grid.cells}
    return tuple(tuple((numbers[cell], texts[cell]) for cell in row) for row in grid.covering())


def own(text: str, width: int = 1) -> tuple[Square, ...]:
    """A cell of its own."""
    return ((next(_numbers), text),) * width


def plain(rows: Iterable[Iterable[str]]) -> Sheet:
    """A table without merged cells."""
    return tuple(tuple(chain.from_iterable(own(text) for text in row)) for row in rows)


def again(sheet: Sheet) -> Sheet:
    """A copy whose cells are its own."""
    numbers = {number: next(_numbers) for row in sheet for number, _ in row}
    return tuple(tuple((numbers[number], text) for number, text in row) for row in sheet)


def changed(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """A copy with other figures."""
    return tuple(
        tuple((number, change(text) if text.isdecimal() else text) for number, text in row) for row in again(sheet)
    )


def columns(sheet: Sheet, *places: int) -> Sheet:
    """Some columns of a table."""
    return again(tuple(tuple(row[place] for place in places) for row in sheet))


def beside(*sheets: Sheet, between: int = 0) -> Sheet:
    """Tables side by side, the shorter ones with blank rows below, with blank columns between them."""
    height = max(map(len, sheets))
    gap = plain([[""] * between] * height)
    filled = [(*again(sheet), *plain([[""] * len(sheet[0])] * (height - len(sheet)))) for sheet in sheets]
    parts = [filled[0], *chain.from_iterable((gap, sheet) for sheet in filled[1:])]
    return tuple(tuple(chain.from_iterable(part[row] for part in parts)) for row in range(height))


def titled(sheet: Sheet, title: str) -> Sheet:
    """A table below a row with one cell."""
    return (own(title, len(sheet[0])), *sheet)


def with_years(sheet: Sheet, heads: int, labels: int, years: Sequence[tuple[str, Callable[[str], str]]]) -> Sheet:
    """A table with a column for each year below each head, and what each prints instead of the figure."""
    found: list[tuple[Square, ...]] = []
    for at, row in enumerate(sheet):
        if at == heads:
            marks = chain.from_iterable(own(year) for _ in row[labels:] for year, _ in years)
            found.append((*sheet[heads - 1][:labels], *marks))
        if at < heads:
            wide = [(square,) * len(years) for square in row[labels:]]
        else:
            wide = [tuple(own(other(text))[0] for _, other in years) for _, text in row[labels:]]
        found.append((*row[:labels], *chain.from_iterable(wide)))
    return tuple(found)


def _cells(sheet: Sheet) -> list[list[Cell[str]]]:
    """The cells of a table by the row in which they begin."""
    rows: list[list[Cell[str]]] = []
    for number, row in enumerate(sheet):
        rows.append([])
        for mark, squares in groupby(enumerate(row), lambda square: square[1][0]):
            places = [place for place, _ in squares]
            if number and sheet[number - 1][places[0]][0] == mark:
                continue
            below = (more for more in range(1, len(sheet) - number) if sheet[number + more][places[0]][0] != mark)
            height = next(below, len(sheet) - number)
            rows[-1].append(Cell(number, places[0], height, len(places), row[places[0]][1]))
    return rows


def _by_row(sheet: Sheet) -> Iterator[list[tuple[str, int, int]]]:
    """The text, width and height of what is in each row; without text and height where a cell begins above."""
    begun = {(cell.row, cell.column): cell for row in _cells(sheet) for cell in row}
    for number, row in enumerate(sheet):
        found: list[tuple[str, int, int]] = []
        for _, squares in groupby(enumerate(row), lambda square: square[1][0]):
            places = [place for place, _ in squares]
            cell = begun.get((number, places[0]))
            found.append((cell.content if cell else "", len(places), cell.row_span if cell else 0))
        yield found


def _html(sheet: Sheet) -> str:
    rows = (
        "".join(
            f'<td rowspan="{cell.row_span}" colspan="{cell.column_span}">{escape(cell.content)}</td>' for cell in row
        )
        for row in _cells(sheet)
    )
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _word(sheet: Sheet) -> str:
    lines = []
    for row in _by_row(sheet):
        shown = []
        for text, width, height in row:
            merge = "" if height == 1 else '<w:vMerge w:val="restart"/>' if height else "<w:vMerge/>"
            shown.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/>{merge}</w:tcPr>{docx_paragraph(text)}</w:tc>')
        lines.append(f"<w:tr>{''.join(shown)}</w:tr>")
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * len(sheet[0])}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _odt(sheet: Sheet) -> str:
    rows = (
        "".join(
            f'<table:table-cell table:number-rows-spanned="{cell.row_span}" table:number-columns-spanned='
            f'"{cell.column_span}"><text:p>{escape(cell.content)}</text:p></table:table-cell>'
            for cell in row
        )
        for row in _cells(sheet)
    )
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


def _tabs(sheet: Sheet, between: str = "\t") -> str:
    rows = (chain.from_iterable([text, *[""] * (width - 1)] for text, width, _ in row) for row in _by_row(sheet))
    return "\n".join(map(between.join, rows))


def _bars(sheet: Sheet) -> str:
    first, *others = (f"| {line} |" for line in _tabs(sheet, " | ").split("\n"))
    return "\n".join(["", first, "|" + "---|" * len(sheet[0]), *others, ""])


def laid(edition: str, parts: Parts) -> list[str | Sheet]:
    """A whole report as lines and tables."""
    year = YEARS[edition]
    found: list[str | Sheet] = [f"甲县乙镇人民政府{year}年政府信息公开工作年度报告", PREAMBLE.format(year=year)]
    for section in outline_of(FORMS[edition]).sections:
        found += [section.title, *SENTENCES.get(section.name, ()), *parts.get(section.name, ())]
    return found


def _as_text(edition: str, parts: Parts, line: Callable[[str], str], table: Callable[[Sheet], str]) -> Iterator[str]:
    return (line(block) if isinstance(block, str) else table(block) for block in laid(edition, parts))


def as_html(edition: str, parts: Parts) -> bytes:
    return f"<html><body>{''.join(_as_text(edition, parts, '<p>{}</p>'.format, _html))}</body></html>".encode()


def as_word(edition: str, parts: Parts) -> bytes:
    return docx_of("".join(_as_text(edition, parts, docx_paragraph, _word)))


def as_odt(edition: str, parts: Parts) -> bytes:
    return odt("".join(_as_text(edition, parts, "<text:p>{}</text:p>".format, _odt)))


def as_tabs(edition: str, parts: Parts) -> bytes:
    return "\n".join(_as_text(edition, parts, str, _tabs)).encode()


def as_bars(edition: str, parts: Parts) -> bytes:
    return "\n".join(_as_text(edition, parts, str, _bars)).encode()


def as_workbook(edition: str, parts: Parts) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    page, row = book.add_worksheet(), 0
    for block in laid(edition, parts):
        if isinstance(block, str):
            page.write_string(row, 0, block)
            row += 1
            continue
        for cell in chain.from_iterable(_cells(block)):
            last_row, last_column = row + cell.row + cell.row_span - 1, cell.column + cell.column_span - 1
            value = int(cell.content) if cell.content.isdecimal() else cell.content
            if cell.row_span * cell.column_span > 1:
                page.merge_range(row + cell.row, cell.column, last_row, last_column, value)
            else:
                page.write(last_row, last_column, value)
        row += len(block) + 1
    book.close()
    return packed.getvalue()


KINDS: dict[str, Callable[[str, Parts], bytes]] = {
    "html": as_html, "docx": as_word, "odt": as_odt, "xlsx": as_workbook, "tabs": as_tabs, "bars": as_bars,
}  # fmt: skip
"""By name of the format, what makes a report of it."""
