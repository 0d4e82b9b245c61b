"""Join figures that narrow cells break over lines, if the sums allow only one way."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations, pairwise, zip_longest
from math import comb, prod
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.form.notes import Note
from gk_docs.published.matching.lexing.figures import counts_of, is_bare
from gk_docs.published.matching.printed import DISCLOSURE, REQUESTS, printed_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.printed import PrintedRow
    from gk_docs.published.matching.tables.rows import Row

_MOST_BROKEN = 8  # so many more lines than figures
_MOST_WAYS = 5_000
_PIECE = re.compile(r"\s*[0-9]*[.,]?[0-9]+\s*")  # of a number: 61.5818 of 79061.5818


def joined(items: Sequence[str], rows: Sequence[PrintedRow]) -> tuple[str, ...]:
    """Join the broken figures of some rows, if their sums allow only one way; else ().

    A figure continues after a full line, as long as the longest or one digit less, since one column may be wider
    than another. Twice as many lines as figures are not joined if they may be two rows.

    Args:
        items: The lines, all digits.
        rows: The rows in the form.
    """
    count = sum(row.count for row in rows)
    spare = len(items) - count
    if not 0 < spare <= min(_MOST_BROKEN, count) or not all(map(str.isdecimal, items)):
        return ()
    if spare == count and any(_all_add_up(half, rows[:1]) for half in (items[:count], items[count:])):
        return ()
    full = max(2, max(map(len, items)) - 1)
    breaks = [at for at, item in enumerate(items[:-1]) if len(item) >= full]
    if comb(len(breaks), spare) > _MOST_WAYS:
        return ()
    ways = {_with_joints(items, joints) for joints in combinations(breaks, spare)}
    whole = [way for way in ways if _all_add_up(way, rows)]
    return whole[0] if len(whole) == 1 else ()


def continued(items: Sequence[str], lines: Sequence[Sequence[str]], row: PrintedRow) -> set[tuple[str, ...]]:
    """The ways to put pieces on the lines below a row behind its figures, in order, so that its sums hold.

    >>> from gk_docs.published.matching.printed import PrintedRow, Squares
    >>> three = PrintedRow((), Squares((0, 1, 2), 3), ((2, (0, 1)),))
    >>> continued(["0", "57", "57"], [["6", "6"]], three), continued(["0", "57", "57"], [["6", "7"]], three)
    ({('0', '576', '576')}, set())
    """
    bare = all(map(is_bare, chain(items, *lines)))
    if (
        not (lines and bare)
        or any(row.adds_up(counts_of(line)) for line in lines)
        or prod(comb(len(items), len(line)) for line in lines) > _MOST_WAYS
    ):
        return set()
    return {way for way in _going_on(tuple(items), lines) if row.adds_up(counts_of(way))}


def _going_on(items: tuple[str, ...], lines: Sequence[Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """The ways to put the pieces on each line behind figures, in order; 0 does not go on."""
    if not lines:
        yield items
        return
    for places in combinations([at for at, item in enumerate(items) if item != "0"], len(lines[0])):
        rest = iter(lines[0])
        whole = tuple(item + next(rest) if at in places else item for at, item in enumerate(items))
        yield from _going_on(whole, lines[1:])


def _with_joints(items: Sequence[str], joints: Collection[int]) -> tuple[str, ...]:
    parts: list[str] = []
    for at, item in enumerate(items):
        if at - 1 in joints:
            parts[-1] += item
        else:
            parts.append(item)
    return tuple(parts)


def _all_add_up(figures: Sequence[str], rows: Sequence[PrintedRow]) -> bool:
    numbers = iter(map(int, figures))
    return all(row.adds_up([next(numbers) for _ in range(row.count)]) for row in rows)


def with_pieces(rows: Sequence[Row], form: type[Model], notes: list[Note]) -> Iterator[Row]:
    """The rows of table 3, with loose figures below a row joined to its own, of which they may be the rest.

    Narrow cells break 576 into 57 and 6; if the total is broken, too, the sum of the first pieces can hold. Such a row
    is joined only if sums show that the file breaks figures; else it is left with too many.
    """
    printed = next(row for name, row in printed_rows(form).items() if name.startswith(REQUESTS))
    pieces = [_Pieces.of(row, following, printed) for row, following in zip_longest(rows, rows[1:])]
    breaks = any(len(one.ways) == 1 and not one.adds_up for one in pieces)
    taken = False
    for row, one in zip(rows, pieces, strict=True):
        if taken or not one.ways:
            yield from () if taken else (row,)
            taken = False
            continue
        taken = one.below_row
        whole = next(iter(one.ways)) if breaks and len(one.ways) == 1 else one.items
        notes.extend([joining_note(row)] if whole is not one.items else [])
        yield replace(row, items=whole, own=len(whole), lines=1, beside=(), onward=())


class _Pieces(NamedTuple):
    """The figures of a row with the loose ones below it, and the ways to join these to them.

    Attributes:
        items: All of them.
        ways: The rows that they can be together.
        adds_up: Whether the sums of the row hold without those below.
        below_row: Whether these are the row that follows.
    """

    items: tuple[str, ...]
    ways: set[tuple[str, ...]]
    adds_up: bool = False
    below_row: bool = False

    @classmethod
    def of(cls, row: Row, following: Row | None, printed: PrintedRow) -> _Pieces:
        """Those of a row and the row that follows it."""
        if row.table != REQUESTS or row.sure or not row.name:
            return cls((), set())
        own = printed.count if row.own == printed.count else len(row.items)
        starts = [at for at in range(own, len(row.items)) if at == own or at not in row.onward]
        lines = [row.items[at:end] for at, end in pairwise([*starts, len(row.items)])]
        loose = not lines and following is not None and following.table == REQUESTS and not following.name
        rest = following.items if following is not None and loose else ()
        ways = continued(row.items[:own], [*lines, *([rest] if rest else [])], printed)
        return cls((*row.items, *rest), ways, printed.adds_up(counts_of(row.items[:own])), bool(rest))


def joining_note(row: Row) -> Note:
    """The note on figures that were joined."""
    message = "窄格里折断的数按总计接上，只有一种接法成立"
    return Note("GK102", row.table, message, found=" ".join(row.items))


def with_rests(rows: Sequence[Row], form: type[Model], notes: list[Note]) -> Iterator[Row]:
    """The rows, with figures alone below a whole row in its last cell, which then is none: they may be broken.

    A bar or tab shows which cell is the last one before them. In running text any cell of table 2 may be, so that the
    row has too many; but if the row after has none, they may be its own, printed before its label.
    """
    printed = printed_rows(form)
    taken = False
    for row, following, last in zip_longest(rows, rows[1:], rows[2:]):
        if taken:
            taken = False
            continue
        loose = following is not None and not following.name and following.table == row.table
        rest, filled = (
            tuple(item for item in items if item.strip())
            for items in (following.items if following is not None and loose else (), row.items)
        )
        count = printed[row.name].count if row.name in printed else 0
        after = last if loose else following
        lacking = after is not None and after.table == row.table and not after.items
        whole = row.own == count and row.table == DISCLOSURE and not lacking
        if row.sure:
            broken = bool(count and rest and filled) and _are_pieces(rest)
            taken = broken and not printed[row.name].adds_up(counts_of(filled))
            whole = _with_rest(row, filled, following.items if following else (), printed[row.name]) if taken else row
            notes.extend([joining_note(whole)] if taken and printed[row.name].adds_up(counts_of(whole.items)) else [])
            yield whole
        else:
            items = (*filled, *rest)
            broken = bool(count and whole) and len(items) > count and _are_pieces(items[count:])
            taken = broken and loose
            yield replace(row, items=items, own=len(items)) if broken else row


def _with_rest(row: Row, filled: tuple[str, ...], below: Sequence[str], printed: PrintedRow) -> Row:
    """A row with the figures below it in its last cell; if these are in columns of their own, below its own ones."""
    rest = tuple(item for item in below if item.strip())
    if len(filled) < printed.count or (len(rest) == 1 == len(below)):
        return replace(row, items=(*filled[:-1], " ".join([filled[-1], *rest])))
    whole = tuple(f"{one}{other}".replace(" ", "") for one, other in zip(filled, below[-printed.count :], strict=False))
    proved = len(below) >= printed.count and printed.adds_up(counts_of(whole))
    return replace(row, items=whole if proved else (*filled, *rest))


def _are_pieces(items: Sequence[str]) -> bool:
    return all(map(_PIECE.fullmatch, items))
