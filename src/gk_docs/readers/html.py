"""Web pages, whole as a browser saves them or a fragment, in any charset (see `decoding.py`).

Scripts, styles, hidden elements and the page's own navigation are no text of the report. Nothing is fetched. A page
that gk-docs wrote is read back whole, whatever stands in its text.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.form.carried import META, NAMESPACE
from gk_docs.form.reading import FileFacts
from gk_docs.readers.files.decoding import decoded
from gk_docs.readers.files.encoding import decode
from gk_docs.readers.files.webmarks import Marks, is_hidden
from gk_docs.readers.files.webtables import MOST_COLUMNS, rows_of, spanned
from gk_docs.readers.matching.head import published_in
from gk_docs.readers.matching.headings import title_of
from gk_docs.readers.matching.matcher import matched
from gk_docs.readers.notes import Note
from gk_docs.readers.ours.restore import read_back, without_carried
from gk_docs.readers.ours.webbody import items_of
from gk_docs.readers.pages import Image, Line, Pages, unrolled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from gk_docs.form.reading import Reading
    from gk_docs.readers.pages import Block
    from gk_docs.readers.source import Source

_MARK = META.encode()
_SKIPPED: Final = {
    "script", "style", "noscript", "template", "head", "select", "button", "input", "textarea", "iframe", "object",
    "svg", "math", "nav", "audio", "video", "map",
}  # fmt: skip
_BLOCKS: Final = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl", "dt", "dd", "form",
    "blockquote", "pre", "center", "fieldset", "figure", "figcaption", "hr", "body", "html", "address", "caption",
    "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "tbody", "thead", "tfoot", "table",
}  # fmt: skip
_BLANKS = re.compile(r"[ \t\n\r\x0c]+")
_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_BETWEEN_IDEOGRAPHS = re.compile(rf"(?<={_WIDE})\s*\n\s*(?={_WIDE})")
_DAY = "发布日期"
_META = {"articletitle": "标题", "pubdate": _DAY, "contentsource": "来源", "publishdate": _DAY}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_MOST_BLOCKS = 12_000
_DEEPEST = 200
_FEWEST_ANCHORS = 2


def read(source: Source) -> Reading:
    """Read a report from a web page.

    Raises:
        UnreadableFile: If it is no text, too large, or nested beyond measure.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    root = _parsed(decode(source.data)) if _MARK in source.data and len(source.data) <= limits.PAGE else None

    def as_any_other() -> Reading:
        return matched(pages_of(source.data, source.name), source.name)

    if root is None or not _is_ours(root):
        return as_any_other()
    xml = next((str(meta.get("content")) for meta in root.iter("meta") if meta.get("name") == META), "").encode()
    if NAMESPACE.encode() not in xml:
        return without_carried(as_any_other())
    items = partial(items_of, root, picture_of)
    return _as_published(read_back(xml, items, FileFacts(source.name, "html"), as_any_other), root)


def _is_ours(root: _Element) -> bool:
    """Whether the page says that gk-docs wrote it."""
    facts = [(meta.get("name"), meta.get("content")) for meta in root.iter("meta")]
    return ("generator", META) in facts or any(name == META for name, _ in facts)


def _as_published(reading: Reading, root: _Element) -> Reading:
    """A page read back whole, with the day of publication that it names, if that is another than it carries."""
    days = [day for name, value in _metadata(root) if name == _DAY and (day := published_in([f"{name}：{value}"]))]
    report = reading.report
    if reading.origin != "ours" or not days or report.published in days:
        return reading
    note = Note("GK106", "published", f"公开日期在写出后改动过，现为{days[0].isoformat()}", days[0].isoformat())
    findings = (note.finding(type(report)), *reading.findings)
    return replace(reading, report=report.replace(published=days[0]), findings=findings)


def pages_of(data: bytes, name: str | None) -> Pages:
    """The pages of a web page.

    Raises:
        UnreadableFile: If it is no text, too large, or nested beyond measure.
    """
    if len(data) > limits.PAGE or data.count(b"<") > limits.PAGE_TAGS:
        raise UnreadableFile("网页过大，不是一份年度报告", found=f"{len(data)}字节")
    root = _parsed(decoded(data))
    walk = _Walk(Marks(root))
    walk.element(root, 0)
    walk.flush()
    end = walk.end_of_report()
    aside = (*(block.text for block in walk.blocks[end:] if isinstance(block, Line)), *walk.marks.left_out())
    return Pages(tuple(walk.blocks[:end]), dict(_metadata(root)), aside, FileFacts(name, "html"))


def _parsed(text: str) -> _Element:
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("不是可以读取的网页，或是空的") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("网页嵌套过深或文字过长，不予读取")
    return root


def _metadata(root: _Element) -> Iterator[tuple[str, str]]:
    for title in root.iter("title"):
        yield "标题", re.split(r"[_|\-—]", " ".join((title.text or "").split()))[0]
    for meta in root.iter("meta"):
        name = _META.get(str(meta.get("name") or "").lower())
        value = " ".join(str(meta.get("content") or "").split())
        if name and value:
            yield name, value


class _Walk:
    """A page walked once, block by block."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.blocks: list[Block] = []
        self._parts: list[str] = []
        self._level = 0
        self._reach: dict[_Element, tuple[int, int]] = {}
        self._anchors: list[tuple[int, _Element]] = []
        self._current: _Element | None = None

    def element(self, element: _Element, depth: int) -> None:
        """Take an element with all that is in it, but not the text after it."""
        tag = element.tag
        if tag in _SKIPPED or is_hidden(element) or self.marks.is_struck(element):
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
            self.blocks.append(unrolled(spanned(element, self._cell_text), widest=MOST_COLUMNS))
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
        self._parts.append(element.text or "")
        for child in element:
            self.element(child, depth + 1)
            self._parts.append(child.tail or "")

    def flush(self) -> None:
        """End the line that is open."""
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
        """Whether a line is the caption of the picture before it, and says what its description says."""
        last = self.blocks[-1] if self.blocks else None
        inside = self._current is not None and self._current.tag == "figcaption"
        return inside and isinstance(last, Image) and bool(last.data) and last.caption == text

    def _is_layout(self, table: _Element) -> bool:
        """Whether a table only arranges the page: others are nested in it, or it has one column, or holds sections."""
        if next(table.iterdescendants("table"), None) is not None:
            return True
        rows = list(rows_of(table))
        if max(map(len, rows), default=0) <= 1:
            return True
        long = [cell for row in rows for cell in row if len(cell) > 1]
        return any(title_of(line) for cell in long for line in self._cell_text(cell).split("\n") if line)

    def _cell_text(self, cell: _Element) -> str:
        """The text of a cell as a reader sees it, its paragraphs and lines parted by line breaks."""
        parts: list[str] = []
        if not self.marks.is_dead(cell):
            self._gather(cell, parts)
        lines = [_line(line) for line in "".join(parts).split("\0")]
        return "\n".join(filter(None, lines))

    def _gather(self, element: _Element, parts: list[str]) -> None:
        parts.append(element.text or "")
        for child in element:
            if child.tag not in _SKIPPED and not self.marks.is_dead(child):
                start = len(parts)
                apart = child.tag in _BLOCKS or child.tag == "br"
                parts.append("\0" if apart else "")
                self._gather(child, parts)
                parts.append("\0" if apart else "")
                if raised := self.marks.raised(child):
                    parts[start:] = [part.translate(raised) for part in parts[start:]]
            parts.append(child.tail or "")

    def _picture(self, element: _Element) -> None:
        self.flush()
        self.blocks.append(Image.of(picture_of(element), _line(element.get("alt") or "")))

    def end_of_report(self) -> int:
        """The block after the innermost element that holds the titles of all sections."""
        if len(self._anchors) < _FEWEST_ANCHORS:
            return len(self.blocks)
        last = self._anchors[-1][0]
        for ancestor in self._anchors[0][1].iterancestors():
            if ancestor in self._reach and self._reach[ancestor][1] > last:
                return self._reach[ancestor][1]
        return len(self.blocks)


def picture_of(image: _Element) -> bytes:
    """The bytes of an `<img>` that holds its picture itself; b"" of one that points elsewhere."""
    match = _DATA.match(image.get("src") or "")
    try:
        return base64.b64decode(match[1]) if match else b""
    except binascii.Error:
        return b""


def _line(text: str) -> str:
    return _BLANKS.sub(" ", _BETWEEN_IDEOGRAPHS.sub("", text)).strip(" \xa0\u3000\u200b\ufeff")
