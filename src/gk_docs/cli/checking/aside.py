"""What the checks have to say aside, while a report is rendered: the errors and how much else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gk_docs.checks import summary
from gk_docs.errors import InvalidReport
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from gk_docs.cli.checking.checked import Checked
    from gk_docs.finding import Finding

_READERS = "GK10"


def worth_telling(checked: Checked, *, everything: bool) -> list[Finding]:
    """What the reader says, and the errors that the checks find; every problem where everything is wanted."""
    problems = [finding for finding in checked.findings if finding.is_problem]
    if everything:
        return problems
    errors = [one for one in problems if one.severity == Severity.ERROR and not one.code.startswith(_READERS)]
    return [*checked.reading.findings, *errors]


def refuse_errors(checked: Checked) -> None:
    """Stop a report in which the checks find an error.

    Raises:
        InvalidReport: If there is one.
    """
    count = sum(one.is_problem and one.severity == Severity.ERROR for one in checked.findings)
    if count:
        raise InvalidReport(f"检查发现 {count} 个错误，没有生成", mend="请改正，或不加 --strict")


def say_counts(checked: Checked) -> None:
    """Say on stderr how many problems the checks found; nothing where there is none."""
    if any(one.is_problem for one in checked.findings):
        told = summary(checked.findings).rstrip("。")
        click.echo(f"{checked.path.name}：检查发现{told}，详见 gk-docs check。", err=True)
