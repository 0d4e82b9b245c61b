"""Read the text of a figure cell: a number in the cell's unit, or words."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.form.amounts import MONEY
from gk_docs.form.values import DECIMALS, DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACES = "[ \\t\u3000\u00a0]*"
# Circled, bracketed, raised and lowered characters: Unicode counts them as digits and letters, print as note marks.
_MARK = "\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff\u2776-\u2793\u3200-\u32bf\u02b0-\u02b8\u1d2c-\u1d6a\u1d9b-\u1dbf"
_OF_A_LIST = "\u2474-\u249b\u3220-\u3229"  # ⑴ ⒈ ㈠: before a word they number it
_MARKED = re.compile(f"(?<=[0-9\uff10-\uff19])(?:(?![{_OF_A_LIST}])[{_MARK}]|[{_OF_A_LIST}](?![^\\W\\d_{_MARK}]))+")
_ANY_MARK = re.compile(f"[{_MARK}\u202d\u202e]")  # the last two set the direction of the text after them
_NOTES = re.compile(
    rf"(?<=[0-9\uff10-\uff19件项个条宗份次家笔起部批例元])"
    rf"(?:\s*(?:[{_MARK}]+(?:[,，、]\s*[{_MARK}]+)*|[*＊†‡※]+|[\[〔【［]\s*注?\s*(?:[0-9\uff10-\uff19]{{1,2}}|[{_MARK}])\s*[\]〕】］]"
    rf"|[(（]?注(?:\s*[0-9\uff10-\uff19]{{1,2}}|\s*[{_MARK}]|[一二三四五六七八九十])?[)）]?))+\s*$"
)
MONEY_UNIT = "(?:[十百千]?万|[百千亿])?元"
"""Pattern of the units of money that a file may print."""

_POWERS = {**MONEY, "百元": 2, "千元": 3, "十万元": 5, "百万元": 6, "千万元": 7, "亿元": 8}
_COUNTER = "件|项|个|条|宗|份|次|家|笔|起|部|批|例"
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?"
    rf"(?:(?P<open>\()?(?P<unit>{_COUNTER}|{MONEY_UNIT})(?(open)\)))?"
)
_APART = re.compile(r"\d[.,，．]? +[.,，．]?\d")  # two numbers in one cell
_IN_THOUSANDS = re.compile("\\s*[0-9]{1,3}(?:(?:[\u2009\u202f][0-9]{3})+|(?:['\u2019][0-9]{3})+)\\s*")
"""Pattern of a number with thin spaces or apostrophes between its thousands, which part no two numbers."""

_COUNTERS = {*_COUNTER.split("|")}


class Read(NamedTuple):
    """What a cell says.

    Attributes:
        value: The number, or None if the cell is blank or not a number.
        words: The text of the cell if it prints something else than the plain number, else None.
    """

    value: int | Decimal | None
    words: str | None


BLANK = Read(None, None)


@lru_cache(maxsize=4096)
def read_figure(text: str, unit: str, column_unit: str = "", signed: bool = False) -> Read:  # noqa: FBT001, FBT002 - by place: it is called for every cell
    """Read the text of a figure cell.

    Args:
        text: As printed.
        unit: Unit of the cell in the form: 件, 项, 个, 元 or 万元.
        column_unit: Unit in the file's own column head if it differs from `unit` (元 for a cell in 万元), else "".
        signed: Whether the figure may be negative.

    >>> read_figure(" 3,001 ", "件"), read_figure("251000元", "元")
    (Read(value=3001, words=None), Read(value=Decimal('251000'), words='251000元'))
    >>> read_figure("/", "件"), read_figure("　", "件")
    (Read(value=None, words='/'), Read(value=None, words=None))
    >>> read_figure("1\u2009944", "件").value, read_figure("1 944", "件").value
    (1944, None)
    >>> read_figure("227①", "件"), read_figure("²", "件")
    (Read(value=227, words='227①'), Read(value=None, words='²'))
    """
    if _IN_THOUSANDS.fullmatch(text):
        return read_figure("".join(re.findall("[0-9]+", text)), unit, column_unit, signed)
    words = " ".join(text.split())
    if not words and not normalise(text):
        return BLANK
    bare = _NOTES.sub("", words)
    unsure = _APART.search(bare) or _ANY_MARK.search(bare)
    match = None if unsure else _NUMBER.fullmatch(normalise(bare))
    value = _value(match, unit, column_unit, signed=signed) if match else None
    if value is None:
        return Read(None, words)
    more = match is None or match["unit"] or match["sign"] == "+" or (match["part"] and isinstance(value, int))
    return Read(value, words if more or bare != words or column_unit else None)


def unit_in(text: str) -> str:
    """The unit behind the number of a cell; "" if there is none.

    >>> unit_in("7.8（元）"), unit_in("7.8")
    ('元', '')
    """
    match = _NUMBER.fullmatch(normalise(_NOTES.sub("", " ".join(text.split()))))
    return (match["unit"] or "") if match else ""


def counts_of(cells: Iterable[str]) -> list[int]:
    """The numbers in cells that hold counts; [] unless every cell is a number.

    >>> counts_of(["9 ", "1,204"]), counts_of(["9", ""])
    ([9, 1204], [])
    """
    values = [read_figure(cell, "件").value for cell in cells]
    return [int(value) for value in values if value is not None] if None not in values else []


def is_bare(text: str) -> bool:
    """Whether a text is digits only, and not more of them than a count can have."""
    return text.isdecimal() and len(text) <= DIGITS


def is_rest_of_number(text: str) -> bool:
    """Whether a text is the rest of a number that a narrow cell broke: 06 of 1606."""
    return text.isdecimal() and text[0] == "0" != text


_LETTERS = "OoDQlIi!ZzSsbBgq"
_AS_DIGITS = str.maketrans(_LETTERS, "0000111122556899")
LIKE_DIGITS = f"[0-9{_LETTERS}]"
"""Pattern of a digit, or of a sign that text recognition takes one for."""

_LIKE_DIGITS = re.compile(rf"(?=[0-9]*[{_LETTERS}]){LIKE_DIGITS}{{1,7}}")
_AMONG_OTHERS = re.compile(rf"(?<!\S){_LIKE_DIGITS.pattern}(?!\S)")


def as_digits(text: str) -> str:
    """A figure whose digits text recognition took for letters, as digits; any other text as it is.

    >>> as_digits("1O"), as_digits("l"), as_digits("10"), as_digits("OA")
    ('10', '1', '10', 'OA')
    """
    return text.translate(_AS_DIGITS) if _LIKE_DIGITS.fullmatch(text) else text


def with_digits(line: str) -> str:
    """A line with each word that is such a figure as digits.

    >>> with_digits("规章 O l 11 OA")
    '规章 0 1 11 OA'
    """
    return _AMONG_OTHERS.sub(lambda match: as_digits(match[0]), line)


def holds_two(text: str) -> bool:
    """Whether a cell has several numbers separated by spaces.

    >>> holds_two("14303 7002"), holds_two("14303"), holds_two("12 件")
    (True, False, False)
    """
    return _APART.search(text) is not None


def folded(text: str) -> str:
    """Normalise a text, except for note marks after a digit, which stay marks instead of becoming digits.

    >>> folded("１，００１"), folded("227①"), folded("0⑴本机关")
    ('1,001', '227①', '0(1)本机关')
    """
    found, end = "", 0
    for mark in _MARKED.finditer(text):
        found += normalise(text[end : mark.start()]) + mark[0]
        end = mark.end()
    return found + normalise(text[end:])


def _value(match: re.Match[str], unit: str, column_unit: str, *, signed: bool) -> int | Decimal | None:
    whole = match["whole"].replace(",", "")
    if len(whole) > DIGITS or (match["sign"] and not signed) or (len(whole) > 1 and whole[0] == "0"):
        return None
    if unit in MONEY:
        return _amount(f"{whole}{match['part'] or ''}", match["unit"] or column_unit or unit, unit)
    if match["part"] not in {None, ".0", ".00"} or match["unit"] not in {None, *_COUNTERS}:
        return None
    return -int(whole) if match["sign"] == "-" else int(whole)


def _amount(number: str, printed: str, unit: str) -> Decimal | None:
    """The exact amount in the cell's unit; None if `printed` is no unit of money or the form cannot hold the amount."""
    if printed not in _POWERS:
        return None
    value = Decimal(number)
    if printed != unit:
        value = value.scaleb(_POWERS[printed] - MONEY[unit]).normalize()
        value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    places = -int(value.as_tuple().exponent)
    digits = len(value.as_tuple().digits)
    return value if places <= DECIMALS and max(digits, digits - places) <= DIGITS else None


_VALUE = re.compile(
    rf"[+-]?[0-9]+(?:[,.][0-9]+)*{_SPACES}(?:{_COUNTER}|{MONEY_UNIT})?|[/\\\-~*×_.]+|无|暂无|没有|不涉及|不适用|零|空"
)


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a text looks like the content of a figure cell: a number, or a sign for none (无, /).

    >>> is_value("３，００１"), is_value("—"), is_value("22（其中修订16件）")
    (True, True, False)
    """
    bare = _NOTES.sub("", text.strip())
    return not _ANY_MARK.search(bare) and _VALUE.fullmatch(normalise(bare)) is not None


_NUMERAL = re.compile("[〇零一二两三四五六七八九十百千]{1,8}")


def is_numeral(text: str) -> bool:
    """Whether a text may be a number in Chinese numerals (三, 十二).

    Such a cell is kept as printed and not read as a number, since a lone 一 is as often a dash.

    >>> is_numeral("十二"), is_numeral("三、")
    (True, False)
    """
    return _NUMERAL.fullmatch("".join(text.split())) is not None
