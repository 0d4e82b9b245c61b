"""Years, bodies, citations, titles, numbering, punctuation, set phrases and the style of numbers."""

from __future__ import annotations

import json

import pytest
from tests.checks.small import small
from tests.checks_text.towns import said, told, town

from gk_docs.checks import check
from gk_docs.checks.habits import each_of
from gk_docs.finding import Severity
from gk_docs.form.agency import Agency, Kind
from gk_docs.form.identity import NO_NAME


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2022年，我镇主动公开政府信息66条。", "2022"),
        ("2022年共收到申请3件。", "2022"),
        ("2022年，临河镇高度重视政府信息公开工作。", "2022"),
        ("全镇2022年主动公开信息120条。", "2022"),
        ("2024年，我镇共公开信息66条。", "2024"),
        ("2021年度，本机关未收到投诉。", "2021"),
        ("2022年全年发布信息66条。", "2022"),
        ("截至2022年12月31日，公开信息66条。", "2022"),
    ],
)
def test_another_year_where_the_text_tells_of_the_years_work_is_found(text: str, year: str) -> None:
    assert told(text, "GK601", part="active_disclosure") == [("GK601", year)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我镇主动公开政府信息66条。",
        "2022年公开60条，2023年公开66条。",
        "公开信息66条，较2022年增长10%。",
        "根据国办公开办函〔2021〕30号编制。",
        "落实《青山县2021—2025年法治建设规划》，完善制度。",
        "公开2022年度部门决算和2023年度部门预算。",
        "针对2022年存在的问题逐项整改。",
        "自2019年以来，我镇坚持开展开放日活动。",
        "2024年，我镇将继续完善目录。",
        "2024年计划开展培训4次。",
        "2022年6月印发的管理办法继续执行。",
        "在2022年全县考核中获评优秀。",
        "“2022年度优秀单位”称号授予本镇。",
    ],
)
def test_another_year_in_its_place_is_not_accused(text: str) -> None:
    assert told(text, "GK601", part="active_disclosure") == []


@pytest.mark.parametrize(
    "text",
    [
        "2022年新收政府信息公开申请38件。",
        "2022年办结37件，结转4件。",
        "其中2022年新收38件。",
        "上年结转3件，2022年新收38件，均按期答复。",
        "申请办理情况方面，其中2022年度共收到申请38件，结转下年度4件。",
    ],
)
def test_this_years_figure_said_of_last_year_is_found(text: str) -> None:
    assert told(text, "GK601") == [("GK601", "2022")]


@pytest.mark.parametrize(
    "text",
    [
        "其中2022年新收35件。",
        "其中2022年结转的3件已办结。",
        "2022年收到38件，2023年收到38件。",
        "其中2022年新收38件，本年与之持平。",
        "收到38件，较2022年收到的38件没有变化。",
        "收到申请38件，比2022年收到的增长8.6%。",
        "按照2022年印发的《办法》收到申请38件。",
        "截至2022年收到38件，均已办结。",
        "针对2022年度报告提出的问题，办结37件。",
        "2022年收到38件结转本年。",
        "2022年12月收到38件。",
    ],
)
def test_last_year_in_its_place_beside_a_count_is_not_accused(text: str) -> None:
    assert told(text, "GK601") == []


def test_a_count_that_was_last_years_too_is_not_accused() -> None:
    before = town().replace(year=2022)
    now = town("其中2022年新收38件。")
    assert len(said(now, "GK601")) == 1
    assert said(now, "GK601", previous=before) == []


def test_another_year_in_the_title_is_an_error() -> None:
    [finding] = said(town(title="青山县临河镇人民政府2022年政府信息公开工作年度报告"), "GK601")
    assert (finding.place.path, finding.found, finding.severity) == ("title", "2022", Severity.ERROR)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我局高度重视政府信息公开工作。", "我局"),
        ("本街道认真落实条例要求。", "本街道"),
        ("河湾镇严格按照条例要求开展工作。", "河湾镇"),
        ("现公布河湾镇人民政府年度报告。", "河湾镇"),
        ("建华镇党委政府把公开摆在重要位置。", "建华镇"),
        ("小河乡建立了信息审核台账。", "小河乡"),
        ("依托“魅力河湾”公众号和河湾镇人民政府网站公开信息。", "河湾镇"),
    ],
)
def test_another_body_in_place_of_this_one_is_found(text: str, words: str) -> None:
    [finding] = said(town(text, "active_disclosure"), "GK602")
    assert (finding.found or "").endswith(words)


@pytest.mark.parametrize(
    "text",
    [
        "我镇高度重视政府信息公开工作。",
        "临河镇严格按照条例要求开展工作。",
        "青山县临河镇人民政府按时公开。",
        "赴各乡镇人民政府学习经验。",
        "与县财政局、县民政局联合开展活动。",
        "“我局”一词已从模板中删去。",
        "我县统一部署，我市统一平台。",
        "全镇推进城镇建设，本镇街道整洁。",
        "兼顾街道年度中心工作，盘活镇村资源。",
        "立足街道实际，做好信息公开。",
        "办好镇级查阅点，与财政局和河湾镇人民政府联合公开。",
    ],
)
def test_other_bodies_in_their_place_are_not_accused(text: str) -> None:
    assert told(text, "GK602", part="active_disclosure") == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("按照国办公开办函〔2019〕60号编制。", "GK603"),
        ("按照国办公开办函[2019]60号编制。", "GK603"),
        ("按照国办公开办函〔2016〕201号填报。", "GK603"),
        ("按照国办发〔2014〕32号要求。", "GK603"),
        ("《中华人民共和国政府信息公开条例》（国务院令第492号）规定。", "GK603"),
        ("《中华人民共和国政府信息公开条例》（国务院令第771号）规定。", "GK603"),
        ("按照年度报告格式（国办公开办函〔2022〕30号）编制。", "GK603"),
        ("按照国办公开办函[2021]30号编制。", "GK604"),
        ("按照国办公开办函（2021）30号编制。", "GK604"),
        ("按照国办公开办函〔2021〕030号编制。", "GK604"),
        ("按照国办公开办函〔2021〕第30号编制。", "GK604"),
    ],
)
def test_a_superseded_or_misprinted_citation_is_found(text: str, code: str) -> None:
    assert code in [found for found, _ in told(text, "GK603", "GK604", part="active_disclosure")]


def test_one_citation_that_is_wrong_in_title_and_number_is_told_once() -> None:
    title = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
    text = f"按照{title}（国办公开办函〔2021〕60号）编制。"
    assert len(told(text, "GK603", part="active_disclosure")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "按照国办公开办函〔2021〕30号编制。",
        "《中华人民共和国政府信息公开条例》（国务院令第711号）规定。",
        "《中华人民共和国政府信息公开条例》（以下简称《条例》）规定。",
        "国办公开办函〔2019〕60号已经废止，不再执行。",
        "法院作出（2021）晋01行初12号判决。",
        "国办函〔2020〕109号规定了收费标准。",
    ],
)
def test_a_citation_in_force_is_not_accused(text: str) -> None:
    assert told(text, "GK603", "GK604", part="active_disclosure") == []


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("青山县临河镇人民政府2023年政府信息公开工作年度报告", 0),
        ("2023年青山县临河镇人民政府政府信息公开工作年度报告", 0),
        ("青山县临河镇人民政府2023年度政府信息公开工作年度报告", 1),
        ("青山县临河镇人民政府2023年政府信息公开年度报告", 1),
        ("青山县临河镇人民政府政府信息公开工作年度报告", 1),
        ("2023年政府信息公开工作年度报告", 1),
        ("青山县临河镇人民政府2203年政府信息公开工作年度报告", 0),  # GK601 tells that the year is wrong
        (None, 1),
    ],
)
def test_a_title_has_body_year_and_full_name(title: str | None, count: int) -> None:
    assert len(said(town(title=title), "GK605")) == count


@pytest.mark.parametrize(
    ("name", "stray"),
    [
        ("青山县临河镇人民政府2024年政府信息公开工作年度报告", "2024年"),
        ("二〇二四年度青山县临河镇人民政府", "二〇二四年度"),
        ("青山县临河镇人民政府年报", "年报"),
        ("单位：青山县临河镇人民政府", "："),
        ("青山县临河镇人民政府（盖章）", "（盖章）"),
        ("《青山县临河镇人民政府》", "《"),
        ("某某镇人民政府", "某"),
        ("青山县人民政府（办公室）", None),
        ("青山县“一带一路”办公室", None),
        ("国家税务总局青山县第一〇一税务所", None),
    ],
)
def test_what_is_no_part_of_a_name_is_told_at_the_name_since_the_title_prints_it(name: str, stray: str | None) -> None:
    report = town()
    found = said(report.replace(agency=report.agency.model_copy(update={"name": name})), "GK605")
    assert [(one.place.path, one.found) for one in found] == ([("agency.name", stray)] if stray else [])


def test_a_title_without_body_and_year_is_told_once_and_names_no_body_that_is_not_known() -> None:
    [bare] = said(town(title="政府信息公开工作年度报告"), "GK605")
    assert bare.message.startswith("标题没有机关名称和年份")
    [missing] = said(small(agency=NO_NAME, title=None), "GK605")
    assert missing.expected == "机关名称2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(("year", "severity"), [("2023年度", Severity.INFO), ("2023年年度", Severity.WARNING)])
def test_the_title_that_many_bodies_use_is_only_worth_a_look(year: str, severity: Severity) -> None:
    [finding] = said(town(title=f"青山县临河镇人民政府{year}政府信息公开工作年度报告"), "GK605")
    assert finding.severity == severity


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.第一件事。\n\n2.第二件事。\n\n3.第三件事。", []),
        ("1.第一件事。\n\n（1）其一。\n\n（2）其二。\n\n2.第二件事。\n\n（1）其一。", []),
        ("（1）第一件事。\n\n（2）第二件事。", ["（1）"]),
        ("①第一件事。\n\n②第二件事。", []),
        ("1.第一件事。\n\n1.第二件事。", ["1."]),
        ("1.第一件事。\n\n改进的办法。\n\n1.第二件事。", []),
        ("1.第一件事。\n\n3.第三件事。", ["3."]),
        ("1.第一件事。\n\n2.第二件事。\n\n2.第三件事。", ["2."]),
        ("1、第一件事。\n\n2、第二件事。", ["1、"]),
        ("1，第一件事。\n\n2，第二件事。", ["1，"]),
        ("1，第一件事。\n\n改进的办法。", []),
        ("3，第一件事。\n\n4，第二件事。", []),
        ("（一）、第一件事。\n\n（二）第二件事。", ["（一）、"]),
        ("一是健全机制。二是加强培训。三是强化监督。", []),
        ("一是健全机制。二是加强培训。四是强化监督。", ["四是"]),
        ("一是健全机制。二是加强培训。二是强化监督。", ["二是"]),
        ("一要学。二要做。一是学。二是做。", []),
        ("第一季度和三是两个字无关。", []),
    ],
)
def test_numbers_follow_each_other_in_the_standard_form(text: str, found: list[str]) -> None:
    assert [words for _, words in told(text, "GK606", part="lead")] == found


def test_one_habit_of_marks_is_told_once_with_how_often_it_occurs() -> None:
    report = town(
        "1、抓学习。\n\n2、抓培训。", "lead", problems={"remaining": "1、人员少。\n\n2、更新慢。\n\n（一）、其他。"}
    )
    habit, other = said(report, "GK606")
    assert "这样写的共 4 处" in habit.message
    assert other.found == "（一）、"


def test_a_reason_that_is_given_for_one_section_says_nothing_of_the_same_habit_in_another() -> None:
    reason = {"code": "GK606", "path": "summary", "reason": "历年如此"}
    problems = {"remaining": "1、人员少。\n\n2、更新慢。"}
    found = check(town("1、抓学习。\n\n2、抓培训。", "lead", problems=problems, accepted=[reason]), select=["GK606"])
    assert [(one.accepted, one.place.path) for one in found] == [
        (None, "problems.remaining"),
        ("历年如此", "summary.lead"),
    ]
    assert all("共 2 处" in one.message for one in found)


def test_every_place_of_a_habit_is_known_and_its_facts_are_plain() -> None:
    [habit] = said(town("1、抓学习。\n\n2、抓培训。\n\n3、抓检查。", "lead"), "GK606")
    assert [(one.found, one.message[-5:]) for one in each_of(habit)][1:] == [
        ("2、", "、抓培训。"),
        ("3、", "、抓检查。"),
    ]
    assert "also" in json.loads(json.dumps(habit.facts))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("公开信息66条,其中政策解读1条。", [","]),
        ("地址:临河镇政府驻地。", [":"]),
        ("13人轮流值班.全面做好服务。", ["."]),
        ("公开率98.5%,达到要求。", [","]),
        ("设窗口(专人值守)三个。", ["(专人值守)"]),
        ("设窗口(专人,值守)三个(共3人)。", ["(", ",", ")", "(", ")"]),
        ("落实（三审】要求，公开“名单》。", ["（", "“"]),
        ("公开低保名单、等信息。", ["、"]),
        ("公开信息、等级保护和诉讼、情况通报。", []),
        ("落实“五公开”要求，推进“开放日活动。", ["“"]),
        ("落实《条例要求。", ["《"]),
        ("做好公开工作。。", ["。。"]),
        ("公开信息，，做好服务。", ["，，"]),
        ("网址http://www.example.gov.cn/a,b.html，邮箱a.b@example.gov.cn。", []),
        ("8:30至17:00接待，共12,345人次，增长3.5%。", []),
        ("1)第一件；2)第二件。", []),
        ("落实“三公开”“五公开”（含网站）要求……继续推进。", []),
        ("适用GB/T 9704-2012标准。", []),
    ],
)
def test_punctuation_is_full_width_paired_and_single(text: str, found: list[str]) -> None:
    assert [words for _, words in told(text, "GK607", part="lead")] == found


def test_a_sentence_that_stands_twice_is_found_at_its_later_place() -> None:
    twice = "开展开放日活动两次，邀请群众代表八十人参加，受到好评。"
    report = town(summary={"lead": twice, "oversight": f"完善制度。{twice}"})
    [finding] = said(report, "GK608")
    assert finding.place.path == "summary.oversight"
    assert [other.path for other in finding.others] == ["summary.lead"]


def test_two_tables_with_the_same_head_say_nothing_twice() -> None:
    head = ["项目", "单位", "2024年", "2025年", "增减", "增幅"]
    tables = [{"kind": "table", "rows": [head, [name, "件", "4", "8", "+4", "+100.0%"]]} for name in ("许可", "处罚")]
    assert said(town(summary={"lead": tables[:1], "oversight": tables[1:]}), "GK608") == []


@pytest.mark.parametrize(
    "text",
    [
        "坚持以公开为常态、不公开为例外。做到以公开为常态、不公开为例外。",
        "未收到政府信息公开申请。全年未收到政府信息公开申请。",
        "按照《中华人民共和国政府信息公开条例》办理，落实《中华人民共和国政府信息公开条例》。",
    ],
)
def test_what_is_said_twice_with_reason_is_not_accused(text: str) -> None:
    assert told(text, "GK608", figures={}) == []


@pytest.mark.parametrize(
    "again",
    [
        "公文起草时同步明确公开属性，由办公室统一把关。",
        "公文起草时同步明确公开属性、办公室统一把关。",
        "公文起草时，同步明确公开属性，办公室统一把关。",
    ],
)
def test_a_sentence_that_differs_in_a_mark_or_a_function_word_alone_is_the_same(again: str) -> None:
    first = "办公室统一把关，定期检查。公文起草时同步明确公开属性，办公室统一把关。"
    assert told(f"{first}完善制度。{again}", "GK608")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("坚持公开是常态，公开是例外。", "公开是常态，不公开是例外"),
        ("坚持以公开为常态、公开为例外。", "公开为常态、不公开为例外"),
        ("做到应公开尽公布。", "应公开尽公开"),
        ("依据《中华人民共和国政府信息公开条列》。", "中华人民共和国政府信息公开条例"),
        ("落实三审三较制度。", "三审三校"),
        ("保障知情权、参与权、表达权、监督全。", "知情权、参与权、表达权、监督权"),
    ],
)
def test_a_misspelt_set_phrase_is_found_with_the_right_one(text: str, right: str) -> None:
    assert [finding.expected for finding in said(town(text, "lead"), "GK610")] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "坚持以公开为常态、不公开为例外，以公开为常态，不公开为例外。",
        "做到应公开尽公开，应公开的政府信息全部公开，应公开必公开。",
        "政府信息公开工作年度报告按时发布，政府信息公开年报按时报送。",
        "自然人、法人和其他组织均可申请。",
        "政府信息公开行政复议行政诉讼情况，行政复议和行政诉讼情况。",
        "先审查、后公开，先审查再公开。",
        *(f"深化公开，{words}权力在阳光下运行。" for words in ("确保", "推动", "保障", "使", "做到", "令")),
        *(f"存在{words}的情形。" for words in ("“应公开未公开”和“不应公开却公开”", "应公开不公开", "应公开没公开")),
        *(f"做到{words}。" for words in ("能公开尽公开", "应主动公开尽公开", "“应公开可公开”", "应公开，能公开尽公开")),
        *(f"推进决策、执行、管理、服务{mark}结果“五公开”。" for mark in "和与及，"),
        "做到应公开尽早公开，应公开尽快公开。",
        "政府信息公开工作年度报送时间为1月。",
    ],
)
def test_set_phrases_in_their_usual_forms_are_not_accused(text: str) -> None:
    assert told(text, "GK610", part="lead") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("投入9～16亿元。", "9亿～16亿"),
        ("增长15～30%。", "15%～30%"),
        ("二零二三年工作。", "二〇二三"),
        ("共3亿4500万元。", None),
        ("发布一千200余条。", None),
        ("2023年十二月发布。", None),
        ("满意率百分之98。", "98%"),
    ],
)
def test_a_number_in_another_style_is_worth_a_look(text: str, right: str | None) -> None:
    [finding] = said(town(text, "lead"), "GK611")
    assert (finding.expected, finding.severity) == (right, Severity.INFO)


@pytest.mark.parametrize("text", ["投入9亿～16亿元，增长15%～30%，二〇二三年共1200余条，3.45亿元，百分之九十八。"])
def test_numbers_in_the_style_of_the_standard_are_not_accused(text: str) -> None:
    assert told(text, "GK611", part="lead") == []


@pytest.mark.parametrize(
    "text",
    [
        "XX镇高度重视。",
        "××县临河镇人民政府。",
        "20XX年工作。",
        "[具体地名]镇人民政府。",
        "【填写数量】条。",
        "某某镇严格落实。",
        "（文字描述）",
        "（请填写本单位情况）",
        "公开信息待核实。",
        "公开信息____条。",
        "公开信息×条。",
        "{单位名称}按要求公开。",
        "该部分以表格形式报告。",
        "（以下空白）",
        "(此页无正文)",
    ],
)
def test_a_placeholder_is_an_error(text: str) -> None:
    [finding] = said(town(text, "lead"), "GK208")
    assert finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "broken",
    [
        "{ 结转下年度继续办理.总计 }}",
        "{{ 结转,总计.甲:乙 }",
        "｛｛ 甲.总计 ｝｝",
        "{ { 甲 } }",
        "{{ 甲.总计 ｝",
        "{{{ 甲 }}}",
        "{ 单位,名称 }}",
        "｛｛甲，，乙（丙}}",
        "{% if 甲 %}",
        "｛％ 如果甲 ％｝",
        "}}",
        "{{",
    ],
)
def test_a_broken_tag_is_an_error_told_once_and_whole(broken: str) -> None:
    [finding] = said(town(f"结转{broken}件。", "lead"), "GK208", "GK607")
    assert (finding.code, finding.found, finding.severity) == ("GK208", broken, Severity.ERROR)
    assert finding.message.startswith("像是写坏的 {{ }}：")
    assert said(town(f"结转{broken}件。", "lead"), "GK607") == []


def test_a_broken_tag_in_the_title_is_told_as_one() -> None:
    [finding] = said(town(title="｛｛ 机关 ｝｝2023年政府信息公开工作年度报告"), "GK208")
    assert (finding.found, finding.message[:11]) == ("｛｛ 机关 ｝｝", "像是写坏的 {{ }}")


@pytest.mark.parametrize("text", ["落实｛甲｝{乙}两项，增长｛5%｝。", "培训3次}，", "（｛一｝）工作（{二}）。"])
def test_single_braces_are_not_accused(text: str) -> None:
    assert told(text, "GK208", part="lead") == []


@pytest.mark.parametrize("text", ["结转{{ 甲,乙:丙 }}件。", "公开（此处,写数据:多少）条。", "公开【待核:甲,乙】条。"])
def test_the_mend_of_marks_leaves_a_placeholder_as_it_is_though_it_runs_alone(text: str) -> None:
    assert said(town(text, "lead"), "GK607") == []
    assert [found for _, found in told(f"{text}甲,乙", "GK607", part="lead")] == [","]


@pytest.mark.parametrize(
    "text",
    [
        "申请人张某某的电话为138****1234。",
        "国办公开办函[2021]30号。",
        "工作时间为7×24小时，型号为XXL。",
        "推进“6+X”模式……",
        "注释[1]见附件。",
        "【主动公开】加强目录管理。",
    ],
)
def test_what_only_looks_like_a_placeholder_is_not_accused(text: str) -> None:
    assert told(text, "GK208", part="lead") == []


@pytest.mark.parametrize(
    ("preamble", "count"),
    [
        (
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分。",
            0,
        ),
        (
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请行政复议、提起行政诉讼情况、政府信息公开工作存在的主要问题及改进情况和其他需要报告的事项组成。",
            0,
        ),
        (
            "全文包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项七个部分。",
            1,
        ),
        ("全文包括概述、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题五部分。", 1),
        ("本报告依据《条例》编制，由办公室汇总。", 0),
        ("全文包括主动公开、依申请公开、政府信息管理、平台建设、监督保障等方面。", 0),
        (
            "全文包括本机关政府信息公开工作的基本情况、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题、其他需要报告的事项。",
            0,
        ),
        ("本报告共五部分。", 1),
        ("全文共六个部分。", 0),
        *((f"本报告共{no_number}个部分。", 0) for no_number in ("一0", "十十", "6七")),
        (
            "本报告由总体情况、主动公开情况、依申请公开情况、行政复议和行政诉讼情况、存在问题及改进情况、其他需报告的事项等6个部分组成。",
            0,
        ),
        ("全文由总体情况、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题、其它需要报告事项组成。", 0),
        ("内容包括总体情况、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题等，并附统计表。", 0),
        ("内容包括总体情况、主动公开情况、依申请公开情况、复议和诉讼情况、存在的问题，并附统计表。", 1),
        *(
            (f"本报告由总体情况、主动公开、依申请公开、行政复议和行政诉讼、存在的问题{ending}组成。", count)
            for ending, count in (("等", 0), ("等部分", 0), ("等五个部分", 1), ("等六个部分", 0), ("五个部分", 1))
        ),
    ],
)
def test_the_list_of_the_preamble_names_the_six_sections(preamble: str, count: int) -> None:
    assert len(said(town(preamble=preamble), "GK209")) == count


@pytest.mark.parametrize(
    ("preamble", "count"),
    [
        ("统计期限自2023年1月1日至2023年12月31日。", 0),
        ("数据统计期限为2023年1月1日起至12月31日止。", 0),
        ("数据统计自2023年1月1日起，至12月31日止。", 0),
        ("统计期限为2023年1月1日0时至2023年12月31日24时。", 0),
        ("统计时间为二〇二三年一月一日至十二月三十一日。", 0),
        ("统计期限为２０２３年１月１日至２０２３年１２月３１日。", 0),
        ("数据统计时间为2023.1.1-2023.12.31。", 0),
        ("统计期限为2023年度。", 0),
        ("统计期限自2022年1月1日至2022年12月31日。", 1),
        ("统计期限自2023年1月1日至2023年11月30日。", 1),
        ("统计期限自2023年1月1日至2024年12月31日。", 1),
        ("本报告依据《条例》编制。", 1),
    ],
)
def test_the_period_is_the_calendar_year(preamble: str, count: int) -> None:
    found = said(town(preamble=preamble), "GK609")
    assert [finding.severity for finding in found] == [Severity.ERROR] * count


PREAMBLE = "{who}根据《中华人民共和国政府信息公开条例》编制本报告。如有疑问，请与{whom}联系（电话：0471-5550118）。"
TOWN, BUREAU = "青山县临河镇人民政府", "青山县水利局"


@pytest.mark.parametrize(
    ("agency", "who", "whom", "named"),
    [
        (TOWN, "青山县教育局", "临河镇", "青山县教育局"),
        (TOWN, TOWN, "红旗镇", "红旗镇"),
        (TOWN, TOWN, "青山县红旗镇党政办公室", "红旗镇"),
        (BUREAU, "红旗镇", "水利局", "红旗镇"),
        (BUREAU, "青山县红旗镇人民政府", "水利局", "红旗镇"),
        (BUREAU, BUREAU, "红旗街道办事处", "红旗街道"),
    ],
)
def test_another_body_that_reports_or_answers_in_the_preamble_is_named(
    agency: str, who: str, whom: str, named: str
) -> None:
    report = small(agency=agency, preamble=PREAMBLE.format(who=who, whom=whom))
    assert [finding.found for finding in said(report, "GK602")] == [named]


@pytest.mark.parametrize(
    ("agency", "whom"),
    [
        (TOWN, "临河镇"),
        (TOWN, "青山县临河镇党政办公室"),
        (TOWN, "本镇"),
        (TOWN, "县政务服务局"),
        (BUREAU, "水利局办公室"),
    ],
)
def test_who_answers_for_a_body_in_the_preamble_is_left_in_peace(agency: str, whom: str) -> None:
    assert not said(small(agency=agency, preamble=PREAMBLE.format(who=agency, whom=whom)), "GK602")


SCHOOL, COMPANY, COUNTY, BUREAU = "临江师范学院", "青山县自来水有限公司", "青山县人民政府", "青山县教育局"


@pytest.mark.parametrize(("short", "count"), [("市城管局", 1), ("城市管理局", 1), ("市住建局", 0)])
def test_what_a_bureau_received_by_its_short_name_is_held_against_the_table(short: str, count: int) -> None:
    agency = Agency(name="青山市城市管理局")
    report = small(agency=agency, summary={"on_request": f"2023年，{short}共收到政府信息公开申请41件。"})
    assert len(said(report, "GK502")) == count


@pytest.mark.parametrize(
    ("agency", "text", "named"),
    [
        (SCHOOL, "经河东理工学院信息公开网发布各类信息。", "河东理工学院"),
        (SCHOOL, "白云职业技术学院制定信息公开办法。", "白云职业技术学院"),
        (SCHOOL, "我局将信息公开纳入考评。", "我局"),
        (COMPANY, "县燃气公司主动接受用户评议。", "县燃气公司"),
        (COMPANY, "我校信息公开工作平稳。", "我校"),
        (COMPANY, "青山县公共交通有限公司制定了目录。", "青山县公共交通有限公司"),
        (BUREAU, "青山县林业和草原局组织股室开展互评。", "青山县林业和草原局"),
        (BUREAU, "今年以来，青山县信访局积极回应群众诉求。", "信访局"),
        (SCHOOL, "平川理工大学校长办公室统筹信息公开工作。", "平川理工大学"),
        (COUNTY, "白云县将公开工作纳入对乡镇的考核。", "白云县"),
        (COUNTY, "白云县人民政府门户网站全年发布信息。", "白云县"),
        (BUREAU, "对我镇受理的申请，均按期答复。", "我镇"),
        (BUREAU, "县医疗保障局对收到的申请逐件登记。", "县医疗保障局"),
        ("青山县卫生健康局", "县人社局对收到的申请逐件登记。", "县人社局"),
        ("青山县临河镇人民政府", "需要查阅的群众可前往高桥镇便民服务中心。", "高桥镇"),
    ],
)
def test_a_body_of_any_kind_is_told_where_another_of_its_kind_acts(agency: str, text: str, named: str) -> None:
    assert [one.found for one in said(small(agency=agency, summary={"management": text}), "GK602")] == [named]


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        (SCHOOL, "二级学院公开栏目仍有空白，计算机学院制定了清单。"),
        (SCHOOL, "赴河东理工学院调研，邀请白云职业技术学院同行观摩。"),
        (COMPANY, "与县燃气公司联合公布检修安排，城东分公司全年检修12次。"),
        (COUNTY, "与白云县共同公布界河治理方案，高新区严格落实审查制度，全县均已建成专区。"),
        ("青山市人民政府", "白云县积极推进基层试点。"),
        (COUNTY, "2023年，累计通过县政府门户网站公开信息320条。"),
        (COUNTY, "全年，主动依托县政府网站公布预算，统一由县政府办公室公开答复。"),
        (BUREAU, "会同县民政局公布困难学生资助名单。"),
        (BUREAU, "经县财政局审核，部门预算已批复并公开。"),
        (COMPANY, "青山县自来水公司公布水质检测结果。"),
        (BUREAU, "成立以局党组书记为组长的工作专班。"),
        (BUREAU, "调整局政务公开领导小组成员。"),
        ("青山开发区管理委员会", "结合我委工作实际，修订指南。"),
        ("青山市亭江区人力资源和社会保障局", "亭江区人社局坚持依法公开。"),
        ("青山县卫生健康局", "青山县卫健局高度重视政府信息公开工作。"),
        ("青山市市场监管局", "青山市市场监督管理局高度重视政府信息公开工作。"),
        ("青山市发展和改革委员会", "青山市发改委坚持依法公开。"),
        ("青山县临河镇人民政府", "前往石桥镇便民服务中心学习，转发教育部门对学校的要求。"),
    ],
)
def test_but_a_body_that_is_met_or_belongs_to_it_may_be_named(agency: str, text: str) -> None:
    assert not said(small(agency=agency, summary={"management": text}), "GK602")


@pytest.mark.parametrize(
    ("name", "short", "right"),
    [
        ("临河镇人民政俯", "临河镇", "临河镇人民政府"),
        ("临河镇人民政", "临河镇", "临河镇人民政府"),
        ("临河镇民政府", "临河镇", "临河镇人民政府"),
        ("临河镇人民政府府", "临河镇", "临河镇人民政府"),
        ("临河镇人民人民政府", "临河镇", "临河镇人民政府"),
        ("城关街道办事外", "城关街道", "城关街道办事处"),
        ("临河真人民政府", "临河镇", "临河真人民政府"),
        ("临河镇人民政府", "林河镇", "临河镇人民政府"),
    ],
)
def test_a_slip_in_the_bodys_own_name_is_told_once_and_where_it_stands(name: str, short: str, right: str) -> None:
    report = small(agency=Agency(name=name, short_name=short))
    [finding] = said(report, "GK602", "GK610")
    assert finding.expected == right
    assert finding.place.path == ("agency.name" if name != right else "agency.short_name")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("丙县住房和城乡建设局", "县住建局"),
        ("丙县发展和改革委员会", "发改委"),
        ("丙县人民政府办公室", "县府办"),
        ("丙县民政局", "本机关"),
        ("经济技术开发区管理委员会", "管委会"),
        ("城关街道办", "城关街道"),
        ("丙县人民政府政府采购中心", "采购中心"),
        ("丙区前进街街道办事处", "前进街街道"),
        ("长通街道", "长通街道"),
    ],
)
def test_names_and_short_names_as_bodies_have_them_are_left_in_peace(name: str, short: str) -> None:
    assert not said(small(agency=Agency(name=name, short_name=short)), "GK602", "GK610")


@pytest.mark.parametrize(("kind", "codes"), [("office", {"GK702", "GK704"}), (None, set())])
def test_who_is_late_by_the_day_that_it_states_is_late_by_its_closing_lines(kind: Kind | None, codes: set[str]) -> None:
    name = "丙县人民政府办公室"
    closing = f"无其他需要报告的事项。\n{name}\n2025年2月10日"
    report = small(agency=Agency(name=name, type=kind), year=2024, published="2025-02-10", other_matters=closing)
    assert {one.code for one in check(report, select=["GK702", "GK704"]) if one.is_problem} == codes


def test_a_label_that_is_typed_into_its_own_value_is_found() -> None:
    text = "公开机构邮编：邮编010020，电话：联系电话：0471-5550118，联系方式：电话0471-5550118。"
    found = said(town(text, "active_disclosure"), "GK613")
    assert [finding.facts["why"] for finding in found] == ["名称写了两次"] * 2


@pytest.mark.parametrize(
    "text", ["延续到2024年", "二零二三至二零二四年", "办结率达六成", "占近七成", "增长1.5倍", "近三年"]
)
@pytest.mark.parametrize("part", ["lead", "on_request"])
def test_a_text_may_end_with_a_number_and_no_mark_behind_it(text: str, part: str) -> None:
    assert told(text, "GK501", part=part) == []


@pytest.mark.parametrize(
    ("day", "found"), [("二〇二四年一月十八日", []), ("二〇二三年十二月三日", ["二〇二三年十二月三日"])]
)
def test_a_day_in_words_below_the_report_is_read_as_one_in_figures(day: str, found: list[str]) -> None:
    fee = {"processing_fee": f"本年度未收取信息处理费。\n甲镇人民政府\n{day}"}
    assert [one.found for one in check(small(other_matters=fee), select=["GK601", "GK704"])] == found


def test_items_marked_as_the_heading_above_them_are_told_once_as_a_remark() -> None:
    items = "（一）网站公开信息30条。\n\n（二）公开栏更换四次。"
    report = town(summary={"active_disclosure": items, "platform": items, "oversight": items})
    assert [(one.severity, one.expected) for one in said(report, "GK606")] == [(Severity.INFO, "1.")]
    report = town(summary={"active_disclosure": items.replace("二", "三"), "platform": items})
    assert [one.message[:12] for one in said(report, "GK606")] == ["序号跳过了“（二）”，直", "小标题用了“（一）”这一"]
