"""Parse a web page, and read its metadata, its tables and the pictures embedded in it."""

from __future__ import annotations

import base64
import binascii
import sys
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files.encoding import clean
from gk_docs.files.tables import WebCell, span_of
from gk_docs.files.webmarks import is_hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

PUBLISHED = "发布日期"
"""The name that `metadata` gives the day of publication."""

_META = {"articletitle": "标题", "pubdate": PUBLISHED, "contentsource": "来源", "publishdate": PUBLISHED}
_DATA = re.compile(r"data:image/[\w.+-]+;base64,([A-Za-z0-9+/=\s]+)", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_OFFICE = re.compile("LibreOffice|OpenOffice|Microsoft (?:Word|Excel)|WPS|Kingsoft", re.IGNORECASE)
_KEPT_AUTHOR = re.compile(r"<o:(?:Last)?Author>([^<]{1,60})</o:")
_LONGEST_CODE = 7  # digits of a character's number
_OF_TABLES = {"thead", "tbody", "tfoot", "tr", "colgroup", "col"}
MOST_ROWS, MOST_COLUMNS = 10_000, 200
"""Most rows and columns that a cell may span."""


def parsed(text: str) -> _Element:
    """Parse a page and return its root; references (`&#3;`) to characters that no document can hold are dropped.

    Raises:
        UnreadableFile: If the page is empty, not a web page, nested too deep or too long.
    """
    if "&#" in text:
        text = _REFERENCE.sub(_holdable, text)
    from lxml import etree  # noqa: PLC0415 - loaded when a file of this kind is read

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile("不是可以读取的网页，或是空的") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile("网页嵌套过深或文字过长，不予读取")
    return root


def _holdable(reference: re.Match[str]) -> str:
    """Return a character reference, or "" if it names a character that `clean` leaves out (`&#3;`)."""
    if len(reference[1] or reference[2]) > _LONGEST_CODE:
        return ""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= sys.maxunicode and clean(chr(code)) else ""


def metadata(root: _Element) -> Iterator[tuple[str, str]]:
    """Yield what the head of a page states of 标题, 发布日期 and 来源, as pairs of name and value."""
    for title in root.iter("title"):
        yield "标题", re.split(r"[_|\-—]", " ".join((title.text or "").split()))[0]
    for meta in root.iter("meta"):
        name = _META.get(str(meta.get("name") or "").lower())
        value = " ".join(str(meta.get("content") or "").split())
        if name and value:
            yield name, value


def authors_of(root: _Element, text: str) -> tuple[str, ...]:
    """The names of who wrote a page and who changed it last, if an office program saved it, which writes its user's.

    A program of a site writes other things there, such as the name of a department.

    Args:
        root: The page.
        text: Its text, in whose comments Word keeps the properties of the file.
    """
    stated = {str(meta.get("name") or "").lower(): str(meta.get("content") or "").strip() for meta in root.iter("meta")}
    if not _OFFICE.search(stated.get("generator", "")):
        return ()
    names = (stated.get("author", ""), stated.get("changedby", ""), *map(str.strip, _KEPT_AUTHOR.findall(text)))
    return tuple(filter(None, dict.fromkeys(names)))


def picture_of(image: _Element) -> bytes:
    """The bytes of the picture in an `<img>` with a data URI; b"" for one that points elsewhere."""
    match = _DATA.match(image.get("src") or "")
    try:
        return base64.b64decode(match[1]) if match else b""
    except binascii.Error:
        return b""


def rows_of(table: _Element, is_gone: Callable[[_Element], bool] | None = None) -> Iterator[list[_Element]]:
    """The cells of each row of a table in the order shown, without hidden ones and without those of tables inside it.

    Args:
        table: The table.
        is_gone: Tells of a cell whether the style sheet takes it out of its row.
    """
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table and not is_hidden(row)]
    for row in sorted(rows, key=_part_of_table):
        cells = (cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell, keeps_place=False))
        yield [cell for cell in cells if not (is_gone and is_gone(cell))]


def _part_of_table(row: _Element) -> int:
    """Where a page shows a row, wherever it has it: the head of the table first, its foot last."""
    part = row.getparent()
    return {"thead": -1, "tfoot": 1}.get(str(part.tag), 0) if part is not None else 0


def outside_cells(table: _Element) -> Iterator[_Element | str]:
    """Yield the texts and elements that are in a table but in no cell, in order, and each row in its place."""
    yield table.text or ""
    for child in table:
        if child.tag in _OF_TABLES:
            yield from (child,) if child.tag == "tr" else ()
            yield from outside_cells(child)
        elif child.tag not in ("td", "th") or table.tag != "tr":
            yield child
        yield child.tail or ""


def spanned(
    table: _Element, text_of: Callable[[_Element], str], is_gone: Callable[[_Element], bool] | None = None
) -> Iterator[list[WebCell]]:
    """The cells of each row with their text and spans; `is_gone` as for `rows_of`."""
    for row in rows_of(table, is_gone):
        yield [
            WebCell(text_of(cell), span_of(cell.get("rowspan"), MOST_ROWS), span_of(cell.get("colspan"), MOST_COLUMNS))
            for cell in row
        ]
