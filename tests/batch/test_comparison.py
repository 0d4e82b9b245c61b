"""Every edit made to a copy of a report is listed by a comparison, and nothing else is."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.batch.edits import KINDS, ONCE, Edits, a_report, told
from tests.strategies import EXAMPLES, reports, texts

import gk_docs as gk
from gk_docs.batch.comparison.items import items_of
from gk_docs.batch.comparison.likeness import spans
from gk_docs.form.prose import PlainTable, Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.editions import AnyReport

LOCAL = gk.Agency(name="甲局")
SEEDS = st.integers(0, 2**32)


@pytest.mark.parametrize("edit", KINDS, ids=lambda edit: edit.__name__)
@given(seed=SEEDS)
@settings(max_examples=15)
def test_one_edit_is_listed_and_nothing_else(edit: Callable[[Edits], None], seed: int) -> None:
    dice = Random(seed)
    report = a_report(dice)
    edits = Edits.of(report, dice)
    edit(edits)
    assert told(gk.compare(report, edits.report())) == sorted(edits.expected)


@given(seed=SEEDS)
@settings(max_examples=EXAMPLES)
def test_several_edits_are_each_listed_and_nothing_else(seed: int) -> None:
    dice = Random(seed)
    report = a_report(dice)
    edits = Edits.of(report, dice)
    many = [edit for edit in KINDS if edit.__name__ not in ONCE and "another" not in edit.__name__]
    once = [edit for edit in KINDS if edit.__name__ in ONCE]
    for edit in [*dice.choices(many, k=dice.randrange(6)), *dice.sample(once, dice.randrange(len(once)))]:
        edit(edits)
    assert told(gk.compare(report, edits.report())) == sorted(set(edits.expected))


@given(reports(), reports())
@settings(max_examples=EXAMPLES)
def test_a_comparison_is_false_just_where_the_reports_are_equal(one: AnyReport, other: AnyReport) -> None:
    assert bool(gk.compare(one, other)) == (one != other)
    assert not gk.compare(one, one)
    assert not gk.compare(one, type(one).model_validate_json(one.model_dump_json()))


@settings(deadline=None, max_examples=EXAMPLES)
@given(report=reports(), tells_day=st.booleans())
def test_beside_a_published_file_what_no_page_shows_is_no_difference(report: AnyReport, *, tells_day: bool) -> None:
    shown = report.visible().replace(published=report.published if tells_day else None)
    page = gk.Reading(shown, origin="published")
    assert not gk.compare(report, page)
    assert not gk.compare(page, gk.Reading(report, origin="ours"))
    if report != shown:
        assert gk.compare(report, shown)


def test_a_chart_that_comes_or_goes_above_a_table_is_told() -> None:
    drawn = PlainTable(rows=(("项目", "2023年", "2024年"), ("申请", "12", "9"))).drawn()
    with_chart, without = (
        gk.AnnualReport(agency=LOCAL, year=2024, summary={"lead": Prose([one])})
        for one in (drawn, drawn.replace(chart=False))
    )
    for old, new, remark in ((without, with_chart, "表上加了图"), (with_chart, without, "表上的图去掉了")):
        [change] = gk.compare(old, new).texts
        assert (change.change, change.remarks, change.cells) == ("changed", (remark,), ())


@given(reports(), st.data())
@settings(max_examples=EXAMPLES)
def test_no_change_of_a_single_field_goes_unseen(report: AnyReport, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(type(report).model_fields)))
    other = data.draw(reports(type(report)))
    stated = {field: getattr(report, field) for field in type(report).model_fields}
    changed = type(report)(**{**stated, name: getattr(other, name)})
    comparison = gk.compare(report, changed)
    assert bool(comparison) == (report != changed)
    assert all(change.path.partition(".")[0] == name for change in comparison.head)


@given(reports(), reports())
@settings(max_examples=EXAMPLES)
def test_every_block_of_both_reports_stands_in_a_comparison_once(one: AnyReport, other: AnyReport) -> None:
    changes = gk.compare(one, other).all_texts
    for side, report in (("old", one), ("new", other)):
        stands = [item.path for change in changes if (item := getattr(change, f"{side}_item"))]
        assert len(stands) == len(set(stands))
        assert {item.path for item in items_of(report) if item.kind != "part"} <= set(stands)


@given(texts(), texts())
@example("十二件", "二十件")
def test_the_spans_of_a_change_are_the_old_text_and_the_new(old: str, new: str) -> None:
    found = spans(old, new)
    assert "".join(text for mark, text in found if mark != "added") == old
    assert "".join(text for mark, text in found if mark != "removed") == new


def test_a_number_is_struck_whole() -> None:
    found = spans("主动公开信息1,234条，占12.5%。", "主动公开信息1,284条，占12.8%。")
    assert [text for mark, text in found if mark == "removed"] == ["1,234", "12.5%"]


def test_a_blank_is_not_a_zero() -> None:
    blank, zero = (gk.AnnualReport.from_figures({"行政处罚": value}, agency="甲局", year=2023) for value in (None, 0))
    (change,) = gk.compare(blank, zero).figures
    assert (change.old, change.new, change.difference, change.growth) == (None, 0, None, None)
    assert change.sentence() == "上年空白，本年0件"


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_growth_is_exact_to_a_tenth_of_a_percent(old: int, new: int) -> None:
    years = [
        gk.AnnualReport.from_figures({"行政处罚": count}, agency="甲局", year=year)
        for year, count in ((2023, old), (2024, new))
    ]
    growth = gk.compare(*years).figure("active_disclosure.penalties").growth
    assert growth is not None
    assert abs(growth - Decimal(new - old) * 100 / old) <= Decimal("0.05") + Decimal("1e-15")


def test_across_the_editions_only_what_means_the_same_is_compared() -> None:
    old = gk.AnnualReport2019(
        agency=LOCAL,
        year=2020,
        active_disclosure=gk.ActiveDisclosure2019.zeros(
            rules={"disclosed_total": 5}, penalties={"decisions": 40, "previous_items": 2}
        ),
    )
    new = gk.AnnualReport(
        agency=LOCAL, year=2021, active_disclosure=gk.ActiveDisclosure.zeros(rules={"in_force": 7}, penalties=50)
    )
    comparison = gk.compare(old, new)
    told_of = {change.path: (change.old, change.new) for change in comparison.figures}
    assert told_of == {"active_disclosure.penalties": (40, 50)}
    assert "active_disclosure.rules.in_force" in {change.path for change in comparison.uncompared}
    assert "active_disclosure.rules.disclosed_total" in {change.path for change in comparison.uncompared}
    with pytest.raises(KeyError):
        comparison.figure("active_disclosure.rules.in_force")


def test_a_part_that_moved_takes_its_text_with_it() -> None:
    parts = [
        gk.Part(heading=f"（{mark}）第{mark}部分", body=gk.Prose(f"这是第{mark}部分的一段文字。"))
        for mark in "一二三四五"
    ]
    old = gk.AnnualReport(agency=LOCAL, year=2023, summary=gk.Summary(parts=parts))
    new = old.replace(summary=gk.Summary(parts=[*parts[1:], parts[0]]))
    assert told(gk.compare(old, new)) == [("moved", "（一）第一部分", "（一）第一部分")]


def test_a_part_without_a_heading_is_told_by_its_text_alone() -> None:
    old = gk.AnnualReport(agency=LOCAL, year=2023)
    new = old.replace(problems=gk.Problems(lead="没有发现问题。"))
    assert told(gk.compare(old, new)) == [("added", "", "没有发现问题。")]


def test_two_versions_are_not_called_years() -> None:
    versions = [gk.AnnualReport.from_figures({"行政处罚": count}, agency="甲局", year=2023) for count in (4, 5)]
    comparison = gk.compare(*versions)
    assert comparison.sentence("active_disclosure.penalties") == "比原报告增加1件，增长25.0%"
    assert comparison.table(["active_disclosure.penalties"]).rows == (
        ("项目", "单位", "原报告", "现报告", "增减", "增幅"),
        ("行政处罚", "件", "4", "5", "+1", "+25.0%"),
    )


def test_what_is_no_report_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="str"):
        gk.compare("甲.yaml", gk.AnnualReport(agency=LOCAL, year=2023))  # type: ignore[arg-type]  # the slip is the point


def run_in(*parts: tuple[str, str]) -> gk.AnnualReport:
    made = [gk.Part(heading=heading or None, run_in=bool(heading), body=gk.Prose(body)) for heading, body in parts]
    return gk.AnnualReport(agency=LOCAL, year=2024, summary=gk.Summary(parts=made))


def listed(old: gk.AnnualReport, new: gk.AnnualReport) -> list[tuple[str, str, str]]:
    return [(change.change, change.old_text, change.new_text) for change in gk.compare(old, new).texts]


def test_a_heading_that_begins_a_paragraph_is_listed_with_it_and_not_apart() -> None:
    open_, asked = ("主动公开方面。", "全年上网信息三百余条。"), ("依申请公开方面。", "来件逐一登记，按期答复。")
    both = run_in(open_, asked)
    assert listed(both, run_in(open_)) == [("removed", "".join(asked), "")]
    assert listed(run_in(open_), both) == [("added", "", "".join(asked))]
    assert listed(both, run_in(asked, open_)) == [("moved", open_[0], open_[0])]  # the part, with all of its text
    lost = run_in(asked, ("", "".join(open_)))
    assert listed(both, lost) == [("moved", "".join(open_), "".join(open_))]
    renamed = ("主动公开情况。", open_[1])
    assert listed(both, run_in(renamed, asked)) == [("changed", "".join(open_), "".join(renamed))]


def test_where_a_heading_that_begins_a_paragraph_ends_is_a_difference() -> None:
    one, other = run_in(("甲方面。", "乙事项。丙事项。")), run_in(("甲方面。乙事项。", "丙事项。"))
    assert listed(one, other) == [("changed", "甲方面。", "甲方面。乙事项。")]


def test_a_title_of_a_section_that_is_printed_otherwise_is_named_beside_the_usual_one() -> None:
    old = gk.AnnualReport(agency=LOCAL, year=2024)
    new = old.replace(printed={"headings": {"problems": "五、存在的问题"}})
    [change] = gk.compare(old, new).head
    assert change.words == "原件字样 · 各部分标题 · 五、存在的主要问题及改进情况"
    assert (change.old, change.new) == ("五、存在的主要问题及改进情况", "五、存在的问题")
