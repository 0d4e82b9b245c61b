"""Join figures that narrow cells break over lines, if the sums allow only one way."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, zip_longest
from math import comb
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import counts_of, is_bare
from gk_docs.published.matching.printed import printed_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.printed import PrintedRow
    from gk_docs.published.matching.tables.rows import Row

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


def may_go_on(items: Sequence[str], pieces: Sequence[str], row: PrintedRow) -> bool:
    """Whether the figures of a row go on with pieces on other lines: its sums hold without them and with them.

    >>> from gk_docs.published.matching.printed import PrintedRow, Squares
    >>> three = PrintedRow((), Squares((0, 1, 2), 3), ((2, (0, 1)),))
    >>> may_go_on(["0", "57", "57"], ["6", "6"], three), may_go_on(["0", "57", "57"], ["6", "7"], three)
    (True, False)
    """
    if not 0 < len(pieces) < len(items) or not row.adds_up(counts_of(items)) or not all(map(is_bare, pieces)):
        return False
    for places in combinations(range(len(items)), len(pieces)):
        rest = iter(pieces)
        whole = [item + next(rest) if at in places else item for at, item in enumerate(items)]
        if all(items[at] != "0" for at in places) and row.adds_up(counts_of(whole)):
            return True
    return False


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


def with_rests(rows: Sequence[Row], form: type[Model]) -> Iterator[Row]:
    """The rows, with figures alone below a whole row in its last cell, which then is none: they may be broken."""
    printed = printed_rows(form)
    taken = False
    for row, following in zip_longest(rows, rows[1:]):
        if taken:
            taken = False
            continue
        loose = following is not None and not following.name and following.table == row.table
        rest, filled = (
            [item for item in items if item.strip()]
            for items in (following.items if following is not None and loose else (), row.items)
        )
        whole = row.sure and row.name in printed
        broken = bool(rest and filled and whole) and all(is_bare(item.strip()) for item in rest)
        taken = broken and not printed[row.name].adds_up(counts_of(filled))
        yield replace(row, items=(*filled[:-1], " ".join([filled[-1], *rest]))) if taken else row
