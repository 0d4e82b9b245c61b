"""The formats that a comparison is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gk_docs.cli.shell.console import json_text
from gk_docs.errors import WriteRefused
from gk_docs.showing.comparison_records import to_record

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.batch.comparison import Comparison

FORMATS = ("xlsx", "docx", "json")


class Style(Protocol):
    """Makes the bytes of a file of a comparison."""

    def __call__(self, comparison: Comparison, /, *, everything: bool) -> bytes:
        """The bytes; with everything also what did not change."""
        ...


def style_of(target: Path) -> Style:
    """How a file of that name is written.

    Raises:
        WriteRefused: If its suffix is of no format that a comparison is written in.
    """
    form = target.suffix.lower().removeprefix(".")
    if form == "xlsx":
        from gk_docs.showing.comparison_workbook import to_workbook

        return to_workbook
    if form == "docx":
        from gk_docs.showing.comparison_document import to_document

        return to_document
    if form == "json":
        return _json
    found = target.suffix or "（没有扩展名）"
    mend = f"能写的格式：{'、'.join(f'.{name}' for name in FORMATS)}"
    raise WriteRefused("不能写这种格式", file=str(target), found=found, mend=mend)


def _json(comparison: Comparison, /, *, everything: bool) -> bytes:
    return f"{json_text(to_record(comparison, everything=everything))}\n".encode()
