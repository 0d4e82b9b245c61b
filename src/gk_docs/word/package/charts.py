"""Write bar charts as XML, with the parts that they add to the package, among them a workbook of the figures.

Word draws a chart from its own part, and opens the workbook if somebody wants to change a figure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product, repeat
from math import ceil
from string import ascii_uppercase
from typing import TYPE_CHECKING

from gk_docs.chinese.text import width
from gk_docs.word.markup.xmltext import escape
from gk_docs.word.package.archive import OFFICE, packed, relation_xml, with_relations
from gk_docs.word.package.pictures import NO_SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.word.package.additions import Additions
    from gk_docs.word.package.pictures import Canvas

_DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OPC = "http://schemas.openxmlformats.org/package/2006"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EMU_PER_MM = 36_000
_SMALL, _LARGE = 900, 1050  # sizes of the type in hundredths of a point: 小五, 五号
_NUMBERS = ((2.7, _SMALL), (2.2, 750))  # the least height of a bar in mm for a number in 小五, in 六号
_ROUNDED = 0.01
_GAP = 0.6  # between two groups, in bars
_TITLE_MM = 9.0
_HALF_MM, _AIR_MM, _MOST_NAMES = 1.7, 3.0, 0.4  # width of half a character, space beside names, their largest share
_LEGEND_MM, _ENTRY_MM = 24.0, 5.0
_NAME_MM = 5.2  # the least height of a group: LibreOffice leaves out a name without room
_BESIDE_MM, _MOST_NUMBERS = 2.5, 0.4  # between a bar and its number, the largest share of the axis beyond the bars
_COLUMNS = (*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2)))  # of a workbook, as many as Word draws
COLOURS = ("9DB7D5", "1F4E79", "E69F00", "56B4E9", "009E73", "D55E00", "CC79A7", "7F7F7F")
"""Colours of series, by Okabe and Ito: colour-blind people can tell them apart. Last year is pale beside this year."""

_AXES = (1, 2)
_AXIS_IDS = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
_LABELS = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
_FACE = '<a:latin typeface="宋体"/><a:ea typeface="宋体"/>'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = (
    "</w:t></w:r><w:r><w:drawing>"
    f'<wp:inline {NO_SPACE} xmlns:wp="{_DRAWINGML}/wordprocessingDrawing" xmlns:a="{_DRAWINGML}/main">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Chart {number}" descr="{description}"/>'
    f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_DRAWINGML}/chart">'
    f'<c:chart xmlns:c="{_DRAWINGML}/chart" xmlns:r="{OFFICE}" r:id="{{relation}}"/>'
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t xml:space="preserve">'
)


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart, printed with `{{ name }}` in a paragraph: a group of bars per category, a bar per series in each.

    Attributes:
        title: The title above it.
        categories: The names of the groups.
        series: The name of each series and its value for each category; None draws no bar.
        width_mm: Width in millimetres.
        height_mm: Height of each piece in millimetres.
        description: What it shows, for readers who cannot see it.
        pieces: How many charts to draw it as, one below the other on one scale; in paragraphs of their own (`apart`)
            they may go on on another page.
        whole: The chart of which it is a piece, whose scale and width of names it shares; None if it is whole.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    width_mm: float
    height_mm: float
    description: str
    pieces: int = 1
    whole: BarChart | None = None

    @property
    def least_mm(self) -> float:
        """The least height in millimetres at which every group shows its name, and every bar its number."""
        return _TITLE_MM + self.group_mm * ceil(len(self.categories) / self.pieces)

    @property
    def group_mm(self) -> float:
        """The least height in millimetres of a group with its name and the numbers of its bars."""
        return max(_NAME_MM, _NUMBERS[-1][0] * (len(self.series) + _GAP))

    @property
    def most(self) -> Decimal:
        """The greatest absolute value."""
        return max(map(abs, self._values()))

    @property
    def legend_mm(self) -> float:
        """The width in millimetres of the key of its series; a single one needs none."""
        return _LEGEND_MM if len(self.series) > 1 else 0

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The least and greatest value of its axis, which includes 0 and leaves room for numbers beside the bars."""
        values = [Decimal(), *self._values()]
        least, most = min(values), max(values) or Decimal(1)
        number = _BESIDE_MM + _HALF_MM * max(width(f"{value}") for value in values)
        share = min(number / (self.width_mm - self.legend_mm - self.names_mm), _MOST_NUMBERS)
        sides = 2 if least else 1
        room = (most - least) * Decimal(f"{share / (1 - sides * share):.4f}")
        return least - room if least else least, most + room

    def _values(self) -> list[Decimal]:
        return [value for _, values in self.series for value in values if value is not None]

    @property
    def names_mm(self) -> float:
        """The width in millimetres of the names of its groups."""
        return min(_HALF_MM * max(map(width, self.categories)) + _AIR_MM, _MOST_NAMES * self.width_mm)

    def apart(self) -> Iterator[BarChart]:
        """Yield each of its pieces as a chart; the first has its description, the others its title as theirs."""
        if self.pieces == 1:
            yield self
            return
        groups = len(self.categories)
        for begin, end in pairwise(groups * piece // self.pieces for piece in range(self.pieces + 1)):
            series = tuple((name, values[begin:end]) for name, values in self.series)
            told = self.title if begin else self.description
            names = self.categories[begin:end]
            yield replace(self, categories=names, series=series, description=told, pieces=1, whole=self)


def chart_xml(canvas: Canvas, chart: BarChart, additions: Additions) -> str:
    """Add a chart to the package and return its XML for inside the text of a run, which it ends and begins again.

    Args:
        canvas: The part that it is printed into.
        chart: The chart.
        additions: The additions to the package, which get the files of the chart.
    """
    return "".join(_drawn(canvas, piece, additions) for piece in chart.apart())


def _drawn(canvas: Canvas, chart: BarChart, additions: Additions) -> str:
    name = additions.add("word/charts/chart", ".xml", _chart_part(chart).encode(), _CHART_TYPE)
    book = additions.add("word/embeddings/Microsoft_Excel_Sheet", ".xlsx", _workbook(chart), f"{_BOOK_TYPE}.sheet")
    additions.relate(name, frozenset(), "package", book)
    return _DRAWING.format(
        width=int(chart.width_mm * _EMU_PER_MM),
        height=int(chart.height_mm * _EMU_PER_MM),
        number=canvas.number,
        description=escape(chart.description),
        relation=additions.relate(canvas.part, canvas.relations, "chart", name, "gkChart"),
    )


def _layout(chart: BarChart, left: float, wide: float, high: float, target: str = "") -> str:
    shares = {
        "x": left / chart.width_mm,
        "y": _TITLE_MM / chart.height_mm,
        "w": wide / chart.width_mm,
        "h": min(high, chart.height_mm - _TITLE_MM) / chart.height_mm,
    }
    sides = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in shares.items())
    edges = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{target}{edges}{sides}</c:manualLayout></c:layout>"


def _chart_part(chart: BarChart) -> str:
    last = len(chart.categories) + 1
    names = _points("str", f"Sheet1!$A$2:$A${last}", chart.categories)
    series = "".join(
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx>{_points("str", f"Sheet1!${column}$1", (name,))}</c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[at % len(COLOURS)]}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:cat>{names}</c:cat>'
        f"<c:val>{_points('num', f'Sheet1!${column}$2:${column}${last}', values)}</c:val></c:ser>"
        for at, (column, (name, values)) in enumerate(zip(_COLUMNS[1:], chart.series, strict=False))
    )
    bar = (chart.height_mm - _TITLE_MM) / len(chart.categories) / (len(chart.series) + _GAP)
    size = next((size for least, size in _NUMBERS if bar >= least - _ROUNDED), 0)
    numbers = _text(size or _SMALL, wrap="none")
    shown = "".join(f'<c:show{what} val="{int(what == "Val" and size > 0)}"/>' for what in _LABELS)
    (least, most), left = (chart.whole or chart).ends, (chart.whole or chart).names_mm
    right, high = chart.width_mm - chart.legend_mm, chart.height_mm - _TITLE_MM
    bars = _layout(chart, left, right - left, high, '<c:layoutTarget val="inner"/>')
    scale = f'<c:max val="{most:f}"/><c:min val="{least:f}"/>'
    return (
        f'{_XML}<c:chartSpace xmlns:c="{_DRAWINGML}/chart" xmlns:a="{_DRAWINGML}/main" xmlns:r="{OFFICE}">'
        '<c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{_look('defRPr', _LARGE)}</a:pPr><a:r>{_look('rPr', _LARGE)}"
        f'<a:t>{escape(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        f'<c:autoTitleDeleted val="0"/><c:plotArea>{bars}<c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}<c:dLbls>{numbers}{shown}</c:dLbls>'
        f'<c:gapWidth val="{100 * _GAP:.0f}"/>{_AXIS_IDS}</c:barChart>'
        f"{_axis('catAx', 'maxMin', 'l', 0)}{_axis('valAx', 'minMax', 'b', 1, scale)}</c:plotArea>"
        f"{_legend(chart, right)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    )


def _legend(chart: BarChart, left: float) -> str:
    if not chart.legend_mm:
        return ""
    layout = _layout(chart, left, chart.legend_mm, _ENTRY_MM * len(chart.series))
    return f'<c:legend><c:legendPos val="r"/>{layout}<c:overlay val="0"/>{_text(_SMALL)}</c:legend>'


def _axis(kind: str, order: str, side: str, at: int, scale: str = "") -> str:
    own, other = _AXES[at], _AXES[1 - at]
    is_hidden = kind == "valAx"  # the numbers stand beside the bars, and in the table below
    between = '<c:crossBetween val="between"/>' if is_hidden else ""
    return (
        f'<c:{kind}><c:axId val="{own}"/><c:scaling><c:orientation val="{order}"/>{scale}</c:scaling>'
        f'<c:delete val="{int(is_hidden)}"/><c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{_text(_SMALL)}'
        f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/>{between}</c:{kind}>'
    )


def _look(name: str, size: int) -> str:
    return f'<a:{name} lang="zh-CN" sz="{size}" b="0">{_FACE}</a:{name}>'


def _text(size: int, wrap: str = "square") -> str:
    return f'<c:txPr><a:bodyPr wrap="{wrap}"/><a:p><a:pPr>{_look("defRPr", size)}</a:pPr><a:endParaRPr/></a:p></c:txPr>'


def _points(kind: str, cells: str, values: Iterable[str | Decimal | None]) -> str:
    """Write the values of cells, with the range of the workbook that they are in."""
    texts = [None if value is None else str(value) for value in values]
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(text)}</c:v></c:pt>' for at, text in enumerate(texts) if text is not None
    )
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return (
        f'<c:{kind}Ref><c:f>{cells}</c:f><c:{kind}Cache>{code}<c:ptCount val="{len(texts)}"/>{points}'
        f"</c:{kind}Cache></c:{kind}Ref>"
    )


def _workbook(chart: BarChart) -> bytes:
    """The workbook of one sheet that Word opens to change the chart."""
    columns = [("", chart.categories), *chart.series]
    rows = [[name for name, _ in columns], *zip(*(values for _, values in columns), strict=True)]
    lines = ("".join(map(_cell, _COLUMNS, repeat(row), line)) for row, line in enumerate(rows, 1))
    cells = "".join(f'<row r="{row}">{line}</row>' for row, line in enumerate(lines, 1))
    entries = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_OPC}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_BOOK_TYPE}.worksheet+xml"/></Types>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_SHEET}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>"
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
    }
    related = {
        "_rels/.rels": relation_xml("rId1", "officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": relation_xml("rId1", "worksheet", "worksheets/sheet1.xml"),
    }
    parts = {name: f"{_XML}{xml}".encode() for name, xml in entries.items()}
    return packed({**parts, **{name: with_relations(None, xml) for name, xml in related.items()}})


def _cell(column: str, row: int, value: str | Decimal | None) -> str:
    if value is None:
        return ""
    at = f"{column}{row}"
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'
