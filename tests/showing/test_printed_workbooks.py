"""Every workbook of ours prints as it should: 宋体, A4, a title, page numbers, heads on every page, dark words."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
from tests.document.reports import town

import gk_docs as gk
from gk_docs.authored.workbook.writing import render, starting
from gk_docs.batch.comparison import compare
from gk_docs.checks import check
from gk_docs.document.pdf import as_pdf
from gk_docs.files.spreadsheet import ACROSS, BESIDE
from gk_docs.form.y2021 import AnnualReport
from gk_docs.grid import Grid, Span
from gk_docs.showing.columns import ListColumns, columns_of
from gk_docs.showing.listing import Chart, ListCell, Listing, count_cell
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


def charted(bars: int, count: int) -> dict[str, str]:
    """The sheets of a list of so many rows with so many charts."""
    rows = [(f"第{number}镇", number) for number in range(bars)]
    listing = replace(Listing.of("表", ("机关", "件"), rows), charts=(Chart("件", (1,)),) * count)
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        names = re.findall(r'<sheet name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        numbered = enumerate(names, 1)
        return {name: archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number, name in numbered}


def test_charts_of_a_long_list_stand_on_pages_of_their_own_that_end_in_none() -> None:
    sheets = charted(30, 2)
    assert [*sheets] == ["表", "表图1", "表图2"]
    assert ["<drawing" in xml for xml in sheets.values()] == [False, True, True]
    own = ['orientation="portrait"' in xml and "fitToHeight" not in xml for xml in sheets.values()]
    assert own == [False, True, True]


def test_charts_that_a_page_holds_share_one() -> None:
    assert [*charted(7, 2)] == ["表", "表图1"]


def test_a_chart_of_more_bars_than_a_page_holds_is_cut_into_pieces_of_one_scale() -> None:
    rows = [(f"第{number}镇", number) for number in range(80)]
    listing = replace(Listing.of("表", ("机关", "件"), rows), charts=(Chart("新收", (1,)),))
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        charts = [archive.read(f"xl/charts/chart{number}.xml").decode() for number in (1, 2, 3)]
    assert [re.findall(r"新收（\d/3）", xml)[0] for xml in charts] == ["新收（1/3）", "新收（2/3）", "新收（3/3）"]
    assert {re.findall(r'<c:max val="(\d+)"', xml)[0] for xml in charts} == {"80"}
    bars = [tuple(map(int, re.findall(r"\$A\$(\d+):\$A\$(\d+)", xml)[0])) for xml in charts]
    assert bars == [(2, 28), (29, 54), (55, 81)]


def test_a_chart_does_not_share_a_page_that_would_make_its_type_too_small() -> None:
    below, own = charted(20, 1).values()
    assert "<drawing" not in below
    assert "<drawing" in own
    assert 'orientation="landscape"' in own, "the chart is wider than high"


def laid(listing: Listing) -> ListColumns:
    assert listing.grid is not None
    return columns_of(listing, listing.grid)


def test_a_list_too_wide_for_a_page_stands_on_several_that_repeat_the_names_of_its_rows() -> None:
    listing = Listing.of("表", {"机关": 30, **{f"第{one}列": 9 for one in range(30)}}, [("甲镇", *range(30))])
    shown = laid(listing)
    assert shown.widths[0] == 20
    assert shown.begins == (16,)
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        book, xml = (archive.read(f"xl/{name}.xml").decode() for name in ("workbook", "worksheets/sheet1"))
    assert "'表'!$A:$A,'表'!$1:$1</definedName>" in book.replace("表!", "'表'!")
    assert '<colBreaks count="1" manualBreakCount="1"><brk id="16"' in xml
    scale = re.findall(r'<pageSetup[^>]* scale="(\d+)"', xml)
    assert scale
    assert int(scale[0]) >= 64
    assert "fitToPage" not in xml


def test_pages_begin_where_a_group_of_columns_does_or_a_head_of_several() -> None:
    heads = {"机关": 30, **{f"第{one}列": 9 for one in range(30)}}
    listing = replace(Listing.of("表", heads, [("甲镇", *range(30))]), groups=(5, 12, 20))
    assert laid(listing).begins == (12, 20)
    names = [Span(ListCell(text, "head"), row_span=2) for text in ("序号", "机关")]
    first = [*names, *(Span(ListCell("情况", "head"), column_span=8) for _ in range(3))]
    second = [Span(ListCell("件", "head")) for _ in range(24)]
    row = [Span(ListCell("1", "figure", 1)), Span(ListCell("甲镇")), *[Span(ListCell("0", "figure", 0))] * 24]
    below = laid(Listing(title="表", grid=Grid.of_rows([first, second, row], header_rows=2)))
    assert below.kept == 2
    assert below.begins == (10, 18)


def test_columns_of_words_are_narrowed_before_a_list_takes_a_second_page() -> None:
    shown = laid(Listing.of("表", {"机关": 30, "代码": 8, "位置": 60, "问题": 90}, [("甲", "乙", "丙", "丁")]))
    assert not shown.begins
    assert shown.widths[1] == 8
    assert sum(shown.widths) + 4 * BESIDE == pytest.approx(ACROSS)


def test_a_figure_has_room_with_its_commas_since_excel_would_show_hashes() -> None:
    cells = [ListCell("甲"), count_cell(592372449), ListCell("59237.2449", "figure", Decimal("59237.2449"), "money")]
    _, count, money = laid(Listing.of("表", {"机关": 30, "件": 9, "万元": 9}, [cells])).widths
    assert count >= len("592,372,449") + 1
    assert money >= len("59,237.2449") + 1


def test_a_note_wider_than_its_page_is_wrapped_and_not_repeated_with_the_names_of_rows() -> None:
    heads = {"机关": 30, **{f"第{one}列": 9 for one in range(30)}}
    listing = Listing.of("表", heads, [("甲镇", *range(30))], ("没有报告的单位：" + "丙县某某镇人民政府、" * 20,))
    with ZipFile(io.BytesIO(workbook([listing], "题"))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<mergeCell ref="B4:P4"/>' in xml


COUNTY = sorted((Path(__file__).parents[2] / "fixtures/county").glob("丙县*2024.yaml"))
PRINTED = {
    **BOOKS,
    "survey": lambda: FORMATS[".xlsx"](shown_of(gk.survey(COUNTY))),
    "annex": lambda: FORMATS[".xlsx"](shown_of(gk.total(COUNTY, agency="丙县人民政府"))),
}


@pytest.mark.office
@pytest.mark.parametrize("name", PRINTED)
def test_no_type_is_smaller_than_seven_points_on_paper(name: str) -> None:
    with pdfplumber.open(io.BytesIO(as_pdf(PRINTED[name](), ".xlsx"))) as pdf:
        sizes = {round(char["size"], 1) for page in pdf.pages for char in page.chars}
    assert min(sizes) >= 7


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
