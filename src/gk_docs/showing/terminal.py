"""Lay out text for the prompt: titles with indented lines below, tables in aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

INDENT = "    "
_GAP = "  "


def block(title: str, lines: Iterable[str], indent: str = INDENT) -> str:
    """A title with its lines indented below it; "" if there are no lines."""
    told = [f"{indent}{line}" for line in lines]
    return "\n".join([title, *told]) if told else ""


def blocks(*parts: str) -> str:
    """Join the blocks that are not empty, with a blank line between them."""
    return "\n\n".join(filter(None, parts))


def first(lines: Sequence[str], most: int, rest: str) -> list[str]:
    """The first lines; if there are more, then a last line `rest` with their number in place of `{}`."""
    return [*lines[:most], *([rest.format(len(lines) - most)] if len(lines) > most else [])]


def cells_of(text: str) -> int:
    """The width of a text in a terminal, in its cells."""
    from rich.cells import cell_len  # noqa: PLC0415 - most commands draw no columns

    return cell_len(text)


def cut(text: str, wide: int) -> str:
    """Cut a text to a width in terminal cells, with … at the end if anything is cut."""
    while cells_of(text) > wide:
        text = f"{text[:-2]}…"
    return text


def aligned(rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    r"""Write rows of cells as lines with aligned columns: the first `left` columns to the left, others to the right.

    >>> print("\n".join(aligned([["", "上年"], ["行政处罚", "48"]])))
              上年
    行政处罚    48
    """
    widths = [max(map(cells_of, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padding = (" " * (wide - cells_of(text)) for text, wide in zip(row, widths, strict=True))
        cells = (
            text + pad if column < left else pad + text
            for column, (text, pad) in enumerate(zip(row, padding, strict=True))
        )
        yield _GAP.join(cells).rstrip()
