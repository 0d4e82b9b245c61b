"""Tables 2, 3 and 4 as Word tables, from the merged grids of the form.

Widths and heights are twips. No label is written here: labels, merges and paths come from the outline.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from builder.xml import paragraph, run, w
from gk_docs.document.rows import block_ends
from gk_docs.form.layout import Figure, Label
from gk_docs.form.table import FormTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.form.layout import Content
    from gk_docs.form.outline import Section
    from gk_docs.grid import Cell, Grid

_WIDTH = 8820  # a little less than the 156 mm of the type area, so that the lines stand inside it too
_BAND_FILL = "C6D9F1"
_ROW_HEIGHT = 340
_TAG_SIZE = 10  # half-points
_MARGINS = (("top", 20), ("left", 40), ("bottom", 20), ("right", 40))
_NOTE = re.compile("（[^（）]+，[^（）]+）$")
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(section: Section) -> str:
    """The table of a section: exact merges, all lines drawn, whole on one page where it fits.

    A row after which it may break says again, beside its style, that it keeps with the next: `gk_docs.document.docx`
    takes that back where a whole table would leave much of a page blank.

    Raises:
        ValueError: If the section has no table, or its `widths` are not one for each column.
    """
    grid, kind = section.grid, section.kind
    if grid is None or not issubclass(kind, FormTable):
        raise ValueError(f"{section.name}: no grid")
    widths = kind.widths or (_WIDTH // grid.columns,) * grid.columns
    if len(widths) != grid.columns:
        raise ValueError(f"{kind.__name__}.widths: {len(widths)} for {grid.columns} columns")
    banded = any(isinstance(cell.content, Label) and cell.content.role == "band" for cell in grid.cells)
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    ends = {*block_ends(grid)}
    rows = (_row(grid, number, widths, banded=banded, ends=number in ends) for number in range(grid.rows))
    return w("tbl", _properties(section, sum(widths)), columns, *rows)


def _properties(section: Section, width: int) -> str:
    lines = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="000000") for side in _SIDES))
    margins = (w(side, w=width, type="dxa") for side, width in _MARGINS)
    return w(
        "tblPr",
        w("tblW", w=width, type="dxa"),
        w("jc", val="center"),
        lines,
        w("tblLayout", type="fixed"),
        w("tblCellMar", *margins),
        w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        w("tblCaption", val=section.title),
    )


def _row(grid: Grid[Content], number: int, widths: Sequence[int], *, banded: bool, ends: bool) -> str:
    height = w("trHeight", val=_ROW_HEIGHT, hRule="atLeast")
    header = [w("tblHeader")] if number < grid.header_rows else []
    keep = w("keepNext") if ends else ""
    if number + 1 == grid.rows:
        keep = w("keepNext", val=0)
    cells = (_cell(cell, number, widths, keep, banded=banded) for cell in _cells(grid.covering()[number]))
    return w("tr", w("trPr", w("cantSplit"), height, *header), *cells)


def _cells(covering: Sequence[Cell[Content]]) -> Iterator[Cell[Content]]:
    """The cells that a row of squares crosses, each once."""
    column = 0
    while column < len(covering):
        yield covering[column]
        column += covering[column].column_span


def _cell(cell: Cell[Content], row: int, widths: Sequence[int], keep: str, *, banded: bool) -> str:
    content = cell.content
    width = sum(widths[cell.column : cell.column + cell.column_span])
    span = w("gridSpan", val=cell.column_span) if cell.column_span > 1 else ""
    merge = w("vMerge", val="restart" if row == cell.row else "continue") if cell.row_span > 1 else ""
    is_band = isinstance(content, Label) and content.role == "band"
    shade = w("shd", val="clear", color="auto", fill=_BAND_FILL) if is_band else ""
    properties = w("tcPr", w("tcW", w=width, type="dxa"), span, merge, shade, w("vAlign", val="center"))
    runs = _runs(content) if row == cell.row else []
    return w("tc", properties, paragraph(_style(content, banded=banded), *runs, properties=keep))


def _style(content: Content, *, banded: bool) -> str:
    if isinstance(content, Figure):
        return "TableFigure"
    if content.role == "band":
        return "TableBand"
    return "TableHead" if content.role == "column" or banded else "TableLabel"


def _runs(content: Content) -> list[str]:
    """A label, or the tag of a figure: the figure takes the look of the first mark, the rest is small, to fit.

    The form sets its two notes, a sentence in brackets that is or ends a label, in 楷体.
    """
    if isinstance(content, Label):
        note = _NOTE.search(content.text)
        at = note.start() if note else len(content.text)
        parts = (content.text[:at], None), (content.text[at:], "TableNote")
        return [run(text, style=style) for text, style in parts if text]
    return [run("{{", hinted=False), run(f" {content.path} }}}}", w("sz", val=_TAG_SIZE), hinted=False)]
