"""The page of the public names: each with its docstring."""

from __future__ import annotations

import inspect

import gk_docs

_HEAD = """\
# The public names

`import gk_docs as gk` gives these names and no others; each is loaded when it is first used. Modules below `gk_docs`
are free to change, but for `gk_docs.word`, the template engine on its own, `gk_docs.testing` and `gk_docs.errors`.
"""


def text() -> str:
    """The page as Markdown."""
    rows = [f"| `{name}` | {_first_line(name)} |" for name in gk_docs.__all__]
    sections = [_section(name) for name in sorted(gk_docs.__all__, key=lambda name: (not name[0].islower(), name))]
    return "\n".join([_HEAD, "| Name | What it is |\n| --- | --- |", *rows, "", *sections])


def _first_line(name: str) -> str:
    return (inspect.getdoc(getattr(gk_docs, name)) or "").partition("\n")[0].replace("|", "\\|")


def _section(name: str) -> str:
    named = getattr(gk_docs, name)
    kind = "autofunction" if inspect.isfunction(named) else "autoclass"
    fields = getattr(named, "_fields", ())  # of a named tuple; its docstring tells them
    told = f"   :exclude-members: {', '.join(['__new__', *fields])}\n" if fields else ""
    return f"## {name}\n\n```{{eval-rst}}\n.. {kind}:: gk_docs.{name}\n{told}```\n"
