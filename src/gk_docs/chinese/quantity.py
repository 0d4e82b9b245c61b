"""Find the numbers in a sentence: their value, unit and place, and how exact they are.

`find_quantities` yields what can be compared with a figure in a table; `find_numbers` also yields dates, telephone
numbers, articles, list marks and addresses, each with its kind, so that nothing has to be guessed twice.

It is careful: a number in Chinese words counts only with a unit after it, and never in a set phrase, after an
opening quotation mark (“三安全一稳定”, “两个维护”), or as a lone 一 or 二 before most units (二件 counts).
It rather misses a count than takes a phrase for one. It cannot know that 三年行动 is the name of a plan.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from gk_docs.chinese import patterns
from gk_docs.chinese.approximate import Approximation, approximation, parse_bare, parse_few
from gk_docs.chinese.exact import shifted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs import regex as re

QuantityKind = Literal["count", "bare", "money", "percent", "duration"]
"""count has a unit (件); bare has none; money is in 元, 万元 or 亿元; percent in % or 百分点; duration in 天, 个月 …"""

OtherKind = Literal[
    "date", "time", "telephone", "postcode", "document", "article", "ordinal", "list_mark", "address", "code"
]
"""Kinds of text with a number that is not a quantity: document is 〔2021〕30号, article 第二十条第（一）项, code A4."""


class Quantity(NamedTuple):
    """A quantity in a text.

    Attributes:
        value: The number as named, in `unit`; for a range, its lower end.
        text: The text of the quantity, with its unit and the words that make it approximate.
        start: Its start in the text, in characters from 0.
        end: Its end in the text.
        unit: The unit as printed (件, 万元, %, 个工作日), or None. 万 and 亿 between figures and 元 belong to the
            unit, elsewhere to the value.
        approximate: The word that makes it approximate (余, 近, 几, 左右 …), 至 for a range, None for an exact number.
        kind: The kind of quantity.
        low: The smallest number that agrees with it; `value` for an exact number.
        high: The largest number that agrees with it; None if there is no limit (超过).
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
        """Whether a figure in the same unit lies between `low` and `high`.

        >>> quantity = quantity_at("1200余条", 0, 6)
        >>> quantity.agrees(1263), quantity.agrees(1400)
        (True, False)
        """
        return self.low <= number and (self.high is None or number <= self.high)


class Mention(NamedTuple):
    """A number, or something with a number in it, that is not a quantity.

    Attributes:
        text: Its text.
        start: Its start in the text, in characters from 0.
        end: Its end in the text.
        kind: What it is.
    """

    text: str
    start: int
    end: int
    kind: OtherKind


_WITH_UNIT: tuple[QuantityKind, ...] = ("count", "percent", "money", "duration")
_LARGE = frozenset("十百千万亿")
_SCALED = {"万元": 4, "亿元": 8, "万亿元": 12}
_BEFORE = 4  # characters to look back for a word that makes a number approximate
_LABEL = 12
"""Characters to look back for a label (电话：) or the beginning of a sentence."""


def find_quantities(text: str) -> Iterator[Quantity]:
    """Yield the quantities in a text, in order and without overlap.

    >>> [(found.value, found.unit) for found in find_quantities("2024年受理3119件，答复率100%，收费59237.2449万元。")]
    [(Decimal('3119'), '件'), (Decimal('100'), '%'), (Decimal('59237.2449'), '万元')]
    >>> found = next(find_quantities("参与人数80余人"))
    >>> found.text, found.approximate, found.low, found.high
    ('80余人', '余', Decimal('80'), Decimal('90'))
    >>> list(find_quantities("一是“三审三校”，二是统一答复第二十条第（一）项，电话：0632-8511104"))
    []
    """
    return (found for found in find_numbers(text) if isinstance(found, Quantity))


def find_numbers(text: str) -> Iterator[Quantity | Mention]:
    """Yield the quantities in a text and everything else with a number in it, in order and without overlap.

    >>> [(found.text, found.kind) for found in find_numbers("（一）依据〔2021〕30号，2024年1月答复12件")]
    [('（一）', 'list_mark'), ('〔2021〕30号', 'document'), ('2024年1月', 'date'), ('12件', 'count')]
    """
    at = 0
    for address in patterns.ADDRESS.finditer(text) if "@" in text or "." in text or "/" in text else ():
        yield from _scan(text, at, address.start())
        at = address.end()
        yield Mention(address[0], address.start(), at, "address")
    yield from _scan(text, at, len(text))


def _scan(text: str, at: int, end: int) -> Iterator[Quantity | Mention]:
    while begin := patterns.START.search(text, at, end):
        if plain := patterns.PLAIN.match(text, begin.start(), end):
            value = Decimal(plain[1])
            at = plain.end()
            yield Quantity(value, plain[0], plain.start(), at, plain[2], None, "count", value, value)
            continue
        found = _mention(text, begin.start(), end) or quantity_at(text, begin.start(), end)
        if isinstance(found, int):
            at = found
        else:
            yield found
            at = found.end


def _mention(text: str, start: int, end: int) -> Mention | None:
    before = text[max(0, start - _LABEL) : start]
    figures = text[start].isdecimal()
    if figures and (labelled := _labelled(text, start, end, before)):
        return labelled
    if match := patterns.OTHER.match(text, start, end):
        return Mention(match[0], start, match.end(), cast("OtherKind", match.lastgroup))
    if (match := patterns.LIST_MARK.match(text, start, end)) and patterns.BEGINNING.search(before):
        return Mention(match[0], start, match.end(), "list_mark")
    if figures and before and before[-1] in patterns.OPENING and (match := patterns.LETTERED.match(text, start, end)):
        return Mention(match[0], start, match.end(), "code")
    return None


def _labelled(text: str, start: int, end: int, before: str) -> Mention | None:
    """The mention that the words before some figures make of them, a code, postcode or telephone number; else None."""
    kind: OtherKind
    if patterns.LETTER_BEFORE.search(before) and (match := patterns.LETTERED.match(text, start, end)):
        kind = "code"
    elif (match := patterns.POSTCODE.match(text, start, end)) and patterns.POSTCODE_LABEL.search(before):
        kind = "postcode"
    elif (match := patterns.LANDLINE.match(text, start, end)) and patterns.TELEPHONE_LABEL.search(before):
        kind = "telephone"
    else:
        return None
    return Mention(match[0], start, match.end(), kind)


def quantity_at(text: str, start: int, end: int) -> Quantity | int:
    """The quantity whose number begins at `start`; if none does, the place from which to search on.

    >>> quantity_at("12—15件", 0, 6).high, quantity_at("一是健全", 0, 4)
    (Decimal('15'), 1)
    """
    match = patterns.QUANTITY.match(text, start, end)
    if not match:
        return start + 1
    beyond = match.end("words") if match["words"] else match.end()
    if match["words"] and _kind(match) == "bare" and not patterns.RANGE.match(text, match.end(), end):
        return beyond  # words without a unit count only as the start of a range
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
    """Whether a minus sign belongs to the figure; a page number (-1-) has one on either side."""
    text, start, end = match.string, match.start(), match.end()
    sign = match["figure"] and patterns.NEGATIVE.search(text[max(0, start - 2) : start])
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
    """The word before the number that makes it approximate, with the space after it; "" if there is none."""
    start = match.start()
    found = patterns.BEFORE.search(match.string, max(0, start - _BEFORE), start)
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
    """The range of which `first` is the lower end (12—15件, 15%～30%); None if it is not one."""
    join = None if first.approximate else patterns.RANGE.match(text, first.end, end)
    match = join and patterns.QUANTITY.match(text, join.end(), end)
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
    """Whether a number in words is meant as a count; one in figures always is."""
    words, text, start = match["words"], match.string, match.start()
    if not words:
        return True
    before = text[start - 1 : start]
    if quantity.unit is None or before in patterns.OPENING | patterns.NOT_ALONE:
        return False
    if patterns.SET_PHRASE.match(text, start):
        return False
    if words[0] in "百千万亿" and not quantity.approximate:
        return False
    return (words != "二" or quantity.unit in patterns.TWO) and (words != "一" or quantity.unit in patterns.ONE)
