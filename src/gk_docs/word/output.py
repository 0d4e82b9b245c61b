"""What a value prints as."""

from __future__ import annotations

import re
from typing import Any

from gk_docs.errors import InvalidReport

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LAYOUT = "\a\f"  # docxtpl's marks for a new paragraph and a new page


def printable(value: Any) -> Any:
    """`value` as it goes on paper: None as nothing, text only if a Word file can hold it.

    Raises:
        InvalidReport: If text has a character that XML cannot hold.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        refuse_illegal(value)
    return value


def refuse_illegal(text: str) -> None:
    """Raise `InvalidReport` naming the first character that a Word file cannot hold."""
    for found in ILLEGAL.finditer(text):
        if found.group() not in _LAYOUT:
            raise InvalidReport(
                f"文字中有 Word 文件不能容纳的字符 U+{ord(found.group()):04X}（第 {found.start() + 1} 个字）",
                found=text[max(found.start() - 10, 0) : found.start()] + "□" + text[found.end() : found.end() + 10],
                mend="请删去这个字符",
            )
