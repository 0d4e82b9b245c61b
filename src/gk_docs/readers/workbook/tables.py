"""A table on its sheet: rows are found by their labels, wherever they now stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.labels import normalise
from gk_docs.form.authored import REST
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of
from gk_docs.form.workbook import BLANK, LAST_YEAR, YES, ZEROS
from gk_docs.readers.authored.located import Scalar
from gk_docs.readers.notes import Note, short
from gk_docs.readers.workbook.sheets import cell_name

if TYPE_CHECKING:
    from gk_docs.form.layout import Content
    from gk_docs.form.outline import Section
    from gk_docs.form.report import Report
    from gk_docs.grid import Grid
    from gk_docs.readers.authored.located import Node
    from gk_docs.readers.workbook.gathering import Gathering
    from gk_docs.readers.workbook.sheets import Sheet

_NEW = "请用 gk-docs new 新建一个工作簿，把数字填到新表里"
_ANSWER = 2  # the column of the answer beside the label of the switch
_LABELS = "表里的行、列名称不能改动"


def figures(gathering: Gathering, sheet: Sheet, section: Section, form: type[Report]) -> dict[str, Node]:
    """What is written in the cells of a table, by the path within it; empty cells are noted as missing.

    A formula in the cell of a total is left out, like an empty one: it is computed.
    """
    assert section.grid is not None  # noqa: S101 - for the type checker: only sections with a table have such a sheet
    totals = {total.total for total in outline_of(form).sums}
    rows = _Rows(gathering, sheet, section.grid).found()
    zeros = _zeros(gathering, sheet)
    found: dict[str, Node] = {REST: Scalar("0", gathering.line(sheet.name), 1)} if zeros else {}
    for cell in section.grid.cells:
        if isinstance(cell.content, Figure) and cell.row not in rows:
            gathering.lost.add(cell.content.path)
        elif isinstance(cell.content, Figure):
            path, at = cell.content.path, (rows[cell.row], cell.column)
            node = _figure(gathering, sheet, at, is_total=path in totals)
            if node is not None:
                found[path.partition(".")[2]] = node
            elif path not in totals and not zeros:
                gathering.missing[path] = (sheet.name, cell_name(*at))
    _say_what_is_beside(gathering, sheet, section, form, set(rows.values()))
    return found


def _figure(gathering: Gathering, sheet: Sheet, at: tuple[int, int], *, is_total: bool) -> Node | None:
    text = sheet.text(*at).strip()
    if at in sheet.formulas:
        if not is_total:
            gathering.is_formula(sheet, *at)
            return gathering.scalar(sheet, *at, "0")  # refused already; the rest is still looked at
        return None
    if not text:
        return None
    if sheet.is_rounded(*at):
        mend = "请先把单元格格式设为“文本”，再填数字"
        gathering.refuse(sheet.name, cell_name(*at), "数字超过15位，表格软件只保留前15位", text, mend)
    return gathering.scalar(sheet, *at, "" if text == BLANK else text, plain=True)


def _zeros(gathering: Gathering, sheet: Sheet) -> bool:
    """Whether the clerk says that empty cells are 0."""
    for row, column, text in sheet.cells():
        if normalise(text).startswith(normalise(ZEROS)):
            beside = next((other for other in range(column + 1, column + 6) if sheet.text(row, other)), None)
            return (
                beside is not None
                and not gathering.is_formula(sheet, row, beside)
                and sheet.text(row, beside).strip() == YES
            )
    return False


class _Rows:
    """Finds the rows of a grid on a sheet by their labels."""

    def __init__(self, gathering: Gathering, sheet: Sheet, grid: Grid[Content]) -> None:
        self.gathering, self.sheet, self.grid = gathering, sheet, grid
        self.labels = [
            {column: cell.content.text for column, cell in enumerate(row) if isinstance(cell.content, Label)}
            for row in grid.covering()
        ]
        self.groups = [{column for column, cell in enumerate(row) if cell.row_span > 1} for row in grid.covering()]
        self.written = [
            [normalise(sheet.spread(row, column)) for column in range(grid.columns)] for row in range(len(sheet.values))
        ]
        places = ((number, row) for number in range(grid.rows) for row in range(len(self.written)))
        self.shift = next((row - number for number, row in places if self._fits(number, row)), 0)

    def found(self) -> dict[int, int]:
        """The row of the sheet for each row of the grid that was found; the others are refused by name."""
        found: dict[int, int] = {}
        lost: list[int] = []
        for number, labels in enumerate(self.labels):
            rows = [row for row in range(len(self.written)) if self._fits(number, row)] if labels else []
            if number + self.shift in rows:
                found[number] = number + self.shift
            elif rows:
                found[number] = rows[0]
            elif not labels and number - 1 in found:
                found[number] = found[number - 1] + 1
            elif labels:
                lost.append(number)
            if len(rows) > 1 and any(isinstance(cell.content, Figure) for cell in self.grid.by_row()[number]):
                message = f"“{self._name(number)}”有{len(rows)}行"
                self.gathering.refuse(self.sheet.name, "", message, mend="请只保留一行")
        self._refuse(lost)
        return found

    def _fits(self, number: int, row: int) -> bool:
        """Whether a row has its labels; that of a group is lost in all its rows when its first row is taken out."""
        written, labels = self.written[row], self.labels[number]
        same = {column for column, text in labels.items() if written[column] == normalise(text)}
        lost = {column for column in self.groups[number] if not written[column]}
        return bool(same) and labels.keys() <= same | lost

    def _refuse(self, lost: list[int]) -> None:
        if len(lost) == sum(1 for labels in self.labels if labels):
            self.gathering.refuse(self.sheet.name, "", "认不出这张表：行、列的名称与表样都不一样", mend=_NEW)
            return
        for number in lost:
            changed = self._changed(number)
            if changed is None:
                self.gathering.refuse(self.sheet.name, "", f"缺少“{self._name(number)}”这一行", mend=_NEW)
            else:
                row, column = changed
                place, text = cell_name(row, column), self.sheet.spread(row, column)
                mend = f"{_LABELS}，请改回“{self.labels[number][column]}”"
                self.gathering.refuse(self.sheet.name, place, "名称与表样不一样", text, mend)

    def _changed(self, number: int) -> tuple[int, int] | None:
        """The cell whose label was changed, where the row stands in its place; None where it is gone."""
        row = number + self.shift
        if row >= len(self.written) or any(
            self._fits(other, row) for other in range(self.grid.rows) if self.labels[other]
        ):
            return None
        wrong = [column for column, text in self.labels[number].items() if self.written[row][column] != normalise(text)]
        if not any(self.written[row][column] for column in self.labels[number]):
            return None
        return self.sheet.covered.get((row, wrong[0]), (row, wrong[0]))

    def _name(self, number: int) -> str:
        """The last of its labels, of its own before that of a group."""
        own = {column: text for column, text in self.labels[number].items() if column not in self.groups[number]}
        return [*self.labels[number].values(), *own.values()][-1]


def _say_what_is_beside(
    gathering: Gathering, sheet: Sheet, section: Section, form: type[Report], rows: set[int]
) -> None:
    """Whatever is typed above, below or right of the table goes into no report: say so."""
    assert section.grid is not None  # noqa: S101 - for the type checker: only sections with a table have such a sheet
    ours = _LastYear.of(sheet, section.grid)
    for row, column, text in sheet.cells():
        inside = min(rows, default=0) <= row <= max(rows, default=0) and column < section.grid.columns
        if not inside and not _is_drawn(sheet, row, column) and not (ours and ours.has(row, column)):
            message = f"{sheet.name}!{cell_name(row, column)} 的内容不在表内，没有写进报告"
            gathering.findings.append(Note("GK101", section.name, message, found=short(text)).finding(form))


def _is_drawn(sheet: Sheet, row: int, column: int) -> bool:
    """Whether a cell outside the table is one that the workbook comes with: the title, the switch, a formula's."""
    switch = column <= _ANSWER and normalise(sheet.spread(row, 0)).startswith(normalise(ZEROS))
    beside_formula = column == 0 and any(at[0] == row for at in sheet.formulas)
    return row == column == 0 or switch or beside_formula or (row, column) in sheet.formulas


class _LastYear(NamedTuple):
    """Where last year's figures stand: right of the table, or in the row below it."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, sheet: Sheet, grid: Grid[Content]) -> _LastYear | None:
        for row, column, text in sheet.cells():
            if text.endswith(LAST_YEAR):
                bottom = row + (grid.rows if column else 1)
                return cls(row, column, bottom, column + grid.columns - 1)
        return None

    def has(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right
