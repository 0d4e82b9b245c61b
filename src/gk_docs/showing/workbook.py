"""Draw lists as a workbook: one sheet each, A4 landscape, in readable type, rows as high as their text needs."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from gk_docs.authored.workbook.book import height
from gk_docs.authored.workbook.words import LONGEST
from gk_docs.chinese.text import width
from gk_docs.files.seal import sealed
from gk_docs.files.spreadsheet import fit_to_paper, made
from gk_docs.showing.charts import draw_charts
from gk_docs.showing.columns import ListColumns, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gk_docs.grid import Cell
    from gk_docs.showing.listing import ListCell, Listing

    Style = Callable[..., Any]

_HIGHEST_COLUMN = "A1:XFD1048576"
_EXACT_DIGITS = 15  # Excel rounds longer figures, so they are written as text
_ROOM_OF_NOTES = 60  # characters; in a narrower list a long note runs on to the right
_CUT = "……（太长，以下略）"
_COMMENT = {"x_scale": 3, "y_scale": 2}
_RED, _GREEN, _GREY = "#C00000", "#00703C", "#595959"

_BOX = {"border": 1, "valign": "top", "text_wrap": True}
_KINDS: dict[str, dict[str, Any]] = {
    "head": {**_BOX, "bold": True, "bg_color": "#E7E6E6", "align": "center"},
    "band": {**_BOX, "bold": True, "bg_color": "#C6D9F1"},
    "name": _BOX,
    "figure": _BOX,
    "printed": {**_BOX, "align": "center", "valign": "vcenter"},
}
_LINK = {"font_color": "#1F4E79", "underline": 1}
_WORDS = {"font_color": _GREY, "align": "right"}  # in the place of a number
_TONES = {
    "error": {"bg_color": "#FFC7CE"},
    "warning": {"bg_color": "#FFEB9C"},
    "info": {"bg_color": "#DDEBF7"},
    "good": {"bg_color": "#C6EFCE"},
    "idle": {"bg_color": "#F2F2F2"},
    "great": {"bg_color": "#FFEB9C"},
    "more": {"font_color": _RED},
    "less": {"font_color": _GREEN},
}
_NUMBERS = {
    "general": "General",
    "count": "#,##0",
    "money": "#,##0.00####",
    "change": "+#,##0;-#,##0;0",
    "money_change": "+#,##0.00####;-#,##0.00####;0",
    "rate": "+0.0%;-0.0%;0.0%",
}
_LEADS_ELSEWHERE = frozenset("#%")  # characters with a meaning of their own in the address of a file
_MARKS: dict[str, dict[str, Any]] = {
    "same": {},
    "removed": {"font_color": _RED, "font_strikeout": True},
    "added": {"font_color": _GREEN, "underline": 1},
}


def workbook(listings: Iterable[Listing], title: str = "", link: Callable[[str], str] = lambda _: "") -> bytes:
    """Draw lists as a sealed .xlsx file, a sheet for each with unit and notes below; same lists, same bytes.

    Args:
        listings: The lists. The sheet of a list without rows is hidden, and so not printed, if another list has rows.
        title: Title of the file, also printed above each page, with the name of the sheet if there are several.
        link: Gives the way from the workbook to the file that a cell is about, or "" for no link.

    Raises:
        MissingExtra: If XlsxWriter is not installed, which the extra `xlsx` installs.
    """
    several = list(listings)
    told = [one.title for one in several if not one.grid or one.grid.rows > one.grid.header_rows]
    told = told or [one.title for one in several[:1]]

    def draw(book: Any) -> None:
        @cache
        def style(**looks: Any) -> Any:
            return book.add_format(looks)

        for listing in several:
            sheet = book.add_worksheet(listing.title)
            if listing.title not in told:
                sheet.hide()
            elif listing.title == told[0]:
                sheet.activate()
                sheet.set_first_sheet()
            fit_to_paper(sheet, title=title, named=len(told) > 1)
            columns = columns_of(listing, listing.grid) if listing.grid else ListColumns()
            _sheet(sheet, listing, columns, style)
            for cell in listing.grid.cells if listing.grid else ():
                if (way := link(cell.content.file)) and not _LEADS_ELSEWHERE & set(way):
                    sheet.write_url(cell.row, cell.column, f"external:{way}", style(**_BOX, **_LINK), cell.content.text)
            draw_charts(book, sheet, listing, title, is_whole=not columns.begins)

    return sealed(made(draw, title), as_list=True)


def _sheet(sheet: Any, listing: Listing, columns: ListColumns, style: Style) -> None:
    sheet.ignore_errors({"number_stored_as_text": _HIGHEST_COLUMN})
    sheet.set_comments_author("")
    grid, widths = listing.grid, columns.widths
    _notes(sheet, listing, columns, style)
    if not grid:
        return
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    for row, cells in enumerate(grid.by_row()):
        sheet.set_row(row, max((_height(cell, widths) for cell in cells if cell.row_span == 1), default=None))
        for cell in cells:
            _put(sheet, cell, style)
    if columns.begins:
        sheet.set_print_scale(columns.scale)
        sheet.set_v_pagebreaks(columns.begins)
        sheet.repeat_columns(0, columns.kept - 1)
        sheet.print_across()
    if grid.header_rows:
        sheet.repeat_rows(0, grid.header_rows - 1)
        sheet.freeze_panes(grid.header_rows, columns.kept)
        sheet.autofilter(0, 0, max(grid.rows - 1, 1), grid.columns - 1)


def _notes(sheet: Any, listing: Listing, columns: ListColumns, style: Style) -> None:
    """Write unit and notes below a list; one longer than its first page is wide is wrapped there."""
    first, last = columns.kept if columns.begins else 0, columns.on_first - 1  # pages repeat what stands on the left
    room = sum(columns.widths[first : last + 1])
    below = filter(None, (listing.unit, *listing.notes))
    for row, note in enumerate(below, listing.grid.rows + 1 if listing.grid else 0):
        if last > first and room >= _ROOM_OF_NOTES and width(note) > room:
            sheet.merge_range(row, first, row, last, "", style(valign="top", text_wrap=True))
            sheet.set_row(row, height(note, room))
            sheet.write_string(row, first, _fitting(note), style(valign="top", text_wrap=True))
        else:
            sheet.write_string(row, first, _fitting(note))


def _height(cell: Cell[ListCell], widths: tuple[float, ...]) -> float:
    return height(cell.content.text, sum(widths[cell.column : cell.column + cell.column_span]))


def _put(sheet: Any, cell: Cell[ListCell], style: Style) -> None:
    content, at = cell.content, (cell.row, cell.column)
    look = _KINDS[content.kind] | (_TONES[content.tone] if content.tone else {})
    look |= {"bg_color": f"#{content.shade}"} if content.shade else {}
    if cell.row_span * cell.column_span > 1:
        sheet.merge_range(*at, cell.row + cell.row_span - 1, cell.column + cell.column_span - 1, "", style(**look))
    if content.value is not None and _is_exact(content.value):
        sheet.write_number(*at, content.value, style(**look, num_format=_NUMBERS[content.look]))
    elif len(content.marks) > 1 and _units(content.text) <= LONGEST:
        parts = (part for mark, text in content.marks for part in (style(**_MARKS[mark]), text))
        sheet.write_rich_string(*at, *parts, style(**look))
    else:
        look |= _MARKS[content.marks[0][0]] if len(content.marks) == 1 else {}
        look |= _WORDS if content.kind == "figure" and content.value is None else {}
        sheet.write_string(*at, _fitting(content.text), style(**look))
    if content.comment:
        sheet.write_comment(*at, content.comment, _COMMENT)


def _is_exact(value: float | Decimal) -> bool:
    return len(Decimal(str(value)).as_tuple().digits) <= _EXACT_DIGITS


def _fitting(text: str) -> str:
    """Shorten a text that is too long for a cell and say so at its end; protect one that looks like rich text."""
    if text.startswith("<r>") and text.endswith("</r>"):  # XlsxWriter would write it unescaped
        return f" {text}"
    return text if _units(text) <= LONGEST else text[: LONGEST // 2] + _CUT


def _units(text: str) -> int:
    """Length of a text as Excel counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2
