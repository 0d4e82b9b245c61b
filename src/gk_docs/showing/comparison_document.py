"""A comparison as a Word file: a merged-cell table of figures, the text with what was struck and put in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.batch.comparison.figures import all_figures
from gk_docs.batch.comparison.items import KINDS
from gk_docs.batch.comparison.texts import CHANGES
from gk_docs.form.change import row_and_column
from gk_docs.form.places import words_at
from gk_docs.grid import Grid, Span
from gk_docs.showing.changes import ChangeCell, Changes, ChangeTable, MarkedText, Passage, render
from gk_docs.showing.comparison_terminal import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.comparison.result import Comparison
    from gk_docs.batch.comparison.texts import TextChange
    from gk_docs.form.change import FigureChange

    Row = list[Span[ChangeCell]]

_FIGURE_WIDTHS = (38.0, 30.0, 11.0, 20.0, 20.0, 18.0, 19.0)
_HEAD_WIDTHS = (36.0, 60.0, 60.0)
_UNCOMPARED_WIDTHS = (96.0, 20.0, 20.0, 20.0)
_NOTHING = "（无）"


def to_document(comparison: Comparison, *, everything: bool = False) -> bytes:
    """The comparison as a Word file.

    Args:
        comparison: What two reports differ in.
        everything: Whether figures and text that did not change are listed too.

    Raises:
        UnreadableFile: If the template is missing.
    """
    names = "、".join(dict.fromkeys(report.agency.name for report in (comparison.old, comparison.new)))
    changes = Changes(
        title=f"{names}政府信息公开工作年度报告对比",
        lead=(f"{comparison.heads[0]}与{comparison.heads[1]}", summary(comparison)),
        tables=tuple(_tables(comparison, everything=everything)),
        text_title="文字（红色删除线为删去，绿色下划线为增加）",
        passages=tuple(_passage(one) for one in comparison.listed(everything=everything)),
    )
    return render(changes)


def _tables(comparison: Comparison, *, everything: bool) -> Iterator[ChangeTable]:
    if comparison.head:
        rows = [[one.words, one.old or _NOTHING, one.new or _NOTHING] for one in comparison.head]
        yield ChangeTable("机关与报告", _plain(["事项", *comparison.heads], rows, names=3), _HEAD_WIDTHS)
    figures = list(all_figures(comparison.old, comparison.new) if everything else comparison.figures)
    if figures:
        rows_of_spans = [*_figure_heads(comparison), *_figure_rows(comparison, figures)]
        yield ChangeTable("数据", Grid.of_rows(rows_of_spans, header_rows=2), _FIGURE_WIDTHS)
    if comparison.uncompared:
        rows = [
            [one.words, one.unit, one.old_shown if _is_old(one) else "", "" if _is_old(one) else one.new_shown]
            for one in comparison.uncompared
        ]
        heads = ["数据", "单位", *comparison.heads]
        yield ChangeTable("两版格式不同、不作比较的数据", _plain(heads, rows, names=1), _UNCOMPARED_WIDTHS)


def _is_old(one: FigureChange) -> bool:
    return one.new is None and one.new_printed is None


def _plain(heads: list[str], rows: list[list[str]], *, names: int) -> Grid[ChangeCell]:
    """A table whose first columns hold names, the others figures."""
    head: Row = [Span(ChangeCell(text, "head")) for text in heads]
    body: list[Row] = [
        [Span(ChangeCell(text, "name" if column < names else "figure")) for column, text in enumerate(row)]
        for row in rows
    ]
    return Grid.of_rows([head, *body], header_rows=1)


def _figure_heads(comparison: Comparison) -> list[Row]:
    def head(text: str, rows: int = 1, columns: int = 1) -> Span[ChangeCell]:
        return Span(ChangeCell(text, "head"), rows, columns)

    return [
        [head("数据", 2, 2), head("单位", 2), head("数值", 1, 2), head("变化", 1, 2)],
        [head(text) for text in (*comparison.heads, "增减", "增幅")],
    ]


def _figure_rows(comparison: Comparison, figures: list[FigureChange]) -> Iterator[Row]:
    form = type(comparison.new)
    for section, inside in groupby(figures, key=lambda one: one.path.partition(".")[0]):
        yield [Span(ChangeCell(words_at(form, section), "band"), 1, len(_FIGURE_WIDTHS))]
        for _, row in groupby(inside, key=lambda one: (row_and_column(form, one.path)[0], one.unit)):
            yield from _row(comparison, list(row))


def _row(comparison: Comparison, figures: list[FigureChange]) -> Iterator[Row]:
    """The figures of one row of the form, under its name once."""
    form = type(comparison.new)
    for number, one in enumerate(figures):
        name, column = row_and_column(form, one.path)
        spans: Row = []
        if number == 0:
            spans.append(Span(ChangeCell(name, "name"), len(figures), 1 if column else 2))
        if column:
            spans.append(Span(ChangeCell(column, "name")))
        texts = (one.unit, one.old_shown, one.new_shown, one.difference_shown, one.growth_in(comparison.names))
        yield [*spans, *(Span(ChangeCell(text, "figure")) for text in texts)]


def _passage(one: TextChange) -> Passage:
    places = [place.words for place in (one.old_place, one.new_place) if place]
    where = " → ".join(places) if "moved" in one.change else one.place.words
    spans = () if one.cells else tuple(MarkedText(mark, text) for mark, text in one.spans)
    return Passage(f"{CHANGES[one.change]}{KINDS[one.kind]}　{where}", spans, (*one.remarks, *map(str, one.cells)))
