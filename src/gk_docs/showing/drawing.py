"""The row of a table that a finding speaks of, drawn with the cell marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.chinese.text import aligned, width
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.layout import Figure
    from gk_docs.form.report import Report

_WIDEST = 30  # columns of a row's label
_MOST = 6  # rows of a drawing


def drawing(finding: Finding, report: Report, columns: int | None = None) -> str:
    """The rows of the table that a finding compares, its cell marked `[写的→应为]`; "" for a place without a cell.

    Rows that the comparison needs only as zeros are left out. Of many rows the first and the last are drawn. Columns of
    zeros are left out where a line would be longer than `columns`.
    """
    if finding.place.path not in outline_of(type(report)).figures:
        return ""
    rows = list(_rows(finding, report))
    head = ["", *(figure.columns[-1] for figure in rows[0])]
    texts = [_texts(row, finding, report) for row in rows]
    if len(rows) > _MOST:
        texts[_MOST - 1 : -1] = [[f"（另 {len(rows) - _MOST} 行）", *("…" for _ in rows[0])]]
    drawn = [*aligned([head, *texts])]
    if columns and max(map(width, drawn)) > columns:
        drawn = [*aligned(_without_zeros([head, *texts]))]
    return "\n".join(drawn)


def _without_zeros(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of a drawing without the columns in which nothing but 0 stands."""
    kept = [number for number, (_, *cells) in enumerate(zip(*lines, strict=True)) if not {*cells} <= {"0", "…"}]
    return [[line[number] for number in kept] for line in lines]


def _rows(finding: Finding, report: Report) -> Iterator[tuple[Figure, ...]]:
    """The row of the place, then the others in its column that are not 0, in the order of the form."""
    figures = outline_of(type(report)).figures
    own = figures[finding.place.path]
    yield _row_of(own, report)
    for place in finding.others:
        other = figures.get(place.path)
        same_column = other and other.columns == own.columns and other.section == own.section
        if other and same_column and _beside(other) != _beside(own) and report.figure(place.path) != 0:
            yield _row_of(other, report)


def _beside(figure: Figure) -> tuple[str, tuple[str, ...]]:
    """What the figures of one printed row have in common."""
    return figure.path.rpartition(".")[0], figure.rows


def _row_of(figure: Figure, report: Report) -> tuple[Figure, ...]:
    figures = outline_of(type(report)).figures.values()
    return tuple(other for other in figures if _beside(other) == _beside(figure))


def _texts(row: Sequence[Figure], finding: Finding, report: Report) -> list[str]:
    return [_label(row[0], report), *(_cell(figure.path, finding, report) for figure in row)]


def _label(figure: Figure, report: Report) -> str:
    text = words_at(type(report), figure.path).split(SEPARATOR)[1]
    while width(text) > _WIDEST:
        text = f"{text[:-2]}…"
    return text


def _cell(path: str, finding: Finding, report: Report) -> str:
    value = report.figure(path)
    text = "空" if value is None else str(value)
    if path != finding.place.path:
        return text
    return f"[{text}→{finding.expected}]" if finding.expected is not None else f"[{text}]"
