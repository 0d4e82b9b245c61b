"""Two accounts of one damage: wrong cells, or right cells whose sums were left as they were.

A case that comes in late is entered in the cells of one column, and the sums above them are forgotten. That is one
slip, and so is to enter it by mistake: the tables cannot tell which. It shows in the column itself: what its cells say
among themselves is true with them and without them. So a cell is called wrong for certain only if its column is not in
order without that.
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
    """Sums of table 3 that fail by one damage, of which there are two accounts.

    Attributes:
        failed: The equations that fail.
        sums: The sums that were left as they were, with what the cells give, if the cells are right.
        cells: The cells that are wrong, with their right values, if the sums are right; empty where many sets may be.
    """

    failed: tuple[Equation, ...] = ()
    sums: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, int] = field(default_factory=dict)


def certain(form: type[Report], counts: Counts, named: Right) -> Right:
    """Those of the named cells that are wrong by every account; cells and sums of table 3.

    Args:
        form: The form.
        counts: Every figure that stands in an equation.
        named: Cells with their right values, after which every sum holds.
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
    """Without cells that only the identity gives away: an outcome can as well be wrong, and its totals follow it.

    Two cells that changed places are one slip; what may stand in their place, `moved_elsewhere` tells.
    """
    if len(named) == _PAIR and {counts[path] for path in named} == {*named.values()}:
        return named
    failed = {path: {one.code for one in failing(at, counts)} for path, at in equations_at(form).items()}
    return {path: right for path, right in named.items() if failed[path] != {IDENTITY}}


def _changes(column: Equation, counts: Counts, named: Right) -> Right:
    """By how much the named cells of a column change the excess of its left side."""
    return {path: column.signs[path] * (named[path] - (counts[path] or 0)) for path in named if path in column.signs}


def _are_late(changes: Right, counts: Counts, named: Right) -> bool:
    """Whether one of a column's cells may be wrong alone, the others entered late: what came in and what became of it.

    Not where two changed places, which is one slip.
    """
    came_and_went = {path.split(".")[1] for path in changes}
    return len(came_and_went) > 1 and {counts[path] for path in changes} != {named[path] for path in changes}


def _needless(column: Equation, counts: Counts, changes: Right) -> Iterator[str]:
    """The cells without whose change the others of a column can be in order all the same."""
    blank, missing = column.blanks(counts), -column.excess(counts)
    for path in changes:
        others = [change for other, change in changes.items() if other != path]
        if blank or any(sum(some) == missing for some in _subsets(others)):
            yield path


def _doubtful(column: Equation, counts: Counts, changes: Right, by_row: Right) -> Iterator[str]:
    """The same, and where others were entered late those that another cell can stand for, or that do not suffice.

    `by_row` has what each cell would change by to mend its row, where that fails and the cell has as much.
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
    """The two accounts of the sums that still fail, where every column is in order among its cells; else none.

    Args:
        form: The form.
        counts: Every figure that stands in an equation, in the order of the form, with what is certain put right.
        failed: The equations that fail.
        supposed: Cells with the values after which every sum would hold, certain or not.
    """
    ours = tuple(one for one in failed if one.code != CASES)
    if not ours or any(one.blanks(counts) or one.excess(counts) for one in columns_of(form)):
        return Doubt()
    sums = {path: right for path, right in summed(form, counts).items() if counts[path] not in (None, right)}
    cells = {path: supposed[path] for path in counts if counts[path] != supposed.get(path, counts[path])}
    all_hold = not failing((one for one in equations_of(form) if one.code != CASES), {**counts, **cells})
    return Doubt(ours, sums, cells if all_hold else {})


def moved_elsewhere(form: type[Report], counts: Counts, named: Right) -> bool:
    """Whether two named cells of a row that seem to have changed places need not have: as much moved in another row.

    Args:
        form: The form.
        counts: Every figure that stands in an equation.
        named: Cells with their right values, after which every sum holds.
    """
    rows = [one.left for one in equations_of(form) if one.code == ROW]
    for row in rows:
        pair = [path for path in row if path in named]
        if len(pair) == len(named) == _PAIR and {counts[path] for path in pair} == {named[path] for path in pair}:
            changes = {row.index(path): named[path] - (counts[path] or 0) for path in pair}
            return any(_moved(form, counts, other, changes) for other in rows if other is not row)
    return False


def _moved(form: type[Report], counts: Counts, row: tuple[str, ...], changes: Mapping[int, int]) -> bool:
    """Whether these changes of a row, by column, or the contrary ones make every sum hold and no cell negative.

    Where every total is the sum of its cells, the totals follow what changes.
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
    """Whether a named total is wrong and its parts are right by other sums: none of those fails or has a blank.

    Everything else in table 3 must add up, too, once the named cells are put right; and no other row may fail, with
    which the cells may have changed places while their columns hold.
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
