"""The values that a report holds: counts, money, and text that a document can carry.

A blank is None, never 0. A count is an exact whole number, money an exact decimal; neither takes a float, a bool or
a worded number. Where a value has a unit, the type says it: `unit_of` reads it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from gk_docs import regex as re
from gk_docs.chinese.text import illegal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

DIGITS = 18
"""Most digits that a figure may have."""

DECIMALS = 6
"""Most decimals that an amount may have: with 万元, exact to one 分."""

_WHOLE_DIGITS = DIGITS - DECIMALS
_PLAIN_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a figure, as metadata of its type and `unit` in the JSON schema.

    Attributes:
        name: 件, 项, 个, 元 or 万元.
        signed: Whether the figure may be negative.
    """

    name: str
    signed: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "unit": self.name}


class Words:
    """The Chinese word of each value that a field may have, as metadata of its type."""

    def __init__(self, **words: str) -> None:
        self.of = words


def words_of(field: FieldInfo) -> Mapping[str, str]:
    """The Chinese word of each value of a field; empty for a field without a list of words."""
    return next((mark.of for mark in field.metadata if isinstance(mark, Words)), {})


def in_words(field: FieldInfo, value: object) -> object:
    """The Chinese word of a value of a field; the value itself for a field without a list of words."""
    return words_of(field).get(value, value) if isinstance(value, str) else value


def exact_decimal(value: object) -> object:
    """A Decimal from a Decimal, an int or plain decimal text; anything else is left for pydantic to refuse.

    Raises:
        PydanticCustomError: For a float or bool, which are not exact, and for text that is not a plain number.

    >>> exact_decimal("59237.2449")
    Decimal('59237.2449')
    """
    if isinstance(value, bool | float):
        raise PydanticCustomError("inexact_money", "金额须是精确的十进制数：请写成文本（如 “96171.6”）或 Decimal")
    if isinstance(value, str):
        if not _PLAIN_DECIMAL.fullmatch(value) or len(value) > 2 * DIGITS:
            raise PydanticCustomError("not_a_number", "不是数字")
        return Decimal(value)
    return Decimal(value) if isinstance(value, int) and abs(value) < 10**DIGITS else value


def decimal_text(value: Decimal) -> str:
    """The decimal in full, never in exponent form.

    >>> decimal_text(Decimal("1E+3"))
    '1000'
    """
    return f"{value:f}"


def _legal(text: str) -> str:
    for index, _, name in () if text.isprintable() else illegal(text):  # the quicker test first
        raise PydanticCustomError(
            "illegal_character", "第{position}个字符是文档不能保存的{name}", {"position": index + 1, "name": name}
        )
    return text


def _one_line(text: str) -> str:
    if text.splitlines() not in ([], [text]):
        raise PydanticCustomError("more_than_one_line", "只能写一行")
    return text.strip()


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank_text", "不能为空")
    return text


_Count = Annotated[int, Field(strict=True, ge=0, lt=10**DIGITS)]
_Money = Annotated[
    Decimal,
    BeforeValidator(exact_decimal),
    Field(ge=0, max_digits=DIGITS, decimal_places=DECIMALS, allow_inf_nan=False),
    AfterValidator(Decimal.copy_abs),  # -0 is 0
    PlainSerializer(decimal_text, return_type=str, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^0*\d{{1,{_WHOLE_DIGITS}}}(\.\d{{1,{DECIMALS}}})?$"},
                {"type": "integer", "minimum": 0, "maximum": 10**_WHOLE_DIGITS - 1},
            ]
        }
    ),
]

Cases = Annotated[_Count | None, Unit("件")]
"""A count of documents, decisions, applications or cases, in 件; None is a blank cell."""

Items = Annotated[_Count | None, Unit("项")]
"""A count of items of power (2019 form), in 项; None is a blank cell."""

Change = Annotated[Annotated[int, Field(strict=True, gt=-(10**DIGITS), lt=10**DIGITS)] | None, Unit("项", signed=True)]
"""An increase or decrease of items (2019 form, 本年增/减), in 项, may be negative; None is a blank cell."""

Projects = Annotated[_Count | None, Unit("个")]
"""A count of procurement projects (2019 form), in 个; None is a blank cell."""

Yuan = Annotated[_Money | None, Unit("元")]
"""An amount in 元, at most 18 digits and 6 decimals; None is a blank cell."""

TenThousandYuan = Annotated[_Money | None, Unit("万元")]
"""An amount in 万元, at most 18 digits and 6 decimals; None is a blank cell."""

Text = Annotated[str, Field(strict=True), AfterValidator(_legal)]
"""Text that XML 1.0 can hold, without CR."""

Line = Annotated[Text, AfterValidator(_one_line)]
"""Text on one line, stripped of blanks at its ends, such as those with which a database pads it."""

Name = Annotated[Line, AfterValidator(_not_blank), Field(json_schema_extra={"pattern": r"\S"})]
"""Text on one line that is not blank."""
