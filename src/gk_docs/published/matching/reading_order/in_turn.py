"""Find rows of table 3 that are whole where the order of the others is lost: label, figures, and the next label."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import counts_of
from gk_docs.published.matching.printed import REQUESTS, printed_rows
from gk_docs.published.matching.reading_order.stretches import is_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row


def rows_in_turn(rows: Sequence[Row], form: type[Model]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The index of each label right before its figures, with these.

    Programs that print a page box by box print some figures of a row earlier or later, but begin the rows in order. So
    a label begins its row if the figures before it are more than those of all rows but the last before it, and no more
    than those of all rows before it. Its row is whole if its sum holds and just as many figures as it has come before
    the next label. The first label must be before all figures: else these may come before their labels.

    Args:
        rows: Labels and figures as the file has them.
        form: The edition.
    """
    order = [name for name in printed_rows(form) if name.startswith(REQUESTS)]
    printed = printed_rows(form)[order[0]]
    width, highest = printed.count, -1
    before = [*accumulate((sum(map(is_figure, row.items)) for row in rows), initial=0)]
    labels = [at for at, row in enumerate(rows) if row.name in order]
    if not labels or rows[labels[0]].name != order[0] or before[labels[0]]:
        return
    for at, end in zip(labels, [*labels[1:], len(rows)], strict=True):
        place = order.index(rows[at].name)
        items = tuple(item for row in rows[at:end] for item in row.items)
        numbers = counts_of(items) if len(items) == width else []
        begins = width * (place - 1) < before[at] <= width * place and (not at or before[at] > before[at - 1])
        room = before[-1] - before[at] >= width * (len(order) - place)
        whole = printed.adds_up(numbers) and (any(numbers) or before[at] == width * place)
        below_heads = len({(row.part, row.columns) for row in rows[at:end]}) > 1  # these print figures in their order
        if place > highest and begins and room and whole and not below_heads:
            yield at, items
        highest = max(highest, place)
