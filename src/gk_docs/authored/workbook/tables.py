"""Read a table on its sheet: find its rows by their labels, wherever they now are, and take its figures."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.located import Node, Scalar
from gk_docs.authored.words import REST
from gk_docs.authored.workbook.sheets import UNSEEN, OurSheet
from gk_docs.authored.workbook.words import BLANK, IDENTITY, LAST_YEAR, NO, SIGNED, YES, ZEROS, cell_name
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.text import listed
from gk_docs.finding import Severity
from gk_docs.form.layout import Content, Figure, Label
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import Section, outline_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.report import Report

_ANSWER = 2  # the column of 是 or 否, right of the label `ZEROS`
_NEW = "请撤销（Ctrl+Z），或不保存就关闭；已经保存的，新建一个工作簿，把各行的数字复制过去（选择性粘贴 → 数值）"
_SHOWN = 3
_THIS_YEAR = "本年的数要填在本年的表里"
_COUNTS = "，那里空着，按 0 计了"
_SHOWN_FIGURE = re.compile(f"-?[0-9.]+|—|{BLANK}")  # last year's figure, as the sheet shows it
_LABELS = "表里的行、列名称不能改动"


def figures(sheet: OurSheet, section: Section, form: type[Report]) -> dict[str, Node]:
    """Read the figures of a table, by path within it; empty cells are recorded as missing.

    A total with a formula or an empty cell is left out, since it is computed.
    """
    gathering, totals = sheet.gathering, outline_of(form).totals
    reading = _Rows(sheet, _printed(section))
    rows = reading.found()
    if reading.is_shifted or not rows:
        gathering.lost |= {one.path for one, _ in section.figures}
        return {}
    zeros = _zeros(sheet)
    found: dict[str, Node] = {REST: Scalar("0", gathering.line(sheet.name), 1)} if zeros else {}
    for one, cell in section.figures:
        if cell.row not in rows:
            gathering.lost.add(one.path)
        else:
            at = rows[cell.row], cell.column
            node = _figure(sheet, at, is_total=one.path in totals)
            if node is not None:
                found[one.path.partition(".")[2]] = node
            elif one.path not in totals and not zeros:
                gathering.missing[one.path] = (sheet.name, cell_name(*at))
    _note_what_is_beside(sheet, section, rows)
    return found


def squares_of(sheet: OurSheet, section: Section) -> dict[str, tuple[int, int]]:
    """Row and column of each figure of a table whose row is found on the sheet, by path."""
    rows = _Rows(sheet, _printed(section)).found()
    return {one.path: (rows[cell.row], cell.column) for one, cell in section.figures if cell.row in rows}


def _figure(sheet: OurSheet, at: tuple[int, int], *, is_total: bool) -> Node | None:
    text = sheet.text(*at).strip()
    if is_total and at in sheet.formulas:
        return None
    if sheet.is_formula(*at) or sheet.is_struck(*at) or not sheet.is_figure(*at):
        return sheet.node(*at, "0")  # refused already; the rest is still looked at
    if not text:
        return None
    if sheet.is_rounded(*at):
        mend = "请先把单元格格式设为“文本”，再填数字"
        sheet.gathering.refuse(sheet.place(*at), "数字超过15位，表格软件只保留前15位", text, mend)
    return sheet.node(*at, "" if text == BLANK else text, plain=True)


def _zeros(sheet: OurSheet) -> bool:
    """Whether the clerk has answered 是 to 没有填的格都是0."""
    for row, column, text in sheet.cells():
        if normalise(text).startswith(normalise(ZEROS)):
            beside = next((other for other in range(column + 1, column + 6) if sheet.text(row, other)), _ANSWER)
            said = sheet.text(row, beside).strip()
            sheet.gathering.switches[sheet.name] = cell_name(row, beside)
            if sheet.is_formula(row, beside) or said in ("", NO):
                return False
            if said != YES:
                sheet.gathering.refuse(sheet.place(row, beside), f"这里只能填“{YES}”或“{NO}”", said)
            return True
    return False


def _note_what_is_beside(sheet: OurSheet, section: Section, rows: dict[int, int]) -> None:
    """Note what somebody typed above, below or right of the table, where nothing is read."""
    table = {(rows[cell.row], cell.column) for cell in section.cells if cell.row in rows}
    columns = 1 + max(column for cell in section.cells for _, column in cell.squares)
    before = _last_year(sheet, section, rows)

    def is_ours(row: int, column: int, text: str) -> bool:
        first, is_figure = normalise(sheet.spread(row, 0)), bool(_SHOWN_FIGURE.fullmatch(text))
        if (row, column) in table or text in (section.title, IDENTITY) or text.startswith(SIGNED):
            return True
        if first.startswith(normalise(ZEROS)) and column <= _ANSWER:
            return True
        if (row, column) in sheet.formulas:  # our formulas outside the table give words, never figures
            is_above, is_below = first.startswith(normalise(ZEROS)), first == normalise(IDENTITY)
            is_beside = (column == columns and row in rows.values()) or (not column and text == UNSEEN)
            return not is_figure and (is_above or is_beside or (is_below and column < columns))
        content = before.get((row, column))
        shown = content.text == text if isinstance(content, Label) else content and is_figure
        return bool(shown) or text.endswith(LAST_YEAR)

    sheet.note_strangers("GK101", section.name, "不在表内", is_ours)


def _last_year(sheet: OurSheet, section: Section, rows: dict[int, int]) -> dict[tuple[int, int], Content]:
    """The cells that show last year's figures, right of the table or below it, with the labels and figures there."""
    line = next(((row, column) for row, column, text in sheet.cells() if text.endswith(LAST_YEAR)), None)
    first = min(cell.column for _, cell in section.figures)
    if line is None:
        return {}
    if not line[1]:
        below = line[0] + 2 - max(cell.row + cell.row_span for cell in section.cells)
        return {(below + cell.row, cell.column): cell.content for cell in section.cells}
    shift = line[1] - first
    return {(rows[cell.row], cell.column + shift): cell.content for cell in section.cells if cell.row in rows}


def note_changed(sheet: OurSheet, section: Section, shown: Callable[[str], str | None]) -> None:
    """Note which cells of last year's figures hold another number than the workbook showed.

    Args:
        sheet: The sheet.
        section: The section of its table.
        shown: What the workbook showed of last year for the path of a figure; None if that is not known.
    """
    last = _last_year(sheet, section, _Rows(sheet, _printed(section)).found())
    figures = {at: cell.path for at, cell in last.items() if isinstance(cell, Figure)}
    typed = {at: text for at in figures if _SHOWN_FIGURE.fullmatch(text := sheet.text(*at).strip())}
    changed = {at: text for at, text in typed.items() if (was := shown(figures[at])) and not _same(text, was)}
    if changed:
        here = squares_of(sheet, section)
        own = [here[figures[at]] for at in changed if figures[at] in here]
        counts = any(at not in sheet.formulas and not sheet.text(*at).strip() for at in own)  # 没有填的格都是0
        names = listed([cell_name(*at) for at in changed], _SHOWN, "等{}格")
        message = f"{sheet.name}!{names} 是上年的数，和原来的不一样了，没有写进报告；{_THIS_YEAR}"
        message += _COUNTS if counts else ""
        found, severity = short("；".join(changed.values())), Severity.ERROR if counts else None
        sheet.gathering.notes.append(Note("GK101", section.name, message, found=found, severity=severity))


def _same(one: str, other: str) -> bool:
    with suppress(InvalidOperation):
        return Decimal(one) == Decimal(other)
    return one == other


class _SheetRow(NamedTuple):
    """A row of the grid as the form prints it.

    Attributes:
        labels: The label in each column that has one.
        keys: The same labels, normalised.
        groups: The columns whose label covers several rows.
        has_figures: Whether a figure begins in the row.
    """

    labels: dict[int, str]
    keys: dict[int, str]
    groups: frozenset[int]
    has_figures: bool

    @property
    def name(self) -> str:
        """The last label of its own, or the last label of a group if it has none."""
        own = [text for column, text in self.labels.items() if column not in self.groups]
        return [*self.labels.values(), *own][-1]


def _printed(section: Section) -> tuple[_SheetRow, ...]:
    """The rows of the table of a section."""
    grid, rows = section.grid, []
    for covering, starting in zip(grid.covering(), grid.by_row(), strict=True) if grid else ():
        labels = {at: cell.content.text for at, cell in enumerate(covering) if isinstance(cell.content, Label)}
        keys = {at: normalise(text) for at, text in labels.items()}
        groups = frozenset(at for at, cell in enumerate(covering) if cell.row_span > 1)
        rows.append(_SheetRow(labels, keys, groups, any(isinstance(cell.content, Figure) for cell in starting)))
    return tuple(rows)


class _Rows:
    """Finds the rows of a grid on a sheet."""

    def __init__(self, sheet: OurSheet, printed: tuple[_SheetRow, ...]) -> None:
        self.sheet, self.printed = sheet, printed
        columns = 1 + max(column for row in printed for column in row.labels)
        self.written = [
            [normalise(sheet.spread(row, column)) for column in range(columns)] for row in range(len(sheet.values))
        ]
        self.having: dict[tuple[int, str], set[int]] = defaultdict(set)
        for row, keys in enumerate(self.written):
            for column, key in enumerate(keys):
                self.having[column, key].add(row)
        self.fitting = [self._fitting(row) for row in self.printed]
        self.is_shifted = False
        # By how many rows the table has moved down, by the first row that is found.
        self.shift = next((min(rows) - number for number, rows in enumerate(self.fitting) if rows), 0)

    def _fitting(self, row: _SheetRow) -> list[int]:
        """The rows of the sheet that have the labels of a row.

        The label of a group may be missing: it is lost in all its rows when somebody deletes the first of them.
        """
        same = [self.having.get((column, key), set()) for column, key in row.keys.items()]
        lost = [self.having.get((column, ""), set()) if column in row.groups else set() for column in row.keys]
        fitting = [one | other for one, other in zip(same, lost, strict=True)]
        return sorted(set[int]().union(*same).intersection(*fitting))

    def found(self) -> dict[int, int]:
        """The row of the sheet for each row of the grid that is found; refuse the others by name."""
        found: dict[int, int] = {}
        lost: list[int] = []
        for number, (row, rows) in enumerate(zip(self.printed, self.fitting, strict=True)):
            if number + self.shift in rows:
                found[number] = number + self.shift
            elif rows:
                found[number] = rows[0]
            elif not row.labels and number - 1 in found:
                found[number] = found[number - 1] + 1
            elif row.labels:
                lost.append(number)
            if len(rows) > 1 and row.has_figures:
                self._refuse(self.sheet.name, f"“{row.name}”有{len(rows)}行", mend="请只保留一行")
        if len(lost) == sum(1 for row in self.printed if row.labels):
            self._refuse(self.sheet.name, "认不出这张表：行、列的名称与表样都不一样", mend=_NEW)
        elif lost:
            self._refuse_rows(lost)
        return found

    def _refuse_rows(self, lost: list[int]) -> None:
        """Refuse rows that were not found: a shifted column or deleted rows in one problem, else each changed label."""
        changed = {number: self._changed(number) for number in lost}
        gone = [self.printed[number].name for number, at in changed.items() if at is None]
        if any(at and self._is_shifted(number) for number, at in changed.items()):
            self.is_shifted = True
            self._refuse(self.sheet.name, "多出或者缺少一列，各列的名称错开了", mend=_NEW)
            return
        if gone:
            more = f"等{len(gone)}行" if len(gone) > _SHOWN else "这一行" if len(gone) == 1 else f"这{len(gone)}行"
            self._refuse(self.sheet.name, f"缺少“{'”“'.join(gone[:_SHOWN])}”{more}", mend=_NEW)
            return
        for number, at in changed.items():
            if at:
                mend = f"{_LABELS}，请改回“{self.printed[number].labels[at[1]]}”"
                self._refuse(self.sheet.place(*at), "名称与表样不一样", self.sheet.spread(*at), mend)

    def _is_shifted(self, number: int) -> bool:
        """Whether a label of a row stands in another column than its own, or its whole column has no labels."""
        row, keys = number + self.shift, self.printed[number].keys
        stand = [normalise(self.sheet.spread(row, column)) for column in range(len(self.sheet.values[row]))]
        wrong = {column: key for column, key in keys.items() if self.written[row][column] != key}
        elsewhere = any(text == key != keys.get(at) for key in wrong.values() for at, text in enumerate(stand))
        return elsewhere or any(self._is_bare(column) for column in wrong)

    def _is_bare(self, column: int) -> bool:
        having = [number + self.shift for number, row in enumerate(self.printed) if column in row.keys]
        return not any(self.written[row][column] for row in having if row < len(self.written))

    def _refuse(self, place: str, message: str, found: str | None = None, mend: str | None = None) -> None:
        self.sheet.gathering.refuse(place, message, found, mend)

    def _changed(self, number: int) -> tuple[int, int] | None:
        """The cell of a row whose label was changed; None if the row is gone from its place."""
        row, keys = number + self.shift, self.printed[number].keys
        if row >= len(self.written) or any(row in rows for rows in self.fitting):
            return None
        if not any(self.written[row][column] for column in keys) or self.written[row][0] == normalise(IDENTITY):
            return None
        wrong = next(column for column, key in keys.items() if self.written[row][column] != key)
        return self.sheet.covered.get((row, wrong), (row, wrong))
