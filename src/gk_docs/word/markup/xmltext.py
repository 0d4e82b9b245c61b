"""Escape text for XML, and refuse characters that XML cannot hold."""

from __future__ import annotations

from gk_docs import regex as re
from gk_docs.chinese.text import ILLEGAL, illegal, with_line_feeds
from gk_docs.errors import InvalidReport

# \a and \f are left out: docxtpl's marks for a new paragraph and a new page, which never get into the file
_NEVER_LAID_OUT = re.compile("[\x00-\x06\x08\x0b\r-\x1f]|[\ud800-\udfff\ufffe\uffff]")

_ENTITIES = ((b"&", b"&amp;"), (b"<", b"&lt;"), (b">", b"&gt;"), (b'"', b"&#34;"), (b"'", b"&#39;"))
_CONTROLS = bytes({*range(32)} - {*b"\t\n"})
_SPECIAL = _CONTROLS + b"".join(char for char, _ in _ENTITIES)


def plain(text: str, special: bytes = _SPECIAL) -> bytes | None:
    """Return text as bytes if XML holds it as it is; None if it has one of the `special` characters."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return None if data.translate(None, special) != data or "\ufffe" in text or "\uffff" in text else data


def escaped(text: str, *, layout: bool = False) -> bytes:
    """Escape text as bytes for XML content or an attribute.

    Args:
        text: Any text.
        layout: Whether the text will be laid out, so that docxtpl's marks for new paragraphs and pages may stand in it.

    Raises:
        InvalidReport: If `text` has a character that a Word file cannot hold; the character is named.
    """
    if (data := plain(text)) is not None:
        return data
    if (data := plain(text, _CONTROLS)) is None:
        text = with_line_feeds(text)
        refuse_illegal(text, layout=layout)
        data = text.encode()
    for char, entity in _ENTITIES:
        data = data.replace(char, entity)
    return data


def escape(text: str, *, layout: bool = False) -> str:
    """Escape text for XML content or an attribute; raises as `escaped`.

    >>> escape("甲 & 乙")
    '甲 &amp; 乙'
    """
    return escaped(text, layout=layout).decode()


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
