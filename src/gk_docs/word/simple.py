"""Most tags only name a value (`{{ a.b }}`): they are read without Jinja's lexer, and compiled without its visitors.

The tree is the same that Jinja makes of them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

from gk_docs import regex as re
from gk_docs.word.lexing import unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from jinja2 import Environment

    from gk_docs.word.address import TemplateSource

_SIMPLE = re.compile(r"\{\{\n\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*\}\}")
_OTHER_MEANING = frozenset({"true", "false", "none", "True", "False", "None", "not"})
_JINJAS = frozenset({"loop", "self", "caller", "super", "varargs", "kwargs"})


class Path(NamedTuple):
    """A value that a tag names.

    Attributes:
        names: What it is looked up by, one after another.
        node: Its node in the tree.
    """

    names: tuple[str, ...]
    node: nodes.Expr


Piece = Path | nodes.Expr
"""Something that is printed: text, a value that a tag names, any other expression."""


class _InARow(NamedTuple):
    pieces: tuple[Piece, ...]


def read(environment: Environment, source: TemplateSource) -> nodes.Template:
    """The syntax tree of a template, as Jinja reads it.

    Raises:
        TemplateSyntaxError: If the tags do not fit together; and what else Jinja raises.
    """
    text, lines = source.text, frozenset(source.lines)
    mark = unused(text)
    values: list[nodes.Expr] = []
    line, counted = 1, 0

    def taken(match: re.Match[str]) -> str:
        nonlocal line, counted
        line += text.count("\n", counted, match.start())
        counted = match.start()
        first, *rest = match[1].split(".")
        if first in _OTHER_MEANING or line + 1 not in lines or not all(map(str.isidentifier, (first, *rest))):
            return match.group()  # the second is a text within another tag
        at = line + match.group().count("\n", 0, match.start(1) - match.start())
        node: nodes.Expr = nodes.Name(first, "load", lineno=at, environment=environment)
        for name in rest:
            node = nodes.Getattr(node, name, "load", lineno=at, environment=environment)
        values.append(node)
        return f"{mark}{len(values) - 1}{chr(10) * match.group().count(chr(10))}{mark}"

    tree = environment.parse(_SIMPLE.sub(taken, text))
    for output in list(tree.find_all(nodes.Output)) if values else ():
        output.nodes = [one for child in output.nodes for one in _put_back(child, mark, values)]
        output.lineno = output.nodes[0].lineno
    return tree


def _put_back(child: nodes.Expr, mark: str, values: list[nodes.Expr]) -> Iterator[nodes.Expr]:
    if not isinstance(child, nodes.TemplateData) or mark not in child.data:
        yield child
        return
    line = child.lineno
    for number, piece in enumerate(child.data.split(mark)):
        if number % 2:
            yield values[int(piece)]
        elif piece:
            yield nodes.TemplateData(piece, lineno=line, environment=child.environment)
        line += piece.count("\n")


def free_names(every: Iterable[nodes.Node], others: Iterable[str]) -> frozenset[str]:
    """The names that only the context can give, wherever they stand.

    Args:
        every: The nodes of a template.
        others: Names of globals.
    """
    loaded, bound = set[str](), set[str]()
    for node in every:
        if isinstance(node, nodes.Name):
            (loaded if node.ctx == "load" else bound).add(node.name)
        elif isinstance(node, nodes.Macro):
            bound.add(node.name)
    return frozenset(loaded.difference(bound, others, _JINJAS))


def take_out(body: Iterable[nodes.Node], free: AbstractSet[str]) -> dict[str, None]:
    """Put text and values that begin with such a name out of the sight of Jinja's visitors; the names in order.

    What stands in a row becomes one constant, which holds it (see `pieces`). What a macro, a call, a block or a
    recursive loop prints stays as it is.
    """
    names: dict[str, None] = {}
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Output):
            found = [_piece(child, free) for child in node.nodes]
            names |= dict.fromkeys(one.names[0] for one in found if isinstance(one, Path))
            node.nodes = [one for is_plain, row in groupby(found, _is_plain) for one in _held(row, is_plain=is_plain)]
        elif isinstance(node, nodes.If):
            waiting += (*node.body, *node.elif_, *node.else_)
        elif isinstance(node, nodes.For) and not node.recursive:
            waiting += (*node.body, *node.else_)
    return names


def _piece(child: nodes.Expr, free: AbstractSet[str]) -> Piece:
    path = path_of(child)
    return Path(path, child) if path and path[0] in free else child


def _is_plain(piece: Piece) -> bool:
    return isinstance(piece, Path | nodes.TemplateData)


def _held(row: Iterable[Piece], *, is_plain: bool) -> Iterator[nodes.Expr]:
    if is_plain:
        first, *more = row
        line = first.node.lineno if isinstance(first, Path) else first.lineno
        yield nodes.Const(_InARow((first, *more)), lineno=line)
    else:
        yield from (one for one in row if not isinstance(one, Path))


def pieces(output: nodes.Output) -> list[Piece]:
    """What an output prints, one after another."""
    held = (child.value.pieces if _holds_row(child) else [child] for child in output.nodes)  # type: ignore[attr-defined]  # as just looked at
    return [piece for row in held for piece in row]


def _holds_row(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, _InARow)


def path_of(node: Path | nodes.Node) -> tuple[str, ...]:
    """A value `a.b.c` as its names; () for any other."""
    if isinstance(node, Path):
        return node.names
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return (node.name, *reversed(names)) if isinstance(node, nodes.Name) else ()
