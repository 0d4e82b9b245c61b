"""The figures of table 2, which has no sums, where running text prints them apart from their labels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.printed import blocks_of_disclosure, printed_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row


def rows_by_count(rows: Sequence[Row], form: type[Model]) -> list[Row]:
    """The rows of table 2 where order and count alone decide; [] where they do not, or where nothing is torn.

    All labels stand in the order of the form, and the figures are as many. Those of each block stand apart, below heads
    of their own. Within a block all rows stand before their labels, or all after them; or it is the same whether the
    figures are printed by rows or by columns. The rows of a block that is neither have no figures.

    Args:
        rows: The rows of the table as the file has them.
        form: The edition.
    """
    printed = printed_rows(form)
    labels = {row.name: row for row in rows if row.name}
    order = [name for block in blocks_of_disclosure(form) for name in block]
    values = [(item, row.part) for row in rows for item in row.items if is_value(item)]
    if [row.name for row in rows if row.name] != order or len(values) != sum(
        len(printed[name].figures) for name in order
    ):
        return []
    before: dict[str, int] = {}  # how many figures stand before each label
    for place, row in enumerate(rows):
        before[row.name] = sum(is_value(item) for other in rows[:place] for item in other.items)
    found: list[Row] = []
    start, parts, torn = 0, list[int](), False
    for block in blocks_of_disclosure(form):
        width = len(printed[block[0]].figures)
        figures, own_parts = zip(*values[start : start + width * len(block)], strict=True)
        by_rows = [figures[width * at : width * (at + 1)] for at in range(len(block))]
        by_columns = [figures[at :: len(block)] for at in range(len(block))]
        steps = {before[name] - start - width * at for at, name in enumerate(block)}
        if len({*own_parts}) != 1 or own_parts[0] in parts:
            return []
        decided = steps in ({0}, {width}) or by_rows == by_columns
        parts.append(own_parts[0])
        torn |= steps != {0}
        start += width * len(block)
        found += [
            replace(labels[name], items=row if decided else (), columns=(), sure=True, own=width, lines=1)
            for name, row in zip(block, by_rows, strict=True)
        ]
    return found if torn else []
