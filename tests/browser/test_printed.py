"""The page of a report, printed by Chromium with the faces of this machine, reads back whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gk_docs as gk

if TYPE_CHECKING:
    from tests.browser.chromium import Chromium

pytestmark = pytest.mark.browser

TOWNSHIPS = Path(__file__).parents[2] / "fixtures/townships"


@pytest.mark.parametrize("name", ["xiji_2023", "hewan_2020", "linhe_2024"])
def test_a_printed_page_gives_the_figures_and_the_text_of_its_report(chromium: Chromium, name: str) -> None:
    report = gk.read(TOWNSHIPS / f"{name}.yaml").report
    chromium.open(gk.render(report, "html"), 1000)
    reading = gk.read(chromium.printed(), name="年报.pdf")
    assert [figure.value for figure in reading.report.figures()] == [figure.value for figure in report.figures()]
    for section in ("summary", "problems", "other_matters"):
        assert getattr(reading.report, section).text == getattr(report, section).text
