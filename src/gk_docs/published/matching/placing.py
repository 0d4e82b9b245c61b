"""The rows of a file put into the figures of one edition of the form: exactly, or not at all and with a note."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of
from gk_docs.form.report import TABLES
from gk_docs.published.matching.cells import Fit, Habits, PrintedRow, Squares, fitted, may_be_two, printed_rows
from gk_docs.published.matching.figures import MONEY_UNIT, counts_of, is_bare, is_value, read_figure
from gk_docs.published.matching.order import (
    blocks_of,
    cases_disordered,
    has_one_set_of_results,
    in_other_words,
    requests_disordered,
    same_columns,
)
from gk_docs.published.matching.proof import completed, put_together, row_holds
from gk_docs.published.matching.rows import CASES, DISCLOSURE, REQUESTS
from gk_docs.published.matching.torn import Disorder, disordered, settled
from gk_docs.published.matching.vocabulary import is_piece, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.published.matching.cells import Holds
    from gk_docs.published.matching.rows import Row, RowsFound
    from gk_docs.published.matching.vocabulary import PrintedLabel

_ODD = "格数与表中其他各行不同，不能确定多了或少了哪一格"
_LOOSE = "表中各行错开，这一行的数不与名称同在一行，不能确定是它的"
_DISORDERED = "表头各列与格式的次序不同"
_FEW = 3  # rows or cells that are named each by itself
_MANY = 4  # a quarter of a table
_HEAD_UNIT = re.compile(rf"\((?:单位:?)?({MONEY_UNIT})\)?$")


@dataclass(slots=True)
class Figures:
    """The figures of a file in one edition.

    Attributes:
        values: Value of every figure that the file has a cell for, by path; None where that cell is blank.
        words: What cells print that is more than a number, by path.
        notes: What could not be placed or read, and what had to be decided.
        twice: Paths of the figures that the file gives more than once, and not the same.
        took_rest: Whether figures at the end of the file are those of a table.
    """

    values: dict[str, int | Decimal | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    twice: set[str] = field(default_factory=set)
    took_rest: bool = False

    def leave(self, row: PrintedRow) -> None:
        """Leave the figures of a row blank, whatever another row of the same name says."""
        self.values.update(dict.fromkeys((figure.path for figure in row.figures), None))


def placed(found: RowsFound, form: type[Model], rest: Sequence[str]) -> Figures:
    """Put every row into its figures.

    Args:
        found: The rows.
        form: The edition.
        rest: Figures at the end of the file, of no table that it has there.
    """
    result = Figures()
    rows, notes = settled(found.rows, form)
    result.notes.extend(notes)
    placing = _Placing(form, printed_rows(form), _habits(found, rows, form), result, disordered(rows, notes, form))
    first = next(row for name, row in placing.rows.items() if name.startswith(REQUESTS))
    turned = requests_disordered(rows, first)
    cases = placing.whole_cases([row for row in rows if row.table == CASES], rest)
    torn = placing.are_torn(cases)
    rows = [*(row for row in rows if row.table != CASES), *cases]
    rows.sort(key=lambda row: row.table != CASES and row.name not in placing.rows)  # those of another edition last
    for row in rows:
        if row.table == CASES:
            placing.cases(row, torn=torn)
        elif row.table == REQUESTS and turned:
            result.notes.append(_stray(row, f"{_DISORDERED}，本行未读"))
        else:
            placing.row(row)
    for table in dict.fromkeys(table for table, _ in found.strays):
        text = "；".join(text for own, text in found.strays if own == table and not _is_of_a_label(text))
        message = f"表中有文字不能确定属于哪里，未读：{short(text)}"
        result.notes.extend([Note("GK101", table, message, found=text)] if text else [])
    for table in TABLES:
        _leave_two_tables(table, form, result)
    result.notes = [*_one_a_cause(result.notes)]
    return result


def _is_of_a_label(text: str) -> bool:
    """Whether words are pieces of the form's labels and nothing else."""
    return all(is_piece(part) or not letters_of(part) for part in text.split())


def _one_a_cause(notes: Iterable[Note]) -> Iterator[Note]:
    """The notes, but one for all rows or cells of which the same is said where that are many."""
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
    """Leave out all of a table that the file has twice with other figures: which of them counts it does not say."""
    paths = [path for path in outline_of(form).figures if path.startswith(f"{table}.")]
    if len(result.twice.intersection(paths)) * _MANY > len(paths):
        result.values.update(dict.fromkeys(result.values.keys() & paths, None))
        result.notes.append(Note("GK101", table, "这张表在文件中出现不止一次且数据不同，全表未读"))


def _habits(found: RowsFound, rows: Iterable[Row], form: type[Model]) -> Habits:
    habits = Habits()
    for in_place in found.fillers:
        habits.saw_fillers(in_place=in_place)
    for row in found.rows:
        printed = printed_rows(form).get(row.name)
        if printed:
            habits.learn(row.table, row.items, printed.squares)
    for row in rows:
        printed = printed_rows(form).get(row.name)
        if printed and row.items and not row.sure:
            habits.saw_loose(row.items, printed.squares)
    return habits


@dataclass(frozen=True, slots=True)
class _Placing:
    """The placing of one file's rows in one edition."""

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
        elif row.table == DISCLOSURE and not same_columns(row.columns, printed.figures):
            if any(row.items):
                self.result.notes.append(_stray(row, "表头与本行在格式中的各列不同，未读"))
                self.result.leave(printed)
        else:
            self._fit(row, printed)

    @property
    def blocks(self) -> Sequence[PrintedRow]:
        """The blocks of table 4."""
        return _blocks(self.form)

    def whole_cases(self, rows: list[Row], rest: Sequence[str]) -> list[Row]:
        """Table 4 as one row where all its parts have as many figures as the form, and each total is their sum."""
        if len(rows) == 1 and (whole := completed(rows[0], rest, self.blocks, self.form)):
            message = "表中后面的数印在文件末尾，按次序、个数和勾稽关系读入"
            self.result.notes.append(Note("GK111", CASES, message, found=" ".join(rest)))
            self.result.took_rest = True
            return [whole]
        if len(rows) == 1 and not rows[0].sure and (whole := put_together(rows[0], self.blocks, self.form)):
            message = "窄格里折断的数按各类总计接上，只有一种接法成立"
            self.result.notes.append(Note("GK102", CASES, message, found=" ".join(rows[0].items)))
            return [whole]
        figures = tuple(figure for block in self.blocks for figure in block.figures)
        parts = [[value for item in row.items for value in item.split() if is_value(value)] for row in rows]
        values = tuple(value for part in parts for value in part)
        numbers = [int(value) for value in values if is_bare(value)]
        holds, width = row_holds(figures, self.form), len(self.blocks[0].figures)
        broken = len(numbers) != len(figures) or any(len(part) % width for part in parts)
        if broken or not (holds and holds(numbers)) or all(self._is_usual(row) for row in rows):
            return rows
        name, columns = "|".join(row.name for row in rows), tuple(label for row in rows for label in row.columns)
        return [replace(rows[0], name=name, columns=columns, items=values, sure=True)]

    def _is_usual(self, row: Row) -> bool:
        return len(row.items) == sum(len(block.figures) for block in blocks_of(row, self.blocks))

    def are_torn(self, rows: Sequence[Row]) -> bool:
        """Whether the file has table 4 in parts, and not each block once with its figures: they can be another's."""
        chosen = [(row, blocks_of(row, self.blocks)) for row in rows]
        parts = [(row, blocks) for row, blocks in chosen if len(blocks) < len(self.blocks)]
        whole = all(len(row.items) >= sum(len(block.figures) for block in blocks) > 0 for row, blocks in parts)
        named = Counter(block for _, blocks in parts for block in blocks)
        return len(rows) > 1 and bool(parts) and not (whole and named == Counter(self.blocks))

    def cases(self, row: Row, *, torn: bool) -> None:
        """Place figures of table 4: all of it, or the blocks whose heads stand above them."""
        blocks = self.blocks
        chosen = blocks_of(row, blocks)
        if torn:
            if any(row.items):
                self.result.notes.append(_stray(row, "数字与各部分的名称错开，不能确定属于哪一部分，未读"))
        elif cases_disordered(row, blocks) or (
            not row.sure and len(chosen) > 1 and has_one_set_of_results(row, blocks)
        ):
            self.result.notes.append(_stray(row, f"{_DISORDERED}，未读"))
        elif chosen and row.items:
            figures = tuple(figure for block in chosen for figure in block.figures)
            self._fit(row, PrintedRow(figures, Squares(tuple(range(len(figures))), len(figures))))
        elif any(row.items):
            self.result.notes.append(_stray(row, "不能确定属于行政复议、行政诉讼中的哪一部分，未读"))

    def _elsewhere(self, row: Row) -> None:
        """A row that this edition has not. Where （六）其他处理 is one row, its row for others takes the figures."""
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
        for head, own in in_other_words(row.columns, figures) if row.table == DISCLOSURE else ():
            note = Note("GK105", row.table, f"表中写的是“{short(head)}”，格式为“{own}”", short(head), own)
            result.notes.extend([note] * (note not in result.notes))
        units = _head_units(row.columns, len(figures))
        for figure, cell, unit in zip(figures, fit.cells, units, strict=True):
            _put(figure, cell, unit, result)

    def _fitted(self, row: Row, printed: PrintedRow) -> Fit:
        if not any(row.items):
            return Fit(("",) * len(printed.figures))
        holds = row_holds(printed.figures, self.form)
        if row.table != CASES and self._has_other_cells(row, printed, holds):
            return Fit(None, _ODD)
        fit = fitted(row.items, printed.squares, self.habits, holds)
        disorder = self.disordered.get(row.table) or self._broken(row, printed)
        return Fit(None, _LOOSE) if _is_loose(row, fit.cells, holds, disorder) else fit

    def _has_other_cells(self, row: Row, printed: PrintedRow, holds: Holds | None) -> bool:
        """Whether a row of table 2 or 3 has other cells than most of its table."""
        if row.sure:
            return self.habits.is_odd(row.table, row.items, printed.squares, holds)
        is_last = row.name == next(name for name in reversed([*self.rows]) if name.startswith(row.table))
        return self.habits.is_short(row.items, printed.squares, is_last=is_last)

    def _broken(self, row: Row, printed: PrintedRow) -> Disorder | None:
        """What can be wrong with table 4: lines that hold neither a block nor all of it, or most totals."""
        width, holds = len(self.blocks[0].figures), row_holds(self.blocks[0].figures, self.form)
        blocks, numbers = len(printed.figures) // width, counts_of(row.items)
        parts = zip(*[iter(numbers)] * width, strict=False)
        astray = row.lines > 1 and holds is not None and sum(not holds(part) for part in parts) > 1
        uneven = 1 < row.lines < len(row.items) / 2 and row.lines != blocks
        return Disorder(torn=False, turned=False) if row.table == CASES and (uneven or astray) else None


def _is_loose(row: Row, cells: Sequence[str] | None, holds: Holds | None, disorder: Disorder | None) -> bool:
    """Whether the figures of a row are not tied to its label by their line, nor to each other by it or their sum."""
    numbers = counts_of(cells or ())
    agrees = holds(numbers) if holds and numbers else None
    if holds and agrees is False and not row.sure and row.lines > 1 and _has_one_astray(numbers, holds):
        return True
    if row.own == len(row.items):
        turned = disorder is not None and disorder.turned and row.lines > 1
        broken = agrees is False and (disorder is not None or any(map(may_be_two, row.items)))
        return not row.sure and (turned or broken)
    if row.own and not row.sure:  # in part on the label's line: only a total alone on another has one place
        return not agrees or len(row.items) - row.own > 1
    if disorder is None:
        return False
    if row.sure or (holds and row.lines == 1):
        return agrees is False or (disorder.torn and not row.sure)
    return row.name in disorder.below or not agrees


def _has_one_astray(numbers: Sequence[int], holds: Holds) -> bool:
    """Whether sums would hold if one of some numbers stood elsewhere: it can have been printed before others."""
    for place, number in enumerate(numbers):
        rest = [*numbers[:place], *numbers[place + 1 :]]
        if any(holds([*rest[:other], number, *rest[other:]]) for other in range(len(numbers))):
            return True
    return False


def _head_units(columns: Sequence[PrintedLabel], count: int) -> list[str]:
    """The unit that each column's head names, "" where it names none."""
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
    if read.value is None and read.words:
        result.notes.append(Note("GK102", figure.path, f"格内写的不是数字：{short(cell)}", found=short(cell)))
    elif other_unit:
        result.notes.append(Note("GK102", figure.path, f"表头的单位是{other_unit}，已换算", found=short(cell)))
    elif read.value and _unit_in(figure.columns[-1]) and not head_unit and not read.words:
        result.notes.append(Note("GK102", figure.path, f"没有写明单位，按{figure.unit}读入，请核对", found=short(cell)))


def _stray(row: Row, why: str) -> Note:
    text = short(row.stray)
    return Note("GK101", row.table, f"{why}：{text}", found=text)


@cache
def _blocks(form: type[Model]) -> Sequence[PrintedRow]:
    return [printed for name, printed in printed_rows(form).items() if name.startswith(CASES)]
