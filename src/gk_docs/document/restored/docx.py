"""Read back Word documents (.docx) that gk-docs wrote."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from gk_docs.document.carried import entry_in
from gk_docs.document.restored.items import Item, table_item
from gk_docs.document.restored.restore import read_back, with_notes
from gk_docs.files.opc import Package
from gk_docs.files.worddocument import CHARTS, WordDocument
from gk_docs.files.wordparts import W, pictures_in, pictures_of, style_names
from gk_docs.files.wordtables import TBL, elements_of, flatten, rows_of, text_of
from gk_docs.form.notes import not_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from gk_docs.files.source import Source
    from gk_docs.files.wordtables import WordCell
    from gk_docs.form.model import Model
    from gk_docs.form.notes import Note
    from gk_docs.form.reading import Reading


_CAPTION, _TABLE_END = "caption", "tableend"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SLIVERS = ("0", "1", "2")  # widths in twentieths of a point


def read(source: Source) -> Reading | Note | None:
    """Read back a report that gk-docs wrote.

    Returns:
        None if gk-docs did not write the file, or wrote it as a template; the note GK107 if it did, but what the file
        carries is damaged or does not fit its pages.

    Raises:
        UnreadableFile: If the file is damaged, encrypted, beyond the limits, or of a version that this library does
            not know.
    """
    package = Package(source.data)
    entry = entry_in(package.names, package.read)
    if entry is None:
        return None
    xml = package.read(entry)
    document = WordDocument.of(package, source.name)
    reading = read_back(xml, partial(items_of, package, document.body), document.facts)
    return with_notes(reading, not_read(line for line in document.gone if not line.startswith(CHARTS)))


def items_of(package: Package, body: _Element, form: type[Model]) -> list[Item]:
    """Return the items of the body, less the empty paragraphs that our templates put after tables."""
    pictures, names = pictures_of(package), style_names(package)
    found: list[Item] = []
    for element in elements_of(body):
        item = _table(element, form) if element.tag == TBL else _paragraph(element, pictures, names)
        if item.style == _CAPTION and found and found[-1].kind == "picture":
            found[-1] = replace(found[-1], text=item.text)
        elif item.style != _TABLE_END or item.text:
            found.append(item)
    return found


def _paragraph(element: _Element, pictures: Mapping[str, bytes], names: Mapping[str, str]) -> Item:
    style = element.find(f"{W}pPr/{W}pStyle")
    key = str(style.get(f"{W}val")) if style is not None else ""
    name = names.get(key, key.casefold())
    for data in pictures_in(element, pictures):
        return Item("picture", style=name, data=data)
    if next(element.iter(_CHART), None) is not None:
        return Item("chart", style=name)
    return Item("text", text_of(element), name)


def _table(element: _Element, form: type[Model]) -> Item:
    flatten(element)
    columns = _columns(element)
    return table_item((_cells(row, columns) for row in rows_of(element)), form)


def _columns(table: _Element) -> tuple[int, ...]:
    """Map grid positions to columns, leaving out the slivers that LibreOffice adds by rounding."""
    widths = [str(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple(accumulate((width not in _SLIVERS for width in widths), initial=0))


def _cells(row: Iterable[WordCell], columns: Sequence[int]) -> Iterator[tuple[int, str]]:
    place = 0
    for cell in row:
        if not cell.covered:
            yield columns[place] if place < len(columns) else place, cell.text
        place += cell.span
