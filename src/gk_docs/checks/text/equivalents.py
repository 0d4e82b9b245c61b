"""Find one amount told in two units that are not the same: 151.25万元（折合15125000元）, 0.63万人（即63000人）."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.chinese.quantity import Quantity

_SAME: Final = re.compile(
    "[，；（]?[亦也就又]*(?:(?:约|大约|大致)?(?:折合|折算|换算|折|合)(?:成|为|算为?|人民币|后为|[下过起]来)?|即|是|等于|相当于?"
    "|以[千万亿]?[元人亩条次件平方公里顷]{1,4}[计为]单?位?(?:则)?(?:算|为|是|即)*)(?:约|为|是|人民币)*"
)
_DECIMALS: Final = re.compile("[.]([0-9]+)")
_BRACKET: Final = re.compile("（")
_MONEY: Final = {"元": Decimal(1), "万元": Decimal(10) ** 4, "亿元": Decimal(10) ** 8, "万亿元": Decimal(10) ** 12}
_AREA: Final = {
    "平方米": Decimal(1),
    "亩": Decimal(2000) / 3,
    "公顷": Decimal(10) ** 4,
    "平方公里": Decimal(10) ** 6,
}
_LENGTH: Final = {"米": Decimal(1), "千米": Decimal(1000), "公里": Decimal(1000)}
_WEIGHT: Final = {"公斤": Decimal(1), "吨": Decimal(1000)}
_SCALES: Final = (_MONEY, _AREA, _LENGTH, _WEIGHT)
"""Units of one kind, by how much each is."""

_SCALED: Final = re.compile("[万亿亩顷里吨]")
_SLACK: Final = Decimal("0.03")
_POWER: Final = Decimal(3)
"""A number that is so many times the other is a slip in its power of ten; a small difference of a bracket is a part."""


def unequal(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Yield the second of two numbers that are said to be the same, where they are not, with what it should be.

    >>> from gk_docs.chinese.quantity import find_quantities
    >>> said = "收费151.25万元（折合15125000元），用户0.63万人（即63000人）"
    >>> [(one.text, right) for one, right in unequal(said, [*find_quantities(said)])]
    [('15125000元', '1512500元'), ('63000人', '6300人')]
    """
    for one, other in pairwise(quantities) if _SCALED.search(text) else ():
        between = text[one.end : other.start]
        told = _SAME.fullmatch(between)
        bracket = _BRACKET.fullmatch(between) and text.startswith("）", other.end) and one.kind == other.kind == "money"
        scale = next((held for held in _SCALES if one.unit in held and other.unit in held), None)
        alike = one.unit == other.unit and "万" in one.text + other.text
        scale = scale or ({one.unit or "": Decimal(1)} if alike else None)
        if not (told or bracket) or not scale or not one.value or not other.value:
            continue
        right = one.value * scale[one.unit or ""] / scale[other.unit or ""]
        slack = _SLACK if "约" in between or one.approximate or other.approximate or scale is _AREA else _half(one)
        times = max(right, other.value) / min(right, other.value)
        if abs(right - other.value) > right * slack and (told or times > _POWER):
            yield other, f"{right.quantize(Decimal('0.0001')).normalize():f}{other.unit}"


def _half(number: Quantity) -> Decimal:
    """Half of the last digit of a number, as a share of it."""
    decimals = _DECIMALS.search(number.text)
    figure = number.value / 10000 if "万" in number.text and number.kind != "money" else number.value
    return abs(Decimal(1).scaleb(-len(decimals[1]) if decimals else 0) / 2 / figure)
