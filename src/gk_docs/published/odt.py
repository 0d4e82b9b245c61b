"""Read OpenDocument texts (.odt) by LibreOffice, WPS or Word: the body, in one pass over content.xml.

Limits: headers, footers and notes are not read, nor is automatic numbering.
"""

from __future__ import annotations

from itertools import islice, repeat
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.encoding import clean
from gk_docs.files.marks import LOWERED, RAISED, UNREAD, left_out
from gk_docs.files.opc import Package, authors_in, damaged
from gk_docs.files.source import FileFacts, Source
from gk_docs.files.tables import WebCell, span_of, unrolled
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.text.headings import lines_of
from gk_docs.published.pages import Block, Image, Line, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from gk_docs.form.reading import Reading

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _STYLE = (f"{_OASIS}{name}:1.0}}" for name in ("text", "table", "style"))
_BODY, _IMAGE, _OBJECT = f"{_OASIS}office:1.0}}text", f"{_OASIS}drawing:1.0}}image", f"{_OASIS}drawing:1.0}}object"
_FO = f"{_OASIS}xsl-fo-compatible:1.0}}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
_COMMENT = f"{_OASIS}office:1.0}}annotation"
_LEFT_OUT = {f"{_TEXT}{name}" for name in ("note", "tracked-changes", "sequence-decls", "ruby-text", "script")} | {
    _COMMENT,
    *(f"{_OASIS}svg-compatible:1.0}}{name}" for name in ("title", "desc")),
}
"""What stands in the text and is not on the page: notes, phonetic guides, what a picture is said to show."""

_SHOWN = {_IMAGE, _OBJECT, f"{_OASIS}drawing:1.0}}control"}
_HIDDEN = "is-hidden"
_FAINT = {"0pt", "1pt", "2pt"}
"""Sizes of letters that nobody sees on a page."""

_AFLOAT = {"char", "paragraph", "page", "frame"}

_MOST_ROWS, _MOST_COLUMNS, _DIGITS, _MOST_NOTES = 2_000, 200, 20, 20


def read(source: Source) -> Reading:
    """Read a report from an OpenDocument text of any origin.

    Raises:
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    package = Package(source.data)
    root = package.xml("content.xml")
    body = next(root.iter(_BODY), None)
    if body is None:
        raise damaged()
    walk = _Body(package, root)
    blocks = tuple(islice(walk.blocks(body), limits.BLOCKS + 1))  # one more than allowed, which the matcher refuses
    notes = ("".join(map(str, note.itertext())).strip() for note in body.iter(f"{_TEXT}note-body"))
    aside = (*left_out(walk.gone), *(f"脚注、尾注：{note}" for note in islice(filter(None, notes), _MOST_NOTES)))
    comments, changes = (sum(1 for _ in body.iter(tag)) for tag in (_COMMENT, f"{_TEXT}changed-region"))
    facts = FileFacts(source.name, "odt", authors_in(package, "meta.xml"), comments, changes)
    return matched(Pages(blocks, aside=aside, facts=facts), source.name)


class _Body:
    """Reads the body of a document; it knows which styles strike text out, hide, raise or lower it."""

    def __init__(self, package: Package, root: _Element) -> None:
        self.gone: list[str] = []
        self._package = package
        roots = [root, *([package.xml("styles.xml")] if "styles.xml" in package else [])]
        styles = {str(style.get(f"{_STYLE}name")): style for tree in roots for style in tree.iter(f"{_STYLE}style")}
        self._styles = {name: settings for name in styles if (settings := dict(_settings(name, styles)))}

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """The paragraphs and tables in an element, including those in lists, sections and frames."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child)
            elif child.tag == f"{_TABLE}table":
                yield from self._table(child)
            elif child.tag not in _LEFT_OUT:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[Block]:
        level = str(paragraph.get(f"{_TEXT}outline-level") or "0")
        for line in lines_of(clean(self._text(paragraph))):
            yield Line(line, min(int(level), 9) if level.isdecimal() and len(level) < _DIGITS else 0)
        yield from (Image(is_sheet=True) for _ in paragraph.iter(_OBJECT))
        for image in paragraph.iter(_IMAGE):
            name = str(image.get(_HREF) or "")
            yield Image.of(self._package.read(name) if name in self._package else b"")

    def _table(self, table: _Element) -> Iterator[Block]:
        rows = [*islice(_rows(table), _MOST_ROWS + 1)]
        if len(rows) > _MOST_ROWS:
            raise UnreadableFile(f"表格超过{_MOST_ROWS}行，不是一份年度报告")
        if sum(map(len, rows)) > 1 and next(table.iterdescendants(f"{_TABLE}table"), None) is None:
            yield unrolled(([*map(self._cell, row)] for row in rows), widest=_MOST_COLUMNS)
            return
        for cell in table.iter(f"{_TABLE}table-cell"):  # the table is a frame around text, or around other tables
            if next(cell.iterancestors(f"{_TABLE}table"), None) is table:
                yield from self.blocks(cell)

    def _cell(self, cell: _Element) -> WebCell:
        lines = [block.text for block in self.blocks(cell) if isinstance(block, Line)]
        shown = any(line[:1].isdecimal() for line in lines) and any(map(_is_in_line, cell.iter(*_SHOWN)))
        rows, columns = (
            span_of(cell.get(f"{_TABLE}number-{name}-spanned"), _MOST_COLUMNS) for name in ("rows", "columns")
        )
        return WebCell("\n".join(filter(None, lines)) + UNREAD * shown, rows, columns)

    def _text(self, element: _Element) -> str:
        """The text of an element as a reader sees it."""
        found = element.text or ""
        for child in element:
            if child.get(f"{_TEXT}{_HIDDEN}") == "true":
                self.gone.extend(filter(None, [child.text or ""]))
            elif child.tag not in _LEFT_OUT:
                white = self._styles.get(str(child.get(f"{_TEXT}style-name")), {}).get(f"{_FO}color") == "#ffffff"
                beside = white and bool(found.strip() or (child.tail or "").strip())
                found += self._inner(child).translate(LOWERED if beside else {})
            found += child.tail or ""
        return self._shown(str(element.get(f"{_TEXT}style-name")), found)

    def _inner(self, child: _Element) -> str:
        if child.tag == f"{_TEXT}s":
            return " " * span_of(child.get(f"{_TEXT}c"), _MOST_COLUMNS)
        if child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            return "\t" if child.tag == f"{_TEXT}tab" else "\n"
        text = self._text(child)
        return f"\n{text}\n" if child.tag in _PARAGRAPHS else text  # a text box anchored in the line

    def _shown(self, style: str, text: str) -> str:
        """The text as its style shows it: "" if it is struck out or hidden, with raised and lowered digits as such."""
        properties = self._styles.get(style)
        if properties is None or not text:
            return text
        struck = properties.get(f"{_STYLE}text-line-through-style", "none") != "none"
        if struck or properties.get(f"{_TEXT}display") == "none":
            self.gone.append(clean(text))
            return ""
        position = str(properties.get(f"{_STYLE}text-position") or "").split(" ", 1)[0]
        if properties.get(f"{_FO}font-size") in _FAINT:
            return text.translate(LOWERED)
        raised = position == "super" or (position.endswith("%") and position[0] not in "-0")
        lowered = position == "sub" or position.startswith("-")
        return text.translate(RAISED if raised else LOWERED) if raised or lowered else text


def _is_in_line(drawn: _Element) -> bool:
    """Whether a picture, an object or a box to fill in stands in a line of text as a character does."""
    return not {one.get(f"{_TEXT}anchor-type") for one in (drawn, drawn.getparent()) if one is not None} & _AFLOAT


def _settings(name: str, styles: Mapping[str, _Element]) -> Iterator[tuple[str, str]]:
    """The settings of a style, those that it inherits first."""
    seen: list[str] = []
    while name in styles and name not in seen:
        seen.append(name)
        name = str(styles[name].get(f"{_STYLE}parent-style-name"))
    for one in reversed(seen):
        properties = styles[one].find(f"{_STYLE}text-properties")
        yield from (
            (str(key), str(value)) for key, value in (properties.attrib.items() if properties is not None else ())
        )


def _rows(table: _Element) -> Iterator[list[_Element]]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells = (cell for cell in row if cell.tag == f"{_TABLE}table-cell")
        squares = [*islice((cell for cell in cells for _ in range(_repeated(cell, "columns"))), _MOST_COLUMNS)]
        yield from repeat(squares, _repeated(row, "rows"))


def _repeated(element: _Element, what: str) -> int:
    """How many times a row or cell is repeated: the format writes equal neighbours once, with a count."""
    return span_of(element.get(f"{_TABLE}number-{what}-repeated"), _MOST_COLUMNS)
