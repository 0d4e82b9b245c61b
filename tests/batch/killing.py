"""Runs commands to their end, and once more in processes that are killed around a step; the folders are left to see.

`python killing.py < RUNS`, where RUNS is a JSON list of `[arguments, folder, whole]`. In `whole` a command runs to its
end. In `folder` it is killed just before a file first takes its place, again just after, and then runs to its end; how
the folder stood is copied to `folder-0` and `folder-1`. Prints as JSON what became of each: an exit code, or the signal
below zero.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from gk_docs.cli import main

REPLACE = Path.replace


def kill_at(turn: int) -> None:
    """Have this process killed where a file takes its place: before for turn 0, after for turn 1."""

    def replace(self: Path, target: Path) -> Path:
        if turn == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        done = REPLACE(self, target)
        if turn == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Path.replace = replace  # type: ignore[method-assign, assignment]  # as it stands in this process only


def in_a_child(arguments: list[str], folder: str, turn: int) -> int:
    """What becomes of a command in a process of its own, for which all is loaded."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        kill_at(turn)
        os._exit(main(arguments))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    told, sys.stdout = sys.stdout, sys.stderr
    codes = []
    for arguments, folder, whole in json.load(sys.stdin):
        os.chdir(whole)
        codes.append([main(arguments)])
        for turn in range(3):
            codes[-1].append(in_a_child(arguments, folder, turn))
            shutil.copytree(folder, f"{folder}-{turn}")
    json.dump(codes, told)
