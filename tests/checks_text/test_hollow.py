"""Section five names a problem and what is done about it, in whatever words."""

from __future__ import annotations

import pytest
from tests.checks_text.towns import said, town

from gk_docs.checks.text.hollow import HOLLOW, says_something


def told(text: str) -> list[str]:
    return [finding.message for finding in said(town(problems={"remaining": text}), "GK210")]


@pytest.mark.parametrize(
    "text",
    [
        "存在问题：工作中仍有一些薄弱环节。改进措施：针对问题逐步改进。",
        "存在问题：有待提高。改进措施：继续提高。",
        "我镇政务公开工作还有一些不足，下一步将继续努力。",
        "信息公开质量有待进一步提升，今后将切实加强工作。",
        "公开意识不强，工作力度不够，将进一步加大力度。",
    ],
)
def test_words_that_fit_any_office_name_no_problem(text: str) -> None:
    assert told(text) == ["没有写任何具体的问题。"]


@pytest.mark.parametrize(
    "text",
    [
        "公交线路调整信息发布滞后，乘客意见较大。",
        "存在问题：公开专区利用率不高，老人不会用自助机。改进措施：无。",
        "网站检查栏目长期空白，群众查不到。",
    ],
)
def test_an_act_in_the_clause_of_a_problem_is_no_measure(text: str) -> None:
    assert told(text) == ["只写了问题，没有写改进的措施。"]


@pytest.mark.parametrize(
    "text",
    [
        "三个社区的公开栏仍用旧目录。十月已统一换版，今后每季度末由党政办核对。",
        "招生划片图比例尺小、边界不清。明年改用电子地图，公布前请家长代表先看一遍。",
        "解读偏少。丰富形式，开设方言栏目。",
        "个别信息更新不够及时，已整改落实。",
        "公告栏破损，6月起逐村更换。",
        "听证公告登报后三天才上网。已规定当天同步。",
        "夜班司机看不到线路调整公告，现加发短信。",
        "方言字幕缺，观众留言看不懂，准备找两名大学生村官兼做字幕。",
        "机构调整后两个栏目断更，党政办补发信息26条，明确专人。",
    ],
)
def test_a_problem_of_ones_own_with_what_is_done_is_enough(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("example", "words"), HOLLOW, ids=[example for example, _ in HOLLOW])
def test_what_the_words_without_substance_are_shown_in_says_nothing(example: str, words: tuple[str, ...]) -> None:
    assert not says_something(example, ())
    assert any(word in example for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "按要求开展。",
        "情况良好。",
        "同上年。",
        "详见上级有关文件。",
        "平台建设按照上级部署扎实推进，各项工作有序开展，效果明显。",
    ],
)
def test_a_part_of_words_without_substance_is_told(text: str) -> None:
    assert [one.place.path for one in said(town(text, "platform"), "GK212")] == ["summary.platform"]


@pytest.mark.parametrize("text", ["网站专栏由专人维护。", "公文实行属性标注。", "发布2期。", "执行《信息公开办法》。"])
def test_but_a_short_part_that_names_something_is_enough(text: str) -> None:
    assert said(town(text, "platform"), "GK212") == []


def test_none_is_said_of_applications_where_nobody_applied() -> None:
    assert said(town("无。", figures={}), "GK212") == []
