"""What pydantic refuses, said in Chinese with the place in the form's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.amounts import how_to_write
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from gk_docs.form.model import Model

F = TypeVar("F", bound="Model")

SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项",
    "int_type": "不是整数",
    "int_parsing": "不是整数",
    "int_from_float": "不是整数",
    "greater_than_equal": "不能小于{ge}",
    "greater_than": "须大于{gt}",
    "less_than": "须小于{lt}",
    "less_than_equal": "不能大于{le}",
    "string_type": "不是文字",
    "string_too_short": "不能为空",
    "decimal_type": "不是数字",
    "decimal_parsing": "不是数字",
    "is_instance_of": "不是数字",
    "decimal_max_digits": "数字最多{max_digits}位",
    "decimal_max_places": "小数最多{decimal_places}位",
    "decimal_whole_digits": "整数部分最多{whole_digits}位",
    "finite_number": "不是数字",
    "bool_type": "不是 true 或 false",
    "literal_error": "只能是{expected}",
    "date_type": "不是日期",
    "date_from_datetime_inexact": "不是日期",
    "date_from_datetime_parsing": "不是日期",
    "model_type": "应是一组“名称: 内容”",
    "model_attributes_type": "应是一组“名称: 内容”",
    "dict_type": "应是一组“名称: 内容”",
    "tuple_type": "应是一个列表",
    "list_type": "应是一个列表",
    "bytes_type": "不是图片数据",
    "bytes_invalid_encoding": "不是 base64 图片数据",
    "union_tag_invalid": "文字块的 kind 只能是 paragraph、heading、picture、table",
    "union_tag_not_found": "文字块缺少 kind",
    "recursion_loop": "自己包含自己",
}
"""A sentence for every type of error that the models can raise; the names in braces are pydantic's `ctx`."""


def validated(form: type[F], values: Mapping[str, Any]) -> F:
    """An object of `form` from a mapping by field names.

    Raises:
        InvalidReport: With a located problem for every value that does not fit.
    """
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise InvalidReport(problem_of(form, details) for details in error.errors(include_url=False)) from None


def problem_of(form: type[Model], details: ErrorDetails) -> Problem:
    """One pydantic error as a problem: path, place in the form's own words, what was found."""
    path = ".".join(str(step) for step in details["loc"])
    missing = details["type"] == "missing"
    figure = outline_of(form).figures.get(path)
    return Problem(
        message=sentence(details),
        path=path or None,
        place=words_at(form, path) or None,
        found=None if missing else shown(details["input"]),
        mend=how_to_write(details["input"], figure.unit) if figure and isinstance(details["input"], str) else None,
    )


def sentence(details: ErrorDetails) -> str:
    """The Chinese sentence of a pydantic error; our own errors carry theirs."""
    context = details.get("ctx", {})
    if details["type"] in ("value_error", "assertion_error"):
        return str(context.get("error", details["msg"]))
    written = SENTENCES.get(details["type"])
    return written.format_map(context) if written else details["msg"]


def shown(value: object) -> str | None:
    """A refused value as a clerk typed it; None for a value that is not a scalar."""
    if value is None:
        return "空白"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else None
