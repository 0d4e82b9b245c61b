"""Figures as open data: a row a figure, exact, described for programs, and read back body by body."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.document.reports import town
from tests.strategies import EXAMPLES, reports

import gk_docs as gk
from gk_docs.batch.folder import inputs_of
from gk_docs.document.csv import table
from gk_docs.errors import InvalidReport, NotAnAnnualReport, WriteRefused

if TYPE_CHECKING:
    from pathlib import Path

HEADS = ["机关", "年度", "格式", "路径", "名称", "单位", "数值"]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_says_whose_figure_it_is_where_it_stands_and_what_it_counts() -> None:
    heads, *found = rows(gk.render(town(), "csv"))
    assert heads == HEADS
    assert len(found) == len(town().figures())
    body = ["乙镇人民政府", "2023", "2021"]
    by_path = {row[3]: row for row in found}
    assert by_path["active_disclosure.licences"] == [
        *(*body, "active_disclosure.licences"),
        "二、主动公开政府信息情况 / 第二十条第（五）项 / 行政许可 / 本年处理决定数量",
        *("件", "30"),
    ]
    assert by_path["active_disclosure.fees"][-2:] == ["万元", "1.50"]


def test_a_byte_order_mark_before_a_name_is_of_the_name_and_one_before_a_heading_of_its_table() -> None:
    one, other = town(), town(agency="\ufeff甲镇人民政府")
    joined = gk.render(one, "csv") + gk.render(other, "csv")
    assert joined.count("\ufeff".encode()) == 2 + len(other.figures())
    assert [reading.report.agency.name for reading in gk.read_figures(joined)] == [one.agency.name, other.agency.name]


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(reports(), min_size=1, max_size=3, unique_by=lambda one: (one.agency.name, one.year, one.edition)))
def test_every_figure_of_every_body_comes_back_and_a_blank_stays_blank(
    given_reports: list[gk.AnnualReport | gk.AnnualReport2019],
) -> None:
    data = table(given_reports)
    back = list(gk.read_figures(data, name="全县.csv"))
    assert [(one.report.agency.name, one.report.year, one.report.edition) for one in back] == [
        (one.agency.name, one.year, one.edition) for one in given_reports
    ]
    assert [one.report.figures() for one in back] == [one.figures() for one in given_reports]
    assert table(one.report for one in back) == data


def test_one_body_is_read_as_a_report_without_text_and_says_so() -> None:
    reading = gk.read(gk.render(town(), "csv"), name="乙镇.csv")
    assert reading.report.figures() == town().figures()
    assert (reading.report.preamble, reading.report.summary.text) == (None, "")
    assert [finding.code for finding in reading.findings] == ["GK110"]


def test_what_a_spreadsheet_or_joining_files_adds_to_a_table_is_no_figure() -> None:
    one, other = town(), town(year=2024)
    spaced = gk.render(one, "csv").replace("件,30\r\n".encode(), "件 , 30\u3000\r\n".encode())
    empty = b",,,,,,\r\n\r\n"
    back = gk.read_figures(empty + spaced + empty + gk.render(other, "csv") + empty, name="全县.csv")
    assert [reading.report.figures() for reading in back] == [one.figures(), other.figures()]


def test_several_bodies_are_read_one_by_one_only(tmp_path: Path) -> None:
    path = gk.write_figures([town(), town(year=2024)], tmp_path / "全县.csv")
    with pytest.raises(InvalidReport, match="几个机关或年度"):
        gk.read(path)
    assert [one.report.year for one in gk.read_figures(path)] == [2023, 2024]


def test_a_table_without_a_report_is_not_written_and_readings_will_do(tmp_path: Path) -> None:
    path = tmp_path / "全县.csv"
    with pytest.raises(WriteRefused, match="没有一份报告"):
        gk.write_figures([], path)
    with pytest.raises(gk.GkError, match="机关、年度都相同"):
        gk.write_figures([town(), town(year=2024), town()], path)
    assert not path.exists()
    with pytest.raises(TypeError, match="several things"):
        gk.write_figures(town(), path)  # type: ignore[arg-type]  # the caller's slip
    reading = gk.read(gk.render(town(), "json"), name="乙镇.json")
    assert gk.read(gk.write_figures([reading], path)).report.figures() == town().figures()


def test_beside_a_table_stands_its_description(tmp_path: Path) -> None:
    path = gk.write(town(), tmp_path / "乙镇2023.csv")
    described = json.loads((tmp_path / "乙镇2023.csv-metadata.json").read_text("utf-8"))
    assert described["@context"][0] == "http://www.w3.org/ns/csvw"
    assert described["url"] == path.name
    columns = described["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == HEADS
    assert [column["datatype"] for column in columns][1] == "gYear"
    assert {column["name"] for column in columns} >= set(described["tableSchema"]["primaryKey"])
    assert described["dc:publisher"] == "乙镇人民政府"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("active_disclosure.licences", "active_disclosure.licence", "licence"),
        ("active_disclosure.penalties", "active_disclosure.licences", "同一个数据有两行"),
        ("本年处理决定数量,件,30", "本年处理决定数量,件,三十", "三十"),
        ("本年处理决定数量,件,30", "本年处理决定数量,件,无", "没有就写 0；这一格确实空白，请空着"),
        ("乙镇人民政府,2023,2021", "乙镇人民政府,2023,2022", "年度或格式不对"),
        ("件,30\r\n", "件,30,\r\n", "列数"),
        ("收费金额（单位：万元）,万元,", "收费金额（单位：万元）,元,", "单位与路径不符.*应为.*万元"),
        ("行政许可 / 本年处理决定数量,件", "行政处罚 / 本年处理决定数量,件", "名称或单位与路径不符"),
        ("件,30\r\n", f"件,{'3' * 140_000}\r\n", "不合 CSV 的写法"),
        (
            "乙镇人民政府,2023,2021,active_disclosure.licences",
            "丙镇,2023,2021,active_disclosure.licences",
            "没有放在一起.*请按机关、年度排序",
        ),
    ],
)
def test_a_wrong_row_is_refused_and_named_with_its_line(old: str, new: str, said: str) -> None:
    text = gk.render(town(), "csv").decode("utf-8-sig")
    assert old in text
    with pytest.raises(InvalidReport, match=said) as caught:
        gk.read(text.replace(old, new, 1).encode(), name="乙镇.csv")
    changed = text[: text.index(old)].count("\n") + 1
    assert all((problem.line or 0) >= changed for problem in caught.value.problems)


def test_a_row_that_the_table_lacks_is_told_and_a_blank_one_is_not() -> None:
    rows = gk.render(town(), "csv").decode().splitlines(keepends=True)
    rows = [row for row in rows if "licences" not in row and "litigation_after" not in row]
    reading = gk.read("".join(rows).encode(), name="乙镇.csv")
    assert reading.report.figure("active_disclosure.licences") is None
    told = [finding.message for finding in reading.findings if finding.code == "GK104"]
    assert told == [f"数据表不全：这张表有{count}格没有，从这一格起" for count in (1, 5)]


def test_another_table_is_no_annual_report() -> None:
    with pytest.raises(NotAnAnnualReport, match="机关,年度,格式"):
        gk.read("机关,年度\n甲局,2023\n".encode(), name="名单.csv")


def test_a_table_of_ours_is_replaced_and_another_is_not(tmp_path: Path) -> None:
    path = gk.write(town(), tmp_path / "乙镇.csv")
    gk.write(town(year=2024), path)
    path.write_text("单位,电话\n", encoding="utf-8")
    with pytest.raises(WriteRefused):
        gk.write(town(), path)


def test_rules_that_miss_text_say_nothing_of_a_table_and_those_of_figures_do() -> None:
    wrong = town(active_disclosure=town().active_disclosure.replace(fees=None))
    found = gk.check(gk.read(gk.render(wrong, "csv"), name="乙镇.csv"))
    codes = {finding.code for finding in found if finding.is_problem}
    assert codes.isdisjoint({"GK205", "GK605", "GK609"})
    assert "active_disclosure.fees" in {finding.place.path for finding in found}


def test_a_description_among_the_reports_of_a_folder_is_no_report(tmp_path: Path) -> None:
    gk.write(town(), tmp_path / "乙镇.json")
    gk.write(town(), tmp_path / "乙镇.csv")
    assert [file.name for file in inputs_of(tmp_path)] == ["乙镇.json"]
