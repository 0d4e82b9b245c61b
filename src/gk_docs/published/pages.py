"""Pages, which every file reader makes of a file: lines, tables and pictures in reading order, and metadata.

A reader for a new format turns bytes into `Pages`; the matcher (`matcher.py`) does the rest for all formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.files.sniffing import PICTURE_SIGNATURES
from gk_docs.files.source import FileFacts
from gk_docs.files.tables import UnrolledTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line of pasted text, without a line break.

    Attributes:
        text: Its text as printed, with spaces at both ends, since these may be an empty cell.
        level: Level of the heading if the file marks it as one (1 to 9), else 0.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text.

    Attributes:
        data: PNG or JPEG bytes; b"" if the file only links to it, or has another format.
        caption: Its description, or the text below it.
        is_lost: Whether the file contains it in another format than PNG or JPEG.
        is_sheet: Whether it is an embedded file of another program, such as an Excel sheet in a Word document.
    """

    data: bytes = b""
    caption: str = ""
    is_lost: bool = False
    is_sheet: bool = False

    @classmethod
    def of(cls, data: bytes, caption: str = "") -> Image:
        """Make a picture of the file's bytes for it, whatever their format."""
        whole = data.startswith(PICTURE_SIGNATURES)
        return cls(data if whole else b"", caption, is_lost=bool(data) and not whole)


Block: TypeAlias = Line | UnrolledTable | Image


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as pages.

    Attributes:
        blocks: Lines, tables and pictures in reading order.
        metadata: By name, what the page states outside its text (标题, 发布日期, 发布机构).
        aside: Lines of text outside the document proper (menus, footers).
        facts: Facts about the file.
    """

    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict, hash=False)
    aside: tuple[str, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)


def texts_in(blocks: Iterable[object]) -> Iterator[str]:
    """The text of the lines among some blocks, without blank lines."""
    return (text for block in blocks if isinstance(block, Line) and (text := block.text.strip()))
