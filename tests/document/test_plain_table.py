"""Tables of the running text stand within the margins, and tear no number and no short label that has room."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from tests.document.reports import town

from gk_docs.document.plain_table import TABLE_MM, plain_table
from gk_docs.form.prose import PlainTable, Prose
from gk_docs.formats import render

SENTENCE = "各办公室按季度报送公开信息，党政办核对后发布。"


def table(columns: int, *cells: str) -> PlainTable:
    """A table of a label and so many columns below it, each with the same cells."""
    return PlainTable(
        rows=(("项目", *["指标"] * (columns - 1)), *(("第1项", *[cell] * (columns - 1)) for cell in cells))
    )


def widths(*needs: int) -> list[float]:
    """The widths of columns whose cells have so many characters."""
    return [
        round(one, 1) for one in plain_table(PlainTable(rows=[["公" * need for need in needs]])).look.widths_mm or ()
    ]


@pytest.mark.parametrize("columns", range(2, 13))
def test_a_table_is_as_wide_as_the_text_whatever_its_columns(columns: int) -> None:
    look = plain_table(table(columns, "123456", SENTENCE)).look
    assert sum(look.widths_mm or ()) == pytest.approx(TABLE_MM)
    assert min(look.widths_mm or ()) > 9


def test_columns_that_need_little_have_it_and_the_others_are_alike() -> None:
    small, *large = widths(3, 30, 60)
    assert large == [(TABLE_MM - small) / 2] * 2
    assert small == pytest.approx(6 * TABLE_MM / 73.5 + 2 * TABLE_MM / 73.5, abs=0.1)


@pytest.mark.parametrize("count", [5, 8, 9])
def test_a_column_that_needs_hardly_more_than_an_even_share_is_not_pressed_for_it(count: int) -> None:
    even = 73.5 / count / 2 - 1  # characters of a column of an even share
    *some, _ = widths(*[int(even) + 1] * (count - 1), 60)
    assert min(some) > 0.85 * TABLE_MM / count


def test_short_labels_stay_whole_beside_sentences() -> None:
    rows = (("项目", "情况", *[f"指标{one}" for one in range(2, 10)]), ("第1项", SENTENCE, *["是"] * 8))
    look = plain_table(PlainTable(rows=rows)).look
    half = TABLE_MM / 88.2
    assert all(one >= 7.3 * half for one in (look.widths_mm or ())[2:])
    assert (look.widths_mm or ())[1] > 20 * half  # in type of 10 points, for the sentence to have some room
    assert look.size == 20


def test_what_is_short_is_centred_also_below_a_head_that_takes_two_lines() -> None:
    assert plain_table(table(12, "是")).look.align == ("center",) * 12
    heads = ("项目", *["公开情况说明"] * 9)
    assert plain_table(PlainTable(rows=(heads, ("第1项", SENTENCE, *["是"] * 8)))).look.align == (
        *("center", "left", *["center"] * 8),
    )


def test_type_is_smaller_where_that_keeps_numbers_whole_and_only_there() -> None:
    assert [plain_table(table(columns, "123456")).look.size for columns in (2, 7, 8, 9, 12)] == [
        *(None, None, 20, 20, 18),
    ]
    assert plain_table(table(12, "1")).look.size is None
    assert plain_table(table(9, "一二三四五六七")).look.size is None


@pytest.mark.office
@pytest.mark.parametrize("columns", [8, 10, 12])
def test_no_number_of_six_digits_is_torn_in_a_table_of_many_columns(columns: int) -> None:
    report = town(summary={"lead": Prose([table(columns, "123456", "100000")])})
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as pdf:
        (rows,) = (found for page in pdf.pages for found in page.extract_tables() if found[0][0] == "项目")
    assert {cell for row in rows[1:] for cell in row[1:]} == {"123456", "100000"}
