"""Changes since last year in words: 比上年增加12件，增长25.0%; where no rate can be named, why (上年为0, 上年空白)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.exact import exact, format_plain
from gk_docs.chinese.growth import growth_rate

if TYPE_CHECKING:
    from decimal import Decimal


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
        now: This year's figure; None where it is blank.
        before: Last year's, in the same unit; None where it is blank.
        unit: The unit of both.
        places: Decimals of the rate, half up; trailing zeros are kept.
        since: What the earlier figure is called.
        current: What the later one is called.

    Returns:
        比上年增加12件，增长25.0%. No rate is named where the earlier figure is 0 or blank, or one is negative: that is
        said in words; a blank is never taken for 0.

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
