"""Spans of time and dated steps are read in any order of words, and told only where they cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest

from gk_docs.checks.text.texts import Passage
from gk_docs.checks.times.periods import periods
from gk_docs.checks.times.steps import _COURSES, misordered_steps
from gk_docs.checks.times.time_spans import lengths_against, time_spans

YEAR = 2023
PAIRS = [
    (one, other)
    for stages in _COURSES
    for first, last in combinations(stages, 2)
    for one in first.split("|")
    for other in last.split("|")
]


def said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def passage(text: str, part: str = "on_request") -> Passage:
    return Passage(f"summary.{part}", text, "summary", part)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_steps_are_told_just_where_the_later_one_is_dated_first(one: str, other: str) -> None:
    early, late = sorted(Random(one + other).sample([date(YEAR, 3, 1) + timedelta(at) for at in range(200)], 2))
    for wrong, text in (
        (True, f"该件{said(late)}{one}，{said(early)}{other}。"),
        (False, f"该件{said(early)}{one}，{said(late)}{other}。"),
        (True, f"{one}日期为{said(late)}，{other}日期为{said(early)}。"),
        (False, f"另一件{said(late)}{one}；{said(early)}{other}。"),
    ):
        assert bool([*misordered_steps(passage(text, "management"), YEAR)]) is wrong, text


def test_a_span_is_read_alike_in_figures_and_in_words() -> None:
    ways = [
        "2023年1月1日至11月30日",
        "二〇二三年一月一日起，至同年十一月三十日止",
        "元旦记起，记到11月底",
        "前十一个月",
        "1—11月",
    ]
    read = [[(one.first, one.last) for one in time_spans(way, YEAR)] for way in ways]
    assert read == [[(date(YEAR, 1, 1), date(YEAR, 11, 30))]] * len(ways)


@pytest.mark.parametrize(
    "text", ["13月至15月", "2023年2月30日至3月1日", "第五季度", "共有三百六十五里", "十二月三一日至年底", ""]
)
def test_what_is_no_span_of_time_does_not_stop_the_reader(text: str) -> None:
    assert all(one.first is None or one.last is None or one.first.year == YEAR for one in time_spans(text, YEAR))


@pytest.mark.parametrize("days", [3, 10, 28, 60])
def test_a_length_is_told_only_where_the_ends_contradict_it(days: int) -> None:
    begins = date(YEAR, 3, 1)
    span = f"{said(begins)}至{said(begins + timedelta(days - 1))}"
    assert [*lengths_against(f"{span}开展自查，历时{days}天。", YEAR)] == []
    assert [right for _, _, right in lengths_against(f"{span}开展自查，历时{days + 5}天。", YEAR)] == [days]


@pytest.mark.parametrize(
    ("reason", "told"), [("", 1), ("，未办理延期", 1), ("，经批准延期", 0), ("，其间补正", 0), ("，已超期", 0)]
)
def test_an_answer_far_too_late_is_told_where_no_reason_is_given(reason: str, told: int) -> None:
    assert len([*misordered_steps(passage(f"1件申请3月1日收到{reason}，5月31日答复。"), YEAR)]) == told


def test_the_period_of_other_figures_is_no_period_of_the_report() -> None:
    text = "问卷数据采集于1月至6月。本报告由各站所于1月5日至10日报送数据。本报告数据截至11月底。"
    assert [one.right for one in periods(passage(text), YEAR)] == [False]
