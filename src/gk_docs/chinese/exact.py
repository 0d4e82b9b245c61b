"""Exact decimals: floats are refused, no digit is lost, and nothing is written with an exponent.

The amounts, scales and percentages of this package are based on it. The decimal context of the calling thread is
never used, so that its precision cannot round an amount.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

_MOST_DIGITS = 200
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP, clamp=0)


def exact(number: Decimal | int) -> Decimal:
    """The number as a Decimal.

    Raises:
        TypeError: It is a float, a bool or something else that is not exact.
        ValueError: It is infinite or NaN, or takes over 200 digits to write out.

    >>> exact(12)
    Decimal('12')
    >>> exact(0.1)
    Traceback (most recent call last):
    TypeError: 应为 int 或 Decimal，不能是 float
    """
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise TypeError(f"应为 int 或 Decimal，不能是 {type(number).__name__}")
    if isinstance(number, int):
        number = Decimal(number)
    if not number.is_finite():
        raise ValueError(f"“{number}”不是确定的数")
    if number and abs(number.adjusted()) + len(number.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError(f"数字太长：最多{_MOST_DIGITS}位")
    return number


def plain(number: Decimal | int) -> Decimal:
    """The same number without trailing zeros after the point and without an exponent above zero.

    >>> plain(Decimal("5E+4")), plain(Decimal("12.500")), plain(Decimal("-0.00"))
    (Decimal('50000'), Decimal('12.5'), Decimal('0'))
    """
    number = exact(number)
    if not number:
        return Decimal(0)
    number = number.normalize(_EXACT)
    return number.quantize(Decimal(1), context=_EXACT) if number == number.to_integral_value() else number


def shifted(number: Decimal | int, places: int) -> Decimal:
    """The number times ten to the power of `places`, exactly, in the form that `plain` gives.

    >>> shifted(Decimal("59237.2449"), 4), shifted(1, -4)
    (Decimal('592372449'), Decimal('0.0001'))
    """
    return plain(exact(number).scaleb(places, context=_EXACT))


def rounded(number: Decimal | int, places: int) -> Decimal:
    """The number to `places` decimals, half up (away from zero), with exactly so many decimals.

    >>> rounded(Decimal("0.25"), 1), rounded(Decimal("-2.5"), 0), rounded(8, 1)
    (Decimal('0.3'), Decimal('-3'), Decimal('8.0'))
    """
    if places < 0:
        raise ValueError(f"小数位数不能是{places}")
    return exact(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_EXACT)


def format_plain(number: Decimal | int) -> str:
    """Write the number in Arabic figures with all its digits, without trailing zeros and without an exponent.

    >>> format_plain(Decimal("1E-7")), format_plain(Decimal("96171.600"))
    ('0.0000001', '96171.6')
    """
    return f"{plain(number):f}"
