"""One report to write, and the work of writing it, in whatever process it is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.batch.result import Result
from gk_docs.checks import check
from gk_docs.errors import GkError, Problem
from gk_docs.form.reading import Reading
from gk_docs.readers import read
from gk_docs.writers import render
from gk_docs.writers.files import save

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One report to write. Can be pickled, so that any process can do it.

    Attributes:
        source: The input file, or the report itself.
        targets: The files to write, one for each format.
        template: A Word template of your own for .docx, or None.
        force: Replace Word files although somebody changed them.
    """

    source: Path | AnyReport
    targets: tuple[Path, ...]
    template: Path | None = None
    force: bool = False

    @property
    def name(self) -> str:
        """Name of the input, or of the body."""
        return self.source.name if isinstance(self.source, Path) else self.source.agency.name

    def failed(self, problems: Iterable[Problem]) -> Result:
        """The result that this job failed for these reasons."""
        named = tuple(replace(problem, file=problem.file or self.name) for problem in problems)
        return Result(body=Path(self.name).stem, source=self.name, status="failed", problems=named)


def run(job: Job) -> Result:
    """Read, check and write one report. Whatever goes wrong is in the result; nothing is raised."""
    try:
        return _written(job)
    except GkError as error:
        return job.failed(error.problems)
    except Exception as fault:  # noqa: BLE001 - a defect in one report must not stop the other ten thousand
        mend = "这是 gk-docs 自身的缺陷，请把这个文件反馈给 gk-docs 的维护者"
        return job.failed([Problem(message=f"程序出错（{type(fault).__name__}：{fault}）", mend=mend)])


def _written(job: Job) -> Result:
    reading = read(job.source) if isinstance(job.source, Path) else Reading(job.source, origin="ours")
    report = reading.report
    findings = tuple(check(reading))
    paths = [_put(report, target, job) for target in job.targets]
    return Result(
        body=report.agency.name,
        source=job.name,
        status="written" if any(changed for _, changed in paths) else "unchanged",
        paths=tuple(path for path, _ in paths),
        findings=findings,
        year=report.year,
    )


def _put(report: Report, target: Path, job: Job) -> tuple[Path, bool]:
    """The file written and whether it changed; a file that already is what would be written stays untouched."""
    suffix = target.suffix.removeprefix(".").lower()
    data = render(report, suffix, template=job.template if suffix == "docx" else None)
    if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
        return target, False
    return save(data, target, force=job.force), True
