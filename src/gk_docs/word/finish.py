"""The last steps from rendered text to the bytes of a part, where it need not be parsed again (see `reparse`)."""

from __future__ import annotations

import itertools
import re
from html import unescape

from gk_docs.errors import InvalidReport

DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
FIRST_DRAWING = 1001
MAX_TEXT = 10_000_000
MAX_PROPERTY = 255
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*')
_LONG_TEXT = re.compile(f">([^<]{{{MAX_PROPERTY + 1},}})")
_EMPTY_TABLE = re.compile(r"</w:tblGrid>\s*</w:tbl>")


def renumbered(xml: str) -> str:
    """Drawings numbered from 1001 on, as docxtpl does."""
    numbers = itertools.count(FIRST_DRAWING)
    return _DRAWING.sub(lambda match: f"{match.group(1)}{next(numbers)}", xml)


def has_empty_table(xml: str) -> bool:
    """Whether a table was left without rows."""
    return _EMPTY_TABLE.search(xml) is not None


def refuse_long_property(xml: str) -> None:
    """Raise `InvalidReport` if a document property is longer than Word accepts."""
    for long in _LONG_TEXT.finditer(xml):
        text = unescape(long.group(1))
        if len(text) > MAX_PROPERTY:
            raise InvalidReport(f"文档属性不能超过 {MAX_PROPERTY} 个字", place="文档属性", found=text)
