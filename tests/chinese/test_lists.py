import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.lists import LEVELS, format_number, parse_number


@pytest.mark.parametrize("level", LEVELS)
def test_every_mark_that_is_written_is_read_back(level: int) -> None:
    for number in range(1, 1000):
        mark = format_number(level, number)
        assert parse_number(f"{mark}主动公开情况") == (level, number, mark, "主动公开情况")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、总体情况", (1, 1, "一、", "总体情况")),
        ("  一、 总体情况", (1, 1, "一、", "总体情况")),
        ("二．主动公开", (1, 2, "二．", "主动公开")),
        ("二、三公经费公开", (1, 2, "二、", "三公经费公开")),
        ("(一)主动公开", (2, 1, "(一)", "主动公开")),
        ("（十二)主动公开", (2, 12, "（十二)", "主动公开")),
        ("（一）、主动公开", (2, 1, "（一）、", "主动公开")),
        ("㈠主动公开", (2, 1, "㈠", "主动公开")),
        ("3、政府信息管理。", (3, 3, "3、", "政府信息管理。")),
        ("２．依申请公开", (3, 2, "２．", "依申请公开")),
        ("5.监督保障方面。", (3, 5, "5.", "监督保障方面。")),
        ("1.2023年，全镇", (3, 1, "1.", "2023年，全镇")),
        ("⒈概述", (3, 1, "⒈", "概述")),
        ("（1)概述", (4, 1, "（1)", "概述")),
        ("1）概述", (4, 1, "1）", "概述")),
        ("⑵概述", (4, 2, "⑵", "概述")),
        ("③概述", (4, 3, "③", "概述")),
        ("（六）", (2, 6, "（六）", "")),
        ("1、5月组织培训", (3, 1, "1、", "5月组织培训")),
        ("1、（1）概述", (3, 1, "1、", "（1）概述")),
        ("（一）1.概述", (2, 1, "（一）", "1.概述")),
    ],
)
def test_the_variants_of_real_reports_are_read(line: str, expected: tuple[int, int, str, str]) -> None:
    assert parse_number(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "一是健全机制",
        "第一，加强领导",
        "第一章 总则",
        "其一、加强",
        "一方面",
        "一、二季度共收到",
        "二、三级响应",
        "3、4月份组织培训2次",
        "12、13日举办活动",
        "3、5、7条",
        "（一）、（二）项均已公开",
        "（一），（三）类信息",
        "①、②项",
        "(1)、(2)、(3)项",
        "3.5万元",
        "2024.1.15",
        "2024、2025年",
        "277200、",
        "十百、",
        "0.概述",
        "10台电脑",
        "（三安全）",
        "(0632)8511104",
        "",
        "、",
    ],
)
def test_what_only_looks_like_a_mark_is_none(line: str) -> None:
    assert parse_number(line) is None


@given(st.text(alphabet="（一二十）、.1２① 甲\u3000", max_size=12))
def test_nothing_of_a_line_is_lost(line: str) -> None:
    numbered = parse_number(line)
    if numbered:
        assert "".join(line.split()) == "".join(f"{numbered.mark}{numbered.rest}".split())


@pytest.mark.parametrize(("level", "number"), [(0, 1), (5, 1), (1, 0), (3, -1)])
def test_a_level_or_number_that_does_not_exist_is_refused(level: int, number: int) -> None:
    with pytest.raises(ValueError, match="序号"):
        format_number(level, number)
