"""Break a title into balanced lines, at places that keep words whole (GB/T 9704—2012)."""

from __future__ import annotations

from bisect import bisect
from functools import lru_cache
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.text import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.report import Report

WIDEST = 20.1
"""Characters of 22 pt in a line of 156 mm."""

_DIGIT, _LETTER, _SPACE = 0.64, 0.75, 0.25  # Word puts the space between a Chinese character and a digit or letter

_KNOWN_AT_MOST = 1024
_YEAR = re.compile(r"(?=(?:19|20)\d\d年)|(?=[一二][〇○零一二三四五六七八九]{3}年)")
_BODY_PARTS = re.compile(r"(?<=[省市县区州盟旗])|(?<=自治区)|(?<=街道)|(?<=人民政府)|(?<=[乡镇])")
_JOINTS = re.compile("(?=（[^（）]*）$)|(?<=、)")  # not in 中国（某某）自由贸易试验区
_NOT_A_MARK = re.compile("(?<![（《“])(?=[^、，）》”])")  # where a line may begin


def title_lines(report: Report) -> tuple[str, ...]:
    """Return the title line by line: as `printed.title` has it, else broken after the body's name if it is too wide.

    The lines joined are the title. A name that is too wide by itself takes as few lines as it fits in, broken at 、 or
    before a bracket that ends it (某某局 / （某某中心）), else after a place or a government (某某省某某市 /
    人民政府办公室), else anywhere; rather than within a word it takes a line more.
    """
    if report.printed.title:
        return report.printed.title
    title = report.title or ""
    if not title:
        return ()
    return tuple(broken(title, report.agency.name))


@lru_cache(_KNOWN_AT_MOST)
def drawn(line: str) -> float:
    """Return the greatest width of a line, in characters: in the widest usual font (DejaVu Sans), with Word's spacing.

    >>> drawn("丙县教育局"), drawn("2024年")
    (5.0, 3.81)
    """
    return round(sum(_advances(line)), 2)


def _advances(line: str) -> Iterator[float]:
    """Yield the width of each character, with the space that Word puts before it."""
    before = False
    for index, char in enumerate(line):
        narrow = char.isascii() and char.isalnum()
        space = _SPACE if index and narrow != before else 0.0
        yield space + ((_DIGIT if char.isdecimal() else _LETTER) if narrow else width(char) / 2)
        before = narrow


def broken(title: str, begins: str) -> list[str]:
    """Break any title: one line if it fits, else broken after its beginning `begins` or before the year."""
    if drawn(title) <= WIDEST:
        return [title]
    year = _YEAR.search(title)
    at = len(begins) if title.startswith(begins) else year.start() if year else 0
    lines = [title[:at], title[at:]] if 0 < at < len(title) else [title]
    return [piece for line in lines for piece in _narrowed(line)]


def _narrowed(line: str) -> Iterator[str]:
    """Break a line into as few as fit, of about one width, at the joints of a name rather than within its words."""
    before = [0.0, *accumulate(_advances(line))]  # how wide the line is up to each place
    start = 0
    while (left := before[-1] - before[start]) > WIDEST:
        count = ceil(left / WIDEST)
        within = range(start + 1, bisect(before, before[start] + WIDEST))
        fitting = [at for at in within if before[-1] - before[at] <= (count - 1) * WIDEST] or within
        tried = ((_JOINTS, fitting), (_BODY_PARTS, fitting), (_JOINTS, within), (_NOT_A_MARK, fitting))
        places = ([at for at in some if part.match(line, at)] for part, some in tried)
        ideal = before[start] + left / count
        end = min(next(filter(None, places), within), key=lambda at: abs(before[at] - ideal))
        yield line[start:end]
        start = end
    yield line[start:]
