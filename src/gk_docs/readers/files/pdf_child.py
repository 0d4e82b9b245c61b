"""Lines and tables of a PDF file, as JSON, in a child process (see `child.py`). Loads little of ours beside that."""

from __future__ import annotations

import io
import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from gk_docs.files import limits
from gk_docs.readers.files.child import BeyondAnyReportError, earn, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

SECONDS_A_PAGE = 0.2
"""Processor time that each page gives back: one takes 0.07."""

_FEWEST_COLUMNS = 2
_AT_THE_EDGE = 2.0  # points
_GAP = 0.2  # of the size of the type
_MOST_OBJECTS = 200_000


def pages_as_json(data: bytes) -> bytes:
    """The pages of a PDF file: for each its lines with place and size, and its tables with the cells of each row.

    Raises:
        BeyondAnyReportError: If it has more pages, or a page more objects, than any report.
    """
    import pdfplumber  # noqa: PLC0415 - only the child loads it

    pdf = pdfplumber.open(io.BytesIO(data))
    author = str((pdf.metadata or {}).get("Author") or "")
    pages = []
    for page in _pages(pdf):
        pages.append(_page(page))
        page.close()
        earn(SECONDS_A_PAGE)
    return json.dumps({"author": author, "pages": pages}).encode()


def _pages(pdf: PDF) -> list[Page]:
    """Its pages; a file that has thousands is not walked through first, as `pdf.pages` would."""
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - only the child loads it
    from pdfplumber.page import Page  # noqa: PLC0415 - only the child loads it

    pages = list(islice(PDFPage.create_pages(pdf.doc), limits.PDF_PAGES + 1))
    if len(pages) > limits.PDF_PAGES:
        raise BeyondAnyReportError(f"文件超过{limits.PDF_PAGES}页，不是一份年度报告")
    return [Page(pdf, page, page_number=number) for number, page in enumerate(pages, 1)]


def _page(page: Page) -> list[dict[str, Any]]:
    if len(page.chars) + len(page.edges) > _MOST_OBJECTS:
        raise BeyondAnyReportError("一页里的文字和线条过多，不是一份年度报告")
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    text = page.filter(lambda item: not any(_inside(item, box) for box in boxes)) if boxes else page
    found = [*_lines(text), *({"top": table.bbox[1], "rows": _rows(table, page)} for table in tables)]
    return sorted(found, key=lambda block: float(block["top"]))


def _is_table(table: Table) -> bool:
    """A box around paragraphs is none: it has one column."""
    return max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0) >= _FEWEST_COLUMNS


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def _rows(table: Table, page: Page) -> list[list[str | None]]:
    """The text of its cells; where the page cuts it off, that of the last cell with what stands beyond the edge."""
    rows = table.extract()
    if table.bbox[2] > page.width - _AT_THE_EDGE:
        for row, texts in zip(table.rows, rows, strict=True):
            last, box = max(((place, cell) for place, cell in enumerate(row.cells) if cell), default=(-1, None))
            if box and texts[last]:
                texts[last] = f"{texts[last]}{_beyond(box, page)}"
    return rows


def _beyond(cell: tuple[float, float, float, float], page: Page) -> str:
    """The characters that follow the last ones in a cell without a gap and stand outside it."""
    left, top, right, bottom = cell
    found, end = "", left
    for char in sorted(page.chars, key=lambda char: float(char["x0"])):
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if across > left and top <= down <= bottom:
            if across > right:
                if char["x0"] - end > _GAP * char["size"]:
                    break
                found += char["text"]
            end = char["x1"]
    return found


def _lines(page: Any) -> Iterator[dict[str, Any]]:
    for line in page.extract_text_lines(strip=True, return_chars=True):
        size = max((char["size"] for char in line["chars"]), default=0)
        yield {"top": line["top"], "x0": line["x0"], "x1": line["x1"], "size": size, "text": line["text"]}


if __name__ == "__main__":
    serve(pages_as_json)
