"""Draw a report as one picture (一图读懂) in SVG: its main figures in large type, who applied, how applications ended.

The picture is 1080 pixels wide, as the public accounts of offices want it. Every number in it is a cell of the report
and every label one of the form; nothing is added up. Last year's figures stand beside this year's if they are given.
The description of the picture says all that it shows. The look is a template, `templates/svg/report.svg`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from gk_docs.chinese.text import balanced, width
from gk_docs.document.title import WIDEST, broken, drawn, title_lines
from gk_docs.files.seal import PAGE_SEAL
from gk_docs.files.shipped import markup_template
from gk_docs.form.outline import marked, outline_of
from gk_docs.form.table import Main

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.form.report import Report

FACES = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", "sans-serif")
"""The fonts of the picture; the first that is installed is used."""

_LEFT, _RIGHT, _GAP = 60, 1020, 20
_TITLE_LINE, _TITLE_ROOM = 62, 62
_PANEL_HEAD, _PANEL_GAP, _PANEL_LINE = 64, 56, 46
_PANEL_HALVES = 52  # half characters in a line of a panel's head
_BAR, _BAR_WITH_LAST, _LONGEST_BAR = 84, 106, 700
_TILE_LINE, _TILE_LABEL, _TILE_LAST = 112, 32, 36
_TILES, _TILES_OF_ROWS = 3, 2
_OF_A_ROW = 2  # dots in the path of a figure in an outermost row: table, row, column
_BAR_LINE, _BAR_HALVES = 34, 72
_HALF_OF_24 = 12
_DIGIT, _LARGEST, _BAR_SIZE, _BAR_LAST, _AIR = 0.6, 56, 28, 20, 12  # a digit's width in ems, sizes of numbers, a gap
_FOOT, _SOURCE_LINE, _SOURCE_HALVES = 90, 32, 86
_KEY = 60
_BLANK = "空白"


@dataclass(slots=True)
class PictureFigure:
    """A figure with its label: a tile (large type, label below) or a bar (label above). Lengths are in pixels."""

    labels: tuple[str, ...]
    value: str
    unit: str
    last: str
    x: float = _LEFT
    y: float = 0
    width: float = 0
    height: float = 0
    size: int = 0
    last_width: float = 0


@dataclass(slots=True)
class PicturePanel:
    """A part of the picture under its own heading."""

    y: float
    lines: tuple[str, ...]
    tiles: list[PictureFigure] = field(default_factory=list)
    bars: list[PictureFigure] = field(default_factory=list)
    note: str = ""
    note_y: float = 0


def render(report: Report, previous: Report | None = None) -> bytes:
    """Return the picture as SVG, the same bytes on any machine, sealed in its last line.

    Args:
        report: An annual report of either edition.
        previous: Last year's report, whose figures stand beside this year's; if its edition of the form differs, only
            those that both editions have.
    """
    drawing = _PictureLayout(report, previous)
    return PAGE_SEAL.sealed(markup_template("svg/report.svg").render(drawing.context()).encode())


class _PictureLayout:
    """The layout of a picture, from the top down."""

    def __init__(self, report: Report, previous: Report | None) -> None:
        self.report, self.previous = report, previous
        self.figures = outline_of(type(report)).figures
        self.then = outline_of(type(previous)).figures if previous else {}
        self.lines = _title(report)
        self.head = _TITLE_ROOM + _TITLE_LINE * len(self.lines)
        self.y: float = self.head + (_KEY if previous else 0) + _GAP * 2
        self.panels = list(self._panels())

    def context(self) -> dict[str, object]:
        """The context of the template."""
        report = self.report
        title = "".join(self.lines)
        source = tuple(balanced(f"数据来源：{report.agency.name}{report.year}年年度报告", _SOURCE_HALVES))
        return {
            "title": title,
            "description": f"{title}。" + "".join(map(self._told, self.panels)),
            "lines": self.lines,
            "head": self.head,
            "has_last": self.previous is not None,
            "year": report.year,
            "last_year": self.previous.year if self.previous else "",
            "panels": self.panels,
            "height": self.y + _FOOT + _SOURCE_LINE * (len(source) - 1),
            "foot": self.y + _FOOT - 36,
            "faces": ", ".join(FACES),
            "source": source,
        }

    def _told(self, panel: PicturePanel) -> str:
        """Describe a panel in words."""
        said = (
            f"{''.join(one.labels)} {one.value}{one.unit}" + (f"（上年{one.last}）" if one.last else "")
            for one in (*panel.tiles, *panel.bars)
        )
        return f"{''.join(panel.lines)}：{'；'.join(said)}。{panel.note}"

    def _panels(self) -> Iterator[PicturePanel]:
        requests = outline_of(type(self.report)).section("requests")
        rows = [path for path in self.figures if path.startswith("requests.") and path.endswith(".total")]
        everything = "requests.outcomes.total.total"
        active = outline_of(type(self.report)).section("active_disclosure")
        yield self._tiled(active.title, list(self._main("active_disclosure.")), _TILES)
        outer = [path for path in rows if path.count(".") == _OF_A_ROW or path == everything]
        yield self._tiled(requests.title, outer, _TILES_OF_ROWS)
        received = [path for path in self.figures if path.startswith("requests.received.") and path not in rows]
        yield self._barred(self.figures[received[0]].rows[0], received, columns=True)
        ended = [path for path in rows if path.startswith("requests.outcomes.") and path != everything]
        yield self._barred(self.figures[everything].rows[0], ended, columns=False)
        cases = outline_of(type(self.report)).section("review_litigation")
        results = [path for path in self.figures if path.startswith("review_litigation.")]
        yield self._barred(cases.title, results, columns=True, whole=True)

    def _main(self, table: str) -> Iterator[str]:
        """Yield the main figures of a table, as the form marks them; all figures if it marks none."""
        main = {path: mark for path, mark in marked(type(self.report), Main) if path.startswith(table)}
        paths = [one for path, mark in main.items() for one in ([f"{path}.{name}" for name in mark.columns] or [path])]
        known = [path for path in paths if path in self.figures]
        yield from known or [path for path in self.figures if path.startswith(table)]

    def _begun(self, title: str) -> PicturePanel:
        lines = tuple(balanced(title, _PANEL_HALVES))
        panel = PicturePanel(self.y, lines)
        self.y += _PANEL_HEAD + _PANEL_LINE * (len(lines) - 1)
        return panel

    def _tiled(self, title: str, paths: Sequence[str], beside: int) -> PicturePanel:
        panel = self._begun(title)
        wide = (_RIGHT - _LEFT - _GAP * (beside - 1)) / beside
        for begin in range(0, len(paths), beside):
            line = [self._tile(path, int((wide - _GAP) / _HALF_OF_24)) for path in paths[begin : begin + beside]]
            high = _TILE_LINE + max(len(tile.labels) for tile in line) * _TILE_LABEL + bool(self.previous) * _TILE_LAST
            for place, tile in enumerate(line):
                tile.x, tile.y, tile.width, tile.height = _LEFT + place * (wide + _GAP), self.y, wide, high
            panel.tiles += line
            self.y += high + _GAP
        self.y += _PANEL_GAP - _GAP
        return panel

    def _tile(self, path: str, halves: int) -> PictureFigure:
        figure = self.figures[path]
        tile = self._figure(
            path, figure.rows if path.startswith("requests.") else (*figure.rows[-1:], *figure.columns), halves
        )
        room = _HALF_OF_24 * (halves - 1 - width(tile.unit))
        tile.size = min(_LARGEST, int(room / _ems(tile.value)))
        return tile

    def _figure(self, path: str, words: Iterable[str], halves: int) -> PictureFigure:
        """Make a figure with its labels in lines of at most this many half characters."""
        value, last = self.report.figure(path), self._then(path)
        labels = tuple(line for one in words for line in balanced(one, halves))
        unit = "" if value is None else self.figures[path].unit
        return PictureFigure(
            labels, _BLANK if value is None else _plain(value), unit, "" if last is None else _plain(last)
        )

    def _barred(self, title: str, paths: Sequence[str], *, columns: bool, whole: bool = False) -> PicturePanel:
        """Make a panel of bars; a note below says that figures not shown are 0, in both years (其余各项均为0)."""
        panel = self._begun(title)
        shown = [path for path in paths if self.report.figure(path) != 0 or self._then(path)]
        values = [*map(self.report.figure, shown), *map(self._then, shown)]
        most = max((abs(float(one)) for one in values if one), default=0.0)
        panel.bars = [self._bar(path, _label(self.figures[path], columns=columns, whole=whole)) for path in shown]
        longest = min((_longest(bar) for bar in panel.bars), default=0)
        for path, bar in zip(shown, panel.bars, strict=True):
            bar.y = self.y
            bar.width = _share(self.report.figure(path), most, longest)
            bar.last_width = _share(self._then(path), most, longest)
            self.y += (_BAR_WITH_LAST if bar.last else _BAR) + _BAR_LINE * (len(bar.labels) - 1)
        if len(shown) < len(paths):
            panel.note, panel.note_y = ("其余各项均为0。" if shown else "各项均为0。"), self.y + _HALF_OF_24 * 2
            self.y += _TILE_LABEL
        self.y += _PANEL_GAP
        return panel

    def _bar(self, path: str, label: str) -> PictureFigure:
        return self._figure(path, [label], _BAR_HALVES)

    def _then(self, path: str) -> int | Decimal | None:
        return self.previous.figure(path) if self.previous and path in self.then else None


def _plain(value: int | Decimal | None) -> str:
    return "" if value is None else f"{Decimal(value):f}"


def _share(value: int | Decimal | None, most: float, longest: float) -> float:
    return round(longest * float(value) / most, 1) if value and most else 0.0


def _title(report: Report) -> tuple[str, ...]:
    """The lines of the title, which are those of the page if each has room."""
    lines = title_lines(report) or (report.agency.name,)
    fits = all(drawn(line) <= WIDEST for line in lines)
    return lines if fits else tuple(broken("".join(lines), report.agency.name))


def _ems(text: str) -> float:
    """The width of a number or word in sizes of its type, at most."""
    return sum(_DIGIT if char.isascii() else 1 for char in text)


def _longest(bar: PictureFigure) -> float:
    """How long a bar may be at most beside its number."""
    number = max(_BAR_SIZE * _ems(bar.value + bar.unit), _BAR_LAST * _ems(f"上年 {bar.last}"))
    return min(_LONGEST_BAR, _RIGHT - _LEFT - _AIR - number)


def _label(figure: Figure, *, columns: bool, whole: bool) -> str:
    if whole:
        return " · ".join(figure.columns)
    return figure.columns[-1] if columns else " · ".join(figure.rows[1:])
