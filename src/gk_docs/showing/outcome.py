"""Show the outcome of a batch for each body: as a table at the prompt, as a list for Excel, or as plain values."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Literal

from gk_docs.batch.outcome import WORDS, BatchSummary, OutcomeRow
from gk_docs.chinese.text import listed
from gk_docs.finding import Severity
from gk_docs.showing.listing import ListCell, Listing, Paper, Tone
from gk_docs.showing.record import picked
from gk_docs.showing.terminal import aligned, cut, first

_TITLE = "汇总"
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_COUNTS = [severity.chinese for severity in _SEVERITIES]
_HEADS = {
    "机关": 30,
    "文件": 26,
    "结果": 8,
    **dict.fromkeys(_COUNTS, 6),
    "公开": 10,
    "填报人": 10,
    "联系方式": 18,
    "说明": 80,
}
_TONES: dict[str, Tone] = {
    "missing": "error",
    "unfilled": "error",
    "failed": "error",
    "written": "good",
    "unchanged": "idle",
    "other": "idle",
}
_MOST_SHOWN = 60
_MOST_REASONS = 5
_WIDEST = 36


@dataclass(frozen=True)
class OutcomeShown:
    """The outcome of a batch, shown.

    Attributes:
        summary: The outcome for each body.
        others: Names of the files that do not count as reports; only JSON has them.
    """

    summary: BatchSummary
    others: Sequence[str] = ()

    def sheets(self) -> list[Listing]:
        """A list with a line for each body."""
        return [Listing.of(_TITLE, _HEADS, map(_cells, self.summary.rows))]

    def paper(self) -> Paper:
        """The list under a sentence that counts each outcome."""
        return Paper(title=_TITLE, lead=(count_sentence(self.summary),), listings=tuple(self.sheets()))

    def text(self) -> str:
        """A line for each body in aligned columns, then the reasons, then a count.

        If there are more than 60 bodies, only those are shown that failed, are missing or late, or have errors,
        problems or a remark. Of the reasons of one body, only the first five are shown.
        """
        rows = self.summary.rows
        shown = rows if len(rows) <= _MOST_SHOWN else [row for row in rows if _needs_a_look(row)]
        heads = ["机关", "结果", *_COUNTS, "公开"]
        table = aligned([heads, *map(_table_cells, shown)], left=len(heads)) if shown else ()
        reasons = [reason for row in shown for reason in _reasons(row)] + _for_the_office(shown)
        rest = len(rows) - len(shown)
        left_out = [f"其余 {rest} 个单位没有错误，不再列出。"] if rest else []
        return "\n".join([*table, *([""] if reasons else []), *reasons, *left_out, count_sentence(self.summary)])

    def record(self) -> dict[str, Any]:
        """The count of each outcome, and a mapping for each body without absent values."""
        return {
            "counts": {kind: len(self.summary.of(kind)) for kind in WORDS},
            "bodies": [_record(row) for row in self.summary.rows],
            "others": [*self.others],
        }


def count_sentence(summary: BatchSummary) -> str:
    """Count each outcome in a sentence (共 4 个：已生成 2 个，失败 1 个，未报 1 个。)."""
    parts = [f"{word} {count} 个" for kind, word in WORDS.items() if (count := len(summary.of(kind)))]
    late = sum(bool(row.days_late) for row in summary.rows)
    parts += [f"迟报 {late} 个"] if late else []
    return f"共 {len(summary.rows)} 个：{'，'.join(parts)}。" if parts else "没有可以生成的报告。"


def _reasons(row: OutcomeRow) -> list[str]:
    """The first reasons of a body, each after its name unless the reason begins with it, as the names of files do."""
    why = row.remark if row.result and row.result.office else row.why
    named = (one if one.startswith(row.body) else f"{row.body}：{one}" for one in why.splitlines())
    return first([*named], _MOST_REASONS, f"{row.body}：还有 {{}} 处，见回执。")


def _for_the_office(rows: Sequence[OutcomeRow]) -> list[str]:
    """What the office that runs the batch must mend: each problem once, with the bodies whose reports it stopped."""
    stopped: dict[str, list[str]] = defaultdict(list)
    names = Counter(PurePath(row.result.source).stem for row in rows if row.result)
    for row in rows:
        if row.result and row.result.office:
            for problem in row.result.problems:  # the body's name says it already, unless two files have that name
                told = replace(problem, file=None) if problem.file == row.result.source else problem
                stopped[str(told)].append(row.result.source if names[row.body] > 1 else row.body)
    return [f"{listed(bodies, _MOST_REASONS, '等 {} 个单位')}：{reason}" for reason, bodies in stopped.items()]


def _needs_a_look(row: OutcomeRow) -> bool:
    return bool(row.why or row.days_late or row.status in ("missing", "failed") or row.count(Severity.ERROR))


def _counts(row: OutcomeRow) -> list[int | Literal[""]]:
    """The number of problems of each severity; "" if the report could not be checked."""
    return [row.count(severity) if row.result and row.result.agency else "" for severity in _SEVERITIES]


def _table_cells(row: OutcomeRow) -> list[str]:
    return [cut(row.body, _WIDEST), WORDS[row.status], *map(str, _counts(row)), row.lateness]


def _cells(row: OutcomeRow) -> Iterable[object]:
    status = ListCell(WORDS[row.status], tone=_TONES[row.status])
    people = (row.member.filer, row.member.contact) if row.member else ("", "")
    return row.body, row.result.source if row.result else "", status, *_counts(row), row.lateness, *people, row.why


def _record(row: OutcomeRow) -> dict[str, Any]:
    counts = {severity.name.lower(): row.count(severity) for severity in _SEVERITIES} if row.result else None
    facts = {
        **picked(row, "body source=result.source status year=result.year files=result.paths"),
        "findings": counts,
        **picked(row, "problems=result.problems published=result.published due days_late"),
        **picked(row, "filer=member.filer contact=member.contact remark"),
    }
    return {name: fact for name, fact in facts.items() if fact is not None and fact != ""}
