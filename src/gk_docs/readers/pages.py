"""What every file reader makes of a file: lines of text and tables in reading order, and what the file says of itself.

A reader for a new format turns bytes into `Pages`; the matcher (`matcher.py`) does the rest, the same for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.errors import UnreadableFile
from gk_docs.form.prose import PICTURE_SIGNATURES
from gk_docs.form.reading import FileFacts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line of pasted text, without a line break.

    Attributes:
        text: Its text as printed; blanks at both ends stay, for they can stand for an empty cell.
        level: Level of a heading that the file marks as such (1 to 9), else 0.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text.

    Attributes:
        data: PNG or JPEG bytes; b"" where the file only points to it, or holds something else.
        caption: The text below it, or its description.
        is_lost: Whether the file holds it, but as no PNG or JPEG.
    """

    data: bytes = b""
    caption: str = ""
    is_lost: bool = False

    @classmethod
    def of(cls, data: bytes, caption: str = "") -> Image:
        """A picture from the bytes that the file has for it, whatever they are."""
        whole = data.startswith(PICTURE_SIGNATURES)
        return cls(data if whole else b"", caption, is_lost=bool(data) and not whole)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its spans unrolled.

    Attributes:
        rows: Text of each unit square by row and column; a merged cell's text stands in its first square, and the
            others that it covers are None. Rows may differ in length where the file's own do.
    """

    rows: tuple[tuple[str | None, ...], ...]

    def cells(self) -> list[list[str]]:
        """The cells that begin in each row, in order, merged ones once."""
        return [[cell for cell in row if cell is not None] for row in self.rows]


Block: TypeAlias = Line | Table | Image


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as pages.

    Attributes:
        blocks: Lines, tables and pictures in reading order.
        metadata: What the page says of itself beside its text (标题, 发布日期, 发布机构), by name.
        aside: Text that stands outside the document proper (menus, footers), one string a line.
        facts: Facts of the file.
    """

    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict, hash=False)
    aside: tuple[str, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell on its way into a table: its text and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


def unrolled(rows: Iterable[Sequence[Cell]], *, widest: int = 1_000) -> Table:
    """A table from cells with spans, placed as a browser does: each at the first free square of its row.

    Overlapping spans, holes and rows of unequal length, all seen in published pages, are taken as they come.

    Args:
        rows: The cells of each row.
        widest: Most columns that a table may have.

    Raises:
        UnreadableFile: If a cell would stand beyond `widest`.

    >>> unrolled([[Cell("甲", rows=2), Cell("乙", columns=2)], [Cell("丙"), Cell("丁")]]).rows
    (('甲', '乙', None), (None, '丙', '丁'))
    """
    covered: dict[int, int] = {}  # column: how many further rows are covered
    found: list[tuple[str | None, ...]] = []
    for cells in rows:
        line: list[str | None] = []
        below: dict[int, int] = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in cells:
            while len(line) in covered:
                line.append(None)
            if len(line) >= widest:
                raise UnreadableFile(f"表格超过{widest}列，不予读取")
            width = max(1, min(cell.columns, widest - len(line)))
            if cell.rows > 1:
                below.update(dict.fromkeys(range(len(line), len(line) + width), cell.rows - 1))
            line.append(cell.text)
            line.extend([None] * (width - 1))
        while len(line) in covered:
            line.append(None)
        covered = below
        found.append(tuple(line))
    return Table(tuple(found))
