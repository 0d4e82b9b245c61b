"""Omitted means computed, None means blank."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.table import table_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport, ByApplicant, CaseResults, Outcomes, Requests
from gk_docs.formats import read, render

counts = st.integers(0, 10**9)


@given(st.lists(counts, min_size=6, max_size=6))
def test_an_omitted_total_is_the_sum_of_its_six_kinds(values: list[int]) -> None:
    row = ByApplicant(**dict(zip(list(ByApplicant.model_fields)[:6], values, strict=True)))
    assert row.total == sum(values)


def test_a_blank_cell_is_not_a_zero() -> None:
    assert ByApplicant.zeros(business=None).total is None
    assert CaseResults(upheld=1).total is None


def test_a_stated_total_stays_as_stated_even_if_wrong() -> None:
    assert ByApplicant.zeros(natural_person=2, total=9).total == 9
    assert ByApplicant.zeros(natural_person=2, total=None).total is None


@given(st.data())
def test_the_outcome_total_adds_up_its_rows_column_by_column(data: st.DataObject) -> None:
    paths = [path for path in outline_of(AnnualReport).figures if path.startswith("requests.outcomes.")]
    rows = [path for path in paths if not path.endswith(".total") and ".outcomes.total." not in path]
    figures = {path: data.draw(counts) for path in data.draw(st.lists(st.sampled_from(rows), unique=True))}
    report = AnnualReport.from_figures(dict.fromkeys(rows, 0) | figures, agency="甲镇人民政府", year=2023)
    for column in ByApplicant.model_fields:
        expected = sum(value for path, value in figures.items() if column in ("total", path.rpartition(".")[2]))
        assert getattr(report.requests.outcomes.total, column) == expected


def test_an_outcome_total_stated_in_part_is_filled_where_it_is_omitted() -> None:
    outcomes = Outcomes.zeros(granted=ByApplicant.zeros(natural_person=3), total=ByApplicant(natural_person=4))
    assert outcomes.total.natural_person == 4
    assert (outcomes.total.business, outcomes.total.total) == (0, 4)


def test_replace_computes_what_was_omitted_again() -> None:
    row = ByApplicant.zeros(natural_person=2).replace(natural_person=5)
    assert row.total == 5
    requests = Requests.zeros().replace(outcomes=Outcomes.zeros(granted=row))
    assert requests.outcomes.total.natural_person == 5
    changed = requests.outcomes.replace(granted=ByApplicant.zeros(business=7))
    assert (changed.total.natural_person, changed.total.business, changed.total.total) == (0, 7, 7)


def test_pydantics_own_copy_lets_no_wrong_value_in_and_leaves_no_stale_total() -> None:
    row = ByApplicant.zeros(natural_person=3)
    assert row.model_copy(update={"business": 4}).total == 7
    assert row.model_copy() == row.model_copy(deep=True) == row
    for wrong in ({"business": "4"}, {"business": 1.5}, {"business": -1}, {"busines": 4}):
        with pytest.raises(ValidationError):
            row.model_copy(update=wrong)


def test_a_stated_total_that_is_the_sum_follows_it() -> None:
    assert ByApplicant.zeros(natural_person=2, total=2).replace(natural_person=5).total == 5
    outcomes = Outcomes.model_validate(Outcomes.zeros(granted=ByApplicant.zeros(business=2)).model_dump())
    assert outcomes.replace(granted=ByApplicant.zeros(business=7)).total == ByApplicant.zeros(business=7)


def test_but_replace_keeps_a_stated_total_that_is_another() -> None:
    assert ByApplicant.zeros(natural_person=2, total=3).replace(natural_person=5).total == 3
    outcomes = Outcomes.zeros(total=ByApplicant.zeros(other=1))
    assert outcomes.replace(granted=ByApplicant.zeros(business=7)).total == ByApplicant.zeros(other=1)


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_a_total_of_more_digits_than_a_figure_may_have_is_blank_and_reads_back(form: Any) -> None:
    most = 10**18 - 1
    figures = {path: most for path, figure in outline_of(form).figures.items() if figure.unit == "件"}
    addends = {path: most for path in figures if "total" not in path}
    stated, computed = (form.from_figures(given, agency="甲镇人民政府", year=2023) for given in (figures, addends))
    assert {path: stated.figure(path) for path in figures} == figures
    assert {computed.figure(path) for path in figures.keys() - addends.keys()} == {None}
    for report in (stated, computed):
        for suffix in ("yaml", "json", "docx"):
            again = read(render(report, suffix), name=f"报告.{suffix}").report
            assert again.figures() == report.figures()


def test_the_largest_total_is_no_blank() -> None:
    most = 10**18 - 1
    assert ByApplicant.zeros(natural_person=most).total == most
    assert ByApplicant.zeros(natural_person=most, other=1).total is None
    assert Outcomes.zeros(granted=ByApplicant.zeros(other=most, total=0)).total.other == most


def test_zeros_fills_whole_tables_of_both_editions() -> None:
    for form in (AnnualReport, AnnualReport2019):
        tables = {name: table.zeros() for name, field in form.model_fields.items() if (table := table_of(field))}
        report = form.model_validate({"agency": "甲镇人民政府", "year": 2023, **tables})
        assert {figure.value for figure in report.figures()} == {0}


def test_nothing_stated_means_everything_blank() -> None:
    report = AnnualReport(agency=Agency(name="甲镇人民政府"), year=2023)
    assert {figure.value for figure in report.figures()} == {None}


@pytest.mark.parametrize("value", [-1, 1.0, True, "3", 10**18])
def test_a_count_is_an_exact_whole_number(value: Any) -> None:
    with pytest.raises(ValidationError):
        ByApplicant(natural_person=value)
