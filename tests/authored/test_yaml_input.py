"""Authored YAML: short to write, read by the type of each field, and nothing taken for 0 that was not said to be."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.authored.authored_example import GOOD, changed, problem, problems, read_text
from tests.strategies import EXAMPLES

from gk_docs.authored.starting import starting_text
from gk_docs.chinese.labels import strip_numbering
from gk_docs.errors import GkError
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Heading, PlainTable, Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport, Requests, ReviewLitigation

TOWN = """\
agency: 甲镇人民政府
年度: 2023
active_disclosure: {all: 0}
收到和处理政府信息公开申请情况: {全部: 0}
四、政府信息公开行政复议、行政诉讼情况: {rest: 0}
"""


def test_the_good_example_reads_with_its_totals_computed() -> None:
    report = read_text(GOOD).report
    assert isinstance(report, AnnualReport)
    assert report.requests.received.total == 4
    assert report.requests.outcomes.total.business == 1
    assert report.active_disclosure.fees == Decimal("1.50")
    assert report.published == date(2024, 1, 15)
    assert report.summary.text.endswith("（三）政府信息管理\n制发规范性文件1件。")


def test_a_town_without_applications_writes_one_line_for_each_table() -> None:
    report = read_text(TOWN).report
    assert report.requests == Requests.zeros()
    assert report.review_litigation == ReviewLitigation.zeros()
    assert not any(figure.value for figure in report.figures())


def test_every_edition_is_read_with_its_own_labels() -> None:
    report = read_text(TOWN.replace("2023", "2020")).report
    assert isinstance(report, AnnualReport2019)
    assert report.active_disclosure.procurement.amount == 0
    forced = read_text(f"{TOWN}格式版本: 2019\n").report
    assert isinstance(forced, AnnualReport2019)


def test_lines_tell_where_each_field_stands() -> None:
    reading = read_text(GOOD)
    lines = GOOD.splitlines()
    for path, words in [
        ("year", "年度: 2023"),
        ("requests.received.natural_person", "本年新收"),
        ("preamble", "联系方式"),
        ("title", "机关:"),
        ("summary.on_request", "依申请公开"),
        ("other_matters.fee.charged", "通知收费金额"),
    ]:
        assert words in lines[reading.lines[path] - 1]
    assert reading.origin == "ours"
    assert (reading.file_facts.name, reading.file_facts.format) == ("甲.yaml", "yaml")


@pytest.mark.parametrize("cell", ["", " null", " ~"])
def test_a_blank_cell_is_not_a_zero(cell: str) -> None:
    report = read_text(changed("  行政许可: 12", f"  行政许可:{cell}")).report
    assert report.active_disclosure.licences is None
    assert report.active_disclosure.penalties == 0


def test_a_blank_in_a_row_leaves_its_total_blank_unless_the_total_is_stated() -> None:
    row = "本年新收政府信息公开申请数量: {自然人: null, 其余: 0}"
    text = GOOD.replace("本年新收政府信息公开申请数量: {自然人: 3, 商业企业: 1, 其余: 0}", row)
    text = text.replace("{{ requests.received.total }}", "0")
    assert read_text(text).report.requests.received.total is None
    stated = read_text(text.replace(row, "本年新收政府信息公开申请数量: {自然人: null, 总计: 7, 其余: 0}"))
    assert stated.report.requests.received.total == 7


def test_all_cells_can_be_said_to_be_blank() -> None:
    report = read_text(TOWN.replace("{全部: 0}", "{全部: null}")).report
    assert report.requests == Requests()


def test_an_omitted_count_is_an_error_that_names_the_cell() -> None:
    found = problem(changed("  行政处罚: 0\n", ""))
    assert found.path == "active_disclosure.penalties"
    assert found.place == "表二 · 行政处罚 · 本年处理决定数量"
    assert found.line == GOOD.splitlines().index("  规章: {其余: 0}") + 1


def test_an_omitted_table_is_one_error() -> None:
    found = problem(changed("政府信息公开行政复议、行政诉讼情况: {全部: 0}\n", ""))
    assert found.path == "review_litigation"
    assert "{全部: 0}" in str(found)


def test_an_omitted_row_is_one_error_and_not_seven() -> None:
    found = problems(changed("    其余: 0\n  其余: 0\n", "    其余: 0\n"))
    assert [problem.path for problem in found] == ["requests.brought_forward", "requests.carried_forward"]


def test_text_with_braces_inside_braces_wants_quotes() -> None:
    found = problem(changed("行政诉讼情况: {全部: 0}", "行政诉讼情况: {全部: 0, 表后文字: 共{{ year }}件。}"))
    assert "加引号" in str(found.mend)


def test_rest_reaches_what_lies_below_it() -> None:
    text = changed("    予以公开: {自然人: 3, 商业企业: 1, 其余: 0}", "    予以公开: {自然人: 3, 商业企业: 1}")
    assert read_text(text).report == read_text(GOOD).report


def test_all_and_a_count_beside_it_contradict_each_other() -> None:
    found = problem(changed("{其余: 0}\n  行政规", "{全部: 0, 本年制发件数: 1}\n  行政规"))
    assert "全部" in found.message
    assert "其余" in str(found.mend)


def test_rest_is_only_zero_or_blank() -> None:
    assert "只能是 0 或 null" in problem(changed("规章: {其余: 0}", "规章: {其余: 3}")).message


def test_labels_over_several_columns_may_be_written_or_not() -> None:
    grouped = "{自然人: 3, 法人或其他组织: {商业企业: 1, 其余: 0}}"
    text = changed(
        "本年新收政府信息公开申请数量: {自然人: 3, 商业企业: 1, 其余: 0}", f"本年新收政府信息公开申请数量: {grouped}"
    )
    assert read_text(text).report == read_text(GOOD).report


@pytest.mark.parametrize(
    ("typed", "count"),
    [("007", 7), ("010", 10), ("1,234", 1234), ("１２", 12), ("１，２３４", 1234), ("'12'", 12), ("+5", 5)],
)
def test_a_count_is_decimal_and_its_writing_is_unambiguous(typed: str, count: int) -> None:
    assert read_text(changed("  行政许可: 12", f"  行政许可: {typed}")).report.active_disclosure.licences == count


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("三", "请写 3"),
        ("3件", "请写 3"),
        ("无", "null"),
        ("/", "null"),
        ("12,34", "逗号"),
        ("1.0", None),
        ("1e3", None),
        ("0x1F", None),
        ("1_000", None),
        ("12:30", None),
        ("yes", None),
        ("'null'", None),
        ("[1]", None),
        ("{a: 1}", None),
        ("9" * 19, None),
        ("9" * 5000, None),
    ],
)
def test_what_is_no_count_is_refused_where_it_stands(typed: str, mend: str | None) -> None:
    found = problem(changed("  行政许可: 12", f"  行政许可: {typed}"))
    assert (found.path, found.line) == ("active_disclosure.licences", GOOD.splitlines().index("  行政许可: 12") + 1)
    assert mend is None or mend in str(found.mend)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1.50", "1.50"), ("59237.2449", "59237.2449"), ("96,171.6", "96171.6"), ("１．５", "1.5"), ("0", "0")],
)
def test_money_is_exact_to_the_last_digit(typed: str, amount: str) -> None:
    fees = read_text(changed("收费: 1.50", f"收费: {typed}")).report.active_disclosure.fees
    assert str(fees) == amount


def test_money_beyond_its_decimals_is_refused() -> None:
    assert "小数" in problem(changed("收费: 1.50", "收费: 1.1234567")).message


def test_zeros_of_postcode_and_telephone_are_kept() -> None:
    contact = read_text(GOOD).report.agency.contact
    assert (contact.postcode, contact.phone) == ("010000", "0632-8511104")


@pytest.mark.parametrize(
    ("key", "value"), [("简称", "no"), ("简称", "12:30:45"), ("简称", "0x1F"), ("简称", "1e3"), ("简称", "on")]
)
def test_text_is_what_was_typed(key: str, value: str) -> None:
    assert read_text(changed("  简称: 甲镇", f"  {key}: {value}")).report.agency.short_name == value


def test_chinese_and_english_words_name_level_and_type() -> None:
    agency = read_text(GOOD).report.agency
    assert (agency.level, agency.type) == ("township", "town")
    assert read_text(changed("乡级", "township")).report.agency == agency
    assert "乡级" in str(problem(changed("层级: 乡级", "层级: 乡镇级")).expected)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("街道办事处", "街道"),
        ("县政府部门", "部门"),
        ("镇政府", None),
    ],
)
def test_a_kind_of_body_is_proposed_where_its_word_is_in_what_was_typed(typed: str, near: str | None) -> None:
    assert problem(changed("类型: 乡镇", f"类型: {typed}")).mend == (near and f"是否指“{near}”")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("乡镇级", "乡级"),
        ("县区级", "县级"),
        ("国家级", "国家"),
        ("townshp", "township"),
        ("镇级", None),
        ("区级", None),
    ],
)
def test_a_word_of_a_few_is_proposed_only_where_no_other_is_as_near(typed: str, near: str | None) -> None:
    found = problem(changed("层级: 乡级", f"层级: {typed}"))
    assert found.expected == "国家、省级、市级、县级、乡级"
    assert found.mend == (near and f"是否指“{near}”")


def test_a_misspelt_key_names_the_nearest_right_one() -> None:
    found = problem(changed("  行政许可: 12", "  行政许克: 12"))
    assert found.found == "行政许克"
    assert found.mend == "是否指“行政许可”"
    assert "on_request" in str(problem(changed("  依申请公开: ", "  on_requst: ")).mend)


def test_one_field_by_two_names_is_refused() -> None:
    assert "两次" in problem(changed("  行政许可: 12", "  行政许可: 12\n  licences: 12")).message
    assert "两次" in problem(changed("  依申请公开: ", "  （二）主动公开: 又\n  依申请公开: ")).message


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD.replace("行政许可: 12", "行政许可: 十二")
        .replace("增加图解。", "增加{% x %}图解。")
        .replace("层级: 乡级", "层级: 村")
    )
    text = (
        text.replace("行政处罚: 0", "行政处罚: -1")
        .replace("存在的主要问题:", "存在的主要间题:")
        .replace("2024-01-15", "昨天")
    )
    found = problems(text)
    assert len(found) == 6
    assert [problem.line for problem in found] == sorted(problem.line or 0 for problem in found)
    assert all(problem.file == "甲.yaml" and problem.column for problem in found)


def test_the_preamble_and_title_are_written_unless_the_author_writes_them() -> None:
    report = read_text(GOOD).report
    assert report.title == "甲镇人民政府2023年政府信息公开工作年度报告"
    assert report.preamble is not None
    assert "010000" in report.preamble.text
    stated = read_text(f"{GOOD}标题: 甲镇报告\n前言: null\n").report
    assert (stated.title, stated.preamble) == ("甲镇报告", None)


def test_text_before_and_after_a_table_stays_with_it() -> None:
    text = changed("行政诉讼情况: {全部: 0}", "行政诉讼情况: {全部: 0, 表后文字: '共{{ 行政复议.总计 }}件。'}")
    assert read_text(text).report.review_litigation.after == Prose("共0件。")


def test_plain_text_of_a_section_is_parted_at_its_headings() -> None:
    text = (
        TOWN
        + "总体情况: |\n  先说一句。\n\n  （一）主动公开工作情况\n\n  甲。\n\n  （二）标准化建设\n\n  1.乙\n\n  丙。\n"
    )
    parts = read_text(text).report.summary.parts
    assert [part.name for part in parts] == ["lead", "active_disclosure", None]
    assert [part.heading for part in parts] == [None, "（一）主动公开工作情况", "（二）标准化建设"]
    assert parts[2].body == Prose([Heading(level=3, text="1.乙"), *Prose("丙。")])


def test_known_parts_stand_in_statutory_order() -> None:
    text = f"{TOWN}总体情况: {{依申请公开: 乙。, 主动公开: 甲。}}\n"
    assert read_text(text).report.summary.text == "（一）主动公开\n甲。\n（二）依申请公开\n乙。"


def test_a_part_of_the_authors_own_keeps_its_heading_and_place() -> None:
    text = f"{TOWN}总体情况:\n  主动公开: 甲。\n  （二）标准化建设: 乙。\n  依申请公开: 丙。\n"
    assert read_text(text).report.summary.text == "（一）主动公开\n甲。\n（二）标准化建设\n乙。\n（三）依申请公开\n丙。"


def test_a_heading_that_is_nearly_a_known_part_is_asked_about() -> None:
    found = problem(f"{TOWN}总体情况: {{（一）主动公幵: 甲。}}\n")
    assert "主动公开" in str(found.mend)
    listed = read_text(f"{TOWN}总体情况:\n  - {{标题: （一）主动公幵, 正文: 甲。}}\n").report.summary
    assert (listed.parts[0].name, listed.parts[0].heading) == (None, "（一）主动公幵")


def test_a_list_gives_parts_as_they_are_to_be_printed() -> None:
    text = f"{TOWN}总体情况:\n  - 主动公开: 甲。\n  - {{名称: on_request, 小标题: 二是办理。, 接排: 是, 正文: 乙。}}\n"
    parts = read_text(text).report.summary.parts
    assert (parts[0].heading, parts[1].heading, parts[1].run_in) == ("（一）主动公开", "二是办理。", True)


def test_blocks_say_what_plain_text_cannot() -> None:
    blocks = "[{文字: 1.不是标题}, {标题: （一）题}, {表格: [[栏目, 数], [通知, 12], [公告,]]}]"
    text = f"{TOWN}总体情况:\n  开头: {blocks}\n"
    assert "表格" in problem(text).message
    body = read_text(text.replace(", [公告,]", "")).report.summary.lead
    assert body is not None
    assert [block.kind for block in body] == ["paragraph", "heading", "table"]
    assert body[2] == PlainTable(rows=(("栏目", "数"), ("通知", "12")))


def test_a_slip_in_a_block_is_told_by_its_title_and_a_wrong_key_with_the_nearest() -> None:
    text = f"{TOWN}总体情况:\n  开头: [{{表格: [[数, 2024年], [通知, 12]], 画成图: 对}}]\n"
    assert problem(text).place == "一、总体情况 · 开头 · 第1项 · 画成图"
    slip = problem(f"{TOWN}总体情况:\n  开头: [{{同比表格: [行政许可]}}]\n")
    assert slip.mend == "是否指“同比表”"
    assert "种类" not in str(slip)


def test_the_fee_sentence_is_written_from_its_figures_unless_stated() -> None:
    assert "未收取信息处理费" in read_text(GOOD).report.other_matters.text
    text = changed("  信息处理费:", "  收取信息处理费情况: 自己写。\n  信息处理费:")
    assert read_text(text).report.other_matters.text == "自己写。"


@pytest.mark.parametrize("year", ["二〇二〇", "202", "null", "[2020]"])
def test_a_slip_in_the_year_does_not_make_the_rest_wrong(year: str) -> None:
    text = (
        (Path(__file__).parents[2] / "fixtures/townships/hewan_2020.yaml")
        .read_text(encoding="utf-8")
        .replace("年度: 2020", f"年度: {year}", 1)
    )
    assert problem(text).path == "year"


def test_printed_and_accepted_are_read_by_their_chinese_titles() -> None:
    text = (
        f"{TOWN}已说明事项:\n  - {{代码: GK402, 位置: requests.received, 理由: 上年更正}}\n"
        "原件字样: {标题各行: [甲镇, 年度报告], "
        "各部分标题: {summary: 一、概述}, 格内文字: {requests.received.total: /}}\n"
    )
    report = read_text(text).report
    assert report.accepted[0].reason == "上年更正"
    assert report.printed.title == ("甲镇", "年度报告")
    assert report.printed.words == {"requests.received.total": "/"}


@pytest.mark.parametrize("printed", ["各部分标题: {summaries: 一、概述}", "各部分次序: [甲]", "格内文字: {甲: /}"])
def test_what_was_printed_nowhere_in_the_form_is_refused_at_its_line(printed: str) -> None:
    found = problem(f"{TOWN}原件字样:\n  {printed}\n")
    assert found.line == TOWN.count("\n") + 2


@pytest.mark.parametrize("year", ["2018", "99999", "-1", "二〇二三", "2023年", "null"])
def test_a_year_that_no_form_is_for_is_refused(year: str) -> None:
    found = problem(changed("年度: 2023", f"年度: {year}"))
    assert found.path == "year"


@pytest.mark.parametrize("form", [AnnualReport, AnnualReport2019])
def test_every_figure_can_be_written_by_its_printed_labels(form: type[AnnualReport | AnnualReport2019]) -> None:
    for figure in outline_of(form).figures.values():
        labels = [label for label in (*figure.rows, *figure.columns) if label != "申请人情况"]
        if labels[-1] in ("本年处理决定数量", "本年收费金额（单位：万元）"):
            labels.pop()
        keys = "".join(f"{{{label!r}: " for label in labels)
        table = f"{strip_numbering(figure.section)}: {keys}7{'}' * len(labels)}\n"
        year = "2020" if form is AnnualReport2019 else "2023"
        with pytest.raises(GkError) as caught:
            read_text(f"年度: {year}\n{table}")
        assert figure.path not in {problem.path for problem in caught.value.problems}, figure
        assert not [problem for problem in caught.value.problems if problem.message == "没有这一项"], figure


def test_a_key_that_is_a_heading_is_text_like_any_other() -> None:
    text = f"{TOWN}总体情况:\n  （一）{{{{ year }}}}年标准化: 甲。\n"
    assert read_text(text).report.summary.parts[0].heading == "（一）2023年标准化"
    for key in ('"（一）甲\\n乙"', '"（一）甲\\a"', '"（一）{{ x }}"'):
        assert problem(f"{TOWN}总体情况:\n  {key}: 甲。\n").line == 7


@pytest.mark.parametrize("edition", ["[1]", "2099", "{a: b}", "'2021 '"])
def test_an_edition_that_is_none_is_refused(edition: str) -> None:
    assert str(problem(f"{TOWN}格式版本: {edition}\n"))


ROWS = "政府信息公开行政复议、行政诉讼情况: {全部: 0}"
RECEIVED = "本年新收政府信息公开申请数量: {自然人: 3, 商业企业: 1, 其余: 0}"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (ROWS, "政府信息公开行政复议、行政诉讼情况: 0", ROWS),
        (ROWS, "政府信息公开行政复议、行政诉讼情况: ０", ROWS),
        (ROWS, "政府信息公开行政复议、行政诉讼情况: null", "政府信息公开行政复议、行政诉讼情况: {全部: null}"),
        (ROWS, "政府信息公开行政复议、行政诉讼情况: {行政复议: 0, 其余: 0}", ROWS),
        ("规章: {其余: 0}", "规章: 0", "规章: {其余: 0}"),
        ("规章: {其余: 0}", "规章: null", "规章: {全部: null}"),
        ("信息处理费: {收费通知件数: 0, 通知收费金额: 0, 实际收取金额: 0}", "信息处理费: 0", "信息处理费: {全部: 0}"),
        (RECEIVED, RECEIVED[:-6] + "法人或其他组织: 0}", RECEIVED.replace("商业企业: 1, ", "")),
    ],
)
def test_a_lone_0_or_null_in_the_place_of_a_table_a_group_or_a_row_stands_for_all_of_it(
    old: str, new: str, same: str
) -> None:
    new = new.replace("商业企业: 1, ", "")
    assert read_text(changed(old, new)).report == read_text(changed(old, same)).report


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("规章: {其余: 0}", "规章: 4", "这一行有三列，不能只写一个数。写的是“4”。请写 {本年制发件数: …"),
        (ROWS, "政府信息公开行政复议、行政诉讼情况: 3", "这里有三项，不能只写一个数。写的是“3”。请写 {行政复议: {…}"),
        (RECEIVED, "本年新收政府信息公开申请数量: 4", "这一行有七列，不能只写一个数。写的是“4”。请写 {自然人: …"),
        (ROWS, "政府信息公开行政复议、行政诉讼情况: 无", "全是 0 请写 0"),
        ("解读的形式不多。", "0", "这里要写文字。写的是“0”。没有这一部分，就删去这一行"),
    ],
)
def test_a_lone_number_in_the_place_of_a_row_is_answered_with_the_columns_of_the_form(
    old: str, new: str, said: str
) -> None:
    assert said in str(problem(changed(old, new)))


LINES = st.lists(
    st.lists(
        st.builds(str.__add__, st.sampled_from(["字", "1.", "（一）"]), st.text("甲乙，。a1", min_size=1, max_size=9)),
        min_size=1,
        max_size=3,
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=EXAMPLES)
@given(LINES, st.sampled_from(["{}", '"{}"', "'{}'", ">\n    {}", ">-\n    {}"]))
def test_text_over_lines_is_the_text_that_it_is_below_a_bar(paragraphs: list[list[str]], typed: str) -> None:
    below = "\n\n".join("\n".join(f"    {line}" for line in lines) for lines in paragraphs).removeprefix("    ")
    found = read_text(changed("解读的形式不多。", typed.format(below)))
    barred = read_text(changed("解读的形式不多。", f"|\n    {below}"))
    assert (found.report, found.findings) == (barred.report, barred.findings)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("一是形式不多。\n    二是更新不快。", True),
        ("形式不多；\n    更新不快。", True),
        ("栏目\t条数\n    财政\t4", True),
        ("| 栏目 | 条数 |\n    | 财政 | 4 |", True),
        ("问题如下：\n    一是形式不多。", True),
        (f"{'很' * 80}多。\n    更新不快。", True),
        (f"{'很' * 40}多。\n    更新不快。", False),
        ("形式不多，\n    更新不快。\n    内容不新。", False),
        ("形式不多。\n\n    更新不快。", False),
        ("1.形式不多。\n    2.更新不快。", False),
        ("（1）形式不多\n    更新不快。", False),
        ("形式不多。", False),
    ],
)
def test_lines_that_look_like_several_paragraphs_and_are_one_are_told(text: str, *, is_told: bool) -> None:
    reading = read_text(changed("解读的形式不多。", f"|\n    {text}"))
    assert [(one.code, one.place.path) for one in reading.findings] == [("GK112", "problems.remaining")] * is_told


def test_quotes_and_escapes_in_text_over_lines_are_what_yaml_takes_them_for() -> None:
    for typed, said in (
        ("'问''一''。\n\n    问二。'", ["问'一'。", "问二。"]),
        ('"问一\\\n    二。"', ["问一二。"]),
        ('"问一。\\n\\n问二。"', ["问一。", "问二。"]),
    ):
        remaining = read_text(changed("解读的形式不多。", typed)).report.problems.remaining
        assert [block.text for block in remaining or ()] == said


def test_an_address_over_two_lines_is_one_without_a_gap() -> None:
    text = changed("地址: 甲镇一路1号", "地址: 建设路8号\n    （二楼）")
    assert read_text(text).report.agency.contact.address == "建设路8号（二楼）"


def test_two_telephones_as_a_list_are_told_to_stand_on_one_line() -> None:
    found = problem(changed("电话: 0632-8511104", "电话: [0632-8511104, 0632-8511105]"))
    assert (found.path, found.mend) == ("agency.contact.phone", "几个写在一行里，用“、”隔开")


def test_an_address_of_two_lines_below_a_bar_is_told_to_be_one() -> None:
    text = GOOD.replace("{地址: 甲镇一路1号, 邮编", '{地址: "甲镇一路1号\\n二楼", 邮编')
    assert problem(text).mend == "请写在一行里"


@pytest.mark.parametrize(("year", "edition"), [(2020, "2019"), (2023, "2021")])
def test_a_year_of_another_edition_than_the_rows_are_of_is_told_first(year: int, edition: str) -> None:
    other = 2023 if year == 2020 else 2020
    first, *_ = problems(
        re.sub(r"待填|\"\{\{ 待填 }}\"", "三", starting_text("甲镇", other, "甲.yaml")).replace(
            f"年度: {other}", f"年度: {year}"
        )
    )
    assert (first.path, first.mend) == ("year", "请先核对年度")
    assert f"用{edition}年版格式" in first.message


@pytest.mark.parametrize(("number", "day"), [(36_526, "2000-01-01"), (46_042, "2026-01-20")])
def test_a_date_that_a_workbook_shows_as_a_number_is_told_as_the_date(number: int, day: str) -> None:
    assert str(problem(changed("2024-01-15", str(number))).mend).startswith(f"请写 {day}，")
