"""Words by which another body is known are data: each is shown in the sentence beside it, told or left in peace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.checks.small import small

import gk_docs
from gk_docs.checks.bodies.called_ours import CALLED_OURS, called_ours
from gk_docs.checks.bodies.names import BODY_WORDS
from gk_docs.checks.bodies.standing import STANDINGS, of_other_standing
from gk_docs.checks.evidence.body_frames import FRAMES
from gk_docs.form.agency import Agency

if TYPE_CHECKING:
    from gk_docs.checks.text.entries import LexiconEntry

AGENCIES = {
    "镇": "青山县临河镇人民政府",
    "局": "青山县教育局",
    "司": "青山县自来水有限公司",
    "县": "青山县人民政府",
}


def is_told(text: str, kind: str) -> bool:
    report = small(agency=AGENCIES[kind], summary={"management": text})
    return bool(gk_docs.check(report, select=["GK602"]))


@pytest.mark.parametrize("entry", BODY_WORDS, ids=lambda entry: f"{entry.kind} {entry.value}")
def test_each_word_does_in_its_sentence_what_its_sort_says(entry: LexiconEntry) -> None:
    kind, sign = entry.value[0], entry.value[1]
    shown = {word: entry.example.replace(entry.words[0], word, 1) for word in entry.words}
    assert entry.words[0] in entry.example
    assert [text for text in shown.values() if is_told(text, kind) != (sign == "+")] == []


@pytest.mark.parametrize("entry", BODY_WORDS, ids=lambda entry: f"{entry.kind} {entry.value}")
def test_with_another_word_a_sentence_is_judged_the_other_way(entry: LexiconEntry) -> None:
    kind, sign, other = entry.value[0], entry.value[1], entry.value[2:]
    assert is_told(entry.example.replace(entry.words[0], other, 1), kind) == (sign == "-")


@pytest.mark.parametrize(("example", "frame"), [(example, frame) for _, example, frame in FRAMES])
def test_a_frame_fits_the_text_beside_it(example: str, frame: str) -> None:
    assert re.search(frame, example)


OTHERS = {
    "镇": ("青山县临河镇人民政府", "临河镇"),
    "街": ("青山区临河街道办事处", "临河街道"),
    "局": ("青山县教育局", "县教育局"),
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("局", "全镇上下高度重视政府信息公开工作。"),
        ("局", "在乡党委的领导下，公开工作有序开展。"),
        ("局", "全年通过青云县教育局网站发布信息310条。"),
        ("局", "作为县水利行政主管部门，我局及时公开汛情。"),
        ("局", "我局将加大公路养护、客货运输等本职领域信息的公开力度。"),
        ("局", "申请人可向青山县民政局办公室提交申请表，由本局统一登记。"),
        ("局", "充分发挥青云县政府门户网站第一平台作用。"),
        ("局", "我局对所辖各水库信息公开情况开展督查。"),
        ("局", "我局作为全县水利行业主管部门，及时公开汛情。"),
        ("局", "区教育局在门户网站开设专题。"),
        ("局", "县卫生健康局在县委、县政府的领导下，扎实推进本局政府信息公开工作。"),
        ("镇", "临河镇党工委、办事处把政务公开列入督查事项。"),
        ("局", "成立以镇长为组长的政务公开领导小组。"),
        ("局", "政务公开纳入考核，由乡纪委按季抽查。"),
        ("局", "重点公开河道采砂、水库除险等本局主要业务信息。"),
        ("镇", "青山县交通运输局按照条例要求，认真编制并公布本机关年度报告。"),
        ("镇", "在青云县委、县政府领导下，公开工作稳步推进。"),
        ("街", "镇党政办公室负责信息发布前的保密审查。"),
        ("街", "局办公室对科室公开情况逐月通报。"),
        ("街", "依托青云区政府网站发布信息310条。"),
        ("街", "我镇村级公开仍是薄弱环节，少数村公开不及时，已安排整改。"),
        ("街", "在县委正确领导下，街道公开工作不断进步。"),
        ("街", "新城街道办事处的依申请公开受理窗口设在一楼大厅。"),
        ("镇", "青云县临河镇坚持公开为民。"),
        ("镇", "街道主动公开信息426条。"),
        ("镇", "作为公安主管部门，我镇及时公开警情。"),
    ],
)
def test_what_only_another_body_can_say_of_itself_is_told(kind: str, text: str) -> None:
    name, short = OTHERS[kind]
    agency = Agency(name=name, short_name=short, region=name[:3])
    assert gk_docs.check(small(agency=agency, summary={"management": text}), select=["GK602"])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("局", "松山镇全镇通客车信息一并公布，由镇政府张贴、我局提供内容。"),
        ("局", "我局对所辖各学校开展督查，公告栏发与本校有关的内容。"),
        ("局", "乡镇党委、政府与学校共同公示营养餐供应商。"),
        ("局", "2件申请涉及县教育局与学校的往来文件。"),
        ("局", "作为县教育行政主管部门，我局公开招生信息。"),
        ("局", "登录青山县人民政府网站即可查阅本局信息，可向青山县教育局提交申请，由本局登记。"),
        ("街", "邮寄地址：青山区东关路街道办事处一楼，街道党政综合办负责审核。"),
        ("街", "2023年度青山区临河街道公开工作在区委、区政府领导下开展，城镇医保政策一并公开。"),
        ("镇", "最远的村距镇政府28公里，村离镇政府更近的设公开栏，县有政务公开办，中有镇人大。"),
        ("镇", "配合县教育局、县水利局公示名单，与松山镇互相推荐。"),
    ],
)
def test_but_what_is_said_of_others_or_of_a_place_is_left_in_peace(kind: str, text: str) -> None:
    name, short = OTHERS[kind]
    agency = Agency(name=name, short_name=short, region=name[:3])
    assert gk_docs.check(small(agency=agency, summary={"management": text}), select=["GK602"]) == []


@pytest.mark.parametrize(("sort", "example", "pattern"), STANDINGS, ids=[sort for sort, _, _ in STANDINGS])
def test_the_example_of_another_standing_is_told_and_its_own_is_not(sort: str, example: str, pattern: str) -> None:
    own = {
        "长": "甲市乙区人民政府",
        "名次": "青山县临河镇人民政府",
        "系统": "甲市自然资源局",
        "下属": "甲市卫生健康局",
        "上级": "青山县教育局",
    }
    kind = {"长": "政府", "名次": "镇"}.get(sort, "局")
    other = Agency(name="青山县临河镇人民政府" if sort in ("长", "上级") else "青山县教育局")
    assert re.search(pattern, example)
    assert list(of_other_standing(example, other, "镇" if sort in ("长", "上级") else "局"))
    assert not list(of_other_standing(example, Agency(name=own[sort]), kind))


@pytest.mark.parametrize(("example", "pattern"), CALLED_OURS)
def test_the_example_of_another_name_for_the_body_itself_is_told_and_its_own_is_not(example: str, pattern: str) -> None:
    assert re.search(pattern, example)
    assert list(called_ours(example, Agency(name="青山县临河镇人民政府"), "镇"))
    assert not list(called_ours(example, Agency(name="青山县石桥镇人民政府"), "镇"))
