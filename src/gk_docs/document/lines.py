"""How many lines a text takes where it is set: no line begins with 。 or ends with （, no number breaks."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOT_FIRST = frozenset("，。、；：？！…）》〉」』】〕”’%％")
HANGING = tuple("，。、；：！？")
"""Marks that hang out of a full line where a program lets them."""

_NOT_LAST = frozenset("（《〈「『【〔“‘")


def lines_of(text: str, room: float, first: float, narrow: float = 1, *, hangs: bool = False) -> int:
    """Count the lines of width `room` that a text without line breaks takes.

    Widths are halves of a character.

    Args:
        text: The text.
        room: What a line holds.
        first: What the first line holds.
        narrow: How wide a digit or letter is.
        hangs: Whether a mark hangs out of a full line, as Word sets them; else it takes its word with it to the next.

    >>> lines_of("按季度公开。", 10, 10), lines_of("按季度公开，并核对", 10, 10), lines_of("公开2023年的信息", 10, 10)
    (2, 2, 2)
    >>> lines_of("一二三四。五六七八。九十", 8, 8), lines_of("一二三四。五六七八。九十", 8, 8, hangs=True)
    (4, 3)
    """
    ends: Sequence[float] = range(0, 2 * len(text) + 1, 2)
    if len(text.encode()) < 3 * len(text):  # else all are Chinese
        ends = [0.0, *accumulate([2 if char > "\x7f" else narrow for char in text])]
    start, lines, left = 0, 1, first
    while ends[-1] - ends[start] > left:
        at = fits = max(bisect_right(ends, ends[start] + left) - 1, start + 1)
        if hangs and text[at : at + 1] in HANGING:
            at = fits = at + 1
            if at == len(text):
                break
        while start < at < len(text) and not _may_break(text, at):
            at -= 1
        start = at if at > start else fits
        lines, left = lines + 1, room
    return lines


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return not (before + after).isascii() or " " in before + after
