"""Match the figures of two editions of the form that mean the same, so that their years can be compared."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gk_docs.form.outline import marked, outline_of
from gk_docs.form.table import Stock, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model
    from gk_docs.form.report import Report

_THIS_YEAR = "本年"


@cache
def units(form: type[Model]) -> Mapping[str, str]:
    """The unit of every figure of a form by path: table figures in printed order, then figures beside text."""
    outline = outline_of(form)
    beside = {
        f"{part.figures}.{name}": unit_of(field) or ""
        for part in outline.told
        for name, field in part.kind.model_fields.items()
    }
    return {**{path: figure.unit for path, figure in outline.figures.items()}, **beside}


def carried_figures(form: type[Report], last: Report) -> dict[str, int | Decimal | None]:
    """Return the figures that this year's report carries over from last year's, by their path in `form`."""
    known = outline_of(type(last)).figures
    carried = outline_of(form).carried.items()
    return {path: last.figure(source) for path, source in carried if source in known}


def stocks(form: type[Report], last: Report) -> dict[str, int | Decimal | None]:
    """The figures in force at the end of last year (现行有效件数), which this year starts from, by path in `form`."""
    same = counterparts(form, type(last))
    return {path: last.figure(same[path]) for path, _ in marked(form, Stock) if path in same}


@cache
def counterparts(form: type[Model], other: type[Model]) -> Mapping[str, str]:
    """Path of the figure of `other` that means the same, for each figure of `form` that has one, in printed order.

    Two figures mean the same if section, rows, unit and columns agree. A leading 本年 in a column does not count,
    since the form of 2019 leaves it out at times: 本年处理决定数量 is 处理决定数量. But 现行有效件数 is not
    对外公开总数量, 制发 is not 新制作, an amount of fees is not an item of fees, and the three rows of
    （六）其他处理 have no counterpart.

    >>> from gk_docs.form.y2019 import AnnualReport2019
    >>> from gk_docs.form.y2021 import AnnualReport
    >>> same = counterparts(AnnualReport, AnnualReport2019)
    >>> same["active_disclosure.penalties"], same["requests.received.total"]
    ('active_disclosure.penalties.decisions', 'requests.received.total')
    >>> "active_disclosure.rules.in_force" in same
    False
    """
    by_meaning = {_meaning(figure): path for path, figure in outline_of(other).figures.items()}
    own = ((path, by_meaning.get(_meaning(figure))) for path, figure in outline_of(form).figures.items())
    beside = (path for path in units(form) if path in units(other) and path not in outline_of(form).figures)
    return {**{path: found for path, found in own if found}, **{path: path for path in beside}}


def _meaning(figure: Figure) -> tuple[object, ...]:
    columns = tuple(column.removeprefix(_THIS_YEAR) for column in figure.columns)
    return figure.section, figure.rows, columns, figure.unit
