"""Which names a template asks for, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.meta import find_undeclared_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

_GUARDS = frozenset({"defined", "undefined"})


def unguarded_names(source: str, *, always: str = "") -> list[tuple[str, int]]:
    """(name, line) of the names that must be in the context, in order of appearance; `always` even if guarded."""
    environment = Environment(autoescape=True)
    environment.globals.clear()  # where nothing calls one, its name is the context's
    tree = environment.parse(source)
    for node in tree.find_all((nodes.Filter, nodes.Test)):  # the caller's own, which Jinja looks for here
        known: dict[str, Any] = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        known.setdefault(node.name, str)
    asked = find_undeclared_variables(tree)
    guarded = {name.name for guard in _guards(tree) for name in _names(guard)} - {always}
    found: dict[str, int] = {}
    for name in _names(tree):
        if name.name in asked and name.name not in guarded:
            found.setdefault(name.name, name.lineno)
    return list(found.items())


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from (name for name in node.find_all(nodes.Name) if name.ctx == "load")


def _guards(tree: nodes.Node) -> Iterator[nodes.Node]:
    for test in tree.find_all(nodes.Test):
        if test.name in _GUARDS:
            yield test.node
    for filter_ in tree.find_all(nodes.Filter):
        if filter_.name in ("default", "d") and filter_.node is not None:
            yield filter_.node
