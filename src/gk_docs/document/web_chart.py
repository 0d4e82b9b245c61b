"""Lay a bar chart out for a web page: what stands where in a drawing 400 wide, in type of 16: 12 on a telephone."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

from gk_docs.chinese.text import balanced, width
from gk_docs.word.package.charts import COLOURS

if TYPE_CHECKING:
    from decimal import Decimal

    from gk_docs.word.package.charts import BarChart

WIDE = 400
_HALVES = 48  # half characters in a line
_LINE, _KEYS_BESIDE, _KEY_WIDE, _KEY_SIZE, _TEXT_AFTER = 22, 4, 100, 14, 20
_FIRST, _BAR, _BAR_HIGH, _BAR_TEXT, _BELOW = 14, 22, 18, 14, 6
_LONGEST, _BESIDE, _HALF = 330, 8, 9.3  # of a bar, between it and its number, of a digit in wide faces


@dataclass(frozen=True, slots=True)
class ChartText:
    """A piece of text, from its left on its base line."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar, or the square of its series in the key, with the classes of its look."""

    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(slots=True)
class WebChart:
    """What a chart consists of, and how large it is."""

    texts: list[ChartText] = field(default_factory=list)
    bars: list[ChartBar] = field(default_factory=list)
    width: float = WIDE
    height: float = 0

    def write(self, text: str) -> None:
        """Write a text below all that is there, in as many lines as it needs."""
        for line in balanced(text, _HALVES):
            self.height += _LINE
            self.texts.append(ChartText(0, self.height, line))


def web_chart(chart: BarChart) -> WebChart:
    """Lay a chart out from the top down: its title, the key of its series, a group of bars for each category."""
    drawn = WebChart()
    drawn.write(chart.title)
    if len(chart.series) > 1:
        _key(drawn, [name for name, _ in chart.series])
    numbers = (f"{value}" for _, values in chart.series for value in values if value is not None)
    longest = max(min(_LONGEST, WIDE - _BESIDE - _HALF * max(map(width, numbers), default=0)), 0)
    for row, category in enumerate(chart.categories):
        drawn.height += _BELOW * 2
        drawn.write(category)
        drawn.height += _BELOW
        for number, (_, values) in enumerate(chart.series):
            _bar(drawn, number, values[row], longest / float(chart.most or 1))
    drawn.height += _BELOW
    return drawn


def _key(drawn: WebChart, names: list[str]) -> None:
    top = drawn.height + _FIRST
    for at, name in enumerate(names):
        x, y = _KEY_WIDE * (at % _KEYS_BESIDE), top + _LINE * (at // _KEYS_BESIDE)
        drawn.bars.append(ChartBar(x, y, _KEY_SIZE, _KEY_SIZE, _look(at)))
        drawn.texts.append(ChartText(x + _TEXT_AFTER, y + _KEY_SIZE, name))
    drawn.height = top + _LINE * ceil(len(names) / _KEYS_BESIDE) - (_LINE - _KEY_SIZE)


def _bar(drawn: WebChart, number: int, value: Decimal | None, scale: float) -> None:
    if value is not None:
        long = round(scale * abs(float(value)), 1)
        drawn.bars.append(ChartBar(0, drawn.height, long, _BAR_HIGH, _look(number) + " less" * (value < 0)))
        drawn.texts.append(ChartText(long + _BESIDE, drawn.height + _BAR_TEXT, f"{value}"))
    drawn.height += _BAR


def _look(number: int) -> str:
    return f"bar{number % len(COLOURS) + 1}"
