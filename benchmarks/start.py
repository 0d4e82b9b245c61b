"""Measures how fast the command starts: the processor time of whole processes, compared with only importing libraries.

Run from the top of the repository: python -m benchmarks.start

Each command first runs once without being measured, so that bytecode, the prepared template and the patterns are
stored, as on any machine in use. Then the commands take turns, and the median of each counts. The report is in a folder
of its own, as a clerk's is. The first render after an installation takes some 0.2 s more.
Needs a system that tells the processor time of child processes (not Windows).
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

REPORT = Path(__file__).parents[1] / "fixtures" / "townships" / "xiji_2023.yaml"
ROUNDS = 9
IMPORTS = {
    "help": "import click",
    "render": "import docxtpl; from pydantic import BaseModel",
}
IN_THE_WAY = ("PYTHONDONTWRITEBYTECODE", "GK_DOCS_CACHE")
BARS = {"help": 1.5, "render": 2.3}


def cpu_seconds(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    """Processor time of one process from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=folder)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measured(folder: Path) -> dict[str, tuple[float, float]]:
    """For `--help` and for a render: seconds of the command, and of the imports with which it is compared."""
    program = str(Path(sysconfig.get_path("scripts"), "gk-docs"))
    render: list[str] = ["render", str(shutil.copy(REPORT, folder)), "-o", str(folder / "年报.docx"), "--force"]
    ours = {"help": [program, "--help"], "render": [program, *render]}
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment = {name: value for name, value in environment.items() if name not in IN_THE_WAY}
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in ours}
    for _ in range(ROUNDS + 1):
        for name, command in ours.items():
            theirs = [sys.executable, "-c", IMPORTS[name]]
            took[name].append((cpu_seconds(command, folder, environment), cpu_seconds(theirs, folder, environment)))
    return {
        name: (median(ours for ours, _ in pairs[1:]), median(theirs for _, theirs in pairs[1:]))
        for name, pairs in took.items()
    }


def main() -> int:
    """Print the table; return 1 if a ratio is above its bar."""
    with TemporaryDirectory() as folder:
        found = measured(Path(folder))
    print("| Command | Takes | Beside | Takes | Ratio | Bar |\n| --- | ---: | --- | ---: | ---: | ---: |")
    for name, (ours, theirs) in found.items():
        ratio = f"{ours / theirs:.2f} | {BARS[name]}"
        print(f"| gk-docs {name} | {ours:.3f} s | `{IMPORTS[name]}` | {theirs:.3f} s | {ratio} |")
    return int(any(ours > BARS[name] * theirs for name, (ours, theirs) in found.items()))


if __name__ == "__main__":
    sys.exit(main())
