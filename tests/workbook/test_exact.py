"""A report written as a workbook reads back as it was, whatever it holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import openxml_audit
import pytest
from hypothesis import HealthCheck, given, settings
from tests.document.reports import town
from tests.strategies import EXAMPLES, reports

from gk_docs.errors import WriteRefused
from gk_docs.form.narrative import OtherMatters, Problems, Summary
from gk_docs.form.parts import Part
from gk_docs.form.prose import Paragraph, Prose
from gk_docs.form.y2021 import Requests
from gk_docs.formats import read, render

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=min(60, EXAMPLES), deadline=None, suppress_health_check=SLOW)
@given(report=reports())
def test_a_report_reads_back_as_it_was_written(report: Any) -> None:
    reading = read(render(report, "xlsx"), name="报告.xlsx")
    assert type(reading.report) is type(report)
    assert reading.report == report
    assert reading.report.model_dump_json() == report.model_dump_json()
    assert (reading.origin, reading.findings) == ("ours", ())


@pytest.mark.parametrize(
    "text",
    ["<r>甲</r>", "<r><t>&", "=1+1", "_x0041_", "空白", " ", "{{ 1 }}", "【同比表】行政许可", "【同比图】行政许可"],
)
def test_text_that_a_workbook_could_take_for_something_else_stays_text(text: str) -> None:
    prose = Prose([Paragraph(text=text)])
    report = town(
        preamble=prose,
        summary=Summary(parts=[Part(body=prose)]),
        requests=Requests(before=prose, after=prose),
        problems=Problems(remaining=prose, measures="甲"),
        other_matters=OtherMatters(lead=prose),
    )
    assert read(render(report, "xlsx"), name="报告.xlsx").report == report


def test_a_paragraph_longer_than_a_cell_is_refused_with_its_cell() -> None:
    whole = town(summary=Summary(lead=Prose([Paragraph(text="字" * 32_767)])))
    assert read(render(whole, "xlsx"), name="报告.xlsx").report == whole
    with pytest.raises(WriteRefused, match="总体情况!B4：一段文字超过32767个字符"):
        render(town(summary=Summary(lead=Prose([Paragraph(text="😀" * 16_384)]))), "xlsx")


def test_text_that_would_not_come_back_as_it_was_is_refused_with_its_cell() -> None:
    with pytest.raises(WriteRefused, match="总体情况!B4：工作簿会把这几个字符当作代码"):
        render(town(summary=Summary(lead=Prose([Paragraph(text="甲_x005F_x0041_")]))), "xlsx")


def test_the_file_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    path.write_bytes(render(town(), "xlsx"))
    assert openxml_audit.OpenXmlValidator().validate(path).errors == []


def test_without_the_extra_the_package_to_install_is_named() -> None:
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "from tests.document.reports import town\nfrom gk_docs.errors import MissingExtra\n"
        "from gk_docs.formats import render\n"
        "try:\n    render(town(), 'xlsx')\nexcept MissingExtra as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert 'pip install "gk-docs[xlsx]"' in done.stdout
