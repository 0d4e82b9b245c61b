"""Check that the column heads of a table are in the form's order, so that its figures can be taken by position."""

from __future__ import annotations

from itertools import pairwise, permutations
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import counts_of
from gk_docs.published.matching.lexing.vocabulary import PrintedLabel, letters_of, likeness
from gk_docs.published.matching.printed import REQUESTS, PrintedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.published.matching.tables.rows import Row

DISORDERED = "表头各列与格式的次序不同"
_CLEARLY = 0.1  # how much nearer another order of the heads must be
_TELLING = 3  # figures above 0; in a row with so many, the sum shows which one is the total


def same_columns(columns: Sequence[PrintedLabel], own: Sequence[str]) -> bool:
    """Whether the heads above a row of table 2 may be those of the form.

    Lost heads are ignored. Heads in other words are compared with the form's by their likeness.
    """
    names = [{meaning.name for meaning in label.meanings} for label in columns]
    if not any(names) and len(columns) not in (0, len(own)):
        return False
    if len(names) == len(own):
        known = all(name in known or not known for name, known in zip(own, names, strict=True))
        return known and _is_best([label.text for label in columns], own)
    printed = iter(own)
    return len(names) < len(own) and all(any(name in known for name in printed) for known in names)


def in_other_words(columns: Sequence[PrintedLabel], own: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each head above a row that is not the form's, with the form's head in its place."""
    if len(columns) == len(own):
        yield from ((label.text, name) for label, name in zip(columns, own, strict=True) if not label.meanings)


def _is_best(heads: Sequence[str], own: Sequence[str]) -> bool:
    """Whether no other order of the form's heads is clearly nearer to the file's heads."""
    near = [[likeness(letters_of(head), letters_of(name)) for name in own] for head in heads]
    orders = [sum(near[place][at] for place, at in enumerate(order)) for order in permutations(range(len(own)))]
    return max(orders) < orders[0] + _CLEARLY


def requests_disordered(rows: Iterable[Row], printed: PrintedRow) -> bool:
    """Whether table 3 has its column heads in another order than the form.

    The heads of a merged table are read line by line, so that 总计 comes second; the sums show where it really is.

    Args:
        rows: The rows of a file.
        printed: Any row of the table in the form.
    """
    own = [row for row in rows if row.table == REQUESTS]
    heads = {names_of(row.columns, even_cut=row.sure) for row in own}
    return any(_other_order(names, printed.heads) for names in heads) or _total_elsewhere(own, printed.count)


def inner_heads_rise(rows: Iterable[Row], printed: PrintedRow) -> bool:
    """Whether the column heads of table 3 are in the form's order, apart from 总计, whose place the sums show.

    Heads of which running text has only the first line are ignored.
    """
    whole = [row for row in rows if not any(map(_is_cut, row.columns))]
    return all(are_in_order(names_of(row.columns), printed.heads[:-1]) for row in whole)


def _is_cut(head: PrintedLabel) -> bool:
    return not head.exact and any(meaning.text.startswith(head.text) for meaning in head.meanings)


def names_of(columns: Sequence[PrintedLabel], *, even_cut: bool = False) -> tuple[str, ...]:
    """The names of the columns whose heads are whole; with `even_cut` also those cut off that fit one column only."""
    whole = (label.meanings for label in columns if label.exact or (even_cut and len(label.meanings) == 1))
    names = (next((meaning.name for meaning in meanings if meaning.kind == "column"), "") for meanings in whole)
    return tuple(filter(None, names))


def _other_order(names: Sequence[str], order: Sequence[str]) -> bool:
    if not are_in_order(names, order[1:-1]):
        return True
    if sorted(names) != sorted(order):
        return False  # some are lost or repeated
    return names[0] != order[0] or names.index(order[-1]) not in (1, len(order) - 1)


def are_in_order(names: Iterable[str], order: Sequence[str]) -> bool:
    """Whether the names that are in `order` come in that order, none of them twice."""
    places = [order.index(name) for name in names if name in order]
    return all(one < other for one, other in pairwise(places))


def _total_elsewhere(rows: Iterable[Row], count: int) -> bool:
    """Whether the total is at another place than the last, and the same one, in every row with enough figures."""
    figures = [numbers for row in rows if len(numbers := counts_of(row.items)) == count]
    telling = [numbers for numbers in figures if sum(map(bool, numbers)) >= _TELLING]
    sums = [{place for place, number in enumerate(row) if 2 * number == sum(row)} for row in telling]
    return bool(sums) and bool(set.intersection(*sums)) and all(count - 1 not in places for places in sums)
