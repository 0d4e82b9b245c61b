"""What two documents differ in, as a Word file: tables, then text with what was struck and what was put in.

It knows tables and marked text, and nothing of the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gk_docs.files.seal import sealed
from gk_docs.showing.word_tables import shipped_template

if TYPE_CHECKING:
    from gk_docs.grid import Grid
    from gk_docs.word import TableCell

TEMPLATE = "docx/comparison.docx"
_TABLE_STYLE = "ChangeTable"
_STYLES = {"head": "ChangeHead", "band": "ChangeBand", "name": "ChangeName", "figure": "ChangeFigure"}
_FILLS = {"head": "E7E6E6", "band": "C6D9F1"}
_ALIGNS: dict[str, Literal["left", "center", "right"]] = {"head": "center", "figure": "right"}


@dataclass(frozen=True, slots=True)
class ChangeCell:
    """A cell: a `head` of a column, a `band` over the whole width, a `name` (set left) or a `figure` (set right)."""

    text: str
    kind: Literal["head", "band", "name", "figure"]


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """A table with its title; the widths are those of its columns in millimetres, 156 in all."""

    title: str
    grid: Grid[ChangeCell]
    widths_mm: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A stretch of text: `same`, `removed` or `added`."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of text: what became of it and where, the text, and remarks below it."""

    head: str
    spans: tuple[MarkedText, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What two documents differ in: a title, lines below it, tables, passages of text under a title of their own."""

    title: str
    lead: tuple[str, ...]
    tables: tuple[ChangeTable, ...]
    text_title: str
    passages: tuple[Passage, ...]


def render(changes: Changes) -> bytes:
    """The differences as a Word file, sealed as a report is; the same differences give the same bytes.

    Raises:
        UnreadableFile: If the template is missing.
        InvalidReport: If a text has a character that a Word file cannot hold.
    """
    from gk_docs.word import Look, Table  # noqa: PLC0415 - heavy

    tables = [
        {
            "title": one.title,
            "table": Table(one.grid.map(_cell), Look(widths_mm=one.widths_mm, style=_TABLE_STYLE)),
        }
        for one in changes.tables
    ]
    texts = {"lead": changes.lead, "text_title": changes.text_title, "passages": changes.passages}
    names = {"title": changes.title, "document_title": changes.title}
    return sealed(shipped_template(TEMPLATE).render({**names, **texts, "tables": tables}))


def _cell(content: ChangeCell) -> TableCell:
    from gk_docs.word import TableCell  # noqa: PLC0415 - heavy

    align, fill = _ALIGNS.get(content.kind, "left"), _FILLS.get(content.kind)
    return TableCell(content.text, align, fill=fill, style=_STYLES[content.kind])
