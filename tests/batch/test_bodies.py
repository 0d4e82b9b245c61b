"""Nobody is taken for another: who is who among bodies with hard names, whichever order they come in."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.strategies import EXAMPLES, names

import gk_docs
from gk_docs.batch.bodies import Bodies, Found, named_by
from gk_docs.form.agency import Agency
from gk_docs.form.identity import elsewhere, identity_of, in_several_regions, same_body, states_its_region

if TYPE_CHECKING:
    from random import Random

SOURCE = Path(gk_docs.__file__).parent

TOWNS = ("西集镇", "口镇", "河口镇", "城关镇", "城关街道", "城关乡", "东城街道", "市桥街道", "旧县镇", "新市镇")
BUREAUS = ("教育局", "水利局", "水务局", "市场监督管理局", "城市管理局", "管理局", "住房和城乡建设局", "卫生健康委员会")
ZONES = ("经济开发区管理委员会", "高新技术开发区管理委员会", "政府办公室", "人民政府")
REGIONS = ("丙市甲县", "丙市乙县", "丙市丁区", "丙市")
SHORT = {"城市管理局": "城管局", "卫生健康委员会": "卫健委", "经济开发区管理委员会": "开发区"}
SHORT |= {"高新技术开发区管理委员会": "开发区", "政府办公室": "政府办"}

ROSTER = [
    Agency(name=f"{region}{name}{'人民政府' if name[-1] in '镇乡' else '办事处' if name[-1] == '道' else ''}")
    for region in REGIONS
    for name in ((*TOWNS, *BUREAUS, *ZONES) if region != "丙市" else (*BUREAUS, *ZONES))
]
"""78 bodies of a city: three counties with towns and bureaus of the same names, and the city's own."""


def written(agency: Agency) -> list[tuple[Agency, bool]]:
    """The ways in which a body's name is written, and whether each can be of no other body of the roster."""
    region = next(one for one in REGIONS if agency.name.startswith(one))
    core = agency.name.removeprefix(region)
    county = region.removeprefix("丙市")
    bare = core.replace("人民政府", "") if core[-5:-4] in ("镇", "乡") else core.replace("街道办事处", "街道")
    other = core.replace("管理委员会", "管委会").replace("政府办公室", "人民政府办公室")
    sure = [Agency(name=f"{region}{one}") for one in (core, bare, other)]
    sure += [Agency(name=bare, region=region), Agency(name=f"{region}{core}", short_name=SHORT.get(core))]
    if county:
        sure += [Agency(name=f"{county}{bare}"), Agency(name=f"{county}{bare}", region="丙市")]
    sure += [Agency(name=region), Agency(name=county or region)] if core == "人民政府" else []
    vague = [Agency(name=one) for one in (core, bare, other) if one != "人民政府"]
    return [*((one, True) for one in sure), *((one, False) for one in vague)]


WRITTEN = [(agency, way, sure) for agency in ROSTER for way, sure in written(agency)]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.sampled_from(ROSTER), names(), names())
def test_a_body_is_the_one_of_its_bare_name_however_its_region_is_stated(body: Agency, region: str, other: str) -> None:
    placed = body.replace(region=region)
    assert same_body(body, placed)
    assert same_body(placed, body)
    assert Bodies([(placed, 1), (body.replace(name="丁湖镇人民政府", region=other), 2)]).of(body).first == 1


def test_no_two_bodies_of_a_roster_of_hard_names_are_one() -> None:
    alike = [(one.name, other.name) for one in ROSTER for other in ROSTER if one != other and same_body(one, other)]
    assert alike == []
    assert len({identity_of(agency).name for agency in ROSTER}) == len(ROSTER) == 78


def test_each_way_of_writing_a_name_finds_its_body_and_never_another() -> None:
    index = Bodies((agency, agency.name) for agency in ROSTER)
    found = [(agency.name, way, index.of(way), sure) for agency, way, sure in WRITTEN]
    assert [(name, way) for name, way, one, _ in found if one.first not in (name, None)] == []
    assert [(name, way) for name, way, one, sure in found if sure and one.all != (name,)] == []
    assert [(name, way) for name, way, one, sure in found if not sure and name not in (*one.rivals, one.first)] == []


def test_two_that_fit_are_both_named_and_neither_is_picked() -> None:
    index = Bodies((Agency(name=name), name) for name in ("甲县西集镇", "乙县西集镇", "丙县东镇"))
    assert index.of(Agency(name="西集镇人民政府")) == Found(rivals=("乙县西集镇", "甲县西集镇"))
    assert index.of(Agency(name="丁县西集镇")) == Found()
    vague = Bodies((Agency(name=name), name) for name in ("西集镇", "乙县西集镇"))
    assert vague.of(Agency(name="甲县西集镇")) == Found(rivals=("乙县西集镇", "西集镇"))
    assert vague.of(Agency(name="西集镇人民政府")) == Found(rivals=("乙县西集镇", "西集镇"))
    assert vague.of(Agency(name="乙县西集镇人民政府")).all == ("乙县西集镇",)


NAMES = st.builds(
    lambda region, name, short, field: Agency(
        name=name if field else f"{region}{name}", short_name=short, region=region or None if field else None
    ),
    st.sampled_from(("", "甲县", "乙县", "丙市", "丙市甲县", "甲县口", "口镇")),
    st.one_of(
        st.sampled_from((*TOWNS, *BUREAUS, *ZONES, *SHORT.values())),
        st.text("省市县区镇乡局口城", min_size=1, max_size=6),
    ),
    st.one_of(st.none(), st.sampled_from((*TOWNS, *SHORT.values()))),
    st.booleans(),
)


@settings(max_examples=min(200, EXAMPLES))
@given(NAMES, NAMES)
def test_the_rule_is_the_same_from_both_sides_and_true_of_itself(one: Agency, other: Agency) -> None:
    assert same_body(one, other) == same_body(other, one)
    assert same_body(one, one.replace(level="county"))
    if identity_of(one).name == identity_of(other).name:
        assert same_body(one, other)


@settings(max_examples=min(100, EXAMPLES))
@given(st.lists(NAMES, max_size=8, unique_by=lambda agency: agency.name), NAMES, st.randoms(use_true_random=False))
def test_whichever_order_they_come_in_the_same_is_found(bodies: list[Agency], wanted: Agency, dice: Random) -> None:
    found = Bodies((one, one.name) for one in bodies).of(wanted)
    dice.shuffle(bodies)
    again = Bodies((one, one.name) for one in bodies).of(wanted)
    assert (set(again.all), again.rivals) == (set(found.all), found.rivals)
    everybody = {one.name: one for one in bodies}
    assert all(same_body(everybody[name], wanted) for name in found.all)
    assert bool(found.all or found.rivals) == any(same_body(one, wanted) for one in bodies)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Agency(name="西集镇人民政府", region="甲县"), Agency(name="甲县西集镇人民政府")),
        (Agency(name="西集镇", region="山亭区"), Agency(name="枣庄市山亭区西集镇人民政府")),
        (Agency(name="城关街道办事处"), Agency(name="甲县城关街道")),
        (Agency(name="卫健委"), Agency(name="甲县卫生健康委员会", short_name="卫健委")),
        (Agency(name="县教育局"), Agency(name="丙市甲县教育局")),
        (Agency(name="市场监督管理局"), Agency(name="甲县市场监督管理局")),
        (Agency(name="市中区城管局"), Agency(name="枣庄市市中区城市管理局", short_name="城管局")),
        (Agency(name="甲_乙局"), Agency(name="甲/乙局")),
        (Agency(name="山亭区"), Agency(name="枣庄市山亭区人民政府")),
        (Agency(name="内蒙古自治区"), Agency(name="内蒙古自治区人民政府")),
        (Agency(name="甲县城关第12街道办"), Agency(name="甲县城关第十二街道办事处")),
        (Agency(name="第１中学"), Agency(name="甲县第一中学")),
    ],
)
def test_names_that_may_be_one_body(one: Agency, other: Agency) -> None:
    assert same_body(one, other)
    assert same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Agency(name="西集镇人民政府", region="甲县"), Agency(name="西集镇人民政府", region="乙县")),
        (Agency(name="甲县西集镇", short_name="西集镇"), Agency(name="乙县西集镇", short_name="西集镇")),
        (Agency(name="口镇人民政府"), Agency(name="河口镇人民政府")),
        (Agency(name="甲县西集乡人民政府"), Agency(name="甲县西集镇人民政府")),
        (Agency(name="甲县城关镇", short_name="城关"), Agency(name="甲县城关街道", short_name="城关")),
        (Agency(name="甲县人民政府"), Agency(name="甲县政府办", short_name="甲县政府")),
        (Agency(name="乙县卫健委"), Agency(name="甲县卫生健康委员会", short_name="卫健委")),
        (Agency(name="市教育局"), Agency(name="丙市甲县教育局")),
        (Agency(name="教育局", level="county"), Agency(name="丙市教育局", level="prefecture")),
        (Agency(name="甲县建设局"), Agency(name="甲县住房和城乡建设局")),
        (Agency(name="枣庄市城管局"), Agency(name="枣庄市市中区城市管理局", short_name="城管局")),
        (Agency(name="甲县"), Agency(name="甲县教育局")),
        (Agency(name="甲县"), Agency(name="丙市甲县政府办公室")),
        (Agency(name="甲市"), Agency(name="甲市乙区")),
        (Agency(name="桥街道"), Agency(name="番禺区市桥街道办事处")),
        (Agency(name="甲县第1中学"), Agency(name="甲县第十一中学")),
    ],
)
def test_names_that_are_two_bodies(one: Agency, other: Agency) -> None:
    assert not same_body(one, other)
    assert not same_body(other, one)


@pytest.mark.parametrize("name", ["县教育局", "市水利局", "区城管局", "社区矫正局"])
def test_a_name_that_begins_with_the_kind_of_its_region_states_no_region(name: str) -> None:
    bodies = [Agency(name=name), Agency(name="甲县西集镇")]
    assert [states_its_region(one) for one in bodies] == [False, True]
    assert not in_several_regions(bodies)


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ("丁县甲镇人民政府", "丙县人民政府"),
        ("甲市丁县水利局", "丙县人民政府"),
        ("朝阳区大屯街道办事处", "丙县人民政府"),
        ("国家税务总局丁县税务局", "丙县人民政府"),
        ("丁县第一中学", "丙县教育局"),
        ("市中区西集镇人民政府", "枣庄市山亭区人民政府"),
        ("杭州市上城区望江街道办事处", "杭州市西湖区人民政府"),
        ("济南市历城区教育局", "枣庄市人民政府"),
        ("河南省教育厅", "山东省人民政府"),
        ("翁牛特旗乌丹镇人民政府", "内蒙古自治区敖汉旗人民政府"),
    ],
)
def test_the_region_in_a_name_shows_that_a_body_is_elsewhere(body: str, whose: str) -> None:
    assert elsewhere(Agency(name=body), Agency(name=whose))
    assert elsewhere(Agency(name=body, region="丙县"), Agency(name=whose))
    assert not elsewhere(Agency(name=body), Agency(name=body))


@pytest.mark.parametrize(
    ("body", "whose"),
    [
        ("甲镇人民政府", "丙县人民政府"),
        ("甲市丙县甲镇人民政府", "丙县人民政府"),
        ("甲市水利局", "丙县人民政府"),
        ("甲省教育厅", "丙县人民政府"),
        ("甲市公安局丙县分局", "丙县人民政府"),
        ("国家税务总局丙县税务局", "丙县人民政府"),
        ("高新区舜华镇人民政府", "丙县人民政府"),
        ("红旗南路街道办事处", "丙县人民政府"),
        ("县教育局", "丙县人民政府"),
        ("市场监督管理局", "丙县人民政府"),
        ("山亭区人民政府", "枣庄市人民政府"),
        ("滕州市人民政府", "枣庄市人民政府"),
        ("枣庄市西集镇人民政府", "山亭区人民政府"),
        ("丙县甲镇人民政府", "丙区人民政府"),
        ("前郭县甲镇人民政府", "前郭尔罗斯蒙古族自治县人民政府"),
        ("恩施州咸丰县甲镇人民政府", "咸丰县人民政府"),
    ],
)
def test_but_not_where_it_may_lie_above_or_below(body: str, whose: str) -> None:
    assert not elsewhere(Agency(name=body), Agency(name=whose))


FILES = (
    "{}2024.yaml",
    "3.{}年报.docx",
    "{}2024年政府信息公开工作年度报告(1).pdf",
    "关于{}2024年度信息公开年报-终稿.wps",
)


@given(st.sampled_from(ROSTER), st.sampled_from(FILES))
def test_the_name_that_a_file_bears_is_its_body(agency: Agency, pattern: str) -> None:
    bears = named_by(pattern.format(agency.name))
    assert bears is not None
    assert identity_of(bears).name == identity_of(agency).name


SENT = {
    "丙县统计局": (
        "统计局年报扫描件.pdf",
        "丙县统计局年度报告扫描件.pdf",
        "统计局总结.pdf",
        "附件2：丙县统计局2024年报盖章版.pdf",
        "张某_统计局总结.pdf",
        "镇/统计局 年报 扫描.pdf",
        "关于报送丙县统计局年报的函.pdf",
        "政府信息公开年报（统计局）.pdf",
        "2024年报统计局.pdf",
        "丙县_统计局（盖章）扫描.pdf",
    ),
    "丙县人民政府办公室": ("丙县政府办年报扫描.pdf", "丙县人民政府办公室关于2024年工作的报告.pdf"),
    "丙县甲镇人民政府": ("甲镇政务公开总结.pdf", "丙县甲镇人民政府年报扫描件.pdf"),
    None: (
        "教育局第二幼儿园年报.pdf",
        "教育局和统计局年报.pdf",
        "统计局_教育局.pdf",
        "河口镇总结.pdf",
        "甲镇派出所总结.pdf",
        "丙县水利工程总结.pdf",
        "丁县统计局扫描件.pdf",
        "扫描件.pdf",
        "IMG_20250110.pdf",
    ),
}


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, files in SENT.items() for file in files])
def test_a_file_is_of_the_body_whose_name_it_has_whatever_else_it_says_and_not_of_one_within(
    name: str | None, file: str
) -> None:
    names = ("统计局", "教育局", "人民政府办公室", "甲镇人民政府", "口镇人民政府", "人民政府")
    assert Bodies((Agency(name=f"丙县{one}"), f"丙县{one}") for one in names).of_file(file).first == name


NAMES_WRITTEN = {
    "checks/claims/elsewhere.py",
    "checks/rules/body_names.py",
    "checks/bodies/names.py",
    "form/sentences.py",
}
"""Where a short name is looked for, or printed, in running text."""


NAMES_A_BODY = re.compile(r"agency\b|\.body\b|\.short_name|\bnormalise\(")
"""What stands in any code that compares two bodies; no other is parsed."""


def test_there_is_no_second_answer() -> None:
    """Nowhere else are names of bodies compared, made into keys, or short names looked at."""
    answers = {
        f"{name}: {ast.unparse(node)}"
        for file in SOURCE.rglob("*.py")
        if NAMES_A_BODY.search(text := file.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if (name := file.relative_to(SOURCE).as_posix()) != "form/identity.py"
        if _compares_bodies(node) or (_looks_at_a_short_name(node) and name not in NAMES_WRITTEN)
    }
    assert sorted(answers) == []


@pytest.mark.parametrize(
    "answer",
    [
        "normalise(one.agency.name)",
        "one.reading.report.agency.name == agency.name",
        "key(agency) == key(report.agency)",
        "next(one for one in compared if one.body == agency.name)",
        "one.agency.name.endswith(other.agency.name)",
        "stem in {name for name in (agency.name, agency.short_name) if name}",
    ],
)
def test_a_second_answer_would_be_seen(answer: str) -> None:
    assert any(_compares_bodies(node) or _looks_at_a_short_name(node) for node in ast.walk(ast.parse(answer)))


def _looks_at_a_short_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "short_name"


def _compares_bodies(node: ast.AST) -> bool:
    """Two bodies or their names compared, or what is made of them; a key made of one."""
    match node:
        case ast.Compare():
            return sum(map(_is_a_body, (node.left, *node.comparators))) > 1
        case ast.Call(func=ast.Attribute(value=value, attr="endswith" | "startswith"), args=args):
            return _is_a_body(value) and any(map(_is_a_body, args))
        case ast.Call(func=ast.Name(id="normalise"), args=args):
            return any(map(_is_a_body, args))
    return False


def _is_a_body(node: ast.AST) -> bool:
    text = ast.unparse(node).rstrip(")")
    return text.endswith(("agency", "agency.name", ".body"))
