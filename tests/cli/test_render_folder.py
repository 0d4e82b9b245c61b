"""`gk-docs render` for a folder: a county's January."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from tests.batch.bodies import SCRIPT, files_in, write_body

import gk_docs as gk
from gk_docs.cli import main


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_body(tmp_path / "县", "甲镇")
    write_body(tmp_path / "县", "乙镇")
    return tmp_path / "县"


def test_all_done_is_code_0(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "县", "-o", "出", "--to", "docx，json"]) == 0
    out = capsys.readouterr().out
    assert "共 2 个：已生成 2 个。" in out
    names = {"甲镇2024.docx", "甲镇2024.json", "乙镇2024.docx", "乙镇2024.json"}
    assert files_in(county.parent / "出") == names
    assert main(["render", "县", "-o", "出"]) == 0
    assert "未变 2 个" in capsys.readouterr().out


def test_a_failed_one_is_code_1_and_a_missing_one_3(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "名单.csv").write_bytes("机关,填报人\n甲镇,王某\n乙镇,\n丁镇,张某\n".encode("gbk"))
    assert main(["render", "县", "-o", "出"]) == 3
    assert "丁镇：没有收到报告" in capsys.readouterr().out
    assert "张某" in (county.parent / "出/回执/丁镇.txt").read_text(encoding="utf-8-sig")
    write_body(county, "丁镇", more="其他: 1\n")
    assert main(["render", "县", "-o", "出"]) == 1
    assert "\n丁镇2024.yaml:7" in capsys.readouterr().out
    assert (county.parent / "出/甲镇2024.docx").exists()


def test_the_summary_is_written_and_printed_for_a_program(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(county), "-o", "出", "--summary", "汇总.json", "--summary", "汇总.xlsx", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["counts"] == {"written": 2, "unchanged": 0, "unfilled": 0, "failed": 0, "other": 0, "missing": 0}
    assert json.loads((county.parent / "汇总.json").read_bytes()) == printed
    assert (county.parent / "汇总.xlsx").read_bytes().startswith(b"PK")


def test_what_was_written_for_a_report_that_is_no_more_is_told(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "gk-docs.toml").write_text('"文件夹" = ["镇"]', encoding="utf-8")
    write_body(county / "镇", "丙镇")
    write_body(county / "镇", "丁镇")
    assert main(["render", "县", "-o", "出", "--to", "docx,json"]) == 0
    (county.parent / "出/说明.docx").write_bytes(b"of the office")
    main(["render", "县", "-o", "出"])
    assert "以前生成" not in capsys.readouterr().out
    (county / "乙镇2024.yaml").unlink()
    (county / "镇/丙镇2024.yaml").rename(county / "镇/丙镇.yaml")
    (county / "甲镇2024.yaml").write_text("机关: 甲镇\n年度: 2024\n其他: 1\n", encoding="utf-8")
    main(["render", "县", "-o", "出"])
    told = capsys.readouterr().out.splitlines()[-1]
    old = "乙镇2024.docx、乙镇2024.json、镇/丙镇2024.docx、镇/丙镇2024.json、回执/乙镇.txt、回执/甲镇.txt"
    assert told == f"出 里还有以前生成、现在没有数据文件的：{old}。不再用的请删去。"


def test_what_was_written_for_another_folder_is_not_told_to_be_removed(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = county.parent / "别县"
    other.mkdir()
    body = write_body(other, "戊镇")
    for folder in ("县", "别县", "县"):
        main(["render", folder, "-o", "出"])
    assert "以前生成" not in capsys.readouterr().out
    body.unlink()
    main(["render", "县", "-o", "出"])
    told = capsys.readouterr().out.splitlines()[-1]
    assert told == "出 里还有以前生成、现在没有数据文件的：戊镇2024.docx、回执/戊镇.txt。不再用的请删去。"


def test_scripts_run_only_when_asked_for(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "丙镇.py").write_text(SCRIPT.format(name="丙镇"), encoding="utf-8")
    assert main(["render", "县", "-o", "出"]) == 0
    assert "1 个 .py 脚本没有运行" in capsys.readouterr().out
    assert not (county.parent / "出/丙镇.docx").exists()
    assert main(["render", "县", "-o", "出", "--scripts"]) == 0
    assert (county.parent / "出/丙镇.docx").exists()


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["县"], "-o"),
        (["县", "县/甲镇2024.yaml", "-o", "出"], "不能与别的文件同写"),
        (["县/甲镇2024.yaml", "--to", "json"], "只用于文件夹"),
        (["县", "-o", "出", "--summary", "汇总.pdf"], ".json、.txt"),
        (["县", "-o", "出", "--summary", "县/汇总.json"], "当成报告"),
        (["县", "-o", "出", "--to", "json", "--template", "a.docx"], "--template 只用于"),
        (["县", "-o", "出", "--to", "ofd"], "不能写这种格式"),
        (["县", "-o", "县", "--to", "json"], "覆盖"),
        (["县", "-o", "出.docx"], "是文件名"),
    ],
)
@pytest.mark.usefixtures("county")
def test_misuse_is_code_2_and_writes_nothing(args: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", *args]) == 2
    assert word in capsys.readouterr().err
    assert not [*Path.cwd().glob("出*")]


def test_an_empty_folder_is_no_success(county: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (county / "空").mkdir()
    (county / "空/甲镇2024.docx").touch()
    assert main(["render", "县/空", "-o", "出"]) == 1
    said = capsys.readouterr().err
    assert "县/空：没有可以生成的报告。" in said
    assert "没有处理 甲镇2024.docx" in said
    assert not (county.parent / "出").exists()


def test_what_is_sent_in_another_format_is_told_beside_the_name_of_the_body(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "名单.csv").write_text("机关\n甲镇\n乙镇\n丁镇\n戊镇\n", encoding="utf-8")
    gk.write(gk.read(write_body(county.parent / "x", "丁镇")).report, county / "丁镇2024年.docx")
    (county / "说明.pdf").touch()
    assert main(["render", "县", "-o", "出"]) == 3
    out = capsys.readouterr().out
    assert "丁镇：收到 Word（丁镇2024年.docx），不是数据文件，请用 gk-docs convert 县/丁镇2024年.docx --to yaml" in out
    assert "戊镇：没有收到报告" in out
    assert "没有处理 丁镇2024年.docx、说明.pdf：只有 .yaml、.xlsx、.json 是数据文件。" in out
    assert "丁镇2024年.docx" in (county.parent / "出/回执/丁镇.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("more", [[], ["--convert"], ["--to", "docx,html"]])
def test_what_a_run_wrote_beside_the_reports_is_no_document_that_somebody_handed_in(
    county: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "名单.csv").write_text("机关\n丁镇\n", encoding="utf-8")
    write_body(county, "丁街道")  # as 丁镇 might have called its file, had it a name of its own
    (county / "丁街道2024.yaml").rename(county / "丁镇.yaml")
    (county / "说明.pdf").touch()
    main(["render", "县", "-o", "县", *more])
    capsys.readouterr()
    main(["render", "县", "-o", "县"])
    main(["render", "县", "-o", "县", *more])
    told = capsys.readouterr().out
    assert "收到 Word" not in told
    assert "照它的内容生成" not in told
    assert told.count("没有处理 说明.pdf：") == (1 if "--convert" in more else 2)


def test_what_is_handed_in_as_a_document_is_taken_where_that_is_asked_for(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (county / "名单.csv").write_bytes("机关,简称\n甲镇,\n乙镇,\n丁镇人民政府,丁镇\n戊乡人民政府,戊乡\n".encode("gbk"))
    handed = gk.read(write_body(county / "x", "丁镇人民政府")).report
    gk.write(handed, county / "丁镇年报.docx")
    gk.write(handed, county / "丁镇年报.html")  # once more: one of them is enough
    gk.write(handed.replace(agency="甲镇"), county / "甲镇2024.docx")  # beside the data file
    gk.write(handed.replace(agency="戊乡人民政府"), county / "戊乡.html")
    assert main(["render", "县", "-o", "出"]) == 3
    assert "收到 Word（丁镇年报.docx），不是数据文件" in capsys.readouterr().out
    (county / "报送通知.txt").write_text("请各单位于1月20日前报送。", encoding="utf-8")
    assert main(["render", "县", "-o", "出", "--convert"]) == 0
    assert "已生成 2 个，未变 2 个，不是年报 1 个。" in capsys.readouterr().out
    assert gk.read(county.parent / "出/丁镇年报.docx").report.figures() == handed.figures()
    slip = (county.parent / "出/回执/丁镇人民政府.txt").read_text(encoding="utf-8-sig")
    assert "报来的是 Word，照它的内容生成，请与原件核对" in slip
    assert gk.read(county.parent / "出/甲镇2024.docx").report.agency.name == "甲镇"


@pytest.mark.parametrize(
    "command", [["render", "县", "-o", "出"], ["check"], ["county"], ["total", "--agency", "丙县"]]
)
def test_a_folder_with_files_that_nobody_looks_into_is_named(
    county: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    def told() -> bool:
        main(command if "县" in command else [*command, "县"])
        return "没有看 县 里的文件夹 丙镇：" in "".join(capsys.readouterr())

    for name in ("空的", "丙镇"):
        (county / name).mkdir()
    assert not told()
    write_body(county / "丙镇", "丙镇")
    assert told()
    (county / "gk-docs.toml").write_text('"文件夹" = []\n', encoding="utf-8")
    assert not told()


@pytest.mark.parametrize(
    "command", [["render", "县", "-o", "出"], ["check"], ["county"], ["total", "--agency", "丙县"]]
)
def test_so_is_one_within_a_folder_that_the_settings_name_but_not_last_years_of_a_body(
    county: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    (county / "gk-docs.toml").write_text('"文件夹" = ["镇"]\n', encoding="utf-8")
    for name in ("丙镇", "新交", "去年"):
        write_body(county / "镇" / name.replace("丙镇", ""), "丙镇")
    main(command if "县" in command else [*command, "县"])
    told = "".join(capsys.readouterr())
    assert "没有看 县/镇 里的文件夹 新交：要一并处理的，在 县/镇/gk-docs.toml 开头" in told
    assert told.count("没有看") == 1


def test_what_has_a_part_of_its_own_is_no_folder_that_nobody_looks_into(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_body(county / "去年", "甲镇")
    for command in (["check", "县", "--previous", "县/去年"], ["county", "县", "--previous", "县/去年"]):
        main(command)
        assert "没有看" not in "".join(capsys.readouterr())
    for _ in range(2):
        main(["render", "县", "-o", "县/出"])
        assert "没有看 县 里的文件夹 去年：" in capsys.readouterr().out
    main(["render", "县", "-o", "县"])
    main(["render", "县", "-o", "别处"])
    assert "回执：" not in capsys.readouterr().out


def test_the_command_that_a_missing_report_is_converted_with_can_be_typed_as_it_stands(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = gk.write(gk.read(county / "甲镇2024.yaml").report.replace(agency="丁镇"), county / "丁镇 2024(1).docx")
    (county / "名单.csv").write_text("机关\n甲镇\n乙镇\n丁镇\n", encoding="utf-8")
    main(["render", "县", "-o", "出"])
    _, said = capsys.readouterr().out.split("请用 gk-docs ", 1)
    assert main(shlex.split(said.partition(" 转换后核对")[0])) == 0
    assert gk.read(sent.with_suffix(".yaml")).report == gk.read(sent).report


def test_a_blank_data_file_hides_no_report_that_was_handed_in_and_a_filled_one_none_that_differs(
    county: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in county.iterdir():
        file.unlink()
    (county / "名单.csv").write_text("机关\n丁镇人民政府\n戊镇人民政府\n己镇人民政府\n", encoding="utf-8")
    assert main(["new", "--roster", "县/名单.csv", "--year", "2024", "-o", "县"]) == 0
    sent = gk.read(write_body(county.parent / "x", "丁镇人民政府")).report
    gk.write(sent, county / "丁镇人民政府2024.docx")
    gk.write(sent.replace(agency="戊镇人民政府"), county / "戊镇报来.docx")
    filled = write_body(county, "己镇人民政府")
    other = gk.read(filled).report.replace(active_disclosure=gk.ActiveDisclosure.zeros(licences=7))
    gk.write(other, county / "己镇人民政府2024.docx")
    gk.write(gk.read(filled).report, county / "己镇人民政府2024.html")
    assert main(["render", "县", "-o", "出"]) == 3
    told = capsys.readouterr().out
    mend = "，不是数据文件，请用 gk-docs convert 县/"
    assert f"丁镇人民政府：收到 Word（丁镇人民政府2024.docx）{mend}丁镇人民政府2024.docx --to yaml --force" in told
    assert f"戊镇人民政府：收到 Word（戊镇报来.docx）{mend}戊镇报来.docx --to yaml 转换" in told
    assert main(["render", "县", "-o", "出", "--convert"]) == 0
    told = capsys.readouterr().out
    assert "共 3 个：已生成 2 个，未变 1 个。" in told
    assert "戊镇人民政府2024.yaml 还没有填，用的是这一份" in told
    assert "己镇人民政府2024.docx 的数据与 己镇人民政府2024.yaml 不同，没有用它，请核对" in told
    assert "己镇人民政府2024.html 的数据" not in told
    assert "没有处理 己镇人民政府2024.docx、己镇人民政府2024.html：用了同名的另一个文件。" in told
    assert main(["convert", "县/丁镇人民政府2024.docx", "--to", "yaml", "--force"]) == 0
    assert gk.read(county / "丁镇人民政府2024.yaml").report.figures() == sent.figures()
