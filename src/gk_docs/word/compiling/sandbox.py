"""The environment of template code: strict about names, always escaping, unable to change or reach other objects.

Jinja's immutable sandbox keeps a template from running code; `bounds` also keeps it from filling the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from functools import cache, partial, wraps
from types import BuiltinMethodType, FunctionType, MappingProxyType, MethodType, MethodWrapperType
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import StrictUndefined, Undefined, UndefinedError
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import missing

from gk_docs.word.compiling import bounds
from gk_docs.word.compiling.costs import METHODS, bounded, bounded_test, listed, spend_on_call, text_of_markup
from gk_docs.word.markup.lexing import CHANGED, DESCRIBED, EMBEDDED, PARTED, SHADE, SPAN
from gk_docs.word.markup.tables import as_table
from gk_docs.word.printing.fields import declares, is_model
from gk_docs.word.printing.filters import FILTERS
from gk_docs.word.printing.markdown import as_markdown
from gk_docs.word.printing.measure import look_at, measure
from gk_docs.word.printing.output import described, embedded, shade, span
from gk_docs.word.printing.printable import refuse_code
from gk_docs.word.printing.rendering import spend

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


_ASKED = frozenset({"unsafe_callable", "alters_data"})  # by Jinja of what is called
_JINJAS_OWN = frozenset({"_loop_vars", "_block_vars"})
_METHODS = (BuiltinMethodType, FunctionType, MethodType, MethodWrapperType)
_TAKE_MISSING = ("default", "d", EMBEDDED, DESCRIBED, SHADE)
_NONE: Mapping[str, Any] = MappingProxyType({})
_NOT_REPEATABLE = "random"
_UNCOUNTED = frozenset({Macro, LoopContext, BlockReference})  # what they run counts itself


class MissingName(UndefinedError):  # noqa: N818 - the name says what happened
    """A template asked for a name that is not there.

    Attributes:
        name: The name.
        owner: The object that was asked; Jinja's `missing` for a name of the context.
    """

    def __init__(self, name: str, owner: object, message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner

    @property
    def of_context(self) -> bool:
        """Whether the context itself lacks the name."""
        return self.owner is missing


class Missing(StrictUndefined):
    """An undefined value that raises `MissingName` wherever it is used."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        if exc is UndefinedError and name is not None:
            exc = partial(MissingName, name, obj)
        super().__init__(hint, obj, name, exc)


class Blank(Undefined):
    """An undefined value that prints nothing; its attributes and items print nothing too."""

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__":
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Any:
        return self


class Kept(Missing):
    """An undefined value that prints as its tag (`{{ name }}`); any other use raises."""

    def __getattr__(self, name: str) -> Any:
        if name[:2] == "__" or name in _ASKED or not self._undefined_name or self._undefined_obj is not missing:
            return super().__getattr__(name)
        return Kept(name=f"{self._undefined_name}.{name}")

    def __str__(self) -> str:  # type: ignore[override]  # the one thing that does not fail
        if self._undefined_obj is not missing:
            self._fail_with_undefined_error()
        return f"{{{{ {self._undefined_name} }}}}"


OnMissing = Literal["error", "blank", "keep"]
"""What a missing name does: raise with its place, print nothing, or print its tag."""
_MISSING: dict[OnMissing, type[Undefined]] = {"error": Missing, "blank": Blank, "keep": Kept}


def _refusing_kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter so that it raises for a `Kept` name; the kept tag would lose the filter."""

    @wraps(function)
    def filter_(*args: Any, **kwargs: Any) -> Any:
        for value in args:
            if isinstance(value, Kept):
                value._fail_with_undefined_error()  # noqa: SLF001 - Jinja's own way
        return function(*args, **kwargs)

    return filter_


def _taking_blanks(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a Chinese filter so that a missing name that prints nothing is a blank to it, like None."""

    @wraps(function)
    def filter_(*args: Any, **kwargs: Any) -> Any:
        return function(*(None if isinstance(arg, Blank) else arg for arg in args), **kwargs)

    return filter_


@cache
def _filters() -> Mapping[str, Callable[..., Any]]:
    """The filters that every template has."""
    found = {name: bounded(name, function) for name, function in JINJAS_FILTERS.items() if name != _NOT_REPEATABLE}
    ours: dict[str, Callable[..., Any]] = {
        bounds.LOOP: bounds.loop,
        bounds.SPENT: spend,
        CHANGED: bounds.changed,
        PARTED: bounds.parted,
        EMBEDDED: embedded,
        DESCRIBED: described,
        SHADE: shade,
        SPAN: span,
    }
    return {**found, **FILTERS, **ours, "markdown": as_markdown}


@cache
def _tests() -> Mapping[str, Callable[..., Any]]:
    """The tests that every template has."""
    stock: Mapping[str, Any] = TESTS
    return {name: bounded_test(name, function) for name, function in stock.items()}


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of all templates.

    Args:
        filters: The caller's filters by name; they go before the built-in ones of the same name.
        tests: Tests likewise.
        functions: The functions that templates may call, likewise.
        undefined: What a missing name does.
    """

    intercepted_binops = frozenset({"*", "**", "+", "-", "/", "//", "%"})
    concat = staticmethod(bounds.joined)

    def __init__(
        self,
        filters: Mapping[str, Callable[..., Any]] = _NONE,
        tests: Mapping[str, Callable[..., Any]] = _NONE,
        functions: Mapping[str, Callable[..., Any]] = _NONE,
        undefined: OnMissing = "error",
    ) -> None:
        if undefined not in _MISSING:
            raise ValueError(f"undefined is one of {', '.join(_MISSING)}, not {undefined!r}")
        # nothing of a template runs when it is loaded
        super().__init__(undefined=_MISSING[undefined], autoescape=True, optimized=False)
        of_blanks = {name: _taking_blanks(one) for name, one in FILTERS.items()} if undefined == "blank" else {}
        self.filters = {**_filters(), **of_blanks, **filters}
        self.tests = {**_tests(), **tests}
        del self.globals["lipsum"]
        self.globals.update(
            dict=bounds.bounded_dict, namespace=bounds.bounded_namespace, range=bounds.bounded_range, table=as_table
        )
        self.globals.update(functions)
        if undefined == "keep":
            self.filters = {
                name: function if name in _TAKE_MISSING else _refusing_kept(function)
                for name, function in self.filters.items()
            }

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read `obj.attribute` as data: a key before an attribute, and never a method (see `callee`).

        Dicts and declared fields, the common cases, skip Jinja's checks.
        """
        if attribute[:1] != "_":
            kind: type = type(obj)
            if kind is dict:
                try:
                    return obj[attribute]
                except KeyError:
                    return self.undefined(obj=obj, name=attribute)
            if declares(kind, attribute):
                return getattr(obj, attribute)
            if isinstance(obj, Mapping) and attribute in obj:
                return obj[attribute]
        value = super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute) if isinstance(value, _METHODS) else value

    def resolver(self, context: Context, free: AbstractSet[str]) -> Callable[[str], Any]:
        """Return the lookup of context names; a name in `free` is read directly, and undefined if it is missing."""
        given = context.parent

        def resolved(name: str) -> Any:
            if name not in free:
                return context.resolve_or_missing(name)
            value = given.get(name, missing)
            return self.undefined(name=name) if value is missing else value

        return resolved

    def callee(self, obj: Any, attribute: str) -> Any:
        """Return what `obj.attribute(…)` calls: a method before a key."""
        obj = text_of_markup(obj) if isinstance(obj, str) else obj
        is_counted = attribute in METHODS.get(type(obj), ()) and hasattr(obj, attribute)
        return getattr(obj, attribute) if is_counted else super().getattr(obj, attribute)

    def given(self, context: Context, value: Any, name: str) -> Any:
        """Return what the context has under the name of a global or of `self`; `value` is what Jinja found.

        A global is there to be called; a name that is not called can only mean the context's.
        """
        if isinstance(value, TemplateReference):
            value = context.resolve_or_missing(name)
        return self.undefined(name=name) if value is missing or value is self.globals.get(name) else value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see an attribute: no class methods (one of pydantic unpickles), no model innards."""
        if isinstance(getattr(value, "__self__", None), type) or (attr.startswith("model_") and is_model(type(obj))):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read an item, or a slice charged like a new list; if there is none, an attribute of that name."""
        kind = type(argument)
        if kind is slice and isinstance(obj, Sized):
            spend(bounds.ITEM * len(range(*argument.indices(len(obj)))))
        elif kind is not str and kind is not int:
            look_at(argument)
        holder: Any = obj
        try:
            return holder[argument]
        except (TypeError, LookupError):
            return self.getattr(obj, argument) if isinstance(argument, str) else self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Do an operation within the budget; raise if the number that it makes is huge."""
        bounds.operation(operator, left, right)
        if operator == "%" and isinstance(left, str):
            right = bounds.without_none(right)
        result = super().call_binop(context, operator, left, right)
        bounds.refuse_huge(result)
        return result

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Replace `str.format` and `format_map` by versions with bounded widths; None for any other value."""
        if not isinstance(value, (MethodType, BuiltinMethodType)) or value.__name__ not in ("format", "format_map"):
            return None
        text = value.__self__
        if not isinstance(text, str):
            return None

        def format_(*args: Any, **kwargs: Any) -> str:
            measure(args, kwargs)
            refuse_code((*args, *kwargs.values()))
            if value.__name__ == "format_map":
                return type(text)(bounds.BoundedFormatter(self).vformat(text, (), dict(*args)))
            return type(text)(bounds.BoundedFormatter(self).vformat(text, args, kwargs))

        return format_

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Make a call, charged by what is called."""
        if type(obj) in _UNCOUNTED:
            spend(bounds.CALL + bounds.ITEM * (len(args) + len(kwargs)))
            return super().call(context, obj, *args, **kwargs)
        args = tuple(map(listed, args))
        own = {name: value for name, value in kwargs.items() if name not in _JINJAS_OWN}
        spend_on_call(obj, args, own)
        if type(obj) is BuiltinMethodType and type(obj.__self__) in METHODS:
            result = obj(*args, **own)
        else:
            result = super().call(context, obj, *args, **kwargs)
        if isinstance(result, str):
            spend(len(result))
        return result
