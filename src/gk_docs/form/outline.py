"""The form as a list to look things up in: sections, merged grids, figures by path and by Chinese label, sums.

Everything here is derived from the types of an edition and from the marks on their fields; no label is written here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from gk_docs.form.layout import Content, Figure, grid_of
from gk_docs.form.model import Model, kind_of
from gk_docs.form.parts import NamedPart, Narrative, Told
from gk_docs.form.table import CarriedFrom, FormTable, Total, Variants, addends, mark_of, rows_beside, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gk_docs.grid import Cell, Grid

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections of the form: a table, or text.

    Attributes:
        name: Field name (`requests`).
        title: Title as the form prints it (三、收到和处理政府信息公开申请情况).
        kind: Its type.
        grid: The merged grid of its table, or None for a narrative section.
    """

    name: str
    title: str
    kind: type[FormTable | Narrative]
    grid: Grid[Content] | None

    @property
    def variants(self) -> Variants:
        """The other ways in which reports write its title."""
        return self.kind.variants

    @property
    def number(self) -> str:
        """The Chinese number before the title (三)."""
        return self.title.partition("、")[0]

    @property
    def named_parts(self) -> Mapping[str, NamedPart]:
        """The parts that the form or custom knows, by name, in statutory order; none of a table."""
        return self.kind.named_parts() if issubclass(self.kind, Narrative) else {}

    @property
    def cells(self) -> tuple[Cell[Content], ...]:
        """The cells of its table; none of a narrative section."""
        return self.grid.cells if self.grid else ()

    @property
    def figures(self) -> Iterator[tuple[Figure, Cell[Content]]]:
        """Each figure of its table with its cell, in printed order."""
        return ((cell.content, cell) for cell in self.cells if isinstance(cell.content, Figure))


@dataclass(frozen=True, slots=True)
class Sum:
    """A declared sum: the figure at `total` is the sum of those at `terms`, all paths."""

    total: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """The statutory identity of table 3 in one column: the figures of `left` have the same sum as those of `right`."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldPart:
    """A part of a narrative section that is written from figures where it is left out.

    Attributes:
        path: Path of the part (`other_matters.processing_fee`).
        figures: Path of the figures (`other_matters.fee`).
        title: The name of the figures in Chinese (信息处理费).
        kind: Their type.
    """

    path: str
    figures: str
    title: str
    kind: type[Told]


@dataclass(frozen=True, slots=True)
class Outline:
    """A form, derived from its type.

    Attributes:
        sections: The six sections in statutory order.
        section_names: Their field names.
        figures: Every figure by its path, in printed order (200 in the 2021 form).
        sums: Every declared sum, of rows and of columns.
        balances: The identity of table 3, column by column.
        told: Every part that is written from figures.
        told_sections: Field names of the sections that have such a part.
        carried: Path of each figure carried over, with the path of its source in last year's report.
    """

    sections: tuple[Section, ...]
    section_names: tuple[str, ...]
    figures: Mapping[str, Figure]
    sums: tuple[Sum, ...]
    balances: tuple[Balance, ...]
    told: tuple[ToldPart, ...]
    told_sections: tuple[str, ...]
    carried: Mapping[str, str]

    @property
    def totals(self) -> frozenset[str]:
        """The figures that are sums of others, by path."""
        return frozenset(total.total for total in self.sums)

    def section(self, name: str) -> Section:
        """Get a section by its field name.

        Raises:
            KeyError: If the form lacks it.
        """
        for section in self.sections:
            if section.name == name:
                return section
        raise KeyError(name)


@cache
def outline_of(form: type[Model]) -> Outline:
    """The outline of a form (`AnnualReport` or `AnnualReport2019`).

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> outline = outline_of(AnnualReport)
    >>> len(outline.figures), len(outline.sums), len(outline.balances)
    (200, 35, 7)
    >>> outline.figures["requests.outcomes.refused.state_secret.natural_person"].labels[1:]
    ('三、本年度办理结果', '（三）不予公开', '1.属于国家秘密', '申请人情况', '自然人')
    """
    sections = tuple(_sections(form))
    told = tuple(part for section in sections for part in _told(section))
    figures = {figure.path: figure for section in sections for figure, _ in section.figures}
    rows = {path: path_beside(path, mark.row) for path, mark in marked(form, CarriedFrom)}
    tables = {section.name: section.kind for section in sections if issubclass(section.kind, FormTable)}
    return Outline(
        sections=sections,
        section_names=tuple(section.name for section in sections),
        figures=figures,
        sums=tuple(total for name, table in tables.items() for total in _sums(table, name)),
        balances=tuple(balance for name, table in tables.items() for balance in _balances(table, name)),
        told=told,
        told_sections=tuple(dict.fromkeys(part.path.partition(".")[0] for part in told)),
        carried={path: path.replace(row, rows[row], 1) for path in figures if (row := path.rpartition(".")[0]) in rows},
    )


def _sections(form: type[Model]) -> Iterator[Section]:
    for name, field in form.model_fields.items():
        title = str(field.title)
        if table := table_of(field):
            yield Section(name, title, table, grid_of(table, name, title))
        elif narrative := kind_of(field.annotation, Narrative):
            yield Section(name, title, narrative, None)


def _told(section: Section) -> Iterator[ToldPart]:
    for name, part in section.named_parts.items():
        field = section.kind.model_fields.get(part.written_from)
        if field and (kind := kind_of(field.annotation, Told)):
            figures = f"{section.name}.{part.written_from}"
            yield ToldPart(f"{section.name}.{name}", figures, str(field.title), kind)


@cache
def figures_under(form: type[Model], path: str) -> tuple[str, ...]:
    """The paths of a form's figures in a table, or a group of rows, in printed order."""
    return tuple(one for one in outline_of(form).figures if one.startswith(f"{path}."))


def path_beside(path: str, name: str) -> str:
    """The path of a field that stands in the same row or table as the one at `path`."""
    return f"{path.rpartition('.')[0]}.{name}"


def marked(form: type[Model], kind: type[M]) -> tuple[tuple[str, M], ...]:
    """Every mark of that kind on a field of the form's tables, with the path of the field, in printed order."""
    return cast("tuple[tuple[str, M], ...]", _marks_by_kind(form).get(kind, ()))


@cache
def _marks_by_kind(form: type[Model]) -> Mapping[type, tuple[tuple[str, object], ...]]:
    found: dict[type, tuple[tuple[str, object], ...]] = {}
    for path, mark in _marks(form):
        found[type(mark)] = (*found.get(type(mark), ()), (path, mark))
    return found


def _marks(form: type[Model]) -> Iterator[tuple[str, object]]:
    for name, field in form.model_fields.items():
        yield from ((name, mark) for mark in field.metadata)
        if table := table_of(field):
            yield from ((f"{name}.{path}", mark) for path, mark in _marks(table))


def _sums(table: type[FormTable], path: str) -> Iterator[Sum]:
    for name, field in table.model_fields.items():
        row = table_of(field)
        if row is not None:
            yield from _sums(row, f"{path}.{name}")
        if mark_of(field, Total) and row is not None:
            rows = [f"{path}.{line}" for line in rows_beside(table, name)]
            for column in row.model_fields:
                yield Sum(f"{path}.{name}.{column}", tuple(f"{line}.{column}" for line in rows))
        elif mark_of(field, Total):
            yield Sum(f"{path}.{name}", tuple(f"{path}.{term}" for term in addends(table)))


def _balances(table: type[FormTable], path: str) -> Iterator[Balance]:
    if identity := table.identity:
        line = table_of(table.model_fields[identity.left[0]])
        for column in line.model_fields if line else ():
            yield Balance(
                tuple(f"{path}.{row}.{column}" for row in identity.left),
                tuple(f"{path}.{row}.{column}" for row in identity.right),
            )


@cache
def _steps(path: str) -> tuple[tuple[str, ...], str]:
    *inner, last = path.split(".")
    return tuple(inner), last


def plant(tree: dict[str, Any], paths: Iterable[str], values: Mapping[str, Any]) -> None:
    """Set the figures at `paths` in the nested mapping that a form validates; a path without a value is blank."""
    for path in paths:
        inner, last = _steps(path)
        node = tree
        for name in inner:
            node = node.setdefault(name, {})
        node[last] = values.get(path)
