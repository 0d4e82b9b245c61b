"""What the declared sums of table 3 prove: where figures belong that running text prints apart from all labels."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.form.outline import outline_of
from gk_docs.published.matching.cells import printed_rows, sums_hold
from gk_docs.published.matching.cutting import MOST_WAYS, Cutting
from gk_docs.published.matching.figures import counts_of, is_value, read_figure
from gk_docs.published.matching.order import inner_heads_rise, names_of
from gk_docs.published.matching.rows import REQUESTS, Row
from gk_docs.published.matching.vocabulary import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.published.matching.cells import Holds, PrintedRow
    from gk_docs.published.matching.cutting import Grid

_SHORTEST = 3  # characters of a label that is no piece of another


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

    def second_passes(self, width: int) -> set[int]:
        """Where the rest of rows can begin of which the first figures stand before, beside their labels."""
        found, place = set[int](), 0
        for row in self.rows:
            count = sum(map(is_value, row.items))
            found |= {*range(place, place + (width + 1 if count > width else not row.name))}
            place += count
        return found


def rows_in_blocks(rows: Sequence[Row], form: type[Model]) -> list[Row] | None:
    """The rows of a whole table 3 of which the figures do not stand beside their labels.

    The labels keep the order of the form, and the figures are as many. They are printed by rows, or in blocks of some
    rows by one group of columns after another; or they are those of the heads that stand before them. Of all such ways
    one alone must leave the total of every row, the sums of all columns and what stands on the line of a label; else
    there is none.
    """
    printed = {name: row for name, row in printed_rows(form).items() if name.startswith(f"{REQUESTS}.")}
    order, first = [*printed], next(iter(printed.values()))
    rows = [row for row in rows if row.items or (row.name in printed and len(key_of(row.label)) >= _SHORTEST)]
    labels = {row.name: row for row in rows if row.name in printed}
    whole, holds = _LooseRows([*labels.values()], [row for row in rows if row.items]), row_holds(first.figures, form)
    if not holds or not _keep_order(rows, order, len(first.figures)) or not counts_of(whole.figures):
        return None
    for ways in chain(_stages(whole, len(order), first, holds), [_ways_by_heads(_stretches(rows), first, holds)]):
        named = ([_filled(labels.get(name), name, row) for name, row in zip(order, way, strict=True)] for way in ways)
        full = (rows for found in named if len(rows := [*filter(None, found)]) == len(order))
        proved = [rows for rows in full if column_sums(rows, form) == {True}]
        if proved:
            return proved[0] if len(proved) == 1 else None
    return None


def _keep_order(rows: Sequence[Row], order: Sequence[str], width: int) -> bool:
    """Whether there are figures for all rows, and labels in order; where one is lost, each on its side of the figures.

    Args:
        rows: Labels and figures as the file has them.
        order: Names of all rows.
        width: How many figures a row has.
    """
    places: dict[int, int] = {}
    count = 0
    for row in rows:
        if row.name in order:
            if any(order.index(row.name) <= place for place in places):
                return False
            places[order.index(row.name)] = count
        count += sum(map(is_value, row.items))
    lost = [place for place in range(len(order)) if place not in places]
    beside = all(
        (at <= width * other) if place < other else (at >= width * (other + 1))
        for other in lost
        for place, at in places.items()
    )
    return count == width * len(order) and beside


def _filled(label: Row | None, name: str, figures: tuple[str, ...]) -> Row | None:
    """A row with its figures; none where the file has others on the line of its label, its first ones or its last."""
    beside = label.items[: min(label.own, len(figures))] if label else ()
    turned = ((figures[place:] + figures[:place])[: len(beside)] for place in range(len(figures)))
    if beside not in turned:
        return None
    return Row(REQUESTS, name, label.label if label else "", (), figures, sure=True, own=len(figures))


def _stretches(rows: Iterable[Row]) -> list[_LooseRows]:
    """The stretches of a table, in order; figures before the first label stand in one without labels."""
    found: list[_LooseRows] = []
    for row in rows:
        if not found or (row.name and found[-1].rows):
            found.append(_LooseRows([], []))
        found[-1].labels.extend([row] if row.name else [])
        found[-1].rows.extend([row] if row.items else [])
    return found


def _ways_by_heads(stretches: Sequence[_LooseRows], printed: PrintedRow, holds: Holds) -> set[Grid]:
    """The figures of each column after its head, or after those of several columns, below the labels of their rows."""
    ways: set[Grid] = {()}
    for stretch in stretches:
        more = set() if stretch.is_whole else _below_heads(stretch, printed, holds)
        more |= set().union(*_stages(stretch, len(stretch.labels), printed, holds))
        ways = {way + rest for way in ways for rest in more} if len(ways) * len(more) <= MOST_WAYS else set()
    return ways


def _below_heads(stretch: _LooseRows, printed: PrintedRow, holds: Holds) -> set[Grid]:
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


def _stages(loose: _LooseRows, count: int, printed: PrintedRow, holds: Holds) -> Iterator[set[Grid]]:
    """The ways to cut the figures into as many rows, the likelier before others."""
    width = len(printed.figures)
    if len(loose.figures) == count * width and inner_heads_rise(loose.rows, printed):
        yield from Cutting(loose.figures, width, holds, loose.second_passes(width)).stages()


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
