"""One report to write, and the work of writing it, in whatever process it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.batch.copies import comparable
from gk_docs.batch.writing.record import remember
from gk_docs.batch.writing.result import Result
from gk_docs.checks import Settings, check, find_settings, with_notes
from gk_docs.errors import GkError, InvalidReport, NotFilledIn, Problem
from gk_docs.finding import Severity
from gk_docs.form.reading import Reading
from gk_docs.readers import read
from gk_docs.readers.authored.shared import shared_template
from gk_docs.readers.files.followed import follow, following
from gk_docs.writers import TAKE_A_TEMPLATE, render
from gk_docs.writers.docx import template_path
from gk_docs.writers.files import save

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.batch.writing.result import Status
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report


_UNFILLED = Problem(message="还没有填", mend="填好后再生成一次")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to write. Can be pickled, so that any process can do it.

    Attributes:
        source: The input file, or the report itself.
        targets: The files to write, one for each format.
        template: A Word template of your own for .docx and .pdf; None for the one that the input's folder names.
        force: Replace Word files although somebody changed them.
        strict: Write nothing of a report in which the checks find an error.
        partial: Take a template of your own that does not print the whole form, as `gk_docs.write` does.
        origin: The file that a report itself came out of (a script), or None. Its folder's settings apply.
        label: What to call the input; None for the name of its file, or of the body.
    """

    source: Path | AnyReport
    targets: tuple[Path, ...]
    template: Path | None = None
    force: bool = False
    strict: bool = False
    partial: bool = True
    origin: Path | None = None
    label: str | None = None

    @property
    def file(self) -> Path | None:
        """The input file, or None for a report that came from memory."""
        return self.source if isinstance(self.source, Path) else self.origin

    @property
    def name(self) -> str:
        """Name of the input, or of the body."""
        return self.label or (self.file.name if self.file else self.agency_name)

    @property
    def agency_name(self) -> str:
        """Name of the body; of a file that is not read yet its own, without suffix."""
        return self.source.stem if isinstance(self.source, Path) else self.source.agency.name

    def failed(self, problems: Iterable[Problem]) -> Result:
        """The result that this job failed for these reasons."""
        named = tuple(replace(problem, file=problem.file or self.name) for problem in problems)
        result = Result(body=self.agency_name, source=self.name, status="failed", problems=named)
        return result if isinstance(self.source, Path) else replace(result, **_facts(self.source))


def run(job: Job) -> Result:
    """Read, check and write one report. Whatever goes wrong is in the result; nothing is raised."""
    try:
        return _done(job)
    except NotFilledIn:
        return replace(job.failed([_UNFILLED]), status="unfilled")
    except GkError as error:
        return job.failed(error.problems)
    except Exception as fault:  # noqa: BLE001 - a defect in one report must not stop the other ten thousand
        return job.failed([_fault(fault)])


def _fault(fault: Exception) -> Problem:
    mend = "这是 gk-docs 自身的缺陷，请把这个文件反馈给 gk-docs 的维护者"
    return Problem(message=f"程序出错（{type(fault).__name__}：{fault}）", mend=mend)


def _done(job: Job) -> Result:
    """What is known of the body and what was found stand in the result of a report that cannot be written, too."""
    with following() as files:
        if isinstance(job.source, Path):
            follow(job.source)
        reading = read(job.source) if isinstance(job.source, Path) else Reading(job.source, origin="ours")
        report = reading.report
        wanted = _settings(job)
        findings = tuple(_checked(reading, wanted))
        known = Result(
            body=report.agency.name,
            source=job.name,
            status="unchanged",
            findings=findings,
            comparable=comparable(reading, wanted),
            **_facts(report),
        )
        try:
            if job.strict and (count := known.count(Severity.ERROR)):
                raise InvalidReport(f"检查发现 {count} 个错误，没有生成", mend="请改正，或不加 --strict")
            shown = with_notes(report, findings) if wanted.notes else report
            put = [_put(shown, target, job) for target in job.targets]
        except GkError as error:
            problems = tuple(replace(problem, file=problem.file or job.name) for problem in error.problems)
            return replace(known, status="failed", problems=problems)
    remember(job, known, files, {one.path: one.digest for one in put})
    status: Status = "written" if any(one.changed for one in put) else "unchanged"
    return replace(known, status=status, paths=tuple(one.path for one in put))


def _facts(report: Report) -> dict[str, Any]:
    return {"year": report.year, "agency": report.agency, "published": report.published}


def _settings(job: Job) -> Settings:
    """The settings that lie nearest above the input."""
    try:
        return find_settings(job.file.resolve().parent) if job.file else Settings()
    except ValueError as error:
        raise GkError(str(error)) from None


def _checked(reading: Reading, wanted: Settings) -> list[Finding]:
    return check(reading, select=wanted.select, ignore=wanted.ignore, severities=wanted.severities)


def _template(job: Job) -> Path | None:
    return job.template or (shared_template(job.file.resolve().parent) if job.file else None)


class _Put(NamedTuple):
    """A file that stands as it should: where, the digest of its content, and whether it had to be written."""

    path: Path
    digest: str
    changed: bool


def _put(report: AnyReport, target: Path, job: Job) -> _Put:
    """Write a file; one that already is what would be written stays untouched."""
    suffix = target.suffix.removeprefix(".").lower()
    template = _template(job) if suffix in TAKE_A_TEMPLATE else None
    if suffix in TAKE_A_TEMPLATE:
        follow(template or template_path(type(report)))
    if template and not job.partial:
        from gk_docs.writers.own_template import refuse_incomplete  # noqa: PLC0415 - heavy, and seldom needed

        refuse_incomplete(template, report.edition)
    data = render(report, suffix, template=template)
    digest = sha256(data).hexdigest()
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return _Put(target, digest, changed=False)
    return _Put(save(data, target, force=job.force), digest, changed=True)
