"""The body of a Word file of ours as items, their text exactly as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.readers.files.wordparts import W, pictures_of
from gk_docs.readers.files.wordtables import TBL, P, flatten, rows_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from gk_docs.form.model import Model
    from gk_docs.readers.files.opc import Package
    from gk_docs.readers.files.wordtables import WordCell

TITLE, CAPTION, TABLE_END = "Title", "Caption", "TableEnd"
"""Paragraph styles of our templates that say what a paragraph is."""

_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SAME_LABELS = 0.5
_SLIVERS = ("0", "1", "2")  # widths in twentieths of a point


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


def items_of(package: Package, body: _Element, form: type[Model]) -> list[Item]:
    """Everything in the body but the empty paragraphs that our templates set after tables."""
    pictures = pictures_of(package)
    found: list[Item] = []
    for element in _elements(body):
        item = _table(element, form) if element.tag == TBL else _paragraph(element, pictures)
        if item.style == CAPTION and found and found[-1].kind == "picture":
            found[-1] = replace(found[-1], text=item.text)
        elif item.style != TABLE_END or item.text:
            found.append(item)
    return found


def _elements(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag in _AROUND:
            yield from _elements(child)


def _paragraph(element: _Element, pictures: Mapping[str, bytes]) -> Item:
    style = element.find(f"{W}pPr/{W}pStyle")
    name = str(style.get(f"{W}val")) if style is not None else ""
    blip = next(element.iter(_BLIP), None)
    if blip is not None:
        return Item("picture", style=name, data=pictures.get(str(blip.get(_EMBED)), b""))
    return Item("text", text_of(element), name)


def _table(element: _Element, form: type[Model]) -> Item:
    flatten(element)
    columns = _columns(element)
    rows = tuple(tuple(_cells(row, columns)) for row in rows_of(element))
    section = _section_of(rows, form)
    if section:
        return Item(section, rows=rows)
    text = "\n".join("\t".join(text for _, text in row) for row in rows)
    return Item("table", text, rows=rows)


def _columns(table: _Element) -> tuple[int, ...]:
    """The column that begins at each place of the grid: what LibreOffice adds by rounding is none of its own."""
    widths = [str(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple(accumulate((width not in _SLIVERS for width in widths), initial=0))


def _cells(row: Iterable[WordCell], columns: Sequence[int]) -> Iterator[tuple[int, str]]:
    place = 0
    for cell in row:
        if not cell.covered:
            yield columns[place] if place < len(columns) else place, cell.text
        place += cell.span


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
