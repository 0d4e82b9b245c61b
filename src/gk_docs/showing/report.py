"""Show a report with its findings: words of its text marked, with remarks on their line, and cells of its tables.

A remark on a cell is a comment in a workbook, and appears on a page when one points at the cell.
"""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from gk_docs.checks.habits import each_of
from gk_docs.checks.text.texts import Passage, texts_of
from gk_docs.document.carried import printed_figures
from gk_docs.finding import Finding, Severity
from gk_docs.form.layout import Content, Figure
from gk_docs.form.outline import outline_of
from gk_docs.showing.listing import ListCell, Listing, MarkedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.report import Report
    from gk_docs.grid import Grid
    from gk_docs.showing.listing import Mark

TONES: dict[Severity, Literal["error", "warning", "info"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "info",
}
"""The tone of a cell, and the mark of a text, for each severity."""


def shown_report(report: Report, findings: Sequence[Finding]) -> Iterator[Listing]:
    """Yield the text and the tables of a report in order; a section without text or findings is left out.

    Findings on a section or part as a whole come before its text or its table; those on a row are at its cells.
    """
    outline, passages = outline_of(type(report)), texts_of(report).passages
    problems = [place for one in findings if one.is_problem for place in each_of(one)]
    told: dict[str, list[Finding]] = defaultdict(list)
    for one in problems:
        told[one.place.path].append(one)
    places = {passage.path for passage in passages}.union(*map(_lookups, outline.figures))
    grids = {section.name: section.grid for section in outline.sections if section.grid}
    titles = {"preamble": str(type(report).model_fields["preamble"].title)}
    for name, title in (titles | {section.name: section.title for section in outline.sections}).items():
        own = [one for one in problems if one.place.path.partition(".")[0] == name]
        general = [one for one in own if one.place.path not in places]
        texts = [MarkedText("", (), tuple(map(_words, general)))] if general else []
        for passage in passages:
            if passage.section == name:
                texts += _marked(passage, told[passage.path])
        if texts:
            yield Listing(title=title, passages=tuple(texts), beside=True)
        if grid := grids.get(name):
            yield Listing(title=f"表{outline.section(name).number}", grid=_table(grid, report, told))


def _lookups(path: str) -> tuple[str, ...]:
    """The paths at which findings on a cell stand: its own, and that of its row."""
    row = path.rpartition(".")[0]
    return (path, row) if "." in row else (path,)


def _table(grid: Grid[Content], report: Report, told: Mapping[str, Sequence[Finding]]) -> Grid[ListCell]:
    shown = printed_figures(report)

    def cell(content: Content) -> ListCell:
        if not isinstance(content, Figure):
            return ListCell(content.text, "printed", role=content.role)
        findings = [finding for place in _lookups(content.path) for finding in told.get(place, ())]
        worst = max((finding.severity for finding in findings), default=None)
        said = "\n".join(f"{finding.code} {finding.message}" for finding in findings)
        return ListCell(shown[content.path], "printed", tone=TONES[worst] if worst else None, comment=said)

    return grid.map(cell)


def _words(finding: Finding) -> str:
    return f"{finding.severity.chinese} {finding.code} {finding.message}"


def _marked(passage: Passage, findings: Sequence[Finding]) -> Iterator[MarkedText]:
    """The lines of a passage, each with its findings as remarks; a heading becomes the head of its line."""
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
    """Hide in a line what a finding hides with asterisks: the middle of a person's number."""
    for one in findings:
        found, (first, last) = one.found or "", one.place.span or (0, 0)
        at, end = first - start, last - start
        if "*" in found and len(found) == end - at and end <= len(line):
            line = line[:at] + found + line[end:]
    return line


def _stretches(line: str, start: int, findings: Sequence[Finding]) -> Iterator[tuple[Mark, str]]:
    """Split a line into stretches and mark those of findings; where two overlap, the first one wins."""
    at = 0
    for (first, last), one in sorted(((one.place.span, one) for one in findings if one.place.span), key=itemgetter(0)):
        begin, end = max(first - start, at), min(last - start, len(line))
        if begin < end:
            yield "same", line[at:begin]
            yield TONES[one.severity], line[begin:end]
            at = end
    yield "same", line[at:]
