"""Operations of templates that could fill the memory, each with a look at its size before it is done.

Repetition, powers, paddings and loops count against the budget of a render.
"""

from __future__ import annotations

import re
from collections.abc import Sized
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from jinja2.filters import do_format
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import SandboxedFormatter

from gk_docs.errors import TemplateError
from gk_docs.word.measure import measure, refuse_code
from gk_docs.word.rendering import BUDGET, CURRENT, MAX_NUMBER_BITS, MAX_WIDTH, spend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SEQUENCES = (str, bytes, list, tuple)
_WIDE = re.compile(r"\d{5,}")
_ROUND = 16  # what one round of a loop costs of the budget, counted in characters
_TOO_LARGE = "模板产生的内容过大"


class BoundedFormatter(SandboxedFormatter):
    """Formats values without making a field wider than `MAX_WIDTH`."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """One field."""
        if _WIDE.search(format_spec):
            raise TemplateError(_TOO_LARGE, found=format_spec)
        return super().format_field(value, format_spec)


def bounded_format(pattern: str, *args: Any, **kwargs: Any) -> str:
    """Jinja's filter `format` with bounded widths."""
    _refuse_wide(str(pattern), args or kwargs)
    return do_format(pattern, *args, **kwargs)


def bounded_range(*args: int) -> range:
    """A range of at most 100,000 numbers."""
    made = range(*args)
    if len(made) > 100_000:  # noqa: PLR2004 - Jinja's own limit
        raise TemplateError("range 的范围过大", found=f"range{args}")
    return made


def loop(items: Iterable[Any]) -> Iterable[Any]:
    """What a loop goes through, each round counted against the budget."""
    if isinstance(items, Sized):
        spend(_ROUND * len(items))
        return items
    return listed(items) if hasattr(items, "__next__") else items


class Taken(list[Any]):
    """What an iterator gave, to be gone through any number of times; it has no more text than the iterator has."""

    def __repr__(self) -> str:
        return "<iterator>"


def listed(items: Iterable[Any]) -> list[Any]:
    """What an iterator gives, each item counted; taken from it once in a render, since a second time it is empty."""
    rendering = CURRENT.get()
    known = {} if rendering is None else rendering.lists
    if id(items) not in known:
        known[id(items)] = items, Taken(_counted(items))
    return known[id(items)][1]


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        spend(_ROUND)
        yield item


def lasting(function: Callable[..., Iterable[Any]]) -> Callable[..., list[Any]]:
    """A filter that hands out an iterator, made to hand out what can be gone through twice."""

    @wraps(function)
    def made(*args: Any, **kwargs: Any) -> list[Any]:
        return Taken(function(*args, **kwargs))

    return made


def bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` for use as a filter, after a look at how large its result could be."""

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        takes_context = bool(args) and isinstance(args[0], (EvalContext, Environment, Context))
        refuse_large(*args[takes_context:], **kwargs)
        result = function(*args, **kwargs)
        if isinstance(result, str):
            spend(len(result))
            refuse_code(_printed(function, args[takes_context:], kwargs))
        return result

    return checked


def _printed(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What a filter makes text of: its value, but `join` the items, or an attribute of each; markup stays markup."""
    if function.__name__ in ("escape", "do_forceescape"):
        return ()
    if function.__name__ != "do_join":
        return args[0]
    takes_attribute = "attribute" in kwargs or len(args) > 2  # noqa: PLR2004 - its place
    items = () if takes_attribute or not isinstance(args[0], (list, tuple, set)) else args[0]
    return [item for item in items if not hasattr(item, "__html__")]


def refuse_large(*args: Any, **kwargs: Any) -> None:
    """Raise `TemplateError` if text made of a value (the first argument) could go beyond the budget of a render."""
    values = (*args, *kwargs.values())
    plain = [value for value in values if isinstance(value, (str, bytes, int, list, tuple, dict, set, frozenset))]
    size = measure(plain)
    texts = [len(value) for value in plain if isinstance(value, (str, bytes))]
    widest = max((abs(value) for value in values[1:] if isinstance(value, int)), default=0)
    if widest > MAX_WIDTH or (len(texts) > 1 and size * max(texts[1:]) > BUDGET):
        raise TemplateError(_TOO_LARGE, mend="请检查模板中的循环和重复")


def refuse_operation(operator: str, left: Any, right: Any) -> None:
    """Raise `TemplateError` if `left operator right` would make something large; the operators are * ** % and +."""
    repeats = isinstance(left, _SEQUENCES) or isinstance(right, _SEQUENCES)
    if operator == "%" and isinstance(left, str):
        _refuse_wide(left, right)
    elif operator == "*" and repeats:
        _spend_product(left, right)
    elif operator in ("*", "**") and not repeats:
        _refuse_huge(operator, left, right)


def _spend_product(left: Any, right: Any) -> None:
    sequence, times = (left, right) if isinstance(left, _SEQUENCES) else (right, left)
    if isinstance(times, int):
        spend(measure(sequence) * max(times, 0))


def _refuse_huge(operator: str, left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > MAX_NUMBER_BITS:
            raise TemplateError("模板算出的数过大", found=operator)


def _refuse_wide(pattern: str, values: Any) -> None:
    measure(values)
    refuse_code(values)
    numbers = values if isinstance(values, tuple) else (values,)
    if _WIDE.search(pattern) or ("*" in pattern and any(isinstance(n, int) and n > MAX_WIDTH for n in numbers)):
        raise TemplateError(_TOO_LARGE, found=pattern)


def concat(pieces: Iterable[Any]) -> str:
    """What `~` makes of its operands."""
    pieces = ["" if piece is None else piece for piece in pieces]
    spend(measure(pieces))
    refuse_code([piece for piece in pieces if not hasattr(piece, "__html__")])
    return markup_join(pieces)
