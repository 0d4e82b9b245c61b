"""Join figures that narrow cells break over lines, if the sums allow only one way."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gk_docs.published.matching.printed import PrintedRow

_MOST_BROKEN = 8  # so many more lines than figures
_MOST_WAYS = 5_000


def joined(items: Sequence[str], rows: Sequence[PrintedRow]) -> tuple[str, ...]:
    """Join the broken figures of some rows, if their sums allow only one way; else ().

    A figure continues after a full line, as long as the longest or one digit less, since one column may be wider
    than another. Twice as many lines as figures may be two rows, and are not joined.

    Args:
        items: The lines, all digits.
        rows: The rows in the form.
    """
    count = sum(row.count for row in rows)
    spare = len(items) - count
    if not 0 < spare <= min(_MOST_BROKEN, count - 1) or not all(map(str.isdecimal, items)):
        return ()
    full = max(2, max(map(len, items)) - 1)
    breaks = [at for at, item in enumerate(items[:-1]) if len(item) >= full]
    if comb(len(breaks), spare) > _MOST_WAYS:
        return ()
    ways = {_with_joints(items, joints) for joints in combinations(breaks, spare)}
    whole = [way for way in ways if _all_add_up(way, rows)]
    return whole[0] if len(whole) == 1 else ()


def _with_joints(items: Sequence[str], joints: Collection[int]) -> tuple[str, ...]:
    parts: list[str] = []
    for at, item in enumerate(items):
        if at - 1 in joints:
            parts[-1] += item
        else:
            parts.append(item)
    return tuple(parts)


def _all_add_up(figures: Sequence[str], rows: Sequence[PrintedRow]) -> bool:
    numbers = iter(map(int, figures))
    return all(row.adds_up([next(numbers) for _ in range(row.count)]) for row in rows)
