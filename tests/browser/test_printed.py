"""Pages printed by Chromium with the faces of this machine: that of a report reads back whole, lists repeat heads."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest

import gk_docs as gk
from gk_docs.showing.listing import Listing, Paper
from gk_docs.showing.page import page

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


def test_every_page_of_a_wide_list_has_its_heads_and_no_column_is_cut(tmp_path: Path) -> None:
    heads = ["机关", *["行政诉讼\n未经复议直接起诉\n结果纠正"] * 20, "末列"]
    rows = [(f"丙县第{number}镇人民政府", *[11398889] * 12, *[0] * 8, "完") for number in range(60)]
    listing = Listing.of("主要数据", heads, rows)
    shown, printed = tmp_path / "页.html", tmp_path / "页.pdf"
    shown.write_bytes(page(Paper(title="各单位", lead=(), listings=(listing,))))
    # As a person prints: the protocol takes the size of the paper for another than the command does.
    flags = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}", f"--print-to-pdf={printed}")
    subprocess.run(["chromium", *flags, shown.as_uri()], check=True, capture_output=True, timeout=60)
    with pdfplumber.open(printed) as pdf:
        for one in pdf.pages:
            assert one.width > one.height
            assert "机关" in one.extract_text()
            cells = [char for char in one.chars if char["text"] == "完"]
            assert cells
            assert all(char["x1"] < one.width - 28 for char in cells)
