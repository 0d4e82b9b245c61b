"""Tell which attributes of an object are plain data, by its class.

The sandbox asks of every attribute whether a template may see it. For a declared field of a pydantic class or a
dataclass, and for a property, the answer is always yes, so it is given once for each class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, MutableSequence, MutableSet
from functools import cached_property, lru_cache
from inspect import getattr_static

_KNOWN_AT_MOST = 4096


@lru_cache(_KNOWN_AT_MOST)
def declares(kind: type, name: str) -> bool:
    """Whether `name` is plain data of every instance of exactly this class.

    Methods, names that begin with an underscore, and all names of mutable containers are not.
    """
    if name.startswith("_") or issubclass(kind, (MutableMapping, MutableSequence, MutableSet, type)):
        return False
    if name in declared(kind):
        return True
    return not (name.startswith("model_") and is_model(kind)) and isinstance(
        getattr_static(kind, name, None), (property, cached_property)
    )


class OfClasses(dict[type, bool]):
    """A dict that answers a question about classes, and keeps the answers.

    Args:
        tell: Answers the question for one class.
    """

    def __init__(self, tell: Callable[[type], bool]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, kind: type) -> bool:
        answer = self._tell(kind)
        if len(self) < 1_000:  # noqa: PLR2004 - classes made at run time must not pile up
            self[kind] = answer
        return answer


def declared(kind: type) -> Mapping[str, object]:
    """The fields that a pydantic class or a dataclass declares, by name; empty for any other class."""
    fields = getattr(kind, "model_fields", None) or getattr(kind, "__dataclass_fields__", None)
    return fields if isinstance(fields, Mapping) else {}


def is_model(kind: type) -> bool:
    """Whether a class is a pydantic model."""
    return isinstance(getattr(kind, "__pydantic_fields__", None), dict)
