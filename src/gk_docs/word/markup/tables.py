"""Print a grid of cells as a Word table, with exact spans, widths, borders, header rows and shading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from gk_docs.chinese.text import with_line_feeds
from gk_docs.word.markup.grids import MOST_COLUMNS
from gk_docs.word.markup.runs import RunLook, refuse_fill, run_xml
from gk_docs.word.markup.xmltext import escape, refuse_illegal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.grid import Cell, Grid

TWIPS_PER_MM = 1440 / 25.4
_CLOSE = '<w:spacing w:before="0" w:after="0"/>'  # where no style says how far paragraphs stand apart
# LibreOffice parts no row whose lines all fit the page, but not the space below them: it goes over whole.
_NONE_BELOW = '<w:spacing w:after="0"/>'
Align = Literal["left", "center", "right", "both"]
_ALIGNS = (None, *get_args(Align))


def _refuse_other_alignments(*given: object) -> None:
    if others := [one for one in given if one not in _ALIGNS]:
        raise ValueError(f"an alignment is one of {', '.join(get_args(Align))}, not {others[0]!r}")


@dataclass(frozen=True, slots=True)
class TableCell:
    """The content of one cell that looks different from the rest of its table.

    Attributes:
        text: The content; each line is a paragraph, None is blank, `RichText` and other runs keep their look.
        align: left, center, right or both; None for the table's.
        bold: Whether the text is bold.
        fill: Background as six hexadecimal digits (D9E2F3), or None.
        style: Id or name of a paragraph style of the template, or None for the table's.

    Raises:
        TypeError: If the background is no text.
        ValueError: If Word does not take the alignment or the background.
    """

    text: object
    align: Align | None = None
    bold: bool = False
    fill: str | None = None
    style: str | None = None

    def __post_init__(self) -> None:
        _refuse_other_alignments(self.align)
        refuse_fill("fill", self.fill)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a table looks.

    Attributes:
        widths_mm: Width of each column in millimetres; None shares `width_mm` evenly.
        width_mm: Width of the table in millimetres if `widths_mm` is None (156 is the text width of an A4 公文).
        style: Id or name of a table style of the template, or None.
        paragraph_style: Id or name of a paragraph style of the template for every cell, or None.
        border: Thickness of all lines in eighths of a point; 0 draws none.
        header_fill: Background of the header rows as six hexadecimal digits, or None.
        header_bold: Whether the header rows are bold.
        header_mm: Least height of each header row in millimetres, for a label merged over several rows whose lines need
            more than one row's height; None fits each row to its text.
        align: Alignment of the other rows, or of each of their columns; header rows are centred.
        kept_rows: How many of the other rows stay with the header rows; the table may break below any after them, also
            where `paragraph_style` keeps each with the next. None leaves that to the style.
        split_rows: Rows within which a page may end, by number from 0, header rows counted; their cells begin at
            the top and have no space below, and the other rows stay whole.
        side_mm: Space at the left and right of each cell in millimetres; None leaves that to the table style, of which
            LibreOffice does not take it if it is the default one.
        size: Size of the text in half points; None leaves that to `paragraph_style`.

    Raises:
        TypeError: If the background is no text, or a size or the border no number.
        ValueError: If Word does not take a value.
    """

    widths_mm: tuple[float, ...] | None = None
    width_mm: float = 156
    style: str | None = None
    paragraph_style: str | None = None
    border: int = 4
    header_fill: str | None = None
    header_bold: bool = False
    header_mm: float | None = None
    align: Align | tuple[Align, ...] = "center"
    kept_rows: int | None = None
    split_rows: frozenset[int] = frozenset()
    side_mm: float | None = None
    size: int | None = None

    def __post_init__(self) -> None:
        _refuse_other_alignments(*((self.align,) if isinstance(self.align, str) else self.align))
        refuse_fill("header_fill", self.header_fill)
        for name, size in (
            ("border", self.border),
            ("header_mm", self.header_mm),
            ("side_mm", self.side_mm),
            ("size", self.size),
        ):
            if size is not None and size < 0:
                raise ValueError(f"{name} is not below 0, as {size} is")
        for width in (self.width_mm, *(self.widths_mm or ())):
            if not width > 0:  # nan neither
                raise ValueError(f"a width is above 0 mm, not {width}")

    def widths(self, columns: int) -> list[int]:
        """Width of each column in twentieths of a point.

        Raises:
            ValueError: If `widths_mm` names another number of columns, or there are more than Word takes.
        """
        widths = self.widths_mm if self.widths_mm is not None else (self.width_mm / columns,) * columns
        if len(widths) != columns:
            raise ValueError(f"{len(widths)} widths for {columns} columns")
        if columns > MOST_COLUMNS:
            raise ValueError(f"{columns} columns, but Word takes {MOST_COLUMNS} at most")
        return [round(width * TWIPS_PER_MM) for width in widths]

    def aligned(self, column: int) -> Align:
        """Alignment of a column, header rows aside."""
        return self.align if isinstance(self.align, str) else self.align[column]


_PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Table:
    """A grid ready to stand in a document: print it with `{{p name }}` in a paragraph of its own.

    Cells may hold text, numbers, None (blank) or `TableCell`. Works in plain docxtpl too, with `autoescape=True`.

    Raises:
        ValueError: When printed, if the look has another number of widths than the grid has columns, or there are more
            than 63.
    """

    grid: Grid[Any]
    look: Look = _PLAIN

    def __html__(self) -> str:
        return table_xml(self.grid, self.look)

    def texts(self) -> Iterator[object]:
        """Yield what each cell holds: text, a number, None, or runs (`RichText`)."""
        for cell in self.grid.cells:
            yield cell.content.text if isinstance(cell.content, TableCell) else cell.content


def as_table(grid: Grid[Any], **look: Any) -> Table:
    """Make a table of a grid, for use in a template: `{{p table(annex, header_fill="D9E2F3") }}`.

    Args:
        grid: The cells.
        look: Attributes of `Look` by name; `widths_mm` may be a list.
    """
    widths = look.pop("widths_mm", None)
    return Table(grid, Look(widths_mm=None if widths is None else tuple(widths), **look))


def table_xml(grid: Grid[Any], look: Look = _PLAIN) -> str:
    """The `w:tbl` element of a grid, without namespace declarations; empty text for a grid without cells."""
    if not grid.cells:
        return ""
    widths = look.widths(grid.columns)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = (_row(cells, number, grid.header_rows, widths, look) for number, cells in enumerate(grid.covering()))
    return f"<w:tbl>{_properties(look, sum(widths))}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _properties(look: Look, width: int) -> str:
    style = f'<w:tblStyle w:val="{escape(look.style)}"/>' if look.style else ""
    line = f'w:val="single" w:sz="{look.border}" w:space="0" w:color="auto"'
    sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if look.border else ""
    side = f'w:w="{round((look.side_mm or 0) * TWIPS_PER_MM)}" w:type="dxa"'
    margins = "" if look.side_mm is None else f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar>"
    return (
        f'<w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
    )


def _row(covering: Sequence[Cell[Any]], number: int, header_rows: int, widths: list[int], look: Look) -> str:
    is_header = number < header_rows
    if look.kept_rows is not None and number < header_rows + look.kept_rows - 1:
        look = replace(look, kept_rows=None)
    height = f'<w:trHeight w:val="{round(look.header_mm * TWIPS_PER_MM)}"/>' if is_header and look.header_mm else ""
    whole = "" if number in look.split_rows else "<w:cantSplit/>"
    repeated = "<w:tblHeader/>" if is_header else ""
    properties = f"<w:trPr>{whole}{height}{repeated}</w:trPr>"
    cells: list[str] = []
    column = 0
    while column < len(covering):
        cell = covering[column]
        width = sum(widths[column : column + cell.column_span])
        cells.append(_cell(cell, number, width, look, is_header=is_header))
        column += cell.column_span
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(cell: Cell[Any], row: int, width: int, look: Look, *, is_header: bool) -> str:
    content = cell.content if isinstance(cell.content, TableCell) else TableCell(cell.content)
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if row == cell.row else "continue"}"/>' if cell.row_span > 1 else ""
    fill = content.fill or (look.header_fill if is_header else None)
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill.removeprefix("#")}"/>' if fill else ""
    is_split = row in look.split_rows
    stands = f'<w:vAlign w:val="{"top" if is_split else "center"}"/>'
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shading}{stands}</w:tcPr>'
    lines = _lines(content.text) if row == cell.row else [""]
    aligned = content.align or ("center" if is_header else look.aligned(cell.column))
    layout = f'{_NONE_BELOW if is_split and (content.style or look.paragraph_style) else ""}<w:jc w:val="{aligned}"/>'
    is_bold = content.bold or (is_header and look.header_bold)
    paragraphs = "".join(_paragraph(line, content, look, layout, is_bold=is_bold) for line in lines)
    return f"<w:tc>{properties}{paragraphs}</w:tc>"


def _lines(value: object) -> list[str]:
    text = "" if value is None else str(value)
    return [text] if hasattr(value, "__html__") else with_line_feeds(text).split("\n")


def _paragraph(line: str, content: TableCell, look: Look, layout: str, *, is_bold: bool) -> str:
    style = content.style or look.paragraph_style
    styled = f'<w:pStyle w:val="{escape(style)}"/>' if style else _CLOSE
    loose = '<w:keepNext w:val="0"/>' if look.kept_rows is not None else ""
    run = line if hasattr(content.text, "__html__") else ""
    if line and not run:
        refuse_illegal(line)
        run = run_xml(line, RunLook(bold=is_bold, size=look.size) if is_bold or look.size else None)
    return f"<w:p><w:pPr>{styled}{loose}{layout}</w:pPr>{run}</w:p>"
