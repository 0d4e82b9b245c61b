"""Sums and the identity: no row or column is forgotten, and one wrong cell is named once."""

from __future__ import annotations

import pytest
from tests.checks.small import problems, small, told

from gk_docs.checks import check
from gk_docs.checks.figures.equations import equations_of
from gk_docs.form.outline import outline_of
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

SUMS = ("GK301", "GK302", "GK303", "GK304")
TEN_AND_ONE = {
    "requests.received.natural_person": 10,
    "requests.received.business": 1,
    "requests.outcomes.granted.natural_person": 10,
    "requests.outcomes.granted.business": 1,
}


@pytest.mark.parametrize(("form", "count"), [(AnnualReport, 25 + 7 + 7 + 3), (AnnualReport2019, 23 + 7 + 7 + 3)])
def test_every_row_every_column_and_every_block_is_an_equation(form: type[AnnualReport], count: int) -> None:
    assert len(equations_of(form)) == count


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_a_report_that_adds_up_has_no_finding_at_all(form: type[AnnualReport]) -> None:
    assert check(small(TEN_AND_ONE, form), select=SUMS) == []


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_a_wrong_figure_anywhere_in_table_3_is_named_once_with_its_right_value(form: type[AnnualReport]) -> None:
    right = small(TEN_AND_ONE, form)
    for path in (path for path in outline_of(form).figures if path.startswith("requests.")):
        figures = {figure.path: figure.value for figure in right.figures()}
        wrong = small({**figures, path: int(figures[path] or 0) + 7}, form)
        [finding] = problems(wrong, *SUMS)
        assert (finding.place.path, finding.expected) == (path, str(figures[path]))


@pytest.mark.parametrize("block", ["reconsideration", "direct_litigation", "litigation_after_reconsideration"])
def test_a_block_of_table_4_with_a_total_of_0_beside_10_and_1_is_named_once(block: str) -> None:
    path = f"review_litigation.{block}"
    report = small({f"{path}.upheld": 10, f"{path}.pending": 1, f"{path}.total": 0})
    [finding] = problems(report, *SUMS)
    assert (finding.code, finding.place.path) == ("GK304", f"{path}.total")
    assert (finding.found, finding.expected) == ("0", "11")


def test_two_totals_of_0_beside_10_and_1_are_each_named_once() -> None:
    totals = ("requests.outcomes.granted.total", "requests.outcomes.total.total")
    report = small({**TEN_AND_ONE, **dict.fromkeys(totals, 0)})
    found = problems(report, *SUMS)
    assert [(finding.place.path, finding.expected) for finding in found] == [(path, "11") for path in totals]


def test_wrong_cells_that_do_not_meet_are_each_named() -> None:
    wrong = {
        "requests.received.natural_person": 14,
        "requests.received.total": 11,
        "requests.outcomes.granted.business": 3,
        "requests.outcomes.granted.total": 11,
        "requests.outcomes.total.natural_person": 10,
        "requests.outcomes.total.business": 1,
        "requests.outcomes.total.total": 11,
    }
    found = problems(small({**TEN_AND_ONE, **wrong}), *SUMS)
    assert {finding.place.path: finding.expected for finding in found} == {
        "requests.received.natural_person": "10",
        "requests.outcomes.granted.business": "1",
    }


def test_but_where_several_mends_are_as_short_the_sums_are_named_and_no_cell() -> None:
    report = small({**TEN_AND_ONE, "requests.received.natural_person": 12})
    [finding] = problems(report, *SUMS)
    assert (finding.code, finding.place.path) == ("GK303", "requests.received.natural_person")
    assert finding.message.endswith("第一项 12 ＋ 第二项 0 ＝ 12，第三项（七）总计 10 ＋ 第四项 0 ＝ 10，差 2。")


def test_a_difference_in_the_total_column_that_follows_from_another_column_is_not_told_twice() -> None:
    report = small({**TEN_AND_ONE, "requests.received.natural_person": 12, "requests.received.business": 2})
    assert told(report, *SUMS) == [
        ("GK303", "requests.received.natural_person"),
        ("GK303", "requests.received.business"),
    ]


def test_a_sum_with_a_blank_is_not_assessed_and_never_taken_for_a_problem() -> None:
    blank = "requests.carried_forward.business"
    findings = check(small({blank: None, "requests.carried_forward.total": 0}), select=SUMS)
    assert {finding.code for finding in findings} == {"GK301", "GK303"}
    assert not any(finding.assessed or finding.is_problem for finding in findings)
    assert all("四、结转下年度继续办理 · 商业企业" in finding.message for finding in findings)


def test_but_a_blank_does_not_hide_a_wrong_sum_elsewhere() -> None:
    report = small(
        {
            "requests.carried_forward.business": None,
            "requests.outcomes.granted.natural_person": 1,
            "requests.outcomes.total.natural_person": 0,
            "requests.outcomes.total.total": 0,
            "requests.outcomes.granted.total": 0,
        }
    )
    assert told(report, *SUMS) == [("GK301", "requests.outcomes.granted.natural_person")]


def stated(**figures: int | None) -> AnnualReport | AnnualReport2019:
    """Ten and one, every figure stated, with some changed (`granted_total` is `requests.outcomes.granted.total`)."""
    whole = {figure.path: figure.value for figure in small(TEN_AND_ONE).figures()}
    changed = {f"requests.outcomes.{name.replace('_', '.', 1)}": value for name, value in figures.items()}
    return small({**whole, **changed})


def test_parts_beyond_their_total_are_wrong_whatever_stands_in_the_blanks() -> None:
    block = "review_litigation.reconsideration"
    report = small({f"{block}.upheld": 10, f"{block}.pending": 1, f"{block}.other": None, f"{block}.total": 0})
    [finding] = problems(report, *SUMS)
    assert (finding.place.path, finding.found, finding.expected) == (f"{block}.total", "0", None)
    assert finding.message.startswith("空白格无论填多少都不相符：结果维持 10 ＋ 结果纠正 0 ＋ 其他结果 空白")


def test_and_a_sum_without_a_blank_still_names_the_cell() -> None:
    [finding] = problems(stated(granted_other=None, granted_total=10), *SUMS)
    assert (finding.place.path, finding.expected) == ("requests.outcomes.granted.total", "11")


def test_but_parts_below_their_total_beside_a_blank_are_not_assessed() -> None:
    assert problems(stated(granted_other=None, granted_total=12), "GK301") == []


def test_two_wrong_cells_of_one_row_are_each_named() -> None:
    found = problems(stated(granted_other=2, granted_total=0), *SUMS)
    assert {finding.place.path: finding.expected for finding in found} == {
        "requests.outcomes.granted.other": "0",
        "requests.outcomes.granted.total": "11",
    }
    assert all("一并改正" in finding.message for finding in found)


def test_two_neighbours_that_changed_places_are_named_with_each_other() -> None:
    found = problems(stated(granted_natural_person=1, granted_business=10), *SUMS)
    assert {finding.place.path: finding.expected for finding in found} == {
        "requests.outcomes.granted.natural_person": "10",
        "requests.outcomes.granted.business": "1",
    }
    assert "与“表三 · 三（一）予以公开 · 商业企业”一格似乎互换了" in found[0].message


def test_but_not_where_two_exchanges_would_explain_the_same() -> None:
    figures = {"requests.outcomes.granted.natural_person": 10, "requests.outcomes.partly_granted.natural_person": 4}
    right = small({**figures, "requests.received.natural_person": 14})
    values = {figure.path: figure.value for figure in right.figures()}
    rows = [f"requests.outcomes.{name}.natural_person" for name in ("granted", "partly_granted")]
    found = problems(small({**values, rows[0]: 4, rows[1]: 10}), *SUMS)
    assert [(finding.place.path, "互换" in finding.message) for finding in found] == [
        ("requests.outcomes.granted.total", False)
    ]
    assert "requests.outcomes.partly_granted.total" in {place.path for place in found[0].others}


def test_and_a_row_that_was_left_out_is_not_one_that_changed_places() -> None:
    found = problems(stated(granted_natural_person=0, granted_business=0, granted_total=0), *SUMS)
    assert not any("carried_forward" in finding.place.path for finding in found)


def test_the_identity_says_what_stands_in_its_cell_and_no_right_value() -> None:
    [finding] = problems(small({**TEN_AND_ONE, "requests.received.natural_person": 12}), "GK303")
    assert (finding.found, finding.expected) == ("12", None)
    assert (finding.facts["left"], finding.facts["right"], finding.facts["difference"]) == (12, 10, 2)


def test_more_than_six_decimals_of_wan_are_too_precise() -> None:
    fees = "active_disclosure.fees"
    for words, too_precise in {
        "12.3456789": True,
        "1,234.56780000 万元": False,
        "0.123456": False,
        "约12": False,
    }.items():
        report = small({fees: None}, printed={"words": {fees: words}})
        assert told(report, "GK305") == ([("GK305", fees)] if too_precise else [])


def test_sums_left_as_they_were_over_cells_that_rose_together_are_one_finding_with_both_accounts() -> None:
    received, granted = "requests.received.natural_person", "requests.outcomes.granted.natural_person"
    values = {figure.path: figure.value for figure in small(TEN_AND_ONE).figures()}
    [finding] = problems(small({**values, received: 11, granted: 11}), *SUMS)
    sums = ("received.total", "outcomes.granted.total", "outcomes.total.natural_person", "outcomes.total.total")
    assert finding.expected is None
    assert {finding.place.path, *(place.path for place in finding.others)} >= {
        received,
        granted,
        *(f"requests.{path}" for path in sums),
    }
    first, second = finding.message.split("二是合计没有错")
    assert first.count("应为 12（写的是 11）") == 3
    assert first.count("应为 11（写的是 10）") == 1
    assert second.count("应为 10（写的是 11）") == 2
    assert "都相符" not in finding.message


def test_and_a_wrong_cell_beside_them_is_still_named() -> None:
    received, granted = "requests.received.natural_person", "requests.outcomes.granted.natural_person"
    values = {figure.path: figure.value for figure in small(TEN_AND_ONE).figures()}
    wrong = "requests.outcomes.refused.state_secret.business"
    found = problems(small({**values, received: 11, granted: 11, wrong: 5}), *SUMS)
    assert {finding.place.path: finding.expected for finding in found if "failed" in finding.facts} == {wrong: "0"}
    assert len(found) == 2


def test_neighbours_that_may_have_changed_places_are_not_given_a_value_where_as_much_may_have_moved_elsewhere() -> None:
    figures = {
        "requests.outcomes.granted.natural_person": 4,
        "requests.outcomes.granted.business": 1,
        "requests.outcomes.partly_granted.natural_person": 9,
        "requests.outcomes.partly_granted.business": 9,
        "requests.received.natural_person": 13,
        "requests.received.business": 10,
    }
    values = {figure.path: figure.value for figure in small(figures).figures()}
    granted = [f"requests.outcomes.granted.{column}" for column in ("natural_person", "business")]
    found = problems(small({**values, granted[0]: 1, granted[1]: 4}), *SUMS)
    assert [(finding.place.path, finding.expected) for finding in found] == [(path, None) for path in granted]
    assert all("也可能是别的行有 3 件记错了列" in finding.message for finding in found)


@pytest.mark.parametrize("granted", [(6, 2), (0, 7, 1), (0, 8, 1), (9, 0)])
def test_no_right_value_is_given_where_only_the_identity_fails_and_totals_follow_their_cells(
    granted: tuple[int, ...],
) -> None:
    columns = ("natural_person", "business", "research_institute")
    asked = dict(zip((f"requests.received.{one}" for one in columns), (8, 1), strict=False))
    answered = dict(zip((f"requests.outcomes.granted.{one}" for one in columns), granted, strict=False))
    found = problems(small({**asked, **answered}), *SUMS)
    assert {finding.code for finding in found} == {"GK303"}
    assert {finding.expected for finding in found} == {None}
    assert not any("应为" in finding.message for finding in found)


def test_and_neighbours_that_changed_places_are_told_with_the_other_way_that_the_identity_can_fail_by() -> None:
    asked = {"requests.received.natural_person": 1, "requests.received.business": 8}
    answered = {"requests.outcomes.granted.natural_person": 8, "requests.outcomes.granted.business": 1}
    found = problems(small({**asked, **answered}), *SUMS)
    assert [(finding.place.path, finding.expected) for finding in found] == [(path, None) for path in asked]
    assert all("也可能是别的行有 7 件记错了列" in finding.message for finding in found)


OFF = {"左": [0, 2, 1, 0, 1, 4, 3, 0, 0, 0, 3, 1, 0, 0, 0], "右": [1, 0, 1, 4, 3, 0, 0, 0, 3, 1, 0, 0, 0, 1, 0]}


@pytest.mark.parametrize("way", OFF)
def test_a_row_of_table_4_that_is_one_cell_off_is_one_finding_without_a_value(way: str) -> None:
    cells = [path for path in outline_of(AnnualReport).figures if path.startswith("review_litigation.")]
    [finding] = problems(small(dict(zip(cells, OFF[way], strict=True))), *SUMS)
    assert (finding.code, finding.place.path, finding.expected) == ("GK304", cells[4], None)
    assert f"往{way}移一格" in finding.message
