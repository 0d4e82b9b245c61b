"""Whatever the figures are, the checks answer, tell of wrong sums if and only if there are some, and can be shown."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.checks.injection import clean
from tests.checks.small import small
from tests.strategies import EXAMPLES

from gk_docs.checks import check
from gk_docs.checks.figures.equations import equations_of, failing
from gk_docs.form.figures import values_of
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.settings import OfficeNotice
from gk_docs.showing.findings import FindingsShown
from gk_docs.showing.sarif import sarif_log
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from gk_docs.finding import Finding

SUMS = ("GK301", "GK302", "GK303", "GK304")
CHANGED_PLACES_BESIDE_A_WRONG_TOTAL = {
    "requests.brought_forward.business": 1,
    "requests.outcomes.other_handling.other.legal_service": 1,
    "requests.outcomes.not_processed.confirmation.total": 1,
}
ONE_OF_A_ROW_WITH_A_BLANK_IN_THE_OTHERS_COLUMN = {
    "requests.carried_forward.public_welfare": 1,
    "requests.outcomes.total.research_institute": None,
    "requests.outcomes.total.total": None,
}
FORMS: dict[str, type[AnnualReport | AnnualReport2019]] = {"2021": AnnualReport, "2019": AnnualReport2019}
SLOW = settings(
    deadline=None,
    max_examples=min(60, EXAMPLES),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport | AnnualReport2019:
    """A report in order with a few figures changed to anything, blanks and huge numbers too."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    paths = st.sampled_from(sorted(outline_of(form).figures))
    values = st.none() | st.integers(0, 12) | st.integers(0, 10**17 - 1)  # nine of them still fit into a figure
    figures: dict[str, Any] = draw(st.dictionaries(paths, values, max_size=9))
    money = {path for path, figure in outline_of(form).figures.items() if "元" in figure.unit}
    return small(
        {path: value and (value % 10**12 if path in money else value) for path, value in figures.items()}, form
    )


def wrong_sums(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code in SUMS and finding.is_problem]


@SLOW
@given(report=reports())
def test_wrong_sums_are_told_if_and_only_if_a_sum_is_wrong(report: AnnualReport) -> None:
    values: Any = values_of(report)
    failed = failing(equations_of(type(report)), values)
    told = wrong_sums(check(report, select=SUMS))
    beside_blanks = [finding for finding in told if finding.message.startswith("空白格无论填多少")]
    assert bool(told) == bool([*failed, *beside_blanks])
    spoken_of = {place.path for finding in told for place in (finding.place, *finding.others)}
    columns = {equation.place for equation in failed if equation.place.endswith(".total") and equation.code != "GK301"}
    assert all(spoken_of & equation.signs.keys() for equation in failed if equation.place not in columns)


@SLOW
@given(seed=st.integers(0, 2**32), form=st.sampled_from(sorted(FORMS)), count=st.integers(0, 60))
def test_blanks_in_a_report_that_adds_up_are_never_a_wrong_sum(seed: int, form: str, count: int) -> None:
    rng = Random(seed)
    draft = clean(rng, FORMS[form])
    draft.figures.update(dict.fromkeys(rng.sample(sorted(draft.figures), count)))
    assert wrong_sums(check(draft.reading(), select=SUMS)) == []


@SLOW
@given(report=reports())
@example(small(CHANGED_PLACES_BESIDE_A_WRONG_TOTAL))
@example(small(ONE_OF_A_ROW_WITH_A_BLANK_IN_THE_OTHERS_COLUMN))
def test_putting_the_named_cells_right_leaves_no_sum_wrong_that_was_not_told(report: AnnualReport) -> None:
    told = wrong_sums(check(report, select=SUMS))
    named = [finding for finding in told if "failed" in finding.facts and finding.expected is not None]
    figures = {figure.path: figure.value for figure in report.figures()}
    mended = small({**figures, **{finding.place.path: int(finding.expected or 0) for finding in named}}, type(report))
    before: Any = values_of(report)
    after: Any = values_of(mended)
    equations = equations_of(type(report))
    assert failing(equations, after).keys() <= failing(equations, before).keys()


@SLOW
@given(report=reports(), origin=st.sampled_from(["ours", "published"]))
def test_every_finding_can_be_shown_in_every_way(report: AnnualReport, origin: Any) -> None:
    reading = Reading(report, origin=origin)
    findings = check(reading, small(year=report.year - 1))
    assert len(json.loads(json.dumps(FindingsShown(findings, reading).record()))["findings"]) == len(findings)
    assert len(sarif_log([(findings, reading)])["runs"][0]["results"]) == len(findings)
    assert all(finding.code in FindingsShown([finding], reading).text() for finding in findings)
    assert workbook(FindingsShown(findings, reading).sheets()).startswith(b"PK")


def test_the_last_year_that_there_is_has_days_to_publish_too() -> None:
    report = small({}).replace(year=9999, published=date(9999, 12, 31))
    for notice in (None, OfficeNotice(due=(2, 29), summary_due=(2, 29))):
        assert "GK702" in {finding.code for finding in check(report, notice=notice)}
