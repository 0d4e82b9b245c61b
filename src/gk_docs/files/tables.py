"""Tables of files, with merged cells unrolled into the squares that a browser or Word shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gk_docs.errors import UnreadableFile

_DIGITS = 7  # of a span


@dataclass(frozen=True, slots=True)
class UnrolledTable:
    """A table with its spans unrolled.

    Attributes:
        rows: Text of each unit square by row and column; a merged cell's text stands in its first square, and the
            others that it covers are None. Rows may differ in length where the file's own do.
    """

    rows: tuple[tuple[str | None, ...], ...]

    def cells(self) -> list[list[str]]:
        """The cells that begin in each row, in order, merged ones once."""
        return [[cell for cell in row if cell is not None] for row in self.rows]


@dataclass(frozen=True, slots=True)
class WebCell:
    """A cell of a web page's table: its text and how many rows and columns it spans."""

    text: str
    rows: int = 1
    columns: int = 1


def span_of(said: str | None, most: int) -> int:
    """Parse a rowspan or colspan, limited to `most`; 1 where it is not a number.

    >>> span_of(" 3 ", 200), span_of("9999", 200), span_of(None, 200), span_of("-2", 200), span_of("9" * 5000, 200)
    (3, 200, 1, 1, 1)
    """
    if said is None:
        return 1
    value = said.strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < _DIGITS else 1


def unrolled(rows: Iterable[Sequence[WebCell]], *, widest: int = 1_000) -> UnrolledTable:
    """Place cells with spans as a browser does: each at the first free square of its row.

    Published pages have overlapping spans, holes and rows of unequal length; none of them is an error.

    Args:
        rows: The cells of each row.
        widest: Most columns that a table may have.

    Raises:
        UnreadableFile: If a cell would stand beyond `widest`.

    >>> unrolled([[WebCell("甲", rows=2), WebCell("乙", columns=2)], [WebCell("丙"), WebCell("丁")]]).rows
    (('甲', '乙', None), (None, '丙', '丁'))
    """
    covered: dict[int, int] = {}  # by column: how many rows are still covered, this one included
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
    return UnrolledTable(tuple(found))
