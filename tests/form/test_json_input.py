"""JSON is exact: nothing is evaluated, nothing filled in, every refusal in Chinese."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport
from gk_docs.formats import read

if TYPE_CHECKING:
    from gk_docs.errors import Problem

HEAD: dict[str, Any] = {"agency": "甲镇人民政府", "year": 2023}


def read_json(text: str) -> Any:
    return read(text.encode(), name="甲.json").report


def refusal(text: str) -> Problem:
    with pytest.raises(GkError) as caught:
        read_json(text)
    assert all(problem.file == "甲.json" for problem in caught.value.problems)
    return caught.value.problems[0]


def test_text_is_not_evaluated_and_counts_are_not_filled_in() -> None:
    report = read_json(json.dumps({**HEAD, "summary": {"lead": "{{ year }}"}}))
    assert report.summary.lead.text == "{{ year }}"
    assert report.requests.received.total is None


@pytest.mark.parametrize("amount", ['"1.50"', "1.50", "1"])
def test_money_is_exact_as_text_or_number(amount: str) -> None:
    report = read_json(f'{{"agency": "甲", "year": 2023, "active_disclosure": {{"fees": {amount}}}}}')
    assert report.active_disclosure.fees == Decimal(amount.strip('"'))


@pytest.mark.parametrize("amount", ["1e5", "0.1", "59237.2449"])
def test_no_number_goes_through_a_float(amount: str) -> None:
    report = read_json(f'{{"agency": "甲", "year": 2023, "active_disclosure": {{"fees": {amount}}}}}')
    assert report.active_disclosure.fees == Decimal(amount)


@pytest.mark.parametrize(
    "value",
    ["NaN", "Infinity", "-1", "1e999999", "1.1234567", "true", '"x"', "[]", "9" * 19, "9" * 5000, '"1e5"', '"１"'],
)
def test_what_is_no_amount_is_refused(value: str) -> None:
    assert refusal(f'{{"agency": "甲", "year": 2023, "active_disclosure": {{"fees": {value}}}}}').message


@pytest.mark.parametrize("value", ["1.0", '"1"', "true", "-1", "1e2"])
def test_a_count_is_a_whole_number_and_nothing_else(value: str) -> None:
    found = refusal(f'{{"agency": "甲", "year": 2023, "active_disclosure": {{"licences": {value}}}}}')
    assert found.path == "active_disclosure.licences"


def test_a_key_that_stands_twice_is_refused() -> None:
    assert refusal('{"agency": "甲", "year": 2023, "year": 2022}').found == "year"


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1,}',
        '{"a" 1}',
        "{a: 1}",
        '{"a": 1} x',
        '{"a": "',
        '{"a": "\n"}',
        '{"a": "\\q"}',
        '{"a": 1 "b": 2}',
        "",
        "{",
        "[1,",
    ],
)
def test_a_slip_has_its_line_and_a_chinese_sentence(text: str) -> None:
    found = refusal(f"\n{text}")
    assert found.line is not None
    assert found.line >= 2
    assert found.column is not None
    assert not found.message.isascii()


@pytest.mark.parametrize("text", ["[]", "1", '"x"', "null"])
def test_what_is_no_object_is_no_report(text: str) -> None:
    assert "对象" in refusal(text).message


@pytest.mark.parametrize("text", ["[" * 1_000_000, '{"a":' * 200_000, "9" * 10_000])
def test_what_is_made_to_exhaust_a_reader_is_refused(text: str) -> None:
    with pytest.raises(InvalidReport):
        read_json(text)


def test_all_misfits_come_at_once_with_the_forms_words() -> None:
    with pytest.raises(InvalidReport) as caught:
        read_json(json.dumps({**HEAD, "active_disclosure": {"licences": "x", "penalties": -1, "fines": 2}}))
    assert [problem.path for problem in caught.value.problems] == [
        "active_disclosure.licences",
        "active_disclosure.penalties",
        "active_disclosure.fines",
    ]
    assert caught.value.problems[0].place == "表二 · 行政许可 · 本年处理决定数量"


def test_a_record_of_something_else_is_no_report() -> None:
    for text in ('{"bodies": [], "problems": []}', "[]"):
        with pytest.raises(NotAnAnnualReport, match="不是年度报告"):
            read_json(text)
