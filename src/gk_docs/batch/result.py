"""What became of one report in a batch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from gk_docs.batch.copies import Comparable
from gk_docs.errors import Problem
from gk_docs.finding import Finding
from gk_docs.form.agency import Agency

if TYPE_CHECKING:
    from gk_docs.finding import Severity

Status = Literal["written", "unchanged", "unfilled", "failed"]

STATUSES: dict[Status, str] = {"written": "已生成", "unchanged": "未变", "unfilled": "未填", "failed": "失败"}
"""Chinese word of each status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one report.

    Attributes:
        body: Name of the body, or of the input where the body could not be read.
        source: Name of the input; the body's name where it was an object.
        status: `written`; `unchanged` where every file already was what would be written; `unfilled` where nobody has
            filled in anything of a starting file; `failed`.
        paths: The files that stand as they should, also those that were unchanged.
        findings: What the checks found in it, worst first; what it shares with others `summary_of` adds.
        problems: Why not all of the files were written; empty otherwise.
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
    year: int | None = None
    agency: Agency | None = None
    published: date | None = None
    comparable: Comparable | None = None

    def count(self, severity: Severity) -> int:
        """How many problems of that severity the checks found; accepted and undecided ones do not count."""
        return sum(finding.is_problem and finding.severity == severity for finding in self.findings)
