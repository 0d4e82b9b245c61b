"""What is no annual report is refused for what it is; a report of which little can be read is one all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import gk_docs as gk
from gk_docs import formats as readers
from gk_docs.authored.workbook.words import HEAD_HELP
from gk_docs.errors import NotAnAnnualReport
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "甲县财政局2023年政府信息公开工作年度报告"
SECTIONS = [section.title for section in outline_of(FORMS["2021"]).sections]
TABLES = [section.grid for section in outline_of(FORMS["2021"]).sections if section.grid]
SAID = "全年通过网站公开信息三百条，办理申请两件，都按期答复。"


def lines(*texts: str) -> bytes:
    return "\n".join(texts).encode()


def between_titles(text: str) -> list[str]:
    return [line for title in SECTIONS for line in (title, text)]


OTHERS = {
    "a blank line": (b" \n", "没有它的标题"),
    "budget": (lines("甲县2023年预算公开说明", "一、收入情况", "全年收入10万元。"), "甲县2023年预算公开说明"),
    "budget with our sections": (lines("甲县财政局部门决算", *between_titles(SAID)), "甲县财政局部门决算"),
    "explanation": (lines(f"《{TITLE}》解读", *between_titles(SAID)), "解读"),
    "picture": (lines(f"一图读懂{TITLE}", *SECTIONS), "一图读懂"),
    "notice": (
        lines("关于编制2023年政府信息公开工作年度报告的通知", "各单位：", "请按时报送。"),
        "像是“关于编制.*通知”",
    ),
    "notice with all sections": (lines("关于报送年报的通知", *between_titles("如实填写。")), "没有标题和机关名称"),
    "letter": (lines("关于报送年报的函", "现将年报报送给你们。", f"附件：{TITLE}"), "像是“关于报送年报的函”"),
    "law": (lines("甲县法治政府建设年度报告", SECTIONS[0], SAID, SECTIONS[4], SAID, SECTIONS[5], SAID), "法治政府"),
    "guide": (lines("甲县政府信息公开指南", "一、主动公开", "见目录。", "二、依申请公开", "可写信申请。"), "指南"),
    "contents": (lines(TITLE, "目录", *(f"{title}……1" for title in SECTIONS)), "没有正文和表格"),
    "contents without a title": (lines("目录", *SECTIONS), "没有标题和机关名称"),
    "list": (
        lines(*(f"{body}2023年政府信息公开工作年度报告" for body in ("甲局", "乙局", "丙局"))),
        "几份年度报告的标题",
    ),
    "page that links": (lines(TITLE, "发布日期：2024-01-15", f"附件：{TITLE}.pdf", "【打印】【关闭】"), "附件里"),
    "list of one": (
        lines(TITLE, "2024-01-11", "共1条 1/1页 上一页 下一页 首页 尾页 跳转到第 页 每页显示20条"),
        "附件里",
    ),
    "pictures": (f"<h1>{TITLE}</h1><p><img src='1.jpg'></p><p><img src='2.jpg'></p>".encode(), "是图片，没有文字"),
    "annex": ("<p>附表</p><table><tr><td>规章<td>3<tr><td>行政许可<td>2</table>".encode(), "像是“附表”"),
    "list of cases": (
        "<p>附：行政复议明细</p><table><tr><td>案号<td>结果<tr><td>1<td>结果维持<tr><td>总计<td>1</table>".encode(),
        "明细",
    ),
    "total of a county": (
        f"<p>{TITLE}附表</p><table><tr><td>机关<td>规章<td>行政许可<tr><td>甲镇<td>1<td>2</table>".encode(),
        "年度报告附表",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_report_is_refused_for_what_it_is(name: str) -> None:
    data, said = OTHERS[name]
    with pytest.raises(NotAnAnnualReport, match=said):
        readers.read(data, name="年报.txt")


@pytest.mark.parametrize("title", ["政府信息公开工作年度报告", "XX局（乡镇）2023年政府信息公开工作年度报告", TITLE, ""])
@pytest.mark.parametrize("hint", ["", "（请填写）", "＿＿＿＿"])
def test_the_form_in_which_nobody_wrote_is_no_report_without_figures(kit: Any, title: str, hint: str) -> None:
    body = [title]
    for section in outline_of(FORMS["2021"]).sections:
        body += [section.title, "" if section.grid else hint]
    paragraphs = list(map(kit.docx_paragraph, body))
    blank = dict.fromkeys(kit.figures("2021", 0), "")
    tables = [kit.docx_table(grid, blank) for grid in TABLES]
    with pytest.raises(NotAnAnnualReport, match="空白格式" if title else "没有标题"):
        readers.read(kit.docx_of("".join([*paragraphs[:4], *tables, *paragraphs[4:]])))


def test_our_own_lists_of_findings_are_no_report_though_they_print_its_tables(kit: Any) -> None:
    page = kit.html_report("2021", 2023, kit.figures("2021", 0))
    assert readers.read(page.encode()).report.figures()
    with pytest.raises(NotAnAnnualReport, match="检查结果"):
        readers.read(f"<html><body><h1>检查结果</h1>{page}".encode())


@pytest.mark.parametrize("page", ["<p>{}</p>", "<table><tr><td>{}</td></tr></table>"])
def test_a_workbook_to_fill_in_that_was_printed_is_no_report_though_its_tables_are_filled(kit: Any, page: str) -> None:
    tables = kit.html_report("2021", 2023, kit.figures("2021", 0))
    with pytest.raises(NotAnAnnualReport, match="请用填好的工作簿"):
        readers.read(f"<html><body>{page.format(HEAD_HELP[0])}{tables}".encode())


def report(year: int, licences: int, figures: dict[str, str]) -> gk.AnnualReport:
    counts = {path: int(text) for path, text in figures.items()}
    return gk.AnnualReport.from_figures(
        {**counts, "active_disclosure.licences": licences}, agency="甲县乙局", year=year
    )


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".html", ".txt"])
def test_what_we_save_about_reports_is_read_as_none(kit: Any, suffix: str, tmp_path: Path) -> None:
    figures = {path: text for path, text in kit.figures("2021", 0).items() if not path.endswith("fees")}
    old, draft, new = (report(year, licences, figures) for year, licences in ((2023, 1), (2023, 2), (2024, 2)))
    findings = gk.check(old)
    saved = [gk.save(findings, tmp_path / f"检查{suffix}", of=old)]
    saved += [gk.save(gk.compare(old, later), tmp_path / f"{later.year}{suffix}") for later in (draft, new)]
    for path in saved:
        with pytest.raises(NotAnAnnualReport):
            gk.read(path)


def test_a_comparison_that_was_copied_from_the_prompt_is_no_report() -> None:
    table = "                2022年  2023年  增减  增幅\n    行政许可  件  1  2  +1"
    shown = f"──────── 甲县财政局：2022年 → 2023年\n\n{SECTIONS[1]}\n{table}"
    with pytest.raises(NotAnAnnualReport, match="对比"):
        readers.read(lines(shown, *between_titles(SAID)))


@pytest.mark.parametrize("body", ["甲县预算编审中心", "甲县政策解读中心", "甲县政务公开问答中心", "甲县公开和解读科"])
def test_a_body_whose_name_speaks_of_budgets_or_explanations_publishes_a_report(body: str) -> None:
    title = TITLE.replace("甲县财政局", body)
    assert readers.read(lines(title, *between_titles(SAID))).report.agency.name == body
    assert readers.read(lines(body, title, *between_titles(SAID))).report.agency.name == body


@pytest.mark.parametrize(
    "menu", ["首页 政务公开 政策解读 互动问答", "首页政务公开政策解读", "首页 > 政务公开 > 政策解读 > 年度报告"]
)
def test_the_words_of_a_menu_above_a_report_are_not_about_it(menu: str) -> None:
    table = "<table><tr><td>规章<td>3<td>1<td>2<tr><td>行政许可<td>2</table>"
    page = f"<p>{menu}</p><h1>{TITLE}</h1>{''.join(f'<p>{line}</p>' for line in between_titles(SAID))}"
    for data in (page, page + table):
        assert readers.read(data.encode()).report.agency.name == "甲县财政局"


LITTLE = {
    "sentences": lines(TITLE, SAID),
    "one section": lines(TITLE, SECTIONS[0], SAID),
    "other sections": lines(TITLE, "一、基本情况", SAID, "二、下一步打算", SAID),
    "no tables": lines(TITLE, *between_titles(SAID)),
    "a body in the preamble": lines("本报告由甲县财政局编制，期限自2023年1月1日起。", *between_titles(SAID)),
    "tables as pictures": "".join(
        [f"<h1>{TITLE}</h1>", *(f"<p>{title}</p><img src='1.png'>" for title in SECTIONS), f"<p>{SAID}</p>"]
    ).encode(),
    "signs for none": f"<h1>{TITLE}</h1><table><tr><td>规章<td>—<td>—<td>—<tr><td>行政许可<td>/</table>".encode(),
    "figures that stand nowhere": lines(
        TITLE, SECTIONS[2], "自然人 商业企业 总计", "9 1 10", "2 0 2", "（一）予以公开"
    ),
    "a menu above": lines("政务公开", "政府信息公开指南", "政府信息公开年报", TITLE, *between_titles(SAID)),
}


@pytest.mark.parametrize("name", LITTLE)
def test_a_report_of_which_little_can_be_read_is_a_report_with_words_that_help(name: str) -> None:
    reading = readers.read(LITTLE[name])
    assert (reading.report.agency.name, reading.report.year) == ("甲县财政局", 2023)
    assert any(finding.code in ("GK101", "GK102", "GK104") for finding in reading.findings)
