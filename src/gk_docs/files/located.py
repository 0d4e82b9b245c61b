"""Authored input as a tree that remembers where everything stands.

A scalar keeps its text as typed: what it means is for the type of its field to say, so that the postcode 010000 keeps
its zeros and `no` is a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_BLANKS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, or a key.

    Attributes:
        text: The text, quotes and escapes undone.
        line: Its line, from 1.
        column: Its column in characters, from 1.
        plain: Whether it was typed without quotes on the line, so that nothing or `null` means blank.
        source: How it was typed, quotes and line breaks included, where an expression in it must be found again.
        file: The file that it stands in, if that is not the file that is read but one that it extends: its path from
            the folder of the file that is read.
        comment: The comment beside or below it that may be meant as text, which a `#` behind a blank would cut off.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    source: str = ""
    file: str | None = None
    comment: Scalar | None = None

    @property
    def blank(self) -> bool:
        """Whether it stands for a blank: nothing, `null` or `~`, without quotes."""
        return self.plain and self.text in _BLANKS


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, as typed and in that order."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    file: str | None = None


Node: TypeAlias = Scalar | Mapping | Sequence


def kind_of(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, Scalar):
        return "空白" if node.blank else "文字"
    return "一组“名称: 内容”" if isinstance(node, Mapping) else "一个列表"


def typed(node: Node) -> str | None:
    """What was typed at a node, to quote in a message; None for nothing, and for what is not a single value."""
    return node.text if isinstance(node, Scalar) and not node.blank else None
