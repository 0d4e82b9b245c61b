"""The numbers in a sentence: value, unit, place, and how exactly they are meant.

`find_quantities` gives what can be compared with a figure of a table; `find_numbers` gives dates, telephone numbers,
articles, list marks and addresses as well, each under its own kind, so that nothing has to be guessed twice.

It is careful: a number in Chinese words counts only with a unit behind it, and never in a set phrase, behind an
opening quotation mark (“三安全一稳定”, “两个维护”), or as a lone 一 or 二 before most units (二件 counts).
Rather is a count missed than a phrase taken for one. What it cannot know: that 三年行动 names a plan.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from gk_docs.chinese.patterns import (
    ADDRESS,
    BEGINNING,
    LANDLINE,
    LETTER_BEFORE,
    LETTERED,
    LIST_MARK,
    OPENING,
    OTHER,
    PLAIN,
    POSTCODE,
    POSTCODE_LABEL,
    START,
    TELEPHONE_LABEL,
)
from gk_docs.chinese.quantity import Mention, OtherKind, Quantity, quantity_at

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEFORE = 12
"""How far to look back for a label (电话：) or the beginning of a sentence."""


def find_quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text, in order, without overlap.

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
    """The quantities of a text and all else that holds a number, in order, without overlap.

    >>> [(found.text, found.kind) for found in find_numbers("（一）依据〔2021〕30号，2024年1月答复12件")]
    [('（一）', 'list_mark'), ('〔2021〕30号', 'document'), ('2024年1月', 'date'), ('12件', 'count')]
    """
    at = 0
    for address in ADDRESS.finditer(text) if "@" in text or "." in text or "/" in text else ():
        yield from _scan(text, at, address.start())
        at = address.end()
        yield Mention(address[0], address.start(), at, "address")
    yield from _scan(text, at, len(text))


def _scan(text: str, at: int, end: int) -> Iterator[Quantity | Mention]:
    while begin := START.search(text, at, end):
        if plain := PLAIN.match(text, begin.start(), end):
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
    before = text[max(0, start - _BEFORE) : start]
    figures = text[start].isdecimal()
    if figures and (labelled := _labelled(text, start, end, before)):
        return labelled
    if match := OTHER.match(text, start, end):
        return Mention(match[0], start, match.end(), cast("OtherKind", match.lastgroup))
    if (match := LIST_MARK.match(text, start, end)) and BEGINNING.search(before):
        return Mention(match[0], start, match.end(), "list_mark")
    if figures and before and before[-1] in OPENING and (match := LETTERED.match(text, start, end)):
        return Mention(match[0], start, match.end(), "code")
    return None


def _labelled(text: str, start: int, end: int, before: str) -> Mention | None:
    """What the words before some figures say that they are."""
    kind: OtherKind
    if LETTER_BEFORE.search(before) and (match := LETTERED.match(text, start, end)):
        kind = "code"
    elif (match := POSTCODE.match(text, start, end)) and POSTCODE_LABEL.search(before):
        kind = "postcode"
    elif (match := LANDLINE.match(text, start, end)) and TELEPHONE_LABEL.search(before):
        kind = "telephone"
    else:
        return None
    return Mention(match[0], start, match.end(), kind)
