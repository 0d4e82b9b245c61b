"""Authored input as a tree whose nodes know their line, column and offset in the source.

A scalar keeps its text as typed: only the type of its field decides what it means, so that the postcode 010000 keeps
its zeros and `no` is a word. All code that reads a source, or edits it in place, walks this tree.
"""

from __future__ import annotations

from collections.abc import Mapping as Lines
from dataclasses import dataclass
from typing import TypeAlias

from gk_docs.errors import Problem

_BLANKS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, or a key of a mapping, as typed and with its place.

    Attributes:
        text: The text without quotes, escapes resolved.
        line: Its line, from 1.
        column: Its column in characters, from 1.
        plain: Whether it was typed without quotes and not as a block, so that nothing or `null` means blank.
        source: The characters as typed, quotes and line breaks included, if it has braces; else "".
        file: The file that it stands in, as a path from the folder of the report, if the report extends that file; None
            for the report's own file.
        comment: A comment beside or below it that may be meant as text, since `#` after a blank cuts text off.
        start: Offset of its first character in the source, quotes included.
        end: Offset after its last character.
        lines: The text with a line end wherever it was typed, if YAML joins several lines to one; else "".
    """

    text: str
    line: int
    column: int
    plain: bool = True
    source: str = ""
    file: str | None = None
    comment: Scalar | None = None
    start: int = 0
    end: int = 0
    lines: str = ""

    @property
    def blank(self) -> bool:
        """Whether it means a blank: nothing, `null` or `~`, without quotes."""
        return self.plain and self.text in _BLANKS


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values in the order typed; `start` and `end` as in `Scalar`."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    file: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `start` and `end` as in `Scalar`."""

    items: tuple[Node, ...]
    line: int
    column: int
    file: str | None = None
    start: int = 0
    end: int = 0


Node: TypeAlias = Scalar | Mapping | Sequence


def entries_of(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    """The keys and values of a mapping; empty for any other node."""
    return node.entries if isinstance(node, Mapping) else ()


def kind_of(node: Node) -> str:
    """Name the kind of a node for a message (文字, 一个列表)."""
    if isinstance(node, Scalar):
        return "空白" if node.blank else "文字"
    return "一组“名称: 内容”" if isinstance(node, Mapping) else "一个列表"


def typed(node: Node) -> str | None:
    """The text that was typed at a node, to quote in a message; None for a blank, a mapping or a list."""
    return node.text if isinstance(node, Scalar) and not node.blank else None


def problem_at(node: Node, message: str, **facts: str | None) -> Problem:
    """Make a problem that names the file, line and column of a node."""
    return Problem(message=message, file=node.file, line=node.line, column=node.column, **facts)


def line_of(lines: Lines[str, int], path: str) -> int | None:
    """The line of a field, or of the nearest field around it that was typed (a section given as plain text).

    None where neither was typed, as in a published file.

    >>> line_of({"requests": 4, "requests.received": 5}, "requests.received.total")
    5
    """
    while path and path not in lines:
        path = path.rpartition(".")[0]
    return lines.get(path)
