"""Find the blocks of table 4 that figures belong to; they are below heads, with no labels beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.form.notes import Note
from gk_docs.published.matching.lexing.figures import counts_of, is_bare, is_value
from gk_docs.published.matching.printed import CASES, PrintedRow, cases_of, together
from gk_docs.published.matching.reading_order.joining import joined, joining_note
from gk_docs.published.matching.tables.columns import DISORDERED, are_in_order, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row

_MOST_ASTRAY = 1  # figures of the first part below the heads of the others
_UNTIED = "数字与各部分的名称错开，不能确定属于哪一部分，未读"
_CUT_OFF = "表不全，其中总计与各项之和不符，可能印到了页边之外，未读"
_UNNAMED = "不能确定属于行政复议、行政诉讼中的哪一部分，未读"


class Cases(NamedTuple):
    """What was read in table 4.

    Attributes:
        rows: Its rows of figures, each with the row of the form, or with the reason why it is not read.
        notes: Notes on what had to be decided.
        took_rest: Whether figures at the end of the file are among them.
    """

    rows: Sequence[tuple[Row, PrintedRow | str]]
    notes: Sequence[Note] = ()
    took_rest: bool = False


def cases_in(rows: Sequence[Row], rest: Sequence[str], form: type[Model]) -> Cases:
    """Table 4 as one row if its parts have all its figures and its sums hold; else the parts that are certain.

    Args:
        rows: The rows of the table as the file has them.
        rest: Figures at the end of the file that belong to no table there.
        form: The edition.
    """
    blocks = cases_of(form)
    whole = together(blocks, form)
    if len(rows) == 1 and not _is_disordered(rows[0], blocks):
        (row,) = rows
        if rest and whole.adds_up(counts_of(items := (*row.items, *rest))):
            message = "表中后面的数印在文件末尾，按次序、个数和勾稽关系读入"
            note = Note("GK111", CASES, message, found=" ".join(rest))
            return Cases([(replace(row, items=items, sure=True), whole)], [note], took_rest=True)
        if not row.sure and (found := joined(row.items, blocks)):
            return Cases([(replace(row, items=found, sure=True), whole)], [joining_note(row)])
    rows = _as_one(rows, blocks, whole)
    torn = _are_torn(rows, blocks)
    lacks = {*blocks} != {block for row in rows for block in _blocks_of(row, blocks)}
    return Cases([(row, _meant(row, blocks, form, torn=torn, lacks=lacks)) for row in rows if row.items or not torn])


def _meant(row: Row, blocks: tuple[PrintedRow, ...], form: type[Model], *, torn: bool, lacks: bool) -> PrintedRow | str:
    """The blocks whose heads are above a row, as one row of the form; or the reason why they are not known."""
    chosen = _blocks_of(row, blocks)
    if torn:
        return _UNTIED
    if lacks and not row.sure and _fails(row, chosen):
        return _CUT_OFF
    if _is_disordered(row, blocks) or (not row.sure and len(chosen) > 1 and _has_one_set_of_results(row, blocks)):
        return f"{DISORDERED}，未读"
    return together(tuple(chosen), form) if chosen else _UNNAMED


def _fails(row: Row, blocks: Sequence[PrintedRow]) -> bool:
    """Whether the sum of a block fails, as where a page's edge cut off digits of its total and the blocks after it."""
    numbers = iter(counts_of(row.items))
    return any(block.fails([*islice(numbers, block.count)]) for block in blocks)


def is_uneven(row: Row, printed: PrintedRow, block: PrintedRow) -> bool:
    """Whether the lines of running text are neither single blocks nor all of table 4, or more than one total fails.

    Args:
        row: The row of the file.
        printed: The row of the form.
        block: Any block of the table in the form.
    """
    parts = [*zip(*[iter(counts_of(row.items))] * block.count, strict=False)]
    astray = row.lines > 1 and sum(map(block.fails, parts)) > 1
    return astray or (1 < row.lines < len(row.items) / 2 and row.lines != printed.count // block.count)


def _as_one(rows: Sequence[Row], blocks: Sequence[PrintedRow], whole: PrintedRow) -> Sequence[Row]:
    """The rows as one row if together they have all figures of the table and its sums hold; else the rows unchanged."""
    width = blocks[0].count
    parts = [[value for item in row.items for value in item.split() if is_value(value)] for row in rows]
    values = tuple(value for part in parts for value in part)
    complete = whole.adds_up([int(value) for value in values if is_bare(value)])
    usual = all(len(row.items) == sum(block.count for block in _blocks_of(row, blocks)) for row in rows)
    astray = [len(part) - width * len(_named(row, blocks)) for row, part in zip(rows, parts, strict=True)]
    mixed = any(len(part) % width for part in parts) and astray != [-_MOST_ASTRAY, _MOST_ASTRAY]
    if not complete or usual or mixed:
        return rows
    name, columns = "|".join(row.name for row in rows), tuple(label for row in rows for label in row.columns)
    return [replace(rows[0], name=name, columns=columns, items=values, sure=True)]


def _are_torn(rows: Sequence[Row], blocks: Sequence[PrintedRow]) -> bool:
    """Whether table 4 is in parts that are not each block once with its figures, so that these may be another's."""
    chosen = [(row, _blocks_of(row, blocks)) for row in rows]
    parts = [(row, own) for row, own in chosen if len(own) < len(blocks)]
    whole = all(len(row.items) >= sum(block.count for block in own) > 0 for row, own in parts)
    named = Counter(block for _, own in parts for block in own)
    return len(rows) > 1 and bool(parts) and not (whole and named == Counter(blocks))


def _is_disordered(row: Row, blocks: Sequence[PrintedRow]) -> bool:
    """Whether the file has the blocks, or the results within one, in another order than the form."""
    heads = dict.fromkeys(head for block in blocks for head in block.figures[0].columns[:-1])
    if not are_in_order([head for head in row.name.split("|") if head in heads], [*heads]):
        return True
    order, names = blocks[0].heads, names_of(row.columns)
    own = [order] if len(names) % len(order) == 0 else _rotations(order)  # if one is lost, those after it move up
    if row.sure and len(names) == len(order) * len(blocks):
        return [*names] != order * len(blocks)
    chunks = zip(*[iter(names)] * len(order), strict=False)
    return any(sorted(chunk) == sorted(order) and [*chunk] not in own for chunk in chunks)


def _rotations(order: Sequence[str]) -> list[list[str]]:
    return [[*order[at:], *order[:at]] for at in range(len(order))]


def _blocks_of(row: Row, blocks: Sequence[PrintedRow]) -> Sequence[PrintedRow]:
    """The blocks that a row of cells has; () if that is not certain."""
    named = _named(row, blocks)
    width = blocks[0].count
    written = max(len(row.items), len(row.columns))
    if len(named) in (0, len(blocks)) or written > len(named) * width:
        whole = not row.columns or len(row.columns) > width or len(named) == len(blocks)
        return blocks if whole else ()
    return named


def _named(row: Row, blocks: Sequence[PrintedRow]) -> list[PrintedRow]:
    """The blocks whose heads are above a row."""
    heads = set(row.name.split("|"))
    return [block for block in blocks if block.figures[0].columns[-2] in heads]


def _has_one_set_of_results(row: Row, blocks: Sequence[PrintedRow]) -> bool:
    """Whether the heads name each result once, as in a table with one row for each kind of case or each result."""
    return sorted(names_of(row.columns)) == sorted(blocks[0].heads)
