"""The front door for type checkers and editors, which cannot follow names that are found when they are used."""

from __future__ import annotations

import gk_docs

_HEAD = """\
# Made from `_NAMES` in gk_docs/__init__.py by `python -m docs.generate`.

from gk_docs.version import __version__ as __version__
"""


def text() -> str:
    """The stub."""
    names = sorted(gk_docs.HOMES, key=lambda name: (gk_docs.HOMES[name], name))
    imports = [f"from {gk_docs.HOMES[name]} import {name} as {name}" for name in names]
    listed = [f'    "{name}",' for name in gk_docs.__all__]
    return "\n".join([_HEAD, "HOMES: dict[str, str]", "", *imports, "", "__all__ = [", *listed, "]", ""])
