"""Tell the format of a file by its content; its name counts only where the content leaves a choice."""

from __future__ import annotations

import base64
import codecs
import io
import zipfile
from contextlib import suppress
from typing import Final, Literal

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files.encoding import decode, is_text
from gk_docs.files.opc import OLE

PICTURE_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""The first bytes of a PNG and of a JPEG picture."""

DATA = "data:"
"""The beginning of a data URI (RFC 2397), which holds a picture in base64; any other source is an address."""

_TAG = re.compile(
    rb"<\s*(!doctype\s+html|html|head|body|div|table|p|span|meta|section|article|h[1-6]|br|tr|td|ul)\b", re.IGNORECASE
)
_OUR_KEY = re.compile(
    r"^[\"']?(agency|机关|year|年度|edition|格式版本|previous|上年报告|extends|沿用)[\"']?:(?:\s|$)", re.MULTILINE
)
_BEGINNINGS = {b"{\\rtf": "rtf"} | dict.fromkeys((*PICTURE_SIGNATURES, b"GIF8", b"II*\0", b"MM\0*"), "picture")
_MHT = re.compile(rb"\s*(?:From|Subject|Date|MIME-Version|Content-Type|Snapshot-Content-Location)\s*:", re.IGNORECASE)
_MIMETYPE = 200  # bytes: an OpenDocument file begins with its type
_CERTAIN = 2  # so many of our keys at the beginning of lines: no published text has them
_STREAMS: Final = (("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_LOOK = 64 * 1024
_NO_TEXTS = {"docx", "doc", "pdf", "xlsx", "odt"}
_NAMED = {"txt", "json", "html"}


def picture_kind(data: bytes) -> Literal["png", "jpeg"]:
    """The kind of a picture that is known to be a PNG or a JPEG."""
    return "png" if data.startswith(PICTURE_SIGNATURES[0]) else "jpeg"


def data_uri(picture: bytes) -> str:
    """A PNG or JPEG picture as a data URI."""
    return f"{DATA}image/{picture_kind(picture)};base64,{base64.b64encode(picture).decode()}"


def sniffed(data: bytes, suffix: str) -> str:
    """Name of the format of `data`.

    Args:
        data: The file.
        suffix: The suffix of its name, lower case, "" if it lacks one.

    >>> sniffed(b"%PDF-1.7", "doc"), sniffed("<p>年报</p>".encode(), "txt"), sniffed("年报".encode(), "")
    ('pdf', 'html', 'txt')
    """
    start = data[:_LOOK]
    if start.startswith(b"PK"):
        return _zipped(data) or suffix or "zip"
    if start.startswith(OLE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), "doc")
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if _MHT.match(start) and b"multipart/related" in start.lower():
        return "mht"
    return next((kind for begin, kind in _BEGINNINGS.items() if start.startswith(begin)), "") or _text(data, suffix)


def _zipped(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/" in data else "xlsx" if b"xl/" in data else None  # cut off: the reader says so
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods" if b"opendocument.spreadsheet" in data[:_MIMETYPE] else "odt"
    return "ofd" if "ofd.xml" in names else None


def _text(data: bytes, suffix: str) -> str:
    """The format of a text: an authored file by its keys, else by its suffix (json) or by its first characters."""
    plain = _in_utf8(data).removeprefix(b"\xef\xbb\xbf").lstrip()
    if suffix == "yaml" or (not plain.startswith((b"<", b"{")) and _is_authored(data, suffix)):
        return "yaml"
    if suffix == "json":
        return suffix
    tags = {tag.lower() for tag in _TAG.findall(plain)}
    if tags - ({b"br"} if suffix == "txt" else set()):  # Markdown breaks the lines of a cell with it
        return "html"
    if plain.startswith(b"{"):
        return "json"
    if suffix in _NO_TEXTS and not is_text(data):
        return suffix  # damaged from the first byte: its own reader says so, and what to do
    return "txt" if suffix in {"", "html", "txt", *_NO_TEXTS} else suffix


def _in_utf8(data: bytes) -> bytes:
    """The beginning of a text without NUL; one with the mark of UTF-16 or UTF-32 is put into UTF-8.

    Two bytes of Chinese in UTF-16 may look like a tag: 瀼 is `<p`.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        with suppress(UnreadableFile):
            return decode(data)[:_LOOK].encode(errors="replace")
    return data[:_LOOK].replace(b"\x00", b"")


def _is_authored(data: bytes, suffix: str) -> bool:
    """Whether lines begin with keys of authored files (年度:); a .txt, .json or .html file needs two of them."""
    try:
        keys = {found[1] for found in _OUR_KEY.finditer(decode(data)[:_LOOK])}
    except UnreadableFile:
        return False
    return len(keys) >= (_CERTAIN if suffix in _NAMED else 1)
