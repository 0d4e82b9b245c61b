"""Refuse what must not print as text: code (functions, bytes, lists), and what has a format of its own (a `Table`)."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from math import inf
from numbers import Number
from types import MappingProxyType
from typing import Any

from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.printing.markdown import Markdown
from gk_docs.word.printing.values import Link, Picture, SubDocument


def blank(value: Any) -> Any:
    """The value; empty text for None, which prints nothing wherever text is made of it."""
    return "" if value is None else value


def refuse_code(value: Any) -> None:
    """Raise `TemplateError` for a value without a text: code (`<function …>`), or a value with a format of its own.

    The items of lists, sets and dicts are checked too, each container once.
    """
    if type(value) is str:
        return
    waiting, entered = [value], set[int]()
    while waiting:
        one = waiting.pop()
        if type(one) not in _CONTAINERS:
            _refuse_without_text(one)
        elif id(one) not in entered:
            entered.add(id(one))
            waiting.extend(one.values() if type(one) is dict else one)


def refuse_several(*values: Any) -> None:
    """Raise `TemplateError` for a value that is no single text: a list, a record, an item of an enumeration, no number.

    Python would print them as code: `[1, 2]`, `total=3 other=0`, `Kind.TOWN`, `nan`, `inf`.
    """
    for value in values:
        if type(value) not in _SINGLE:
            _refuse_several(value)


def _refuse_several(value: Any) -> None:
    kind: Any = type(value)
    if isinstance(value, Number):
        if value != value or value in _ENDLESS:  # noqa: PLR0124 - so of nan alone
            raise TemplateError("这里要填的不是数，印不出来", found=str(value), mend="没有的数请填 None，印出来是空白")
    elif value is not None and (kind.__str__ in _PYTHONS or _module(kind.__str__).startswith("pydantic.")):
        several = isinstance(value, Collection) and not hasattr(value, "keys")
        mend = _SEVERAL if several else _AN_ITEM if isinstance(value, Enum) else _WITHOUT_TEXT
        raise TemplateError("这里要填的不是一个文字或数，印不出来", found=kind.__name__, mend=mend)


def _module(function: Any) -> str:
    return getattr(function, "__module__", None) or ""


def _refuse_without_text(value: Any) -> None:
    has_format = isinstance(value, FORMATTED) or (hasattr(value, "__html__") and not isinstance(value, str))
    if (
        has_format
        or isinstance(value, _CODED)
        or (type(value).__str__ is _NO_TEXT_OF_ITS_OWN and repr(value).startswith("<"))
    ):
        raise TemplateError("这里要填的不是文字或数，印不出来", found=type(value).__name__, mend=_WITHOUT_TEXT)


_NO_TEXT_OF_ITS_OWN: Any = object.__str__
_ENDLESS: tuple[Any, ...] = (inf, -inf)
_SINGLE = (str, int, bool)
_PYTHONS = (object.__str__, Enum.__str__, MappingProxyType.__str__)
"""What a class without a text of its own inherits."""
_CODED = (bytes, bytearray, type(...), type(NotImplemented))
"""Types whose text is Python code: b'…', Ellipsis."""
_CONTAINERS = (list, tuple, set, frozenset, dict)
FORMATTED = (Grid, Link, Markdown, Picture, SubDocument)
"""Values with a format of their own that are not XML yet."""
_WITHOUT_TEXT = "请填文字、数或它的某一项；要调用的请在名称后加 ()"
_SEVERAL = '请用 for 循环逐项写，或写 |join("、")'
_AN_ITEM = "请在名称后写 .value"
