"""Match the items in the body of one of our files, as they are now, to the slots that it was written from."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.files.seal import digest
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from gk_docs.document.carried import Carried
    from gk_docs.form.model import Model

    Square = tuple[int, int]  # row and column
    Row = Sequence[tuple[int, str]]  # column and text of each cell that begins in it
    _Key = tuple[str, str]  # kind and digest

TITLE, HEADING = "title", "heading"
"""The style of the lines of the title, and the prefix of the styles of headings, in small letters without blanks."""

_SAME_LABELS = 0.5
PREAMBLE = "preamble"
_CLASSES = {"t": "table", "i": "picture", "c": "picture", "g": "chart"}
_EMPTY = digest("")


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph, table, picture or chart in the body.

    Attributes:
        kind: `text`, `picture`, `table`, `chart` (of the table that follows), or the field name of a section for its
            table of the form.
        text: Text of a paragraph; caption of a picture; cells of a plain table, separated by tabs and line breaks.
        style: Style of a paragraph.
        data: Bytes of a picture.
        rows: Cells of a table by row, as (column, text) for each cell that begins there.
    """

    kind: str
    text: str = ""
    style: str = ""
    data: bytes = b""
    rows: tuple[tuple[tuple[int, str], ...], ...] = ()


def table_item(rows: Iterable[Iterable[tuple[int, str]]], form: type[Model]) -> Item:
    """Make the item of a table of the form or of a plain one, from the cells of each row as (column, text)."""
    cells = tuple(map(tuple, rows))
    section = _section_of(cells, form)
    if section:
        return Item(section, rows=cells)
    return Item("table", "\n".join("\t".join(text for _, text in row) for row in cells), rows=cells)


def _section_of(rows: Sequence[Row], form: type[Model]) -> str | None:
    """Field name of the section whose table this is (half of its labels are in place); None for a plain table."""
    texts = squares(rows)
    for name, labels in labels_of(form).items():
        if sum(texts.get(square) == label.text for square, label in labels.items()) >= len(labels) * _SAME_LABELS:
            return name
    return None


def squares(rows: Sequence[Row]) -> dict[Square, str]:
    """The text of each cell of a table by its row and the column in which it begins."""
    return {(number, column): text for number, row in enumerate(rows) for column, text in row}


@cache
def labels_of(form: type[Model]) -> Mapping[str, Mapping[Square, Label]]:
    """The labels of each table of the form by row and column, by field name of the section."""
    return {
        section.name: {
            (cell.row, cell.column): cell.content for cell in section.cells if isinstance(cell.content, Label)
        }
        for section in outline_of(form).sections
        if section.grid
    }


class Slot(NamedTuple):
    """The place that one block had when the file was written.

    Attributes:
        section: Field name of the section, or `preamble`.
        role: `heading` of the section, `table` of the form, or the place of a block: `before`, `after`, `body`.
        kind: Kind of the block: a letter of `carried.hidden_of`, `h` for the heading of a part.
        part: Number of the part in a narrative section; -1 outside one.
        head: Length of the heading that begins the block; 0 without one.
        digest: Digest of its text; for a picture, of its caption.
    """

    section: str
    role: str
    kind: str = "p"
    part: int = -1
    head: int = 0
    digest: str = _EMPTY

    @property
    def item_kind(self) -> str:
        """The kind of item that stands here."""
        return self.section if self.role == "table" else _CLASSES.get(self.kind, "text")


def slots_of(carried: Carried) -> list[Slot]:
    """Return the slot of every block after the title in printed order, with its digest.

    Raises:
        ValueError: If there are more or fewer digests than blocks.
    """
    digests = iter(carried.blocks)
    found: list[Slot] = []
    for slot in _slots(carried):
        own = next(digests, None)
        if own is None:
            raise ValueError("fewer digests than blocks")
        found.append(slot._replace(digest=next(digests, _EMPTY) if slot.kind == "c" else own))
    if next(digests, None) is not None:
        raise ValueError("more digests than blocks")
    return found


def as_printed(slots: Sequence[Slot], later: Mapping[int, int]) -> list[Slot]:
    """The blocks in the order of the pages, each picture behind as many blocks as `later` has for its number.

    Raises:
        ValueError: If there are no such pictures, or no such blocks.
    """
    printed, pictures = list(slots), _pictures(slots)
    for number, past in later.items():
        at = pictures[number]
        printed[at : at + past + 1] = [*printed[at + 1 : at + past + 1], printed[at]]
    return printed


def as_written(pairs: Iterable[SlotItem], slots: Sequence[Slot], later: Mapping[int, int]) -> list[SlotItem]:
    """Put what was matched in the order of the pages back into the report's order, each picture before its blocks."""
    found, pictures = list(pairs), _pictures(slots)
    for number in later:
        at = pictures[number]
        here, there = (
            next(index for index, pair in enumerate(found) if pair.slot is slot) for slot in slots[at : at + 2]
        )
        found.insert(there, found.pop(here))
    return found


def _pictures(slots: Sequence[Slot]) -> list[int]:
    return [at for at, slot in enumerate(slots) if slot.item_kind == "picture"]


def _slots(carried: Carried) -> Iterator[Slot]:
    blocks, parts, printed = (carried.hidden[name] for name in ("blocks", "parts", "printed"))
    yield from (Slot(PREAMBLE, "body", kind) for kind in blocks[PREAMBLE] or "")
    names = outline_of(FORMS[carried.edition]).section_names
    for section in dict.fromkeys((*printed.get("order", ()), *names)):
        if printed.get("headings", {}).get(section) != "":
            yield Slot(section, "heading", "h")
        if section not in parts:
            yield from (Slot(section, "before", kind) for kind in blocks[f"{section}.before"])
            yield Slot(section, "table")
            yield from (Slot(section, "after", kind) for kind in blocks[f"{section}.after"])
        for number, (_, heading, _, kinds, head) in enumerate(parts.get(section, ())):
            if heading and not head:
                yield Slot(section, "body", "h", number)
            for position, kind in enumerate(kinds):
                yield Slot(section, "body", kind, number, head if position == 0 else 0)


_WEIGHT = 4  # a heading or a table of the form counts as this many paragraphs in matching


class SlotItem(NamedTuple):
    """A slot with the item that stands there now.

    Attributes:
        slot: The slot; None for an item that somebody added.
        item: The item; None if somebody deleted it.
    """

    slot: Slot | None
    item: Item | None


class Aligned(NamedTuple):
    """The matched body: items above the title (a template's letterhead), the lines of the title, the rest in pairs."""

    above: tuple[Item, ...]
    title: tuple[str, ...]
    pairs: tuple[SlotItem, ...]


def aligned(items: Sequence[Item], slots: Sequence[Slot]) -> Aligned:
    """Match items to slots: first equal text in order, then in the gaps headings with headings, then equal kinds.

    An unchanged heading weighs as much as a few paragraphs: if a paragraph was moved past it, the paragraph counts as
    moved and not the heading.
    """
    above = _above_title(items, slots)
    pairs = list(_same(slots, items[len(above) :]))
    title: list[str] = []
    while pairs and pairs[0].slot is None and pairs[0].item is not None and pairs[0].item.style == TITLE:
        title.append(pairs.pop(0).item.text)  # type: ignore[union-attr]  # it has an item
    return Aligned(above, tuple(title), tuple(pairs))


def _above_title(items: Sequence[Item], slots: Sequence[Slot]) -> tuple[Item, ...]:
    """The items above the title; none if part of the report is above it, since then the title was moved."""
    at = next((at for at, item in enumerate(items) if item.style == TITLE), 0)
    written = {_of_slot(slot) for slot in slots if slot.digest != _EMPTY or slot.role == "table"}
    return () if any(_of_item(item) in written for item in items[:at]) else tuple(items[:at])


def _of_slot(slot: Slot) -> _Key:
    return slot.item_kind, slot.digest


def _of_item(item: Item) -> _Key:
    shown = item.text if item.kind in ("text", "table", "picture") else ""
    return _kind_of(item), digest(shown)


def _kind_of(item: Item) -> str:
    return "title" if item.style == TITLE else item.kind


def _same(slots: Sequence[Slot], items: Sequence[Item]) -> Iterator[SlotItem]:
    old, new = [*map(_of_slot, slots)], [*map(_of_item, items)]
    anchors = (_is_heading(slot) or slot.head or slot.role == "table" for slot in slots)
    heavy = {key for key, anchors_it in zip(old, anchors, strict=True) if anchors_it}
    styled = any(item.style.startswith(HEADING) for item in items)
    weighed_old, at_old = _weighed(old, heavy)
    weighed_new, at_new = _weighed(new, heavy)
    for change, i1, i2, j1, j2 in SequenceMatcher(None, weighed_old, weighed_new, autojunk=False).get_opcodes():
        there, here = slots[at_old[i1] : at_old[i2]], items[at_new[j1] : at_new[j2]]
        yield from map(SlotItem, there, here) if change == "equal" else _alike(there, here, styled=styled)


def _weighed(keys: Sequence[_Key], heavy: Container[_Key]) -> tuple[list[tuple[_Key, int]], list[int]]:
    """Repeat the heavy keys `_WEIGHT` times, numbered so that repeats stay together; also return their old indexes."""
    found = [(key, turn, at) for at, key in enumerate(keys) for turn in range(_WEIGHT if key in heavy else 1)]
    return [(key, turn) for key, turn, _ in found], [*(at for *_, at in found), len(keys)]


def _alike(slots: Sequence[Slot], items: Sequence[Item], *, styled: bool) -> Iterator[SlotItem]:
    """Pair changed slots and items of one kind; headings only with headings, if the file has heading styles."""
    old = [(slot.item_kind, styled and _is_heading(slot)) for slot in slots]
    new = [(_kind_of(item), item.style.startswith(HEADING)) for item in items]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        there, here = slots[i1:i2], items[j1:j2]
        yield from map(SlotItem, there, here) if change == "equal" else _between(there, here)


def _is_heading(slot: Slot) -> bool:
    return slot.kind == "h" or slot.kind.isdecimal()


def _between(slots: Sequence[Slot], items: Sequence[Item]) -> Iterator[SlotItem]:
    rest = list(items)
    for slot in slots:
        at = next((at for at, item in enumerate(rest) if _kind_of(item) == slot.item_kind), None)
        if at is None:
            yield SlotItem(slot, None)
            continue
        yield from (SlotItem(None, item) for item in rest[:at])
        yield SlotItem(slot, rest[at])
        del rest[: at + 1]
    yield from (SlotItem(None, item) for item in rest)
