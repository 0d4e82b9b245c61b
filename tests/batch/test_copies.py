"""Text that two bodies share is told in a batch and in a county, also where nothing had to be done again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import gk_docs as gk
from gk_docs.batch.county import survey
from gk_docs.batch.folder import render_folder
from gk_docs.batch.outcome import BatchSummary, summary_of
from gk_docs.checks import in_order
from gk_docs.showing.county import SurveyShown
from gk_docs.showing.slips import slip_of

if TYPE_CHECKING:
    from pathlib import Path

CODE = "GK802"
COPIED = (
    "每季度核对主动公开目录，发现栏目空缺的当周补上。政务服务大厅增设查询电脑两台，安排专人教老年人使用。"
    "村务公开栏由驻村干部逐月拍照上传，镇里抽查后反馈。与县档案馆商定移交办法，历史文件分批扫描入库。"
)
OWN = (
    "水库移民补助名册改为按组张贴，另附咨询电话。集市日在街口设流动咨询点，当场登记群众所问。"
    "退役军人优待事项编成小册子送到家，由民政助理员讲解。防汛值守安排提前十天挂到网上，雨情随时更新。"
)


def write_town(folder: Path, name: str, text: str, suffix: str) -> None:
    report = gk.AnnualReport(
        agency=gk.Agency(name=name),
        year=2024,
        summary=gk.Summary(management=text),
        active_disclosure=gk.ActiveDisclosure.zeros(),
        requests=gk.Requests.zeros(),
        review_litigation=gk.ReviewLitigation.zeros(),
    )
    gk.write(report, folder / f"{name}.{suffix}")


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    folder.mkdir()
    write_town(folder, "甲镇人民政府", COPIED, "yaml")
    write_town(folder, "乙镇人民政府", COPIED, "xlsx")
    write_town(folder, "丙镇人民政府", OWN, "json")
    return folder


def run(county: Path) -> BatchSummary:
    with ThreadPoolExecutor(1) as threads:
        return summary_of(list(render_folder(county, county.parent / "出", executor=threads)))


def told(summary: BatchSummary) -> dict[str, list[str]]:
    return {
        row.body: [one.message for one in row.result.findings if one.code == CODE] for row in summary.rows if row.result
    }


def test_both_bodies_are_told_of_each_other_and_nobody_else_is(county: Path) -> None:
    summary = run(county)
    found = told(summary)
    assert ["乙镇人民政府" in one for one in found["甲镇人民政府"]] == [True]
    assert ["甲镇人民政府" in one for one in found["乙镇人民政府"]] == [True]
    assert found["丙镇人民政府"] == []
    slips = {row.body: slip_of(row) for row in summary.rows}
    assert "乙镇人民政府" in slips["甲镇人民政府"]
    assert "甲镇人民政府" in slips["乙镇人民政府"]


def test_a_second_run_that_reads_nothing_says_the_same(county: Path) -> None:
    first, second = run(county), run(county)
    assert {row.status for row in second.rows} == {"unchanged"}
    assert told(second) == told(first)
    assert [slip_of(row) for row in second.rows] == [slip_of(row) for row in first.rows]


def test_one_that_is_mended_frees_the_other_which_is_not_read_again(county: Path) -> None:
    run(county)
    (county / "乙镇人民政府.xlsx").unlink()
    write_town(county, "乙镇人民政府", OWN[::-1], "xlsx")
    after = run(county)
    assert {row.body: row.status for row in after.rows}["甲镇人民政府"] == "unchanged"
    assert told(after)["甲镇人民政府"] == []


def test_the_findings_stand_in_the_order_of_check(county: Path) -> None:
    row = next(row for row in run(county).rows if row.body == "甲镇人民政府")
    assert row.result is not None
    assert list(row.result.findings) == in_order(row.result.findings, gk.AnnualReport)


def test_a_county_that_does_not_want_it_is_told_nothing_and_no_text_is_kept(county: Path) -> None:
    (county / "gk-docs.toml").write_text('ignore = ["GK802"]\n', encoding="utf-8")
    with ThreadPoolExecutor(1) as threads:
        results = list(render_folder(county, county.parent / "出", executor=threads))
    assert [one.comparable for one in results] == [None] * 3
    assert not any(told(summary_of(results)).values())
    assert CODE not in {one.code for one in survey(sorted(county.glob("*镇*"))).failing}


def test_the_view_of_the_county_names_the_rule_and_both_bodies(county: Path) -> None:
    found = survey(sorted(county.glob("*镇*")))
    failing = next(one for one in found.failing if one.code == CODE)
    assert set(failing.bodies) == {"甲镇人民政府", "乙镇人民政府"}
    assert any("乙镇人民政府" in one.message for one in found.problems["甲镇人民政府"])
    assert CODE in SurveyShown(found).text()
