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
from gk_docs.published.matching.cells import printed_rows
from gk_docs.published.matching.figures import is_value
from gk_docs.published.matching.proof import column_sums, rows_in_blocks
from gk_docs.published.matching.rows import CASES, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.rows import Row

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
    stretches: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in rows:
        # Only in table 2 do heads that begin anew part rows that have nothing to do with each other.
        stretches[row.table, 0 if row.table == REQUESTS else row.part].append(row)
    found: list[Row] = []
    notes: list[Note] = []
    for (table, _), stretch in stretches.items():
        words = [row for row in stretch if table == REQUESTS and _is_words(row)]
        notes.extend(map(_stray, words))
        filled = {row.name for row in stretch if row.items}
        kept = [row for row in stretch if row not in words and (row.items or row.name not in filled)]
        rows = [*_parted(kept, form)]
        if table == CASES or all(map(_is_whole, stretch)):
            found.extend(stretch)
        elif table == REQUESTS and (proved := _in_blocks(kept, form) or _proved(rows, form)):
            found.extend(proved[0])
            notes.extend(proved[1])
        else:
            _settle(rows, form, found, notes)
    return found, notes


def _is_whole(row: Row) -> bool:
    """Whether the file ties all figures of a row to its label by their line."""
    return bool(row.name and row.own) and (row.sure or row.lines <= 1)


class Disorder(NamedTuple):
    """How the rows of a table in running text do not follow one another as they should.

    Attributes:
        torn: Whether the figures of whole rows are left alone, so that what stands below a label can be another's.
        turned: Whether rows stand twice or in another order, so that what stands inside a label can be another's.
    """

    torn: bool
    turned: bool


def disordered(rows: Sequence[Row], notes: Iterable[Note], form: type[Model]) -> dict[str, Disorder]:
    """Tables with figures left alone, a row that has more of them than the form, or rows out of order."""
    printed = printed_rows(form)
    places = {name: at for at, name in enumerate(printed)}
    found: dict[str, Disorder] = {}
    for table in dict.fromkeys(row.table for row in rows):
        own = [row for row in rows if row.table == table and row.name in printed]
        most = max((len(printed[row.name].figures) for row in own), default=0)
        left = [sum(map(is_value, (note.found or "").split())) for note in notes if note.path == table]
        turned = any(places[one.name] >= places[other.name] for one, other in pairwise(own))
        many = any(sum(map(bool, row.items)) > len(printed[row.name].figures) for row in own if not row.sure)
        if turned or many or any(left):
            found[table] = Disorder(turned or any(count >= most for count in left), turned)
    return found


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
            yield replace(row, items=row.items[:own], own=own, lines=1)
        for start in range(own, len(row.items), count):
            yield replace(row, name="", label="", items=row.items[start : start + count], own=0)


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


def _proved(rows: Sequence[Row], form: type[Model]) -> tuple[list[Row], list[Note]] | None:
    """The rows of table 3 by the order of the form, where count and sums leave no other way; None where they do.

    Between two rows that have their label on their line the form has as many rows as the file has rows of figures, or
    these are as many as the labels that lack theirs. Labels keep the order of the form too, if the file does not have
    them all in one place and all figures in another. The sums of all columns hold; where the file is a part and lacks
    some, only a place between two such rows that has just as many is taken.
    """
    order = [name for name in printed_rows(form) if name.startswith(f"{REQUESTS}.")]
    rows = [_figures_alone(row) for row in rows if row.items or row.name in order]
    anchors = [place for place, row in enumerate(rows) if row.items and _is_whole(row)]
    names = [rows[place].name for place in anchors]
    labels = [row.name for row in rows if row.name and row.name not in names]
    if not set(names) <= {*order} or names != sorted(set(names), key=order.index):
        return None
    if labels != sorted(set(labels), key=order.index) and (anchors or any(row.own for row in rows)):
        return None
    placed: list[Row] = []
    open_rows = False  # whether more than their count must say where rows belong
    ends, bounds = [-1, *anchors, len(rows)], [-1, *map(order.index, names), len(order)]
    for (start, end), (first, last) in zip(pairwise(ends), pairwise(bounds), strict=True):
        between = order[first + 1 : last]
        way = _ordered(rows[start + 1 : end], between, [name for name in between if name in labels])
        if way is None:
            return None
        bounded = start >= 0 and end < len(rows) and len(way) == len(between)
        open_rows |= not bounded and any(not row.own for _, row in way)
        placed += [replace(row, name=name, own=len(row.items), sure=True, label=row.label) for name, row in way]
        placed += rows[end : end + 1]
    sums = column_sums(placed, form)
    if False in sums or (None in sums and open_rows):
        return None
    moved = sum(not row.own for row in rows if row.items)
    return placed, _decided(moved, "和勾稽关系" if None not in sums else "")


def _in_blocks(rows: Sequence[Row], form: type[Model]) -> tuple[list[Row], list[Note]] | None:
    found = rows_in_blocks(rows, form)
    whole = {row.name for row in rows if row.own}
    return (found, _decided(sum(row.name not in whole for row in found), "和勾稽关系")) if found else None


def _decided(count: int, by_sums: str) -> list[Note]:
    message = f"表中各行错开，有{count}行数按格式的次序{by_sums}确定属于哪一行"
    return [Note("GK111", REQUESTS, message)] if count else []


def _figures_alone(row: Row) -> Row:
    """A row of running text without pieces of labels between its figures."""
    values = tuple(filter(is_value, row.items))
    return row if row.sure or "" in row.items or row.own == len(row.items) else replace(row, items=values, own=0)


def _ordered(rows: Sequence[Row], names: Sequence[str], labels: Sequence[str]) -> list[tuple[str, Row]] | None:
    """Rows of figures with their names in order: all `names`, or those of `labels`; None where neither are as many."""
    figures = [place for place, row in enumerate(rows) if row.items]
    chosen = names if len(figures) == len(names) else labels
    if len(figures) not in (0, len(chosen)):
        return None
    way = [*zip(chosen, figures, strict=False)]
    for name, place in way:
        own = rows[place].name if rows[place].own else name
        before, after = ({row.name for row in part} for part in (rows[:place], rows[place + 1 :]))
        at = names.index(name)
        astray = len(labels) < len(names) == len(figures) and (before & {*names[at + 1 :]} or after & {*names[:at]})
        if own != name or astray:  # where labels are lost, each must stand on the side on which the form has it
            return None
    return [(name, rows[place]) for name, place in way]
