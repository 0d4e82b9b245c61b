"""Word documents (.docx), by lxml in one pass over the body.

Limits: text in headers, footers and footnotes is not read; automatic numbering is written out as `numbering.py` can.
"""

from __future__ import annotations

import re
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.opc import Package, parsed
from gk_docs.form.carried import ENTRY
from gk_docs.form.reading import FileFacts
from gk_docs.readers.files.decoding import clean
from gk_docs.readers.files.wordparts import Marks, W, pictures_of, styles_of
from gk_docs.readers.files.wordruns import settle_runs
from gk_docs.readers.files.wordtables import MOST_COLUMNS, TBL, P, WordCell, cells_of, has_inner, rows_of, text_of
from gk_docs.readers.matching.headings import title_of
from gk_docs.readers.matching.matcher import matched
from gk_docs.readers.ours.restore import read_back
from gk_docs.readers.ours.wordbody import items_of
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
_PPR, _PSTYLE, _VAL = f"{W}pPr", f"{W}pStyle", f"{W}val"
_AROUND = {f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}
_GONE = (_FALLBACK, *(f"{W}{name}" for name in ("moveFrom", "tcPrChange")))
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_MOST_TOLD = 20
_NAMES = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>([^<]+)<")


def read(source: Source) -> Reading:
    """Read a report from a Word document.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    package = Package(source.data)
    root, facts, gone = _opened(package, source.name)
    xml = package.read(ENTRY) if ENTRY in package else b""
    items = partial(items_of, package, _body(root))
    return read_back(xml, items, facts, lambda: matched(_pages(package, root, facts, gone), source.name))


def pages_of(data: bytes, name: str | None) -> Pages:
    """The pages of a Word document.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
    """
    package = Package(data)
    return _pages(package, *_opened(package, name))


def _opened(package: Package, name: str | None) -> tuple[_Element, FileFacts, tuple[str, ...]]:
    """The document as a reader sees it, what the file says of itself, and what is struck out or hidden in it."""
    root = _document(package)
    facts = _facts(package, name, _changes(root))
    _take_out(root)
    gone = "、".join(islice(dict.fromkeys(settle_runs(package, root)), _MOST_TOLD))
    return root, facts, (f"划去或隐藏的文字：{gone}",) if gone else ()


def _pages(package: Package, root: _Element, facts: FileFacts, gone: tuple[str, ...]) -> Pages:
    blocks = islice(_Body(package, root).blocks(_body(root)), limits.BLOCKS + 1)  # the matcher refuses so many
    return Pages(tuple(blocks), aside=gone, facts=facts)


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
    """Remove what a reader does not see: the second copy of a drawing, text that was moved away, cells as they were."""
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
            if child.tag == P:
                yield from self._paragraph(child)
            elif child.tag == TBL:
                yield from self._table(child)
            elif child.tag in _AROUND:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        style, mark = self._style_and_mark(paragraph)
        text = mark + text_of(paragraph)
        lines = text.split("\n")
        broken = len(lines) > 1 and any(title_of(line) for line in lines)
        for line in lines if broken else [text]:
            yield Line(clean(line), style)
        if self._pictures:
            for blip in paragraph.iter(_BLIP):
                yield Image.of(self._pictures.get(str(blip.get(_EMBED)), b""))

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
        rows = [] if has_inner(table) else rows_of(table)
        if sum(map(len, rows)) > 1:
            yield Table(tuple(_squares(row) for row in rows))
            return
        for cell in cells_of(table):  # a frame around text, or around other tables
            yield from self.blocks(cell)


def _squares(cells: list[WordCell]) -> tuple[str | None, ...]:
    """The unit squares of a row: text in the first of a cell, None in those that a merged cell covers."""
    line: list[str | None] = []
    for cell in cells:
        line.append(None if cell.covered else clean(cell.text.strip("\n")))
        if cell.span > 1:
            line.extend([None] * min(cell.span - 1, MOST_COLUMNS - len(line)))
    return tuple(line)
