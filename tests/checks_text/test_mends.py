"""A mend changes the faulty characters of an authored file and nothing else; what is not certain is refused."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import EXAMPLES

import gk_docs as gk
from gk_docs.authored.edits import YamlSource
from gk_docs.batch.mending import Mended, mend_of, mended, reads_as_report
from gk_docs.checks import check

SOURCE = (Path(__file__).parents[2] / "fixtures/townships/linhe_2024.yaml").read_text(encoding="utf-8")


def mend(source: str, *select: str, unsafe: bool = False) -> Mended:
    reading = gk.read(source.encode(), name="临河镇2024.yaml")
    findings = check(reading, select=select or ("GK304", "GK604", "GK606", "GK607", "GK611"))
    name = "临河镇2024.yaml"
    own = YamlSource(source.encode(), Path(name), reading.lines, partial(reads_as_report, name=name))
    return mended(own, reading, findings, unsafe=unsafe, name=name)[0]


def changed(before: str, after: str) -> list[tuple[str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [(before[a:b], after[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("财政预决算4条，重大", "财政预决算4条,重大"),
        ("结转下年度{{", "结转下年度:{{"),
        ("1.个别答复书", "1、个别答复书"),
        ("全年没有因", "（国办公开办函〔2021〕30号）全年没有因"),
    ],
)
def test_only_the_faulty_characters_change(right: str, wrong: str) -> None:
    wrong = wrong.replace("〔2021〕", "[2021]")
    source = SOURCE.replace(right, wrong)
    result = mend(source)
    pieces = changed(source, result.text)
    assert len(result.applied) == 1
    assert sum(len(old) for old, _ in pieces) <= 2
    assert "{{ requests.received.total }}" in result.text
    assert result.text.count("#") == source.count("#")


def test_a_clean_file_stays_as_it_is() -> None:
    result = mend(SOURCE)
    assert (result.text, result.diff, result.applied) == (SOURCE, "", ())


@pytest.mark.parametrize(
    "right",
    [
        "3、4月份公开12条。",
        "12、13日举办活动。",
        "（一）、（二）项均已公开。",
        "①、②项已公开。",
        "5、60人参加培训。",
        "1、1月组织培训。",
    ],
)
def test_numbers_that_begin_a_sentence_are_no_mark_that_is_mended(right: str) -> None:
    source = SOURCE.replace("全年没有因", f"{right}\n\n    全年没有因")
    assert right in source
    assert mend(source).text == source


def test_a_list_has_all_its_marks_mended_or_none() -> None:
    def listed(*items: str) -> str:
        return SOURCE.replace("全年没有因", "\n\n    ".join([*items, "全年没有因"]))

    whole = ["1、制度不够细。", "2、人员不够多。", "（一）其他", "1、平台不够快。"]
    assert mend(listed(*whole)).text == listed(*(item.replace("、", ".") for item in whole))
    half = ["1、制度不够细。", "2、60人参加培训。", "3、平台不够快。"]
    assert mend(listed(*half)).text == listed(*half)
    told = check(gk.read(listed(*half).encode(), name="临河镇2024.yaml"), select=["GK606"])
    assert [finding.found for finding in told] == ["1、"]


def test_a_total_whose_parts_nothing_proves_waits_for_unsafe_fixes_and_says_why() -> None:
    line = "行政复议: {结果维持: 2, 结果纠正: 1, 尚未审结: 1, 其余: 0}"
    source = SOURCE.replace(line, line.replace("其余: 0}", "总计: 7, 其余: 0}  # 核对过"))
    assert mend(source).text == source
    [(finding, why)] = mend(source).refused
    assert (finding.code, "差错也可能在其中一格" in why) == ("GK304", True)
    result = mend(source, unsafe=True)
    assert changed(source, result.text) == [("7", "4")]
    assert "# 核对过" in result.diff


def test_the_diff_names_the_file_and_shows_the_line() -> None:
    result = mend(SOURCE.replace("4条，重大", "4条,重大"))
    assert "--- 临河镇2024.yaml" in result.diff
    assert [line[:1] for line in result.diff.splitlines() if line[:1] in "+-" and "条" in line] == ["-", "+"]


def test_what_could_change_the_meaning_waits_for_unsafe_fixes() -> None:
    source = SOURCE.replace("全年没有因", "投入9～16亿元，全年没有因")
    assert mend(source).text == source
    assert "9亿～16亿元，" in mend(source, unsafe=True).text


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("全年没有因", "{{ '甲,乙' }}全年没有因"),
        ("行政许可: 126", '行政许可: 126\n  表后文字: "条目\\u002c其余见网站"'),
    ],
    ids=["an expression", "an escape in quotes"],
)
def test_what_is_not_typed_as_it_reads_is_refused_and_said(right: str, wrong: str) -> None:
    source = SOURCE.replace(right, wrong)
    result = mend(source)
    assert result.text == source
    assert [(finding.code, why) for finding, why in result.refused] == [
        ("GK607", "在文件中找不到确定的位置，请手工修改")
    ]


def test_a_place_that_occurs_twice_is_found_by_the_words_around_it() -> None:
    source = SOURCE.replace("4条，重大项目37条，社会", "4条,重大项目37条,社会")
    result = mend(source)
    assert len(result.applied) == 2
    assert "4条，重大项目37条，社会" in result.text


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("详见http://www.example.gov.cn(县政府网站)。", "详见http://www.example.gov.cn（县政府网站）。"),
        ("(见http://www.example.gov.cn)。", "（见http://www.example.gov.cn）。"),
        ("邮箱a@example.cn(工作日)。", "邮箱a@example.cn（工作日）。"),
        ("第(3)项、附件(A)，(见附件1)。", "第（3）项、附件（A），（见附件1）。"),
        ("(一家(二家)三家)。", "（一家（二家）三家）。"),
        ("网址http://www.example.gov.cn/a(乙)。", "网址http://www.example.gov.cn/a（乙）。"),
        ("网址http://www.example.gov.cn/a(b)甲。", "网址http://www.example.gov.cn/a(b)甲。"),
        ('“临河发布"公众号。', "“临河发布”公众号。"),
        ('办好"临河发布"公众号。', "办好“临河发布”公众号。"),
    ],
)
def test_the_two_marks_of_a_pair_are_mended_alike(wrong: str, right: str) -> None:
    assert gk.mend(
        gk.AnnualReport(agency="甲镇", year=2023, problems={"lead": wrong}), select=["GK607"], unsafe=True
    ).report == (gk.AnnualReport(agency="甲镇", year=2023, problems={"lead": right}))


def test_a_total_that_no_cell_can_hold_is_not_written() -> None:
    most = 10**18 - 1
    source = SOURCE.replace("{结果维持: 2, 结果纠正: 1,", f"{{结果维持: {most}, 结果纠正: {most}, 总计: 7,")
    result = mend(source, "GK304", unsafe=True)
    assert source != SOURCE
    assert (result.text, result.applied) == (source, ())


def test_a_file_that_could_not_be_read_then_stays_as_it_is(tmp_path: Path) -> None:
    source = SOURCE.replace("名称: 青山县临河镇人民政府", '名称: "\u200b"').replace("4条，重大", "4条,重大")
    path = tmp_path / "临河镇2024.yaml"
    path.write_text(re.sub("(?m)^上年报告:.*$", "", source), encoding="utf-8")
    done = gk.mend(path)
    assert {finding.code for finding in done.applied} == {"GK607"}
    assert "GK612" in {finding.code for finding, why in done.refused if "读不出来" in why}
    assert gk.read(path).report.agency.name == "\u200b"


def test_only_problems_have_mends() -> None:
    reading = gk.read(SOURCE.replace("4条，重大", "4条,重大").encode(), name="a.yaml")
    findings = check(reading)
    assert [finding.code for finding in findings if mend_of(finding)] == ["GK607"]


@settings(max_examples=min(25, EXAMPLES), deadline=None)
@given(st.sets(st.integers(0, 30), max_size=5))
def test_any_commas_made_half_width_come_back(places: set[int]) -> None:
    """The file before the damage is the file after the mend."""
    spots = [at for at, char in enumerate(SOURCE) if char == "，" and "机关" not in SOURCE[at - 3 : at]]
    begins = SOURCE.index("总体情况")
    chosen = {spot for number, spot in enumerate(at for at in spots if at > begins) if number in places}
    source = "".join("," if at in chosen else char for at, char in enumerate(SOURCE))
    result = mend(source, "GK607")
    seen = [finding for finding in result.applied if finding.found == ","]
    assert result.text.count(",") == source.count(",") - len(seen)
    assert not result.refused
    assert all((old, new) == (",", "，") for old, new in changed(source, result.text))


LITERAL = """主动公开: |
    全年在县政府网站发布本镇信息412条，其中财政预决算4条，重大项目37条，社会救助106条，其他265条。"""
TYPED = {
    "literal, with the same words in comments": (
        "# 预决算4条,重大\n  主动公开: |  # 4条,重大\n    全年公开信息41条，其中预决算4条,重大项目37条。"
    ),
    "folded": "主动公开: >-\n    全年公开信息41条，其中预决算4条,\n    重大项目37条。",
    "double quotes with escapes": '主动公开: "全年\\u516c开\\"信息\\"41条，其中预决算4条,重大项目\\x337条。"',
    "double quotes over lines": '主动公开: "全年公开信息41条，\\\n      其中预决算4条,重大项目37条。"',
    "single quotes": "主动公开: '全年公开''信息''41条，其中预决算4条,重大项目37条。'",
    "plain over lines, with a comment": "主动公开: 全年公开信息41条，其中预决算4条,\n    重大项目37条。\n  # 4条,重大",
    "a list of paragraphs": "主动公开:\n    - 全年公开信息41条。\n    - 其中预决算4条,重大项目37条。",
    "a list in brackets": "主动公开: [全年公开信息41条。, '其中预决算4条,重大项目37条。']",
    "keeping the blank lines": "主动公开: |+\n    全年公开信息41条，其中预决算4条,重大项目37条。\n\n",
    "a tab before the mark": "主动公开: |\n    全年公开信息41条，其中预决算4条\t,重大项目37条。",
}


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_however_a_text_is_typed_the_faulty_character_alone_changes(typed: str) -> None:
    assert LITERAL in SOURCE
    source = SOURCE.replace(LITERAL, typed)
    result = mend(source, "GK607")
    assert (changed(source, result.text), result.refused) == ([(",", "，")], ())


@pytest.mark.parametrize("total", ["7", "'7'", '"7"', "７"])
def test_a_wrong_total_keeps_its_quotes(total: str) -> None:
    line = "行政复议: {结果维持: 2, 结果纠正: 1, 尚未审结: 1, 其余: 0}"
    source = SOURCE.replace(line, line.replace("其余", f"总计: {total}, 其余"))
    assert changed(source, mend(source, unsafe=True).text) == [(total.strip("'\""), "4")]


def test_the_same_fault_twice_is_mended_twice() -> None:
    source = SOURCE.replace("412条，其中财政预决算4条，重大", "412条。按时公开,及时更新。按时公开,及时更新。重大")
    assert changed(source, mend(source, "GK607").text) == [(",", "，"), (",", "，")]


def test_the_diff_of_a_file_without_a_last_line_end_is_one_that_patch_takes() -> None:
    source = (
        SOURCE.rstrip("\n")
        .replace("实际收取金额: 380}", "实际收取金额: 380}\n  政务公开工作创新情况: 办法,做法。")
        .rstrip()
    )
    lines = mend(source, "GK607").diff.splitlines()
    assert [line for line in lines if line.startswith("\\")] == ["\\ No newline at end of file"] * 2


def test_no_mend_is_offered_for_a_set_phrase_since_it_could_turn_the_sense() -> None:
    source = SOURCE.replace("全年没有因", "坚持公开是常态，公开是例外，全年没有因")
    [finding] = check(gk.read(source.encode(), name="a.yaml"), select=["GK610"])
    assert finding.expected == "公开是常态，不公开是例外"
    assert mend_of(finding) is None
