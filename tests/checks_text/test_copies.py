"""Copies from last year and between bodies: names masked, set phrases left out, thousands without all pairs."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING
from weakref import ref
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.checks.small import small
from tests.checks_text.towns import said
from tests.pace import within
from tests.strategies import EXAMPLES

from gk_docs.checks import Settings
from gk_docs.checks.copies import check_copies
from gk_docs.checks.copying.fingerprints import SHINGLE, WINDOW, fingerprints
from gk_docs.finding import Severity
from gk_docs.form.agency import Agency
from gk_docs.form.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.mark.parametrize(("own", "found"), [(9, []), (10, ["problems"]), (45, ["problems"]), (79, ["problems"])])
def test_a_short_section_five_word_for_word_last_years_is_found_from_ten_characters_of_its_own(
    own: int, found: list[str]
) -> None:
    words = "".join(prose(1).split("。"))[:own] + "，《中华人民共和国政府信息公开条例》，政府信息公开工作2023。"
    before = body("青山县临河镇人民政府", words, 2022, summary=prose(2))
    now = body("青山县临河镇人民政府", words, 2023, summary=prose(3))
    assert [finding.place.path for finding in said(now, "GK803", previous=before)] == found


def test_a_short_section_five_of_which_a_part_is_last_years_is_not_accused() -> None:
    before = body("青山县临河镇人民政府", prose(1)[:60], 2022, summary=prose(2))
    now = body("青山县临河镇人民政府", prose(1)[:40] + prose(5)[:20], 2023, summary=prose(3))
    assert said(now, "GK803", previous=before) == []


def test_two_towns_that_differ_by_the_name_alone_are_named_to_each_other() -> None:
    text = prose(7) + "{}镇将逐项整改，{}镇人民政府负总责。"
    first = body("青山县临河镇人民政府", text.format("临河", "临河"), summary=prose(8))
    second = body("青山县河湾镇人民政府", text.format("河湾", "河湾"), summary=prose(9))
    third = body("青山县石桥镇人民政府", prose(10), summary=prose(11))
    found = check_copies([first, second, third])
    assert [[finding.facts["other"] for finding in one] for one in found] == [
        ["青山县河湾镇人民政府"],
        ["青山县临河镇人民政府"],
        [],
    ]
    assert found[0][0].code == "GK802"
    assert found[0][0].facts["share"] == 100


def test_one_paragraph_that_five_towns_share_is_one_finding_each() -> None:
    towns = [
        body(f"青山县{name}镇人民政府", prose(7), summary=prose(number)) for number, name in enumerate("甲乙丙丁戊", 8)
    ]
    found = check_copies(towns)
    assert [len(one) for one in found] == [1] * 5
    assert found[0][0].facts["other"] == "青山县乙镇人民政府、青山县丙镇人民政府、青山县丁镇人民政府等4家"


def test_two_towns_of_one_short_name_are_compared_and_one_town_is_not_with_itself() -> None:
    first, second = (Agency(name=f"{county}县西集镇人民政府", short_name="西集镇") for county in "甲乙")
    again = Agency(name="西集镇人民政府", region="甲县")
    reports = [body("甲镇", prose(7)).replace(agency=agency) for agency in (first, second, again)]
    assert [len(one) > 0 for one in check_copies(reports[:2])] == [True, True]
    assert check_copies([reports[0], reports[2]]) == [[], []]


def test_a_few_changed_words_do_not_hide_a_copy() -> None:
    changed = prose(7).replace("及时", "迅速").replace("培训", "轮训")
    found = check_copies(
        [body("甲镇人民政府", prose(7), summary=prose(1)), body("乙镇人民政府", changed, summary=prose(2))]
    )
    assert all(found)


def test_reports_of_other_years_and_of_the_same_body_are_not_compared() -> None:
    text = prose(7)
    assert not any(check_copies([body("甲镇人民政府", text, 2022), body("乙镇人民政府", text, 2023)]))
    assert not any(check_copies([body("甲镇人民政府", text), body("甲镇人民政府", text)]))


def test_set_phrases_alone_are_no_copy() -> None:
    phrase = "坚持以公开为常态、不公开为例外，落实《中华人民共和国政府信息公开条例》，做到应公开尽公开。" * 3
    first, second = (
        body(name, phrase, summary=prose(seed)) for seed, name in enumerate(("甲镇人民政府", "乙镇人民政府"))
    )
    assert not any(check_copies([first, second]))


@pytest.mark.parametrize("count", [min(400, 5 * EXAMPLES)])
def test_hundreds_of_reports_are_compared_in_seconds_and_only_the_copies_are_found(count: int) -> None:
    reports = [body(f"第{number}镇人民政府", prose(number), summary=prose(number + 20_000)) for number in range(count)]
    reports.append(body("抄写镇人民政府", prose(17), summary=prose(99_999)))
    with within(20):
        found = check_copies(reports)
    assert [number for number, one in enumerate(found) if one] == [17, count]


def test_a_text_that_very_many_bodies_copied_is_found_in_each_of_them() -> None:
    reports = [body(f"第{number}镇人民政府", prose(7), summary=prose(number + 50)) for number in range(150)]
    found = check_copies(reports)
    assert {len(one) for one in found} == {1}
    assert {finding.place.path for one in found for finding in one} == {"problems.remaining"}


def test_a_copy_is_placed_at_the_longest_sentence_that_both_have() -> None:
    own, text = "本镇另有一句写得很长很长的自己的话。", prose(7)
    first, second = body("甲镇人民政府", own + text, summary=prose(1)), body("乙镇人民政府", text, summary=prose(2))
    [[finding], _] = check_copies([first, second])
    start, end = finding.place.span or (0, 0)
    assert own not in (first.problems.remaining or Prose()).text[start:end]
    assert end - start == max(len(sentence) + 1 for sentence in text.split("。"))


def test_two_towns_of_one_name_in_two_counties_are_two_bodies() -> None:
    text = prose(7)
    found = check_copies(
        [
            body("青山县临河镇人民政府", text, summary=prose(1)),
            body("白水县临河镇人民政府", text, summary=prose(2)),
        ]
    )
    assert all(found)


def test_each_report_is_told_as_its_settings_and_its_acceptances_want_it() -> None:
    text = prose(7)
    reason = {"code": "GK802", "path": "problems", "reason": "两镇合写"}
    reports = [
        small(agency=f"{name}镇人民政府", problems={"remaining": text}, accepted=[reason] if name == "丙" else [])
        for name in "甲乙丙"
    ]
    silent, grave = Settings(ignore=("GK8",)), Settings(severities={"GK802": Severity.ERROR})
    first, second, third = check_copies(reports, [silent, grave, Settings()])
    assert first == []
    assert {finding.severity for finding in second} == {Severity.ERROR}
    assert {finding.accepted for finding in third} == {"两镇合写"}


def test_only_extracts_are_kept_of_the_reports() -> None:
    alive: list[ref[object]] = []

    def one_by_one() -> Iterator[object]:
        for number in range(5):
            report = body(f"第{number}镇人民政府", prose(number))
            alive.append(ref(report))
            assert sum(one() is not None for one in alive) <= 2
            yield report

    assert len(check_copies(one_by_one())) == 5  # type: ignore[arg-type]  # reports, as a weak reference names them


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_a_run_as_long_as_a_window_shares_a_fingerprint(run: str, before: str, after: str) -> None:
    shared = fingerprints(run) & fingerprints(before + run + after)
    assert shared or len(run) < SHINGLE + WINDOW - 1


def test_a_short_section_five_with_a_word_changed_is_last_years() -> None:
    before = body(
        "青山县临河镇人民政府",
        "政策解读数量不足，质量不高。今后将建立解读与文件同步起草的制度。",
        2022,
        summary=prose(2),
    )
    now = body(
        "青山县临河镇人民政府",
        "政策解读数量不足、质量不高，今后将建立解读和文件同步起草的制度。",
        2023,
        summary=prose(3),
    )
    assert [finding.code for finding in said(now, "GK803", previous=before)] == ["GK803"]


@pytest.mark.parametrize(
    "text",
    [
        "一是公开栏位置偏僻、老人看不清；二是公开栏位置偏僻、老人看不清。",
        "党政办负责信息公开日常工作，各站所明确一名联络员报送信息。各站所明确一名联络员报送信息，党政办负责信息公开日常工作。",
    ],
)
def test_the_same_clause_again_in_one_part_is_found(text: str) -> None:
    assert said(small(summary={"management": text}), "GK608")


def test_but_a_clause_with_another_word_is_not_the_same() -> None:
    text = "3月公布了农村公路年度养护计划。9月又公布了农村公路年度养护计划的调整情况。"
    assert said(small(summary={"management": text}), "GK608") == []
