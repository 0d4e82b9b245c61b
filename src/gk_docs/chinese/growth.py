"""Shares and growth: 12.5%, 同比增长12.5%, 同比下降8%, 与上年持平.

Rounded half up, exactly; a float is refused with `TypeError`. Source of the wording: what published reports print.
"""

from __future__ import annotations

from decimal import Decimal

from gk_docs import regex as re
from gk_docs.chinese.exact import exact, format_plain, plain, rounded
from gk_docs.chinese.text import excerpt

_WIDTHS = str.maketrans("０１２３４５６７８９．％－−﹪", "0123456789.%--%")
_PERCENT = re.compile("(-?[0-9]{1,20}(?:[.][0-9]{1,20})?)%")
_SINCE = "(?:同比|环比|[较比与和同](?:上年|去年|上一年|前一年|[0-9]{4}年)(?:度|同期|相比)?[，,]?)?"
_CHANGE = re.compile(
    f"{_SINCE}(?:(?P<up>增长|增加|上升|提高|提升|增幅)|(?P<down>下降|减少|降低|降幅))(?:了|为|达)?"
    "(?P<figure>[0-9]{1,20}(?:[.][0-9]{1,20})?)(?P<unit>%|倍)"
)
_LEVEL = re.compile(f"{_SINCE}(?:基本)?持平")
_FROM_NOTHING = re.compile("上年为0，本年增加[0-9.]+")


def format_percent(part: Decimal | int, whole: Decimal | int, places: int = 1, *, zeros: bool = False) -> str:
    """Write what share `part` is of `whole`.

    Args:
        part: The part.
        whole: The whole, in the same unit, not 0.
        places: Decimals to round to, half up.
        zeros: Keep trailing zeros (8.0%).

    Raises:
        ValueError: The whole is 0.

    >>> format_percent(1, 8), format_percent(2, 25), format_percent(2, 25, zeros=True), format_percent(2, 3, 2)
    ('12.5%', '8%', '8.0%', '66.67%')
    >>> format_percent(1, 0)
    Traceback (most recent call last):
    ValueError: 总数为0，算不出百分比
    """
    if not exact(whole):
        raise ValueError("总数为0，算不出百分比")
    return _percent(_hundredfold(part, whole, places), zeros=zeros)


def format_growth(now: Decimal | int, before: Decimal | int, places: int = 1, *, zeros: bool = False) -> str:
    """Write how a figure changed since last year.

    Args:
        now: This year's figure, not negative.
        before: Last year's, in the same unit, not negative.
        places: Decimals to round to, half up.
        zeros: Keep trailing zeros (8.0%).

    Returns:
        同比增长12.5%, 同比下降8% or 与上年持平; 与上年基本持平 where the change rounds to nothing; 上年为0，本年增加5
        where no rate can be named, since nothing can be divided by 0.

    Raises:
        ValueError: A figure is negative.

    >>> format_growth(9, 8), format_growth(92, 100), format_growth(5, 5)
    ('同比增长12.5%', '同比下降8%', '与上年持平')
    >>> format_growth(5, 0), format_growth(0, 0), format_growth(100001, 100000)
    ('上年为0，本年增加5', '与上年持平', '与上年基本持平')
    """
    now, before = exact(now), exact(before)
    if now < 0 or before < 0:
        raise ValueError("负数算不出增长率")
    if now == before:
        return "与上年持平"
    if not before:
        return f"上年为0，本年增加{format_plain(now)}"
    rate = _hundredfold(abs(now - before), before, places)
    if not rate:
        return "与上年基本持平"
    return f"同比{'增长' if now > before else '下降'}{_percent(rate, zeros=zeros)}"


def growth_rate(now: Decimal | int, before: Decimal | int, places: int = 1) -> Decimal | None:
    """By how many percent a figure grew: below 0 for a fall, None where it grew from nothing.

    Args:
        now: This year's figure.
        before: Last year's, in the same unit.
        places: Decimals to round to, half up.

    >>> growth_rate(9, 8), growth_rate(92, 100), growth_rate(5, 0)
    (Decimal('12.5'), Decimal('-8.0'), None)
    """
    now, before = exact(now), exact(before)
    return _hundredfold(now - before, before, places) if before > 0 <= now else None


def _hundredfold(part: Decimal | int, whole: Decimal | int, places: int) -> Decimal:
    """100 × part ÷ whole to `places` decimals, half up; in whole numbers, since a quotient may not end."""
    numerator, divisor = exact(part).as_integer_ratio()
    factor, denominator = exact(whole).as_integer_ratio()
    numerator, denominator = numerator * denominator * 100 * 10**places, divisor * factor
    size = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return rounded(Decimal(sign * size).scaleb(-places), places)


def _percent(rate: Decimal, *, zeros: bool) -> str:
    return f"{rate:f}%" if zeros else f"{format_plain(rate)}%"


def parse_percent(text: str) -> Decimal:
    """Read a percentage as the number before the sign.

    Raises:
        ValueError: The text is not a percentage.

    >>> parse_percent("12.5%"), parse_percent("１００％")
    (Decimal('12.5'), Decimal('100'))
    >>> parse_percent("12.5")
    Traceback (most recent call last):
    ValueError: “12.5”不是百分数
    """
    match = _PERCENT.fullmatch("".join(text.split()).translate(_WIDTHS))
    if not match:
        raise ValueError(f"“{excerpt(text)}”不是百分数")
    return plain(Decimal(match[1]))


def parse_growth(text: str) -> Decimal | None:
    """Read a change since last year, in percent: below 0 for a fall, 0 for 持平, None where last year was 0.

    Accepted beside what `format_growth` writes: 环比, 较上年, 比2023年 and the like or nothing
    before it; 增加 上升 提高 提升 and 减少 降低; 倍 (增长1.5倍 is 150). 百分点 is a difference of rates, not growth,
    and is refused.

    Raises:
        ValueError: The text is not a change that has a rate.

    >>> parse_growth("同比增长12.5%"), parse_growth("较2023年下降8％"), parse_growth("与上年持平")
    (Decimal('12.5'), Decimal('-8'), Decimal('0'))
    >>> parse_growth("提高5个百分点")
    Traceback (most recent call last):
    ValueError: “提高5个百分点”不是增长率
    """
    bare = "".join(text.split()).translate(_WIDTHS)
    if _LEVEL.fullmatch(bare):
        return Decimal(0)
    if _FROM_NOTHING.fullmatch(bare):
        return None
    match = _CHANGE.fullmatch(bare)
    if not match:
        raise ValueError(f"“{excerpt(text)}”不是增长率")
    rate = Decimal(match["figure"]) * (1 if match["unit"] == "%" else 100)
    return plain(rate if match["up"] else -rate)
