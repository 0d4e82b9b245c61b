"""Estimate the height of table rows in a Word file, and find the rows below which a page may end.

Heights are in points, estimated from the lines of text in labels and cells.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.text import width
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.layout import Content
    from gk_docs.form.report import Report
    from gk_docs.grid import Grid
    from gk_docs.word.markup.tables import Table

MM = 72 / 25.4
"""Points in a millimetre."""

BELOW = 28.95 / 2
"""Space below a table: half a line."""

_FEWEST = 2  # rows of a broken table of the form that must stand on one page, besides its head
_ROW, _ROW_LINE, _ROW_AIR = 17, 13, 2  # a row of the form's tables: least height, height of a line, padding
_CELL_AIR, _HALF = 4, 5  # padding of a cell, width of half a character
_TEXT_LINE, _TEXT_AIR, _TEXT_HALF = 16, 12, 6  # the same in a plain table: height of a line, padding, half a character


class TableRows(NamedTuple):
    """The heights of a table, as blocks of rows that stay on one page.

    Attributes:
        head: Height of the header rows, which each page repeats.
        blocks: Heights of the blocks of other rows; a page may end between blocks, never inside one.
    """

    head: float
    blocks: tuple[float, ...]

    @classmethod
    def of(cls, heights: Sequence[float], header_rows: int, ends: Iterable[int]) -> TableRows:
        """Group rows of these heights into blocks; `ends` are the rows below which a page may end."""
        edges = pairwise([header_rows, *(row + 1 for row in ends), len(heights)])
        return cls(sum(heights[:header_rows]), tuple(sum(heights[first:after]) for first, after in edges))

    @property
    def height(self) -> float:
        """Height of the whole table, with the space below it."""
        return self.head + sum(self.blocks) + BELOW

    def end(self, at: float, page: float, kept: float = 0) -> float:
        """Return where the table ends on its last page if it breaks at pages, from the top, with the space below it.

        Args:
            at: Where it begins.
            page: Height of a page.
            kept: Height of the headings that move to the next page together with its first rows.
        """
        at += self.head
        for block in self.blocks:
            if at + block > page:
                at = kept + self.head
            at, kept = at + block, 0
        return at + BELOW


@cache
def rows_of(form: type[Report], name: str) -> TableRows:
    """The rows of a table of the form."""
    section = outline_of(form).section(name)
    grid, widths = section.grid, getattr(section.kind, "widths", ())
    assert grid is not None  # noqa: S101 - such a section
    halves = [(width / 20 - _CELL_AIR) / _HALF for width in widths or [8820 / grid.columns] * grid.columns]
    lines = [1] * grid.rows
    for cell in grid.cells:
        if isinstance(cell.content, Label) and cell.row_span == 1:
            room = sum(halves[cell.column : cell.column + cell.column_span])
            lines[cell.row] = max(lines[cell.row], ceil(width(cell.content.text) / room))
    heights = [max(_ROW, _ROW_LINE * count + _ROW_AIR) for count in lines]
    return TableRows.of(heights, grid.header_rows, block_ends(grid))


def block_ends(grid: Grid[Content]) -> Iterator[int]:
    """Yield the rows of a table of the form below which a page may end, if the table is allowed to break.

    If the table has bands (full-width headings), a page may end above a band; else where no label but the outermost
    one goes on in the next row. At least two rows stand on each page, besides the head.
    """
    firsts = [cells[0] for cells in grid.covering()]
    bands = {cell.row for cell in firsts if isinstance(cell.content, Label) and cell.content.role == "band"}
    inner = [cell for cell in grid.cells if cell.column]
    for row in range(grid.header_rows + _FEWEST - 1, grid.rows - _FEWEST):
        if row + 1 in bands if bands else not any(cell.row <= row < cell.row + cell.row_span - 1 for cell in inner):
            yield row


def plain_rows(table: Table) -> TableRows:
    """The blocks of a plain table; a row that may break counts as several, one for each of its lines."""
    heights, heads = heights_of_rows(table), table.grid.header_rows
    head, rows = sum(heights[:heads]), heights[heads:]
    kept, split = table.look.kept_rows, table.look.split_rows
    if kept is None:
        return TableRows(head, (sum(rows),))
    before = kept - 1  # rows, none of which breaks
    parts: list[float] = []
    for row, height in enumerate(rows[before:], heads + before):
        lines = ceil(height / _TEXT_LINE) if row in split else 1
        parts += [height / lines] * lines
    return TableRows(head, (sum(rows[:before]) + parts[0], *parts[1:]))


def heights_of_rows(table: Table) -> list[float]:
    """Height of each row of a plain table."""
    halves = [(width * MM - _TEXT_AIR) / _TEXT_HALF for width in table.look.widths_mm or ()]
    lines = [1] * table.grid.rows
    for cell in table.grid.cells:
        taken = sum(ceil(width(line) / halves[cell.column]) for line in cell.content.split("\n"))
        lines[cell.row] = max(lines[cell.row], taken)
    return [_TEXT_LINE * count + _TEXT_AIR / 2 for count in lines]
