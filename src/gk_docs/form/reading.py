"""The result of reading a file: the report, notes on what could not be placed, and facts of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, overload

from gk_docs.files.source import FileFacts
from gk_docs.form.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport


class Authoring(NamedTuple):
    """What an author typed into a data file that the report itself does not hold.

    Attributes:
        folder: The folder of the file; None if it came from memory.
        previous: Last year's file as the author names it; "" if the file names none.
        last: Last year's report, for a writer that shows its figures.
        texts: Lines of text with expressions `{{ … }}` as typed, by what they say.
        people: Who filled the file in, by label.
        other: What no other file can hold, in Chinese.
    """

    folder: Path | None = None
    previous: str = ""
    last: Report | None = None
    texts: Mapping[str, str] = {}
    people: Mapping[str, str] = {}
    other: tuple[str, ...] = ()


Origin = Literal["ours", "published"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report that was read.

    Attributes:
        report: The typed report; what was blank is None.
        findings: Notes of the reader (GK1xx) on what it could not place or read; never a fault of the body.
        origin: `ours` if gk-docs wrote the file or it is an authored input, else `published`.
        file_facts: Facts of the file.
        lines: Line in the file (from 1) of each field path that the author wrote; empty for published files.
        shared: File, from the folder of the report, and line of each field path that stands in a file it extends.
        sections: Field names of the sections whose titles stand in a published file, in printed order; None for input
            that has no titles.
        previous: Last year's report, if an authored file names one, else None. It has head and figures only if it is
            an authored file itself: its text is not read.
        authoring: What the author of a data file typed besides the report.
    """

    report: AnyReport
    findings: tuple[Finding, ...] = ()
    origin: Origin = "published"
    file_facts: FileFacts = field(default_factory=FileFacts)
    lines: dict[str, int] = field(default_factory=dict, hash=False)
    shared: dict[str, tuple[str, int]] = field(default_factory=dict, hash=False)
    sections: tuple[str, ...] | None = None
    previous: AnyReport | None = None
    authoring: Authoring = field(default=Authoring(), hash=False)


@overload
def report_of(subject: Reading | AnyReport) -> AnyReport: ...
@overload
def report_of(subject: Reading | Report) -> Report: ...
def report_of(subject: Reading | Report) -> Report:
    """Return the report of a reading, or a report as it is.

    Raises:
        TypeError: If it is neither.
    """
    report = subject.report if isinstance(subject, Reading) else subject
    if not isinstance(report, Report):
        raise TypeError(f"a Reading or a report is needed, not {type(report).__name__}")
    return report


def typed_at(subject: object, path: str) -> tuple[str | None, int | None]:
    """The shared file and the line at which a field, or the nearest field around it, was typed.

    The file is None if that is the report's own; the line is None if nothing was typed, or the subject is no reading.

    >>> typed_at(Reading(None, lines={"summary": 4}, shared={"summary.lead": ("_公共.yaml", 2)}), "summary.lead")
    ('_公共.yaml', 2)
    """
    if not isinstance(subject, Reading):
        return None, None
    while path and path not in subject.lines and path not in subject.shared:
        path = path.rpartition(".")[0]
    return subject.shared.get(path, (None, subject.lines.get(path)))


def reading_of(subject: Reading | AnyReport) -> Reading:
    """Return a reading as it is; wrap a report in a reading of origin `ours` without findings or facts.

    Raises:
        TypeError: If it is neither.
    """
    return subject if isinstance(subject, Reading) else Reading(report_of(subject), origin="ours")
