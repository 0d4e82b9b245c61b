"""Tell certain errors from doubtful ones: either cells are wrong, or they are right and their sums are out of date.

An application entered late is added to the cells of one column, and their sums are forgotten. That is one
slip, and so is entering it by mistake: the tables cannot tell which, since what the cells of the column say
among themselves holds with it and without it. So a cell is certainly wrong only if its column does not balance
unless it is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import TYPE_CHECKING

from gk_docs.checks.figures.equations import (
    CASES,
    IDENTITY,
    ROW,
    columns_of,
    equations_at,
    equations_of,
    failing,
    summed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gk_docs.checks.figures.equations import Equation
    from gk_docs.form.report import Report

    Counts = Mapping[str, int | None]
    Right = dict[str, int]

_PAIR = 2


@dataclass(frozen=True)
class Doubt:
    """Failing sums of table 3 that have two explanations: out-of-date sums, or wrong cells.

    Attributes:
        failed: The equations that fail.
        sums: If the cells are right: the sums out of date, with the values that the cells give.
        cells: If the sums are right: the wrong cells, with their right values; empty if several sets are possible.
    """

    failed: tuple[Equation, ...] = ()
    sums: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, int] = field(default_factory=dict)


def certain(form: type[Report], counts: Counts, named: Right) -> Right:
    """Those of the named cells that are wrong by every explanation; cells and sums of table 3.

    Args:
        form: The form.
        counts: Every figure of an equation.
        named: Cells with their right values, with which every sum holds.
    """
    named = _seen_in_a_sum(form, counts, named)
    columns = [(column, changes) for column in columns_of(form) if (changes := _changes(column, counts, named))]
    late = {path for _, changes in columns if _are_late(changes, counts, named) for path in changes}
    needless = any(True for column, changes in columns for _ in _needless(column, counts, changes))
    table = (one for one in equations_of(form) if one.code != CASES)
    if not (late or needless or failing(table, {**counts, **named})):
        return named
    rows = failing((one for one in equations_of(form) if one.code == ROW), counts)
    by_row = {path: -by for row, by in rows.items() for path in row.left if (counts[path] or 0) >= by}
    doubtful = late.union(*(_doubtful(column, counts, changes, by_row) for column, changes in columns))
    rest = {path: right for path, right in named.items() if path not in doubtful}
    sums = summed(form, {**counts, **rest})
    return {path: right for path, right in rest.items() if sums.get(path, right) == right}


def _seen_in_a_sum(form: type[Report], counts: Counts, named: Right) -> Right:
    """Leave out cells that only the identity reveals: an outcome and its totals may as well be wrong.

    Two exchanged cells are one slip and stay; `moved_elsewhere` finds what else may explain them.
    """
    if len(named) == _PAIR and {counts[path] for path in named} == {*named.values()}:
        return named
    failed = {path: {one.code for one in failing(at, counts)} for path, at in equations_at(form).items()}
    return {path: right for path, right in named.items() if failed[path] != {IDENTITY}}


def _changes(column: Equation, counts: Counts, named: Right) -> Right:
    """By how much the named cells of a column change the excess of its left side."""
    return {path: column.signs[path] * (named[path] - (counts[path] or 0)) for path in named if path in column.signs}


def _are_late(changes: Right, counts: Counts, named: Right) -> bool:
    """Whether changes to a column may be a wrong cell and a late entry, since they touch both what came and what went.

    Two exchanged cells are one slip, so they are not.
    """
    came_and_went = {path.split(".")[1] for path in changes}
    return len(came_and_went) > 1 and {counts[path] for path in changes} != {named[path] for path in changes}


def _needless(column: Equation, counts: Counts, changes: Right) -> Iterator[str]:
    """The cells that need not change, since a part of the other changes balances the column."""
    blank, missing = column.blanks(counts), -column.excess(counts)
    for path in changes:
        others = [change for other, change in changes.items() if other != path]
        if blank or any(sum(some) == missing for some in _subsets(others)):
            yield path


def _doubtful(column: Equation, counts: Counts, changes: Right, by_row: Right) -> Iterator[str]:
    """Cells of a column that may be right: needless ones, all if the changes do not balance it, and replaceable ones.

    `by_row` has the change by which each cell of a failing row would correct the row; such a cell may replace another.
    """
    missing = -column.excess(counts)
    if sum(changes.values()) != missing:
        yield from changes
        return
    yield from _needless(column, counts, changes)
    instead = [path for path, by in by_row.items() if by * column.signs.get(path, 0) == missing]
    yield from (path for path in changes if any(other != path for other in instead))


def _subsets(changes: list[int]) -> Iterable[tuple[int, ...]]:
    return chain.from_iterable(combinations(changes, size) for size in range(len(changes) + 1))


def doubt_of(form: type[Report], counts: Counts, failed: Iterable[Equation], supposed: Right) -> Doubt:
    """The two explanations of the sums that still fail, if the cells of every column balance; else an empty Doubt.

    Args:
        form: The form.
        counts: Every figure of an equation, in the order of the form, with certain errors corrected.
        failed: The equations that fail.
        supposed: Cells with the values with which every sum would hold, certain or not.
    """
    ours = tuple(one for one in failed if one.code != CASES)
    if not ours or any(one.blanks(counts) or one.excess(counts) for one in columns_of(form)):
        return Doubt()
    sums = {path: right for path, right in summed(form, counts).items() if counts[path] not in (None, right)}
    cells = {path: supposed[path] for path in counts if counts[path] != supposed.get(path, counts[path])}
    all_hold = not failing((one for one in equations_of(form) if one.code != CASES), {**counts, **cells})
    return Doubt(ours, sums, cells if all_hold else {})


def moved_elsewhere(form: type[Report], counts: Counts, named: Right) -> bool:
    """Whether two cells of a row that seem exchanged may be right, since a shift in another row explains the sums too.

    Args:
        form: The form.
        counts: Every figure of an equation.
        named: Cells with their right values, with which every sum holds.
    """
    rows = [one.left for one in equations_of(form) if one.code == ROW]
    for row in rows:
        pair = [path for path in row if path in named]
        if len(pair) == len(named) == _PAIR and {counts[path] for path in pair} == {named[path] for path in pair}:
            changes = {row.index(path): named[path] - (counts[path] or 0) for path in pair}
            return any(_moved(form, counts, other, changes) for other in rows if other is not row)
    return False


def _moved(form: type[Report], counts: Counts, row: tuple[str, ...], changes: Mapping[int, int]) -> bool:
    """Whether these changes to a row, by column, or their opposites make every sum hold and no cell negative.

    If every total is the sum of its cells now, the totals change with them.
    """
    follow = all(counts[path] == right for path, right in summed(form, counts).items())
    for sign in (1, -1):
        after = {row[column]: (counts[row[column]] or 0) + sign * change for column, change in changes.items()}
        changed = {**counts, **after}
        sums = summed(form, changed) if follow else {}
        if min(after.values()) >= 0 and not failing(equations_of(form), {**changed, **sums}):
            return True
    return False


def proved(form: type[Report], counts: Counts, named: Right, total: str) -> bool:
    """Whether a named total is certainly wrong, because other sums prove its parts right: none fails or has a blank.

    Everything else in table 3 must add up with the named cells corrected, and no other row may fail, since cells may be
    exchanged between two rows while their columns hold.
    """
    at, table = equations_at(form), [one for one in equations_of(form) if one.code != CASES]
    if any(one.blanks(counts) for one in table) or failing(table, {**counts, **named}):
        return False
    failed = failing(table, counts).keys()
    if sum(one.code == ROW for one in failed) > 1:
        return False
    sums = [one for one in at[total] if total in one.right and one.code != IDENTITY]
    parts_hold = any(all(failed.isdisjoint({*at[part]} - {own}) for part in own.left) for own in sums)
    return parts_hold and failed >= {*at[total]}
