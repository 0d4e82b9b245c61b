"""Audit the sums of one report: which fail, which wrong cells they reveal, and which cannot be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from gk_docs.checks.figures.accounts import Doubt, certain, doubt_of, moved_elsewhere, proved
from gk_docs.checks.figures.equations import (
    COLUMN,
    IDENTITY,
    TOTAL,
    Equation,
    equations_at,
    equations_of,
    failing,
)
from gk_docs.checks.figures.moved import Moved, moved
from gk_docs.checks.figures.suspects import At, Excess, suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from gk_docs.form.report import Report

Counts: TypeAlias = "dict[str, int | None]"


@dataclass(frozen=True)
class Suspect:
    """One wrong cell: its path, its value, the right value, and the equations that fail because of it.

    `sure` is False if it seems exchanged with another cell, but an entry in a wrong column elsewhere explains that too;
    `proved` is True for a total whose parts are all proved right by other sums.
    """

    path: str
    found: int
    right: int
    failed: tuple[Equation, ...]
    sure: bool = True
    proved: bool = False

    @property
    def code(self) -> str:
        """The code of the rule that reports it: of the sum whose total it is, or else the first that fails."""
        totals = [
            equation.code for equation in self.failed if equation.code != IDENTITY and self.path in equation.right
        ]
        return min(totals or [equation.code for equation in self.failed])


@dataclass(frozen=True)
class Audit:
    """The sums of one report.

    Attributes:
        counts: The figures of equations, by path; those typed one cell off are moved back.
        suspects: Wrong cells, in the order of the form.
        doubt: Failing equations that have two explanations, with both.
        failed: Failing equations that nothing explains, with the excess of their left side.
        impossible: Equations with blanks that fail whatever the blanks are, with the excess of the printed figures.
        blank: Equations that cannot be decided, with the paths of their blank figures.
        solved: The value of a blank cell, if an equation has no other blank.
        moved: Figures that were typed one cell off together, or None.
    """

    counts: Counts
    suspects: tuple[Suspect, ...]
    doubt: Doubt
    failed: Mapping[Equation, int]
    impossible: Mapping[Equation, int]
    blank: Mapping[Equation, list[str]]
    solved: Mapping[str, int]
    moved: Moved | None = None


def audited(form: type[Report], values: Mapping[str, int | Decimal | None]) -> Audit:
    """Audit the figures of a report in this form, given by path."""
    equations, at = equations_of(form), equations_at(form)
    counts = cast("Counts", {path: values[path] for path in at})  # integers: money is in no sum
    has_blanks = None in counts.values()
    blank = {equation: blanks for equation in equations if (blanks := equation.blanks(counts))} if has_blanks else {}
    impossible, excess = _impossible(counts, blank), failing(equations, counts)
    one_place_off = moved(form, counts, excess)
    if one_place_off:
        counts.update(one_place_off.account)
        excess = failing(equations, counts)
    named, doubt, rest = _decided(form, counts, suspects(at, counts), excess) if excess else ({}, Doubt(), excess)
    if blank and named:
        named, impossible = _possible(counts, blank, named, impossible)
        rest = failing(equations, {**counts, **named})
    found = tuple(_named(form, counts, named, excess)) if named else ()
    failed = {one: by for one, by in rest.items() if one not in doubt.failed and not _follows(one, rest)}
    open_ones = {equation: blanks for equation, blanks in blank.items() if equation not in impossible}
    return Audit(counts, found, doubt, failed, impossible, open_ones, _solved(counts, blank), one_place_off)


def _named(form: type[Report], counts: Counts, named: dict[str, int], excess: Excess) -> Iterator[Suspect]:
    at, sure = equations_at(form), not moved_elsewhere(form, counts, named)
    for path in (path for path in at if path in named):
        is_proved = path.endswith(TOTAL) and proved(form, counts, named, path)
        yield Suspect(path, counts[path] or 0, named[path], _failed_by(path, at, named, excess), sure, is_proved)


def _decided(
    form: type[Report], counts: Counts, supposed: dict[str, int], excess: Excess
) -> tuple[dict[str, int], Doubt, dict[Equation, int]]:
    """The certainly wrong cells, what has two explanations, and what still fails.

    A cell is certain only if all its equations hold with its right value, or failed before and have two explanations:
    a correction never breaks an equation that held.
    """
    at, named = equations_at(form), certain(form, counts, supposed)
    while True:
        left = failing(equations_of(form), {**counts, **named})
        doubt = doubt_of(form, {**counts, **named}, left, supposed)
        open_ones = left.keys() - (excess.keys() & {*doubt.failed})
        if all(open_ones.isdisjoint(at[path]) for path in named):
            return named, doubt, left
        named = {path: right for path, right in named.items() if open_ones.isdisjoint(at[path])}


def _failed_by(path: str, at: At, named: Iterable[str], excess: Iterable[Equation]) -> tuple[Equation, ...]:
    """The failing equations that a cell explains: its own, or else those of the other named cells beside it, or all."""
    own = tuple(one for one in at[path] if one in excess)
    beside = dict.fromkeys(other for one in at[path] for other in one.signs if other in named)
    return own or tuple(dict.fromkeys(one for other in beside for one in at[other] if one in excess)) or (*excess,)


def _possible(
    counts: Counts, blank: Iterable[Equation], named: dict[str, int], impossible: Excess
) -> tuple[dict[str, int], Excess]:
    """The named cells and the impossible equations with them; no cell is named if that makes another sum impossible."""
    left = _impossible({**counts, **named}, blank)
    return ({}, impossible) if left.keys() - impossible.keys() else (named, left)


def _impossible(counts: Counts, blank: Iterable[Equation]) -> Excess:
    """Equations that no value of their blanks can satisfy, since no count is negative (parts that exceed the total)."""
    found: Excess = {}
    for equation in blank:
        excess = equation.excess(counts)
        if excess and all(equation.signs[path] * excess > 0 for path in equation.blanks(counts)):
            found[equation] = excess
    return found


def _solved(counts: Counts, blank: Mapping[Equation, list[str]]) -> dict[str, int]:
    """The value that equations give to each blank cell, if they agree and it is not negative."""
    found: dict[str, set[int]] = {}
    for equation, blanks in blank.items():
        if len(blanks) == 1:
            found.setdefault(blanks[0], set()).add(-equation.signs[blanks[0]] * equation.excess(counts))
    return {path: min(values) for path, values in found.items() if len(values) == 1 and min(values) >= 0}


def _follows(equation: Equation, excess: Mapping[Equation, int]) -> bool:
    """Whether an equation of the 总计 column fails by just what the other columns fail by, and so says nothing new."""
    beside = [amount for other, amount in excess.items() if other.code == equation.code and other is not equation]
    in_total = equation.code in (COLUMN, IDENTITY) and equation.place.endswith(".total")
    return in_total and bool(beside) and sum(beside) == excess[equation]
