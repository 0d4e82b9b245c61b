"""A table on its sheet: its figures, and what is typed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.located import Scalar
from gk_docs.authored.words import REST
from gk_docs.authored.workbook.rows import rows_of
from gk_docs.authored.workbook.sheets import cell_name
from gk_docs.authored.workbook.words import BLANK, LAST_YEAR, NO, YES, ZEROS
from gk_docs.chinese.labels import normalise
from gk_docs.form.layout import Figure
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from gk_docs.authored.located import Node
    from gk_docs.authored.workbook.gathering import Gathering
    from gk_docs.authored.workbook.sheets import Sheet
    from gk_docs.form.layout import Content
    from gk_docs.form.outline import Section
    from gk_docs.form.report import Report
    from gk_docs.grid import Grid

_ANSWER = 2  # the column of the answer beside the label of the switch


def figures(gathering: Gathering, sheet: Sheet, section: Section, form: type[Report]) -> dict[str, Node]:
    """What is written in the cells of a table, by the path within it; empty cells are noted as missing.

    A formula in the cell of a total is left out, like an empty one: it is computed.
    """
    assert section.grid is not None  # noqa: S101 - for the type checker: only sections with a table have such a sheet
    totals = {total.total for total in outline_of(form).sums}
    rows = rows_of(gathering, sheet, section.name, form)
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
            beside = next((other for other in range(column + 1, column + 6) if sheet.text(row, other)), _ANSWER)
            cell, said = cell_name(row, beside), sheet.text(row, beside).strip()
            gathering.switches[sheet.name] = cell
            if gathering.is_formula(sheet, row, beside) or said in ("", NO):
                return False
            if said != YES:
                gathering.refuse(sheet.name, cell, f"这里只能填“{YES}”或“{NO}”", said)
            return True
    return False


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
