"""Refuse what must not print as text: code (functions, bytes), and values with a format of their own (a `Table`)."""

from __future__ import annotations

from typing import Any

from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.printing.markdown import Markdown
from gk_docs.word.printing.values import Link, Picture, SubDocument


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


def _refuse_without_text(value: Any) -> None:
    has_format = isinstance(value, FORMATTED) or (hasattr(value, "__html__") and not isinstance(value, str))
    if (
        has_format
        or isinstance(value, _CODED)
        or (type(value).__str__ is _NO_TEXT_OF_ITS_OWN and repr(value).startswith("<"))
    ):
        raise TemplateError("这里要填的不是文字或数，印不出来", found=type(value).__name__, mend=_WITHOUT_TEXT)


_NO_TEXT_OF_ITS_OWN: Any = object.__str__
_CODED = (bytes, bytearray, type(...), type(NotImplemented))
"""Types whose text is Python code: b'…', Ellipsis."""
_CONTAINERS = (list, tuple, set, frozenset, dict)
FORMATTED = (Grid, Link, Markdown, Picture, SubDocument)
"""Values with a format of their own that are not XML yet."""
_WITHOUT_TEXT = "请填文字、数或它的某一项；要调用的请在名称后加 ()"
