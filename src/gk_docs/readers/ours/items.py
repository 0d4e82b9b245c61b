"""The body of a Word file of ours as items, their text exactly as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.readers.files.wordparts import W, pictures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from gk_docs.form.model import Model
    from gk_docs.form.outline import Section
    from gk_docs.readers.files.opc import Package

TITLE, CAPTION, TABLE_END = "Title", "Caption", "TableEnd"
"""Paragraph styles of our templates that say what a paragraph is."""

_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
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


def items_of(package: Package, body: _Element, form: type[Model]) -> list[Item]:
    """Everything in the body but the empty paragraphs that our templates set after tables."""
    pictures = pictures_of(package)
    found: list[Item] = []
    for element in _elements(body):
        item = _table(element, form) if element.tag == f"{W}tbl" else _paragraph(element, pictures)
        if item.style == CAPTION and found and found[-1].kind == "picture":
            found[-1] = replace(found[-1], text=item.text)
        elif item.style != TABLE_END or item.text:
            found.append(item)
    return found


def _elements(parent: _Element) -> Iterator[_Element]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
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


def text_of(paragraph: _Element) -> str:
    """The text of a paragraph with its tabs and line breaks; deleted text is none."""
    pieces: list[str] = []
    for element in paragraph.iter(f"{W}t", *_SIGNS):
        parent = element.getparent()
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif parent is not None and parent.tag == f"{W}r":
            pieces.append(_SIGNS[str(element.tag)])
    return "".join(pieces)


def _table(element: _Element, form: type[Model]) -> Item:
    rows = tuple(tuple(_cells(row)) for row in element.iterchildren(f"{W}tr"))
    section = _section_of(rows, form)
    if section:
        return Item(section.name, rows=rows)
    text = "\n".join("\t".join(text for _, text in row) for row in rows)
    return Item("table", text, rows=rows)


def _cells(row: _Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row.iterchildren(f"{W}tc"):
        span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        if merge is None or merge.get(f"{W}val") == "restart":
            yield column, "\n".join(text_of(paragraph) for paragraph in cell.iterchildren(f"{W}p"))
        width = str(span.get(f"{W}val")) if span is not None else "1"
        column += int(width) if width.isdecimal() else 1


def _section_of(rows: tuple[tuple[tuple[int, str], ...], ...], form: type[Model]) -> Section | None:
    """The section whose form table this is: most of its labels stand where the form has them."""
    texts = {(number, column): text for number, row in enumerate(rows) for column, text in row}
    for section in outline_of(form).sections:
        labels = [cell for cell in section.grid.cells if isinstance(cell.content, Label)] if section.grid else []
        same = sum(texts.get((cell.row, cell.column)) == cell.content.text for cell in labels)  # type: ignore[union-attr]  # labels
        if labels and same >= len(labels) * _SAME_LABELS:
            return section
    return None
