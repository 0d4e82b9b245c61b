"""What is the machine's fault is said as such, in words, and is no defect of ours."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.prompt import FIXTURES, GK_DOCS, run_here

import gk_docs
from gk_docs.files.shipped import shipped
from gk_docs.files.source import bytes_of

LONG = "长" * 120


@pytest.mark.parametrize(
    "args",
    [
        ["render", "甲.yaml", "-o", f"{LONG}.docx"],
        ["render", f"{LONG}.yaml"],
        ["convert", "甲.yaml", "-o", f"{LONG}.json"],
        ["check", f"{LONG}.yaml"],
        ["new", LONG, "--year", "2024"],
    ],
)
def test_a_name_that_is_too_long_for_the_disk_is_called_so(tmp_path: Path, args: list[str]) -> None:
    (tmp_path / "甲.yaml").write_text("机关: 甲镇\n", encoding="utf-8")
    ran = run_here(*args, folder=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert LONG in ran.err
    assert "文件名太长" in ran.err
    assert "程序出错" not in ran.err


def test_no_refusal_of_the_system_is_told_in_english(tmp_path: Path) -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in Path(gk_docs.__file__).parent.rglob("*.py")}
    assert {path.name for path, text in sources.items() if "strerror" in text} == {"errors.py"}
    (tmp_path / "甲").write_text("", encoding="utf-8")
    said = run_here("render", "甲/乙.yaml", "-o", "丙.docx", folder=tmp_path).err
    said += run_here("county", "甲/乙", folder=tmp_path).err + run_here("check", "乙", folder=tmp_path).err
    said += run_here("new", "甲镇", "--year", "2024", "-o", "甲/乙.yaml", folder=tmp_path).err
    assert "路径里有一段不是文件夹" in said
    assert not re.search("[A-Za-z]+ [a-z]+", said.replace("gk-docs ", ""))


def test_the_module_runs_as_the_command_does(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gk_docs"]
    ran = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.startswith("gk-docs ")
    refused = subprocess.run([*command, "rule", "GK999"], cwd=tmp_path, capture_output=True, check=False)
    assert refused.returncode == run_here("rule", "GK999", folder=tmp_path).code != 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_output_to_a_full_disk_is_told_once() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", GK_DOCS, "schema"]
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stderr) == (2, "写不进去：磁盘满了。请处理后再运行一次。\n")


def test_chinese_names_are_found_and_written_where_the_locale_has_none(tmp_path: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    command = [sys.executable, "-P", "-m", "gk_docs", "new", "西集镇", "--year", "2024"]
    ran = subprocess.run(command, cwd=tmp_path, env={**os.environ, **ascii_only}, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["西集镇2024.yaml"]
    for name in ("临河镇2023.yaml", "临河镇2024.yaml"):  # which names the one before
        text = (FIXTURES.parent / "comparison" / name).read_text(encoding="utf-8")
        (tmp_path / name.replace("临河镇2024", "a")).write_text(text, encoding="utf-8")
    library = [sys.executable, "-P", "-c", "import gk_docs; print(gk_docs.read('a.yaml').report.year)"]
    ran = subprocess.run(library, cwd=tmp_path, env={**os.environ, **ascii_only}, capture_output=True, check=False)
    assert (ran.stdout.strip(), ran.stderr) == (b"2024", b"")


def test_no_command_asks_beforehand_whether_its_files_may_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(path: Path) -> bytes:
        if path.name == "关.yaml":
            raise gk_docs.GkError("文件打不开（没有权限）")
        return bytes_of(path)

    monkeypatch.setattr("os.access", lambda *_: False)  # as of a file that its owner has closed
    monkeypatch.setattr("gk_docs.files.source.bytes_of", opened)
    for name in ("关.yaml", "开.yaml"):
        (tmp_path / name).write_bytes((FIXTURES / "linhe_2024.yaml").read_bytes())
    for command in ("check", "convert --to json -o 出/", "total --agency 青山县人民政府", "county"):
        ran = run_here(*command.split(), "关.yaml", "开.yaml", folder=tmp_path)
        assert "没有权限" in ran.out + ran.err
        assert "临河镇" in ran.out + ran.err or (tmp_path / "出/开.json").exists()


def test_out_of_a_zip_file_the_mend_is_to_unpack_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "gk.pyz" / "gk_docs"
    monkeypatch.setattr("gk_docs.files.shipped._PACKAGE", inside)
    monkeypatch.setattr("gk_docs.files.shipped._PLACES", (inside / "templates",))
    with pytest.raises(gk_docs.GkError, match="gk-docs 不能在压缩包里运行，请解压"):
        shipped("docx/annual_report_2021.docx")
