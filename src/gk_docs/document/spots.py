"""Where text comes to stand on its pages, and what follows it, under several assumptions about programs and faces.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document.lines import HANGING, SETTINGS, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.document.flow import Shown

PAGE, LINE, SPARE = 637.8, 28.95, 0.75
"""Height of a page, of a line, and of what is left below the last line of a full page, at least."""

_LINES = 22
_HALVES, _INDENT = 56, 4  # width of a line and its indent, in half characters
_SHORT, _ONE = (_HALVES - _INDENT) // 2, [1] * len(SETTINGS)  # so many characters have room in a line, all but always
_FULL = PAGE - SPARE
_WIDER = SETTINGS[-1].wider - SETTINGS[0].wider
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
        alike: Whether each text takes as many lines whatever is assumed.
    """

    texts: list[_WrittenLine] = field(default_factory=list)
    gap: float = 0
    alike: bool = True

    def add(self, block: Shown) -> None:
        """Add a text; texts that break wherever a page ends count as one."""
        texts, keeps, is_left = self.texts, block.keeps, block.look == "left"
        for line in (block.head + block.text).split("\n"):
            if len(line) <= _SHORT:
                counts = _ONE
            else:
                counts = _counts(line, is_left=is_left)
                self.alike &= counts[0] == counts[1] == counts[2]
            if keeps or not texts or texts[-1].keeps:
                texts.append(_WrittenLine(counts, keeps))
            else:
                texts[-1] = _WrittenLine([*map(int.__add__, texts[-1].counts, counts)], keeps)
        if not keeps:
            self.gap = 0

    def _steps(self, setting: int, line: int) -> _Steps:
        """For each text how many lines it takes, and how many below it must stay on its page.

        Headings stay with each other and with a line of what follows them, if there is one.
        """
        found, kept, last, every = list[tuple[int, int]](), 0, -1, 0
        for counts, keeps in reversed(self.texts):
            taken = counts[setting]
            every += taken
            found.append((taken, kept + line if keeps else 0))
            last = kept if last < 0 and not keeps else last
            kept = kept + taken if keeps else 0
        return _Steps(found[::-1], every, kept if last < 0 else last)

    def after(self, places: Iterable[Spot], *, loose: bool = False) -> Iterator[Spot]:
        """Yield the place after the text for each place where it may begin; `loose` if its last heading lets go."""
        assumed = range(1 if self.alike else len(SETTINGS))
        found = [self._steps(setting, int(not loose)) for setting in assumed]
        for at, _, _, lines, setting in places:
            texts, every, kept = found[0 if self.alike else setting]
            left = int((_FULL - at) / LINE)
            foot = at + left * LINE
            for taken, below in texts:
                if taken + below <= left:
                    left -= taken
                else:
                    left = _LINES - taken if below else (left - taken) % _LINES
                    foot = _LINES * LINE
            yield Spot(round(foot - left * LINE, 3), kept * LINE, self.gap, lines + every, setting)


class _Steps(NamedTuple):
    """The texts between two tables, pictures or charts, as lines.

    Attributes:
        texts: For each how many lines it takes, and how many below it must stay on its page.
        every: How many lines all take.
        kept: How many the headings at the end take.
    """

    texts: Sequence[tuple[int, int]]
    every: int
    kept: int


class _WrittenLine(NamedTuple):
    """A text without line breaks, or several of which none stays with the next.

    Attributes:
        counts: How many lines it takes, for each of `SETTINGS`.
        keeps: Whether it stays with the next one.
    """

    counts: Sequence[int]
    keeps: bool


def _counts(line: str, *, is_left: bool) -> list[int]:
    """How many lines a text takes, for each of `SETTINGS`; `is_left` if it has an address, before which a line ends."""
    first = _HALVES - _INDENT
    if is_left:
        return [lines_of(line, _HALVES, first, one.face, hangs=one.hangs) for one in SETTINGS]
    count, size = len(line), len(line.encode())  # a Chinese character is three bytes
    wide, narrow = (count + size) / 2 + _INDENT, (3 * count - size) / 2  # in halves; how many are digits and letters
    halves = wide + SETTINGS[0].wider * narrow
    lines = ceil(halves / _HALVES)
    spare = lines * _HALVES - halves
    if max(lines - 1, _WIDER * narrow) <= spare < _HALVES - 2:
        return [lines] * len(SETTINGS)
    lost = 0.0  # at line ends, because no line begins with a mark: none by more than a character
    if lines - 1 > spare and lines_of(line, _HALVES, first, SETTINGS[0].face) > lines:
        lost = spare + 1
    hung = 2 * line.endswith(HANGING)
    return [ceil((wide + one.wider * narrow + (-hung if one.hangs else lost)) / _HALVES) for one in SETTINGS]
