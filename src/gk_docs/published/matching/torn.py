"""Labels and figures that running text has torn apart: put together only where there is one way to do it.

A label with figures on its line is a row. Between two such rows labels and figures may stand alone. As long as each
label is followed by its figures, that is the order of the file. Where it is not (two labels and then two rows, figures
before their label), the figures can be those of the label before, of the label after, or follow the order of the form;
what is taken must agree with the declared sums of the columns, and nothing is taken in which two such ways differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.cells import printed_rows
from gk_docs.published.matching.figures import is_value, read_figure
from gk_docs.published.matching.rows import CASES, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
        if table == CASES or all(row.name and row.own for row in stretch):
            found.extend(stretch)
        else:
            _settle([*_parted([row for row in stretch if row not in words], form)], form, found, notes)
    return found, notes


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
    table = rows[0].table
    left = {place for place, row in enumerate(rows) if not row.name} - set(pairs.values())
    if torn:
        taken = _agreed(rows, pairs, form) if table == REQUESTS else {}
        pairs |= taken
        left -= set(taken.values())
        open_labels = torn - set(taken)
        if open_labels and left:
            text = "；".join(rows[place].stray for place in sorted(left))
            why = f"{len(left)}行数字与各行的名称错开，不能确定属于哪一行，未读"
            notes.append(Note("GK101", table, f"{why}：{short(text)}", found=text))
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


def _agreed(rows: Sequence[Row], pairs: _Pairs, form: type[Model]) -> _Pairs:
    """What all ways to put the rest together that agree with the sums have in common."""
    names = [row.name for row in rows if row.name]
    if len(set(names)) < len(names):
        return {}
    loose = [place for place in range(len(rows)) if not rows[place].own and place not in {*pairs, *pairs.values()}]
    near = [pair for segment in _segments(rows) for pair in pairwise(segment)]
    steps = [(one, other) for one, other in near if one in loose and other in loose]
    ways = [
        {one: other for one, other in steps if rows[one].name and not rows[other].name},
        {other: one for one, other in steps if rows[other].name and not rows[one].name},
        _by_order(rows, pairs, loose, form),
    ]
    labels = sum(bool(rows[place].name) for place in loose)
    whole = [way for way in ways if way and len(way) in (labels, len(loose) - labels)]
    held = [way for way in whole if _holds(rows, pairs | way, form)]
    if not held:
        return {}
    return {
        label: held[0][label]
        for label in held[0]
        if all(label in way and rows[way[label]].items == rows[held[0][label]].items for way in held)
    }


def _by_order(rows: Sequence[Row], pairs: _Pairs, loose: Sequence[int], form: type[Model]) -> _Pairs:
    """Labels in the order of the form to figures in the order of the file, where whole rows keep to that order too."""
    order = {name: number for number, name in enumerate(printed_rows(form))}
    if any(row.name and row.name not in order for row in rows):
        return {}
    labels = sorted((place for place in loose if rows[place].name), key=lambda place: order[rows[place].name])
    figures = [place for place in loose if not rows[place].name]
    if len(labels) != len(figures):
        return {}
    way = dict(zip(labels, figures, strict=True))
    standing = {pairs.get(place, place): place for place, row in enumerate(rows) if row.own or place in pairs}
    standing |= {place: label for label, place in way.items()}
    numbers = [order[rows[standing[place]].name] for place in sorted(standing)]
    return way if numbers == sorted(numbers) else {}


def _holds(rows: Sequence[Row], pairs: _Pairs, form: type[Model]) -> bool:
    """Whether the sums of the columns hold, blank cells taken for none; a sum that is itself blank says nothing."""
    figures: dict[str, int] = {}
    for place, row in enumerate(rows):
        printed = printed_rows(form).get(row.name)
        items = rows[pairs[place]].items if place in pairs else row.items
        if not printed or not items:
            continue
        if len(items) != len(printed.figures):
            return False
        for figure, item in zip(printed.figures, items, strict=True):
            value = read_figure(item, figure.unit).value if item else 0
            if value is None:
                return False
            figures[figure.path] = int(value)
    return all(_balanced(figures, left, right) for left, right in _columns(form))


def _balanced(figures: Mapping[str, int], left: Iterable[str], right: Sequence[str]) -> bool:
    return any(path in figures for path in right) and _sum(figures, left) == _sum(figures, right)


def _sum(figures: Mapping[str, int], paths: Iterable[str]) -> int:
    return sum(figures.get(path, 0) for path in paths)


@cache
def _columns(form: type[Model]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What must be equal in each column of table 3: the outcomes and their sum, what came in and what became of it."""
    outline = outline_of(form)
    sums = [(total.terms, (total.total,)) for total in outline.sums if total.total.startswith(f"{REQUESTS}.")]
    down = [(terms, total) for terms, total in sums if _row(terms[0]) != _row(total[0])]
    return (*down, *((balance.left, balance.right) for balance in outline.balances))


def _row(path: str) -> str:
    return path.rpartition(".")[0]
