"""Tables of web pages: rows in groups, and header cells that name their columns and rows to who reads by ear."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.grid import Cell, Grid

    class HasRole(Protocol):
        """What stands in a cell. As its `role`, `band`, `column` and `row` are labels, `corner` and "" are none."""

        @property
        def role(self) -> str:  # noqa: D102 - told above, and pyright takes a docstring alone for no body
            ...


T = TypeVar("T", bound="HasRole")
_SCOPES = {"band": "rowgroup", "column": "col", "row": "row"}


class HeadedCell(NamedTuple, Generic[T]):
    """A cell: what it holds, its spans, and as a header cell its `scope`.

    Where a table is several in one, `scope` would name heads of the wrong ones: there a header cell has an `id`, and
    the cell of a figure names its `headers`.
    """

    content: T
    rows: int
    columns: int
    scope: str
    id: str
    headers: str

    @property
    def tag(self) -> Literal["th", "td"]:
        """`th` of a header cell."""
        return "th" if self.scope else "td"


class RowGroup(NamedTuple, Generic[T]):
    """Rows that belong together: a `thead`, or a `tbody` with a label of its own."""

    tag: Literal["thead", "tbody"]
    rows: tuple[tuple[HeadedCell[T], ...], ...]


def web_table(grid: Grid[T], name: str = "") -> tuple[RowGroup[T], ...]:
    """The rows of a table in groups.

    Args:
        grid: The table; any cell of its header rows is the head of its columns.
        name: What the `id` of a header cell begins with.
    """

    def role_of(cell: Cell[T]) -> str:
        return cell.content.role or ("column" if cell.row < grid.header_rows else "")

    bands = [cell.row for cell in grid.cells if role_of(cell) == "band"]
    labels = [cell for cell in grid.cells if role_of(cell)] if bands else []
    ids = {(cell.row, cell.column): f"{name}-{number}" for number, cell in enumerate(labels, 1)}

    def heads(figure: Cell[T]) -> Iterator[str]:
        """The header cells of a figure where a table has several bands: its band, its columns, its row."""
        band = max(row for row in bands if row <= figure.row)
        for cell in labels:
            is_beside = cell.row <= figure.row < cell.row + cell.row_span and cell.column < figure.column
            is_above = band < cell.row <= figure.row or cell.row < grid.header_rows
            is_over = is_above and set(_columns(cell)) & set(_columns(figure))
            if cell.row == band or is_beside or is_over:
                yield ids[cell.row, cell.column]

    def web_cell(cell: Cell[T]) -> HeadedCell[T]:
        role, own = role_of(cell), ids.get((cell.row, cell.column), "")
        headers = "" if own or not ids else " ".join(heads(cell))
        return HeadedCell(cell.content, cell.row_span, cell.column_span, _SCOPES.get(role, ""), own, headers)

    outer = [cell.row for cell in grid.cells if cell.column == 0 and role_of(cell) == "row"]
    rows = [tuple(map(web_cell, cells)) for cells in grid.by_row()]
    borders = pairwise(sorted({0, grid.header_rows, *(bands or outer), grid.rows}))
    return tuple(RowGroup("thead" if end <= grid.header_rows else "tbody", tuple(rows[at:end])) for at, end in borders)


def _columns(cell: Cell[T]) -> range:
    return range(cell.column, cell.column + cell.column_span)
