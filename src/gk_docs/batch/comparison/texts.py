"""Compare the running text of two reports: each item is unchanged, changed, moved, both, added or removed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from gk_docs.batch.comparison.aligning import Pair, align, replaced
from gk_docs.batch.comparison.items import ComparedItem, Kind, items_of
from gk_docs.batch.comparison.likeness import MarkedSpan, spans
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Picture, PlainTable, TextBlock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.finding import Place
    from gk_docs.form.report import Report


_TAB, _EMPTY = "\t", "（空）"


class CellChange(NamedTuple):
    """A changed cell of a table, or a row that is new or gone.

    Attributes:
        row: Its row in the new table, from 1; for a row that is gone, its row in the old table.
        column: Its column, from 1; None for a whole row.
        old: Its old text; None if it is new.
        new: Its new text; None if it is gone.
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
    """The cells that differ; rows are aligned, so that an inserted row does not change the rows below it.

    Columns are not aligned: cells are always compared from the left.
    """
    for i, j in replaced(old.rows, new.rows):
        if i is not None and j is not None:
            yield from _cells(old.rows[i], new.rows[j], j + 1)
        elif i is not None:
            yield CellChange(i + 1, None, _TAB.join(old.rows[i]), None)
        elif j is not None:
            yield CellChange(j + 1, None, None, _TAB.join(new.rows[j]))


def _cells(old: Sequence[str], new: Sequence[str], row: int) -> Iterator[CellChange]:
    for column, (before, after) in enumerate(zip_longest(old, new), 1):
        if before != after:
            yield CellChange(row, column, before, after)


Change: TypeAlias = Literal["unchanged", "changed", "moved", "moved and changed", "added", "removed"]

CHANGES: dict[Change, str] = {
    "unchanged": "未变",
    "changed": "修改",
    "moved": "移动",
    "moved and changed": "移动并修改",
    "added": "新增",
    "removed": "删去",
}
"""Chinese word of each change."""


_OLD, _NEW = _SIDES = (attrgetter("old_item"), attrgetter("new_item"))


@dataclass(frozen=True)
class TextChange:
    """What became of one paragraph, heading, picture or table, or of the heading of a part.

    Attributes:
        change: `unchanged`, `changed`, `moved`, `moved and changed`, `added` or `removed`. An item has moved if its
            place among its neighbours or its section is another one; not if only others moved past it.
        old_item: The item of the old report; None if it was added.
        new_item: The item of the new one; None if it was removed.
    """

    change: Change
    old_item: ComparedItem | None
    new_item: ComparedItem | None

    @property
    def kind(self) -> Kind:
        """Its kind, or its old kind if it was removed: part (its heading), heading, paragraph, picture or table."""
        return self._item.kind

    @property
    def _item(self) -> ComparedItem:
        item = self.new_item or self.old_item
        if item is None:
            raise ValueError("a change without an item")
        return item

    @property
    def old(self) -> TextBlock | Part | None:
        """The old block, or part; None if it was added."""
        return self.old_item.content if self.old_item else None

    @property
    def new(self) -> TextBlock | Part | None:
        """The new one; None if it was removed."""
        return self.new_item.content if self.new_item else None

    @property
    def old_text(self) -> str:
        """Its old plain text, for a part the heading, for a picture the caption; "" if it was added."""
        return self.old_item.text if self.old_item else ""

    @property
    def new_text(self) -> str:
        """Its new plain text; "" if it was removed."""
        return self.new_item.text if self.new_item else ""

    @property
    def old_place(self) -> Place | None:
        """Its place in the old report; None if it was added."""
        return self.old_item.place if self.old_item else None

    @property
    def new_place(self) -> Place | None:
        """Its place in the new report; None if it was removed."""
        return self.new_item.place if self.new_item else None

    @property
    def place(self) -> Place:
        """Its place in the new report, or in the old one if it was removed."""
        return self._item.place

    @property
    def spans(self) -> tuple[MarkedSpan, ...]:
        """The stretches of its text that are the same, removed or added; see `cells` for a table."""
        if self.old_text == self.new_text:
            return (MarkedSpan("same", self.new_text),) if self.new_text else ()
        return spans(self.old_text, self.new_text)

    @property
    def cells(self) -> tuple[CellChange, ...]:
        """The changed cells, and the new or gone rows, of a table that is in both reports; else empty."""
        if isinstance(self.old, PlainTable) and isinstance(self.new, PlainTable):
            return tuple(cell_changes(self.old, self.new))
        return ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What changed besides the text, in Chinese: the kind, the level of a heading, the picture, a chart."""
        return tuple(_remarks(self.old, self.new)) if self.old and self.new else ()


def _remarks(old: TextBlock | Part, new: TextBlock | Part) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, Picture) and isinstance(new, Picture) and old.data != new.data:
        yield "换了图片"
    if isinstance(old, PlainTable) and isinstance(new, PlainTable) and old.chart != new.chart:
        yield "表上加了图" if new.chart else "表上的图去掉了"
    if isinstance(old, Part) and isinstance(new, Part):
        if old.name != new.name:
            yield f"部分名称 {old.name or '无'} → {new.name or '无'}"
        if old.run_in != new.run_in:
            yield "小标题改为接排" if new.run_in else "小标题改为独占一行"
        if not (old.heading or new.heading) and old.heading != new.heading:
            yield "空的小标题去掉了" if new.heading is None else "加了空的小标题"
    elif _level(old) != _level(new):
        yield f"{_level(old)} → {_level(new)}"


def _level(block: TextBlock | Part) -> str:
    return f"{block.level}级标题" if isinstance(block, Heading) else "正文"


def text_changes(old: Report, new: Report) -> tuple[TextChange, ...]:
    """What became of every item of text, in the order of the new report."""
    pairs = align(list(items_of(old)), list(items_of(new)))
    found = [TextChange(_change(pair), pair.old, pair.new) for pair in pairs]
    implied = {*_implied(found, _OLD, "removed"), *_implied(found, _NEW, "added"), *_run_in(found)}
    return tuple(change for number, change in enumerate(found) if number not in implied)


def _change(pair: Pair) -> Change:
    if pair.old is None or pair.new is None:
        return "added" if pair.old is None else "removed"
    if pair.old.key == pair.new.key:
        return "moved" if pair.moved else "unchanged"
    return "moved and changed" if pair.moved else "changed"


def _implied(found: Sequence[TextChange], side: attrgetter[ComparedItem | None], gone: Change) -> Iterator[int]:
    """Numbers of parts without heading that come or go with all their text; a reader does not see them as such."""
    inside: dict[str, list[TextChange]] = defaultdict(list)
    lone: dict[str, int] = {}
    for number, change in enumerate(found):
        item = side(change)
        if item and item.kind != "part" and item.part:
            inside[item.path.rpartition(".body.")[0]].append(change)
        elif item and item.kind == "part" and item.part and item.part.heading is None and change.change == gone:
            lone[item.path] = number
    for path, number in lone.items():
        if inside[path] and all(change.change in (gone, "moved", "moved and changed") for change in inside[path]):
            yield number


def _run_in(found: Sequence[TextChange]) -> Iterator[int]:
    """Numbers of changed parts whose heading is run into a paragraph that is listed as changed anyway."""
    listed = [
        {item.path for change in found if change.change != "unchanged" and (item := side(change)) and item.head}
        for side in _SIDES
    ]
    for number, change in enumerate(found):
        if change.kind != "part" or change.change == "unchanged":
            continue
        sides = [(item, paths) for side, paths in zip(_SIDES, listed, strict=True) if (item := side(change))]
        headed = [f"{item.path}.body.0" in paths for item, paths in sides if item.text]
        if headed and all(headed):
            yield number
