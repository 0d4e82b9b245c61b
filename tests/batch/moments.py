"""Runs commands and prints the files in the working folder before each change on the disk, as a kill would leave them.

`python moments.py COMMANDS`, where COMMANDS is a JSON list of argument lists. The changes come from Python's audit
events: a file opened for writing, renamed or removed, a folder made. Data still in buffers is not yet in the files,
just as after a kill.
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
    """The digest of every file below the working folder, by its path."""
    files = (path for path in ROOT.rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def note(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook: append the present state to `STATES` if the event changes something in the working folder."""
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
