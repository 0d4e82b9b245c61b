"""Put the text of one of our files back into the report, block by block, and note what was changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.chinese.lists import parse_number
from gk_docs.document.restored.items import HEADING, PREAMBLE, Slot
from gk_docs.files.seal import digest
from gk_docs.form.editions import FORMS
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose

if TYPE_CHECKING:
    from gk_docs.document.carried import Carried
    from gk_docs.document.restored.items import Item, SlotItem
    from gk_docs.form.prose import TextBlock

_ENDS_A_HEAD = ("。", "：", ":")
_HEAD = re.compile(r"[^。：:；;，,！？\n]{2,30}[。：:](?=.)")


class TextShown:
    """Collects blocks by section, role and part, headings of sections, and notes of what was changed."""

    def __init__(self, carried: Carried) -> None:
        self._told = {part.path for part in outline_of(FORMS[carried.edition]).told}
        self.blocks: dict[tuple[str, str, int], list[TextBlock]] = {}
        self.heads: dict[tuple[str, int], str] = {}
        self.sections: dict[str, str] = {}
        self.notes: list[Note] = []
        self._parts = carried.hidden["parts"]
        self._last = Slot(PREAMBLE, "body")
        self._is_drawn = False  # the table that follows

    def take(self, pair: SlotItem) -> None:
        """Take one slot with its item; an item without a slot was added, a slot without an item deleted."""
        slot, item = pair
        if slot is None and item is not None:
            self._put_in(item)
        elif slot is not None and item is None:
            self._last = slot
            self._note(slot, "这里的内容在写出后被删去")
        elif slot is not None and item is not None:
            self._last = slot
            if item.kind in ("text", "table", "picture") and digest(item.text) != slot.digest:
                self._note(slot, f"这里的文字在写出后改动过，现为“{short(item.text)}”", item.text)
            self._fill(slot, item)

    def _fill(self, slot: Slot, item: Item) -> None:
        text = item.text
        if slot.role == "heading":
            self.sections[slot.section] = text
        elif slot.kind == "h":
            self.heads[slot.section, slot.part] = text
        elif slot.kind == "g":
            self._is_drawn = True
        else:
            head = _head_length(slot, text)
            if head:
                self.heads[slot.section, slot.part], text = text[:head], text[head:]
            self._add(slot, _block(slot.kind, text, item))

    def _put_in(self, item: Item) -> None:
        if item.kind not in ("text", "table", "picture") or (item.kind == "text" and not item.text.strip()):
            return
        near = self._last
        role = "after" if near.role == "table" else "body" if near.section in (PREAMBLE, *self._parts) else near.role
        part = max(near.part, 0) if near.section in self._parts else -1
        slot = near._replace(role="before" if role == "heading" else role, part=part)
        self._add(slot, _block(_kind(item), item.text, item))
        self._note(slot, f"这里的内容是写出后加进来的：“{short(item.text)}”", item.text)

    def _add(self, slot: Slot, block: TextBlock) -> None:
        if self._is_drawn and isinstance(block, PlainTable):
            block, self._is_drawn = block.drawn(), False
        self.blocks.setdefault((slot.section, slot.role, slot.part), []).append(block)

    def _note(self, slot: Slot, message: str, found: str | None = None) -> None:
        self.notes.append(Note("GK106", slot.section, message, found))

    def prose(self, section: str, role: str) -> Prose:
        """The blocks of a section in one role, outside narrative parts."""
        return Prose(self.blocks.get((section, role, -1), []))

    def parts(self, section: str) -> tuple[Part, ...]:
        """The parts of a narrative section; text added to a section without parts makes one."""
        stated = self._parts[section] or ([[None, None, False, "", 0]] if (section, "body", 0) in self.blocks else [])
        parts = (self._part(section, number, facts) for number, facts in enumerate(stated))
        return tuple(part for part in parts if part)

    def _part(self, section: str, number: int, facts: list[Any]) -> Part | None:
        """Make one part; None if all that it printed has been deleted."""
        name, heading, run_in, kinds, head = facts
        shown = self.heads.get((section, number)) if heading else heading
        body = Prose(self.blocks.get((section, "body", number), []))
        if (heading or kinds) and not shown and not len(body):
            return None
        run_in = run_in and not (head and shown is None)
        if f"{section}.{name}" in self._told and kinds and not len(body):
            name = None  # with its name its text would be generated from the figures again
        return Part(name=name, heading=" ".join(shown.splitlines()) if shown else shown, run_in=run_in, body=body)


def _head_length(slot: Slot, text: str) -> int:
    """The length of the heading that begins a paragraph now; 0 if the paragraph no longer begins with one."""
    if not slot.head or digest(text) == slot.digest:
        return slot.head
    if slot.head < len(text) and text[: slot.head].endswith(_ENDS_A_HEAD):
        return slot.head
    found = _HEAD.match(text)
    return found.end() if found else 0


def _kind(item: Item) -> str:
    if item.kind != "text":
        return {"table": "t", "picture": "i"}[item.kind]
    mark = parse_number(item.text)
    return str(mark.level if mark else 2) if item.style.startswith(HEADING) else "p"


def _block(kind: str, text: str, item: Item) -> TextBlock:
    if kind in "ic":
        return Picture(data=item.data, caption=text)
    if kind == "t":
        return PlainTable(rows=tuple(tuple(cell for _, cell in row) for row in item.rows))
    if kind.isdecimal():
        return Heading(level=int(kind), text=" ".join(text.splitlines()) if "\n" in text else text)
    return Paragraph(text=text)
