"""A report that cannot be edited in its file is mended as an object: the same characters, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.checks_text.towns import FIGURES, TEXT_RULES, said, town

from gk_docs.batch.mending import mend

if TYPE_CHECKING:
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport


def amended(report: AnyReport, *select: str, unsafe: bool = False) -> tuple[AnyReport, tuple[Finding, ...]]:
    done = mend(report, select=select or TEXT_RULES, unsafe=unsafe)
    assert done.report
    return done.report, done.applied


def test_marks_and_numbers_are_mended_in_every_part() -> None:
    report = town(
        "公开信息66条,解读1条。\n\n1、完善目录。\n\n2.加强培训。",
        "active_disclosure",
        problems={"remaining": "更新慢;已整改。"},
    )
    better, mended = amended(report)
    assert {finding.code for finding in mended} == {"GK606", "GK607"}
    assert said(better) == []
    assert "66条，解读1条。\n1.完善目录。" in better.summary.text
    assert better.replace(summary=report.summary, problems=report.problems) == report


def test_a_total_is_mended_where_other_sums_prove_its_parts_and_else_waits() -> None:
    proved = town(figures={**FIGURES, "requests.received.total": 5})
    assert amended(proved, "GK301")[0].figure("requests.received.total") == 38
    total = "review_litigation.reconsideration.total"
    alone = town(figures={"review_litigation.reconsideration.upheld": 3, total: 5})
    assert amended(alone, "GK304") == (alone, ())
    assert amended(alone, "GK304", unsafe=True)[0].figure(total) == 3


def test_what_could_change_the_meaning_waits() -> None:
    report = town("投入9～16亿元。", "lead")
    assert amended(report) == (report, ())
    better, mended = amended(report, unsafe=True)
    assert len(mended) == 1
    assert said(better) == []


def test_brackets_in_the_preamble_are_mended() -> None:
    report = town(preamble="依据国办公开办函[2021]30号编制，统计期限为2023年1月1日至2023年12月31日。")
    better, _ = amended(report)
    assert "〔2021〕30号" in (better.preamble.text if better.preamble else "")
