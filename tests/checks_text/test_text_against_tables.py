"""A number in the text is held against the cells that it is about, and against no others."""

from __future__ import annotations

import pytest
from tests.checks_text.towns import FIGURES, said, told, town

from gk_docs.finding import Severity

RIGHT = [
    "2023年，共收到政府信息公开申请38件。",
    "全年新收政府信息公开申请38件，上年结转3件，办结37件，结转下年度4件。",
    "受理政府信息公开申请３８件，答复３７件。",
    "共受理政府信息公开申请三十八件。",
    "本年度受理申请38宗，答复37宗。",
    "收到38件政府信息公开申请，其中自然人31件，商业企业5件，法律服务机构2件。",
    "收到政府信息公开申请38件（自然人31件，法人或其他组织7件）。",
    "收办政府信息公开申请41件，均依法办理。",
    "收办政府信息公开申请38件。",
    "共受理政府信息公开申请41件（含上年结转3件）。",
    "办理上年度结转申请3件。答复37件。",
    "办结的申请中，予以公开20件，部分公开5件，不予公开4件，无法提供4件，不予处理3件，其他处理1件。",
    "答复申请37件，其中20件予以公开，5件部分公开，另有4件顺延至下年度答复。",
    "答复申请37件，其中予以公开及部分公开25件，不予公开4件。",
    "受理申请近40件，答复30余件。",
    "本机关不掌握相关政府信息3件，信访举报投诉类申请2件，重复申请1件。",
    "因政府信息公开工作被申请行政复议7件，其中结果维持4件，结果纠正1件，尚未审结2件；被提起行政诉讼4件，其中结果维持3件。",
    "政府信息公开行政复议7件，4件维持，2件尚未审结。",
    "政府信息公开行政复议、行政诉讼共11件。",
    "全年因信息公开引发未经复议直接起诉1件，复议后起诉3件。",
    "2022年收到申请30件，2023年收到申请38件。",
    "较上年的30件有所增加。",
    "一季度收到申请9件，上半年收到申请20件。",
    "收到申请38件，其中通过网络收到30件，通过信函收到8件。",
    "县市场监管局收到申请12件，均由其自行答复。",
    "收到人大代表建议12件，办结12件，满意率100%。",
    "收到群众咨询和来信66件。",
    "联系电话0471-5550118，邮编010020，依据〔2021〕30号第二十条第（一）项。",
    "作出行政许可决定126件，行政处罚18件，行政强制3件。",
    "办理行政许可126件。",
    "行政事业性收费151.25万元，即1512500元。",
    "主动公开行政许可62件、行政处罚12件。",
    "公开行政处罚信息62条，公示行政许可信息300条。",
    "制发行政规范性文件2件，废止1件，现行有效9件。",
    "现行有效行政规范性文件9件。",
    "报备案行政规范性文件5件，清理规范性文件6件。",
    "公开规范性文件5件，解读5件。",
    "全年制发公文120件，其中主动公开80件，依申请公开20件，不予公开20件。",
    "未发生需要收费的情形。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_agrees_or_is_about_something_else_is_not_accused(text: str) -> None:
    assert told(text, "GK5") == []


WRONG = [
    ("2023年，共收到政府信息公开申请39件。", "39件"),
    ("受理政府信息公开申请４８件，答复37件。", "４８件"),
    ("共受理政府信息公开申请五十八件。", "五十八件"),
    ("收到83件政府信息公开申请。", "83件"),
    ("收办政府信息公开申请45件。", "45件"),
    ("受理政府信息公开申请41件。", "41件"),
    ("全年新收政府信息公开申请38件，上年结转5件。", "5件"),
    ("收到申请38件，办结38件。", "38件"),
    ("结转下年度继续办理6件。", "6件"),
    ("答复37件，另有3件顺延至下一年度答复。", "3件"),
    ("办结的申请中，予以公开28件，部分公开5件。", "28件"),
    ("答复申请37件，其中20件予以公开，6件部分公开。", "6件"),
    ("答复申请37件，其中不予公开5件。", "5件"),
    ("答复申请37件，其中无法提供3件，不予处理3件。", "3件"),
    ("答复申请37件，其他处理2件。", "2件"),
    ("收到政府信息公开申请38件，其中自然人32件，商业企业5件。", "32件"),
    ("收到政府信息公开申请38件，其中法人或其他组织6件。", "6件"),
    ("受理申请50余件。", "50余件"),
    ("因政府信息公开工作被申请行政复议8件。", "8件"),
    ("政府信息公开行政复议7件，其中结果维持5件。", "5件"),
    ("政府信息公开行政诉讼5件，其中结果维持3件。", "5件"),
    ("政府信息公开行政复议、行政诉讼共12件。", "12件"),
    ("作出行政许可决定162件，行政处罚18件。", "162件"),
    ("实施行政处罚81件。", "81件"),
    ("加强重大决策的公开，全年行政许可决定278件、行政处罚18件。", "278件"),
    ("行政强制5起。", "5起"),
    ("行政事业性收费15.1万元。", "15.1万元"),
    ("收取行政事业性收费151.25元。", "151.25元"),
    ("制发行政规范性文件3件，废止1件。", "3件"),
    ("制发行政规范性文件2件，废止1件，现行有效8件。", "8件"),
    ("政府信息公开行政复议案件、行政诉讼案件均获维持。", "均获维持"),
    ("共接收依申请公开申请35件。", "35件"),
    ("收到公民、法人和其他组织提交的政府信息公开申请45件。", "45件"),
    ("本年新收政府信息公开申请数量为36件。", "36件"),
    ("剩余5件结转下年继续办理。", "5件"),
    ("结转至2024年继续办理5件。", "5件"),
    ("引发行政复议案件8件、行政诉讼案件4件。", "8件"),
    ("现行有效行政规范性文件12件。", "12件"),
    ("行政规范性文件制发4件、废止1件。", "4件"),
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_a_number_that_disagrees_is_found_at_its_characters(text: str, words: str) -> None:
    [finding] = said(town(text), "GK501")
    assert finding.found == words
    start, end = finding.place.span or (0, 0)
    assert (finding.place.path, text[start:end]) == ("summary.on_request", words)
    assert finding.others


NIL = [
    ("2023年未收到政府信息公开申请。", "未收到"),
    ("全年没有收到和受理政府信息公开申请。", "没有收到"),
    ("本年度无政府信息公开申请。", "无"),
    ("没有上年结转的申请。", "没有上年结转"),
    ("没有需要结转下年度办理的申请。", "没有"),
    ("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", "未发生"),
    ("全年无政府信息公开行政复议。", "无"),
    ("未制发行政规范性文件。", "未制发"),
    ("全年未作出行政处罚。", "未作出"),
    ("没有不予公开的情况。", "没有不予公开"),
    ("依申请公开数量为零。", "零"),
    ("全年零诉讼。", "零诉讼"),
    ("没有因信息公开被行政复议机关纠正。", "没有"),
]


@pytest.mark.parametrize(("text", "beginning"), NIL)
def test_none_in_the_text_and_some_in_the_table_is_found(text: str, beginning: str) -> None:
    [finding] = said(town(text), "GK502")
    assert (finding.found or "").startswith(beginning)


@pytest.mark.parametrize("text", [text for text, _ in NIL])
def test_none_in_the_text_and_none_in_the_table_is_right(text: str) -> None:
    assert told(text, "GK5", figures={}) == []


@pytest.mark.parametrize(
    "text",
    [
        "未收到申请人补正材料的，依法处理。",
        "2022年未收到政府信息公开申请。",
        "如未收到申请，也应登记。",
        "未经复议直接起诉1件。",
        "行政复议、行政诉讼案件中无败诉情形。",
        "未收到商业企业的政府信息公开申请时，应当说明。",
        "未收到对政府信息公开工作的投诉举报。",
        "没有通过信函提出的申请。",
        "对不属于本机关公开的申请，无一推诿。",
    ],
)
def test_what_denies_something_else_is_not_accused(text: str) -> None:
    assert told(text, "GK502") == []


def test_some_in_the_text_and_none_in_the_table_is_found_once() -> None:
    assert told("共收到政府信息公开申请3件。", "GK5", figures={}) == [("GK502", "3件")]


def test_cells_that_are_all_nought_are_named_beside_their_sum() -> None:
    [finding] = said(town("政府信息公开行政复议、行政诉讼共11件。", figures={}), "GK501")
    assert "表四 · 行政复议 · 总计 0，表四 · 未经复议直接起诉 · 总计 0" in finding.message


@pytest.mark.parametrize("text", ["12件申请全部办结。", "收到的申请均已按期办结。", "申请办结率100%。"])
def test_all_finished_while_some_are_carried_over_is_found(text: str) -> None:
    assert "GK506" in [code for code, _ in told(text, "GK506")]
    carried = [path for path in FIGURES if "carried" in path]
    assert told(text, "GK506", figures={path: value for path, value in FIGURES.items() if path not in carried}) == []


@pytest.mark.parametrize(
    "text",
    [
        "答复37件，均在法定期限内予以答复。",
        "除4件结转下年度外，申请全部办结。",
        "建议提案全部办结，与申请办理分开统计。",
        "群众咨询均已及时回复。",
    ],
)
def test_finished_in_time_or_finished_elsewhere_is_not_accused(text: str) -> None:
    assert told(text, "GK506") == []


def test_two_counters_for_applications_are_found_at_the_odd_one() -> None:
    assert told("收到政府信息公开申请38件，答复37条。", "GK507") == [("GK507", "条")]
    assert told("收到政府信息公开申请38件，被申请行政复议7起。", "GK507") == []


def test_applications_that_are_counted_in_another_word_throughout_are_only_worth_a_look() -> None:
    found = said(town("收到政府信息公开申请38条，答复37条。"), "GK507")
    assert {(finding.found, finding.severity) for finding in found} == {("条", Severity.INFO)}


@pytest.mark.parametrize(
    ("words", "right"),
    [
        ("251000元", "25.1"),
        ("７．８元", "0.00078"),
        ("7.8（元）", "0.00078"),
        ("251 千元", "25.1"),
        ("0.5亿元", "5000"),
    ],
)
def test_another_unit_in_a_cell_of_ten_thousand_yuan_is_found_with_the_right_figure(words: str, right: str) -> None:
    [finding] = said(town(printed={"words": {"active_disclosure.fees": words}}), "GK507")
    assert (finding.place.path, finding.found, finding.expected) == ("active_disclosure.fees", words, right)


@pytest.mark.parametrize("words", ["25.1万元", "25.1", "无", "25.1（万元）"])
def test_but_its_own_unit_is_not(words: str) -> None:
    assert said(town(printed={"words": {"active_disclosure.fees": words}}), "GK507") == []


def above(section: str, line: str) -> list[tuple[str, str | None]]:
    """Code and words of what is found in a line above a table of the report of 2023."""
    report = town()
    table = getattr(report, section).replace(before=line)
    return [(finding.code, finding.found) for finding in said(report.replace(**{section: table}))]


@pytest.mark.parametrize(
    "line",
    [
        "表3  2022年收到和处理政府信息公开申请情况",
        "以下为2022年数据",
        "（2022年度）",
        "2022年1月至12月",
        "统计年度：2022年",
    ],
)
@pytest.mark.parametrize("section", ["active_disclosure", "requests", "review_litigation"])
def test_a_line_above_a_table_that_says_another_year_is_told_once(section: str, line: str) -> None:
    [(code, found)] = above(section, line)
    assert (code, found and found[:4]) == ("GK601", "2022")


@pytest.mark.parametrize(
    "line",
    [
        "表3  2023年收到和处理政府信息公开申请情况",
        "（2023年度）",
        "2023年与2022年相比",
        "统计时间：2022年12月26日至2023年12月25日",
        "按《关于2022年年报的通知》统计。",
        "单位：件",
        "（单位：件、万元）",
    ],
)
@pytest.mark.parametrize("section", ["active_disclosure", "requests"])
def test_a_line_above_a_table_that_says_this_year_or_its_units_is_left_alone(section: str, line: str) -> None:
    assert above(section, line) == []


@pytest.mark.parametrize("line", ["单位：元", "（计量单位：件、元）", "单位： 元"])
def test_a_unit_above_table_2_that_is_not_the_form_s_is_told(line: str) -> None:
    assert above("active_disclosure", line) == [("GK507", "元")]
    assert above("requests", line) == []
