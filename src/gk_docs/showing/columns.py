"""How wide the columns of a list are in a workbook, and on which printed page each stands.

A list too wide for one page in readable type has its columns of words narrowed; if that is not enough, its columns
stand on several pages, each of which repeats the names of the rows. Widths are in characters.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.text import width
from gk_docs.files.spreadsheet import ACROSS, BESIDE, LEAST_SCALE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.grid import Grid
    from gk_docs.showing.listing import ListCell, Listing

_NARROWEST, _HEAD, _WIDEST = 9, 16, 30  # limits of a column without a width
_LEAST = 20  # what a column of words keeps when it is narrowed
_SEPARATED = frozenset({"count", "money", "change", "money_change"})  # looks with a comma before each three digits


class ListColumns(NamedTuple):
    """The columns of a list.

    Attributes:
        widths: Their widths.
        kept: How many at the left name the row: they stay in sight, and each page repeats them.
        begins: The columns with which pages after the first begin; empty if all stand on one page.
        scale: If there are several pages, the size of their type in percent.
    """

    widths: tuple[float, ...] = ()
    kept: int = 1
    begins: tuple[int, ...] = ()
    scale: int = 100

    @property
    def on_first(self) -> int:
        """How many columns stand on the first page."""
        return self.begins[0] if self.begins else len(self.widths)


def columns_of(listing: Listing, grid: Grid[ListCell]) -> ListColumns:
    """Lay the columns of a list out: on one page if they have room there, else on as few as can be."""
    kept, figures = _kept(grid), _figures(grid)
    widths = [max(wide, need) for wide, need in zip(listing.widths or _by_content(grid), figures, strict=True)]
    least = [max(min(wide, _LEAST), need) for wide, need in zip(widths, figures, strict=True)]
    over, spare = _printed(widths) - ACROSS, sum(widths) - sum(least)
    if over <= spare:
        part = max(over, 0) / (spare or 1)
        return ListColumns(tuple(wide - part * (wide - low) for wide, low in zip(widths, least, strict=True)), kept)
    widths = least
    begins = tuple(_begins(widths, kept, listing.groups or _groups(grid)))
    ends = zip((kept, *begins), (*begins, len(widths)), strict=True)
    pages = (_printed([*widths[:kept], *widths[begin:end]]) for begin, end in ends)
    return ListColumns(tuple(widths), kept, begins, min(100, int(LEAST_SCALE * ACROSS / max(pages))))


def _printed(widths: Sequence[float]) -> float:
    return sum(wide + BESIDE for wide in widths)


def _kept(grid: Grid[ListCell]) -> int:
    """How many columns name the row: those up to the first of words."""
    words = (cell.column for cell in grid.cells if cell.row >= grid.header_rows and cell.content.kind == "name")
    return min(words, default=0) + 1


def _groups(grid: Grid[ListCell]) -> tuple[int, ...]:
    """The columns at which no head of several columns goes on."""
    if grid.header_rows < 2:  # noqa: PLR2004 - heads below heads
        return ()
    return tuple(cell.column for cell in grid.cells if cell.row == 0)


def _begins(widths: Sequence[float], kept: int, groups: Sequence[int]) -> Iterator[int]:
    """Yield the columns with which pages begin, each as full as can be; none parts a group that has room on a page."""
    ends = [0.0, *accumulate(wide + BESIDE for wide in widths)]
    room, at = ACROSS - ends[kept], kept
    while ends[-1] - ends[at] > room:
        fitting = [place for place in range(at + 1, len(widths)) if ends[place] - ends[at] <= room] or [at + 1]
        at = max(set(fitting) & set(groups), default=fitting[-1])
        yield at


def _by_content(grid: Grid[ListCell]) -> list[float]:
    """Widths that the text of a list needs, within limits."""
    wide = [float(_NARROWEST)] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            longest = max(map(width, cell.content.text.split("\n")))
            most = _HEAD if cell.content.kind == "head" else _WIDEST
            wide[cell.column] = max(wide[cell.column], min(longest + 2, most))
    return wide


def _figures(grid: Grid[ListCell]) -> list[float]:
    """Widths that the figures of each column need: Excel shows one without room as ####."""
    wide = [0.0] * grid.columns
    for cell in grid.cells:
        one = cell.content
        if one.value is not None and cell.column_span == 1:
            digits = len(one.text)
            wide[cell.column] = max(wide[cell.column], digits + (digits - 1) // 3 * (one.look in _SEPARATED) + 1)
    return wide
