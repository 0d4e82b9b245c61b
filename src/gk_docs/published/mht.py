"""Read web pages that a browser or Word saved in one file (.mht, .mhtml): only the page in it, not its pictures."""

from __future__ import annotations

import codecs
from dataclasses import replace
from email import message_from_bytes
from typing import TYPE_CHECKING

from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.published import html
from gk_docs.published.matching.matcher import matched

if TYPE_CHECKING:
    from email.message import Message

    from gk_docs.files.source import Source
    from gk_docs.form.reading import Reading

_MOST_PARTS = 20


def read(source: Source) -> Reading:
    """Read a report from a web page saved in one file. Its pictures are not read.

    Raises:
        UnreadableFile: If there is no page in it, or it is too large.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    if len(source.data) > limits.PAGE or source.data.count(b"boundary=") > _MOST_PARTS:
        raise UnreadableFile("网页过大，不是一份年度报告", found=f"{len(source.data)}字节")
    page = next(
        (part for part in message_from_bytes(source.data).walk() if part.get_content_type() == "text/html"), None
    )
    if page is None:
        raise UnreadableFile("文件里没有网页", mend="请用浏览器或 Word 打开，另存为 .html 或 .docx")
    pages = html.pages_of(_decoded(page), source.name)
    return matched(replace(pages, facts=replace(pages.facts, format="mht")), source.name)


def _decoded(page: Message) -> bytes:
    """The bytes of the page, converted to UTF-8 with a BOM if the file names an encoding for it."""
    data = page.get_payload(decode=True)
    named = page.get_content_charset()
    if not isinstance(data, bytes) or not named:
        return data if isinstance(data, bytes) else b""
    try:
        return codecs.BOM_UTF8 + data.decode(named).removeprefix("\ufeff").encode()
    except (LookupError, UnicodeError):
        return data  # the page itself may name its encoding
