"""The job of writing one report, which goes to a worker of a batch, and the result that comes back."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import TypeAdapter

from gk_docs.checks import check_copies, extract_of
from gk_docs.checks.copies import CODE, Extract
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, Problem, UnreadableFile
from gk_docs.finding import Finding, Severity
from gk_docs.form.agency import Agency
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

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
"""The errors whose cause is in the file that a body sent, so that the body must mend them."""


@dataclass(frozen=True)
class Comparable:
    """What a comparison with the reports of other bodies (GK802) needs of a report.

    Attributes:
        extract: Its text, a few kilobytes.
        settings: The settings of its folder, which may not want the rule.
    """

    extract: Extract
    settings: Settings


def comparable(reading: Reading, settings: Settings) -> Comparable | None:
    """Make the `Comparable` of a report; None if its settings do not want GK802."""
    return Comparable(extract_of(reading), settings) if settings.chosen(CODE) else None


def copies_among(reports: Sequence[Comparable | None]) -> list[list[Finding]]:
    """For each report, the findings on text that it shares with others (GK802); empty for None."""
    kept = [one for one in reports if one]
    found = iter(check_copies([one.extract for one in kept], [one.settings for one in kept]))
    return [next(found) if one else [] for one in reports]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of one report.

    Attributes:
        body: Name of the body, or of the input if the body could not be read.
        source: Name of the input; the body's name if it was an object.
        status: `written`; `unchanged` if every file already had the content to be written; `unfilled` for a starting
            file in which nothing is filled in; `failed`; `other` for a document that is not an annual report.
        paths: The files that are as they should be, unchanged ones included.
        findings: What the checks found in it, worst first; in a summary of many, text shared with others, too.
        problems: Why not all files were written; empty if all were.
        office: Whether the office that runs the batch must mend these problems, not the body: a missing reader, a file
            that may not be replaced, a template.
        year: The year reported on, or None if it could not be read.
        agency: The body, or None if it could not be read.
        published: The day of publication that the report states, or None.
        comparable: What a comparison with other bodies' reports needs; None if the report could not be read, or its
            settings want no comparison.
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
        """The number of problems of a severity that the checks found; accepted and undecided findings do not count."""
        return sum(finding.is_problem and finding.severity == severity for finding in self.findings)


class Way(NamedTuple):
    """How a report is written.

    Attributes:
        template: A Word template of your own, for .docx and .pdf; None for the template that the settings name, or
            ours.
        force: Replace files even if somebody changed them.
        strict: Do not write a report in which the checks find an error.
        partial: Allow a template of your own that does not print the whole form, as `gk_docs.write` does.
        notes: Print the notes on accepted differences even if the settings do not ask for them.
    """

    template: Path | None = None
    force: bool = False
    strict: bool = False
    partial: bool = True
    notes: bool = False


_USUAL = Way()


@dataclass(frozen=True, kw_only=True)
class Job:
    """The job of writing one report. It can be pickled, so that any process can do it.

    Attributes:
        source: The input file, or the report itself.
        targets: The files to write, one for each format.
        way: How it is written.
        origin: The file (a script) that gave the report, or None; the settings of its folder apply.
        label: The name of the input in results; None for the name of its file, or of the body.
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
        """The name of the input, or of the body if the report came from memory."""
        return self.label or (self.file.name if self.file else self.agency_name)

    @property
    def agency_name(self) -> str:
        """The name of the body; for a file, which is not read yet, the name of the file without suffix."""
        return self.source.stem if isinstance(self.source, Path) else self.source.agency.name

    def failed(self, *errors: GkError) -> Result:
        """Make the result that this job failed with these errors."""
        result = Result(body=self.agency_name, source=self.name, status="failed", **reasons(errors, self.name))
        return result if isinstance(self.source, Path) else replace(result, **facts_of(self.source))

    @cached_property
    def said(self) -> bytes | None:
        """The report as JSON, which is exact; None if the source is a file."""
        return None if isinstance(self.source, Path) else _json_of(type(self.source)).dump_json(self.source)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle a report as JSON, which takes a quarter of the time."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return _unpickled, (values if self.said is None else {**values, "source": type(self.source)}, self.said)


def reasons(errors: Sequence[GkError], file: str) -> dict[str, Any]:
    """The fields `problems` and `office` of a failed result; a problem without a file gets `file`."""
    told = dict.fromkeys(problem for error in errors for problem in error.in_file(file).problems)
    return {"problems": tuple(told), "office": not all(isinstance(error, _OF_THE_BODY) for error in errors)}


@cache
def _json_of(form: type[AnyReport]) -> TypeAdapter[AnyReport]:
    """The adapter that writes reports of a form as bytes; a text would be encoded anew for each digest and pickle."""
    return TypeAdapter(form)


def _unpickled(values: dict[str, Any], said: bytes | None) -> Job:
    if said is None:
        return Job(**values)
    job = Job(**{**values, "source": values["source"].model_validate_json(said)})
    vars(job)["said"] = said
    return job


def facts_of(report: Report) -> dict[str, Any]:
    """The fields of a result that come from a report that could be read."""
    return {"year": report.year, "agency": report.agency, "published": report.published}


class Done(NamedTuple):
    """A job that was done.

    Attributes:
        result: What became of the report.
        record: The record by which a later run can skip the job; None if it must be done again.
    """

    result: Result
    record: bytes | None = None
