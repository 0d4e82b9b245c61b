"""Most tags only name a value (`{{ a.b }}`): they are read without Jinja's lexer, and compiled without its visitors.

The tree is the same that Jinja makes of them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from gk_docs import regex as re
from gk_docs.word.lexing import OPENING, unused
from gk_docs.word.walking import inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from jinja2 import Environment

    from gk_docs.word.address import TemplateSource

_SIMPLE = re.compile(r"\{\{\n\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*\}\}")
_OF_NAMES = re.compile(r"\{%\n *(?!raw *%)([^\W\d]\w*(?:[ .]+[^\W\d]\w*)*) *%\}")
_WORD = re.compile(r"\w+|\.")
_OTHER_MEANING = frozenset({"true", "false", "none", "True", "False", "None", "not"})
_DEEPEST = 8  # branches in one another, or one after another, that are read as one expression
_JINJAS = frozenset({"loop", "self", "caller", "super", "varargs", "kwargs"})


class Path(NamedTuple):
    """A value that a tag names.

    Attributes:
        names: What it is looked up by, one after another.
        node: Its node in the tree.
    """

    names: tuple[str, ...]
    node: nodes.Expr


class Choice(NamedTuple):
    """Rows of which the first whose test holds is printed.

    Attributes:
        tested: Tests, each with its row.
        other: The row that is printed where none holds; it may be empty.
    """

    tested: tuple[tuple[Path | nodes.Expr, tuple[Piece, ...]], ...]
    other: tuple[Piece, ...]


Piece = Path | Choice | nodes.Expr
"""Something that is printed: text, a value that a tag names, one of some rows, any other expression."""


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

    tree = _parsed(environment, _SIMPLE.sub(taken, text))
    for output in [one for one in inside(tree) if isinstance(one, nodes.Output)] if values else ():
        output.nodes = [one for child in output.nodes for one in _put_back(child, mark, values)]
        output.lineno = output.nodes[0].lineno
    return tree


def _parsed(environment: Environment, text: str) -> nodes.Template:
    """The tree of a text; where all its tags are of names (`{% if not a.b %}`), Jinja's lexer has nothing to do."""
    words = " ".join(_OF_NAMES.findall(text)).replace(".", " ").split()
    ends_otherwise = text.endswith("\n")  # which Jinja's lexer takes away
    if ends_otherwise or OPENING.search(_OF_NAMES.sub("", text)) or not all(map(str.isidentifier, words)):
        return environment.parse(text)
    parser = Parser(environment, "")
    parser.stream = TokenStream(_tokens(text), None, None)
    return parser.parse()


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for number, piece in enumerate(_OF_NAMES.split(text)):
        if number % 2:
            yield Token(line, "block_begin", "{%")
            yield from (Token(line + 1, "dot" if word == "." else "name", word) for word in _WORD.findall(piece))
            yield Token(line := line + 1, "block_end", "%}")
        elif piece:
            yield Token(line, "data", piece)
            line += piece.count("\n")


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


def take_out(body: list[nodes.Node], free: AbstractSet[str]) -> dict[str, None]:
    """Put text and values that begin with such a name out of the sight of Jinja's visitors; the names in order.

    What stands in a row becomes one node, which holds it (see `pieces`), branches between such rows among it. What a
    macro, a call, a block or a recursive loop prints stays as it is.
    """
    names: dict[str, None] = {}
    kept: list[nodes.Node] = []
    for prints, together in groupby(((_row(node, free), node) for node in body), lambda one: one[0] is not None):
        if prints:
            found, (first, *_) = zip(*together, strict=True)
            row = tuple(piece for one in found for piece in one or ())
            asked = list(_asked(row))
            names |= dict.fromkeys(one.names[0] for one in asked if isinstance(one, Path))
            seen = [one for one in asked if not isinstance(one, Path)]
            held = nodes.Const(_InARow(row), lineno=first.lineno)
            kept.append(nodes.Output([nodes.Tuple([held, *seen], "load", lineno=held.lineno)], lineno=held.lineno))
            continue
        for _, node in together:
            kept.append(node)
            if isinstance(node, nodes.If):
                for inner in (node.body, *(one.body for one in node.elif_), node.else_):
                    names |= take_out(inner, free)
            elif isinstance(node, nodes.For) and not node.recursive:
                names |= take_out(node.body, free) | take_out(node.else_, free)
    body[:] = kept
    return names


def _row(node: nodes.Node, free: AbstractSet[str], depth: int = 0) -> tuple[Piece, ...] | None:
    """What a node prints in a row; None where it does anything else, or Python could not read it as one expression."""
    if isinstance(node, nodes.Output):
        return tuple(_piece(child, free) for child in node.nodes)
    if not isinstance(node, nodes.If) or max(depth, len(node.elif_)) > _DEEPEST:
        return None
    tests: list[nodes.Expr] = [one.test for one in (node, *node.elif_)]  # type: ignore[misc]  # Jinja says any node
    bodies = (node.body, *(one.body for one in node.elif_), node.else_)
    rows = [[_row(one, free, depth + 1) for one in body] for body in bodies]
    if any(None in row for row in rows):
        return None
    *chosen, other = (tuple(piece for one in row for piece in one or ()) for row in rows)
    return (Choice(tuple(zip((_piece(test, free) for test in tests), chosen, strict=True)), other),)


def _piece(child: nodes.Expr, free: AbstractSet[str]) -> Path | nodes.Expr:
    path = path_of(child)
    return Path(path, child) if path and path[0] in free else child


def _asked(row: Iterable[Piece]) -> Iterator[Path | nodes.Expr]:
    """All that a row may compute."""
    for piece in row:
        if isinstance(piece, Choice):
            yield from (one for test, then in piece.tested for one in (test, *_asked(then)))
            yield from _asked(piece.other)
        elif not isinstance(piece, nodes.TemplateData):
            yield piece


def pieces(output: nodes.Output) -> Iterable[Piece]:
    """What an output prints, one after another."""
    holder = output.nodes[0] if output.nodes else None
    held = holder.items[0] if isinstance(holder, nodes.Tuple) and holder.items else None
    return held.value.pieces if isinstance(held, nodes.Const) and isinstance(held.value, _InARow) else output.nodes


def path_of(node: Piece | nodes.Node) -> tuple[str, ...]:
    """A value `a.b.c` as its names; () for any other."""
    if isinstance(node, Path):
        return node.names
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return (node.name, *reversed(names)) if isinstance(node, nodes.Name) else ()
