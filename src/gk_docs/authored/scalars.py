"""Parse the text of a single value as what its field holds: an exact number, a date, a word from a list.

A number is never guessed. Full-width digits and well-placed thousand separators can mean one thing only, so they are
read; units, words, exponents and decimals of a count are refused, with what to write in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from gk_docs import regex as re
from gk_docs.chinese.dates import parse_date
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.chinese.numerals import TO_ASCII_DIGITS
from gk_docs.chinese.text import NARROW
from gk_docs.form.amounts import MONEY, how_to_write
from gk_docs.form.values import DIGITS

_DAY_0, _DAYS_TO_2000 = date(1899, 12, 30), 36_526  # of Excel and WPS
_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_WHOLE = re.compile(r"[+-]?(?:\d{1,40}|\d{1,3}(?:,\d{3}){1,12})", re.ASCII)
_DECIMAL = re.compile(rf"{_WHOLE.pattern}(?:\.\d{{1,40}})?", re.ASCII)


class Misfit(ValueError):  # noqa: N818 - never leaves the reader; it says what the value is
    """A value that its field cannot hold, or an expression in text that cannot be evaluated.

    Attributes:
        message: What is wrong, in Chinese.
        mend: What to do.
        expected: What belongs there.
    """

    def __init__(self, message: str, mend: str | None = None, *, expected: str | None = None) -> None:
        super().__init__(message)
        self.message, self.mend, self.expected = message, mend, expected


class Absent(Misfit):
    """The author named a file that does not exist."""


def figure(text: str, unit: str) -> int | Decimal:
    """Parse a count, or an amount of money where the unit is 元 or 万元.

    Raises:
        Misfit: If the text cannot be read as such a number.

    >>> figure("１，２３４", "件"), figure("1.50", "万元"), figure("010", "件")
    (1234, Decimal('1.50'), 10)
    """
    return money(text, unit) if unit in MONEY else whole(text, unit)


def whole(text: str, unit: str = "") -> int:
    """Parse a whole number in Arabic figures.

    Raises:
        Misfit: If the text cannot be read as a whole number.
    """
    bare = text.translate(NARROW).strip()
    if not _WHOLE.fullmatch(bare):
        raise Misfit("不是整数", expected=f"整数（单位：{unit}）" if unit else "整数", mend=how_to_write(text, unit))
    digits = bare.replace(",", "")
    if len(digits.lstrip("+-0")) > DIGITS:
        raise Misfit(f"数字最多{DIGITS}位")
    return int(digits)


def year(text: str) -> int:
    """Parse a report year of four digits.

    Raises:
        Misfit: If the text is anything else.
    """
    bare = text.translate(NARROW).strip()
    if re.fullmatch("[0-9]{4}", bare):
        return int(bare)
    found = _YEAR.search(bare.translate(TO_ASCII_DIGITS))
    raise Misfit("不是四位数的年度", expected="四位数的年度，不写“年”字", mend=f"请写 {found[0]}" if found else None)


def money(text: str, unit: str) -> Decimal:
    """Parse an amount of money, exactly as typed.

    Raises:
        Misfit: If the text cannot be read as an amount.
    """
    bare = text.translate(NARROW).strip()
    if not _DECIMAL.fullmatch(bare):
        raise Misfit("不是数字", expected=f"数字（单位：{unit}）", mend=how_to_write(text, unit))
    return Decimal(bare.replace(",", ""))


def day(text: str) -> date:
    """Parse a date with its day, such as 2024-01-15 or 2024年1月15日.

    Raises:
        Misfit: If the text cannot be read as a date, or lacks the day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        found = parse_date(text)
    except ValueError as error:
        raise Misfit(str(error), _as_serial(text)) from None
    if not isinstance(found, date):
        raise Misfit("日期缺少日", expected="2024-01-15 这样的日期")
    return found


def _as_serial(text: str) -> str | None:
    """Suggest the date that a five-digit number stands for, as workbooks show a date whose cell lost its format."""
    number = int(text) if re.fullmatch("[0-9]{5}", text) else 0
    is_of_our_time = number in range(_DAYS_TO_2000, 2 * _DAYS_TO_2000)
    return f"请写 {_DAY_0 + timedelta(number)}，或把这一格的格式改为日期" if is_of_our_time else None


def choice(text: str, words: Mapping[str, str]) -> str:
    """Parse one of a few values, by its Chinese word or its English name.

    Args:
        text: What was typed.
        words: The Chinese word of each value.

    Raises:
        Misfit: If the text matches none of them.
    """
    for value, word in words.items():
        if normalise(text) in (normalise(word), value):
            return value
    known = [*words.values(), *words]
    within = [word for word in known if word in text]  # 街道办事处: 街道
    near = within[0] if len(within) == 1 else nearest(text, known)
    is_sure = within or near == nearest(text, reversed(known))  # else several are as near (镇级: 省级, 市级 …)
    raise Misfit("没有这一种", expected="、".join(words.values()), mend=f"是否指“{near}”" if near and is_sure else None)


def truth(text: str) -> bool:
    """Read 是 or 否, true or false, as a truth value.

    Raises:
        Misfit: If it is neither.
    """
    if text in ("是", "true"):
        return True
    if text in ("否", "false"):
        return False
    raise Misfit("不是“是”或“否”", expected="是 或 否")
