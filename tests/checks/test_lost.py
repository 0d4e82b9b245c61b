"""A rule that misses a text says nothing where the reader has lost text in which it may stand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.checks.small import small

from gk_docs.checks import check
from gk_docs.finding import Severity
from gk_docs.form.notes import Note
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading
from gk_docs.form.y2021 import AnnualReport

WITHOUT: dict[str, tuple[dict[str, Any], str]] = {
    "GK202": ({}, "五、存在的主要问题及改进情况"),
    "GK205": ({"problems": {}}, "个别栏目更新不够及时，已经安排专人"),
    "GK206": ({"other_matters": {"key_points": "没有其他事项。"}}, "全年没有收取信息处理费"),
    "GK207": (
        {"summary": {"lead": "全年公开若干，工作平稳有序。", "oversight": "社会评议、责任追究情况良好。"}},
        "纳入年度考核",
    ),
    "GK605": ({"title": ""}, "甲镇人民政府2023年政府信息公开工作年度报告"),
    "GK609": ({"preamble": "本报告由六个部分组成。"}, "所列数据的统计期限自2023年1月1日起"),
}
"""Codes of the rules that conclude from absence, with a report that gives them cause, and with what it lacks."""


def said(code: str, *lost: tuple[str, str, Severity]) -> list[tuple[bool, bool]]:
    """Whether each finding of the rule is a problem and is assessed, for a file of which the reader lost these."""
    parts, _ = WITHOUT[code]
    notes = [
        Note(note, "", "没有读入", found=text, severity=severity).finding(AnnualReport) for note, text, severity in lost
    ]
    sections = tuple(name for name in outline_of(AnnualReport).section_names if code != "GK202" or name != "problems")
    reading = Reading(small(**parts), tuple(notes), sections=sections)
    return [(finding.is_problem, finding.assessed) for finding in check(reading, select=[code])]


@pytest.mark.parametrize("code", WITHOUT)
def test_what_is_missing_is_told_where_nothing_was_lost_or_something_else(code: str) -> None:
    assert said(code) == [(True, True)]
    assert said(code, ("GK101", "大厅窗口 3 15", Severity.WARNING)) == [(True, True)]


@pytest.mark.parametrize("code", WITHOUT)
@pytest.mark.parametrize("note", ["GK101", "GK103"])
def test_what_may_stand_in_lost_text_is_not_judged(code: str, note: str) -> None:
    words = WITHOUT[code][1]
    assert said(code, (note, f"续表 {words[:4]} {words[4:]}。", Severity.WARNING)) == [(False, False)]


@pytest.mark.parametrize("code", WITHOUT)
def test_a_note_that_is_cut_may_hold_anything(code: str) -> None:
    assert said(code, ("GK101", "1 2 3…", Severity.WARNING)) == [(False, False)]


@pytest.mark.parametrize("code", WITHOUT)
def test_but_what_stands_beside_a_report_is_not_of_it(code: str) -> None:
    assert said(code, ("GK103", WITHOUT[code][1], Severity.INFO)) == [(True, True)]
