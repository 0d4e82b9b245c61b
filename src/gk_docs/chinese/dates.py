"""Read and write dates as official documents print them: 2024年1月15日, 二〇二四年一月十五日, with or without a day.

A date without a day is a `YearMonth`, never the first of the month: 2024年1月 does not name a day.

Source: GB/T 9704—2012 (Arabic figures, year in full, month and day without a leading 0); GB/T 15835—2011 (Chinese
figures with 〇 in the year; the two styles are never mixed).
Checked with: Babel (CLDR), every day of 1900 to 2100.
Limits: years 1000 to 9999; no weekday, no lunar date, no 公元前.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gk_docs import regex as re
from gk_docs.chinese.numerals import format_digits, format_number, parse_digits, parse_number
from gk_docs.chinese.text import NARROW
from gk_docs.errors import excerpt

DateStyle = Literal["figures", "words"]
"""`figures` is 2024年1月15日, `words` is 二〇二四年一月十五日."""

_YEARS = range(1000, 10000)
_MONTHS = range(1, 13)
_FIGURES = re.compile("(?P<year>[0-9]{4})年(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?")
_PLAIN = re.compile(r"(?P<year>[0-9]{4})([-./])(?P<month>[0-9]{1,2})(?:\2(?P<day>[0-9]{1,2}))?")
_WORDS = re.compile(
    "(?P<year>[〇○◯零一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    "(?:(?P<day>[一二三四五六七八九十廿卅]{1,3})[日号])?"
)
_FIGURE_PART = re.compile("[0-9]+[年月日号]")
_WORD_PART = re.compile("[〇○◯零一二三四五六七八九十廿卅][年月日号]")


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month of a year, without a day.

    Attributes:
        year: 1000 to 9999.
        month: 1 to 12.

    Raises:
        ValueError: The month does not exist, or the year does not have four digits.

    >>> YearMonth(2024, 1)
    YearMonth(year=2024, month=1)
    >>> YearMonth(2024, 13)
    Traceback (most recent call last):
    ValueError: 没有2024年13月这个月份
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if self.year not in _YEARS or self.month not in _MONTHS:
            raise ValueError(f"没有{self.year}年{self.month}月这个月份")


def format_date(day: date | YearMonth, style: DateStyle = "figures") -> str:
    """Write a date, with its day if it has one.

    Args:
        day: A date, or a month without a day. The time of a datetime is ignored.
        style: `figures` (2024年1月15日) or `words` (二〇二四年一月十五日).

    Raises:
        ValueError: The year is before 1000, or the style does not exist.

    >>> from datetime import date
    >>> format_date(date(2024, 1, 15)), format_date(date(2024, 1, 15), "words")
    ('2024年1月15日', '二〇二四年一月十五日')
    >>> format_date(YearMonth(2024, 1)), format_date(YearMonth(2024, 1), "words")
    ('2024年1月', '二〇二四年一月')
    >>> format_date(date(2024, 1, 15), "long")
    Traceback (most recent call last):
    ValueError: 没有“long”这种日期样式，可用 figures（2024年1月15日）或 words（二〇二四年一月十五日）
    """
    _check_year(day.year)
    if style == "words":
        return _in_words(day)
    if style == "figures":
        return _in_figures(day)
    raise ValueError(f"没有“{style}”这种日期样式，可用 figures（2024年1月15日）或 words（二〇二四年一月十五日）")


def _in_figures(day: date | YearMonth) -> str:
    from babel.dates import format_date as format_cldr  # noqa: PLC0415 - heavy, and most commands print no date
    from babel.dates import format_skeleton  # noqa: PLC0415 - heavy, as babel is

    if isinstance(day, date):
        return str(format_cldr(day, "long", locale="zh_CN"))
    return str(format_skeleton("yMMM", date(day.year, day.month, 1), locale="zh_CN"))


def _in_words(day: date | YearMonth) -> str:
    month = f"{format_digits(day.year)}年{format_number(day.month)}月"
    return f"{month}{format_number(day.day)}日" if isinstance(day, date) else month


def parse_date(text: str) -> date | YearMonth:
    """Read a date in either style; a date without a day is a `YearMonth`.

    Accepted beside what `format_date` writes: 2024-01-15, 2024.1.15, 2024/1/15 and the same without a day,
    full-width figures, leading zeros, 号 for 日, 零 or ○ in the year, 廿 and 卅, blanks anywhere.

    Raises:
        ValueError: The text is not a date, mixes the two styles, or names a day that does not exist.

    >>> parse_date("二〇二四年一月十五日") == parse_date("2024.1.15") == parse_date("２０２４年０１月１５日")
    True
    >>> parse_date("2024年1月")
    YearMonth(year=2024, month=1)
    >>> parse_date("2023年2月29日")
    Traceback (most recent call last):
    ValueError: 没有2023年2月29日这一天
    >>> parse_date("2024年一月十五日")
    Traceback (most recent call last):
    ValueError: “2024年一月十五日”混用了两种数字，应写成2024年1月15日或二〇二四年一月十五日这样的形式
    """
    bare = "".join(text.split()).translate(NARROW)
    if words := _WORDS.fullmatch(bare):
        return _date(*_words(words))
    if figures := _FIGURES.fullmatch(bare) or _PLAIN.fullmatch(bare):
        day = figures["day"]
        return _date(int(figures["year"]), int(figures["month"]), int(day) if day else None)
    raise ValueError(_complaint(text, bare))


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise ValueError(f"年份应为四位数字，不能是{year}")


def _words(match: re.Match[str]) -> tuple[int, int, int | None]:
    day = match["day"]
    return int(parse_digits(match["year"])), parse_number(match["month"]), parse_number(day) if day else None


def _date(year: int, month: int, day: int | None) -> date | YearMonth:
    if day is None:
        return YearMonth(year, month)
    _check_year(year)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None


def _complaint(text: str, bare: str) -> str:
    found = excerpt(text)
    if _FIGURE_PART.search(bare) and _WORD_PART.search(bare):
        return f"“{found}”混用了两种数字，应写成2024年1月15日或二〇二四年一月十五日这样的形式"
    return f"“{found}”不是日期，应写成2024年1月15日这样的形式"
