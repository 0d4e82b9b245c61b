"""Show the survey of a county: which rules fail where, what is worth a look, who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gk_docs.batch.columns import Column, columns_of
from gk_docs.chinese.text import listed
from gk_docs.form.amounts import MONEY
from gk_docs.showing.listing import Chart, ListCell, Listing, Paper, count_cell, number_text
from gk_docs.showing.record import picked
from gk_docs.showing.terminal import block, blocks, first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.batch.county import Survey
    from gk_docs.batch.county.outliers import Outlier

_AGAINST = {"last_year": "上年", "own_past": "往年中位数", "neighbours": "同类单位中位数"}
_MOST_SHOWN = 30
_USUAL_UNIT = "件"
_RECEIVED, _ENDED = "requests.received", "requests.outcomes."
_INDENT = "  "
NO_FINDING = "值得一看（只是与上年或同类单位相差很大，不是差错）"
"""The heading of the outliers, which says that they are not faults."""

_COPIES = "同一份报告的几个文件，只计一次"

_RULES = {"代码": 8, "查什么": 40, "级别": 8, "处数": 8, "单位数": 8, "单位": 80}
_PROBLEMS = {"机关": 30, "代码": 8, "级别": 8, "位置": 40, "问题": 90}
_OUTLIERS = {
    "机关": 30,
    "数据": 40,
    "单位": 8,
    "填报数": 14,
    "比较的是": 16,
    "比较的数": 14,
    "倍数": 8,
    "比较个数": 10,
}


@dataclass(frozen=True)
class SurveyShown:
    """Shows a survey: the rules that fail, what is worth a look, who is missing, and the main figures."""

    survey: Survey

    def sheets(self) -> list[Listing]:
        """Lists of rules, of problems, of what is worth a look, of missing bodies, and of the main figures."""
        found = self.survey
        rules = (
            (one.code, one.title, one.severity.chinese, one.places, len(one.bodies), "、".join(one.bodies))
            for one in found.failing
        )
        problems = (
            (body, one.code, one.severity.chinese, one.place, one.message)
            for body, several in found.problems.items()
            for one in several
        )
        missing = ((name, f"没有报告{self._perhaps(name)}") for name in found.missing)
        alike = (("、".join(names), "可能是同一机关的") for names in found.alike)
        copies = (("、".join(names), _COPIES) for names in found.copies)
        absent = (*missing, *alike, *copies, *found.otherwise.items())
        unmatched = [("上年报告", found.unmatched)] if found.unmatched else []
        others = ((name, _of_another_year(year)) for name, year in found.of_other_years.items())
        return [
            Listing.of("查出的问题", _RULES, rules),
            Listing.of("逐条问题", _PROBLEMS, problems),
            Listing.of("值得一看", _OUTLIERS, map(_outlier_row, found.outliers)),
            Listing.of(
                "未报与读不出",
                {"单位或文件": 40, "情况": 90},
                (*absent, *others, *self._unread(), *unmatched),
            ),
            *self._main(),
        ]

    def _main(self) -> Iterator[Listing]:
        """The main figures of the bodies that used the most frequent edition, shaded by size, with charts."""
        bodies = self.survey.figures
        if not bodies:
            return
        [(edition, _)] = Counter(one.edition for one in bodies).most_common(1)
        last_years = self.survey.last_year or [None] * len(bodies)
        alike = [(one, last) for one, last in zip(bodies, last_years, strict=True) if one.edition == edition]
        mains = [body.main for body, _ in alike]
        columns = [one for one in columns_of(edition) if not one.is_rare or any(main[one.path] for main in mains)]
        most = {one.path: max(abs(float(main[one.path] or 0)) for main in mains) for one in columns}
        heads = {"机关": 30.0, **{_head(one): 9.0 for one in columns}}
        rows = [
            [ListCell(body.name, file=body.place), *(_figure(body.main, one, most[one.path]) for one in columns)]
            for body, _ in alike
        ]
        notes = []
        if has_last_year := any(last for _, last in alike):
            heads[f"上年报告：{[*heads][_place(columns, _RECEIVED)]}"] = 9.0
            for row, (_, last) in zip(rows, alike, strict=True):
                row.append(count_cell(last.main[_RECEIVED] if last else None))
            if unknown := sum(last is None for _, last in alike):
                notes.append(f"{unknown}个单位没有上年的报告，图中没有上年的条。")
        if others := len(bodies) - len(alike):
            notes.append(f"另有{others}个单位的报告是另一版格式，未列入。")
        charts = self._charts(columns, len(alike), has_last_year=has_last_year)
        parents = [column.path.rpartition(".")[0] for column in columns]
        groups = tuple(at for at, (one, after) in enumerate(pairwise(parents), 2) if one != after)
        yield replace(Listing.of("主要数据", heads, rows, tuple(notes)), charts=charts, groups=groups)

    def _charts(self, columns: Sequence[Column], count: int, *, has_last_year: bool) -> tuple[Chart, ...]:
        """Charts of applications, with last year's (the last column) if known, and of outcomes."""
        whose = self._whose(count)
        received = (_place(columns, _RECEIVED), *([len(columns) + 1] if has_last_year else []))
        ended = (one for one in columns if one.path.startswith(_ENDED) and one.path != f"{_ENDED}total")
        return (
            Chart(f"新收申请（件）{whose}", received),
            Chart(f"办理结果（件）{whose}", tuple(_place(columns, one.path) for one in ended), stacked=True),
        )

    def _whose(self, count: int) -> str:
        """Say how many bodies are in a chart and how many are missing (——20个单位，缺3个)."""
        missing = len(self.survey.missing) + sum(one.is_report for one in self.survey.unread)
        return f"——{count}个单位" + (f"，缺{missing}个" if missing else "")

    def _unread(self) -> Iterator[tuple[str, str]]:
        return ((one.source, f"{one.what}：{one.why}") for one in self.survey.unread)

    def _perhaps(self, name: str) -> str:
        """Name the bodies whose report may be meant for that of a missing body."""
        others = self.survey.perhaps.get(name, ())
        return f"；收到的{listed(others)}不在名单中，是不是它的，请核对" if others else ""

    def paper(self) -> Paper:
        """The lists that are not empty, under a count of the reports."""
        lead = f"共 {len(self.survey.bodies)} 份报告。"
        listings = [one for one in self.sheets() if one.grid and one.grid.rows > 1]
        return Paper(title="各单位年度报告检查情况", lead=(lead,), listings=tuple(listings))

    def text(self) -> str:
        """Findings by rule, then what is only worth a look, then who is missing."""
        found = self.survey
        rules = (
            f"{one.code} {one.severity.chinese} {one.title}："
            f"{len(one.bodies)} 个单位 {one.places} 处（{listed(one.bodies, 3)}）"
            for one in found.failing
        )
        sentences = [*map(outlier_sentence, found.outliers)]
        outliers = first(sentences, _MOST_SHOWN, "其余 {} 处见 -o 写出的文件，或 --json。")
        absent = [f"没有报告：{listed(found.missing, 10)}"] if found.missing else []
        absent += [f"{name}{self._perhaps(name)}" for name in found.missing if name in found.perhaps]
        absent += [f"可能是同一机关的：{'、'.join(names)}" for names in found.alike]
        absent += [f"{_COPIES}：{'、'.join(names)}" for names in found.copies]
        absent += found.otherwise.values()
        absent += [f"{name}：{_of_another_year(year)}" for name, year in found.of_other_years.items()]
        absent += filter(None, [found.unmatched])
        return blocks(
            f"共 {len(found.bodies)} 份报告。",
            block("查出的问题（按规则）：", rules, _INDENT) or ("检查没有发现问题。" if found.bodies else ""),
            block(f"{NO_FINDING}：", outliers, _INDENT),
            "\n".join([*absent, *map("：".join, self._unread())]),
        )

    def record(self) -> dict[str, Any]:
        """Everything as plain values; money as text, so that it stays exact."""
        return {
            **picked(self.survey, "bodies rules=failing problems"),
            "worth_a_look": [_outlier(one) for one in self.survey.outliers],
            **picked(self.survey, "missing perhaps alike copies otherwise of_other_years unmatched"),
            "unread": [{"file": source, "why": why} for source, why in self._unread()],
        }


def _of_another_year(year: int) -> str:
    return f"是{year}年度的报告，与别的单位不是同一年度，请核对是否发错了"


def _place(columns: Sequence[Column], path: str) -> int:
    """The column of a figure in a row, whose first column is the name of the body."""
    return 1 + [one.path for one in columns].index(path)


def _head(column: Column) -> str:
    labels = column.labels[2 if column.path.startswith(_ENDED) else 1 :]
    unit = [f"（{column.unit}）"] if column.unit != _USUAL_UNIT else []
    return "\n".join((*labels, *unit))


def _figure(figures: Mapping[str, int | Decimal | None], column: Column, most: float) -> ListCell:
    value = figures[column.path]
    share = None if value is None else round(abs(float(value)) / most, 2) if most else 0.0
    return replace(count_cell(value), look="money" if column.unit in MONEY else "count", share=share)


def _outlier_row(one: Outlier) -> tuple[object, ...]:
    usual, times, _ = one.judged
    against = _AGAINST[one.against]
    return one.body, one.words, one.unit, one.value, against, usual, times and round(times, 1), one.compared


def outlier_sentence(one: Outlier) -> str:
    """Describe an outlier in one sentence: the figure, what it is compared with, and how far it is off."""
    among = f"（{one.compared}个单位）" if one.against == "neighbours" else ""
    usual = f"{_AGAINST[one.against]}{among}是 {one.judged.usual:g}"
    times = f"，相差约 {one.judged.times:.0f} 倍" if one.judged.times else ""
    return f"{one.body} {one.words}：{number_text(one.value)} {one.unit}，{usual}{times}"


def _outlier(one: Outlier) -> dict[str, Any]:
    times = one.judged.times
    rounded = {"times": times and round(times, 1), "spreads": round(one.judged.spreads, 1)}
    facts = {**rounded, "message": outlier_sentence(one)}
    return {**picked(one, "body path words unit value against compared usual=judged.usual"), **facts}
