"""Match findings with the acceptances (已说明事项) by which a body explains them in the report's own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.report import Acceptance


def accepted(findings: Iterable[Finding], acceptances: Sequence[Acceptance]) -> list[Finding]:
    """The same findings, with the reason in those that an acceptance covers; what was not assessed is left alone."""
    return [_marked(finding, acceptances) for finding in findings] if acceptances else list(findings)


def covers(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether an acceptance covers a finding: same code, and a path ("" is the whole report) that includes it."""
    within = not acceptance.path or f"{finding.place.path}.".startswith(f"{acceptance.path}.")
    return acceptance.code == finding.code and within


def waits(acceptance: Acceptance, finding: Finding) -> bool:
    """Whether a finding that could not be assessed leaves it open whether the acceptance is needed."""
    path, place = acceptance.path, finding.place.path
    near = not path or not place or f"{place}.".startswith(f"{path}.") or f"{path}.".startswith(f"{place}.")
    return not finding.assessed and acceptance.code == finding.code and near


def _marked(finding: Finding, acceptances: Sequence[Acceptance]) -> Finding:
    if not finding.assessed:
        return finding
    reason = next((acceptance.reason for acceptance in acceptances if covers(acceptance, finding)), None)
    return finding if reason is None else replace(finding, accepted=reason)
