"""The main figures of a report, which the annex lists for every body: their paths and their labels.

The form marks them with `Main`. In a form without such marks they are the figures that no sum adds up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.editions import FORMS, AnyReport
from gk_docs.form.labels import key_of
from gk_docs.form.outline import Outline, marked, outline_of
from gk_docs.form.table import Main

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from gk_docs.form.layout import Figure

_TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the annex.

    Attributes:
        path: Path of its figure, or of the row or group of rows whose 总计 it shows.
        terms: Paths of the figures that it adds up; a single one except for a group of rows, which has no sum.
        labels: The form's labels that lead to it, from the outside in, without list marks.
        unit: 件, 个, 元 or 万元.
        is_rare: Whether it is left out if all bodies state 0 (规章, which few bodies can make).
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
    main = dict(_marked(FORMS[edition])) or dict.fromkeys(_ends(outline), False)
    rows = Counter(path.rpartition(".")[0] for path in main)
    return tuple(
        _column(outline, path, alone=path.count(".") == 1 or rows[path.rpartition(".")[0]] == 1, is_rare=is_rare)
        for path, is_rare in main.items()
    )


def _marked(form: type[AnyReport]) -> Iterator[tuple[str, bool]]:
    """Path of every figure, row or group marked as main, and whether it is rare."""
    for path, mark in marked(form, Main):
        yield from ((f"{path}.{name}", mark.is_rare) for name in mark.columns)
        if not mark.columns:
            yield path, mark.is_rare


def _ends(outline: Outline) -> Iterator[str]:
    """The main figures of a form without marks: those that no sum adds up; for a total of table 3, its row."""
    added = {term for total in outline.sums for term in total.terms}
    for path, figure in outline.figures.items():
        if path not in added:
            yield path.removesuffix(f".{_TOTAL}") if figure.rows else path


def _column(outline: Outline, path: str, *, alone: bool, is_rare: bool) -> Column:
    figures = outline.figures
    if path in figures:
        terms: tuple[str, ...] = (path,)
        labels = _labels(figures[path], alone=alone)
    else:
        terms = tuple(one for one in figures if one.startswith(f"{path}.") and one.endswith(f".{_TOTAL}"))
        figure = figures[terms[0]]
        deep = len(figure.rows) if len(terms) == 1 else len(figure.rows) - 1
        labels = (figure.section, *figure.rows[:deep])
    return Column(path, terms, tuple(key_of(label) for label in labels), figures[terms[0]].unit, is_rare)


def _labels(figure: Figure, *, alone: bool) -> tuple[str, ...]:
    """Labels of section, row and column.

    Left out are the article of the law before the rows of table 2, and the column of a row with a single figure.
    """
    rows = figure.rows[1:] if len(figure.rows) > 1 else figure.rows
    return (figure.section, *rows, *(() if alone and rows else figure.columns))


def main_figures(edition: str, values: Mapping[str, int | Decimal | None]) -> dict[str, int | Decimal | None]:
    """The main figures by path of their column; None if a figure that the column adds up is blank."""
    found: dict[str, int | Decimal | None] = {}
    for column in columns_of(edition):
        terms = [values[path] for path in column.terms]
        known = [term for term in terms if term is not None]
        found[column.path] = sum(known) if len(known) == len(terms) else None
    return found
