"""Runs `gk-docs` commands in a folder and with an encoding, as a user does at the prompt."""

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gk_docs.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures/townships"


class Ran(NamedTuple):
    """The result of a command: its exit code, and the text that it printed."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The list of problems that `--json` printed."""
        problems: list[dict[str, Any]] = json.loads(self.out)
        return problems


GK_DOCS = "import sys; from gk_docs.cli import main; sys.exit(main())"


def run(
    *args: str | bytes | Path, folder: Path, encoding: str = "utf-8", program: str = GK_DOCS, **environment: str
) -> Ran:
    """Run `gk-docs` in a new process; its output is decoded strictly, so that wrong bytes are an error."""
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, **environment},
    )
    codec = encoding.partition(":")[0]
    return Ran(done.returncode, done.stdout.decode(codec), done.stderr.decode(codec))


class Asked(NamedTuple):
    """A command for `run_all`."""

    arguments: tuple[str | Path, ...]
    folder: Path
    encoding: str = "utf-8"


ONE_AFTER_ANOTHER = """
import json, os, sys
from gk_docs.cli import main
for arguments, folder, encoding in json.load(sys.stdin):
    os.chdir(folder)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding=encoding, errors="strict")
    sys.argv[1:] = [os.fsdecode(argument.encode("utf-8", "surrogateescape")) for argument in arguments]
    ended = f"\\0{main()}\\0"
    for stream in (sys.stdout, sys.stderr):
        print(ended, end="", file=stream, flush=True)
"""


def run_all(asked: Sequence[Asked], **environment: str) -> list[Ran]:
    """Run several commands one after another in one new process, which saves the time to start more."""
    done = subprocess.run(
        [sys.executable, "-c", ONE_AFTER_ANOTHER],
        input=json.dumps([([*map(str, one.arguments)], str(one.folder), one.encoding) for one in asked]).encode(),
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
    )
    out, err = (stream.split(b"\0") for stream in (done.stdout, done.stderr))
    return [
        Ran(int(out[place + 1]), out[place].decode(one.encoding), err[place].decode(one.encoding))
        for place, one in zip(range(0, len(out), 2), asked, strict=False)
    ]


def run_here(*args: str | Path, folder: Path, encoding: str = "utf-8") -> Ran:
    """Run a command in this process, which is faster: for tests that do not depend on a new process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in args])
    return Ran(code, *(_written(stream).decode(encoding) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    raw = stream.detach()
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue()


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """The findings that the prompt told, each in a line."""
    blocks = capsys.readouterr().out.partition("\n")[2].split("\n\n")[:-1]
    return ["：".join(line.strip() for line in block.splitlines()) for block in blocks]
