"""Compare what a government published about itself with the sums of its bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.acceptance import accepted
from gk_docs.checks.case import Case
from gk_docs.checks.registry import rule_of
from gk_docs.checks.rules.parent_and_parts import Parts
from gk_docs.errors import InvalidReport
from gk_docs.form.figures import values_of
from gk_docs.form.identity import NO_NAME, same_body

if TYPE_CHECKING:
    from gk_docs.batch.totals.summing import Totals
    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report


def findings_against(parent: Reading | Report, totals: Totals) -> tuple[Finding, ...]:
    """The figures of a parent's report that differ from the sums of its bodies' figures, as findings (GK801).

    A figure that the parent's edition of the form has not, or means otherwise, is not compared; one that is blank
    there or blank everywhere is not assessed. Of one that differs `facts` has what the parent states (`parent`), the
    `sum`, their `difference`, and the names of the bodies that are blank there, and so in no sum (`blank`). A
    difference that the parent's report accepts with a reason (已说明事项) has it in `accepted`.

    Raises:
        InvalidReport: If the parent's report is of another year or body.
    """
    case = Case.of(parent)
    if case.report.year != totals.report.year:
        message = f"上级报告是{case.report.year}年度的，汇总的是{totals.report.year}年度"
        raise InvalidReport(message, place="年度", mend="请给出同一年度的报告")
    whose, wanted = case.report.agency, totals.report.agency
    if whose.name != NO_NAME and not same_body(whose, wanted):
        message = f"上级报告是{whose.name}的，汇总的是{wanted.name}"
        raise InvalidReport(message, place="机关", mend="请给出汇总机关自己的报告，或改正汇总机关的名称")
    sums = values_of(totals.report)
    absent = (*totals.scope.missing, *totals.scope.unread)
    parts = Parts(form=type(totals.report), sums=sums, blank=totals.blank, absent=absent)
    return tuple(accepted(rule_of("GK801").findings(case, parts), case.report.accepted))
