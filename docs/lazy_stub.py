"""A package whose names are found when they are used, for type checkers and editors, which cannot follow that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType


def text(package: ModuleType) -> str:
    """The stub of a package that has `HOMES`, the module of each of its names."""
    homes: dict[str, str] = package.HOMES
    lines = ["# Made from `HOMES` of the package by `python -m docs.generate`.", ""]
    if hasattr(package, "__version__"):
        lines += ["from gk_docs.version import __version__ as __version__"]
    for name in sorted(homes, key=lambda name: (homes[name], name)):
        lines.append(f"from {homes[name]} import {name} as {name}")
    listed = [f'    "{name}",' for name in sorted(homes)]
    return "\n".join([*lines, "", "HOMES: dict[str, str]", "", "__all__ = [", *listed, "]", ""])
