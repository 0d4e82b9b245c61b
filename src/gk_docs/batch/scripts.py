"""Run a township's Python script in a process of its own, within a time limit, and take its reports as exact JSON.

A script is a program: it may do whatever its user may do. Run only scripts whose authors you trust.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

from gk_docs.errors import InvalidReport, Problem
from gk_docs.files.processes import environment, python
from gk_docs.files.programs import guarded
from gk_docs.form.editions import AnyReport, parse

SECONDS = 60
"""Longest time that a script may run."""

_GLANCE = 0.1
_LARGEST_ANSWER = 256 * 1024 * 1024
_LAST_WORDS = 400


def reports_of(script: Path, *, seconds: int = SECONDS, stop: Event | None = None) -> list[AnyReport]:
    """Run a script and return the reports that it defines as `report` or `reports`, in order.

    The script runs in its own folder and process, not as `__main__`; what it prints is dropped.

    Args:
        script: A Python file.
        seconds: The longest time that it may run; then it is stopped with all that it started.
        stop: An event; if it is set, the script is stopped in the same way.

    Raises:
        InvalidReport: If the script fails, takes too long or defines no report; with its line if that is known.
    """
    with tempfile.TemporaryDirectory(prefix="gk-docs-") as folder:
        answer, words = Path(folder, "answer.json"), Path(folder, "words.txt")
        ended = _run(script.resolve(), answer, words, seconds, stop or Event())
        if ended is None:
            raise _refusal(script, f"脚本运行超过{seconds}秒，已中止", "请检查有没有停不下来的循环")
        if not answer.is_file() or answer.stat().st_size > _LARGEST_ANSWER:
            said = words.read_text(encoding="utf-8", errors="replace")[-_LAST_WORDS:].strip()
            raise _refusal(script, f"脚本没有运行完（退出码 {ended}）", None, said or None)
        told: dict[str, Any] = json.loads(answer.read_bytes())
    if problems := told["problems"]:
        raise InvalidReport(Problem(**{"file": script.name, **problem}) for problem in problems)
    return [parse(values) for values in told["reports"]]


def _refusal(script: Path, message: str, mend: str | None, found: str | None = None) -> InvalidReport:
    return InvalidReport(message, file=script.name, mend=mend, found=found)


def _run(script: Path, answer: Path, words: Path, seconds: int, stop: Event) -> int | None:
    """The exit code of the child, or None if it had to be stopped."""
    child = python("gk_docs.batch.script_child", str(script), str(answer), str(seconds))
    folder = str(script.parent)
    with (
        words.open("wb") as said,
        guarded(child, folder=folder, env=environment(folder), out=said, said=said) as running,
    ):
        return _waited(running, seconds, stop)


def _waited(child: subprocess.Popen[bytes], seconds: int, stop: Event) -> int | None:
    last = monotonic() + seconds
    while monotonic() < last and not stop.is_set():
        with suppress(subprocess.TimeoutExpired):
            return child.wait(_GLANCE)
    return None
