"""One report to write, and what became of it: what goes to the workers of a batch and comes back."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from gk_docs.checks import check_copies, extract_of
from gk_docs.checks.copies import CODE, Extract
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, Problem, UnreadableFile
from gk_docs.finding import Finding
from gk_docs.form.agency import Agency
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.finding import Severity
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

Status = Literal["written", "unchanged", "unfilled", "failed", "other"]

STATUSES: dict[Status, str] = {
    "written": "已生成",
    "unchanged": "未变",
    "unfilled": "未填",
    "failed": "失败",
    "other": "不是年报",
}
"""Chinese word of each status."""

_OF_THE_BODY = (InvalidReport, NotAnAnnualReport, UnreadableFile)
"""The errors that only the body can mend, in the file that it sent."""


@dataclass(frozen=True)
class Comparable:
    """A report as it is compared with those of other bodies (GK802).

    Attributes:
        extract: Its text, a few kilobytes.
        settings: What its office wants to know.
    """

    extract: Extract
    settings: Settings


def comparable(reading: Reading, settings: Settings) -> Comparable | None:
    """What is kept of a report; None if its settings do not want it compared."""
    return Comparable(extract_of(reading), settings) if settings.chosen(CODE) else None


def copies_among(reports: Sequence[Comparable | None]) -> list[list[Finding]]:
    """What each of the reports shares with the others, in their order; nothing where there is None."""
    kept = [one for one in reports if one]
    found = iter(check_copies([one.extract for one in kept], [one.settings for one in kept]))
    return [next(found) if one else [] for one in reports]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report.

    Attributes:
        body: Name of the body, or of the input where the body could not be read.
        source: Name of the input; the body's name where it was an object.
        status: `written`; `unchanged` where every file already was what would be written; `unfilled` where nobody has
            filled in anything of a starting file; `failed`; `other` for a document that is no annual report.
        paths: The files that stand as they should, also those that were unchanged.
        findings: What the checks found in it, worst first; what it shares with others `summary_of` adds.
        problems: Why not all of the files were written; empty otherwise.
        office: Whether that is for whoever runs the batch to mend, not for the body: a reader that is not installed, a
            file that may not be replaced, a template.
        year: The year reported on, or None where it could not be read.
        agency: The body, or None where it could not be read.
        published: The day of publication that the report states, or None.
        comparable: What a comparison with other bodies' reports needs; None where it could not be read, or the settings
            want no comparison.
    """

    body: str
    source: str
    status: Status
    paths: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    office: bool = False
    year: int | None = None
    agency: Agency | None = None
    published: date | None = None
    comparable: Comparable | None = None

    def count(self, severity: Severity) -> int:
        """How many problems of that severity the checks found; accepted and undecided ones do not count."""
        return sum(finding.is_problem and finding.severity == severity for finding in self.findings)


class Way(NamedTuple):
    """How a report is written.

    Attributes:
        template: A Word template of your own, for .docx and .pdf; None for the one that the folder's settings name.
        force: Replace files although somebody changed them.
        strict: Write nothing of a report in which the checks find an error.
        partial: Take a template of your own that does not print the whole form, as `gk_docs.write` does.
        notes: Print the notes of accepted differences, also where the settings do not ask for them.
    """

    template: Path | None = None
    force: bool = False
    strict: bool = False
    partial: bool = True
    notes: bool = False


_USUAL = Way()


@dataclass(frozen=True, kw_only=True)
class Job:
    """One report to write. Can be pickled, so that any process can do it.

    Attributes:
        source: The input file, or the report itself.
        targets: The files to write, one for each format.
        way: How it is written.
        origin: The file that a report itself came out of (a script), or None. Its folder's settings apply.
        label: What to call the input; None for the name of its file, or of the body.
    """

    source: Path | AnyReport
    targets: tuple[Path, ...]
    way: Way = _USUAL
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

    def failed(self, *errors: GkError) -> Result:
        """The result that this job failed for these reasons."""
        result = Result(body=self.agency_name, source=self.name, status="failed", **reasons(errors, self.name))
        return result if isinstance(self.source, Path) else replace(result, **facts_of(self.source))

    @cached_property
    def said(self) -> str | None:
        """The report itself as JSON, which says exactly what it is; None for a file."""
        return None if isinstance(self.source, Path) else self.source.model_dump_json()

    def __reduce__(self) -> tuple[Any, ...]:
        """As JSON a report goes in a quarter of the time that a pickle takes."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return _unpickled, (values if self.said is None else {**values, "source": type(self.source)}, self.said)


def reasons(errors: Sequence[GkError], file: str) -> dict[str, Any]:
    """What a result says of why it failed; `file` is named where nothing else is."""
    told = dict.fromkeys(problem for error in errors for problem in error.in_file(file).problems)
    return {"problems": tuple(told), "office": not all(isinstance(error, _OF_THE_BODY) for error in errors)}


def _unpickled(values: dict[str, Any], said: str | None) -> Job:
    if said is None:
        return Job(**values)
    job = Job(**{**values, "source": values["source"].model_validate_json(said)})
    vars(job)["said"] = said
    return job


def facts_of(report: Report) -> dict[str, Any]:
    """What a result says of a report that could be read."""
    return {"year": report.year, "agency": report.agency, "published": report.published}


class Done(NamedTuple):
    """A job that was done.

    Attributes:
        result: What became of the report.
        record: What is kept of it, so that it need not be done again; None where it must be.
    """

    result: Result
    record: bytes | None = None
