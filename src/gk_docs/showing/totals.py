"""A total as a person or a program wants it: text for the prompt, plain values for JSON."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs.batch.totals.columns import columns_of
from gk_docs.batch.totals.left_out import ADDED
from gk_docs.batch.totals.scope import listed
from gk_docs.chinese.text import width
from gk_docs.finding import Severity
from gk_docs.showing.annex import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.batch.totals.difference import Difference
    from gk_docs.batch.totals.summing import Totals
    from gk_docs.finding import Finding

_MOST_SHOWN = 40
_REMARKS = {
    "twice": "个单位的同一份报告有几个文件，各只计一次",
    "other_year": "份报告是别的年度的，未计入",
    "itself": "份是汇总机关自己的报告，未计入；其中是本级数据的，请用 --own 指明",
    "not_on_roster": "个单位不在名单中，已计入",
    "unread": "个文件不是年度报告，未计入",
}


def as_text(totals: Totals, findings: Sequence[Finding], found: Sequence[Difference] | None) -> str:
    """The scope, the main sums, what stays out, the differences: a few dozen lines however many bodies there are."""
    report = totals.report
    lines = [f"{report.agency.name}{report.year}年 合计", totals.scope.words(), "", *_sums(totals)]
    problems = [one for one in findings if one.is_problem and one.severity > Severity.INFO and "kind" in one.facts]
    added = [one for one in problems if one.facts["kind"] in ADDED]
    lines += _listed("没有计入的", [one for one in problems if one not in added])
    lines += _listed("计入了、请核对的", added)
    lines += _remarks(findings)
    if found is not None:
        lines += ["", *_differences(found)]
    return "\n".join(lines)


def _listed(head: str, problems: Sequence[Finding]) -> list[str]:
    if not problems:
        return []
    told = [f"  {_told(one)}" for one in problems[:_MOST_SHOWN]]
    return ["", f"{head}（GK801，{len(problems)}处）：", *told, *_rest(len(problems))]


def _told(one: Finding) -> str:
    return one.message if not one.place.path else f"{one.place}：{one.message}"


def _rest(count: int) -> list[str]:
    return [f"  其余 {count - _MOST_SHOWN} 处见 --json"] if count > _MOST_SHOWN else []


def _sums(totals: Totals) -> Iterator[str]:
    columns = [column for column in columns_of(totals.report.edition) if not column.is_rare or totals.main[column.path]]
    names = ["·".join(column.labels[1:]) for column in columns]
    wide = max(map(width, names))
    for column, name in zip(columns, names, strict=True):
        value = totals.main[column.path]
        text = "空白" if value is None else f"{number_text(value)} {column.unit}"
        yield f"  {name}{' ' * (wide - width(name))}  {text}"


def _remarks(findings: Sequence[Finding]) -> list[str]:
    info = [one for one in findings if one.severity == Severity.INFO and one.facts.get("kind") in _REMARKS]
    counts = Counter(one.facts["kind"] for one in info)
    names = {
        kind: [name for one in info if one.facts["kind"] == kind for name in one.facts["bodies"]] for kind in counts
    }
    told = [f"  {count} {_REMARKS[kind]}（{listed(names[kind], 3)}）" for kind, count in counts.items()]
    return ["", "另外：", *told] if told else []


def _differences(found: Sequence[Difference]) -> Iterator[str]:
    if not found:
        yield "与上级报告逐格核对：没有差额。"
        return
    yield f"与上级报告逐格核对：{len(found)}格有差额（上级减合计）"
    for one in found[:_MOST_SHOWN]:
        numbers = f"{number_text(one.parent)} − {number_text(one.total)} ＝ {number_text(one.difference)}"
        blank = f"；此格空白：{listed(one.blank)}" if one.blank else ""
        reason = f"；已说明：{one.reason}" if one.reason else ""
        yield f"  {one.place}：{numbers}{blank}{reason}"
    yield from _rest(len(found))


def as_record(
    totals: Totals, findings: Sequence[Finding], found: Sequence[Difference] | None, files: Sequence[str]
) -> dict[str, Any]:
    """Everything as plain values: money as text, so that it stays exact; nobody's name left out."""
    scope = totals.scope
    record: dict[str, Any] = {
        "agency": totals.report.agency.name,
        "year": totals.report.year,
        "edition": totals.report.edition,
        "scope": {
            "reach": scope.reach,
            "words": scope.words(),
            "own": scope.own or None,
            "bodies": [*scope.bodies],
            "below": [*scope.below],
            "missing": [*scope.missing],
            "unread": [*scope.unread],
        },
        "figures": {figure.path: _plain(figure.value) for figure in totals.report.figures()},
        "findings": [_finding(one) for one in findings],
        "files": [*files],
    }
    if found is not None:
        record["differences"] = [_difference(one) for one in found]
    return record


def _plain(value: int | Decimal | None) -> int | str | None:
    return number_text(value) if isinstance(value, Decimal) else value


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.name.lower(),
        "path": one.place.path,
        "place": one.place.words,
        "message": one.message,
        "assessed": one.assessed,
        "accepted": one.accepted,
        "kind": one.facts.get("kind", "difference"),
        "bodies": [*one.facts.get("bodies", one.facts.get("blank", ()))],
    }


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "path": one.place.path,
        "place": one.place.words,
        "parent": _plain(one.parent),
        "sum": _plain(one.total),
        "difference": _plain(one.difference),
        "blank": [*one.blank],
        "reason": one.reason,
    }
