"""What a file of ours held when it was written, block by block, as its carried part says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.files.seal import digest
from gk_docs.form.outline import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.document.carried import Carried

PREAMBLE = "preamble"
_CLASSES = {"t": "table", "i": "picture", "c": "picture"}
_EMPTY = digest("")


class Slot(NamedTuple):
    """The place of one block.

    Attributes:
        section: Field name of the section, or `preamble`.
        role: `heading` of the section, `table` of the form, or the place of a block: `before`, `after`, `body`.
        kind: Kind of the block: a letter of `carried.hidden_of`, `h` for a heading that is none of the text's.
        part: Number of the part in a narrative section; -1 outside one.
        head: Length of the heading that begins the block; 0 where none does.
        digest: Digest of its text; of a picture, of its caption.
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
    """Every block after the title in printed order, with its digest.

    Raises:
        ValueError: If the part does not hold together.
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


def _slots(carried: Carried) -> Iterator[Slot]:
    blocks, parts, printed = (carried.hidden[name] for name in ("blocks", "parts", "printed"))
    yield from (Slot(PREAMBLE, "body", kind) for kind in blocks[PREAMBLE] or "")
    for section in dict.fromkeys((*printed.get("order", ()), *SECTIONS)):
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
