"""The rows and cells of a table of a web page, with sane spans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.files.tables import Cell
from gk_docs.files.webmarks import is_hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

MOST_ROWS, MOST_COLUMNS = 10_000, 200
"""Most rows and columns that a cell may span."""

_DIGITS = 7  # of a span


def rows_of(table: _Element) -> Iterator[list[_Element]]:
    """The cells of each row of a table, those of tables inside it and what is hidden left out."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is table and not is_hidden(row):
            yield [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell, keeps_place=False)]


def spanned(table: _Element, text_of: Callable[[_Element], str]) -> Iterator[list[Cell]]:
    """The cells of each row with their text and spans."""
    for row in rows_of(table):
        yield [
            Cell(text_of(cell), _span(cell, "rowspan", MOST_ROWS), _span(cell, "colspan", MOST_COLUMNS)) for cell in row
        ]


def _span(cell: _Element, name: str, most: int) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < _DIGITS else 1
