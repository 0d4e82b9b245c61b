"""`gk-docs render`: one command, one Word file; and what it refuses."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.prompt import FIXTURES

import gk_docs
from gk_docs.cli import main
from gk_docs.finding import Place

XIJI = FIXTURES / "xiji_2023.yaml"
LINHE = FIXTURES / "linhe_2024.yaml"


def test_it_writes_what_the_library_writes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), "-o", "西集镇2023.docx"]) == 0
    assert capsys.readouterr().out == "已生成：西集镇2023.docx\n"
    assert (folder / "西集镇2023.docx").read_bytes() == gk_docs.render(gk_docs.read(XIJI).report, "docx")


@pytest.mark.parametrize("suffix", ["docx", "html", "xlsx", "yaml"])
def test_a_report_of_another_body_that_is_replaced_is_named(
    folder: Path, suffix: str, caplog: pytest.LogCaptureFixture
) -> None:
    for source in (XIJI, XIJI, LINHE):
        assert not caplog.messages
        assert main(["render", str(source), "-o", f"年报.{suffix}"]) in (0, 1)
    [told, *_] = caplog.messages
    assert told == f"年报.{suffix} 原来是西集镇人民政府的报告，换成了青山县临河镇人民政府的"
    assert (folder / f"年报.{suffix}").is_file()


def test_without_out_the_word_file_stands_beside_the_input(folder: Path) -> None:
    (folder / "数据").mkdir()
    shutil.copy(XIJI, folder / "数据/西集镇.yaml")
    assert main(["render", "数据/西集镇.yaml"]) == 0
    assert (folder / "数据/西集镇.docx").exists()


def test_the_suffix_of_out_is_the_format(folder: Path) -> None:
    assert main(["render", str(XIJI), "-o", "x.json"]) == 0
    assert gk_docs.read(folder / "x.json").report == gk_docs.read(XIJI).report


def test_many_files_go_into_a_folder_that_is_made(folder: Path) -> None:
    assert main(["render", *map(str, sorted(FIXTURES.glob("*.yaml"))), "-o", "出/报告"]) == 0
    assert sorted(path.name for path in (folder / "出/报告").iterdir()) == [
        "hewan_2020.docx",
        "linhe_2024.docx",
        "xiji_2023.docx",
    ]


def test_one_file_goes_into_a_folder_that_is_there(folder: Path) -> None:
    (folder / "报告").mkdir()
    assert main(["render", str(XIJI), "-o", "报告"]) == 0
    assert (folder / "报告/xiji_2023.docx").exists()


def test_a_wrong_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.yaml").write_text("机关: 甲镇\n年度: 二三\n", encoding="utf-8")
    shutil.copy(XIJI, folder / "好.yaml")
    assert main(["render", "坏.yaml", "好.yaml"]) == 1
    printed = capsys.readouterr()
    assert printed.out == "已生成：好.docx\n"
    assert "坏.yaml:2" in printed.err
    assert not (folder / "坏.docx").exists()


def test_all_problems_come_at_once_and_are_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "主动公开政府信息情况: {行政许可: 三, 行政处罚: -1, 其余: 0}"
    (folder / "坏.yaml").write_text(f"机关: 甲镇\n年度: 2023\n{table}\n", encoding="utf-8")
    assert main(["render", "坏.yaml"]) == 1
    *problems, count = capsys.readouterr().err.splitlines()
    assert len(problems) > 2
    assert count == f"共{len(problems)}处问题。"


def test_a_missing_file_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", "没有.yaml"]) == 1
    assert "没有.yaml" in capsys.readouterr().err
    assert not list(folder.iterdir())


@pytest.mark.usefixtures("folder")
def test_two_reports_are_not_written_to_one_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), str(XIJI), "-o", "报告/"]) == 2
    assert "都会写到" in capsys.readouterr().err


def test_a_file_is_not_written_over_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["render", str(XIJI), "-o", "西集镇.json"])
    before = (folder / "西集镇.json").read_bytes()
    assert main(["render", "西集镇.json", "-o", "西集镇.json", "--force"]) == 2
    assert "会覆盖它自己" in capsys.readouterr().err
    assert (folder / "西集镇.json").read_bytes() == before


def test_several_files_cannot_go_into_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "报告.docx").write_bytes(b"")
    assert main(["render", str(XIJI), str(FIXTURES / "linhe_2024.yaml"), "-o", "报告.docx"]) == 2
    assert "不能用作文件夹" in capsys.readouterr().err


def test_a_changed_word_file_is_kept_without_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / "西集镇.docx"
    main(["render", str(XIJI), "-o", target.name])
    made = target.read_bytes()
    main(["render", str(FIXTURES / "linhe_2024.yaml"), "-o", "临河镇.docx"])
    target.write_bytes((folder / "临河镇.docx").read_bytes() + b"changed by hand")
    changed = target.read_bytes()
    assert main(["render", str(XIJI), "-o", target.name]) == 2
    assert "西集镇.docx" in capsys.readouterr().err
    assert target.read_bytes() == changed
    assert main(["render", str(XIJI), "-o", target.name, "--force"]) == 0
    assert target.read_bytes() == made


def test_a_template_of_ones_own_is_used(folder: Path) -> None:
    template = Path(__file__).parents[2] / "templates/docx/annual_report_2021.docx"
    shutil.copy(template, folder / "模板.docx")
    assert main(["render", str(XIJI), "--template", "模板.docx", "-o", "a.docx"]) == 0
    assert (folder / "a.docx").read_bytes() == gk_docs.render(gk_docs.read(XIJI).report, "docx", template=template)


@pytest.mark.usefixtures("folder")
def test_but_not_for_a_format_that_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), "--template", "模板.docx", "-o", "a.json"]) == 2
    assert "--template 只用于 .docx" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_format_that_nobody_writes_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), "-o", "a.odt"]) == 2
    assert "odt" in capsys.readouterr().err


FINDING = gk_docs.Finding(
    code="GK101",
    name="unplaced-row",
    severity=gk_docs.Severity.WARNING,
    place=Place("requests", "表三"),
    message="有一行不能对应",
    found="其他情形",
)


@pytest.mark.usefixtures("folder")
def test_what_a_reader_has_to_say_is_told_and_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = replace(gk_docs.read(LINHE), findings=(FINDING,))
    monkeypatch.setattr("gk_docs.batch.work.read", lambda _: reading)
    assert main(["render", "年报.html", "-o", "a.docx"]) == 0
    counted, told = capsys.readouterr().err.splitlines()
    assert counted == "年报.html：检查发现错误 0 个，警告 1 个，提示 0 个，详见 gk-docs check。"
    assert told == "年报.html：GK101 警告 表三：有一行不能对应"
    assert main(["render", "年报.html", "-o", "a.docx", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": "年报.html",
            "code": "GK101",
            "severity": "warning",
            "message": "有一行不能对应",
            "path": "requests",
            "place": "表三",
            "found": "其他情形",
        }
    ]


def test_the_checks_are_told_in_short(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), "-o", "a.docx"]) == 0
    counted, error = capsys.readouterr().err.splitlines()
    assert counted.startswith("xiji_2023.yaml：检查发现错误 1 个，警告 1 个")
    assert error.startswith("xiji_2023.yaml：GK201 错误 表三 · 四、结转下年度继续办理 · 商业企业")
    assert main(["render", str(FIXTURES / "linhe_2024.yaml"), "-o", "b.docx"]) == 0
    assert capsys.readouterr().err == ""
    assert (folder / "b.docx").exists()


def test_strict_writes_no_report_with_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(XIJI), str(FIXTURES / "linhe_2024.yaml")]
    assert main(["render", "--strict", *files, "-o", "出/"]) == 1
    assert "检查发现 1 个错误，没有生成" in capsys.readouterr().err
    assert [path.name for path in (folder / "出").iterdir()] == ["linhe_2024.docx"]


@pytest.mark.usefixtures("folder")
def test_json_has_every_problem_that_the_checks_find(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["render", str(XIJI), "-o", "a.docx", "--json"]) == 0
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)] == ["GK201", "GK207"]
