"""Names of a package that are imported when they are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazily(
    package: dict[str, object], homes: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package.

    Args:
        package: Its `globals()`, in which a name stays once it was used.
        homes: The module of each public name.
    """

    def getattr_of(name: str) -> object:
        from importlib import import_module  # noqa: PLC0415 - a help page asks for no name

        if name not in homes:
            raise AttributeError(f"module {package['__name__']!r} has no attribute {name!r}")
        package[name] = getattr(import_module(homes[name]), name)
        return package[name]

    def dir_of() -> list[str]:
        return sorted({*homes, *(name for name in package if name.startswith("__"))})

    return getattr_of, dir_of
