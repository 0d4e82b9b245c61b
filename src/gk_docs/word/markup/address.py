"""The address of a tag in a template as a reader counts, and the way from a line of source back to its tag."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gk_docs.errors import Problem

Kind = Literal["body", "story", "notes", "other", "properties"]
"""How a part is treated: the body, a header or footer, notes and comments, texts of drawings, document properties."""


class Address(NamedTuple):
    """A place in a template, as a reader counts.

    Attributes:
        part: The part of the document: 正文, 页眉1, 页脚1, 脚注, 文档属性. A text box is a part of its own, with
            the place where it stands (正文 · 第5段 · 文本框).
        cells: (table, row, cell) counted from 1, the outermost table first; empty outside tables.
        paragraph: Paragraph of the part, or of the innermost cell, counted from 1; 0 outside paragraphs.

    >>> print(Address("正文", ((2, 7, 3),), 1))
    正文 · 表格2 · 第7行 · 第3格
    >>> print(Address("页眉1", (), 2))
    页眉1 · 第2段
    """

    part: str
    cells: tuple[tuple[int, int, int], ...] = ()
    paragraph: int = 0

    def __str__(self) -> str:
        words = [self.part]
        for table, row, cell in self.cells:
            words += [f"表格{table}", *([f"第{row}行"] if row else []), *([f"第{cell}格"] if cell else [])]
        if self.paragraph > (1 if self.cells else 0):
            words.append(f"第{self.paragraph}段")
        return " · ".join(words)


class Tag(NamedTuple):
    """A template tag as its author wrote it.

    Attributes:
        text: The tag with its marks (`{%tr for row in rows %}`); "" for a place outside tags.
        address: Where it stands.
    """

    text: str
    address: Address

    def problem(self, message: str, mend: str | None = None, *, code: str | None = None) -> Problem:
        """A problem with the tag, under the code of a rule."""
        return Problem(message=message, place=str(self.address), found=self.text or None, mend=mend, code=code)


@dataclass(frozen=True, slots=True)
class TemplateSource:
    """Template source in which each tag has its own line.

    Attributes:
        text: What Jinja parses.
        lines: Line on which each tag begins, ascending.
        numbers: Number of the tag among those of the part, for each of `lines`.
    """

    text: str
    lines: tuple[int, ...]
    numbers: tuple[int, ...]

    def number_at(self, line: int) -> int:
        """The number of the last tag that begins on or before a line (the first one, before any); -1 without tags."""
        return self.numbers[max(bisect_right(self.lines, line) - 1, 0)] if self.numbers else -1
