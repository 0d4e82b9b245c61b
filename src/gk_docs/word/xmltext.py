"""Text as XML can hold it."""

from __future__ import annotations

import re

from gk_docs.chinese.text import illegal
from gk_docs.errors import InvalidReport

LAYOUT = "\a\f"  # docxtpl's marks for a new paragraph and a new page; it writes neither into the file
_ILLEGAL = re.compile("[^\a\t\n\f -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


def escape(text: str) -> str:
    """Text for XML content or an attribute.

    Raises:
        InvalidReport: If `text` has a character that a Word file cannot hold; the character is named.

    >>> escape("甲 & 乙")
    '甲 &amp; 乙'
    """
    refuse_illegal(text)
    return text.translate(_ESCAPES)


def refuse_illegal(text: str) -> None:
    """Raise `InvalidReport` that names the first character of `text` that a Word file cannot hold."""
    if _ILLEGAL.search(text) is None:
        return
    found = next(character for character in illegal(text) if character.char not in LAYOUT)
    at = found.position
    around = f"{text[max(at - 10, 0) : at]}□{text[at + 1 : at + 10]}"
    raise InvalidReport(
        f"文字中有 Word 文件不能容纳的字符：{found.name}（第 {at + 1} 个字）",
        found=around.encode("utf-8", "replace").decode(),
        mend="请删去这个字符",
    )
