"""Read lines and tables of a PDF file as JSON, in a child process (see `child.py`) that imports little of gk-docs."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from gk_docs.files import limits
from gk_docs.files.child import BeyondAnyReportError, earn, loaded, serve
from gk_docs.published.pdf_marks import is_inside, mark_odd, mark_struck, set_raised_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

    _Box: TypeAlias = tuple[float, float, float, float]

SECONDS_A_PAGE = 0.2
"""Seconds of processor time that each page done adds to the limit; an ordinary page takes 0.07."""

_FEWEST_COLUMNS = 2
_AT_THE_EDGE = 2.0  # points
_GAP = 0.2  # of the type size
_ROOM = 2  # digits; a cell with less space than that beside a line, margins included, has no room for one more
_THICKEST = 3  # points; a thicker rectangle is not a line
_ON_ONE_LINE, _LEAST_ON_ONE_LINE = 0.3, 3  # of the type size, and points: digits in another font are lower
_ONE_HEIGHT = 0.6  # of the lower of two lines
_ROW = 6  # points; a row is at least so high
_WHOLE = 0.97  # of the width of a table
_FEWEST_WORDS = 100  # characters in a column of text
_MOST_OBJECTS = 200_000


def pages_as_json(data: bytes) -> bytes:
    """The pages of a PDF file as JSON: for each, its lines with place and size, and its tables with rows of cells.

    Raises:
        BeyondAnyReportError: If it has more pages, or a page has more objects, than those of any report.
    """
    import pdfplumber  # noqa: PLC0415 - only the child loads it

    loaded()
    pdf = pdfplumber.open(io.BytesIO(data))
    author = _author(pdf)
    pages = []
    for page in _pages(pdf):
        pages.append(_page(page))
        page.close()
        earn(SECONDS_A_PAGE)
    return json.dumps({"author": author, "pages": pages}).encode()


def _pages(pdf: PDF) -> list[Page]:
    """The pages of a file, read up to the limit only, whereas `pdf.pages` would walk through thousands first."""
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - only the child loads it
    from pdfplumber.page import Page  # noqa: PLC0415 - only the child loads it

    pages = list(islice(PDFPage.create_pages(pdf.doc), limits.PDF_PAGES + 1))
    if len(pages) > limits.PDF_PAGES:
        raise BeyondAnyReportError(f"文件超过{limits.PDF_PAGES}页，不是一份年度报告")
    return [Page(pdf, page, page_number=number) for number, page in enumerate(pages, 1)]


def _author(pdf: PDF) -> str:
    """The author, decoded by its byte order mark, else as UTF-8 or GB 18030 if valid, else as pdfminer does."""
    from pdfminer.pdftypes import resolve1  # noqa: PLC0415 - only the child loads it
    from pdfminer.utils import decode_text  # noqa: PLC0415 - only the child loads it

    said = next((author for info in pdf.doc.info if (author := resolve1(info.get("Author")))), b"")
    if not isinstance(said, bytes):
        return str(said)
    if said.startswith((b"\xff\xfe", b"\xfe\xff")):
        return said.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return said.decode(encoding)
    return str(decode_text(said))


def _page(page: Page) -> list[dict[str, Any]]:
    if len(page.chars) + len(page.edges) > _MOST_OBJECTS:
        raise BeyondAnyReportError("一页里的文字和线条过多，不是一份年度报告")
    set_raised_apart(page.chars)
    mark_struck(page)
    page = _without_backgrounds(page)
    boxes = _columns(page)
    return [block for box in boxes for block in _blocks(_part(page, [box]), box[0])] if boxes else _blocks(page)


def _without_backgrounds(page: Page) -> Any:
    """A page without filled areas, whose edges are not lines of a table; the page itself if it has no other lines."""
    bare = page.filter(lambda item: not _is_background(item))
    return bare if bare.edges else page


def _is_background(item: dict[str, Any]) -> bool:
    area = item["object_type"] == "rect" and item["fill"] and not item["stroke"]
    return bool(area and min(item["width"], item["height"]) > _THICKEST)


def _blocks(page: Page, left: float = 0) -> list[dict[str, Any]]:
    """The lines and tables of a page, or of the text column that begins at `left`, from top to bottom."""
    tables = [table for table in _tables(page) if _is_table(table)]
    text = _part(page, [table.bbox for table in tables], inside=False) if tables else page
    found = [*_lines(text), *(block for table in tables for block in _table_blocks(table, page))]
    for block in found:
        block.update((side, block[side] - left) for side in ("x0", "x1") if side in block)
    return sorted(found, key=lambda block: float(block["top"]))


def _part(page: Page, boxes: Sequence[_Box], *, inside: bool = True) -> Any:
    """The part of a page inside any of the boxes, or outside all of them."""
    return page.filter(lambda item: any(is_inside(item, box) for box in boxes) is inside)


def _tables(page: Page) -> list[Table]:
    """The ruled tables; a row cut off by the page's end has vertical lines only, so the missing line is added."""
    tables: list[Table] = page.find_tables()
    uprights = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = set()
    for table in tables:
        left, top, right, bottom = table.bbox
        beside = [edge for edge in uprights if left - _AT_THE_EDGE < edge["x0"] < right + _AT_THE_EDGE]
        over = [edge["top"] for edge in beside if edge["top"] < top - _ROW <= top - _AT_THE_EDGE < edge["bottom"]]
        under = [
            edge["bottom"] for edge in beside if edge["top"] < bottom + _AT_THE_EDGE < bottom + _ROW < edge["bottom"]
        ]
        ends |= {*sorted(over)[:1], *sorted(under)[-1:]}
    return page.find_tables({"explicit_horizontal_lines": sorted(ends)}) if ends else tables


def _columns(page: Page) -> list[_Box]:
    """The boxes of a page in two columns, in reading order: what spans both columns, the left one, the right one.

    Nothing crosses the gap between the columns, and both have words, whereas a table without lines has figures right.
    """
    chars = [char for char in page.chars if char["text"].strip()]
    covered = [0] * (int(page.width) + 2)
    for char in chars:
        for place in range(max(int(char["x0"]) - 2, 0), min(int(char["x1"]) + 3, len(covered))):
            covered[place] += 1
    inner = range(len(covered) * 2 // 5, len(covered) * 3 // 5)
    emptiest = [place for place in inner if covered[place] == min(covered[inner.start : inner.stop])]
    middle = emptiest[len(emptiest) // 2] if emptiest else 0
    items = [*chars, *(edge for edge in page.edges if edge["orientation"] == "h")]
    across = sorted((item["top"], item["bottom"]) for item in items if item["x0"] - 2 < middle < item["x1"] + 2)
    found: list[_Box] = []
    start = end = 0.0
    for top, bottom in [*across, (page.height, page.height)]:
        halves = (0, end, middle, top), (middle, end, page.width, top)
        if top > end and all(_holds_words(chars, half) for half in halves):
            found += [(0, start, page.width, end), *halves]
            start = top
        end = max(end, bottom)
    return [*found, (0, start, page.width, page.height)] if found else []


def _holds_words(chars: Sequence[dict[str, Any]], box: _Box) -> bool:
    return len([char for char in chars if char["text"].isalpha() and is_inside(char, box)]) > _FEWEST_WORDS


def _table_blocks(table: Table, page: Page) -> Iterator[dict[str, Any]]:
    """A table, split at rows of one cell as wide as the table, since these may be text in the same frame."""
    rows: list[list[str | None]] = []
    top = table.bbox[1]
    for row, texts in zip(table.rows, _rows(table, page), strict=True):
        box = next((cell for cell in row.cells if cell), None)
        whole = box and sum(map(bool, row.cells)) == 1 and box[2] - box[0] > _WHOLE * (table.bbox[2] - table.bbox[0])
        if not (box and whole):
            rows.append(texts)
            continue
        if rows:
            yield {"top": top, "rows": rows}
        yield {"top": box[1], "rows": [texts], "lines": [*_lines(_part(page, [box]))]}
        rows, top = [], box[3]
    if rows:
        yield {"top": top, "rows": rows}


def _is_table(table: Table) -> bool:
    """Whether a table has two columns or more; one with a single column is a box around paragraphs."""
    return max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0) >= _FEWEST_COLUMNS


def _rows(table: Table, page: Page) -> list[list[str | None]]:
    """The rows of cell texts; if the page's edge cuts the table off, with the text of last cells beyond the edge."""
    sizes = sorted(char["size"] for char in page.chars if is_inside(char, table.bbox))
    size = sizes[len(sizes) // 2] if sizes else 0
    rows = table.extract(y_tolerance=max(_ON_ONE_LINE * size, _LEAST_ON_ONE_LINE))
    for row, texts in zip(table.rows, rows, strict=True):
        _join_digits(row.cells, texts, page)
    mark_odd(table, rows, page, size)
    if table.bbox[2] > page.width - _AT_THE_EDGE:
        for row, texts in zip(table.rows, rows, strict=True):
            last, box = max(((place, cell) for place, cell in enumerate(row.cells) if cell), default=(-1, None))
            if box and texts[last]:
                texts[last] = f"{texts[last]}{_beyond(box, page)}"
    return rows


def _join_digits(cells: Sequence[_Box | None], texts: list[str | None], page: Page) -> None:
    """Join figures that a narrow cell breaks into lines: each line but the last is full, and the last is shorter.

    Do not if all figures of the row are on several lines, or if a cell spans more rows than its neighbours, since
    these may be the figures of two rows without a line between.
    """
    foot = min((cell[3] for cell in cells if cell), default=0)
    figures = [(place, text.split("\n")) for place, text in enumerate(texts) if text and _is_digits(text)]
    broken = [(place, lines) for place, lines in figures if len(lines) > 1]
    for place, lines in broken if len(broken) < len(figures) else ():
        box = cells[place]
        whole = {len(line) for line in lines[:-1]} == {len(lines[0])} and len(lines[-1]) < len(lines[0])
        if box and whole and box[3] < foot + _AT_THE_EDGE:
            width = max(
                char["x1"] - char["x0"] for char in page.chars if is_inside(char, box) and char["text"].isdigit()
            )
            if box[2] - box[0] - len(lines[0]) * width < _ROOM * width:
                texts[place] = "".join(lines)


def _is_digits(text: str) -> bool:
    return text.replace("\n", "").isdecimal()


def _beyond(cell: _Box, page: Page) -> str:
    """The characters outside a cell that follow its last ones without a gap."""
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
    """The lines, with those at the same height joined, since digits in another font may be a little higher."""
    lines: list[list[dict[str, Any]]] = []
    for line in page.extract_text_lines(strip=True, return_chars=True):
        if lines and _is_one_line(lines[-1][-1], line):
            lines[-1].append(line)
        else:
            lines.append([line])
    for parts in lines:
        chars = [char for part in parts for char in part["chars"]]
        size = max((char["size"] for char in chars), default=0)
        left, right = min(part["x0"] for part in parts), max(part["x1"] for part in parts)
        text = parts[0]["text"] if len(parts) == 1 else _in_order(chars)
        yield {"top": parts[0]["top"], "x0": left, "x1": right, "size": size, "text": text}


def _is_one_line(line: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two lines are at the same height, and none of their characters overlap."""
    common = min(line["bottom"], other["bottom"]) - max(line["top"], other["top"])
    low = min(line["bottom"] - line["top"], other["bottom"] - other["top"])
    if common < _ONE_HEIGHT * low:
        return False
    spans = sorted((char["x0"], char["x1"]) for part in (line, other) for char in part["chars"])
    return all(end <= start + _AT_THE_EDGE for (_, end), (start, _) in pairwise(spans))


def _in_order(chars: list[dict[str, Any]]) -> str:
    text, end = "", 0.0
    for char in sorted(chars, key=lambda char: float(char["x0"])):
        text += " " * (bool(text) and char["x0"] - end > _GAP * char["size"]) + char["text"]
        end = char["x1"]
    return text


if __name__ == "__main__":
    serve(pages_as_json)
