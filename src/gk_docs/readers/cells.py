"""The cells of a row fitted to the columns of the form, only where there is one way to do it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_MOST_SPARE_DIGITS = 6


class Fit(NamedTuple):
    """How a row was fitted.

    Attributes:
        cells: Text of each cell of the form, "" for a blank one; None where there is no one way.
        why: Why there is none, or on what ground it was decided, in Chinese; "" where nothing had to be decided.
    """

    cells: tuple[str, ...] | None
    why: str = ""


class Fillers:
    """Where empty filler cells stand beside the figures, learnt from the rows that are full.

    A table pasted as text keeps a cell for each square that a merged label covered, at the end of the row or after
    the label.
    """

    def __init__(self) -> None:
        self._leads: dict[int, set[int]] = defaultdict(set)

    def learn(self, items: Sequence[str], count: int) -> None:
        """Take note of a row of which `count` cells are figures."""
        filled = _filled(items)
        if len(filled) == count < len(items) and filled[-1] - filled[0] == count - 1:
            self._leads[len(items) - count].add(filled[0])

    def lead(self, extra: int) -> int | None:
        """How many fillers stand before the figures where there are `extra` in all; None where that is not known."""
        leads = self._leads.get(extra) or {lead for known in self._leads.values() for lead in known}
        return next(iter(leads)) if len(leads) == 1 and (extra in self._leads or leads == {0}) else None


def fitted(
    items: Sequence[str], count: int, fillers: Fillers, holds: Callable[[Sequence[int]], bool] | None = None
) -> Fit:
    """Fit the cells after a label to the `count` figures of its row.

    Args:
        items: Text of the cells as the file has them, "" for a blank one.
        count: Number of figures in the row.
        fillers: Where filler cells stand in this file.
        holds: Whether the declared sums hold for the figures of the row; None where it has no sum.

    >>> fitted(["1", "0", "11", ""], 3, Fillers()).cells
    ('1', '0', '11')
    >>> fitted(["000"], 3, Fillers()).cells, fitted(["6233440"], 3, Fillers()).cells
    (('0', '0', '0'), None)
    """
    filled = _filled(items)
    if not filled:
        return Fit(("",) * count)
    if len(items) == count:
        return Fit(tuple(items))
    if len(filled) == 1 and count > 1 and len(items[filled[0]]) >= count and items[filled[0]].isdecimal():
        return _unglued(items[filled[0]], count, holds)
    starts = [start for start in range(len(items) - count + 1) if start <= filled[0] and filled[-1] < start + count]
    lead = fillers.lead(len(items) - count)
    if len(starts) > 1 and lead in starts:
        starts = [lead]
    if len(starts) == 1:
        return Fit(tuple(items[starts[0] : starts[0] + count]))
    if starts:
        return Fit(None, "空格的位置不能确定")
    return Fit(None, f"这一行应有{count}格，读到{len(filled)}个内容")


def _filled(items: Sequence[str]) -> list[int]:
    return [number for number, item in enumerate(items) if item]


def _unglued(digits: str, count: int, holds: Callable[[Sequence[int]], bool] | None) -> Fit:
    """Figures that were run together, where they come apart in one way only."""
    if set(digits) == {"0"}:
        zeros = ("0",) * count
        return Fit(zeros) if len(digits) == count else Fit(None, f"{len(digits)}个0连在一起，应有{count}格")
    if holds is None or len(digits) - count > _MOST_SPARE_DIGITS:
        return Fit(None, "数字连在一起，无法确定如何分开")
    ways = [way for way in _ways(digits, count) if holds(tuple(map(int, way)))]
    if len(ways) != 1:
        return Fit(None, "数字连在一起，无法确定如何分开")
    return Fit(ways[0], f"数字连在一起（{digits}），按总计关系分开，只有这一种分法成立")


def _ways(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut the digits into `count` numbers without needless zeros before them."""
    if count == 1:
        if len(digits) == 1 or (digits and digits[0] != "0"):
            yield (digits,)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        for rest in _ways(digits[length:], count - 1):
            yield (digits[:length], *rest)


def sums_hold(sums: Iterable[tuple[int, Sequence[int]]]) -> Callable[[Sequence[int]], bool]:
    """Whether in a row of figures each total, by its place, is the sum of those at other places."""
    declared = list(sums)
    return lambda row: all(row[total] == sum(row[term] for term in terms) for total, terms in declared)
