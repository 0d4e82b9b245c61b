"""Read, check and write one report, with the settings of its folder; every command does this for each of its files."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.shared import shared_template
from gk_docs.authored.words import UNFILLED
from gk_docs.batch.documents import DOCUMENTS
from gk_docs.batch.job import Done, Job, Result, Status, Way, comparable, facts_of, reasons
from gk_docs.batch.record import record_of
from gk_docs.checks import Settings, check, find_settings, with_notes
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, NotFilledIn, Problem, guarded
from gk_docs.files.followed import follow, following
from gk_docs.files.saving import AT_ONCE
from gk_docs.finding import Finding, Severity
from gk_docs.form.identity import same_body
from gk_docs.form.reading import Reading
from gk_docs.formats import beside, format_of, read, rendered, row_of
from gk_docs.formats import put as put_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.form.agency import Agency
    from gk_docs.form.editions import AnyReport

_log = logging.getLogger(__name__)


class Checked(NamedTuple):
    """A report that was read and checked with the settings of its folder.

    Attributes:
        reading: The reading.
        wanted: The nearest settings, of its folder or above.
        findings: The findings, as `gk_docs.check` returns them.
        path: Its file, as it was named; None for a report that came from memory.
    """

    reading: Reading
    wanted: Settings
    findings: list[Finding]
    path: Path | None = None


def checked(source: Path | AnyReport, file: Path | None) -> Checked:
    """Read and check one report.

    Args:
        source: Its file, or the report itself.
        file: The file whose folder's settings apply; None for no settings.

    Raises:
        GkError: If the file or the settings cannot be read.
    """
    reading = read(source) if isinstance(source, Path) else Reading(source, origin="ours")
    return checked_reading(reading, file)


def checked_reading(
    reading: Reading, file: Path | None, previous: Reading | None = None, *, choice: Settings | None = None
) -> Checked:
    """Check a reading, also against last year's report; `choice` overrides the rules that the settings choose."""
    wanted = find_settings(file.resolve().parent) if file else Settings()
    if choice:
        wanted = wanted.overridden(choice.select, choice.ignore)
    select, ignore, severities = wanted.select, wanted.ignore, wanted.severities
    found = check(reading, previous, select=select, ignore=ignore, severities=severities, notice=wanted.notice)
    return Checked(reading, wanted, found, file)


class Put(NamedTuple):
    """A file that is as it should be: its path, the digest of its content, and whether it had to be written."""

    path: Path
    digest: str
    changed: bool


def write(one: Checked, targets: Iterable[Path], way: Way, *, lasting: bool = True) -> tuple[list[Put], list[GkError]]:
    """Write a report to files, each whole or not at all; one that is refused does not stop the others.

    Args:
        one: The report; the settings of its file's folder may name a template.
        targets: The files; the suffix of each decides its format. A file that already has the content is not touched.
        way: How it is written.
        lasting: Wait for each file until the disk has it.

    Returns:
        The files that are as they should be, and the errors of the others, which also name old files left in place.
    """
    put: list[Put] = []
    errors: list[GkError] = []
    errors_found = sum(finding.is_problem and finding.severity == Severity.ERROR for finding in one.findings)
    for target in targets:
        try:
            with guarded():
                if way.strict and errors_found:
                    raise InvalidReport(f"检查发现 {errors_found} 个错误，没有生成", mend="请改正，或不加 --strict")
                put.append(_put(one, target, way, lasting=lasting))
        except GkError as error:
            errors.append(type(error)([*error.problems, *_left(target, error.problems)]))
    return put, errors


def _put(one: Checked, target: Path, way: Way, *, lasting: bool) -> Put:
    report, row = one.reading.report, row_of(target)
    template = None
    if row.takes_template:
        template = way.template or (shared_template(one.path.resolve().parent) if one.path else None)
        if template:  # our own template counts as part of the program
            follow(template)
    if template and not way.partial:
        from gk_docs.document.template_check import refuse_incomplete  # noqa: PLC0415 - heavy, and seldom needed

        refuse_incomplete(template, report.edition)
    shown = with_notes(report, one.findings) if way.notes or one.wanted.notes else report
    previous = one.reading.previous if row.takes_previous else None
    data = rendered(shown, format_of(target), template, previous)
    digest = sha256(data).hexdigest()
    before = None
    if target.is_file():
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return Put(target, digest, changed=False)
        before = _body_in(target) if row.ours or row.authored else None
    path = put_file(data, target, force=way.force, lasting=lasting, beside=beside(shown, target))
    if before and path == target and not same_body(before, report.agency):
        _log.warning("%s 原来是%s的报告，换成了%s的", target.name, before.name, report.agency.name)
    return Put(path, digest, changed=True)


def _body_in(target: Path) -> Agency | None:
    """The body whose report a file holds; None if there is no report in it."""
    with suppress(GkError):
        return read(target).report.agency
    return None


def _left(target: Path, told: Sequence[Problem]) -> list[Problem]:
    """The problem that an older file was not replaced, unless the problems `told` already name that file."""
    named = any(problem.file == str(target) for problem in told)
    return [Problem(message="没有重新生成，仍是以前的内容", file=str(target))] if target.is_file() and not named else []


_UNFILLED = Problem(message=UNFILLED, mend="填好后再生成一次")


def run(job: Job) -> Done:
    """Do one job of a batch, in any process; a `GkError` goes into the result and is not raised.

    The disk may get the files later; `gk_docs.batch.write_all` waits for that at the end.
    """
    try:
        with guarded(job.name):
            return _done(job)
    except NotFilledIn:
        return Done(replace(job.failed(NotFilledIn([_UNFILLED])), status="unfilled"))
    except NotAnAnnualReport as error:  # an office may keep other documents, and records of ours as JSON, beside them
        is_data = job.name.rpartition(".")[2].lower() not in (*DOCUMENTS, "json")
        return Done(replace(job.failed(error), status="failed" if is_data else "other"))
    except GkError as error:
        return Done(job.failed(error))


def _done(job: Job) -> Done:
    """Do the job; a result has the body and the findings even if the report cannot be written."""
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
            **facts_of(report),
        )
        put, errors = write(one, job.targets, job.way, lasting=not AT_ONCE)
    paths = tuple(file.path for file in put)
    if errors:
        return Done(replace(known, status="failed", paths=paths, **reasons(errors, job.name)))
    status: Status = "written" if any(file.changed for file in put) else "unchanged"
    record = record_of(job, one.wanted, known, files, {file.path: file.digest for file in put})
    return Done(replace(known, status=status, paths=paths), record)
