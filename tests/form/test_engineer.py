"""What an engineer types: every refusal is a GkError with the nearest name, and types say what is taken."""

from __future__ import annotations

import copy
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import reports

import gk_docs as gk
from gk_docs.form.outline import outline_of
from gk_docs.formats import WRITERS, FormatName

REPORT = gk.AnnualReport(agency="甲局", year=2023)
ANY: Any = gk  # whose calls no checker looks at
NAMES = st.sampled_from(["agency", "year", "edition", "requests", "summary", "年度"])
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.binary(max_size=4)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(st.sampled_from(["agency", "year", "edition", "requests", "summary", "年度"]), st.integers()),
            inner,
        ),
    ),
    max_leaves=12,
)


@given(ANYTHING)
def test_anything_that_is_no_report_is_refused_by_a_gk_error(values: Any) -> None:
    for given_values in (values, {"agency": "甲镇人民政府", "year": 2023, "requests": values, "summary": values}):
        try:
            said = gk.parse(given_values).title
        except gk.GkError as error:
            said = "".join(problem.message for problem in error.problems)
        assert not (said or "无题").isascii()


def test_chinese_names_are_told_that_they_are_english_here() -> None:
    with pytest.raises(gk.GkError, match="要用英文"):
        gk.parse({"机关": "甲镇人民政府", "年度": 2025})


@pytest.mark.parametrize(
    ("make", "near"),
    [
        (lambda: gk.ActiveDisclosure.zeros(licenses=12), "licences"),  # type: ignore[call-arg]  # the slip
        (lambda: gk.Requests.zeros(received={"natural_persons": 1}), "natural_person"),  # type: ignore[arg-type]  # the slip
        (lambda: gk.AnnualReport.from_figures({"行政许可数": 3}, agency="甲局", year=2023), "行政许可"),
        (lambda: gk.AnnualReport.from_figures({}, agency="甲局", year=2023, sumary={}), "summary"),
        (lambda: gk.parse({"agency": "甲局", "year": 2023, "requests": {"recieved": {}}}), "received"),
        (
            lambda: gk.AnnualReport(agency="甲局", year=2023).figure("requests.recieved.total"),
            "requests.received.total",
        ),
        (lambda: REPORT.figure("行政许可数"), "行政许可"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(make: Any, near: str) -> None:
    with pytest.raises(gk.GkError, match=f"是否指“{near}") as caught:
        make()
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("form", [gk.AnnualReport, gk.AnnualReport2019])
def test_a_figure_is_found_by_its_path_and_by_its_printed_labels(form: Any) -> None:
    paths = list(outline_of(form).figures)
    computed = {total.total for total in outline_of(form).sums}
    report = form.from_figures(
        {path: n for n, path in enumerate(paths, 1) if path not in computed}, agency="甲", year=2020
    )
    for figure in report.figures():
        assert report.figure(figure.path) == figure.value
        assert report.figure(" / ".join(figure.labels)) == figure.value


def test_a_constructor_refuses_in_chinese_where_that_is_wanted() -> None:
    with pytest.raises(gk.GkError, match="自然人：不能小于0") as caught, gk.gk_errors():
        gk.Requests(received={"natural_person": -1})
    assert caught.value.problems[0].path == "received.natural_person"
    with pytest.raises(gk.GkError, match="没有这一项"), gk.gk_errors():
        gk.AnnualReport(agency="甲局", year=2023, sumary="一句。")  # type: ignore[call-arg]  # the slip
    with gk.gk_errors():
        assert gk.ByApplicant(natural_person=1).natural_person == 1


@given(reports())
def test_a_report_can_be_hashed_and_equal_ones_alike(report: Any) -> None:
    again = report.replace()
    assert again == report
    assert hash(again) == hash(report)
    assert {report: 1}[again] == 1


@given(reports(), reports())
def test_equal_reports_are_replaced_alike_whether_they_were_made_or_read(report: Any, other: Any) -> None:
    again = gk.parse(report.model_dump(mode="json"))
    assert again == report
    for change in ({"year": 2022}, {"agency": other.agency}, {"requests": report.requests.replace(before="一句。")}):
        assert again.replace(**change) == report.replace(**change)
    granted = {"granted": {"natural_person": 1, "total": None}}
    assert again.requests.outcomes.replace(**granted) == report.requests.outcomes.replace(**granted)


def test_a_report_that_was_read_follows_what_is_replaced_in_it() -> None:
    made = gk.AnnualReport(agency="甲镇人民政府", year=2023, requests=gk.Requests.zeros(received={"natural_person": 3}))
    for suffix in ("docx", "json", "yaml"):
        report = gk.read(gk.render(made, suffix), name=f"甲镇.{suffix}").report
        assert isinstance(report, gk.AnnualReport)
        later = report.replace(
            year=2024, requests=gk.Requests.zeros(received=report.requests.received.replace(business=2))
        )
        assert (later.title, later.requests.received.total) == ("甲镇人民政府2024年政府信息公开工作年度报告", 5)
        assert later.preamble
        assert "2024年12月31日" in later.preamble.text
        assert report.replace(title="年报").replace(year=2024).title == "年报"


@pytest.mark.parametrize("kept", [lambda table: table, lambda table: table.model_dump(mode="json")])
def test_figures_laid_over_a_table_that_was_stored_leave_no_stale_total(kept: Any) -> None:
    made = gk.AnnualReport(agency="甲镇人民政府", year=2023, requests=gk.Requests.zeros(received={"natural_person": 3}))
    stored = gk.parse(made.model_dump(mode="json")).requests
    figures = {"requests.received.business": 4, "requests.outcomes.granted.other": 2}
    report = gk.AnnualReport.from_figures(figures, agency="甲镇人民政府", year=2023, requests=kept(stored))
    assert (report.requests.received.total, report.requests.outcomes.total.other) == (7, 2)


def test_the_type_of_formats_names_those_that_are_written() -> None:
    assert set(get_args(FormatName)) == set(WRITERS)


@pytest.mark.parametrize(
    ("ask", "mend"),
    [
        (lambda: ANY.render(gk.read(gk.render(REPORT, "json"), name="甲.json"), "docx"), "take its .report"),
        (lambda: ANY.render({"year": 2023}, "docx"), "gk_docs.parse"),
        (lambda: ANY.render(REPORT, "docx", template=b"PK"), "template is the path"),
    ],
)
def test_a_wrong_thing_to_render_is_told_with_the_right_one(ask: Any, mend: str) -> None:
    with pytest.raises(TypeError, match=mend):
        ask()


def test_the_front_door_lists_its_names_and_nothing_else() -> None:
    gk.read  # noqa: B018 - finds the name, and what it brings with it
    listed = {name for name in dir(gk) if not name.startswith("__")}
    assert listed == set(gk.__all__)


@pytest.mark.parametrize("year", ["2024", 2024.0, None, True])
def test_a_year_that_is_no_whole_number_is_the_callers_fault(tmp_path: Any, year: Any) -> None:
    with pytest.raises(TypeError, match="whole number"):
        gk.start("甲镇人民政府", year, tmp_path / "甲.yaml")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["headings", "words"])
def test_nothing_in_a_report_changes_so_that_no_report_is_changed_by_another(name: str) -> None:
    report = gk.AnnualReport(agency="甲镇人民政府", year=2024)
    for printed in (report.printed, gk.Printed(words={"requests.received.total": "三"})):
        before = dict(getattr(printed, name))
        for again in (printed, copy.deepcopy(printed)):
            assert again == printed
            with pytest.raises(TypeError, match="does not change"):
                getattr(again, name)["summary"] = "一、错误"
            assert getattr(printed, name) == before


@pytest.mark.parametrize("day", [0, 86400, 45673, 1.5, True, "45673", b"2025-01-15"])
def test_a_number_is_no_day_of_publication(day: Any) -> None:
    with pytest.raises(gk.GkError, match="发布日期：不是日期"):
        gk.parse({"agency": "甲镇人民政府", "year": 2024, "published": day})
