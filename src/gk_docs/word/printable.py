"""What has a text and what has none: data prints; code, and values with a format of their own, do not."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from gk_docs.errors import TemplateError
from gk_docs.grid import Grid
from gk_docs.word.markdown import Markdown
from gk_docs.word.values import Link, Picture, SubDocument

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def refuse_code(value: Any) -> None:
    """Raise `TemplateError` for what has no text: what Python shows as `<function …>`, and values with a format.

    A list is looked into once, however often it stands in others.
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
"""What Python writes as code alone: b'…', Ellipsis."""
_CONTAINERS = (list, tuple, set, frozenset, dict)
FORMATTED = (Grid, Link, Markdown, Picture, SubDocument)
"""Values with a format of their own that is no XML yet."""
_WITHOUT_TEXT = "请填文字、数或它的某一项；要调用的请在名称后加 ()"


def place_of_value(function: Callable[..., Any]) -> int:
    """Where the value stands among the arguments of a filter or a test: before it, some take what Jinja hands over."""
    return int(hasattr(function, "jinja_pass_arg"))


def of_data(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's that makes text of data only."""
    if name in _KEEP_WHAT_THEY_GET:
        return function
    at = place_of_value(function)

    @wraps(function)
    def checked(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if isinstance(result, str):
            refuse_code(_joined(args[at:], kwargs) if name == "join" else args[at])
        return result

    return checked


def _joined(args: Sequence[Any], kwargs: dict[str, Any]) -> list[Any]:
    """What `join` makes text of: the items, or an attribute of each; markup stays markup."""
    takes_attribute = "attribute" in kwargs or len(args) > 2  # noqa: PLR2004 - its place
    first = args[0]
    items = () if takes_attribute or not isinstance(first, (list, tuple, set)) else first
    return [item for item in items if not hasattr(item, "__html__")]


_KEEP_WHAT_THEY_GET = frozenset("attr d default e escape first forceescape last map max min random safe sum".split())  # noqa: SIM905 - a list of words reads best
