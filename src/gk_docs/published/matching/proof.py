"""What the declared sums of table 3 prove: where figures belong that running text prints apart from all labels."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs.form.outline import outline_of
from gk_docs.published.matching.cells import printed_rows, sums_hold
from gk_docs.published.matching.figures import counts_of, is_value, read_figure
from gk_docs.published.matching.order import inner_heads_rise, names_of
from gk_docs.published.matching.rows import REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.published.matching.cells import Holds, PrintedRow
    from gk_docs.published.matching.rows import Row

    _Grid: TypeAlias = "tuple[tuple[str, ...], ...]"

_MOST_WAYS = 100


class _LooseRows(NamedTuple):
    """Labels that follow one another, and the rows of figures after them."""

    labels: list[Row]
    rows: list[Row]

    @property
    def figures(self) -> list[str]:
        """The figures of all its rows."""
        return [item for row in self.rows for item in row.items if is_value(item)]

    @property
    def is_whole(self) -> bool:
        """Whether they are one row that has its label in the file."""
        return any(row.name for row in self.rows)


def rows_in_blocks(rows: Sequence[Row], form: type[Model]) -> list[Row] | None:
    """The rows of table 3 where labels stand first and all their figures after them, by rows or by columns.

    The labels keep the order of the form, and the figures are as many. They are those of the heads that stand before
    them, or blocks of rows that are printed by rows or by columns. Of all such ways one alone must leave the total of
    every row and the sums of all columns; else there is none.
    """
    printed = {name: row for name, row in printed_rows(form).items() if name.startswith(f"{REQUESTS}.")}
    order, first = [*printed], next(iter(printed.values()))
    stretches = _stretches(row for row in rows if row.items or row.name in printed)
    if all(len(stretch.labels) == 1 for stretch in stretches):
        return None  # each label before its figures
    places = [order.index(row.name) for stretch in stretches for row in stretch.labels if row.name in printed]
    count, holds = sum(len(stretch.labels) for stretch in stretches), row_holds(first.figures, form)
    numbers = all(counts_of(stretch.figures) for stretch in stretches)
    if not (holds and numbers) or places != sorted({*places}) or len(places) < count:
        return None
    ways: set[_Grid] = {()}
    for stretch in stretches:
        more = _ways_to_cut(stretch, first, holds)
        more |= set() if stretch.is_whole else _ways_by_heads(stretch, first, holds)
        ways = {way + rest for way in ways for rest in more} if len(ways) * len(more) <= _MOST_WAYS else set()
    labels = [row for stretch in stretches for row in stretch.labels]
    named = ([_named(*pair) for pair in zip(labels, way, strict=True)] for way in ways)
    proved = [found for found in named if column_sums(found, form) == {True}]
    return proved[0] if len(proved) == 1 else None


def _stretches(rows: Iterable[Row]) -> list[_LooseRows]:
    """The stretches of a table, in order; figures before the first label stand in one without labels."""
    found: list[_LooseRows] = []
    for row in rows:
        if not found or (row.name and found[-1].rows):
            found.append(_LooseRows([], []))
        found[-1].labels.extend([row] if row.name else [])
        found[-1].rows.extend([row] if row.items else [])
    return found


def _ways_by_heads(stretch: _LooseRows, printed: PrintedRow, holds: Holds) -> set[_Grid]:
    """The figures of each column after its head, or after those of several columns."""
    columns: dict[str, list[str]] = {}
    count = len(stretch.labels)
    for row in stretch.rows:
        heads = names_of(row.columns)[len(columns) :]
        figures = [item for item in row.items if is_value(item)]
        if not heads or len(figures) != count * len(heads):
            return set()
        columns |= {head: figures[count * place : count * (place + 1)] for place, head in enumerate(heads)}
    order = [figure.columns[-1] for figure in printed.figures]
    rows = tuple(zip(*(columns[name] for name in order), strict=True)) if sorted(columns) == sorted(order) else ()
    return {rows} if rows and all(map(holds, map(counts_of, rows))) else set()


def _ways_to_cut(stretch: _LooseRows, printed: PrintedRow, holds: Holds) -> set[_Grid]:
    """The figures cut into as many rows, in blocks of which each is printed by columns; one row is a block too."""
    figures, count, width = stretch.figures, len(stretch.labels), len(printed.figures)
    if len(figures) != count * width or not inner_heads_rise(stretch.rows, printed):
        return set()
    found: list[set[_Grid]] = [{()}, *(set() for _ in range(count))]
    for start in range(count):
        if len(found[start]) > _MOST_WAYS:
            return set()
        for size in range(1, count - start + 1):
            block = figures[start * width : (start + size) * width]
            rows = tuple(tuple(block[place::size]) for place in range(size))
            if all(map(holds, map(counts_of, rows))):
                found[start + size] |= {way + rows for way in found[start]}
    return found[count]


def _named(label: Row, figures: tuple[str, ...]) -> Row:
    return label if label.items else replace(label, items=figures, columns=(), sure=True, own=len(figures), lines=1)


@lru_cache(maxsize=256)
def row_holds(figures: tuple[Figure, ...], form: type[Model]) -> Holds | None:
    """Whether the declared sums hold that bind only figures of one row; None where there are none."""
    places = {figure.path: number for number, figure in enumerate(figures)}
    sums = [
        (places[total.total], [places[term] for term in total.terms])
        for total in outline_of(form).sums
        if {total.total, *total.terms} <= places.keys()
    ]
    return sums_hold(sums) if sums else None


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
