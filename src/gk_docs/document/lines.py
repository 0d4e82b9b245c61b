"""How many lines a text takes where it is set: no line begins with 。 or ends with （, no number breaks."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_HALF = 100  # the unit in which widths are counted: a hundredth of half a character
_SIZE, _CLOSER = 16, 0.25  # points of a character, and what it loses where 28 stand in a line


def _face(widths: Iterable[str | int], *, in_cell: bool = False) -> bytes:
    """Make a table that gives each character from the blank to ~ its width, from its thousandths of the size."""
    closer = 0 if in_cell else _CLOSER
    halves = [2 * (int(width) * _SIZE / 1000 - closer) / (_SIZE - closer) for width in widths]
    return bytes(32) + bytes(round(_HALF * one) for one in halves) + bytes(129)


_TIMES = """
    250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564
    564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722
    611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500
    722 500 500 444 480 200 480 541"""
"""Times New Roman, and Liberation Serif."""

_NOTO = """
    256 308 376 574 550 923 779 196 364 364 478 580 327 346 327 352 549 549 549 549 549 549 549 549 549 549 327 327 580
    580 580 432 912 718 670 691 770 652 629 741 853 405 402 731 625 975 796 767 641 767 715 567 659 797 714 1053 700 687
    605 344 352 344 580 563 435 557 638 538 629 546 388 566 663 332 311 607 334 974 661 596 638 607 462 473 367 653 548
    838 564 552 498 374 316 374 580"""
"""Noto Serif CJK, and Source Han Serif."""

_EVEN = _face([500] * 95, in_cell=True)
_WIDE = _face([min(115 * int(width) // 100, 1000) for width in _NOTO.split()], in_cell=True)


class Setting(NamedTuple):
    """How a program sets text. Widths are halves of a character.

    Attributes:
        wider: Width of a digit with its space beyond a half: narrow to wide faces; right for a line as a whole.
        face: The widths of digits, letters and signs, for counting line by line.
        in_cell: The same in a table, where digits and letters are those of the Chinese face.
        hangs: Whether a mark that has no room in its line hangs out of it, as in Word.
    """

    wider: float
    face: bytes
    in_cell: bytes
    hangs: bool


SETTINGS = (
    Setting(0.25, _face(_TIMES.split()), _face(_NOTO.split(), in_cell=True), hangs=False),
    Setting(0.4, _face(_TIMES.split()), _EVEN, hangs=True),
    Setting(0.37, _face(_NOTO.split()), _face(_NOTO.split(), in_cell=True), hangs=False),
)
"""What is assumed: LibreOffice with Times New Roman, Word, LibreOffice with Noto Serif CJK."""

ANY_SETTING = range(len(SETTINGS))

KNOWN_FACES: Mapping[str | None, Sequence[int]] = {
    "Times New Roman": (0,),
    "Liberation Serif": (0,),
    "Nimbus Roman": (0,),
    "Source Han Serif SC": (2,),
    "Noto Serif CJK SC": (2,),
}
"""Which of `SETTINGS` LibreOffice has where this is the face of digits and letters."""

WIDEST = Setting(0.55, _WIDE, _WIDE, hangs=False)
"""LibreOffice with the widest usual digits (DejaVu Sans)."""

_KNOWN_AT_MOST = 64
HANGING = tuple("，。、；：！？")
"""Marks that hang out of a full line where a program lets them."""

_NOT_FIRST = re.escape("，。、；：？！…）》〉」』】〕”’%％,.!?:;)]}/-")
_NOT_LAST = re.escape("（《〈「『【〔“‘([{")
_AFTER = re.escape(" -/?")  # what ends a line within Latin words, as in the address of a page
_ASCII = "\\x00-\\x7f"
_MAY_END = re.compile(
    f".+(?<=[^{_NOT_LAST}])(?=[^{_NOT_FIRST}])(?:(?<=[{_AFTER}])|(?<=[^{_ASCII}])|(?=[^{_ASCII}]))", re.DOTALL
)
_LATIN = re.compile("[ -~]+")
_CAPTION = 63  # width of a line of a caption
_SPACE = 40  # hundredths of a half, between a Chinese character and a digit or letter


def lines_of(text: str, room: float, first: float, face: bytes = SETTINGS[0].face, *, hangs: bool = False) -> int:
    """Count the lines of width `room` that a text without line breaks takes.

    Widths are halves of a character.

    Args:
        text: The text.
        room: What a line holds.
        first: What the first line holds.
        face: How wide digits and letters are.
        hangs: Whether a mark hangs out of a full line, as Word sets them; else it takes its word with it to the next.

    >>> lines_of("按季度公开。", 10, 10), lines_of("按季度公开，并核对", 10, 10), lines_of("公开2023年的信息", 10, 10)
    (2, 2, 2)
    >>> lines_of("一二三四。五六七八。九十", 8, 8), lines_of("一二三四。五六七八。九十", 8, 8, hangs=True)
    (4, 3)
    >>> [lines_of("见www.yi.gov.cn/zwgk", 20, 20, one.face) for one in SETTINGS]
    [1, 1, 2]
    """
    if 2 * len(text) <= first:
        return 1
    ends, room = _ends(text, face), _HALF * room
    start, lines, left = 0, 1, _HALF * first
    while ends[-1] - ends[start] > left:
        at = max(bisect_right(ends, ends[start] + left) - 1, start + 1)
        if hangs and text[at : at + 1] in HANGING:
            at += 1
            if at == len(text):
                break
        may_end = _MAY_END.match(text, start, at + 1) if at < len(text) else None
        start = may_end.end() if may_end else at
        lines, left = lines + 1, room
    return lines


def digit_of(face: bytes) -> float:
    """Width of a digit, in halves of a character."""
    return face[ord("0")] / _HALF


def lines_of_caption(caption: str) -> int:
    """Count the lines that the caption of a picture takes."""
    face = WIDEST.face
    return sum(lines_of(line, _CAPTION, _CAPTION, face) for line in caption.split("\n")) if caption else 0


@lru_cache(_KNOWN_AT_MOST)
def _ends(text: str, face: bytes) -> Sequence[int]:
    """Where each character of a text ends if all are set in one line, after where the first begins."""
    if len(text.encode()) == 3 * len(text):  # all are Chinese
        return range(0, 2 * _HALF * len(text) + 1, 2 * _HALF)
    widths = [2 * _HALF] * len(text)
    for word in _LATIN.finditer(text):
        start, end = word.span()
        widths[start:end] = word[0].encode().translate(face)
        widths[start] += _SPACE * (text[start].isalnum() and text[start - 1 : start].isalnum())
        widths[end - 1] += _SPACE * (text[end - 1].isalnum() and text[end : end + 1].isalnum())
    return [0, *accumulate(widths)]
