"""A title breaks at meaning, in lines that fit and balance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.reports import town

from gk_docs.document.title import WIDEST, drawn, title_lines

REPORT = "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("agency", "lines"),
    [
        ("甲局", [f"甲局{REPORT}"]),
        ("甲县某局", [f"甲县某局{REPORT}"]),
        ("丙县教育局", ["丙县教育局", REPORT]),
        ("甲ABC局", ["甲ABC局", REPORT]),
        ("西集镇人民政府", ["西集镇人民政府", REPORT]),
        (
            "甲省乙市丙区人民政府办公室政府信息与政务公开科",
            ["甲省乙市丙区人民政府", "办公室政府信息与政务公开科", REPORT],
        ),
        (
            "甲县人力资源和社会保障局（甲县退役军人事务局、甲县劳动保障监察综合行政执法大队）",
            ["甲县人力资源和社会保障局", "（甲县退役军人事务局、", "甲县劳动保障监察综合行政执法大队）", REPORT],
        ),
        ("中国（某某）自由贸易试验区某某片区管理委员会", ["中国（某某）自由贸易试验区", "某某片区管理委员会", REPORT]),
        ("甲" * 60, ["甲" * 20, "甲" * 20, "甲" * 20, REPORT]),
        ("中国" * 12, ["中国" * 6, "中国" * 6, REPORT]),
    ],
)
def test_a_title_breaks_after_the_body_and_long_names_in_balance(agency: str, lines: list[str]) -> None:
    assert list(title_lines(town(agency=agency))) == lines


def test_a_title_of_its_own_breaks_before_the_year() -> None:
    title = f"关于甲县乙镇人民政府本级机关{REPORT}"
    assert title_lines(town(title=title)) == ("关于甲县乙镇人民政府本级机关", REPORT)


def test_printed_lines_are_kept_and_no_title_has_no_line() -> None:
    assert title_lines(town(printed={"title": ("甲", "乙")})) == ("甲", "乙")
    assert title_lines(town(title=None)) == ()


@settings(deadline=None)
@given(st.text(st.sampled_from("甲省市县镇人民政府办公室2023年报告 A，"), min_size=1, max_size=90))
def test_lines_put_together_are_the_title_and_each_fits(title: str) -> None:
    lines = title_lines(town(title=title))
    assert "".join(lines) == title.strip()
    assert all(0 < drawn(line) <= WIDEST for line in lines)


@pytest.mark.parametrize("length", range(2, 31))
@pytest.mark.parametrize(
    "name",
    [
        "青山县人力资源和社会保障局劳动保障监察综合行政执法大队办公室",
        "甲自治区乙盟丙旗人民政府政务服务和数据管理局（丙旗行政审批局）",
        "上海市浦东新区人民政府陆家嘴街道办事处党政办公室信息公开专班",
    ],
)
def test_no_line_of_a_title_is_left_with_a_character_or_two(name: str, length: int) -> None:
    lines = title_lines(town(agency=name[: length - 1] + "局"))
    assert all(len(line) > 2 for line in lines)
    assert not any(line.startswith(("、", "）", "，")) for line in lines)


def test_a_name_of_any_length_is_broken_without_delay() -> None:
    lines = title_lines(town(agency="甲" * 20_000))
    assert "".join(lines) == "甲" * 20_000 + REPORT
    assert max(map(drawn, lines)) <= WIDEST
