"""Lists at the prompt: titles with their lines set in, tables in straight columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

INDENT = "    "
_GAP = "  "


def block(title: str, lines: Iterable[str], indent: str = INDENT) -> str:
    """A title with its lines set in below it; "" where there is no line."""
    told = [f"{indent}{line}" for line in lines]
    return "\n".join([title, *told]) if told else ""


def blocks(*parts: str) -> str:
    """Join the blocks that are not empty, a blank line between two."""
    return "\n\n".join(filter(None, parts))


def first(lines: Sequence[str], most: int, rest: str) -> list[str]:
    """The first lines, and in the last one how many more there are: `rest` with the number put in for `{}`."""
    return [*lines[:most], *([rest.format(len(lines) - most)] if len(lines) > most else [])]


def cut(text: str, wide: int) -> str:
    """As much of a text as fits in some cells of a terminal, with … at the end if it is cut."""
    while cell_len(text) > wide:
        text = f"{text[:-2]}…"
    return text


def aligned(rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    r"""Rows of cells as lines in straight columns: the first `left` columns set left, the others right.

    >>> print("\n".join(aligned([["", "上年"], ["行政处罚", "48"]])))
              上年
    行政处罚    48
    """
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padding = (" " * (wide - cell_len(text)) for text, wide in zip(row, widths, strict=True))
        cells = (
            text + pad if column < left else pad + text
            for column, (text, pad) in enumerate(zip(row, padding, strict=True))
        )
        yield _GAP.join(cells).rstrip()
