"""GK201: blank cells, and cells with “-”, “/” or “无” in place of 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.checks.evidence.blanks import Blanks, blanks_of
from gk_docs.checks.rule import Fact, not_assessed, rule
from gk_docs.checks.rules.sections import missing_sections
from gk_docs.checks.text.citations import NOTICE
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case

_CELL = "写的是“{found}”，应填 0 或实际数字。"
_KNOWN = "写的是“{found}”，按表内各项之和应为 {expected}。"
_BLANK, _BLANK_KNOWN = "此格空白，应填 0 或实际数字。", "此格空白，按表内各项之和应为 {expected}。"
_ROW = "整行 {count} 格空白，应填 0 或实际数字。"
_TABLE = "整张表 {count} 格空白，应填 0 或实际数字。"
_ZEROS = "表中有 {count} 格空白，似以空白代替 0；应填 0 或实际数字。"
_INCOMPLETE = "表格没有读全（见 GK104），未判断。"
_UNREAD = "有行名称未能识别（见 GK101），整行空白可能是没有读到，未判断。"


@rule(
    "GK201",
    "blank-cell",
    Severity.ERROR,
    published=Severity.WARNING,
    basis=f"{NOTICE.cited}各表；没有数据填 0 是各地通行做法",
    message=_CELL,
)
def blank_cell(case: Case) -> Iterator[Fact]:
    """数据格空白，或以“-”“/”“无”代替 0。

    查什么：表二、表三、表四的每一格是否都有数字。整行、整张表空白的合并为一条；2019年版的公开报告惯以空白代替 0 的，
    只作提示。

    为什么：空白分不清是没有发生，还是漏填；以空白参加的合计也无法核对。

    例：四、结转下年度继续办理的商业企业一格空白，其余为 0。

    怎样改：没有发生的填 0；有数字的补上。同一行、同一列其他各格齐全时，检查结果会给出应填的数。
    """
    lost = [*missing_sections(case), *_noted(case, "GK104")]
    for blanks in blanks_of(case):
        section = blanks.path.partition(".")[0]
        if section in lost:
            continue
        if any(path.startswith(f"{section}.") for path in lost):
            yield not_assessed(_INCOMPLETE, blanks.path)
        elif len(blanks.cells) > 1 and blanks.whole and any(path.startswith(section) for path in _noted(case, "GK101")):
            yield not_assessed(_UNREAD, blanks.path)
        else:
            yield _told(case, blanks)


def _noted(case: Case, code: str) -> list[str]:
    """The field paths of the reader's notes that have this code."""
    return [finding.place.path for finding in case.read if finding.code == code]


def _told(case: Case, blanks: Blanks) -> Fact:
    count = len(blanks.cells)
    if blanks.path in case.values:
        expected = case.audit.solved.get(blanks.path)
        written = case.report.printed.words.get(blanks.path)
        unknown, known = (_CELL, _KNOWN) if written else (_BLANK, _BLANK_KNOWN)
        message = unknown if expected is None else known
        return Fact(path=blanks.path, found=written or "空白", expected=expected, message=message)
    habit = case.origin == "published" and case.report.form.blanks_for_zeros
    template = _ROW if "." in blanks.path else _TABLE if blanks.whole else _ZEROS
    return Fact(
        path=blanks.path,
        found="空白",
        message=template,
        severity=Severity.INFO if habit else None,
        facts={"count": count, "cells": list(blanks.cells)},
    )
