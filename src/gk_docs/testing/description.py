"""The plain data that describe what a Word document shows; golden files hold them and `compare` compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

Format: TypeAlias = Mapping[str, str]
"""Formatting as Chinese names and values (对齐: 居中); what is missing is not set at that place."""


@dataclass(frozen=True)
class DocPiece:
    """A stretch of a paragraph's text with the formatting that the rest of the paragraph does not share."""

    text: str
    format: Format


@dataclass(frozen=True)
class DocParagraph:
    """One paragraph.

    Attributes:
        text: Its text; anything else is in brackets: [图片 30×20 毫米], [PAGE].
        format: Style and direct formatting that hold for all of it.
        level: Outline level from 1, 0 for a title, None if it is not a heading.
        pieces: Its text cut where formatting changes; empty if it never does.
    """

    text: str
    format: Format = field(default_factory=dict)
    level: int | None = None
    pieces: tuple[DocPiece, ...] = ()


@dataclass(frozen=True)
class DocCell:
    """One cell, at the position where it begins.

    Attributes:
        text: Text of its paragraphs, one on each line.
        format: Formatting of the cell, and of its paragraphs if they all look the same.
        column: Unit column where it begins, from 0.
        row_span: Unit rows that it covers.
        column_span: Unit columns that it covers.
        content: Its paragraphs and tables if they do not all look the same; else empty.
    """

    text: str
    column: int
    format: Format = field(default_factory=dict)
    row_span: int = 1
    column_span: int = 1
    content: tuple[Block, ...] = ()


@dataclass(frozen=True)
class DocRow:
    """One row: the cells that begin in it, from the left, and its own formatting (行高, 标题行重复)."""

    cells: tuple[DocCell, ...]
    format: Format = field(default_factory=dict)


@dataclass(frozen=True)
class DocTable:
    """One table: rows and the formatting of the whole."""

    rows: tuple[DocRow, ...]
    format: Format = field(default_factory=dict)

    @cached_property
    def squares(self) -> Mapping[tuple[int, int], tuple[int, DocCell]]:
        """For each unit square (row, column): the row in which its cell begins, and the cell."""
        return {
            (row, column): (top, cell)
            for top, line in enumerate(self.rows)
            for cell in line.cells
            for row in range(top, top + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    @cached_property
    def columns(self) -> int:
        """Number of unit columns."""
        return 1 + max((column for _, column in self.squares), default=-1)

    def text(self, row: int, column: int) -> str:
        """The text of the cell that covers a unit square; "" if none does."""
        found = self.squares.get((row, column))
        return found[1].text if found else ""


Block: TypeAlias = DocParagraph | DocTable


@dataclass(frozen=True)
class Description:
    """A document.

    Attributes:
        settings: Formatting by what it belongs to: 文档属性, 页面, 样式“heading 1”.
        texts: Blocks by the text that they are in: 正文, 页眉, 页脚（偶数页）, 脚注.
    """

    settings: Mapping[str, Format]
    texts: Mapping[str, tuple[Block, ...]]
