"""A user's editor completes and warns: strict checkers accept right code, and name what is wrong in wrong code."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/typing"
WRONG = FOLDER / "wrong_code.py"


def lines_to_refuse() -> set[int]:
    lines = enumerate(WRONG.read_text(encoding="utf-8").splitlines(), 1)
    return {number for number, line in lines if re.search(r"\S.*  # a ", line)}


def mypy(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-pretty", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def pyright(*args: str) -> dict[int, str]:
    """What pyright says, by line."""
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", *args]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    said = json.loads(done.stdout[done.stdout.index("{") :])["generalDiagnostics"]
    return {entry["range"]["start"]["line"] + 1: entry["message"] for entry in said}


def test_there_is_wrong_code_to_refuse() -> None:
    assert len(lines_to_refuse()) == 5


def test_mypy_accepts_a_users_code() -> None:
    done = mypy(FOLDER / "user_code.py")
    assert done.returncode == 0, done.stdout


def test_mypy_refuses_every_wrong_line_and_no_other() -> None:
    refused = {int(line) for line in re.findall(r"wrong_code\.py:(\d+): error", mypy(WRONG).stdout)}
    assert refused == lines_to_refuse()


def test_pyright_accepts_a_users_code() -> None:
    assert not pyright("--project", str(FOLDER))


def test_pyright_refuses_every_wrong_line_and_no_other() -> None:
    assert set(pyright(str(WRONG))) == lines_to_refuse()
