"""Where text comes to stand on its pages, and what follows it, under several assumptions about programs and faces.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from math import ceil
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document.lines import HANGING, SETTINGS, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.document.flow import Shown

PAGE, LINE, SPARE = 637.8, 28.95, 0.75
"""Height of a page, of a line, and of what is left below the last line of a full page, at least."""

_LINES = 22
_HALVES, _INDENT = 56, 4  # width of a line and its indent, in half characters
_CLOSE = LINE / 2  # what fits or just does not fit by less may do either


class Spot(NamedTuple):
    """A possible start of a block on a page, under one assumption about the program and the faces.

    Attributes:
        at: Distance from the top of the page.
        kept: Height of the headings above it, which move to the next page with it.
        gap: Height of the space above these, which stays.
        lines: Number of lines of text and rows before it, by which the estimate may be off, since something went over
            to the next page whole.
        setting: What is assumed, by its place in `SETTINGS`.
    """

    at: float
    kept: float
    gap: float
    lines: int
    setting: int

    @property
    def room(self) -> float:
        """What of the page is left."""
        return PAGE - self.at

    @property
    def blank(self) -> float:
        """What of the page is blank if the block goes over to the next one."""
        return self.room + self.kept + self.gap

    def below(self, at: float) -> Spot:
        """The place that far from the top of a page."""
        return Spot(at, 0, 0, self.lines, self.setting)

    def moved(self, height: float, air: float = 0) -> Iterator[Spot]:
        """Yield the places after something that stays whole: on this page, the next, or both if it only just fits.

        Args:
            height: Its height.
            air: Space above it, which there is not at the top of a page.
        """
        spare = self.room - height
        if spare > -_CLOSE:
            yield self.below(min(self.at + height, PAGE))
        if spare < _CLOSE:
            yield self.below(min(self.kept + height - (0 if self.kept else air), PAGE))._replace(lines=0)


@dataclass(slots=True)
class FlowingText:
    """The text between two tables, pictures or charts, which breaks wherever a page ends.

    Attributes:
        texts: Its lines as written.
        gap: Height of the space above it, below a table.
    """

    texts: list[_WrittenLine] = field(default_factory=list)
    gap: float = 0

    def add(self, block: Shown) -> None:
        """Add a text."""
        text = block.head + block.text
        for line in text.split("\n"):
            self.texts.append(_WrittenLine.of(line, is_left=block.look == "left", keeps=block.keeps))
        if not block.keeps:
            self.gap = 0

    def _counts(self, setting: int, line: int) -> list[tuple[int, int]]:
        """For each text how many lines it takes, and how many below it must stay on its page.

        Headings stay with each other and with a line of what follows them, if there is one.
        """
        found, kept = list[tuple[int, int]](), 0
        for counts, keeps in reversed(self.texts):
            found.append((counts[setting], kept + line if keeps else 0))
            kept = kept + counts[setting] if keeps else 0
        return found[::-1]

    def after(self, places: Iterable[Spot], *, loose: bool = False) -> Iterator[Spot]:
        """Yield the place after the text for each place where it may begin; `loose` if its last heading lets go."""
        texts = [self._counts(setting, int(not loose)) for setting in range(len(SETTINGS))]
        for at, _, _, lines, setting in places:
            for taken, below in texts[setting]:
                left = int((PAGE - SPARE - at) / LINE)
                lines += taken  # noqa: PLW2901 - goes on
                if taken + below <= left:
                    at += taken * LINE  # noqa: PLW2901 - goes on
                else:
                    over = taken if below else (taken - left - 1) % _LINES + 1
                    at = over * LINE  # noqa: PLW2901 - goes on
            kept = sum(one.counts[setting] for one in takewhile(attrgetter("keeps"), reversed(self.texts)))
            yield Spot(at, kept * LINE, self.gap, lines, setting)


class _WrittenLine(NamedTuple):
    """A text without line breaks.

    Attributes:
        counts: How many lines it takes, for each of `SETTINGS`.
        keeps: Whether it stays with the next one.
    """

    counts: Sequence[int]
    keeps: bool

    @classmethod
    def of(cls, line: str, *, is_left: bool, keeps: bool) -> _WrittenLine:
        """Measure a text; `is_left` where it has an address, before which a line ends early."""
        first = _HALVES - _INDENT
        if is_left:
            counts = [lines_of(line, _HALVES, first, one.digit, hangs=one.hangs) for one in SETTINGS]
            return cls(counts, keeps)
        wide, narrow = _widths(line)
        wide += _INDENT
        lost, hung = _lost(line, wide + SETTINGS[0].wider * narrow), 2 * line.endswith(HANGING)
        more = [one.wider * narrow - (hung if one.hangs else -lost) for one in SETTINGS]
        return cls([ceil((wide + one) / _HALVES) for one in more], keeps)


def _lost(line: str, halves: float) -> float:
    """The width lost at line ends because no line begins with a mark, if that makes a further line; else 0.

    Some ends do, none by more than a character; so most texts need no closer look.
    """
    lines = ceil(halves / _HALVES)
    spare = lines * _HALVES - halves
    if lines - 1 <= spare or lines_of(line, _HALVES, _HALVES - _INDENT, SETTINGS[0].digit) <= lines:
        return 0
    return spare + 1


def _widths(line: str) -> tuple[float, float]:
    """The width of a line in half characters, and how many of these are digits and letters."""
    count, size = len(line), len(line.encode())  # a Chinese character is three bytes
    return (count + size) / 2, (3 * count - size) / 2
