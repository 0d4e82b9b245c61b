"""A table of the form stays whole where that costs little of a page, and breaks between its blocks elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pdfplumber
import pytest
from hypothesis import given
from tests.document.reports import parts_of, town
from tests.strategies import reports
from tests.templates.taken_apart import pdf_of

from gk_docs.document.flow import flow
from gk_docs.document.pages import broken_tables, height_of
from gk_docs.document.title import title_lines
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import render

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.report import Report

LINE = "公开" * 13  # with its indent a line of 28 characters
MM = 72 / 25.4


def of_lines(count: int) -> AnnualReport:
    return town(preamble=None, title=None, summary={"lead": Prose("\n\n".join([LINE] * count))})


def broken(report: Report) -> frozenset[str]:
    return broken_tables(report, title_lines(report), flow(report))


@pytest.mark.parametrize(("form", "second", "third"), [(AnnualReport, 84, 202), (AnnualReport2019, 108, 172.7)])
def test_tables_are_as_high_as_libreoffice_draws_them(form: type[Report], second: float, third: float) -> None:
    below = 28.95 / 2
    found = [height_of(form, name) - below for name in ("active_disclosure", "requests", "review_litigation")]
    assert [height / MM for height in found] == pytest.approx([second, third, 28], abs=1.5)


def test_a_table_that_fits_and_one_that_leaves_a_fifth_of_a_page_stay_whole() -> None:
    # 22 lines a page: 1 heading, the text, 1 heading, table 2 in 9 lines; then the heading of table 3.
    assert broken(of_lines(8)) == frozenset()
    assert broken(of_lines(17)) == frozenset({"requests"})
    assert broken(of_lines(2)) == frozenset({"requests"})
    assert broken(of_lines(14)) == frozenset({"active_disclosure", "requests"})


def test_a_table_that_fits_by_less_than_two_lines_may_break_and_so_may_the_one_after_it() -> None:
    assert broken(of_lines(9)) == broken(of_lines(10)) == frozenset({"active_disclosure", "requests"})


def test_only_a_table_that_is_broken_lets_go_of_the_next_row() -> None:
    def loose(report: AnnualReport) -> list[int]:
        xml = parts_of(render(report, "docx"))["word/document.xml"].decode()
        return [table.count('<w:keepNext w:val="0"/>') for table in xml.split("<w:tbl>")[1:]]

    assert loose(of_lines(8)) == [2, 8, 15]  # the last rows
    second, third, fourth = loose(of_lines(17))
    assert (second, third > 8, fourth) == (2, True, 15)


@given(reports())
def test_whatever_a_report_says_only_tables_of_its_form_break(report: Report) -> None:
    outline = outline_of(type(report))
    assert broken(report) <= {section.name for section in outline.sections if section.grid}


@pytest.mark.office
@pytest.mark.parametrize("lines", [2, 6, 10, 14, 17, 20, 33])
def test_no_page_but_the_last_is_blank_by_more_than_a_quarter(lines: int, tmp_path: Path) -> None:
    with pdfplumber.open(pdf_of(render(of_lines(lines), "docx"), tmp_path)) as pdf:
        for page in pdf.pages[:-1]:
            lowest = max(char["bottom"] for char in page.chars if char["bottom"] < 265 * MM)
            assert lowest > (262 - 225 / 4) * MM
