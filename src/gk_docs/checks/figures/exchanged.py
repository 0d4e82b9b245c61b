"""Find exchanged figures: two neighbouring cells, or two rows one above the other.

Such an exchange is one slip, though it makes several sums fail.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.checks.figures.equations import ROW, Equation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ROWS = 2  # an exchange makes at most so many rows wrong
_BLOCKS = 2  # so many blocks of table 4 must hold once all figures are moved

Excess: TypeAlias = "Mapping[Equation, int]"
At: TypeAlias = "Mapping[str, tuple[Equation, ...]]"


def exchanges(at: At, values: Mapping[str, int | None], excess: Excess) -> list[dict[str, int]]:
    """The exchanges that each correct every failing sum: path and right value of the cells.

    Args:
        at: By path in printed order, the equations of each figure.
        values: Every figure by path; equations with blanks are left out.
        excess: The failing equations, with the excess of their left side.
    """
    if sum(equation.code == ROW for equation in excess) > _ROWS:
        return []
    rows = dict.fromkeys(equation for found in at.values() for equation in found if equation.code == ROW)
    failing = {path for equation in excess for path in equation.signs}
    places = (one for one in _exchanges([tuple(row.signs) for row in rows], values) if _touches(one, failing))
    found = [right for one in places if (right := _right(one, values))]
    return [right for right in found if _mends(right, at, values, excess)]


def _exchanges(rows: list[tuple[str, ...]], values: Mapping[str, int | None]) -> Iterator[list[tuple[str, str]]]:
    """Possible exchanges as pairs of paths: neighbours in a row or a column, two rows without or with their totals.

    A row of zeros is not exchanged as a whole: such a row was rather left out.
    """
    for row in rows:
        yield from ([pair] for pair in pairwise(row))
    for upper, lower in pairwise(rows):
        pairs = list(zip(upper, lower, strict=True))
        yield from ([pair] for pair in pairs)
        yield pairs[:-1]
        if all(any(values[path] for path in row) for row in (upper, lower)):
            yield pairs


def _touches(pairs: list[tuple[str, str]], failing: set[str]) -> bool:
    return any(one in failing or other in failing for one, other in pairs)


def _right(pairs: list[tuple[str, str]], values: Mapping[str, int | None]) -> dict[str, int]:
    """The figures that an exchange changes, with their right values; {} if one is blank."""
    right: dict[str, int] = {}
    for one, other in pairs:
        here, there = values[one], values[other]
        if here is None or there is None:
            return {}
        if here != there:
            right |= {one: there, other: here}
    return right


def _mends(right: Mapping[str, int], at: At, values: Mapping[str, int | None], excess: Excess) -> bool:
    change: dict[Equation, int] = {}
    for path, value in right.items():
        for equation in at[path]:
            change[equation] = change.get(equation, 0) + equation.signs[path] * (value - (values[path] or 0))
    whole = {equation: amount for equation, amount in change.items() if amount and not equation.blanks(values)}
    return whole == {equation: -amount for equation, amount in excess.items()}


def a_cell_off(blocks: Sequence[Equation], values: Mapping[str, int | None]) -> str | None:
    """The direction (左 or 右) in which all figures of table 4 must move one cell; None if that corrects nothing.

    What falls off the end must be 0 or blank; the cell at the other end is unknown, and the other blocks hold.
    """
    cells = [path for block in blocks for path in (*block.left, *block.right)]
    typed = [values[path] for path in cells]
    for way, off, moved in (("左", typed[0], [*typed[1:], None]), ("右", typed[-1], [None, *typed[:-1]])):
        after = dict(zip(cells, moved, strict=True))
        whole = [block for block in blocks if not block.blanks(after)]
        if not off and len(whole) >= _BLOCKS and not any(block.excess(after) for block in whole):
            return way
    return None
