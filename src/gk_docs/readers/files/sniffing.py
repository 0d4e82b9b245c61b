"""The format of a file told by its content, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|div|table|p|span|meta|section|article|h[1-6]|br|tr|td|ul)\b", re.IGNORECASE
)
_OUR_KEY = re.compile(r"^\s*[\"']?(?:agency|机关|year|年度|edition|格式版本)[\"']?:(?:\s|$)", re.MULTILINE)
_LOOK = 64 * 1024
_TEXTS = {"yaml", "json", "txt"}
_NO_TEXTS = {"docx", "doc", "pdf", "xlsx"}


def sniffed(data: bytes, suffix: str) -> str:
    """Name of the format of `data`.

    Args:
        data: The file.
        suffix: The suffix of its name, lower case, "" if it has none.

    >>> sniffed(b"%PDF-1.7", "doc"), sniffed("<p>年报</p>".encode(), "txt"), sniffed("年报".encode(), "")
    ('pdf', 'html', 'txt')
    """
    start = data[:_LOOK]
    if start.startswith(b"PK"):
        return _zipped(data) or suffix or "zip"
    if start.startswith(_OLE):
        return "doc"
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    return _text(start, suffix)


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
    return None


def _text(start: bytes, suffix: str) -> str:
    """Kind of text: by its name where that names one, else by its first signs."""
    if suffix in ("yaml", "json"):
        return suffix
    plain = start.replace(b"\x00", b"")
    if _TAG.search(plain):
        return "html"
    text = plain.decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "json"
    if suffix != "txt" and _OUR_KEY.search(text):
        return "yaml"
    if suffix in _NO_TEXTS and b"\x00" in start:
        return suffix  # damaged from the first byte: its own reader says so
    return "txt" if suffix in {"", "html", *_NO_TEXTS, *_TEXTS} else suffix
