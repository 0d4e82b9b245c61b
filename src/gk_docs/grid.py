"""A table with merged cells: the geometry that the form, the Word engine, readers and writers share.

A `Grid` is a rectangle of `rows` by `columns` unit squares, each covered by exactly one cell. A cell stands at its
top left square and spans rows and columns, as in HTML; its content may be anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """One cell: its top left square (from 0), its spans (at least 1) and its content."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: T

    @property
    def squares(self) -> Iterator[tuple[int, int]]:
        """Every (row, column) that the cell covers, its own first."""
        for row in range(self.row, self.row + self.row_span):
            for column in range(self.column, self.column + self.column_span):
                yield row, column


@dataclass(frozen=True, slots=True)
class Span(Generic[T]):
    """A cell without a place yet: its content and its spans."""

    content: T
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid(Generic[T]):
    """A table with merged cells, each square covered by exactly one cell.

    Attributes:
        columns: Number of unit columns.
        cells: The cells in reading order: by row, then column.
        header_rows: Number of rows at the top that repeat on a new page.

    Raises:
        ValueError: If the cells overlap, leave a hole, reach outside the rectangle, or cover nothing.

    >>> grid = Grid.of_rows([[Span("表头", column_span=2)], [Span("甲"), Span(1)]])
    >>> grid.rows, grid.columns
    (2, 2)
    >>> [[cell.content for cell in row] for row in grid.by_row()]
    [['表头'], ['甲', 1]]
    """

    columns: int
    cells: tuple[Cell[T], ...]
    header_rows: int = 0

    def __post_init__(self) -> None:
        seen: set[tuple[int, int]] = set()
        for cell in self.cells:
            if min(cell.row, cell.column) < 0 or min(cell.row_span, cell.column_span) < 1:
                raise ValueError(f"cell at {cell.row}, {cell.column} leaves the table or covers nothing")
            for square in cell.squares:
                if square in seen or square[1] >= self.columns:
                    raise ValueError(f"cell at {cell.row}, {cell.column} overlaps another or leaves the table")
                seen.add(square)
        if len(seen) != self.rows * self.columns:
            raise ValueError(f"cells cover {len(seen)} of {self.rows} x {self.columns} squares")

    @classmethod
    def of_rows(cls, rows: Iterable[Sequence[Span[T]]], *, header_rows: int = 0) -> Grid[T]:
        """Place spans row by row, each at the first free square, as a browser does.

        Raises:
            ValueError: If the spans do not fill a rectangle exactly.
        """
        taken: set[tuple[int, int]] = set()
        cells: list[Cell[T]] = []
        for number, spans in enumerate(rows):
            column = 0
            for span in spans:
                while (number, column) in taken:
                    column += 1
                cell = Cell(number, column, span.row_span, span.column_span, span.content)
                cells.append(cell)
                taken.update(cell.squares)
        return cls(1 + max((column for _, column in taken), default=-1), tuple(cells), header_rows)

    @property
    def rows(self) -> int:
        """Number of unit rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def by_row(self) -> list[list[Cell[T]]]:
        """The cells grouped by the row in which they start; a row that is all covered from above is empty."""
        rows: list[list[Cell[T]]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(cell)
        return rows

    def covering(self) -> list[list[Cell[T]]]:
        """The cell that covers each unit square, as `[row][column]`."""
        at = {square: cell for cell in self.cells for square in cell.squares}
        return [[at[row, column] for column in range(self.columns)] for row in range(self.rows)]

    def map(self, change: Callable[[T], U]) -> Grid[U]:
        """A grid of the same geometry in which `change` gives the content of each cell."""
        cells = tuple(
            Cell(cell.row, cell.column, cell.row_span, cell.column_span, change(cell.content)) for cell in self.cells
        )
        return Grid(self.columns, cells, self.header_rows)
