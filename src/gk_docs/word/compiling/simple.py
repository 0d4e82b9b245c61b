"""Parse a template faster: most tags only name a value (`{{ a.b }}`) and need no run of Jinja's lexer.

The syntax tree is the same that Jinja makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, nodes
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser

from gk_docs import regex as re
from gk_docs.word.compiling.walking import inside
from gk_docs.word.markup.lexing import OPENING, unused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.word.markup.address import TemplateSource

_SIMPLE = re.compile(r"\{\{\n\s*([^\W\d]\w*(?:\.[^\W\d]\w*)*)\s*\}\}")
_OF_NAMES = re.compile(r"\{%\n *(?!raw *%)([^\W\d]\w*(?:[ .]+[^\W\d]\w*)*) *%\}")
_WORD = re.compile(r"\w+|\.")
_OTHER_MEANING = frozenset({"true", "false", "none", "True", "False", "None", "not"})
_JINJAS = frozenset({"loop", "self", "caller", "super", "varargs", "kwargs"})


def read(environment: Environment, source: TemplateSource) -> nodes.Template:
    """Parse a template into the syntax tree that Jinja would make.

    Raises:
        TemplateSyntaxError: If the tags do not fit together; Jinja may raise others, such as RecursionError.
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
    """Parse a text; if its tags hold only names (`{% if not a.b %}`), its tokens are made without Jinja's lexer."""
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
    """The names that only the context can supply.

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


def path_of(node: nodes.Node) -> tuple[str, ...]:
    """The names of an expression like `a.b.c`; () for any other expression."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.append(node.attr)
        node = node.node
    return (node.name, *reversed(names)) if isinstance(node, nodes.Name) else ()
