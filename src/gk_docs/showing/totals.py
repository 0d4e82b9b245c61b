"""Show totals: as text for the prompt, as plain values, and as the annex of a report.

The annex has every body's main figures in one table, and the differences from the parent's report in another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from gk_docs.batch.columns import Column, columns_of
from gk_docs.batch.totals.scope import ADDED
from gk_docs.chinese.text import listed
from gk_docs.finding import Finding, Severity
from gk_docs.form.figures import values_of
from gk_docs.grid import Grid, Span
from gk_docs.showing.listing import ListCell, Listing, Paper, number_text
from gk_docs.showing.record import picked, plain_value
from gk_docs.showing.terminal import aligned, block, blocks, first

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.batch.totals import Totals

    Line = list[Span[ListCell]]

NOT_THERE = "—"
"""The cell of a figure that a body's edition of the form lacks."""

BLANK = "空白"
"""The cell of a figure that a body left blank."""

_NUMBER, _BODY, _SUM = "序号", "机关", "合计"
_USUAL_UNIT = "件"
_MOST_NOTES = 100
_DIFFERENCES = ("序号", "数据", "上级报告", "各单位合计", "差额（上级减合计）", "此格空白的单位", "说明的理由")
_INDENT = "  "
_MOST_SHOWN = 40
_REST = "其余 {} 处见附表（-o、--annex）或 --json"
_REMARKS = {
    "twice": "个单位的同一份报告有几个文件，各只计一次",
    "other_year": "份报告是别的年度的，未计入",
    "itself": "份是汇总机关自己的报告，未计入；其中是本级数据的，请用 --own 指明",
    "not_on_roster": "个单位不在名单中，已计入",
    "unread": "个文件不是年度报告，未计入",
}


@dataclass(frozen=True)
class TotalsShown:
    """Shows totals: the sums, what they leave out, and how they differ from the parent's report.

    Attributes:
        totals: The totals.
        findings: What they leave out, and where the parent's report differs; None for that of the totals alone.
        against: What its figures are not, held against the parent's report; None where there was none to compare with.
    """

    totals: Totals
    findings: Sequence[Finding] | None = None
    against: Sequence[Finding] | None = None

    @property
    def _differing(self) -> list[Finding]:
        """The figures in which the parent's report differs."""
        return [one for one in self.against or () if one.assessed]

    @property
    def _told(self) -> Sequence[Finding]:
        return self.totals.findings if self.findings is None else self.findings

    def sheets(self) -> list[Listing]:
        """The tables of the annex; a note below the first says whose figures they are."""
        main, *others = self.paper().listings
        return [replace(main, notes=(self.totals.scope.words(named=3), *main.notes)), *others]

    def paper(self) -> Paper:
        """The annex: every body's main figures in one table, and the differences in another."""
        report, scope = self.totals.report, self.totals.scope
        tables = [_main_table(self.totals)]
        tables += [] if self.against is None else [_difference_table(self._differing)]
        title = f"{report.agency.name}{report.year}年政府信息公开工作年度报告附表"
        named = replace(scope, unread=tuple(PurePath(name).stem for name in scope.unread)).words(named=3)
        return Paper(title=title, lead=(named,), listings=tuple(tables))

    def text(self) -> str:
        """The scope, the main sums, what is left out, the differences: a few dozen lines for any number of bodies."""
        report = self.totals.report
        told = [one for one in self._told if one.severity > Severity.INFO and "kind" in one.facts]
        problems = [one for one in told if one.is_problem]
        added = [one for one in problems if one.facts["kind"] in ADDED]
        return blocks(
            f"{report.agency.name}{report.year}年 合计\n{self.totals.scope.words()}",
            "\n".join(f"{_INDENT}{line}" for line in aligned([*_sums(self.totals)], left=2)),
            _listed("没有计入的", [one for one in problems if one not in added]),
            _listed("计入了、请核对的", added),
            block("另外：", _remarks(self._told), _INDENT),
            "" if self.against is None else _differences(self._differing),
        )

    def record(self) -> dict[str, Any]:
        """Everything as plain values, with all names; money is text, so that it stays exact."""
        report = self.totals.report
        record = {
            **picked(report, "agency=agency.name year edition"),
            "scope": picked(self.totals.scope, "reach words own bodies below missing unread"),
            "figures": plain_value(values_of(report)),
            "findings": [_finding(one) for one in self._told],
        }
        record["scope"]["own"] = self.totals.scope.own or None
        if self.against is not None:
            names = ("parent", "sum", "difference", "blank")
            record["differences"] = [
                {
                    **picked(one, "path=place.path place=place.words"),
                    **{name: plain_value(one.facts[name]) for name in names},
                    "reason": one.accepted,
                }
                for one in self._differing
            ]
        return record


def _listed(head: str, problems: Sequence[Finding]) -> str:
    blanks = [one for one in problems if one.place.path]
    each = [f"{one.place}：{one.message}" for one in blanks]
    told = [one.message for one in problems if not one.place.path]
    told += each if len(problems) <= _MOST_SHOWN else _blank_by_body(blanks)
    return block(f"{head}（GK801，{len(problems)}处）：", first(told, _MOST_SHOWN, _REST), _INDENT)


def _blank_by_body(blanks: Iterable[Finding]) -> Iterator[str]:
    """A line for each body with blank cells or tables, which says how many and names the first few."""
    places: dict[str, list[str]] = defaultdict(list)
    for one in blanks:
        for name in one.facts["bodies"]:
            places[name].append(str(one.place))
    for name, where in places.items():
        yield f"{name}：{len(where)}处空白，未计入（{listed(where, 2)}）"


def _sums(totals: Totals) -> Iterator[list[str]]:
    for column in columns_of(totals.report.edition):
        value = totals.main[column.path]
        if value or not column.is_rare:
            text = "空白" if value is None else f"{number_text(value)} {column.unit}"
            yield ["·".join(column.labels[1:]), text]


def _remarks(findings: Sequence[Finding]) -> Iterator[str]:
    for kind, remark in _REMARKS.items():
        told = [one for one in findings if one.severity == Severity.INFO and one.facts.get("kind") == kind]
        if told:
            names = [*dict.fromkeys(name for one in told for name in one.facts["bodies"])]
            count = len(names) if remark.startswith("个单位") else len(told)
            yield f"{count} {remark}（{listed(names, 3)}）"


def _differences(found: Sequence[Finding]) -> str:
    told = []
    for one in found:
        parent, added, difference = (number_text(one.facts[name]) for name in ("parent", "sum", "difference"))
        blank = f"；此格空白：{listed(one.facts['blank'])}" if one.facts["blank"] else ""
        reason = f"；已说明：{one.accepted}" if one.accepted else ""
        told.append(f"{one.place}：{parent} − {added} ＝ {difference}{blank}{reason}")
    head = f"与上级报告逐格核对：{len(found)}格有差额（上级减合计）"
    return block(head, first(told, _MOST_SHOWN, _REST), _INDENT) or "与上级报告逐格核对：没有差额。"


def _finding(one: Finding) -> dict[str, Any]:
    return {
        **picked(one, "code severity path=place.path place=place.words message assessed accepted"),
        "kind": one.facts.get("kind", "difference"),
        "bodies": [*one.facts.get("bodies", one.facts.get("blank", ()))],
    }


def _main_table(totals: Totals) -> Listing:
    columns = [column for column in columns_of(totals.report.edition) if _is_wanted(column, totals)]
    heads = _heads(columns)
    rows = [
        *heads,
        *(
            [Span(ListCell(str(place), "figure", place)), Span(ListCell(one.name)), *_figures(columns, one.main)]
            for place, one in enumerate(totals.counted, 1)
        ),
        [Span(ListCell(_SUM, "figure", bold=True), column_span=2), *_figures(columns, totals.main, bold=True)],
    ]
    return Listing(
        title="附表1　各单位主要数据",
        unit=f"单位：{_USUAL_UNIT}（另有注明的除外）",
        grid=Grid.of_rows(rows, header_rows=len(heads)),
        notes=tuple(_notes(totals)),
    )


def _is_wanted(column: Column, totals: Totals) -> bool:
    return not column.is_rare or any(one.main.get(column.path) for one in totals.counted)


def _heads(columns: Sequence[Column]) -> list[Line]:
    depth = max(len(column.labels) for column in columns)
    rows: list[Line] = [[] for _ in range(depth)]
    rows[0] += [Span(ListCell(text, "head"), row_span=depth) for text in (_NUMBER, _BODY)]
    _put_heads(rows, columns, 0)
    return rows


def _put_heads(rows: list[Line], columns: Iterable[Column], level: int) -> None:
    """Put each label once above all columns that share it; the last label of a column reaches down to the figures."""
    for label, group in groupby(columns, key=lambda column: column.labels[level]):
        below = list(group)
        if len(below) == 1 and len(below[0].labels) == level + 1:
            unit = f"\n（{below[0].unit}）" if below[0].unit != _USUAL_UNIT else ""
            rows[level].append(Span(ListCell(label + unit, "head"), row_span=len(rows) - level))
        else:
            rows[level].append(Span(ListCell(label, "head"), column_span=len(below)))
            _put_heads(rows, below, level + 1)


def _figures(
    columns: Sequence[Column], main: Mapping[str, int | Decimal | None], *, bold: bool = False
) -> Iterator[Span[ListCell]]:
    for column in columns:
        value = main.get(column.path)
        text = number_text(value) if value is not None else BLANK if column.path in main else NOT_THERE
        yield Span(ListCell(text, "figure", value, bold=bold))


def _notes(totals: Totals) -> Iterator[str]:
    """A line for the missing bodies, and one for everything else that the sums leave out."""
    scope = totals.scope
    if scope.missing:
        yield f"没有报告、未计入的单位（{len(scope.missing)}个）：{listed(scope.missing, len(scope.missing))}。"
    if scope.below:
        yield f"属于下级、不在汇总范围内的单位（{len(scope.below)}个）：{listed(scope.below, len(scope.below))}。"
    told = [one for one in totals.findings if one.severity > Severity.INFO and one.facts["kind"] != "missing"]
    blanks = [one for one in told if one.place.path] if len(told) > _MOST_NOTES else []
    for one in (one for one in told if one not in blanks):
        if one.facts["kind"] == "unread":  # the annex names the body only; file and reason are for the screen
            yield f"未报送有效数据、未计入：{PurePath(str(one.facts['name'])).stem}。"
        else:
            yield f"{one.place}：{one.message}。"
    yield from (f"{line}。" for line in _blank_by_body(blanks))


def _difference_table(differences: Sequence[Finding]) -> Listing:
    title = "附表2　上级报告与各单位合计的差额"
    if not differences:
        return Listing(title=title, grid=None, notes=("上级报告的各格都等于各单位合计。",))
    rows = (
        (
            *(place, one.place, one.facts["parent"], one.facts["sum"], one.facts["difference"]),
            *(listed(one.facts["blank"]), one.accepted or ""),
        )
        for place, one in enumerate(differences, 1)
    )
    note = "未列出的各格，上级报告等于各单位合计，或有一方空白、未核对。"
    return Listing.of(title, _DIFFERENCES, rows, notes=(note,))
