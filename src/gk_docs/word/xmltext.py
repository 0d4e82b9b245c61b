"""Text as XML can hold it."""

from __future__ import annotations

import re

from gk_docs.errors import InvalidReport

# Bell and form feed are docxtpl's marks for a new paragraph and a new page; a carriage return does not survive XML.
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
    illegal = _ILLEGAL.search(text)
    if illegal is None:
        return
    at = illegal.start()
    around = f"{text[max(at - 10, 0) : at]}□{text[at + 1 : at + 10]}"
    raise InvalidReport(
        f"文字中有 Word 文件不能容纳的字符 U+{ord(text[at]):04X}（第 {at + 1} 个字）",
        found=around.encode("utf-8", "replace").decode(),
        mend="请删去这个字符",
    )
