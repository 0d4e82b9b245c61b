"""Put the rows of a file into the figures of one edition of the form: with certainty, or else not, with a note."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.exact import format_plain
from gk_docs.chinese.labels import normalise
from gk_docs.form.amounts import MONEY
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import figures_under
from gk_docs.form.report import TABLES
from gk_docs.published.matching.lexing.figures import (
    MONEY_UNIT,
    counts_of,
    is_rest_of_number,
    read_figure,
    unit_in,
)
from gk_docs.published.matching.lexing.vocabulary import PrintedLabel, in_words_of_reports, is_piece, letters_of
from gk_docs.published.matching.placing.cases import cases_in, is_uneven
from gk_docs.published.matching.placing.fitting import Fit, Habits, fitted, may_be_two
from gk_docs.published.matching.printed import CASES, DISCLOSURE, REQUESTS, PrintedRow, cases_of, printed_rows
from gk_docs.published.matching.reading_order.restoring import Disorder, disordered, settled
from gk_docs.published.matching.tables.columns import DISORDERED, in_other_words, requests_disordered, same_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.published.matching.tables.rows import Row, RowsFound

_ODD = "格数与表中其他各行不同，不能确定多了或少了哪一格"
_LOOSE = "表中各行错开，这一行的数不与名称同在一行，不能确定是它的"
_BROKEN = "有以0开头的数，是折断的数的后一截"
_FEW = 3  # rows or cells that have a note each; more have one together
_MANY = 4  # more than one in so many figures of a table
_HEAD_UNIT = re.compile(rf"\((?:单位:?)?({MONEY_UNIT})\)?$")


@dataclass(slots=True)
class Figures:
    """The figures of a file in one edition of the form.

    Attributes:
        values: By path, the value of every figure that the file has a cell for; None if the cell is blank or not read.
        words: By path, the text of cells that print something else than the plain number.
        notes: Notes on what could not be placed or read, and on what had to be decided.
        twice: Paths of the figures that the file gives more than once with different values.
        took_rest: Whether figures at the end of the file are those of a table.
    """

    values: dict[str, int | Decimal | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    twice: set[str] = field(default_factory=set)
    took_rest: bool = False

    def leave(self, row: PrintedRow) -> None:
        """Make the figures of a row blank, even if another row of the same name has them."""
        self.values.update(dict.fromkeys((figure.path for figure in row.figures), None))


def placed(found: RowsFound, form: type[Model], rest: Sequence[str]) -> Figures:
    """Put every row into its figures.

    Args:
        found: The rows.
        form: The edition.
        rest: Figures at the end of the file that belong to no table there.
    """
    rows, notes = settled(found.rows, form)
    cases = cases_in([row for row in rows if row.table == CASES], rest, form)
    result = Figures(notes=[*notes, *cases.notes], took_rest=cases.took_rest)
    placing = _Placing(form, printed_rows(form), _habits(found, rows, form), result, disordered(rows, notes, form))
    first = next(row for name, row in placing.rows.items() if name.startswith(REQUESTS))
    turned = requests_disordered(rows, first)
    rows = [row for row in rows if row.table != CASES]
    rows.sort(key=lambda row: row.name not in placing.rows)  # rows of another edition last
    group_sums = _sums_of_groups(rows, placing.rows)
    for at, row in enumerate(rows):
        if at in group_sums:
            result.notes.append(_stray(row, "表中有文字不能确定属于哪里，未读"))
        elif row.table == REQUESTS and turned:
            result.notes.append(_stray(row, f"{DISORDERED}，本行未读"))
        else:
            placing.row(row)
    for row, printed in cases.rows:
        placing.cases(row, printed)
    result.notes.extend(_strays(found.strays))
    for table in TABLES:
        _leave_two_tables(table, form, result)
    result.notes = [*_one_a_cause(result.notes)]
    return result


def _sums_of_groups(rows: Sequence[Row], printed: Mapping[str, PrintedRow]) -> set[int]:
    """The rows that only seem to be the total (合计): beside （七）总计, or before rows that the form has before it."""
    order = {name: at for at, name in enumerate(printed)}
    named = {row.name for row in rows if not in_words_of_reports(row.label)}
    found, least = set[int](), len(order)
    for at, row in reversed([(at, row) for at, row in enumerate(rows) if row.name in order]):
        own = printed[row.name].figures[0].rows[-1]
        is_early = order[row.name] > least and letters_of(row.label) != letters_of(own)
        if is_early or (row.name in named and in_words_of_reports(row.label)):
            found.add(at)
        else:
            least = min(least, order[row.name])
    return found


def _strays(strays: Sequence[tuple[str, str]]) -> Iterator[Note]:
    """Note the words of each table that have no place in it."""
    for table in dict.fromkeys(table for table, _ in strays):
        if text := "；".join(text for own, text in strays if own == table and not _is_of_a_label(text)):
            yield Note("GK101", table, f"表中有文字不能确定属于哪里，未读：{short(text)}", found=text)


def _is_of_a_label(text: str) -> bool:
    """Whether a text is nothing but pieces of the form's labels."""
    return all(is_piece(part) or not letters_of(part) for part in text.split())


def _one_a_cause(notes: Iterable[Note]) -> Iterator[Note]:
    """Combine notes that say the same about many rows or cells into one."""
    causes: dict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        causes[note.code, note.message.partition("：")[0]].append(note)
    for (code, cause), group in causes.items():
        if len(group) <= _FEW:
            yield from group
            continue
        texts = dict.fromkeys(note.message.partition("：")[2] for note in group)
        said = short("；".join(filter(None, texts)))
        message = f"{cause}（共{len(group)}处，从这里起）{'：' if said else ''}{said}"
        yield Note(code, group[0].path, message, found="；".join(dict.fromkeys(note.found or "" for note in group)))


def _leave_two_tables(table: str, form: type[Model], result: Figures) -> None:
    """Make a table blank that the file has twice with different figures, since it does not say which ones count."""
    paths = figures_under(form, table)
    if len(result.twice.intersection(paths)) * _MANY > len(paths):
        result.values.update(dict.fromkeys(result.values.keys() & paths, None))
        result.notes.append(Note("GK101", table, "这张表在文件中出现不止一次且数据不同，全表未读"))


def _habits(found: RowsFound, rows: Iterable[Row], form: type[Model]) -> Habits:
    habits = Habits()
    for in_place in found.fillers:
        habits.saw_fillers(in_place=in_place)
    for row in found.rows:
        if printed := printed_rows(form).get(row.name):
            habits.learn(row.table, row.items, printed, sure=row.sure)
    for row in rows:
        if row.items and not row.sure and (printed := printed_rows(form).get(row.name)):
            habits.saw_loose(row.items, printed)
    return habits


@dataclass(frozen=True, slots=True)
class _Placing:
    """Places the rows of one file in the figures of one edition."""

    form: type[Model]
    rows: Mapping[str, PrintedRow]
    habits: Habits
    result: Figures
    disordered: Mapping[str, Disorder]

    def row(self, row: Row) -> None:
        """Place a row of table 2 or 3."""
        printed = self.rows.get(row.name)
        if printed is None:
            self._elsewhere(row)
        elif row.table == DISCLOSURE and not same_columns(row.columns, printed.heads):
            if any(row.items):
                self.result.notes.append(_stray(row, "表头与本行在格式中的各列不同，未读"))
                self.result.leave(printed)
        else:
            self._fit(row, printed)

    def cases(self, row: Row, printed: PrintedRow | str) -> None:
        """Place figures of table 4, or note why they are not read."""
        if isinstance(printed, PrintedRow):
            if row.items:
                self._fit(row, printed)
        elif any(row.items) or printed.startswith(DISORDERED):
            self.result.notes.append(_stray(row, printed))

    def _elsewhere(self, row: Row) -> None:
        """Place a row that this edition lacks: the single row （六）其他处理 goes to 3.其他; another gets a note."""
        inner = [name for name in self.rows if name.startswith(f"{row.name}.")]
        if not any(row.items):
            return
        if not inner or any(path.startswith(f"{row.name}.") for path in self.result.values):
            self.result.notes.append(_stray(row, "这一版格式没有这一行，未读"))
            return
        last = self.rows[inner[-1]]
        self._fit(row, last.shifted(1))
        message = f"“{short(row.label)}”只印了一行，其数据记在“{last.figures[0].rows[-1]}”"
        self.result.notes.append(Note("GK105", inner[-1], message))

    def _fit(self, row: Row, printed: PrintedRow) -> None:
        figures, result = printed.figures, self.result
        fit = self._fitted(row, printed)
        if fit.cells is None:
            result.notes.append(Note("GK101", figures[0].path, f"{fit.why}，本行未读：{short(' '.join(row.items))}"))
            result.leave(printed)
            return
        if fit.why:
            result.notes.append(Note("GK102", figures[0].path, fit.why))
        for head, own in in_other_words(row.columns, printed.heads) if row.table == DISCLOSURE else ():
            note = Note("GK105", row.table, f"表中写的是“{short(head)}”，格式为“{own}”", short(head), own)
            result.notes.extend([note] * (note not in result.notes))
        units = _head_units(row.columns, len(figures))
        for figure, cell, unit in zip(figures, fit.cells, units, strict=True):
            _put(figure, cell, unit, result)

    def _fitted(self, row: Row, printed: PrintedRow) -> Fit:
        if not any(row.items):
            return Fit(("",) * printed.count)
        if self._has_other_cells(row, printed):
            return Fit(None, _ODD)
        if not row.sure and len(row.items) > 1 and any(map(is_rest_of_number, row.items)):
            return Fit(None, _BROKEN)
        fit = fitted(row.items, printed, self.habits)
        uneven = row.table == CASES and is_uneven(row, printed, cases_of(self.form)[0])
        disorder = Disorder() if uneven else self.disordered.get(row.table)
        return Fit(None, _LOOSE) if _is_loose(row, printed, counts_of(fit.cells or ()), disorder) else fit

    def _has_other_cells(self, row: Row, printed: PrintedRow) -> bool:
        """Whether a row has more or fewer cells than most rows of its table; one of table 4, if its sums fail."""
        if row.table == CASES:
            return row.short and not printed.adds_up(counts_of([item for item in row.items if item]))
        if row.sure:
            return self.habits.is_odd(row.table, row.items, printed)
        is_last = row.name == next(name for name in reversed([*self.rows]) if name.startswith(row.table))
        return self.habits.is_short(row.items, printed, is_last=is_last)


def _is_loose(row: Row, printed: PrintedRow, numbers: Sequence[int], disorder: Disorder | None) -> bool:
    """Whether the figures of a row may be another's: neither their line nor their sum ties them to the label."""
    agrees, fails, tied = printed.adds_up(numbers), printed.fails(numbers), row.own == len(row.items)
    if row.sure:
        return not tied and disorder is not None and (fails or (disorder.torn and not agrees))
    broken = disorder.broken if disorder is not None and printed.sums else 0
    if _may_be_halves(numbers, broken) or (fails and row.lines > 1 and _has_one_astray(numbers, printed)):
        return True
    if tied:
        turned = disorder is not None and disorder.turned and row.lines > 1
        return turned or (fails and (disorder is not None or any(map(may_be_two, row.items))))
    if row.own:  # some figures are on the label's line: only a total alone on another line has a sure place
        return not agrees or len(row.items) - row.own > 1
    if disorder is None or (printed.sums and row.lines == 1):
        return disorder is not None and (fails or disorder.torn)
    return row.name in disorder.below or not agrees


def _may_be_halves(numbers: Sequence[int], wide: int) -> bool:
    """Whether numbers may have lost digits beyond so many, which their cells had room for; sums can hold without."""
    return max((len(str(number)) for number in numbers), default=0) == wide > 0


def _has_one_astray(numbers: Sequence[int], printed: PrintedRow) -> bool:
    """Whether the sums would hold if one of the numbers were at another place, as if printed out of order."""
    for place, number in enumerate(numbers):
        rest = [*numbers[:place], *numbers[place + 1 :]]
        if any(printed.adds_up([*rest[:other], number, *rest[other:]]) for other in range(len(numbers))):
            return True
    return False


def _head_units(columns: Sequence[PrintedLabel], count: int) -> list[str]:
    """The unit in the head of each column, "" if the head has none."""
    return [*(_unit_in(label.text) for label in columns[:count]), *[""] * (count - len(columns))]


@lru_cache(maxsize=512)
def _unit_in(head: str) -> str:
    match = _HEAD_UNIT.search(normalise(head))
    return match[1] if match else ""


def _put(figure: Figure, cell: str, head_unit: str, result: Figures) -> None:
    other_unit = head_unit if head_unit != figure.unit else ""
    read = read_figure(cell, figure.unit, other_unit, figure.signed)
    if figure.path in result.values and result.values[figure.path] != read.value:
        result.notes.append(Note("GK102", figure.path, "同一格在文件中出现不止一次且数据不同，未读", found=short(cell)))
        result.values[figure.path] = None
        result.twice.add(figure.path)
        return
    result.values[figure.path] = read.value
    if read.words:
        result.words[figure.path] = read.words
    own_unit = unit_in(read.words) if read.words and figure.unit in MONEY else ""
    if read.value is None and read.words:
        result.notes.append(Note("GK102", figure.path, f"格内写的不是数字：{short(cell)}", found=short(cell)))
    elif read.value and own_unit not in ("", figure.unit):
        message = f"格内的单位是{own_unit}，已换算为{format_plain(read.value)}{figure.unit}，请核对"
        result.notes.append(Note("GK102", figure.path, message, found=short(cell)))
    elif other_unit and not own_unit:
        result.notes.append(Note("GK102", figure.path, f"表头的单位是{other_unit}，已换算", found=short(cell)))
    elif read.value and _unit_in(figure.columns[-1]) and not head_unit and not read.words:
        result.notes.append(Note("GK102", figure.path, f"没有写明单位，按{figure.unit}读入，请核对", found=short(cell)))


def _stray(row: Row, why: str) -> Note:
    text = short(row.stray)
    return Note("GK101", row.table, f"{why}：{text}", found=text)
