"""Show a comparison of two reports: as lists of figures, text and facts, as lines of text, or as plain values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from gk_docs.batch.columns import columns_of, main_figures
from gk_docs.batch.comparison.items import KINDS
from gk_docs.batch.comparison.result import all_figures
from gk_docs.batch.comparison.texts import CHANGES, TextChange
from gk_docs.chinese.exact import format_plain
from gk_docs.errors import excerpt
from gk_docs.form.amounts import MONEY
from gk_docs.form.change import FigureChange, row_and_column, row_words
from gk_docs.form.figures import values_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.prose import PlainTable
from gk_docs.grid import Grid, Span
from gk_docs.showing.listing import Chart, ListCell, Listing, MarkedText, NumberLook, Paper, Tone, count_cell
from gk_docs.showing.record import picked
from gk_docs.showing.terminal import aligned, block, blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from gk_docs.batch.comparison import Comparison
    from gk_docs.batch.comparison.likeness import Mark

    Paint = Callable[[str, Mark], str]

_REPORT = "agency=agency.name year edition title"
_FIGURES = {"部分": 38, "数据": 52, "单位": 6}
_CHANGES = {"增减": 12, "增幅": 11, "说明": 34}
_TEXTS = {"变化": 11, "内容": 7, "原位置": 30, "现位置": 30, "对照（红字删去，绿字增加）": 90, "说明": 24}
_FACTS = {"事项": 34, "原报告": 50, "现报告": 50}
_FIGURE_WIDTHS = (38, 30, 11, 20, 20, 18, 19)
_UNCOMPARED = "两版格式不同，未比较"
_NOTHING = "（无）"
_GREAT = 50  # percent; growth or fall of so much or more is highlighted
_COUNTED = "件"
_CONTEXT = 16  # characters shown on either side of a change
_EXCERPT = 60
_MARKS: dict[Mark, str] = {"removed": "删", "added": "增"}


def bracketed(text: str, mark: Mark) -> str:
    """Mark a removed or added stretch of text in words: 〔删：12〕〔增：25〕."""
    return f"〔{_MARKS[mark]}：{text}〕" if mark in _MARKS else text


def summary(comparison: Comparison) -> str:
    """How much changed (数据 3 处，文字 2 处，其他 1 处不同。)."""
    if not comparison:
        return "两份报告相同。"
    counts = {"数据": len(comparison.figures), "文字": len(comparison.texts), "其他": len(comparison.head)}
    left = f"另有 {len(comparison.uncompared)} 处两版格式不同，未比较。" if comparison.uncompared else ""
    return "，".join(f"{name} {count} 处" for name, count in counts.items()) + f"不同。{left}"


@dataclass(frozen=True)
class ComparisonShown:
    """Shows a comparison of two reports: figures, text and facts that differ.

    Attributes:
        comparison: The comparison.
        everything: Whether to show unchanged figures and text too, and every text whole at the prompt; else texts are
            shortened to what is around a change.
    """

    comparison: Comparison
    everything: bool = False

    @property
    def _figures(self) -> tuple[FigureChange, ...]:
        one = self.comparison
        return tuple(all_figures(one.old, one.new)) if self.everything else one.figures

    @property
    def _texts(self) -> tuple[TextChange, ...]:
        return self.comparison.listed(everything=self.everything)

    def sheets(self) -> list[Listing]:
        """The lists 数据对比, 文字对比 and 机关与报告; if both reports have one edition, also the main figures."""
        found = self.comparison
        figures = [(one, one.sentence(found.names)) for one in self._figures]
        figures += [(one, _UNCOMPARED) for one in found.uncompared]
        facts = ((one.words, one.old or "", one.new or "") for one in found.head)
        heads = {**_FIGURES, **dict.fromkeys(found.heads, 14), **_CHANGES}
        return [
            Listing.of("数据对比", heads, (self._sheet_row(one, said) for one, said in figures)),
            Listing.of("文字对比", _TEXTS, map(_text_row, self._texts)),
            Listing.of("机关与报告", _FACTS, facts),
            *self._main(),
        ]

    def _main(self) -> Iterator[Listing]:
        """The main figures in 件, side by side and charted; nothing if the reports have different editions."""
        found = self.comparison
        if found.old.edition != found.new.edition:
            return
        columns = [one for one in columns_of(found.new.edition) if one.unit == _COUNTED]
        old, new = (main_figures(one.edition, values_of(one)) for one in (found.old, found.new))
        rows = (
            (" ".join(column.labels[1:]), *(count_cell(values[column.path]) for values in (old, new)))
            for column in columns
            if old[column.path] or new[column.path]
        )
        heads = {f"数据（{_COUNTED}）": 60, **dict.fromkeys(found.heads, 24)}
        chart = Chart(f"{found.new.agency.name}主要数据（{_COUNTED}）", (1, 2))
        yield replace(Listing.of("主要数据对比", heads, rows), charts=(chart,))

    def _sheet_row(self, one: FigureChange, said: str) -> list[object]:
        is_money = one.unit in MONEY
        look: NumberLook = "money" if is_money else "count"
        change: NumberLook = "money_change" if is_money else "change"
        section = words_at(type(self.comparison.new), one.path.partition(".")[0])
        old, new = one.old if one.old_printed is None else None, one.new if one.new_printed is None else None
        growth = None if one.growth is None else one.growth / 100
        gap = "" if one.difference is None else format_plain(one.difference)
        return [
            *(section, one.words.partition(SEPARATOR)[2], one.unit),
            ListCell(one.old_shown, "figure", old, look),
            ListCell(one.new_shown, "figure", new, look),
            ListCell(gap, "figure", one.difference, change, _tone(one.difference)),
            ListCell("", "figure", growth, "rate", _great(one.growth)),
            said,
        ]

    def paper(self) -> Paper:
        """A table of figures with merged cells, and the text with removed and added stretches marked."""
        found = self.comparison
        names = "、".join(dict.fromkeys(report.agency.name for report in (found.old, found.new)))
        return Paper(
            title=f"{names}政府信息公开工作年度报告对比",
            named=names,
            lead=(f"{found.heads[0]}与{found.heads[1]}", summary(found)),
            listings=tuple(self._tables()),
            across=False,
        )

    def _tables(self) -> Iterator[Listing]:
        found = self.comparison
        if found.head:
            facts = ((one.words, one.old or _NOTHING, one.new or _NOTHING) for one in found.head)
            yield Listing.of("机关与报告", {"事项": 36, **dict.fromkeys(found.heads, 60)}, facts)
        if figures := self._figures:
            cells = [*_figure_heads(found), *_figure_rows(found, figures)]
            yield Listing(title="数据", grid=Grid.of_rows(cells, header_rows=2), widths=_FIGURE_WIDTHS)
        if found.uncompared:
            rows = (
                (one.words, *(ListCell(text, "figure") for text in (one.unit, *_only(one)))) for one in found.uncompared
            )
            heads = {"数据": 96, "单位": 20, **dict.fromkeys(found.heads, 20)}
            yield Listing.of("两版格式不同、不作比较的数据", heads, rows)
        if texts := self._texts:
            title = "文字（红色删除线为删去，绿色下划线为增加）"
            yield Listing(title=title, passages=tuple(map(_passage, texts)), sides=found.heads)

    def text(self, paint: Paint = bracketed) -> str:
        """The changes in blocks: facts, figures by section, texts; then a line that counts each.

        Args:
            paint: Marks a stretch of text as removed or added; a terminal passes one that uses colours.
        """
        found, form = self.comparison, type(self.comparison.new)
        facts = (f"{one.words}：{_or_nothing(one.old)} → {_or_nothing(one.new)}" for one in found.head)
        sections = groupby(self._figures, key=lambda one: one.path.partition(".")[0])
        heads = ["", "", *found.heads, "增减", "增幅"]
        alone = (
            f"{one.words}：{''.join(_only(one))}{one.unit}（{'旧' if _is_old(one) else '新'}）"
            for one in found.uncompared
        )
        return blocks(
            block("机关与报告", facts),
            *(
                block(
                    words_at(form, section),
                    aligned([heads, *([row_words(form, one.path), *_shown(one, found)] for one in figures)]),
                )
                for section, figures in sections
            ),
            block("两版格式不同，不作比较", alone),
            *(block(_head(one, " "), filter(None, self._lines(one, paint))) for one in self._texts),
            summary(found),
        )

    def _lines(self, one: TextChange, paint: Paint) -> list[str]:
        """The lines of a changed text: remarks, then the cells of a table, or the text around its changes."""
        told = [*one.remarks, *map(str, one.cells)]
        if one.cells:
            return told
        if one.change in ("added", "removed"):
            return [*told, *(one.new_text or one.old_text).split("\n")]
        last = len(one.spans) - 1
        texts = (
            _around(text, first=number == 0, last=number == last)
            if mark == "same" and not self.everything
            else paint(text, mark)
            for number, (mark, text) in enumerate(one.spans)
        )
        return [*told, *"".join(texts).split("\n")]

    def record(self) -> dict[str, Any]:
        """Plain values for JSON; money, differences of money and growth rates are text, so that they stay exact."""
        found = self.comparison
        return {
            "old": picked(found.old, _REPORT),
            "new": picked(found.new, _REPORT),
            "equal": not found,
            **picked(found, "head"),
            "figures": [{**_figure(one), "sentence": one.sentence(found.names)} for one in self._figures],
            "uncompared": [_figure(one) for one in found.uncompared],
            "texts": [_text(one) for one in self._texts],
        }


def _tone(difference: Decimal | None) -> Tone | None:
    return None if not difference else "more" if difference > 0 else "less"


def _great(growth: Decimal | None) -> Tone | None:
    return "great" if growth is not None and abs(growth) >= _GREAT else None


def _shown(one: FigureChange, comparison: Comparison) -> tuple[str, ...]:
    return one.unit, one.old_shown, one.new_shown, one.difference_shown, one.growth_in(comparison.names)


def _is_old(one: FigureChange) -> bool:
    return one.new is None and one.new_printed is None


def _only(one: FigureChange) -> tuple[str, str]:
    """The old and the new cell of a figure that only one report has; the other one is ""."""
    return (one.old_shown, "") if _is_old(one) else ("", one.new_shown)


def _or_nothing(text: str | None) -> str:
    return _NOTHING if text is None else f"“{text}”" if not text.strip() else text


def _head(one: TextChange, gap: str) -> str:
    """The heading over a changed text: what became of it, its kind and its place."""
    places = [place.words for place in (one.old_place, one.new_place) if place]
    where = " → ".join(places) if "moved" in one.change else one.place.words
    return f"{CHANGES[one.change]}{KINDS[one.kind]}{gap}{where}"


def _around(text: str, *, first: bool, last: bool) -> str:
    """Shorten an unchanged stretch of text to the characters next to a change."""
    if first and last:
        return excerpt(text, _EXCERPT)
    left, right = ("" if first else text[:_CONTEXT]), ("" if last else text[-_CONTEXT:])
    return text if len(text) <= len(left) + len(right) else f"{left}…{right}"


def _text_row(one: TextChange) -> list[object]:
    """The row of a changed text; a table with changed cells is shown by its new text."""
    places = (one.old_place.words if one.old_place else "", one.new_place.words if one.new_place else "")
    spans = () if one.cells else one.spans
    text = "".join(text for _, text in spans) or one.new_text or one.old_text
    notes = "\n".join([*one.remarks, *map(str, one.cells)])
    return [CHANGES[one.change], KINDS[one.kind], *places, ListCell(text, marks=spans), notes]


def _passage(one: TextChange) -> MarkedText:
    head, notes = _head(one, "　"), (*one.remarks, *map(str, one.cells))
    marks = () if one.cells else one.spans
    table = one.new or one.old
    if one.cells or not isinstance(table, PlainTable):
        return MarkedText(head, marks, notes)
    mark: Mark = "same" if one.new and one.old else "added" if one.new else "removed"
    rows = (
        [Span(ListCell(cell, "head" if number == 0 else "name", marks=[(mark, cell)])) for cell in row]
        for number, row in enumerate(table.rows)
    )
    return MarkedText(head, marks, notes, Grid.of_rows(rows, header_rows=1))


def _figure_heads(comparison: Comparison) -> list[list[Span[ListCell]]]:
    first = (("数据", 2, 2), ("单位", 2, 1), ("数值", 1, 2), ("变化", 1, 2))
    second = ((text, 1, 1) for text in (*comparison.heads, "增减", "增幅"))
    return [[Span(ListCell(text, "head"), rows, columns) for text, rows, columns in row] for row in (first, second)]


def _figure_rows(comparison: Comparison, figures: tuple[FigureChange, ...]) -> Iterator[list[Span[ListCell]]]:
    form = type(comparison.new)
    for section, inside in groupby(figures, key=lambda one: one.path.partition(".")[0]):
        yield [Span(ListCell(words_at(form, section), "band", role="band"), 1, len(_FIGURE_WIDTHS))]
        for (name, _), row in groupby(inside, key=lambda one: (row_and_column(form, one.path)[0], one.unit)):
            ones = list(row)
            for number, one in enumerate(ones):
                column = row_and_column(form, one.path)[1]
                named = [Span(ListCell(name), len(ones), 1 if column else 2)] if number == 0 else []
                columns = [Span(ListCell(column))] if column else []
                yield [*named, *columns, *(Span(ListCell(text, "figure")) for text in _shown(one, comparison))]


def _figure(one: FigureChange) -> dict[str, Any]:
    gap = None if one.difference is None else format_plain(one.difference)
    facts = picked(one, "path words unit old new old_printed new_printed growth")
    return {**facts, "difference": gap if gap is None or one.unit in MONEY else int(gap)}


def _text(one: TextChange) -> dict[str, Any]:
    sides = (("old", one.old_place, one.old_text), ("new", one.new_place, one.new_text))
    return {
        **picked(one, "change kind"),
        **{side: {**picked(place, "path words"), "text": text} if place else None for side, place, text in sides},
        "spans": [list(span) for span in one.spans] if one.old and one.new and one.kind != "table" else [],
        **picked(one, "cells remarks"),
    }
