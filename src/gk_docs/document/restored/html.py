"""Web pages of ours, read back whole, whatever stands in their text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gk_docs.chinese.dates import parse_date
from gk_docs.document.carried import META, is_carried
from gk_docs.document.restored.restore import LOST, read_back
from gk_docs.document.restored.webbody import items_of
from gk_docs.files import limits
from gk_docs.files.encoding import decode
from gk_docs.files.source import FileFacts
from gk_docs.files.webpage import PUBLISHED, metadata, parsed
from gk_docs.form.notes import Note
from gk_docs.form.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from gk_docs.files.source import Source

_MARK = META.encode()


def read(source: Source) -> Reading | Note | None:
    """Read back a page that gk-docs wrote.

    Returns:
        None if gk-docs did not write the page; the note GK107 if it did, but what the page carries is lost, damaged or
        does not fit what the page shows.

    Raises:
        UnreadableFile: If the page is no text, nested beyond measure, or of a version that this library does not know.
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
    reading = read_back(xml, partial(items_of, root), FileFacts(source.name, "html"))
    return _as_published(reading, root) if isinstance(reading, Reading) else reading


def _as_published(reading: Reading, root: _Element) -> Reading:
    """A page read back whole, with the day of publication that it names, if that is another than it carries."""
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
