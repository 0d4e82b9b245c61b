"""Estimate where the pages of a report end, to decide which tables of the form break and which pictures shrink.

A table that does not fit its page and stays whole leaves the rest of that page blank. A little blank space is a fair
price for a whole table, half a page is not. The estimate takes 22 lines of 28 characters to a page; it is right within
a line or two for any fonts, and less so after some pages. A table that fits by less than that may break too; Word then
breaks it only if it must. A picture or chart that would leave more than a quarter of its page blank is shrunk to the
room that is left, but not below two fifths of its height.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document.lines import lines_of
from gk_docs.document.rows import BELOW, MM, plain_rows, rows_of
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from gk_docs.document.flow import Shown
    from gk_docs.document.rows import TableRows
    from gk_docs.form.report import Report

_PAGE, _LINE, _LINES = 637.8, 28.95, 22
_HALVES, _INDENT = 56, 4  # width of a line and its indent, in half characters
_WIDER = (0.25, 0.4, 0.55)  # width of a digit with its space beyond a half character, in narrow to wide fonts
_ADDRESS = 4  # half characters that stay blank at the end of the line before a web address
_TITLE_LINE = 36
_MOST_BLANK = 0.15 * _PAGE
_DOUBT = 2 * _LINE  # by which the estimate may be off: a table with less room may break, and does where it must
_DOUBTS = tuple(quarters / 4 * _LINE for quarters in range(-5, 6))  # likewise, for a picture: each weighs the same
_SURE, _DRIFT = 60, _LINE / 15  # lines of text for which that holds, and what each after them adds
_FIGURE_AIR = 9  # space around a picture or chart
_FIGURES = {"picture", "chart"}
_LEAST = 0.4  # share of its height that a picture or chart keeps at least


class LaidOut(NamedTuple):
    """How a report is laid on its pages.

    Attributes:
        broken: Field names of the sections whose tables may break between their blocks of rows.
        blocks: Everything after the title, with pictures and charts shrunk to the room on their pages.
    """

    broken: frozenset[str]
    blocks: tuple[Shown, ...]


class _Spot(NamedTuple):
    """A possible start of a block on a page, under one assumption about the fonts.

    Attributes:
        at: Distance from the top of the page.
        kept: Height of the headings above it, which move to the next page with it, and of the space below them.
        lines: Number of lines of text before it.
        wider: The width of digits assumed, one of `_WIDER`.
    """

    at: float
    kept: float
    lines: int
    wider: float

    @property
    def room(self) -> float:
        return _PAGE - self.at

    def moved(self, height: float) -> Iterator[_Spot]:
        """Yield the places after something that stays whole: on this page, the next, or both if it only just fits."""
        at, kept, lines, wider = self
        spare = _PAGE - at - height
        if spare > -_LINE:
            yield _Spot(min(at + height, _PAGE), 0, lines, wider)
        if spare < _LINE:
            yield _Spot(min(kept + height, _PAGE), 0, lines, wider)


@dataclass(slots=True)
class _FlowingText:
    """The text between two tables, pictures or charts, which breaks wherever a page ends.

    Attributes:
        texts: Its lines as written: the width of each in half characters, how many of these are digits and letters, and
            how many lines below must stay on its page.
        kept: Height of the headings at its end, which stay with the next block, and of the space below them.
    """

    texts: list[tuple[float, float, int]] = field(default_factory=list)
    kept: float = 0

    def add(self, block: Shown) -> None:
        """Add a text."""
        text = block.head + block.text
        keeps = block.kind.startswith("heading") or block.look == "title"
        self.kept = self.kept + (1 + text.count("\n")) * _LINE if keeps else 0
        for line in text.split("\n"):
            wide, narrow = _widths(line)
            if block.look == "left":  # an address leaves the end of the line before it blank, and has narrow letters
                wide, narrow = wide + _ADDRESS, narrow / 2
            wide += _lost(line, wide + _WIDER[0] * narrow + _INDENT)
            self.texts.append((wide, narrow, int(keeps)))

    def after(self, places: Iterable[_Spot]) -> Iterator[_Spot]:
        """Yield the place after the text for each place where it may begin."""
        for at, _, lines, wider in places:
            for halves, narrow, below in self.texts:
                taken, left = ceil((halves + wider * narrow + _INDENT) / _HALVES), int((_PAGE - at) / _LINE)
                lines += taken  # noqa: PLW2901 - goes on
                if taken + below <= left:
                    at += taken * _LINE  # noqa: PLW2901 - goes on
                else:
                    over = taken if below else (taken - left - 1) % _LINES + 1
                    at = over * _LINE  # noqa: PLW2901 - goes on
            yield _Spot(at, self.kept, lines, wider)


def _lost(line: str, halves: float) -> float:
    """What the ends of lines leave blank where none begins with a mark, if that makes a line more; else 0.

    Some ends do, none by more than a character; so most texts need no closer look.
    """
    lines = ceil(halves / _HALVES)
    spare = lines * _HALVES - halves
    if lines - 1 <= spare or lines_of(line, _HALVES, _HALVES - _INDENT, 1 + _WIDER[0]) <= lines:
        return 0
    return spare + 1


def _widths(line: str) -> tuple[float, float]:
    """The width of a line in half characters, and how many of these are digits and letters."""
    count, size = len(line), len(line.encode())  # a Chinese character is three bytes
    return (count + size) / 2, (3 * count - size) / 2


def laid_out(report: Report, title: Sequence[str], blocks: Sequence[Shown]) -> LaidOut:
    """Lay a report out on its pages.

    Args:
        report: The report.
        title: The lines of its title.
        blocks: Everything after the title.
    """
    form, shown = type(report), list(blocks)
    begin = _TITLE_LINE * len(title) + _LINE
    names, whole = _stay_whole(form)
    placed = (len(blocks) - back for back, one in enumerate(reversed(blocks)) if one.kind in whole)
    places = {_Spot(begin, 0, 0, wider) for wider in _WIDER}
    broken = set()
    written = _FlowingText()
    for number, block in enumerate(blocks[: next(placed, 0)]):
        is_form, is_figure = block.kind in names, block.kind in _FIGURES and _figure_height(block) > 0
        if not is_form and not is_figure and block.table is None:
            if block.kind != "caption" or not _figure_height(blocks[number - 1]):
                written.add(block)
            continue
        places, written = {*written.after(places)}, _FlowingText(kept=0 if is_figure else BELOW)
        if is_figure:
            has_caption = any(below.kind == "caption" for below in blocks[number + 1 : number + 2])
            around = _FIGURE_AIR + _LINE * has_caption
            shown[number] = _fitted(block, places, around)
            height = _figure_height(shown[number]) + around
            for _ in range(block.chart.pieces if block.chart else 1):
                places = {after for place in places for after in place.moved(height)}
            continue
        rows = plain_rows(block.table) if block.table else rows_of(form, block.kind)
        breaks = len(rows.blocks) > 1 and (not is_form or any(_breaks(place, rows.height) for place in places))
        if is_form and breaks:
            broken.add(block.kind)
        places = {after for place in places for after in _after_table(place, rows, breaks=breaks)}
    return LaidOut(frozenset(broken), tuple(shown))


def charts_apart(blocks: Sequence[Shown]) -> tuple[Shown, ...]:
    """Split each chart into blocks of one piece, so that a page may end between them."""
    return tuple(
        piece
        for block in blocks
        for piece in ([replace(block, chart=chart) for chart in block.chart.apart()] if block.chart else [block])
    )


@cache
def _stay_whole(form: type[Report]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of the form's tables, and of these with pictures and charts: all that stays whole on a page."""
    names = frozenset(outline_of(form).section_names)
    return names, names | _FIGURES


def _figure_height(block: Shown) -> float:
    """Height of a picture or chart; 0 for any other block."""
    figure = block.chart or block.picture
    return (figure.height_mm or 0) * MM if figure is not None else 0


def _fitted(block: Shown, places: Collection[_Spot], around: float) -> Shown:
    """Shrink a picture or chart so that it leaves no more than a quarter of a page blank.

    The height is chosen that fits for most of the places where it may begin; of equal ones the greatest. `around` is
    the height of the space around it and of its caption, which stays with it.
    """
    height, chart = _figure_height(block), block.chart
    least = max(_LEAST * height, chart.least_mm * MM if chart else 0)
    most = height
    if chart is not None:  # is low wherever its page ends
        most = min(height, max(_PAGE / 4 - max(place.kept for place in places) - around, least))
    rooms = {(place.room + doubt - around, place.kept) for place in places for doubt in _DOUBTS}
    leaving = [room for room, kept in rooms if room + around + kept > _PAGE / 4]
    heights = [most, *(room for room in leaving if least <= room < most)]
    high = min(heights, key=lambda high: (sum(room < high for room in leaving), -high)) / MM
    if high >= height / MM:
        return block
    if chart is not None:
        return replace(block, chart=replace(chart, height_mm=high))
    return replace(block, picture=block.picture and replace(block.picture, width_mm=None, height_mm=high))


def _breaks(place: _Spot, height: float) -> bool:
    """Whether a table of the form should break: it may not fit, and whole would leave much of the page blank."""
    at, kept, lines, _ = place
    room, drift = _PAGE - at, max(lines - _SURE, 0) * _DRIFT
    return room - height < min(_DOUBT, at - _LINE) + drift and room + kept > _MOST_BLANK - drift


def _after_table(place: _Spot, rows: TableRows, *, breaks: bool) -> Iterator[_Spot]:
    """Yield the places after a table; for one that breaks, also those if the page is two lines shorter or longer."""
    if not breaks:
        yield from place.moved(rows.height)
        return
    for page in (_PAGE - _LINE, _PAGE, _PAGE + _LINE):
        yield place._replace(at=min(rows.end(place.at, page, place.kept), _PAGE), kept=0)
