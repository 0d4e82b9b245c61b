"""Read and write the list marks before headings and items of an official document: 一、 （一） 1. （1）.

Source: GB/T 9704—2012, 7.3.3: four levels, in this order, with no mark after （一） and （1）.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.numerals import format_number as _in_words
from gk_docs.chinese.numerals import parse_number as _from_words

LEVELS = range(1, 5)
"""The levels of numbering, 1 to 4."""

_WORDS = "[零一二三四五六七八九十百]{1,7}"
# Two neighbours make one phrase (一、二季度), but 二、三公经费 is a heading.
_NOT_A_PAIR = "(?![二三四五六七八九十]+[、季级类批期等次产层楼号月])"
# A figure follows only where it is a year (1.2023年…), else this is a decimal or a date.
_NOT_A_DECIMAL = r"(?!\d)|(?=(?:19|20)\d\d年)"

_MARK = re.compile(
    rf"""
    (?P<one>{_WORDS}) (?: [、]{_NOT_A_PAIR} | [.．] )
    | [（(] (?P<two>{_WORDS}) [）)] [、.．]?
    | (?P<sign>[㈠-㈩⑴-⒇①-⑳⒈-⒛])
    | (?P<three>\d{{1,3}}) (?: [、] | [.．] (?:{_NOT_A_DECIMAL}) )
    | [（(]? (?P<four>\d{{1,3}}) [）)] [、.．]?
    """,
    re.VERBOSE,
)
_MORE_FIGURES = re.compile(r"(?P<next>\d{1,3})(?P<more>(?:[、和]\d{1,3})*)[月日号季年级类批期等次产层楼组项条款](?!\d)")
_SHAPES = ("{}、", "（{}）", "{}.", "（{}）")
_IN_WORDS = range(1, 3)  # levels whose number is written in words
_LEVEL_OF = {"one": 1, "two": 2, "three": 3, "four": 4}


class NumberedLine(NamedTuple):
    """A line that begins with a list mark.

    Attributes:
        level: 1 to 4.
        number: The number in the mark, from 1 on.
        mark: The mark as printed, without spaces around it.
        rest: The text after the mark, without spaces before it.
    """

    level: int
    number: int
    mark: str
    rest: str


@lru_cache(maxsize=256)
def format_number(level: int, number: int) -> str:
    """Write the mark of an item.

    Args:
        level: 1 to 4: 一、 （一） 1. （1）.
        number: From 1 on.

    Raises:
        ValueError: The level does not exist, or `number` is below 1.

    >>> [format_number(level, 12) for level in LEVELS]
    ['十二、', '（十二）', '12.', '（12）']
    >>> format_number(5, 1)
    Traceback (most recent call last):
    ValueError: 公文的层次序号只有四级，没有第5级
    """
    if level not in LEVELS:
        raise ValueError(f"公文的层次序号只有四级，没有第{level}级")
    if number < 1:
        raise ValueError(f"层次序号从1开始，不能是{number}")
    return _SHAPES[level - 1].format(_in_words(number) if level in _IN_WORDS else number)


@lru_cache(maxsize=1024)
def parse_number(line: str) -> NumberedLine | None:
    """Read the mark at the beginning of a line; None if the line begins without one, as most paragraphs do.

    | Level | Standard | Also read |
    | --- | --- | --- |
    | 1 | 一、 | 一. 一． |
    | 2 | （一） | (一) （一) ㈠, each with a needless 、 or . after it |
    | 3 | 1. | 1、 1． １． ⒈ |
    | 4 | （1） | (1) 1） 1) ⑴ ①, the bracketed ones with a needless 、 or . after it |

    Not marks are: 一是, 第一，, 其一, 第一章, a figure (3.5万, 2024.1.15), numbers over 999, the first of several
    (一、二季度; 3、4月份; （一）、（二）项).

    >>> parse_number("（一）主动公开情况")
    NumberedLine(level=2, number=1, mark='（一）', rest='主动公开情况')
    >>> parse_number("3、 政府信息管理").mark
    '3、'
    >>> parse_number("1.2023年，全镇…").rest
    '2023年，全镇…'
    >>> parse_number("3.5万元") is parse_number("一是健全机制") is parse_number("3、4月份") is None
    True
    """
    found = _begun(line.strip())
    return None if found is None or _goes_on(found) else found


def _begun(text: str) -> NumberedLine | None:
    match = _MARK.match(text)
    number = _number(match) if match else None
    return NumberedLine(_level(match), number, match[0], text[match.end() :].lstrip()) if match and number else None


def _goes_on(line: NumberedLine) -> bool:
    """Whether the mark is only the first of several numbers: 3、4月份, （一）、（二）项."""
    if line.mark[-1] == "、" and line.level == 3:  # noqa: PLR2004 - 1、
        figures = _MORE_FIGURES.match(line.rest)
        return figures is not None and (bool(figures["more"]) or int(figures["next"]) == line.number + 1)
    parted = line.mark[-1] == "、" or line.rest.startswith(("、", "，", ","))
    after = _begun(line.rest.lstrip("、，,")) if parted and line.level > 1 else None
    return after is not None and after.level == line.level and after.number > line.number


def _level(match: re.Match[str]) -> int:
    sign = match["sign"]
    if sign:
        return 2 if sign >= "㈠" else 3 if sign >= "⒈" else 4
    return _LEVEL_OF[str(match.lastgroup)]


def _number(match: re.Match[str]) -> int | None:
    """The number in the mark; None if its words are not a number (十百、)."""
    if match["sign"]:
        return int(unicodedata.numeric(match["sign"]))
    try:
        return _from_words(str(match[str(match.lastgroup)]))
    except ValueError:
        return None
