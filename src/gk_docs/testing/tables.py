"""Changes between two tables: rows, columns, merges, and cells named by their labels."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING

from gk_docs.testing.align import Alignment, align
from gk_docs.testing.labels import Labels, is_figure, short
from gk_docs.testing.wording import Change, format_changes, quoted, text_changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gk_docs.testing.description import Block, DocCell, DocTable, Format

    CompareBlocks = Callable[[Sequence[Block], Sequence[Block], str], Iterator[Change]]


@dataclass(frozen=True)
class TableChanges:
    """What changed between two tables.

    Attributes:
        old: The expected table.
        new: The obtained one.
        place: What the table is called.
        compare_blocks: Compares the content of cells with several paragraphs or tables.
    """

    old: DocTable
    new: DocTable
    place: str
    compare_blocks: CompareBlocks

    def all(self) -> Iterator[Change]:
        """Changes of the whole table, of its columns and rows, then cell by cell."""
        yield from format_changes(f"{self.place} · 整个表格", self.old.format, self.new.format)
        yield from self._lines(self._columns, "列")
        yield from self._lines(self._rows, "行")
        for i, j in [*self._rows.pairs, *self._rows.moved]:
            row = f"{self.place} · {self._labels.row(i)}"
            yield from format_changes(row, self.old.rows[i].format, self.new.rows[j].format, self._group)
            for cell in self.old.rows[i].cells:
                yield from self._cell(i, j, cell)
            yield from self._split_off(j)

    @property
    def _group(self) -> str:
        return f"{self.place} · 表中"

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.old)

    @cached_property
    def _columns(self) -> Alignment:
        """Columns by position where there are as many, else by what they show."""
        if self.old.columns == self.new.columns:
            return Alignment([(column, column) for column in range(self.old.columns)])
        shown_old, shown_new = (
            [tuple(table.text(row, column) for row in range(len(table.rows))) for column in range(table.columns)]
            for table in (self.old, self.new)
        )
        return align(shown_old, shown_new, lambda i, j: _share_alike(shown_old[i], shown_new[j]))

    @cached_property
    def _column_of(self) -> Mapping[int, int]:
        return dict([*self._columns.pairs, *self._columns.moved])

    @cached_property
    def _rows(self) -> Alignment:
        """Rows by what they show in the columns that both tables have."""
        shown_old = [tuple(self.old.text(row, c) for c in self._column_of) for row in range(len(self.old.rows))]
        shown_new = [
            tuple(self.new.text(row, c) for c in self._column_of.values()) for row in range(len(self.new.rows))
        ]
        return align(shown_old, shown_new, lambda i, j: _alike(shown_old[i], shown_new[j]))

    @cached_property
    def _row_of(self) -> Mapping[int, int]:
        return dict([*self._rows.pairs, *self._rows.moved])

    def _lines(self, found: Alignment, kind: str) -> Iterator[Change]:
        """Rows or columns that are gone, new, or elsewhere."""
        is_row = kind == "行"
        before, after = Labels(self.old), Labels(self.new)
        name_old, name_new = (before.row, after.row) if is_row else (before.column, after.column)
        for i in found.removed:
            yield Change(self.place, f"删去{name_old(i)}")
        for j in found.added:
            yield Change(self.place, f"新增{name_new(j)}")
        for i, j in found.moved:
            yield Change(self.place, f"{name_old(i)}移到第{j + 1}{kind}")

    def _cell(self, i: int, j: int, cell: DocCell) -> Iterator[Change]:
        if cell.column not in self._column_of:
            return
        place = f"{self.place} · {self._labels.cell(i, cell.column)}"
        top, other = self.new.squares.get((j, self._column_of[cell.column]), (j, None))
        if other is None:
            yield Change(place, f"没有这个单元格了，原为{quoted(cell.text)}")
        elif (top, other.column) != (j, self._column_of[cell.column]):
            if cell.text not in other.text:
                yield Change(place, f"{quoted(cell.text)}并入邻格，邻格为{quoted(short(other.text))}")
        else:
            yield from self._content(cell, other, place)
            yield from self._span(i, j, cell, other, place)

    def _content(self, old: DocCell, new: DocCell, place: str) -> Iterator[Change]:
        if old.content and new.content:
            yield from format_changes(place, old.format, new.format, self._group)
            yield from self.compare_blocks(old.content, new.content, place)
            return
        yield from text_changes(place, old.text, new.text)
        if old.content or new.content:
            yield Change(place, "格内各段格式由" + ("不一变为一致" if old.content else "一致变为不一"))
        else:
            yield from format_changes(place, *_without_merged_width(old, new), self._group)

    def _span(self, i: int, j: int, old: DocCell, new: DocCell, place: str) -> Iterator[Change]:
        """A merge that changed; rows or columns that came or went inside it change nothing."""
        rows = {self._row_of.get(row) for row in range(i, i + old.row_span)} - {None}
        columns = {self._column_of.get(at) for at in range(old.column, old.column + old.column_span)} - {None}
        new_rows = set(range(j, j + new.row_span)) - set(self._rows.added)
        new_columns = set(range(new.column, new.column + new.column_span)) - set(self._columns.added)
        if rows != new_rows or columns != new_columns:
            yield Change(place, f"合并范围 {_size(old)} → {_size(new)}")

    def _split_off(self, j: int) -> Iterator[Change]:
        """Cells of a new row whose square another cell covered before, where they say something of their own."""
        row = {there: here for here, there in self._row_of.items()}[j]
        column_of = {there: here for here, there in self._column_of.items()}
        for cell in self.new.rows[j].cells:
            column = column_of.get(cell.column)
            top, before = self.old.squares.get((row, -1 if column is None else column), (row, None))
            if before is not None and (top, before.column) != (row, column) and cell.text not in before.text:
                yield Change(f"{self.place} · {Labels(self.new).cell(j, cell.column)}", f"拆分出{quoted(cell.text)}")


def _without_merged_width(old: DocCell, new: DocCell) -> tuple[Format, Format]:
    """Formatting of both; without the width where it follows from another merge."""
    if old.column_span == new.column_span:
        return old.format, new.format
    before, after = ({word: said for word, said in cell.format.items() if word != "宽"} for cell in (old, new))
    return before, after


def _size(cell: DocCell) -> str:
    return f"{cell.row_span} 行 {cell.column_span} 列"


def _share_alike(old: Sequence[str], new: Sequence[str]) -> float:
    """Share of the texts that are equal, place by place."""
    return sum(a == b for a, b in zip(old, new, strict=False)) / max(len(old), len(new), 1)


def _alike(old: Sequence[str], new: Sequence[str]) -> float:
    """How alike two rows are: by their labels where they have any, else by their figures."""
    labels_old, labels_new = ("\n".join(text for text in row if not is_figure(text)) for row in (old, new))
    if labels_old or labels_new:
        return SequenceMatcher(None, labels_old, labels_new, autojunk=False).ratio()
    return _share_alike(old, new)
