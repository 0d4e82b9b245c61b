"""Charge Jinja's filters and the methods of Python's own types to the budget of a render, before they are called.

A rule takes the arguments of a call and returns its cost in units (see `bounds`). A method of a text, a list, a dict, a
set or a number that has no rule here is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from functools import wraps
from types import BuiltinMethodType
from typing import TYPE_CHECKING, Any

from jinja2.filters import make_attrgetter
from markupsafe import Markup, soft_str

from gk_docs.errors import TemplateError
from gk_docs.word.compiling.bounds import (
    CALL,
    COMPARISONS,
    ITEM,
    OPERATORS,
    PREPARED,
    Taken,
    counted,
    look_at_hashes,
    pattern,
    refuse_huge,
)
from gk_docs.word.printing.measure import LOOKED_AT, look_at, measure
from gk_docs.word.printing.printable import blank, refuse_code, refuse_several
from gk_docs.word.printing.rendering import MAX_WIDTH, spend, too_large

if TYPE_CHECKING:
    Rule = Callable[..., int]

_ENCODINGS = frozenset({"utf-8", "utf8", "gbk", "gb18030", "ascii"})
_MOST_DIGITS = 4_000


def _width(*values: Any) -> int:
    """The largest whole number among arguments. Raise if it is above `MAX_WIDTH`."""
    widest = max((abs(value) for value in values if isinstance(value, int)), default=0)
    if widest > MAX_WIDTH:
        raise too_large()
    return widest


def _text(value: Any) -> int:
    return len(value) if isinstance(value, (str, bytes)) else measure(value)


def _times(factor: int) -> Rule:
    """A rule for functions whose result is at most `factor` times as long as their arguments."""
    return lambda *args, **kwargs: factor * measure(*args, *kwargs.values())


def _read(*args: Any, **kwargs: Any) -> int:
    """The cost of a function that only reads its arguments."""
    return 1 + measure(*args, *kwargs.values()) // LOOKED_AT


def _searched(*args: Any, **_: Any) -> int:
    """The cost of searching a text for others."""
    size, sought = _text(args[0]), [_text(arg) for arg in args[1:] if not isinstance(arg, int)]
    return 1 + (size + sum(sought)) // LOOKED_AT


def _squared(*args: Any, **kwargs: Any) -> int:
    """The cost of a filter that goes through a text once for each of its words (`urlize`)."""
    size = measure(*args, *kwargs.values())
    return 12 * size + size * size // 64


def _padded(value: Any, *args: Any, **kwargs: Any) -> int:
    return _text(value) + _width(*args, *kwargs.values())


def _tabs(value: Any, *args: Any, **kwargs: Any) -> int:
    tabs: int = value.count(b"\t" if isinstance(value, bytes) else "\t")
    return len(value) + tabs * (_width(*args, *kwargs.values()) if args or kwargs else 8)


def _replaced(value: Any, old: Any = "", new: Any = "", *_: Any, **kwargs: Any) -> int:
    """The cost of `replace`; every character may be escaped, to five characters each."""
    text: Any = value if isinstance(value, bytes) else soft_str(value)
    times = text.count(old) if isinstance(old, (str, bytes)) else len(text) + 1
    return 5 * (len(text) + times * _text(kwargs.get("new", new)))


def _joined(value: Any, *args: Any, **kwargs: Any) -> int:
    """The cost of `between.join(items)` and of the filter `join`, escaped to five characters each."""
    items, between = (
        (args[0], value) if isinstance(value, (str, bytes)) and args else (value, (*args, *kwargs.values()))
    )
    return 5 * (measure(items) + len(items) * measure(between))


def _translated(value: Any, *tables: Any) -> int:
    texts = [1]
    for table in tables:
        if isinstance(table, Mapping):
            texts += [_text(text) for text in table.values()]
        elif not isinstance(table, (str, bytes, type(None))):
            raise TemplateError("translate 只能用字典或文字")
    return len(value) * max(texts)


def _split(value: Any, *args: Any, **kwargs: Any) -> int:
    return ITEM * (1 + _text(value)) + _searched(value, *args, **kwargs)


def _encoded(value: Any, encoding: Any = "utf-8", *_: Any, **kwargs: Any) -> int:
    if str(kwargs.get("encoding", encoding)).lower() not in _ENCODINGS:
        raise TemplateError("模板不能用这种编码", found=str(encoding)[:40])
    return 4 * len(value)


def _copied(value: Any, *others: Any) -> int:
    return ITEM * (len(value) + sum(len(other) for other in others if isinstance(other, Sized))) + _read(*others)


def _found(value: Any, *args: Any, **_: Any) -> int:
    """The cost of looking for an item in a list; the error for a missing item prints it."""
    return 1 + len(value) * (1 + measure(*args) // LOOKED_AT) + measure(*args)


def _asked(_: Any, *args: Any, **kwargs: Any) -> int:
    """The cost of arguments that are hashed, or printed in an error."""
    return _read(*args, **kwargs)


def _numbers(_: Any, *args: Any, **kwargs: Any) -> int:
    return _width(*args, *kwargs.values()) + _read(*args, **kwargs)


def _rule(rule: Rule, names: str) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


_TEXTS: dict[str, Rule] = {
    **_rule(_times(3), "capitalize casefold lower swapcase upper unescape"),
    **_rule(_searched, "count endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier islower "
            "isnumeric isprintable isspace istitle isupper rfind rindex startswith"),
    **_rule(lambda value, *args, **_: _text(value) + _text(args) * _text(value) // LOOKED_AT,
            "lstrip partition removeprefix removesuffix rpartition rstrip strip"),
    **_rule(_padded, "center ljust rjust zfill"),
    **_rule(_split, "rsplit split splitlines title"),
    **_rule(_encoded, "decode encode"),
    **_rule(lambda value: value.count("<") * len(value) // LOOKED_AT + len(value), "striptags"),
    "expandtabs": _tabs, "hex": _times(3), "join": _joined, "replace": _replaced, "translate": _translated,
}  # fmt: skip
_LISTS: dict[str, Rule] = {**_rule(_found, "count index"), "copy": _copied}
_SETS = _rule(_copied, "copy difference intersection isdisjoint issubset issuperset symmetric_difference union")
METHODS: dict[type, dict[str, Rule]] = {
    str: _TEXTS,
    bytes: _TEXTS,
    list: _LISTS,
    tuple: _LISTS,
    range: _LISTS,
    dict: {**_rule(_asked, "get items keys values"), "copy": _copied},
    set: _SETS,
    frozenset: _SETS,
    int: _rule(_numbers, "as_integer_ratio bit_count bit_length conjugate is_integer to_bytes"),
    float: _rule(_asked, "as_integer_ratio conjugate hex is_integer"),
    bool: _rule(_numbers, "as_integer_ratio bit_count bit_length conjugate to_bytes"),
}
"""The rules by type and method name. A subclass has the rules of its base type."""


def spend_on_call(function: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    """Charge a call to the budget, by what is called.

    Raises:
        TemplateError: If the budget is used up, or a method of Python's own types has no rule.
    """
    owner = getattr(function, "__self__", None)
    rules = METHODS.get(type(owner)) or next((METHODS[kind] for kind in type(owner).__mro__ if kind in METHODS), {})
    rule = rules.get(getattr(function, "__name__", ""))
    if rule is not None:
        spend(CALL + rule(owner, *args, **kwargs))
    elif rules and isinstance(function, BuiltinMethodType):
        raise TemplateError(f"模板不能用 {function.__name__}")
    else:
        spend(CALL + measure(*args, *kwargs.values()))


def listed(value: Any) -> Any:
    """Return a value with a length, or without items, as it is; turn any other into a list, each item counted."""
    if type(value) is str or isinstance(value, Sized) or not hasattr(value, "__iter__"):
        return value
    return list(counted(value))


def text_of_markup(value: Any) -> Any:
    """Unescape markup without elements, as a macro and `{% set %}` make it, so that `&amp;` is one character."""
    return value.unescape() if isinstance(value, Markup) and "<" not in value else listed(value)


def _taken(value: Any) -> Any:
    """Yield the items, each counted as one call of a filter or a test."""
    return counted(value, CALL // 4)


def _keys(environment: Any, items: Any, attribute: Any) -> list[Any]:
    """The keys that a filter compares: the items themselves, or attributes of each."""
    names = attribute.split(",") if isinstance(attribute, str) else [attribute]
    if attribute is None:
        return list(items)
    return [[make_attrgetter(environment, name)(item) for name in names] for item in items]


def _compared(place: int, *, hashed: bool = False) -> Rule:
    """A rule for filters that sort, compare or hash; `place` is the position of their argument `attribute`."""

    def rule(environment: Any, items: Any, *args: Any, **kwargs: Any) -> int:
        keys = _keys(environment, items, kwargs.get("attribute", args[place] if len(args) > place else None))
        if hashed:
            look_at_hashes(tuple(key) if isinstance(key, list) else key for key in keys)
        return CALL // 2 * len(keys) + (1 + measure(keys) // LOOKED_AT) * max(len(keys).bit_length(), 1)

    return rule


def _summed(environment: Any, items: Any, attribute: Any = None, start: Any = 0) -> int:
    """The cost of a sum; adding lists copies all that was added before, at each step."""
    keys = _keys(environment, items, attribute)
    return 2 * ITEM * len(keys) if isinstance(start, (int, float)) else ITEM * (len(keys) + 1) * measure(keys, start)


def _dealt(value: Any, *args: Any, **kwargs: Any) -> int:
    return ITEM * (len(value) + _width(*args, *kwargs.values()))


def _indented(value: Any, width: Any = 4, *args: Any, **kwargs: Any) -> int:
    width = kwargs.get("width", width)
    lines: int = soft_str(value).count("\n") + 1
    return _text(value) + lines * (len(width) if isinstance(width, str) else _width(width)) + measure(*args)


def _wrapped(value: Any, width: int = 79, _: Any = None, wrapstring: Any = None, **kwargs: Any) -> int:
    """The cost of `wordwrap`: each line that it cuts off copies the rest of the text."""
    size, between = _text(value), kwargs.get("wrapstring", wrapstring) or "\n"
    lines: int = size // max(kwargs.get("width", width), 1) + 1
    return 3 * size + lines * _text(between) + lines * size // 64


def _as_json(value: Any, indent: Any = 0, **kwargs: Any) -> int:
    indent = kwargs.get("indent", indent)
    return measure(value) * (12 + 10 * (len(indent) if isinstance(indent, str) else _width(indent)))


def _formatted(value: Any, *args: Any, **kwargs: Any) -> int:
    pattern(soft_str(value), kwargs or args)
    return 0


def _whole_number(value: Any, *args: Any, **kwargs: Any) -> int:
    if isinstance(value, str) and len(value) > _MOST_DIGITS:
        raise too_large()
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() > _MOST_DIGITS:
        raise too_large()
    return _read(*args, **kwargs)


_FREE = frozenset({"abs", "attr", "count", "d", "default", "first", "items", "last", "length"})
_OF_TEXT = frozenset({"capitalize", "center", "indent", "lower", "replace", "reverse", "title", "trim", "truncate",
                      "upper", "wordcount", "wordwrap"})  # fmt: skip
_MAKE_ONE_TEXT = _OF_TEXT - {"reverse"} | {"join"}
_LAZY = frozenset({"map", "reject", "rejectattr", "select", "selectattr"})
_HAND_OUT_ITERATORS = _LAZY | {"batch", "slice", "unique"}
_KEEP_WHAT_THEY_GET = frozenset({"e", "escape", "forceescape", "max", "min", "safe", "sum"})
_OF_ENVIRONMENT = {
    "groupby": _compared(0), "max": _compared(1), "min": _compared(1), "sort": _compared(2), "sum": _summed,
    "unique": _compared(1, hashed=True),
}  # fmt: skip
_FILTERS: dict[str, Rule] = {
    **_rule(_times(3), "capitalize lower safe string truncate upper"),
    **_rule(_times(5), "e escape forceescape"),
    **_rule(_times(16), "pprint urlencode xmlattr"),
    **_rule(_dealt, "batch list reverse slice"),
    **_rule(_read, "filesizeformat float"),
    "center": _padded, "dictsort": lambda value, *_, **__: ITEM * len(value) + 2 * measure(value),
    "format": _formatted, "indent": _indented, "int": _whole_number, "join": _joined, "replace": _replaced,
    "round": _numbers, "striptags": _TEXTS["striptags"], "tojson": _as_json, "trim": _TEXTS["strip"],
    "urlize": _squared, "title": _split, "wordcount": _split, "wordwrap": _wrapped,
}  # fmt: skip


def _place_of_value(function: Callable[..., Any]) -> int:
    """The position of the value among the arguments: 1 if Jinja passes the context or environment first, else 0."""
    return int(hasattr(function, "jinja_pass_arg"))


def bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter of Jinja's: charge its cost, let it make text of data only, and turn iterators into lists.

    A filter without a rule is charged 16 units for each character of its arguments.
    """
    if name in _FREE:
        return function
    rule, of_environment = _FILTERS.get(name, _times(16)), _OF_ENVIRONMENT.get(name)
    take = _taken if name in _LAZY else text_of_markup if name in _OF_TEXT else listed
    at = _place_of_value(function)

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        taken = (*args[:at], take(args[at]), *args[at + 1 :])
        if name not in _LAZY:
            spend(of_environment(*taken, **kwargs) if of_environment else rule(*taken[at:], **kwargs))
        if name in _OF_TEXT:
            taken = (*taken[:at], blank(taken[at]), *taken[at + 1 :])
        elif prepared := PREPARED.get(name):
            taken, kwargs = prepared(*taken, **kwargs)
        made = function(*taken, **kwargs)
        if name in _HAND_OUT_ITERATORS:
            return Taken(made)
        refuse_huge(made)
        if isinstance(made, str) and name not in _KEEP_WHAT_THEY_GET:
            told = [one for one in taken[at] if not hasattr(one, "__html__")] if name == "join" else [taken[at]]
            refuse_code(told)
            refuse_several(*(told if name in _MAKE_ONE_TEXT else ()))
        return made

    return checked


def bounded_test(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a test of Jinja's so that it charges its cost."""
    if compared := next((one for one, of in OPERATORS.items() if of is function), "in" if name == "in" else ""):
        return COMPARISONS[compared]
    if name not in _READING:
        return function
    at = _place_of_value(function)

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        look_at(*args[at:])
        return function(*args, **kwargs)

    return checked


_READING = frozenset({"filter", "lower", "test", "upper", "divisibleby"})
