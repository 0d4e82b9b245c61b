"""Checked reports as a person or a program wants to see them: text, JSON, SARIF, a workbook."""

from __future__ import annotations

import json
import sys
from collections import Counter
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from gk_docs.showing.findings_records import to_record
from gk_docs.showing.findings_sarif import sarif_log
from gk_docs.showing.findings_terminal import statistics, summary, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.cli.checking.checked import Checked
    from gk_docs.finding import Finding

_RULE = "─" * 8


def as_text(checked: Sequence[Checked], *, verbose: bool) -> str:
    """Each report under a line with its file, body and year; a line over all of them if there are several."""
    columns = get_terminal_size().columns if sys.stdout.isatty() else None
    blocks = [
        f"{_head(one)}\n{to_text(one.findings, one.reading, verbose=verbose, columns=columns)}" for one in checked
    ]
    if len(checked) > 1:
        blocks.append(f"{_RULE} 共 {len(checked)} 份报告：{summary(_all(checked))}")
    return "\n\n".join(blocks)


def as_statistics(checked: Sequence[Checked]) -> str:
    """How often each rule found a problem in all of the reports, and how many there are."""
    return "\n".join(line for line in (statistics(_all(checked)), summary(_all(checked))) if line)


def as_records(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """A mapping for each report, with every finding."""
    return [to_record(one.findings, one.reading) for one in checked]


def as_counts(checked: Sequence[Checked]) -> list[dict[str, Any]]:
    """How often each rule found a problem, most first."""
    counts = Counter((one.code, one.name) for one in _all(checked) if one.is_problem)
    return [{"code": code, "name": name, "count": count} for (code, name), count in counts.most_common()]


def as_sarif(checked: Sequence[Checked]) -> Any:
    """One SARIF log over all reports, as plain values."""
    return json.loads(sarif_log([(one.findings, one.reading) for one in checked]))


def _head(one: Checked) -> str:
    report = one.reading.report
    return f"{_RULE} {one.path.as_posix()}（{report.agency.name.strip('（）')}，{report.year}年度）"


def _all(checked: Sequence[Checked]) -> list[Finding]:
    return [finding for one in checked for finding in one.findings]
