"""Draw cells of a workbook: their styles, their values or text, and what a clerk may type into them.

Widths are in characters, heights in points; both are computed, since Excel fits neither to Chinese text.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.authored.workbook.words import BLANK, LARGEST, LONGEST, cell_name
from gk_docs.chinese.text import width
from gk_docs.errors import WriteRefused
from gk_docs.files.spreadsheet import fit_to_paper
from gk_docs.form.amounts import MONEY
from gk_docs.form.layout import Content, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from gk_docs.grid import Grid

_LINE = 15.0
_PADDING = 5.0
_TALLEST = 400.0
_LABELS = (5, 13, 34)  # widths of the columns of labels, the last of which is always there
_FEW_COLUMNS, _WIDE, _NARROW, _ALONE = 6, 20, 8.2, 30


def widths(grid: Grid[Content], first_figure: int) -> list[float]:
    """The width of each column of a table, in characters; its figures begin at column `first_figure`, from 0."""
    few = grid.columns <= _FEW_COLUMNS
    labels = [_ALONE] if first_figure == 1 else list(_LABELS[-first_figure:]) if first_figure else []
    return [*labels, *[_WIDE if few else _NARROW] * (grid.columns - first_figure)]


def heights(grid: Grid[Content], wide: list[float]) -> list[float]:
    """The height of each row in points, enough for every label that does not span rows."""
    found = [_LINE + _PADDING] * grid.rows
    for cell in grid.cells:
        if isinstance(cell.content, Label) and cell.row_span == 1:
            room = sum(wide[cell.column : cell.column + cell.column_span])
            found[cell.row] = max(found[cell.row], height(cell.content.text, room))
    return found


def height(text: str, room: float) -> float:
    """The height in points of a cell that shows a text in a column `room` characters wide.

    >>> height("政府信息公开", 12), height("政府信息公开", 8)
    (20.0, 35.0)
    """
    lines = sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
    return min(_TALLEST, lines * _LINE + _PADDING)


_ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "objects": True,  # comments may be put beside cells
}

_CODES = re.compile(r"_x[0-9a-fA-F]{4}_x[0-9a-fA-F]{4}_")
_GREY, _PALE, _DIM = "#F2F2F2", "#FFF2CC", "#595959"
_BOX = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "宋体", "font_size": 11}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_name": "宋体", "valign": "vcenter"},
    "note": {"font_color": _DIM, "font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True},
    "aside": {"font_color": _DIM, "font_name": "宋体", "font_size": 10, "valign": "vcenter"},
    "help": {"font_name": "宋体", "font_size": 11, "valign": "vcenter"},
    "sign": {"font_name": "宋体", "font_size": 11, "valign": "bottom"},
    "warning": {"font_color": "#C00000", "bold": True, "font_name": "宋体", "valign": "vcenter"},
    "link": {**_BOX, "align": "left", "bg_color": _GREY, "font_color": "#0563C1", "underline": 1},
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

At = tuple[int, int]
"""Row and column of a cell."""


class Book:
    """A workbook with the styles of a form."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._styles: dict[str, Any] = {}

    def style(self, name: str) -> Any:
        """The XlsxWriter format of a name in `_STYLES`, made when it is first used."""
        if name not in self._styles:
            self._styles[name] = self.book.add_format(_STYLES[name])
        return self._styles[name]

    def sheet(self, name: str, *, may_grow: bool = False, across: bool = True) -> DrawnSheet:
        """Add a sheet that is locked but for its input cells, without a password.

        Args:
            name: Its name.
            may_grow: Whether rows may be inserted; else it prints on one page.
            across: Whether its pages are landscape.
        """
        sheet = self.book.add_worksheet(name)
        sheet.protect("", {**_ALLOWED, "insert_rows": may_grow})
        fit_to_paper(sheet, title=name, across=across, high=0 if may_grow else 1)
        return DrawnSheet(self, sheet)


class DrawnSheet:
    """A sheet of a book. Rows and columns are counted from 0.

    Attributes:
        xlsx: The sheet itself.
    """

    def __init__(self, book: Book, xlsx: Worksheet) -> None:
        self.xlsx, self.style = xlsx, book.style

    def put(self, row: int, column: int, value: str | int, style: str) -> None:
        """Write a number, or text that Excel takes for nothing but text; "" leaves the cell blank to ISBLANK.

        Raises:
            WriteRefused: If the text is longer than a cell may be, or has two codes (_x0041_) that share a `_`, of
                which XlsxWriter writes only the first as text.
        """
        if isinstance(value, int):
            self.xlsx.write_number(row, column, value, self.style(style))
            return
        if not value:
            self.xlsx.write_blank(row, column, None, self.style(style))
            return
        place = f"{self.xlsx.get_name()}!{cell_name(row, column)}"
        if len(value.encode("utf-16-le")) > 2 * LONGEST:
            mend = "请把这一段分成几段，或写成 .docx、.yaml"
            raise WriteRefused(f"一段文字超过{LONGEST}个字符，工作簿放不下", place=place, mend=mend)
        if codes := _CODES.search(value):
            mend = "请改写成 .docx、.yaml"
            raise WriteRefused("工作簿会把这几个字符当作代码", place=place, found=codes[0], mend=mend)
        # XlsxWriter takes text between these two tags for a rich string and would write it unescaped.
        is_markup = value.startswith("<r>") and value.endswith("</r>")
        self.xlsx.write_string(row, column, f" {value}" if is_markup else value, self.style(style))

    def formula(self, cell: At, formula: str, value: Any, style: str) -> None:
        """Write a formula and its value, which programs show that do not compute."""
        self.xlsx.write_formula(*cell, formula, self.style(style), value)

    def link(self, cell: At, target: str, words: str) -> None:
        """Write a link to another sheet."""
        self.xlsx.write_url(*cell, target, self.style("link"), words)

    def span(self, corners: tuple[int, int, int, int], value: str | int, style: str) -> None:
        """Write into a merged cell, as `put` does; `corners` are its first row and column, then its last ones."""
        if corners[:2] != corners[2:]:
            self.xlsx.merge_range(*corners, "", self.style(style))
        self.put(*corners[:2], value, style)

    def one_page(self, corners: tuple[int, int, int, int], *, upright: bool) -> None:
        """Print only these cells, on one page."""
        if upright:
            self.xlsx.set_portrait()
        self.xlsx.print_area(*corners)
        self.xlsx.fit_to_pages(1, 1)
        self.xlsx.center_horizontally()

    def mark(self, cell: At, test: str, style: str, **options: str) -> None:
        """Give a cell another style while a formula is true."""
        rule = {"type": "formula", "criteria": test, "format": self.style(style), **options}
        self.xlsx.conditional_format(*cell, *cell, rule)

    def allow_figures(self, cells: Sequence[At], unit: str, *, signed: bool = False) -> None:
        """Let a clerk type only figures of a unit, or 空白, into some cells.

        Args:
            cells: The cells; the first one must be the top left one.
            unit: Their unit.
            signed: Whether they may be negative.
        """
        first, money = cell_name(*cells[0]), unit in MONEY
        tests = [f"ISNUMBER({first})", f"ABS(N({first}))<{LARGEST}"]
        tests += [] if signed else [f"N({first})>=0"]
        tests += [] if money else [f"N({first})=INT(N({first}))"]
        kind = "0或正数，可以有小数" if money else "整数，减少的写负数" if signed else "0或正整数"
        rule: dict[str, Any] = {
            "validate": "custom",
            "value": f'=OR(AND({",".join(tests)}),{first}="{BLANK}")',
            "error_title": "这里填数字",
            "error_message": f"请填{kind}（单位：{unit}），不写单位。没有发生的填0；表里确实要空着的，填“{BLANK}”。",
            "other_cells": [[*cell, *cell] for cell in cells[1:]],
        }
        self._allow(cells[0], rule)

    def allow_one_of(self, cell: At, words: Iterable[str]) -> None:
        """Let a clerk choose only one of a few words in a cell, from a list."""
        rule: dict[str, Any] = {
            "validate": "list",
            "source": list(words),
            "error_title": "请从列表中选择",
            "error_message": "请点击单元格右侧的箭头，从列表中选一个；不清楚的可以空着。",
        }
        self._allow(cell, rule)

    def allow_year(self, cell: At, first: int) -> None:
        """Let a clerk type only a year, `first` or later, into a cell."""
        rule = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": 9999}
        said = {"error_title": "这里填年度", "error_message": f"请填四位数的年度（不早于{first}年），不写“年”字。"}
        self._allow(cell, {**rule, **said})

    def _allow(self, cell: At, rule: dict[str, Any]) -> None:
        # XlsxWriter drops a rule that breaks Excel's limits, and says so by a number only.
        if (result := self.xlsx.data_validation(*cell, *cell, rule)) != 0:
            raise AssertionError(f"data validation was dropped ({result})")
