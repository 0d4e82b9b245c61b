"""Runs commands and prints how their folder stands before each step on the disk: that is what a kill then would leave.

`python moments.py COMMANDS`, where COMMANDS is a JSON list of argument lists. A step is what Python's audit events call
one: a file opened for writing, renamed, removed, a folder made. What stood in buffers is not in the folder, as after a
kill.
"""

import json
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from gk_docs.cli import main

STEPS = {"os.rename", "os.remove", "os.mkdir", "os.link", "os.chmod", "os.truncate"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ROOT = Path.cwd()
STATES: list[dict[str, str]] = []


def state() -> dict[str, str]:
    """The digest of every file."""
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def note(event: str, args: tuple[Any, ...]) -> None:
    """Keep the state before a step in the folder."""
    writes = event in STEPS or (event == "open" and isinstance(args[2], int) and args[2] & WRITES)
    if writes and isinstance(args[0], str | Path) and Path(args[0]).absolute().is_relative_to(ROOT):
        STATES.append(state())


if __name__ == "__main__":
    found = []
    told, sys.stdout = sys.stdout, sys.stderr
    sys.addaudithook(note)
    for command in json.loads(sys.argv[1]):
        before, STATES[:] = state(), []
        code = main(command)
        found.append({"code": code, "before": before, "moments": [*STATES], "after": state()})
    json.dump(found, told)
