"""Lay out help pages with Chinese text in aligned columns: a Chinese character takes two cells of a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

from gk_docs import regex as re

_WORD = re.compile(r"(?:[!-~]+|\S)[，。；：、？！）》”’]*|\s+")
_GAP = 2
_USUAL, _NARROWEST = 80, 50  # columns, as click has them


def cells(text: str) -> int:
    """How many terminal cells a text takes, as `rich` counts them, which takes longer to load."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _columns() -> int:
    """The width of the terminal, as `shutil` finds it, which would also load modules for archives."""
    if (said := os.environ.get("COLUMNS", "")).isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _USUAL  # type: ignore[union-attr]  # see below
    except (AttributeError, ValueError, OSError):  # no stdout, a closed one, or not a terminal
        return _USUAL


def wrapped(text: str, width: int) -> Iterator[str]:
    """Wrap a text into lines of at most `width` cells, between Chinese characters and never inside a Latin word.

    >>> list(wrapped("把年报数据文件 FILE 写成法定格式。", 14))
    ['把年报数据文件', 'FILE 写成法定', '格式。']
    """
    line, taken = "", 0
    for word in _WORD.findall(text):
        if line and taken + cells(word.rstrip()) > width:
            yield line.rstrip()
            line, taken = "", 0
        more = word if line else word.lstrip()
        line, taken = line + more, taken + cells(more)
    if line.rstrip():
        yield line.rstrip()


class Formatter(click.HelpFormatter):
    """click's formatter, which measures text in terminal cells."""

    def __init__(self, indent_increment: int = 2, width: int | None = None, max_width: int | None = None) -> None:
        """Take the width of the terminal, within click's limits, if no width is given."""
        width = max(min(_columns(), max_width or _USUAL) - 2, _NARROWEST) if width is None else width
        super().__init__(indent_increment, width, max_width)

    def write_heading(self, heading: str) -> None:
        """Write a heading with a Chinese colon."""
        self.write(f"{'':{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, which blank lines separate, each wrapped anew."""
        indent = " " * self.current_indent
        paragraphs = (" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
        pages = ("\n".join(f"{indent}{line}" for line in wrapped(text, self.width)) for text in paragraphs)
        self.write("\n\n".join(pages) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP) -> None:
        """Write terms and their meanings in two aligned columns."""
        entries = list(rows)
        column = min(max(cells(term) for term, _ in entries), col_max) + col_spacing
        margin = " " * (self.current_indent + column)
        for term, meaning in entries:
            lines = list(wrapped(meaning, self.width - len(margin))) or [""]
            head = f"{'':{self.current_indent}}{term}"
            if cells(term) > column - col_spacing:
                self.write(f"{head}\n{margin}{lines[0]}\n")
            else:
                self.write(f"{head}{' ' * (column - cells(term))}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{margin}{line}\n")


class ChineseContext(click.Context):
    """A context whose help pages `Formatter` lays out."""

    formatter_class = Formatter
