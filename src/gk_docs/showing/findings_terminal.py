"""Findings for the prompt, in Chinese."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import indent
from typing import TYPE_CHECKING

from gk_docs.authored.lines import line_of
from gk_docs.checks.registry import title_of
from gk_docs.finding import Severity
from gk_docs.form.reading import report_of
from gk_docs.showing.drawing import drawing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

_INDENT = "    "
_FEW = 3  # findings of one rule that are told in full unless all are wanted
_CLAUSE_END = re.compile("[：；。]")
_READERS = "GK10"  # what a reader could not read is not drawn: the row is not known


def to_text(
    findings: Sequence[Finding], subject: Reading | Report, *, verbose: bool = False, columns: int | None = None
) -> str:
    """Problems, then what is accepted, then what could not be decided, then a count.

    A problem has the line of an authored file where its place was typed, and the row of the table drawn.

    Args:
        findings: As `check` gives them.
        subject: The reading or report that was checked.
        verbose: Whether everything is told in full; else a rule's warnings and infos beyond the third are only
            counted, and what could not be decided takes a line a reason. Errors are always told in full.
        columns: Width of the terminal; columns of zeros are left out of a drawing that would be wider.
    """
    report = report_of(subject)
    problems = [finding for finding in findings if finding.is_problem]
    told = problems if verbose else list(_first_ones(problems))
    lines = getattr(subject, "lines", {})
    room = columns and columns - len(_INDENT)
    blocks = [_problem(finding, report, line_of(lines, finding.place.path), room) for finding in told]
    blocks.extend(_section("同类的不再列出（加 -v 全部列出）", _left_out(problems, told)))
    blocks.extend(_section("已说明，不计入", _accepted(findings)))
    blocks.extend(_section("未能判断", _not_assessed(findings, verbose=verbose)))
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


def _problem(finding: Finding, report: Report, line: int | None, columns: int | None) -> str:
    where = f"{finding.place}（第 {line} 行）" if line else str(finding.place)
    head = f"{finding.severity.chinese} {finding.code} {where}\n{indent(finding.message, _INDENT)}"
    drawn = "" if finding.code.startswith(_READERS) else drawing(finding, report, columns)
    return f"{head}\n{indent(drawn, _INDENT)}" if drawn else head


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield "\n".join([f"{title}：", *(f"{_INDENT}{line}" for line in told)])


def _accepted(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.accepted is not None:
            yield f"{finding.code} {finding.place}：{finding.message}理由：{finding.accepted}"


def _first_ones(problems: Sequence[Finding]) -> Iterator[Finding]:
    """Every error, and of each rule the first few of its other findings."""
    seen: Counter[str] = Counter()
    for finding in problems:
        seen[finding.code] += finding.severity < Severity.ERROR
        if finding.severity == Severity.ERROR or seen[finding.code] <= _FEW:
            yield finding


def _left_out(problems: Sequence[Finding], told: Sequence[Finding]) -> Iterator[str]:
    rest = Counter(finding.code for finding in problems) - Counter(finding.code for finding in told)
    for code, count in sorted(rest.items()):
        yield f"{code} {title_of(code)}：另有 {count} 处"


def _not_assessed(findings: Sequence[Finding], *, verbose: bool) -> Iterator[str]:
    open_ones = [finding for finding in findings if not finding.assessed]
    if verbose:
        yield from (f"{finding.code} {finding.place}：{finding.message}" for finding in open_ones)
        return
    general: dict[str, list[str]] = {}
    by_code: dict[str, list[Finding]] = {}
    for finding in open_ones:
        if finding.place.path:
            by_code.setdefault(finding.code, []).append(finding)
        else:
            general.setdefault(finding.message, []).append(finding.code)
    yield from (_folded(code, several) for code, several in sorted(by_code.items()))
    yield from (f"{'、'.join(dict.fromkeys(codes))}：{message}" for message, codes in general.items())


def _folded(code: str, several: Sequence[Finding]) -> str:
    """What one rule could not decide at several places, in one short line."""
    if len(several) == 1:
        return f"{code} {several[0].place}：{several[0].message}"
    reason = _CLAUSE_END.split(several[0].message)[0]
    return f"{code} {title_of(code)}（{len(several)} 处）：{reason}。"
