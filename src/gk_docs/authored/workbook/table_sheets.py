"""A table of the form as a sheet: the statutory merges, live totals, and last year's figures beside this year's."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from gk_docs.authored.workbook.content import shown_figure
from gk_docs.authored.workbook.formulas import Formulas, area
from gk_docs.authored.workbook.measures import heights, widths
from gk_docs.authored.workbook.validation import allow_figures, allow_one_of
from gk_docs.authored.workbook.words import BLANK, LAST_YEAR, NO, YES, ZEROS, sheet_of
from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from gk_docs.authored.workbook.book import Book
    from gk_docs.authored.workbook.content import Content
    from gk_docs.form.layout import Content as CellContent
    from gk_docs.form.outline import Balance, Section
    from gk_docs.grid import Cell, Grid

_TOP = 3  # rows above the grid: the title, the switch, an empty one
_SWITCH = (1, 2)


def draw_table(book: Book, content: Content, section: Section) -> None:
    """Add the sheet of a section that has a table."""
    if section.grid:
        _Drawing(book, content, section, section.grid).draw()


class _Drawing:
    """Draws one table."""

    def __init__(self, book: Book, content: Content, section: Section, grid: Grid[CellContent]) -> None:
        self.book, self.content, self.section, self.grid = book, content, section, grid
        self.sheet: Worksheet = book.sheet(sheet_of(section))
        self.figures = {cell.content.path: cell for cell in grid.cells if isinstance(cell.content, Figure)}
        cells = {path: xl_rowcol_to_cell(_TOP + cell.row, cell.column) for path, cell in self.figures.items()}
        self.formulas = Formulas(cells, xl_rowcol_to_cell(*_SWITCH, row_abs=True, col_abs=True))
        outline = outline_of(content.form)
        self.sums = [total for total in outline.sums if total.total in cells]
        self.balances = [balance for balance in outline.balances if balance.left[0] in cells]
        totals = {total.total for total in self.sums}
        self.inputs = [path for path in self.figures if path not in totals]
        self.first = min(cell.column for cell in self.figures.values())
        self.shift = self.grid.columns + 1 - self.first  # columns from a figure to that of last year

    def draw(self) -> None:
        """All of it."""
        self._head()
        for cell in self.grid.cells:
            self._cell(cell)
        self._allow()
        self._totals()
        for balance in self.balances:
            self._balance(balance)
        self._mark_empty()
        if self.content.last:
            self._last_year()
        self._measure()

    def _head(self) -> None:
        sheet, put = self.sheet, self.book.put
        put(sheet, 0, 0, self.section.title, "title")
        self.book.span(sheet, (1, 0, 1, _SWITCH[1] - 1), f"{ZEROS}：", "label")
        put(sheet, *_SWITCH, NO, "input")
        allow_one_of(sheet, self.formulas.zeros, (YES, NO))
        empty = sum(path not in self.content.figures for path in self.inputs)
        words = f"还有{empty}格没有填" if empty else ""
        formula = self.formulas.missing(self.inputs)
        last = max(_SWITCH[1] + 3, self.grid.columns - 1)
        sheet.merge_range(1, _SWITCH[1] + 1, 1, last, "", self.book.style("warning"))
        self.book.formula(sheet, xl_rowcol_to_cell(1, _SWITCH[1] + 1), formula, words, "warning")

    def _cell(self, cell: Cell[CellContent]) -> None:
        corners = self._corners(cell)
        if not isinstance(cell.content, Figure):
            self.book.span(self.sheet, corners, cell.content.text, "row" if cell.content.role == "row" else "label")
            return
        path = cell.content.path
        is_total = path not in self.inputs
        self.book.span(self.sheet, corners, self.content.figures.get(path, ""), "total" if is_total else "input")

    def _allow(self) -> None:
        """One rule for all input cells of a kind."""
        kinds: dict[tuple[str, bool], list[str]] = {}
        figures = outline_of(self.content.form).figures
        for path in self.inputs:
            kinds.setdefault((figures[path].unit, figures[path].signed), []).append(path)
        for (unit, signed), paths in kinds.items():
            allow_figures(self.sheet, [self.formulas.cells[path] for path in paths], unit, signed=signed)

    def _corners(self, cell: Cell[CellContent], *, down: int = 0, right: int = 0) -> tuple[int, int, int, int]:
        row, column = _TOP + cell.row + down, cell.column + right
        return row, column, row + cell.row_span - 1, column + cell.column_span - 1

    def _totals(self) -> None:
        written = set(self.content.figures)
        for total in self.sums:
            cell = self.formulas.cells[total.total]
            if total.total not in written:
                value = self.content.totals.get(total.total)
                cached = "" if value is None else value
                self.book.formula(self.sheet, cell, self.formulas.total(total), cached, "total")
                written.add(total.total)
            self._redden(cell, self.formulas.fails(total))

    def _redden(self, cell: str, test: str) -> None:
        rule = {"type": "formula", "criteria": test, "format": self.book.style("wrong")}
        self.sheet.conditional_format(cell, rule)

    def _balance(self, balance: Balance) -> None:
        """The line below the table that says whether the identity holds in a column."""
        column, row = self.figures[balance.left[0]].column, _TOP + self.grid.rows
        if column == self.first:
            self.book.span(self.sheet, (row, 0, row, self.first - 1), "勾稽关系", "label")
        check = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        self.book.formula(self.sheet, check, self.formulas.balance(balance), self._gap(balance), "total")
        for cell in (check, *(self.formulas.cells[path] for path in (*balance.left, *balance.right))):
            self._redden(cell, f'=LEFT({check},1)="差"')

    def _gap(self, balance: Balance) -> str:
        """What the formula of an identity gives."""
        known = {**self.content.figures, **{path: self.content.totals[path] for path in self._left_out()}}
        left, right = ([known.get(path) for path in side] for side in (balance.left, balance.right))
        if not all(isinstance(value, int) for value in (*left, *right)):
            return ""
        gap = sum(map(int, left)) - sum(map(int, right))  # type: ignore[arg-type]  # all are numbers, as just seen
        return f"差{gap}" if gap else "相符"

    def _left_out(self) -> set[str]:
        return self.content.totals.keys() - self.content.figures.keys()

    def _mark_empty(self) -> None:
        cells = [self.formulas.cells[path] for path in self.inputs]
        empty = f'=AND(ISBLANK({cells[0]}),{self.formulas.zeros}<>"{YES}")'
        rule = {"type": "formula", "criteria": empty, "format": self.book.style("empty")}
        self.sheet.conditional_format(cells[0], {**rule, "multi_range": area(cells).replace(",", " ")})
        self.sheet.ignore_errors({"number_stored_as_text": area(cells).replace(",", " ")})

    def _last_year(self) -> None:
        """Last year's figures beside this year's: right of the table, below it where the table is a single row."""
        words = f"上年（{self.content.year - 1}年）{LAST_YEAR}"
        if not self.first:
            self.book.put(self.sheet, _TOP + self.grid.rows, 0, f"↓ {words}", "aside")
            for cell in self.figures.values():
                self._last_cell(cell, self._corners(cell, down=2))
            return
        self.book.put(self.sheet, _TOP - 1, self.first + self.shift, words, "aside")
        for cell in self.grid.cells:
            if cell.column >= self.first:
                self._last_cell(cell, self._corners(cell, right=self.shift))

    def _last_cell(self, cell: Cell[CellContent], corners: tuple[int, int, int, int]) -> None:
        if isinstance(cell.content, Figure):
            self.book.span(self.sheet, corners, self._last(cell.content.path), "last")
        else:
            self.book.span(self.sheet, corners, cell.content.text, "last_label")

    def _last(self, path: str) -> str | int:
        try:
            value = attrgetter(path)(self.content.last)
        except AttributeError:  # the form before has no such figure
            return "—"
        is_figure = value is None or not hasattr(value, "model_fields")
        return (BLANK if value is None else shown_figure(value)) if is_figure else "—"

    def _measure(self) -> None:
        wide = widths(self.grid, self.first)
        for column, width in enumerate(wide):
            self.sheet.set_column(column, column, width)
            if column >= self.first > 0 and self.content.last:
                self.sheet.set_column(column + self.shift, column + self.shift, width)
        for row, height in enumerate(heights(self.grid, wide)):
            self.sheet.set_row(_TOP + row, height)
        self.sheet.set_row(0, 24)
        self.sheet.set_row(1, 20)
        if self.grid.header_rows:
            self.sheet.freeze_panes(_TOP + self.grid.header_rows, self.first)
