"""An annex as a Word file: wide tables on landscape pages. It knows tables, and nothing of the form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from gk_docs.chinese.text import width
from gk_docs.files.seal import sealed
from gk_docs.files.shipped import shipped
from gk_docs.word import Template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.grid import Grid
    from gk_docs.word import Look, TableCell

TEMPLATE = "docx/annex.docx"
_TEXT_MM = 261  # type area of the landscape page of the template
_CELL_MM = 1.6  # half the width of a character of the cells' 9 points
_PADDING_MM = 2.4  # the margins of a cell, and a little
_HEAD_CELLS = 4  # a head has room for two characters in a line
_MOST_CELLS = 28  # a name longer than 14 characters goes on a second line
_STEP = 2
_SPACED = 1  # Word sets a figure among Chinese characters a little apart
_LINE_MM = 4.4  # 11.5 points and a little
_TABLE_STYLE = "AnnexTable"
_STYLES = {"head": "AnnexHead", "name": "AnnexName", "figure": "AnnexFigure"}


@dataclass(frozen=True, slots=True)
class AnnexCell:
    """A cell.

    Attributes:
        text: What stands there.
        kind: `head` of a column, `name` (words, set left) or `figure` (set in the middle).
        bold: Whether it is bold, as the figures of the last row are.
    """

    text: str
    kind: Literal["head", "name", "figure"]
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexTable:
    """A table with what stands around it.

    Attributes:
        title: Its title.
        unit: The unit of its figures, set right above it, or "".
        grid: Its cells; None where there is nothing to list.
        notes: Paragraphs below it.
    """

    title: str
    unit: str
    grid: Grid[AnnexCell] | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex: its title, whose figures it shows, and its tables, each on a page of its own."""

    title: str
    scope: str
    tables: tuple[AnnexTable, ...]


def render(annex: Annex) -> bytes:
    """The annex as a Word file, sealed as a report is; the same annex gives the same bytes.

    Raises:
        UnreadableFile: If the template is missing.
        InvalidReport: If a text has a character that a Word file cannot hold.
    """
    from gk_docs.word import Table  # noqa: PLC0415 - heavy

    tables = [
        {
            "title": one.title,
            "unit": one.unit,
            "notes": one.notes,
            "table": Table(*_table(one.grid)) if one.grid else "",
        }
        for one in annex.tables
    ]
    names = {"title": annex.title, "document_title": annex.title, "scope": annex.scope}
    return sealed(shipped_template(TEMPLATE).render({**names, "tables": tables}))


def _table(grid: Grid[AnnexCell]) -> tuple[Grid[TableCell], Look]:
    from gk_docs.word import Look, TableCell  # noqa: PLC0415 - heavy

    def cell(content: AnnexCell) -> TableCell:
        style = _STYLES[content.kind]
        return TableCell(content.text, "left" if content.kind == "name" else "center", content.bold, style=style)

    columns = _columns(grid)
    widths = tuple(column.millimetres for column in columns)
    return grid.map(cell), Look(widths_mm=widths, header_mm=_header_mm(grid, columns), style=_TABLE_STYLE)


def _columns(grid: Grid[AnnexCell]) -> list[_Column]:
    """The columns: room for their longest figures, then more where most lines would be needed, the rest for names."""
    columns = [_Column() for _ in range(grid.columns)]
    for cell in grid.cells:
        if cell.column_span == 1:
            columns[cell.column].see(cell.content)
    left = _TEXT_MM - sum(column.millimetres for column in columns)
    while left >= _STEP * _CELL_MM and (fullest := max(columns, key=lambda column: column.lines)).lines > 1:
        fullest.cells += _STEP
        left -= _STEP * _CELL_MM
    named = [column for column in columns if column.is_name]
    for column in named if left > 0 else columns:
        column.extra = left / len(named if left > 0 else columns)
    return columns


def _header_mm(grid: Grid[AnnexCell], columns: Sequence[_Column]) -> float:
    """What each row of the header must have at least, so that the labels over several of them have room."""
    heads = (cell for cell in grid.cells if cell.content.kind == "head" and cell.column_span == 1)
    return max(columns[cell.column].lines_of(cell.content.text) * _LINE_MM / cell.row_span for cell in heads)


@dataclass(slots=True)
class _Column:
    """A column while its width is found; lengths are in halves of a Chinese character."""

    cells: int = _HEAD_CELLS
    longest: str = ""
    extra: float = 0.0
    is_name: bool = False

    def see(self, content: AnnexCell) -> None:
        """Make room for a figure in one line; of heads and names remember the longest."""
        wide = width(content.text, ambiguous=2)
        self.longest = max(self.longest, content.text, key=lambda text: width(text, ambiguous=2))
        self.is_name |= content.kind == "name"
        if content.kind == "figure":
            self.cells = max(self.cells, wide)
        elif content.kind == "name":
            self.cells = max(self.cells, min(wide + _SPACED, _MOST_CELLS))

    @property
    def lines(self) -> int:
        """How many lines its longest text takes."""
        return self.lines_of(self.longest)

    def lines_of(self, text: str) -> int:
        """How many lines a text takes."""
        room = self.cells - self.cells % 2
        return sum(-(-width(line, ambiguous=2) // room) for line in text.split("\n"))

    @property
    def millimetres(self) -> float:
        """Its width."""
        return self.cells * _CELL_MM + _PADDING_MM + self.extra


@cache
def shipped_template(name: str) -> Template:
    """A Word template of the library, made ready once.

    Raises:
        UnreadableFile: If it is missing.
    """
    return Template(shipped(name), stored=True)
