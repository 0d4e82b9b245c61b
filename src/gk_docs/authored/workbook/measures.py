"""Widths of columns in characters and heights of rows in points: Excel fits neither to Chinese text by itself."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from gk_docs.chinese.text import width
from gk_docs.form.layout import Label

if TYPE_CHECKING:
    from gk_docs.form.layout import Content
    from gk_docs.grid import Grid

_LINE = 15.0
_PADDING = 5.0
_TALLEST = 400.0
_LABELS = (5, 15, 44)
_FEW_COLUMNS, _WIDE, _NARROW, _ALONE = 6, 20, 9.5, 30


def widths(grid: Grid[Content], first_figure: int) -> list[float]:
    """The width of each column of a table whose figures begin at the column `first_figure`."""
    few = grid.columns <= _FEW_COLUMNS
    labels = [_ALONE] if first_figure == 1 else list(_LABELS[-first_figure:]) if first_figure else []
    return [*labels, *[_WIDE if few else _NARROW] * (grid.columns - first_figure)]


def heights(grid: Grid[Content], wide: list[float]) -> list[float]:
    """The height of each row, so that every label that stands in one row is seen whole."""
    found = [_LINE + _PADDING] * grid.rows
    for cell in grid.cells:
        if isinstance(cell.content, Label) and cell.row_span == 1:
            room = sum(wide[cell.column : cell.column + cell.column_span])
            found[cell.row] = max(found[cell.row], height(cell.content.text, room))
    return found


def height(text: str, room: float) -> float:
    """The height of a cell that shows a text in a column of a width.

    >>> height("政府信息公开", 12), height("政府信息公开", 8)
    (20.0, 35.0)
    """
    lines = sum(max(1, ceil(width(line) / room)) for line in text.split("\n"))
    return min(_TALLEST, lines * _LINE + _PADDING)
