"""The text of a file whose charset is declared wrongly or not at all."""

from __future__ import annotations

import codecs
import re

from gk_docs.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


def decoded(data: bytes) -> str:
    r"""The text of `data`: by its byte order mark, else UTF-8, else GB18030, each strictly; never by what it declares.

    Pages that declare gb2312 hold characters beyond it; GB18030 reads them all. Line ends become \n, and characters
    that no document can hold are left out.

    Raises:
        UnreadableFile: If it is neither, with the place of the first byte that fits no character.

    >>> decoded("朱镕基".encode("gbk"))
    '朱镕基'
    """
    return clean(_strictly(data))


def clean(text: str) -> str:
    r"""The text with every line end as \n, without characters that no document can hold."""
    return text if text.isprintable() else _UNHOLDABLE.sub("", _LINE_ENDS.sub("\n", text))


def _strictly(data: bytes) -> str:
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data[len(mark) :], charset)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as(data, "gb18030")


def _decoded_as(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"第{error.start + 1}个字节不是文字（按{charset}读）", mend="请另存为 UTF-8 编码后再读"
        ) from None
