"""Find figures of table 3 typed one cell off together: a row or the table sideways, a column or rows up or down.

That is one slip, though it makes most sums fail. The sums give what fell off the end. It is reported only if
it alone explains every failing sum, and in one way only.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.checks.figures.equations import CASES, ROW, Equation, equations_at, equations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.form.report import Report

    Counts = Mapping[str, int | None]

_MANY = 4  # failing sums; fewer are rather a wrong cell or two
_LEAST = 3  # wrong cells
_FEW = 2  # so few rows at the end were rather exchanged


class Moved(NamedTuple):
    """Figures that were typed one cell off.

    Attributes:
        what: A row, a column, all rows from one on, or the whole table (sideways).
        way: The direction in which they were moved by mistake.
        first: Path of the first figure of the row or column, or of the first of the rows.
        taken: For the path of each figure, the path of the cell that has it now.
        lost: Paths of the figures that fell off the end.
        right: The right value of each wrong cell, by path, in printed order.
        doubtful: Cells that may be wrong too, if the rows may also begin at another row.
        account: Figures with which every sum of table 3 holds; for doubtful cells, one possibility of several.
    """

    what: Literal["row", "column", "rows", "table"]
    way: Literal["右", "左", "下", "上"]
    first: str
    taken: Mapping[str, str]
    lost: tuple[str, ...]
    right: Mapping[str, int] = MappingProxyType({})
    doubtful: tuple[str, ...] = ()
    account: Mapping[str, int] = MappingProxyType({})


def moved(form: type[Report], counts: Counts, excess: Iterable[Equation]) -> Moved | None:
    """The one move by one cell that explains every failing sum of table 3, or None.

    Args:
        form: The form.
        counts: Every figure of an equation; if one of table 3 is blank, the result is None.
        excess: The failing equations.
    """
    table = [one for one in equations_of(form) if one.code != CASES]
    if sum(one.code != CASES for one in excess) < _MANY or any(one.blanks(counts) for one in table):
        return None
    ways = (way._replace(right=_righted(form, counts, way, table)) for way in _ways(form))
    found = {tuple(way.right.items()): way for way in ways if len(way.right) >= _LEAST}
    if len({(way.what, way.way) for way in found.values()}) != 1:
        return None
    first, *others = found.values()
    if others and first.what != "rows":
        return None
    certain = {
        path: right for path, right in first.right.items() if all(one.right.get(path) == right for one in others)
    }
    doubtful = {path: None for one in found.values() for path in one.right if path not in certain}
    return first._replace(account=first.right, right=certain, doubtful=tuple(doubtful)) if certain else None


@cache
def _ways(form: type[Report]) -> tuple[Moved, ...]:
    """Every possible move, without the right values."""
    rows = [(*one.left, *one.right) for one in equations_of(form) if one.code == ROW]
    columns = [*zip(*rows, strict=True)][:-1]
    found: list[Moved] = []
    for row in rows:
        found += (Moved("row", "右", row[0], _before(row), row[-1:]), Moved("row", "左", row[0], _behind(row), row[:1]))
    for column in columns:
        found.append(Moved("column", "下", column[0], _before(column), column[-1:]))
        found.append(Moved("column", "上", column[0], _behind(column), column[:1]))
    for number, row in enumerate(rows[:-_FEW]):
        lines = [*zip(*rows[number:], strict=True)]
        found.append(Moved("rows", "下", row[0], _together(map(_before, lines)), rows[-1]))
        found.append(Moved("rows", "上", row[0], _together(map(_behind, lines)), row))
    first, *_, last = zip(*rows, strict=True)
    found.append(Moved("table", "右", rows[0][0], _together(map(_before, rows)), last))
    found.append(Moved("table", "左", rows[0][0], _together(map(_behind, rows)), first))
    return tuple(found)


def _before(line: Sequence[str]) -> dict[str, str]:
    """Where the figures of a line are if each is in the cell after its own."""
    return dict(pairwise(line))


def _behind(line: Sequence[str]) -> dict[str, str]:
    """Where the figures of a line are if each is in the cell before its own."""
    return {own: now for now, own in pairwise(line)}


def _together(lines: Iterable[dict[str, str]]) -> dict[str, str]:
    return {own: now for line in lines for own, now in line.items()}


def _righted(form: type[Report], counts: Counts, way: Moved, table: Sequence[Equation]) -> dict[str, int]:
    """The wrong cells with their right values, if every sum of table 3 then holds; else {}."""
    known = {**counts, **{own: counts[now] for own, now in way.taken.items()}, **dict.fromkeys(way.lost)}
    lost = {*way.lost}
    if way.what == "table" and any(counts[path] for path in {*way.taken, *lost}.difference(way.taken.values())):
        return {}  # the column that the table moved out of must be empty
    if any(one.excess(known) for one in table if lost.isdisjoint(one.signs)):
        return {}
    for path in way.lost:
        one = next((one for one in equations_at(form)[path] if one.blanks(known) == [path]), None)
        value = -one.signs[path] * one.excess(known) if one else -1
        if value < 0:
            return {}
        known[path] = value
    if any(one.excess(known) for one in table):
        return {}
    return {path: right for path, right in known.items() if right is not None and right != counts[path]}
