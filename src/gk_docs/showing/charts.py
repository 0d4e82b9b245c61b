"""Draw the charts of a list in a workbook: native bar charts, below the list or on sheets of their own.

A chart is printed in readable type: one with more bars than a page holds is cut into several with one scale.
"""

from __future__ import annotations

from itertools import cycle
from math import ceil, floor, log10
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.files.spreadsheet import fit_to_paper
from gk_docs.word.package.charts import COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.grid import Grid
    from gk_docs.showing.listing import Chart, ListCell, Listing

_FONT = {"name": "宋体", "size": 10.5}
_HEAD, _BAR, _ROW, _LIST_ROW = 160, 34, 20, 27  # heights in pixels: around the bars, a bar, a row, one of a list
# Width and height in pixels of what a page across and one upright hold in type of 7 points. LibreOffice draws it wider
# than Excel where columns are: by a third with the widest digits.
_ACROSS, _UPRIGHT = (1100, 920), (760, 1380)


class DrawnChart(NamedTuple):
    """A chart, or a piece of one: the rows of the list that are its bars."""

    chart: Chart
    title: str
    first: int
    last: int
    most: float | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in pixels."""
        high = _HEAD + _BAR * (self.last - self.first + 1)
        return _ACROSS[0] if high <= _ACROSS[1] else _UPRIGHT[0], high


def draw_charts(book: Any, sheet: Any, listing: Listing, title: str, *, is_whole: bool) -> None:
    """Draw the charts below a list, or on sheets of their own where type would be too small; no page cuts a chart.

    Args:
        book: The workbook.
        sheet: The sheet of the list.
        listing: The list.
        title: The title above each page.
        is_whole: Whether all columns of the list stand on one page.
    """
    grid = listing.grid
    if not grid or grid.rows == grid.header_rows or not listing.charts:
        return
    whole = [DrawnChart(one, one.title, grid.header_rows, grid.rows - 1) for one in listing.charts]
    if is_whole and _LIST_ROW * grid.rows + sum(one.size[1] for one in whole) <= _ACROSS[1]:
        sheet.fit_to_pages(1, 1)
        _put_below(book, sheet, grid.rows + len(listing.notes) + 2, sheet.name, whole)
        return
    pieces = [piece for one in listing.charts for piece in _pieces(grid, one)]
    beside = max(1, _ACROSS[1] // (pieces[0].size[1] + _ROW))
    for number, begin in enumerate(range(0, len(pieces), beside), 1):
        own = book.add_worksheet(f"{listing.title}图{number}")
        fit_to_paper(own, title=title, across=pieces[0].size[1] <= _ACROSS[1], high=1)
        _put_below(book, own, 0, sheet.name, pieces[begin : begin + beside])


def _pieces(grid: Grid[ListCell], chart: Chart) -> list[DrawnChart]:
    """Cut a chart into pieces of alike height that a page upright holds, all drawn to one scale."""
    first, bars = grid.header_rows, grid.rows - grid.header_rows
    count = ceil(bars / ((_UPRIGHT[1] - _HEAD) // _BAR))
    if count == 1:
        return [DrawnChart(chart, chart.title, first, grid.rows - 1)]
    edges = [first + round(bars * number / count) for number in range(count + 1)]
    most = _round(max(_lengths(grid, chart), default=0.0))
    return [
        DrawnChart(chart, f"{chart.title}（{number}/{count}）", edges[number - 1], edges[number] - 1, most)
        for number in range(1, count + 1)
    ]


def _lengths(grid: Grid[ListCell], chart: Chart) -> list[float]:
    """How long the longest bar of each row is."""
    rows = ([float(cell.content.value or 0) for cell in row if cell.column in chart.values] for row in grid.by_row())
    return [sum(row) if chart.stacked else max(row) for row in rows if row]


def _round(most: float) -> float | None:
    """The next number of one digit and zeros, as the end of a scale."""
    step = 10 ** floor(log10(most)) if most else 0
    return ceil(most / step) * step if step else None


def _put_below(book: Any, sheet: Any, row: int, named: str, charts: Iterable[DrawnChart]) -> None:
    """Draw charts one below the other, from a row on, of the list on the sheet of that name."""
    for one in charts:
        sheet.insert_chart(row, 0, _native(book, named, one), {"description": one.title})
        row += one.size[1] // _ROW + 2


def _native(book: Any, named: str, one: DrawnChart) -> Any:
    """Make the bar chart, with the bars in the order of the rows of the list."""
    stacked = one.chart.stacked
    chart = book.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
    for column, colour in zip(one.chart.values, cycle(COLOURS[1:])):
        chart.add_series(
            {
                "name": [named, 0, column],
                "categories": [named, one.first, 0, one.last, 0],
                "values": [named, one.first, column, one.last, column],
                "fill": {"color": f"#{colour}"},
                "data_labels": {} if stacked else {"value": True, "font": _FONT},
            }
        )
    chart.set_title({"name": one.title, "name_font": {**_FONT, "size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_x_axis({"min": 0, "max": one.most, "num_font": _FONT, "major_gridlines": lines})
    chart.set_legend({"position": "bottom", "font": _FONT} if len(one.chart.values) > 1 else {"none": True})
    chart.set_size(dict(zip(("width", "height"), one.size, strict=True)))
    return chart
