"""Copies from last year and between bodies: names masked, set phrases left out, thousands without all pairs."""

from __future__ import annotations

import re
from random import Random
from time import perf_counter
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from tests.checks.small import small
from tests.checks_text.towns import said

from gk_docs.checks.copies import copies

if TYPE_CHECKING:
    from gk_docs.form.y2021 import AnnualReport

WORDS = re.findall(
    "..",
    "镇上设立公开栏目群众查阅目录资料窗口人员培训开展更新网站每月定期村务财务安排流程图表解读发布内容及时"
    "准确规范审核登记台账责任分工领导会议研究部署检查督促整改提升质量服务便民大厅咨询答疑反馈意见收集",
)


def prose(seed: int, sentences: int = 14) -> str:
    rng = Random(seed)
    return "".join("".join(rng.choices(WORDS, k=rng.randint(8, 14))) + "。" for _ in range(sentences))


def body(name: str, problems: str, year: int = 2023, summary: str = "") -> AnnualReport:
    text = {"lead": summary or prose(crc32(name.encode()))}
    return small(agency=name, year=year, summary=text, problems={"remaining": problems})  # type: ignore[return-value]  # of 2021


def test_a_section_that_is_last_years_is_found() -> None:
    before = body("青山县临河镇人民政府", prose(1), 2022, summary=prose(2))
    now = body("青山县临河镇人民政府", prose(1).replace("2022", "2023"), 2023, summary=prose(3))
    assert [finding.place.path for finding in said(now, "GK803", previous=before)] == ["problems"]


def test_a_new_text_is_not_accused() -> None:
    before = body("青山县临河镇人民政府", prose(1), 2022, summary=prose(2))
    assert said(body("青山县临河镇人民政府", prose(4), summary=prose(3)), "GK803", previous=before) == []


def test_two_towns_that_differ_by_the_name_alone_are_named_to_each_other() -> None:
    text = prose(7) + "{}镇将逐项整改，{}镇人民政府负总责。"
    first = body("青山县临河镇人民政府", text.format("临河", "临河"), summary=prose(8))
    second = body("青山县河湾镇人民政府", text.format("河湾", "河湾"), summary=prose(9))
    third = body("青山县石桥镇人民政府", prose(10), summary=prose(11))
    found = copies([first, second, third])
    assert [[finding.facts["other"] for finding in one] for one in found] == [
        ["青山县河湾镇人民政府"],
        ["青山县临河镇人民政府"],
        [],
    ]
    assert found[0][0].code == "GK802"
    assert found[0][0].facts["share"] == 100


def test_a_few_changed_words_do_not_hide_a_copy() -> None:
    changed = prose(7).replace("及时", "迅速").replace("培训", "轮训")
    found = copies([body("甲镇人民政府", prose(7), summary=prose(1)), body("乙镇人民政府", changed, summary=prose(2))])
    assert all(found)


def test_reports_of_other_years_and_of_the_same_body_are_not_compared() -> None:
    text = prose(7)
    assert not any(copies([body("甲镇人民政府", text, 2022), body("乙镇人民政府", text, 2023)]))
    assert not any(copies([body("甲镇人民政府", text), body("甲镇人民政府", text)]))


def test_set_phrases_alone_are_no_copy() -> None:
    phrase = "坚持以公开为常态、不公开为例外，落实《中华人民共和国政府信息公开条例》，做到应公开尽公开。" * 3
    first, second = (
        body(name, phrase, summary=prose(seed)) for seed, name in enumerate(("甲镇人民政府", "乙镇人民政府"))
    )
    assert not any(copies([first, second]))


@pytest.mark.parametrize("count", [400])
def test_hundreds_of_reports_are_compared_in_seconds_and_only_the_copies_are_found(count: int) -> None:
    reports = [body(f"第{number}镇人民政府", prose(number), summary=prose(number + 20_000)) for number in range(count)]
    reports.append(body("抄写镇人民政府", prose(17), summary=prose(99_999)))
    begun = perf_counter()
    found = copies(reports)
    assert perf_counter() - begun < 20
    assert [number for number, one in enumerate(found) if one] == [17, count]
