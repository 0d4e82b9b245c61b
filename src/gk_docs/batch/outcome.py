"""Sum up a batch by body: what was written, what was found, what failed and why, who is late, who is missing."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from gk_docs.batch.bodies import Bodies, Found
from gk_docs.batch.documents import DOCUMENTS
from gk_docs.batch.figures import BodyFigures, figures_of_file, year_of_most
from gk_docs.batch.job import STATUSES, Result, copies_among
from gk_docs.checks import in_order
from gk_docs.checks.settings import find_settings
from gk_docs.checks.text.bodies import reports_for_all
from gk_docs.errors import GkError, typed
from gk_docs.form.deadlines import due_day
from gk_docs.form.editions import FORMS
from gk_docs.form.identity import misnamed, told_apart
from gk_docs.settings import OfficeNotice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from gk_docs.batch.roster import Member
    from gk_docs.finding import Finding, Severity
    from gk_docs.form.agency import Agency

Kind = Literal["written", "unchanged", "unfilled", "failed", "other", "missing"]

WORDS: dict[Kind, str] = {**dict(STATUSES.items()), "missing": "未报"}
"""Chinese word of what became of a body's report."""

_ORDER = ("missing", "unfilled", "failed", "written", "unchanged", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """What became of the report of one body.

    Attributes:
        body: Name of the body, or of the input if the body could not be read.
        status: The status of the result, or `missing`.
        result: The result; None if the body is missing.
        member: Its line in the roster; None without a roster, or if the roster does not have it.
        due: The last day to publish in time; None if the year is not known, or if the stated day is in time only for
            the report of a whole government and it is not clear whether this is one.
        remark: A remark in one sentence, or "".
    """

    body: str
    status: Kind
    result: Result | None = None
    member: Member | None = None
    due: date | None = None
    remark: str = ""

    @property
    def days_late(self) -> int | None:
        """Days from the last day to the stated day of publication; None if it states no day or was in time."""
        published = self.result.published if self.result else None
        return (published - self.due).days if published and self.due and published > self.due else None

    @property
    def lateness(self) -> str:
        """迟3天, 按时, 未填 (no day stated) or 有误 (a day before the year's end); "" if nothing can be said."""
        if self.days_late:
            return f"迟{self.days_late}天"
        if self.result is None or self.result.year is None or self.due is None:
            return ""
        if not self.result.published:
            return "未填"
        return "按时" if self.result.published.year > self.result.year else "有误"

    def count(self, severity: Severity) -> int:
        """The number of problems of a severity that the checks found."""
        return self.result.count(severity) if self.result else 0

    @property
    def why(self) -> str:
        """The problems of the result and the remark, one a line."""
        problems = [str(problem) for problem in self.result.problems] if self.result else []
        return "\n".join([*problems, *([self.remark] if self.remark else [])])


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """A batch by body: the missing, unfilled and failed ones first, then by name."""

    rows: tuple[OutcomeRow, ...]

    def of(self, *statuses: Kind) -> list[OutcomeRow]:
        """The rows of these statuses."""
        return [row for row in self.rows if row.status in statuses]


def summary_of(
    results: Iterable[Result], roster: Sequence[Member] = (), others: Iterable[str] = (), folder: Path | None = None
) -> BatchSummary:
    """Sum up a batch by body; text that bodies share (GK802) joins the findings of each.

    Args:
        results: The results of `write_all` or `render_folder`.
        roster: Who owes a report; without it nobody is missing.
        others: Names of files that are not inputs; if one of them belongs to a missing body, the remark says so.
        folder: The folder of these files. If a body is missing, files whose names do not tell their body are read; None
            to read none. The due day that the settings of the folder ask for applies.
    """
    kept = _compared(sorted(results, key=lambda result: (result.body, result.source)))
    year = year_of_most(result.year for result in kept)
    members = Bodies((member.agency, member) for member in roster)
    notice = _asked(folder)
    rows = list(_told(kept, members, year, notice))
    there = {row.member.line for row in rows if row.member}
    absent = [member for member in roster if member.line not in there]
    sent = _handed_in(others, members, folder) if absent else {}
    unlisted: dict[Agency, list[tuple[int, str]]] = defaultdict(list)
    for at, row in enumerate(rows):
        if not row.member and row.result and row.result.agency:
            unlisted[row.result.agency].append((at, row.result.source))
    meant = misnamed((member.agency for member in absent), unlisted)
    for member in absent:
        due = _due(year, member.agency, asked=notice) if year else None
        remark = _instead(sent[member.line], folder) if member.line in sent else "没有收到报告"
        for agency in meant.get(member.agency.name, ()):
            for at, source in unlisted[agency]:
                remark += f"；收到了{agency.name}的（{source}），若就是贵单位，请用名单中的名称"
                asked = f"{rows[at].remark}；是不是名单中的{member.agency.name}，请核对"
                rows[at] = replace(rows[at], remark=asked)
        rows.append(OutcomeRow(body=member.agency.name, status="missing", member=member, due=due, remark=remark))
    return BatchSummary(tuple(sorted(rows, key=lambda row: _ORDER.index(row.status))))


def _compared(results: Sequence[Result]) -> list[Result]:
    """Add to each result what its report shares with others, and drop its `comparable`, which is large."""
    found = copies_among([result.comparable for result in results])
    return [
        replace(result, findings=_in_order(result, [*result.findings, *more]), comparable=None)
        for result, more in zip(results, found, strict=True)
    ]


def _in_order(result: Result, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    if result.comparable is None or len(findings) == len(result.findings):
        return result.findings
    return tuple(in_order(findings, FORMS[result.comparable.extract.edition]))


def _handed_in(others: Iterable[str], members: Bodies[Member], folder: Path | None) -> dict[int, str]:
    """The file that each body handed in instead of a data file, by the body's line in the roster."""
    found: dict[int, str] = {}
    for name in others:
        member = members.of_file(name).first
        if not member and folder and isinstance(body := figures_of_file(folder / name), BodyFigures):
            member = members.of(body.agency).first
        if member:
            found.setdefault(member.line, name)
    return found


def _instead(file: str, folder: Path | None) -> str:
    """Say in Chinese what came instead of a data file, and what to do with it."""
    suffix = file.rpartition(".")[2].lower()
    what, mend = DOCUMENTS.get(suffix, (suffix, "请填写数据文件"))
    named = typed(folder / file if folder else file)
    return f"收到{what}（{file}），不是数据文件，{mend or f'请用 gk-docs convert {named} --to yaml 转换后核对'}"


def _asked(folder: Path | None) -> OfficeNotice:
    """The demands of the office on the reports in a folder; none if its settings cannot be read."""
    with suppress(GkError):
        return (find_settings(folder).notice if folder else None) or OfficeNotice()
    return OfficeNotice()


def _told(
    results: Sequence[Result], members: Bodies[Member], usual_year: int | None, asked: OfficeNotice
) -> Iterable[OutcomeRow]:
    files: dict[int | None, Bodies[str]] = defaultdict(Bodies)
    for result in results:
        if result.agency:
            files[result.year].add(result.agency, result.source)
    names = iter(told_apart((result.agency, "") for result in results if result.agency))
    for result in results:
        found = members.of(result.agency) if result.agency else Found()
        if not result.agency and result.status != "other":
            found = members.of_file(result.source)
        member, name = found.first, next(names) if result.agency else result.body
        told = [agency for agency in (result.agency, member and member.agency) if agency]
        year = result.year or (usual_year if result.status == "unfilled" else None)
        remarks = [_unclear(found.rivals)] if found.rivals else []
        if result.agency:
            remarks += _as_handed_in(result.source)
            remarks += _of_another_year(result.year, usual_year)
            remarks += [] if found.all or found.rivals or not members else ["不在名单中"]
            remarks += _others_of(result.agency, result.source, files[result.year])
        yield OutcomeRow(
            body=member.agency.name if member else name,
            status=result.status,
            result=result,
            member=member,
            due=_found_late(result) or (_due(year, *told, published=result.published, asked=asked) if year else None),
            remark="；".join(dict.fromkeys(remarks)),
        )


def _found_late(result: Result) -> date | None:
    """The last day, if the checks found that it was missed (GK702), even an earlier one that the office asks for."""
    days = (finding.facts.get("days") for finding in result.findings if finding.code == "GK702")
    missed = next(filter(None, days), None)
    return result.published - timedelta(missed) if result.published and missed else None


def _due(year: int, *told: Agency, published: date | None = None, asked: OfficeNotice) -> date | None:
    """The last day; the first of `told` that says whether it reports for a whole government decides.

    If none says so, see `OutcomeRow.due`.
    """
    body, summary = due_day(year, at=asked.due), due_day(year, summary=True, at=asked.summary_due)
    for_all = next((known for agency in told if (known := reports_for_all(agency)) is not None), None)
    if for_all is None and published and published > body:
        return summary if published > summary else None
    return summary if for_all else body


def _as_handed_in(source: str) -> list[str]:
    """The remark, if any, that a report came as a document, and what to do."""
    what, _ = DOCUMENTS.get(source.rpartition(".")[2].lower(), ("", ""))
    return [f"报来的是{what}，照它的内容生成，请与原件核对；明年请报工作簿"] if what else []


def _of_another_year(year: int | None, usual: int | None) -> list[str]:
    """The remark, if any, that a report is of another year than the others."""
    return [f"是{year}年度的报告，别的单位是{usual}年度的，请核对是否发错了"] if usual and year != usual else []


def _others_of(agency: Agency, source: str, files: Bodies[str]) -> list[str]:
    """The remark, if any, that another file is of the same body or may be."""
    found = files.alike(agency)
    if found.rivals:
        return [_unclear(tuple(name for name in found.rivals if name != agency.name))]
    return (
        [f"{source} 与 {found.first} 是同一机关同一年度的报告，请只留一份"] if found.first not in (None, source) else []
    )


def _unclear(names: tuple[str, ...]) -> str:
    return f"可能是{'、'.join(names)}，分不清是哪一个，请写明所属地区"
