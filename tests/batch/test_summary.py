"""The summary and the slips: each body once, who is late and who is missing, the same again for the same batch."""

from __future__ import annotations

import io
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from python_calamine import load_workbook
from rich.cells import cell_len
from tests.batch.bodies import write_body

from gk_docs.batch.county import survey
from gk_docs.batch.folder import render_folder
from gk_docs.batch.job import Job, Result
from gk_docs.batch.outcome import BatchSummary, summary_of
from gk_docs.batch.roster import Member
from gk_docs.batch.totals import total
from gk_docs.batch.work import run
from gk_docs.errors import Problem
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.agency import Agency, Kind
from gk_docs.formats import read, suffixes, write
from gk_docs.showing.county import SurveyShown
from gk_docs.showing.outcome import OutcomeShown, count_sentence
from gk_docs.showing.slips import slip_of, write_slips
from gk_docs.showing.workbook import workbook

FINDING = Finding(
    code="GK301",
    name="row-total",
    severity=Severity.ERROR,
    place=Place("requests.received.total", "表三 · 总计"),
    message="不等。",
)


def written(
    name: str, *, kind: Kind | None = None, day: date | None = None, findings: tuple[Finding, ...] = ()
) -> Result:
    agency = Agency(name=name, type=kind)
    path = Path(f"{name}2024.docx")
    known = Result(body=name, source=f"{name}2024.yaml", status="written", paths=(path,), findings=findings)
    return replace(known, year=2024, agency=agency, published=day)


FAILED = Result(
    body="丙镇2024",
    source="丙镇2024.yaml",
    status="failed",
    problems=(Problem(message="不是整数", file="丙镇2024.yaml", line=3, place="表三", found="二", mend="请写 2"),),
)
ROSTER = [
    Member(agency=Agency(name="甲镇"), line=2),
    Member(agency=Agency(name="乙县人民政府", type="summary"), line=3),
    Member(agency=Agency(name="丙镇人民政府"), filer="李某", contact="110", line=4),
    Member(agency=Agency(name="丁镇人民政府"), filer="张某", contact="120", line=5),
]


def batch() -> BatchSummary:
    results = [
        written("甲镇", day=date(2025, 2, 3), findings=(FINDING,)),
        written("乙县人民政府", day=date(2025, 3, 31)),
        FAILED,
        written("外镇"),
    ]
    return summary_of(results, ROSTER)


def test_the_missing_and_the_failed_come_first_and_each_body_once() -> None:
    assert [(row.body, row.status) for row in batch().rows] == [
        ("丁镇人民政府", "missing"),
        ("丙镇人民政府", "failed"),
        ("乙县人民政府", "written"),
        ("外镇", "written"),
        ("甲镇", "written"),
    ]
    assert count_sentence(batch()) == "共 5 个：已生成 3 个，失败 1 个，未报 1 个，迟报 1 个。"


def test_the_last_day_is_31_january_or_for_a_whole_government_31_march() -> None:
    rows = {row.body: row for row in batch().rows}
    assert (rows["甲镇"].days_late, rows["甲镇"].lateness) == (3, "迟3天")
    assert (rows["乙县人民政府"].days_late, rows["乙县人民政府"].lateness) == (None, "按时")
    assert rows["丁镇人民政府"].due == date(2025, 1, 31)
    assert rows["外镇"].remark == "不在名单中"


@pytest.mark.parametrize(
    ("name", "day", "lateness"),
    [
        ("丙县人民政府", date(2025, 3, 20), "按时"),
        ("丙县", date(2025, 3, 20), ""),
        ("丙县", date(2025, 1, 31), "按时"),
        ("丙县", date(2025, 4, 2), "迟2天"),
        ("丙县教育局", date(2025, 3, 20), "迟48天"),
        ("甲镇", date(2024, 12, 31), "有误"),
    ],
)
def test_a_body_is_called_late_only_where_it_is_certain(name: str, day: date, lateness: str) -> None:
    assert summary_of([written(name, day=day)]).rows[0].lateness == lateness


def test_who_missed_the_day_that_the_office_asks_for_is_late_in_the_table_as_in_the_findings(tmp_path: Path) -> None:
    write_body(tmp_path, "甲镇", day="2025-01-25")
    for settings, lateness in (("", "按时"), ('["通知"]\n"截止" = "1月20日"\n', "迟5天")):
        (tmp_path / "gk-docs.toml").write_text(settings, encoding="utf-8")
        with ThreadPoolExecutor(1) as pool:
            done = summary_of(render_folder(tmp_path, tmp_path / "出", executor=pool), ROSTER[2:3], (), tmp_path)
        assert [row.lateness for row in done.rows] == ["", lateness]
        assert done.rows[0].due == date(2025, 1, 20 if settings else 31)


def test_two_files_of_one_body_are_told() -> None:
    one, other = written("甲镇"), written("甲镇")
    rows = summary_of([one, replace(other, source="甲.xlsx")]).rows
    assert [row.remark for row in rows] == ["", "甲镇2024.yaml 与 甲.xlsx 是同一机关同一年度的报告，请只留一份"]


def test_a_report_of_another_year_than_the_batch_is_told_and_nobody_is_where_years_are_mixed() -> None:
    sent_again = replace(written("甲镇"), year=2023)
    rows = {row.body: row.remark for row in summary_of([sent_again, written("乙镇"), written("丙镇")]).rows}
    assert rows == {"甲镇": "是2023年度的报告，别的单位是2024年度的，请核对是否发错了", "乙镇": "", "丙镇": ""}
    mixed = summary_of([sent_again, written("乙镇")], [Member(agency=Agency(name="丁镇人民政府"), line=2)])
    assert not any("年度的" in row.remark for row in mixed.rows)
    assert [row.due for row in mixed.of("missing")] == [None]


def test_a_town_under_its_old_name_or_another_region_is_told_to_the_county_and_to_the_body_that_is_called_for() -> None:
    names = ("甲县胡杨街道办事处", "甲县乙镇", "甲县黄土镇")
    roster = [Member(agency=Agency(name=name), line=line) for line, name in enumerate(names, 2)]
    summary = summary_of([written("甲县胡杨镇人民政府"), written("甲县丙乡"), written("乙县黄土镇人民政府")], roster)
    rows = {row.body: row.remark for row in summary.rows}
    assert rows["甲县胡杨镇人民政府"] == "不在名单中；是不是名单中的甲县胡杨街道办事处，请核对"
    assert "收到了甲县胡杨镇人民政府的（甲县胡杨镇人民政府2024.yaml）" in rows["甲县胡杨街道办事处"]
    assert (rows["甲县丙乡"], rows["甲县乙镇"]) == ("不在名单中", "没有收到报告")
    assert rows["乙县黄土镇人民政府"] == "不在名单中；是不是名单中的甲县黄土镇，请核对"


def test_a_report_that_may_be_meant_for_either_of_two_missing_bodies_names_both() -> None:
    roster = [
        Member(agency=Agency(name=name), line=line) for line, name in enumerate(("甲县胡杨街道办事处", "甲县胡杨乡"), 2)
    ]
    rows = {row.body: row.remark for row in summary_of([written("甲县胡杨镇人民政府")], roster).rows}
    asked = "是不是名单中的甲县胡杨街道办事处，请核对；是不是名单中的甲县胡杨乡，请核对"
    assert rows["甲县胡杨镇人民政府"] == f"不在名单中；{asked}"
    assert all("收到了甲县胡杨镇人民政府的" in rows[member.agency.name] for member in roster)


def test_where_there_is_a_roster_a_file_that_is_nobodys_gets_no_slip(tmp_path: Path) -> None:
    notice = replace(FAILED, body="关于报送年报的通知", source="关于报送年报的通知.docx")
    assert write_slips(summary_of([notice, written("甲镇")], ROSTER), tmp_path) == []
    assert {path.stem for path in (tmp_path / "回执").iterdir()} == {member.agency.name for member in ROSTER}


def test_the_columns_stand_straight_on_a_terminal() -> None:
    lines = OutcomeShown(batch()).text().splitlines()[:6]
    start = cell_len(lines[0].partition("结果")[0])
    assert {
        cell_len(line[: line.index(word)])
        for line, word in zip(lines[1:], ["未报", "失败", *["已生成"] * 3], strict=True)
    } == {start}


def test_of_many_bodies_only_those_that_need_a_look_are_shown() -> None:
    results = [written(f"第{number}镇", day=date(2025, 1, 2)) for number in range(100)]
    text = OutcomeShown(summary_of([*results, FAILED])).text()
    assert "丙镇2024" in text
    assert "第7镇" not in text
    assert "其余 100 个单位没有错误，不再列出。" in text


def test_a_program_gets_everything() -> None:
    records = {record["body"]: record for record in OutcomeShown(batch()).record()["bodies"]}
    assert records["甲镇"]["findings"] == {"error": 1, "warning": 0, "info": 0}
    assert records["甲镇"]["days_late"] == 3
    assert records["丙镇人民政府"]["problems"][0]["line"] == 3
    assert records["丁镇人民政府"] == {
        "body": "丁镇人民政府",
        "status": "missing",
        "due": "2025-01-31",
        "filer": "张某",
        "contact": "120",
        "remark": "没有收到报告",
    }


def test_the_workbook_has_a_line_for_each_body_and_is_the_same_again() -> None:
    data = workbook(OutcomeShown(batch()).sheets())
    assert data == workbook(OutcomeShown(batch()).sheets())
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["机关", *(row.body for row in batch().rows)]
    assert rows[2][2] == "失败"
    assert "第" not in str(rows[2][-1])
    assert "丙镇2024.yaml:3" in str(rows[2][-1])


def test_a_slip_says_place_and_mend(tmp_path: Path) -> None:
    rows = {row.body: row for row in batch().rows}
    failed, found = slip_of(rows["丙镇人民政府"]), slip_of(rows["甲镇"])
    assert "没有生成" in failed
    assert "丙镇2024.yaml:3：表三：不是整数。写的是“二”。请写 2。" in failed
    assert "填报人：李某 110" in failed
    assert "1. 错误（GK301）表三 · 总计：不等。\n   改法：" in found
    assert "迟3天" in found
    assert "2025年1月31日前须公开" in slip_of(rows["丁镇人民政府"])
    folder = tmp_path / "回执"
    assert write_slips(batch(), tmp_path) == []
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert set(stamps) == {f"{row.body}.txt" for row in batch().rows}
    write_slips(batch(), tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps
    assert (folder / "甲镇.txt").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (folder / "甲镇.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == found


def test_what_the_office_has_to_mend_is_told_to_the_office_once_and_no_body_is_sent_away_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 3, b""))
    for name in ("甲镇.pdf", "乙镇.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    (tmp_path / "丙镇.yaml").write_text("机关: 丙镇\n年度: 二\n", encoding="utf-8")
    jobs = [Job(source=path, targets=(path.with_suffix(".docx"),)) for path in sorted(tmp_path.iterdir())]
    results = [run(job).result for job in jobs]
    summary = summary_of(results)
    said = OutcomeShown(summary).text()
    assert said.count("读取 .pdf 需要") == 1
    assert "乙镇、甲镇：读取 .pdf 需要 pip install" in said
    for row in summary.rows:
        is_ours = row.body != "丙镇"
        told = [words in slip_of(row) for words in ("请不要改动", "pip", "必须改正")]
        assert told == [is_ours, False, not is_ours]


def test_a_file_that_is_no_data_file_is_known_by_the_name_it_bears() -> None:
    names = ("丙县甲镇人民政府", "丙县乙镇人民政府", "丙县口镇人民政府", "丙县水利局", "丙县卫生健康局")
    short = dict.fromkeys(names) | {"丙县卫生健康局": "卫健局"}
    roster = [Member(agency=Agency(name=name, short_name=short[name]), line=line) for line, name in enumerate(names, 2)]
    files = [
        "甲镇2024.xls",
        "丙县.docx",
        "河口镇年报.docx",
        "水利局2024年政府信息公开工作年度报告.pdf",
        "1.卫健局(终稿).doc",
    ]
    rows = {row.body: row.remark for row in summary_of([], roster, files).rows}
    convert = "不是数据文件，请用 gk-docs convert {} --to yaml 转换后核对"
    assert rows == {
        "丙县甲镇人民政府": "收到旧版工作簿（甲镇2024.xls），不是数据文件，请用 Excel 或 WPS 打开，另存为 .xlsx",
        "丙县乙镇人民政府": "没有收到报告",
        "丙县口镇人民政府": "没有收到报告",
        "丙县水利局": f"收到 PDF（{files[3]}），{convert.format(files[3])}",
        "丙县卫生健康局": f"收到 Word（{files[4]}），" + convert.format(f'"{files[4]}"'),
    }


def test_whatever_is_handed_in_and_can_be_read_is_to_be_converted() -> None:
    roster = [Member(agency=Agency(name="丙县甲镇人民政府"), line=2)]
    for suffix in suffixes(collected=False):
        [row] = summary_of([], roster, [f"甲镇2024.{suffix}"]).rows
        assert f"请用 gk-docs convert 甲镇2024.{suffix} --to yaml 转换后核对" in row.remark, suffix


def test_a_file_whose_name_says_nothing_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    roster = [Member(agency=Agency(name=name), line=line) for line, name in enumerate(("丙县甲镇", "丙县乙镇"), 2)]
    write_body(tmp_path, "乙镇").rename(tmp_path / "扫描件.yaml")
    write(read(tmp_path / "扫描件.yaml").report, tmp_path / "扫描件.docx")
    (tmp_path / "图.pdf").touch()
    rows = {row.body: row.remark for row in summary_of([], roster, ["图.pdf", "扫描件.docx"], tmp_path).rows}
    assert rows["丙县甲镇"] == "没有收到报告"
    assert rows["丙县乙镇"].startswith("收到 Word（扫描件.docx），不是数据文件")


def test_a_picture_counts_as_handed_in_if_it_is_named_after_a_missing_body(tmp_path: Path) -> None:
    (tmp_path / "甲镇年报.jpg").touch()
    (tmp_path / "插图.png").touch()
    [came, missing] = summary_of([], members_of("丙县甲镇", "丙县乙镇"), [], tmp_path).rows
    assert came.remark.startswith("收到图片（甲镇年报.jpg），不是数据文件，")
    assert missing.remark == "没有收到报告"


def test_a_table_or_text_counts_as_handed_in_if_it_is_named_after_a_missing_body(tmp_path: Path) -> None:
    write(read(write_body(tmp_path / "别处", "甲镇")).report, tmp_path / "甲镇年报.csv")
    (tmp_path / "说明.md").write_text("收齐后汇总。", encoding="utf-8")
    [came, missing] = summary_of([], members_of("丙县甲镇", "丙县乙镇"), [], tmp_path).rows
    assert came.remark.startswith("收到数据（甲镇年报.csv），不是数据文件，请用 gk-docs convert")
    assert missing.remark == "没有收到报告"


def test_of_many_reasons_the_first_are_shown_and_the_rest_counted() -> None:
    problems = tuple(Problem(message=f"第{number}处", file="丙镇2024.yaml") for number in range(9))
    lines = OutcomeShown(summary_of([replace(FAILED, problems=problems)])).text().splitlines()
    assert lines.count("丙镇2024.yaml：第4处。") == 1
    assert "丙镇2024：还有 4 处，见回执。" in lines
    assert "丙镇2024.yaml：第5处。" not in lines


def members_of(*names: str) -> list[Member]:
    return [Member(agency=Agency(name=name), line=line) for line, name in enumerate(names, 2)]


def documents(folder: Path, **bodies: str) -> list[str]:
    """Word files by their stem, each the report of a body and a year (丙县水利局2024)."""
    for stem, said in bodies.items():
        report = read(write_body(folder / "源", said[:-4])).report
        write(report.replace(year=int(said[-4:])), folder / f"{stem}.docx")
    return [f"{stem}.docx" for stem in bodies]


def test_a_file_with_the_name_of_another_body_than_stands_in_it_is_told_in_the_same_words_everywhere(
    tmp_path: Path,
) -> None:
    roster = members_of("丙县应急管理局", "丙县水利局", "丙县教育局")
    names = documents(tmp_path, 丙县应急管理局2024年报="丙县水利局2024", 教育局="丙县教育局2024")
    said = "丙县应急管理局2024年报.docx 的文件名写的是丙县应急管理局，里面写的是丙县水利局，请核对"
    handed_in = {row.body: row.remark for row in summary_of([], roster, names, tmp_path).rows}
    assert handed_in["丙县应急管理局"] == f"没有收到报告；{said}"
    assert handed_in["丙县水利局"].endswith(f"；{said}")
    assert said not in handed_in["丙县教育局"]
    files = [tmp_path / name for name in names]
    results = [run(Job(source=file, targets=(tmp_path / "出" / file.name,))).result for file in files]
    converted = {row.body: (row.status, row.remark) for row in summary_of(results, roster).rows}
    assert converted["丙县应急管理局"] == ("missing", f"没有收到报告；{said}")
    assert converted["丙县水利局"][1].endswith(f"；{said}")
    agencies = [member.agency for member in roster]
    totals = total(files, agency="丙县人民政府", roster=agencies)
    [told] = [one.message for one in totals.findings if one.facts["kind"] == "otherwise"]
    assert (told, totals.scope.missing) == (f"{said}，已按里面写的计入", ("丙县应急管理局",))
    surveyed = survey(files, roster=agencies)
    assert ([*surveyed.otherwise.values()], surveyed.missing) == ([said], ("丙县应急管理局",))
    assert said in SurveyShown(surveyed).text()


def test_but_not_a_file_whose_name_may_be_that_of_the_body_in_it() -> None:
    roster = members_of("丙县应急管理局", "丙县人民政府", "丙县甲镇人民政府")
    files = ("应急管理局2024.yaml", "年报.yaml", "甲镇.yaml", "丙县甲镇人民政府扫描.yaml", "丁县水利局.yaml")
    bodies = ("丙县应急管理局", "丙县人民政府", "甲镇", "丙县甲镇人民政府", "丙县水利局")
    results = [
        replace(written(name), agency=Agency(name=name), source=file) for file, name in zip(files, bodies, strict=True)
    ]
    assert "文件名" not in "".join(row.remark for row in summary_of(results, roster).rows)


def test_each_of_several_documents_of_a_body_is_named(tmp_path: Path) -> None:
    roster = members_of("丙县教育局")
    names = documents(tmp_path, 教育局初稿="丙县教育局2024", 教育局定稿="丙县教育局2024")
    [row] = summary_of([], roster, [*names, "教育局初稿.pdf"], tmp_path).rows
    assert "收到 Word（教育局初稿.docx）、Word（教育局定稿.docx），" in row.remark
    assert "都不是数据文件，请只留一份；留 教育局初稿.docx 的，请用 gk-docs convert" in row.remark


def test_what_came_and_cannot_be_read_is_told_with_its_reason_and_not_to_be_converted(tmp_path: Path) -> None:
    roster = members_of("丙县教育局")
    (tmp_path / "教育局盖章.docx").touch()
    [row] = summary_of([], roster, ["教育局盖章.docx"], tmp_path).rows
    assert row.remark.startswith("收到 Word（教育局盖章.docx），不是数据文件，文件是空的。")
    assert "convert" not in row.remark
    names = [*documents(tmp_path, 教育局终稿="丙县教育局2024"), "教育局盖章.docx"]
    [row] = summary_of([], roster, names, tmp_path).rows
    assert "请只留一份；留 教育局终稿.docx 的，请用 gk-docs convert" in row.remark


@pytest.mark.parametrize("old", ["丙县教育局2023.docx", "丙县教育局2023年报扫描件.pdf"])
def test_last_years_report_is_not_taken_for_what_came_instead(tmp_path: Path, old: str) -> None:
    roster = members_of("丙县教育局", "丙县水利局")
    documents(tmp_path, 丙县教育局2023="丙县教育局2023")
    [row, _] = summary_of([written("丙县水利局")], roster, [old], tmp_path).rows
    assert row.remark == f"没有收到2024年度的报告，{old} 是2023年度的"
    documents(tmp_path, 教育局="丙县教育局2024")
    [row, _] = summary_of([written("丙县水利局")], roster, [old, "教育局.docx"], tmp_path).rows
    assert row.remark.startswith("收到 Word（教育局.docx），不是数据文件")


def test_a_blank_data_file_says_what_came_beside_it_and_has_no_row_beside_the_report_of_its_body(
    tmp_path: Path,
) -> None:
    blank = Result(body="丙县教育局2024", source="丙县教育局2024.yaml", status="unfilled")
    names = documents(tmp_path, 教育局报来="丙县教育局2024")
    for roster in (members_of("丙县教育局"), []):
        [row] = summary_of([blank], roster, names, tmp_path).rows
        assert row.status == "unfilled"
        assert row.remark.startswith("收到 Word（教育局报来.docx）")
        assert f"注意：{row.remark}" in slip_of(row)
        came = replace(written("丙县教育局"), source="教育局报来.docx")
        [row] = summary_of([blank, came], roster).rows
        assert (row.status, "丙县教育局2024.yaml 还没有填，用的是这一份" in row.remark) == ("written", True)
        rows = summary_of([blank, replace(came, year=2023), written("丙县水利局"), written("丙县甲镇")], roster).rows
        assert [row.status for row in rows if row.body.startswith("丙县教育局")] == ["unfilled", "written"]
