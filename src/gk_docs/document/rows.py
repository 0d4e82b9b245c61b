"""Estimate the height of table rows in a Word file, and find the rows below which a page may end.

Heights are in points, estimated from the lines of text in labels and cells.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate, pairwise
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.text import width
from gk_docs.document.lines import SETTINGS, WIDEST, digit_of, lines_of
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal

    from gk_docs.document.lines import Setting
    from gk_docs.form.layout import Content
    from gk_docs.form.report import Report
    from gk_docs.grid import Grid
    from gk_docs.word.markup.tables import Table

MM = 72 / 25.4
"""Points in a millimetre."""

SIDE_MM = 1.0
"""Space at the left and right of a cell of a plain table, in millimetres."""

BELOW = 28.95 / 2
"""Space below a table: half a line."""

_FEWEST = 2  # rows of a table of the form on one page, besides its head
_ROW, _ROW_LINE, _ROW_AIR = 17, 13, 2.5  # of a table of the form: least height, height of a line, space around it
_CELL_AIR, _FIGURE_AIR, _HALF = 4, 1, 5  # space in a cell, in one of a figure, width of half a character
_LONG = 10_000  # a number that may take two lines
_TEXT_LINE, _TEXT_AIR, _BETWEEN = 16, 6.5, 3  # of a plain table: height of a line, space around texts, between two
_RULE, _RULES = 0.5, 1.25  # of a table: thickness of a line, room for those above and below its part on a page
_TEXT_SIZE, _TIGHT = 24, 3  # of a plain table: half points of its type, what only just fits
_MOST_WHOLE, _MOST_HEAD, _MOST_ROW = 120, 62, 100  # of a plain table, its head, a row that does not break
_MOST_FIRST = 135  # of its head, the first rows and the headings above, which go over to the next page together
_LEAST_KEPT = 66  # of the head and the rows below it that stay with it: a lone low row is easily overlooked


class TableRows(NamedTuple):
    """The heights of a table, as blocks of rows that stay on one page.

    Attributes:
        head: Height of the header rows, which each page repeats.
        blocks: Heights of the blocks of other rows; a page may end between blocks, never inside one.
        inner: The numbers of the blocks that begin inside a row.
    """

    head: float
    blocks: tuple[float, ...]
    inner: frozenset[int] = frozenset()

    @classmethod
    def of(cls, heights: Sequence[float], header_rows: int, ends: Iterable[int]) -> TableRows:
        """Group rows of these heights into blocks; `ends` are the rows below which a page may end."""
        edges = pairwise([header_rows, *(row + 1 for row in ends), len(heights)])
        return cls(sum(heights[:header_rows]), tuple(sum(heights[first:after]) for first, after in edges))

    @property
    def height(self) -> float:
        """Height of the whole table, with the space below it."""
        return self.head + sum(self.blocks) + _RULE + BELOW

    def end(self, at: float, page: float, kept: float = 0) -> float:
        """Return where the table ends on its last page if it breaks at pages, from the top, with the space below it.

        Args:
            at: Where it begins.
            page: Height of a page.
            kept: Height of the headings that move to the next page together with its first rows.
        """
        at += self.head
        for number, block in enumerate(self.blocks):
            below = _TEXT_AIR / 2 if number + 1 in self.inner else _RULES  # where the page ends within a row, or not
            if at + block + below > page:
                at = kept + self.head + (_TEXT_AIR / 2 if number in self.inner else 0)
            at, kept = at + block, 0
        return at + _RULE + BELOW if at + _RULES + BELOW <= page else BELOW


@dataclass(frozen=True)
class FormRows:
    """The rows of a table of the form.

    Attributes:
        heads: Number of its header rows.
        ends: The rows below which a page may end.
        lines: How many lines the labels of each row take.
        figures: The cells of figures: the row and the room of each, in halves of a character.
        values: What takes these figures from a report.
    """

    heads: int
    ends: tuple[int, ...]
    lines: tuple[int, ...]
    figures: tuple[tuple[int, float], ...]
    values: Callable[[Report], tuple[int | Decimal | None, ...]]

    @cached_property
    def usual(self) -> TableRows:
        """Its rows where each figure has room in one line."""
        return self._of(self.lines)

    def with_figures(self, report: Report) -> list[TableRows]:
        """Its rows for each of `SETTINGS`; a long number takes two lines of a narrow cell, in wide faces the sooner."""
        values = zip(self.figures, self.values(report), strict=True)
        long = [(row, room, len(str(value))) for (row, room), value in values if value and value >= _LONG]
        if not long:
            return [self.usual] * len(SETTINGS)
        return [self._with(long, digit_of(setting.in_cell)) for setting in (*SETTINGS[:-1], WIDEST)]

    def _with(self, long: Sequence[tuple[int, float, int]], digit: float) -> TableRows:
        lines = [*self.lines]
        for row, room, digits in long:
            lines[row] = max(lines[row], ceil(digits * digit / room))
        return self._of(lines)

    def _of(self, lines: Sequence[int]) -> TableRows:
        heights = [max(_ROW, _ROW_LINE * count + _ROW_AIR) for count in lines]
        return TableRows.of(heights, self.heads, self.ends)


@cache
def rows_of(form: type[Report], name: str) -> FormRows:
    """The rows of a table of the form."""
    section = outline_of(form).section(name)
    grid, widths = section.grid, getattr(section.kind, "widths", ())
    assert grid is not None  # noqa: S101 - such a section
    points = [width / 20 for width in widths or [8820 / grid.columns] * grid.columns]
    lines, figures, paths = [1] * grid.rows, list[tuple[int, float]](), list[str]()
    for cell in grid.cells:
        room = sum(points[cell.column : cell.column + cell.column_span])
        if isinstance(cell.content, Figure):
            figures.append((cell.row, (room - _FIGURE_AIR) / _HALF))
            paths.append(cell.content.path)
        elif cell.row_span == 1:
            lines[cell.row] = max(lines[cell.row], ceil(width(cell.content.text) * _HALF / (room - _CELL_AIR)))
    return FormRows(grid.header_rows, (*block_ends(grid),), tuple(lines), tuple(figures), attrgetter(*paths))


def block_ends(grid: Grid[Content]) -> Iterator[int]:
    """Yield the rows of a table of the form below which a page may end, if the table is allowed to break.

    A block ends there: a band follows, or nothing but the outermost label goes on. No fewer than two rows stand on a
    page, besides the head, nor fewer of those that the outermost label is beside: its words need their height.
    """
    firsts = [cells[0] for cells in grid.covering()]
    bands = {cell.row for cell in firsts if isinstance(cell.content, Label) and cell.content.role == "band"}
    inner = [cell for cell in grid.cells if cell.column]
    labels = [cell for cell in grid.cells if not cell.column and cell.row_span > 1]
    begun = {row for cell in labels for row in range(cell.row, cell.row + _FEWEST - 1)}
    for row in range(grid.header_rows + _FEWEST - 1, grid.rows - _FEWEST):
        goes_on = any(cell.row <= row < cell.row + cell.row_span - 1 for cell in inner)
        if row not in begun and (row + 1 in bands if bands else not goes_on):
            yield row


def breaking(table: Table, above: int) -> Table:
    """Let a high plain table break; what goes over to the next page with its title and headings leaves little blank.

    A first row of more lines than a head has is text: no page repeats it, and it may break as the others.

    Args:
        table: The table; its first row is its head.
        above: How many lines of title and headings stay with it.
    """
    heights, most = heights_of_rows(table, WIDEST), _MOST_FIRST - 2 * BELOW * above
    ends = list(accumulate(heights))
    if ends[-1] <= min(most, _MOST_WHOLE):
        return table
    heads = int(heights[0] <= _MOST_HEAD and len(heights) > 1)
    split = {row for row, height in enumerate(heights) if height > _MOST_ROW}
    split.update([heads] if ends[heads] > most else [])
    kept = min(1 + sum(end < _LEAST_KEPT for end in ends[heads:]), len(heights) - heads)
    # LibreOffice keeps a row with the whole next row, even if that one may break.
    while kept > 1 and (ends[heads + kept - 1] > most or heads + kept - 1 in split):
        kept -= 1
    look = replace(table.look, kept_rows=kept, split_rows=frozenset(split))
    return replace(table, grid=replace(table.grid, header_rows=heads), look=look)


def plain_rows(table: Table, setting: Setting = SETTINGS[0], *, tight: bool = False) -> TableRows:
    """The blocks of a plain table; a row that may break counts as several, one for each of its lines."""
    heights, heads = heights_of_rows(table, setting, tight=tight), table.grid.header_rows
    head, rows = sum(heights[:heads]), heights[heads:]
    kept, split = table.look.kept_rows, table.look.split_rows
    if kept is None:
        return TableRows(head, (sum(rows),))
    before = kept - 1  # rows, none of which breaks
    parts, inner = list[float](), set[int]()
    for row, height in enumerate(rows[before:], heads + before):
        lines = [_TEXT_LINE] * (int(height / _TEXT_LINE) - 2) if row in split else []
        inner.update(range(len(parts) + 1, len(parts) + len(lines) + 2 if lines else 0))
        first = _TEXT_LINE + _TEXT_AIR / 2
        parts += [first, *lines, height - first - sum(lines)] if lines else [height]
    return TableRows(head, (sum(rows[:before]) + parts[0], *parts[1:]), frozenset(inner))


def heights_of_rows(table: Table, setting: Setting = SETTINGS[0], *, tight: bool = False) -> list[float]:
    """Height of each row of a plain table; `tight` if nothing has room in a line that only just fits."""
    less = _RULE + tight * _TIGHT
    half = (table.look.size or _TEXT_SIZE) / 4
    halves = [((width - 2 * SIDE_MM) * MM - less) / half for width in table.look.widths_mm or ()]
    heights = [0.0] * table.grid.rows
    for cell in table.grid.cells:
        room, texts = halves[cell.column], cell.content.split("\n")
        lines = sum(lines_of(text, room, room, setting.in_cell, hangs=setting.hangs) for text in texts)
        between = len(texts) - 1 - (cell.row in table.look.split_rows)
        heights[cell.row] = max(heights[cell.row], _TEXT_LINE * lines + _BETWEEN * between + _TEXT_AIR)
    return heights
