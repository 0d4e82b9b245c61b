"""The tables as one edition prints them: their rows and blocks, the squares of the figures, and the sums."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.form.layout import Content, Figure
from gk_docs.form.outline import outline_of
from gk_docs.form.report import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.model import Model
    from gk_docs.grid import Cell

DISCLOSURE, REQUESTS, CASES = TABLES
"""Field names of the sections that are tables: 2, 3 and 4."""


class Squares(NamedTuple):
    """The unit squares of the form's grid to the right of a row's label.

    Attributes:
        offsets: The square in which each figure begins.
        width: Number of squares.
    """

    offsets: tuple[int, ...]
    width: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of tables 2 and 3, or a block of table 4.

    Attributes:
        figures: Its figures in printed order.
        squares: Their squares to the right of the label.
        sums: The declared sums over figures of this row only: the index of each total, and those of its terms.
    """

    figures: tuple[Figure, ...]
    squares: Squares
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    @property
    def count(self) -> int:
        """How many figures it has."""
        return len(self.squares.offsets)

    @property
    def heads(self) -> list[str]:
        """The column heads directly above its figures."""
        return [figure.columns[-1] for figure in self.figures]

    def adds_up(self, numbers: Sequence[int]) -> bool:
        """Whether numbers are as many as its figures and its sums hold; False if it has no sums."""
        return len(numbers) == self.count and bool(self.sums) and self._hold(numbers)

    def fails(self, numbers: Sequence[int]) -> bool:
        """Whether numbers are as many as its figures and one of its sums does not hold."""
        return len(numbers) == self.count and not self._hold(numbers)

    def _hold(self, numbers: Sequence[int]) -> bool:
        return all(numbers[total] == sum(numbers[term] for term in terms) for total, terms in self.sums)

    def shifted(self, squares: int) -> PrintedRow:
        """The same row with a label so many squares wider, each of which may leave an empty cell before the figures."""
        offsets = tuple(offset + squares for offset in self.squares.offsets)
        return PrintedRow(self.figures, Squares(offsets, self.squares.width + squares), self.sums)


def row_of(figure: Figure) -> str:
    """The field path of the printed row of a figure; in table 4, of its block.

    In table 2 the path has two steps whether the row has one figure or several, so that it is the same in all editions.
    """
    steps = figure.path.split(".")
    return ".".join(steps[:2] if steps[0] == DISCLOSURE else steps[:-1])


@cache
def printed_rows(form: type[Model]) -> Mapping[str, PrintedRow]:
    """By path in printed order, every printed row of an edition (in table 4, every block)."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    squares: dict[str, Squares] = {}
    for section in outline_of(form).sections:
        for cells in section.grid.by_row() if section.grid else ():
            for name, figures, place in _rows_in(cells, section.grid.columns if section.grid else 0):
                rows[name].extend(figures)
                squares[name] = place
    return {name: _with_sums(tuple(figures), squares[name], form) for name, figures in rows.items()}


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


def _with_sums(figures: tuple[Figure, ...], squares: Squares, form: type[Model]) -> PrintedRow:
    places = {figure.path: number for number, figure in enumerate(figures)}
    sums = (
        (places[total.total], tuple(places[term] for term in total.terms))
        for total in outline_of(form).sums
        if {total.total, *total.terms} <= places.keys()
    )
    return PrintedRow(figures, squares, tuple(sums))


@cache
def cases_of(form: type[Model]) -> tuple[PrintedRow, ...]:
    """The blocks of table 4 in printed order."""
    return tuple(printed for name, printed in printed_rows(form).items() if name.startswith(CASES))


@cache
def together(blocks: tuple[PrintedRow, ...], form: type[Model]) -> PrintedRow:
    """Several blocks of table 4 as one row."""
    figures = tuple(figure for block in blocks for figure in block.figures)
    return _with_sums(figures, Squares(tuple(range(len(figures))), len(figures)), form)


@cache
def blocks_of_disclosure(form: type[Model]) -> tuple[tuple[str, ...], ...]:
    """For each block of table 2, the names of the rows below its head."""
    found: list[dict[str, None]] = []
    grid = outline_of(form).section(DISCLOSURE).grid
    for cells in grid.by_row() if grid else ():
        contents = [cell.content for cell in cells]
        if any(not isinstance(content, Figure) and content.role == "band" for content in contents):
            found.append({})
        found[-1] |= {row_of(content): None for content in contents if isinstance(content, Figure)}
    return tuple(map(tuple, found))
