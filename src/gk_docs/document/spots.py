"""Where text comes to stand on its pages, and what follows it, under several assumptions about programs and faces.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document.lines import HANGING, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.document.flow import Shown

PAGE, LINE, SPARE = 637.8, 28.95, 0.75
"""Height of a page, of a line, and of what is left below the last line of a full page, at least."""

_LINES = 22
_HALVES, _INDENT = 56, 4  # width of a line and its indent, in half characters
_ADDRESS = 4  # half characters that stay blank at the end of the line before a web address
_CLOSE = LINE / 2  # what fits or just does not fit by less may do either


class Setting(NamedTuple):
    """How a program sets text.

    Attributes:
        wider: Width of a digit with its space beyond a half character: narrow to wide faces.
        hangs: Whether a mark that has no room in its line hangs out of it, as in Word.
    """

    wider: float
    hangs: bool


SETTINGS = (Setting(0.25, hangs=False), Setting(0.4, hangs=True), Setting(0.55, hangs=False))
"""What is assumed: LibreOffice with narrow digits, Word, LibreOffice with wide ones."""


class Spot(NamedTuple):
    """A possible start of a block on a page, under one assumption about the program and the faces.

    Attributes:
        at: Distance from the top of the page.
        kept: Height of the headings above it, which move to the next page with it.
        gap: Height of the space above these, which stays.
        lines: Number of lines of text before it.
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
            yield self.below(min(self.kept + height - (0 if self.kept else air), PAGE))


@dataclass(slots=True)
class FlowingText:
    """The text between two tables, pictures or charts, which breaks wherever a page ends.

    Attributes:
        texts: Its lines as written.
        kept: Height of the headings at its end, which stay with the next block.
        gap: Height of the space above it, below a table.
    """

    texts: list[_WrittenLine] = field(default_factory=list)
    kept: float = 0
    gap: float = 0

    def add(self, block: Shown) -> None:
        """Add a text."""
        text = block.head + block.text
        keeps = block.kind.startswith("heading") or block.look == "title"
        for line in text.split("\n"):
            if keeps:
                self._keep()
            self.texts.append(_WrittenLine.of(line, is_left=block.look == "left", below=int(keeps)))
        self.kept = self.kept + (1 + text.count("\n")) * LINE if keeps else 0
        if not keeps:
            self.gap = 0

    def _keep(self) -> None:
        """Keep the headings above with one line more."""
        for number in range(len(self.texts) - 1, -1, -1):
            if not (line := self.texts[number]).below:
                break
            self.texts[number] = line._replace(below=line.below + 1)

    def after(self, places: Iterable[Spot]) -> Iterator[Spot]:
        """Yield the place after the text for each place where it may begin."""
        for at, _, _, lines, setting in places:
            wider, hangs = SETTINGS[setting]
            for wide, narrow, lost, hung, below in self.texts:
                taken = ceil((wide + wider * narrow + (-hung if hangs else lost)) / _HALVES)
                left = int((PAGE - SPARE - at) / LINE)
                lines += taken  # noqa: PLW2901 - goes on
                if taken + below <= left:
                    at += taken * LINE  # noqa: PLW2901 - goes on
                else:
                    over = taken if below else (taken - left - 1) % _LINES + 1
                    at = over * LINE  # noqa: PLW2901 - goes on
            yield Spot(at, self.kept, self.gap, lines, setting)


class _WrittenLine(NamedTuple):
    """A text without line breaks; widths are half characters.

    Attributes:
        wide: Its width with the indent, a digit or letter as one.
        narrow: How many of these are digits and letters.
        lost: Width lost at line ends because no line begins with a mark.
        hung: Width of the mark at its end, which may hang.
        below: How many lines below it must stay on its page.
    """

    wide: float
    narrow: float
    lost: float
    hung: int
    below: int

    @classmethod
    def of(cls, line: str, *, is_left: bool, below: int) -> _WrittenLine:
        """Measure a text; `is_left` where it has an address, with narrow letters, before which a line ends early."""
        wide, narrow = _widths(line)
        if is_left:
            wide, narrow = wide + _ADDRESS, narrow / 2
        lost = _lost(line, wide + SETTINGS[0].wider * narrow + _INDENT)
        return cls(wide + _INDENT, narrow, lost, 2 * line.endswith(HANGING), below)


def _lost(line: str, halves: float) -> float:
    """The width lost at line ends because no line begins with a mark, if that makes a further line; else 0.

    Some ends do, none by more than a character; so most texts need no closer look.
    """
    lines = ceil(halves / _HALVES)
    spare = lines * _HALVES - halves
    if lines - 1 <= spare or lines_of(line, _HALVES, _HALVES - _INDENT, 1 + SETTINGS[0].wider) <= lines:
        return 0
    return spare + 1


def _widths(line: str) -> tuple[float, float]:
    """The width of a line in half characters, and how many of these are digits and letters."""
    count, size = len(line), len(line.encode())  # a Chinese character is three bytes
    return (count + size) / 2, (3 * count - size) / 2
