"""Turn pydantic's errors into problems in Chinese, each with its place in the form's own words."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from math import isnan
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from gk_docs.chinese.labels import suggestion
from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.amounts import how_to_write
from gk_docs.form.labels import spellings
from gk_docs.form.model import Model, kinds_below
from gk_docs.form.places import words_at
from gk_docs.form.prose import KINDS
from gk_docs.form.table import unit_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

F = TypeVar("F", bound="Model")

_NO_MODEL = ("model_type", "model_attributes_type", "dict_type")

SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "不是整数"),
    "greater_than_equal": "不能小于{ge}",
    "greater_than": "须大于{gt}",
    "less_than": "须小于{lt}",
    "less_than_equal": "不能大于{le}",
    "string_type": "不是文字",
    **dict.fromkeys(("string_too_short", "too_short"), "不能为空"),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "is_instance_of", "finite_number"), "不是数字"),
    "decimal_max_digits": "数字最多{max_digits}位",
    "decimal_max_places": "小数最多{decimal_places}位",
    "decimal_whole_digits": "整数部分最多{whole_digits}位",
    "bool_type": "不是 true 或 false",
    "literal_error": "只能是{expected}",
    "date_from_datetime_inexact": "不是日期",
    **dict.fromkeys(_NO_MODEL, "应是一组“名称: 内容”"),
    **dict.fromkeys(("tuple_type", "list_type"), "应是一个列表"),
    "frozen_instance": "对象不能改，请用 replace 另做一个",
    "bytes_type": "不是图片数据",
    "bytes_invalid_encoding": "不是 base64 图片数据",
    "union_tag_invalid": "文字块的 kind 只能是 paragraph、heading、picture、table",
    "union_tag_not_found": "文字块缺少 kind",
    "recursion_loop": "自己包含自己",
    "invalid_key": "名称不是文字",
}
"""A sentence for every type of error that the models can raise; the names in braces are pydantic's `ctx`."""


def validated(form: type[F], values: Mapping[str, Any]) -> F:
    """Make an object of `form` from a mapping of field names.

    Raises:
        InvalidReport: If values do not fit, with a located problem for each of them.
    """
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise refused(error, form) from None


def refused(error: ValidationError, form: type[Model] | None = None) -> InvalidReport:
    """Turn a pydantic error into an `InvalidReport` with a located problem for every value that does not fit.

    Args:
        error: The error of pydantic.
        form: The class of the object that was refused; None to find it by the title of the error.
    """
    form = form or next((kind for kind in kinds_below(Model) if kind.__name__ == error.title), Model)
    return InvalidReport(problem_of(form, details) for details in error.errors(include_url=False))


@contextmanager
def all_at_once(problems: Sequence[Problem]) -> Iterator[None]:
    """Refuse `problems`, which were found before the block, together with what the block refuses.

    Raises:
        InvalidReport: If there is a problem, of either kind.
    """
    try:
        yield
    except InvalidReport as refused_too:
        raise InvalidReport([*problems, *refused_too.problems]) from None
    if problems:
        raise InvalidReport(problems)


@contextmanager
def gk_errors() -> Iterator[None]:
    """Turn the errors of constructors inside the block, of reports and their parts, into errors in Chinese.

    Raises:
        InvalidReport: In place of a `pydantic.ValidationError`, with all its problems.

    >>> from gk_docs.form.y2021 import ByApplicant
    >>> with gk_errors():
    ...     ByApplicant(natural_person=-1)
    Traceback (most recent call last):
    ...
    gk_docs.errors.InvalidReport: 自然人：不能小于0。写的是“-1”。
    """
    try:
        yield
    except ValidationError as error:
        raise refused(error) from error


def problem_of(form: type[Model], details: ErrorDetails) -> Problem:
    """One pydantic error as a problem: path, place in the form's own words, what was found."""
    steps = details["loc"][:-1] if details["type"] == "invalid_key" else details["loc"]
    path = ".".join(map(str, _steps(steps)))
    missing = details["type"] == "missing"
    return Problem(
        message=sentence(details),
        path=path or None,
        place=words_at(form, path) or None,
        found=None if missing else as_typed(details["input"]),
        mend=_mend(form, details),
    )


def _steps(loc: tuple[int | str, ...]) -> Iterator[int | str]:
    """The steps to a value in what was given; pydantic also says of which kind it takes a block to be."""
    for before, step, after in zip((None, *loc), loc, (*loc[1:], None), strict=False):
        is_kind = isinstance(before, int) and step in KINDS
        if not is_kind or (step == "heading" and after is None):  # the heading of a part
            yield step


def _mend(form: type[Model], details: ErrorDetails) -> str | None:
    """Say how to mend the value: the right name, number or type; None if nothing better is known."""
    value, refusal, steps = details["input"], details["type"], [str(step) for step in details["loc"]]
    if refusal == "extra_forbidden":
        return _near(_fields_at(form, steps[:-1]), steps[-1])
    if refusal == "int_type" and (mend := as_int(value)):
        return mend
    if refusal == "model_type" and isinstance(value, Model) and (wanted := details.get("ctx")):
        return f"给的是 {type(value).__name__}，这里用 {wanted['class_name']}"
    field = _fields_at(form, steps[:-1]).get(steps[-1]) if steps else None
    if isinstance(value, str) and field and (unit := unit_of(field)):
        return how_to_write(value, unit)
    return _RIGHT_TYPES[refusal](value) if refusal in _RIGHT_TYPES else None


_BLOCK = "一段文字写成 {'kind': 'paragraph', 'text': …}；也可以不用列表，整个写成一个字符串，段与段之间空一行"
_RIGHT_TYPES: dict[str, Callable[[Any], str | None]] = {
    "date_from_datetime_inexact": lambda value: f"请只取日期，即 {value:%Y-%m-%d}",
    "invalid_key": "名称用英文，如 agency、year".format,
    "string_type": lambda value: (
        f"类型是 {type(value).__name__}，请写成文字，号码开头的 0 不能少" if isinstance(value, int | float) else None
    ),
    "more_than_one_line": "请写在一行里".format,
    "illegal_character": lambda value: r"换行 \r\n 请换成 \n；每行各是一段的，换成 \n\n" if "\r" in value else None,
    "model_attributes_type": lambda value: _BLOCK if isinstance(value, str) else None,
}


def as_int(value: Any) -> str | None:
    """Say how a program hands over a whole number of another type (3.0 or "3"), or a blank (nan); else None."""
    if isinstance(value, str):
        digits = value.lstrip("0") or "0"  # Python and JSON refuse 012
        return f"这是文字，不是数：请写 {digits}，不加引号" if value.isdecimal() and value.isascii() else None
    if not isinstance(value, float | Decimal):
        return f"类型是 {type(value).__name__}，请用 int() 转成整数" if str(value).isdecimal() else None
    if value.is_nan() if isinstance(value, Decimal) else isnan(value):
        return "空白请写 null（Python 里写 None）"
    if isinstance(value, Decimal):
        is_whole = value.is_finite() and value == value.to_integral_value()
    else:
        is_whole = value.is_integer()
    return f"请写 {value:.0f}（类型是 {type(value).__name__}，程序里用 int() 转成整数）" if is_whole else None


def _fields_at(form: type[Model], steps: list[str]) -> Mapping[str, FieldInfo]:
    """The fields of the model at a path; none if there is no model at it."""
    model: Any = form
    for step in steps:
        field = getattr(model, "model_fields", {}).get(step)
        model = field.annotation if field else None
    return getattr(model, "model_fields", {})


def _near(fields: Mapping[str, FieldInfo], name: str) -> str | None:
    """Suggest the field that an unknown name means: by its Chinese title, or the nearest; None where none is near."""
    meant = next((known for known, field in fields.items() if name in spellings(str(field.title))), None)
    if meant:
        return f"这里的名称要用英文：{meant}"
    return suggestion(name, fields)


def sentence(details: ErrorDetails) -> str:
    """The Chinese sentence of a pydantic error; our own errors carry theirs."""
    context = dict(details.get("ctx", {}))
    if "expected" in context:  # 'a', 'b' or 'c'
        context["expected"] = str(context["expected"]).replace(" or ", ", ").replace(", ", "、").replace("'", "")
    if details["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", details["msg"]))
    written = SENTENCES.get(details["type"])
    return written.format_map(context) if written else details["msg"]


def as_typed(value: object) -> str | None:
    """A refused value as a clerk typed it; None for a value that is not a scalar."""
    if value is None:
        return "空白"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float | Decimal | date) else None
