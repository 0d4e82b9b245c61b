"""The sums of a form and the identity of table 3 (第一项＋第二项＝第三项＋第四项) as equations a report may fail.

They come from `outline.sums` and `outline.balances`, so that no row and no column can be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from gk_docs.form.outline import Balance, Sum, outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gk_docs.form.report import Report

ROW, COLUMN, IDENTITY, CASES = "GK301", "GK302", "GK303", "GK304"

TOTAL = ".total"
"""The end of the path of a figure in the 总计 column."""


@dataclass(frozen=True, eq=False)
class Equation:
    """Figures that must add up: those at the paths in `left` have the same sum as those in `right`.

    Attributes:
        code: Code of the rule that it belongs to.
        left: The terms of a total, or 第一项 and 第二项.
        right: The total alone, or 第三项 and 第四项.
    """

    code: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @cached_property
    def signs(self) -> dict[str, int]:
        """1 for each path of `left`, -1 for each of `right`."""
        return {**dict.fromkeys(self.left, 1), **dict.fromkeys(self.right, -1)}

    @property
    def place(self) -> str:
        """The path that represents the equation: its total, or 第一项 of the column for the identity."""
        return self.left[0] if self.code == IDENTITY else self.right[0]

    @cached_property
    def _figures(self) -> itemgetter[str]:
        return itemgetter(*self.left, *self.right)

    def blanks(self, values: Mapping[str, int | None]) -> list[str]:
        """Paths of its figures that are blank."""
        return [path for path in self.signs if values[path] is None] if None in self._figures(values) else []

    def excess(self, values: Mapping[str, int | None]) -> int:
        """The left side minus the right; 0 if the equation holds. A blank figure counts as 0."""
        figures: tuple[int | None, ...] = self._figures(values)
        if not any(figures):
            return 0
        right = figures[-1] or 0 if len(self.right) == 1 else sum(filter(None, figures[len(self.left) :]))
        return sum(filter(None, figures[: len(self.left)])) - right


@cache
def equations_of(form: type[Report]) -> tuple[Equation, ...]:
    """Every equation of a form, by code, in printed order."""
    outline = outline_of(form)
    found = [*map(_of_sum, outline.sums), *map(_of_balance, outline.balances)]
    order = list(outline.figures)
    return tuple(sorted(found, key=lambda equation: (equation.code, order.index(equation.place))))


def _of_sum(declared: Sum) -> Equation:
    section, _, _ = declared.total.partition(".")
    along = _row(declared.total) == _row(declared.terms[0])
    code = (ROW if section == "requests" else CASES) if along else COLUMN
    return Equation(code, declared.terms, (declared.total,))


def _of_balance(declared: Balance) -> Equation:
    return Equation(IDENTITY, declared.left, declared.right)


def _row(path: str) -> str:
    return path.rpartition(".")[0]


@cache
def columns_of(form: type[Report]) -> tuple[Equation, ...]:
    """The identity of each column of table 3 in terms of its cells, with the sums resolved, in printed order."""
    equations = equations_of(form)
    terms = {one.right[0]: one.left for one in equations if one.code == COLUMN}
    columns = (one for one in equations if one.code == IDENTITY and not one.place.endswith(TOTAL))
    return tuple(
        Equation(IDENTITY, one.left, tuple(path for total in one.right for path in terms.get(total, (total,))))
        for one in columns
    )


def summed(form: type[Report], values: Mapping[str, int | None]) -> dict[str, int]:
    """Every sum of table 3 as computed from its cells; a sum with a blank cell is left out."""
    found: dict[str, int] = {}
    equations = equations_of(form)
    columns = [one for one in equations if one.code == COLUMN and not one.place.endswith(TOTAL)]
    for equation in (*columns, *(one for one in equations if one.code == ROW)):
        terms = [found.get(path, values[path]) for path in equation.left]
        if None not in terms:
            found[equation.place] = sum(term or 0 for term in terms)
    return found


@cache
def equations_at(form: type[Report]) -> Mapping[str, tuple[Equation, ...]]:
    """By path, the equations that a figure is part of."""
    at: dict[str, list[Equation]] = {}
    for equation in equations_of(form):
        for path in equation.signs:
            at.setdefault(path, []).append(equation)
    return {path: tuple(found) for path, found in at.items()}


def failing(equations: Iterable[Equation], values: Mapping[str, int | None]) -> dict[Equation, int]:
    """The equations without blanks that do not hold, with the excess of their left side."""
    found = ((equation, equation.excess(values)) for equation in equations)
    return {equation: excess for equation, excess in found if excess and not equation.blanks(values)}
