"""Formulas over figure cells, made from the declared sums and the identity of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from gk_docs.authored.workbook.words import YES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gk_docs.form.outline import Balance, Sum


def area(cells: Sequence[str]) -> str:
    """Cells as the fewest ranges down or across.

    >>> area(["E8", "F8", "G8", "B2"])
    'E8:G8,B2'
    """
    across, down = _ranges(cells, (0, 1)), _ranges(cells, (1, 0))
    return ",".join(across if len(across) <= len(down) else down)


def _ranges(cells: Sequence[str], step: tuple[int, int]) -> list[str]:
    runs: list[list[tuple[int, int]]] = []
    for cell in cells:
        row, column = xl_cell_to_rowcol(cell)
        if runs and (runs[-1][-1][0] + step[0], runs[-1][-1][1] + step[1]) == (row, column):
            runs[-1].append((row, column))
        else:
            runs.append([(row, column)])
    ends = [(xl_rowcol_to_cell(*run[0]), xl_rowcol_to_cell(*run[-1])) for run in runs]
    return [first if first == last else f"{first}:{last}" for first, last in ends]


@dataclass(frozen=True, slots=True)
class Formulas:
    """The formulas of one sheet.

    Attributes:
        cells: The cell of each figure, by path.
        zeros: The cell that says whether empty cells are 0.
    """

    cells: Mapping[str, str]
    zeros: str

    def total(self, total: Sum) -> str:
        """The sum, or nothing while a figure that it needs is missing: a blank is never taken for 0."""
        return f'=IF({self._complete(total.terms)},SUM({self._area(total.terms)}),"")'

    def fails(self, total: Sum) -> str:
        """Whether a total is not the sum of its figures."""
        cell = self.cells[total.total]
        complete, added = self._complete(total.terms), f"SUM({self._area(total.terms)})"
        return f"=AND(ISNUMBER({cell}),{complete},N({cell})<>{added})"

    def balance(self, balance: Balance) -> str:
        """What the identity of one column gives: 相符, or by how much it fails; nothing while a figure is missing."""
        left, right = self._area(balance.left), self._area(balance.right)
        gap = f"SUM({left})-SUM({right})"
        complete = self._complete((*balance.left, *balance.right))
        return f'=IF({complete},IF({gap}=0,"相符","差"&({gap})),"")'

    def missing(self, inputs: Sequence[str]) -> str:
        """How many cells are still empty, in words."""
        count = f"{len(inputs)}-COUNTA({self._area(inputs)})"
        return f'=IF(OR({self.zeros}="{YES}",{count}=0),"","还有"&({count})&"格没有填")'

    def _complete(self, terms: Sequence[str]) -> str:
        cells = self._area(terms)
        return f'IF({self.zeros}="{YES}",COUNTA({cells})=COUNT({cells}),COUNT({cells})={len(terms)})'

    def _area(self, paths: Iterable[str]) -> str:
        return area([self.cells[path] for path in paths])
