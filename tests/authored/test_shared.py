"""Shared text: written once, each body's own words before it, and every problem in the file where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.strategies import PNG

import gk_docs as gk
from gk_docs.authored.shared import DEEPEST
from gk_docs.checks import check
from gk_docs.cli import main
from gk_docs.errors import GkError, InvalidReport, Problem
from gk_docs.showing.findings import FindingsShown
from gk_docs.showing.sarif import sarif_log

TOWN = """\
沿用: _公共.yaml
机关:
  名称: 甲镇人民政府
  简称: 甲镇
年度: 2024
总体情况:
  政府信息公开平台建设: 本镇的平台。
主动公开政府信息情况: {全部: 0}
收到和处理政府信息公开申请情况: {全部: 0}
政府信息公开行政复议、行政诉讼情况: {全部: 0}
"""
COMMON = """\
机关:
  所属地区: 某市丙县
  联系方式:
    地址: "丙县{{ 机关.简称 }}政府驻地"
    网址: http://www.example.gov.cn
summary:
  政府信息公开平台建设: 全县统一的平台。
  （五）监督保障: 全县统一考核。
"""
TOML = """\
["公共"]
"存在的主要问题及改进情况" = "全县共同的问题。"

["公共"."机关"."联系方式"]
"邮编" = "277200"
"网址" = "http://toml.example.gov.cn"
"""


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "甲镇.yaml"


def problems_of(path: Path) -> list[Problem]:
    with pytest.raises(GkError) as caught:
        gk.read(path)
    return list(caught.value.problems)


def test_the_towns_own_words_go_before_the_common_ones(tmp_path: Path) -> None:
    report = gk.read(write(tmp_path, 甲镇=TOWN, _公共=COMMON)).report
    assert report.summary.platform is not None
    assert report.summary.oversight is not None
    assert report.summary.platform.text == "本镇的平台。"
    assert report.summary.oversight.text == "全县统一考核。"
    assert (report.agency.name, report.agency.region) == ("甲镇人民政府", "某市丙县")
    assert report.agency.contact.address == "丙县甲镇政府驻地"


def test_the_settings_of_the_folder_reach_every_report_below_what_it_extends(tmp_path: Path) -> None:
    (tmp_path / "gk-docs.toml").write_text(TOML, encoding="utf-8")
    both = gk.read(write(tmp_path, 甲镇=TOWN, _公共=COMMON)).report
    assert both.problems.text == "全县共同的问题。"
    assert (both.agency.contact.postcode, both.agency.contact.website) == ("277200", "http://www.example.gov.cn")
    alone = gk.read(write(tmp_path, 甲镇=TOWN.replace("沿用: _公共.yaml\n", ""))).report
    assert alone.agency.contact.website == "http://toml.example.gov.cn"


def test_a_name_alone_is_a_body_that_takes_the_common_contact(tmp_path: Path) -> None:
    town = TOWN.replace("机关:\n  名称: 甲镇人民政府\n  简称: 甲镇\n", "机关: 甲镇人民政府\n")
    common = COMMON.replace("机关.简称", "机关.名称")
    report = gk.read(write(tmp_path, 甲镇=town, _公共=common)).report
    assert report.agency.contact.address == "丙县甲镇人民政府政府驻地"


def test_nothing_takes_the_common_text_and_null_takes_none(tmp_path: Path) -> None:
    without = TOWN.replace("本镇的平台。", "")
    blank = gk.read(write(tmp_path, 甲镇=without, _公共=COMMON)).report
    none = gk.read(write(tmp_path, 甲镇=TOWN.replace("本镇的平台。", "null"))).report
    assert blank.summary.platform is not None
    assert blank.summary.platform.text == "全县统一的平台。"
    assert none.summary.platform is None


def test_a_problem_in_common_text_is_located_in_its_file(tmp_path: Path) -> None:
    common = COMMON + "总体情形: 写错的名称\nproblems: 共{{ requests.received.totl }}件。\n"
    problems = problems_of(write(tmp_path, 甲镇=TOWN + "年渡: 3\n", _公共=common))
    assert [(problem.file, problem.line) for problem in problems] == [
        ("甲镇.yaml", 11),
        ("_公共.yaml", 9),
        ("_公共.yaml", 10),
    ]


def test_a_problem_in_the_settings_is_located_there(tmp_path: Path) -> None:
    (tmp_path / "gk-docs.toml").write_text(TOML.replace('"邮编"', '"邮边"'), encoding="utf-8")
    (problem,) = problems_of(write(tmp_path, 甲镇=TOWN, _公共=COMMON))
    assert (problem.file, problem.line, problem.found) == ("gk-docs.toml", 5, "邮边")


def test_chinese_keys_without_quotation_marks_are_explained(tmp_path: Path) -> None:
    (tmp_path / "gk-docs.toml").write_text("[公共]\n地址 = '甲'\n", encoding="utf-8")
    (problem,) = problems_of(write(tmp_path, 甲镇=TOWN, _公共=COMMON))
    assert problem.file == "gk-docs.toml"
    assert "加引号" in str(problem)


@pytest.mark.parametrize(
    ("common", "found"),
    [
        ("主动公开政府信息情况: {全部: 0}\n", "主动公开政府信息情况"),
        ("机关: {名称: 丙县}\n", "名称"),
        ("机关: 丙县\n", "机关"),
        ("其他需要报告的事项:\n  信息处理费: {全部: 0}\n", "信息处理费"),
    ],
)
def test_figures_and_names_are_never_shared(tmp_path: Path, common: str, found: str) -> None:
    problems = problems_of(write(tmp_path, 甲镇=TOWN, _公共=common))
    assert {problem.file for problem in problems} == {"_公共.yaml"}
    assert problems[0].found == found


@pytest.mark.parametrize("name", ["../外.yaml", "/etc/passwd", "没有.yaml", "..\\外.yaml", "C:/外.yaml", ""])
def test_no_path_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "外.yaml").write_text(COMMON, encoding="utf-8")
    (tmp_path / "县").mkdir()
    town = TOWN.replace("_公共.yaml", f"'{name}'")
    problems = problems_of(write(tmp_path / "县", 甲镇=town))
    assert (problems[0].file, problems[0].line) == ("甲镇.yaml", 1)


def test_common_files_may_extend_others_but_not_in_a_circle_nor_deeply(tmp_path: Path) -> None:
    path = write(tmp_path, 甲镇=TOWN, _公共="沿用: _市.yaml\n" + COMMON, _市="preamble: 全市的引言。\n")
    assert gk.read(path).report.preamble == gk.Prose("全市的引言。")
    write(tmp_path, _市="沿用: _公共.yaml\n")
    (problem,) = problems_of(path)
    assert (problem.file, problem.line, problem.message) == ("_市.yaml", 1, "文件互相沿用")
    for number in range(DEEPEST + 2):
        write(tmp_path, **{f"_{number}": f"沿用: _{number + 1}.yaml\n"})
    write(tmp_path, _公共="沿用: _0.yaml\n")
    assert [problem.message for problem in problems_of(path)] == [f"沿用超过{DEEPEST}层"]


def test_a_common_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, 甲镇=TOWN, _公共="机关: [\n"))
    assert problem.file == "_公共.yaml"
    (problem,) = problems_of(write(tmp_path, 甲镇=TOWN, _公共="只有文字\n"))
    assert "公共文件" in problem.message


def test_from_memory_nothing_can_be_extended() -> None:
    with pytest.raises(InvalidReport, match="从内存读入"):
        gk.read(TOWN.encode(), name="甲镇.yaml")


def test_the_folders_template_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, 甲镇=TOWN, _公共=COMMON)
    template = Path(__file__).parents[2] / "templates/docx/annual_report_2021.docx"
    shutil.copy(template, tmp_path / "模板.docx")
    (tmp_path / "gk-docs.toml").write_text('["公共"]\n"模板" = "模板.docx"\n', encoding="utf-8")
    assert main(["render", ".", "-o", "出"]) == 0
    assert main(["render", "甲镇.yaml", "-o", "一.docx"]) == 0
    expected = gk.render(gk.read("甲镇.yaml").report, "docx", template=template)
    assert Path("出/甲镇.docx").read_bytes() == Path("一.docx").read_bytes() == expected
    (tmp_path / "gk-docs.toml").write_text('["公共"]\n"模板" = "../模板.docx"\n', encoding="utf-8")
    assert main(["render", ".", "-o", "出"]) == 1
    assert "之外" in capsys.readouterr().out
    assert "请不要改动" in Path("出/回执/甲镇人民政府.txt").read_text(encoding="utf-8-sig")


def test_lines_name_only_what_stands_in_the_file_itself(tmp_path: Path) -> None:
    reading = gk.read(write(tmp_path, 甲镇=TOWN, _公共=COMMON))
    assert reading.lines["summary.platform"] == 7
    assert "summary.oversight" not in reading.lines


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town's file in a folder that the county's settings name, beside one that they do not."""
    (tmp_path / "gk-docs.toml").write_text(f'"文件夹" = ["镇"]\n{TOML}', encoding="utf-8")
    for name in ("镇", "别处"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, 甲镇=TOWN.replace("沿用: _公共.yaml\n", ""))
    return tmp_path / "镇/甲镇.yaml"


def test_the_settings_above_hold_for_the_folders_that_they_name_and_no_others(town: Path) -> None:
    assert gk.read(town).report.agency.contact.postcode == "277200"
    assert gk.read(town.parent.parent / "别处/甲镇.yaml").report.agency.contact.postcode is None


def test_the_nearest_settings_go_before_those_above(town: Path) -> None:
    own = '["公共"."机关"."联系方式"]\n"邮编" = "277299"\n'
    (town.parent / "gk-docs.toml").write_text(own, encoding="utf-8")
    contact = gk.read(town).report.agency.contact
    assert (contact.postcode, contact.website) == ("277299", "http://toml.example.gov.cn")


def test_what_the_settings_above_name_lies_beside_them(town: Path) -> None:
    county = town.parent.parent
    (county / "gk-docs.toml").write_text('"文件夹" = ["镇"]\n["公共"]\n"沿用" = "_公共.yaml"\n', encoding="utf-8")
    (county / "_公共.yaml").write_text(COMMON, encoding="utf-8")
    assert gk.read(town).report.agency.contact.address == "丙县甲镇政府驻地"


def test_a_picture_lies_beside_the_file_that_names_it(town: Path) -> None:
    county = town.parent.parent
    (county / "gk-docs.toml").write_text('"文件夹" = ["镇"]\n["公共"]\n"沿用" = "公共/_县.yaml"\n', encoding="utf-8")
    (county / "公共").mkdir()
    (county / "公共/_县.yaml").write_text("沿用: _图.yaml\n", encoding="utf-8")
    (county / "公共/_图.yaml").write_text("总体情况:\n  监督保障:\n    - 图片: 图.png\n", encoding="utf-8")
    with pytest.raises(InvalidReport) as caught:
        gk.read(town)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.message) == ("../公共/_图.yaml", 3, "没有这个文件")
    (county / "公共/图.png").write_bytes(PNG)
    report = gk.read(town).report
    assert report.summary.oversight is not None
    assert [block.kind for block in report.summary.oversight] == ["picture"]


def test_what_is_wrong_in_the_settings_above_is_said_to_be_there(town: Path) -> None:
    (town.parent.parent / "gk-docs.toml").write_text('"文件夹" = ["镇"]\n["公共"]\n"年" = "1"\n', encoding="utf-8")
    (problem,) = problems_of(town)
    assert (problem.file, problem.line) == ("../gk-docs.toml", 3)


def test_a_chain_of_folders_is_named_step_by_step(town: Path) -> None:
    inner = town.parent / "东片"
    inner.mkdir()
    moved = town.rename(inner / "甲镇.yaml")
    assert gk.read(moved).report.agency.contact.postcode is None
    (town.parent / "gk-docs.toml").write_text('"文件夹" = ["东片"]\n', encoding="utf-8")
    assert gk.read(moved).report.agency.contact.postcode == "277200"


def test_a_slip_in_shared_text_is_told_at_the_file_that_it_stands_in_and_mended_there_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, 甲镇=TOWN, _公共=COMMON.replace("全县统一考核。", "全县统一考核,没有追责。"))
    (tmp_path / "gk-docs.toml").write_text('["公共"]\n"其他需要报告的事项" = "无,没有收费。"\n', encoding="utf-8")
    assert main(["check", str(tmp_path / "甲镇.yaml"), "--select", "GK607", "--fix"]) == 0
    said = capsys.readouterr().out
    for file, line in (("_公共.yaml", 8), ("gk-docs.toml", 2)):
        assert f"（{file} 第 {line} 行）" in said
        assert f"写在各单位共用的 {file} 第 {line} 行，请改那个文件" in said
    reading = gk.read(tmp_path / "甲镇.yaml")
    found = check(reading, select=["GK607"])
    record = FindingsShown(found, reading).record()
    assert [(one["file"], one["line"]) for one in record["findings"]] == [("_公共.yaml", 8), ("gk-docs.toml", 2)]
    results = sarif_log([(found, reading)])["runs"][0]["results"]
    assert results[0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": quote("_公共.yaml")},
        "region": {"startLine": 8},
    }


def test_a_slip_in_text_that_a_workbook_shares_is_told_at_the_settings_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, 甲镇=TOWN, _公共=COMMON)
    gk.convert(tmp_path / "甲镇.yaml", tmp_path / "甲镇.xlsx")
    (tmp_path / "gk-docs.toml").write_text('["公共"]\n"其他需要报告的事项" = "无,没有收费。"\n', encoding="utf-8")
    main(["check", str(tmp_path / "甲镇.xlsx"), "--select", "GK607", "--fix", "-o", str(tmp_path / "乙.xlsx")])
    said = capsys.readouterr().out
    assert "（gk-docs.toml 第 2 行）" in said
    assert "写在各单位共用的 gk-docs.toml 第 2 行，请改那个文件" in said


@pytest.mark.parametrize(
    ("said", "found", "mend"),
    [
        ("", None, "如 沿用: _乡镇公共.yaml"),
        ("[_公共.yaml]", None, "如 沿用: _乡镇公共.yaml"),
        ("公共.yaml", "公共.yaml", "是否指“_公共.yaml”"),
        ("“_公共”", "“_公共”", "是否指“_公共.yaml”"),
        ("县", "县", "这是一个文件夹，请写其中的文件"),
    ],
)
def test_a_shared_file_that_is_not_named_rightly_is_told_with_the_one_that_is_meant(
    tmp_path: Path, said: str, found: str | None, mend: str
) -> None:
    (tmp_path / "县").mkdir()
    path = write(tmp_path, 甲镇=TOWN.replace("沿用: _公共.yaml", f"沿用: {said}"), _公共=COMMON)
    problem = problems_of(path)[0]
    assert (problem.found, problem.mend) == (found, mend)
