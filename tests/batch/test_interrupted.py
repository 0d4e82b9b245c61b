"""Ctrl+C: a clean end, a word how to go on, and no process left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from tests.batch.bodies import files_in, write_body
from tests.cli.prompt import GK_DOCS

import gk_docs as gk
from gk_docs.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEARING = f"import signal; signal.signal(signal.SIGINT, signal.default_int_handler); {GK_DOCS}"
"""The prompt, also where a shell has started the tests behind itself, deaf to Ctrl+C."""

ENDLESS = "import os, pathlib, time\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(50)\n"
BODIES = 24


@pytest.fixture
def county(tmp_path: Path) -> Path:
    for number in range(BODIES):
        write_body(tmp_path / "县", f"第{number}镇")
    (tmp_path / "县/没完.py").write_text(ENDLESS, encoding="utf-8")
    return tmp_path / "县"


def started(county: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HEARING, "render", "县", "-o", "出", "--scripts"]
    return subprocess.Popen(
        command, cwd=county.parent, start_new_session=True, stderr=subprocess.PIPE, encoding="utf-8"
    )


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    last = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < last
        time.sleep(0.01)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def is_any_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("written", [0, BODIES])
def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(county: Path, written: int) -> None:
    out, script = county.parent / "出", county / "pid"
    with started(county) as process:
        until(lambda: out.is_dir() and len(list(out.glob("*.docx"))) >= written)
        until(lambda: written < BODIES or script.is_file())
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == "已中止。写出的文件都是完整的；再运行一次同样的命令，就会接着做完。\n"
    until(lambda: not is_any_left(process.pid), 10)
    until(lambda: not script.is_file() or not is_running(int(script.read_text(encoding="utf-8"))), 10)
    assert not [name for name in files_in(out) if name.endswith(".tmp")]
    assert all(gk.read(file).report.year == 2024 for file in out.glob("*.docx"))
    assert main(["render", str(county), "-o", str(out)]) == 0
    assert len(list(out.glob("*.docx"))) == BODIES
