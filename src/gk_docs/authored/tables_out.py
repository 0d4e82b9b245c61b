"""The figures of a report as an author would write them: totals left out, `其余: 0` for what is 0."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.authored.tree import Exact, Row
from gk_docs.authored.words import ALL, REST
from gk_docs.form.labels import key_of
from gk_docs.form.table import Table, Total, mark_of, table_of, unit_of
from gk_docs.form.values import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

_RESTS = (Exact("0"), Exact("null"))
_WORTH_IT = 2  # from how many equal counts on they are gathered under one key


def compact(table: Table) -> dict[str, Any]:
    """A table, a group or a row as keys with figures.

    Reading it as authored input gives the same figures, text beside the table left out.
    """
    stated = _stated_totals(table)
    own = {name: _figures(table, name) for name in _names(table)}
    rest = max(_RESTS, key=lambda rest: sum(_is_all(value, rest) for value in own.values()))
    gathered = {name for name, value in own.items() if _is_all(value, rest)}
    if len(gathered) == len(own) and not stated:
        return Row({ALL: rest})
    if len(gathered) < _WORTH_IT:
        gathered = set()
    labels = {name: key_of(str(field.title)) for name, field in type(table).model_fields.items()}
    kind = dict if any(isinstance(value, dict) for value in own.values()) else Row
    written = {labels[name]: value for name, value in {**own, **stated}.items() if name not in gathered}
    return kind({**written, **({REST: rest} if gathered else {})})


def _names(table: Table) -> list[str]:
    """The figures, rows and groups that are no sums."""
    fields = type(table).model_fields.items()
    return [name for name, field in fields if (unit_of(field) or table_of(field)) and not mark_of(field, Total)]


def _figures(table: Table, name: str) -> Any:
    value = getattr(table, name)
    return compact(value) if isinstance(value, Table) else _text(value)


def _text(value: int | Decimal | None) -> Exact:
    return Exact("null" if value is None else plain(value) if isinstance(value, Decimal) else str(value))


def _is_all(value: Any, rest: Exact) -> bool:
    return value == rest or (isinstance(value, dict) and value == {ALL: rest})


def _stated_totals(table: Table) -> Mapping[str, Any]:
    """The totals that are not what would be computed if they were left out."""
    fields = type(table).model_fields
    totals = [name for name, field in fields.items() if mark_of(field, Total)]
    computed = type(table)(**{name: getattr(table, name) for name in fields if name not in totals})
    stated: dict[str, Any] = {}
    for name in totals:
        value, other = getattr(table, name), getattr(computed, name)
        if value != other:
            stated[name] = _stated_row(table, name) if isinstance(value, Table) else _text(value)
    return stated


def _stated_row(table: Table, name: str) -> Row:
    """Of a row of sums, the figures that must be stated so that the others are computed as they are."""
    fields, row = type(table).model_fields, getattr(table, name)
    beside = {other: getattr(table, other) for other in fields if other != name}
    stated: dict[str, Any] = {}
    for column in type(row).model_fields:
        value = getattr(row, column)
        if getattr(getattr(type(table)(**beside, **{name: stated}), name), column) != value:
            stated[column] = value
    labels = {column: key_of(str(field.title)) for column, field in type(row).model_fields.items()}
    return Row({labels[column]: _text(value) for column, value in stated.items()})
