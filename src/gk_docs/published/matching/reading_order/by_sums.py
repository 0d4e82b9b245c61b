"""Assign the figures of table 3 that running text prints apart from their labels, as far as the sums prove it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import is_
from typing import TYPE_CHECKING

from gk_docs.form.outline import outline_of
from gk_docs.published.matching.lexing.figures import read_figure
from gk_docs.published.matching.lexing.vocabulary import is_whole, letters_of
from gk_docs.published.matching.printed import REQUESTS, printed_rows
from gk_docs.published.matching.reading_order.arrangements import MOST_WAYS, Grid, TornRows, fits
from gk_docs.published.matching.tables.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.form.model import Model

_SHORTEST = 3  # characters; a shorter label may be a piece of another one


def rows_proved(rows: Sequence[Row], parted: Sequence[Row], form: type[Model]) -> tuple[list[Row], bool] | None:
    """The rows of table 3 in the form's order, if count and sums allow only one way; else None.

    Labels are in the order of the form, and so are figures. There are figures for the rows of the whole table, or for
    all the form's rows between two rows with their label on their line, or for the labels there that lack theirs.
    They are printed row by row, or in blocks of rows, one group of columns after another.
    Only one way may agree with the totals of rows, the sums of all columns, and the figures on the lines of labels. If
    the file is incomplete and lacks some of these sums, only figures between two such rows are taken, if one way fits.

    Args:
        rows: The rows as the file has them.
        parted: The same rows, with the figures of several rows in one split.
        form: The edition.

    Returns:
        The rows, and whether the file has all figures for the sums of the columns.
    """
    order = [name for name in printed_rows(form) if name.startswith(f"{REQUESTS}.")]
    width = printed_rows(form)[order[0]].count
    rows = _of_form(rows, order, width)
    labels = {row.name: row for row in rows}
    for stretches in _layouts(rows, _of_form(parted, order, width), order, form):
        if ways := _proved(stretches, labels, form):
            by_sums = None not in column_sums(ways[0], form)
            is_open = any(stretch.is_open for stretch in stretches)
            plainly = [stretch.plainly for stretch in stretches]
            sound = all(map(is_, plainly, stretches)) or _proved(plainly, labels, form)
            return (_agreed(ways), by_sums) if sound and (by_sums or not is_open) else None
    return None


def _proved(stretches: Sequence[TornRows], labels: Mapping[str, Row], form: type[Model]) -> list[list[Row]]:
    """The ways to cut all rows that agree with the figures beside labels and break no sum of a column."""
    names = [name for stretch in stretches for name in stretch.names]
    own = [labels.get(name) for name in names]
    grids = _joined(stretch.ways for stretch in stretches)
    whole = [[*map(_filled, own, names, grid)] for grid in grids if all(map(fits, own, grid))]
    return [found for found in whole if False not in column_sums(found, form)]


def _of_form(rows: Iterable[Row], order: Sequence[str], width: int) -> list[Row]:
    """The rows without names of other editions, and without pieces of labels, which can be those of others.

    Of several labels of one row the longest is it. Figures inside a label, a line each, are no row of it if they are
    more than a row has.
    """
    named = [row if row.name in order else replace(row, name="") for row in rows]
    longest: dict[str, Row] = {}
    for row in named:
        if _length(row) > (_length(longest[row.name]) if row.name in longest else -1):
            longest[row.name] = row
    named = [row if row is longest[row.name] else replace(row, name="", own=0) for row in named]
    kept = (row for row in named if row.items or (row.name and _is_known(row)))
    return [replace(row, own=0) if width < row.own < row.lines else row for row in kept]


def _length(row: Row) -> int:
    return len(letters_of(row.label))


def _is_known(row: Row) -> bool:
    """Whether a label is more than a piece of some label: long, numbered or whole."""
    return _length(row) >= _SHORTEST or letters_of(row.label)[:1].isdecimal() or is_whole(row.label)


def _layouts(
    rows: Sequence[Row], parted: Sequence[Row], order: Sequence[str], form: type[Model]
) -> Iterator[list[TornRows]]:
    """Lay the table out whole, in stretches that begin with their labels, and between rows with their labels."""
    printed = printed_rows(form)[order[0]]
    table = TornRows(rows, order, printed, is_open=True)
    if not table.total_is_last:
        return
    yield [table]
    if table.ways:  # that break sums of columns: rows can look whole by chance
        yield [replace(table, anywhere=True)]
    pages: list[list[Row]] = [[]]
    for row in rows:
        if row.name and any(row.items for row in pages[-1]):
            pages.append([])
        pages[-1].append(row)
    yield [replace(table, rows=page, names=[row.name for row in page if row.name]) for page in pages]
    fixed = [place for place, row in enumerate(parted) if row.is_whole and (row.sure or table.adds_up(row.items))]
    names = [parted[place].name for place in fixed]
    others = [row.name for place, row in enumerate(parted) if row.name and place not in fixed]
    ordered = [found == sorted({*found}, key=order.index) for found in (names, others)]
    if not (ordered[0] and (ordered[1] or not any(row.own for row in parted))):
        return
    ends, bounds = [-1, *fixed, len(parted)], [-1, *map(order.index, names), len(order)]
    found: list[TornRows] = []
    for (start, end), (first, last) in zip(pairwise(ends), pairwise(bounds), strict=True):
        between = replace(table, rows=parted[start + 1 : end], names=order[first + 1 : last])
        bounded = start >= 0 and end < len(parted)
        found += [
            between.as_counted(others, bounded=bounded),
            *(replace(table, rows=[row], names=[row.name], is_open=False) for row in parted[end : end + 1]),
        ]
    if len(found) > 1 or found[0].names != order:
        yield found


def _joined(ways: Iterable[set[Grid]]) -> set[Grid]:
    """Combine the ways of several stretches into those of the whole; the empty set if there are too many."""
    found: set[Grid] = {()}
    for more in ways:
        found = {way + rest for way in found for rest in more} if len(found) * len(more) <= MOST_WAYS else set()
    return found


def _agreed(ways: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows, with figures if they are the same in all ways, else without."""
    return [
        rows[0] if len({row.items for row in rows}) == 1 else replace(rows[0], items=())
        for rows in zip(*ways, strict=True)
    ]


def _filled(label: Row | None, name: str, figures: tuple[str, ...]) -> Row:
    return Row(REQUESTS, name, label.label if label else "", (), figures, sure=True, own=len(figures))


def column_sums(rows: Sequence[Row], form: type[Model]) -> set[bool | None]:
    """Whether each sum of a column holds, with blank cells as 0; None for a sum of which the file lacks a term."""
    figures: dict[str, int] = {}
    for row in rows:
        printed = printed_rows(form)[row.name]
        if len(row.items) != len(printed.figures):
            return {False}
        for figure, item in zip(printed.figures, row.items, strict=True):
            value = read_figure(item, figure.unit).value if item else 0
            if value is None:
                return {False}
            figures[figure.path] = int(value)
    return {_balanced(figures, left, right) for left, right in _columns(form)}


def _balanced(figures: Mapping[str, int], left: Sequence[str], right: Sequence[str]) -> bool | None:
    if any(path in figures for path in right) and _sum(figures, left) == _sum(figures, right):
        return True
    return False if {*left, *right} <= figures.keys() else None


def _sum(figures: Mapping[str, int], paths: Iterable[str]) -> int:
    return sum(figures.get(path, 0) for path in paths)


@cache
def _columns(form: type[Model]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The sides that are equal in each column of table 3: outcomes and their total, what came in and what went out."""
    outline = outline_of(form)
    sums = [(total.terms, (total.total,)) for total in outline.sums if total.total.startswith(f"{REQUESTS}.")]
    down = [(terms, total) for terms, total in sums if _row(terms[0]) != _row(total[0])]
    return (*down, *((balance.left, balance.right) for balance in outline.balances))


def _row(path: str) -> str:
    return path.rpartition(".")[0]
