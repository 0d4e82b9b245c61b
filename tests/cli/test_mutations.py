"""Whatever a clerk does to a good file, the prompt answers with located Chinese problems or a report."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cli.prompt import FIXTURES
from tests.strategies import EXAMPLES

from gk_docs.cli import main

LINES = (FIXTURES / "linhe_2024.yaml").read_text(encoding="utf-8").splitlines()
SLIPS = [
    "",
    "\t",
    "\0",
    ": ",
    *["：", "{{", "}}", '"', "'", "#", "|", "[", "}", "&a", "*a", "-3", "1.5", "三", "3件", "😀"],
]


@settings(deadline=None, max_examples=min(100, EXAMPLES), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, len(LINES) - 1), slip=st.sampled_from(SLIPS), data=st.data())
def test_one_slip_gives_a_report_or_a_located_problem_in_chinese(
    number: int, slip: str, data: st.DataObject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = LINES[number]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    text = "\n".join([*LINES[:number], f"{line[:start]}{slip}{line[end:]}", *LINES[number + 1 :], ""])
    (tmp_path / "临河镇.yaml").write_text(text, encoding="utf-8", newline="\n")
    code = main(["render", str(tmp_path / "临河镇.yaml"), "-o", str(tmp_path / "a.json"), "--force", "--json"])
    printed = capsys.readouterr()
    assert printed.err == ""
    problems = json.loads(printed.out)
    assert code in (0, 1)
    assert all(problem["file"] == "临河镇.yaml" and not problem["message"].isascii() for problem in problems)
    if code:
        assert any("line" in problem for problem in problems)
