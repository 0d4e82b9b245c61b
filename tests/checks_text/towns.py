"""A town's report for the tests of the text rules: figures that add up, and text that the test gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.checks.small import small

from gk_docs.checks import check

if TYPE_CHECKING:
    from gk_docs.finding import Finding
    from gk_docs.form.report import Report
    from gk_docs.form.y2021 import AnnualReport

TEXT_RULES = ("GK208", "GK209", "GK5", "GK6", "GK8", "GK90")
"""Prefixes of the codes of the text rules, as `select` takes them."""

R, O, C, A = "requests", "requests.outcomes", "review_litigation", "active_disclosure"  # noqa: E741 - as in the form
FIGURES: dict[str, int | str] = {
    f"{R}.received.natural_person": 31,
    f"{R}.received.business": 5,
    f"{R}.received.legal_service": 2,
    f"{R}.brought_forward.natural_person": 3,
    f"{O}.granted.natural_person": 18,
    f"{O}.granted.business": 2,
    f"{O}.partly_granted.natural_person": 5,
    f"{O}.refused.third_party_rights.natural_person": 1,
    f"{O}.refused.internal_affairs.natural_person": 2,
    f"{O}.refused.enforcement_files.business": 1,
    f"{O}.unavailable.not_held.natural_person": 3,
    f"{O}.unavailable.needs_creation.business": 1,
    f"{O}.not_processed.petition.natural_person": 2,
    f"{O}.not_processed.repeated.legal_service": 1,
    f"{O}.other_handling.supplement_overdue.natural_person": 1,
    f"{R}.carried_forward.natural_person": 2,
    f"{R}.carried_forward.business": 1,
    f"{R}.carried_forward.legal_service": 1,
    f"{C}.reconsideration.upheld": 4,
    f"{C}.reconsideration.corrected": 1,
    f"{C}.reconsideration.pending": 2,
    f"{C}.direct_litigation.upheld": 1,
    f"{C}.litigation_after_reconsideration.upheld": 2,
    f"{C}.litigation_after_reconsideration.pending": 1,
    f"{A}.normative_documents.issued": 2,
    f"{A}.normative_documents.repealed": 1,
    f"{A}.normative_documents.in_force": 9,
    f"{A}.licences": 126,
    f"{A}.penalties": 18,
    f"{A}.compulsion": 3,
    f"{A}.fees": "151.25",
}
"""38 applications received, 3 brought forward, 37 finished, 4 carried forward; 7 reconsiderations, 4 lawsuits."""


def town(text: str = "", part: str = "on_request", figures: dict[str, Any] | None = None, **parts: Any) -> AnnualReport:
    """The report of 临河镇 for 2023 with `text` as a part of section 一."""
    told = {"lead": "全年各项公开工作平稳有序。", **({part: text} if text else {})}
    agency = {"name": "青山县临河镇人民政府", "short_name": "临河镇", "region": "青山县"}
    values = FIGURES if figures is None else figures
    return small(values, agency=agency, **{"summary": told, **parts})  # type: ignore[return-value]  # small gives the 2021 form unless asked


def said(report: Report, *select: str, **options: Any) -> list[Finding]:
    """The problems that the chosen rules find in a report: by default, all text rules."""
    found = check(report, select=select or TEXT_RULES, **options)
    return [finding for finding in found if finding.is_problem]


def told(text: str, *select: str, part: str = "on_request", **options: Any) -> list[tuple[str, str | None]]:
    """Code and words of every problem in the report of `town` with this text."""
    return [(finding.code, finding.found) for finding in said(town(text, part, **options), *select)]
