"""PDF files with text in them. Tables over several pages are put together by the matcher, row by row.

Limits: a scanned file has no text and is refused; a table without ruled lines is read as text. A file has at most 32 MB
and 60 pages; the child process that reads it is killed when it takes more than 200 MB, or 1.5 seconds of processor time
beyond 0.2 for each page that is done (see `files/child.py`): at once for a page that burns time, after 13 seconds for
sixty that all take long.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gk_docs.chinese.labels import normalise
from gk_docs.chinese.lists import parse_number
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.child import answer
from gk_docs.files.encoding import clean
from gk_docs.files.source import FileFacts
from gk_docs.files.tables import UnrolledTable
from gk_docs.published.matching.headings import title_of
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.streaming import is_page_number
from gk_docs.published.matching.tokens import tokens_of_line
from gk_docs.published.pages import Line, Pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.files.source import Source
    from gk_docs.form.reading import Reading
    from gk_docs.published.pages import Block

_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
_GAP = re.compile(rf"(?<={_WIDE}) +| +(?={_WIDE})")
_INDENT = 0.8
_SHORT = 2.2
_OTHER_SIZE = 1.0


@dataclass(frozen=True, slots=True)
class _PrintedLine:
    """A printed line: its text, where it begins and ends, the size of its type, in points."""

    text: str
    left: float
    right: float
    size: float


def read(source: Source) -> Reading:
    """Read a report from a PDF file.

    Raises:
        MissingExtra: If pdfplumber is not installed.
        UnreadableFile: If the file is damaged, encrypted, only scanned, or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    return matched(pages_of(source), source.name)


def pages_of(source: Source) -> Pages:
    """The pages of a PDF file.

    Raises:
        MissingExtra: If pdfplumber is not installed.
        UnreadableFile: If the file is damaged, encrypted, only scanned, or beyond the limits.
    """
    if len(source.data) > limits.PDF:
        raise UnreadableFile(f"文件超过{limits.PDF // 1024 // 1024}MB，不是一份年度报告")
    told = json.loads(answer("gk_docs.published.pdf_child", source.data, "pdf", source.folder))
    parts = [part for page in told["pages"] for part in map(_part, page)]
    if not any(isinstance(part, _PrintedLine) for part in parts):
        raise UnreadableFile("文件里没有文字，可能是扫描件", mend="请用原来的 Word 文件，或先做文字识别")
    author = clean(told["author"]).strip()
    return Pages(tuple(_paragraphs(parts)), facts=FileFacts(source.name, "pdf", (author,) if author else ()))


def _part(block: dict[str, Any]) -> _PrintedLine | UnrolledTable:
    if "rows" in block:
        return UnrolledTable(
            tuple(tuple(None if cell is None else _plain(cell) for cell in row) for row in block["rows"])
        )
    return _PrintedLine(_GAP.sub("", _plain(block["text"])), block["x0"], block["x1"], block["size"])


def _plain(text: str) -> str:
    """The text with the radicals that PDF files print in place of characters put right."""
    return _RADICAL.sub(lambda match: normalise(match[0]), clean(text))


def _paragraphs(parts: Sequence[_PrintedLine | UnrolledTable]) -> Iterator[Block]:
    lines = [part for part in parts if isinstance(part, _PrintedLine)]
    left, right = _margins(lines)
    before: _PrintedLine | None = None
    text = ""
    for part in parts:
        if isinstance(part, _PrintedLine) and is_page_number(part.text):
            continue
        if isinstance(part, _PrintedLine) and before and _goes_on(before, part, left, right):
            text += _joint(text, part.text) + part.text
            before = part
            continue
        if text:
            yield Line(text)
        if isinstance(part, UnrolledTable):
            yield part
        before, text = (part, part.text) if isinstance(part, _PrintedLine) else (None, "")
    if text:
        yield Line(text)


def _joint(before: str, after: str) -> str:
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalpha() else ""
    )


def _margins(lines: Iterable[_PrintedLine]) -> tuple[float, float]:
    """Where the lines of text begin and end, most of them."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    return lefts[len(lefts) // 20], rights[len(rights) * 3 // 5]


def _goes_on(before: _PrintedLine, line: _PrintedLine, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if line.left > left + _INDENT * line.size or before.right < right - _SHORT * before.size:
        return False
    if abs(before.size - line.size) > _OTHER_SIZE or title_of(line.text) or title_of(before.text):
        return False
    mark = parse_number(line.text)
    if mark and mark.level in (1, 2) and before.text.endswith(("。", "；", "：")):
        return False
    return not (_is_row(before.text) and _is_row(line.text))


def _is_row(text: str) -> bool:
    return all(token.kind != "words" for token in tokens_of_line(text))
