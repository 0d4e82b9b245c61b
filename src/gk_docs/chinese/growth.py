"""Write shares, growth and changes: 12.5%, 同比增长12.5%, 与上年持平, 比上年增加12件，增长25.0%.

Rates are exact, rounded half up; a float raises `TypeError`. If there is no rate, the text says why (上年为0,
上年空白). Source of the wording: published reports.
"""

from __future__ import annotations

from decimal import Decimal

from gk_docs.chinese.exact import exact, format_plain, rounded


def format_percent(part: Decimal | int, whole: Decimal | int, places: int = 1, *, zeros: bool = False) -> str:
    """Write `part` as a percentage of `whole`.

    Args:
        part: The part.
        whole: The whole, in the same unit, not 0.
        places: Decimals to round to, half up.
        zeros: Whether to keep trailing zeros (8.0%).

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
        zeros: Whether to keep trailing zeros (8.0%).

    Returns:
        同比增长12.5%, 同比下降8% or 与上年持平; 与上年基本持平 if the rate rounds to 0; 上年为0，本年增加5
        if last year's figure is 0, since there is no rate then.

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
    """By how many percent a figure grew: negative for a fall, None if it grew from 0 or a figure is negative.

    Args:
        now: This year's figure.
        before: Last year's, in the same unit.
        places: Decimals to round to, half up.

    >>> growth_rate(9, 8), growth_rate(92, 100), growth_rate(5, 0)
    (Decimal('12.5'), Decimal('-8.0'), None)
    """
    now, before = exact(now), exact(before)
    return _hundredfold(now - before, before, places) if before > 0 <= now else None


def format_change(
    now: Decimal | int | None,
    before: Decimal | int | None,
    unit: str = "",
    places: int = 1,
    *,
    since: str = "上年",
    current: str = "本年",
) -> str:
    """Write by how much a figure changed, and at what rate.

    Args:
        now: This year's figure; None if it is blank.
        before: Last year's, in the same unit; None if it is blank.
        unit: The unit of both.
        places: Decimals of the rate, half up; trailing zeros are kept.
        since: What to call the earlier year.
        current: What to call the later year.

    Returns:
        比上年增加12件，增长25.0%. There is no rate if the earlier figure is 0 or blank, or one is negative; then words
        say so. A blank is never taken for 0.

    >>> format_change(60, 48, "件"), format_change(48, 60, "件"), format_change(5, 5, "件")
    ('比上年增加12件，增长25.0%', '比上年减少12件，下降20.0%', '与上年持平')
    >>> format_change(5, 0, "件"), format_change(5, None, "件"), format_change(None, 5, "件")
    ('上年为0，本年增加5件', '上年空白，本年5件', '上年5件，本年空白')
    """
    if now is None or before is None:
        return _beside_a_blank(now, before, unit, since, current)
    difference = exact(now) - exact(before)
    if not difference:
        return f"与{since}持平"
    amount = f"{'增加' if difference > 0 else '减少'}{format_plain(abs(difference))}{unit}"
    rate = growth_rate(now, before, places)
    if rate is None:
        return f"比{since}{amount}" if before else f"{since}为0，{current}{amount}"
    if not rate:
        return f"比{since}{amount}，基本持平"
    return f"比{since}{amount}，{'增长' if rate > 0 else '下降'}{abs(rate):f}%"


def _beside_a_blank(
    now: Decimal | int | None, before: Decimal | int | None, unit: str, since: str, current: str
) -> str:
    if now is before is None:
        return f"{since}和{current}均空白"
    told = ((since, before), (current, now))
    return "，".join(f"{who}空白" if figure is None else f"{who}{format_plain(figure)}{unit}" for who, figure in told)


def _hundredfold(part: Decimal | int, whole: Decimal | int, places: int) -> Decimal:
    """100 × part ÷ whole to `places` decimals, half up; computed in integers, since a quotient may never end."""
    numerator, divisor = exact(part).as_integer_ratio()
    factor, denominator = exact(whole).as_integer_ratio()
    numerator, denominator = numerator * denominator * 100 * 10**places, divisor * factor
    size = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return rounded(Decimal(sign * size).scaleb(-places), places)


def _percent(rate: Decimal, *, zeros: bool) -> str:
    return f"{rate:f}%" if zeros else f"{format_plain(rate)}%"
