"""The main figures of a report, which the annex shows of every body: where they stand, and what they are called.

Labels come from the form; here stands only which of its figures are the main ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.editions import FORMS
from gk_docs.form.labels import key_of
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gk_docs.form.layout import Figure
    from gk_docs.form.outline import Outline

_DOCUMENTS = "active_disclosure.normative_documents"
_REQUESTS = (
    "requests.received",
    "requests.brought_forward",
    *(
        f"requests.outcomes.{name}"
        for name in ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other_handling", "total")
    ),
    "requests.carried_forward",
)
_CASES = tuple(
    f"review_litigation.{block}.{column}"
    for block in ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
    for column in ("corrected", "total")
)
_MAIN: Mapping[str, tuple[str, ...]] = {
    "2021": (
        *(f"active_disclosure.rules.{name}" for name in ("issued", "in_force")),
        *(f"{_DOCUMENTS}.{name}" for name in ("issued", "in_force")),
        *(f"active_disclosure.{name}" for name in ("licences", "penalties", "compulsion", "fees")),
        *_REQUESTS,
        *_CASES,
    ),
    "2019": (
        *(f"active_disclosure.rules.{name}" for name in ("made", "disclosed_total")),
        *(f"{_DOCUMENTS}.{name}" for name in ("made", "disclosed_total")),
        *(f"active_disclosure.{name}.decisions" for name in ("licences", "penalties", "compulsion")),
        *(f"active_disclosure.procurement.{name}" for name in ("projects", "amount")),
        *_REQUESTS,
        *_CASES,
    ),
}
_RARE = "active_disclosure.rules."
_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the annex.

    Attributes:
        path: Path of its figure, or of the row or group of rows whose 总计 it shows.
        terms: Paths of the figures whose sum it is; one, but for a group of rows, which has no sum of its own.
        labels: The form's labels that lead to it, from the outside in, without list marks.
        unit: 件, 个, 元 or 万元.
        is_rare: Whether it is left out where nobody states anything but 0 (规章, which few bodies can make).
    """

    path: str
    terms: tuple[str, ...]
    labels: tuple[str, ...]
    unit: str
    is_rare: bool


@cache
def columns_of(edition: str) -> tuple[Column, ...]:
    """The columns of an edition of the form, in printed order.

    >>> [column.labels[1:] for column in columns_of("2021")][2:5]
    [('行政规范性文件', '本年制发件数'), ('行政规范性文件', '现行有效件数'), ('行政许可',)]
    """
    outline = outline_of(FORMS[edition])
    return tuple(_column(outline, path) for path in _MAIN[edition])


def _column(outline: Outline, path: str) -> Column:
    figures = outline.figures
    if path in figures:
        terms: tuple[str, ...] = (path,)
        labels = _labels(figures[path], alone=not _has_siblings(path))
    else:
        terms = tuple(one for one in figures if one.startswith(f"{path}.") and one.endswith(f".{_TOTAL}"))
        figure = figures[terms[0]]
        deep = len(figure.rows) if len(terms) == 1 else len(figure.rows) - 1
        labels = (figure.section, *figure.rows[:deep])
    return Column(path, terms, tuple(key_of(label) for label in labels), figures[terms[0]].unit, path.startswith(_RARE))


def _has_siblings(path: str) -> bool:
    """Whether other figures of its row are main ones, too, so that its column must be named."""
    row = path.rpartition(".")[0] + "."
    return row.count(".") > 1 and sum(one.startswith(row) for paths in _MAIN.values() for one in paths) > 1


def _labels(figure: Figure, *, alone: bool) -> tuple[str, ...]:
    """Section, row and column; table 2 has the article of the law before its rows, and one column for one figure."""
    rows = figure.rows[1:] if len(figure.rows) > 1 else figure.rows
    return (figure.section, *rows, *(() if alone and rows else figure.columns))


def main_figures(edition: str, values: Mapping[str, int | Decimal | None]) -> dict[str, int | Decimal | None]:
    """The main figures by the path of their column; None where one of the figures that it adds up is blank."""
    found: dict[str, int | Decimal | None] = {}
    for column in columns_of(edition):
        terms = [values[path] for path in column.terms]
        known = [term for term in terms if term is not None]
        found[column.path] = sum(known) if len(known) == len(terms) else None
    return found
