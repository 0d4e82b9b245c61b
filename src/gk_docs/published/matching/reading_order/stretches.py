"""A stretch of labels and figures of a table that running text prints apart, and the place of each in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import counts_of, is_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.published.matching.printed import PrintedRow
    from gk_docs.published.matching.tables.rows import Row


@dataclass(frozen=True)
class TornTable:
    """Labels and figures that follow each other in a file.

    Attributes:
        rows: The rows as the file has them: labels, figures, or both.
        names: Names of the rows of the form that the figures belong to, in order.
        printed: Any row of the table in the form.
        is_open: Whether nothing but their number and the sums says to which rows of the form figures belong.
        anywhere: Whether rows that look whole can be part of a block all the same.
        bold: Whether the first figures of a row that ends after others may be zeros alone, which fit before any end.
    """

    rows: Sequence[Row]
    names: Sequence[str]
    printed: PrintedRow
    is_open: bool = False
    anywhere: bool = False
    bold: bool = True

    @cached_property
    def width(self) -> int:
        """The number of figures in a row."""
        return len(self.printed.figures)

    @property
    def slack(self) -> int:
        """How many figures, fewer than a row's, a label may be off its place."""
        return self.width // 2

    @cached_property
    def figures(self) -> list[str]:
        """The figures of all its rows."""
        return [item for row in self.rows for item in row.items if is_figure(item)]

    @cached_property
    def filled(self) -> list[Row]:
        """The rows that have cells."""
        return [row for row in self.rows if row.items]

    def adds_up(self, items: Sequence[str]) -> bool:
        """Whether cells are all the figures of a row and its sums hold."""
        return self.printed.adds_up(counts_of(items))

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return counts_of(self.figures)

    @cached_property
    def _sum_before(self) -> Sequence[int]:
        """The sum of the figures before each place, so that the sum of a range is a difference of two."""
        return [*accumulate(self._numbers, initial=0)]

    @cached_property
    def total_is_last(self) -> bool:
        """Whether the last figure of a row is the sum of all others, and that is its only sum."""
        return self.printed.sums == ((self.width - 1, tuple(range(self.width - 1))),)

    @cached_property
    def _rest_at(self) -> Sequence[int]:
        """For each end, twice the figure before it minus all figures before it, by which `_row` tests a total fast."""
        return [0, *(2 * number - before for number, before in zip(self._numbers, self._sum_before[1:], strict=True))]

    def _row(self, *parts: tuple[int, int]) -> tuple[str, ...]:
        """The figures in some ranges [start, end), if together they are a row whose sums hold; else ()."""
        before, end = self._sum_before, parts[-1][1]
        if not self._inside.isdisjoint(chain.from_iterable(parts)) or (
            sum(before[place] for place, _ in parts)
            - sum(before[place] for _, place in parts[:-1])
            + self._rest_at[end]
        ):
            return ()
        holds = self.printed.adds_up([number for start, end in parts for number in self._numbers[start:end]])
        return tuple(chain.from_iterable(self.figures[start:end] for start, end in parts)) if holds else ()

    def _last_label(self, start: int, size: int) -> int:
        """The place of the last label of `size` rows before they end; in a block none is among the last figures."""
        end, places = (start + size) * self.width, chain.from_iterable(self._own_labels[start : start + size])
        return max((place for place in places if place < end), default=0)

    @cached_property
    def _own_labels(self) -> Sequence[Sequence[int]]:
        """For each row of the form, the number of figures before each of its labels."""
        return [[place for other, place in self._labels if other == name] for name in self.names]

    @cached_property
    def _placed(self) -> Sequence[tuple[Row, int]]:
        """Each row with the number of figures before it."""
        before = accumulate((sum(map(is_figure, row.items)) for row in self.rows), initial=0)
        return [*zip(self.rows, before, strict=False)]  # `before` ends with the number of all figures

    @cached_property
    def _labels(self) -> Sequence[tuple[str, int]]:
        """Each label with the number of figures before it."""
        return [(row.name, place) for row, place in self._placed if row.name]

    @cached_property
    def _beside(self) -> set[int]:
        """Places of the figures that follow words on their line."""
        rows = ((row, place) for row, place in self._placed if row.items)
        return {place + sum(map(is_figure, row.items[:at])) for row, place in rows for at in row.beside}

    @cached_property
    def _inside(self) -> set[int]:
        """Places within a line of figures; no line is of two rows unless it has more figures than a row."""
        found = set[int]()
        for row, place in ((row, place) for row, place in self._placed if row.items and row.onward):
            before = [*accumulate(map(is_figure, row.items), initial=place)]
            for start, end in pairwise(sorted({*range(len(before))} - {*row.onward})):
                first, last = before[start], before[end]
                found |= {*range(first + 1, last)} if last - first <= self.width else set()
        return found

    @cached_property
    def _second_passes(self) -> set[int]:
        """Places where a second pass may begin: at figures without a label, or inside a row with too many figures."""
        found = set[int]()
        for row, place in self._placed:
            is_long = sum(map(is_figure, row.items)) > self.width
            found |= {*range(place, place + (self.width + 1 if is_long else not row.name))}
        return found


def is_figure(item: str) -> bool:
    """Whether a cell is a figure or a sign for none, but not a word: 无 is as often a piece of a label."""
    return is_value(item) and not item.isalpha()
