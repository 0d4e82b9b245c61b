"""A quantity in a text, and how one is read from its place.

Callers want `find`; this is the step below it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.chinese.approximate import Approximation, approximation, parse_bare, parse_few
from gk_docs.chinese.exact import shifted
from gk_docs.chinese.patterns import BEFORE, NEGATIVE, NOT_ALONE, ONE, OPENING, QUANTITY, RANGE, SET_PHRASE, TWO

if TYPE_CHECKING:
    from decimal import Decimal

    from gk_docs import regex as re

QuantityKind = Literal["count", "bare", "money", "percent", "duration"]
"""count has a unit (件); bare has none; money is in 元, 万元 or 亿元; percent in % or 百分点; duration in 天, 个月 …"""

OtherKind = Literal[
    "date", "time", "telephone", "postcode", "document", "article", "ordinal", "list_mark", "address", "code"
]
"""What holds a number and is not a quantity: document is 〔2021〕30号, article 第二十条第（一）项, code A4 or 5+2."""


class Quantity(NamedTuple):
    """A quantity in a text.

    Attributes:
        value: The number named, in `unit`; of a range its lower end.
        text: The words of the text, with what makes the number approximate and with its unit.
        start: Where it begins in the text, in characters, counted from 0.
        end: Where it ends.
        unit: The unit as printed (件, 万元, %, 个工作日), or None. 万 and 亿 between figures and 元 belong to the
            unit, elsewhere to the value.
        approximate: The word that makes it approximate (余, 近, 几, 左右 …), 至 for a range, None for an exact number.
        kind: What sort of quantity it is.
        low: The smallest number that agrees with it, `value` for an exact one.
        high: The largest number that agrees; None where it is open (超过).
    """

    value: Decimal
    text: str
    start: int
    end: int
    unit: str | None
    approximate: str | None
    kind: QuantityKind
    low: Decimal
    high: Decimal | None

    def agrees(self, number: Decimal | int) -> bool:
        """Whether a figure in the same unit is the one that is meant.

        >>> quantity = quantity_at("1200余条", 0, 6)
        >>> quantity.agrees(1263), quantity.agrees(1400)
        (True, False)
        """
        return self.low <= number and (self.high is None or number <= self.high)


class Mention(NamedTuple):
    """A number, or something with a number in it, that is not a quantity.

    Attributes:
        text: The words of the text.
        start: Where it begins in the text, in characters, counted from 0.
        end: Where it ends.
        kind: What it is.
    """

    text: str
    start: int
    end: int
    kind: OtherKind


_WITH_UNIT: tuple[QuantityKind, ...] = ("count", "percent", "money", "duration")
_LARGE = frozenset("十百千万亿")
_SCALED = {"万元": 4, "亿元": 8, "万亿元": 12}
_BEFORE = 4


def quantity_at(text: str, start: int, end: int) -> Quantity | int:
    """The quantity whose number begins at `start`; where none begins there, the place from which to look on.

    >>> quantity_at("12—15件", 0, 6).high, quantity_at("一是健全", 0, 4)
    (Decimal('15'), 1)
    """
    match = QUANTITY.match(text, start, end)
    if not match:
        return start + 1
    beyond = match.end("words") if match["words"] else match.end()
    if match["words"] and _kind(match) == "bare" and not RANGE.match(text, match.end(), end):
        return beyond  # words without a unit count only as the begin of a range
    try:
        quantity = _read(match)
    except ValueError:
        return beyond
    quantity = _range(quantity, text, end) or quantity
    return quantity if _counts(match, quantity) else beyond


def _read(match: re.Match[str]) -> Quantity:
    """The quantity of a match, whether or not it counts.

    Raises:
        ValueError: Its words are not a number.
    """
    text, start = match.string, match.start()
    kind = _kind(match)
    unit = "%" if match["share"] else match[kind] if kind != "bare" else None
    figure, unit = _figure(match, unit)
    before = _before(match)
    found = _approximation(match, figure, before)
    if _negative(match):
        found = Approximation(-found.value, found.word, -found.low, -found.low)
        before = "-"
    start -= len(before)
    end = match.end()
    return Quantity(found.value, text[start:end], start, end, unit, found.word or None, kind, found.low, found.high)


def _negative(match: re.Match[str]) -> bool:
    """Whether a minus belongs to the figure; a page mark (-1-) has one on either side."""
    text, start, end = match.string, match.start(), match.end()
    sign = match["figure"] and NEGATIVE.search(text[max(0, start - 2) : start])
    return bool(sign) and text[end : end + 1] != "-"


def _kind(match: re.Match[str]) -> QuantityKind:
    if match["share"]:
        return "percent"
    for kind in _WITH_UNIT:
        if match[kind]:
            return kind
    return "bare"


def _figure(match: re.Match[str], unit: str | None) -> tuple[str, str | None]:
    """The number to read and its unit: 万 and 亿 belong to the unit before 元, else to the number."""
    if match["share"]:
        return match["share"].removeprefix("百分之"), unit
    number, scale = match["figure"] or match["words"], match["scale"] or ""
    simple = match["figure"] and number[-1:].isdigit() and not _LARGE.intersection(number)
    if unit == "元" and simple and f"{scale}元" in _SCALED:
        return number, f"{scale}元"
    return number + scale, unit


def _before(match: re.Match[str]) -> str:
    """What stands before the number and makes it approximate, with its blank, or nothing."""
    start = match.start()
    found = BEFORE.search(match.string, max(0, start - _BEFORE), start)
    if not found or (found[0].strip() in "上几数" and match.string[start] not in _LARGE):
        return ""
    return found[0]


def _approximation(match: re.Match[str], figure: str, before: str) -> Approximation:
    few = before.strip() if before.strip() in {"几", "数"} else ""
    if match["words"] and (found := parse_few(few + figure)):
        return found
    word = match["inside"] or match["behind"] or before.strip() or match["after"]
    value = parse_bare(figure)
    return approximation(value, word) if word else Approximation(value, "", value, value)


def _range(first: Quantity, text: str, end: int) -> Quantity | None:
    """The range of which `first` is the lower end, if it is one (12—15件, 15%～30%)."""
    join = None if first.approximate else RANGE.match(text, first.end, end)
    match = join and QUANTITY.match(text, join.end(), end)
    if not match or text[first.start - 1 : first.start] in {"从", "由", "自"}:
        return None
    try:
        last = _read(match)
    except ValueError:
        return None
    low = first.value
    if first.kind == "bare" and last.unit in _SCALED and _LARGE.intersection(first.text):
        low = shifted(low, -_SCALED[last.unit])
    if last.unit is None or first.unit not in {None, last.unit} or low >= last.value:
        return None
    words = text[first.start : last.end]
    return last._replace(value=low, text=words, start=first.start, approximate="至", low=low)


def _counts(match: re.Match[str], quantity: Quantity) -> bool:
    """Whether a number in words is meant as a number; one in figures always is."""
    words, text, start = match["words"], match.string, match.start()
    if not words:
        return True
    if quantity.unit is None or text[start - 1 : start] in (OPENING | NOT_ALONE) or SET_PHRASE.match(text, start):
        return False
    if words[0] in "百千万亿" and not quantity.approximate:
        return False
    return (words != "二" or quantity.unit in TWO) and (words != "一" or quantity.unit in ONE)
