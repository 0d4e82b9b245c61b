"""Whatever stands in a text, the checks read it to its end: numbers that are none, wholes of 0, torn sentences."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pytest
from benchmarks.judged import judged_in, last_year, usual, with_sentence
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import EXAMPLES

from gk_docs import regex as re
from gk_docs.checks import check

BASE, LAST = usual(), last_year()
CLAUSES = sorted(
    {
        clause
        for one in judged_in(Path(__file__).parent / "judged")
        for clause in re.split("(?<=[，。；：、（）])", one.text)
        if clause
    }
)
NUMBERS = ["0", "1", "3", "38", "2023", "三一", "六十二一", "十二", "两百三", "万", "9" * 40, "0." + "3" * 30, ""]
_NUMBER = re.compile("[0-9]+|[一二三四五六七八九十两]+")


def are_read(text: str, part: str = "on_request") -> bool:
    findings = check(with_sentence(BASE, part, text), previous=LAST)
    return all(finding.code and finding.message for finding in findings)


@pytest.mark.parametrize(
    "text",
    [
        "接听咨询电话87通；当场答复59通，转办21通，余下9通限时回复。",  # a counter that nothing else has
        "培训于十二月三一日举行，六月二八号补课。",  # digits one by one, where a day stands
        "根据《中华人民共和国政府信息公开条例》第六十二一条的规定，编制本报告。",  # no number at all
        "予以公开0件，公开件占13.2%。",
        "收回有效问卷0份，其中满意1份，满意率7.4%。",
        "文中分为一二个部分。存在三一个问题：一是，二是。",
    ],
)
def test_numbers_that_are_none_and_wholes_of_nothing_stop_no_check(text: str) -> None:
    assert are_read(text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=12),
    st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=8),
    st.sampled_from(["on_request", "active_disclosure", "management", "oversight", "problems", "other_matters"]),
)
def test_no_mix_of_clauses_and_numbers_stops_a_check(clauses: list[str], numbers: list[str], part: str) -> None:
    others = cycle(numbers)
    assert are_read(_NUMBER.sub(lambda _: next(others), "".join(clauses)), part)
    assert are_read("".join(clauses), part)
