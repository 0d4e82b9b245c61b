"""Read Word documents (.docx) by lxml, in one pass over the body.

Limits: text in headers, footers and footnotes is not read; automatic numbering is written out as far as
`gk_docs.files.wordparts` can.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gk_docs.files import limits
from gk_docs.files.encoding import clean
from gk_docs.files.opc import Package
from gk_docs.files.tables import UnrolledTable
from gk_docs.files.worddocument import WordDocument
from gk_docs.files.wordparts import BLIP, ListMarks, W, pictures_in, pictures_of, styles_of
from gk_docs.files.wordtables import MOST_COLUMNS, P, WordCell, cells_of, elements_of, has_inner, rows_of, text_of
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.text.headings import lines_of
from gk_docs.published.pages import Block, Image, Line, Pages
from gk_docs.published.paragraphs import whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from gk_docs.files.source import Source
    from gk_docs.form.reading import Reading

_OBJECT = f"{W}object"
_PPR, _PSTYLE, _VAL = f"{W}pPr", f"{W}pStyle", f"{W}val"


def read(source: Source) -> Reading:
    """Read a report from a Word document of any origin.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    return matched(pages_of(source.data, source.name), source.name)


def pages_of(data: bytes, name: str | None) -> Pages:
    """The pages of a Word document.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
    """
    document = WordDocument.of(Package(data), name)
    return Pages(tuple(whole([block for block, _ in blocks_of(document)])), aside=document.gone, facts=document.facts)


def blocks_of(document: WordDocument) -> Iterator[tuple[Block, _Element]]:
    """The blocks of a document, each with its paragraph or table element."""
    blocks = _Blocks(document.package, document.body).blocks(document.body)
    return islice(blocks, limits.BLOCKS + 1)  # one more than allowed, which the matcher refuses


class _Blocks:
    """Reads the body of a document as blocks; styles, list marks and pictures are looked up once."""

    def __init__(self, package: Package, root: _Element) -> None:
        self._styles = styles_of(package)
        self._marks = ListMarks.of(package, self._styles)
        self._has_objects = next(root.iter(_OBJECT), None) is not None
        self._pictures: Mapping[str, bytes] = pictures_of(package) if next(root.iter(BLIP), None) is not None else {}

    def blocks(self, parent: _Element) -> Iterator[tuple[Block, _Element]]:
        for child in elements_of(parent):
            if child.tag == P:
                yield from ((block, child) for block in self._paragraph(child))
            else:
                yield from self._table(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        style, mark = self._style_and_mark(paragraph)
        for line in lines_of(clean(mark + text_of(paragraph))):
            yield Line(line, style)
        if self._has_objects:
            yield from (Image(is_sheet=True) for _ in paragraph.iter(_OBJECT))
        if self._pictures:
            yield from map(Image.of, pictures_in(paragraph, self._pictures))

    def _style_and_mark(self, paragraph: _Element) -> tuple[int, str]:
        """The level of a paragraph's heading style (0 if none), and the list mark that Word prints before it."""
        properties = paragraph[0] if len(paragraph) and paragraph[0].tag == _PPR else None
        if properties is None:
            return 0, ""
        first = properties[0] if len(properties) else None
        name = str(first.get(_VAL)) if first is not None and first.tag == _PSTYLE else ""
        style = self._styles.get(name)
        return style.level if style else 0, self._marks.next(properties, name) if self._marks else ""

    def _table(self, table: _Element) -> Iterator[tuple[Block, _Element]]:
        rows = [] if has_inner(table) else rows_of(table)
        if sum(map(len, rows)) > 1:
            yield UnrolledTable(tuple(squares_of(row) for row in rows)), table
            return
        for cell in cells_of(table):  # the table is a frame around text, or around other tables
            yield from self.blocks(cell)


def squares_of(cells: list[WordCell]) -> tuple[str | None, ...]:
    """The unit squares of a row: the text in the first square of each cell, None in those that a merged cell covers."""
    line: list[str | None] = []
    for cell in cells:
        line.append(None if cell.covered else clean(cell.text.strip("\n")))
        if cell.span > 1:
            line.extend([None] * min(cell.span - 1, MOST_COLUMNS - len(line)))
    return tuple(line)
