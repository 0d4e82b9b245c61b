"""A habit is the same slip in many places: it is reported once, but corrected and marked at each place.

A rule gives the findings of a habit one name (`facts["habit"]`). They are combined after it is known which of them
the body accepts, so that a reason given for one section does not hide another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from gk_docs.finding import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_ITS_OWN = ("message", "found", "expected", "facts")
_AGAIN = "{}（这样写的共 {} 处）"


def put_together(findings: Iterable[Finding]) -> list[Finding]:
    """Combine the findings of each habit into the first one, which says how many there are and has the others' places.

    Accepted findings, and those that `--fix` cannot correct, are combined separately.
    """
    kept: dict[object, list[Finding]] = defaultdict(list)
    for one in findings:
        habit = one.facts.get("habit")
        kept[(one.code, habit, one.accepted, "mend" in one.facts) if habit else id(one)].append(one)
    return [_first(*same) for same in kept.values()]


def each_of(finding: Finding) -> Iterator[Finding]:
    """Yield a finding, and the same finding at each further place of its habit."""
    yield finding
    for one in finding.facts.get("also", ()):
        yield replace(finding, **{**one, "place": Place(**one["place"])})


def _first(finding: Finding, *others: Finding) -> Finding:
    if not others:
        return finding
    also = [{"place": vars(one.place), **{name: getattr(one, name) for name in _ITS_OWN}} for one in others]
    message = _AGAIN.format(finding.message, len(others) + 1)
    return replace(finding, message=message, facts={**finding.facts, "also": also})
