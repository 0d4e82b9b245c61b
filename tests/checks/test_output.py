"""Findings shown: at the prompt with the row drawn, as JSON, as SARIF that its schema takes, as notes."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import jsonschema
import pytest
from lxml.etree import fromstring
from python_calamine import CalamineWorkbook
from tests.checks.small import problems, small

from gk_docs.checks import all_rules, check, notes, with_notes
from gk_docs.errors import MissingExtra
from gk_docs.files.source import FileFacts
from gk_docs.finding import Finding, Severity
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Prose
from gk_docs.form.reading import Reading
from gk_docs.form.y2021 import AnnualReport
from gk_docs.showing.findings import FindingsShown, statistics, summary
from gk_docs.showing.sarif import sarif_log
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from gk_docs.form.report import Report

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))
TOTAL = "review_litigation.reconsideration.total"
TEN_AND_ONE = {"review_litigation.reconsideration.upheld": 10, "review_litigation.reconsideration.pending": 1, TOTAL: 0}


def to_text(findings: list[Finding], report: Report, *, verbose: bool = False, columns: int | None = None) -> str:
    return FindingsShown(findings, report, verbose, columns).text()


def test_the_row_is_drawn_and_the_cell_is_marked() -> None:
    report = small(TEN_AND_ONE)
    assert to_text(check(report, select=["GK304"]), report) == (
        "错误 GK304 表四 · 行政复议 · 总计\n"
        "    各项之和是 11，写的是 0：结果维持 10 ＋ 结果纠正 0 ＋ 其他结果 0 ＋ 尚未审结 1 ＝ 11，总计 0，差 11。\n"
        "              结果维持  结果纠正  其他结果  尚未审结    总计\n"
        "    行政复议        10         0         0         1  [0→11]\n"
        "\n"
        "错误 1 个，警告 0 个，提示 0 个。"
    )


def test_for_a_column_the_rows_that_count_are_drawn() -> None:
    report = small(
        {
            "requests.outcomes.granted.natural_person": 4,
            "requests.outcomes.granted.total": 3,
            "requests.outcomes.total.natural_person": 3,
            "requests.outcomes.total.total": 3,
            "requests.received.natural_person": 3,
        }
    )
    [finding] = check(report, select=["GK3"])
    drawn = to_text([finding], report).split("\n")
    assert [line.split()[0] for line in drawn[3:-2]] == ["三（一）予以公开", "三（七）总计"]
    assert "[4→3]" in drawn[3]


def test_of_the_identity_all_four_rows_are_drawn_also_where_nothing_was_finished() -> None:
    report = small({"requests.received.natural_person": 8})
    drawn = to_text(check(report, select=["GK303"]), report)
    assert all(row in drawn for row in ("一、本年新收", "二、上年结转", "三（七）总计", "四、结转下年度"))


def test_a_label_too_long_for_the_screen_is_cut() -> None:
    report = small({"requests.outcomes.other_handling.supplement_overdue.total": 1})
    assert "三（六）1.申请人无正当理由逾…" in to_text(check(report, select=["GK301"]), report)


@pytest.mark.parametrize("path", ["active_disclosure.penalties", "requests.received.business"])
def test_a_blank_cell_is_drawn_as_blank(path: str) -> None:
    report = small({path: None})
    assert "[空" in to_text(check(report, select=["GK201"]), report)


def test_what_is_accepted_and_what_is_open_stand_apart_from_the_problems() -> None:
    report = small(TEN_AND_ONE, accepted=[{"code": "GK304", "reason": "法院口径。"}])
    text = to_text(check(report, select=["GK304", "GK401", "GK404"]), report)
    assert text.startswith("已说明，不计入：\n    GK304 表四")
    assert "理由：法院口径。" in text
    assert "未能判断：\n    GK401、GK404：没有提供上一年度报告，未核对。\n" in text
    assert text.endswith("没有发现问题。")


def test_open_ones_of_a_rule_take_one_line() -> None:
    report = small(dict.fromkeys(("requests.received.business", "requests.received.other", "requests.received.total")))
    text = to_text(check(report, select=["GK303"]), report)
    assert "（3 处）：有空白格，未核对。" in text
    assert text.count("GK303") == 1
    assert to_text(check(report, select=["GK303"]), report, verbose=True).count("GK303") == 3


def test_of_many_warnings_of_a_rule_the_first_are_told_and_the_others_counted() -> None:
    report = small({}, summary="甲,乙。丙,丁。戊,己。庚,辛。壬,癸。")
    findings = check(report, select=["GK607"])
    assert len(findings) == 5
    text = to_text(findings, report)
    assert text.count("警告 GK607") == 3
    assert "另有 2 处" in text
    assert text.endswith("警告 5 个，提示 0 个。")
    assert to_text(findings, report, verbose=True).count("警告 GK607") == 5


def test_errors_are_never_left_out() -> None:
    report = small({f"requests.received.{name}": 1 for name in ("natural_person", "business", "other")})
    findings = check(report, severities={"GK3": Severity.ERROR})
    errors = [finding for finding in findings if finding.severity == Severity.ERROR and finding.is_problem]
    assert to_text(findings, report).count("错误 GK") == len(errors)


def test_statistics_count_problems_by_rule_most_first() -> None:
    report = small({**TEN_AND_ONE, "active_disclosure.rules.in_force": 1, "active_disclosure.rules.issued": 1})
    lines = statistics(check(report, select=["GK3", "GK7"])).split("\n")
    assert [line.split()[:2] for line in lines] == [["2", "GK701"], ["1", "GK304"]]
    assert summary([]) == "没有发现问题。"


def test_json_gives_every_fact_of_every_finding() -> None:
    report = small(TEN_AND_ONE)
    findings = check(report)
    reading = Reading(report, file_facts=FileFacts(name="甲.docx"))
    record = json.loads(json.dumps(FindingsShown(findings, reading).record()))
    assert (record["file"], record["agency"], record["year"], record["edition"]) == (
        "甲.docx",
        "甲镇人民政府",
        2023,
        "2021",
    )
    assert len(record["findings"]) == len(findings)
    [first] = [entry for entry in record["findings"] if entry["code"] == "GK304"]
    assert first["place"] == {"path": TOTAL, "words": "表四 · 行政复议 · 总计", "span": None}
    assert (first["severity"], first["found"], first["expected"]) == ("error", "0", "11")
    assert first["facts"]["difference"] == 11
    assert first["fingerprint"] == findings[0].fingerprint
    assert FindingsShown(findings, report).record()["file"] is None


def sarif_of(*checked: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(json.dumps(sarif_log(checked)))
    jsonschema.validate(log, SCHEMA)
    return log


def test_sarif_of_all_kinds_of_findings_fits_the_schema_of_the_standard() -> None:
    accepted = [{"code": "GK304", "reason": "法院口径。"}]
    report = small({**TEN_AND_ONE, "requests.received.business": None}, accepted=accepted)
    log = sarif_of((check(report), report))
    results = log["runs"][0]["results"]
    assert {result["kind"] for result in results} == {"fail", "open"}
    assert [result["suppressions"] for result in results if "suppressions" in result] == [
        [{"kind": "inSource", "justification": "法院口径。"}]
    ]
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == [rule.code for rule in all_rules()]


def test_sarif_of_a_reading_names_its_file_and_the_line_that_the_author_wrote() -> None:
    report = small(TEN_AND_ONE)
    reading = Reading(report, origin="ours", file_facts=FileFacts(name="甲 镇.yaml"), lines={TOTAL: 31})
    log = sarif_of((check(reading, select=["GK304"]), reading), ([], report))
    [result] = log["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "%E7%94%B2%20%E9%95%87.yaml"},
        "region": {"startLine": 31},
    }
    assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"] == TOTAL


def test_sarif_of_a_clean_report_has_no_result() -> None:
    log = sarif_log([([], small())])
    jsonschema.validate(log, SCHEMA)
    assert log["runs"][0]["results"] == []


def test_a_drawing_too_wide_for_the_terminal_leaves_out_the_columns_of_zeros() -> None:
    report = small({"requests.received.natural_person": 12, "requests.received.total": 14})
    findings = check(report, select=["GK301"])
    assert "法律服务机构  其他" in to_text(findings, report, columns=200)
    narrow = to_text(findings, report, columns=60)
    assert "社会公益组织  法律服务机构" not in narrow
    assert "自然人    总计" in narrow
    assert to_text(findings, report) == to_text(findings, report, columns=200)


def test_of_a_long_column_the_total_is_drawn_last() -> None:
    rows = [path for path in outline_of(AnnualReport).figures if path.endswith("natural_person") and "outcomes" in path]
    right = small(dict.fromkeys(rows[:-1], 1) | {"requests.received.natural_person": 21})
    report = small({figure.path: figure.value for figure in right.figures()} | {rows[0]: 7})
    *_, left_out, last = to_text(check(report, select=["GK30"]), report).split("\n\n")[0].splitlines()
    assert left_out.startswith("    （另 16 行）")
    assert last.startswith("    三（七）总计")


ACCEPTED = [
    {"code": "GK403", "path": "active_disclosure.rules.in_force", "reason": "两件期满失效"},
    {"code": "GK403", "reason": "本年制发的\n一件已失效。"},
    {"code": "GK401", "path": "requests.brought_forward.total", "reason": "上年漏报一件。"},
    {"code": "GK205", "path": "problems", "reason": "新设机关。"},
    {"code": "GK304", "path": "review_litigation", "reason": "早已改正。"},
]
FAILING = {"active_disclosure.rules.issued": 2, "active_disclosure.normative_documents.issued": 1}


def test_the_note_under_a_table_gives_the_reasons_of_its_accepted_differences() -> None:
    report = small(FAILING, accepted=ACCEPTED[1:])
    both = "注：本年制发的一件已失效。"
    assert notes(report, check(report)) == {
        "active_disclosure": both,
        "requests": "注：二、上年结转政府信息公开申请数量（总计）：上年漏报一件。",
    }
    report = small(FAILING, accepted=[ACCEPTED[0], {**ACCEPTED[1], "path": "active_disclosure"}])
    assert notes(report, check(report)) == {
        "active_disclosure": "注：1.规章（现行有效件数）：两件期满失效。2.本年制发的一件已失效。"
    }
    assert notes(small(), check(small())) == {}


def test_an_acceptance_that_has_become_empty_is_not_printed() -> None:
    report, last = small(accepted=ACCEPTED), small(year=2022)
    assert notes(report, check(report, last)) == {}


def test_notes_stand_first_under_their_tables_once_and_change_no_figure() -> None:
    report = small(FAILING, accepted=ACCEPTED)
    report = report.replace(active_disclosure=report.active_disclosure.replace(after=Prose("表后原有一段。")))
    noted = with_notes(report, check(report))
    assert noted.active_disclosure.after.text.splitlines()[1] == "表后原有一段。"
    assert noted.requests.after.text.startswith("注：")
    assert with_notes(noted, check(noted)) == noted
    assert noted.figures() == report.figures()
    assert with_notes(small(), []) == small()


def test_a_note_claims_nothing_of_the_figures_that_it_explains() -> None:
    accepted = [{"code": "GK403", "reason": "本年制发行政规范性文件2件，年内失效。"}]
    report = small({"active_disclosure.normative_documents.issued": 5}, accepted=accepted)
    noted = with_notes(report, check(report))
    assert problems(noted, "GK5") == []
    told = noted.active_disclosure.after.text.removeprefix("注：行政规范性文件（现行有效件数）：")
    plain = report.replace(active_disclosure=report.active_disclosure.replace(after=Prose(told)))
    assert [finding.code for finding in problems(plain, "GK5")] == ["GK501"]


def comments_of(data: bytes, sheet: int) -> dict[str, str]:
    """Comments of a workbook's sheet by cell, as another library reads them."""
    with ZipFile(BytesIO(data)) as parts:
        tree = fromstring(parts.read(f"xl/comments{sheet}.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    return {
        str(comment.get("ref")): "".join(map(str, comment.itertext())).strip()
        for comment in tree.findall(".//x:comment", space)
    }


def test_the_workbook_has_a_comment_on_the_cell_and_the_figures_as_the_report_has_them() -> None:
    report = small(
        {**TEN_AND_ONE, "active_disclosure.penalties": None}, printed={"words": {"active_disclosure.penalties": "/"}}
    )
    data = workbook(FindingsShown(check(report, select=["GK201", "GK304"]), report).sheets())
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    assert book.sheet_names == ["检查结果", "表二", "表三", "表四"]
    listed = book.get_sheet_by_name("检查结果").to_python()
    assert [row[1] for row in listed] == ["代码", "GK201", "GK304"]
    assert book.get_sheet_by_name("表四").to_python()[3][:5] == ["10", "0", "0", "1", "0"]
    assert list(comments_of(data, 1)) == ["B10"]
    [(cell, said)] = comments_of(data, 2).items()
    assert cell == "E4"
    assert said.startswith("GK304 各项之和是 11，写的是 0")


def test_the_workbook_is_the_same_for_the_same_findings_and_names_nobody() -> None:
    report = small(TEN_AND_ONE)
    data = workbook(FindingsShown(check(report), report).sheets())
    assert data == workbook(FindingsShown(check(report), report).sheets())
    with ZipFile(BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match="gk-docs\\[xlsx\\]"):
        workbook(FindingsShown([], small()).sheets())


def test_what_is_not_assessed_tells_the_figure_that_stands_there() -> None:
    report = small({"active_disclosure.rules.in_force": 3}, agency="甲院")
    [finding] = check(report, select=["GK701"])
    assert not finding.assessed
    assert finding.message.startswith("报告有规章 3 件")


def test_the_tables_of_the_workbook_fit_a_page_and_long_labels_have_lines_enough() -> None:
    with ZipFile(BytesIO(workbook(FindingsShown([], small()).sheets()))) as parts:
        sheet = fromstring(parts.read("xl/worksheets/sheet3.xml"))
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    heights = {row.get("r"): float(row.get("ht", "0")) for row in sheet.iterfind(".//m:row", space)}
    assert heights["24"] >= 2 * heights["4"]
    assert [page.get("fitToPage") for page in sheet.iterfind(".//m:pageSetUpPr", space)] == ["1"]
    widths = [float(column.get("width", "0")) for column in sheet.iterfind(".//m:col", space)]
    assert min(widths) > 8
