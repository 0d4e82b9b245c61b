"""Keep this year's figures of a table that prints last year's beside them, or in a row of their own."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.published.matching.arranging.squares import (
    Rows,
    Square,
    has,
    heads_in,
    is_year,
    regions,
    role_of,
)
from gk_docs.published.matching.text.cues import cue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_YEAR = re.compile(r"20\d\d")
_MOST_APART = 3  # years


class _OfYear(NamedTuple):
    """Neighbouring columns, or rows, of one year, and whether it is the report's."""

    mark: str
    places: tuple[int, ...]
    ours: bool


class YearKept(NamedTuple):
    """A table with this year's figures alone.

    Attributes:
        rows: Its squares.
        unclear: Whether figures are left out since the table does not say clearly of which year they are.
    """

    rows: Rows
    unclear: bool = False


def of_this_year(rows: Rows, above: str, year_of_report: Callable[[], int | None]) -> YearKept | None:
    """The rows with this year's figures alone; None if the table does not say whose they are.

    Args:
        rows: The squares of a table.
        above: The year that a line of its own names above the table, "" if none does.
        year_of_report: Gives the year of the report; None if that is not known.
    """
    rows = [*map(years_named, rows)]
    if not above and not any(role_of(square) == "year" for row in rows for square in row):
        return None
    year = year_of_report()
    found: list[Sequence[Square]] = []
    changed = unclear = False
    for title, own in _by_title(rows, above):
        if title and _YEAR.search(title) and year is None:
            return None
        ours = not title or is_ours(title, year)
        for region in regions(own) if ours and own else ():
            kept = _columns_kept(region, year) or _rows_kept(region, year)
            changed |= kept is not None
            if kept is None and _names_several(region, year):
                kept, unclear = [*map(_without_figures, region)], True
            found.extend(region if kept is None else kept)
        changed |= bool(title)
    return YearKept(found, unclear) if changed or unclear else None


def _are_of_form(heads: Rows) -> bool:
    """Whether 上年, 增减 and so on are the heads of table 2 of 2019 in other words, with none of these above them."""
    changes = any(cue("change").search(square) for row in heads for square in row if square)
    return changes and not any(has(row, "column") for row in heads)


def _names_several(region: Rows, year: int | None) -> bool:
    """Whether heads name this year and another."""
    if _are_of_form(region[: heads_in(region)]):
        return False
    heads = [square for row in region[: heads_in(region)] for square in row if square and is_year(square)]
    return len({is_ours(square, year) for square in heads}) > 1


def _without_figures(row: Sequence[Square]) -> list[Square]:
    return [None if role_of(square) in ("figure", "year") else square for square in row]


def _by_title(rows: Rows, title: str) -> Iterator[tuple[str, Rows]]:
    """The rows in parts, each with the year that a row of its own names above it, "" if none does."""
    own: list[Sequence[Square]] = []
    for row in rows:
        filled = [square for square in row if square and square.strip()]
        if len(filled) == 1 and is_year(filled[0]):
            yield title, own
            title, own = filled[0], []
        else:
            own.append(row)
    yield title, own


def years_named(row: Sequence[Square]) -> Sequence[Square]:
    """A row of heads that are bare years (2023, 2022) with 年 behind each; any other row as it is."""
    numbers = [square for square in row if square and square.isdecimal()]
    bare = len({*numbers}) > 1 and all(map(_YEAR.fullmatch, numbers)) and not has(row, "row")
    near = bare and max(map(int, numbers)) - min(map(int, numbers)) <= _MOST_APART
    return [f"{square}年" if square in numbers else square for square in row] if near else row


def _columns_kept(region: Rows, year: int | None) -> Rows | None:
    """The rows of a region without the columns of other years, if one of its heads says of which year each one is."""
    heads = heads_in(region)
    marked = [at for at, row in enumerate(region[:heads]) if any(map(_is_mark, row))]
    if len(marked) != 1 or heads == len(region) or _are_of_form(region[:heads]):
        return None
    (at,) = marked
    first = next(place for place, square in enumerate(region[at]) if _is_mark(square))
    marks = _filled_right(region[at], first)
    cycles = _cycles(marks, year) or _one_year(marks, year)
    body = region[heads:]
    if not cycles or (len(cycles[0]) > 1 and any(_holds_figures(row[:first]) for row in body)):
        return None
    gone = {place for cycle in cycles for span in cycle if not span.ours for place in span.places}
    above = [_moved(row, cycles) for row in region[:at]]
    kept = [*above, _without_marks(region[at]), *region[at + 1 :]]
    if any(row is None for row in kept) or any(len(cycles[0]) > 1 and _leans(row, cycles) for row in body):
        return None
    left = [[square for place, square in enumerate(row or ()) if place not in gone] for row in kept]
    return [row for row in left if any(row)]


def _rows_kept(region: Rows, year: int | None) -> Rows | None:
    """The rows of a region without those of other years, if a column of it says of which year each one is."""
    heads = heads_in(region)
    body = region[heads:]
    width = len(region[0])
    places = [place for place in range(width) if sum(_is_mark(row[place]) for row in body) > 1]
    if len(places) != 1:
        return None
    (place,) = places
    marks = _filled_right([row[place] for row in body], 0)
    if any(role_of(row[place]) not in ("", "year") for row in body):
        return None
    cycles = _cycles(marks, year)
    rows = [[*row] for row in body]
    for cycle in cycles:
        if not _labels_moved(rows, cycle, place):
            return None
    kept = [rows[at] for cycle in cycles for span in cycle if span.ours for at in span.places]
    found = [*([*row] for row in region[:heads]), *kept]
    return [[*row[:place], *row[place + 1 :]] for row in found] if cycles else None


def _labels_moved(rows: list[list[Square]], cycle: Sequence[_OfYear], place: int) -> bool:
    """Move the label of rows of several years to this year's; return whether they have one label."""
    ours = next(span for span in cycle if span.ours)
    if any(len(span.places) != len(ours.places) for span in cycle):
        return False
    for turn, at in enumerate(ours.places):
        same = [rows[span.places[turn]] for span in cycle]
        for column in range(len(rows[at])):
            labels = {row[column] for row in same if row[column] and role_of(row[column]) not in ("figure", "year")}
            if len(labels) > 1 and not _holds_figures(tuple(labels)):
                return False
            if column < place and labels and not rows[at][column]:
                rows[at][column] = labels.pop()
    return True


def _is_mark(square: Square) -> bool:
    return bool(square) and is_year(square or "")


def _holds_figures(squares: Sequence[Square]) -> bool:
    return has(squares, "figure")


def _filled_right(squares: Sequence[Square], first: int) -> list[str]:
    """The mark of each square from `first` on, that of the square before where it is blank; "" where it is no mark."""
    found = [""] * first
    for square in squares[first:]:
        found.append(square if square and is_year(square) else "" if square and square.strip() else found[-1])
    return found


def _cycles(marks: Sequence[str], year: int | None) -> list[list[_OfYear]]:
    """The spans of years, divided where a year comes again; [] if not each time the same come, the report's once."""
    numbers = [int(number) for mark in marks for number in _YEAR.findall(mark)]
    ours = max(numbers, default=year)
    if numbers and (year not in (None, ours) or max(numbers) - min(numbers) > _MOST_APART):
        return []
    cycles: list[list[_OfYear]] = [[]]
    for mark, group in groupby(enumerate(marks), itemgetter(1)):
        places = tuple(place for place, _ in group)
        if mark and any(span.mark == mark for span in cycles[-1]):
            cycles.append([])
        cycles[-1].extend([_OfYear(mark, places, is_ours(mark, ours))] if mark else [])
    same = {tuple(span.mark for span in cycle) for cycle in cycles}
    once = all(sum(span.ours for span in cycle) == 1 < len(cycle) for cycle in cycles)
    return cycles if len(same) == 1 and once else []


def _one_year(marks: Sequence[str], year: int | None) -> list[list[_OfYear]]:
    """The columns of the only year that heads name, as 上年 over the last column; [] if they name none or several."""
    named = {*marks} - {""}
    mark = named.pop() if len(named) == 1 else ""
    number = _YEAR.search(mark)
    places = tuple(place for place, own in enumerate(marks) if own)
    if not mark or (number and (year is None or int(number[0]) > year)) or places[-1] - places[0] >= len(places):
        return []
    return [[_OfYear(mark, places, is_ours(mark, year))]] if places[-1] + 1 == len(marks) else []


def is_ours(mark: str, year: int | None) -> bool:
    """Whether a head that names a year names the report's; with digits only if that is known."""
    number = _YEAR.search(mark)
    return int(number[0]) == year if number else bool(cue("this year").search("".join(mark.split())))


def _moved(row: Sequence[Square], cycles: Sequence[Sequence[_OfYear]]) -> list[Square] | None:
    """A row of heads above the years, with each head above this year's columns; None if these have another."""
    found = [*row]
    for cycle in cycles:
        ours = [place for span in cycle if span.ours for place in span.places]
        others = [place for span in cycle if not span.ours for place in span.places]
        own, other = ([square for place in places if (square := row[place])] for places in (ours, others))
        if own and not {*other} <= {*own}:
            return None  # each year has heads of its own
        if ours and other and not own:
            if len({*other}) > 1:
                return None
            found[ours[0]] = other[0]
    return found


def _without_marks(row: Sequence[Square]) -> list[Square]:
    """A row of heads without the years, and without words beside them (项目) that are no label."""
    return [square if role_of(square) in ("column", "over") else None for square in row]


def _leans(row: Sequence[Square], cycles: Sequence[Sequence[_OfYear]]) -> bool:
    """Whether a cell with figures begins in the columns of one year and reaches into those of another."""
    if not has(row, "figure"):
        return False
    spans = ([row[place] for place in span.places] for cycle in cycles for span in cycle)
    return any(first is None or (not first and any(rest)) for first, *rest in spans)
