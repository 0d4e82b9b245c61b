"""The items of a file matched to the slots that it had when it was written."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.form.carried import digest
from gk_docs.readers.ours.items import TITLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.readers.ours.items import Item
    from gk_docs.readers.ours.slots import Slot

_EMPTY = digest("")


class Pair(NamedTuple):
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
    pairs: tuple[Pair, ...]


def aligned(items: Sequence[Item], slots: Sequence[Slot]) -> Aligned:
    """Match what is the same in order; between two such places, what is of one kind in order."""
    above = _above_title(items, slots)
    pairs = list(_pairs(items[len(above) :], slots))
    title: list[str] = []
    while pairs and pairs[0].slot is None and pairs[0].item is not None and pairs[0].item.style == TITLE:
        title.append(pairs.pop(0).item.text)  # type: ignore[union-attr]  # it has an item
    return Aligned(above, tuple(title), tuple(pairs))


def _above_title(items: Sequence[Item], slots: Sequence[Slot]) -> tuple[Item, ...]:
    """What stands above the title; nothing where part of the report does, so that the title was moved."""
    at = next((at for at, item in enumerate(items) if item.style == TITLE), 0)
    written = {_of_slot(slot) for slot in slots if slot.digest != _EMPTY or slot.role == "table"}
    return () if any(_of_item(item) in written for item in items[:at]) else tuple(items[:at])


def _of_slot(slot: Slot) -> tuple[str, str]:
    return slot.item_kind, slot.digest


def _of_item(item: Item) -> tuple[str, str]:
    return "title" if item.style == TITLE else item.kind, _digest(item)


def _pairs(items: Sequence[Item], slots: Sequence[Slot]) -> Iterator[Pair]:
    old, new = [*map(_of_slot, slots)], [*map(_of_item, items)]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            yield from map(Pair, slots[i1:i2], items[j1:j2])
        else:
            yield from _between(slots[i1:i2], items[j1:j2])


def _digest(item: Item) -> str:
    return digest(item.text if item.kind in ("text", "table", "picture") else "")


def _between(slots: Sequence[Slot], items: Sequence[Item]) -> Iterator[Pair]:
    rest = list(items)
    for slot in slots:
        at = next((at for at, item in enumerate(rest) if item.kind == slot.item_kind and item.style != TITLE), None)
        if at is None:
            yield Pair(slot, None)
            continue
        yield from (Pair(None, item) for item in rest[:at])
        yield Pair(slot, rest[at])
        del rest[: at + 1]
    yield from (Pair(None, item) for item in rest)
