"""A case: all that the rules look at, which is a report, its origin, last year's report, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gk_docs.checks.claims.matching import Claims, claims_of
from gk_docs.checks.figures.audit import Audit, audited
from gk_docs.checks.figures.settled import settled
from gk_docs.checks.text.texts import Texts, texts_of
from gk_docs.finding import Finding, Severity
from gk_docs.form.deadlines import due_day
from gk_docs.form.figures import values_of
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
    from gk_docs.form.report import Report

_FIGURES_ONLY = "GK110"
_UNREAD = ("GK101", "GK103")  # notes with text that did not get into the report

Values = dict[str, "int | Decimal | None"]


@dataclass(frozen=True)
class Case:
    """One report to be checked.

    Attributes:
        report: The report.
        previous: Last year's report, or None if it is not given.
        origin: `ours` for a report object and for what gk-docs wrote, else `published`.
        file: Facts about the file it was read from, or None for a report object.
        read: The reader's own findings.
        titles: Field names of the sections whose titles a published file has; None if that is not known.
        findings: What the other rules found; empty except for rules that come `after`.
        codes: Codes of the rules that ran; empty except for rules that come `after`.
        notice: What the local notice asks for beyond the form.
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
        """Make the case of a reading or a report; last year's report, unless given, is the one that the file names.

        Raises:
            TypeError: If an argument is neither a reading nor a report.
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
        """The audit of the tables: the sums that fail, and the wrong cells that they reveal."""
        return audited(type(self.report), self.values)

    @cached_property
    def righted(self) -> Values:
        """The figures with those of table 3 that were typed one cell off moved back; None is blank or doubtful."""
        off = self.audit.moved
        return {**self.values, **off.right, **dict.fromkeys(off.doubtful)} if off else self.values

    @cached_property
    def previous_values(self) -> Mapping[str, int | Decimal | None]:
        """Every figure of last year's report by its path; empty if it is not given."""
        return values_of(self.previous) if self.previous else {}

    @cached_property
    def settled(self) -> Values:
        """The figures of `righted`, with the blanks filled in that the form's own sums determine."""
        return settled(type(self.report), self.righted)

    @cached_property
    def printed_texts(self) -> Texts:
        """The running texts of the report as printed, for the rules on punctuation and spaces."""
        return texts_of(self.report)

    @cached_property
    def texts(self) -> Texts:
        """The running texts in plain characters, for the rules on what the text says."""
        return self.printed_texts.plain

    @cached_property
    def claims(self) -> Claims:
        """What the running text claims about the figures."""
        return claims_of(self.report, self.texts)

    @cached_property
    def previous_texts(self) -> Texts:
        """The running texts of last year's report in plain characters; empty if it is not given."""
        return texts_of(self.previous).plain if self.previous else Texts(())

    def due(self, *, summary: bool = False) -> date:
        """The last day to publish, by the local notice or else by law; `summary` is for a whole government's report."""
        day = self.notice.summary_due if summary else self.notice.due
        return due_day(self.report.year, summary=summary, at=day)

    def may_have_lost(self, pattern: re.Pattern[str]) -> bool:
        """Whether what a rule does not find may be in text that the reader could not place.

        Every rule that concludes from the absence of text asks this. A note cut short (…) may hide anything, and a
        table of figures alone (GK110) has no text at all; text beside the report (a mere remark of GK103) is left out.
        """
        if any(one.code == _FIGURES_ONLY for one in self.read):
            return True
        notes = (one.found for one in self.lost if one.found)
        return any(text.endswith("…") or pattern.search("".join(text.split())) for text in notes)

    @cached_property
    def lost(self) -> tuple[Finding, ...]:
        """The reader's notes on text of the report that it could not place."""
        return tuple(one for one in self.read if one.code in _UNREAD and one.severity > Severity.INFO)

    @cached_property
    def no_comparison(self) -> str | None:
        """Why the report cannot be compared with last year's, in Chinese; None if it can."""
        if self.previous is None:
            return "没有提供上一年度报告，未核对。"
        if self.previous.year != self.report.year - 1:
            return f"提供的是{self.previous.year}年度报告，不是{self.report.year - 1}年度的，未核对。"
        if not same_body(self.previous.agency, self.report.agency):
            return f"提供的是{self.previous.agency.name}的报告，不是{self.report.agency.name}的，未核对。"
        return None
