"""A path without a command does what one who drops a file on an icon means."""

import os
import shutil
import stat
import time
from pathlib import Path

import pytest
from tests.cli.prompt import FIXTURES
from tests.workbook.editing import with_cells

import gk_docs
from gk_docs.cli import main
from gk_docs.cli.commands.go import RESULTS
from gk_docs.errors import InvalidReport, Problem

PAGE = "linhe_2024（检查结果）.html"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return Path(shutil.copy(FIXTURES / "linhe_2024.yaml", tmp_path))


def workbook(file: Path, **cells: object) -> Path:
    path = gk_docs.write(gk_docs.read(file).report, file.with_suffix(".xlsx"))
    path.write_bytes(with_cells(path.read_bytes(), "表三", cells))
    file.unlink()
    return path


@pytest.mark.parametrize("suffix", ["yaml", "xlsx"])
def test_a_data_file_gets_a_word_file_and_a_page_of_findings_beside_it(file: Path, suffix: str) -> None:
    path = file if suffix == "yaml" else workbook(file)
    assert main([str(path)]) == 0
    assert gk_docs.read(path.with_suffix(".docx")).report == gk_docs.read(path).report
    assert "青山县临河镇人民政府2024年" in (path.parent / PAGE).read_text(encoding="utf-8")
    assert main([str(path)]) == 0  # and once more, over what was written


def test_a_workbook_with_slips_gets_a_page_that_names_each_cell_and_no_word_file(file: Path) -> None:
    path = workbook(file, D7="三件", E7="两件")
    assert main([str(path)]) == 1
    page = (path.parent / PAGE).read_text(encoding="utf-8")
    for words in ("表三!D7", "表三!E7", "请写 3", "共 2 处"):
        assert words in page
    assert not path.with_suffix(".docx").exists()


@pytest.mark.parametrize("suffix", ["docx", "html", "txt"])
def test_a_published_report_gets_the_page_alone(file: Path, suffix: str) -> None:
    report = gk_docs.read(file).report
    path = file.with_suffix(f".{suffix}")
    if suffix == "txt":
        path.write_text(f"{report.title}\n一、总体情况\n甲。\n", encoding="utf-8")
    else:
        gk_docs.write(report, path)
    file.unlink()
    main([str(path)])
    assert sorted(one.name for one in file.parent.iterdir()) == sorted([path.name, PAGE])


def test_a_folder_gets_the_run_of_a_county(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIXTURES.parent / "county", tmp_path / "全县"))
    before = sorted(folder.rglob("*.yaml"))
    assert main([str(folder)]) == 1
    made = {path.name for path in (folder / RESULTS).iterdir()}
    assert {"丙县教育局2024.docx", "回执", "汇总.html"} <= made
    assert main([str(folder)]) == 1
    assert sorted(folder.rglob("*.yaml")) == before


def test_the_page_of_findings_is_no_report_of_its_folder(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(file)]) == 0
    capsys.readouterr()
    assert main(["check", str(file.parent)]) == 0
    assert PAGE not in "".join(capsys.readouterr())
    assert main([str(file.parent)]) == 0
    assert "已生成 1 个" in capsys.readouterr().out


def test_several_files_are_done_one_by_one_and_a_folder_alone(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = Path(shutil.copy(FIXTURES / "hewan_2020.yaml", file.parent))
    assert main([str(file), str(other)]) == 0
    assert other.with_suffix(".docx").exists()
    assert main([str(file), str(file.parent)]) == 2
    assert "文件夹一次只能写一个" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_two_files_of_one_name_are_not_done_at_once(
    file: Path, suffix: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = gk_docs.write(gk_docs.read(file).report.replace(problems="另一份。"), file.with_suffix(suffix))
    before = other.read_bytes()
    assert main([str(file), str(other)]) == 2
    assert "写出的会是同一个文件，请一次写一个" in capsys.readouterr().err
    assert other.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == sorted([file.name, other.name])


def test_a_changed_word_file_stays_and_the_page_is_there(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.with_suffix(".docx").write_bytes(b"polished")
    assert main([str(file)]) == 2
    assert "没有覆盖" in capsys.readouterr().err
    assert file.with_suffix(".docx").read_bytes() == b"polished"
    assert (file.parent / PAGE).exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["没有.docx"], "没有.docx：没有这个文件"),
        (["rendr"], "没有命令“rendr”。是否指 render？"),
        (["ＣＨＥＣＫ", "x"], "是否指 check？"),
        (["检查", "x"], "是否指 check？"),
        (["生成"], "是否指 render？"),
        (["新建"], "是否指 new？"),
        (["汇总"], "是否指 total？"),
        (["对比"], "是否指 compare？"),
        (["转换"], "是否指 convert？"),
        (["全县"], "是否指 county？"),
        (["模板", "检查"], "是否指 template？"),
        (["template", "检查"], "是否指 check？"),
        (["检察", "x"], "是否指 check？"),
        (["剪茶", "x"], "是否指 check？"),
        (["生城"], "是否指 render？"),
        (["心建"], "是否指 new？"),
        (["对笔"], "是否指 compare？"),
        (["检查年抱"], "是否指 check？"),
        (["摸版"], "是否指 template？"),
        (["检视", "x"], "是否指 check？"),
        (["你好"], "没有命令“你好”。\n"),
        (["template", "检察"], "是否指 check？"),
        (["天气"], "没有命令“天气”。\n"),
    ],
)
def test_what_is_neither_a_command_nor_there_is_told(
    args: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(args) in (1, 2)
    assert words in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_file_whose_suffix_was_left_out_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(file.parent)
    assert main([file.stem]) == 2
    assert f"是否指 {file.name}？" in capsys.readouterr().err


@pytest.fixture
def opened(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop; what it is asked to open is noted in this file, a line each."""
    noted, program = file.parent / "opened", file.parent / "bin/xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$1" >> "{noted}"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return noted


def lines_of(noted: Path, count: int) -> list[str]:
    """What was noted, once as many lines as that are there."""
    for _ in range(200 if count else 0):
        if noted.exists() and noted.read_text(encoding="utf-8").count("\n") == count:
            break
        time.sleep(0.02)
    return sorted(noted.read_text(encoding="utf-8").splitlines()) if noted.exists() else []


def test_what_was_written_is_opened_where_there_is_a_desktop(file: Path, opened: Path) -> None:
    assert main([str(file), "--no-open"]) == 0
    assert lines_of(opened, 0) == []
    assert main([str(file)]) == 0
    assert lines_of(opened, 2) == sorted([str(file.with_suffix(".docx")), str(file.parent / PAGE)])


def test_a_new_workbook_from_last_years_report_is_opened(file: Path, opened: Path) -> None:
    assert main(["new", "--from", str(file), "--to", "xlsx", "--open"]) == 0
    assert lines_of(opened, 1) == [str(file.parent / "青山县临河镇人民政府2025.xlsx")]


@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "txt", "json"])
def test_an_error_can_be_saved_for_a_person_and_for_a_program(tmp_path: Path, suffix: str) -> None:
    error = InvalidReport([Problem(message="不是整数", file="甲.yaml", line=3, found="三件", mend="请写 3")])
    path = gk_docs.save(error, tmp_path / f"甲.{suffix}")
    if suffix in ("html", "txt"):
        text = path.read_text(encoding="utf-8")
        assert "不是整数" in text
        assert "请写 3" in text
    assert path.stat().st_size > 0
