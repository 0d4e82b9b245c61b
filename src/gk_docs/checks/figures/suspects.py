"""Which cells are wrong, where sums overlap: the fewest cells that can be put right so that every sum holds.

A figure of table 3 stands in a row and in a column, some in the identity too. If one row and one column fail by the
same amount, the cell at their crossing explains both, and its right value is known. `suspects` looks for the smallest
set of cells that explains all the sums that fail; a cell is named only if it belongs to every such set.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.checks.figures.equations import Equation, failing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Excess: TypeAlias = "dict[Equation, int]"
At: TypeAlias = "Mapping[str, tuple[Equation, ...]]"
Mend: TypeAlias = "frozenset[tuple[str, int]]"

FEW = 4
"""Most wrong cells that are looked for together."""

_CROSSED = 3  # most equations that one cell stands in: its row, its column, the identity


def suspects(at: At, values: Mapping[str, int | None]) -> dict[str, int]:
    """The wrong cells that the sums give away: path and right value; empty where none is certain.

    Args:
        at: The equations that each figure stands in.
        values: Every figure by path; an equation with a blank is left out.
    """
    crossed = dict.fromkeys(equation for found in at.values() if len(found) > 1 for equation in found)
    excess = failing(crossed, values)
    alone: dict[str, int] = {}
    while len(excess) > FEW * 2 and (found := _plain(at, {**values, **alone}, excess)):
        alone.update(found)
        excess = failing(crossed, {**values, **alone})
    return {**alone, **_together(at, {**values, **alone}, excess)}


def _plain(at: At, values: Mapping[str, int | None], excess: Excess) -> dict[str, int]:
    """Cells that mend everything they stand in, where no other such cell stands in any of it."""
    found = {path: right for path in at if (right := _mending(path, at[path], values, excess)) is not None}
    crossings = Counter(equation for path in found for equation in at[path])
    return {path: right for path, right in found.items() if all(crossings[equation] == 1 for equation in at[path])}


def _mending(path: str, crossed: tuple[Equation, ...], values: Mapping[str, int | None], excess: Excess) -> int | None:
    changes = {equation.signs[path] * excess.get(equation, 0) for equation in crossed if not equation.blanks(values)}
    right = (values[path] or 0) - min(changes, default=0)
    return right if len(changes) == 1 and 0 not in changes and len(crossed) > 1 and right >= 0 else None


def _together(at: At, values: Mapping[str, int | None], excess: Excess) -> dict[str, int]:
    """Cells that belong to every smallest set that mends everything; none if one stands in no sum that fails."""
    for size in range(1, FEW + 1):
        mends = list(_mends(at, values, excess, size, frozenset()))
        if mends:
            named = dict(frozenset.intersection(*mends))
            return named if all(any(one in excess for one in at[path]) for path in named) else {}
    return {}


def _mends(at: At, values: Mapping[str, int | None], excess: Excess, size: int, done: Mend) -> Iterator[Mend]:
    """Every way to make all equations hold by changing `size` more cells."""
    if not excess:
        yield done
    if not excess or len(excess) > size * _CROSSED:
        return
    changed = dict(done)
    narrowest = min(excess, key=lambda equation: len(equation.signs))
    for path, sign in narrowest.signs.items():
        right = (values[path] or 0) - sign * excess[narrowest]
        if path not in changed and right >= 0:
            left_over = _after(at[path], values, excess, path, right)
            yield from _mends(at, values, left_over, size - 1, done | {(path, right)})


def _after(
    crossed: tuple[Equation, ...], values: Mapping[str, int | None], excess: Excess, path: str, right: int
) -> Excess:
    """What still fails once the figure at `path` is put right."""
    change = right - (values[path] or 0)
    rest = dict(excess)
    for equation in crossed:
        if not equation.blanks(values):
            rest[equation] = rest.get(equation, 0) + equation.signs[path] * change
            if not rest[equation]:
                del rest[equation]
    return rest
