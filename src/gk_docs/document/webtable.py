"""The tables of a web page: groups of rows, cells with spans, and which cells a header cell is the header of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

from gk_docs.form.layout import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from gk_docs.form.layout import Content
    from gk_docs.form.outline import Section
    from gk_docs.form.report import Report
    from gk_docs.grid import Cell, Grid

T = TypeVar("T")
_SCOPES = {"band": "rowgroup", "column": "col", "row": "row", "corner": ""}


class WebCell(NamedTuple):
    """A cell: its text, its spans, and as a header cell its `scope`; `corner` marks the sentence in table 3's."""

    text: str
    rows: int = 1
    columns: int = 1
    scope: str = ""
    corner: bool = False

    @property
    def tag(self) -> Literal["th", "td"]:
        """`th` of a header cell."""
        return "th" if self.scope else "td"


class RowGroup(NamedTuple):
    """Rows that belong together: a `thead`, or a `tbody` with a label of its own."""

    tag: Literal["thead", "tbody"]
    rows: tuple[tuple[WebCell, ...], ...]


class WebTable(NamedTuple):
    """A table, and of a table of the form the title of its section."""

    groups: tuple[RowGroup, ...]
    title: str = ""


def form_table(report: Report, section: Section, otherwise: Mapping[str, str]) -> WebTable:
    """A table of the form with the figures of a report.

    Args:
        report: The report.
        section: A section with a grid.
        otherwise: What cells print where that is not simply their value, by path.
    """

    def web_cell(cell: Cell[Content]) -> WebCell:
        content = cell.content
        if isinstance(content, Figure):
            value = report.figure(content.path)
            text = otherwise.get(content.path, "" if value is None else str(value))
            return WebCell(text, cell.row_span, cell.column_span)
        scope = _SCOPES[content.role]
        return WebCell(content.text, cell.row_span, cell.column_span, scope, corner=not scope)

    grid = section.grid
    assert grid is not None  # noqa: S101 - such a section
    return WebTable(tuple(_groups(grid, _starts(grid), web_cell)), section.title)


def plain_table(grid: Grid[str]) -> WebTable:
    """A table of running text, its first row the head."""
    head = grid.header_rows
    return WebTable(
        tuple(_groups(grid, {head}, lambda cell: WebCell(cell.content, scope="col" if cell.row < head else "")))
    )


def _starts(grid: Grid[Content]) -> set[int]:
    """The rows that begin a group: bands, or where there are none the outermost labels."""
    first = [cell for cell in grid.cells if cell.column == 0 and not isinstance(cell.content, Figure)]
    bands = {cell.row for cell in first if cell.content.role == "band"}  # type: ignore[union-attr]  # only labels
    return bands or {cell.row for cell in first if cell.row >= grid.header_rows} | {grid.header_rows}


def _groups(grid: Grid[T], starts: Iterable[int], web_cell: Callable[[Cell[T]], WebCell]) -> Iterable[RowGroup]:
    rows = [tuple(map(web_cell, cells)) for cells in grid.by_row()]
    for begin, end in pairwise(sorted({0, *starts, grid.rows})):
        yield RowGroup("thead" if end <= grid.header_rows else "tbody", tuple(rows[begin:end]))
