"""Prepare tables for web pages: rows in groups, and header cells that screen readers can read with each figure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.grid import Cell, Grid

    class HasRole(Protocol):
        """The content of a cell. The roles `band`, `column` and `row` are labels; `corner` and "" are not."""

        @property
        def text(self) -> str:  # noqa: D102 - likewise
            ...

        @property
        def role(self) -> str:  # noqa: D102 - told above, and pyright takes a docstring alone for no body
            ...


T = TypeVar("T", bound="HasRole")
_SCOPES = {"band": "rowgroup", "column": "col", "row": "row"}


class HeadedCell(NamedTuple, Generic[T]):
    """A cell: its content, its spans, and for a header cell its `scope`.

    In a table with bands, which is several tables in one, `scope` alone would reach into the wrong ones: there a header
    cell also has an `id`, and the cell of a figure lists its `headers`.
    """

    content: T
    rows: int
    columns: int
    scope: str
    id: str
    headers: str

    @property
    def tag(self) -> Literal["th", "td"]:
        """`th` for a header cell, else `td`."""
        return "th" if self.scope else "td"


class RowGroup(NamedTuple, Generic[T]):
    """Rows that belong together: a `thead`, or a `tbody` with a label of its own."""

    tag: Literal["thead", "tbody"]
    rows: tuple[tuple[HeadedCell[T], ...], ...]


def web_table(grid: Grid[T], name: str = "") -> tuple[RowGroup[T], ...]:
    """Return the rows of a table in groups.

    Args:
        grid: The table; every cell of its header rows that is not blank is a column head.
        name: Prefix of the `id` of header cells.
    """

    def role_of(cell: Cell[T]) -> str:
        return cell.content.role or ("column" if cell.row < grid.header_rows and cell.content.text.strip() else "")

    bands = [cell.row for cell in grid.cells if role_of(cell) == "band"]
    labels = [cell for cell in grid.cells if role_of(cell)] if bands else []
    ids = {(cell.row, cell.column): f"{name}-{number}" for number, cell in enumerate(labels, 1)}

    def heads(figure: Cell[T]) -> Iterator[str]:
        """Yield the ids of the header cells of a figure in a table with bands: its band, its columns, its row."""
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
