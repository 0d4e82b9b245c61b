"""The filters that every template has besides Jinja's own, each under an English and a Chinese name.

| English | Chinese | Prints |
| --- | --- | --- |
| `date` | `日期` | 2024年1月15日; `date("words")` 二〇二四年一月十五日 |
| `number` | `中文数字` | 一百二十三 |
| `ordinal` | `序数` | 第十二 |
| `digits` | `逐位数字` | 二〇二四 |
| `capitals` | `大写金额` | 壹佰贰拾叁元整; `capitals(prefix=true)` puts 人民币 before it |
| `scaled` | `万` | 1234.5678万, 3.45亿; `scaled(2)` rounds |
| `wan` | `万元` | an amount in 元 as a number of 万元 |
| `percent` | `百分比` | a number as a share of the argument: `{{ part|percent(whole) }}` 12.5% |
| `growth` | `同比` | 同比增长12.5%: `{{ now|growth(before) }}` |
| `change` | `比上年` | 比上年增加12件，增长25.0%: `{{ now|change(before, "件") }}` |
| `approximate` | `概数` | 80余 |
| `mark` | `序号` | the mark of a list item: `{{ loop.index|mark(2) }}` （一）; levels 1 to 4 |

A blank (None), as value or as argument, stays blank. A float is refused, since it has no exact digits. A value of a
kind that the filter cannot take raises a TypeError in Chinese.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any

from gk_docs.chinese.approximate import format_approximate
from gk_docs.chinese.capitals import format_capitals
from gk_docs.chinese.dates import YearMonth, format_date
from gk_docs.chinese.exact import format_plain
from gk_docs.chinese.growth import format_change, format_growth, format_percent
from gk_docs.chinese.lists import format_number as format_mark
from gk_docs.chinese.numerals import format_digits, format_number, format_ordinal
from gk_docs.chinese.scale import format_scaled, yuan_to_wan
from gk_docs.errors import excerpt

if TYPE_CHECKING:
    from collections.abc import Callable


MOST_PLACES = 100


def mark(number: int, level: int = 1) -> str:
    """The mark before an item of a list: 一、 （一） 1. （1）."""
    return format_mark(level, number)


def wan(yuan: Decimal | int) -> str:
    """An amount in 元 as a number of 万元, all digits."""
    return format_plain(yuan_to_wan(yuan))


def as_filter(function: Callable[..., str]) -> Callable[..., str | None]:
    """Wrap a function as a filter: None if any positional argument is None, at most `MOST_PLACES` decimals."""
    names = list(signature(function).parameters)
    place = names.index("places") if "places" in names else len(names)

    @wraps(function)
    def filter_(*args: Any, **kwargs: Any) -> str | None:
        places = kwargs.get("places", args[place] if len(args) > place else None)
        if places is not None and places > MOST_PLACES:
            raise ValueError(f"小数最多{MOST_PLACES}位")
        try:
            return None if None in args else function(*args, **kwargs)
        except (AttributeError, TypeError) as error:
            needed, word = _NEEDED.get(function, (object, ""))
            if isinstance(args[0], needed):
                raise
            raise TypeError(f"应为{word}，不能是{_told(args[0])}") from error

    return filter_


def _told(value: object) -> str:
    """Describe a value of the wrong kind to the author of a template (文字“甲”, 数字1.5)."""
    if isinstance(value, str):
        return f"文字“{excerpt(value)}”"
    return f"数字{value}" if isinstance(value, float | Decimal | int) else f" {type(value).__name__}"


_NEEDED: dict[Callable[..., str], tuple[type | tuple[type, ...], str]] = {
    format_date: ((date, YearMonth), "日期"),
    **dict.fromkeys((format_number, format_ordinal, mark), (int, "整数")),
}


_NAMES: dict[str, tuple[str, Callable[..., str]]] = {
    "date": ("日期", format_date),
    "number": ("中文数字", format_number),
    "ordinal": ("序数", format_ordinal),
    "digits": ("逐位数字", format_digits),
    "capitals": ("大写金额", format_capitals),
    "scaled": ("万", format_scaled),
    "wan": ("万元", wan),
    "percent": ("百分比", format_percent),
    "growth": ("同比", format_growth),
    "change": ("比上年", format_change),
    "approximate": ("概数", format_approximate),
    "mark": ("序号", mark),
}
OF_YUAN = tuple(name for english in ("capitals", "wan") for name in (english, _NAMES[english][0]))
"""The names of the filters that take an amount in 元."""

FILTERS: dict[str, Callable[..., str | None]] = {
    name: as_filter(function) for english, (chinese, function) in _NAMES.items() for name in (english, chinese)
}
