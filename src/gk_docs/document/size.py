"""Refuse to write a file that is too large to be read back."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from gk_docs.errors import WriteRefused
from gk_docs.files import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.document.flow import Shown

_MANY_CELLS = 2_000  # an ordinary report has fewer, and is not checked any further
_MANY_CHARACTERS = 30_000


def refuse_long_document(data: bytes, blocks: Sequence[Shown]) -> None:
    """Raise if a Word file is beyond the limits of reading; the parts of an ordinary report are not even opened.

    Raises:
        WriteRefused: Naming the limit.
    """
    cells = len(blocks) + sum(len(block.table.grid.cells) for block in blocks if block.table)
    if cells < _MANY_CELLS and sum(len(block.text) for block in blocks) < _MANY_CHARACTERS:
        return
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for info in package.infolist():
            if limits.is_too_large(info.file_size, info.compress_size):
                raise _too_long(f"{info.file_size}字节")
            if info.filename.endswith(".xml") and (tags := package.read(info).count(b"<")) > limits.TAGS:
                raise _too_long(f"{tags}个标记，最多{limits.TAGS}个")
    _refuse_long_text([block.text for block in blocks])


def refuse_long_page(data: bytes, texts: Sequence[str]) -> None:
    """Raise if a web page is beyond the limits of reading.

    Args:
        data: The page.
        texts: Its texts, and its pictures as they stand in the page (base64).

    Raises:
        WriteRefused: Naming the limit.
    """
    if len(data) > limits.PAGE:
        raise _too_long(f"{len(data)}字节，最多{limits.PAGE}字节")
    _refuse_long_text(texts)


def _refuse_long_text(texts: Sequence[str]) -> None:
    longest = max((len(text.encode()) for text in texts), default=0)
    if longest > limits.TEXT:
        raise _too_long(f"一处有{longest}字节，最多{limits.TEXT}字节")


def _too_long(found: str) -> WriteRefused:
    return WriteRefused("报告过长，写出后不能再读回来", found=found, mend="请缩小图片，把大的表格和附件另行公开")
