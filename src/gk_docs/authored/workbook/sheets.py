"""Read the cells of a workbook of ours as nodes, and report problems at their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as TableMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from gk_docs import regex as re
from gk_docs.authored.located import Mapping, Node, Scalar
from gk_docs.authored.workbook.words import BLANK, EMPTY, HIDDEN, LARGEST, YES, cell_name
from gk_docs.chinese.text import listed, with_line_feeds
from gk_docs.errors import Problem
from gk_docs.files import sheets
from gk_docs.files.marks import left_out
from gk_docs.files.opc import Package
from gk_docs.files.sheetmarks import SHOWN
from gk_docs.finding import Severity
from gk_docs.form.notes import Note, short

_FIRST = 1_000_000  # above any line number of the hidden sheet's YAML, whose nodes keep their own
_PERCENT = re.compile(r"\s*-?[0-9.,]+\s*[%％]\s*")
UNSEEN = "公式"
"""The text that stands for a formula whose result is not in the file."""

_SHOWN = 8
_OTHER = "这一格的格式（日期、时间、金额、百分比、小数位数等）显示的不是填的数字"
_MOVE = "要写进报告的，移到填报的格里（表格前后的话写在“前言和表前表后文字”），不要的删去"


@dataclass(slots=True)
class Gathering:
    """What reading one workbook has found so far: the cell of every node, problems and notes.

    A node has a line but no cell, so its line is `_FIRST` plus an index of `places`.

    Attributes:
        places: Sheet and cell of each node (表三!E12), or the name of the sheet for a node that stands for all of it.
        problems: The problems found before the tree is read.
        missing: Sheet and cell of each figure that is still to be filled in, by path.
        notes: Notes on cells whose content is not read.
        switches: For each sheet of a table, the cell that says whether its empty cells are 0.
        lost: Paths of values on sheets and in rows that were not found; they are not reported as missing again.
    """

    places: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    switches: dict[str, str] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)

    def line(self, place: str) -> int:
        """Add a place and return the line that stands for it."""
        self.places.append(place)
        return _FIRST + len(self.places) - 1

    def refuse(self, at: str | Node, message: str, found: str | None = None, mend: str | None = None) -> None:
        """Record a problem at a place or at the cell of a node."""
        place = at if isinstance(at, str) else self.places[at.line - _FIRST]
        problem = Problem(message=message, place=place, found=found, mend=mend)
        if problem not in self.problems:
            self.problems.append(problem)

    def note_heading_alone(self, path: str, heading: Scalar) -> None:
        """Note that a heading has no text to its right, so that it is not printed."""
        message = f"{self.places[heading.line - _FIRST]} 右边没有文字，这个小标题没有写进报告；正文要写在右边一栏"
        self.notes.append(Note("GK103", path, message, found=short(heading.text), severity=Severity.INFO))

    def at_cells(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Yield the problems of the tree at their cells; cells that are not filled in become one problem a sheet."""
        unfilled: dict[str, list[str]] = {}
        located: list[Problem] = []
        for problem in problems:
            own = problem.path if problem.file is None else None
            cells = [cell for path, cell in self.missing.items() if _is_at(path, own)]
            for sheet, cell in cells:
                unfilled.setdefault(sheet, []).append(cell)
            if not cells and not any(_is_at(path, problem.path) for path in self.lost):
                located.append(self._at_cell(problem))
        for sheet, names in unfilled.items():
            shown = listed(names, _SHOWN, "……")
            switch = f"；都没有发生的，把 {self.switches[sheet]} 改为“{YES}”" if sheet in self.switches else ""
            mend = f"没有发生的填 0{switch}；表里确实要空着的，填“{BLANK}”"
            yield Problem(message=f"有{len(names)}格没有填（{shown}）", place=sheet, mend=mend)
        yield from located

    def _at_cell(self, problem: Problem) -> Problem:
        if problem.file is not None or problem.line is None:
            return problem
        number = problem.line - _FIRST
        place = self.places[number] if 0 <= number < len(self.places) else HIDDEN
        words = f"{place}（{problem.place}）" if problem.place else place
        mend = problem.mend.replace("写 null", f"填“{BLANK}”") if problem.mend else None
        return replace(problem, line=None, column=None, place=words, mend=mend)


def _is_at(path: str, place: str | None) -> bool:
    return place is not None and f"{path}.".startswith(f"{place}.")


@dataclass(frozen=True, slots=True)
class OurSheet:
    """One sheet; rows and columns are counted from 0.

    Attributes:
        name: Its name.
        values: The values, row by row.
        covered: For each square that a merged cell covers, its own first square.
        formulas: The cells that hold a formula or an error, and whether the file keeps what a formula gave.
        emptied: The cells of which nothing is read, since all that they hold is struck out.
        gathering: What reading the workbook has found.
    """

    name: str
    values: list[list[Any]]
    covered: dict[tuple[int, int], tuple[int, int]]
    formulas: TableMapping[tuple[int, int], bool]
    emptied: AbstractSet[tuple[int, int]]
    gathering: Gathering

    def text(self, row: int, column: int) -> str:
        """The content of a cell as text; "" if it is empty or covered by a merged cell that begins elsewhere."""
        if self.covered.get((row, column), (row, column)) != (row, column):
            return ""
        return self.spread(row, column)

    def spread(self, row: int, column: int) -> str:
        """The content of a cell as text; every square under a merged cell has the text of that cell."""
        return _text(self._value(*self.covered.get((row, column), (row, column))))

    def _value(self, row: int, column: int) -> Any:
        values = self.values[row] if row < len(self.values) else []
        return values[column] if column < len(values) else ""

    def is_number(self, row: int, column: int) -> bool:
        """Whether a cell holds a number, and not text that looks like one."""
        return isinstance(self._value(row, column), int | float)

    def is_figure(self, row: int, column: int) -> bool:
        """Whether an input cell can hold a figure; refuse one that is merged, or formatted as a date, time or money."""
        if (own := self.covered.get((row, column), (row, column))) != (row, column):
            message = f"这一格与 {cell_name(row, column)} 合并了，不知道是谁的数"  # told at the cell that shows
            self.gathering.refuse(self.place(*own), message, mend="请取消合并，把数字填在各自的格里")
            return False
        value = self._value(row, column)
        if isinstance(value, bool):
            self.gathering.refuse(
                self.place(row, column), "这一格里是真假值，不是数字", self.text(row, column), "请填数字"
            )
            return False
        if isinstance(value, date | time | timedelta) or SHOWN in str(value) or _PERCENT.fullmatch(str(value)):
            mend = "请把这一格的格式改为“常规”，再填数字"
            self.gathering.refuse(self.place(row, column), _OTHER, self.text(row, column), mend)
            return False
        return True

    def is_rounded(self, row: int, column: int) -> bool:
        """Whether a number is so large that Excel has rounded it."""
        value = self._value(row, column)
        return isinstance(value, float) and abs(value) >= LARGEST

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of every cell that is not empty."""
        for row, values in enumerate(self.values):
            for column, value in enumerate(values):
                if value != "" and (text := self.text(row, column)):
                    yield row, column, text

    def labels(self) -> dict[str, int]:
        """The row of each label in the first column, without its note in brackets; the first of equal ones."""
        rows = reversed(range(len(self.values)))
        return {self.text(row, 0).partition("（")[0].strip(): row for row in rows}

    def place(self, row: int, column: int) -> str:
        """The place of a cell for a message: 表三!E12."""
        return f"{self.name}!{cell_name(row, column)}"

    def node(self, row: int, column: int, text: str, *, plain: bool = False) -> Scalar:
        """The text of a cell as a node; refuse a number that the format of its cell shows as another one."""
        if SHOWN in text:
            mend = "请把这一格的格式改为“文本”，再填"
            self.gathering.refuse(self.place(row, column), _OTHER, text, mend)
        return Scalar(text, self.gathering.line(self.place(row, column)), 1, plain)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether an input cell holds a formula; if so, refuse it."""
        if (row, column) not in self.formulas:
            return False
        mend = "请填数字或文字本身；可以复制这一格，再“选择性粘贴 → 数值”"
        self.gathering.refuse(self.place(row, column), "这一格是公式（或出错的结果），程序不取它算出的数", mend=mend)
        return True

    def is_struck(self, row: int, column: int) -> bool:
        """Whether a figure's cell has text, all struck out; such a cell is refused, since it was not left empty."""
        if (row, column) not in self.emptied:
            return False
        mend = "请改成应填的数字，并取消删除线；没有发生的填 0"
        self.gathering.refuse(self.place(row, column), "这一格里的字画了删除线，不知道应填多少", mend=mend)
        return True

    def note_strangers(self, code: str, path: str, where: str, is_ours: Callable[[int, int, str], bool]) -> None:
        """Note which cells hold what somebody typed where nothing is read.

        Args:
            code: The code of the note.
            path: Field path of the sheet.
            where: Where such cells are, in Chinese (不在表内).
            is_ours: Tells, by row, column and text, whether a cell is read or comes with the workbook.
        """
        typed = {(row, column): text for row, column, text in self.cells() if text.strip(EMPTY)}
        typed |= {at: UNSEEN for at in sorted(self.formulas - typed.keys()) if self.covered.get(at, at) == at}
        strange = {cell_name(*at): text for at, text in typed.items() if not is_ours(*at, text)}
        if strange:
            names = listed([*strange], _SHOWN, "等{}格")
            message = f"{self.name}!{names} 的内容{where}，没有写进报告；{_MOVE}"
            self.gathering.notes.append(Note(code, path, message, found=short("；".join(strange.values()))))


def sheets_of(data: bytes, wanted: str) -> dict[str, OurSheet] | None:
    """The sheets of a workbook by name; None if none of them is called `wanted`.

    Raises:
        MissingExtra: If python-calamine is not installed.
        UnreadableFile: If the file is damaged, encrypted or beyond the limits.
    """
    package, gathering = Package(data), Gathering()
    if wanted not in sheets.names_of(package):
        return None
    for name in sheets.with_drawings(package):
        message = f"工作表“{name}”里的图片、文本框没有写进报告；请在生成的 Word 文件里插入"
        gathering.notes.append(Note("GK103", "", message))
    gone: list[str] = []
    found = {sheet.name: OurSheet(*sheet, gathering) for sheet in sheets.sheets_of(package, gone)}
    gathering.notes += [Note("GK103", "", f"没有写进报告的{line}") for line in left_out(gone)]
    return found


def _text(value: Any) -> str:
    if isinstance(value, str):
        return with_line_feeds(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{Decimal(f'{value:.15g}'):f}"
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return str(value)


def nested(nodes: dict[str, Node], line: int) -> Mapping:
    """Turn nodes by dotted path into a tree of mappings, which get the line `line`.

    >>> tree = nested({"a.b": Scalar("1", 1, 1), "c": Scalar("2", 1, 1)}, 1)
    >>> [key.text for key, _ in tree.entries]
    ['a', 'c']
    """
    inner: dict[str, dict[str, Node]] = {}
    for path, node in nodes.items():
        name, _, rest = path.partition(".")
        inner.setdefault(name, {})[rest] = node
    entries = [(name, below[""] if "" in below else nested(below, line)) for name, below in inner.items()]
    return Mapping(tuple((Scalar(name, node.line, 1), node) for name, node in entries), line, 1)
