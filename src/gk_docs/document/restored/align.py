"""The items of a file matched to the slots that it had when it was written."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.document.restored.items import HEADING, TITLE
from gk_docs.files.seal import digest

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from gk_docs.document.restored.items import Item, Slot

    _Key = tuple[str, str]  # kind and digest

_EMPTY = digest("")
_WEIGHT = 4  # paragraphs that a heading or a table of the form outweighs


class SlotItem(NamedTuple):
    """A slot with what stands there now.

    Attributes:
        slot: The slot; None for what somebody put in.
        item: The item; None for what somebody took out.
    """

    slot: Slot | None
    item: Item | None


class Aligned(NamedTuple):
    """What stands above the title (the cover or the letterhead of a template), its lines, and everything after it."""

    above: tuple[Item, ...]
    title: tuple[str, ...]
    pairs: tuple[SlotItem, ...]


def aligned(items: Sequence[Item], slots: Sequence[Slot]) -> Aligned:
    """Match what is the same in order; between two such places headings with headings; then what is of one kind.

    A heading that is the same outweighs a few paragraphs: where a paragraph was moved past it, it is the paragraph that
    moved.
    """
    above = _above_title(items, slots)
    pairs = list(_same(slots, items[len(above) :]))
    title: list[str] = []
    while pairs and pairs[0].slot is None and pairs[0].item is not None and pairs[0].item.style == TITLE:
        title.append(pairs.pop(0).item.text)  # type: ignore[union-attr]  # it has an item
    return Aligned(above, tuple(title), tuple(pairs))


def _above_title(items: Sequence[Item], slots: Sequence[Slot]) -> tuple[Item, ...]:
    """What stands above the title; nothing where part of the report does, so that the title was moved."""
    at = next((at for at, item in enumerate(items) if item.style == TITLE), 0)
    written = {_of_slot(slot) for slot in slots if slot.digest != _EMPTY or slot.role == "table"}
    return () if any(_of_item(item) in written for item in items[:at]) else tuple(items[:at])


def _of_slot(slot: Slot) -> _Key:
    return slot.item_kind, slot.digest


def _of_item(item: Item) -> _Key:
    return "title" if item.style == TITLE else item.kind, _digest(item)


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
    """Keys, the heavy ones several times over but never torn apart, and the index that each, and the end, has."""
    found = [(key, turn, at) for at, key in enumerate(keys) for turn in range(_WEIGHT if key in heavy else 1)]
    return [(key, turn) for key, turn, _ in found], [*(at for *_, at in found), len(keys)]


def _alike(slots: Sequence[Slot], items: Sequence[Item], *, styled: bool) -> Iterator[SlotItem]:
    """What was changed: headings are still headings, and paragraphs paragraphs, where the file has such styles."""
    old = [(slot.item_kind, styled and _is_heading(slot)) for slot in slots]
    new = [("title" if item.style == TITLE else item.kind, item.style.startswith(HEADING)) for item in items]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        there, here = slots[i1:i2], items[j1:j2]
        yield from map(SlotItem, there, here) if change == "equal" else _between(there, here)


def _is_heading(slot: Slot) -> bool:
    return slot.kind == "h" or slot.kind.isdecimal()


def _digest(item: Item) -> str:
    return digest(item.text if item.kind in ("text", "table", "picture") else "")


def _between(slots: Sequence[Slot], items: Sequence[Item]) -> Iterator[SlotItem]:
    rest = list(items)
    for slot in slots:
        at = next((at for at, item in enumerate(rest) if item.kind == slot.item_kind and item.style != TITLE), None)
        if at is None:
            yield SlotItem(slot, None)
            continue
        yield from (SlotItem(None, item) for item in rest[:at])
        yield SlotItem(slot, rest[at])
        del rest[: at + 1]
    yield from (SlotItem(None, item) for item in rest)
