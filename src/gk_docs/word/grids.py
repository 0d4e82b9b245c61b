"""The grid of a table fitted to its rows, after loops and spans have made them what they are.

Columns are added or taken away as docxtpl does it. Beyond that, spans and what stands before and after the cells count,
a nested table is a table of its own, a table without a grid gets one, and a row that ends before the others says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from gk_docs.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_AROUND = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "del", "moveFrom", "moveTo"))


def fit(table: etree._Element) -> None:
    """Let the grid of a table have as many columns as its widest row.

    Raises:
        TemplateError: If a span is no number from 1 on.
    """
    rows = {row: _width(row) for row in _inside(table, "tr")}
    needed = max(rows.values(), default=0)
    grid = table.find(f"{W}tblGrid")
    if grid is None:
        grid = etree.Element(f"{W}tblGrid")
        table.insert(0 if table.find(f"{W}tblPr") is None else 1, grid)
    columns = grid.findall(f"{W}gridCol")
    if needed > len(columns):
        _add(grid, columns, needed - len(columns))
    elif 0 < needed < len(columns):
        _take_away(grid, columns, needed)
    for row, width in rows.items():
        if width < needed:
            _end_early(row, needed - width)


def _inside(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Children of this name, also those in content controls and changes."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, name)


def _width(row: etree._Element) -> int:
    """How many columns a row takes."""
    spans = (_number(cell, f"{W}tcPr/{W}gridSpan", 1) for cell in _inside(row, "tc"))
    beside = (_number(row, f"{W}trPr/{W}{name}", 0) for name in ("gridBefore", "gridAfter"))
    return sum(spans) + sum(beside)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    if found is None:
        return default
    value = found.get(f"{W}val", "")
    if not value.isdecimal() or int(value) < default:
        raise TemplateError("单元格跨的列数要填从 1 起的整数", found=value)
    return int(value)


def _add(grid: etree._Element, columns: list[etree._Element], more: int) -> None:
    """New columns as wide as the average, the width of the table staying what it is."""
    widths = [column.get(f"{W}w") for column in columns]
    total = sum(float(width) for width in widths if width)
    if not total or None in widths:
        for _ in range(more):
            etree.SubElement(grid, f"{W}gridCol")
        return
    old, new = total / len(columns), total / (len(columns) + more)
    for column in columns:
        column.set(f"{W}w", str(int(float(column.get(f"{W}w", "0")) * new / old)))
    for _ in range(more):
        etree.SubElement(grid, f"{W}gridCol", {f"{W}w": str(int(new))})


def _take_away(grid: etree._Element, columns: list[etree._Element], left: int) -> None:
    """The last columns go, and leave their width to the others."""
    freed = sum(float(column.get(f"{W}w", "0")) for column in columns[left:])
    for column in columns[left:]:
        grid.remove(column)
    for column in columns[:left]:
        if width := column.get(f"{W}w"):
            column.set(f"{W}w", str(int(float(width) + int(freed / left))))


def _end_early(row: etree._Element, columns: int) -> None:
    properties = row.find(f"{W}trPr")
    if properties is None:
        properties = etree.Element(f"{W}trPr")
        row.insert(0 if row.find(f"{W}tblPrEx") is None else 1, properties)
    after = properties.find(f"{W}gridAfter")
    if after is None:
        after = etree.Element(f"{W}gridAfter")
        properties.insert(0, after)
    after.set(f"{W}val", str(int(after.get(f"{W}val", "0")) + columns))
