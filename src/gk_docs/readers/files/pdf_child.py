"""Lines and tables of a PDF file, as JSON, in a child process (see `child.py`). Loads nothing of ours but that."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from gk_docs.readers.files.child import serve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfplumber.page import Page
    from pdfplumber.table import Table

MOST_PAGES = 200
"""Most pages that are read: a report has some ten."""

_FEWEST_COLUMNS = 2
_MOST_OBJECTS = 200_000


def pages_as_json(data: bytes) -> bytes:
    """The pages of a PDF file: for each its lines with place and size, and its tables with the cells of each row.

    Raises:
        ValueError: If it has more pages, or a page more objects, than any report.
    """
    import pdfplumber  # noqa: PLC0415 - only the child loads it

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise MemoryError
        author = str((pdf.metadata or {}).get("Author") or "")
        pages = []
        for page in pdf.pages:
            pages.append(_page(page))
            page.close()
    return json.dumps({"author": author, "pages": pages}).encode()


def _page(page: Page) -> list[dict[str, Any]]:
    if len(page.chars) + len(page.edges) > _MOST_OBJECTS:
        raise MemoryError
    tables = [table for table in page.find_tables() if _is_table(table)]
    boxes = [table.bbox for table in tables]
    text = page.filter(lambda item: not any(_inside(item, box) for box in boxes)) if boxes else page
    found = [*_lines(text), *({"top": table.bbox[1], "rows": table.extract()} for table in tables)]
    return sorted(found, key=lambda block: float(block["top"]))


def _is_table(table: Table) -> bool:
    """A box around paragraphs is none: it has one column."""
    return max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0) >= _FEWEST_COLUMNS


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    across, down = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(left <= across <= right and top <= down <= bottom)


def _lines(page: Any) -> Iterator[dict[str, Any]]:
    for line in page.extract_text_lines(strip=True, return_chars=True):
        size = max((char["size"] for char in line["chars"]), default=0)
        yield {"top": line["top"], "x0": line["x0"], "x1": line["x1"], "size": size, "text": line["text"]}


if __name__ == "__main__":
    serve(pages_as_json)
