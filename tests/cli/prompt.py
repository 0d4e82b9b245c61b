"""The prompt as a clerk has it: a process of its own, in a folder, with an encoding."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

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


def run(
    *args: str | bytes | Path, folder: Path, encoding: str = "utf-8", program: str = GK_DOCS, **environment: str
) -> Ran:
    """Run `gk-docs` in a folder; what it prints is decoded strictly, with nothing lost."""
    done = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding, **environment},
    )
    codec = encoding.partition(":")[0]
    return Ran(done.returncode, done.stdout.decode(codec), done.stderr.decode(codec))
