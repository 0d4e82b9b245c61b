"""How many lines a text takes where it is set: no line begins with 。 or ends with （, no number breaks."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Sequence


class Setting(NamedTuple):
    """How a program sets text. Widths are halves of a character.

    Attributes:
        wider: Width of a digit with its space beyond a half: narrow to wide faces; right for a line as a whole.
        digit: Width of a digit alone, for counting line by line.
        in_cell: The same in a table, where digits and letters are those of the Chinese face.
        hangs: Whether a mark that has no room in its line hangs out of it, as in Word.
    """

    wider: float
    digit: float
    in_cell: float
    hangs: bool


SETTINGS = (
    Setting(0.25, 1.0, 1.12, hangs=False),
    Setting(0.4, 1.0, 1.0, hangs=True),
    Setting(0.55, 1.28, 1.28, hangs=False),
)
"""What is assumed: LibreOffice with narrow digits, Word, LibreOffice with wide ones."""

_KNOWN_AT_MOST = 64
HANGING = tuple("，。、；：！？")
"""Marks that hang out of a full line where a program lets them."""

_NOT_FIRST = frozenset("，。、；：？！…）》〉」』】〕”’%％,.!?:;)]}/-")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{")
_AFTER = frozenset(" -/?")  # what ends a line within Latin words, as in the address of a page
_LATIN = re.compile("[ -~]+")
_CAPTION = 63  # width of a line of a caption
_SPACE = 0.4  # between a Chinese character and a digit or letter
_THIN, _BROAD = 0.62, 1.5  # of letters and signs as shares of a digit; the others are hardly wider than one
_SHAPES = {chr(code): 1.0 for code in range(32, 127)}
_SHAPES |= dict.fromkeys(" !'(),-./:;I[]`fijlrt{|}", _THIN) | dict.fromkeys("%@MQWmw", _BROAD)
_SHAPES |= dict.fromkeys("ABCDEFGHKLNOPRTUVXY", 1.3)


def lines_of(text: str, room: float, first: float, narrow: float = 1, *, hangs: bool = False) -> int:
    """Count the lines of width `room` that a text without line breaks takes.

    Widths are halves of a character.

    Args:
        text: The text.
        room: What a line holds.
        first: What the first line holds.
        narrow: How wide a digit is.
        hangs: Whether a mark hangs out of a full line, as Word sets them; else it takes its word with it to the next.

    >>> lines_of("按季度公开。", 10, 10), lines_of("按季度公开，并核对", 10, 10), lines_of("公开2023年的信息", 10, 10)
    (2, 2, 2)
    >>> lines_of("一二三四。五六七八。九十", 8, 8), lines_of("一二三四。五六七八。九十", 8, 8, hangs=True)
    (4, 3)
    >>> lines_of("见www.yi.gov.cn/zwgk", 16, 16), lines_of("见www.yi.gov.cn/zwgk", 16, 16, 1.3)
    (2, 3)
    """
    if 2 * len(text) <= first:
        return 1
    ends = _ends(text, narrow)
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


def lines_of_caption(caption: str) -> int:
    """Count the lines that the caption of a picture takes."""
    digit = SETTINGS[-1].digit
    return sum(lines_of(line, _CAPTION, _CAPTION, digit) for line in caption.split("\n")) if caption else 0


@lru_cache(_KNOWN_AT_MOST)
def _ends(text: str, narrow: float) -> Sequence[float]:
    """Where each character of a text ends if all are set in one line, after where the first begins."""
    if len(text.encode()) == 3 * len(text):  # all are Chinese
        return range(0, 2 * len(text) + 1, 2)
    widths: list[float] = [2] * len(text)
    for word in _LATIN.finditer(text):
        start, end = word.span()
        widths[start:end] = [narrow * _SHAPES[char] for char in word[0]]
        widths[start] += _SPACE * (text[start].isalnum() and text[start - 1 : start].isalnum())
        widths[end - 1] += _SPACE * (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    return [0.0, *accumulate(widths)]


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return before in _AFTER or not (before + after).isascii()
