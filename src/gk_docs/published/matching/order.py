"""Whether the heads of a table stand in the order of the form, so that its figures can be taken by place."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from gk_docs.published.matching.figures import counts_of
from gk_docs.published.matching.rows import REQUESTS
from gk_docs.published.matching.vocabulary import letters_of, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.layout import Figure
    from gk_docs.published.matching.cells import PrintedRow
    from gk_docs.published.matching.rows import Row
    from gk_docs.published.matching.vocabulary import PrintedLabel

_CLEARLY = 0.1
_TELLING = 3  # figures above 0 in a row that tells which of them is the total


def same_columns(columns: Sequence[PrintedLabel], figures: Sequence[Figure]) -> bool:
    """Whether the heads read above a row of table 2 can be those of its figures.

    Heads that are lost say nothing. Heads in other words are held against the form's by what they share with them.

    Args:
        columns: The heads.
        figures: The figures of the row in the form.
    """
    names = [{meaning.name for meaning in label.meanings} for label in columns]
    own = [figure.columns[-1] for figure in figures]
    if not any(names) and len(columns) not in (0, len(figures)):
        return False
    if len(names) == len(own):
        known = all(name in known or not known for name, known in zip(own, names, strict=True))
        return known and _is_best([label.text for label in columns], own)
    printed = iter(own)
    return len(names) < len(own) and all(any(name in known for name in printed) for known in names)


def in_other_words(columns: Sequence[PrintedLabel], figures: Sequence[Figure]) -> Iterator[tuple[str, str]]:
    """Each head above a row that is none of the form's, as it stands and as the form has it in its place."""
    if len(columns) == len(figures):
        for label, figure in zip(columns, figures, strict=True):
            if not label.meanings:
                yield label.text, figure.columns[-1]


def _is_best(heads: Sequence[str], own: Sequence[str]) -> bool:
    """Whether no other order of the form's heads is clearly nearer to those of a file."""
    near = [[likeness(letters_of(head), letters_of(name)) for name in own] for head in heads]
    orders = [sum(near[place][at] for place, at in enumerate(order)) for order in permutations(range(len(own)))]
    return max(orders) < orders[0] + _CLEARLY


def requests_disordered(rows: Iterable[Row], printed: PrintedRow) -> bool:
    """Whether table 3 has its heads in another order than the form.

    The heads of a merged table are read line by line, so that 总计 comes second: where it stands, the sums say.

    Args:
        rows: The rows of a file.
        printed: Any row of the table in the form.
    """
    order = [figure.columns[-1] for figure in printed.figures]
    own = [row for row in rows if row.table == REQUESTS]
    heads = {names_of(row.columns, even_cut=row.sure) for row in own}
    return any(_other_order(names, order) for names in heads) or _total_elsewhere(own, len(order))


def inner_heads_rise(rows: Iterable[Row], printed: PrintedRow) -> bool:
    """Whether the heads of table 3 keep the form's order, but for that of the total, which sums can tell.

    Heads of which running text leaves only the first of their lines say nothing of it.
    """
    inner = [figure.columns[-1] for figure in printed.figures][:-1]
    whole = [row for row in rows if not any(map(_is_cut, row.columns))]
    return all(_rise(inner, [name for name in names_of(row.columns) if name in inner]) for row in whole)


def _is_cut(head: PrintedLabel) -> bool:
    return not head.exact and any(meaning.text.startswith(head.text) for meaning in head.meanings)


def cases_disordered(row: Row, blocks: Sequence[PrintedRow]) -> bool:
    """Whether table 4 has its blocks, or the results within one, in another order than the form."""
    heads = dict.fromkeys(head for block in blocks for head in block.figures[0].columns[:-1])
    if not _rise([*heads], [head for head in row.name.split("|") if head in heads]):
        return True
    order = [figure.columns[-1] for figure in blocks[0].figures]
    chunks = zip(*[iter(names_of(row.columns))] * len(order), strict=False)
    return any(sorted(chunk) == sorted(order) and [*chunk] != order for chunk in chunks)


def blocks_of(row: Row, blocks: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The blocks of table 4 that a row of cells stands for; none where that is not certain."""
    heads = set(row.name.split("|"))
    named = [block for block in blocks if block.figures[0].columns[-2] in heads]
    width = len(blocks[0].figures)
    written = max(len(row.items), len(row.columns))
    if len(named) in (0, len(blocks)) or written > len(named) * width:
        whole = not row.columns or len(row.columns) > width or len(named) == len(blocks)
        return blocks if whole else ()
    return named


def has_one_set_of_results(row: Row, blocks: Sequence[PrintedRow]) -> bool:
    """Whether the heads of table 4 name each result once, as where each kind of case, or each result, has a row."""
    return sorted(names_of(row.columns)) == sorted(figure.columns[-1] for figure in blocks[0].figures)


def names_of(columns: Sequence[PrintedLabel], *, even_cut: bool = False) -> tuple[str, ...]:
    """Names of the columns whose heads are whole, or cut too and one column's alone."""
    whole = (label.meanings for label in columns if label.exact or (even_cut and len(label.meanings) == 1))
    names = (next((meaning.name for meaning in meanings if meaning.kind == "column"), "") for meanings in whole)
    return tuple(filter(None, names))


def _other_order(names: Sequence[str], order: Sequence[str]) -> bool:
    first, *inner, total = order
    if not _rise(inner, [name for name in names if name in inner]):
        return True
    if sorted(names) != sorted(order):
        return False  # some are lost, or stand twice
    return names[0] != first or names.index(total) not in (1, len(order) - 1)


def _rise(order: Sequence[str], names: Sequence[str]) -> bool:
    return all(order.index(one) < order.index(other) for one, other in pairwise(names))


def _total_elsewhere(rows: Iterable[Row], count: int) -> bool:
    """Whether in every row that tells some other figure than the last, always in the same place, is the sum."""
    figures = [numbers for row in rows if len(numbers := counts_of(row.items)) == count]
    telling = [numbers for numbers in figures if sum(map(bool, numbers)) >= _TELLING]
    sums = [{place for place, number in enumerate(row) if 2 * number == sum(row)} for row in telling]
    return bool(sums) and bool(set.intersection(*sums)) and all(count - 1 not in places for places in sums)
