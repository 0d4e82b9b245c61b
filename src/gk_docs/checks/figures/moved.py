"""Figures of table 3 that were typed one place off together: a row or all to the side, a column or rows up or down.

Such a slip is one, though it makes most sums fail. What fell off the end is known from the sums. It is told only if
it alone explains every sum that fails, and one way alone does.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.checks.figures.equations import CASES, ROW, equations_at, equations_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.checks.figures.equations import Equation
    from gk_docs.form.report import Report

    Counts = Mapping[str, int | None]

_MANY = 4  # sums that fail; fewer are rather a wrong cell or two
_LEAST = 3  # cells that are wrong
_FEW = 2  # rows that rather changed places


class Moved(NamedTuple):
    """Figures that were typed one place off.

    Attributes:
        what: A row, a column, the rows from one on, or the whole table to the side.
        way: Where they were moved to by mistake.
        first: Path of the first figure of that row or column, or of the first of these rows.
        taken: The cell that holds each figure now, both by path.
        lost: Paths of the figures that fell off the end.
        right: The right value of each cell that is wrong, by path, in printed order.
        doubtful: Cells that may be wrong, where the rows may as well begin further down.
        account: Figures with which every sum of table 3 holds; those of doubtful cells are one way of several.
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
    """How figures were typed one place off so that this alone explains every sum of table 3 that fails, or None.

    Args:
        form: The form.
        counts: Every figure that stands in an equation; where one of table 3 is blank, nothing is told.
        excess: The equations that fail.
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
    """Every way, without the right values."""
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
    """Each figure of a line stands in the cell behind its own."""
    return dict(pairwise(line))


def _behind(line: Sequence[str]) -> dict[str, str]:
    """Each figure of a line stands in the cell before its own."""
    return {own: now for now, own in pairwise(line)}


def _together(lines: Iterable[dict[str, str]]) -> dict[str, str]:
    return {own: now for line in lines for own, now in line.items()}


def _righted(form: type[Report], counts: Counts, way: Moved, table: Sequence[Equation]) -> dict[str, int]:
    """The cells that are wrong with their right values, if every sum of table 3 holds with them; else nothing."""
    known = {**counts, **{own: counts[now] for own, now in way.taken.items()}, **dict.fromkeys(way.lost)}
    lost = {*way.lost}
    if way.what == "table" and any(counts[path] for path in {*way.taken, *lost}.difference(way.taken.values())):
        return {}  # the column that it left is empty
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
