"""Read and write approximate numbers: 80余, 14万余, 近百, 约300, 左右, 十几, 三四十.

An approximate number means a span of numbers, and a figure agrees with it if it lies inside. The span is generous:
1200余 is right for 1299. A step is one at the last digit that is not 0:
10 of 80, 100 of 1200, 1万 of 14万.

| Word | Low | High |
| --- | --- | --- |
| 余 多 来 | the number | one step above |
| 近 将近 接近 | one step below | the number |
| 约 大约 左右 上下 | one step below | one step above |
| 超 超过 突破 逾 至少 以上 上 + | the number | none |
| 不足 不到 不满 以下 以内 | 0 | the number |
| 几 数 | (几十) 20, (十几) 11, (数百) 200 | 99, 19, 999 |
| 两数连用 | (三四十) 30 | 40 |

Source: GB/T 15835—2011 (余 多 约 左右 上下 go with either form of figures; 几 and two neighbours with Chinese words).
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.exact import exact, format_plain, plain
from gk_docs.chinese.scale import format_scaled, parse_scaled
from gk_docs.errors import excerpt

NEIGHBOURS: Final = "两数连用"
"""The name of an approximation by two neighbouring digits (三四十), in the words of the standard."""

_SPANS: dict[str, tuple[int | None, int | None]] = {
    **dict.fromkeys(("余", "多", "来"), (0, 1)),
    **dict.fromkeys(("近", "将近", "接近"), (-1, 0)),
    **dict.fromkeys(("约", "大约", "左右", "上下"), (-1, 1)),
    **dict.fromkeys(("超", "超过", "突破", "逾", "至少", "以上", "上", "+", "＋"), (0, None)),
    **dict.fromkeys(("不足", "不到", "不满", "以下", "以内"), (None, 0)),
}
_ROUNDING = {"余": ROUND_FLOOR, "多": ROUND_FLOOR, "超": ROUND_FLOOR, "近": ROUND_CEILING, "约": ROUND_HALF_UP}
_MOST_DIGITS = 2
_FEW = re.compile("(?P<tens>[一二三四五六七八九]?十)几(?P<scale>[万亿]?)|[几数](?P<unit>[十百千]?[万亿]|[十百千])")
_PAIR = re.compile(
    "(?P<head>十|(?:[一二三四五六七八九]十)?)(?P<low>[一二两三四五六七八])(?P<high>[二三四五六七八九])(?P<unit>[十百千]?[万亿]|[十百千]?)"
)


class Approximation(NamedTuple):
    """An approximate number.

    Attributes:
        value: The number as named.
        word: What makes it approximate (余, 近, 几, 两数连用 …).
        low: The smallest number that agrees with it.
        high: The largest one; None if there is no limit.
    """

    value: Decimal
    word: str
    low: Decimal
    high: Decimal | None


def approximation(value: Decimal, word: str) -> Approximation:
    """The approximation of a number with a word of the table, except 几 and 两数连用.

    Raises:
        ValueError: The word is unknown.

    >>> approximation(Decimal(1200), "余")[2:]
    (Decimal('1200'), Decimal('1300'))
    """
    if word not in _SPANS:
        raise ValueError(f"“{excerpt(word)}”不是表示概数的词")
    below, above = _SPANS[word]
    step = _step(value)
    low = Decimal(0) if below is None else value + below * step
    return Approximation(value, word, plain(low), None if above is None else plain(value + above * step))


def _step(value: Decimal) -> Decimal:
    """One at the last digit that is not 0."""
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    return Decimal(1).scaleb(exponent)


def format_approximate(number: Decimal | int, word: str = "余", digits: int | None = None) -> str:
    """Write a number approximately, or exactly if it has no more digits than asked for.

    Args:
        number: The exact number, not negative.
        word: 余, 多 or 超 (rounded down), 近 (rounded up) or 约 (half up).
        digits: How many leading digits to keep; None keeps all but one, at most two.

    Raises:
        ValueError: The number is negative, `digits` is below 1, or the word is unknown.

    >>> format_approximate(1234), format_approximate(85), format_approximate(80)
    ('1200余', '80余', '80')
    >>> format_approximate(140523), format_approximate(1950, "近", 1), format_approximate(1234, "约")
    ('14万余', '近2000', '约1200')
    """
    number = exact(number)
    if word not in _ROUNDING or number < 0 or (digits is not None and digits < 1):
        raise ValueError(f"写不成概数：{format_plain(number)}，用词“{excerpt(word)}”，保留{digits}位")
    places = number.adjusted() + 1
    digits = digits or max(1, min(_MOST_DIGITS, places - 1))
    unit = Decimal(1).scaleb(max(0, places - digits))
    near = plain((number / unit).to_integral_value(_ROUNDING[word]) * unit)
    figure = format_scaled(near)
    if near == number:
        return figure
    return f"{figure}{word}" if word in "余多" else f"{word}{figure}"


def parse_bare(figure: str) -> Decimal:
    """Read the figure of an approximate number, in which a bare 百, 千, 万 or 亿 means 一百 and so on (近百).

    Raises:
        ValueError: The text is not a figure.

    >>> parse_bare("百"), parse_bare("20万"), parse_bare("十万")
    (Decimal('100'), Decimal('200000'), Decimal('100000'))
    """
    return parse_scaled(f"一{figure}" if figure[:1] in {"百", "千", "万", "亿"} else figure)


def parse_few(words: str) -> Approximation | None:
    """Read 几 and 数 (十几, 几百, 数千) or two neighbours (三四十, 十五六); None for anything else.

    >>> parse_few("数百"), parse_few("一百")
    (Approximation(value=Decimal('100'), word='数', low=Decimal('200'), high=Decimal('999')), None)
    """
    if match := _FEW.fullmatch(words):
        if match["unit"]:
            unit = parse_bare(f"一{match['unit']}")
            return Approximation(unit, words[0], 2 * unit, 10 * unit - 1)
        unit = parse_bare(f"一{match['scale']}")
        tens = parse_scaled(match["tens"])
        return Approximation(tens * unit, "几", (tens + 1) * unit, (tens + 9) * unit)
    if match := _PAIR.fullmatch(words):
        low, high = (parse_scaled(match["head"] + match[end] + match["unit"]) for end in ("low", "high"))
        first, second = (parse_scaled(match[end]) for end in ("low", "high"))
        return Approximation(low, NEIGHBOURS, low, high) if second == first + 1 else None
    return None
