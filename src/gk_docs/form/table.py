"""What a table of the form is made of: figures, rows and groups, with the marks that say how they print and add up.

A field with a unit is a figure; a field whose type is a `FormTable` is a row or a group of rows. The marks are in the
field's annotation: `Total`, `Under`, `Block` for the print, `Main`, `CarriedFrom`, `Stock` for what a figure means.
Code that walks the form reads them with `unit_of`, `table_of` and `mark_of`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from pydantic import Field, model_validator

from gk_docs.chinese.labels import suggestion
from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.model import Model, kind_of
from gk_docs.form.values import DIGITS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

    from gk_docs.form.stated import Zeros

M = TypeVar("M")
T = TypeVar("T", bound="FormTable")


@dataclass(frozen=True, slots=True)
class Total:
    """The figure, or row of figures, is the sum of all the others in its row or group."""


@dataclass(frozen=True, slots=True)
class Under:
    """The printed header cell above a column, where no field stands for that cell (法人或其他组织)."""

    title: str


@dataclass(frozen=True, slots=True)
class Block:
    """The block of table 2 that a row belongs to.

    Attributes:
        title: Its head, over the whole width (第二十条第（一）项).
        column: Label of the figure's column where the row holds a single figure.
        spans: Columns that each header cell covers; None for one each, with the rest for the last.
        row_spans: The same for the cells of a row, where they differ from the header's.
    """

    title: str
    column: str | None = None
    spans: tuple[int, ...] | None = None
    row_spans: tuple[int, ...] | None = None


class Main:
    """The main figures of a row, which a list of many bodies shows for each body.

    Attributes:
        columns: Field names of the main figures of the row; empty for its total, or for the figure itself.
        is_rare: Whether few bodies can state anything but 0 there, so that a list may leave it out.
    """

    def __init__(self, *columns: str, is_rare: bool = False) -> None:
        self.columns, self.is_rare = columns, is_rare


@dataclass(frozen=True, slots=True)
class CarriedFrom:
    """The row carries over last year's figures of another row.

    Attributes:
        row: Field name of that row, in the same table.
    """

    row: str


@dataclass(frozen=True, slots=True)
class Stock:
    """The figure is last year's, plus what came in the year, minus what went.

    Attributes:
        came: Field name of the figure of what came in the year, in the same row.
        went: Field name of the figure of what went.
    """

    came: str
    went: str


YEAR_BEFORE = r"(?:本年度|\d{4}年度?|本机关|本单位)?"
"""Pattern of what may stand before the title of a section."""


@dataclass(frozen=True, slots=True)
class Variants:
    """How reports write the title of a section where they do not print it as the form does.

    Attributes:
        known: Pattern of the ways in which published reports write it, without number and punctuation.
        harmless: Titles without their number that mean the same beyond doubt.
        mentioned: Pattern by which a preamble that lists the sections names it; "" for the title itself.
    """

    known: str = ""
    harmless: tuple[str, ...] = ()
    mentioned: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """The statutory identity of table 3: in every column, the rows of `left` add up to those of `right`.

    Attributes:
        left: Paths of rows, relative to the table.
        right: Paths of rows, relative to the table.
        label: The sentence that the form prints in the corner.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    label: str


def figure(title: str, description: str) -> Any:
    """A field that holds a figure, blank if omitted: its printed label, and what it is."""
    return Field(default=None, title=title, description=description)


def row(kind: type[T], title: str, description: str) -> T:
    """A field that holds a row or a group of rows, all blank if omitted: its type, its printed label, what it is."""
    return Field(default=kind(), title=title, description=description)


def mark_of(field: FieldInfo, kind: type[M]) -> M | None:
    """Get a field's mark of that kind; None where it has none."""
    return next((mark for mark in field.metadata if isinstance(mark, kind)), None)


def unit_of(field: FieldInfo) -> str | None:
    """The unit of a figure (件, 项, 个, 元, 万元), or None for a field that does not hold a figure."""
    unit = mark_of(field, Unit)
    return unit.name if unit else None


def table_of(field: FieldInfo) -> type[FormTable] | None:
    """The type of a row or group of rows, or None where the field is neither."""
    return kind_of(field.annotation, FormTable)


class FormTable(Model):
    """A part of the form that holds figures: a table, a group of rows, or a row.

    An omitted figure is blank. An omitted total is computed; it is blank where an addend is blank, or where it would
    have more digits than a figure may have, so that every report can be written and read back.

    Attributes:
        stub: Head of the column of labels, in a table of blocks.
        columns_title: Head over all columns of figures, in a table of rows by columns.
        identity: The statutory identity of such a table.
        widths: Widths of its columns in twips, where the issued form has them; equal widths if empty.
        variants: How reports write the title of its section otherwise.
    """

    stub: ClassVar[str] = ""
    columns_title: ClassVar[str] = ""
    identity: ClassVar[Identity | None] = None
    widths: ClassVar[tuple[int, ...]] = ()
    variants: ClassVar[Variants] = Variants()

    if TYPE_CHECKING:
        zeros: ClassVar[Zeros]  # what it takes, by the names of the form
    else:

        @classmethod
        def zeros(cls, **stated: Any) -> Self:
            """Make a table in which every figure is 0 except those stated; totals that are not stated are computed.

            Args:
                **stated: Values by field name; a row or group is an object, or a mapping of what it states itself.

            Raises:
                InvalidReport: If a name is unknown, in any row; with all of them, and the nearest for each.
                pydantic.ValidationError: If a stated value does not fit.
            """
            if problems := [*_unknown_names(cls, stated, ())]:
                raise InvalidReport(problems)
            return cls(**_with_zeros(cls, stated))

    @model_validator(mode="after")
    def _fill_totals(self) -> Self:
        for name, row in _totals_of(type(self)):
            if row is None:
                if name not in self.model_fields_set:
                    self._compute(name, self._total(name, None))
                continue
            given: FormTable = getattr(self, name)
            if given.model_fields_set != row.model_fields.keys():
                stated = {column: getattr(given, column) for column in given.model_fields_set}
                filled = self._total(name, row, **stated)
                filled.model_fields_set.intersection_update(stated)
                self._compute(name, filled)
        return self

    def _computed(self) -> Mapping[str, Any]:
        return {name: self._total(name, row) for name, row in _totals_of(type(self))}

    def _total(self, name: str, row: type[FormTable] | None, **stated: int | None) -> Any:
        """The total in a field, or the row of totals of that type, with what is stated of it."""
        if row is None:
            return total_of(getattr(self, one) for one in addends(type(self)))
        rows = [line for path in rows_beside(type(self), name) if isinstance(line := attrgetter(path)(self), row)]
        sums = {column: total_of(getattr(line, column) for line in rows) for column in addends(row)}
        return row(**{**sums, **stated})


def _unknown_names(
    table: type[FormTable], stated: Mapping[str, Any], steps: tuple[tuple[str, str], ...]
) -> Iterator[Problem]:
    """A problem for each name that a table or a row of it lacks; `steps` are the names and labels that lead to it."""
    for name, value in stated.items():
        field = table.model_fields.get(name)
        names, labels = zip(*steps, (name, str(field.title) if field else name), strict=True)
        if field is None:
            mend = suggestion(name, table.model_fields) or f"可以写：{'、'.join(table.model_fields)}"
            yield Problem(message="没有这一项", path=".".join(names), place=" · ".join(labels), mend=mend)
        elif (row := table_of(field)) and isinstance(value, Mapping):
            yield from _unknown_names(row, value, (*steps, (name, labels[-1])))


def _with_zeros(table: type[FormTable], stated: Mapping[str, Any]) -> dict[str, Any]:
    """The stated figures of a table, with 0 for every other figure except totals."""
    values = dict(stated)
    for name, field in table.model_fields.items():
        row, given = table_of(field), stated.get(name, {})
        if mark_of(field, Total):
            continue
        if unit_of(field):
            values.setdefault(name, 0)
        elif row and isinstance(given, Mapping):
            values[name] = _with_zeros(row, given)
    return values


@cache
def _totals_of(table: type[FormTable]) -> tuple[tuple[str, type[FormTable] | None], ...]:
    """The totals of a table by field name, each with the type of its row if it is one."""
    return tuple((name, table_of(field)) for name, field in table.model_fields.items() if mark_of(field, Total))


@cache
def addends(row: type[FormTable]) -> tuple[str, ...]:
    """Names of the figures of a row that its total adds up, in printed order."""
    return tuple(name for name, field in row.model_fields.items() if unit_of(field) and not mark_of(field, Total))


@cache
def rows_beside(table: type[FormTable], total: str) -> tuple[str, ...]:
    """Paths, from the table, of the rows that the row of totals at field `total` adds up: all other rows of figures."""
    return tuple(path for name in table.model_fields if name != total for path in _rows(table, name))


def _rows(table: type[FormTable], name: str) -> Iterator[str]:
    """Paths of the rows of figures at a field and below it."""
    row = table_of(table.model_fields[name])
    if row is not None and any(unit_of(field) for field in row.model_fields.values()):
        yield name
    elif row is not None:
        yield from (f"{name}.{path}" for inner in row.model_fields for path in _rows(row, inner))


def add(values: Iterable[int | None]) -> int | None:
    """The sum of counts, or None where one is blank: a blank is never taken for 0.

    >>> add([1, 2]), add([1, None])
    (3, None)
    """
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def total_of(values: Iterable[int | None]) -> int | None:
    """The value of an omitted total: the sum, or None if a value is blank or the sum has more than `DIGITS` digits."""
    total = add(values)
    return total if total is not None and total < 10**DIGITS else None
