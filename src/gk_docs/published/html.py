"""Read web pages, complete as saved by a browser or a fragment, in any charset (see `gk_docs.files.encoding`).

Scripts, styles, hidden elements and the page's navigation are left out. Nothing is fetched.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.encoding import decoded
from gk_docs.files.marks import UNREAD
from gk_docs.files.source import FileFacts, Source
from gk_docs.files.tables import unrolled
from gk_docs.files.webboxes import SKIPPED, shows, unread_in
from gk_docs.files.webmarks import PageMarks, is_hidden
from gk_docs.files.webpage import (
    MOST_COLUMNS,
    authors_of,
    metadata,
    outside_cells,
    parsed,
    picture_of,
    rows_of,
    spanned,
)
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.pages import Block, Image, Line, Pages
from gk_docs.published.paragraphs import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from gk_docs.form.reading import Reading

_EDGES: Final = ("header", "footer")
"""Titles that LibreOffice gives to headers and footers when it saves a Word file as a web page."""

_BLOCKS: Final = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt", "dd", "form",
    "blockquote", "pre", "center", "fieldset", "figure", "figcaption", "hr", "body", "html", "address", "caption",
    "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "tbody", "thead", "tfoot", "table", "details",
    "summary", "dialog", "menu", "dir", "legend", "hgroup",
}  # fmt: skip
_ASIDE = "\1"  # ends a line of a cell that may be out of sight, or beside the others
_ENDS = re.compile("[\0\1]")
_DIGITS = re.compile(r"[\d\s.,]+")
_BLANKS = re.compile(r"[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BETWEEN_IDEOGRAPHS = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})")
_MOST_BLOCKS = 12_000
_DEEPEST = 200
_FEWEST_ANCHORS = 2  # section titles needed to tell where the report ends
_MOST_TOLD = 20


def read(source: Source) -> Reading:
    """Read a report from a web page of any origin.

    Raises:
        UnreadableFile: If it is not text, is too large, or is nested too deeply.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    return matched(pages_of(source.data, source.name), source.name)


def pages_of(data: bytes, name: str | None) -> Pages:
    """The pages of a web page.

    Raises:
        UnreadableFile: If it is not text, is too large, or is nested too deeply.
    """
    if len(data) > limits.PAGE or data.count(b"<") > limits.PAGE_TAGS:
        raise UnreadableFile("网页过大，不是一份年度报告", found=f"{len(data)}字节")
    text = decoded(data)
    root = parsed(text)
    walk = _PageWalk(PageMarks(root))
    walk.element(root, 0)
    walk.flush()
    end = walk.end_of_report()
    below = (block.text for block in walk.blocks[end:] if isinstance(block, Line))
    aside = (*below, *walk.marks.left_out(), *walk.unread_before(end))
    blocks = tuple(whole(walk.blocks[:end]))
    return Pages(blocks, dict(metadata(root)), aside, FileFacts(name, "html", authors_of(root, text)))


class _PageWalk:
    """Walks over a page once and collects its blocks."""

    def __init__(self, marks: PageMarks) -> None:
        self.marks = marks
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._level = 0
        self._reach: dict[_Element, tuple[int, int]] = {}
        self._anchors: list[tuple[int, _Element]] = []
        self._current: _Element | None = None
        self._unread: list[tuple[int, str]] = []

    def element(self, element: _Element, depth: int) -> None:
        """Read an element with all that is in it, but not the text after it (its tail)."""
        tag = element.tag
        if is_hidden(element) or element.get("title") in _EDGES or self.marks.is_struck(element):
            return
        if tag in SKIPPED:
            self._unread.append((len(self.blocks), _line(unread_in(element))))
            return
        if depth > _DEEPEST:
            raise UnreadableFile("网页的嵌套层数过多，不予读取")
        start = len(self.blocks)
        if tag == "br":
            self.flush()
        elif tag == "img":
            self._picture(element)
        elif tag == "table" and not self._is_layout(element):
            self.flush()
            self._table(element, depth)
        elif tag in _BLOCKS:
            self._block(element, depth)
        else:
            start_of_parts = len(self._parts)
            self._inside(element, depth)
            if raised := self.marks.raised(element):
                self._parts[start_of_parts:] = [part.translate(raised) for part in self._parts[start_of_parts:]]
        self._reach[element] = (start, len(self.blocks))

    def _block(self, element: _Element, depth: int) -> None:
        self.flush()
        outer, self._current = self._current, element
        self._level = int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else self._level
        self._inside(element, depth)
        self.flush()
        self._level, self._current = 0, outer

    def _inside(self, element: _Element, depth: int) -> None:
        printed = element.tag == "pre"
        self._add(element.text, by_line=printed)
        for child in element:
            self.element(child, depth + 1)
            self._add(child.tail, by_line=printed)

    def _add(self, text: str | None, *, by_line: bool) -> None:
        """Add a text to the current line; with `by_line`, each line of it is one, as the page shows it."""
        lines = (text or "").split("\n") if by_line else [text or ""]
        self._parts.append(lines[0])
        for line in lines[1:]:
            self.flush()
            self._parts.append(line)

    def _table(self, table: _Element, depth: int) -> None:
        """Read a table, and what is in it but in no cell: its caption, or what follows one that is not closed."""
        whole = unrolled(spanned(table, self._cell_text, self.marks.is_gone), widest=MOST_COLUMNS)
        shown = False
        for part in outside_cells(table):
            if isinstance(part, str):
                self._parts.append(part)
            elif part.tag != "tr":
                self.element(part, depth + 1)
            elif not shown:
                self.flush()
                self.blocks.append(whole)
                shown = True
        self.flush()

    def flush(self) -> None:
        """Finish the current line and add it to the blocks."""
        text = _line("".join(self._parts))
        self._parts.clear()
        if text and self._is_caption(text):
            return
        if text and len(self.blocks) > _MOST_BLOCKS:
            raise UnreadableFile("网页过长，不是一份年度报告", found=f"超过{_MOST_BLOCKS}行")
        if text:
            title = title_of(text)
            if title and title.number and self._current is not None:
                self._anchors.append((len(self.blocks), self._current))
            self.blocks.append(Line(text, self._level))

    def _is_caption(self, text: str) -> bool:
        """Whether a line is the caption of the picture before it, with the same words as its description."""
        last = self.blocks[-1] if self.blocks else None
        inside = self._current is not None and self._current.tag == "figcaption"
        return inside and isinstance(last, Image) and bool(last.data) and last.caption == text

    def _is_layout(self, table: _Element) -> bool:
        """Whether a table is only for layout: it has nested tables, a single column, or section titles in its cells."""
        if next(table.iterdescendants("table"), None) is not None:
            return True
        rows = list(rows_of(table))
        if max(map(len, rows), default=0) <= 1:
            return True
        long = [cell for row in rows for cell in row if len(cell) > 1]
        return any(title_of(line) for cell in long for line in self._cell_text(cell).split("\n") if line)

    def _cell_text(self, cell: _Element) -> str:
        """The text of a cell as a reader sees it, with line breaks between its paragraphs and lines."""
        parts: list[str] = []
        if not self.marks.is_dead(cell):
            self._gather(cell, parts)
        whole = "".join(parts)
        lines = [*filter(None, map(_line, _ENDS.split(whole)))]
        aside = _ASIDE in whole and all(map(_DIGITS.fullmatch, lines))  # else a mark of a note would be a digit
        text = f"\n{UNREAD * aside}".join(lines)
        return text if any(map(str.isdigit, text)) else text.replace(UNREAD, "")

    def _gather(self, element: _Element, parts: list[str]) -> None:
        parts.append(element.text or "")
        for child in element:
            dead = self.marks.is_dead(child)
            if child.tag in SKIPPED or child.tag == "img":
                parts.append(UNREAD if not dead and shows(child) else "")
                self._unread.append((len(self.blocks), "" if dead else _line(unread_in(child))))
            elif not dead:
                start = len(parts)
                is_line = child.tag in _BLOCKS or child.tag == "br"
                end = _ASIDE if self.marks.is_apart(child) else "\0" if is_line else ""
                parts.append(end)
                self._gather(child, parts)
                parts.append(end)
                if raised := self.marks.raised(child):
                    parts[start:] = [part.translate(raised) for part in parts[start:]]
            parts.append(child.tail or "")

    def _picture(self, element: _Element) -> None:
        self.flush()
        said = _line(element.get("alt") or "")
        if title_of(said):  # the title of a section as a picture
            self._parts.append(said)
            self.flush()
        else:
            self.blocks.append(Image.of(picture_of(element), said))

    def unread_before(self, end: int) -> Iterator[str]:
        """Yield a line that lists what the page shows but is not read here: embedded pages, drawings, inputs."""
        first = self._anchors[0][0] if self._anchors else end
        told = dict.fromkeys(text for place, text in self._unread if first <= place < end and text)
        if told:
            yield f"嵌入的页面、图形或填写框：{'、'.join(islice(told, _MOST_TOLD))}"

    def end_of_report(self) -> int:
        """The index of the first block after the innermost element that contains the titles of all sections."""
        if len(self._anchors) < _FEWEST_ANCHORS:
            return len(self.blocks)
        last = self._anchors[-1][0]
        for ancestor in self._anchors[0][1].iterancestors():
            if ancestor in self._reach and self._reach[ancestor][1] > last:
                return self._reach[ancestor][1]
        return len(self.blocks)


def _line(text: str) -> str:
    return _BLANKS.sub(" ", _BETWEEN_IDEOGRAPHS.sub("", text)).strip(" \xa0\u3000\u200b\ufeff")
