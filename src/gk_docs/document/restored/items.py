"""The body of a file of ours as items, their text exactly as it stands, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.form.model import Model

TITLE, HEADING = "Title", "Heading"
"""Style of the lines of the title, and what the styles of headings begin with."""

_SAME_LABELS = 0.5


@dataclass(frozen=True, slots=True)
class Item:
    """One paragraph, table or picture.

    Attributes:
        kind: `text`, `picture`, `table`, or the field name of the section whose form table this is.
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
