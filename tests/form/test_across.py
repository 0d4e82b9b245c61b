"""The figures of the two editions that may be held against each other."""

from gk_docs.form.across import counterparts, units
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport


def test_a_form_has_every_figure_of_its_own() -> None:
    for form in (AnnualReport, AnnualReport2019):
        assert list(counterparts(form, form).items()) == [(path, path) for path in units(form)]


def test_the_two_directions_agree() -> None:
    there, back = counterparts(AnnualReport, AnnualReport2019), counterparts(AnnualReport2019, AnnualReport)
    assert {path: other for other, path in back.items()} == there


def test_what_the_forms_count_otherwise_has_no_counterpart() -> None:
    same = counterparts(AnnualReport, AnnualReport2019)
    without = {path for path in outline_of(AnnualReport).figures if path not in same}
    assert {path.rpartition(".")[0] for path in without} == {
        "active_disclosure",
        "active_disclosure.rules",
        "active_disclosure.normative_documents",
        *(f"requests.outcomes.other_handling.{row}" for row in ("supplement_overdue", "fee_overdue", "other")),
    }
    assert "active_disclosure.fees" in without
