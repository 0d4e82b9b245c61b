"""Where each printed row of the form has its figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.cells import Squares
from gk_docs.published.matching.vocabulary import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.layout import Content
    from gk_docs.form.model import Model
    from gk_docs.grid import Cell


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of tables 2 and 3, or a block of table 4.

    Attributes:
        figures: Its figures in printed order.
        squares: Where they stand to the right of the label.
    """

    figures: tuple[Figure, ...]
    squares: Squares

    def shifted(self, squares: int) -> PrintedRow:
        """The same row where its label is so many squares wider."""
        offsets = tuple(offset + squares for offset in self.squares.offsets)
        return PrintedRow(self.figures, Squares(offsets, self.squares.width + squares))


@cache
def printed_rows(form: type[Model]) -> Mapping[str, PrintedRow]:
    """Every printed row of an edition (of table 4: every block) by its path, in printed order."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    squares: dict[str, Squares] = {}
    for section in outline_of(form).sections:
        for cells in section.grid.by_row() if section.grid else ():
            for name, figures, place in _rows_in(cells, section.grid.columns if section.grid else 0):
                rows[name].extend(figures)
                squares[name] = place
    return {name: PrintedRow(tuple(figures), squares[name]) for name, figures in rows.items()}


def _rows_in(cells: Sequence[Cell[Content]], columns: int) -> Iterator[tuple[str, list[Figure], Squares]]:
    groups: dict[str, list[Cell[Content]]] = defaultdict(list)
    labels = [cell for cell in cells if not isinstance(cell.content, Figure)]
    for cell in cells:
        if isinstance(cell.content, Figure):
            groups[row_of(cell.content)].append(cell)
    for name, group in groups.items():
        start = labels[-1].column + 1 if labels else group[0].column
        end = columns if labels else group[-1].column + 1
        figures = [cell.content for cell in group if isinstance(cell.content, Figure)]
        yield name, figures, Squares(tuple(cell.column - start for cell in group), end - start)
