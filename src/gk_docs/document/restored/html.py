"""Read back web pages that gk-docs wrote.

Our own line breaks are `<br>`; other line breaks come from programs that saved the page again, and are removed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial, reduce
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.chinese.dates import parse_date
from gk_docs.chinese.text import closed_up
from gk_docs.document.carried import META, is_carried
from gk_docs.document.restored.items import HEADING, TITLE, Item, table_item
from gk_docs.document.restored.restore import LOST, read_back, with_notes
from gk_docs.files import limits
from gk_docs.files.encoding import decode
from gk_docs.files.marks import UNREAD
from gk_docs.files.source import FileFacts
from gk_docs.files.tables import unrolled
from gk_docs.files.webboxes import SKIPPED, shows
from gk_docs.files.webmarks import PageMarks
from gk_docs.files.webpage import MOST_COLUMNS, PUBLISHED, metadata, parsed, picture_of, spanned
from gk_docs.form.notes import Note, not_read
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from gk_docs.files.source import Source
    from gk_docs.form.model import Model

_MARK = META.encode()
_UNSEEN: Final = {"head", "script", "style", "template", "noscript"}
_LINES: Final = {"p", "li", "dt", "dd", "pre", "address"}
_PARTS: Final = {"div", "details", "summary", "dialog", "table", "tr", "td", "th", "section", "blockquote", "figure"}
_HEADINGS: Final = {"h2", "h3", "h4", "h5", "h6"}
_REFLOWED = re.compile(r"[ \t]*\n[ \t\n]*")


def read(source: Source) -> Reading | Note | None:
    """Read back a page that gk-docs wrote.

    Returns:
        None if gk-docs did not write the page; the note GK107 if it did, but what the page carries is lost, damaged or
        does not fit what the page shows.

    Raises:
        UnreadableFile: If the page is not text, nested beyond measure, or of a version that this library does not know.
    """
    if _MARK not in source.data or len(source.data) > limits.PAGE:
        return None
    root = parsed(decode(source.data))
    facts = [(meta.get("name"), meta.get("content")) for meta in root.iter("meta")]
    carried = [str(content) for name, content in facts if name == META]
    if ("generator", META) not in facts and not carried:
        return None
    xml = carried[0].encode() if carried else b""
    if not is_carried(xml):
        return LOST
    marks = PageMarks(root)
    reading = read_back(xml, lambda form: [*_PageItems(form, marks).items(root)], FileFacts(source.name, "html"))
    reading = _as_published(reading, root) if isinstance(reading, Reading) else reading
    return with_notes(reading, not_read(marks.left_out()))


def _as_published(reading: Reading, root: _Element) -> Reading:
    """Take the day of publication from the page's metadata if it differs from the hidden one, with a note."""
    days, report = [*_days(root)], reading.report
    if not days or report.published in days:
        return reading
    note = Note("GK106", "published", f"公开日期在写出后改动过，现为{days[0].isoformat()}", days[0].isoformat())
    findings = (note.finding(type(report)), *reading.findings)
    return replace(reading, report=report.replace(published=days[0]), findings=findings)


def _days(root: _Element) -> Iterator[date]:
    for name, value in metadata(root):
        if name == PUBLISHED:
            try:
                day = parse_date(value.split()[0])
            except ValueError:
                continue
            if isinstance(day, date):
                yield day


class _PageItems:
    """Reads the items in the body of a page, for a report of this form."""

    def __init__(self, form: type[Model], marks: PageMarks) -> None:
        self._form = form
        self._marks = marks

    def items(self, parent: _Element) -> Iterator[Item]:
        """Yield the items in an element; text that somebody put outside paragraphs becomes an item too."""
        yield from _loose(parent.text)
        for child in parent:
            if child.tag not in _UNSEEN:
                yield from self._item(child)
            yield from _loose(child.tail)

    def _item(self, element: _Element) -> Iterator[Item]:
        tag = element.tag
        if tag == "h1":
            yield from (Item("text", line, TITLE) for line in self._text(element).split("\n"))
        elif tag == "table":
            lines = unrolled(spanned(element, partial(self._text, unread=UNREAD)), widest=MOST_COLUMNS).rows
            yield table_item((_begun(line) for line in lines), self._form)
        elif tag in ("img", "figure"):
            yield from self._picture(element)
        elif tag == "svg":
            yield Item("chart")
        elif tag in _HEADINGS:
            yield Item("text", self._text(element), HEADING)
        elif tag in _LINES and next(element.iter("img"), None) is None:
            yield Item("text", self._text(element))
        else:
            yield from self.items(element)

    def _picture(self, element: _Element) -> Iterator[Item]:
        image, caption = next(element.iter("img"), None), element.find("figcaption")
        if image is None:
            yield from self.items(element)
        else:
            yield Item("picture", "" if caption is None else self._text(caption), data=picture_of(image))

    def _text(self, element: _Element, unread: str = "") -> str:
        """The text of an element with its line breaks; paragraphs that somebody put into it become lines.

        Args:
            element: The element.
            unread: What stands for a picture or a box to fill in that somebody put into it.
        """
        if self._marks.is_dead(element):
            return ""
        if not len(element):
            return _unwrapped(element.text or "")
        parts = [_unwrapped(element.text or "")]
        for child in element:
            text, tail, apart = "", _unwrapped(child.tail or ""), self._marks.is_apart(child) or child.tag in _PARTS
            if child.tag not in SKIPPED and child.tag != "img":
                text = self._text(child, unread).translate(self._marks.raised(child) or {})
            elif shows(child) and not self._marks.is_dead(child):
                text = unread
            begins = child.tag == "br" or (any(parts) and (child.tag in _LINES or apart))
            parts += ["\n" * begins, text, "\n" * (apart and bool(tail.strip())), tail]
        return "".join(parts)


def _begun(line: tuple[str | None, ...]) -> Iterator[tuple[int, str]]:
    """Yield the cells that begin in a row, each with its column."""
    return ((column, text) for column, text in enumerate(line) if text is not None)


def _loose(text: str | None) -> Iterator[Item]:
    if text and text.strip():
        yield Item("text", _unwrapped(text).strip())


def _unwrapped(text: str) -> str:
    return reduce(closed_up, _REFLOWED.split(text)) if "\n" in text else text
