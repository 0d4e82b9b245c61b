"""Findings that the body accepts with a reason, in the report's own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.report import Acceptance


def accepted(findings: Iterable[Finding], acceptances: Sequence[Acceptance]) -> list[Finding]:
    """The same findings, those that an acceptance covers with its reason; what was not assessed is left alone."""
    return [_marked(finding, acceptances) for finding in findings] if acceptances else list(findings)


def covers(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether an acceptance is meant for a finding: same code, at its path or below it ("" is the whole report)."""
    path = finding.place.path
    within = not acceptance.path or path == acceptance.path or path.startswith(f"{acceptance.path}.")
    return acceptance.code == finding.code and within


def _marked(finding: Finding, acceptances: Sequence[Acceptance]) -> Finding:
    if not finding.assessed:
        return finding
    reason = next((acceptance.reason for acceptance in acceptances if covers(acceptance, finding)), None)
    return finding if reason is None else replace(finding, accepted=reason)
