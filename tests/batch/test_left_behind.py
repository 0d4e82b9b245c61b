"""A command that is killed leaves no process, whatever it was at: ten seconds later none that it started runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from tests.batch.bodies import write_body, write_many
from tests.cli.prompt import GK_DOCS

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 10
MARK = "GK_DOCS_MARK"
SLOW = "import time\nfrom gk_docs.files.child import serve\nserve(lambda data: time.sleep(60))\n"
HANGING = "#!/bin/sh\nsleep 60 &\nsleep 60\n"
ENDLESS = "import subprocess, time\nsubprocess.Popen(['sleep', '60'])\ntime.sleep(60)\n"
READ_SLOWLY = """
from pathlib import Path
import gk_docs.files.child as child
child.answer('slow', b'', 'pdf')
"""


class Started:
    """A program and the processes that it started, which are known by a mark in their environment."""

    def __init__(self, folder: Path, program: str, *arguments: str, **environment: str) -> None:
        self.mark = uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            cwd=folder,
            env={**os.environ, **environment, MARK: self.mark},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def commands(self) -> list[str]:
        """The command lines of those that run, without the program itself."""
        found = []
        for place in Path("/proc").iterdir():
            try:
                if place.name.isdigit() and f"{MARK}={self.mark}".encode() in (place / "environ").read_bytes():
                    found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:  # it has ended, or is not ours
                continue
        return [command for command in found if GK_DOCS not in command]

    def until(self, true: Callable[[list[str]], bool], seconds: float) -> None:
        last = time.monotonic() + seconds
        while not true(commands := self.commands()):
            assert time.monotonic() < last, commands
            time.sleep(0.1)

    def killed(self, *working: str, by: signal.Signals = signal.SIGKILL) -> str:
        """What it had said when it was killed alone, once processes of those names were at work; none is left."""
        self.until(lambda commands: all(any(name in one for one in commands) for name in working), 60)
        self.process.send_signal(by)
        _, said = self.process.communicate(timeout=60)
        assert self.process.returncode == -by
        self.until(lambda commands: not commands, SECONDS)
        return said.decode()


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    write_many(folder, write_body(folder, "甲镇"))
    return tmp_path


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize(
    "arguments",
    [("render", "县", "-o", "出"), ("county", "县"), ("total", "县", "--agency", "丙县人民政府")],
    ids=lambda arguments: arguments[0],
)
def test_workers_end_with_the_command(county: Path, arguments: tuple[str, ...], by: signal.Signals) -> None:
    assert Started(county, GK_DOCS, *arguments).killed("gk_docs.batch.worker", by=by) == ""


def test_a_script_ends_with_all_that_it_started(county: Path) -> None:
    (county / "县/没完.py").write_text(ENDLESS, encoding="utf-8")
    Started(county, GK_DOCS, "render", "县", "-o", "出", "--scripts").killed("script_child", "sleep 60")


@pytest.mark.parametrize("arguments", [("县", "-o", "出", "--to", "pdf"), ("县/甲镇2024.yaml", "-o", "出.pdf")])
def test_libreoffice_ends_with_all_that_it_started(county: Path, arguments: tuple[str, ...]) -> None:
    program = county / "bin/soffice"
    program.parent.mkdir()
    program.write_text(HANGING, encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    Started(county, GK_DOCS, "render", *arguments, PATH=path).killed("bin/soffice", "sleep 60")


def test_the_process_that_reads_an_untrusted_file_ends_with_its_parent(tmp_path: Path) -> None:
    (tmp_path / "path").mkdir()
    (tmp_path / "path/slow.py").write_text(SLOW, encoding="utf-8")
    Started(tmp_path, READ_SLOWLY, PYTHONPATH=str(tmp_path / "path")).killed("-m slow")


def test_a_process_whose_parent_was_gone_before_it_began_ends_at_once() -> None:
    program = "from gk_docs.files.processes import end_with_parent\nend_with_parent(1234567)\nprint('alive')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")


@pytest.mark.parametrize("arguments", [("check", "县"), ("county", "县"), ("compare", "县", "县")])
def test_a_command_that_is_at_such_files_leaves_nothing(county: Path, arguments: tuple[str, ...]) -> None:
    for file in (county / "县").glob("*.json"):
        file.unlink()
    for number in range(20):
        shutil.copy(Path(__file__).parents[1] / "published/numbered.doc", county / f"县/{number}镇.doc")
    Started(county, GK_DOCS, *arguments).killed("gk_docs.published.doc_child")
