"""Whatever does not fit is refused in Chinese, all at once, with its place."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.agency import Agency
from gk_docs.form.editions import parse
from gk_docs.form.messages import gk_errors
from gk_docs.form.narrative import Summary
from gk_docs.form.y2021 import (
    ActiveDisclosure,
    AnnualReport,
    ByApplicant,
    CaseResults,
    DocumentCounts,
    Outcomes,
    Requests,
    ReviewLitigation,
)

ANY: Any = dict
GOOD = {"agency": {"name": "甲镇人民政府"}, "year": 2023}
CHINESE = re.compile("[\u4e00-\u9fff]")
ENGLISH_SENTENCE = re.compile("[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
PLACES = [
    "agency", "agency.name", "agency.level", "agency.contact.phone", "year", "edition", "title", "preamble", "summary",
    "summary.lead", "summary.parts", "active_disclosure", "active_disclosure.rules", "active_disclosure.fees",
    "active_disclosure.before", "requests.received", "requests.received.total", "requests.outcomes.total",
    "review_litigation.reconsideration.upheld", "other_matters.fee", "other_matters.fee.received", "published",
    "accepted", "printed", "printed.words", "unknown",
]  # fmt: skip


def problems_of(values: dict[str, Any]) -> tuple[Problem, ...]:
    try:
        parse(values)
    except InvalidReport as refused:
        return refused.problems
    return ()


@given(place=st.sampled_from(PLACES), value=junk)
def test_whatever_does_not_fit_is_refused_in_chinese(place: str, value: Any) -> None:
    values: dict[str, Any] = {**GOOD}
    *inner, last = place.split(".")
    node = values
    for name in inner:
        node[name] = {} if not isinstance(node.get(name), dict) else dict(node[name])
        node = node[name]
    node[last] = value
    for problem in problems_of(values):
        assert CHINESE.search(problem.message), problem
        assert not ENGLISH_SENTENCE.search(problem.message), problem


def test_all_problems_come_at_once_with_their_places() -> None:
    with pytest.raises(InvalidReport) as refused:
        parse({**GOOD, "active_disclosure": {"licences": -1, "fees": 1.5}, "requests": {"recieved": {}}})
    assert [problem.path for problem in refused.value.problems] == [
        "active_disclosure.licences",
        "active_disclosure.fees",
        "requests.recieved",
    ]
    assert refused.value.problems[0].place == "表二 · 行政许可 · 本年处理决定数量"


@pytest.mark.parametrize("year", [None, "2023", 2023.0, True])
def test_a_year_that_is_no_whole_number_is_refused(year: object) -> None:
    with pytest.raises(InvalidReport, match="年度"):
        parse({"agency": "甲镇人民政府", "year": year})


@pytest.mark.parametrize(
    ("values", "mend"),
    [
        ({"active_disclosure": {"licences": 12.0}}, "请写 12（类型是 float，程序里用 int() 转成整数）"),
        ({"active_disclosure": {"licences": "12"}}, "这是文字，不是数：请写 12，不加引号"),
        ({"active_disclosure": {"licences": float("nan")}}, "空白请写 null（Python 里写 None）"),
        ({"active_disclosure": {"licences": Decimal(12)}}, "请写 12（类型是 Decimal，程序里用 int() 转成整数）"),
        ({"active_disclosure": {"licences": "十二"}}, "请写 12"),
        ({"active_disclosure": {"licences": 12.5}}, None),
        ({"active_disclosure": {"licences": Decimal("Infinity")}}, None),
        ({"active_disclosure": {"licences": Decimal("sNaN")}}, "空白请写 null（Python 里写 None）"),
        ({"active_disclosure": {"licences": True}}, None),
        ({"active_disclosure": {"licences": "012"}}, "这是文字，不是数：请写 12，不加引号"),
        ({"active_disclosure": {"licences": "00"}}, "这是文字，不是数：请写 0，不加引号"),
        ({"year": "2023"}, "这是文字，不是数：请写 2023，不加引号"),
        ({"published": datetime(2024, 1, 3, 9, 30)}, "请只取日期，即 2024-01-03"),  # noqa: DTZ001 - as a database gives it
        ({"agency": {"name": "甲镇", "contact": {"postcode": 10000}}}, "类型是 int，请写成文字，号码开头的 0 不能少"),
        ({"agency": {"name": None}}, None),
        ({"year": 2020, "requests": Requests()}, "给的是 Requests，这里用 Requests2019"),
        ({"review_litigation": Requests()}, "给的是 Requests，这里用 ReviewLitigation"),
        ({"agency": {"name": ["甲镇"]}}, None),
        ({"summary": {"lead": "甲。\r\n\r\n乙。"}}, r"换行 \r\n 请换成 \n；每行各是一段的，换成 \n\n"),
        ({"summary": {"lead": "甲\0"}}, None),
        ({"summary": {"lead": 3}}, None),
    ],
)
def test_a_value_of_a_type_that_other_systems_hold_is_told_with_the_right_one(
    values: dict[str, Any], mend: str | None
) -> None:
    (problem,) = problems_of({**GOOD, **values})
    assert problem.mend == mend


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("甲\0", "summary.lead"),
        ({"body": "甲\0"}, "summary.lead.body"),
        ([{"kind": "paragraph", "text": "甲\0"}], "summary.lead.0.text"),
        ([{"kind": "heading", "level": 9, "text": "甲"}], "summary.lead.0.level"),
        ([{"kind": "table", "rows": [["甲"], ["乙", "丙"]]}], "summary.lead.0"),
        ({"heading": "甲\0", "body": ""}, "summary.lead.heading"),
    ],
)
def test_a_path_leads_to_the_value_in_what_was_given(part: object, path: str) -> None:
    (problem,) = problems_of({**GOOD, "summary": {"lead": part}})
    assert problem.path == path
    assert not re.search("[a-z]", problem.place or "")


def test_the_heading_of_a_part_in_a_list_is_no_kind_of_block() -> None:
    (problem,) = problems_of({**GOOD, "summary": {"parts": [{"heading": "甲\0", "body": ""}]}})
    assert problem.path == "summary.parts.0.heading"


@pytest.mark.parametrize("value", [3, 0.5, True, "文字".encode()])
def test_what_is_no_text_is_told_that_text_belongs_there(value: object) -> None:
    (problem,) = problems_of({**GOOD, "summary": {"lead": value}})
    assert problem.message == "应是文字，或文字块的列表"
    for place in ({"preamble": {"text": "文字"}}, {"requests": {"before": {"text": "文字"}}}):
        (problem,) = problems_of({**GOOD, **place})
        assert problem.message == "应是文字，或文字块的列表"


def test_a_report_that_somebody_tries_to_change_is_told_in_chinese_too() -> None:
    with pytest.raises(InvalidReport, match="年度：对象不能改，请用 replace"), gk_errors():
        parse({**GOOD}).year = 2024


def test_paragraphs_as_a_list_of_texts_are_told_how_they_are_written() -> None:
    (problem,) = problems_of({**GOOD, "summary": {"lead": ["甲。"]}})
    assert "'kind': 'paragraph'" in (problem.mend or "")
    assert "空一行" in (problem.mend or "")


def test_the_words_that_a_value_may_be_are_listed_as_chinese_lists_them() -> None:
    with pytest.raises(InvalidReport, match="机关 · 层级：只能是state、province、prefecture、county、township。"):
        parse({"agency": {"name": "甲镇", "level": "镇级"}, "year": 2024})


def told(make: Any) -> list[str | None]:
    with pytest.raises(InvalidReport) as refused, gk_errors():
        make()
    assert all(problem.place for problem in refused.value.problems)
    return [problem.path for problem in refused.value.problems]


def test_a_key_that_names_no_figure_hides_no_other_problem_and_is_its_own_path() -> None:
    figures: Any = {
        "requests.recieved.natural_person": 1, "规章": 2, "active_disclosure.fees": 0.1, "行政许可": -1,
        "active_disclosure.licences": 3,
    }  # fmt: skip
    year: Any = "x"
    assert told(lambda: AnnualReport.from_figures(figures, agency="", year=year, sumary="一句。")) == [
        "requests.recieved.natural_person",
        "规章",
        "active_disclosure.licences",
        "agency.name",
        "year",
        "active_disclosure.licences",
        "active_disclosure.fees",
        "sumary",
    ]


@pytest.mark.parametrize(
    ("values", "paths"),
    [
        ({"year": "2023", "agency": "", "summry": 1}, ["year", "agency.name", "summry"]),
        ({"agency": "甲镇"}, ["year"]),
        ({"year": 2018, "agency": ""}, ["year", "agency.name"]),
        ({"year": 2023, "edition": "2020", "agency": ""}, ["edition", "agency.name"]),
        ({"year": "二〇二〇", "requests": {"outcomes": {"other_handling": {"natural_person": 1}}}}, ["year", "agency"]),
        ({"机关": "甲镇", "年度": 2023}, ["year", "agency", "机关", "年度"]),
        (
            {"year": 2023, "agency": "甲镇", "summary": {"lead": 3, "on_request": {"body": 5}, "platform": "甲"}},
            ["summary.lead", "summary.on_request.body"],
        ),
        ({"year": 2023, "agency": "甲镇", "problems": {"measures": ["甲。"]}}, ["problems.measures.0"]),
        ({"year": 2023, "agency": "甲镇", "accepted": [{"code": "GK402", "reason": ""}]}, ["accepted.0.reason"]),
    ],
)
def test_a_year_edition_or_part_that_does_not_fit_is_told_by_path_beside_the_rest(
    values: dict[str, Any], paths: list[str]
) -> None:
    assert told(lambda: parse(values)) == paths
    assert not any("Value" in problem.message for problem in problems_of(values))


def test_zeros_tell_every_unknown_name_then_every_value_that_does_not_fit_with_its_row() -> None:
    rows: Any = {"received": {"natural_persn": 3}, "outcomes": {"grantd": {}, "granted": {"busines": -3}}}
    assert told(lambda: Requests.zeros(**rows)) == [
        "received.natural_persn",
        "outcomes.grantd",
        "outcomes.granted.busines",
    ]
    values: Any = {"received": 3, "outcomes": {"granted": {"business": -3}}}
    assert told(lambda: Requests.zeros(**values)) == ["received", "outcomes.granted.business"]


@pytest.mark.parametrize(
    ("make", "place"),
    [
        (lambda: Requests(received=ANY(natural_person=-1)), "表三 · 一、本年新收政府信息公开申请数量 · 自然人"),
        (lambda: ReviewLitigation(reconsideration=ANY(upheld=-1)), "表四 · 行政复议 · 结果维持"),
        (lambda: ActiveDisclosure(rules=ANY(issued=-1)), "表二 · 规章 · 本年制发件数"),
        (lambda: Outcomes(granted=ANY(business=-1)), "表三 · 三（一）予以公开 · 商业企业"),
        (lambda: ByApplicant(business=-1), "商业企业"),
        (lambda: CaseResults(upheld=-1), "结果维持"),
        (lambda: DocumentCounts(issued=-1), "本年制发件数"),
        (lambda: Agency(name=""), "机关 · 名称"),
        (lambda: Summary(lead=ANY(body=3)), "一、总体情况 · 开头 · 正文"),
    ],
)
def test_a_part_alone_names_its_table_only_where_reports_have_it_in_one_place(make: Any, place: str) -> None:
    with pytest.raises(InvalidReport) as refused, gk_errors():
        make()
    assert refused.value.problems[0].place == place


def test_a_name_that_is_no_text_is_told_itself_wherever_it_stands() -> None:
    number: Any = 7
    for values, path in (({**GOOD, number: ""}, None), ({**GOOD, "agency": {"name": "甲", number: ""}}, "agency")):
        (problem,) = problems_of(values)
        assert (problem.message, problem.found, problem.path) == ("名称不是文字", "7", path)
        assert "第" not in str(problem)


@pytest.mark.parametrize("year", [23, -1, 0, 1998])
def test_a_year_before_the_forms_is_told_the_first_of_them(year: int) -> None:
    (problem,) = problems_of({**GOOD, "year": year})
    assert str(problem).startswith("年度：2018年及以前的年度报告用的是更早的格式，只支持2019年及以后。")
