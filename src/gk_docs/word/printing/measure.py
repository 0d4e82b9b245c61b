"""How large a value is, before something is made of it or it is compared."""

from __future__ import annotations

from collections import deque
from collections.abc import ItemsView, Iterable, KeysView, ValuesView
from dataclasses import fields, is_dataclass
from numbers import Rational
from types import MappingProxyType
from typing import Any

from jinja2 import Undefined
from jinja2.utils import Namespace

from gk_docs.errors import TemplateError
from gk_docs.word.printing.fields import is_model
from gk_docs.word.printing.rendering import BUDGET, MAX_NUMBER_BITS, spend, too_large

MAX_DEPTH = 50
LOOKED_AT = 8
"""So many characters that are only looked at count as one that is made."""

_ATOMS = frozenset({bool, float, type(None)})
_OPEN = -1  # stands for the size of a container that is being measured
_Known = dict[int, tuple[int, Any]]  # by the id of a container, which is kept alive so that its id stays its own


def measure(*values: Any) -> int:
    """Characters that the text of `values` takes, at least; what is named twice counts twice, but is entered once.

    Raises:
        TemplateError: If that is beyond what a render may use, or a list is nested in itself.

    >>> measure("甲乙", [1, 2])
    6
    """
    known: _Known = {}
    size = 0
    for value in values:
        size += len(value) if type(value) is str else _measure(value, known, MAX_DEPTH)
    if size > BUDGET:
        raise too_large()
    return size


def look_at(*values: Any) -> None:
    """Count what it costs to read `values` whole, as a comparison or a hash may."""
    spend(1 + measure(*values) // LOOKED_AT)


def bits(value: Any) -> int:
    """How many bits a number takes; 0 for what is no whole number or fraction."""
    if isinstance(value, int):
        return value.bit_length()
    return int(value.numerator).bit_length() + int(value.denominator).bit_length() if isinstance(value, Rational) else 0


def _measure(value: Any, known: _Known, depth: int) -> int:
    kind = type(value)
    if isinstance(value, (str, bytes)):
        return len(value)
    if kind in _ATOMS:
        return 1
    if kind is int:
        if value.bit_length() > MAX_NUMBER_BITS:
            raise too_large()
        return 1
    inside = _inside(value)
    if inside is None:
        return 1
    size, _ = known.get(id(value), (None, None))
    if size == _OPEN or depth == 0:
        raise TemplateError("列表一层层套着自己", mend="请检查模板中的循环和宏")
    if size is None:
        known[id(value)] = (_OPEN, value)
        size = _total(inside, known, depth - 1)
        known[id(value)] = (size, value)
    return size


def _total(inside: Iterable[Any], known: _Known, depth: int) -> int:
    items = list(inside)
    kinds = set(map(type, items))
    if kinds == {str}:
        return len(items) + sum(map(len, items))
    if kinds <= _ATOMS:
        return 2 * len(items)
    return sum(1 + _measure(item, known, depth) for item in items)


def _inside(value: Any) -> Iterable[Any] | None:
    """What a value that is made of others is made of; None for any other."""
    if isinstance(value, (list, tuple, set, frozenset, deque)):
        return value
    if isinstance(value, (dict, MappingProxyType)):
        return [*value, *value.values()]
    if isinstance(value, Undefined):
        str(value)  # raises, where Python would print [Undefined]
    return _parts(value)


def _parts(value: Any) -> Iterable[Any] | None:
    """What an object that prints or compares as others do is made of."""
    if isinstance(value, (KeysView, ValuesView, ItemsView)):
        return [mapping] if (mapping := getattr(value, "mapping", None)) is not None else value
    if isinstance(value, Namespace):
        return [object.__getattribute__(value, "_Namespace__attrs")]
    if isinstance(value, Rational):
        return [value.numerator, value.denominator]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name, None) for field in fields(value)]
    return list(vars(value).values()) if is_model(type(value)) else None
