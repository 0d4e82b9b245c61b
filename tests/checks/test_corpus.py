"""The public corpus: every case of every rule says what is found in it, and nothing else of that rule is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs.batch.totals.difference import findings_against
from gk_docs.batch.totals.summing import total
from gk_docs.checks import all_rules, check
from gk_docs.checks.copies import check_copies
from gk_docs.files.source import FileFacts
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.editions import parse
from gk_docs.form.reading import Reading
from gk_docs.settings import OfficeNotice

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).parents[2] / "fixtures/rules"
CASES = sorted(CORPUS.glob("GK*/*.json"))


def _findings(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    case = json.loads(path.read_text(encoding="utf-8"))
    report = parse(case["report"])
    previous = parse(case["previous"]) if "previous" in case else None
    notice = OfficeNotice(**case["notice"]) if "notice" in case else None
    findings = check(_reading(report, case["reading"]) if "reading" in case else report, previous, notice=notice)
    return case, [*findings, *_across(report, case)]


def _across(report: Any, case: dict[str, Any]) -> Iterator[Finding]:
    """What the rules say that compare a report with others: those of its neighbours, those of the bodies below it."""
    yield from check_copies([report, *map(parse, case.get("others", ()))])[0]
    if "parts" in case:
        yield from findings_against(report, total(map(parse, case["parts"]), agency=report.agency))


def _reading(report: Any, said: dict[str, Any]) -> Reading:
    facts = said.get("file_facts", {})
    notes = tuple(
        Finding(
            code=note["code"],
            name=note["name"],
            severity=Severity[note["severity"].upper()],
            place=Place(note["path"], "表三"),
            message=note["message"],
        )
        for note in said.get("findings", ())
    )
    file = FileFacts(**{**facts, "authors": tuple(facts.get("authors", ()))})
    return Reading(report, notes, origin=said["origin"], file_facts=file)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case_gives_what_it_says_and_nothing_else_of_its_rule(path: Path) -> None:
    case, findings = _findings(path)
    own = [finding for finding in findings if finding.code == path.parent.name]
    found = [finding for finding in own if finding.is_problem]
    assert [(finding.place.path, finding.severity.name.lower()) for finding in found] == [
        (wanted["path"], wanted["severity"]) for wanted in case["expect"]
    ]
    for finding, wanted in zip(found, case["expect"], strict=True):
        for name in ("found", "expected"):
            assert getattr(finding, name) == wanted.get(name, getattr(finding, name))
    open_paths = [finding.place.path for finding in own if not finding.assessed]
    assert open_paths == case.get("not_assessed", open_paths)


def test_no_passing_case_has_an_error_or_warning_of_its_rule_and_every_failing_one_has_something() -> None:
    for path in CASES:
        expected = json.loads(path.read_text(encoding="utf-8"))["expect"]
        if path.stem.startswith("fails"):
            assert expected, path
        else:
            assert {wanted["severity"] for wanted in expected} <= {"info"}, path


def test_every_rule_has_a_case_that_passes_and_one_that_fails() -> None:
    for rule in all_rules():
        assert (CORPUS / rule.code / "passes.json").is_file(), rule.code
        assert (CORPUS / rule.code / "fails.json").is_file(), rule.code
