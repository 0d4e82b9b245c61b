"""Labels and figures of table 3 that running text prints apart: the figures cut into rows whose totals hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.published.matching.figures import counts_of, is_value
from gk_docs.published.matching.order import inner_heads_rise, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from gk_docs.published.matching.cells import Holds, PrintedRow
    from gk_docs.published.matching.rows import Row

Grid: TypeAlias = "tuple[tuple[str, ...], ...]"
"""Rows of figures."""

MOST_WAYS = 100
ONE_BY_ONE, IN_BLOCKS, BELOW_HEADS = range(3)
"""How rows are printed: one after another, some of them in blocks, below the heads of their columns."""


@dataclass(frozen=True)
class TornRows:
    """Labels and figures that follow one another in a file.

    Attributes:
        rows: The rows as the file has them: labels, figures, or both.
        names: Names of the rows of the form to which the figures belong, in order.
        printed: Any row of the table in the form.
        holds: Whether the total of a row holds.
        is_open: Whether nothing but their number and the sums says to which rows of the form figures belong.
    """

    rows: Sequence[Row]
    names: Sequence[str]
    printed: PrintedRow
    holds: Holds
    is_open: bool = False

    @cached_property
    def width(self) -> int:
        """How many figures a row has."""
        return len(self.printed.figures)

    @cached_property
    def figures(self) -> list[str]:
        """The figures of all its rows."""
        return [item for row in self.rows for item in row.items if is_value(item)]

    @cached_property
    def filled(self) -> list[Row]:
        """The rows that hold something."""
        return [row for row in self.rows if row.items]

    def as_counted(self, labels: Collection[str], *, bounded: bool) -> TornRows:
        """The same for the rows of the form if there are figures for all, else for those of which a label stands alone.

        Args:
            labels: Names of the rows of which the label stands alone, wherever that is.
            bounded: Whether rows with their labels stand on both sides.
        """
        sure = all(row.sure for row in self.filled)
        count = len(self.filled) if sure else len(self.figures) / self.width
        alone = [name for name in self.names if name in labels]
        names = next((names for names in (self.names, alone) if len(names) == count), [])
        by_lines = len(names) == 1 or all(row.sure or row.lines <= 1 for row in self.filled)
        tied = bounded and names == self.names and by_lines
        is_open = not tied and any(not row.own for row in self.filled)
        return replace(self, names=names, is_open=is_open)

    def ways(self, kind: int) -> set[Grid]:
        """The ways to have rows of the figures; lines that are known to be whole rows stay so."""
        if not self.filled:
            return set() if self.names else {()}
        if not self._keeps_order():
            return set()
        if all(row.sure or (row.is_whole and len(self.names) == 1) for row in self.filled):
            return {tuple(row.items for row in self.filled)} if len(self.filled) == len(self.names) else set()
        below = self._below_heads() if kind == BELOW_HEADS else set[Grid]()
        numbers = counts_of(self.figures)
        if not numbers or len(numbers) != self.width * len(self.names) or not inner_heads_rise(self.rows, self.printed):
            return below
        if kind == ONE_BY_ONE:
            return self._fewest(self._singly)
        return below | self._fewest(lambda at: chain(self._singly(at), self._by_groups(at), self._in_two_passes(at)))

    def _keeps_order(self) -> bool:
        """Whether labels stand in order, or all before the figures; where one is lost, each on its side of these."""
        found = [(self.names.index(name), place) for name, place in self._labels if name in self.names]
        places = [place for place, _ in found]
        beside = all(
            (at <= self.width * lost) if place < lost else (at >= self.width * (lost + 1))
            for lost in {*range(len(self.names))}.difference(places)
            for place, at in found
        )
        return beside and (places == sorted({*places}) or not any(at for _, at in found))

    def _below_heads(self) -> set[Grid]:
        """The figures of each column after its head, or after those of several, below the labels of their rows."""
        columns: dict[str, list[str]] = {}
        count = len(self.names)
        for row in self.filled:
            heads = names_of(row.columns)[len(columns) :]
            figures = [*filter(is_value, row.items)]
            if row.name or not heads or len(figures) != count * len(heads):
                return set()
            columns |= {head: figures[count * place : count * (place + 1)] for place, head in enumerate(heads)}
        order = [figure.columns[-1] for figure in self.printed.figures]
        rows = tuple(zip(*(columns[name] for name in order), strict=True)) if sorted(columns) == sorted(order) else ()
        return {rows} if rows and all(map(self.holds, map(counts_of, rows))) else set()

    def _fewest(self, next_rows: Callable[[int], Iterable[Grid]]) -> set[Grid]:
        """The ways that have the fewest rows in blocks."""
        found: list[tuple[int, set[Grid]]] = [(0, {()}), *((len(self.names), set()) for _ in self.names)]
        for start in range(len(self.names)):
            in_blocks, ways = found[start]
            if len(ways) > MOST_WAYS:
                return set()
            for rows in next_rows(start) if ways else ():
                fewest, others = found[start + len(rows)]
                as_printed = [*rows] == [tuple(self.figures[start * self.width : (start + 1) * self.width])]
                number = in_blocks + (0 if as_printed else len(rows))
                if number <= fewest:
                    kept = others if number == fewest else set()
                    found[start + len(rows)] = number, kept | {way + rows for way in ways}
        return found[-1][1]

    def _rest(self, start: int) -> Sequence[str]:
        return self.figures[start * self.width :]

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {figure: counts_of([figure])[0] for figure in {*self.figures}}

    @cached_property
    def _known(self) -> dict[tuple[str, ...], bool]:
        return {}

    def _is_row(self, figures: tuple[str, ...]) -> bool:
        found = self._known.get(figures)
        if found is None:
            found = len(figures) == self.width and self.holds([self._numbers[figure] for figure in figures])
            self._known[figures] = found
        return found

    def _singly(self, start: int) -> Iterator[Grid]:
        """One row; its first figures can stand after the others, beside words: those of the label."""
        figures = tuple(self.figures[start * self.width : (start + 1) * self.width])
        places = [place for place in range(1, self.width) if start * self.width + place in self._beside]
        turned = ((*figures[place:], *figures[:place]) for place in places)
        for row in (figures,) if self._is_row(figures) else filter(self._is_row, turned):
            yield (row,)

    def _by_groups(self, start: int) -> Iterator[Grid]:
        """Some rows that are printed by one group of columns after another."""
        rest = self._rest(start)
        for size in range(2, len(rest) // self.width + 1):
            for groups in _groups(self.width):
                if not self._keeps_labels(start, size, size * groups[0][1]):
                    continue
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
        for second in (place - start * self.width for place in self._second_passes):
            open_ways: Mapping[int, set[Grid]] = {0: {()}}
            for number in range(len(rest) // self.width):
                longer: dict[int, set[Grid]] = defaultdict(set)
                for first, ways in open_ways.items():
                    other = second + self.width * number - first
                    for wide in range(1, min(self.width - 1, second - first) + 1):
                        row = (*rest[first : first + wide], *rest[other : other + self.width - wide])
                        if self._is_row(row):
                            longer[first + wide] |= {(*rows, row) for rows in ways}
                whole = longer.pop(second, ())
                yield from whole if self._keeps_labels(start, number + 1, second) else ()
                open_ways = longer

    def _keeps_labels(self, start: int, size: int, second: int) -> bool:
        """Whether no label of some rows stands among the figures that end them, as where these are no block."""
        begin, end = start * self.width + second, (start + size) * self.width
        own = self.names[start : start + size]
        return all(place <= begin or place >= end for name, place in self._labels if name in own)

    @cached_property
    def _placed(self) -> Sequence[tuple[Row, int]]:
        """Each row, and how many figures stand before it."""
        before = accumulate((sum(map(is_value, row.items)) for row in self.rows), initial=0)
        return [*zip(self.rows, before, strict=False)]  # the last count is that of all

    @cached_property
    def _labels(self) -> Sequence[tuple[str, int]]:
        """Each label, and how many figures stand before it."""
        return [(row.name, place) for row, place in self._placed if row.name]

    @cached_property
    def _beside(self) -> set[int]:
        """Places of the figures that follow words on their line."""
        rows = ((row, place) for row, place in self._placed if row.items)
        return {place + sum(map(is_value, row.items[:at])) for row, place in rows for at in row.beside}

    @cached_property
    def _second_passes(self) -> set[int]:
        """Where the others can begin: with figures that have no label, or a row's width into more than a row has."""
        found = set[int]()
        for row, place in self._placed:
            is_long = sum(map(is_value, row.items)) > self.width
            found |= {*range(place, place + (self.width + 1 if is_long else not row.name))}
        return found


@cache
def _groups(width: int) -> Sequence[Sequence[tuple[int, int]]]:
    """Every way to part so many columns into groups side by side: the first column of each, and how many it has."""
    if not width:
        return [()]
    return [(*rest, (start, width - start)) for start in range(width) for rest in _groups(start)]
