"""What the declared sums of table 3 prove: where figures belong that running text prints apart from their labels."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from itertools import combinations, pairwise
from operator import is_
from typing import TYPE_CHECKING

from gk_docs.form.outline import outline_of
from gk_docs.published.matching.cells import printed_rows, sums_hold
from gk_docs.published.matching.cutting import MOST_WAYS, TornRows, fits
from gk_docs.published.matching.figures import counts_of, read_figure
from gk_docs.published.matching.order import cases_disordered
from gk_docs.published.matching.rows import REQUESTS, Row
from gk_docs.published.matching.vocabulary import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.published.matching.cells import Holds, PrintedRow
    from gk_docs.published.matching.cutting import Grid

_MOST_BROKEN = 8  # lines more than figures
_SHORTEST = 3  # characters of a label that is no piece of another


def rows_proved(rows: Sequence[Row], parted: Sequence[Row], form: type[Model]) -> tuple[list[Row], bool] | None:
    """The rows of table 3 by the order of the form, where count and sums leave one way; None where they do not.

    Labels and figures keep the order of the form, each for themselves. The figures are as many as the rows of the whole
    table, or of the form between two rows that have their label on their line, or as the labels there that lack theirs.
    They are printed by rows, in blocks of rows by one group of columns after another, or below the heads of columns.
    One way alone must leave the totals of rows, the sums of all columns, and what stands on the line of a label. Where
    the file is a part and lacks some of these sums, only a place between two such rows is taken, if it has one way.

    Args:
        rows: The rows as the file has them.
        parted: The same with the figures of several rows apart.
        form: The edition.

    Returns:
        The rows, and whether the file has all sums of the columns.
    """
    order = [name for name in printed_rows(form) if name.startswith(f"{REQUESTS}.")]
    rows = _of_form(rows, order)
    labels = {row.name: row for row in rows}
    for stretches, below_heads in _layouts(rows, _of_form(parted, order), order, form):
        if ways := _proved(stretches, labels, form, below_heads=below_heads):
            by_sums = None not in column_sums(ways[0], form)
            is_open = any(stretch.is_open for stretch in stretches)
            plainly = [stretch.plainly for stretch in stretches]
            sound = all(map(is_, plainly, stretches)) or _proved(plainly, labels, form, below_heads=below_heads)
            return (_agreed(ways), by_sums) if sound and (by_sums or not is_open) else None
    return None


def _proved(
    stretches: Sequence[TornRows], labels: Mapping[str, Row], form: type[Model], *, below_heads: bool
) -> list[list[Row]]:
    """The ways to have all rows that leave what stands beside labels and break no sum of a column."""
    names = [name for stretch in stretches for name in stretch.names]
    own = [labels.get(name) for name in names]
    grids = _joined(stretch.ways(below_heads=below_heads) for stretch in stretches)
    whole = [[*map(_filled, own, names, grid)] for grid in grids if all(map(fits, own, grid))]
    return [found for found in whole if False not in column_sums(found, form)]


def _of_form(rows: Iterable[Row], order: Sequence[str]) -> list[Row]:
    """The rows without names of other editions, and without pieces of labels, which can be those of others."""
    named = (row if row.name in order else replace(row, name="") for row in rows)
    return [row for row in named if row.items or (row.name and len(letters_of(row.label)) >= _SHORTEST)]


def _layouts(
    rows: Sequence[Row], parted: Sequence[Row], order: Sequence[str], form: type[Model]
) -> Iterator[tuple[list[TornRows], bool]]:
    """The table whole, in stretches that each begin with their labels, and between the rows that stand at theirs."""
    printed = printed_rows(form)[order[0]]
    table = TornRows(rows, order, printed, _row_sums(printed.figures, form), is_open=True)
    if not table.total_is_last:
        return
    yield [table], False
    pages: list[list[Row]] = [[]]
    for row in rows:
        if row.name and any(row.items for row in pages[-1]):
            pages.append([])
        pages[-1].append(row)
    yield (
        [replace(table, rows=page, names=[row.name for row in page if row.name]) for page in pages],
        True,
    )
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
        yield found, False


def _joined(ways: Iterable[set[Grid]]) -> set[Grid]:
    """The ways of several stretches as those of a whole; none where they are too many."""
    found: set[Grid] = {()}
    for more in ways:
        found = {way + rest for way in found for rest in more} if len(found) * len(more) <= MOST_WAYS else set()
    return found


def _agreed(ways: Sequence[Sequence[Row]]) -> list[Row]:
    """The rows that are the same in all ways, and those that are not without figures."""
    return [
        rows[0] if len({row.items for row in rows}) == 1 else replace(rows[0], items=())
        for rows in zip(*ways, strict=True)
    ]


def _filled(label: Row | None, name: str, figures: tuple[str, ...]) -> Row:
    return Row(REQUESTS, name, label.label if label else "", (), figures, sure=True, own=len(figures))


def completed(row: Row, rest: Sequence[str], blocks: Sequence[PrintedRow], form: type[Model]) -> Row | None:
    """Table 4 with figures from the end of a file: where they are as many as it lacks, and all its sums hold then."""
    figures, items = tuple(figure for block in blocks for figure in block.figures), (*row.items, *rest)
    holds, numbers = row_holds(figures, form), counts_of(items)
    fits = rest and len(numbers) == len(figures) and not cases_disordered(row, blocks)
    return replace(row, items=items, sure=True) if fits and holds and holds(numbers) else None


def put_together(row: Row, blocks: Sequence[PrintedRow], form: type[Model]) -> Row | None:
    """Table 4 with the figures whole that narrow cells broke over lines, where the sums of its blocks leave one way."""
    count = sum(len(block.figures) for block in blocks)
    if not count < len(row.items) <= count + _MOST_BROKEN or not all(map(str.isdecimal, row.items)):
        return None
    ways: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for block in blocks:
        found = ((end, way, parts) for place, way in ways for end, parts in _joined_parts(row.items, place, block))
        holds = row_holds(block.figures, form)
        ways = [(end, way + parts) for end, way, parts in found if holds and holds([*map(int, parts)])]
    whole = {way for end, way in ways if end == len(row.items)}
    return replace(row, items=whole.pop(), sure=True) if len(whole) == 1 and not cases_disordered(row, blocks) else None


def _joined_parts(items: Sequence[str], place: int, block: PrintedRow) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Every way to have the figures of a block from a place on, and where it ends: one goes on after a full line."""
    width, full = len(block.figures), max(2, *map(len, items))
    for end in range(place + width, len(items) + 1):
        for cuts in combinations(range(place + 1, end), width - 1):
            parts = [items[one:other] for one, other in pairwise((place, *cuts, end))]
            if all(len(piece) == full for part in parts for piece in part[:-1]):
                yield end, tuple(map("".join, parts))


@lru_cache(maxsize=256)
def row_holds(figures: tuple[Figure, ...], form: type[Model]) -> Holds | None:
    """Whether the declared sums hold that bind only figures of one row; None where there are none."""
    sums = _row_sums(figures, form)
    return sums_hold(sums) if sums else None


def _row_sums(figures: tuple[Figure, ...], form: type[Model]) -> list[tuple[int, list[int]]]:
    """The declared sums that bind only figures of one row: the place of each total, and those of its terms."""
    places = {figure.path: number for number, figure in enumerate(figures)}
    return [
        (places[total.total], [places[term] for term in total.terms])
        for total in outline_of(form).sums
        if {total.total, *total.terms} <= places.keys()
    ]


def column_sums(rows: Sequence[Row], form: type[Model]) -> set[bool | None]:
    """Whether the sums of the columns hold, blank cells taken for none; None for one of which the file lacks a term."""
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
    """What must be equal in each column of table 3: the outcomes and their sum, what came in and what became of it."""
    outline = outline_of(form)
    sums = [(total.terms, (total.total,)) for total in outline.sums if total.total.startswith(f"{REQUESTS}.")]
    down = [(terms, total) for terms, total in sums if _row(terms[0]) != _row(total[0])]
    return (*down, *((balance.left, balance.right) for balance in outline.balances))


def _row(path: str) -> str:
    return path.rpartition(".")[0]
