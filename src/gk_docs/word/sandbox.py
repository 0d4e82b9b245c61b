"""Where template code runs: strict about names, always escaping, unable to change or reach what it should not.

Jinja's immutable sandbox keeps a template from running code. What it leaves open, filling the memory, is bounded here:
repetition, powers, paddings and loops count against the budget of a render.
"""

from __future__ import annotations

import re
from collections.abc import Sized
from functools import partial, wraps
from types import BuiltinMethodType, MethodType
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.filters import do_format
from jinja2.runtime import Context, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedFormatter
from jinja2.utils import missing

from gk_docs.errors import TemplateError
from gk_docs.word.fields import declares
from gk_docs.word.filters import FILTERS
from gk_docs.word.measure import measure
from gk_docs.word.rendering import BUDGET, MAX_NUMBER_BITS, MAX_WIDTH, spend
from gk_docs.word.tables import as_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LOOP = "«loop»"  # no template can write a filter of this name
_DICT_NAMES = frozenset(dir(dict))
_NOT_REPEATABLE = frozenset({"random"})
_MAKES_TEXT = tuple(
    "capitalize center e escape forceescape indent join lower pprint replace slice string striptags title "  # noqa: SIM905 - a list of words reads best
    "tojson trim truncate upper urlencode urlize wordcount wordwrap xmlattr batch".split()
)
_WIDE = re.compile(r"\d{5,}")
_ROUND = 16  # what one round of a loop costs of the budget, counted in characters
_TOO_LARGE = "模板产生的内容过大"


class MissingName(UndefinedError):  # noqa: N818 - the name says what happened
    """A template asked for a name that is not there.

    Attributes:
        name: The name.
        owner: The object that was asked, or None for a name of the context.
    """

    def __init__(self, name: str, owner: object, message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class Missing(StrictUndefined):
    """An undefined value that raises `MissingName` wherever it is used."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        if exc is UndefinedError and name is not None:
            exc = partial(MissingName, name, None if obj is missing else obj)
        super().__init__(hint, obj, name, exc)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self) -> None:
        super().__init__(undefined=Missing, autoescape=True)
        self.filters.update({name: bounded(self.filters[name]) for name in _MAKES_TEXT})
        self.filters.update({name: bounded(function) for name, function in FILTERS.items()})
        self.filters["format"] = bounded(bounded_format)
        self.filters[LOOP] = loop
        for name in _NOT_REPEATABLE:
            del self.filters[name]
        del self.globals["lipsum"]
        self.globals["range"] = bounded_range
        self.globals["table"] = as_table

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute, within the sandbox; the common kinds of values by the shortest way."""
        if attribute[0] != "_":
            kind: type = type(obj)
            if kind is dict and attribute not in _DICT_NAMES:
                try:
                    return obj[attribute]
                except KeyError:
                    return self.undefined(obj=obj, name=attribute)
            if declares(kind, attribute):
                return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation that could make something large, if it does not."""
        if operator == "%" and isinstance(left, str):
            _refuse_wide(left, right)
        elif operator == "*" and not (_is_number(left) and _is_number(right)):
            _spend_product(left, right)
        elif operator in ("*", "**") and _is_number(left) and _is_number(right):
            _refuse_huge(operator, left, right)
        result = super().call_binop(context, operator, left, right)
        if isinstance(result, Sized):
            spend(len(result))
        return result

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format` with bounded widths."""
        if not isinstance(value, (MethodType, BuiltinMethodType)) or value.__name__ not in ("format", "format_map"):
            return None
        text = value.__self__
        if not isinstance(text, str):
            return None

        def format_(*args: Any, **kwargs: Any) -> str:
            measure(args, kwargs)
            if value.__name__ == "format_map":
                return type(text)(BoundedFormatter(self).vformat(text, (), dict(*args)))
            return type(text)(BoundedFormatter(self).vformat(text, args, kwargs))

        return format_

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call, if it cannot make something large."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, (str, bytes)):
            refuse_large(owner, *args, **kwargs)
        result = super().call(context, obj, *args, **kwargs)
        if isinstance(result, str):
            spend(len(result))
        return result


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
    return _counted(items) if hasattr(items, "__next__") else items


def _counted(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        spend(_ROUND)
        yield item


def bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` for use as a filter, after a look at how large its result could be."""

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        refuse_large(*args, **kwargs)
        result = function(*args, **kwargs)
        if isinstance(result, str):
            spend(len(result))
        return result

    return checked


def refuse_large(*args: Any, **kwargs: Any) -> None:
    """Raise `TemplateError` if text made of these arguments could go beyond the budget of a render."""
    values = (*args, *kwargs.values())
    plain = [value for value in values if isinstance(value, (str, bytes, int, list, tuple, dict, set, frozenset))]
    size = measure(plain)
    texts = [len(value) for value in plain if isinstance(value, (str, bytes))]
    widest = max((abs(value) for value in values[1:] if isinstance(value, int)), default=0)
    if widest > MAX_WIDTH or (len(texts) > 1 and size * max(texts[1:]) > BUDGET):
        raise TemplateError(_TOO_LARGE, mend="请检查模板中的循环和重复")


def _is_number(value: object) -> bool:
    return not isinstance(value, (str, bytes, list, tuple))


def _spend_product(left: Any, right: Any) -> None:
    sequence, times = (left, right) if isinstance(left, (str, bytes, list, tuple)) else (right, left)
    if isinstance(times, int):
        spend(measure(sequence) * max(times, 0))


def _refuse_huge(operator: str, left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        bits = left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()
        if bits > MAX_NUMBER_BITS:
            raise TemplateError("模板算出的数过大", found=operator)


def _refuse_wide(pattern: str, values: Any) -> None:
    measure(values)
    numbers = values if isinstance(values, tuple) else (values,)
    if _WIDE.search(pattern) or ("*" in pattern and any(isinstance(n, int) and n > MAX_WIDTH for n in numbers)):
        raise TemplateError(_TOO_LARGE, found=pattern)


def concat(pieces: Iterable[Any]) -> str:
    """What `~` makes of its operands."""
    pieces = ["" if piece is None else piece for piece in pieces]
    spend(measure(pieces))
    return markup_join(pieces)
