"""Totals are the independent sum of what the bodies state, and whatever stays out is named."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.batch.county import survey
from gk_docs.batch.job import Job
from gk_docs.batch.outcome import summary_of
from gk_docs.batch.roster import Member
from gk_docs.batch.totals import total
from gk_docs.batch.totals.difference import findings_against
from gk_docs.batch.work import run
from gk_docs.checks import check
from gk_docs.errors import InvalidReport
from gk_docs.finding import Severity
from gk_docs.form.agency import Agency
from gk_docs.form.identity import NO_NAME
from gk_docs.form.outline import outline_of
from gk_docs.form.report import Acceptance
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport, ReviewLitigation
from gk_docs.formats import READERS, WRITERS, write
from gk_docs.showing.totals import TotalsShown

if TYPE_CHECKING:
    from pathlib import Path

TOTAL = "requests.received.total"
REVIEW = "review_litigation.reconsideration.total"
READ_BACK = {*READERS} & {*WRITERS}
PATHS = list(outline_of(AnnualReport).figures)


def added_up(counts: dict[str, int]) -> dict[str, int]:
    """The figures with totals that are right, and as many received as were dealt with."""
    outline = outline_of(AnnualReport)
    sums = [(one.total, one.terms) for one in outline.sums] * 2
    for total_path, terms in sums:
        counts[total_path] = sum(counts[path] for path in terms)
    for one in outline.balances:
        counts[one.left[0]] = sum(counts[path] for path in one.right) - sum(counts[path] for path in one.left[1:])
    for total_path, terms in sums:
        counts[total_path] = sum(counts[path] for path in terms)
    return counts


def body(number: int, *, blank: str | None = None) -> AnnualReport:
    dice = random.Random(number)
    counts = added_up({path: dice.randrange(10 if path.startswith("requests") else 300) for path in PATHS})
    figures: dict[str, int | Decimal | None] = {**counts}
    figures["active_disclosure.fees"] = Decimal(dice.randrange(10**9)) / 10_000
    if blank:
        figures[blank] = None
    return AnnualReport.from_figures(figures, agency=f"第{number}镇人民政府", year=2024)


def test_three_hundred_bodies_add_up_to_the_independent_sum() -> None:
    bodies = [body(number) for number in range(300)]
    totals = total(iter(bodies), agency="某县人民政府")
    for path in PATHS:
        assert totals.report.figure(path) == sum(entry.figure(path) or 0 for entry in bodies), path
    assert totals.findings == ()
    assert len(totals.bodies) == 300


def test_each_blank_cell_and_each_missing_body_is_named_and_never_zero() -> None:
    bodies = [body(1), body(2, blank="active_disclosure.licences"), body(3)]
    roster = [entry.agency.name for entry in bodies] + ["第4镇人民政府"]
    totals = total(bodies, agency="某县人民政府", roster=roster)
    expected = (bodies[0].figure("active_disclosure.licences") or 0) + (
        bodies[2].figure("active_disclosure.licences") or 0
    )
    assert totals.report.figure("active_disclosure.licences") == expected
    assert [(finding.place.path, finding.facts["bodies"]) for finding in totals.findings] == [
        ("", ("第4镇人民政府",)),
        ("active_disclosure.licences", ("第2镇人民政府",)),
    ]


def test_bodies_stand_in_the_order_of_the_roster_and_those_that_it_lacks_after_them() -> None:
    bodies = [body(number) for number in (9, 3, 1, 2)]
    roster = [body(number).agency.name for number in (1, 2, 3)]
    totals = total(bodies, agency="某县人民政府", roster=roster)
    assert totals.bodies == (*roster, body(9).agency.name)
    assert tuple(one.name for one in totals.counted) == totals.bodies


def test_a_body_whose_own_sums_do_not_hold_is_named_where_it_is_added() -> None:
    figures = {figure.path: figure.value for figure in body(2).figures()}
    wrong = AnnualReport.from_figures({**figures, TOTAL: 99}, agency="第2镇人民政府", year=2024)
    totals = total([body(1), wrong, body(3)], agency="某县人民政府")
    assert totals.report.figure(TOTAL) == 99 + sum(body(number).figure(TOTAL) or 0 for number in (1, 3))
    [finding] = totals.findings
    assert (finding.facts["kind"], finding.facts["bodies"]) == ("off", ("第2镇人民政府",))
    assert finding.severity is Severity.WARNING
    assert "第2镇人民政府的报告自身数据不符（表三 · 一、本年新收政府信息公开申请数量 · 总计）" in finding.message


def test_a_body_of_another_county_is_named_where_it_is_added_unless_the_roster_has_it() -> None:
    strange, sure, above = (body(9).replace(agency=name) for name in ("丁县甲镇人民政府", "丙县乙镇", "甲市水利局"))
    totals = total([body(1), strange, sure, above], agency="甲市丙县人民政府")
    [finding] = totals.findings
    assert (finding.facts["kind"], finding.severity, finding.is_problem) == ("elsewhere", Severity.WARNING, True)
    assert finding.message.startswith("丁县甲镇人民政府名称里是丁县，不属于甲市丙县人民政府，已计入")
    assert len(totals.bodies) == 4
    assert total([strange, sure], agency="丙县人民政府", roster=["丁县甲镇人民政府", "丙县乙镇"]).findings == ()


def test_a_cell_that_is_blank_everywhere_stays_blank() -> None:
    blank = "requests.received.business"
    totals = total([body(1, blank=blank), body(2, blank=blank)], agency="某县人民政府")
    assert totals.report.figure(blank) is None


def test_bodies_of_another_edition_are_named() -> None:
    old = AnnualReport2019(agency=Agency(name="旧镇人民政府"), year=2024)
    totals = total([body(1), body(2), old], agency="某县人民政府")
    assert totals.report.edition == "2021"
    assert totals.findings[0].facts["bodies"] == ("旧镇人民政府",)
    assert "2019年格式" in totals.findings[0].message


def test_figures_of_another_edition_that_mean_the_same_are_added_and_their_blanks_named() -> None:
    tables = {"penalties": {"decisions": 7}, "licences": {"previous_items": 1}}
    old = AnnualReport2019(agency=Agency(name="旧镇人民政府"), year=2024, active_disclosure=tables)
    bodies, penalties = [body(1), body(2)], "active_disclosure.penalties"
    totals = total([*bodies, old], agency="某县人民政府")
    assert totals.report.figure(penalties) == sum(one.figure(penalties) or 0 for one in bodies) + 7
    assert totals.blank["active_disclosure.licences"] == ("旧镇人民政府",)
    assert penalties not in totals.blank
    found = findings_against(old.replace(agency=Agency(name="某县人民政府")), totals)
    [told] = [one for one in found if one.place.path == f"{penalties}.decisions"]
    assert (told.facts["parent"], told.facts["sum"]) == (7, totals.report.figure(penalties))


def test_two_reports_of_one_body_that_differ_are_refused_all_at_once() -> None:
    again = [body(2).replace(agency=body(1).agency), body(4).replace(agency=body(3).agency)]
    with pytest.raises(InvalidReport, match="两份报告") as caught:
        total([body(1), body(3), *again], agency="某县人民政府")
    assert len(caught.value.problems) == 2


def test_the_same_report_twice_counts_once_and_is_named() -> None:
    totals = total([body(1), body(2), body(1)], agency="某县人民政府")
    assert totals.report.figures() == total([body(1), body(2)], agency="某县人民政府").report.figures()
    [finding] = totals.findings
    assert (finding.severity, finding.facts["kind"]) == (Severity.INFO, "twice")
    often = TotalsShown(total([body(1), body(2), body(1), body(1)], agency="某县人民政府"))
    assert "1 个单位的同一份报告有几个文件，各只计一次（第1镇人民政府）" in often.text()


def test_other_years_and_doubles_are_told_at_once() -> None:
    again = body(1).replace(active_disclosure=body(2).active_disclosure)
    with pytest.raises(InvalidReport) as caught:
        total([body(1), body(3).replace(year=2023), again, body(2), body(4).replace(year=2022)], agency="某县人民政府")
    told = [problem.message for problem in caught.value.problems]
    assert told == [
        "各报告的年度不同：第3镇人民政府是2023年，其余多是2024年",
        "各报告的年度不同：第4镇人民政府是2022年，其余多是2024年",
        "第1镇人民政府有两份报告，数据不同",
    ]


def test_doubles_of_another_year_than_a_bodys_first_report_and_wrong_own_figures_are_told_at_once_too() -> None:
    old, other = body(1).replace(year=2023), body(1).replace(active_disclosure=body(2).active_disclosure)
    with pytest.raises(InvalidReport) as caught:
        total([old, body(1), other, body(3)], agency="某县人民政府", own="没有.yaml")
    told = [problem.message for problem in caught.value.problems]
    assert told == [
        "没有这个文件",
        "各报告的年度不同：第1镇人民政府是2023年，其余多是2024年",
        "第1镇人民政府有两份报告，数据不同",
    ]


def test_a_missing_body_is_told_beside_one_off_the_roster_that_may_be_meant_for_it() -> None:
    roster = [Agency(name=name) for name in ("平川县黄土镇", "平川县东乡")]
    came = body(1).replace(agency=Agency(name="平顺县黄土镇人民政府"))
    totals = total([came, body(2)], agency="平川县人民政府", roster=roster)
    told = {one.facts["name"]: one.message for one in totals.findings if one.facts["kind"] == "missing"}
    assert told == {
        "平川县黄土镇": "平川县黄土镇没有报告，未计入；收到的平顺县黄土镇人民政府不在名单中，是不是它的，请核对",
        "平川县东乡": "平川县东乡没有报告，未计入",
    }


def test_other_years_are_refused_unless_the_year_wanted_is_named() -> None:
    with pytest.raises(InvalidReport, match="年度不同"):
        total([body(1), body(2).replace(year=2023)], agency="某县人民政府")
    totals = total([body(2).replace(year=2023), body(1)], agency="某县人民政府", year=2024)
    assert totals.bodies == ("第1镇人民政府",)
    assert [(one.facts["kind"], one.facts["bodies"]) for one in totals.findings] == [("other_year", ("第2镇人民政府",))]


def test_nothing_to_add_is_refused() -> None:
    with pytest.raises(InvalidReport, match="没有可以汇总的报告"):
        total([], agency="某县人民政府")


def test_why_nothing_is_left_to_add_is_told() -> None:
    towns = [body(number) for number in (1, 2)]
    with pytest.raises(InvalidReport, match="没有可以汇总的报告：2份是2024年的，不是所要的年度。"):
        total(towns, agency="某县人民政府", year=2030)
    with pytest.raises(InvalidReport, match="没有可以汇总的报告：2份是下级的，不在本级范围内。"):
        total(towns, agency="某县人民政府", own_level_only=True)
    with pytest.raises(InvalidReport, match=r"没有可以汇总的报告：一份是汇总机关自己的.*--own"):
        total(towns[:1], agency="第1镇人民政府")


@pytest.mark.parametrize("kinds", [READ_BACK - {"pdf"}, pytest.param(READ_BACK, marks=pytest.mark.office)])
def test_files_of_every_kind_are_added_and_those_that_cannot_be_read_are_named(kinds: set[str], tmp_path: Path) -> None:
    files = [write(body(number), tmp_path / f"{number}.{suffix}") for number, suffix in enumerate(sorted(kinds), 1)]
    bad, other = tmp_path / "坏.yaml", tmp_path / "通知.txt"
    bad.write_text("机关: 坏镇人民政府\n年度: 二〇二四\n", encoding="utf-8")
    other.write_text("关于召开会议的通知", encoding="utf-8")
    totals = total([*files, bad, other], agency="某县人民政府")
    assert totals.report.figures() == total(map(body, range(1, len(files) + 1)), agency="某县人民政府").report.figures()
    assert totals.scope.unread == ("坏.yaml",)
    assert [(one.severity, one.facts["bodies"]) for one in totals.findings] == [
        (Severity.WARNING, ("坏.yaml",)),
        (Severity.INFO, ("通知.txt",)),
    ]


def test_a_table_that_is_blank_throughout_is_named_once() -> None:
    blank = body(1).replace(review_litigation=ReviewLitigation())
    totals = total([blank, body(2)], agency="某县人民政府")
    [finding] = totals.findings
    assert finding.place.words == "四、政府信息公开行政复议、行政诉讼情况"
    assert finding.facts["bodies"] == ("第1镇人民政府",)
    assert set(totals.blank.values()) == {("第1镇人民政府",)}
    assert totals.report.figure(REVIEW) == body(2).figure(REVIEW)


def test_the_agencys_own_report_counts_only_where_it_is_given_as_such() -> None:
    own = body(7).replace(agency=Agency(name="某县人民政府"))
    alone = total([own, body(1)], agency="某县人民政府")
    assert alone.bodies == ("第1镇人民政府",)
    assert [one.facts["kind"] for one in alone.findings] == ["itself"]
    both = total([body(1)], agency="某县人民政府", own=own)
    assert both.scope.own == "某县人民政府"
    assert both.report.figure(REVIEW) == (own.figure(REVIEW) or 0) + (body(1).figure(REVIEW) or 0)


def test_a_body_of_the_roster_whose_report_is_given_as_the_own_one_is_not_missing() -> None:
    bureau = body(8).replace(agency=Agency(name="某县水利局"))
    totals = total(
        [body(1)], agency="某县人民政府", own=bureau, roster=["某县水利局", "第1镇人民政府", "第2镇人民政府"]
    )
    assert totals.scope.own == "某县水利局"
    assert totals.scope.missing == ("第2镇人民政府",)


def test_the_own_level_leaves_towns_out_by_their_level_in_report_roster_or_name() -> None:
    bureau = body(8).replace(agency=Agency(name="某县水利局"))
    station = body(9).replace(agency=Agency(name="某管理站"))
    roster = [Agency(name="某管理站", level="township"), Agency(name="某县水利局"), Agency(name="第1镇人民政府")]
    totals = total([bureau, station, body(1)], agency="某县人民政府", roster=roster, own_level_only=True)
    assert totals.bodies == ("某县水利局",)
    assert set(totals.scope.below) == {"某管理站", "第1镇人民政府"}
    assert totals.scope.missing == ()
    assert "本级" in totals.scope.words()


def test_sums_of_decimals_are_exact_to_the_last_of_eighteen_digits() -> None:
    def paying(number: int, fees: str) -> AnnualReport:
        return body(number).replace(active_disclosure=ActiveDisclosure.zeros(fees=fees))

    totals = total([paying(1, "899999999999.999999"), paying(2, "0.000001"), paying(3, "0.1")], agency="某县人民政府")
    assert totals.report.figure("active_disclosure.fees") == Decimal("900000000000.100000")


def test_a_parent_that_equals_the_sum_has_no_difference_and_another_has_each_of_its_cells() -> None:
    totals = total(
        [body(1), body(2, blank="active_disclosure.licences")], agency="某县人民政府", roster=["第9镇人民政府"]
    )
    assert findings_against(totals.report, totals) == ()
    figures = {figure.path: figure.value for figure in totals.report.figures()}
    figures["active_disclosure.licences"] = int(figures["active_disclosure.licences"] or 0) + 7
    figures[REVIEW] = None
    parent = AnnualReport.from_figures(figures, agency="某县人民政府", year=2024)
    found = findings_against(parent, totals)
    assert [(one.code, one.place.path, one.assessed) for one in found] == [
        ("GK801", "active_disclosure.licences", True),
        ("GK801", REVIEW, False),
    ]
    assert (found[0].facts["difference"], found[0].facts["blank"]) == (7, ("第2镇人民政府",))
    assert "第9镇人民政府" in found[0].message


def test_a_difference_that_the_parent_explains_keeps_its_reason() -> None:
    totals = total([body(1)], agency="某县人民政府")
    accepted = (Acceptance(code="GK801", path="active_disclosure", reason="含派出机构"),)
    active = totals.report.active_disclosure.replace(licences=1)
    parent = totals.report.replace(accepted=accepted, active_disclosure=active)
    [difference] = findings_against(parent, totals)
    assert difference.accepted == "含派出机构"


def test_a_parent_of_another_year_or_body_is_refused() -> None:
    totals = total([body(1)], agency="某县人民政府")
    with pytest.raises(InvalidReport, match="2023年度"):
        findings_against(totals.report.replace(year=2023), totals)
    with pytest.raises(InvalidReport, match="上级报告是丁县人民政府的，汇总的是某县人民政府"):
        findings_against(totals.report.replace(agency="丁县人民政府"), totals)
    for itself in ("某县", "某市某县人民政府", NO_NAME):
        assert not [one for one in findings_against(totals.report.replace(agency=itself), totals) if one.is_problem]


def test_a_check_of_one_report_does_not_run_the_rule_across_reports() -> None:
    assert not check(body(1), select=["GK801"])


@given(st.lists(st.integers(0, 10**6) | st.none(), min_size=1, max_size=8))
def test_a_sum_is_that_of_the_known_figures_and_blank_only_without_any(values: list[int | None]) -> None:
    bodies = [
        AnnualReport.from_figures({"active_disclosure.licences": value}, agency=f"第{number}镇人民政府", year=2024)
        for number, value in enumerate(values)
    ]
    known = [value for value in values if value is not None]
    totals = total(bodies, agency="某县人民政府")
    assert totals.report.figure("active_disclosure.licences") == (sum(known) if known else None)
    assert len(totals.blank.get("active_disclosure.licences", ())) == len(values) - len(known)


def test_a_body_whose_file_cannot_be_read_is_named_by_its_file_and_not_as_missing(tmp_path: Path) -> None:
    bad = tmp_path / "第2镇人民政府2024.yaml"
    bad.write_text("机关: [\n", encoding="utf-8")
    totals = total([body(1), bad], agency="某县人民政府", roster=["第1镇人民政府", "第2镇人民政府", "第3镇人民政府"])
    assert totals.scope.missing == ("第3镇人民政府",)
    assert totals.scope.unread == ("第2镇人民政府2024.yaml",)


def test_but_a_file_of_its_name_that_is_no_report_does_not_stand_for_its_report(tmp_path: Path) -> None:
    notice = tmp_path / "第2镇人民政府关于报送年报的通知.txt"
    notice.write_text("请于1月10日前报送年报。", encoding="utf-8")
    roster = ["第1镇人民政府", "第2镇人民政府"]
    assert total([body(1), notice], agency="某县人民政府", roster=roster).scope.missing == ("第2镇人民政府",)
    first = write(body(1), tmp_path / "第1镇.json")
    assert survey([first, notice], roster=roster).missing == ("第2镇人民政府",)
    results = [run(Job(source=file, targets=(tmp_path / f"{file.stem}.docx",))).result for file in (first, notice)]
    members = [Member(agency=Agency(name=name), line=line) for line, name in enumerate(roster, 2)]
    rows = {row.body: row.status for row in summary_of(results, members).rows}
    assert rows == {"第1镇人民政府": "written", "第2镇人民政府": "missing", notice.stem: "other"}
