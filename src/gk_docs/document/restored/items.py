"""The body of a file of ours as items, their text exactly as it stands, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.files.seal import digest
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.document.carried import Carried
    from gk_docs.form.model import Model

TITLE, HEADING = "Title", "Heading"
"""Style of the lines of the title, and what the styles of headings begin with."""

_SAME_LABELS = 0.5
PREAMBLE = "preamble"
_CLASSES = {"t": "table", "i": "picture", "c": "picture", "g": "chart"}
_EMPTY = digest("")


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph, table or picture.

    Attributes:
        kind: `text`, `picture`, `table`, `chart` (of the table that follows), or the field name of the section whose
            form table this is.
        text: Text of a paragraph; caption of a picture; cells of a plain table, by tabs and line breaks.
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
    """A table of the form, or a plain one, from the cells of each row as (column, text)."""
    cells = tuple(map(tuple, rows))
    section = _section_of(cells, form)
    if section:
        return Item(section, rows=cells)
    return Item("table", "\n".join("\t".join(text for _, text in row) for row in cells), rows=cells)


def _section_of(rows: tuple[tuple[tuple[int, str], ...], ...], form: type[Model]) -> str | None:
    """Field name of the section whose form table this is: most of its labels stand where the form has them."""
    texts = {(number, column): text for number, row in enumerate(rows) for column, text in row}
    for name, labels in _labels_of(form):
        if sum(texts.get(square) == text for square, text in labels) >= len(labels) * _SAME_LABELS:
            return name
    return None


@cache
def _labels_of(form: type[Model]) -> tuple[tuple[str, tuple[tuple[tuple[int, int], str], ...]], ...]:
    """The labels of each form table with the squares that they stand in, by field name of the section."""
    return tuple(
        (
            section.name,
            tuple(
                ((cell.row, cell.column), cell.content.text)
                for cell in section.grid.cells
                if isinstance(cell.content, Label)
            ),
        )
        for section in outline_of(form).sections
        if section.grid
    )


class Slot(NamedTuple):
    """The place of one block.

    Attributes:
        section: Field name of the section, or `preamble`.
        role: `heading` of the section, `table` of the form, or the place of a block: `before`, `after`, `body`.
        kind: Kind of the block: a letter of `carried.hidden_of`, `h` for the heading of a part.
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
