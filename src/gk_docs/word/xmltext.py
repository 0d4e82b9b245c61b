"""Text as XML can hold it."""

from __future__ import annotations

from gk_docs import regex as re
from gk_docs.chinese.text import ILLEGAL, illegal
from gk_docs.errors import InvalidReport

# docxtpl's marks for a new paragraph and a new page are none of these: it writes neither into the file
_NEVER_LAID_OUT = re.compile("[\x00-\x06\x08\x0b\r-\x1f]|[\ud800-\udfff\ufffe\uffff]")


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
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&#34;").replace("'", "&#39;")


def with_line_feeds(text: str) -> str:
    r"""Text whose lines end with a line feed only, as every reader of XML sees it.

    >>> with_line_feeds("甲\r\n乙\r丙")
    '甲\n乙\n丙'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def refuse_illegal(text: str, *, layout: bool = False) -> None:
    """Raise `InvalidReport` that names the first character of `text` that a Word file cannot hold."""
    if text.isprintable() or (found := (_NEVER_LAID_OUT if layout else ILLEGAL).search(text)) is None:
        return
    at = found.start()
    around = f"{text[max(at - 10, 0) : at]}□{text[at + 1 : at + 10]}"
    raise InvalidReport(
        f"文字中有 Word 文件不能容纳的字符：{next(illegal(found[0])).name}（第 {at + 1} 个字）",
        found=around.encode("utf-8", "replace").decode(),
        mend="请删去这个字符",
    )
