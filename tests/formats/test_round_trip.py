"""What is written as YAML or JSON reads back as the same report, whatever it holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import EXAMPLES, reports

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
