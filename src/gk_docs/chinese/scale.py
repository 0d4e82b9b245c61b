"""Read and write figures with 万 and 亿 (1234.5678万, 3.45亿), and convert 元 to 万元.

Source: GB/T 15835—2011 (a large figure may take 万 or 亿, no other unit: 3.45亿, not 3亿4500万). 1万元 = 10000元.
All numbers are int or Decimal and exact; a float raises `TypeError`.
Babel is not used: it rounds 99999999 to 10000万, and half to even.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from gk_docs import regex as re
from gk_docs.chinese.exact import exact, format_plain, plain, rounded, shifted
from gk_docs.chinese.numerals import parse_number
from gk_docs.chinese.text import NARROW
from gk_docs.errors import excerpt

SCALES: Final = (("万亿", 12), ("亿", 8), ("万", 4), ("", 0))
"""The units that figures are written with, and their powers of ten, the largest first."""

_FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_TERM = re.compile(rf"(零?)({_FIGURE})(万亿|千万|百万|十万|亿|万|千|百|)")
_POWERS = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_LONGEST = 64


def format_scaled(number: Decimal | int, places: int | None = None, *, zeros: bool = False) -> str:
    """Write a number with the largest of 万, 亿 and 万亿 that leaves a figure of 1 or more; below 10000 without.

    Args:
        number: Any exact number.
        places: Decimals to round to, half up; the unit is chosen again after rounding. None keeps every digit.
        zeros: Whether to keep trailing zeros up to `places`.

    >>> format_scaled(12345678), format_scaled(9999), format_scaled(345000000)
    ('1234.5678万', '9999', '3.45亿')
    >>> format_scaled(99999999, 2), format_scaled(120000, 1, zeros=True)
    ('1亿', '12.0万')
    """
    number = exact(number)
    unit, power = _unit(number)
    figure = shifted(number, -power)
    if places is None:
        return f"{format_plain(figure)}{unit}"
    figure = rounded(figure, places)
    if _unit(shifted(figure, power)) != (unit, power):
        return format_scaled(shifted(figure, power), places, zeros=zeros)
    return f"{figure if zeros else format_plain(figure)}{unit}"


def _unit(number: Decimal) -> tuple[str, int]:
    """The largest unit that leaves a figure of 1 or more, with its power of ten."""
    return next((scale for scale in SCALES if abs(number) >= 10 ** scale[1]), SCALES[-1])


def parse_scaled(text: str) -> Decimal:
    """Read a figure with or without 万 and 亿, in Arabic figures, Chinese words or both.

    Accepted beside what `format_scaled` writes: thousand separators, full-width figures, several units in falling
    order (1万2千, 10亿零817万5288), 千 and 百 as units (3千万), counting words (一百二十三万).

    Raises:
        ValueError: The text is not a figure, or could be read in two ways (1万2 is 10002 or 12000).

    >>> parse_scaled("3.45亿"), parse_scaled("1,234.5万"), parse_scaled("1万2千"), parse_scaled("一万二")
    (Decimal('345000000'), Decimal('12345000'), Decimal('12000'), Decimal('12000'))
    >>> parse_scaled("1万2")
    Traceback (most recent call last):
    ValueError: “1万2”有两种读法，请写全数字
    """
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST:
        return Decimal(text)
    bare = "".join(text.split()).translate(NARROW)
    if len(bare) > _LONGEST:
        raise ValueError(f"“{excerpt(text)}”不是数字")
    sign, bare = (-1, bare[1:]) if bare[:1] in {"-", "负"} else (1, bare.removeprefix("+"))
    if not any(char in "0123456789" for char in bare):
        return Decimal(sign * parse_number(bare))
    return plain(sign * _sum_of_terms(bare, text))


def scaled_or_none(text: str) -> Decimal | None:
    """Read a figure as `parse_scaled` does; None for what is not a well-formed one, in text that anybody wrote.

    >>> scaled_or_none("四十二"), scaled_or_none("四二")
    (Decimal('42'), None)
    """
    try:
        return parse_scaled(text)
    except ValueError:
        return None


def _sum_of_terms(bare: str, text: str) -> Decimal:
    terms = list(_TERM.finditer(bare))
    if not terms or "".join(term[0] for term in terms) != bare or terms[0][1]:
        raise ValueError(f"“{excerpt(text)}”不是数字")
    total = Decimal(0)
    for before, term in zip([None, *terms], terms, strict=False):
        if before and not _fits_after(term, before):
            raise ValueError(f"“{excerpt(text)}”有两种读法，请写全数字")
        total += shifted(Decimal(term[2].replace(",", "")), _POWERS[term[3]])
    return total


def _fits_after(term: re.Match[str], before: re.Match[str]) -> bool:
    """Whether a term can only mean the places below the unit of the term before it: 1万2千 can, 1万2 cannot."""
    power, previous = _POWERS[term[3]], _POWERS[before[3]]
    width = len(term[2].replace(",", "").partition(".")[0]) + power
    starts_lower = bool(term[1] or term[3]) and width <= previous
    return "." not in before[2] and power < previous and (starts_lower or width == previous)


def yuan_to_wan(yuan: Decimal | int) -> Decimal:
    """Convert 元 to 万元, exactly and without trailing zeros.

    >>> yuan_to_wan(592372449), yuan_to_wan(50000)
    (Decimal('59237.2449'), Decimal('5'))
    """
    return shifted(yuan, -4)
