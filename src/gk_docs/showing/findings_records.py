"""Findings as JSON for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from gk_docs.authored.lines import line_of
from gk_docs.form.reading import report_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gk_docs.finding import Finding, Place
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report


def to_json(findings: Sequence[Finding], subject: Reading | Report) -> str:
    """One JSON object: the report's body, year, edition and file, and its findings in the order given."""
    return json.dumps(to_record(findings, subject), ensure_ascii=False, indent=2, default=str)


def to_record(findings: Sequence[Finding], subject: Reading | Report) -> dict[str, Any]:
    """The same as plain Python values, to be put together with those of other reports."""
    report = report_of(subject)
    facts = getattr(subject, "file_facts", None)
    return {
        "file": facts.name if facts else None,
        "agency": report.agency.name,
        "year": report.year,
        "edition": report.edition,
        "findings": [_finding(finding, getattr(subject, "lines", {})) for finding in findings],
    }


def _finding(finding: Finding, lines: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.name.lower(),
        "place": _place(finding.place),
        "line": line_of(lines, finding.place.path),
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "others": [_place(place) for place in finding.others],
        "assessed": finding.assessed,
        "accepted": finding.accepted,
        "facts": {
            name: value if isinstance(value, int | list) else str(value) for name, value in finding.facts.items()
        },
        "fingerprint": finding.fingerprint,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "words": place.words, "span": list(place.span) if place.span else None}
