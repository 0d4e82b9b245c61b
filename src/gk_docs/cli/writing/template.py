"""What `gk-docs template check` does: every template is held against the form; one that fails stops no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gk_docs.cli.shell.console import Outcome, tell
from gk_docs.document.template_check import check_template
from gk_docs.errors import GkError, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.document.template_check import TemplateCheck
    from gk_docs.errors import Problem
    from gk_docs.form.editions import AnyReport

FINE, FAULTY, COULD_NOT_RUN = 0, 1, 2


def run_checks(files: Sequence[str], form: type[AnyReport] | None, *, as_json: bool) -> Outcome:
    """Check the templates against a form, or each against the one that it names, and show what is wrong."""
    errors: list[GkError] = []
    found: list[tuple[str, TemplateCheck]] = []
    for file in files:
        try:
            with guarded(Path(file).name):
                found.append((file, check_template(file, form)))
        except GkError as error:
            errors.append(error)
    faulty = any(one.problems for _, one in found)
    record = [_record(file, one) for file, one in found] + [_broken(error) for error in errors] if as_json else None
    for file, one in found if not as_json else ():
        tell(_text(file, one))
    return Outcome(tuple(errors), record=record, code=COULD_NOT_RUN if errors else FAULTY if faulty else FINE)


def _text(file: str, found: TemplateCheck) -> str:
    lines = [f"{'─' * 8} {Path(file).as_posix()}（{found.edition}年版格式）"]
    lines += [f"错误 {problem}" for problem in found.problems]
    lines += [f"提示 {problem}" for problem in found.warnings]
    none = "没有发现问题。"
    return "\n".join([*lines, f"错误 {len(found.problems)} 个，提示 {len(found.warnings)} 个。" if lines[1:] else none])


def _record(file: str, found: TemplateCheck) -> dict[str, Any]:
    return {
        "file": Path(file).as_posix(),
        "edition": found.edition,
        "problems": _dicts(found.problems),
        "warnings": _dicts(found.warnings),
    }


def _broken(error: GkError) -> dict[str, Any]:
    return {"file": error.problems[0].file, "problems": _dicts(error.problems), "warnings": []}


def _dicts(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    return [problem.to_dict() for problem in problems]
