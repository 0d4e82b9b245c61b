"""`gk-docs check`: what a clerk, an office and a program get of it."""

import codecs
import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from python_calamine import CalamineWorkbook
from tests.cli.prompt import FIXTURES, Asked, run_all
from tests.word.commented import commented

import docx
import gk_docs
from gk_docs.cli import main

LINHE = (FIXTURES / "linhe_2024.yaml").read_text(encoding="utf-8")
SCHEMA = Path(__file__).parents[1] / "checks/sarif-2.1.0.json"
CASES = "行政复议: {结果维持: 2, 结果纠正: 1, 尚未审结: 1, 其余: 0}"
WRONG = LINHE.replace(CASES, CASES.replace("其余", "总计: 7, 其余")).replace("预决算4条，", "预决算4条,")
CARRIED = "结转下年度继续办理: {自然人: 1, 商业企业: 1, 其余: 0}"
PROVED = LINHE.replace(CARRIED, CARRIED.replace("其余", "总计: 7, 其余")).replace("预决算4条，", "预决算4条,")
"""A wrong total that other sums prove to be wrong, and a comma."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "好.yaml").write_text(LINHE, encoding="utf-8")
    (tmp_path / "错.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "坏.yaml").write_text("机关: 甲镇\n年度: 二三\n", encoding="utf-8")
    (tmp_path / "空").mkdir()
    return tmp_path


def out(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["好.yaml"], 0),
        (["错.yaml"], 1),
        (["好.yaml", "错.yaml"], 1),
        (["坏.yaml"], 2),
        (["好.yaml", "没有.yaml"], 2),
        (["错.yaml", "--select", "GK607"], 0),
        (["错.yaml", "--select", "GK607", "--fail-on", "warning"], 1),
        (["错.yaml", "--select", "gk607", "--fail-on", "警告"], 1),
        (["错.yaml", "--select", "GK607", "--fail-on", "error"], 0),
        (["错.yaml", "--ignore", "GK3,GK6"], 0),
        (["错.yaml", "--ignore", "gk3，gk6"], 0),
        (["错.yaml", "--select", "GK9Z"], 2),
        (["错.yaml", "--fail-on", "大"], 2),
        (["错.yaml", "--format", "xlsx"], 2),
        (["错.yaml", "--format", "docx"], 2),
        (["错.yaml", "--unsafe-fixes"], 2),
        (["错.yaml", "-o", "错.yaml"], 2),
        (["错.yaml", "--previous", "没有.yaml"], 2),
        (["空"], 2),
    ],
)
def test_the_exit_code_says_clean_found_or_could_not_run(args: list[str], code: int) -> None:
    assert main(["check", *args]) == code
    assert Path("错.yaml").read_text(encoding="utf-8") == WRONG


def test_a_file_of_an_unknown_format_is_not_written_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "好.yaml", "-o", "结果.pdf"]) == 2
    assert "只能写成 .json" in capsys.readouterr().err
    assert not (folder / "结果.pdf").exists()
    assert main(["check", "好.yaml", "-o", "结果.JSON"]) == 0
    assert json.loads((folder / "结果.JSON").read_text("utf-8"))


@pytest.mark.parametrize(
    ("style", "name"), [("html", "结果.docx"), ("xlsx", "结果.html"), ("docx", "结果.txt"), ("json", "结果.xlsx")]
)
def test_no_file_gets_the_suffix_of_another_format(
    folder: Path, style: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "好.yaml", "--format", style, "-o", name]) == 2
    assert f"{name} 的扩展名是" in capsys.readouterr().err
    assert not (folder / name).exists()


def test_a_place_without_a_suffix_is_a_folder_for_one_report_too(folder: Path) -> None:
    assert main(["check", "好.yaml", "--format", "html", "-o", "都在"]) == 0
    assert [path.name for path in (folder / "都在").iterdir()] == ["好.html"]


@pytest.mark.usefixtures("folder")
def test_a_bad_file_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "坏.yaml", "错.yaml", "好.yaml"])
    printed = capsys.readouterr()
    assert "坏.yaml:2" in printed.err
    assert "[7→4]" in printed.out
    line = next(number for number, text in enumerate(WRONG.splitlines(), 1) if "总计: 7" in text)
    assert f"错误 GK304 表四 · 行政复议 · 总计（第 {line} 行）" in printed.out
    assert "── 错.yaml（青山县临河镇人民政府，2024年度）" in printed.out
    assert printed.out.rstrip().endswith("共 2 份报告：错误 1 个，警告 3 个，提示 0 个。")


def test_it_works_in_a_gbk_console(folder: Path) -> None:
    styles = ((), ("--json",), ("--format=sarif",))
    ran, *others = run_all([Asked(("check", "错.yaml", *style), folder, "gbk") for style in styles])
    assert ran.code == 1
    assert "错误 GK304 表四 · 行政复议 · 总计" in ran.out
    assert all(json.loads(other.out) for other in others)


@pytest.mark.usefixtures("folder")
def test_json_gives_a_mapping_for_each_file_be_it_read_or_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "错.yaml", "坏.yaml", "--json"]) == 2
    printed = capsys.readouterr()
    good, bad = json.loads(printed.out)
    assert "行政复议" in WRONG.splitlines()[good["findings"][0]["line"] - 1]
    assert printed.err == ""
    assert (good["file"], good["year"], good["findings"][0]["code"]) == ("错.yaml", 2024, "GK304")
    assert bad["file"] == "坏.yaml"
    assert 2 in [problem["line"] for problem in bad["problems"]]


@pytest.mark.usefixtures("folder")
def test_format_json_prints_the_same_and_says_the_problems_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "错.yaml", "坏.yaml", "--json"])
    expected = json.loads(out(capsys))
    main(["check", "错.yaml", "坏.yaml", "--format", "json"])
    printed = capsys.readouterr()
    assert json.loads(printed.out) == expected
    assert "坏.yaml" in printed.err


def test_sarif_is_valid_and_names_file_and_line(folder: Path) -> None:
    assert main(["check", "错.yaml", "好.yaml", "-o", "结果.sarif"]) == 1
    log = json.loads((folder / "结果.sarif").read_text(encoding="utf-8"))
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith(".yaml")
    assert WRONG.splitlines()[place["region"]["startLine"] - 1].strip().startswith("行政复议")


def test_a_word_file_comes_back_with_comments_and_another_file_as_a_list(folder: Path) -> None:
    wrong = gk_docs.render(gk_docs.read(folder / "错.yaml").report, "docx")
    (folder / "报告.docx").write_bytes(wrong)
    assert main(["check", "报告.docx", "-o", "批注.docx"]) == 1
    assert main(["check", "报告.docx", "错.yaml", "--format", "docx", "-o", "都在"]) == 1
    for name in ("批注.docx", "都在/报告.docx"):
        assert [at for at, said in commented((folder / name).read_bytes()) if "GK304" in said] == ["7"]
    assert docx.Document(str(folder / "都在/错.docx")).paragraphs[0].text == "检查结果"
    assert main(["check", "报告.docx", "-o", "报告.docx"]) == 2
    assert (folder / "报告.docx").read_bytes() == wrong


def test_a_workbook_comes_back_with_notes_and_a_page_has_the_findings_beside_the_report(folder: Path) -> None:
    gk_docs.write(gk_docs.read(folder / "错.yaml").report, folder / "填报.xlsx")
    assert main(["check", "填报.xlsx", "-o", "批注.xlsx"]) == 1
    findings = gk_docs.check(gk_docs.read(folder / "填报.xlsx"))
    assert (folder / "批注.xlsx").read_bytes() == gk_docs.annotate(folder / "填报.xlsx", findings)
    assert main(["check", "填报.xlsx", "错.yaml", "-o", "结果", "--format", "html"]) == 1
    for page in (folder / "结果").iterdir():
        assert 'class="printed error" title="GK304' in page.read_text(encoding="utf-8")


def test_what_stops_a_file_from_being_checked_is_written_too(folder: Path) -> None:
    gk_docs.start("甲县乙镇", 2025, folder / "填报.xlsx")
    with pytest.raises(gk_docs.GkError) as refused:
        gk_docs.read(folder / "填报.xlsx")
    said = refused.value.in_file("填报.xlsx")
    assert main(["check", "填报.xlsx", "-o", "批注.xlsx"]) == 2
    assert (folder / "批注.xlsx").read_bytes() == gk_docs.annotate(folder / "填报.xlsx", said)
    for style in ("txt", "html"):
        assert main(["check", "填报.xlsx", "-o", f"结果.{style}"]) == 2
        text = (folder / f"结果.{style}").read_text(encoding="utf-8")
        assert all(problem.message in text for problem in said.problems)
    assert main(["check", "填报.xlsx", "错.yaml", "没有.yaml", "--format", "html", "-o", "都在"]) == 2
    assert {path.name for path in (folder / "都在").iterdir()} == {"填报.html", "错.html"}


def test_a_word_file_that_is_replaced_by_comments_is_kept(folder: Path) -> None:
    for name in ("报告.docx", "定稿.docx"):
        gk_docs.write(gk_docs.read(folder / "错.yaml").report, folder / name)
    before = (folder / "定稿.docx").read_bytes()
    main(["check", "报告.docx", "-o", "定稿.docx"])
    assert before in [kept.read_bytes() for kept in (folder / ".gk-docs").rglob("*.docx")]


def test_a_workbook_for_one_report_and_a_folder_of_them_for_several(folder: Path) -> None:
    assert main(["check", "错.yaml", "-o", "结果.xlsx"]) == 1
    rows = CalamineWorkbook.from_path("结果.xlsx").get_sheet_by_name("检查结果").to_python()
    assert rows[1][:3] == ["错误", "GK304", "表四 · 行政复议 · 总计"]
    assert main(["check", "错.yaml", "好.yaml", "--format", "xlsx", "-o", "结果"]) == 1
    assert sorted(path.name for path in (folder / "结果").iterdir()) == ["好.xlsx", "错.xlsx"]


@pytest.mark.usefixtures("folder")
def test_statistics_count_over_all_files(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy("错.yaml", "又错.yaml")
    main(["check", "错.yaml", "又错.yaml", "好.yaml", "--statistics"])
    counts = [line.split()[:2] for line in out(capsys).splitlines()[:3]]
    assert counts == [["3", "GK109"], ["2", "GK304"], ["2", "GK607"]]
    main(["check", "错.yaml", "--statistics", "--json"])
    assert json.loads(out(capsys))[0] == {"code": "GK304", "name": "case-total", "count": 1}


def test_settings_are_found_above_the_file_and_set_aside_by_select(folder: Path) -> None:
    (folder / "gk-docs.toml").write_text('ignore = ["GK304"]\n', encoding="utf-8")
    (folder / "镇").mkdir()
    shutil.copy(folder / "错.yaml", folder / "镇/错.yaml")
    assert main(["check", "镇/错.yaml"]) == 0
    assert main(["check", "镇/错.yaml", "--select", "GK3"]) == 1
    (folder / "gk-docs.toml").write_text("ignore = 3\n", encoding="utf-8")
    assert main(["check", "镇/错.yaml"]) == 2


def test_last_years_report_is_the_one_that_the_file_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "2023.yaml").write_text(LINHE.replace("2024", "2023"), encoding="utf-8")
    (folder / "今年.yaml").write_text(f"{LINHE}上年报告: 2023.yaml\n", encoding="utf-8")
    main(["check", "今年.yaml", "--select", "GK401"])
    assert "警告 GK401 表三 · 二、上年结转政府信息公开申请数量 · 自然人" in out(capsys)
    main(["check", "好.yaml", "--select", "GK401", "--previous", "2023.yaml"])
    assert "警告 GK401 表三 · 二、上年结转政府信息公开申请数量 · 自然人" in out(capsys)
    main(["check", "好.yaml", "--select", "GK401"])
    assert "没有提供上一年度报告" in out(capsys)
    main(["check", "好.yaml", "--select", "GK803", "--previous", "2023.yaml"])
    assert "警告 GK803" in out(capsys)


def test_in_a_folder_of_last_years_reports_each_body_finds_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = folder / "去年"
    last.mkdir()
    for number, name in enumerate(("青山县临河镇人民政府", "乙镇人民政府")):
        text = LINHE.replace("2024", "2023").replace("青山县临河镇人民政府", name)
        (last / f"{number}.yaml").write_text(text, encoding="utf-8")
    (last / "说明.txt").write_text("这里放去年的报告。", encoding="utf-8")
    other_body = LINHE.replace("青山县临河镇人民政府", "丙镇人民政府").replace("简称: 临河镇", "简称: 丙镇")
    (folder / "丙.yaml").write_text(other_body, encoding="utf-8")
    assert main(["check", "好.yaml", "丙.yaml", "--select", "GK401", "--previous", "去年"]) == 0
    good, other, _ = out(capsys).split("────────")[1:]
    assert "警告 GK401" in good
    assert "没有提供上一年度报告" in other


def test_reports_of_last_year_that_no_body_has_are_told_beside_the_bodies_that_have_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def body(path: str, name: str, year: int) -> None:
        text = (
            LINHE.replace("2024", str(year)).replace("青山县临河镇人民政府", name).replace("简称: 临河镇", "简称: 甲")
        )
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    old, new = ("丙县教育体育局", "丙县白马乡人民政府"), ("丙县甲镇人民政府", "丙县白马镇人民政府")
    for number, name in enumerate((*old, new[0])):
        body(f"去年/{number}.yaml", name, 2023)
    body("前年/甲.yaml", new[0], 2022)
    body("今年/甲.yaml", new[0], 2024)
    main(["check", "今年/甲.yaml", "--select", "GK401", "--previous", "去年"])
    assert "没有对上" not in out(capsys)
    body("今年/白马.yaml", new[1], 2024)
    (folder / "名单.csv").write_text("\n".join(["机关", *new]), encoding="utf-8")
    missing, spare = "丙县白马镇人民政府", "丙县白马乡人民政府、丙县教育体育局"
    said = f"没有找到 1 个单位的上年报告：{missing}\n上年的报告里有 2 个单位没有对上：{spare}。"
    for command in (
        ["check", "今年", "--select", "GK401", "--previous", "去年"],
        ["county", "今年", "--previous", "去年"],
        ["new", "--roster", "名单.csv", "--year", "2024", "--previous", "去年"],
    ):
        main(command)
        assert said in out(capsys)
    main(["check", "今年", "--select", "GK401", "--previous", "前年"])
    assert "作为上年报告给出的，是2022年度的，请核对" in out(capsys)


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8-sig", "\n"), ("gb18030", "\r\n")])
def test_a_fix_changes_the_faulty_characters_alone(
    encoding: str, end: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "错.yaml").write_bytes(PROVED.replace("\n", end).encode(encoding))
    assert main(["check", "错.yaml", "--diff"]) == 1
    assert (folder / "错.yaml").read_bytes() == PROVED.replace("\n", end).encode(encoding)
    assert main(["check", "错.yaml", "--fix"]) == 0
    shown = out(capsys)
    assert shown.count("总计: 2, 其余: 0") == 2
    assert "已改 2 处" in shown
    right = PROVED.replace("总计: 7", "总计: 2").replace("4条,", "4条，")
    assert (folder / "错.yaml").read_bytes() == right.replace("\n", end).encode(encoding)


def test_a_fix_keeps_the_line_end_of_every_line(folder: Path) -> None:
    (folder / "错.yaml").write_bytes(PROVED.replace("\n", "\r\n", 3).encode())
    assert main(["check", "错.yaml", "--fix"]) == 0
    right = PROVED.replace("总计: 7", "总计: 2").replace("4条,", "4条，")
    assert (folder / "错.yaml").read_bytes() == right.replace("\n", "\r\n", 3).encode()


def test_a_file_that_could_not_be_written_as_it_was_is_not_touched(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = codecs.BOM_UTF16_BE + WRONG.encode("utf-16-be")
    (folder / "错.yaml").write_bytes(data)
    assert main(["check", "错.yaml", "--fix"]) == 2
    assert "换行或编码不统一" in capsys.readouterr().err
    assert (folder / "错.yaml").read_bytes() == data


def test_a_fix_is_told_in_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "错.yaml").write_text(PROVED, encoding="utf-8")
    assert main(["check", "错.yaml", "--fix", "--json"]) == 0
    [record] = json.loads(out(capsys))
    assert record["mended"]["count"] == 2
    assert "+  结转下年度" in record["mended"]["diff"]


def test_of_another_format_the_mends_are_told_or_a_mended_copy_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gk_docs.write(gk_docs.read(PROVED.encode(), name="错.yaml").report, folder / "错.docx")
    before = (folder / "错.docx").read_bytes()
    assert main(["check", "错.docx", "--fix"]) == 1
    assert "GK301 表三 · 四、结转下年度继续办理 · 总计：把“7”改为“2”" in out(capsys)
    assert main(["check", "错.docx", "--fix", "-o", "对.docx"]) == 0
    assert (folder / "错.docx").read_bytes() == before
    report = gk_docs.read(folder / "对.docx").report
    assert report.requests.carried_forward.total == 2


@pytest.mark.usefixtures("folder")
def test_a_total_that_nothing_proves_is_left_and_the_reason_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "错.yaml", "--fix"]) == 1
    assert "没有改：GK304 表四 · 行政复议 · 总计：没有别的合计证明各项都对" in out(capsys)
    assert "总计: 7" in Path("错.yaml").read_text(encoding="utf-8")
    assert main(["check", "错.yaml", "--fix", "--unsafe-fixes"]) == 0
    assert "总计: 4" in Path("错.yaml").read_text(encoding="utf-8")


def test_a_folder_stands_for_the_reports_in_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "上报").mkdir()
    for name in ("好.yaml", "错.yaml", "_草稿.yaml", "~$好.docx", "图.png"):
        shutil.copy(folder / "好.yaml", folder / "上报" / name)
    assert main(["check", "上报"]) == 0
    assert [line.split()[1].partition("（")[0] for line in out(capsys).splitlines() if line.startswith("──")] == [
        "上报/好.yaml",
        "上报/错.yaml",
        "共",
    ]


@pytest.mark.usefixtures("folder")
def test_verbose_tells_what_is_folded(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "好.yaml"])
    folded = out(capsys)
    main(["check", "好.yaml", "-v"])
    assert "GK401、GK402" in folded
    assert "GK401 全文：没有提供" in out(capsys)


def test_reports_that_are_checked_together_are_told_what_they_copied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("临河镇", "石桥镇"):
        (tmp_path / f"{name}.yaml").write_text(LINHE.replace("临河", name[:2]), encoding="utf-8")
    assert main(["check", str(tmp_path), "--select", "GK802", "--format", "json"]) == 0
    others = [{one["facts"]["other"][-7:] for one in report["findings"]} for report in json.loads(out(capsys))]
    assert others == [{"石桥镇人民政府"}, {"临河镇人民政府"}]
    assert main(["check", str(tmp_path), "--ignore", "GK802"]) == 0
    assert "GK802" not in out(capsys)


def test_a_text_that_twelve_reports_have_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["临河", *(f"{one}河" for one in "甲乙丙丁戊己庚辛壬癸子")]
    for name in names:
        (tmp_path / f"{name}镇.yaml").write_text(LINHE.replace("临河", name), encoding="utf-8")
    main(["check", str(tmp_path), "--select", "GK802"])
    told = [line for line in out(capsys).splitlines() if "GK802" in line]
    sections = [line for line in told if all(f"{name}镇人民政府" in line for name in names)]
    assert told == sections
    assert len({line.partition("“")[2].partition("”")[0] for line in told}) == len(told)
    main(["check", str(tmp_path), "--select", "GK802", "-v"])
    assert sum("GK802" in line for line in out(capsys).splitlines()) == len(names) * len(told)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("command", [["check", "-"], ["render", "-"], ["convert", "-", "--to", "json"]])
def test_who_pipes_a_report_in_is_told_to_save_it_first(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) != 0
    assert "-：没有这个文件。标准输入不能读取，请先存成文件，再写文件名。" in capsys.readouterr().err


def test_several_reports_are_not_written_to_a_folder_that_is_called_like_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "好.yaml", "错.yaml", "-o", "批注.docx"]) == 2
    assert "请用 -o 写明一个文件夹，如 批注" in capsys.readouterr().err
    assert not (folder / "批注.docx").exists()
