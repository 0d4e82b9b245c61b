"""Read and write whole numbers in Chinese words: 一百二十三, 第十二, 二〇二四.

There are three ways to write a whole number; `format_…` writes each, and `parse_…` reads those we need:

| Verb | Writes | For |
| --- | --- | --- |
| `number` | 一百二十三 | counting |
| `ordinal` | 第十二 | order |
| `digits` | 二〇二四 | years and numbers of documents, digit by digit |

Figures with a unit (3.5万) are in `scale`, amounts of money (壹佰元整) in `capitals`.

Source: GB/T 15835—2011 (零 in amounts, 〇 in years and numbering); 一万亿, never 兆, which has had three values.
Checked with: cn2an 0.5.24 (which is wrong about …万亿 from 10¹² on), from 0 to 100000 and at random.
Limits: whole numbers below 10²⁴ (亿亿); fractions in words (三点五, 五分之一) are refused.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from gk_docs import regex as re
from gk_docs.errors import excerpt

LIMIT: Final = 10**24
"""The first number too large to write or read: nobody reads 亿亿亿."""

DIGITS: Final = "零一二三四五六七八九"
"""The ten counting digits, each at its own index."""

_UNITS = (("千", 1000), ("百", 100), ("十", 10))
_LARGE = (("亿", 10**8), ("万", 10**4))
_VALUES = {char: value for value, char in enumerate(DIGITS)}
_ROUND_ZEROS = str.maketrans("〇○◯", "零零零")
_TO_YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")

TO_ASCII_DIGITS = str.maketrans("〇○◯零一二三四五六七八九０１２３４５６７８９", "00001234567890123456789")
"""For `str.translate`: digits in Chinese words (二〇二三) or of full width to ASCII digits."""


_WORDS = re.compile("[零一二三四五六七八九十百千万亿]{1,64}")
_FIGURES = re.compile("[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_TENS = (("廿", "二十"), ("卅", "三十"), ("卌", "四十"))
_PAIR = re.compile("两(?=[百千万亿])|^两$")
_CUT_SHORT = re.compile("[百千万亿][一二三四五六七八九]$")
_NEXT_UNIT = {"百": "十", "千": "百", "万": "千", "亿": "千万"}
_BARE_UNIT = re.compile("(?:^|[十百千万亿零])([百千])|(?:^|零)([万亿])")


def format_number(number: int) -> str:
    """Write a whole number in counting words, a negative one with 负.

    Raises:
        ValueError: `number` is 10²⁴ or more away from zero.

    >>> format_number(123), format_number(12), format_number(0)
    ('一百二十三', '十二', '零')
    >>> format_number(100010000), format_number(10**12)
    ('一亿零一万', '一万亿')
    >>> format_number(10**24)
    Traceback (most recent call last):
    ValueError: 数字太大，写不成汉字：不能达到10的24次方
    """
    if abs(number) >= LIMIT:
        raise ValueError("数字太大，写不成汉字：不能达到10的24次方")
    words = _words(abs(number)) or "零"
    words = words.removeprefix("一") if words.startswith("一十") else words
    return f"负{words}" if number < 0 else words


def _words(number: int) -> str:
    for unit, size in (*_LARGE, *_UNITS):
        head, rest = divmod(number, size)
        if head:
            gap = "零" if 0 < rest < size // 10 else ""
            return f"{_words(head)}{unit}{gap}{_words(rest)}"
    return DIGITS[number] if number else ""


@lru_cache(maxsize=1024)
def parse_number(text: str) -> int:
    """Read a whole number in counting words, or in Arabic figures with or without thousand separators.

    Accepted beside what `format_number` writes: 两 (两百), 廿 卅 卌, 〇 ○ for 零, 一十二, 一百十二, a 零 left out
    (一亿一万), a last unit left out (一万二 is 12000), full-width figures (１，２３４), blanks at either end.

    Raises:
        ValueError: The text is not a number, or could be read in two ways (百二十, 二〇二四, 一百零二十).

    >>> parse_number("一万二"), parse_number("两千零二十"), parse_number("廿三"), parse_number("１，２３４")
    (12000, 2020, 23, 1234)
    >>> parse_number("百二十")
    Traceback (most recent call last):
    ValueError: “百二十”不是完整的数字：“百”前面缺一个数字，例如“一百”
    >>> parse_number("二〇二四")
    Traceback (most recent call last):
    ValueError: “二〇二四”是逐位写的号码或年份，不是数量
    """
    bare = text.strip()
    sign, bare = (-1, bare[1:]) if bare[:1] in {"负", "-", "−", "－"} else (1, bare)
    figures = bare.translate(TO_ASCII_DIGITS).replace("，", ",") if not _VALUES.keys() & set(bare) else bare
    if len(bare) <= 64 and _FIGURES.fullmatch(figures):  # noqa: PLR2004 - as long as _WORDS allows
        return sign * int(figures.replace(",", ""))
    return sign * _parse_words(bare, text)


def _parse_words(bare: str, text: str) -> int:
    words = _plain(bare)
    if not _WORDS.fullmatch(words):
        raise ValueError(f"“{excerpt(text)}”不是数字")
    if lacking := _BARE_UNIT.search(words):
        unit = lacking[1] or lacking[2]
        raise ValueError(f"“{excerpt(text)}”不是完整的数字：“{unit}”前面缺一个数字，例如“一{unit}”")
    if len(words) > 1 and not set(words) - set(DIGITS):
        raise ValueError(f"“{excerpt(text)}”是逐位写的号码或年份，不是数量")
    if _CUT_SHORT.search(words):
        words += _NEXT_UNIT[words[-2]]
    value = _evaluate(words)
    if value >= LIMIT or not _spells(words, format_number(value)):
        raise ValueError(f"“{excerpt(text)}”不是规范的汉字数字")
    return value


def _plain(words: str) -> str:
    """The same words, spelt with only the ten counting digits and the five units: 二百 for 两百."""
    words = _PAIR.sub("二", words.translate(_ROUND_ZEROS))
    for short, long in _TENS:
        words = words.replace(short, long)
    return words


def _evaluate(words: str) -> int:
    """The value of the words, even if they are badly formed, which `_spells` checks."""
    for unit, size in _LARGE:
        head, found, tail = words.rpartition(unit)
        if found:
            return _evaluate(head) * size + _evaluate(tail)
    for unit, size in _UNITS:
        head, found, tail = words.partition(unit)
        if found:
            return (_VALUES.get(head[-1:], 0) or 1) * size + _evaluate(tail)
    return _VALUES[words[-1]] if words else 0


def _spells(words: str, canonical: str) -> bool:
    """Whether the words are the canonical ones, with or without 零 and the 一 of 一十."""
    rest = iter(words.replace("一十", "十"))
    char = next(rest, "")
    for wanted in canonical.replace("一十", "十"):
        if char == wanted:
            char = next(rest, "")
        elif wanted != "零":
            return False
    return not char


def format_ordinal(number: int) -> str:
    """Write an ordinal number in words.

    Raises:
        ValueError: `number` is below 1.

    >>> format_ordinal(12)
    '第十二'
    >>> format_ordinal(0)
    Traceback (most recent call last):
    ValueError: 序数从第一开始，没有第0
    """
    if number < 1:
        raise ValueError(f"序数从第一开始，没有第{number}")
    return f"第{format_number(number)}"


def format_digits(number: int | str) -> str:
    """Write the digits one by one, 0 as 〇; a string keeps its leading zeros.

    Raises:
        ValueError: There is a character other than the digits 0 to 9.

    >>> format_digits(2024), format_digits("007")
    ('二〇二四', '〇〇七')
    >>> format_digits(-1)
    Traceback (most recent call last):
    ValueError: “-1”不能逐位写成汉字：只能有数字0到9
    """
    text = str(number)
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"“{excerpt(text)}”不能逐位写成汉字：只能有数字0到9")
    return text.translate(_TO_YEAR_DIGITS)


def parse_digits(text: str) -> str:
    """Read digits written one by one, as a string of the figures 0 to 9, so that leading zeros stay.

    〇, ○ and 零 are all read as 0; Arabic and full-width figures are read as they are.

    Raises:
        ValueError: There is a character other than digits.

    >>> parse_digits("二〇二四"), parse_digits("二零二四"), parse_digits("〇〇七")
    ('2024', '2024', '007')
    >>> parse_digits("二十四")
    Traceback (most recent call last):
    ValueError: “二十四”不是逐位写的数字
    """
    figures = text.strip().translate(TO_ASCII_DIGITS)
    if not (figures.isascii() and figures.isdigit()):
        raise ValueError(f"“{excerpt(text)}”不是逐位写的数字")
    return figures
