"""Labels and figures that running text has torn apart: put together only where there is one way to do it.

A label with figures on its line is a row. Between two such rows labels and figures may stand alone. As long as each
label is followed by its figures, that is the order of the file. Where it is not (two labels and then two rows, figures
before their label, pieces of labels between figures), the rows of table 3 follow the order of the form, if their number
leaves one way to do so and the declared sums of all columns agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs import regex as re
from gk_docs.form.notes import Note, short
from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.printed import CASES, DISCLOSURE, REQUESTS, printed_rows
from gk_docs.published.matching.reading_order.by_count import rows_by_count
from gk_docs.published.matching.reading_order.by_sums import rows_proved
from gk_docs.published.matching.reading_order.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row

_Pairs: TypeAlias = "dict[int, int]"
"""Place of a label to place of its figures, in one list of rows."""


def settled(rows: Sequence[Row], form: type[Model]) -> tuple[list[Row], list[Note]]:
    """The rows of a file with labels and figures put together.

    Args:
        rows: The rows as the file has them, in order.
        form: The edition.

    Returns:
        Rows that all have a name, those left open without cells; and what could not be placed, one note a stretch.
    """
    notes: list[Note] = []
    rows = [*_with_whole_figures(rows, form, notes)]
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
        if table == CASES or all(row.is_whole for row in kept if row.items):
            found.extend(stretch if table == CASES else kept)
            continue
        rows = [*_uncrossed([*_parted(kept, form)], form)]
        if table == REQUESTS and (proved := rows_proved(kept, rows, form)):
            found.extend(proved[0])
            notes.extend(_decided(proved, REQUESTS, kept))
        else:
            _settle([*_untied(rows)], form, found, notes)
    return found, notes


def _with_whole_figures(rows: Iterable[Row], form: type[Model], notes: list[Note]) -> Iterator[Row]:
    """The rows, those of table 3 with the figures whole that narrow cells broke over lines."""
    printed = next(row for name, row in printed_rows(form).items() if name.startswith(REQUESTS))
    for row in rows:
        if row.table == REQUESTS and not row.sure and (items := joined(row.items, [printed])):
            notes.append(joining_note(row))
            yield replace(row, items=items, own=len(items) if row.own else 0, lines=1, beside=())
        else:
            yield row


def joining_note(row: Row) -> Note:
    """What is told of figures that were joined."""
    message = "窄格里折断的数按总计接上，只有一种接法成立"
    return Note("GK102", row.table, message, found=" ".join(row.items))


class Disorder(NamedTuple):
    """How the rows of a table in running text do not follow one another as they should.

    Attributes:
        torn: Whether as many figures as a row has are left alone, so that what stands below a label can be another's.
        below: Names of the rows below one that has more figures than the form, which can be those of another too.
        turned: Whether rows stand twice or in another order, so that what stands inside a label can be another's.
    """

    torn: bool = False
    turned: bool = False
    below: frozenset[str] = frozenset()


def disordered(rows: Sequence[Row], notes: Iterable[Note], form: type[Model]) -> dict[str, Disorder]:
    """Tables with figures left alone, a row that has more of them than the form, or rows out of order."""
    printed = printed_rows(form)
    places = {name: at for at, name in enumerate(printed)}
    found: dict[str, Disorder] = {}
    for table in dict.fromkeys(row.table for row in rows):
        own = [row for row in rows if row.table == table and row.name in printed]
        least = min((len(printed[row.name].figures) for row in own), default=0)
        left = [sum(map(is_value, (note.found or "").split())) for note in notes if note.path == table]
        turned = any(places[one.name] >= places[other.name] for one, other in pairwise(own))
        more = [sum(map(bool, row.items)) > len(printed[row.name].figures) and not row.sure for row in own]
        if turned or any(more) or any(left):
            below = own[more.index(True) :] if any(more) else []
            torn = turned or any(count >= least for count in left)
            found[table] = Disorder(torn, turned, frozenset(row.name for row in below))
    return found


def _untied(stretch: Sequence[Row]) -> Iterator[Row]:
    """The rows of a stretch; where a label stands without figures, those inside another that has more can be its."""
    lost = any(row.name and not row.items and following.name for row, following in pairwise(stretch))
    for row, following in zip_longest(stretch, stretch[1:]):
        more = following is not None and following.items and not following.name
        if lost and more and row.own and row.lines > 1 and not row.sure:
            yield replace(row, items=(), own=0)
            yield replace(row, name="", label="", own=0)
        else:
            yield row


def _uncrossed(rows: Sequence[Row], form: type[Model]) -> Iterator[Row]:
    """The rows, a label and a whole row's figures apart that have too many labels on one side, figures on the other.

    Where a label of a group reaches over two rows, `pdftotext -layout` prints the upper row's figures beside the lower
    row's label, and those of the lower row below it.
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
    """The rows of a stretch, figures of several rows parted where every row has as many."""
    printed = printed_rows(form)
    counts = {len(printed[row.name].figures) for row in stretch if row.name in printed}
    count = counts.pop() if len(counts) == 1 else 0
    for row, following in zip_longest(stretch, stretch[1:]):
        if row.name and not row.own and row.name not in printed and following and following.name:
            continue  # a row of another edition, in this one the name of a group
        own = count if row.own == count else 0
        several = count and not row.sure and len(row.items) > count and all(row.items)
        if not several or (len(row.items) % count and not own):
            yield row
            continue
        if row.name:
            yield replace(row, items=row.items[:own], own=own, lines=1, beside=())
        for start in range(own, len(row.items), count):
            yield replace(row, name="", label="", items=row.items[start : start + count], own=0, beside=())


def _settle(rows: Sequence[Row], form: type[Model], found: list[Row], notes: list[Note]) -> None:
    """Put the rows of one stretch into `found`; note what is left."""
    pairs, torn = _in_order(rows, form)
    left = {place for place, row in enumerate(rows) if not row.name} - set(pairs.values())
    if torn and left:
        text = "；".join(rows[place].stray for place in sorted(left))
        why = f"{len(left)}行数字与各行的名称错开，不能确定属于哪一行，未读"
        notes.append(Note("GK101", rows[0].table, f"{why}：{short(text)}", found=text))
        left = set()
    notes.extend(_stray(rows[place]) for place in sorted(left))
    for place, row in enumerate(rows):
        if row.name:
            cells = rows[pairs[place]] if place in pairs else row
            found.append(replace(row, items=cells.items, sure=cells.sure, lines=cells.lines))


def _decided(proved: tuple[Sequence[Row], bool], table: str, rows: Iterable[Row]) -> Iterator[Note]:
    """What was decided by order and sums, if anything, and what they leave open."""
    at_labels = {row.name for row in rows if row.own}
    count = sum(bool(row.items) and row.name not in at_labels for row in proved[0])
    message = f"表中各行错开，有{count}行数按格式的次序{'和勾稽关系' * proved[1]}确定属于哪一行"
    yield from [Note("GK111", table, message)] if count else []
    if open_rows := [row.label for row in proved[0] if not row.items]:
        message = f"表中各行错开，有{len(open_rows)}行的数不止一种排法合得上，未读：{short('；'.join(open_rows))}"
        yield Note("GK101", table, message)


def _is_words(row: Row) -> bool:
    """Whether cells without a label hold something, and no figure."""
    return not row.name and any(row.items) and not any(map(is_value, row.items))


def _stray(row: Row) -> Note:
    text = short(row.stray)
    return Note("GK101", row.table, f"表中有文字不能确定属于哪里，未读：{text}", found=text)


def _in_order(rows: Sequence[Row], form: type[Model]) -> tuple[_Pairs, set[int]]:
    """Labels and figures that alternate, the label first; and the labels of what does not.

    Where figures stand after two labels they can be of either, but after the next labels they are at theirs again.
    Between two whole rows no row of the form may lack its label: the figures could be those of that row.
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
    """Places of the labels and figures that stand alone between two whole rows."""
    segment: list[int] = []
    for place, row in enumerate(rows):
        if row.name and row.own:
            yield segment
            segment = []
        else:
            segment.append(place)
    yield segment
