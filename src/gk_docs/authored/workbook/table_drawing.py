"""Draw a table of the form as a sheet: its merged cells, totals as formulas, last year's figures beside this year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs.authored.workbook import words
from gk_docs.authored.workbook.book import At, Book, heights, widths
from gk_docs.authored.workbook.content import Content, last_shown
from gk_docs.form.layout import Figure
from gk_docs.form.outline import Balance, Section, Sum, outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.form.layout import Content as CellContent
    from gk_docs.grid import Cell, Grid

_TOP = 3  # rows above the grid: the title, the switch, an empty one
_SWITCH = (1, 2)  # the cell that says whether empty cells are 0
_POINTS = 5.6  # width in points of one character of a column's width


def draw_table(book: Book, content: Content, section: Section) -> None:
    """Add the sheet of a section that has a table."""
    if section.grid:
        _Drawing(book, content, section, section.grid).draw()


class _Drawing:
    """Draws the sheet of one table of the form."""

    def __init__(self, book: Book, content: Content, section: Section, grid: Grid[CellContent]) -> None:
        self.content, self.section, self.grid = content, section, grid
        is_tall = grid.rows > 2 * grid.columns and content.last is None
        self.sheet = book.sheet(words.sheet_of(section), across=not is_tall)
        self.figures = {cell.content.path: cell for cell in grid.cells if isinstance(cell.content, Figure)}
        cells = {path: (_TOP + cell.row, cell.column) for path, cell in self.figures.items()}
        self.formulas = _Formulas(cells, words.cell_name(*_SWITCH, fixed=True))
        outline = outline_of(content.form)
        self.sums = [total for total in outline.sums if total.total in cells]
        self.balances = [balance for balance in outline.balances if balance.left[0] in cells]
        totals = {total.total for total in self.sums}
        self.inputs = [path for path in self.figures if path not in totals]
        self.first = min(cell.column for cell in self.figures.values())
        self.shift = self.grid.columns + 1 - self.first  # columns from a figure to last year's

    def draw(self) -> None:
        """Draw the whole sheet."""
        self._head()
        for cell in self.grid.cells:
            self._cell(cell)
        self._allow()
        self._totals()
        for balance in self.balances:
            self._balance(balance)
        self._mark_empty()
        self._point()
        if self.content.last:
            self._last_year()
        self._sign()
        self._measure()

    def _head(self) -> None:
        sheet = self.sheet
        sheet.put(0, 0, self.section.title, "title")
        sheet.span((1, 0, 1, _SWITCH[1] - 1), f"{words.ZEROS}：", "label")
        sheet.put(*_SWITCH, words.NO, "input")
        sheet.allow_one_of(_SWITCH, (words.YES, words.NO))
        empty = self.content.empty(self.section)
        last = max(_SWITCH[1] + 3, self.grid.columns - 1)
        sheet.span((1, _SWITCH[1] + 1, 1, last), "", "warning")
        said = f"还有{empty}格没有填" if empty else ""
        ends = (words.cell_name(_TOP + self.grid.rows, column, fixed=True) for column in (0, self.grid.columns))
        gaps = ":".join(ends) if self.balances else ""
        sheet.formula((1, _SWITCH[1] + 1), self.formulas.missing(self.inputs, gaps), said, "warning")

    def _cell(self, cell: Cell[CellContent]) -> None:
        if isinstance(cell.content, Figure):
            path = cell.content.path
            value, style = self.content.figures.get(path, ""), "input" if path in self.inputs else "total"
        else:
            value, style = cell.content.text, "row" if cell.content.role == "row" else "label"
        self.sheet.span(self._corners(cell), value, style)

    def _allow(self) -> None:
        """Limit what input cells take, with one rule for all cells of the same unit and sign."""
        kinds: dict[tuple[str, bool], list[str]] = {}
        figures = outline_of(self.content.form).figures
        for path in self.inputs:
            kinds.setdefault((figures[path].unit, figures[path].signed), []).append(path)
        for (unit, signed), paths in kinds.items():
            self.sheet.allow_figures([self.formulas.cells[path] for path in paths], unit, signed=signed)

    def _corners(self, cell: Cell[CellContent], *, down: int = 0, right: int = 0) -> tuple[int, int, int, int]:
        row, column = _TOP + cell.row + down, cell.column + right
        return row, column, row + cell.row_span - 1, column + cell.column_span - 1

    def _totals(self) -> None:
        written = set(self.content.figures)
        for total in self.sums:
            cell = self.formulas.cells[total.total]
            if total.total not in written:
                value = self.content.totals.get(total.total)
                self.sheet.formula(cell, self.formulas.total(total), "" if value is None else value, "total")
                written.add(total.total)
            self.sheet.mark(cell, self.formulas.fails(total), "wrong")

    def _balance(self, balance: Balance) -> None:
        """Write below a column whether the identity holds in it (相符, 差3), and mark its cells while it fails."""
        column, row = self.figures[balance.left[0]].column, _TOP + self.grid.rows
        if column == self.first:
            self.sheet.span((row, 0, row, self.first - 1), words.IDENTITY, "label")
        self.sheet.formula((row, column), self.formulas.balance(balance), self._gap(balance), "total")
        test = f'=LEFT({words.cell_name(row, column, fixed=True)},1)="差"'
        for cell in ((row, column), *(self.formulas.cells[path] for path in (*balance.left, *balance.right))):
            self.sheet.mark(cell, test, "wrong")

    def _gap(self, balance: Balance) -> str:
        """The value of the identity's formula for programs that do not compute: 相符, 差3, "" if a figure is blank."""
        known = {**self.content.totals, **self.content.figures}
        left, right = ([known.get(path) for path in side] for side in (balance.left, balance.right))
        if not all(isinstance(value, int) for value in (*left, *right)):
            return ""
        gap = sum(map(int, left)) - sum(map(int, right))  # type: ignore[arg-type]  # all are numbers, as just seen
        return f"差{gap}" if gap else "相符"

    def _mark_empty(self) -> None:
        first = self.formulas.cells[self.inputs[0]]
        area = self.formulas.area(self.inputs).replace(",", " ")
        empty = f'=AND(ISBLANK({words.cell_name(*first)}),{self.formulas.zeros}<>"{words.YES}")'
        self.sheet.mark(first, empty, "empty", multi_range=area)
        self.sheet.xlsx.ignore_errors({"number_stored_as_text": area})

    def _point(self) -> None:
        """Write right of each row, outside the print area, how many of its cells are still empty."""
        rows: dict[int, list[str]] = {}
        for path in self.inputs:
            rows.setdefault(self.figures[path].row, []).append(path)
        for row, paths in rows.items():
            empty = sum(path not in self.content.figures for path in paths)
            said = f"← 缺{empty}格" if empty else ""
            self.sheet.formula((_TOP + row, self.grid.columns), self.formulas.missing_in_row(paths), said, "warning")

    def _sign(self) -> None:
        """Write the lines for names and signatures below the table, and fit it all on one page."""
        row, columns, rows = _TOP + self.grid.rows + 3, self.grid.columns, words.head_rows(self.content.form)
        cells = {path: f"'{words.HEAD}'!{words.cell_name(at, 1, fixed=True)}" for path, at in rows.items()}
        people = (f'{label}："&{cells[path]}' for label, path in zip(words.SIGNATURES, words.FILLED, strict=True))
        lines = (f'="{words.BODY_SIGNS}："&{cells["agency.name"]}', '="' + '&"　　　　'.join(people))
        body = self.content.head.get("agency.name", "")
        values = (f"{words.BODY_SIGNS}：{body}", "：　　　　".join((*words.SIGNATURES, "")))
        for number, (formula, value) in enumerate(zip(lines, values, strict=True)):
            self.sheet.span((row + number, 0, row + number, columns - 1), "", "sign")
            self.sheet.formula((row + number, 0), formula, value, "sign")
            self.sheet.xlsx.set_row(row + number, 24)
        wide = widths(self.grid, self.first)
        is_tall = sum(heights(self.grid, wide)) > sum(wide) * _POINTS
        self.sheet.one_page((0, 0, row + len(lines) - 1, columns - 1), upright=is_tall)

    def _last_year(self) -> None:
        """Write last year's figures right of the table, or below it if the table has no labels on the left."""
        above = f"上年（{self.content.year - 1}年）{words.LAST_YEAR}"
        if not self.first:
            self.sheet.put(_TOP + self.grid.rows, 0, f"↓ {above}", "aside")
            for cell in self.figures.values():
                self._last_cell(cell, self._corners(cell, down=2))
            return
        self.sheet.put(_TOP - 1, self.first + self.shift, above, "aside")
        for cell in self.grid.cells:
            if cell.column >= self.first:
                self._last_cell(cell, self._corners(cell, right=self.shift))

    def _last_cell(self, cell: Cell[CellContent], corners: tuple[int, int, int, int]) -> None:
        if isinstance(cell.content, Figure):
            self.sheet.span(corners, last_shown(self.content.last, cell.content.path), "last")
        else:
            self.sheet.span(corners, cell.content.text, "last_label")

    def _measure(self) -> None:
        wide, sheet = widths(self.grid, self.first), self.sheet.xlsx
        sheet.set_column(self.grid.columns, self.grid.columns, 9)
        for column, width in enumerate(wide):
            sheet.set_column(column, column, width)
            if column >= self.first > 0 and self.content.last:
                sheet.set_column(column + self.shift, column + self.shift, width)
        for row, height in enumerate(heights(self.grid, wide)):
            sheet.set_row(_TOP + row, height)
        sheet.set_row(0, 24)
        sheet.set_row(1, 20)
        if self.grid.header_rows:
            sheet.freeze_panes(_TOP + self.grid.header_rows, self.first)


def _area(cells: Sequence[At]) -> str:
    """Write cells as ranges, all of them across or all of them down, whichever is fewer.

    >>> _area([(7, 4), (7, 5), (7, 6), (1, 1)])
    'E8:G8,B2'
    """
    across, down = _ranges(cells, (0, 1)), _ranges(cells, (1, 0))
    return ",".join(across if len(across) <= len(down) else down)


def _ranges(cells: Sequence[At], step: At) -> list[str]:
    runs: list[list[At]] = []
    for row, column in cells:
        if runs and runs[-1][-1] == (row - step[0], column - step[1]):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    ends = [(words.cell_name(*run[0]), words.cell_name(*run[-1])) for run in runs]
    return [first if first == last else f"{first}:{last}" for first, last in ends]


@dataclass(frozen=True, slots=True)
class _Formulas:
    """Writes the formulas of one sheet: totals, identities, and how many cells are still empty.

    Attributes:
        cells: The cell of each figure, by path.
        zeros: The cell that says whether empty cells are 0.
    """

    cells: Mapping[str, At]
    zeros: str

    def total(self, total: Sum) -> str:
        """The formula of a total: the sum, or "" while one of its figures is missing, since a blank is never 0."""
        return f'=IF({self._complete(total.terms)},SUM({self.area(total.terms)}),"")'

    def fails(self, total: Sum) -> str:
        """The formula that is true while a stated total is not the sum of its figures."""
        cell = words.cell_name(*self.cells[total.total])
        complete, added = self._complete(total.terms), f"SUM({self.area(total.terms)})"
        return f"=AND(ISNUMBER({cell}),{complete},N({cell})<>{added})"

    def balance(self, balance: Balance) -> str:
        """The formula of the identity in one column: 相符, or 差 and by how much; "" while a figure is missing."""
        left, right = self.area(balance.left), self.area(balance.right)
        gap = f"SUM({left})-SUM({right})"
        complete = self._complete((*balance.left, *balance.right))
        return f'=IF({complete},IF({gap}=0,"相符","差"&({gap})),"")'

    def missing(self, inputs: Sequence[str], gaps: str) -> str:
        """The formula that says how many cells are empty; if none is, whether an identity fails in the row `gaps`."""
        rest = f'IF(COUNTIF({gaps},"差*")>0,"勾稽不相符，见红色的格","")' if gaps else '""'
        return self._missing(inputs, "还有", "格没有填", rest)

    def missing_in_row(self, inputs: Sequence[str]) -> str:
        """The formula beside a row that says how many of its cells are still empty (← 缺3格)."""
        return self._missing(inputs, "← 缺", "格", '""')

    def _missing(self, inputs: Sequence[str], before: str, after: str, rest: str) -> str:
        count = f"{len(inputs)}-COUNTA({self.area(inputs)})"
        return f'=IF(OR({self.zeros}="{words.YES}",{count}=0),{rest},"{before}"&({count})&"{after}")'

    def _complete(self, terms: Sequence[str]) -> str:
        cells = self.area(terms)
        return f'IF({self.zeros}="{words.YES}",COUNTA({cells})=COUNT({cells}),COUNT({cells})={len(terms)})'

    def area(self, paths: Iterable[str]) -> str:
        """The cells of some figures, as the argument of a formula."""
        return _area([self.cells[path] for path in paths])
