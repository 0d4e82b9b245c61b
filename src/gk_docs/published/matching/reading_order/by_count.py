"""Assign the figures of table 2, which has no sums, to labels that running text prints apart from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.printed import blocks_of_disclosure, printed_rows
from gk_docs.published.matching.tables.columns import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row

_Values: TypeAlias = "list[tuple[str, tuple[int, tuple[str, ...]]]]"
"""Figures, each with the number of its part of the table, and the heads above it that count."""


def rows_by_count(rows: Sequence[Row], form: type[Model]) -> list[Row]:
    """The rows of table 2, if order and count alone decide them; [] if they do not, or if nothing is torn.

    All labels must be in the form's order, and the figures as many as the form's. Each block's are apart, below heads
    of their own. Within a block all rows come before their labels, or all after them; or it has one row, one column,
    or the same figure throughout: pdftotext prints larger blocks by rows or by columns, and in a column set flush
    right it prints the wider figure first. The rows of any other block get no figures.

    Args:
        rows: The rows of the table as the file has them.
        form: The edition.
    """
    order = [name for block in blocks_of_disclosure(form) for name in block]
    figures = [(item, row) for row in rows for item in row.items if is_value(item)]
    count = sum(printed_rows(form)[name].count for name in order)
    if [row.name for row in rows if row.name] != order or len(figures) != count or _have_heads_turned(rows, form):
        return []
    parts: _Values = [(item, (row.part, ())) for item, row in figures]
    heads: _Values = [(item, (row.part, names_of(row.columns))) for item, row in figures]
    return _by_parts(rows, parts, form) or _by_parts(rows, heads, form)


def _have_heads_turned(rows: Sequence[Row], form: type[Model]) -> bool:
    """Whether the heads above some figures are those of a block in another order."""
    own = {tuple(printed_rows(form)[block[0]].heads) for block in blocks_of_disclosure(form)}
    found = {names_of(row.columns) for row in rows}
    return any(sorted(names) == sorted(heads) and names != heads for names in found for heads in own)


def _by_parts(rows: Sequence[Row], values: _Values, form: type[Model]) -> list[Row]:
    """The same for parts of the table; also for heads, since where all labels come first all bands do, too."""
    printed, blocks = printed_rows(form), blocks_of_disclosure(form)
    labels = {row.name: row for row in rows if row.name}
    before: dict[str, int] = {}  # the number of figures before each label
    for place, row in enumerate(rows):
        before[row.name] = sum(is_value(item) for other in rows[:place] for item in other.items)
    found: list[Row] = []
    sides = set[int]()  # of the labels of larger blocks: 0 if before their figures
    start, parts, torn = 0, list[tuple[int, tuple[str, ...]]](), False
    for block in blocks:
        width = printed[block[0]].count
        figures, own_parts = zip(*values[start : start + width * len(block)], strict=True)
        steps = {before[name] - start - width * at for at, name in enumerate(block)}
        heads = own_parts[0][1][-width:]
        if len({*own_parts}) != 1 or own_parts[0] in parts or (heads and [*heads] != printed[block[0]].heads):
            return []
        decided = steps in ({0}, {width}) or 1 in (width, len(block), len({*figures}))
        sides.update(steps if len(block) > 1 and len({*figures}) > 1 and steps in ({0}, {width}) else ())
        parts.append(own_parts[0])
        torn |= steps != {0}
        start += width * len(block)
        for at, name in enumerate(block):
            items = figures[width * at : width * (at + 1)] if decided else ()
            found.append(replace(labels[name], items=items, columns=(), sure=True, own=width, lines=1))
    return found if torn and not (0 in sides and len(sides) > 1) else []
