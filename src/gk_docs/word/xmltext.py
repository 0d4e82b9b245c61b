"""Text as XML can hold it."""

from __future__ import annotations

from gk_docs.chinese.text import ILLEGAL, illegal
from gk_docs.errors import InvalidReport

_LAYOUT = "\a\f"  # docxtpl's marks for a new paragraph and a new page; it writes neither into the file
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


def escape(text: str, *, layout: bool = False) -> str:
    """Text for XML content or an attribute.

    Args:
        text: Any text.
        layout: Whether docxtpl will lay the text out, so that its marks may stand in it.

    Raises:
        InvalidReport: If `text` has a character that a Word file cannot hold; the character is named.

    >>> escape("甲 & 乙")
    '甲 &amp; 乙'
    """
    text = with_line_feeds(text)
    refuse_illegal(text, layout=layout)
    return text.translate(_ESCAPES)


def with_line_feeds(text: str) -> str:
    r"""Text whose lines end with a line feed only, as every reader of XML sees it.

    >>> with_line_feeds("甲\r\n乙\r丙")
    '甲\n乙\n丙'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def refuse_illegal(text: str, *, layout: bool = False) -> None:
    """Raise `InvalidReport` that names the first character of `text` that a Word file cannot hold."""
    if ILLEGAL.search(text.replace("\a", "").replace("\f", "") if layout else text) is None:
        return
    found = next((one for one in illegal(text) if not (layout and one.char in _LAYOUT)), None)
    if found is None:
        return
    around = f"{text[max(found.position - 10, 0) : found.position]}□{text[found.position + 1 : found.position + 10]}"
    raise InvalidReport(
        f"文字中有 Word 文件不能容纳的字符：{found.name}（第 {found.position + 1} 个字）",
        found=around.encode("utf-8", "replace").decode(),
        mend="请删去这个字符",
    )
