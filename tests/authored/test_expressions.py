"""`{{ … }}` in authored text: figures by name, filters and constants; everything else is refused where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authored.authored_example import GOOD, changed, problem, problems, read_text
from tests.strategies import texts

from gk_docs.authored.expressions import filled
from gk_docs.authored.located import Scalar
from gk_docs.authored.scope import ExpressionScope, _plainest, leaf_named
from gk_docs.authored.words import escaped
from gk_docs.errors import GkError
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

PLACE = "增加图解。"


def said(expression: str) -> str:
    """What an expression gives in the example."""
    measures = read_text(changed(PLACE, f"甲{expression}乙")).report.problems.measures
    assert measures is not None
    return measures.text.removeprefix("甲").removesuffix("乙")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("{{ requests.received.total }}", "4"),
        ("{{requests.received.total}}", "4"),
        ("{{ active_disclosure.fees }}", "1.50"),
        ("{{ year }}", "2023"),
        ("{{ published }}", "2024年1月15日"),
        ("{{ agency.short_name }}", "甲镇"),
        ("{{ agency.level }}", "乡级"),
        ("{{ agency.contact.postcode }}", "010000"),
        ("{{ other_matters.fee.notices }}", "0"),
        ("{{ 本年新收政府信息公开申请数量.总计 }}", "4"),
        ("{{ 收到和处理政府信息公开申请情况.本年新收政府信息公开申请数量.自然人 }}", "3"),
        ("{{ 行政许可 }}", "12"),
        ("{{ 行政规范性文件.现行有效件数 }}", "3"),
        ("{{ 未经复议直接起诉.尚未审结 }}", "0"),
        ("{{ 危及三安全一稳定.总计 }}", "0"),
        ("{{ 机关.简称 }}", "甲镇"),
        ("{{ 年度 }}", "2023"),
        ("{{ requests.received.total | growth(3) }}", "同比增长33.3%"),
        ("{{ requests.received.total | 同比(8) }}", "同比下降50%"),
        ("{{ requests.received.total | number }}", "四"),
        ("{{ active_disclosure.licences | percent(100, places=2) }}", "12%"),
        ("{{ active_disclosure.fees | capitals(prefix=true) }}", "人民币壹万伍仟元整"),
        ("{{ active_disclosure.fees | 万元 }}", "1.5"),
        ("{{ other_matters.fee.notices }}笔{{ other_matters.fee.charged | 大写金额 }}", "0笔零元整"),
        ("{{ '{{' }} x }}", "{{ x }}"),
        ('{{ "甲" }}', "甲"),
        ("{{ 12 }}", "12"),
        ("}} { }", "}} { }"),
    ],
)
def test_an_expression_gives_the_figure(expression: str, value: str) -> None:
    assert said(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__ }}",
        "{{ requests.__class__ }}",
        "{{ requests._figures_beside }}",
        "{{ requests.received.replace() }}",
        "{{ cycler.__init__ }}",
        "{{ 1 + 1 }}",
        "{{ 'a' * 9999999 }}",
        "{{ 9 ** 999999999 }}",
        "{{ [1] }}",
        "{{ {'a':1} }}",
        "{{ requests['received'] }}",
        "{{ year if year else 1 }}",
        "{{ year is defined }}",
        "{{ not year }}",
        "{{ -1 }}",
        "{{ 1.5 }}",
        "{{ true }}",
        "{{ none }}",
        "{{ 9999999999999999999 }}",
        "{{ year ~ year }}",
        "{{ year | upper }}",
        "{{ year | pprint }}",
        "{{ year | growth }}",
        "{{ year | growth(1, 2, 3, 4, 5) }}",
        "{{ year | growth(1, places=1000000000) }}",
        "{{ year | scaled(1000000000) }}",
        "{{ year | growth(*[1]) }}",
        "{{ year | date }}",
        "{{ requests.received.total | 大写金额 }}",
        "{{ agency.name | 万元 }}",
        "{{ agency.name | growth(1) }}",
        "{{ agency }}",
        "{{ requests }}",
        "{{ summary.lead }}",
        "{{ requests.received }}",
        "{{ 总计 }}",
        "{{ self }}",
        "{{ }}",
        "{{ year",
        "{{ year }",
        "{{ ' }}",
        "{% if year %}",
        "{#note#}",
        "{%",
        "{#",
        "{{{{ year }}}}",
        "{{ previous.year }}",
    ],
)
def test_anything_else_is_refused_with_its_place(expression: str) -> None:
    text = changed(PLACE, f"甲，{expression}乙")
    found = problems(text)[0]
    assert found.path == "problems.measures"
    assert found.place == "五、存在的主要问题及改进情况 · 改进措施"
    line = text.splitlines()[(found.line or 0) - 1]
    assert line[(found.column or 0) - 1 :].startswith(expression[:2])
    assert found.found


def test_a_misspelt_name_or_filter_names_the_nearest() -> None:
    assert "requests.received.total" in str(problem(changed(PLACE, "甲{{ requests.recieved.total }}")).mend)
    assert "growth" in str(problem(changed(PLACE, "甲{{ year | grwth(1) }}")).mend)


@pytest.mark.parametrize("mark", ["。", "，", " ", "/", "．"])
def test_a_name_whose_parts_another_mark_joins_is_told_with_the_right_one(mark: str) -> None:
    found = problem(changed(PLACE, f"甲{{{{ 本年新收政府信息公开申请数量{mark}总计 }}}}"))
    assert found.mend == "请写 {{ 本年新收政府信息公开申请数量.总计 }}"


def test_a_name_that_several_figures_have_shows_them() -> None:
    found = problem(changed(PLACE, "甲{{ 自然人 }}"))
    assert "不唯一" in found.message
    assert "本年新收政府信息公开申请数量.自然人" in str(found.mend)


def test_a_blank_figure_is_named_and_never_printed_as_nothing() -> None:
    found = problem(changed("  行政许可: 12", "  行政许可:").replace(PLACE, "甲{{ active_disclosure.licences }}"))
    assert "表二 · 行政许可" in found.message


def test_a_figure_that_could_not_be_read_gives_no_second_error() -> None:
    found = problem(changed("  行政许可: 12", "  行政许可: x").replace(PLACE, "甲{{ active_disclosure.licences }}"))
    assert found.path == "active_disclosure.licences"


def test_the_body_cannot_name_itself() -> None:
    assert "不能引用" in problem(changed("  简称: 甲镇", "  简称: '{{ agency.name }}'")).message


def test_lines_of_a_block_are_counted() -> None:
    found = problem(changed("    公众号发布信息12条。", "    公众号，{{ x }}发布。"))
    assert GOOD.splitlines()[(found.line or 0) - 1] == "    公众号发布信息12条。"
    assert found.column == 9


def test_what_an_expression_gives_is_not_evaluated_again() -> None:
    assert said("""{{ "{{ year }}" }}""") == "{{ year }}"
    text = changed("  简称: 甲镇", """  简称: "{{ '{{' }} year }}" """).replace(PLACE, "甲{{ agency.short_name }}")
    measures = read_text(text).report.problems.measures
    assert measures is not None
    assert measures.text == "甲{{ year }}"


@given(texts(most=12))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    node = Scalar(escaped(text), 1, 1, plain=False, source=escaped(text))
    assert filled(node, ExpressionScope(AnnualReport)) == (text, [])


TOKENS = ["{{", "}}", "{%", "year", ".", "|", "growth", "(", ")", "'", '"', " ", "[", "__class__", "1", "甲", ",", "{#"]


@given(st.lists(st.sampled_from(TOKENS), max_size=14).map("".join))
def test_no_expression_ends_in_anything_but_text_or_a_located_refusal(text: str) -> None:
    node = Scalar(text, 1, 1, plain=False, source=text)
    made, refused = filled(node, ExpressionScope(AnnualReport, {"year": 2023}))
    assert refused or "{%" not in text
    assert isinstance(made, str)
    assert all(at.line == 1 and text[at.column - 1] == "{" for at, _ in refused)


def test_every_figure_is_named_by_its_whole_path_of_labels() -> None:
    for path, figure in outline_of(AnnualReport).figures.items():
        assert leaf_named(AnnualReport, tuple(map(_plainest, figure.labels))).path == path


def test_more_names_than_a_file_may_have_are_refused() -> None:
    with pytest.raises(GkError) as caught:
        read_text(changed(PLACE, "甲" + "{{ year }}" * 10_001))
    assert "超过" in caught.value.problems[0].message
