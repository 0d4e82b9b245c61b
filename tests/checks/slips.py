"""Slips of the hand in tables 3 and 4, as clerks make them: digits, cells, rows and columns that went wrong."""

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
    """What the checks say of a slip, in cells.

    Attributes:
        wrong: Cells that are wrong and stand in a sum that fails.
        placed: Those of them that a finding is about: at them, or in a sum that it tells.
        named: Those that a finding is at, with their right value.
        false: Cells that are called wrong, or are given a value, and should not be.
    """

    wrong: int
    placed: int
    named: int
    false: int


def told_of(draft: Draft, slipped: Figures) -> Told:
    """What is said once these figures stand in the draft, which is in order, in place of its own."""
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
    """A total of 0 beside its parts."""
    totals = {path for equation in equations_of(draft.form) for path in equation.right if equation.code != "GK303"}
    return {rng.choice([path for path in _figures(draft, 1) if path in totals]): 0}


def neighbours_exchanged(draft: Draft, rng: Random) -> Figures:
    """Two figures side by side in each other's cells."""
    row, at = rng.choice(_rows(draft)), rng.randrange(6)
    return {row[at]: draft.figures[row[at + 1]], row[at + 1]: draft.figures[row[at]]}


def rows_exchanged(draft: Draft, rng: Random) -> Figures:
    """Two rows in each other's places."""
    rows = _rows(draft)
    at = rng.randrange(len(rows) - 1)
    pairs = list(zip(rows[at], rows[at + 1], strict=True))
    return {one: draft.figures[other] for pair in pairs for one, other in (pair, pair[::-1])}


def column_copied(draft: Draft, rng: Random) -> Figures:
    """A column pasted over the next."""
    at = rng.randrange(5)
    return {row[at + 1]: draft.figures[row[at]] for row in _rows(draft)}


def several(draft: Draft, rng: Random) -> Figures:
    """Two to six cells with another number."""
    paths = rng.sample(_figures(draft), rng.randint(2, 6))
    return {path: draft.figures[path] + rng.choice((1, 2, 3, 9, 10, 27)) for path in paths}


def sums_left(draft: Draft, rng: Random) -> Figures:
    """One to four cases that came in late: entered where they belong, and the sums above left as they were."""
    before = dict(draft.figures)
    for _ in range(rng.randint(1, 4)):
        column, row = rng.choice((*COLUMNS, "natural_person")), rng.choice(_outcomes(draft))
        for path in (f"{ROWS}.received.{column}", rng.choice((row, row, f"{ROWS}.carried_forward")) + f".{column}"):
            draft.figures[path] += 1
    return _sums_of(draft, before)


def sums_left_after_a_change_of_row(draft: Draft, rng: Random) -> Figures:
    """Cases that were counted under another outcome at first, moved there, and the two totals left."""
    before, (one, other), column = dict(draft.figures), rng.sample(_outcomes(draft), 2), rng.choice(COLUMNS)
    moved = rng.randint(0, draft.figures[f"{one}.{column}"])
    draft.figures[f"{one}.{column}"] -= moved
    draft.figures[f"{other}.{column}"] += moved
    return _sums_of(draft, before)


def cells_a_row_off(draft: Draft, rng: Random) -> Figures:
    """The cells of a row typed one line off, and those of that line here; the totals stand where they belong."""
    rows = _rows(draft)
    at = rng.randrange(len(rows) - 1)
    pairs = list(zip(rows[at][:-1], rows[at + 1][:-1], strict=True))
    return {one: draft.figures[other] for pair in pairs for one, other in (pair, pair[::-1])}


def other_column(draft: Draft, rng: Random) -> Figures:
    """A few cases of a row counted in another column."""
    row, (one, other) = rng.choice(_rows(draft)), rng.sample(range(6), 2)
    moved = rng.randint(0, min(3, draft.figures[row[one]]))
    return {row[one]: draft.figures[row[one]] - moved, row[other]: draft.figures[row[other]] + moved}


def late_and_mistyped(draft: Draft, rng: Random) -> Figures:
    """Cases that came in late, the sums left as they were; and one of the cells that they were entered in mistyped."""
    before, column = dict(draft.figures), rng.choice(COLUMNS)
    entered = f"{ROWS}.received.{column}", f"{rng.choice((*_outcomes(draft), f'{ROWS}.carried_forward'))}.{column}"
    for path in entered:
        draft.figures[path] += (
            rng.choice((1, 2, 10)) if path == entered[0] else draft.figures[entered[0]] - before[entered[0]]
        )
    path = rng.choice(entered)
    return {**_sums_of(draft, before), path: draft.figures[path] + rng.choice((9, 20, 27, 100))}


def column_off(draft: Draft, rng: Random) -> Figures:
    """Some cells of a column typed one line off, the last of them in the place of the first."""
    rows, column = _rows(draft), rng.randrange(7)
    start, length = rng.randrange(len(rows) - 2), rng.randint(2, 6)
    paths = [row[column] for row in rows[start : start + length]]
    return {path: draft.figures[other] for path, other in zip(paths, (paths[-1], *paths), strict=False)}


def row_mixed(draft: Draft, rng: Random) -> Figures:
    """The cells of a row in any order."""
    row = rng.choice(_rows(draft))
    return {path: draft.figures[other] for path, other in zip(row, rng.sample(row, len(row)), strict=True)}


def row_off(draft: Draft, rng: Random) -> Figures:
    """A row typed one cell to the right or to the left; what falls off the end is lost."""
    row = rng.choice([row for row in _rows(draft) if sum(draft.figures[path] > 0 for path in row) > 2])
    return _moved([row], draft, rng.choice((1, -1)))


def column_all_off(draft: Draft, rng: Random) -> Figures:
    """A column of table 3 typed one line up or down."""
    columns = [*zip(*_rows(draft), strict=True)][:-1]
    return _moved([rng.choice(columns)], draft, rng.choice((1, -1)))


def rows_off(draft: Draft, rng: Random) -> Figures:
    """The rows from one on typed one line down, or up with one left out."""
    rows = _rows(draft)
    return _moved([*zip(*rows[rng.randrange(len(rows) - 4) :], strict=True)], draft, rng.choice((1, -1)))


def table_off(draft: Draft, rng: Random) -> Figures:
    """All of table 3 typed one column to the right or to the left."""
    return _moved(_rows(draft), draft, rng.choice((1, -1)))


def _moved(lines: list[tuple[str, ...]], draft: Draft, by: int) -> Figures:
    pairs = (pair for line in lines for pair in zip(line, (0, *line) if by > 0 else (*line[1:], 0), strict=False))
    return {path: draft.figures[other] if isinstance(other, str) else 0 for path, other in pairs}


def _outcomes(draft: Draft) -> list[str]:
    rows = [row[0].rpartition(".")[0] for row in _rows(draft)]
    return [row for row in rows if ".outcomes." in row and not row.endswith(".total")]


def _sums_of(draft: Draft, before: Figures) -> Figures:
    """Bring the sums of a draft up to date; return those that changed as they were before."""
    draft.figures |= summed(draft.form, draft.figures)
    sums = {path for equation in equations_of(draft.form) for path in equation.right if equation.code != "GK303"}
    return {path: before[path] for path in sums if before[path] != draft.figures[path]}


ONE_CELL: tuple[Callable[[Draft, Random], Figures], ...] = (
    digit_dropped,
    digit_doubled,
    digits_exchanged,
    total_of_nought,
)
"""Slips in one cell: whatever is named is right."""

TWO_ACCOUNTS = (
    sums_left,
    sums_left_after_a_change_of_row,
    late_and_mistyped,
    cells_a_row_off,
    column_off,
    row_mixed,
    other_column,
)
"""Slips that the tables cannot tell from others: no cell may be called wrong that is not."""

ONE_PLACE_OFF = (row_off, column_all_off, rows_off, table_off)
"""Slips that move many figures by one place."""

SLIPS = (*ONE_CELL, neighbours_exchanged, rows_exchanged, column_copied, several, *TWO_ACCOUNTS, *ONE_PLACE_OFF)
"""All kinds of slips."""
