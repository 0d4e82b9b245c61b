"""Sections: what was not found in a published file is not called empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.checks.small import small, told

from gk_docs.checks import check
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading
from gk_docs.form.report import Printed
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import read, rendered

if TYPE_CHECKING:
    from gk_docs.form.reading import Origin

SECTIONS = outline_of(AnnualReport).section_names

EMPTY: dict[str, Any] = {"problems": {}, "other_matters": {}}


def test_of_a_section_whose_title_was_not_found_no_text_is_missed() -> None:
    reading = Reading(small(None, **EMPTY), origin="published", sections=SECTIONS[1:3])
    assert told(reading, "GK205", "GK206") == []


@pytest.mark.parametrize("origin", ["ours", "published"])
def test_but_an_empty_section_under_its_title_is(origin: str) -> None:
    reading = Reading(small(None, **EMPTY), origin=origin, sections=SECTIONS)  # type: ignore[arg-type]  # a parameter
    assert told(reading, "GK205", "GK206") == [("GK205", "problems"), ("GK206", "other_matters")]


def test_and_one_of_a_report_object_is() -> None:
    assert told(small(None, **EMPTY), "GK205", "GK206") == [("GK205", "problems"), ("GK206", "other_matters")]


@pytest.mark.parametrize("name", ["json", "yaml", "xlsx", "docx", "html"])
def test_a_title_that_is_stated_as_not_printed_is_missed_whatever_file_says_so(name: str) -> None:
    blank = dict.fromkeys(path for path in outline_of(AnnualReport).figures if path.startswith("review_litigation."))
    report = small(blank).replace(printed=Printed(headings={"review_litigation": ""}))
    assert told(read(rendered(report, name), name=f"甲.{name}"), "GK2") == [("GK202", "review_litigation")]


@pytest.mark.parametrize(
    ("form", "year", "due"),
    [
        (AnnualReport, 2019, "国办公开办函〔2019〕60号"),
        (AnnualReport, 2020, "国办公开办函〔2019〕60号"),
        (AnnualReport, 2021, None),
        (AnnualReport, 2031, None),
        (AnnualReport2019, 2020, None),
        (AnnualReport2019, 2021, "国办公开办函〔2021〕30号"),
        (AnnualReport2019, 2023, "国办公开办函〔2021〕30号"),
    ],
)
@pytest.mark.parametrize("origin", ["ours", "published"])
def test_a_form_that_is_not_in_force_for_the_year_is_told_as_a_warning(
    form: type[AnnualReport | AnnualReport2019], year: int, due: str | None, origin: Origin
) -> None:
    report = form(agency="甲镇人民政府", year=year)
    found = check(Reading(report, origin=origin), select=["GK214"])
    assert [(one.place.path, one.severity.name, one.expected) for one in found] == (
        [("edition", "WARNING", due)] if due else []
    )


def test_but_not_where_the_year_was_guessed() -> None:
    page = rendered(AnnualReport(agency="甲镇人民政府", year=2023), "html").decode()
    bare = page[page.index("<body") :].replace("2023年", "").replace("〔2021〕30号", "")
    reading = read(f"<html>{bare.replace('编制本报告', '编制本报告，接续2020年的做法')}".encode(), name="年报.html")
    assert (reading.report.year, reading.report.edition) == (2020, "2021")
    assert [one.assessed for one in check(reading, select=["GK214"])] == [False]


@pytest.mark.parametrize("name", ["active_disclosure", "on_request", "management", "platform", "oversight"])
def test_a_prescribed_heading_with_nothing_below_it_is_missed_though_the_heading_has_the_word(name: str) -> None:
    parts = {
        "active_disclosure": "主动公开信息412条。",
        "on_request": "新收申请3件。",
        "management": "清理规范性文件2件。",
        "platform": "设栏目22个。",
        "oversight": "培训2次。",
    }
    assert ("GK212", "summary") not in told(small(None, summary=parts), "GK212")
    assert told(small(None, summary={**parts, name: ""}), "GK212") == [("GK212", "summary")]
