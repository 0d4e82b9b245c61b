"""Name the rows and columns of a table by the labels in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.testing.description import DocTable

_FIGURE = re.compile(r"[\s\d.,，+\-−—/%％‰＋－／〇○]*")
_LONGEST = 40


def is_figure(text: str) -> bool:
    """Whether a cell shows a figure, a dash, or nothing.

    >>> [is_figure(text) for text in ("1,234", "12.5%", "—", "", "3件")]
    [True, True, True, True, False]
    """
    return _FIGURE.fullmatch(text) is not None


def short(text: str, longest: int = _LONGEST) -> str:
    """Put a text on one line, cut to `longest` characters.

    >>> short("甲  乙 丙", 3)
    '甲 …'
    """
    return excerpt(" ".join(text.split()), longest)


@dataclass(frozen=True)
class Labels:
    """Names the cells of one table; rows and columns are counted from 0 here, from 1 in words."""

    table: DocTable

    def cell(self, row: int, column: int) -> str:
        """Name a cell by column and row, 商业企业 · 第4行（一、本年新收…）; a header cell by numbers, 第1行第2列."""
        in_header = row < self._header_rows or (column < self._label_columns and not self._figure_at(row, column))
        if in_header:
            return f"第{row + 1}行第{column + 1}列"
        label = self._column_label(row, column) or f"第{column + 1}列"
        return f"{label} · {self.row(row)}"

    def row(self, row: int) -> str:
        """Name a row: 第4行（一、本年新收…）."""
        label = self._row_labels.get(row, "")
        return f"第{row + 1}行（{label}）" if label else f"第{row + 1}行"

    def column(self, column: int) -> str:
        """Name a column: 第2列（商业企业）."""
        above = self._above(self._header_rows, column)
        return f"第{column + 1}列（{short(above[-1])}）" if above else f"第{column + 1}列"

    @cached_property
    def _header_rows(self) -> int:
        """The number of rows marked as header; without any, of the rows that cells of the first row cover."""
        marked = 0
        while marked < len(self.table.rows) and self.table.rows[marked].format.get("标题行重复") == "是":
            marked += 1
        reach = max((cell.row_span for cell in self.table.rows[0].cells), default=1) if self.table.rows else 0
        return marked or min(reach, len(self.table.rows) - 1)

    @cached_property
    def _label_columns(self) -> int:
        """The number of columns below the corner cell; 1 if it spans the table."""
        corner = self.table.squares.get((0, 0))
        span = corner[1].column_span if corner else 1
        return span if span < self.table.columns else 1

    def _figure_at(self, row: int, column: int) -> bool:
        return is_figure(self.table.text(row, column))

    @cached_property
    def _heads(self) -> frozenset[int]:
        """The rows that label the figures below them: header rows, and rows without a figure."""
        rows, columns = range(len(self.table.rows)), range(self.table.columns)
        words = (
            row
            for row in rows
            if not any(self._figure_at(row, column) and self.table.text(row, column) for column in columns)
        )
        return frozenset([*range(self._header_rows), *words])

    def _above(self, row: int, column: int) -> list[str]:
        """The labels above a square, from the top, each merged one once."""
        rows = self._heads if self._figure_at(row, column) else range(self._header_rows)
        return _distinct(self.table.text(above, column) for above in sorted(rows) if above < row)

    def _column_label(self, row: int, column: int) -> str:
        paths = [
            self._above(row, other) if self._figure_at(row, other) else self._above(self._header_rows, other)
            for other in range(self.table.columns)
        ]
        covered = self.table.squares.get((row, column))
        own = range(column, column + covered[1].column_span) if covered else range(column, column + 1)
        others = [path for other, path in enumerate(paths) if other not in own]
        return shortest_name(paths[column], others)

    @cached_property
    def _row_labels(self) -> dict[int, str]:
        paths = [self._left(row) for row in range(len(self.table.rows))]
        return {row: shortest_name(path, [*paths[:row], *paths[row + 1 :]]) for row, path in enumerate(paths) if path}

    def _left(self, row: int) -> list[str]:
        """The labels at the left of a row: those before its first figure; without a figure, those below the corner."""
        columns = range(self.table.columns)
        first = next((column for column in columns if self._figure_at(row, column)), None)
        labels = columns[: self._label_columns if first is None else first]
        return _distinct(self.table.text(row, column) for column in labels)


def _distinct(texts: Iterable[str]) -> list[str]:
    """The labels in order, without figures and without the repeats of a cell that covers several squares."""
    return [text for text, _ in groupby(text for text in texts if not is_figure(text))]


def shortest_name(path: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    """Join the fewest last labels of a path that tell it from `others`; all of them if none do.

    >>> shortest_name(["行政诉讼", "维持"], [["行政复议", "维持"], ["行政复议", "其他"]])
    '行政诉讼 · 维持'
    """
    enough = (
        length
        for length in range(1, len(path) + 1)
        if all(list(other[-length:]) != list(path[-length:]) for other in others)
    )
    return " · ".join(short(word) for word in path[-next(enough, len(path)) :])
