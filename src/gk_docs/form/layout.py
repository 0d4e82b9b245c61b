"""The merged grid of each table, derived from its type: the printed geometry of tables 2, 3 and 4.

Three layouts: blocks of rows (table 2), rows in groups by columns in groups (table 3), one row under columns in groups
(table 4). A cell holds a `Label`, or a `Figure` with its path.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from gk_docs.form.table import Block, FormTable, Identity, Under, mark_of, table_of, unit_of
from gk_docs.form.values import Unit
from gk_docs.grid import Cell, Grid, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic.fields import FieldInfo

    _LabelPlace = tuple[int, int, int, int, str]  # level, first leaf, levels covered, leaves covered, text


@dataclass(frozen=True, slots=True)
class Label:
    """A label that the form prints in a table.

    Attributes:
        text: The label as the form prints it.
        role: `band` heads a block over the whole width, `column` heads columns, `row` heads rows, `corner` is the
            sentence in the corner of table 3.
    """

    text: str
    role: Literal["band", "column", "row", "corner"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of a table that holds a figure.

    Attributes:
        path: Field path from the report (`requests.received.total`).
        section: Title of its section.
        rows: Labels of the rows that lead to it, from the outside in.
        columns: Labels of the columns that lead to it, from the outside in.
        unit: 件, 项, 个, 元 or 万元.
        signed: Whether it may be negative (本年增/减 of the 2019 form).
    """

    path: str
    section: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    unit: str
    signed: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """All printed labels that lead to it: section, rows, columns."""
        return (self.section, *self.rows, *self.columns)


Content: TypeAlias = Label | Figure


class Branch(NamedTuple):
    """A printed label with the labels inside it; `path` is the field path below the table, or below the row."""

    title: str
    inside: tuple[Branch, ...] = ()
    path: str = ""
    unit: Unit = Unit("")

    @property
    def leaves(self) -> int:
        """How many leaves are below it; 1 for a leaf."""
        return sum(branch.leaves for branch in self.inside) if self.inside else 1

    @property
    def depth(self) -> int:
        """How many labels lead to its deepest leaf, its own counted."""
        return 1 + max((branch.depth for branch in self.inside), default=0)

    def paths(self) -> Iterator[tuple[tuple[str, ...], Branch]]:
        """Yield each leaf with the labels that lead to it, from the outside in."""
        if not self.inside:
            yield (self.title,), self
        for branch in self.inside:
            for labels, leaf in branch.paths():
                yield (self.title, *labels), leaf


def grid_of(table: type[FormTable], path: str, title: str) -> Grid[Content]:
    """The merged grid of a table of the form.

    Args:
        table: The type of the section.
        path: Its field path (`requests`).
        title: The section's title, the outermost label of every figure.
    """
    if any(mark_of(field, Block) for field in table.model_fields.values()):
        rows = list(_blocks(table, path, title))
        return Grid.of_rows(rows)
    if table.identity:
        return _cross_table(table, table.identity, path, title)
    return _crossed((), _branches(table), path, title)


def _blocks(table: type[FormTable], path: str, title: str) -> Iterator[list[Span[Content]]]:
    fields = [(name, field, block) for name, field in table.model_fields.items() if (block := mark_of(field, Block))]
    width = max(sum(block.spans) if block.spans else 1 + len(_columns(field, block)) for _, field, block in fields)
    for head, rows in groupby(fields, key=lambda entry: entry[2].title):
        block_rows = list(rows)
        _, first, block = block_rows[0]
        columns = [label for label, _, _ in _columns(first, block)]
        yield [Span(Label(head, "band"), column_span=width)]
        labels: list[Content] = [Label(text, "column") for text in (table.stub, *columns)]
        yield _spread(labels, block.spans, width)
        for name, field, own in block_rows:
            figures: list[Content] = [
                Figure(f"{path}.{name}{tail}", title, (head, str(field.title)), (column,), unit.name, unit.signed)
                for column, tail, unit in _columns(field, own)
            ]
            yield _spread([Label(str(field.title), "row"), *figures], own.row_spans or own.spans, width)


def _columns(field: FieldInfo, block: Block) -> list[tuple[str, str, Unit]]:
    """Label, path below the field, and unit of each figure in the row of a block."""
    row = table_of(field)
    if row is None:
        return [(block.column or "", "", _unit(field))]
    return [(str(inner.title), f".{name}", _unit(inner)) for name, inner in row.model_fields.items()]


def _unit(field: FieldInfo) -> Unit:
    return mark_of(field, Unit) or Unit("")


def _spread(contents: Sequence[Content], spans: tuple[int, ...] | None, width: int) -> list[Span[Content]]:
    widths = spans or (*[1] * (len(contents) - 1), width - len(contents) + 1)
    return [Span(content, column_span=span) for content, span in zip(contents, widths, strict=True)]


def _branches(table: type[FormTable], path: str = "") -> tuple[Branch, ...]:
    """The printed tree of a table's fields; fields under one `Under` share a branch."""
    fields = [
        (name, field) for name, field in table.model_fields.items() if unit_of(field) or table_of(field) is not None
    ]
    found: list[Branch] = []
    for under, group in groupby(fields, key=lambda entry: mark_of(entry[1], Under)):
        branches = tuple(_branch(name, field, path) for name, field in group)
        found.extend([Branch(under.title, branches)] if under else branches)
    return tuple(found)


def _branch(name: str, field: FieldInfo, path: str) -> Branch:
    inner, below = table_of(field), f"{path}.{name}"
    if inner is None:
        return Branch(str(field.title), path=below, unit=_unit(field))
    return Branch(str(field.title), _branches(inner, below), below)


def _rows_only(branch: Branch, columns: int) -> Branch:
    """Cut a branch at its rows of figures, which become leaves."""
    if all(not leaf.inside for leaf in branch.inside) or branch.leaves == columns:
        return Branch(branch.title, path=branch.path)
    return Branch(branch.title, tuple(_rows_only(inner, columns) for inner in branch.inside), branch.path)


def _cross_table(table: type[FormTable], identity: Identity, path: str, title: str) -> Grid[Content]:
    line = next(inner for field in table.model_fields.values() if (inner := table_of(field)))
    columns = Branch(table.columns_title, _branches(line))
    rows = [_rows_only(branch, columns.leaves) for branch in _branches(table)]
    return _crossed(rows, (columns,), path, title, corner=identity.label)


def _crossed(
    rows: Sequence[Branch], columns: Sequence[Branch], path: str, title: str, corner: str = ""
) -> Grid[Content]:
    """The grid with a figure for each row and column, labels left and above; without rows, one line of figures."""
    left, top = (max((branch.depth for branch in side), default=0) for side in (rows, columns))
    cells: list[Cell[Content]] = [Cell(0, 0, top, left, Label(corner, "corner"))] if corner else []
    for level, leaf, deep, wide, text in _placed(columns, top):
        cells.append(Cell(level, left + leaf, deep, wide, Label(text, "column")))
    for level, leaf, deep, wide, text in _placed(rows, left):
        cells.append(Cell(top + leaf, level, wide, deep, Label(text, "row")))
    lines, heads = ([ends for branch in side for ends in branch.paths()] for side in (rows, columns))
    for row, (labels, line) in enumerate(lines or [((), Branch(""))], top):
        for column, (above, end) in enumerate(heads, left):
            at = f"{path}{line.path}{end.path}"
            cells.append(Cell(row, column, 1, 1, Figure(at, title, labels, above, end.unit.name, end.unit.signed)))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(left + len(heads), tuple(cells), header_rows=top)


def _placed(branches: Iterable[Branch], depth: int, leaf: int = 0, level: int = 0) -> Iterator[_LabelPlace]:
    """Place the labels of a tree of `depth` levels: each spans its leaves, and a leaf's reaches down to the figures."""
    for branch in branches:
        yield level, leaf, 1 if branch.inside else depth, branch.leaves, branch.title
        yield from _placed(branch.inside, depth - 1, leaf, level + 1)
        leaf += branch.leaves
