"""What somebody puts into the tables of a file of ours in Word is read where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.round_trip.test_docx import edited, town

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading

INNER = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>"
    "<w:tr><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
)


def test_a_table_put_into_a_cell_is_text_of_that_cell_and_moves_no_figure() -> None:
    reading = edited(town(), "(>12</w:t></w:r></w:p>)", rf"\1{INNER}")
    assert reading.origin == "ours"
    [(path, words)] = reading.report.printed.words.items()
    assert (path, words.split()) == ("active_disclosure.licences", ["12", "甲", "乙", "丙"])
    blank = town().active_disclosure.replace(licences=None)
    assert reading.report.replace(printed={}) == town().replace(active_disclosure=blank)


def test_a_tracked_change_of_a_merged_cell_leaves_its_present_span() -> None:
    change = '<w:tcPrChange w:id="1" w:author="甲"><w:tcPr><w:gridSpan w:val="9"/></w:tcPr></w:tcPrChange></w:tcPr>'
    assert edited(town(), "</w:tcPr>", change, count=9).report == town()


def test_text_moved_away_in_a_tracked_change_is_read_once() -> None:
    moved = r"<w:moveFrom><w:r><w:t>别处的话。</w:t></w:r></w:moveFrom>"
    assert edited(town(), "(<w:r>(?:(?!</w:r>).)*其中解读3条。)", rf"{moved}\1").report == town()


ROW = r"<w:tr>(?:(?!</w:tr>).)*行政许可(?:(?!</w:tr>).)*</w:tr>"
DELETED = r'<w:del w:id="1" w:author="甲"/>'


def figures(reading: Reading) -> dict[str, object]:
    return {figure.path: figure.value for figure in reading.report.figures()}


def but(report: AnyReport, *blank: str) -> dict[str, object]:
    return {one.path: None if one.path in blank else one.value for one in report.figures()}


def test_a_row_put_in_or_taken_out_moves_no_figure_to_another_row() -> None:
    put_in = edited(town(), f"({ROW})", lambda row: row[0].replace("行政许可", "行政确认").replace("12", "7") + row[0])
    assert figures(put_in) == but(town())
    assert [(one.code, one.found) for one in put_in.findings] == [("GK101", "行政确认 7")]
    taken_out = edited(town(), ROW, "")
    assert figures(taken_out) == but(town(), "active_disclosure.licences")
    assert [one.code for one in taken_out.findings] == ["GK104"]


def test_a_row_that_stands_twice_is_not_read_and_told() -> None:
    twice = edited(town(), f"({ROW})", lambda row: row[0].replace(">12<", ">7<") + row[0])
    assert figures(twice) == but(town(), "active_disclosure.licences")
    assert {one.code for one in twice.findings} == {"GK101", "GK104"}


TABLE = r"<w:tbl>(?:(?!</w:tbl>).)*行政许可(?:(?!</w:tbl>).)*</w:tbl>"


@pytest.mark.parametrize("first", [True, False])
def test_a_second_table_of_the_form_leaves_what_differs_blank_and_is_told(first: bool) -> None:  # noqa: FBT001 - a parameter of the test
    def both(table: re.Match[str]) -> str:
        other = table[0].replace(">12<", ">777<")
        return f"{other}<w:p/>{table[0]}" if first else f"{table[0]}<w:p/>{other}"

    twice = edited(town(), TABLE, both)
    assert figures(twice) == but(town(), "active_disclosure.licences")
    assert "GK101" in {one.code for one in twice.findings}
    assert edited(town(), TABLE, lambda table: f"{table[0]}<w:p/>{table[0]}").report == town()


@pytest.mark.parametrize(
    ("now", "severity"), [("行政确认", "WARNING"), ("行政许可（含备案）", "WARNING"), ("行政许可：", "INFO")]
)
def test_a_label_that_was_changed_is_told(now: str, severity: str) -> None:
    reading = edited(town(), "行政许可(?=</w:t>)", now)
    [told] = reading.findings
    assert (told.code, told.found, told.expected, told.severity.name) == ("GK105", now, "行政许可", severity)


def test_columns_that_changed_places_leave_their_table_blank() -> None:
    reading = edited(town(), "自然人(?=</w:t>)", "商业企业")
    assert figures(reading) == but(town(), *(path for path in but(town()) if path.startswith("requests.")))
    assert edited(town(), "自然人(?=</w:t>)", "公民个人").report == town()


def test_a_column_taken_out_of_a_row_leaves_the_row_blank() -> None:
    row = r"(四、结转下年度继续办理(?:(?!</w:tr>).)*?)<w:tc>(?:(?!</w:tc>).)*</w:tc>"
    reading = edited(town(), row, r"\1")
    assert figures(reading) == but(town(), *(one for one in but(town()) if one.startswith("requests.carried_forward.")))


def test_a_row_or_cell_that_a_tracked_change_takes_out_is_no_row_or_cell() -> None:
    def marked(row: re.Match[str]) -> str:
        return re.sub("</w:trPr>", f"{DELETED}</w:trPr>", row[0].replace(">12<", ">7<"), count=1) + row[0]

    assert edited(town(), f"({ROW})", marked).report == town()
    cell = r"<w:tc>(?:(?!</w:tc>).)*>12</w:t>.*?</w:tc>"
    cut = DELETED.replace("w:del ", "w:cellDel ")
    assert edited(town(), cell, lambda one: one[0].replace("</w:tcPr>", f"{cut}</w:tcPr>") + one[0]).report == town()


@pytest.mark.parametrize("now", ["12①", "12²", "1,2", "012", "㊿", "12 3"])
def test_a_cell_with_more_than_a_number_is_no_other_number(now: str) -> None:
    assert figures(edited(town(), ">12</w:t>", f">{now}</w:t>")) == but(town(), "active_disclosure.licences")


@pytest.mark.parametrize("now", ["１２", "12 "])
def test_a_number_in_full_width_is_the_number(now: str) -> None:
    assert edited(town(), ">12</w:t>", f">{now}</w:t>").report == town()


def test_what_is_struck_out_hidden_or_in_a_formula_is_told_in_a_file_of_ours_too() -> None:
    struck = r"<w:r><w:rPr><w:strike/></w:rPr><w:t>旧话。</w:t></w:r>"
    [finding] = edited(town(), "(<w:r>(?:(?!</w:r>).)*其中解读3条。)", rf"{struck}\1").findings
    assert (finding.code, finding.found) == ("GK103", "划去或隐藏的文字：旧话。")


def test_what_stands_in_the_code_of_a_field_is_no_text() -> None:
    def field(code: str, result: str) -> str:
        kinds = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
        begin, separate, end = kinds
        return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}<w:r><w:t>{result}</w:t></w:r>{end}"

    for inside in (field("MERGEFIELD 数", "99"), "<w:r><w:t>99</w:t></w:r>"):
        nested = field(f"IF </w:instrText></w:r>{inside}<w:r><w:instrText>", "12")
        assert edited(town(), r"<w:r>(?:(?!<w:r>).)*>12</w:t></w:r>", nested).report == town()


def test_a_note_mark_that_its_author_typed_is_no_digit() -> None:
    mark = r'<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>1</w:t></w:r>'
    reading = edited(town(), r"(>12</w:t></w:r>)", rf"\1{mark}")
    assert reading.report.printed.words == {"active_disclosure.licences": "12¹"}
