"""Measure a value before it is printed, compared or copied, so that its size can be charged to the budget."""

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
"""How many characters that are only read cost one unit."""

_ATOMS = frozenset({bool, float, type(None)})
_OPEN = -1  # the size of a container that is still being measured
_Known = dict[int, tuple[int, Any]]  # by the id of a container, which is kept alive so that its id stays its own


def measure(*values: Any) -> int:
    """Return at least how many characters the text of `values` has; a list that occurs twice counts twice.

    Raises:
        TemplateError: If that is above `BUDGET`, or a list contains itself or is nested too deep.

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
    """Charge for reading `values` whole, as a comparison or a hash does."""
    spend(1 + measure(*values) // LOOKED_AT)


def bits(value: Any) -> int:
    """The number of bits in a whole number or fraction; 0 for any other value."""
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
    """The values inside a container or object; None for a value without any."""
    if isinstance(value, (list, tuple, set, frozenset, deque)):
        return value
    if isinstance(value, (dict, MappingProxyType)):
        return [*value, *value.values()]
    if isinstance(value, Undefined):
        str(value)  # raises, where Python would print [Undefined]
    return _parts(value)


def _parts(value: Any) -> Iterable[Any] | None:
    """The values inside a view, a namespace, a fraction, a dataclass or a pydantic model; None for any other object."""
    if isinstance(value, (KeysView, ValuesView, ItemsView)):
        return [mapping] if (mapping := getattr(value, "mapping", None)) is not None else value
    if isinstance(value, Namespace):
        return [object.__getattribute__(value, "_Namespace__attrs")]
    if isinstance(value, Rational):
        return [value.numerator, value.denominator]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name, None) for field in fields(value)]
    return list(vars(value).values()) if is_model(type(value)) else None
