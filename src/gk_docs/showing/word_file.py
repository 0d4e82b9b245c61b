"""Draw lists as a Word file: tables on landscape or portrait pages, and text with removed and added stretches."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from math import ceil
from typing import TYPE_CHECKING, Literal

from gk_docs.chinese.text import balanced, width
from gk_docs.document.title import broken
from gk_docs.errors import TemplateError, WriteRefused
from gk_docs.files.seal import sealed
from gk_docs.files.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.grid import Cell, Grid
    from gk_docs.showing.listing import ListCell, Paper
    from gk_docs.word import Table, Template


_TEMPLATES = {True: ("docx/list_across.docx", 261.0), False: ("docx/list_upright.docx", 156.0)}
"""The template for landscape (True) and portrait pages, with the width of its text area in millimetres."""

_STYLES = {"head": "ListHead", "band": "ListBand", "name": "ListName", "figure": "ListFigure", "printed": "ListFigure"}
_ALIGNS: dict[str, Literal["left", "center"]] = {"name": "left", "band": "left"}
_FILLS = {"head": "E7E6E6", "band": "C6D9F1"}

_CELL_MM = 1.6  # half the width of a character of the cells' 9 points
_USUAL, _SMALL = 18, 15  # half points of the type of a table, and of one whose figures need it
_PADDING_MM = 2.4  # the margins of a cell, and a little
_DIGIT_CELLS = 1.35  # a bold digit in the widest font that may replace the official ones
_HEAD_CELLS = 4  # a head has room for two characters in a line
_MOST_CELLS, _FEW_CELLS = 28, 12  # a name longer than 14 characters breaks into two lines, beside large figures than 6
_LEAST_MM = 15  # room for a code (GK201) in one line, even in a wide font
_STEP = 2
_LONE, _WIDE_HEAD = 2, 16  # half characters: a single one in the last line, a head of several columns
_SPACED = 1  # Word sets a figure among Chinese characters a little apart
_LINE_MM = 4.4  # 11.5 points and a little


def word_file(paper: Paper) -> bytes:
    """Draw lists as a Word file, sealed as a report is; the same lists give the same bytes.

    Raises:
        UnreadableFile: If the template is missing.
        WriteRefused: If the lists are longer than a Word file can hold.
        InvalidReport: If a text has a character that a Word file cannot hold.
    """
    template, text_mm = _TEMPLATES[paper.across]
    tables = [
        {"title": one.title, "unit": one.unit, "notes": one.notes, "table": _table(one.grid, one.widths, text_mm)}
        for one in paper.listings
        if not one.passages
    ]
    texts = [
        {
            "title": one.title,
            "passages": [{**passage._asdict(), "table": _table(passage.grid, (), text_mm)} for passage in one.passages],
        }
        for one in paper.listings
        if one.passages and not one.beside
    ]
    lines = [paper.title] if paper.across else broken(paper.title, paper.named)
    names = {"title_lines": lines, "document_title": paper.title, "lead": paper.lead}
    try:
        return sealed(_template(template).render({**names, "tables": tables, "texts": texts}), as_list=True)
    except TemplateError as error:  # our own templates can fail in one way only: they print too much
        raise WriteRefused("列表太长，Word 文件放不下", mend="请写成 .xlsx、.html 或 .json") from error


@cache
def _template(name: str) -> Template:
    """A Word template of the library, compiled once."""
    from gk_docs.word import Template  # noqa: PLC0415 - heavy

    return Template(shipped(name), stored=True)


def _table(grid: Grid[ListCell] | None, shares: Sequence[float], text_mm: float) -> Table | str:
    from gk_docs.word import Look, Table, TableCell  # noqa: PLC0415 - heavy

    if not grid:
        return ""

    def cell(content: ListCell) -> TableCell:
        align, fill = _ALIGNS.get(content.kind, "center"), _FILLS.get(content.kind)
        return TableCell(content.text, align, content.bold, fill=fill, style=_STYLES[content.kind])

    size, half, needs = None, _CELL_MM, list[int]()
    if not shares:
        for size, most in product((None, _SMALL), (_MOST_CELLS, _FEW_CELLS)):
            half, needs = _CELL_MM * (size or _USUAL) / _USUAL, _needs(grid, most)
            if sum(_millimetres(wide, half) for wide in needs) <= text_mm:
                break
    widths, header_mm = (_shares(shares, text_mm), None) if shares else _measured(grid, needs, text_mm, half)
    look = Look(widths_mm=widths, header_mm=header_mm, style="ListTable", size=size)
    return Table(_balanced(grid, widths, half).map(cell), look)


def _balanced(grid: Grid[ListCell], widths: Sequence[float], half: float = _CELL_MM) -> Grid[ListCell]:
    """Break the heads of which a last character would stand alone into even lines."""

    def even(cell: Cell[ListCell]) -> Cell[ListCell]:
        whole = sum(widths[cell.column : cell.column + cell.column_span])
        room = int((whole - _PADDING_MM) / half) // 2 * 2
        texts = cell.content.text.split("\n")
        lines = (line for text in texts for line in (balanced(text, room) if _is_uneven(text, room) else [text]))
        return replace(cell, content=replace(cell.content, text="\n".join(lines)))

    return replace(grid, cells=tuple(even(one) if one.content.kind == "head" else one for one in grid.cells))


def _is_uneven(text: str, room: int) -> bool:
    """Whether a head takes several lines, the last of which may have a single character."""
    return width(text) > room > _LONE and (room > _WIDE_HEAD or width(text) % room == _LONE)


def _shares(widths: Sequence[float], whole: float) -> tuple[float, ...]:
    """Widths in millimetres in the proportions of a workbook's columns, none too narrow for the code of a rule."""
    wanted = [max(wide * whole / sum(widths), _LEAST_MM) for wide in widths]
    return tuple(wide * whole / sum(wanted) for wide in wanted)


def _needs(grid: Grid[ListCell], most: int) -> list[int]:
    """Half characters of each column in which its figures have room in one line; its names have `most`."""
    cells = [_HEAD_CELLS] * grid.columns
    for one in grid.cells:
        text, kind = one.content.text, one.content.kind
        if one.column_span == 1 and kind != "head":
            room = {"figure": ceil(width(text) * _DIGIT_CELLS), "name": min(width(text) + _SPACED, most)}
            cells[one.column] = max(cells[one.column], room.get(kind, 0))
    return cells


def _measured(
    grid: Grid[ListCell], needs: Sequence[int], text_mm: float, half: float
) -> tuple[tuple[float, ...], float | None]:
    """Widths of the columns and least height of a header row (None without heads), in millimetres, to show all text.

    A column has room for its longest figure in one line. Then columns that need most lines get more width, and columns
    of names get the rest. Where there is too little, each column has room for a head, and shares the rest by its needs.
    A head over several header rows uses the height of all of them.
    """
    cells, longest, named = [*needs], [""] * grid.columns, set[int]()
    for one in grid.cells:
        if one.column_span == 1:
            longest[one.column] = max(longest[one.column], one.content.text, key=width)
            named |= {one.column} if one.content.kind == "name" else set()
    left = text_mm - sum(_millimetres(wide, half) for wide in cells)
    columns = range(grid.columns)
    while left >= _STEP * half:
        fullest = max(columns, key=lambda at: _lines(longest[at], cells[at]))
        if _lines(longest[fullest], cells[fullest]) == 1:
            break
        cells[fullest] += _STEP
        left -= _STEP * half
    shared = named if named and left > 0 else columns
    widths = [_millimetres(wide, half) for wide in cells]
    if left < 0:
        least = _millimetres(_HEAD_CELLS, half)
        share = max(text_mm - least * grid.columns, 0) / sum(wide - least for wide in widths)
        widths = [least + (wide - least) * share for wide in widths]
    else:
        widths = [wide + (left / len(shared) if at in shared else 0) for at, wide in enumerate(widths)]
    heads = (one for one in grid.cells if one.content.kind == "head" and one.column_span == 1)
    needed = (_lines(one.content.text, cells[one.column]) * _LINE_MM / one.row_span for one in heads)
    return tuple(widths), max(needed, default=None)


def _millimetres(cells: int, half: float) -> float:
    """The width in millimetres of a column of so many half characters, with the margins of its cells."""
    return cells * half + _PADDING_MM


def _lines(text: str, cells: int) -> int:
    """How many lines a text takes in a column of so many half characters."""
    room = cells - cells % 2
    return sum(-(-width(line) // room) for line in text.split("\n"))
