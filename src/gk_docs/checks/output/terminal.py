"""Findings for the prompt, in Chinese."""

from __future__ import annotations

from collections import Counter
from textwrap import indent
from typing import TYPE_CHECKING

from gk_docs.checks.case import report_of
from gk_docs.checks.output.drawing import drawing
from gk_docs.checks.registry import title_of
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

_INDENT = "    "
_READERS = "GK10"  # what a reader could not read is not drawn: the row is not known


def to_text(findings: Sequence[Finding], subject: Reading | Report) -> str:
    """Problems with the row of the table drawn, then what is accepted, then what could not be decided, then a count.

    Args:
        findings: As `check` gives them.
        subject: The reading or report that was checked.
    """
    report = report_of(subject)
    blocks = [_problem(finding, report) for finding in findings if finding.is_problem]
    blocks.extend(_section("已说明，不计入", _accepted(findings)))
    blocks.extend(_section("未能判断", _not_assessed(findings)))
    return "\n\n".join([*blocks, summary(findings)])


def summary(findings: Sequence[Finding]) -> str:
    """How many problems there are by severity (错误 1 个，警告 0 个，提示 2 个。)."""
    counts = Counter(finding.severity for finding in findings if finding.is_problem)
    if not counts:
        return "没有发现问题。"
    return "，".join(f"{severity.chinese} {counts[severity]} 个" for severity in reversed(Severity)) + "。"


def statistics(findings: Sequence[Finding]) -> str:
    """How often each rule found a problem, one rule a line, most first."""
    counts = Counter(finding.code for finding in findings if finding.is_problem)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return "\n".join(f"{count:>5}  {code}  {title_of(code)}" for code, count in ranked)


def _problem(finding: Finding, report: Report) -> str:
    head = f"{finding.severity.chinese} {finding.code} {finding.place}\n{indent(finding.message, _INDENT)}"
    drawn = "" if finding.code.startswith(_READERS) else drawing(finding, report)
    return f"{head}\n{indent(drawn, _INDENT)}" if drawn else head


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield "\n".join([f"{title}：", *(f"{_INDENT}{line}" for line in told)])


def _accepted(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.accepted is not None:
            yield f"{finding.code} {finding.place}：{finding.message}理由：{finding.accepted}"


def _not_assessed(findings: Sequence[Finding]) -> Iterator[str]:
    """One line a rule: its first reason, and how many more there are."""
    open_ones = [finding for finding in findings if not finding.assessed]
    for code, count in sorted(Counter(finding.code for finding in open_ones).items()):
        first = next(finding for finding in open_ones if finding.code == code)
        place = f" {first.place}" if first.place.path else ""
        more = f"（另有 {count - 1} 处）" if count > 1 else ""
        yield f"{code}{place}：{first.message}{more}"
