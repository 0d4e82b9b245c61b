"""The sheets of a workbook: values from python-calamine, and from the XML which cells hold formulas."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from gk_docs.errors import MissingExtra, UnreadableFile
from gk_docs.form.workbook import LARGEST
from gk_docs.readers.files.opc import Package, damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from python_calamine import CalamineSheet

_MOST_CELLS = 500_000
_LEAST_COLUMNS = 2  # a sheet of text without any has one, yet its instructions go over both
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; rows and columns are counted from 0.

    Attributes:
        name: Its name.
        values: The values, row by row.
        covered: For each square that a merged cell covers, its own first square.
        formulas: The cells that hold a formula.
    """

    name: str
    values: list[list[Any]]
    covered: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int]] = frozenset()

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, as text; "" in an empty or covered one."""
        if self.covered.get((row, column), (row, column)) != (row, column):
            return ""
        return self.spread(row, column)

    def spread(self, row: int, column: int) -> str:
        """The same with the text of a merged cell in every square that it covers."""
        row, column = self.covered.get((row, column), (row, column))
        values = self.values[row] if row < len(self.values) else []
        return _text(values[column]) if column < len(values) and values[column] != "" else ""

    def is_rounded(self, row: int, column: int) -> bool:
        """Whether a number is so large that Excel has rounded it."""
        value = self.values[row][column]
        return isinstance(value, float) and abs(value) >= LARGEST

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every cell that is not empty."""
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                if value != "" and (text := self.text(row, column)):
                    yield row, column, text


def cell_name(row: int, column: int) -> str:
    """The name of a cell.

    >>> cell_name(11, 4), cell_name(0, 27)
    ('E12', 'AB1')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def sheets_of(data: bytes, wanted: str) -> dict[str, Sheet] | None:
    """The sheets of a workbook that has one of the name `wanted`, by name; None if it has not.

    Raises:
        MissingExtra: If python-calamine is not installed.
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
    """
    package = Package(data)
    if "xl/workbook.xml" not in package:
        return None
    parts = _parts(package)
    if wanted not in parts:
        return None
    package.check()
    try:
        from python_calamine import CalamineError, load_workbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtra('读取 .xlsx 需要 pip install "gk-docs[xlsx]"') from None
    try:
        book = load_workbook(io.BytesIO(data))
        return {name: _sheet(book.get_sheet_by_name(name), package, parts[name]) for name in book.sheet_names}
    except (CalamineError, ValueError, KeyError, OSError) as error:
        raise UnreadableFile("工作簿不完整或已损坏", mend="请用 Excel 或 WPS 打开后重新另存") from error


def _parts(package: Package) -> dict[str, str]:
    """The part of each sheet, by the sheet's name."""
    targets = {link.get("Id", ""): link.get("Target", "") for link in package.xml("xl/_rels/workbook.xml.rels")}
    found = {}
    for sheet in package.xml("xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_ID, ""), "")
        found[sheet.get("name", "")] = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
    return found


def _sheet(sheet: CalamineSheet, package: Package, part: str) -> Sheet:
    if (sheet.total_height + 1) * (sheet.total_width + 1) > _MOST_CELLS:
        raise UnreadableFile("工作表过大，不是一份年度报告", place=sheet.name)
    values = sheet.to_python(skip_empty_area=False)
    width = max(_LEAST_COLUMNS, max(map(len, values), default=0))
    covered = {
        (row, column): start
        for start, end in sheet.merged_cell_ranges or ()
        for row in range(start[0], min(end[0] + 1, len(values)))
        for column in range(start[1], min(end[1] + 1, width))
    }
    return Sheet(sheet.name, values, covered, _formulas(package, part))


def _formulas(package: Package, part: str) -> frozenset[tuple[int, int]]:
    root = package.xml(part)
    cells = (cell.getparent() for cell in root.iter(f"{_MAIN}f"))
    return frozenset(_position(cell.get("r", "")) for cell in cells if cell is not None)


def _position(name: str) -> tuple[int, int]:
    match = _CELL.fullmatch(name)
    if match is None:
        raise damaged()
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
