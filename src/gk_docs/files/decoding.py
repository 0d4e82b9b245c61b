"""The text of a published file, as a report can hold it."""

from __future__ import annotations

import re

from gk_docs.files.encoding import decode

_UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0c\x85\u2028\u2029]")


def decoded(data: bytes) -> str:
    r"""The text of `data`, whatever charset it declares: see `encoding`.

    Pages that declare gb2312 hold characters beyond it; GB 18030 reads them all. Line ends become \n, and characters
    that no document can hold are left out.

    Raises:
        UnreadableFile: If it is no text, with the line of the first byte that fits no character.

    >>> decoded("朱镕基".encode("gbk"))
    '朱镕基'
    """
    return clean(decode(data))


def clean(text: str) -> str:
    r"""The text with every line end as \n, without characters that no document can hold."""
    return text if text.isprintable() else _UNHOLDABLE.sub("", _LINE_ENDS.sub("\n", text))
