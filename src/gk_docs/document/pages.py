"""Estimate where the pages of a report end, to decide which tables of the form break and which pictures shrink.

A table that does not fit its page and stays whole leaves the rest of that page blank. A little space is a fair price
for that, half a page is not. The estimate is 22 lines of 28 characters to a page; it holds within a line or two for
any faces, less after some pages, and a table that fits by less may break, too: it does where it must. A picture or
chart that would leave more than a quarter of its page blank is lowered to the room that is left, to two fifths at most.
Where that is not enough, text that follows a picture with a caption fills the page before it, as in any book.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import takewhile
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
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
_MOST_LEFT = 0.235 * _PAGE  # by a picture or chart: below a last line are a few points more
_DOUBT = 2 * _LINE  # by which the estimate may be off: a table with less room may break, and does where it must
_DOUBTS = tuple(quarters / 4 * _LINE for quarters in range(-5, 6))  # likewise, for a picture: each weighs the same
_SURE, _DRIFT = 60, _LINE / 15  # lines of text for which that holds, and what each after them adds
_FIGURE_AIR = 9  # space around a picture or chart
_FIGURES = {"picture", "chart"}
_LEAST = 0.4  # of its height that a picture or chart may be lowered to
_WORTH = 0.2  # share of the places in which a page is left blank that the whole of its height is worth
_FURTHEST = 3  # paragraphs that may come to stand before a picture
_STEP = 0.1  # share of the places in which a page is left blank that is worth a paragraph before the picture
# What points at the picture beside a text, not at one by its number.
_POINTING = re.compile(
    r"[上下左右][列面边]?(?:[两三几]|[一1]?张)?图|[如见]图(?!\s?[\d一二三四五六七八九十])|[上下]面|[：:]$"
)


class LaidOut(NamedTuple):
    """How a report is laid on its pages.

    Attributes:
        broken: Field names of the sections whose tables are to break between their blocks of rows.
        blocks: Everything after the title, each picture and chart as low as its page has room for; a picture that would
            leave its page blank behind the text below it.
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
    """The width lost at line ends because no line begins with a mark, if that makes a further line; else 0.

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
    last = next((len(blocks) - back for back, one in enumerate(reversed(blocks)) if one.kind in whole), 0)
    places = {_Spot(begin, 0, 0, wider) for wider in _WIDER}
    broken = set()
    written = _FlowingText()
    number = -1
    while (number := number + 1) < last:
        if shown[number].kind == "picture" and (past := _past(shown, number, written, places)):
            last = max(last, number + past + 1)
            shown[number : number + past + 2] = _set_later(shown[number : number + past + 2])
        block = shown[number]
        is_form, is_figure = block.kind in names, block.kind in _FIGURES and _figure_height(block) > 0
        if not is_form and not is_figure and block.table is None:
            if block.kind != "caption" or not _figure_height(shown[number - 1]):
                written.add(block)
            continue
        places, written = {*written.after(places)}, _FlowingText(kept=0 if is_figure else BELOW)
        if is_figure:
            around = _around(shown, number)
            shown[number], _ = _fitted(block, places, around)
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


def _past(shown: Sequence[Shown], number: int, written: _FlowingText, places: Collection[_Spot]) -> int:
    """How many paragraphs below a picture to print before it, so that they fill the page that it does not fit on.

    Only a picture that has a caption and that no text calls the one below or above goes behind text; never past a
    heading, a table or another picture.
    """
    picture, below = shown[number], shown[number + 1 : number + _FURTHEST + 2]
    if picture.later or not below or below[0].kind != "caption" or not _figure_height(picture):
        return 0
    texts = [*takewhile(_may_stand_before, below[1:])]
    if not texts or (number and _POINTING.search(shown[number - 1].text)):
        return 0
    around, costs = _around(shown, number), list[float]()
    before = _FlowingText([*written.texts])
    for past in range(len(texts) + 1):
        if past:
            before.add(texts[past - 1])
        _, blank = _fitted(picture, {*before.after(places)}, around)
        costs.append(blank + past * _STEP)
        if blank <= _STEP:
            break
    return costs.index(min(costs))


def _may_stand_before(block: Shown) -> bool:
    return block.kind == "paragraph" and block.look != "title" and not _POINTING.search(block.text)


def _set_later(blocks: Sequence[Shown]) -> list[Shown]:
    """Move a picture and its caption behind the paragraphs below it."""
    picture, caption, *texts = blocks
    return [*texts, replace(picture, later=len(texts)), caption]


def _around(shown: Sequence[Shown], number: int) -> float:
    """Space around a picture or chart and its caption."""
    return _FIGURE_AIR + _LINE * any(below.kind == "caption" for below in shown[number + 1 : number + 2])


def charts_apart(blocks: Sequence[Shown]) -> tuple[Shown, ...]:
    """Split each chart into blocks of one piece, so that a page may end between them."""
    return tuple(
        piece
        for block in blocks
        for piece in ([replace(block, chart=chart) for chart in block.chart.apart()] if block.chart else [block])
    )


def pictures_later(blocks: Iterable[Shown]) -> dict[int, int]:
    """By the number of a picture (from 0), how many paragraphs that follow it in the report are printed before it."""
    return {at: one.later for at, one in enumerate(one for one in blocks if one.kind == "picture") if one.later}


@cache
def _stay_whole(form: type[Report]) -> tuple[frozenset[str], frozenset[str]]:
    """The kinds of the form's tables, and of these with pictures and charts: all that stays whole on a page."""
    names = frozenset(outline_of(form).section_names)
    return names, names | _FIGURES


def _figure_height(block: Shown) -> float:
    """Height of a picture or chart; 0 for any other block."""
    figure = block.chart or block.picture
    return (figure.height_mm or 0) * MM if figure is not None else 0


def _fitted(block: Shown, places: Collection[_Spot], around: float) -> tuple[Shown, float]:
    """Shrink a picture or chart so that it leaves no more than a quarter of a page blank.

    Of several heights that do nearly as well by the places where it may begin, the greatest. `around` is the space
    around it, with its caption, which stays with it. Beside it the share of the places in which it leaves more blank
    all the same.
    """
    height, chart = _figure_height(block), block.chart
    least = max(_LEAST * height, chart.least_mm * MM if chart else 0)
    most = height
    if chart is not None:  # is low wherever its page ends
        most = min(height, max(_MOST_LEFT - max(place.kept for place in places) - around, least))
    rooms = {(place.room + doubt - around, place.kept) for place in places for doubt in _DOUBTS}
    leaving = [room for room, kept in rooms if room + around + kept > _MOST_LEFT]
    heights = [most, *(room for room in leaving if least <= room < most)]
    blanks = {high: sum(room < high for room in leaving) / len(rooms) for high in heights}
    chosen = min(heights, key=lambda high: blanks[high] - _WORTH * high / most)
    high, blank = chosen / MM, blanks[chosen]
    if high >= height / MM:
        return block, blank
    if chart is not None:
        return replace(block, chart=replace(chart, height_mm=high)), blank
    return replace(block, picture=block.picture and replace(block.picture, width_mm=None, height_mm=high)), blank


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
