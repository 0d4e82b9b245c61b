"""The engine: selection, severities, acceptances, order, and what is not assessed."""

from __future__ import annotations

import pytest
from tests.checks.small import NARRATIVE, problems, small, told
from tests.pace import within

from gk_docs.checks import all_rules, check
from gk_docs.checks.rule import rule
from gk_docs.files.source import FileFacts
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.agency import Agency
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading
from gk_docs.form.y2021 import AnnualReport

WRONG_TOTAL = {"review_litigation.reconsideration.upheld": 10, "review_litigation.reconsideration.total": 0}
TOTAL = "review_litigation.reconsideration.total"


def test_a_report_that_is_in_order_has_no_problem() -> None:
    assert problems(small()) == []


def test_a_report_with_nothing_in_it_is_told_so_and_nothing_breaks() -> None:
    codes = {finding.code for finding in problems(AnnualReport(agency=Agency(name="甲镇人民政府"), year=2023))}
    assert codes >= {"GK201", "GK205", "GK206"}


def test_the_worst_comes_first_then_the_order_of_the_form() -> None:
    report = small({**WRONG_TOTAL, "requests.received.total": 5, "active_disclosure.rules.in_force": 2}, problems={})
    found = problems(report, "GK2", "GK3", "GK7")
    assert [finding.code for finding in found] == ["GK701", "GK301", "GK304", "GK205"]


def test_problems_come_before_what_is_accepted_and_that_before_what_is_not_assessed() -> None:
    accepted = [{"code": "GK304", "path": TOTAL, "reason": "法院口径。"}]
    report = small({**WRONG_TOTAL, "active_disclosure.penalties": None}, accepted=accepted)
    found = check(report, select=["GK2", "GK304", "GK401"])
    assert [(finding.code, finding.accepted, finding.assessed) for finding in found] == [
        ("GK201", None, True),
        ("GK304", "法院口径。", True),
        ("GK401", None, False),
    ]


def test_an_accepted_finding_is_no_problem_and_keeps_its_fingerprint() -> None:
    [open_one] = check(small(WRONG_TOTAL), select=["GK304"])
    accepted = [{"code": "GK304", "path": TOTAL, "reason": "法院口径。"}]
    [closed] = check(small(WRONG_TOTAL, accepted=accepted), select=["GK304"])
    assert open_one.is_problem
    assert not closed.is_problem
    assert open_one.fingerprint == closed.fingerprint


@pytest.mark.parametrize("path", ["", "review_litigation", TOTAL])
def test_an_acceptance_covers_its_place_and_what_lies_below(path: str) -> None:
    assert told(small(WRONG_TOTAL, accepted=[{"code": "GK304", "path": path, "reason": "说明"}])) == []


@pytest.mark.parametrize("path", ["requests", "review_litigation.reconsideration.to", "表四"])
def test_but_not_what_lies_elsewhere_and_then_it_is_unused(path: str) -> None:
    report = small(WRONG_TOTAL, accepted=[{"code": "GK304", "path": path, "reason": "说明"}])
    assert told(report) == [("GK304", TOTAL), ("GK190", "accepted.0")]


def test_an_acceptance_at_a_wrong_place_is_told_the_place_of_the_finding_and_a_useless_one_is_not() -> None:
    acceptance = [{"code": "GK304", "path": "表四", "reason": "说明"}]
    [wrong] = check(small(WRONG_TOTAL, accepted=acceptance), select=["GK190", "GK304"])[1:]
    assert "位置“表四”没有这条检查结果" in wrong.message
    assert f"请把位置改为 {TOTAL}；" in wrong.message
    [useless] = check(small(accepted=acceptance), select=["GK190", "GK304"])
    assert useless.message == "已说明事项 GK304（理由：说明）没有对应的检查结果，请删去。"


def test_an_acceptance_of_a_rule_that_did_not_run_is_not_called_unused() -> None:
    report = small(accepted=[{"code": "GK304", "reason": "说明"}])
    assert told(report, "GK190", "GK301") == []
    assert told(report, "GK190", "GK304") == [("GK190", "accepted.0")]


@pytest.mark.parametrize("path", ["", "active_disclosure.rules", "active_disclosure.rules.in_force"])
def test_an_acceptance_of_what_could_not_be_assessed_is_not_called_unused(path: str) -> None:
    report = small(accepted=[{"code": "GK402", "path": path, "reason": "机构改革划转。"}])
    assert told(report) == []
    assert told(report, previous=small(year=2022, problems={"remaining": "解读材料偏少，已补齐。"})) == [
        ("GK190", "accepted.0")
    ]


def test_of_a_selected_and_an_ignored_prefix_the_longer_wins() -> None:
    report = small({**WRONG_TOTAL, "requests.received.total": 5})
    assert told(report, "GK3", ignore=["GK304"]) == [("GK301", "requests.received.total")]
    assert told(report, "GK304", ignore=["GK3"]) == [("GK304", TOTAL)]
    assert told(report, ignore=["GK"]) == []


def test_a_severity_can_be_changed_by_prefix() -> None:
    [finding] = check(small(WRONG_TOTAL), select=["GK304"], severities={"GK3": Severity.ERROR, "GK304": Severity.INFO})
    assert finding.severity is Severity.INFO


def test_but_what_is_not_assessed_stays_without_severity() -> None:
    [finding] = check(small(), select=["GK401"], severities={"GK401": Severity.ERROR})
    assert (finding.assessed, finding.severity) == (False, Severity.INFO)


@pytest.mark.parametrize("options", [{"select": ["GK0"]}, {"ignore": ["XX"]}, {"severities": {"": Severity.INFO}}])
def test_a_prefix_that_fits_no_rule_is_a_wrong_call(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="没有以"):
        check(small(), **options)  # type: ignore[arg-type]  # each case gives one of the three


def test_what_is_no_report_is_a_wrong_call() -> None:
    with pytest.raises(TypeError):
        check("report.docx")  # type: ignore[arg-type]  # that is the point
    with pytest.raises(TypeError):
        check(small(), {"year": 2022})  # type: ignore[arg-type]  # that is the point


def test_what_the_reader_says_is_passed_on_as_it_is() -> None:
    note = Finding(
        code="GK101", name="unplaced-row", severity=Severity.WARNING, place=Place("requests", "表三"), message="一行"
    )
    assert problems(Reading(small(), (note,)), "GK101") == [note]


def test_a_blank_is_an_error_in_ours_and_a_warning_in_a_published_report() -> None:
    report = small({"active_disclosure.penalties": None})
    [ours] = problems(report, "GK201")
    [published] = problems(Reading(report), "GK201")
    [authored] = problems(Reading(report, origin="ours"), "GK201")
    assert (ours.severity, published.severity, authored.severity) == (Severity.ERROR, Severity.WARNING, Severity.ERROR)


def test_a_report_object_has_no_file_to_look_into() -> None:
    assert check(small(), select=["GK951"]) == []
    assert told(Reading(small(), file_facts=FileFacts(authors=("张某",))), "GK951") == [("GK951", "")]


def test_last_year_may_be_a_reading_or_a_report() -> None:
    last = small({"requests.carried_forward.natural_person": 2}, year=2022)
    expected = [("GK401", "requests.brought_forward.natural_person")]
    assert told(small(), "GK401", previous=last) == expected
    assert told(small(), "GK401", previous=Reading(last)) == expected


def test_the_report_of_another_year_than_the_last_is_not_compared() -> None:
    findings = check(small(), small(year=2021), select=["GK4"])
    assert {finding.assessed for finding in findings if finding.code != "GK403"} == {False}
    assert "2021" in findings[0].message


def test_both_sides_of_a_comparison_are_named_with_their_difference() -> None:
    last = small({"requests.carried_forward.natural_person": 2}, year=2022)
    [finding] = problems(small(), "GK401", previous=last)
    assert finding.others[0].path == "previous.requests.carried_forward.natural_person"
    assert finding.others[0].words == "上一年度报告 · 表三 · 四、结转下年度继续办理 · 自然人"
    assert finding.facts["difference"] == 2


def test_a_code_is_never_used_twice() -> None:
    with pytest.raises(ValueError, match="is taken by row-total"):
        rule("GK301", "again", Severity.INFO, basis="", message="")(lambda _: ())
    assert len({one.name for one in all_rules()}) == len(all_rules())


def test_a_check_changes_nothing_and_gives_the_same_again() -> None:
    report = small(WRONG_TOTAL)
    before = report.model_dump_json()
    assert check(report) == check(report)
    assert report.model_dump_json() == before
    assert NARRATIVE["problems"]["remaining"] in before


def test_a_section_whose_title_the_file_has_not_is_missing_and_its_blanks_are_not_told_too() -> None:
    titles = ("summary", "active_disclosure", "requests", "problems", "other_matters")
    blank = dict.fromkeys(path for path in outline_of(AnnualReport).figures if path.startswith("review_litigation."))
    assert told(Reading(small(blank), sections=titles), "GK2") == [("GK202", "review_litigation")]


def test_but_where_hardly_a_title_was_known_the_reader_is_doubted_and_not_the_body() -> None:
    [finding] = check(Reading(small(), sections=("summary",)), select=["GK202"])
    assert not finding.assessed


def test_a_total_that_is_blank_because_a_term_is_is_told_once_whoever_wrote_it_down() -> None:
    report = small({"review_litigation.reconsideration.upheld": None, "requests.received.business": None})
    stated = AnnualReport.model_validate(report.model_dump())
    assert stated.figure(TOTAL) is None
    assert told(stated, "GK201") == told(report, "GK201")
    assert len(told(Reading(stated), "GK201")) > len(told(report, "GK201"))


def test_what_the_reader_did_not_find_is_not_called_blank() -> None:
    path = "review_litigation.reconsideration.upheld"
    note = Finding(code="GK104", name="missing-table", severity=Severity.WARNING, place=Place(path, "表四"), message="")
    [finding] = check(Reading(small({path: None}), (note,), "ours"), select=["GK201"])
    assert not finding.assessed


def test_one_cause_is_told_once() -> None:
    preamble = "根据国办公开办函[2019]60号编制。统计期限自2023年1月1日至2023年12月31日。"
    cited = [code for code, _ in told(small(preamble=preamble)) if code in ("GK603", "GK604")]
    assert cited == ["GK603"]
    rules = small({"active_disclosure.rules.in_force": 6})
    assert told(rules, "GK402", "GK701", previous=small(year=2022)) == [("GK701", "active_disclosure.rules.in_force")]
    blank = told(small(preamble=preamble.replace("[2019]60", "[2021]30")))
    assert "GK604" in [code for code, _ in blank]


def test_what_says_it_better_must_be_wanted_and_as_grave() -> None:
    rules = small({"active_disclosure.rules.in_force": 6})
    last = small(year=2022)
    assert told(rules, "GK402", previous=last) == [("GK402", "active_disclosure.rules.in_force")]
    found = check(rules, last, select=["GK402", "GK701"], severities={"GK701": Severity.INFO})
    assert [one.code for one in found if one.is_problem] == ["GK402"]


def test_text_with_thousands_of_faults_is_checked_in_the_time_that_its_length_takes() -> None:
    report = small(problems=f"更新不够及时，已整改落实。{'）' * 6000}")
    check(small())  # which arranges the words, once
    with within(1):  # 2 s where each fault is held against each
        assert len(check(report)) > 6000
