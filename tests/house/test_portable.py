"""The scripts of the portable folder are what the command interpreters of Windows and Linux read."""

from __future__ import annotations

import importlib.util
import os
import re
import runpy
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def portable() -> ModuleType:
    spec = importlib.util.spec_from_file_location("portable", ROOT / "packaging" / "portable.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(portable: ModuleType, tmp_path: Path) -> Path:
    portable.write_scripts(tmp_path / "年报 工具")
    return tmp_path / "年报 工具"


def test_scripts_of_windows_are_gbk_with_crlf_and_say_so_first(folder: Path) -> None:
    scripts = sorted(folder.glob("*.cmd"))
    assert [path.name for path in scripts] == ["find-python.cmd", "安装.cmd", "年报.cmd", "新建.cmd"]
    for path in scripts:
        lines = path.read_bytes().split(b"\r\n")
        assert lines[:2] == [b"@echo off", b"chcp 936 >nul"], path.name
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert path.read_bytes().decode("gbk").replace("\r\n", "\n") == (
            ROOT / "packaging" / "folder" / path.name
        ).read_text(encoding="utf-8")


def test_scripts_of_windows_quote_every_path_that_may_hold_a_blank(folder: Path) -> None:
    for path in folder.glob("*.cmd"):
        text = path.read_bytes().decode("gbk")
        assert text.count("%~dp0") == text.count('"%~dp0'), path.name
        jumps = re.findall(r"(?:goto |call :)(\w+)", text)
        assert sorted(set(jumps)) == sorted(re.findall(r"^:(\w+)", text, re.MULTILINE)), path.name


def test_a_script_that_was_opened_inside_the_archive_says_that_it_must_be_unpacked_first(folder: Path) -> None:
    for name in ("安装.cmd", "年报.cmd", "新建.cmd"):
        lines = (folder / name).read_bytes().decode("gbk").split("\r\n")
        assert lines[2:4] == ["setlocal", 'if not exist "%~dp0find-python.cmd" goto packed']
        assert lines[lines.index(":packed") + 1].startswith("echo 请先把压缩包全部解压出来")


@pytest.mark.parametrize(
    ("version", "platform", "status"),
    [((3, 12), "win-amd64", 0), ((3, 10), "win-amd64", 1), ((3, 14), "win-amd64", 1), ((3, 12), "win32", 1)],
)
def test_a_python_for_which_no_wheels_lie_there_is_passed_by(
    folder: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int], platform: str, status: int
) -> None:
    (code,) = re.findall('-c "(.*)"', (folder / "find-python.cmd").read_bytes().decode("gbk"))
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    monkeypatch.setattr(sysconfig, "get_platform", lambda: platform)
    with pytest.raises(SystemExit) as ended:
        exec(code)  # noqa: S102 - ours
    assert bool(ended.value.code) == bool(status)


def test_a_folder_so_deep_that_windows_could_not_hold_its_files_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a" * 96 + ".py", "")
    is_too_deep = runpy.run_path(str(ROOT / "packaging" / "folder" / "install.py"))["is_too_deep"]
    assert [is_too_deep("D" * length, tmp_path) for length in (133, 134)] == [False, True]


def test_scripts_of_linux_are_correct_shell(folder: Path) -> None:
    for path in folder.glob("*.sh"):
        subprocess.run(["sh", "-n", path], check=True)


def test_what_is_not_installed_yet_is_told_with_what_to_do(folder: Path) -> None:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    ran = subprocess.run(
        ["sh", folder / "年报.sh", "填报.xlsx"], capture_output=True, env={"PATH": path, "PYTHONUTF8": "1"}, check=False
    )
    assert (ran.returncode, ran.stderr.decode()) == (1, "还没有安装：请先运行 安装.cmd（Linux：sh 安装.sh）。\n")


def test_no_python_is_told_with_where_to_put_one(folder: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        ["/bin/sh", folder / "安装.sh"], capture_output=True, env={"PATH": str(tmp_path)}, check=False, cwd=folder
    )
    assert ran.returncode == 1
    assert "由县里解压到本文件夹的 python 里" in ran.stderr.decode()
