"""Find the wrong cells where sums overlap: the fewest cells to correct so that every sum holds.

A figure of table 3 is in a row and in a column, some in the identity too. If one row and one column fail by the
same amount, the cell where they cross explains both, and its right value is known. `suspects` looks for the fewest
slips that explain all failing sums: one cell, exchanged cells, or else the smallest set of cells. A cell
is named only if every such smallest set has it. Cells that may be right, with sums out of date instead, are taken out
again by `accounts`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.checks.figures.equations import Equation, failing
from gk_docs.checks.figures.exchanged import exchanges

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Excess: TypeAlias = "dict[Equation, int]"
At: TypeAlias = "Mapping[str, tuple[Equation, ...]]"
Mend: TypeAlias = "frozenset[tuple[str, int]]"

FEW = 6
"""The largest set of wrong cells to look for."""

_EASY = 8  # failing sums; up to so many, the cells are looked for together from the start
_PATIENCE = 600  # steps of a search; a table that needs more has too many solutions for one to be certain


def suspects(at: At, values: Mapping[str, int | None]) -> dict[str, int]:
    """The wrong cells that the sums reveal, as path and right value; {} if none is certain.

    Args:
        at: By path, the equations of each figure.
        values: Every figure by path; equations with blanks are left out.
    """
    whole = _whole(at, values)
    crossed = dict.fromkeys(equation for path, found in at.items() if len(found) > 1 for equation in whole[path])
    known, excess = {**values}, failing(crossed, values)
    alone: dict[str, int] = {}
    while len(excess) > _EASY and (found := _plain(whole, known, excess)):
        alone.update(found)
        known.update(found)
        excess = failing(crossed, known)
    if not excess:
        return alone
    if one_cell := _together(whole, known, excess, most=1):
        return alone | one_cell
    if places := _distinct(exchanges(at, known, excess)):
        return alone | (places[0] if len(places) == 1 else {})
    return alone | _together(whole, known, excess)


def _distinct(mends: list[dict[str, int]]) -> list[dict[str, int]]:
    return [mend for number, mend in enumerate(mends) if mend not in mends[:number]]


def _whole(at: At, values: Mapping[str, int | None]) -> At:
    """The same mapping without the equations that have a blank."""
    blank = {equation for path, found in at.items() if values[path] is None for equation in found}
    if not blank:
        return at
    return {path: tuple(one for one in found if one not in blank) for path, found in at.items()}


def _plain(at: At, values: Mapping[str, int | None], excess: Excess) -> dict[str, int]:
    """Cells that each correct all their equations, if no other such cell is in any of these."""
    found = {path: right for path in at if (right := _mending(path, at[path], values[path] or 0, excess)) is not None}
    crossings = Counter(equation for path in found for equation in at[path])
    return {path: right for path, right in found.items() if all(crossings[equation] == 1 for equation in at[path])}


def _mending(path: str, crossed: tuple[Equation, ...], value: int, excess: Excess) -> int | None:
    changes = {equation.signs[path] * excess.get(equation, 0) for equation in crossed}
    if len(crossed) == 1 or len(changes) != 1 or 0 in changes:
        return None
    right = value - changes.pop()
    return right if right >= 0 else None


def _together(at: At, values: Mapping[str, int | None], excess: Excess, most: int = FEW) -> dict[str, int]:
    """The cells of every smallest set that corrects everything; {} if one of them is in no failing sum."""
    search = _Search(at, values)
    for size in range(_least(excess), most + 1):
        mends = set(search.mends(excess, size, frozenset()))
        if search.steps > _PATIENCE:
            return {}
        if mends:
            named = dict(frozenset.intersection(*mends))
            return named if all(any(one in excess for one in at[path]) for path in named) else {}
    return {}


def _least(excess: Excess) -> int:
    """The least number of wrong cells: a cell is in one row, one column and one identity at most."""
    codes = [equation.code for equation in excess]
    return max(map(codes.count, set(codes)), default=FEW + 1)


class _Search:
    """A search for cells to change, with a count of its steps."""

    def __init__(self, at: At, values: Mapping[str, int | None]) -> None:
        self.at, self.values = at, values
        self.steps = 0
        self._seen: set[tuple[int, Mend]] = set()

    def mends(self, excess: Excess, size: int, done: Mend) -> Iterator[Mend]:
        """Every way to make all equations hold by changing `size` more cells, besides those `done`."""
        if not excess:
            yield done
        self.steps += 1
        if not excess or self.steps > _PATIENCE or (size, done) in self._seen or _least(excess) > size:
            return
        self._seen.add((size, done))
        narrowest = min(excess, key=lambda equation: len(equation.signs))
        for path, right in self._changes(narrowest, excess, dict(done)):
            yield from self.mends(self._after(excess, path, right), size - 1, done | {(path, right)})

    def _changes(self, equation: Equation, excess: Excess, changed: Mapping[str, int]) -> Iterator[tuple[str, int]]:
        """The cells of a failing equation with values that correct it or another failing equation of the cell."""
        for path in equation.signs:
            if path not in changed:
                value = self.values[path] or 0
                rights = {value - one.signs[path] * excess[one] for one in self.at[path] if one in excess}
                yield from ((path, right) for right in sorted(rights) if right >= 0)

    def _after(self, excess: Excess, path: str, right: int) -> Excess:
        """The equations that still fail, with their excess, once the figure at `path` is `right`."""
        change = right - (self.values[path] or 0)
        rest = dict(excess)
        for equation in self.at[path]:
            rest[equation] = rest.get(equation, 0) + equation.signs[path] * change
            if not rest[equation]:
                del rest[equation]
        return rest
