"""`gk-docs convert`: from any format to any that is written, and nothing lost without a word."""

import json
from pathlib import Path

import pytest
from tests.cli.prompt import FIXTURES

import gk_docs
from gk_docs.cli import main
from gk_docs.formats import rendered

LINHE = FIXTURES / "linhe_2024.yaml"


def test_a_report_that_goes_round_is_the_same(folder: Path) -> None:
    for source, target in ((LINHE, "a.docx"), ("a.docx", "a.json"), ("a.json", "b.yaml")):
        assert main(["convert", str(source), "-o", target]) == 0
    assert gk_docs.read(folder / "b.yaml").report == gk_docs.read(LINHE).report


def test_a_word_file_becomes_one_to_fill_in(folder: Path) -> None:
    gk_docs.write(gk_docs.read(LINHE).report, folder / "a.docx")
    assert main(["convert", "a.docx", "-o", "b.yaml"]) == 0
    assert gk_docs.read(folder / "b.yaml").report == gk_docs.read(folder / "a.docx").report


def test_several_go_into_a_folder_in_the_format_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.yaml").write_text("机关: 甲镇\n", encoding="utf-8")
    files = ["坏.yaml", *map(str, sorted(FIXTURES.glob("*.yaml")))]
    assert main(["convert", *files, "--to", "json", "-o", "出"]) == 1
    assert "坏.yaml" in capsys.readouterr().err
    assert sorted(path.name for path in (folder / "出").iterdir()) == [
        "hewan_2020.json",
        "linhe_2024.json",
        "xiji_2023.json",
    ]


def test_a_file_that_is_there_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.json").write_text("{}", encoding="utf-8")
    assert main(["convert", str(LINHE), "-o", "a.json"]) == 2
    assert "已经存在" in capsys.readouterr().err
    assert (folder / "a.json").read_text(encoding="utf-8") == "{}"
    assert main(["convert", str(LINHE), "-o", "a.json", "--force"]) == 0
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["year"] == 2024


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("args", "word"), [([], "-o"), (["-o", "a.odt"], "odt"), (["--to", "odt", "-o", "出/"], "odt")]
)
def test_no_format_or_one_that_nobody_writes_is_refused(
    args: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(LINHE), *args]) == 2
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["-o", "a.docx", "--to", "html"], "格式不同，请只写一个"),
        (["-o", "a.cms.html", "--to", "html"], "格式不同，请只写一个"),
        ([".", "--to", "docx"], "是文件夹，请写其中的文件"),
    ],
)
def test_two_formats_and_a_folder_are_refused(
    folder: Path, args: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", str(LINHE), *args]) == 2
    assert word in capsys.readouterr().err
    assert not [*folder.iterdir()]


@pytest.mark.parametrize("args", [["-o", "a.htm", "--to", "html"], ["-o", "a.YML", "--to", "yaml"]])
def test_a_format_that_is_written_twice_is_one(folder: Path, args: list[str]) -> None:
    assert main(["convert", str(LINHE), *args]) == 0
    assert (folder / args[1]).is_file()


def test_a_place_without_a_suffix_is_a_folder(folder: Path) -> None:
    assert main(["convert", str(LINHE), "-o", "出", "--to", ".DOCX"]) == 0
    assert [path.name for path in (folder / "出").iterdir()] == ["linhe_2024.docx"]


def test_what_the_reader_could_not_place_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title = "丁局2023年政府信息公开工作年度报告"
    text = f"{title}\n一、总体情况\n全年平稳。\n二、主动公开政府信息情况\n五、存在的主要问题\n无。\n"
    (folder / "网页.txt").write_text(text, encoding="utf-8")
    assert main(["convert", "网页.txt", "-o", "b.yaml"]) == 0
    assert "网页.txt：GK104" in capsys.readouterr().err
    assert gk_docs.read(folder / "b.yaml").report.agency.name == "丁局"


def test_what_would_not_come_back_is_refused_by_name_and_written_only_by_force(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = rendered

    def forgetful(report: gk_docs.AnnualReport, form: str) -> bytes:
        return real(report.replace(active_disclosure={"licences": 0}), form)

    monkeypatch.setattr("gk_docs.batch.converting.rendered", forgetful)
    assert main(["convert", str(LINHE), "-o", "a.json"]) == 2
    assert "表二 · 行政许可 · 本年处理决定数量：转换会改变或丢失这一处" in capsys.readouterr().err
    assert not (folder / "a.json").exists()
    assert main(["convert", str(LINHE), "-o", "a.json", "--force"]) == 0
    assert "表二 · 行政许可" in capsys.readouterr().err
