"""The engine: run the chosen rules on a case, mark what the body accepts, and sort the findings, worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gk_docs.checks.acceptance import accepted
from gk_docs.checks.case import Case
from gk_docs.checks.habits import put_together
from gk_docs.checks.registry import all_rules
from gk_docs.checks.settings import refuse_unknown
from gk_docs.errors import several
from gk_docs.finding import Finding, Severity
from gk_docs.form.outline import figures_under
from gk_docs.settings import OfficeNotice, Settings

if TYPE_CHECKING:
    from gk_docs.checks.rule import Rule
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Acceptance, Report


def check(
    subject: Reading | Report,
    previous: Reading | Report | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severities: Mapping[str, Severity] | None = None,
    notice: OfficeNotice | None = None,
) -> list[Finding]:
    """What is wrong with a report.

    It does not look for a `gk-docs.toml`, as the prompt and `write_all` do; what that says are arguments here.

    Args:
        subject: A reading, whose origin, file and own findings count too, or a report, which counts as ours.
        previous: Last year's reading or report, to compare the years; by default the one that the reading names.
        select: Prefixes of the codes wanted (`GK3`); all if empty.
        ignore: Prefixes of the codes not wanted; if a code has a selected and an ignored prefix, the longer one wins.
        severities: Severities by prefix of code, instead of the rules' own.
        notice: What the local notice asks for beyond the form: lengths, numbers to give, earlier deadlines.

    Returns:
        Problems, worst first and in the order of the form; then what the body accepts with a reason
        (`finding.accepted`); then what could not be decided (`finding.assessed` is False, which is not a problem).

    Raises:
        TypeError: If `subject` or `previous` is neither a reading nor a report, or an argument is of another type.
        ValueError: If a prefix matches no rule.

    >>> from gk_docs.form.y2021 import AnnualReport, ReviewLitigation
    >>> cases = ReviewLitigation.zeros(reconsideration={"upheld": 10, "pending": 1, "total": 0})
    >>> report = AnnualReport(agency="甲镇人民政府", year=2023, review_litigation=cases)
    >>> [finding] = check(report, select=["GK304"])
    >>> finding.place.words, finding.found, finding.expected
    ('表四 · 行政复议 · 总计', '0', '11')
    """
    grades: object = severities or {}
    asked: object = notice
    if not isinstance(grades, Mapping) or not isinstance(asked, OfficeNotice | None):
        raise TypeError("severities are a mapping of prefixes to gk_docs.Severity, notice is an OfficeNotice")
    given: Iterable[object] = grades.values()
    if wrong := [one for one in given if not isinstance(one, Severity)]:
        raise TypeError(f"severities are of gk_docs.Severity, not {wrong[0]!r}")
    settings = Settings(tuple(several(select, "select")), tuple(several(ignore, "ignore")), severities or {})
    refuse_unknown(settings)
    case = Case.of(subject, previous)
    case = replace(case, notice=notice) if notice else case
    first, after = _chosen(settings.select, settings.ignore)
    findings = accepted(_found(case, first, settings), case.report.accepted)
    told = replace(case, findings=tuple(findings), codes=frozenset(rule.code for rule in (*first, *after)))
    late = _found(told, after, settings)
    return in_order(put_together(told_once([*findings, *late])), type(case.report))


@lru_cache(maxsize=64)
def _chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules for a single report that these prefixes choose, and those among them that come after the others."""
    settings = Settings(select, ignore)
    chosen = [rule for rule in all_rules() if not rule.across and settings.chosen(rule.code)]
    return tuple(rule for rule in chosen if not rule.after), tuple(rule for rule in chosen if rule.after)


def wanted(found: Iterable[Finding], settings: Settings, acceptances: Sequence[Acceptance]) -> list[Finding]:
    """Filter and grade what a comparison found in one report by its settings, and mark what it accepts."""
    chosen = (_graded(finding, settings) for finding in found if settings.chosen(finding.code))
    return accepted(chosen, acceptances)


_ONE_CAUSE: Mapping[str, tuple[str, ...]] = {
    "GK102": ("GK507",),
    "GK201": ("GK102",),
    "GK402": ("GK701",),
    "GK403": ("GK701",),
    "GK604": ("GK603",),
    "GK607": ("GK603", "GK613"),
    "GK612": ("GK208", "GK613"),
    "GK614": ("GK704",),
}
"""By code, the codes that may report the same mistake and explain it better."""


def told_once(findings: Sequence[Finding]) -> list[Finding]:
    """Drop findings whose mistake another finding at the same place explains better, or that one if less severe."""
    places: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.is_problem:
            places[finding.place.path, finding.code].append(finding)
    dropped = set[int]()
    for one in findings if len(places) > 1 else ():
        for code in _ONE_CAUSE.get(one.code, ()) if one.is_problem else ():
            for other in places.get((one.place.path, code), ()):
                if _meet(one, other):
                    dropped.add(id(one if other.severity >= one.severity else other))
    return [finding for finding in findings if id(finding) not in dropped]


def _meet(one: Finding, other: Finding) -> bool:
    """Whether two findings at one path are about overlapping characters, or one is about the place as a whole."""
    if not one.place.span or not other.place.span:
        return True
    return one.place.span[0] < other.place.span[1] and other.place.span[0] < one.place.span[1]


def in_order(findings: Iterable[Finding], form: type[Report]) -> list[Finding]:
    """Sort findings as `check` does: problems, worst first and in the order of the form; then the others."""
    order = _order(form)
    return sorted(findings, key=lambda finding: _rank(finding, order))


def _found(case: Case, rules: Iterable[Rule], settings: Settings) -> list[Finding]:
    found = [finding for rule in rules for finding in rule.findings(case)]
    return [_graded(finding, settings) for finding in found] if settings.severities else found


def _graded(finding: Finding, settings: Settings) -> Finding:
    severity = settings.severity(finding.code, finding.severity)
    return replace(finding, severity=severity) if finding.assessed and severity != finding.severity else finding


def _rank(finding: Finding, order: Mapping[str, int]) -> tuple[object, ...]:
    apart = 0 if finding.is_problem else 1 if finding.assessed else 2
    path = finding.place.path
    section = path.partition(".")[0]
    at = order.get(path, order.get(section, len(order)))
    return (apart, -finding.severity, at, path, finding.place.span or (0, 0), finding.code)


@cache
def _order(form: type[Report]) -> Mapping[str, int]:
    """The printed order of sections and figures by path."""
    return {path: number for number, path in enumerate(_paths(form))}


def _paths(form: type[Report]) -> Iterator[str]:
    for name in form.model_fields:
        yield name
        yield from figures_under(form, name)
