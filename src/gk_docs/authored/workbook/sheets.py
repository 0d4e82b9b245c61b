"""The sheets of a workbook of ours, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.authored.workbook.words import LARGEST
from gk_docs.files import sheets
from gk_docs.files.opc import Package
from gk_docs.files.sheets import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    if wanted not in names_of(package):
        return None
    return {sheet.name: Sheet(*sheet) for sheet in sheets.sheets_of(package)}


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
