"""Cut the figures of table 3 that running text prints apart from their labels into rows whose totals hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.published.matching.reading_order.stretches import TornTable
from gk_docs.published.matching.tables.columns import inner_heads_rise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from gk_docs.published.matching.tables.rows import Row

Grid: TypeAlias = "tuple[tuple[str, ...], ...]"
"""Rows of figures."""

MOST_WAYS = 1000  # with more, too little is known to decide


@dataclass(frozen=True)
class TornRows(TornTable):
    """A torn table with the ways to cut its figures into whole rows."""

    def as_counted(self, labels: Collection[str], *, bounded: bool) -> TornRows:
        """The same for all rows of the form if there are figures for all, else for the rows whose label is alone.

        Args:
            labels: Names of the rows whose label is alone, wherever it is.
            bounded: Whether there are rows with their labels on both sides.
        """
        sure = all(row.sure for row in self.filled)
        count = len(self.filled) if sure else len(self.figures) / self.width
        alone = [name for name in self.names if name in labels]
        names = next((names for names in (self.names, alone) if len(names) == count), [])
        by_lines = len(names) == 1 or all(row.sure or row.lines <= 1 for row in self.filled)
        tied = bounded and names == self.names and by_lines
        is_open = not tied and any(not row.own for row in self.filled)
        return replace(self, names=names, is_open=is_open)

    @cached_property
    def ways(self) -> set[Grid]:
        """The ways to cut the figures into rows; lines known to be whole rows stay whole."""
        if not self.filled and not self.names:
            return {()}
        if not (self.filled and self.names and self._keeps_order()):
            return set()
        if all(row.sure or (row.is_whole and len(self.names) == 1) for row in self.filled):
            return {tuple(row.items for row in self.filled)} if len(self.filled) == len(self.names) else set()
        if not self._one_by_one or not inner_heads_rise(self.rows, self.printed):
            return set()
        return self._joined(self._steps())

    @cached_property
    def _one_by_one(self) -> list[tuple[str, ...]]:
        """The figures cut in order, with () for a row that does not fit; [] if figures are too few or too many."""
        if not self._numbers or len(self._numbers) != self.width * len(self.names):
            return []
        rows = [self._row((at * self.width, (at + 1) * self.width)) for at, _ in enumerate(self.names)]
        return [row if self._fits(name, row) else () for name, row in zip(self.names, rows, strict=True)]

    def _steps(self) -> Sequence[Sequence[Grid]]:
        """For each row, the groups of rows that can be cut beginning with it."""
        found: list[list[Grid]] = [[] for _ in self.names]
        reached = {0}
        for start, _ in enumerate(self.names):
            for rows in self._from(start) if start in reached else ():
                if all(map(self._fits, self.names[start:], rows)):
                    found[start].append(rows)
                    reached.add(start + len(rows))
        return found

    def _from(self, start: int) -> Iterator[Grid]:
        """The groups of rows that can be cut from row `start` on: it alone, or with others not printed whole."""
        yield from self._singly(start)
        if self.anywhere or () in self._one_by_one[start:]:
            least = max(2, 0 if self.anywhere else self._one_by_one[start:].index(()) + 1)
            yield from self._by_groups(start, least)
            yield from self._with_grouped_ends(start, least)
            yield from (rows for rows in self._with_late_ends(start) if len(rows) >= least)

    def _keeps_order(self) -> bool:
        """Whether the labels are in order, or all before the figures, and leave room for rows whose label is lost.

        Labels that stand after their figures and those of other rows are as good as lost.
        """
        found = [(self.names.index(name), at) for name, at in self._labels if name in self.names]
        if self._is_turned_in_part(found):
            return False
        places = [place for place, _ in found]
        if places == sorted({*places}) or not any(at for _, at in found):
            return self._leave_room(found)
        late = [(place, at) for place, at in found if at >= self.width * (place + 1) - self.slack]
        kept = [label for label in found if label not in late]
        in_order = all(labels == sorted(labels) for labels in (late, kept)) and len({*places}) == len(places)
        return in_order and self._leave_room(kept)

    def _is_turned_in_part(self, found: Sequence[tuple[int, int]]) -> bool:
        """Whether most labels come right before their figures, but one comes after its own, before a whole row."""
        ends = [*(at for _, at in found[1:]), len(self.figures)]
        before = [
            at - self.width * place for (place, at), end in zip(found, ends, strict=False) if self._is_row(at, end)
        ]
        return 0 < sum(count >= self.width for count in before) < before.count(0)

    def _is_row(self, start: int, end: int) -> bool:
        figures = self.figures[start:end]
        return {*figures} != {"0"} and self.adds_up(figures)

    def _leave_room(self, found: Sequence[tuple[int, int]]) -> bool:
        """Whether the labels leave room for the figures of the rows whose label is lost."""
        lost = {*range(len(self.names))}.difference(place for place, _ in found)
        return all(self._is_on_its_side(row, found) or self._is_among_labels(row, found) for row in lost)

    def _is_on_its_side(self, row: int, found: Sequence[tuple[int, int]]) -> bool:
        """Whether the figures of a row lie between the labels of the rows before it and of those after it."""
        first, end = self.width * row + self.slack, self.width * (row + 1) - self.slack
        return all((at <= first) if place < row else (at >= end) for place, at in found)

    def _is_among_labels(self, row: int, found: Sequence[tuple[int, int]]) -> bool:
        """Whether a row is in a group whose labels all come together, directly before all its figures."""
        first = {at: place for place, at in reversed(found)}
        groups = [*sorted(first.items()), (len(self.figures), len(self.names))]
        right = [(place, at == self.width * place) for at, place in groups]
        return any(one < row < other and begins and ends for (one, begins), (other, ends) in pairwise(right))

    def _fits(self, name: str, figures: tuple[str, ...]) -> bool:
        return fits(self._own.get(name), figures)

    @cached_property
    def _own(self) -> Mapping[str, Row]:
        """By name, the rows that have figures on the line of their label."""
        return {row.name: row for row in self.rows if row.name and row.own}

    def _joined(self, steps: Sequence[Sequence[Grid]]) -> set[Grid]:
        """All ways to join groups from the first row to the last; the empty set if there are too many."""
        found: list[set[Grid]] = [{()}, *(set() for _ in steps)]
        for start, blocks in enumerate(steps):
            for rows in blocks:
                found[start + len(rows)] |= {way + rows for way in found[start]}
                if len(found[start + len(rows)]) > MOST_WAYS:
                    return set()
        return found[-1]

    def _singly(self, start: int) -> Iterator[Grid]:
        """A single row; its first figures may come after the others, beside words of the label."""
        begin, end = start * self.width, (start + 1) * self.width
        if row := self._row((begin, end)):
            yield (row,)
            return
        turned = (self._row((place, end), (begin, place)) for place in range(begin + 1, end) if place in self._beside)
        yield from ((row,) for row in turned if row)

    def _by_groups(self, start: int, least: int) -> Iterator[Grid]:
        """Rows printed one group of columns after another."""
        begin, width = start * self.width, self.width
        for size in range(least, len(self.names) - start + 1):
            end = begin + size * width
            whole = self._sum_before[end] - self._sum_before[begin]
            if not whole:
                continue  # only zeros: cutting row by row gives the same
            labels = self._last_label(start, size) - begin
            for last in range(1, width):
                totals = sum(self._numbers[end - size * last + last - 1 : end : last])
                if whole != 2 * totals:
                    continue
                for groups in _groups(width - last):
                    if size * groups[0][1] >= labels:
                        columns = [(begin + size * first, wide) for first, wide in (*groups, (width - last, last))]
                        yield from self._rows_of(columns, size)

    def _rows_of(self, columns: Sequence[tuple[int, int]], size: int) -> Iterator[Grid]:
        """The `size` rows whose groups of columns have these starts and widths, if their totals hold."""
        rows: list[tuple[str, ...]] = []
        for number in range(size):
            rows.append(self._row(*((place + number * wide, place + (number + 1) * wide) for place, wide in columns)))
            if not rows[-1]:
                return
        yield tuple(rows)

    def _with_grouped_ends(self, start: int, least: int) -> Iterator[Grid]:
        """Rows printed in two passes, with the ends of the last rows one group of columns after another."""
        begin, end, width = start * self.width, len(self.figures), self.width
        for second in (place for place in self._second_passes if place >= begin + least):
            for wide in (wide for wide in range(1, width - 1) if not (second - begin) % wide):
                size = (second - begin) // wide
                if size >= least and begin + size * width <= end and second >= self._last_label(start, size):
                    yield from self._ended_by_groups(begin, second, size, wide)

    def _ended_by_groups(self, first: int, second: int, size: int, wide: int) -> Iterator[Grid]:
        """The `size` rows with `wide` figures each from `first`, the rest from `second`, the last rows in groups."""
        rows: Grid = ()
        rest, before = self.width - wide, self._sum_before
        for left in range(size, 1, -1):
            end = second + left * rest
            whole = before[first + left * wide] - before[first] + before[end] - before[second]
            totals = [sum(self._numbers[second + left * at + rest - at - 1 : end : rest - at]) for at in range(rest)]
            for groups in _groups(rest)[1:] if rows else ():
                if 2 * totals[groups[-1][0]] == whole:
                    columns = [(first, wide), *((second + left * at, group) for at, group in groups)]
                    for ends in self._rows_of(columns, left):
                        yield rows + ends
                        if not whole:
                            return  # only zeros: any other groups give the same
            row = self._row((first, first + wide), (second, second + rest))
            if not row:
                return
            rows, first, second = (*rows, row), first + wide, second + rest

    def _with_late_ends(self, start: int) -> Iterator[Grid]:
        """A row whose last figures come after some whole rows, each of which follows its label."""
        begin, width = start * self.width, self.width
        labels = dict(self._labels)
        above = [name for name, place in self._labels if place <= begin]
        if begin in self._beside and above[-1:] != [self.names[start]]:
            return  # the first figure is on the line of another row's label
        for wide in (wide for wide in range(1, width) if self.bold or any(self._numbers[begin : begin + wide])):
            others: Grid = ()
            place = begin + wide
            while place + width <= len(self.figures) and (other := self._row((place, place + width))):
                others += (other,)
                if labels.get(self.names[start + len(others)], 0) > place:
                    break
                place += width
                row = self._row((begin, begin + wide), (place, place + width - wide))
                if row and place >= self._last_label(start, len(others) + 1):
                    self._guesses.extend([] if any(self._numbers[begin : begin + wide]) else [start])
                    yield (row, *others)

    @cached_property
    def _guesses(self) -> list[int]:
        """Rows that were cut so that their first figures are all 0."""
        return []

    @property
    def plainly(self) -> TornRows:
        """The same without ways in which the first figures of a row that ends after others are all 0."""
        return replace(self, bold=False) if self._guesses else self


def fits(label: Row | None, figures: tuple[str, ...]) -> bool:
    """Whether the figures on the line of a label are side by side in a row, perhaps from its end on to its start."""
    beside = label.items[: label.own] if label else ()
    return any((figures[at:] + figures[:at])[: len(beside)] == beside for at in range(len(figures)))


@cache
def _groups(width: int) -> Sequence[Sequence[tuple[int, int]]]:
    """Every way to divide columns into adjacent groups, each given as its first column and its number of columns."""
    if not width:
        return [()]
    return [(*rest, (start, width - start)) for start in range(width) for rest in _groups(start)]
