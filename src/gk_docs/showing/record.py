"""Turn what was found into plain values for JSON."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from gk_docs.errors import Problem
from gk_docs.finding import Severity


def picked(one: object, names: str) -> dict[str, Any]:
    """Pick attributes of an object by name, as plain values; the names are separated by blanks.

    `place=place.words` picks a deeper attribute under another name; it is None if a step on the way is missing.

    >>> picked(Decimal("1.50"), "sign=is_signed real")
    {'sign': False, 'real': '1.50'}
    """
    pairs = (name.partition("=") for name in names.split())
    return {name: plain_value(_at(one, path or name)) for name, _, path in pairs}


def _at(one: Any, path: str) -> Any:
    for step in path.split("."):
        one = getattr(one, step, None)
    return one() if callable(one) else one


def plain_value(value: Any) -> Any:
    """Turn a value into one for JSON: money becomes text, to stay exact, an object a mapping of its attributes."""
    for kind, written in _WRITTEN:
        if isinstance(value, kind):
            return written(value)
    if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
        return [plain_value(one) for one in value]
    names = getattr(value, "_fields", getattr(value, "__dataclass_fields__", ()))
    return picked(value, " ".join(names)) if names else value


_WRITTEN: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (Severity, lambda severity: severity.name.lower()),
    (Decimal, "{:f}".format),
    (PurePath, PurePath.as_posix),
    (date, date.isoformat),
    (Problem, Problem.to_dict),
    (dict, lambda mapping: {name: plain_value(one) for name, one in mapping.items()}),
)
"""The functions that turn values of types which JSON lacks into plain ones."""
