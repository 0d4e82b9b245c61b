"""Compare a number in the text with figures of the form."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from gk_docs.checks.claims.wording import TENTHS
from gk_docs.chinese.exact import shifted

if TYPE_CHECKING:
    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.chinese.quantity import Quantity

TOLERANCE: Final = Decimal("0.1")
"""Percentage points by which a printed rate may differ from the computed one."""

_HALF_A_TENTH = Decimal(5)  # percentage points: 六成 is 55 to 65 %
_ABOUT = ("约", "大约", "左右", "上下")
_BOUNDS = ("不足", "不到", "不满", "超过", "逾", "至少", "突破")
_TO_TEN_THOUSAND = {"元": -4, "万元": 0, "亿元": 4, "万亿元": 8}


def printed_sum(case: Case, group: Group) -> Decimal | None:
    """The sum of the figures at some paths, with blanks filled in from sums; None if one stays blank or is unknown."""
    total = Decimal(0)
    for path in group:
        value = case.settled.get(path)
        if value is None:
            return None
        total += value
    return total


def disagrees(case: Case, claim: Claim) -> bool:
    """Whether a claim's number differs from every reading that can be added up; False if none can."""
    sums = [total for group in claim.readings if (total := printed_sum(case, group)) is not None]
    return bool(sums) and not any(agrees(claim.quantity, total) for total in sums)


def agrees(quantity: Quantity, number: Decimal) -> bool:
    """Whether a number in the text is the figure: a count exactly or as approximate, money to the digits printed.

    >>> from gk_docs.chinese.quantity import find_quantities
    >>> [agrees(one, Decimal("96171.6")) for one in find_quantities("收费9.62亿元，即961716000元，约9.6亿元")]
    [True, True, True]
    """
    if quantity.kind != "money":
        return quantity.agrees(number)
    power = _TO_TEN_THOUSAND.get(quantity.unit or "")
    if power is None:
        return True
    printed = shifted(number, -power)
    bound = quantity.approximate in _BOUNDS
    slack = Decimal(0) if bound or printed == quantity.value else _half_a_digit(quantity)
    high = None if quantity.high is None else quantity.high + slack
    return quantity.low - slack <= printed and (high is None or printed <= high)


def _decimals(quantity: Quantity) -> int:
    return max(0, -int(quantity.value.as_tuple().exponent))


def _half_a_digit(quantity: Quantity) -> Decimal:
    return Decimal(1).scaleb(-_decimals(quantity)) / 2


def close(rate: Quantity, exact: Decimal) -> bool:
    """Whether a printed rate equals the exact one within the tolerance or half of its last digit."""
    slack = max(TOLERANCE, _half_a_digit(rate))
    if rate.unit in (TENTHS, "倍"):
        slack = Decimal(0) if rate.approximate else _HALF_A_TENTH
    if rate.unit == TENTHS and rate.approximate in _ABOUT:
        return abs(rate.value - exact) <= _HALF_A_TENTH + 1
    high = rate.high if rate.high is not None else exact
    return rate.low - slack <= exact <= high + slack


def printed(exact: Decimal, rate: Quantity) -> str:
    """Format an exact rate with as many decimals as the text has, but one or two."""
    step = Decimal(1).scaleb(-min(2, max(1, _decimals(rate))))
    return f"{exact.quantize(step, ROUND_HALF_UP):f}%"
