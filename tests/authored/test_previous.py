"""Last year's report: what it carries over, what text may quote of it, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.authored.authored_example import GOOD, problem
from tests.workbook.editing import head_cell, with_cells

from gk_docs.checks import check
from gk_docs.errors import GkError
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import read, render

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.errors import Problem
    from gk_docs.form.reading import Reading

CARRIED = "  结转下年度继续办理: {自然人: 2, 科研机构: null, 其余: 0}\n"
LAST = GOOD.replace("年度: 2023", "年度: 2022").replace("    其余: 0\n", f"    其余: 0\n{CARRIED}", 1)


def both(folder: Path, this: str, last: str | bytes = LAST, name: str = "去年.yaml", key: str = "上年报告") -> Reading:
    (folder / name).write_bytes(last.encode() if isinstance(last, str) else last)
    (folder / "今年.yaml").write_text(f"{this}{key}: {name}\n", encoding="utf-8")
    return read(folder / "今年.yaml")


def refused(folder: Path, this: str, last: str | bytes = LAST, name: str = "去年.yaml") -> tuple[Problem, ...]:
    with pytest.raises(GkError) as caught:
        both(folder, this, last, name)
    return caught.value.problems


@pytest.mark.parametrize("key", ["上年报告", "previous", "上年"])
def test_what_was_carried_forward_is_brought_forward_column_by_column(tmp_path: Path, key: str) -> None:
    row = both(tmp_path, GOOD, key=key).report.requests.brought_forward
    assert (row.natural_person, row.business, row.total) == (2, 0, 2)


def test_a_stated_column_is_kept(tmp_path: Path) -> None:
    stated = GOOD.replace("    其余: 0\n", "    其余: 0\n  上年结转政府信息公开申请数量: {商业企业: 5}\n", 1)
    row = both(tmp_path, stated).report.requests.brought_forward
    assert (row.natural_person, row.business) == (2, 5)


def test_a_blank_of_last_year_is_no_figure(tmp_path: Path) -> None:
    found = refused(
        tmp_path, GOOD.replace("    其余: 0\n  其余: 0\n", "    其余: 0\n  结转下年度继续办理: {全部: 0}\n")
    )
    assert [problem.path for problem in found] == ["requests.brought_forward.research_institute"]


def test_all_zero_means_all(tmp_path: Path) -> None:
    begin, end = GOOD.index("收到和处理"), GOOD.index("政府信息公开行政复议")
    text = f"{GOOD[:begin]}收到和处理政府信息公开申请情况: {{全部: 0}}\n{GOOD[end:]}"
    assert both(tmp_path, text).report.requests.brought_forward.natural_person == 0


def test_text_may_quote_last_year(tmp_path: Path) -> None:
    text = GOOD.replace("增加图解。", "甲{{ requests.received.total | growth(previous.requests.received.total) }}。")
    measures = both(tmp_path, text).report.problems.measures
    assert measures is not None
    assert measures.text == "甲与上年持平。"


def test_last_year_may_be_of_another_format_and_edition(tmp_path: Path) -> None:
    data = render(read(LAST.encode(), name="去年.yaml").report, "json")
    assert both(tmp_path, GOOD, data, "去年.json").report.requests.brought_forward.natural_person == 2


def test_last_years_own_last_year_and_text_are_not_followed(tmp_path: Path) -> None:
    last = (
        LAST.replace("{{ requests.received.total }}", "{{ previous.requests.received.total }}")
        + "上年报告: 没有.yaml\n"
    )
    assert both(tmp_path, GOOD, last).report.requests.brought_forward.natural_person == 2


def test_a_report_that_names_itself_is_not_followed_forever(tmp_path: Path) -> None:
    assert "上一年度" in refused(tmp_path, GOOD, GOOD, "今年.yaml")[0].message


def test_another_year_or_body_is_refused(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, GOOD, LAST.replace("年度: 2022", "年度: 2021"))
    assert (found.found, found.expected) == ("2021年度", "2022年度的报告")
    assert found.line == GOOD.count("\n") + 1
    assert found.mend == "本文件的年度写的是 2023；写错的是年度，请改年度"
    (found,) = refused(tmp_path, GOOD, LAST.replace("甲镇人民政府", "乙镇人民政府").replace("简称: 甲镇", "简称: 乙镇"))
    assert found.found == "乙镇人民政府"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("年度: 2023", "年度: 2023年"), ("年度: 2023", "年度: 二三年"), ("名称: 甲镇人民政府", "名称: ''")],
)
def test_nothing_is_said_of_another_year_or_body_where_the_files_own_one_is_wrong(
    tmp_path: Path, right: str, wrong: str
) -> None:
    assert "上年报告" not in {found.place for found in refused(tmp_path, GOOD.replace(right, wrong, 1))}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(
            (name, "是否指“去年2022.yaml”")
            for name in ("去年2022", "“去年2022.yaml”", "去年2022.YML ", "去年２０２２.docx")
        ),
        ("旧/去年2021", "是否指“旧/去年2021.yaml”"),
        ("旧\\去年2021", "是否指“旧/去年2021.yaml”"),
        ("旧", "这是一个文件夹"),
    ],
)
def test_the_file_that_a_name_is_meant_for_is_told_whether_it_is_needed_or_not(
    tmp_path: Path, typed: str, meant: str
) -> None:
    (tmp_path / "旧").mkdir()
    for name in ("去年2022.yaml", "旧/去年2021.yaml"):
        (tmp_path / name).write_text(LAST, encoding="utf-8")
    (tmp_path / "今年.yaml").write_text(f"{STATED}上年报告: '{typed}'\n", encoding="utf-8")
    assert meant in read(tmp_path / "今年.yaml").findings[0].message
    (tmp_path / "今年.yaml").write_text(f"{GOOD}上年报告: '{typed}'\n", encoding="utf-8")
    with pytest.raises(GkError) as caught:
        read(tmp_path / "今年.yaml")
    assert meant in (caught.value.problems[0].mend or "")


def test_a_file_of_last_year_that_is_not_there_is_one_problem_however_often_text_compares_with_it(
    tmp_path: Path,
) -> None:
    growth = "\n  - 新收{{ requests.received.total | 比上年 }}，{{ 行政许可 | 同比 }}。\n  - 同比表: [行政处罚]"
    text = STATED.replace("  改进措施: 增加图解。", f"  改进措施:{growth}")
    (tmp_path / "今年.yaml").write_text(f"{text}上年报告: 没有.yaml\n", encoding="utf-8")
    with pytest.raises(GkError) as caught:
        read(tmp_path / "今年.yaml")
    [problem_] = caught.value.problems
    assert (problem_.line, problem_.found) == (text.count("\n") + 1, "没有.yaml")
    assert "文字里也不与上年比较" in (problem_.mend or "")


def test_of_a_path_out_of_the_folder_the_name_is_to_be_written(tmp_path: Path) -> None:
    (tmp_path / "今年.yaml").write_text(f"{GOOD}上年报告: 'D:\\年报\\去年.yaml'\n", encoding="utf-8")
    with pytest.raises(GkError, match=r"请把文件放进同一文件夹，只写“去年\.yaml”"):
        read(tmp_path / "今年.yaml")


def test_the_region_before_the_name_does_not_make_another_body(tmp_path: Path) -> None:
    last = LAST.replace("甲镇人民政府", "青山县甲镇人民政府")
    assert both(tmp_path, GOOD, last).report.requests.brought_forward.natural_person == 2


def test_problems_of_last_year_are_told_with_its_own_file_and_line(tmp_path: Path) -> None:
    found = refused(tmp_path, GOOD.replace("行政许可: 12", "行政许可: x"), LAST.replace("行政许可: 12", "行政许可: y"))
    assert [problem.file for problem in found] == ["今年.yaml", "今年.yaml", "去年.yaml"]
    assert found[2].found == "y"


@pytest.mark.parametrize("name", ["../去年.yaml", "/etc/passwd", "C:\\去年.yaml", "a\\..\\..\\b", "x" * 999])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "去年.yaml").write_text(LAST, encoding="utf-8")
    (tmp_path / "夹").mkdir()
    path = tmp_path / "夹" / "今年.yaml"
    path.write_text(f"{GOOD}previous: '{name}'\n", encoding="utf-8")
    with pytest.raises(GkError) as caught:
        read(path)
    assert caught.value.problems[0].found == name


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "去年.yaml").write_text(LAST, encoding="utf-8")
    (tmp_path / "夹").mkdir()
    (tmp_path / "夹" / "去年.yaml").symlink_to(tmp_path / "去年.yaml")
    path = tmp_path / "夹" / "今年.yaml"
    path.write_text(f"{GOOD}previous: 去年.yaml\n", encoding="utf-8")
    with pytest.raises(GkError) as caught:
        read(path)
    assert "文件夹之外" in caught.value.problems[0].message


def test_from_memory_no_file_is_followed() -> None:
    assert "内存" in (problem(f"{GOOD}previous: 去年.yaml\n").mend or "")


def test_a_blank_previous_is_none() -> None:
    assert read(f"{GOOD}上年报告:\n".encode(), name="甲.yaml").report.year == 2023


def test_the_reading_gives_last_years_report_to_the_checks(tmp_path: Path) -> None:
    reading = both(tmp_path, GOOD)
    assert reading.previous is not None
    assert (reading.previous.year, reading.previous.requests.carried_forward.natural_person) == (2022, 2)
    stated = GOOD.replace("    其余: 0\n", "    其余: 0\n  上年结转政府信息公开申请数量: {自然人: 5}\n", 1)
    [finding] = [found for found in check(both(tmp_path, stated), select=["GK401"]) if "natural" in found.place.path]
    assert (finding.found, finding.expected) == ("5", "2")


LONG = (
    "组织各办公室和村居的同志逐条学习条例，按月通报栏目的更新情况，对群众反映答复慢的环节重新划分了责任，把补正和延期的告知书统一了格式。"
    "村级公开栏由包村干部每月到场查看，墙上的内容与网上的内容逐项对照，缺的补齐，旧的撤下，查看结果交镇里汇总后再公布一遍。"
)


@pytest.mark.parametrize(
    ("wrong", "assessed"), [("", True), ("{{ 没有这个名称 }}", False), ("{{ 上年报告.行政许可 }}", False)]
)
def test_a_copy_of_its_text_is_judged_where_that_can_be_read(tmp_path: Path, wrong: str, *, assessed: bool) -> None:
    same = "  改进措施: 增加图解。"
    this, last = (text.replace(same, f"  改进措施: '{LONG}{more}'") for text, more in ((GOOD, ""), (LAST, wrong)))
    reading = both(tmp_path, this, last)
    assert reading.report.requests.brought_forward.natural_person == 2
    [finding] = check(reading, select=["GK803"])
    assert finding.assessed == assessed
    assert ("与上一年度相同" if assessed else "没有读入") in finding.message


def test_last_years_text_may_speak_of_the_year_before(tmp_path: Path) -> None:
    (tmp_path / "前年.yaml").write_text(LAST.replace("年度: 2022", "年度: 2021"), encoding="utf-8")
    told = f"{LAST}上年报告: 前年.yaml\n前言: '新收{{{{ 本年新收政府信息公开申请数量.总计 | 比上年 }}}}。'\n"
    last = both(tmp_path, GOOD, told).previous
    assert last
    assert "比上年" in str(last.preamble) or "持平" in str(last.preamble)


STATED = GOOD.replace("    其余: 0\n", "    其余: 0\n  上年结转政府信息公开申请数量: {自然人: 2, 其余: 0}\n", 1)


@pytest.mark.parametrize("name", ["没有.yaml", "2022/没有.yaml", "."])
def test_a_file_of_last_year_that_is_not_there_is_told_and_stops_nothing_where_nothing_is_needed_of_it(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "今年.yaml").write_text(f"{STATED}上年报告: {name}\n", encoding="utf-8")
    reading = read(tmp_path / "今年.yaml")
    assert reading.report == both(tmp_path, STATED).report
    [finding] = reading.findings
    assert (finding.code, finding.found) == ("GK108", name)


def test_what_is_needed_of_a_file_that_is_not_there_is_never_taken_for_0(tmp_path: Path) -> None:
    lacking = [
        GOOD,
        STATED.replace("{自然人: 2, 其余: 0}", "{自然人: 2}"),
        STATED.replace("增加图解。", "去年{{ previous.requests.received.total }}件。"),
        STATED.replace("增加图解。", "新收{{ requests.received.total | 比上年 }}。"),
        STATED.replace("  改进措施: 增加图解。", "  改进措施:\n  - 同比表: [行政处罚]"),
    ]
    for text in lacking:
        (tmp_path / "今年.yaml").write_text(f"{text}上年报告: 没有.yaml\n", encoding="utf-8")
        with pytest.raises(GkError) as caught:
            read(tmp_path / "今年.yaml")
        (problem_,) = caught.value.problems
        assert "没有.yaml" in str(problem_)


@pytest.mark.parametrize("name", ["没有.yaml", "今年.yaml", "../去年.yaml", "/etc/passwd", "C:\\去年.docx"])
@pytest.mark.parametrize("kind", ["yaml", "xlsx"])
def test_from_memory_the_file_of_last_year_is_not_opened_and_is_told_as_one_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "今年.yaml").write_text(STATED, encoding="utf-8")
    data = f"{STATED}上年报告: '{name}'\n".encode()
    if kind == "xlsx":
        book = render(read(tmp_path / "今年.yaml").report, "xlsx")
        data = with_cells(book, "基本情况", {head_cell(AnnualReport, "previous"): name})
    reading = read(data, name=f"上传.{kind}")
    assert reading.report.figures() == read(tmp_path / "今年.yaml").report.figures()
    assert [(finding.code, finding.found) for finding in reading.findings] == [("GK108", name)]


def test_but_what_is_needed_of_it_is_refused_from_memory_too() -> None:
    for text in (GOOD, STATED.replace("增加图解。", "去年{{ previous.requests.received.total }}件。")):
        with pytest.raises(GkError, match=r"没有(找到)?上年报告的文件"):
            read(f"{text}上年报告: 去年.yaml\n".encode(), name="上传.yaml")


def test_what_the_row_itself_says_goes_before_last_year(tmp_path: Path) -> None:
    zero = STATED.replace("{自然人: 2, 其余: 0}", "{商业企业: 5, 其余: 0}")
    row = both(tmp_path, zero).report.requests.brought_forward
    assert (row.natural_person, row.business, row.total) == (0, 5, 5)
