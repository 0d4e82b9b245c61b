"""The rows of the form's tables as a file has them: which row, under which columns, with which cells.

Knows the labels of both editions and nothing of their figures: `placing/` fits what is found here to one edition.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.lexing.vocabulary import Meaning, PrintedLabel, is_piece, letters_of
from gk_docs.published.matching.printed import CASES, DISCLOSURE, REQUESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.published.matching.tables.runs import Run

_SHORT = 2
_BANDS, _RESULTS = 2, 5  # of table 4: heads over those of lawsuits, and results of each part
_HEADER: set[str] = {"head", "corner", "column", "stub", "band"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of table 2 or 3, or the figures of table 4.

    In running text a label and figures may stand alone; which belong together is for `reading_order/` to say.

    Attributes:
        table: Field name of the section.
        name: Field path of the row, "" for figures alone; of table 4 the names of the blocks whose heads stand above
            it, joined by "|".
        label: The label as it stands in the file.
        columns: What the column heads above it can mean, in order; empty where there are none to read.
        items: Text of its cells.
        sure: Whether the file itself says which cells are blank.
        own: How many of the cells the file ties to the label.
        part: Number of the stretch of rows, which begins anew where heads do.
        lines: On how many lines of running text the cells stand; one more where the label goes on after them.
        beside: Places of the cells that follow words on their line of running text.
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

    @property
    def is_whole(self) -> bool:
        """Whether the file ties all its figures to its label by their line."""
        return bool(self.name and self.own) and (self.sure or self.lines <= 1)

    @property
    def stray(self) -> str:
        """Its text, for a message."""
        return " ".join([self.label, *self.items]).strip()


@dataclass(slots=True)
class RowsFound:
    """All that was found in the tables of a file.

    Attributes:
        rows: The rows, in order.
        labels: Every label that was understood, with the meaning taken.
        strays: Table and text of rows that are not of the form, or could not be told apart.
        fillers: For each wide head that another follows, whether empty squares stood between the two.
    """

    rows: list[Row] = field(default_factory=list)
    labels: list[tuple[PrintedLabel, Meaning]] = field(default_factory=list)
    strays: list[tuple[str, str]] = field(default_factory=list)
    fillers: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    table: str = ""
    columns: list[PrintedLabel] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    above: bool = False
    unknown: int = 0
    results: list[list[str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    in_body: bool = False
    sure: bool = True
    part: int = 0
    lines: int = 0

    def add_block(self, head: str, *, plain: bool) -> None:
        """Take the head of a part of table 4.

        Where plain text prints one above the results and the next right of those of the first part, this comes first.
        """
        beside = plain and 0 < len(self.columns) + self.unknown <= _RESULTS
        self.blocks.insert(len(self.blocks) - (beside and self.above and len(self.blocks) > _BANDS), head)
        self.above = not self.columns

    def row(self, meaning: Meaning | None, label: str, items: Iterable[str], run: Run, own: int = 0) -> Row:
        """A row, or a part of one, where the reading stands."""
        table, name = (meaning.table, meaning.name) if meaning else (self.table, "")
        beside = tuple(run.beside)
        return Row(table, name, label, tuple(self.columns), tuple(items), run.sure, own, self.part, run.lines, beside)


def rows_of(runs: Iterable[Run]) -> RowsFound:
    """Every row of the form's tables in `runs`, in order."""
    found, state = RowsFound(), _State()
    for run in runs:
        found.strays.extend((state.table, line) for line in run.noise)
        if not run.labels:
            _unlabelled(run, state, found)
            continue
        if run.sure and run.filled and len(_rows_named(run)) > 1:
            words = [label.text for label in run.labels]
            found.strays.append((run.labels[-1].meanings[0].table, " ".join([*words, *run.filled])))
            continue
        for number, label in enumerate(run.labels):
            last = number == len(run.labels) - 1
            first = not state.blocks
            _labelled(label, run.items if last else [], state, found, run)
            kind = label.meanings[0].kind if label.meanings else ""
            if kind == "corner" or (kind == "head" and state.table == CASES and first):
                found.fillers.extend(_fillers_after(run, number))
    _leave_cases(state, found)
    return found


def _rows_named(run: Run) -> set[str]:
    """Rows of which the labels stand in one row of a file: one label was put there from another row."""
    exact = (label.meanings for label in run.labels if label.exact and len(label.meanings) == 1)
    return {meaning.name for (meaning,) in exact if meaning.kind == "row"}


def _labelled(label: PrintedLabel, items: list[str], state: _State, found: RowsFound, run: Run) -> None:
    meaning = _meaning(label, state)
    torn = not run.sure and state.table == REQUESTS and any(map(is_value, items))
    if torn and (meaning is None or meaning.kind == "group"):
        found.rows.append(state.row(None, label.text, items, run))  # a piece of a label beside figures of another
        return
    if meaning is None:
        state.unknown += state.table == CASES
        if any(items):
            found.strays.append((state.table, " ".join([label.text, *items])))
        return
    if run.sure or label.exact or not all(map(is_piece, label.text.split())):  # else a piece of a broken label
        found.labels.append((label, meaning))
    _enter(meaning, state, found)
    if meaning.kind in _HEADER:
        _header(label, meaning, items, state, found, run)
    elif meaning.kind == "row":
        state.in_body = True
        own = len(items) if run.sure else run.own if items else 0
        found.rows.append(state.row(meaning, label.text, items if own else (), run, own))
        if items and not own:
            found.rows.append(state.row(None, "", items, run))
    elif any(items) and (run.sure or run.own):
        found.strays.append((meaning.table, " ".join([label.text, *items])))
    elif any(items):
        found.rows.append(state.row(None, label.text, items, run))


def _fillers_after(run: Run, number: int) -> Iterator[bool]:
    """Whether empty squares follow a wide head that is not the last of its row, where that can be told."""
    if number < len(run.labels) - 1:
        yield False
    elif run.items and not run.filled:
        yield True


def _meaning(label: PrintedLabel, state: _State) -> Meaning | None:
    """The one meaning of a label where it stands, or None where it could be several."""
    tables = {meaning.table for meaning in label.meanings}
    here = [meaning for meaning in label.meanings if meaning.table == state.table] if state.table in tables else []
    if state.table and not here and len(letters_of(label.text)) <= _SHORT:
        return None  # 其他 of 其他结果, broken over lines
    meanings = here or list(label.meanings)
    if len(meanings) > 1 and len({meaning.table for meaning in meanings}) == 1:
        kinds = ("row", "group") if state.in_body else tuple(_HEADER)
        meanings = [meaning for meaning in meanings if meaning.kind in kinds] or meanings
    if {meaning.kind for meaning in meanings} == {"row", "group"} and len({meaning.text for meaning in meanings}) == 1:
        meanings = [meaning for meaning in meanings if meaning.kind == "row"]
    if len(meanings) > 1 and all(meaning.kind in _HEADER for meaning in meanings):
        meanings = meanings[:1]  # which of them is settled from the other heads
    return meanings[0] if len(meanings) == 1 else None


def _enter(meaning: Meaning, state: _State, found: RowsFound) -> None:
    """Go over to the table of `meaning`; start its heads anew where they begin again."""
    anew = meaning.kind in ("band", "stub", "corner") or (meaning.table == CASES and bool(state.cells))
    if meaning.table != state.table or anew or (meaning.kind in _HEADER and state.in_body):
        _leave_cases(state, found)
        state.table, state.columns, state.in_body = meaning.table, [], False
        state.part += 1


def _header(label: PrintedLabel, meaning: Meaning, items: list[str], state: _State, found: RowsFound, run: Run) -> None:
    if meaning.kind == "column":
        state.columns.append(label)
    if meaning.kind == "head" and meaning.table == CASES:
        state.add_block(meaning.text, plain=not run.sure)
    if meaning.table == CASES:
        # Where rows begin with a bar, the first blank stands between the heads and the figures.
        if run.sure and len(run.labels) > 1 and any(map(is_value, items)):
            found.strays.append((meaning.table, " ".join([label.text, *items])))
        elif run.sure and meaning.kind == "column" and items and all(map(is_value, items)):
            state.results.append(items)
        elif any(items):
            state.cells.extend(items[run.led and not items[0] :])
            state.lines += run.lines
        state.sure = state.sure and run.sure
    elif any(items) and all(is_value(item) for item in items if item):
        found.rows.append(state.row(None, "", items, run))
    elif any(is_value(item) for item in items if item):
        found.strays.append((meaning.table, " ".join([label.text, *items])))
    elif meaning.table == DISCLOSURE:
        state.columns.extend(PrintedLabel(item, (), exact=False) for item in items if item)


def _unlabelled(run: Run, state: _State, found: RowsFound) -> None:
    if state.table == CASES:
        if run.filled:
            state.cells.extend(run.items)
            state.lines += run.lines
        state.sure = state.sure and run.sure
    elif run.filled and state.table:
        found.rows.append(state.row(None, "", run.items, run))
    elif run.filled:
        found.strays.append((state.table, " ".join(run.filled)))


def _leave_cases(state: _State, found: RowsFound) -> None:
    """Take the figures of table 4 that stand under the heads read so far."""
    if state.table == CASES and (state.cells or state.columns or state.blocks):
        name = "|".join(dict.fromkeys(state.blocks))
        columns, cells = tuple(state.columns), tuple(state.cells)
        if state.results and not cells and len({*map(len, state.results)}) == 1:  # a row a result, a column a block
            columns *= len(state.results[0])
            cells = tuple(figure for block in zip(*state.results, strict=True) for figure in block)
        elif state.results:
            found.strays.extend((CASES, " ".join(items)) for items in state.results)
        found.rows.append(Row(CASES, name, "", columns, cells, state.sure, lines=state.lines))
    state.cells, state.blocks, state.results, state.sure, state.lines = [], [], [], True, 0
    state.above, state.unknown = False, 0
