"""What is written as YAML or JSON reads back as the same report, whatever it holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.checks.small import small
from tests.strategies import EXAMPLES, reports

from gk_docs.authored.syntax import WIDE_MARKS
from gk_docs.formats import read, rendered

QUICK = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.parametrize("suffix", ["yaml", "json"])
@QUICK
@given(report=reports())
def test_a_report_reads_back_as_it_was_written(suffix: str, report: Any) -> None:
    written = rendered(report, suffix)
    again = read(written, name=f"报告.{suffix}").report
    assert type(again) is type(report)
    assert again == report
    assert again.model_dump_json() == report.model_dump_json()


@pytest.mark.parametrize("text", [*WIDE_MARKS, "｜全年公开信息12条。", "0"])
def test_text_that_begins_as_a_slip_would_is_written_so_that_it_is_none(text: str) -> None:
    report = small(summary={"lead": text})
    assert read(rendered(report, "yaml"), name="报告.yaml").report == report
