"""What reading a file gives: the report, what could not be placed, and facts of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, overload

from gk_docs.files.source import FileFacts
from gk_docs.form.report import Report

if TYPE_CHECKING:
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport

Origin = Literal["ours", "published"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report that was read.

    Attributes:
        report: The typed report; what was blank is None.
        findings: What the reader has to say (GK1xx): what it could not place or read. Never a fault of the body.
        origin: `ours` if gk-docs wrote the file or it is an authored input, else `published`.
        file_facts: Facts of the file.
        lines: Line in the file (from 1) of each field path that the author wrote; empty for published files.
        sections: Field names of the sections whose titles stand in a published file, in printed order; None for input
            that has no titles.
        previous: Last year's report, which an authored file names; None where it names none. Of an authored one it has
            the head and the figures only: its text is not read.
    """

    report: AnyReport
    findings: tuple[Finding, ...] = ()
    origin: Origin = "published"
    file_facts: FileFacts = field(default_factory=FileFacts)
    lines: dict[str, int] = field(default_factory=dict, hash=False)
    sections: tuple[str, ...] | None = None
    previous: AnyReport | None = None


@overload
def report_of(subject: Reading | AnyReport) -> AnyReport: ...
@overload
def report_of(subject: Reading | Report) -> Report: ...
def report_of(subject: Reading | Report) -> Report:
    """The report of a reading; a report itself.

    Raises:
        TypeError: If it is neither.
    """
    report = subject.report if isinstance(subject, Reading) else subject
    if not isinstance(report, Report):
        raise TypeError(f"a Reading or a report is needed, not {type(report).__name__}")
    return report


def reading_of(subject: Reading | AnyReport) -> Reading:
    """A reading; of a report the one that has nothing beside it, as ours.

    Raises:
        TypeError: If it is neither.
    """
    return subject if isinstance(subject, Reading) else Reading(report_of(subject), origin="ours")
