"""What the rules look at: a report, where it comes from, and last year's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from gk_docs.checks.claims.matching import Claims, claims_of
from gk_docs.checks.figures.audit import Audit, audited
from gk_docs.checks.figures.settled import settled
from gk_docs.checks.text.texts import Texts, texts_of
from gk_docs.finding import Severity
from gk_docs.form.deadlines import due_day
from gk_docs.form.identity import same_body
from gk_docs.form.outline import Outline, outline_of
from gk_docs.form.reading import Origin, Reading, report_of
from gk_docs.settings import OfficeNotice

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from gk_docs import regex as re
    from gk_docs.files.source import FileFacts
    from gk_docs.finding import Finding
    from gk_docs.form.model import Model
    from gk_docs.form.report import Report

_FIGURES_ONLY = "GK110"
_UNREAD = ("GK101", "GK103")  # notes that hold text which went nowhere

Values = dict[str, "int | Decimal | None"]


@dataclass(frozen=True)
class Case:
    """One report to be checked.

    Attributes:
        report: The report.
        previous: Last year's report, or None where it was not given.
        origin: `ours` for a report object and for what gk-docs wrote, else `published`.
        file: Facts of the file that it was read from, or None for a report object.
        read: What the reader had to say.
        titles: Field names of the sections whose titles stand in a published file; None where that is not known.
        findings: What the other rules found; only rules that come `after` see any.
        codes: Codes of the rules that ran; only rules that come `after` see any.
        notice: What the office asks for beyond the form.
    """

    report: Report
    previous: Report | None = None
    origin: Origin = "ours"
    file: FileFacts | None = None
    read: tuple[Finding, ...] = ()
    titles: tuple[str, ...] | None = None
    findings: tuple[Finding, ...] = ()
    codes: frozenset[str] = frozenset()
    notice: OfficeNotice = field(default_factory=OfficeNotice)

    @classmethod
    def of(cls, subject: Reading | Report, previous: Reading | Report | None = None) -> Case:
        """The case of a reading or a report; last year's is the one that an authored file names, unless given.

        Raises:
            TypeError: If one of them is neither.
        """
        if previous is None and isinstance(subject, Reading):
            previous = subject.previous
        last = None if previous is None else report_of(previous)
        if isinstance(subject, Reading):
            return cls(subject.report, last, subject.origin, subject.file_facts, subject.findings, subject.sections)
        return cls(report_of(subject), last)

    @cached_property
    def outline(self) -> Outline:
        """The outline of the report's form."""
        return outline_of(type(self.report))

    @cached_property
    def values(self) -> Values:
        """Every figure of the report by its path; None is a blank cell."""
        return values_of(self.report)

    @cached_property
    def audit(self) -> Audit:
        """The sums and the identity that fail, and the wrong cells that they give away."""
        return audited(type(self.report), self.values)

    @cached_property
    def righted(self) -> Values:
        """The figures, those of table 3 that were typed one place off together where they belong; None if unknown."""
        off = self.audit.moved
        return {**self.values, **off.right, **dict.fromkeys(off.doubtful)} if off else self.values

    @cached_property
    def previous_values(self) -> Mapping[str, int | Decimal | None]:
        """The same of last year's report; empty where it was not given."""
        return values_of(self.previous) if self.previous else {}

    @cached_property
    def settled(self) -> Values:
        """The same, with the blanks that the form's own sums settle filled in."""
        return settled(type(self.report), self.righted)

    @cached_property
    def printed_texts(self) -> Texts:
        """The running texts of the report as they are printed, for the rules on marks and blanks."""
        return texts_of(self.report)

    @cached_property
    def texts(self) -> Texts:
        """The same in plain characters, with their sentences and numbers, for the rules on what is said."""
        return self.printed_texts.plain

    @cached_property
    def claims(self) -> Claims:
        """What the running text says of the figures."""
        return claims_of(self.report, self.texts)

    @cached_property
    def previous_texts(self) -> Texts:
        """The same of last year's report; empty where it was not given."""
        return texts_of(self.previous).plain if self.previous else Texts(())

    def due(self, *, summary: bool = False) -> date:
        """The last day to publish in time, by the office's notice, else by law; `summary` of a whole government."""
        day = self.notice.summary_due if summary else self.notice.due
        return due_day(self.report.year, summary=summary, at=day)

    def may_have_lost(self, pattern: re.Pattern[str]) -> bool:
        """Whether what a rule misses may stand in text that the reader says it did not read.

        Every rule that concludes from the absence of text asks this. A note that is cut may hold anything, and a table
        of figures alone has no text at all; text beside the report (GK103 as a mere remark) is not of the report.
        """
        if any(one.code == _FIGURES_ONLY for one in self.read):
            return True
        notes = (one.found for one in self.lost if one.found)
        return any(text.endswith("…") or pattern.search("".join(text.split())) for text in notes)

    @cached_property
    def lost(self) -> tuple[Finding, ...]:
        """The reader's notes on text of the report that went nowhere."""
        return tuple(one for one in self.read if one.code in _UNREAD and one.severity > Severity.INFO)

    @cached_property
    def no_comparison(self) -> str | None:
        """Why nothing can be compared with last year's report, or None where it can."""
        if self.previous is None:
            return "没有提供上一年度报告，未核对。"
        if self.previous.year != self.report.year - 1:
            return f"提供的是{self.previous.year}年度报告，不是{self.report.year - 1}年度的，未核对。"
        if not same_body(self.previous.agency, self.report.agency):
            return f"提供的是{self.previous.agency.name}的报告，不是{self.report.agency.name}的，未核对。"
        return None


def values_of(report: Report) -> Values:
    """Every figure of a report by its path; None is a blank cell."""
    values: list[int | Decimal | None] = []
    for row, names in _rows_of(type(report)):
        values.extend(map(row(report).__dict__.__getitem__, names))
    return dict(zip(outline_of(type(report)).figures, values, strict=True))


@cache
def _rows_of(form: type[Report]) -> tuple[tuple[attrgetter[Model], tuple[str, ...]], ...]:
    """What takes each row of figures out of a report, in printed order, and the names of its figures."""
    paths = (path.rpartition(".") for path in outline_of(form).figures)
    rows = groupby(paths, key=itemgetter(0))
    return tuple((attrgetter(row), tuple(name for _, _, name in found)) for row, found in rows)
