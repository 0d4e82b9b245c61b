"""The prompt as a clerk has it: a process of its own, in a folder, with an encoding."""

import atexit
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from gk_docs.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures/townships"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[dict[str, Any]]:
        """The list that `--json` prints."""
        problems: list[dict[str, Any]] = json.loads(self.out)
        return problems


GK_DOCS = "import sys; from gk_docs.cli import main; sys.exit(main())"


@cache
def store() -> dict[str, str]:
    """An environment in which the commands of these tests share their templates, as a user's commands do."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return {"GK_DOCS_CACHE": "", "XDG_CACHE_HOME": folder, "LOCALAPPDATA": folder}


def run(
    *args: str | bytes | Path, folder: Path, encoding: str = "utf-8", program: str = GK_DOCS, **environment: str
) -> Ran:
    """Run `gk-docs` in a folder; what it prints is decoded strictly, with nothing lost."""
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, **store(), "PYTHONIOENCODING": encoding, **environment},
    )
    codec = encoding.partition(":")[0]
    return Ran(done.returncode, done.stdout.decode(codec), done.stderr.decode(codec))


def run_here(*args: str | Path, folder: Path, encoding: str = "utf-8") -> Ran:
    """The same in the process of the tests, where a promise is about neither a process nor its environment."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") for _ in range(2))
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in args])
    return Ran(code, *(_written(stream).decode(encoding) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    raw = stream.detach()
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue()
