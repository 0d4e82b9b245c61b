"""Two tables of the running text, cell by cell."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.prose import PlainTable

    Row = tuple[str, ...]


_TAB, _EMPTY = "\t", "（空）"


class CellChange(NamedTuple):
    """A cell of a table that is not what it was.

    Attributes:
        row: Its row in the new table, from 1; in the old one for a row that is gone.
        column: Its column, from 1; None for a whole row that is new or gone.
        old: Its old text; None where it is new.
        new: Its new text; None where it is gone.
    """

    row: int
    column: int | None
    old: str | None
    new: str | None

    def __str__(self) -> str:
        place = f"第{self.row}行" + (f"第{self.column}列" if self.column else "")
        if self.old is None or self.new is None:
            text = " | ".join((self.new or self.old or "").split(_TAB))
            return f"{place}：{'新增' if self.old is None else '删去'} {text}"
        return f"{place}：{self.old or _EMPTY} → {self.new or _EMPTY}"


def cell_changes(old: PlainTable, new: PlainTable) -> Iterator[CellChange]:
    """The cells that differ; rows are aligned, and so a row put in does not change those below it.

    Columns are not: of tables with different numbers of columns, cells are compared from the left.
    """
    for kind, a, b, c, d in SequenceMatcher(None, old.rows, new.rows, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        for number in range(both):
            yield from _cells(old.rows[a + number], new.rows[c + number], c + number + 1)
        for number in range(a + both, b):
            yield CellChange(number + 1, None, _TAB.join(old.rows[number]), None)
        for number in range(c + both, d):
            yield CellChange(number + 1, None, None, _TAB.join(new.rows[number]))


def _cells(old: Row, new: Row, row: int) -> Iterator[CellChange]:
    for column, (before, after) in enumerate(zip_longest(old, new), 1):
        if before != after:
            yield CellChange(row, column, before, after)
