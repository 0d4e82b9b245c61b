"""Write findings as SARIF 2.1.0 (OASIS), which code hosts and editors show beside the file."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote

from gk_docs.checks.registry import all_rules
from gk_docs.errors import printable
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.reading import typed_at
from gk_docs.showing.rule_page import page_markdown
from gk_docs.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report
    from gk_docs.showing.rule_page import AnyRule

    Subject: TypeAlias = Reading | Report | PurePath

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif_log(
    checked: Iterable[tuple[Sequence[Finding], Subject]], rules: Iterable[AnyRule] | None = None
) -> dict[str, Any]:
    """Make a SARIF log with one run over many reports or templates, as plain values for JSON.

    A place is a logical location (field path and the form's own words); for a reading it also has its file, and the
    line where the author wrote the value. An accepted finding is suppressed, with its reason as the justification; an
    undecided one is of kind `open`.

    Args:
        checked: The findings of each reading, report, or template (given by its path).
        rules: The rules that were run; None for those of reports.
    """
    results = [_result(finding, subject) for findings, subject in checked for finding in findings]
    driver = {
        "name": "gk-docs",
        "version": __version__,
        "rules": [_rule(rule) for rule in (all_rules() if rules is None else rules)],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: AnyRule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.page["查什么"]},
        "help": {"text": rule.page["怎样改"], "markdown": page_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, subject: Subject) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "kind": "fail" if finding.assessed else "open",
        "level": _LEVELS[finding.severity] if finding.assessed else "none",
        "message": {"text": f"{finding.place}：{finding.message}"},
        "locations": [_location(finding.place, subject)],
        "partialFingerprints": {"gkDocs/v1": finding.fingerprint},
    }
    if finding.others:
        result["relatedLocations"] = [
            {"id": number, **_location(place, subject)} for number, place in enumerate(finding.others)
        ]
    if finding.accepted is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return result


def _location(place: Place, subject: Subject) -> dict[str, Any]:
    logical = {"name": place.words, **({"fullyQualifiedName": place.path} if place.path else {})}
    file, line = _in_file(place, subject)
    if file is None:
        return {"logicalLocations": [logical]}
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(printable(file))}}
    if line is not None:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _in_file(place: Place, subject: Subject) -> tuple[str | None, int | None]:
    if isinstance(subject, PurePath):
        return subject.as_posix(), None
    facts = getattr(subject, "file_facts", None)
    file, line = typed_at(subject, place.path)
    own = facts.name if facts else None
    return (PurePosixPath(own or "").parent / file).as_posix() if file else own, line
