"""Put labels and figures together that running text has torn apart, but only if there is just one way.

A label with figures on its line is a row. Between two such rows labels and figures may be on lines of their own. As
long as each label is followed by figures, these are its own. If not (two labels and then two rows of figures, figures
before their label, pieces of labels between figures), the rows of table 3 take the order of the form, if their number
allows only one way and the declared sums of all columns agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs import regex as re
from gk_docs.form.notes import Note, short
from gk_docs.published.matching.lexing.figures import as_digits, is_rest_of_number, is_value
from gk_docs.published.matching.printed import CASES, DISCLOSURE, REQUESTS, printed_rows
from gk_docs.published.matching.reading_order.by_count import rows_by_count
from gk_docs.published.matching.reading_order.by_sums import rows_proved
from gk_docs.published.matching.reading_order.in_turn import rows_in_turn
from gk_docs.published.matching.reading_order.joining import joined, joining_note, with_pieces, with_rests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row

_Pairs: TypeAlias = "dict[int, int]"
"""From the index of a label to the index of its figures, in one list of rows."""

_AMOUNT = re.compile(r"[0-9][0-9,]*[.](?!0+$)[0-9]{2,6}")


def settled(rows: Sequence[Row], form: type[Model]) -> tuple[list[Row], list[Note]]:
    """The rows of a file with labels and figures put together.

    Args:
        rows: The rows as the file has them, in order.
        form: The edition.

    Returns:
        Rows that all have a name, without cells if these are not certain; and notes on what could not be placed.
    """
    notes: list[Note] = []
    rows = [*with_rests([*_with_amounts_above(rows)], form, notes)]
    rows = [*with_pieces([*_with_whole_figures(rows, form, notes)], form, notes)]
    disclosure = [row for row in rows if row.table == DISCLOSURE]
    stretches: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        # Only in table 2 do heads that begin anew part rows that have nothing to do with each other.
        stretches[row.table, 0 if row.table == REQUESTS else row.part].append(row)
    counted = [] if all(row.is_whole for row in disclosure) else rows_by_count(disclosure, form)
    found = [*counted]
    notes.extend(_decided((counted, False), DISCLOSURE, rows))
    for (table, _), stretch in stretches.items():
        if counted and table == DISCLOSURE:
            continue
        words = [row for row in stretch if table == REQUESTS and _is_words(row)]
        notes.extend(map(_stray, words))
        filled = {row.name for row in stretch if row.items}
        kept = [row for row in stretch if row not in words and (row.items or row.name not in filled)]
        if table == CASES or (all(row.is_whole for row in kept if row.items) and not _are_turned(kept, form)):
            found.extend(stretch if table == CASES else kept)
            continue
        rows = [*_uncrossed([*_parted(kept, form)], form)]
        if table == REQUESTS and (proved := rows_proved(kept, rows, form)):
            found.extend(proved[0])
            notes.extend(_decided(proved, REQUESTS, kept))
        else:
            _settle([*_untied(rows)], form, found, notes)
    return found, notes


def _with_amounts_above(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, with an amount of money among loose counts of table 3 as the last row of table 2 above it."""
    above = [row for row in rows if row.table == DISCLOSURE][-1:]
    for row in rows:
        loose = above and row.table == REQUESTS and not (row.name or row.sure)
        amounts = tuple(item for item in row.items if loose and _AMOUNT.fullmatch(item))
        counts = tuple(item for item in row.items if item not in amounts)
        if amounts:
            yield replace(row, table=DISCLOSURE, items=amounts, columns=(), part=above[0].part + bool(above[0].items))
        if counts or not amounts:
            yield replace(row, items=counts, beside=(), onward=()) if amounts else row


def _with_whole_figures(rows: Iterable[Row], form: type[Model], notes: list[Note]) -> Iterator[Row]:
    """The rows, with figures of table 3 joined that narrow cells broke over lines."""
    printed = next(row for name, row in printed_rows(form).items() if name.startswith(REQUESTS))
    for row in rows:
        if row.table == REQUESTS and not row.sure and (items := joined(row.items, [printed])):
            notes.append(joining_note(row))
            yield replace(row, items=items, own=len(items) if row.own else 0, lines=1, beside=(), onward=())
        else:
            yield row


class Disorder(NamedTuple):
    """How the rows of a table in running text are out of order.

    Attributes:
        torn: Whether so many figures are left alone that they may be a row, and those below a label another's.
        below: Names of the rows from the first with too many figures on, whose figures may be another's too.
        turned: Whether rows are repeated or in another order, so that figures inside a label may be another's.
        broken: The most digits of what is left alone, if rests of broken numbers (06) are among it; else 0.
    """

    torn: bool = False
    turned: bool = False
    below: frozenset[str] = frozenset()
    broken: int = 0


def disordered(rows: Sequence[Row], notes: Iterable[Note], form: type[Model]) -> dict[str, Disorder]:
    """By table, its disorder, if it has figures left alone, a row with too many figures, or rows out of order."""
    printed = printed_rows(form)
    unread = [note for note in notes if note.code == "GK101"]
    found: dict[str, Disorder] = {}
    for table in dict.fromkeys(row.table for row in rows):
        own = [row for row in rows if row.table == table and row.name in printed]
        turned = _are_turned(own, form)
        least = min((len(printed[row.name].figures) for row in own), default=0)
        left = [sum(map(is_value, (note.found or "").split())) for note in unread if note.path == table]
        more = [sum(map(bool, row.items)) > len(printed[row.name].figures) and not row.sure for row in own]
        if turned or any(more) or any(left):
            below = own[more.index(True) :] if any(more) else []
            torn = turned or any(count >= least for count in left)
            found[table] = Disorder(torn, turned, frozenset(row.name for row in below), _widest_piece(unread, table))
    return found


def _widest_piece(unread: Sequence[Note], table: str) -> int:
    pieces = [part for note in unread if note.path == table for part in (note.found or "").split("；")]
    parts = [part for piece in pieces for part in piece.split() if part.isdecimal()]
    return max(map(len, parts)) if any(map(is_rest_of_number, parts)) else 0


def _are_turned(rows: Sequence[Row], form: type[Model]) -> bool:
    """Whether rows are in another order than the form's, or repeated."""
    places = {name: at for at, name in enumerate(printed_rows(form))}
    named = [places[row.name] for row in rows if row.name in places]
    return any(one >= other for one, other in pairwise(named))


def _untied(stretch: Sequence[Row]) -> Iterator[Row]:
    """The rows; if some label has no figures, split rows whose figures, printed inside their label, may be its."""
    lost = any(row.name and not row.items and following.name for row, following in pairwise(stretch))
    for row, following in zip_longest(stretch, stretch[1:]):
        more = following is not None and following.items and not following.name
        if lost and more and row.own and row.lines > 1 and not row.sure:
            yield replace(row, items=(), own=0)
            yield replace(row, name="", label="", own=0)
        else:
            yield row


def _uncrossed(rows: Sequence[Row], form: type[Model]) -> Iterator[Row]:
    """Split a label from the figures beside it if there are too many labels on one side and figures on the other.

    If the label of a group spans two rows, `pdftotext -layout` prints the upper row's figures beside the lower
    row's label, and the lower row's figures below it.
    """
    lacks = [sum(bool(rows[at].name) - bool(rows[at].items) for at in segment) for segment in _segments(rows)]
    between, printed = pairwise(lacks), printed_rows(form)
    for row in rows:
        before, after = next(between) if row.name and row.own else (0, 0)
        if before * after < 0 and row.own == len(printed[row.name].figures) and not row.sure:
            yield replace(row, items=(), own=0)
            yield replace(row, name="", label="", own=0, lines=row.lines + 1)
        else:
            yield row


def _parted(stretch: Sequence[Row], form: type[Model]) -> Iterator[Row]:
    """The rows of a stretch, with the figures of several rows split if every row has the same number of figures."""
    printed = printed_rows(form)
    counts = {len(printed[row.name].figures) for row in stretch if row.name in printed}
    count = counts.pop() if len(counts) == 1 else 0
    for row, following in zip_longest(stretch, stretch[1:]):
        if row.name and not row.own and row.name not in printed and following and following.name:
            continue  # a row of another edition that is the label of a group in this one
        own = count if row.own == count else 0
        several = count and not row.sure and len(row.items) > count and all(row.items)
        if not several or (len(row.items) % count and not own):
            yield row
            continue
        if row.name:
            yield replace(row, items=row.items[:own], own=own, lines=1, beside=(), onward=())
        for start in range(own, len(row.items), count):
            yield replace(row, name="", label="", items=row.items[start : start + count], own=0, beside=(), onward=())


def _settle(rows: Sequence[Row], form: type[Model], found: list[Row], notes: list[Note]) -> None:
    """Add the rows of one stretch to `found`, and notes on what is left to `notes`."""
    pairs, torn = _in_order(rows, form)
    in_turn = rows_in_turn(rows, form) if rows and rows[0].table == REQUESTS else ()
    whole = dict(in_turn)
    taken = {place + 1 for place in whole if not rows[place].items} | set(pairs.values())
    left = {place for place, row in enumerate(rows) if not row.name} - taken
    decided: list[Row] = []
    if torn and left:
        text = "；".join(rows[place].stray for place in sorted(left))
        why = f"{len(left)}行数字与各行的名称错开，不能确定属于哪一行，未读"
        notes.append(Note("GK101", rows[0].table, f"{why}：{short(text)}", found=text))
        left = set()
    notes.extend(_stray(rows[place]) for place in sorted(left))
    for place, row in enumerate(rows):
        if place in whole:
            found.append(replace(row, items=whole[place], sure=True, own=len(whole[place])))
            decided.extend([found[-1]] if place not in pairs else [])
        elif row.name:
            cells = rows[pairs[place]] if place in pairs else row
            found.append(replace(row, items=cells.items, sure=cells.sure, lines=cells.lines))
    notes.extend(_decided((decided, True), REQUESTS, rows))


def _decided(proved: tuple[Sequence[Row], bool], table: str, rows: Iterable[Row]) -> Iterator[Note]:
    """Note what was decided by order and sums, and what they leave open."""
    at_labels = {row.name for row in rows if row.own}
    count = sum(bool(row.items) and row.name not in at_labels for row in proved[0])
    message = f"表中各行错开，有{count}行数按格式的次序{'和勾稽关系' * proved[1]}确定属于哪一行"
    yield from [Note("GK111", table, message)] if count else []
    if open_rows := [row.label for row in proved[0] if not row.items]:
        message = f"表中各行错开，有{len(open_rows)}行的数不止一种排法合得上，未读：{short('；'.join(open_rows))}"
        yield Note("GK101", table, message)


def _is_words(row: Row) -> bool:
    """Whether a row without a label has words in its cells, and no figure."""
    return not row.name and any(row.items) and not any(map(is_value, map(as_digits, row.items)))


def _stray(row: Row) -> Note:
    text = short(row.stray)
    return Note("GK101", row.table, f"表中有文字不能确定属于哪里，未读：{text}", found=text)


def _in_order(rows: Sequence[Row], form: type[Model]) -> tuple[_Pairs, set[int]]:
    """Pair labels and figures that alternate, the label first; also return the labels of parts that do not alternate.

    Figures after two labels may be of either, but after the next labels they are at their own again.
    Between two whole rows no row of the form may lack its label, since the figures could be that row's.
    """
    pairs: _Pairs = {}
    torn: set[int] = set()
    for segment in _segments(rows):
        kinds = "".join("L" if rows[place].name else "g" if rows[place].label else "F" for place in segment)
        regular = re.search("^(?:LF)*$|(?<=LLF)(?:LF){2,}$", kinds)
        start = regular.start() if regular and not _lacks_labels(rows, segment, form) else len(segment)
        pairs.update(zip(segment[start::2], segment[start + 1 :: 2], strict=True))
        if "F" in kinds or "g" in kinds:
            torn.update(place for place in segment[:start] if rows[place].name)
    return pairs, torn


def _lacks_labels(rows: Sequence[Row], segment: Sequence[int], form: type[Model]) -> bool:
    """Whether the form has more rows between the whole rows around a segment than the segment has labels."""
    if not segment or segment[0] == 0 or segment[-1] == len(rows) - 1:
        return False
    order = [*printed_rows(form)]
    before, after = rows[segment[0] - 1].name, rows[segment[-1] + 1].name
    if before not in order or after not in order:
        return False
    return order.index(after) - order.index(before) - 1 > sum(bool(rows[place].name) for place in segment)


def _segments(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The indices of the labels and figures that are alone, in one list for each gap between two whole rows."""
    segment: list[int] = []
    for place, row in enumerate(rows):
        if row.name and row.own:
            yield segment
            segment = []
        else:
            segment.append(place)
    yield segment
