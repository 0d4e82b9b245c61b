"""Print a body's reasons for its accepted differences as notes (注：) under the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gk_docs.checks.acceptance import covers, waits
from gk_docs.checks.text.texts import NOTE
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.prose import Paragraph, Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.report import Acceptance, Report

R = TypeVar("R", bound="Report")


def with_notes(report: R, findings: Iterable[Finding]) -> R:
    """The report with the note for each table as the first paragraph under it; the same report if there are no notes.

    A note that is already under its table is not printed twice, so that a report that was written with its
    notes and read back can be written again. The findings are those of `check`, run with last year's report if an
    acceptance is about it.

    >>> from gk_docs.checks import check
    >>> from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport
    >>> accepted = [{"code": "GK403", "reason": "制发的两件年内失效。"}]
    >>> tables = ActiveDisclosure.zeros(normative_documents={"issued": 2})
    >>> report = AnnualReport(agency="甲县人民政府", year=2023, active_disclosure=tables, accepted=accepted)
    >>> with_notes(report, check(report)).active_disclosure.after.text
    '注：行政规范性文件（现行有效件数）：制发的两件年内失效。'
    """
    changes = {}
    for name, note in notes(report, findings).items():
        table = getattr(report, name)
        if all(block.text != note for block in table.after):
            changes[name] = table.replace(after=Prose([Paragraph(text=note), *table.after]))
    return report.replace(**changes) if changes else report


def notes(report: Report, findings: Iterable[Finding]) -> dict[str, str]:
    """By field name of the section, the note for each table that has an accepted difference.

    The sentences are in the order of `report.accepted`. An acceptance gives none outside the three tables, nor if it is
    unused (GK190), since its difference was looked for and is gone.
    """
    found = list(findings)
    told: dict[str, list[str]] = {}
    for acceptance in report.accepted:
        paths = dict.fromkeys(_paths(acceptance, found))
        for section in outline_of(type(report)).sections:
            own = [path for path in paths if path.partition(".")[0] == section.name]
            if own and section.grid:
                told.setdefault(section.name, []).append(_sentence(acceptance, own, report))
    return {section: _numbered(sentences) for section, sentences in told.items()}


def _paths(acceptance: Acceptance, findings: Sequence[Finding]) -> Iterator[str]:
    """The path that the body gave, or else the paths at which its difference was found."""
    for finding in findings:
        if covers(acceptance, finding) or waits(acceptance, finding):
            yield acceptance.path or finding.place.path


def _sentence(acceptance: Acceptance, paths: Sequence[str], report: Report) -> str:
    _, *words = words_at(type(report), paths[0]).split(SEPARATOR) if len(paths) == 1 else [""]
    reason = f"{''.join(acceptance.reason.splitlines()).rstrip('。')}。"
    if not words:
        return reason
    column = f"（{'、'.join(words[1:])}）" if words[1:] else ""
    return f"{words[0]}{column}：{reason}"


def _numbered(sentences: list[str]) -> str:
    if len(sentences) == 1:
        return f"{NOTE}{sentences[0]}"
    return NOTE + "".join(f"{number}.{sentence}" for number, sentence in enumerate(sentences, 1))
