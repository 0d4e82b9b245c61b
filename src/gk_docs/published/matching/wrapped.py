"""Paragraphs that were broken into lines of one width, as copying from a PDF file leaves them, put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.lists import parse_number
from gk_docs.published.matching.headings import title_of
from gk_docs.published.matching.tokens import tokens_of_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NARROWEST = 20
_WIDEST = 60
_SPREAD = 4
_MOST_ARE_FULL = 0.6
_FEWEST = 8
_ENDS = "。！？；：:!?"


def rejoined(lines: Sequence[str]) -> list[str]:
    """The lines, with those that only the width of a page parted joined; text that was not broken stays as it is.

    A text counts as broken where most of its longer lines are equally long.
    """
    width = _width(lines)
    if not width:
        return list(lines)
    found: list[str] = []
    open_line = False
    for line in lines:
        text = line.strip()
        if open_line and text and not _begins(line, text) and not (_is_row(found[-1]) or _is_row(text)):
            found[-1] += text
        else:
            found.append(line)
        open_line = bool(text) and width - _SPREAD <= len(text) <= width + 1 and text[-1] not in _ENDS
    return found


def _width(lines: Iterable[str]) -> int:
    """The width that lines were broken at, or 0."""
    lengths = sorted(len(line.strip()) for line in lines if len(line.strip()) >= _NARROWEST)
    if len(lengths) < _FEWEST:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    full = sum(width - _SPREAD <= length <= width + 1 for length in lengths)
    return width if width <= _WIDEST and full >= _MOST_ARE_FULL * len(lengths) else 0


def _is_row(text: str) -> bool:
    """Whether a line is of a table: labels, pieces of labels and figures only."""
    return all(token.kind != "words" for token in tokens_of_line(text))


def _begins(line: str, text: str) -> bool:
    """Whether a line begins something new: it is indented, numbered, a title, or cells."""
    return (
        line[:1] in "\t\u3000"
        or line.startswith("  ")
        or "|" in text
        or "\t" in text
        or bool(parse_number(text) or title_of(text))
    )
