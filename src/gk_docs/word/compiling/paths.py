"""Find the dotted paths that a template uses and what for: `r.total` in a loop over `rows` is `rows[].total`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from jinja2 import Environment, nodes

from gk_docs import regex as re
from gk_docs.word.markup.lexing import SHADE, SPAN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Scope: TypeAlias = Mapping[str, str | None]  # None for a name whose origin is not a path

How: TypeAlias = Literal["printed", "looped", "listed", "tested", "handed", "unused", "obsolete"]
"""What a tag does with a path: prints it; loops over it; uses it whole as a list (`|join`); tests whether it is there
or true; passes it to something else. The last two are not paths: a loop variable that its body never uses, and a method
of Python 2 (`iteritems`)."""

_SAME_ITEMS = frozenset({"sort", "list", "reverse", "unique", "selectattr", "rejectattr", "select", "reject"})
_ONE_ITEM = frozenset({"first", "last", "min", "max"})
_OF_LISTS = _SAME_ITEMS | _ONE_ITEM | {"join", "sum", "map", "groupby", "batch", "slice"}
_BY_ATTRIBUTE = {"selectattr": 0, "rejectattr": 0, "groupby": 0, "sum": 0} | dict.fromkeys(
    ("map", "sort", "unique", "min", "max", "join"), -1
)
"""Filters that take an attribute of each item, with its position among the arguments; -1 for `attribute=` only."""
_PASSING = (nodes.CondExpr, nodes.And, nodes.Or, nodes.Operand)
_CHILDREN: dict[type[nodes.Node], How] = {
    nodes.Output: "printed",
    nodes.Concat: "printed",
    nodes.Compare: "tested",
    nodes.Not: "tested",
}
_DEFAULTS = frozenset({"default", "d"})
_PRESENCE = frozenset({"defined", "undefined"})
_PYTHON_2 = frozenset({"iteritems", "itervalues", "iterkeys", "has_key"})
BUILT_IN = frozenset(
    ("loop", "range", "dict", "cycler", "joiner", "namespace", "table", "caller", "varargs", "kwargs", "self")
)


class Use(NamedTuple):
    """What a tag does with a path.

    Attributes:
        path: The path; the name of a variable or method if `how` is "unused" or "obsolete".
        line: The line of the template.
        how: What is done with it.
        guarded: Whether the tag copes with a missing name (`default`, `is defined`).
        after: What made the name, if it is used after the loop it belongs to: the loop itself, or a `set` in it.
        variables: The variables in scope and their paths, if the path begins with a name of the context.
        alone: Whether the tag was parsed by itself, so that the loops around it are not known.
    """

    path: str
    line: int
    how: How = "handed"
    guarded: bool = False
    after: Literal["", "loop", "set"] = ""
    variables: tuple[tuple[str, str], ...] = ()
    alone: bool = False


def uses(tree: nodes.Template) -> Iterator[Use]:
    """Yield every use of a path in a template, in order."""
    yield from _Walk(dict.fromkeys(BUILT_IN), {}).body(tree.body)


def taken_for_granted(source: str) -> dict[str, int]:
    """The context names that a template uses and never guards, each with the line of its first use.

    >>> taken_for_granted("{{ a.b }}{% for r in rows %}{{ r.c|default(0) }}{% endfor %}{{ d|default(0) }}")
    {'a': 1, 'rows': 1}
    """
    lines, guarded = dict[str, int](), set[str]()
    for use in uses(Environment(autoescape=True).parse(source)):  # a filter need not be there to be read
        if use.after == "set" or use.how in ("unused", "obsolete"):
            continue
        name = re.split(r"[.\[]", use.path, maxsplit=1)[0]
        lines.setdefault(name, use.line)
        guarded |= {name} if use.guarded and "[]" not in use.path else set()
    return {name: line for name, line in lines.items() if name not in guarded}


class _Walk:
    """Follow a body of nodes with its variables, the paths they stand for, and the variables of earlier loops."""

    def __init__(self, scope: Scope, left: Mapping[str, Literal["loop", "set"]]) -> None:
        self._scope = dict(scope)
        self._left: dict[str, Literal["loop", "set"]] = dict(left)
        self._bound: dict[str, Literal["loop", "set"]] = {}

    def body(self, body: Iterable[nodes.Node], how: How = "handed") -> Iterator[Use]:
        for node in body:
            yield from self._visit(node, how)

    def _visit(self, node: nodes.Node, how: How = "handed", *, guarded: bool = False) -> Iterator[Use]:
        if isinstance(node, nodes.For):
            yield from self._loop(node)
        elif isinstance(node, (nodes.Macro, nodes.CallBlock, nodes.With)):
            yield from self._inner(node)
        elif isinstance(node, nodes.Assign):
            yield from self._visit(node.node, "tested")
            self._bind(node.target, self._path(node.node))
        elif isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)):
            yield from self._named(node, how, guarded=guarded)
        elif isinstance(node, nodes.Filter):
            yield from self._filter(node, how, guarded=guarded)
        elif isinstance(node, nodes.Call):
            yield from self._call(node)
        else:
            yield from self._other(node, how)

    def _other(self, node: nodes.Node, how: How) -> Iterator[Use]:
        """Visit any other node: its condition or tested value is "tested", its other children share one use."""
        asked: nodes.Node | None = None
        if isinstance(node, (nodes.If, nodes.CondExpr)):
            asked = node.test
        elif isinstance(node, nodes.Test):
            asked = node.node
        if asked is not None:
            guarded = isinstance(node, nodes.Test) and node.name in _PRESENCE
            yield from self._visit(asked, "tested", guarded=guarded)
        how = how if isinstance(node, _PASSING) else _CHILDREN.get(type(node), "handed")
        yield from self.body((child for child in node.iter_child_nodes() if child is not asked), how)
        if isinstance(node, nodes.AssignBlock):
            self._bind(node.target, None)

    def _loop(self, node: nodes.For) -> Iterator[Use]:
        yield from self._visit(node.iter, "looped")
        inner = _Walk(self._scope, self._left)
        target, path = node.target, self._item(node.iter)
        inner._bind(target, None if isinstance(target, nodes.Tuple) else path)
        if isinstance(target, nodes.Tuple) and target.items and _method(node.iter) == "items":
            inner._bind(target.items[-1], path)
        inner._bound = dict.fromkeys(_targets([target]), "loop")
        yield from inner.body([*([node.test] if node.test else []), *node.body])
        yield from self.body(node.else_)
        if not isinstance(node.iter, nodes.Call):
            yield from _unused(node)
        self._left |= inner._left | inner._bound
        self._bound |= {name: "set" for name, kind in inner._bound.items() if kind == "set"}

    def _inner(self, node: nodes.Macro | nodes.CallBlock | nodes.With) -> Iterator[Use]:
        """Visit a node whose body has its own variables (`with`, a macro, a call block)."""
        inner = _Walk(self._scope, self._left)
        if isinstance(node, nodes.With):
            yield from self.body(node.values)
            for target, value in zip(node.targets, node.values, strict=True):
                inner._bind(target, self._path(value))
        else:
            if isinstance(node, nodes.Macro):
                self._scope[node.name] = inner._scope[node.name] = None
            else:
                yield from self._visit(node.call)
            yield from self.body(node.defaults)
            for target in node.args:
                inner._bind(target, None)
        yield from inner.body(node.body)

    def _filter(self, node: nodes.Filter, how: How, *, guarded: bool) -> Iterator[Use]:
        name, attribute = node.name, _attribute(node)
        if name in _DEFAULTS:
            guarded = True
        elif name in _OF_LISTS:
            by_item = attribute and name in ("map", "sum")
            how = "looped" if by_item or (how == "looped" and name in _SAME_ITEMS) else "listed"
        elif name not in (SHADE, SPAN):  # these print what they are given
            how = "handed"
        if node.node is not None:
            yield from self._visit(node.node, how, guarded=guarded)
            around = self._path(node.node)
            if attribute and around is not None:
                yield Use(f"{around}[].{attribute}", node.lineno)
        yield from self.body([*node.args, *node.kwargs])

    def _call(self, node: nodes.Call) -> Iterator[Use]:
        """Visit a call; `a.method()` uses `a`."""
        called = node.node
        if isinstance(called, nodes.Getattr):
            yield from self._visit(called.node, "handed")
            if called.attr in _PYTHON_2:
                yield Use(called.attr, node.lineno, "obsolete")
        else:
            yield from self._visit(called)
        yield from self.body([*node.args, *node.kwargs])

    def _named(self, node: nodes.Node, how: How, *, guarded: bool) -> Iterator[Use]:
        path, line = self._path(node), node.lineno
        if isinstance(node, nodes.Name) and node.ctx != "load":
            return
        steps: list[nodes.Node] = []
        while isinstance(node, (nodes.Getattr, nodes.Getitem)):
            steps += [node.arg] if isinstance(node, nodes.Getitem) else []
            node = node.node
        name = node.name if isinstance(node, nodes.Name) else ""
        after = self._after(name)
        if path is not None or after:
            yield Use(path or name, line, how, guarded, after, self._variables(name))
        yield from self.body(steps)
        if not isinstance(node, nodes.Name):
            yield from self._visit(node)

    def _variables(self, name: str) -> tuple[tuple[str, str], ...]:
        if name in self._scope:
            return ()
        return tuple((name, path) for name, path in self._scope.items() if path is not None)

    def _after(self, name: str) -> Literal["", "loop", "set"]:
        """What made a name in an earlier loop; "" if nothing did, or if a loop's variable has been bound anew here."""
        if name not in self._left or (self._left[name] == "loop" and name in self._scope):
            return ""
        return self._left[name]

    def _path(self, node: nodes.Node) -> str | None:
        if isinstance(node, nodes.Name):
            return self._scope.get(node.name, node.name)
        if isinstance(node, nodes.Getattr):
            around = self._path(node.node)
            return None if around is None else f"{around}.{node.attr}"
        if isinstance(node, nodes.Getitem):
            return self._path_of_item(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            around = self._path(node.node)
            if node.name in _SAME_ITEMS | _DEFAULTS:
                return around
            return f"{around}[]" if around is not None and node.name in _ONE_ITEM and not _attribute(node) else None
        return None

    def _path_of_item(self, node: nodes.Getitem) -> str | None:
        around = self._path(node.node)
        if around is None or isinstance(node.arg, nodes.Slice):
            return around
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        return f"{around}.{key}" if isinstance(key, str) else f"{around}[]"

    def _item(self, node: nodes.Node) -> str | None:
        """The path of each item that a loop goes through; `.items()` and `.values()` count as the mapping itself."""
        if _method(node) in ("items", "values") and isinstance(node, nodes.Call):
            node = node.node
            node = node.node if isinstance(node, nodes.Getattr) else node
        around = self._path(node)
        return None if around is None else f"{around}[]"

    def _bind(self, target: nodes.Node, path: str | None) -> None:
        names = list(_targets([target]))
        self._scope |= dict.fromkeys(names, path if len(names) == 1 and isinstance(target, nodes.Name) else None)
        self._left = {name: kind for name, kind in self._left.items() if name not in names}
        self._bound |= dict.fromkeys(names, "set")


def _unused(node: nodes.For) -> Iterator[Use]:
    """The variables of a loop if its body uses neither them nor `loop`."""
    targets = set(_targets([node.target]))
    inside = [*node.body, *([node.test] if node.test else [])]
    named = {name.name for one in inside for name in [one, *one.find_all(nodes.Name)] if isinstance(name, nodes.Name)}
    if not named & (targets | {"loop"}) and not all(name.startswith("_") for name in targets):
        yield Use("、".join(sorted(targets)), node.lineno, "unused")


def _method(node: nodes.Node) -> str:
    """The name of the method that a node calls, or ""."""
    return node.node.attr if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) else ""


def _attribute(node: nodes.Filter) -> str:
    """The attribute of each item that a filter works on, or ""."""
    given: list[nodes.Node] = [one.value for one in node.kwargs if one.key == "attribute"]
    place = _BY_ATTRIBUTE.get(node.name, -1)
    given += node.args[place : place + 1] if place >= 0 else []
    value = given[0].value if given and isinstance(given[0], nodes.Const) else ""
    return value if isinstance(value, str) and node.name in _BY_ATTRIBUTE else ""


def _targets(targets: Iterable[nodes.Node]) -> Iterator[str]:
    for target in targets:
        if isinstance(target, nodes.Name):
            yield target.name
        yield from (name.name for name in target.find_all(nodes.Name))
