"""Find the rows of the form's tables in a file: which row, below which column heads, with which cells.

This knows the labels of all editions but not their figures: `placing/` fits the rows to one edition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.lexing.vocabulary import Meaning, PrintedLabel, is_piece, letters_of
from gk_docs.published.matching.printed import CASES, DISCLOSURE, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.published.matching.tables.runs import Run

_SHORT = 2  # characters of a label that may be a piece of another
_BANDS, _RESULTS = 2, 5  # table 4: heads that are above those of lawsuits, and results of each part
_HEADER: set[str] = {"head", "corner", "column", "stub", "band"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table 2 or 3, or the figures of table 4.

    In running text a label and figures may be apart, as two rows; `reading_order/` puts them together.

    Attributes:
        table: Field name of the section.
        name: Field path of the row, "" for figures alone; in table 4, the names of the blocks whose heads are above
            it, joined by "|".
        label: The label as printed in the file.
        columns: What the column heads above it can mean, in order; () if none were read.
        items: Text of its cells.
        sure: Whether the file itself says which cells are blank.
        own: The number of cells that the file ties to the label: on its line, or between its two parts.
        part: Number of the stretch of rows; a new stretch begins where column heads begin again.
        lines: The number of lines of running text that the cells are on, plus one if the label continues after them.
        beside: Indices of the cells that follow words on their line of running text.
        onward: Indices of the cells on the line of the cell before.
        short: Whether it has fewer squares than other rows of its table, so that a cell may be lost.
    """

    table: str
    name: str
    label: str
    columns: tuple[PrintedLabel, ...]
    items: tuple[str, ...]
    sure: bool
    own: int = 0
    part: int = 0
    lines: int = 1
    beside: tuple[int, ...] = ()
    onward: tuple[int, ...] = ()
    short: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it has a name and all its figures are on the line of the label."""
        return bool(self.name and self.own) and (self.sure or self.lines <= 1)

    @property
    def stray(self) -> str:
        """Its text, for a message."""
        return " ".join([self.label, *self.items]).strip()


@dataclass(slots=True)
class RowsFound:
    """All that is found in the tables of a file.

    Attributes:
        rows: The rows, in order.
        labels: Every label that was recognised, with the meaning it has there.
        strays: Table and text of rows that are not the form's, or could not be told apart.
        fillers: For each wide head followed by another, whether empty squares come between the two.
    """

    rows: list[Row] = field(default_factory=list)
    labels: list[tuple[PrintedLabel, Meaning]] = field(default_factory=list)
    strays: list[tuple[str, str]] = field(default_factory=list)
    fillers: list[bool] = field(default_factory=list)


def rows_of(runs: Iterable[Run]) -> RowsFound:
    """Every row of the form's tables in `runs`, in order."""
    reader = _RowReader()
    for run in runs:
        reader.take(run)
    reader.leave_cases()
    return reader.found


@dataclass(slots=True)
class _HeadsOfCases:
    """The heads of table 4 and the figures below them, while they are read."""

    blocks: list[str] = field(default_factory=list)
    above: bool = False
    unknown: int = 0
    results: list[list[str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    sure: bool = True
    lines: int = 0
    short: bool = False

    def add_block(self, head: str, columns: int, *, plain: bool) -> None:
        """Add the head of a part.

        Plain text may print a head above the results, and the next one right of the first part's: the latter is first.
        """
        beside = plain and 0 < columns + self.unknown <= _RESULTS
        self.blocks.insert(len(self.blocks) - (beside and self.above and len(self.blocks) > _BANDS), head)
        self.above = not columns

    def add_cells(self, cells: Iterable[str], run: Run) -> None:
        """Add figures."""
        self.cells.extend(cells)
        self.lines += run.lines
        self.short |= run.short


@dataclass(slots=True)
class _RowReader:
    """Reads runs one by one; it has the current table, its heads, and what is found so far."""

    found: RowsFound = field(default_factory=RowsFound)
    table: str = ""
    columns: list[PrintedLabel] = field(default_factory=list)
    in_body: bool = False
    part: int = 0
    cases: _HeadsOfCases = field(default_factory=_HeadsOfCases)

    def take(self, run: Run) -> None:
        """Read a run."""
        self.found.strays.extend((self.table, line) for line in run.noise)
        if not run.labels:
            self._unlabelled(run)
        elif run.sure and run.filled and len(_rows_named(run)) > 1:
            self._stray(run.labels[-1].meanings[0].table, *(label.text for label in run.labels), *run.filled)
        else:
            for number, label in enumerate(run.labels):
                last, first = number == len(run.labels) - 1, not self.cases.blocks
                self._labelled(label, run.items if last else [], run)
                kind = label.meanings[0].kind if label.meanings else ""
                if kind == "corner" or (kind == "head" and self.table == CASES and first):
                    self.found.fillers.extend([False] if not last else [True] if run.items and not run.filled else [])

    def leave_cases(self) -> None:
        """Finish the part of table 4 that was read, if any, and add its figures as one row."""
        cases, self.cases = self.cases, _HeadsOfCases()
        if self.table == CASES and (cases.cells or self.columns or cases.blocks):
            name = "|".join(dict.fromkeys(cases.blocks))
            columns, cells = tuple(self.columns), tuple(cases.cells)
            if cases.results and not cells and len({*map(len, cases.results)}) == 1:  # a row a result, a column a block
                columns *= len(cases.results[0])
                cells = tuple(figure for block in zip(*cases.results, strict=True) for figure in block)
            elif cases.results:
                self.found.strays.extend((CASES, " ".join(items)) for items in cases.results)
            self.found.rows.append(
                Row(CASES, name, "", columns, cells, cases.sure, lines=cases.lines, short=cases.short)
            )

    def _labelled(self, label: PrintedLabel, items: list[str], run: Run) -> None:
        meaning = self._meaning(label)
        torn = not run.sure and self.table == REQUESTS and any(map(is_value, items))
        if torn and (meaning is None or meaning.kind == "group"):
            self._row(None, label.text, items, run)  # a piece of a label, beside figures of another one
            return
        if meaning is None:
            self.cases.unknown += self.table == CASES
            self._stray(self.table, label.text, *items, at_all=any(items))
            return
        if run.sure or label.exact or not all(map(is_piece, label.text.split())):  # else a piece of a broken label
            self.found.labels.append((label, meaning))
        self._enter(meaning)
        if meaning.table == CASES and meaning.kind in _HEADER:
            self._head_of_cases(label, meaning, items, run)
        elif meaning.kind in _HEADER:
            self._header(label, meaning, items, run)
        elif meaning.kind == "row":
            self.in_body = True
            own = len(items) if run.sure else run.own if items else 0
            self._row(meaning, label.text, items if own else (), run, own)
            if items and not own:
                self._row(None, "", items, run)
        elif any(items) and not (run.sure or run.own):
            self._row(None, label.text, items, run)
        else:
            self._stray(meaning.table, label.text, *items, at_all=any(items))

    def _meaning(self, label: PrintedLabel) -> Meaning | None:
        """The one meaning of a label at this place; None if it could have several."""
        here = [meaning for meaning in label.meanings if meaning.table == self.table]
        if self.table and not here and len(letters_of(label.text)) <= _SHORT:
            return None  # 其他 of 其他结果, broken over lines
        meanings = here or list(label.meanings)
        if len(meanings) > 1 and len({meaning.table for meaning in meanings}) == 1:
            kinds = ("row", "group") if self.in_body else tuple(_HEADER)
            meanings = [meaning for meaning in meanings if meaning.kind in kinds] or meanings
        if {meaning.kind for meaning in meanings} == {"row", "group"} and len({one.text for one in meanings}) == 1:
            meanings = [meaning for meaning in meanings if meaning.kind == "row"]
        if len(meanings) > 1 and all(meaning.kind in _HEADER for meaning in meanings):
            meanings = meanings[:1]  # the other heads decide later which one it is
        return meanings[0] if len(meanings) == 1 else None

    def _enter(self, meaning: Meaning) -> None:
        """Switch to the table of `meaning`, and begin its heads anew if they begin again."""
        anew = meaning.kind in ("band", "stub", "corner") or (meaning.table == CASES and bool(self.cases.cells))
        if meaning.table != self.table or anew or (meaning.kind in _HEADER and self.in_body):
            self.leave_cases()
            self.table, self.columns, self.in_body = meaning.table, [], False
            self.part += 1

    def _head_of_cases(self, label: PrintedLabel, meaning: Meaning, items: list[str], run: Run) -> None:
        if meaning.kind == "column":
            self.columns.append(label)
        elif meaning.kind == "head":
            self.cases.add_block(meaning.text, len(self.columns), plain=not run.sure)
        if run.sure and len(run.labels) > 1 and any(map(is_value, items)):
            self._stray(CASES, label.text, *items)
        elif run.sure and meaning.kind == "column" and items and all(map(is_value, items)):
            self.cases.results.append(items)
        elif any(items):  # if rows begin with a bar, the first blank is between the heads and the figures
            self.cases.add_cells(items[run.led and not items[0] :], run)
        self.cases.sure &= run.sure

    def _header(self, label: PrintedLabel, meaning: Meaning, items: list[str], run: Run) -> None:
        if meaning.kind == "column":
            self.columns.append(label)
        values = [is_value(item) for item in items if item]
        if values and all(values):
            self._row(None, "", items, run)
        elif any(values):
            self._stray(meaning.table, label.text, *items)
        elif meaning.table == DISCLOSURE:
            self.columns.extend(PrintedLabel(item, (), exact=False) for item in items if item)

    def _unlabelled(self, run: Run) -> None:
        if self.table == CASES:
            if run.filled:
                self.cases.add_cells(run.items, run)
            self.cases.sure &= run.sure
        elif run.filled and self.table:
            self._row(None, "", run.items, run)
        else:
            self._stray("", *run.filled, at_all=bool(run.filled))

    def _row(self, meaning: Meaning | None, label: str, items: Iterable[str], run: Run, own: int = 0) -> None:
        """Add a row, or a part of one."""
        table, name = (meaning.table, meaning.name) if meaning else (self.table, "")
        columns, places = tuple(self.columns), (tuple(run.beside), tuple(run.onward))
        row = Row(table, name, label, columns, tuple(items), run.sure, own, self.part, run.lines, *places, run.short)
        self.found.rows.append(row)

    def _stray(self, table: str, *texts: str, at_all: bool = True) -> None:
        self.found.strays.extend([(table, " ".join(texts))] if at_all else [])


def _rows_named(run: Run) -> set[str]:
    """The names of the rows whose labels are in one row of a file; if several, a label came there from another row."""
    exact = (label.meanings for label in run.labels if label.exact and len(label.meanings) == 1)
    return {meaning.name for (meaning,) in exact if meaning.kind == "row"}
