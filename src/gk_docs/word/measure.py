"""How large a value would be as text, before the text is made."""

from __future__ import annotations

from typing import Any

from jinja2 import Undefined

from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.attach import Link, Picture, SubDocument
from gk_docs.word.rendering import BUDGET, MAX_NUMBER_BITS

MAX_DEPTH = 50


def measure(*values: Any) -> int:
    """Characters that the text of `values` takes, at least; containers are entered as often as they are named.

    Raises:
        TemplateError: If that is beyond what a render may use.

    >>> measure("甲乙", [1, 2])
    8
    """
    return _measure(values, 0, MAX_DEPTH)


def _measure(value: Any, so_far: int, depth: int) -> int:
    if so_far > BUDGET or depth == 0 or (type(value) is int and value.bit_length() > MAX_NUMBER_BITS):
        raise TemplateError("模板产生的内容过大", mend="请检查模板中的循环和重复")
    if isinstance(value, (str, bytes)):
        return so_far + len(value)
    if isinstance(value, Undefined):
        str(value)  # raises, where Python would print [Undefined]
    if isinstance(value, dict):
        for item in value.items():
            so_far = _measure(item, so_far, depth - 1)
        return so_far
    if isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            so_far = _measure(item, so_far + 1, depth - 1)
        return so_far
    return so_far + 1


def refuse_code(value: Any) -> None:
    """Raise `TemplateError` for what has no text: what Python shows as `<function …>`, and values with a format."""
    if type(value) in _CONTAINERS:
        for item in value.values() if type(value) is dict else value:
            refuse_code(item)
        return
    has_format = isinstance(value, _FORMATTED) or (hasattr(value, "__html__") and not isinstance(value, str))
    if has_format or (type(value).__str__ is _NO_TEXT_OF_ITS_OWN and repr(value).startswith("<")):
        raise TemplateError("这里要填的不是文字或数，印不出来", found=type(value).__name__, mend=_WITHOUT_TEXT)


_NO_TEXT_OF_ITS_OWN: Any = object.__str__
_CONTAINERS = (list, tuple, set, frozenset, dict)
_FORMATTED = (Grid, Link, Picture, SubDocument)
_WITHOUT_TEXT = "请填文字、数或它的某一项；要调用的请在名称后加 ()"
