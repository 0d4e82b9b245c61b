"""The annex of a total: every body's main figures in one table, and the parent's differences in another."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.batch.totals.columns import columns_of
from gk_docs.batch.totals.scope import listed
from gk_docs.finding import Severity
from gk_docs.grid import Grid, Span
from gk_docs.showing.word_tables import Annex, AnnexCell, AnnexTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.batch.totals.columns import Column
    from gk_docs.batch.totals.difference import Difference
    from gk_docs.batch.totals.summing import Totals

    Row = list[Span[AnnexCell]]

NOT_THERE = "—"
"""Stands where a body's edition of the form has no such figure."""

BLANK = "空白"
"""Stands where a body left the cell blank."""

_NUMBER, _BODY, _SUM = "序号", "机关", "合计"
_USUAL_UNIT = "件"
_MOST_NOTES = 100
_DIFFERENCE_HEADS = ("序号", "数据", "上级报告", "各单位合计", "差额（上级减合计）", "此格空白的单位", "说明的理由")


def annex_of(totals: Totals, differences: Sequence[Difference] | None = None) -> Annex:
    """The annex of a total.

    Args:
        totals: The total.
        differences: The figures in which the parent's report differs; None where there was no parent to compare with.
    """
    tables = [_main_table(totals)]
    if differences is not None:
        tables.append(_difference_table(differences))
    report = totals.report
    title = f"{report.agency.name}{report.year}年政府信息公开工作年度报告附表"
    return Annex(title=title, scope=totals.scope.words(named=3), tables=tuple(tables))


def _main_table(totals: Totals) -> AnnexTable:
    columns = [column for column in columns_of(totals.report.edition) if _is_wanted(column, totals)]
    rows = [
        *_header(columns),
        *(_row(str(number), one.name, columns, one.main) for number, one in enumerate(totals.counted, 1)),
        _sum_row(columns, totals.main),
    ]
    depth = max(len(column.labels) for column in columns)
    return AnnexTable(
        title="附表1　各单位主要数据",
        unit=f"单位：{_USUAL_UNIT}（另有注明的除外）",
        grid=Grid.of_rows(rows, header_rows=depth),
        notes=tuple(_notes(totals)),
    )


def _is_wanted(column: Column, totals: Totals) -> bool:
    return not column.is_rare or any(one.main.get(column.path) for one in totals.counted)


def _header(columns: Sequence[Column]) -> list[Row]:
    depth = max(len(column.labels) for column in columns)
    rows: list[Row] = [[] for _ in range(depth)]
    rows[0] += [Span(AnnexCell(text, "head"), row_span=depth) for text in (_NUMBER, _BODY)]
    _put_heads(rows, columns, 0)
    return rows


def _put_heads(rows: list[Row], columns: Iterable[Column], level: int) -> None:
    """A label once above all the columns that share it; the last label of a column down to the figures."""
    for label, group in groupby(columns, key=lambda column: column.labels[level]):
        below = list(group)
        if len(below) == 1 and len(below[0].labels) == level + 1:
            unit = f"\n（{below[0].unit}）" if below[0].unit != _USUAL_UNIT else ""
            rows[level].append(Span(AnnexCell(label + unit, "head"), row_span=len(rows) - level))
        else:
            rows[level].append(Span(AnnexCell(label, "head"), column_span=len(below)))
            _put_heads(rows, below, level + 1)


def _row(number: str, name: str, columns: Sequence[Column], main: Mapping[str, int | Decimal | None]) -> Row:
    figures = (Span(AnnexCell(text, "figure")) for text in _texts(columns, main))
    return [Span(AnnexCell(number, "figure")), Span(AnnexCell(name, "name")), *figures]


def _sum_row(columns: Sequence[Column], main: Mapping[str, int | Decimal | None]) -> Row:
    figures = (Span(AnnexCell(text, "figure", bold=True)) for text in _texts(columns, main))
    return [Span(AnnexCell(_SUM, "figure", bold=True), column_span=2), *figures]


def _texts(columns: Sequence[Column], main: Mapping[str, int | Decimal | None]) -> Iterator[str]:
    for column in columns:
        figure = main.get(column.path, NOT_THERE)
        yield BLANK if figure is None else number_text(figure)


def number_text(value: int | Decimal | str) -> str:
    """A figure in full, never in exponent form; text as it is."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _notes(totals: Totals) -> Iterator[str]:
    """Who is missing, and what else the sums leave out, a line each."""
    scope = totals.scope
    if scope.missing:
        yield f"没有报告、未计入的单位（{len(scope.missing)}个）：{listed(scope.missing, len(scope.missing))}。"
    if scope.below:
        yield f"属于下级、不在汇总范围内的单位（{len(scope.below)}个）：{listed(scope.below, len(scope.below))}。"
    told = [one for one in totals.findings if one.severity > Severity.INFO and one.facts["kind"] != "missing"]
    for one in told[:_MOST_NOTES]:
        yield f"{one.place}：{one.message}。"
    if len(told) > _MOST_NOTES:
        yield f"另有{len(told) - _MOST_NOTES}处未计入的，不再列出。"


def _difference_table(differences: Sequence[Difference]) -> AnnexTable:
    rows: list[Row] = [[Span(AnnexCell(head, "head")) for head in _DIFFERENCE_HEADS]]
    for number, one in enumerate(differences, 1):
        texts = [number_text(value) for value in (one.parent, one.total, one.difference)]
        rows.append(
            [
                Span(AnnexCell(str(number), "figure")),
                Span(AnnexCell(str(one.place), "name")),
                *(Span(AnnexCell(text, "figure")) for text in texts),
                Span(AnnexCell(listed(one.blank), "name")),
                Span(AnnexCell(one.reason or "", "name")),
            ]
        )
    note = (
        "未列出的各格，上级报告等于各单位合计，或有一方空白、未核对。"
        if differences
        else "上级报告的各格都等于各单位合计。"
    )
    return AnnexTable(
        title="附表2　上级报告与各单位合计的差额",
        unit="",
        grid=Grid.of_rows(rows, header_rows=1) if differences else None,
        notes=(note,),
    )
