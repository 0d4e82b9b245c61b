"""Write return slips: for each body, one page that says what became of its report and what to mend (一镇一单).

A slip is plain text, which opens everywhere and can be pasted into a message: UTF-8 with a byte order mark and CRLF, so
that old versions of Notepad show it. It has no date, so that the same outcome gives the same slip.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING

from gk_docs.batch.folder import SLIPS
from gk_docs.checks import rule_of
from gk_docs.chinese.dates import format_date
from gk_docs.errors import GkError, guarded
from gk_docs.files.saving import file_name, remove_drafts, save
from gk_docs.showing.findings import summary
from gk_docs.showing.problems import told as of_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gk_docs.batch.outcome import BatchSummary, OutcomeRow
    from gk_docs.finding import Finding

_MEND = "怎样改"


def write_slips(summary: BatchSummary, out: Path) -> list[GkError]:
    """Write a slip for each body into the folder `回执` in `out`; slips that are right already are not touched.

    A body with several inputs has all its slips in one file. With a roster, a file of no known body gets no slip.

    Returns:
        The errors of slips that could not be written; empty if all were.
    """
    folder = out / SLIPS
    pages: dict[str, list[str]] = {}
    has_roster = any(row.member for row in summary.rows)
    for row in summary.rows:
        if has_roster and not row.member and row.result and not row.result.agency:
            continue  # a file that is not a body's report, such as a notice
        pages.setdefault(file_name(row.body), []).append(slip_of(row))
    errors: list[GkError] = []
    try:
        with guarded(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
            remove_drafts(folder, before=time())
    except GkError as error:
        return [error]
    for name, slips in pages.items():
        data = "\n".join(slips).replace("\n", "\r\n").encode("utf-8-sig", "backslashreplace")
        path = folder / f"{name}.txt"
        try:
            if not path.is_file() or path.read_bytes() != data:
                save(data, path, remade=lambda _: True)
        except GkError as error:
            errors.append(error)
    return errors


def slip_of(row: OutcomeRow) -> str:
    """The text of a body's slip, with LF as line ends."""
    year = f"{row.result.year}年" if row.result and row.result.year else ""
    head = [f"{row.body}{year}政府信息公开工作年度报告 回执", ""]
    if row.member and (row.member.filer or row.member.contact):
        head += [f"填报人：{' '.join(filter(None, (row.member.filer, row.member.contact)))}"]
    return "\n".join([*head, *_outcome(row), *_to_mend(row), ""])


def _outcome(row: OutcomeRow) -> Iterator[str]:
    if row.result is None:
        yield f"结果：{row.remark}。{f'请尽快报送，{format_date(row.due)}前须公开。' if row.due else '请尽快报送。'}"
        return
    yield f"数据文件：{row.result.source}"
    if row.status == "unfilled":
        yield f"结果：还没有填。请填好数据文件，再报送一次{f'，{format_date(row.due)}前须公开' if row.due else ''}。"
        yield from [f"注意：{row.remark}。"] if row.remark else []
        return
    if row.result.office:
        yield "结果：没有生成。原因不在贵单位的文件，由汇总的单位处理，请不要改动。"
    elif row.status == "failed":
        yield "结果：没有生成。请按下面各条改正数据文件，再报送一次。"
    else:
        yield f"结果：已生成 {'、'.join(path.name for path in row.result.paths)}"
    if row.days_late and row.result.published and row.due:
        yield f"公开日期：{format_date(row.result.published)}，晚于{format_date(row.due)}，迟{row.days_late}天"
    elif row.due and not row.result.published:
        yield f"公开日期：没有填写。{format_date(row.due)}前须公开"
    if row.remark:
        yield f"注意：{row.remark}"


def _to_mend(row: OutcomeRow) -> Iterator[str]:
    if row.result is None or row.status == "unfilled":
        return
    if row.result.problems and not row.result.office:
        yield from ("", "必须改正：")
        yield from (f"{number}. {problem}" for number, problem in enumerate(of_problems(row.result.problems), 1))
    found = [finding for finding in row.result.findings if finding.is_problem]
    if row.result.agency:
        yield from ("", f"检查：{summary(found)}")
        yield from _findings(found)


def _findings(found: list[Finding]) -> Iterator[str]:
    told: set[str] = set()
    for number, finding in enumerate(found, 1):
        yield f"{number}. {finding.severity.chinese}（{finding.code}）{finding.place}：{finding.message}"
        if finding.code not in told and (mend := _mend(finding)):
            yield f"   改法：{mend}"
        told.add(finding.code)


def _mend(finding: Finding) -> str:
    try:
        return rule_of(finding.code).page[_MEND]
    except KeyError:
        return ""
