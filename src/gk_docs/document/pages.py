"""Estimate where the pages of a report end, to decide which tables of the form break and which pictures shrink.

A table that does not fit its page and stays whole leaves the rest of that page blank. A little space is a fair price
for that, half a page is not. The estimate follows LibreOffice to the point, and beside it a program that lets marks
hang and one with wide digits. In other faces it holds within a line or two, less after some pages, and a table that
fits by less may break, too: it does where it must. A picture or chart that would leave more than a quarter of its page
blank is lowered to the room that is left, to two fifths at most, to 57 mm if it is very high. Where that is not
enough, text that follows a picture with a caption fills the page before it, as in any book.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.document.lines import ANY_SETTING, SETTINGS, lines_of_caption
from gk_docs.document.rows import BELOW, MM, plain_rows, rows_of
from gk_docs.document.spots import LINE, PAGE, SPARE, FlowingText, Spot
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from gk_docs.document.flow import Shown
    from gk_docs.document.rows import TableRows
    from gk_docs.form.report import Report

_TITLE_LINE = 36
_MOST_BLANK = 0.15 * PAGE
_MOST_LEFT = 0.235 * PAGE  # by a picture or chart: below a last line are a few points more
_MOST_LOW = 0.24 * PAGE  # by a chart as low as it can be, else it is parted
_DOUBT = 2 * LINE  # by which the estimate may be off: a table with less room may break, and does where it must
_DOUBTS = tuple(quarters / 4 * LINE for quarters in range(-5, 6))  # likewise, for a picture: each weighs the same
_SURE, _DRIFT = 60, LINE / 15  # lines of text for which that holds, and what each after them adds
_TWICE, _MOST_TIMES = 120, 3  # lines after these that double the doubt of a picture, and what it grows to at most
_CHANCES = ((-LINE, 0.1), (0, 0.8), (LINE, 0.1))  # that a heading stands so much from where the estimate has it
_MOST_PARTED = 0.12  # chance that a heading which lets go of its table stays alone at the foot of a page
_AIR_ABOVE, _AIR_BETWEEN, _FIGURE_AIR = 6, 3, 9.5  # of a picture or chart: space above, between two, and around
_FIGURES = {"picture", "chart"}
_LEAST, _HIGH = 0.4, 57 * MM  # of its height that a figure may be lowered to; if so high still, less
_WORTH = 0.2  # share of the places in which a page is left blank that the whole of its height is worth
_FURTHEST = 3  # paragraphs that may come to stand before a picture
_STEP = 0.03  # share of the places in which a page is left blank that is worth a paragraph before the picture
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


def laid_out(
    report: Report, title: Sequence[str], blocks: Sequence[Shown], assumed: Sequence[int] = ANY_SETTING
) -> LaidOut:
    """Lay a report out on its pages.

    Args:
        report: The report.
        title: The lines of its title.
        blocks: Everything after the title.
        assumed: Which of `SETTINGS` are possible, by their places.
    """
    shown, broken, written, number = list(blocks), set[str](), FlowingText(), -1
    names, whole = _stay_whole(type(report))
    last = next((len(blocks) - back for back, one in enumerate(reversed(blocks)) if one.kind in whole), 0)
    places = {Spot(_TITLE_LINE * len(title) + LINE, 0, 0, 0, setting) for setting in assumed}
    while (number := number + 1) < last:
        if shown[number].kind == "picture" and (past := _past(shown, number, written, places)):
            last = max(last, number + past + 1)
            shown[number : number + past + 2] = _set_later(shown[number : number + past + 2])
        block = shown[number]
        if block.kind not in whole:
            if block.kind != "caption" or not _figure_height(shown[number - 1]):
                written.add(block)
            continue
        begun, places = places, {*written.after(places)}
        above, written = written, FlowingText(gap=0 if block.kind in _FIGURES else BELOW)
        if block.kind in _FIGURES:
            around = _around(shown, number)
            shown[number], _ = _fitted(block, places, around)
            places = _after_figure(shown[number], places, around)
            continue
        rows, is_form = _rows(report, block), block.kind in names
        breaks = _may_break(rows, places, is_form=is_form)
        if breaks and is_form:
            broken.add(block.kind)
        if shown[number - 1].keeps and rows[0].inner and _begins(loose := {*above.after(begun, loose=True)}, rows):
            places = {place._replace(kept=0) for place in loose}
            shown[number - 1] = replace(shown[number - 1], loose=True)
        if number + 1 < last:
            after = partial(_after_table, places, breaks=breaks, is_form=is_form)
            places = {*after(rows), *(() if is_form else after(_rows(report, block, tight=True)))}
    return LaidOut(frozenset(broken), tuple(shown))


def _rows(report: Report, block: Shown, *, tight: bool = False) -> list[TableRows]:
    """The rows of a table, for each of `SETTINGS`; `tight` if nothing has room in a line that only just fits."""
    if block.table:
        return [plain_rows(block.table, setting, tight=tight) for setting in SETTINGS]
    return rows_of(type(report), block.kind).with_figures(report)


def _past(shown: Sequence[Shown], number: int, written: FlowingText, places: Collection[Spot]) -> int:
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
    before = replace(written, texts=[*written.texts])
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
    """Space around a picture or chart, with its caption."""
    captions = [below.text for below in shown[number + 1 : number + 2] if below.kind == "caption"]
    return _FIGURE_AIR + LINE * sum(map(lines_of_caption, captions))


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
    """The kinds of the form's tables, and of all blocks but text."""
    names = frozenset(outline_of(form).section_names)
    return names, names | _FIGURES | {"table"}


def _figure_height(block: Shown) -> float:
    """Height of a picture or chart; 0 for any other block."""
    figure = block.chart or block.picture
    return (figure.height_mm or 0) * MM if figure is not None else 0


def _fitted(block: Shown, places: Collection[Spot], around: float) -> tuple[Shown, float]:
    """Shrink a picture or chart so that it leaves no more than a quarter of a page blank.

    Of several heights that do nearly as well by the places where it may begin, the greatest. `around` is the space
    around it, with its caption, which stays with it. Beside it the share of the places in which it leaves more blank
    all the same.
    """
    if not _figure_height(block):
        return block, 0
    over = max(place.kept + place.gap for place in places) + around
    height, chart = _figure_height(block), block.chart
    height = min(height, PAGE - SPARE - over)  # else LibreOffice leaves its headings where they were
    while chart is not None and chart.least_mm * MM > _MOST_LOW - over and chart.pieces < len(chart.categories):
        chart = replace(chart, pieces=chart.pieces + 1)
        block = replace(block, chart=chart)
    least = max(min(_LEAST * height, _HIGH), chart.least_mm * MM if chart else 0)
    most = height
    if chart is not None:  # is low wherever its page ends
        most = min(height, max(_MOST_LEFT - over, least))
    rooms = {
        (place.room + doubt, place.blank + doubt)
        for place in places
        for times in (min(1 + max(place.lines - _SURE, 0) / _TWICE, _MOST_TIMES),)
        for doubt in (times * one for one in _DOUBTS)
    }
    leaving = [room - around - SPARE for room, blank in rooms if blank > _MOST_LEFT]
    heights = [most, *(room for room in leaving if least <= room < most)]
    blanks = {high: sum(room < high for room in leaving) / len(rooms) for high in heights}
    chosen = min(heights, key=lambda high: blanks[high] - _WORTH * high / most)
    high, blank = chosen / MM, blanks[chosen]
    if high >= _figure_height(block) / MM:
        return block, blank
    if chart is not None:
        return replace(block, chart=replace(chart, height_mm=high)), blank
    return replace(block, picture=block.picture and replace(block.picture, width_mm=None, height_mm=high)), blank


def _breaks(place: Spot, height: float) -> bool:
    """Whether a table of the form should break: it may not fit, and whole would leave much of the page blank."""
    drift = max(place.lines - _SURE, 0) * _DRIFT
    return place.room - height < min(_DOUBT, place.at - LINE) + drift and place.blank > _MOST_BLANK - drift


def _may_break(rows: Sequence[TableRows], places: Collection[Spot], *, is_form: bool) -> bool:
    """Whether a page may end within a table; within one of the form only where it has to."""
    if len(rows[0].blocks) == 1:
        return False
    return not is_form or any(_breaks(place, rows[place.setting].height) for place in places)


def _begins(places: Collection[Spot], rows: Sequence[TableRows]) -> bool:
    """Whether a table with rows that break is all but sure to begin on the page of its heading, which does not keep it.

    LibreOffice may leave such a row whole where a heading stays with the table, and move both if it is the first.
    """
    parted = 0.0
    for at, kept, *_, setting in places:
        last = PAGE - rows[setting].head - rows[setting].blocks[0]
        first = kept + (kept > LINE)  # of two headings that go over LibreOffice leaves the first where it was
        parted += sum(chance * (not first <= at + off <= last) for off, chance in _CHANCES)
    return parted <= _MOST_PARTED * len(places)


def _after_figure(figure: Shown, places: set[Spot], around: float) -> set[Spot]:
    """The places after a picture, or after the pieces of a chart."""
    height, air = _figure_height(figure) + around, _AIR_ABOVE
    for _ in range(figure.chart.pieces if figure.chart else 1):
        places = {after for place in places for after in place.moved(height, air)}
        height, air = height - air + _AIR_BETWEEN, _AIR_BETWEEN
    return places


def _after_table(places: Collection[Spot], rows: Sequence[TableRows], *, breaks: bool, is_form: bool) -> Iterator[Spot]:
    """Yield the places after a table; for one of the form that breaks, also those if the page is a line off."""
    pages = (PAGE - LINE, PAGE, PAGE + LINE) if is_form else (PAGE,)
    heights = [one.height for one in rows]
    for place in places:
        own, height = rows[place.setting], heights[place.setting]
        if breaks:
            lines = place.lines + int(height / LINE)
            for page in pages:
                yield Spot(min(own.end(place.at, page, place.kept), PAGE), 0, 0, lines, place.setting)
            continue
        for after in place.moved(height - BELOW):
            yield after.below(after.at + BELOW if after.room >= BELOW else BELOW)
