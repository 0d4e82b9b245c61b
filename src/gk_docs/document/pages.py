"""Where the pages of a report end, roughly: which tables of the form are better broken than kept whole.

A table that does not fit its page and stays whole leaves the rest of that page blank. A little space is a fair price
for that, half a page is not. The estimate is 22 lines of 28 characters to a page; it holds within a line or two for
any faces, and a table that fits by less may break, too: it does where it must.

Lengths are points.
"""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from gk_docs.chinese.text import width
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.document.flow import Shown
    from gk_docs.form.report import Report
    from gk_docs.word.tables import Table

_PAGE, _LINE, _LINES = 637.8, 28.95, 22
_HALVES, _INDENT = 56, 4  # of a line of text, in halves of a character
_WIDER = (0.0, 0.3, 0.6)  # what a digit takes beyond one half, with the space around it, by the faces
_TITLE_LINE = 36
_MOST_BLANK = 0.15 * _PAGE
_DOUBT = (
    2 * _LINE
)  # by which the estimate may be off: a table that fits with less room may break, and does where it must
_ROW, _ROW_LINE, _ROW_AIR = 17, 13, 2  # of a table of the form: least height, height of a line, space around it
_BLOCK = 3 * _ROW  # what goes over to the next page more than does not fit, since a block of rows stays whole
_CELL_AIR, _HALF = 4, 5  # space in a cell, width of half a character
_TEXT_LINE, _TEXT_AIR, _TEXT_HALF = 16, 12, 6  # the same of a table of text
_HEIGHT_FOR_WIDTH = 0.7  # of a picture, as most are
_MM = 72 / 25.4


def broken_tables(report: Report, title: Sequence[str], blocks: Sequence[Shown]) -> frozenset[str]:
    """Field names of the sections whose tables are to break between their blocks of rows.

    Args:
        report: The report.
        title: The lines of its title.
        blocks: Everything after it.
    """
    begin = _TITLE_LINE * len(title) + _LINE
    form = type(report)
    names = frozenset(outline_of(form).section_names)
    last = max((number for number, block in enumerate(blocks) if block.kind in names), default=-1)
    measured = [(block.kind if block.kind in names else "", *_measured(block)) for block in blocks[: last + 1]]
    return frozenset(name for wider in _WIDER for name in _broken(form, begin, measured, wider))


Texts = list[tuple[float, float]]
"""Lines of text as written: how wide each is in halves of a character, and how much of it digits and letters take."""


def _measured(block: Shown) -> tuple[float, Texts]:
    """Height of a block that is not text, or its lines."""
    if block.table is not None:
        height = _height_of_text(block.table) + _LINE / 2
        return (0, [(1.0, 0.0)] * round(height / _LINE)) if block.table.look.splits else (height, [])
    if block.chart is not None:
        return block.chart.height_mm * _MM, []
    if block.picture is not None:
        return (block.picture.width_mm or 0) * _HEIGHT_FOR_WIDTH * _MM, []
    texts = [(len(text), len(text.encode())) for text in (block.head + block.text).split("\n")]
    found = [((count + size) / 2, (3 * count - size) / 2) for count, size in texts]  # a Chinese one is three bytes
    if block.look == "left":  # a long word leaves the end of the line before it blank
        found[-1] = (found[-1][0] + _HALVES / 2, found[-1][1])
    return 0, found


def _height_of_text(table: Table) -> float:
    """Height of a plain table, from the lines that its cells take."""
    halves = [(width * _MM - _TEXT_AIR) / _TEXT_HALF for width in table.look.widths_mm or ()]
    lines = [1] * table.grid.rows
    for cell in table.grid.cells:
        taken = sum(ceil(width(line) / halves[cell.column]) for line in cell.content.split("\n"))
        lines[cell.row] = max(lines[cell.row], taken)
    return sum(_TEXT_LINE * count + _TEXT_AIR / 2 for count in lines)


def _broken(
    form: type[Report], begin: float, blocks: Sequence[tuple[str, float, Texts]], wider: float
) -> Iterator[str]:
    ways = [
        (begin, 0)
    ]  # where a block may begin, and which: after a table that just fits, also where its end goes over
    while ways:
        at, first = ways.pop()
        for number, (table, own, texts) in enumerate(blocks[first:], first):
            if not table:
                at = _moved(at, own) if own else _written(at, texts, wider)
                continue
            height = height_of(form, table)
            spare = _PAGE - at - height
            if spare >= min(_DOUBT, at - _LINE):
                at += height
            elif _PAGE - at + _LINE > _MOST_BLANK:  # its heading would go with it
                yield table
                if spare >= 0:
                    ways.append((at + height, number + 1))
                at = _BLOCK - min(spare, 0)
            else:
                at = _LINE + height


def _written(at: float, texts: Texts, wider: float) -> float:
    """Where the next block begins, from the top of its page."""
    for halves, narrow in texts:
        lines, left = ceil((halves + wider * narrow + _INDENT) / _HALVES), int((_PAGE - at) / _LINE)
        at = at + lines * _LINE if lines <= left else ((lines - left - 1) % _LINES + 1) * _LINE
    return at


def _moved(at: float, height: float) -> float:
    return at + height if at + height <= _PAGE else min(height, _PAGE)


@cache
def height_of(form: type[Report], name: str) -> float:
    """Height of a table of the form with what stands below it, from the lines that its labels take."""
    section = outline_of(form).section(name)
    grid, widths = section.grid, getattr(section.kind, "widths", ())
    assert grid is not None  # noqa: S101 - such a section
    halves = [(width / 20 - _CELL_AIR) / _HALF for width in widths or [8820 / grid.columns] * grid.columns]
    lines = [1] * grid.rows
    for cell in grid.cells:
        if isinstance(cell.content, Label) and cell.row_span == 1:
            room = sum(halves[cell.column : cell.column + cell.column_span])
            lines[cell.row] = max(lines[cell.row], ceil(width(cell.content.text) / room))
    return sum(max(_ROW, _ROW_LINE * count + _ROW_AIR) for count in lines) + _LINE / 2
