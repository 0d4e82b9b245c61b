"""The rows of a table on its sheet: known by their labels, wherever they now stand."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.workbook.sheets import cell_name
from gk_docs.chinese.labels import normalise
from gk_docs.form.layout import Figure, Label
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from gk_docs.authored.workbook.gathering import Gathering
    from gk_docs.authored.workbook.sheets import Sheet
    from gk_docs.form.report import Report

_NEW = "请撤销改动（Ctrl+Z）；不能撤销的，用 gk-docs new 新建一个工作簿，把数字填到新表里"
_LABELS = "表里的行、列名称不能改动"


class _Row(NamedTuple):
    """A row of the grid as the form prints it.

    Attributes:
        labels: The label in each column that has one.
        keys: The same as `normalise` gives them.
        groups: The columns of labels that cover several rows.
        has_figures: Whether a figure begins in it.
    """

    labels: dict[int, str]
    keys: dict[int, str]
    groups: frozenset[int]
    has_figures: bool

    @property
    def name(self) -> str:
        """The last of its labels, of its own before that of a group."""
        own = [text for column, text in self.labels.items() if column not in self.groups]
        return [*self.labels.values(), *own][-1]


def rows_of(gathering: Gathering, sheet: Sheet, name: str, form: type[Report]) -> dict[int, int]:
    """The row of the sheet for each row of a section's grid that was found; the others are refused by name."""
    return _Rows(gathering, sheet, _printed(form, name)).found()


@cache
def _printed(form: type[Report], name: str) -> tuple[int, tuple[_Row, ...]]:
    """How many columns the table of a section has, and its rows."""
    grid = next(section.grid for section in outline_of(form).sections if section.name == name)
    assert grid is not None  # noqa: S101 - for the type checker: only sections with a table have such a sheet
    rows = []
    for covering, starting in zip(grid.covering(), grid.by_row(), strict=True):
        labels = {at: cell.content.text for at, cell in enumerate(covering) if isinstance(cell.content, Label)}
        keys = {at: normalise(text) for at, text in labels.items()}
        groups = frozenset(at for at, cell in enumerate(covering) if cell.row_span > 1)
        rows.append(_Row(labels, keys, groups, any(isinstance(cell.content, Figure) for cell in starting)))
    return grid.columns, tuple(rows)


class _Rows:
    """Finds the rows of a grid on a sheet."""

    def __init__(self, gathering: Gathering, sheet: Sheet, printed: tuple[int, tuple[_Row, ...]]) -> None:
        self.gathering, self.sheet = gathering, sheet
        columns, self.printed = printed
        self.written = [
            [normalise(sheet.spread(row, column)) for column in range(columns)] for row in range(len(sheet.values))
        ]
        self.having: dict[tuple[int, str], set[int]] = defaultdict(set)
        for row, keys in enumerate(self.written):
            for column, key in enumerate(keys):
                self.having[column, key].add(row)
        self.fitting = [self._fitting(row) for row in self.printed]
        self.shift = next((min(rows) - number for number, rows in enumerate(self.fitting) if rows), 0)

    def _fitting(self, row: _Row) -> list[int]:
        """The rows that have its labels; that of a group is lost in all its rows when its first row is taken out."""
        same = [self.having.get((column, key), set()) for column, key in row.keys.items()]
        lost = [self.having.get((column, ""), set()) if column in row.groups else set() for column in row.keys]
        fitting = [one | other for one, other in zip(same, lost, strict=True)]
        return sorted(set[int]().union(*same).intersection(*fitting))

    def found(self) -> dict[int, int]:
        """The row of the sheet for each row of the grid."""
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
                self.gathering.refuse(self.sheet.name, "", f"“{row.name}”有{len(rows)}行", mend="请只保留一行")
        self._refuse(lost)
        return found

    def _refuse(self, lost: list[int]) -> None:
        if len(lost) == sum(1 for row in self.printed if row.labels):
            self.gathering.refuse(self.sheet.name, "", "认不出这张表：行、列的名称与表样都不一样", mend=_NEW)
            return
        for number in lost:
            changed = self._changed(number)
            if changed is None:
                name = self.printed[number].name
                self.gathering.refuse(self.sheet.name, "", f"缺少“{name}”这一行", mend=_NEW)
            else:
                row, column = changed
                place, text = cell_name(row, column), self.sheet.spread(row, column)
                mend = f"{_LABELS}，请改回“{self.printed[number].labels[column]}”"
                self.gathering.refuse(self.sheet.name, place, "名称与表样不一样", text, mend)

    def _changed(self, number: int) -> tuple[int, int] | None:
        """The cell whose label was changed, where the row stands in its place; None where it is gone."""
        row, keys = number + self.shift, self.printed[number].keys
        if row >= len(self.written) or any(row in rows for rows in self.fitting):
            return None
        if not any(self.written[row][column] for column in keys):
            return None
        wrong = next(column for column, key in keys.items() if self.written[row][column] != key)
        return self.sheet.covered.get((row, wrong), (row, wrong))
