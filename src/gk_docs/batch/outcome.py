"""Sum up a batch by body: what was written, what was found, what failed and why, who is late, who is missing."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from gk_docs.batch.bodies import Bodies, Found, named_by
from gk_docs.batch.documents import DOCUMENTS
from gk_docs.batch.figures import differ, year_of_most
from gk_docs.batch.handed_in import HandedIn, documents_among, instead, perhaps_handed_in
from gk_docs.batch.job import STATUSES, Result, copies_among
from gk_docs.checks import in_order
from gk_docs.checks.bodies.names import reports_for_all
from gk_docs.checks.settings import find_settings
from gk_docs.errors import GkError
from gk_docs.form.deadlines import due_day
from gk_docs.form.editions import FORMS
from gk_docs.form.identity import misnamed, told_apart
from gk_docs.settings import OfficeNotice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gk_docs.batch.roster import Member
    from gk_docs.finding import Finding, Severity
    from gk_docs.form.agency import Agency

Kind = Literal["written", "unchanged", "unfilled", "failed", "other", "missing"]

WORDS: dict[Kind, str] = {**dict(STATUSES.items()), "missing": "未报"}
"""Chinese word of what became of a body's report."""

_WAITING = ("missing", "unfilled")
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
    results: Iterable[Result],
    roster: Sequence[Member] = (),
    others: Iterable[str] = (),
    folder: Path | None = None,
    *,
    documents: bool = False,
) -> BatchSummary:
    """Sum up a batch by body; text that bodies share (GK802) joins the findings of each.

    Args:
        results: The results of `write_all` or `render_folder`.
        roster: Who owes a report; without it nobody is missing.
        others: Names of files that are not inputs; if one of them belongs to a missing body, the remark says so.
        folder: The folder of these files. If a body is missing, files whose names do not tell their body are read; None
            to read none. The due day that the settings of the folder ask for applies.
        documents: Whether documents count as reports, so that one of `others` that lies beside a data file of its name
            is compared with it.
    """
    kept = _compared(sorted(results, key=lambda result: (result.body, result.source)))
    year = year_of_most(result.year for result in kept)
    notice = _asked(folder)
    rows = list(_told(kept, Bodies((member.agency, member) for member in roster), year, notice))
    there = {row.member.line for row in rows if row.member}
    for member in roster:
        if member.line not in there:
            due = _due(year, member.agency, asked=notice) if year else None
            rows.append(OutcomeRow(body=member.agency.name, status="missing", member=member, due=due))
    names = [*others]
    if documents and folder:
        rows = [_beside(row, names, folder) for row in rows]
    rows = _with_misnamed([*_with_documents(rows, _owners(rows, roster), names, folder)])
    return BatchSummary(tuple(sorted(rows, key=lambda row: _ORDER.index(row.status))))


def _beside(row: OutcomeRow, others: Sequence[str], folder: Path) -> OutcomeRow:
    """Say which documents with the name of the body's data file have other figures."""
    source = PurePath(row.result.source if row.result and row.result.agency else "")
    alike = [name for name in others if PurePath(name).with_suffix("") == source.with_suffix("")] if source.name else []
    other = [name for name in alike if differ(folder / source, folder / name)]
    told = [f"{name} 的数据与 {source} 不同，没有用它，请核对" for name in other]
    return replace(row, remark="；".join(filter(None, [row.remark, *told])))


def _key(row: OutcomeRow) -> int | str:
    """The line of a body in the roster, or its file."""
    return row.member.line if row.member else row.result.source if row.result else ""


def _owners(rows: Iterable[OutcomeRow], roster: Iterable[Member]) -> Bodies[int | str]:
    """The bodies that may own a document, with the `_key` of their row: the roster, and bodies with a blank file."""
    owners: Bodies[int | str] = Bodies((member.agency, member.line) for member in roster)
    for row in rows:
        if row.status == "unfilled" and row.result and not row.member and (agency := named_by(row.result.source)):
            owners.add(agency, row.result.source)
    return owners


def _with_documents(
    rows: Sequence[OutcomeRow], owners: Bodies[int | str], others: Sequence[str], folder: Path | None
) -> Iterator[OutcomeRow]:
    """Say for each body without a report what it handed in instead, and which file of its name is another body's.

    A data file that is not filled in has no row of its own if the report of its body came in another file.
    """
    documents = []
    if any(row.status in _WAITING for row in rows):
        named = (name for name in perhaps_handed_in(folder) if owners.of_file(name).all)
        documents = [*documents_among([*others, *named], folder)]
    year = year_of_most(row.result.year for row in rows if row.result) or year_of_most(one.year for one in documents)
    read = [HandedIn(one.source, one.agency, one.year) for row in rows if (one := row.result) and one.agency]
    came, sent = _by_owner(read, owners), _by_owner(documents, owners)
    said = _named_otherwise((*read, *documents), owners)
    blank = {_key(row): row.result.source for row in rows if row.status == "unfilled" and row.result}
    filled = {
        one.file: blank[key] for key in blank.keys() & came.keys() for one in came[key] if year in (None, one.year)
    }
    for row in rows:
        key, remarks = _key(row), [row.remark]
        if row.status == "unfilled" and blank[key] in filled.values():
            continue
        if row.status in _WAITING:
            remarks += [instead(sent.get(key, ()), year, folder) or ("没有收到报告" if row.status == "missing" else "")]
            remarks += said.get(key, [])
        elif row.result and row.result.source in filled:
            remarks.append(f"{filled[row.result.source]} 还没有填，用的是这一份")
        yield replace(row, remark="；".join(dict.fromkeys(filter(None, remarks))))


def _by_owner(documents: Iterable[HandedIn], owners: Bodies[int | str]) -> dict[int | str, list[HandedIn]]:
    found: dict[int | str, list[HandedIn]] = defaultdict(list)
    for one in documents:
        for key in owners.whose(one.file, one.agency).all:
            found[key].append(one)
    return found


def _named_otherwise(documents: Iterable[HandedIn], owners: Bodies[int | str]) -> dict[int | str, list[str]]:
    """Say in Chinese, for both bodies, which documents have one body in their name and another inside."""
    found: dict[int | str, list[str]] = defaultdict(list)
    for one in documents:
        if one.agency and (said := owners.otherwise(one.file, one.agency)):
            for key in (*owners.of_file(one.file).all, *owners.of(one.agency).all):
                found[key].append(said)
    return found


def _with_misnamed(rows: Sequence[OutcomeRow]) -> list[OutcomeRow]:
    """Say for each missing body which body off the roster may be meant for it, and the other way round."""
    told = [*rows]
    unlisted: dict[Agency, list[tuple[int, str]]] = defaultdict(list)
    for at, row in enumerate(rows):
        if not row.member and row.result and row.result.agency:
            unlisted[row.result.agency].append((at, row.result.source))
    absent = [(at, row.member.agency) for at, row in enumerate(rows) if row.status == "missing" and row.member]
    meant = misnamed((agency for _, agency in absent), unlisted)
    for missing, member in absent:
        for agency in meant.get(member.name, ()):
            for at, source in unlisted[agency]:
                remark = f"收到了{agency.name}的（{source}），若就是贵单位，请用名单中的名称"
                told[missing] = replace(told[missing], remark=f"{told[missing].remark}；{remark}")
                told[at] = replace(told[at], remark=f"{told[at].remark}；是不是名单中的{member.name}，请核对")
    return told


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
        found = members.whose(result.source, result.agency) if result.status != "other" else Found()
        member, name = found.first, next(names) if result.agency else result.body
        told = [agency for agency in (result.agency, member and member.agency) if agency]
        year = result.year or (usual_year if result.status == "unfilled" else None)
        remarks = [_unclear(found.rivals)] if found.rivals else []
        if result.agency:
            remarks += _as_handed_in(result.source)
            remarks += filter(None, [members.otherwise(result.source, result.agency)])
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
