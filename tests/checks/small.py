"""Reports for the tests of the checks: complete and without faults except for a few figures that a test gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.checks import check
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.y2019 import AnnualReport2019

NARRATIVE: dict[str, Any] = {
    "summary": {
        "lead": "全年公开政府信息若干，各项工作平稳有序。",
        "oversight": "工作考核、社会评议按期开展，未发生责任追究情形。",
    },
    "problems": {"remaining": "个别信息更新不够及时，已整改落实。"},
    "other_matters": {"processing_fee": "本年度未收取信息处理费。"},
}
"""Text in which no rule finds a problem."""


def small(
    figures: Mapping[str, int | str | Decimal | None] | None = None,
    form: type[AnnualReport | AnnualReport2019] = AnnualReport,
    **parts: Any,
) -> AnnualReport | AnnualReport2019:
    """A report with text without faults and every figure 0 except `figures`; totals are computed unless given."""
    totals = {declared.total for declared in outline_of(form).sums}
    zeros: dict[str, Any] = {path: 0 for path in outline_of(form).figures if path not in totals}
    stated: dict[str, Any] = {
        "agency": "甲镇人民政府",
        "year": 2023 if form is AnnualReport else 2020,
        **NARRATIVE,
        **parts,
    }
    return form.from_figures({**zeros, **(figures or {})}, **stated)


def told(subject: Reading | AnnualReport | AnnualReport2019, *select: str, **options: Any) -> list[tuple[str, str]]:
    """Code and path of every problem that the chosen rules find, worst first."""
    return [(finding.code, finding.place.path) for finding in problems(subject, *select, **options)]


def problems(subject: Reading | AnnualReport | AnnualReport2019, *select: str, **options: Any) -> list[Finding]:
    """The problems that the chosen rules find, worst first."""
    return [finding for finding in check(subject, select=select, **options) if finding.is_problem]
