"""The dotted paths that a template asks for: `r.total` in a loop over `requests.rows` is `requests.rows[].total`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Scope = Mapping[str, str | None]  # None for a name whose origin is not a path

_SAME_ITEMS = frozenset(
    {"sort", "list", "reverse", "unique", "selectattr", "rejectattr", "select", "reject", "default"}
)
BUILT_IN = frozenset(
    ("loop", "range", "dict", "cycler", "joiner", "namespace", "table", "caller", "varargs", "kwargs", "self")
)


def paths(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """(path, line of the template) for everything of the context that a template names, in order."""
    yield from _Walk(dict.fromkeys(BUILT_IN)).body(tree.body)


class _Walk:
    """Follows a body with the names that stand for paths in it."""

    def __init__(self, scope: Scope) -> None:
        self._scope = dict(scope)

    def body(self, body: list[nodes.Node]) -> Iterator[tuple[str, int]]:
        for node in body:
            yield from self._visit(node)

    def _visit(self, node: nodes.Node) -> Iterator[tuple[str, int]]:
        if isinstance(node, nodes.For):
            yield from self._loop(node)
        elif isinstance(node, nodes.Macro):
            self._scope[node.name] = None
            inner = _Walk(self._scope | dict.fromkeys(_targets(node.args)))
            yield from inner.body([*node.defaults, *node.body])
        elif isinstance(node, nodes.Assign):
            yield from self._visit(node.node)
            self._bind(node.target, self._path(node.node))
        elif isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
            yield from self._named(node)
        else:
            yield from self.body(list(node.iter_child_nodes()))
            if isinstance(node, nodes.AssignBlock):
                self._bind(node.target, None)

    def _loop(self, node: nodes.For) -> Iterator[tuple[str, int]]:
        yield from self._visit(node.iter)
        around = self._path(node.iter)
        inner = _Walk(self._scope)
        inner._bind(node.target, f"{around}[]" if around else None)
        yield from inner.body([*([node.test] if node.test else []), *node.body, *node.else_])

    def _named(self, node: nodes.Node) -> Iterator[tuple[str, int]]:
        path = self._path(node)
        if path is not None and not (isinstance(node, nodes.Name) and node.ctx != "load"):
            yield path, node.lineno
        while isinstance(node, (nodes.Getattr, nodes.Getitem)):
            if isinstance(node, nodes.Getitem):
                yield from self._visit(node.arg)
            node = node.node
        if not isinstance(node, nodes.Name):
            yield from self._visit(node)

    def _path(self, node: nodes.Node) -> str | None:
        if isinstance(node, nodes.Name):
            return self._scope.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            around = self._path(node.node)
            return None if around is None else f"{around}.{node.attr}"
        if isinstance(node, nodes.Getitem):
            around = self._path(node.node)
            key = node.arg.value if isinstance(node.arg, nodes.Const) else None
            return None if around is None else f"{around}.{key}" if isinstance(key, str) else f"{around}[]"
        if isinstance(node, nodes.Filter) and node.node is not None and node.name in _SAME_ITEMS:
            return self._path(node.node)
        return None

    def _bind(self, target: nodes.Node, path: str | None) -> None:
        names = list(_targets([target]))
        self._scope |= dict.fromkeys(names, path if len(names) == 1 and isinstance(target, nodes.Name) else None)


def _targets(targets: list[nodes.Name] | list[nodes.Node]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, nodes.Name):
            yield target.name
        yield from (name.name for name in target.find_all(nodes.Name))
