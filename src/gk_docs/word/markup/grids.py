"""Fit the grid of a rendered table to its rows, whose cells come from loops and spans.

Columns are added or removed as docxtpl does it. Beyond that, spans and skipped columns (`gridBefore`, `gridAfter`) are
counted, a nested table is fitted by itself, a table without a grid gets one, and a row that ends early gets a
`gridAfter`. The text of the part is searched once, from one row or cell to the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import TemplateError
from gk_docs.word.markup.contents import FIT

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_COLUMNS = 63
"""The most columns of a table that Word opens."""
_STEP = re.compile(  # all alternatives begin with the one character <, which makes the search fast
    r'<(?:w:(?:t(?:(bl|r|c)(?=[ >])|[rc]PrChange[ >].*?</w:t[rc]PrChange>)|grid(Span|Before|After) w:val="([^"]*)")|'
    rf"/w:(tbl)>|({re.escape(FIT[1:])}))",
    re.DOTALL,
)
_GRID = re.compile(r"<w:tblGrid(?:/>|>(.*?)</w:tblGrid>)", re.DOTALL)
_COLUMN = re.compile(r'<w:gridCol(?: w:w="([^"]*)")?[^<>]*>')
_CHANGE = re.compile("<w:tblGridChange.*", re.DOTALL)
_BEFORE_GRID = re.compile(r"<w:tbl(?: [^<>]*)?>\s*(?:<w:tblPr/>|<w:tblPr>.*?</w:tblPr>)?", re.DOTALL)
_BEFORE_PROPERTIES = re.compile(r"<w:tr(?: [^<>]*)?>\s*(?:<w:tblPrEx/>|<w:tblPrEx>.*?</w:tblPrEx>\s*)?", re.DOTALL)
_PROPERTIES = re.compile("<w:trPr(/?)>")
_AFTER = re.compile('<w:gridAfter w:val="([^"]*)"/>')


class _Splice(NamedTuple):
    """A replacement of the text between two positions."""

    start: int
    end: int
    xml: str


@dataclass(slots=True)
class _OpenTable:
    start: int
    rows: list[int] = field(default_factory=list)  # where each begins
    widths: list[int] = field(default_factory=list)
    wrong: str | None = None

    def span(self, name: str, value: str) -> None:
        least = int(name == "Span")
        if not value.isdecimal() or int(value) < least:
            self.wrong = value
        elif self.widths:
            self.widths[-1] += int(value) - least


def fitted(xml: str) -> str:
    """Give the grid of each marked table as many columns as its widest row.

    Raises:
        TemplateError: If a span in a marked table is not a whole number from 1 (from 0 for skipped columns), or the
            table has more than `MOST_COLUMNS` columns.

    >>> row = "<w:tr><w:tc></w:tc><w:tc></w:tc></w:tr>"
    >>> fitted(f"<w:tbl><w:tblGrid></w:tblGrid>{row}{FIT}</w:tbl>")[:66]
    '<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc>'
    """
    open_: list[_OpenTable] = []
    edits: list[_Splice] = []
    for step in _STEP.finditer(xml):
        begins, span, value, ends, fit = step.groups()
        if begins == "bl":
            open_.append(_OpenTable(step.start()))
        elif not open_:
            continue
        elif begins == "c" and open_[-1].widths:
            open_[-1].widths[-1] += 1
        elif begins == "r":
            open_[-1].rows.append(step.start())
            open_[-1].widths.append(0)
        elif span:
            open_[-1].span(span, value)
        elif fit:
            edits += _Splice(*step.span(), ""), *_fit(xml, open_[-1], step.start())
        elif ends:
            open_.pop()
    done: list[str] = []
    position = 0
    for edit in sorted(edits):
        done += xml[position : edit.start], edit.xml
        position = edit.end
    return "".join((*done, xml[position:]))


def _fit(xml: str, table: _OpenTable, end: int) -> Iterator[_Splice]:
    """Yield the changes that a table needs; `end` is where it ends."""
    if table.wrong is not None:
        raise TemplateError("单元格跨的列数要填从 1 起的整数", found=table.wrong)
    needed = max(table.widths, default=0)
    if needed > MOST_COLUMNS:
        raise TemplateError(f"表格超过了 Word 能容纳的 {MOST_COLUMNS} 列", found=f"{needed} 列")
    head = _BEFORE_GRID.match(xml, table.start)
    place = head.end() if head else table.start
    grid = _GRID.search(xml, place, table.rows[0] if table.rows else end)
    content = (grid and grid.group(1)) or ""
    columns = _COLUMN.findall(_CHANGE.sub("", content))
    if grid is None:
        yield _Splice(place, place, f"<w:tblGrid>{_columns([None] * needed)}</w:tblGrid>")
    elif needed and needed != len(columns):
        change = _CHANGE.search(content)
        columns = _more(columns, needed) if needed > len(columns) else _fewer(columns, needed)
        yield _Splice(*grid.span(), f"<w:tblGrid>{_columns(columns)}{change.group() if change else ''}</w:tblGrid>")
    for row, width in zip(table.rows, table.widths, strict=True):
        if width < needed:
            yield _end_early(xml, row, needed - width)


def _columns(widths: list[str | None]) -> str:
    return "".join(f'<w:gridCol w:w="{width}"/>' if width else "<w:gridCol/>" for width in widths)


def _more(widths: list[str | None], needed: int) -> list[str | None]:
    """Add columns of average width, and shrink the others so that the table stays as wide as it is."""
    total = sum(float(width) for width in widths if width)
    if not total or not all(widths):
        return [*widths, *[None] * (needed - len(widths))]
    old, new = total / len(widths), total / needed
    return [*(str(int(float(width or 0) * new / old)) for width in widths), *[str(int(new))] * (needed - len(widths))]


def _fewer(widths: list[str | None], needed: int) -> list[str | None]:
    """Remove the last columns, and share their width among the others."""
    freed = sum(float(width or 0) for width in widths[needed:])
    return [str(int(float(width) + int(freed / needed))) if width else width for width in widths[:needed]]


def _end_early(xml: str, row: int, columns: int) -> _Splice:
    head = _BEFORE_PROPERTIES.match(xml, row)
    place = head.end() if head else row
    properties = _PROPERTIES.match(xml, place)
    if properties is None:
        return _Splice(place, place, f'<w:trPr><w:gridAfter w:val="{columns}"/></w:trPr>')
    if properties.group(1):
        return _Splice(*properties.span(), f'<w:trPr><w:gridAfter w:val="{columns}"/></w:trPr>')
    end = xml.find("</w:trPr>", place)
    change = xml.find("<w:trPrChange", place, end)
    after = _AFTER.search(xml, place, change if change >= 0 else end)
    if after is None:
        return _Splice(properties.end(), properties.end(), f'<w:gridAfter w:val="{columns}"/>')
    return _Splice(*after.span(), f'<w:gridAfter w:val="{int(after.group(1)) + columns}"/>')
