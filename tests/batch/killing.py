"""Runs commands in processes that are killed in the middle of their work, and keeps the folders that this leaves.

`python killing.py < RUNS`, where RUNS is a JSON list of `[arguments, folder, whole]`. Each command first runs to its
end in the folder `whole`. It then runs three times in `folder`: killed just before its first file is renamed into
place, killed just after, and to its end. After each of the three, `folder` is copied to `folder-0`, `folder-1` and
`folder-2`. Prints a JSON list of four results for each command: an exit code, or the number of the signal, negated.
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
    """Kill this process at the first `Path.replace`: before it for turn 0, after it for turn 1, never for turn 2."""

    def replace(self: Path, target: Path) -> Path:
        if turn == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        done = REPLACE(self, target)
        if turn == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Path.replace = replace  # type: ignore[method-assign, assignment]  # changes this process only


def in_a_child(arguments: list[str], folder: str, turn: int) -> int:
    """Run a command in a forked process, where everything is already imported; return how it ended."""
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
