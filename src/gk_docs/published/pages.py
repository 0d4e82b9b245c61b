"""What every file reader makes of a file: lines of text and tables in reading order, and what the file says of itself.

A reader for a new format turns bytes into `Pages`; the matcher (`matcher.py`) does the rest, the same for all.
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
        text: Its text as printed; blanks at both ends stay, for they can stand for an empty cell.
        level: Level of a heading that the file marks as such (1 to 9), else 0.
    """

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text.

    Attributes:
        data: PNG or JPEG bytes; b"" where the file only points to it, or holds something else.
        caption: The text below it, or its description.
        is_lost: Whether the file holds it, but as no PNG or JPEG.
        is_sheet: Whether it stands for a file of another program, as an Excel sheet in a Word document does.
    """

    data: bytes = b""
    caption: str = ""
    is_lost: bool = False
    is_sheet: bool = False

    @classmethod
    def of(cls, data: bytes, caption: str = "") -> Image:
        """A picture from the bytes that the file has for it, whatever they are."""
        whole = data.startswith(PICTURE_SIGNATURES)
        return cls(data if whole else b"", caption, is_lost=bool(data) and not whole)


Block: TypeAlias = Line | UnrolledTable | Image


@dataclass(frozen=True, slots=True)
class Pages:
    """A file as pages.

    Attributes:
        blocks: Lines, tables and pictures in reading order.
        metadata: What the page says of itself beside its text (标题, 发布日期, 发布机构), by name.
        aside: Text that stands outside the document proper (menus, footers), one string a line.
        facts: Facts of the file.
    """

    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict, hash=False)
    aside: tuple[str, ...] = ()
    facts: FileFacts = field(default_factory=FileFacts)


def texts_in(blocks: Iterable[object]) -> Iterator[str]:
    """What the lines among some blocks say, those that say nothing left out."""
    return (text for block in blocks if isinstance(block, Line) and (text := block.text.strip()))
