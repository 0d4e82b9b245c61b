"""What the checks have to say aside, while a report is rendered: the errors and how much else there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.cli.shell.console import tell
from gk_docs.finding import Severity
from gk_docs.showing.findings_terminal import summary

if TYPE_CHECKING:
    from gk_docs.batch.work import Checked
    from gk_docs.finding import Finding

_READERS = "GK10"


def worth_telling(checked: Checked, *, everything: bool) -> list[Finding]:
    """What the reader says, and the errors that the checks find; every problem where everything is wanted."""
    problems = [finding for finding in checked.findings if finding.is_problem]
    if everything:
        return problems
    errors = [one for one in problems if one.severity == Severity.ERROR and not one.code.startswith(_READERS)]
    return [*checked.reading.findings, *errors]


def say_counts(checked: Checked, name: str) -> None:
    """Say on stderr how many problems the checks found in a file; nothing where there is none."""
    if any(one.is_problem for one in checked.findings):
        told = summary(checked.findings).rstrip("。")
        tell(f"{name}：检查发现{told}，详见 gk-docs check。", err=True)
