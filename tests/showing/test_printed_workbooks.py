"""Every workbook of ours prints as it should: 宋体, A4, a title, page numbers, heads on every page, dark words."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from zipfile import ZipFile

import pytest
from tests.document.reports import town

from gk_docs.authored.workbook.writing import render, starting
from gk_docs.batch.comparison import compare
from gk_docs.checks import check
from gk_docs.form.y2021 import AnnualReport
from gk_docs.showing.listing import Chart, Listing
from gk_docs.showing.saving import FORMATS, shown_of
from gk_docs.showing.workbook import workbook


def shown(kind: str) -> bytes:
    report = town()
    what = shown_of(check(report), of=report) if kind == "findings" else shown_of(compare(report, town(year=2024)))
    return FORMATS[".xlsx"](what)


BOOKS = {
    "filled in": lambda: render(town()),
    "to be filled in": lambda: starting(AnnualReport, town().agency, 2024),
    "findings": lambda: shown("findings"),
    "comparison": lambda: shown("comparison"),
}


@pytest.fixture(params=BOOKS, scope="module")
def parts(request: pytest.FixtureRequest) -> dict[str, str]:
    with ZipFile(io.BytesIO(BOOKS[request.param]())) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}


def sheets(parts: dict[str, str]) -> list[str]:
    return [xml for name, xml in parts.items() if "/worksheets/sheet" in name and "<pageSetup" in xml]


def test_every_word_is_in_a_chinese_face(parts: dict[str, str]) -> None:
    fonts = parts["xl/styles.xml"].partition("<fonts")[2].partition("</fonts>")[0]
    assert set(re.findall(r'<name val="([^"]*)"', fonts)) == {"宋体"}


def test_every_sheet_prints_on_a4_one_page_wide_with_its_title_and_number(parts: dict[str, str]) -> None:
    found = sheets(parts)
    assert found
    for xml in found:
        assert 'paperSize="9"' in xml
        assert "<pageSetUpPr fitToPage=" in xml
        assert re.search(r"<oddFooter>[^<]*第 &amp;P 页，共 &amp;N 页</oddFooter>", xml)
        assert re.search(r"<oddHeader>[^<]*\w+</oddHeader>", xml)


def test_the_file_has_a_title(parts: dict[str, str]) -> None:
    assert re.search(r"<dc:title>[^<]+</dc:title>", parts["docProps/core.xml"])


def test_every_colour_of_words_is_dark_enough_on_white(parts: dict[str, str]) -> None:
    fonts = parts["xl/styles.xml"].partition("<fonts")[2].partition("</fonts>")[0]
    for colour in re.findall(r'<color rgb="FF(\w{6})"', fonts):
        assert contrast(colour) >= 4.5, colour


def contrast(colour: str) -> float:
    """Contrast with white, by WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def test_heads_are_on_every_page_and_can_be_filtered() -> None:
    with ZipFile(io.BytesIO(shown("findings"))) as archive:
        book = archive.read("xl/workbook.xml").decode()
        first = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "_xlnm.Print_Titles" in book
    assert "<autoFilter" in first


def test_table_3_stands_upright_on_one_page() -> None:
    with ZipFile(io.BytesIO(BOOKS["to be filled in"]())) as archive:
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        xml = archive.read(f"xl/worksheets/sheet{names.index('表三') + 1}.xml").decode()
    assert 'orientation="portrait"' in xml
    assert "fitToHeight" not in xml  # one page is what a file says by saying nothing


def test_charts_of_a_long_list_stand_on_pages_of_their_own_that_end_in_none() -> None:
    rows = [(f"第{number}镇", number) for number in range(50)]
    listing = replace(Listing.of("表", ("机关", "件"), rows), charts=(Chart("件", (1,)), Chart("件", (1,))))
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2, 3)]
    assert names == ["表", "表图1", "表图2"]
    assert ["<drawing" in xml for xml in sheets] == [False, True, True]
    assert ['orientation="portrait"' in xml and "fitToHeight" not in xml for xml in sheets] == [False, True, True]


def test_a_chart_does_not_share_a_page_that_would_make_its_type_too_small() -> None:
    rows = [(f"第{number}镇", number) for number in range(20)]
    listing = replace(Listing.of("表", ("机关", "件"), rows), charts=(Chart("件", (1,)),))
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in (1, 2)]
    assert ["<drawing" in xml for xml in sheets] == [False, True]
    assert 'orientation="landscape"' in sheets[1], "the chart is wider than high"


def test_a_list_of_heads_alone_is_on_no_page_and_each_page_names_its_list() -> None:
    empty, full, other = (
        Listing.of(name, {"机关": 20}, rows) for name, rows in (("无", []), ("有", ["甲"]), ("又", ["乙"]))
    )
    with ZipFile(io.BytesIO(workbook([empty, full, other], "检查情况"))) as archive:
        book, second = (archive.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet2"))
    assert re.findall(r'<sheet name="(\w)" sheetId="\d" state="hidden"', book) == ["无"]
    assert 'activeTab="1"' in book
    assert "检查情况　&amp;A</oddHeader>" in second
    with ZipFile(io.BytesIO(workbook([empty], "检查情况"))) as archive:
        assert 'state="hidden"' not in archive.read("xl/workbook.xml").decode()
        assert "&amp;A" not in archive.read("xl/worksheets/sheet1.xml").decode()
