"""One workbook while it is drawn: its styles, and cells that hold any text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from gk_docs.authored.workbook.words import LONGEST
from gk_docs.errors import WriteRefused

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}

_CODES = re.compile(r"_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_GREY, _PALE, _DIM = "#F2F2F2", "#FFF2CC", "#7F7F7F"
_BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 11}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_name": "宋体", "valign": "vcenter"},
    "note": {"font_color": _DIM, "font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True},
    "aside": {"font_color": _DIM, "font_name": "宋体", "font_size": 10},
    "warning": {"font_color": "#C00000", "bold": True, "font_name": "宋体", "valign": "vcenter"},
    "label": {**_BOX, "align": "center", "bg_color": _GREY},
    "row": {**_BOX, "align": "left", "bg_color": _GREY},
    "input": {**_BOX, "align": "center", "locked": False},
    "number": {**_BOX, "align": "left", "locked": False},
    "entry": {**_BOX, "align": "left", "locked": False, "num_format": "@"},
    "paragraph": {**_BOX, "align": "left", "valign": "top", "locked": False, "num_format": "@"},
    "heading": {**_BOX, "align": "left", "valign": "top", "locked": False, "num_format": "@", "bg_color": _GREY},
    "total": {**_BOX, "align": "center", "bg_color": _GREY, "bold": True},
    "last": {**_BOX, "align": "center", "font_color": _DIM, "italic": True},
    "last_label": {**_BOX, "align": "center", "font_color": _DIM},
    "empty": {"bg_color": _PALE},
    "wrong": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
}


class Book:
    """A workbook with the styles of a form."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._styles: dict[str, Any] = {}

    def style(self, name: str) -> Any:
        """A style by its name."""
        if name not in self._styles:
            self._styles[name] = self.book.add_format(_STYLES[name])
        return self._styles[name]

    def sheet(self, name: str, *, may_grow: bool = False) -> Worksheet:
        """A new sheet, locked but for its input cells, without password; one that may grow takes new rows."""
        sheet = self.book.add_worksheet(name)
        sheet.protect("", {**_ALLOWED, "insert_rows": may_grow})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def put(self, sheet: Worksheet, row: int, column: int, value: str | int, style: str) -> None:
        """Write a number, or text that is taken for nothing else; "" leaves the cell truly blank, as ISBLANK has it.

        Raises:
            WriteRefused: If the text is longer than a cell may be, or has two of its codes (_x0041_) with one `_`
                between them, of which XlsxWriter writes only the first as text.
        """
        if isinstance(value, int):
            sheet.write_number(row, column, value, self.style(style))
            return
        if not value:
            sheet.write_blank(row, column, None, self.style(style))
            return
        place = f"{sheet.get_name()}!{xl_rowcol_to_cell(row, column)}"
        if len(value.encode("utf-16-le")) > 2 * LONGEST:
            mend = "请把这一段分成几段，或写成 .docx、.yaml"
            raise WriteRefused(f"一段文字超过{LONGEST}个字符，工作簿放不下", place=place, mend=mend)
        if codes := _CODES.search(value):
            mend = "请改写成 .docx、.yaml"
            raise WriteRefused("工作簿会把这几个字符当作代码", place=place, found=codes[0], mend=mend)
        # XlsxWriter takes text between these two tags for a rich string and would write it unescaped.
        is_markup = value.startswith("<r>") and value.endswith("</r>")
        sheet.write_string(row, column, f" {value}" if is_markup else value, self.style(style))

    def formula(self, sheet: Worksheet, cell: str, formula: str, value: Any, style: str) -> None:
        """Write a formula with what it gives, for programs that do not compute."""
        sheet.write_formula(cell, formula, self.style(style), value)

    def span(self, sheet: Worksheet, corners: tuple[int, int, int, int], value: str | int, style: str) -> None:
        """The same over several squares: first row and column, last row and column."""
        if corners[:2] != corners[2:]:
            sheet.merge_range(*corners, "", self.style(style))
        self.put(sheet, corners[0], corners[1], value, style)
