"""One report to write, and the work of writing it, in whatever process it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gk_docs.batch.copies import comparable
from gk_docs.batch.record import remember
from gk_docs.batch.result import Result
from gk_docs.batch.work import Way, checked
from gk_docs.errors import GkError, NotFilledIn, Problem, guarded
from gk_docs.files.followed import follow, following

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.batch.result import Status
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
        with guarded(job.name):
            return _done(job)
    except NotFilledIn:
        return replace(job.failed([_UNFILLED]), status="unfilled")
    except GkError as error:
        return job.failed(error.problems)


def _done(job: Job) -> Result:
    """What is known of the body and what was found stand in the result of a report that cannot be written, too."""
    with following() as files:
        if isinstance(job.source, Path):
            follow(job.source)
        one = checked(job.source, job.file)
        report = one.reading.report
        known = Result(
            body=report.agency.name,
            source=job.name,
            status="unchanged",
            findings=tuple(one.findings),
            comparable=comparable(one.reading, one.wanted),
            **_facts(report),
        )
        way = Way(job.template, job.force, job.strict, job.partial)
        put, errors = way.write(one, job.targets, job.file)
    known = replace(known, paths=tuple(file.path for file in put))
    if errors:
        told = dict.fromkeys(problem for error in errors for problem in error.in_file(job.name).problems)
        return replace(known, status="failed", problems=tuple(told))
    remember(job, known, files, {file.path: file.digest for file in put})
    status: Status = "written" if any(file.changed for file in put) else "unchanged"
    return replace(known, status=status)


def _facts(report: Report) -> dict[str, Any]:
    return {"year": report.year, "agency": report.agency, "published": report.published}
