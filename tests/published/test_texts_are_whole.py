"""The narrative comes whole and in order; what is no part of the report is reported and not mixed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from gk_docs import formats as readers

if TYPE_CHECKING:
    from collections.abc import Callable

    from gk_docs.form.reading import Reading

NARRATIVES = ("summary", "problems", "other_matters")
HEAD = "甲镇人民政府2023年政府信息公开工作年度报告\n"
TITLES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def all_text(reading: Reading) -> str:
    report = reading.report
    sections = [getattr(report, name).text for name in NARRATIVES]
    tables = [getattr(report, name) for name in ("active_disclosure", "requests", "review_litigation")]
    around = [prose.text for table in tables for prose in (table.before, table.after)]
    return "\n".join([report.title or "", report.preamble.text if report.preamble else "", *sections, *around])


def read(text: str) -> Reading:
    return readers.read((HEAD + text).encode())


@pytest.mark.parametrize("shape", ["bars_between", "cell_a_line", "tab_before_cell", "torn_labels"])
def test_every_sentence_of_a_text_stands_in_some_part(kit: Any, edition: str, shape: str) -> None:
    cells = kit.figures(edition, seed=1)
    text = kit.text_report(edition, kit.years[edition], cells, kit.shapes[shape])
    found = all_text(readers.read(text.encode()))
    for sentences in kit.sentences.values():
        for line in sentences:
            assert all(sentence in found for sentence in re.split("(?<=[。；])", line))


def test_every_sentence_of_a_page_stands_in_order_and_the_page_around_does_not(kit: Any, edition: str) -> None:
    reading = readers.read(kit.html_report(edition, 2023, kit.figures(edition, seed=1)).encode())
    report = reading.report
    for name, sentences in kit.sentences.items():
        assert getattr(report, name).text.split("\n") == list(sentences)
    assert not re.search("首页|打印|主办|备案|索引号", all_text(reading))
    aside = [finding for finding in reading.findings if finding.code == "GK103"]
    assert [finding.severity.chinese for finding in aside] == ["提示"]
    assert "主办" in (aside[0].found or "")


def test_parts_that_the_form_knows_are_named_however_they_are_headed() -> None:
    report = read(
        "一、总体情况\n全年工作平稳。\n主动公开方面。发布信息20条。\n2.依申请公开。\n没有收到申请。\n"
        "3、政府信息管理。\n先审后发。\n4.平台建设方面：专栏每月检查。\n5.监督保障方面。年底考核。\n"
        "二、主动公开政府信息情况\n五、存在问题及改进情况\n（一）存在的主要问题\n人员少。\n"
        "（二）改进措施\n多培训。\n六、其他需要报告的事项\n无。"
    ).report
    assert [part.name for part in report.summary.parts] == [
        "lead", "active_disclosure", "on_request", "management", "platform", "oversight",
    ]  # fmt: skip
    assert report.summary.active_disclosure is not None
    assert report.summary.active_disclosure.text == "发布信息20条。"
    assert [part.name for part in report.problems.parts] == ["remaining", "measures"]


def test_problems_and_measures_at_the_head_of_their_paragraphs_are_both_named() -> None:
    parts = read(
        "一、总体情况\n全年工作平稳。\n五、存在的主要问题及改进情况\n存在的主要问题：一是人员少；二是更新慢。\n"
        "改进情况：全年培训两次。\n六、其他需要报告的事项\n无。"
    ).report.problems.parts
    assert [(part.name, part.heading, part.run_in) for part in parts] == [
        ("remaining", "存在的主要问题：", True),
        ("measures", "改进情况：", True),
    ]


def test_a_part_of_its_own_keeps_its_heading_and_its_place() -> None:
    parts = read(
        "一、总体情况\n（一）主动公开\n发布信息20条。\n（二）标准化建设\n编目录一份。\n（三）监督保障\n年底考核。\n"
        "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况"
    ).report.summary.parts
    assert [(part.name, part.heading) for part in parts] == [
        ("active_disclosure", "（一）主动公开"),
        (None, "（二）标准化建设"),
        ("oversight", "（三）监督保障"),
    ]


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("一、工作概况", "summary"),
        ("二、主动公开政府信息情况统计表", "active_disclosure"),
        ("三、收到和处理政府信息公开申请情况表", "requests"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review_litigation"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在问题和整改措施", "problems"),
        ("五、今后努力的方向", "problems"),
        ("六、其他需要报告的事项。", "other_matters"),
    ],
)
def test_a_renamed_title_still_heads_its_section(title: str, section: str) -> None:
    titles = list(TITLES)
    number = "一二三四五六".index(title[0])
    titles[number] = title
    report = read("\n甲乙丙丁。\n".join(titles) + "\n甲乙丙丁。").report
    assert report.printed.headings == {section: title}
    assert report.summary.text == report.problems.text == report.other_matters.text == "甲乙丙丁。"


def test_sections_out_of_order_are_kept_in_the_printed_order() -> None:
    report = read(
        "一、总体情况\n甲。\n三、收到和处理政府信息公开申请情况\n丙。\n二、主动公开政府信息情况\n乙。\n"
        "五、存在的主要问题及改进情况\n戊。"
    ).report
    assert report.printed.order == ("summary", "requests", "active_disclosure", "problems")
    assert (report.requests.before.text, report.active_disclosure.before.text) == ("丙。", "乙。")


def test_text_around_a_table_stays_before_and_after_it() -> None:
    report = read(
        "一、总体情况\n甲。\n二、主动公开政府信息情况\n（以下为表格）\n第二十条第（五）项 |\n"
        "信息内容 | 本年处理决定数量 |\n行政许可 | 7 |\n"
        "以上许可都已公示。\n三、收到和处理政府信息公开申请情况\n乙。"
    ).report
    assert report.figure("active_disclosure.licences") == 7
    assert (report.active_disclosure.before.text, report.active_disclosure.after.text) == (
        "（以下为表格）",
        "以上许可都已公示。",
    )


def test_a_table_of_contents_is_not_taken_for_the_sections() -> None:
    contents = "\n".join((*TITLES, ""))
    report = read(f"目录\n{contents}{contents.replace(chr(10), chr(10) + '甲乙丙丁。' + chr(10))}").report
    assert report.summary.text == report.other_matters.text == "甲乙丙丁。"


def test_lines_of_one_width_are_paragraphs_again() -> None:
    lines = [
        "全镇把公开工作放在要紧的位置，每月检查一遍网站的各个栏目，发现失",
        "效的链接就在当月修好，发现过期的信息就在当天更新，全年检查了十二",
        "遍，修好了三十多处，没有发生因为信息过期而引起的投诉，群众反映较",
        "好，县里的通报也作了肯定，下一年还要照着这个办法做下去，并且把检",
        "查的范围扩大到各村的公开栏。",
    ]
    text = "一、总体情况\n" + "\n".join(lines) + "\n二、主动公开政府信息情况\n" + "\n".join(lines)
    report = read(text).report
    assert report.summary.text == "".join(lines)


PAGES: dict[str, Callable[[str], str]] = {
    "inside a layout table": lambda page: page.replace("<body>", "<body><table><tr><td>").replace(
        "</body>", "</td></tr></table></body>"
    ),
    "without end tags": lambda page: re.sub("</(td|tr|p)>", "", page),
    "with comments": lambda page: page.replace("<td", "<!-- x --><td"),
    "with a hidden copy": lambda page: page.replace(
        "<body>", '<body><div style="display:none">一、总体情况<br>旧文。</div>'
    ),
    "with links to its sections": lambda page: page.replace(
        '<div class="top">', '<div class="top">' + "<br>".join(f"<a>{title}</a>" for title in TITLES) + "<br>"
    ),
    "with the edges of a Word file's pages": lambda page: page.replace(
        '<div class="share">', '<div title="footer"><p>— <span>5</span> —</p></div><div class="share">'
    ),
    "with neighbours below": lambda page: page.replace(
        '<div class="share">', '<p>上一篇：乙局2022年政府信息公开工作年度报告</p><div class="share">'
    ),
}
"""Ways in which a saved page differs."""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_the_same_however_it_is_built(kit: Any, name: str) -> None:
    page = kit.html_report("2021", 2023, kit.figures("2021", seed=8, blanks=0.2))
    expected, found = readers.read(page.encode()).report, readers.read(PAGES[name](page).encode()).report
    assert found == expected


PAGE = f"<html><title>年报</title><h1>{HEAD}</h1>" + "".join(f"<p>{title}</p><p>照常。</p>" for title in TITLES)
CELLS = "<table><tr><td>行政许可</td><td>12</td></tr><tr><td>其他</td><td>说明</td></tr></table>"


@pytest.mark.parametrize("named", ["&#3;", "&#X3;", "&#0000000003;", "&#xD800;", "&#xFFFF;", "&#99999999999;"])
def test_a_character_that_no_document_can_hold_is_left_out_also_where_a_page_names_it_by_number(named: str) -> None:
    page = PAGE.replace("<p>三", f"{CELLS}<p>三")
    marked = re.sub("(<(?:td|p|h1|title)>)", rf"\1{named}", page)
    assert marked != page
    plain, read = (readers.read(one.encode(), name="年报.html") for one in (page, marked))
    assert read.report == plain.report
    assert all_text(read).count("照常。") == len(TITLES)


def test_and_any_other_character_that_is_named_by_number_is_read() -> None:
    page = PAGE.replace("照常。", "&#30002;&#x9547;&#128512;", 1)
    assert "甲镇\U0001f600" in all_text(readers.read(page.encode(), name="年报.html"))
