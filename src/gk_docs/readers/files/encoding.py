"""Bytes of a text file become text: by byte order mark, else as UTF-8, else as GB 18030.

No guessing by statistics: charset detectors are wrong on short Chinese text. GB 18030 holds GBK and GB 2312.
"""

from __future__ import annotations

import codecs
import re

from gk_docs.errors import Problem, UnreadableFile

# That of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE = re.compile(rb"[\xe0-\xf4][\x80-\xbf]{2,3}")
_MOSTLY = 8  # whole characters of UTF-8 for each byte that is none


def decode(data: bytes) -> str:
    r"""The text of a file, without its byte order mark and with LF as the only line end.

    Raises:
        UnreadableFile: If the bytes are text in none of them, with the line of the first bad byte.

    >>> decode("年度: 2023\r\n".encode("gbk"))
    '年度: 2023\n'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lines(_strict(data[len(mark) :], encoding))
    try:
        return _lines(data.decode())
    except UnicodeDecodeError as error:
        if len(_MULTIBYTE.findall(data)) > _MOSTLY * len(data.decode(errors="replace").split("\ufffd")):
            raise _unreadable(data, error.start) from None
    return _lines(_strict(data, "gb18030"))


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start) from None


def _unreadable(data: bytes, position: int) -> UnreadableFile:
    line = data.count(b"\n", 0, position) + 1
    mend = "请在编辑器里另存为 UTF-8 编码"
    return UnreadableFile([Problem(message="文件不是 UTF-8 编码的文字，或已经损坏", line=line, mend=mend)])


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
