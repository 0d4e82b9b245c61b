"""Lay out a table of the running text: how wide its columns are, and how large its type.

Widths are counted in halves of a character. What a column needs for its longest line, and what it needs at least so
that no number, word or short label in it is torn, decide together.
"""

from __future__ import annotations

from bisect import bisect
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.text import width
from gk_docs.document.rows import SIDE_MM
from gk_docs.grid import Grid, Span
from gk_docs.word.markup.tables import Align, Look, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.prose import PlainTable

TABLE_MM = 155.5
"""Width of a plain table in millimetres."""

_ROOM = {None: 73.5, 20: 88.2, 18: 98.0}  # of a table in type of the usual 12 points, and of 10 and 9, in half points
_AIR, _LEAST = 2, 4  # space in a cell, two characters
_SHORT = 8  # a line no wider is a label that stays whole
_LINES, _LONG = 4, 16  # lines that a sentence may take, unless it is longer than four lines of so much
_HEAD = 3  # lines that a head may take
_DIGIT_MORE = 0.35  # what a digit takes beyond one half in the widest of the faces that stand in for the official ones
_STEPS = 100  # in a half of a character
_WORD = re.compile("[!-~]{1,12}")


def plain_table(block: PlainTable) -> Table:
    """Make a plain table; a column too narrow for a line below its head begins each at the left, others centre them.

    Where columns cannot all be as wide as their longest lines, those that need less than an even share keep what they
    need, and the others are alike. Type is smaller if no number, word or short label is torn then that else would be.
    """
    columns = [[line for cell in column for line in cell.split("\n")] for column in zip(*block.rows, strict=True)]
    size, widths = _sized(columns)
    sides: list[Align] = [
        "center" if max(_halves(head) / _HEAD, *map(_halves, lines), 0) + _AIR <= has else "left"
        for (head, *lines), has in zip(columns, widths, strict=True)
    ]
    look = Look(
        widths_mm=tuple(TABLE_MM * one / sum(widths) for one in widths),
        paragraph_style="TableText",
        align=tuple(sides),
        side_mm=SIDE_MM,
        size=size,
    )
    rows = [[Span(cell) for cell in row] for row in block.rows]
    return Table(Grid.of_rows(rows, header_rows=int(len(rows) > 1)), look)


def _sized(columns: Sequence[Sequence[str]]) -> tuple[int | None, list[float]]:
    """The size of the type, in half points, and the widths of columns of such lines."""
    needs, least = [_AIR + max(_LEAST, *map(_halves, lines)) for lines in columns], list[float]()
    for short, (size, room) in product((_SHORT, 0), _ROOM.items()):
        least = [_AIR + max(_LEAST, *(_untorn(line, short) for line in lines)) for lines in columns]
        if sum(least) <= room:
            return size, _shared(needs, least, room)
    size, room = [*_ROOM.items()][-1]
    return size, _shared(least, [0] * len(least), room)


def _shared(needs: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Share the width of a table: each column has its need, or the least, or as much as the others that need more."""

    def widths(level: float) -> list[float]:
        return [max(low, min(need, level)) for need, low in zip(needs, least, strict=True)]

    levels = range(ceil(max(needs)) * _STEPS + 1)
    return widths((bisect(levels, room, key=lambda level: sum(widths(level / _STEPS))) - 1) / _STEPS)


def _halves(line: str) -> float:
    return width(line) + _DIGIT_MORE * sum(map(str.isascii, line))


def _untorn(line: str, short: int) -> float:
    """The width of what should stay whole: a short line, else its widest number or word, or a quarter of a sentence."""
    if width(line) <= short:
        return _halves(line)
    return max(min(width(line) / _LINES, _LONG), *map(_halves, _WORD.findall(line)), 0)
