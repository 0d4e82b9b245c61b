"""The scripts of the portable folder are what the command interpreters of Windows and Linux read."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
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
