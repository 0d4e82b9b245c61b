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
from gk_docs.form.editions import parse

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
        ({"active_disclosure": {"licences": 12.0}}, "类型是 float，请用 int() 转成整数"),
        ({"active_disclosure": {"licences": Decimal(12)}}, "类型是 Decimal，请用 int() 转成整数"),
        ({"active_disclosure": {"licences": "十二"}}, "请写 12"),
        ({"active_disclosure": {"licences": 12.5}}, None),
        ({"active_disclosure": {"licences": Decimal("Infinity")}}, None),
        ({"active_disclosure": {"licences": Decimal("sNaN")}}, None),
        ({"active_disclosure": {"licences": True}}, None),
        ({"year": "2023"}, "类型是 str，请用 int() 转成整数"),
        ({"published": datetime(2024, 1, 3, 9, 30)}, "请只取日期，即 2024-01-03"),  # noqa: DTZ001 - as a database gives it
        ({"agency": {"name": "甲镇", "contact": {"postcode": 10000}}}, "类型是 int，请写成文字，号码开头的 0 不能少"),
        ({"summary": {"lead": "甲。\r\n\r\n乙。"}}, r"换行 \r\n 请换成 \n；每行各是一段的，换成 \n\n"),
        ({"summary": {"lead": "甲\0"}}, None),
    ],
)
def test_a_value_of_a_type_that_other_systems_hold_is_told_with_the_right_one(
    values: dict[str, Any], mend: str | None
) -> None:
    (problem,) = problems_of({**GOOD, **values})
    assert problem.mend == mend


def test_paragraphs_as_a_list_of_texts_are_told_how_they_are_written() -> None:
    (problem,) = problems_of({**GOOD, "summary": {"lead": ["甲。"]}})
    assert "'kind': 'paragraph'" in (problem.mend or "")
    assert "空一行" in (problem.mend or "")


def test_the_words_that_a_value_may_be_are_listed_as_chinese_lists_them() -> None:
    with pytest.raises(InvalidReport, match="机关 · 层级：只能是state、province、prefecture、county、township。"):
        parse({"agency": {"name": "甲镇", "level": "镇级"}, "year": 2024})
