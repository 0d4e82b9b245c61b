"""The running text of a report with what was found in it: the words marked, the findings as remarks on their line."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from gk_docs.checks.text.texts import texts_of
from gk_docs.finding import Severity
from gk_docs.form.outline import outline_of
from gk_docs.showing.listing import Listing, MarkedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.text.texts import Passage
    from gk_docs.finding import Finding
    from gk_docs.form.report import Report
    from gk_docs.showing.listing import Mark

_MARKS: dict[Severity, Mark] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def sections_of(report: Report, findings: Sequence[Finding]) -> dict[str, Listing]:
    """The text of the preamble and of each section by field name, where it has text or something is missed in it.

    What is said of a section or a part as a whole stands before its text.
    """
    titles = {"preamble": str(type(report).model_fields["preamble"].title)}
    titles |= {section.name: section.title for section in outline_of(type(report)).sections}
    grids = {section.name for section in outline_of(type(report)).sections if section.grid}
    passages = texts_of(report).passages
    places = {passage.path for passage in passages}
    found = {}
    for name, title in titles.items():
        problems = [one for one in findings if one.is_problem and one.place.path.partition(".")[0] == name]
        general = [one for one in problems if one.place.path not in places and name not in grids]
        texts = [MarkedText("", (), tuple(map(_words, general)))] if general else []
        for passage in passages:
            if passage.section == name:
                texts += _marked(passage, [one for one in problems if one.place.path == passage.path])
        if texts:
            found[name] = Listing(title=title, passages=tuple(texts), beside=True)
    return found


def _words(finding: Finding) -> str:
    return f"{finding.severity.chinese} {finding.code} {finding.message}"


def _marked(passage: Passage, findings: Sequence[Finding]) -> Iterator[MarkedText]:
    """The lines of a passage, each with its findings; a heading is a line of its own kind."""
    start = 0
    for line in passage.text.split("\n"):
        end = start + len(line)
        own = [one for one in findings if start <= (one.place.span or (0, 0))[0] <= end]
        notes, shown = tuple(map(_words, own)), _hidden(line, start, own)
        if passage.heading:
            yield MarkedText(shown, (), notes)
        elif line.strip():
            yield MarkedText("", tuple(_stretches(shown, start, own)), notes)
        start = end + 1


def _hidden(line: str, start: int, findings: Sequence[Finding]) -> str:
    """A line without what a finding hides: the middle of a number of a person."""
    for one in findings:
        found, (first, last) = one.found or "", one.place.span or (0, 0)
        at, end = first - start, last - start
        if "*" in found and len(found) == end - at and end <= len(line):
            line = line[:at] + found + line[end:]
    return line


def _stretches(line: str, start: int, findings: Sequence[Finding]) -> Iterator[tuple[Mark, str]]:
    """A line in stretches, those that findings speak of marked; of two that meet the first one."""
    at = 0
    for (first, last), one in sorted(((one.place.span, one) for one in findings if one.place.span), key=itemgetter(0)):
        begin, end = max(first - start, at), min(last - start, len(line))
        if begin < end:
            yield "same", line[at:begin]
            yield _MARKS[one.severity], line[begin:end]
            at = end
    yield "same", line[at:]
