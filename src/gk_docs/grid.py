"""A table with merged cells: the one geometry that form, word, readers and writers share.

A `Grid` is a rectangle of `rows` by `columns` unit squares, covered exactly once by cells. A cell stands at its
top left square and spans rows and columns, as in HTML; what a cell contains is up to the room that uses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """One cell: its top left square (counted from 0), its spans (at least 1), its content."""

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
    """A cell before it has a place: content with the spans it asks for."""

    content: T
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid(Generic[T]):
    """A table with merged cells, covered exactly once, cells in reading order.

    Attributes:
        columns: Number of unit columns.
        cells: The cells, by row, then column.
        header_rows: How many rows at the top repeat on a new page.

    Raises:
        ValueError: If the cells overlap, leave a hole, or reach outside the rectangle.

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
        """Cells grouped by the row that they start in; a row wholly covered from above is empty."""
        rows: list[list[Cell[T]]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(cell)
        return rows

    def covering(self) -> list[list[Cell[T]]]:
        """The cell that covers each unit square, as `[row][column]`."""
        at = {square: cell for cell in self.cells for square in cell.squares}
        return [[at[row, column] for column in range(self.columns)] for row in range(self.rows)]

    def map(self, change: Callable[[T], U]) -> Grid[U]:
        """The same geometry with every content changed by `change`."""
        cells = tuple(
            Cell(cell.row, cell.column, cell.row_span, cell.column_span, change(cell.content)) for cell in self.cells
        )
        return Grid(self.columns, cells, self.header_rows)
