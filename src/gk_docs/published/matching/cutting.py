"""Figures of table 3 that running text prints apart from their labels, cut into rows whose totals hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.published.matching.figures import counts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from gk_docs.published.matching.cells import Holds

Grid: TypeAlias = "tuple[tuple[str, ...], ...]"
"""Rows of figures."""

MOST_WAYS = 100


@dataclass(frozen=True)
class Cutting:
    """The figures of some rows, in the order of the file.

    Attributes:
        figures: Their text; each holds a count.
        width: How many figures a row has.
        holds: Whether the total of a row holds.
        seconds: Places at which the rest of rows can begin of which the first figures stand before.
    """

    figures: Sequence[str]
    width: int
    holds: Holds
    seconds: Collection[int]

    def stages(self) -> Iterator[set[Grid]]:
        """The ways to have rows of them: first one row after another, then with as few rows in blocks as can be."""
        yield self._fewest(self._singly)
        yield self._fewest(lambda at: chain(self._singly(at), self._by_groups(at), self._in_two_passes(at)))

    def _fewest(self, next_rows: Callable[[int], Iterable[Grid]]) -> set[Grid]:
        count = len(self.figures) // self.width
        found: list[tuple[int, set[Grid]]] = [(0, {()}), *((count, set()) for _ in range(count))]
        for start in range(count):
            in_blocks, ways = found[start]
            if len(ways) > MOST_WAYS:
                return set()
            for rows in next_rows(start) if ways else ():
                as_printed = rows == (tuple(self._rest(start)[: self.width]),)
                fewest, others = found[start + len(rows)]
                number = in_blocks + (0 if as_printed else len(rows))
                if number <= fewest:
                    kept = others if number == fewest else set()
                    found[start + len(rows)] = number, kept | {way + rows for way in ways}
        return found[count][1]

    def _rest(self, start: int) -> Sequence[str]:
        return self.figures[start * self.width :]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {figure: counts_of([figure])[0] for figure in {*self.figures}}

    def _is_row(self, figures: Sequence[str]) -> bool:
        return len(figures) == self.width and self.holds([self._numbers[figure] for figure in figures])

    def _singly(self, start: int) -> Iterator[Grid]:
        """One row; its first figures can stand after the others, beside the label."""
        figures = self._rest(start)[: self.width]
        for place in range(self.width):
            row = (*figures[place:], *figures[:place])
            if self._is_row(row):
                yield (row,)

    def _by_groups(self, start: int) -> Iterator[Grid]:
        """Some rows that are printed by one group of columns after another."""
        rest = self._rest(start)
        for size in range(2, len(rest) // self.width + 1):
            for groups in _groups(self.width):
                rows: list[tuple[str, ...]] = []
                for number in range(size):
                    begins = ((size * first + number * wide, wide) for first, wide in groups)
                    rows.append(tuple(chain.from_iterable(rest[begin : begin + wide] for begin, wide in begins)))
                    if not self._is_row(rows[-1]):
                        break
                else:
                    yield tuple(rows)

    def _in_two_passes(self, start: int) -> Iterator[Grid]:
        """Some rows that each have some figures, beside their labels, before a place, and the others from there on."""
        rest = self._rest(start)
        for second in (place - start * self.width for place in self.seconds):
            open_ways: Mapping[int, set[Grid]] = {0: {()}}
            for number in range(len(rest) // self.width):
                longer: dict[int, set[Grid]] = defaultdict(set)
                for first, ways in open_ways.items():
                    other = second + self.width * number - first
                    for wide in range(1, min(self.width, second - first) + 1):
                        row = (*rest[first : first + wide], *rest[other : other + self.width - wide])
                        if self._is_row(row):
                            longer[first + wide] |= {(*rows, row) for rows in ways}
                yield from longer.pop(second, ())
                open_ways = longer


@cache
def _groups(width: int) -> Sequence[Sequence[tuple[int, int]]]:
    """Every way to part so many columns into groups side by side: the first column of each, and how many it has."""
    if not width:
        return [()]
    return [(*rest, (start, width - start)) for start in range(width) for rest in _groups(start)]
