"""Functions that make typing errors in tables 3 and 4 as clerks do: wrong digits, cells, rows and columns.

Each takes a draft and returns the figures that the error changes, by path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests.checks.injection import COLUMNS, ROWS

from gk_docs.checks import check
from gk_docs.checks.figures.equations import equations_at, equations_of, failing, summed

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.checks.injection import Draft, Figures

    from gk_docs.checks.figures.equations import Equation

SUMS = ("GK301", "GK302", "GK303", "GK304")


class Told(NamedTuple):
    """How well the checks find a slip, counted in cells.

    Attributes:
        wrong: Wrong cells that are part of a sum that fails.
        placed: How many of these are the place of a finding or among its other places.
        named: Cells that are the place of a finding which expects their right value.
        false: Cells for which a finding expects a value that is not the right one.
    """

    wrong: int
    placed: int
    named: int
    false: int


def told_of(draft: Draft, slipped: Figures) -> Told:
    """Put the wrong figures into a draft that has no faults, check it, and count what is found."""
    right, draft.figures = draft.figures, {**draft.figures, **slipped}
    findings = [finding for finding in check(draft.reading(), select=SUMS) if finding.is_problem]
    broken = failing(equations_of(draft.form), {path: int(draft.figures[path]) for path in equations_at(draft.form)})
    wrong = [path for path in slipped if slipped[path] != right[path] and _stands_in(draft, path, broken)]
    about = {place.path for finding in findings for place in (finding.place, *finding.others)}
    values = {finding.place.path: finding.expected for finding in findings if "failed" in finding.facts}
    named = [
        one for one in findings if str(right[one.place.path]) == one.expected != str(draft.figures[one.place.path])
    ]
    false = [path for path, value in values.items() if value not in (None, str(right[path]))]
    return Told(len(wrong), len(about & {*wrong}), len(named), len(false))


def _stands_in(draft: Draft, path: str, broken: dict[Equation, int]) -> bool:
    return any(equation in broken for equation in equations_at(draft.form)[path])


def _figures(draft: Draft, least: int = 0) -> list[str]:
    return [path for path in equations_at(draft.form) if draft.figures[path] >= least]


def _rows(draft: Draft) -> list[tuple[str, ...]]:
    return [(*equation.left, *equation.right) for equation in equations_of(draft.form) if equation.code == "GK301"]


def digit_dropped(draft: Draft, rng: Random) -> Figures:
    """32 typed as 3."""
    path = rng.choice(_figures(draft, 10))
    digits, at = str(draft.figures[path]), rng.randrange(2)
    return {path: int(digits[:at] + digits[at + 1 :])}


def digit_doubled(draft: Draft, rng: Random) -> Figures:
    """3 typed as 33."""
    path = rng.choice(_figures(draft, 1))
    return {path: int(f"{draft.figures[path]}{str(draft.figures[path])[-1]}")}


def digits_exchanged(draft: Draft, rng: Random) -> Figures:
    """32 typed as 23."""
    path = rng.choice([path for path in _figures(draft, 10) if draft.figures[path] % 11])
    digits = str(draft.figures[path])
    return {path: int(digits[:-2] + digits[-1] + digits[-2])}


def total_of_nought(draft: Draft, rng: Random) -> Figures:
    """A total typed as 0 although its parts are not."""
    totals = {path for equation in equations_of(draft.form) for path in equation.right if equation.code != "GK303"}
    return {rng.choice([path for path in _figures(draft, 1) if path in totals]): 0}


def neighbours_exchanged(draft: Draft, rng: Random) -> Figures:
    """Two neighbouring figures of a row exchanged."""
    row, at = rng.choice(_rows(draft)), rng.randrange(6)
    return {row[at]: draft.figures[row[at + 1]], row[at + 1]: draft.figures[row[at]]}


def rows_exchanged(draft: Draft, rng: Random) -> Figures:
    """Two neighbouring rows exchanged."""
    rows = _rows(draft)
    at = rng.randrange(len(rows) - 1)
    pairs = list(zip(rows[at], rows[at + 1], strict=True))
    return {one: draft.figures[other] for pair in pairs for one, other in (pair, pair[::-1])}


def column_copied(draft: Draft, rng: Random) -> Figures:
    """A column pasted over the next column."""
    at = rng.randrange(5)
    return {row[at + 1]: draft.figures[row[at]] for row in _rows(draft)}


def several(draft: Draft, rng: Random) -> Figures:
    """Two to six cells with a wrong number."""
    paths = rng.sample(_figures(draft), rng.randint(2, 6))
    return {path: draft.figures[path] + rng.choice((1, 2, 3, 9, 10, 27)) for path in paths}


def sums_left(draft: Draft, rng: Random) -> Figures:
    """One to four late cases entered in the right cells, while the sums were not updated."""
    before = dict(draft.figures)
    for _ in range(rng.randint(1, 4)):
        column, row = rng.choice((*COLUMNS, "natural_person")), rng.choice(_outcomes(draft))
        for path in (f"{ROWS}.received.{column}", rng.choice((row, row, f"{ROWS}.carried_forward")) + f".{column}"):
            draft.figures[path] += 1
    return _sums_of(draft, before)


def sums_left_after_a_change_of_row(draft: Draft, rng: Random) -> Figures:
    """Cases moved from one outcome to another, while the totals of the two rows were not updated."""
    before, (one, other), column = dict(draft.figures), rng.sample(_outcomes(draft), 2), rng.choice(COLUMNS)
    moved = rng.randint(0, draft.figures[f"{one}.{column}"])
    draft.figures[f"{one}.{column}"] -= moved
    draft.figures[f"{other}.{column}"] += moved
    return _sums_of(draft, before)


def cells_a_row_off(draft: Draft, rng: Random) -> Figures:
    """The cells of two neighbouring rows exchanged, except for their totals."""
    rows = _rows(draft)
    at = rng.randrange(len(rows) - 1)
    pairs = list(zip(rows[at][:-1], rows[at + 1][:-1], strict=True))
    return {one: draft.figures[other] for pair in pairs for one, other in (pair, pair[::-1])}


def other_column(draft: Draft, rng: Random) -> Figures:
    """A few cases of a row counted in the wrong column."""
    row, (one, other) = rng.choice(_rows(draft)), rng.sample(range(6), 2)
    moved = rng.randint(0, min(3, draft.figures[row[one]]))
    return {row[one]: draft.figures[row[one]] - moved, row[other]: draft.figures[row[other]] + moved}


def late_and_mistyped(draft: Draft, rng: Random) -> Figures:
    """Late cases entered while the sums were not updated, and one of the two cells for them mistyped as well."""
    before, column = dict(draft.figures), rng.choice(COLUMNS)
    entered = f"{ROWS}.received.{column}", f"{rng.choice((*_outcomes(draft), f'{ROWS}.carried_forward'))}.{column}"
    for path in entered:
        draft.figures[path] += (
            rng.choice((1, 2, 10)) if path == entered[0] else draft.figures[entered[0]] - before[entered[0]]
        )
    path = rng.choice(entered)
    return {**_sums_of(draft, before), path: draft.figures[path] + rng.choice((9, 20, 27, 100))}


def column_off(draft: Draft, rng: Random) -> Figures:
    """Two to six cells of a column typed one line lower, and the last of them in the place of the first."""
    rows, column = _rows(draft), rng.randrange(7)
    start, length = rng.randrange(len(rows) - 2), rng.randint(2, 6)
    paths = [row[column] for row in rows[start : start + length]]
    return {path: draft.figures[other] for path, other in zip(paths, (paths[-1], *paths), strict=False)}


def row_mixed(draft: Draft, rng: Random) -> Figures:
    """The cells of a row in a random order."""
    row = rng.choice(_rows(draft))
    return {path: draft.figures[other] for path, other in zip(row, rng.sample(row, len(row)), strict=True)}


def row_off(draft: Draft, rng: Random) -> Figures:
    """A row typed one cell too far to the right or left; the figure at the end is lost."""
    row = rng.choice([row for row in _rows(draft) if sum(draft.figures[path] > 0 for path in row) > 2])
    return _moved([row], draft, rng.choice((1, -1)))


def column_all_off(draft: Draft, rng: Random) -> Figures:
    """A whole column typed one line too high or too low."""
    columns = [*zip(*_rows(draft), strict=True)][:-1]
    return _moved([rng.choice(columns)], draft, rng.choice((1, -1)))


def rows_off(draft: Draft, rng: Random) -> Figures:
    """All rows from a random one on typed one line too low, or too high with the first of them left out."""
    rows = _rows(draft)
    return _moved([*zip(*rows[rng.randrange(len(rows) - 4) :], strict=True)], draft, rng.choice((1, -1)))


def table_off(draft: Draft, rng: Random) -> Figures:
    """All rows typed one column too far to the right or left."""
    return _moved(_rows(draft), draft, rng.choice((1, -1)))


def _moved(lines: list[tuple[str, ...]], draft: Draft, by: int) -> Figures:
    pairs = (pair for line in lines for pair in zip(line, (0, *line) if by > 0 else (*line[1:], 0), strict=False))
    return {path: draft.figures[other] if isinstance(other, str) else 0 for path, other in pairs}


def _outcomes(draft: Draft) -> list[str]:
    rows = [row[0].rpartition(".")[0] for row in _rows(draft)]
    return [row for row in rows if ".outcomes." in row and not row.endswith(".total")]


def _sums_of(draft: Draft, before: Figures) -> Figures:
    """Recompute the sums of a draft in place; return the old values of those that changed."""
    draft.figures |= summed(draft.form, draft.figures)
    sums = {path for equation in equations_of(draft.form) for path in equation.right if equation.code != "GK303"}
    return {path: before[path] for path in sums if before[path] != draft.figures[path]}


ONE_CELL: tuple[Callable[[Draft, Random], Figures], ...] = (
    digit_dropped,
    digit_doubled,
    digits_exchanged,
    total_of_nought,
)
"""Slips in one cell: every value that a finding expects must be right."""

TWO_ACCOUNTS = (
    sums_left,
    sums_left_after_a_change_of_row,
    late_and_mistyped,
    cells_a_row_off,
    column_off,
    row_mixed,
    other_column,
)
"""Slips that look in the tables just like other slips: no finding may expect a wrong value."""

ONE_PLACE_OFF = (row_off, column_all_off, rows_off, table_off)
"""Slips that move many figures by one cell."""

SLIPS = (*ONE_CELL, neighbours_exchanged, rows_exchanged, column_copied, several, *TWO_ACCOUNTS, *ONE_PLACE_OFF)
"""All kinds of slips."""
