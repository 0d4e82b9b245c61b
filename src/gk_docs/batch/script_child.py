"""The child process that runs a township's script: `python -m gk_docs.batch.script_child SCRIPT ANSWER SECONDS`."""

from __future__ import annotations

import json
import runpy
import signal
import sys
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from gk_docs.errors import GkError, Problem
from gk_docs.form.editions import parse
from gk_docs.form.messages import refused
from gk_docs.form.report import Report


def answer_of(script: Path) -> dict[str, Any]:
    """Run the script; return the reports that it defines as plain values, or the problems."""
    reports: list[Any] = []
    try:
        reports = [_values(found) for found in _found(runpy.run_path(str(script), run_name=script.stem))]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a script may raise anything
        wrong = list(_explained(error, script))
    else:
        mend = "请把报告命名为 report，多份报告的列表命名为 reports；只供别的脚本引用的文件，名称以 _ 开头"
        wrong = [] if reports else [Problem(message="脚本没有定义报告", mend=mend)]
    return {"reports": [] if wrong else reports, "problems": [problem.to_dict() for problem in wrong]}


def _explained(error: BaseException, script: Path) -> Iterable[Problem]:
    """Turn what the script raised into problems with its line."""
    line = _line(error, script)
    if isinstance(error, ValidationError):
        error = refused(error)
    if isinstance(error, GkError):
        yield from (
            replace(problem, line=problem.line or (None if problem.file else line)) for problem in error.problems
        )
    elif isinstance(error, SyntaxError):
        found = (error.text or "").strip() or None
        yield Problem(message=f"脚本不合 Python 的写法（{error.msg}）", line=error.lineno, found=found)
    elif isinstance(error, SystemExit):
        yield Problem(message="脚本自己退出了，没有交出报告", line=line, mend="请删去 exit()")
    else:
        yield Problem(message=f"脚本出错（{type(error).__name__}：{error}）", line=line)


def _found(names: dict[str, Any]) -> Iterable[Any]:
    if "report" in names:
        yield names["report"]
    yield from names.get("reports", ())


def _values(found: Any) -> Any:
    """A report as values for JSON; a mapping is parsed as a report first, so that its faults are found here."""
    report = parse(found) if isinstance(found, Mapping) else found
    if not isinstance(report, Report):
        raise TypeError(f"report 须是年度报告，不是 {type(found).__name__}")
    return report.model_dump(mode="json")


def _line(error: BaseException, script: Path) -> int | None:
    """The innermost line of the script itself in a traceback; None if there is none."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if Path(frame.filename) == script), None)


def main(script: str, answer: str, seconds: str) -> None:
    """Run the script and write the answer file; an alarm ends the process a second after its time is up."""
    if sys.platform != "win32":
        signal.alarm(int(seconds) + 1)
    sys.path.insert(0, str(Path(script).parent))
    told = answer_of(Path(script))
    draft = Path(f"{answer}.draft")
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.replace(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])
