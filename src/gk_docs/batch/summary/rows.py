"""A batch by body: what was written, what was found, what failed and why, who is late, who is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gk_docs.batch.copies import copies_among
from gk_docs.batch.roster import member_of
from gk_docs.batch.writing.naming import file_name
from gk_docs.batch.writing.result import STATUSES
from gk_docs.checks import in_order
from gk_docs.chinese.labels import normalise
from gk_docs.form.deadlines import due_day
from gk_docs.form.editions import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gk_docs.batch.roster import Member
    from gk_docs.batch.writing.result import Result
    from gk_docs.finding import Finding, Severity

Kind = Literal["written", "unchanged", "unfilled", "failed", "missing"]

WORDS: dict[Kind, str] = {**dict(STATUSES.items()), "missing": "未报"}
"""Chinese word of what became of a body's report."""

_ORDER = ("missing", "unfilled", "failed", "written", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of the report of one body.

    Attributes:
        body: Its name; that of the input where the body could not be read.
        status: That of the result, or `missing`.
        result: The result; None if the body is missing.
        member: Its line in the roster; None without a roster, or if it does not stand there.
        due: The last day to publish in time; None if the year is not known.
        remark: What else is to be said of it in one sentence, or "".
    """

    body: str
    status: Kind
    result: Result | None = None
    member: Member | None = None
    due: date | None = None
    remark: str = ""

    @property
    def days_late(self) -> int | None:
        """Days between the last day and the stated day of publication; None if there is no such day, or in time."""
        published = self.result.published if self.result else None
        return (published - self.due).days if published and self.due and published > self.due else None

    @property
    def lateness(self) -> str:
        """The same in Chinese; "" where nothing can be said."""
        if self.days_late:
            return f"迟{self.days_late}天"
        if self.result is None or self.result.year is None:
            return ""
        return "按时" if self.result.published else "未填"

    def count(self, severity: Severity) -> int:
        """How many problems of that severity the checks found."""
        return self.result.count(severity) if self.result else 0

    @property
    def why(self) -> str:
        """Why there is no report, all reasons; or the remark."""
        problems = [str(problem) for problem in self.result.problems] if self.result else []
        return "\n".join([*problems, *([self.remark] if self.remark else [])])


@dataclass(frozen=True, slots=True)
class Summary:
    """A batch by body: the missing, unfilled and failed ones first, then by name."""

    rows: tuple[Row, ...]

    def of(self, *statuses: Kind) -> list[Row]:
        """The rows of these statuses."""
        return [row for row in self.rows if row.status in statuses]


def summary_of(results: Iterable[Result], roster: Sequence[Member] = (), others: Iterable[str] = ()) -> Summary:
    """The batch by body, with the text that bodies share (GK802) among the findings of each.

    Args:
        results: What `write_all` or `render_folder` gave.
        roster: Who owes a report; without it nobody is missing.
        others: Names of files that are no inputs; a missing body is told which of them bears its name.
    """
    kept = _compared(sorted(results, key=lambda result: (result.body, result.source)))
    years = Counter(result.year for result in kept if result.year)
    year = years.most_common(1)[0][0] if years else None
    rows = list(_told(kept, roster, year))
    there = {row.member.line for row in rows if row.member}
    sent = {member.line: name for name in others if (member := _named(name, roster))}
    for member in roster:
        if member.line not in there:
            due = due_day(year, summary=member.agency.type == "summary") if year else None
            remark = f"没有收到数据文件；{sent[member.line]} 不是数据文件" if member.line in sent else "没有收到报告"
            rows.append(Row(body=member.agency.name, status="missing", member=member, due=due, remark=remark))
    return Summary(tuple(sorted(rows, key=lambda row: _ORDER.index(row.status))))


def _compared(results: Sequence[Result]) -> list[Result]:
    """The results with what their reports share with one another; what the comparison needed is let go."""
    found = copies_among([result.comparable for result in results])
    return [
        replace(result, findings=_in_order(result, [*result.findings, *more]), comparable=None)
        for result, more in zip(results, found, strict=True)
    ]


def _in_order(result: Result, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    if result.comparable is None or len(findings) == len(result.findings):
        return result.findings
    return tuple(in_order(findings, FORMS[result.comparable.extract.edition]))


def _told(results: Sequence[Result], roster: Sequence[Member], usual_year: int | None) -> Iterable[Row]:
    first: dict[tuple[str, int | None], str] = {}
    for result in results:
        member = _member(result, roster)
        kind = (result.agency.type if result.agency else None) or (member.agency.type if member else None)
        year = result.year or (usual_year if result.status == "unfilled" else None)
        remarks = [] if member or not roster or not result.agency else ["不在名单中"]
        if result.agency:
            before = first.setdefault((normalise(result.body), result.year), result.source)
            remarks += [] if before == result.source else [f"与 {before} 是同一机关同一年度的报告"]
        yield Row(
            body=member.agency.name if member else result.body,
            status=result.status,
            result=result,
            member=member,
            due=due_day(year, summary=kind == "summary") if year else None,
            remark="；".join(remarks),
        )


def _member(result: Result, roster: Sequence[Member]) -> Member | None:
    """The body in the roster; of a file that could not be read by its name."""
    if result.agency:
        return member_of(result.agency, roster)
    return _named(result.source, roster)


def _named(file: str, roster: Sequence[Member]) -> Member | None:
    """The body whose name a file bears, as `new` names the files; else the only one whose name holds the file's."""
    stem = Path(file).stem.rstrip("0123456789年度")
    for member in roster:
        names = [file_name(name) for name in (member.agency.name, member.agency.short_name) if name]
        if stem in names:
            return member
    alike = [member for member in roster if len(stem) > 1 and stem in file_name(member.agency.name)]
    return alike[0] if len(alike) == 1 else None
