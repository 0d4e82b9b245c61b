"""Decode text files: by their byte order mark, else as UTF-8, else as GB 18030.

Nothing is guessed by statistics: charset detectors err on short Chinese text. GB 18030 includes GBK and GB 2312.
`clean` reduces a text to what a report can hold; `encoded_like` encodes an edited text as its file was encoded.
"""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.text import ILLEGAL, with_line_feeds
from gk_docs.errors import Problem, UnreadableFile, WriteRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
_LINE_END = re.compile("\r\n|\r|\n")
_MARKS = (  # UTF-32 before UTF-16, since the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
_MOSTLY = 8  # so many whole characters of UTF-8 for each stray byte: damaged UTF-8, not GB 18030
_LINE_ENDS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


def decode(data: bytes) -> str:
    r"""The text of a file, without its byte order mark and with LF as the only line end.

    Raises:
        UnreadableFile: If the bytes are text in none of these encodings, with the line of the first bad byte.

    >>> decode("年度: 2023\r\n".encode("gbk"))
    '年度: 2023\n'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return with_line_feeds(_strict(data[len(mark) :], encoding)).lstrip("\ufeff")  # joined files have two
    try:
        return with_line_feeds(data.decode())
    except UnicodeDecodeError as error:
        if len(_MULTIBYTE.findall(data)) > _MOSTLY * len(data.decode(errors="replace").split("\ufffd")):
            raise _unreadable(data, error.start) from None
    return with_line_feeds(_strict(data, "gb18030"))


def is_text(data: bytes) -> bool:
    r"""Whether bytes are text in one of these encodings, without NUL.

    >>> is_text("年报".encode("gbk")), is_text(b"\xff\xfea"), is_text(b"PK\0")
    (True, False, False)
    """
    try:
        return "\x00" not in decode(data)
    except UnreadableFile:
        return False


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start) from None


def _unreadable(data: bytes, position: int) -> UnreadableFile:
    line = data.count(b"\n", 0, position) + 1
    mend = "请在编辑器里另存为 UTF-8 编码"
    return UnreadableFile([Problem(message="文件不是 UTF-8 编码的文字，或已经损坏", line=line, mend=mend)])


def encoded_like(data: bytes, text: str, new: str, path: Path) -> bytes:
    """Encode an edited text as its file was, and give every line the line end that it had.

    Args:
        data: The bytes of the file.
        text: The text that they hold, with LF as line end.
        new: The edited text.
        path: The file, for the message.

    Raises:
        WriteRefused: If bytes that nobody edited would change.
    """
    for encoding in _ENCODINGS:
        ends = _LINE_END.findall(data.decode(encoding, "replace"))
        old, changed = _with_ends(text, ends), _with_ends(new, ends)
        if old is not None and changed is not None and old.encode(encoding, "replace") == data:
            return changed.encode(encoding)
    mend = "请在编辑器里把换行统一，另存为 UTF-8 编码再改"
    raise WriteRefused("换行或编码不统一，改正会动到其他内容，没有修改", file=path.name, mend=mend)


def _with_ends(text: str, ends: Sequence[str]) -> str | None:
    """The text with these line ends; None where they are of several kinds and their number is not that of the lines."""
    if len(set(ends)) <= 1:
        return text.replace("\n", ends[0]) if ends else text
    lines = text.split("\n")
    if len(lines) != len(ends) + 1:
        return None
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def decoded(data: bytes) -> str:
    r"""Decode and clean a text; a charset that the text itself declares does not count.

    Pages that declare gb2312 hold characters beyond it; GB 18030 reads them all. Line ends become \n, and characters
    that no document can hold are left out.

    Raises:
        UnreadableFile: If the bytes are not text, with the line of the first bad byte.

    >>> decoded("朱镕基".encode("gbk"))
    '朱镕基'
    """
    return clean(decode(data))


def clean(text: str) -> str:
    r"""Turn every line end into \n and drop the characters that no document can hold."""
    return text if text.isprintable() else ILLEGAL.sub("", _LINE_ENDS.sub("\n", text))
