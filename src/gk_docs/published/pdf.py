"""Read PDF files that contain text. The matcher joins tables over several pages, row by row.

Limits: a scanned file has no text and is refused; a table without ruled lines is read as text. A file may have 32 MB
and 60 pages; the child process that reads it is killed if it takes more than 200 MB, or more than 1.5 seconds of
processor time plus 0.2 for each page it has done (`files/child.py`; more on a slow machine): early if one page takes
very long, after 13 seconds if sixty pages all take long.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from gk_docs.chinese.text import without_radicals
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.child import answer
from gk_docs.files.encoding import clean
from gk_docs.files.source import FileFacts, Source
from gk_docs.files.tables import UnrolledTable
from gk_docs.published.matching.lexing.tokens import is_row, tokens_of_cell
from gk_docs.published.matching.matcher import matched
from gk_docs.published.matching.tables.segmentation import is_page_number
from gk_docs.published.pages import Block, Line, Pages
from gk_docs.published.paragraphs import PageColumn, PrintedLine, joined, without_gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.reading import Reading

_EDGE = 2  # lines at the top and at the bottom of a page


_Part: TypeAlias = PrintedLine | UnrolledTable


def read(source: Source) -> Reading:
    """Read a report from a PDF file.

    Raises:
        MissingExtra: If pdfplumber is not installed.
        UnreadableFile: If the file is damaged, encrypted, only scanned, or beyond the limits.
        NotAnAnnualReport: If nothing in it is an annual report.
    """
    if len(source.data) > limits.PDF:
        raise UnreadableFile(f"文件超过{limits.PDF // 1024 // 1024}MB，不是一份年度报告")
    told = json.loads(answer("gk_docs.published.pdf_child", source.data, "pdf", source.folder))
    parts = _without_running_lines(map(_parts, told["pages"]))
    if not any(isinstance(part, PrintedLine) for part in parts):
        raise UnreadableFile("文件里没有文字，可能是扫描件", mend="请用原来的 Word 文件，或先做文字识别")
    author = clean(told["author"]).strip()
    facts = FileFacts(source.name, "pdf", (author,) if author else ())
    return matched(Pages(tuple(_paragraphs(parts)), facts=facts), source.name)


def _parts(page: Sequence[dict[str, Any]]) -> Iterator[_Part]:
    """The lines and tables of a page. A row of one cell as wide as its table is a label, if it is one, or text."""
    rows: list[tuple[str | None, ...]] = []
    for block in page:
        own = [tuple(None if cell is None else _text(cell) for cell in row) for row in block.get("rows", ())]
        framed = "lines" in block
        if own and not (framed and tokens_of_cell(own[0][0] or "")[0].kind == "words"):
            rows += own
            continue
        if rows:
            yield UnrolledTable(tuple(rows))
            rows = []
        yield from map(_line, block["lines"] if framed else [block])
    if rows:
        yield UnrolledTable(tuple(rows))


def _text(text: str) -> str:
    return without_radicals(clean(text))


def _line(block: dict[str, Any]) -> PrintedLine:
    text = _text(block["text"])
    return PrintedLine(text if is_row(text) else without_gaps(text), block["x0"], block["x1"], block["size"])


def _without_running_lines(told: Iterable[Iterable[_Part]]) -> list[_Part]:
    """The parts of all pages, without page numbers and lines in smaller type at the edges of several pages."""
    pages = [
        [part for part in page if not (isinstance(part, PrintedLine) and is_page_number(part.text))] for page in told
    ]
    sizes = Counter[float]()
    for line in (part for page in pages for part in page if isinstance(part, PrintedLine)):
        sizes[line.size] += len(line.text)
    usual = max(sizes, key=sizes.__getitem__, default=0.0)
    small = [
        {
            part: _key(part)
            for part in (*page[:_EDGE], *page[-_EDGE:])
            if isinstance(part, PrintedLine) and part.size < usual
        }
        for page in pages
    ]
    often = Counter(key for page in small for key in set(page.values()) if key)
    return [
        part
        for page, edges in zip(pages, small, strict=True)
        for part in page
        if not (isinstance(part, PrintedLine) and often[edges.get(part, "")] > 1)
    ]


def _key(line: PrintedLine) -> str:
    """A line without its digits, so that it is the same on every page; "" for a row of a table."""
    return "" if is_row(line.text) else "".join(char for char in line.text if not char.isdigit()).strip()


def _paragraphs(parts: Sequence[_Part]) -> Iterator[Block]:
    lines = [part for part in parts if isinstance(part, PrintedLine)]
    column = _column(lines)
    before: PrintedLine | None = None
    text = ""
    for part in parts:
        if isinstance(part, PrintedLine) and before and column.goes_on(before, part):
            # A line that continues a sentence is not a row, even if it looks like one: 5 件。
            before, text = part, joined(text, part.text)
            continue
        if text:
            yield Line(text)
        if isinstance(part, UnrolledTable):
            yield part
        before, text = (part, part.text) if isinstance(part, PrintedLine) else (None, "")
    if text:
        yield Line(text)


def _column(lines: Iterable[PrintedLine]) -> PageColumn:
    """The column of the text: the 5th percentile of where lines begin, the 60th of where they end."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    return PageColumn(lefts[len(lefts) // 20], rights[len(rights) * 3 // 5])
