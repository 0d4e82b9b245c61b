"""A user's editor completes and warns: strict checkers accept right code, and name what is wrong in wrong code."""

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/typing"
RIGHT, WRONG = FOLDER / "user_code.py", FOLDER / "wrong_code.py"


def lines_to_refuse() -> set[int]:
    lines = enumerate(WRONG.read_text(encoding="utf-8").splitlines(), 1)
    return {number for number, line in lines if re.search(r"\S.*  # a ", line)}


def mypy(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@cache
def pyright() -> dict[str, set[int]]:
    """The lines that pyright refuses, by the name of their file."""
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run([*command, str(RIGHT), str(WRONG)], cwd=ROOT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout[done.stdout.index("{") :])
    assert told["summary"]["filesAnalyzed"] == 2
    refused: dict[str, set[int]] = {}
    for entry in told["generalDiagnostics"]:
        refused.setdefault(Path(entry["file"]).name, set()).add(entry["range"]["start"]["line"] + 1)
    return refused


def test_there_is_wrong_code_to_refuse() -> None:
    assert len(lines_to_refuse()) == 10


def test_mypy_accepts_a_users_code() -> None:
    done = mypy(RIGHT)
    assert done.returncode == 0, done.stdout


def test_mypy_refuses_every_wrong_line_and_no_other() -> None:
    refused = {int(line) for line in re.findall(r"wrong_code\.py:(\d+): error", mypy(WRONG).stdout)}
    assert refused == lines_to_refuse()


def test_pyright_accepts_a_users_code() -> None:
    assert RIGHT.name not in pyright()


def test_pyright_refuses_every_wrong_line_and_no_other() -> None:
    assert pyright()[WRONG.name] == lines_to_refuse()
