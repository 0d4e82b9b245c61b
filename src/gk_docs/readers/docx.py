"""Word documents (.docx), by lxml in one pass over the body.

Limits: text in headers, footers and footnotes is not read; automatic numbering is written out as `numbering.py` can.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.form.reading import FileFacts
from gk_docs.readers.files.decoding import clean
from gk_docs.readers.files.opc import Package, parsed
from gk_docs.readers.files.wordparts import Marks, W, pictures_of, styles_of
from gk_docs.readers.matching.headings import title_of
from gk_docs.readers.matching.matcher import matched
from gk_docs.readers.ours.restore import carried_by, restored
from gk_docs.readers.pages import Image, Line, Pages, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from gk_docs.form.reading import Reading
    from gk_docs.readers.pages import Block
    from gk_docs.readers.source import Source

_MAIN = "word/document.xml"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_P, _TBL, _TR, _TC, _T = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}t"
_PPR, _PSTYLE, _VAL = f"{W}pPr", f"{W}pStyle", f"{W}val"
_SPAN, _DOWN, _ALONG = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_TEXTS = (_T, *_SIGNS)
_OF_A_TABLE = (_TR, _TC, _P, _SPAN, _DOWN, _ALONG, *_TEXTS)
_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_GONE = (_FALLBACK, f"{W}moveFrom")
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_NAMES = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<")
_MOST_COLUMNS = 1_000
_DIGITS = 5  # of a number of columns


def read(source: Source) -> Reading:
    """Read a report from a Word document.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    package = Package(source.data)
    root = _document(package)
    carried = carried_by(package)
    if carried:
        with suppress(ValueError, LookupError, TypeError):  # a carried part that no longer holds together
            return restored(carried, package, _body(root), _facts(package, source.name, _changes(root)))
    return matched(_pages(package, root, source.name), source.name)


def pages_of(data: bytes, name: str | None) -> Pages:
    """The pages of a Word document.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
    """
    package = Package(data)
    return _pages(package, _document(package), name)


def _pages(package: Package, root: _Element, name: str | None) -> Pages:
    facts = _facts(package, name, _changes(root))
    _take_out(root)
    return Pages(tuple(_Body(package, root).blocks(_body(root))), facts=facts)


def _document(package: Package) -> _Element:
    xml = package.read(_MAIN)
    return parsed(xml.replace(_STRICT, _TRANSITIONAL) if _STRICT in xml[:4096] else xml)


def _body(root: _Element) -> _Element:
    body = root.find(f"{W}body")
    if body is None:
        raise UnreadableFile("文件里没有正文", mend="请用 Word 或 WPS 打开后重新另存为 .docx")
    return body


def _changes(root: _Element) -> int:
    return sum(1 for _ in root.iter(*_CHANGES))


def _take_out(root: _Element) -> None:
    """Remove what a reader does not see: the second copy of a drawing, text that was moved away."""
    for element in [*root.iter(*_GONE)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _facts(package: Package, name: str | None, changes: int) -> FileFacts:
    core = package.read("docProps/core.xml") if "docProps/core.xml" in package else b""
    authors = dict.fromkeys(clean(match.decode("utf-8", "replace")).strip() for match in _NAMES.findall(core))
    comments = package.read("word/comments.xml").count(b"<w:comment ") if "word/comments.xml" in package else 0
    return FileFacts(name, "docx", tuple(filter(None, authors)), comments, changes)


class _Body:
    """The body of a document as blocks; what only some documents have is looked up once."""

    def __init__(self, package: Package, root: _Element) -> None:
        self._styles = styles_of(package)
        self._marks = Marks.of(package, self._styles)
        self._pictures: Mapping[str, bytes] = pictures_of(package) if next(root.iter(_BLIP), None) is not None else {}

    def blocks(self, parent: _Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag in _AROUND:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        style, mark = self._style_and_mark(paragraph)
        text = mark + _text(paragraph)
        lines = text.split("\n")
        broken = len(lines) > 1 and any(title_of(line) for line in lines)
        for line in lines if broken else [text]:
            yield Line(clean(line), style)
        if self._pictures:
            for blip in paragraph.iter(_BLIP):
                yield Image(self._pictures.get(str(blip.get(_EMBED)), b""))

    def _style_and_mark(self, paragraph: _Element) -> tuple[int, str]:
        """Level of its heading style, and the list mark that Word would write before it."""
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PPR else None
        if properties is None:
            return 0, ""
        first = properties[0] if len(properties) else None
        name = str(first.get(_VAL)) if first is not None and first.tag == _PSTYLE else ""
        style = self._styles.get(name)
        return style.level if style else 0, self._marks.next(properties, name) if self._marks else ""

    def _table(self, table: _Element) -> Iterator[Block]:
        rows = _rows(table)
        if sum(map(len, rows)) > 1 and next(table.iterdescendants(_TBL), None) is None:
            yield Table(tuple(_squares(row) for row in rows))
            return
        for cell in table.iter(_TC):  # a frame around text, or around other tables
            if next(cell.iterancestors(_TBL)) is table:
                yield from self.blocks(cell)


@dataclass(slots=True)
class _Cell:
    """A cell of a table: its text in pieces, the columns it spans, whether it only goes on with another."""

    parts: list[str] = field(default_factory=list)
    span: int = 1
    covered: bool = False

    def take(self, element: _Element, tag: str) -> None:
        """Take what is neither text nor the beginning of a paragraph."""
        if tag == _SPAN:
            value = str(element.get(_VAL))
            self.span = max(1, int(value)) if value.isdecimal() and len(value) < _DIGITS else 1
        elif tag in (_DOWN, _ALONG):
            self.covered = element.get(_VAL) in (None, "continue")
        else:
            self.parts.append(_sign(element))


def _rows(table: _Element) -> list[list[_Cell]]:
    """The cells of each row, in one pass over everything that counts in a table."""
    rows: list[list[_Cell]] = [[]]
    cell = _Cell()
    parts = cell.parts
    for element in table.iter(*_OF_A_TABLE):
        tag = element.tag
        if tag == _T:
            parts.append(element.text or "")
        elif tag == _P:
            parts.append("\n")
        elif tag == _TC:
            cell = _Cell()
            parts = cell.parts
            rows[-1].append(cell)
        elif tag == _TR:
            rows.append([])
        else:
            cell.take(element, str(tag))
    return rows[1:]


def _squares(cells: list[_Cell]) -> tuple[str | None, ...]:
    """The unit squares of a row: text in the first of a cell, None in those that a merged cell covers."""
    line: list[str | None] = []
    for cell in cells:
        line.append(None if cell.covered else clean("".join(cell.parts).strip("\n")))
        if cell.span > 1:
            line.extend([None] * min(cell.span - 1, _MOST_COLUMNS - len(line)))
    return tuple(line)


def _text(paragraph: _Element) -> str:
    if next(paragraph.iter(*_SIGNS), None) is None:
        return "".join(map(str, paragraph.itertext(_T, with_tail=False)))
    return "".join(
        [(element.text or "") if element.tag == _T else _sign(element) for element in paragraph.iter(*_TEXTS)]
    )


def _sign(element: _Element) -> str:
    """The character that a sign stands for; a tab stop in the paragraph's properties is none."""
    parent = element.getparent()
    return "" if parent is not None and parent.tag == f"{W}tabs" else _SIGNS[str(element.tag)]
