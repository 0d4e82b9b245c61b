"""A table of figures beside last year's is drawn as a chart, too, that Word can change; what is read is the table."""

from __future__ import annotations

import dataclasses
import io
import re
from decimal import Decimal
from pathlib import Path

import openxml_audit
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook
from tests.word.conftest import entries
from tests.word.validity import faults

import docx
import gk_docs as gk
from gk_docs.document.flow import flow
from gk_docs.document.pdf import as_pdf
from gk_docs.formats import render
from gk_docs.word import SubDocument, Template
from gk_docs.word.package.archive import OFFICE, packed, unpack
from gk_docs.word.package.charts import BarChart
from gk_docs.word.package.relations import targets

COMPARISON = Path(__file__).parents[2] / "fixtures/comparison"
ASKED = "行政许可, 行政处罚, 行政强制"
EXPECTED = [["", "2023年", "2024年"], ["行政许可", "104", "126"], ["行政处罚", "24", "18"], ["行政强制", "0", "3"]]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
BOOK = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"


def written(folder: Path, block: str) -> Path:
    """This year's file of the fixtures, with a block in place of its table, beside last year's."""
    this = (COMPARISON / "临河镇2024.yaml").read_text(encoding="utf-8")
    path = folder / "临河镇2024.yaml"
    path.write_text(re.sub(r"同比表: \[.*\]", block, this), encoding="utf-8")
    (folder / "临河镇2023.yaml").write_bytes((COMPARISON / "临河镇2023.yaml").read_bytes())
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> gk.AnnualReport:
    path = written(tmp_path_factory.mktemp("同比"), f"同比图: [{ASKED}]")
    read = gk.read(path).report
    assert isinstance(read, gk.AnnualReport)
    return read


def drawn(data: bytes, number: int = 1) -> list[list[str]]:
    """What a chart of a Word file draws: names of its series, then each category with its values."""
    root = etree.fromstring(entries(data)[f"word/charts/chart{number}.xml"])
    series = list(root.iter(f"{C}ser"))
    names = [one.findtext(f"{C}tx//{C}v") or "" for one in series]
    columns = [[v.text or "" for v in one.iterfind(f"{C}val//{C}v")] for one in series]
    categories = [v.text or "" for v in series[0].iterfind(f"{C}cat//{C}v")]
    return [["", *names], *map(list, zip(categories, *columns, strict=False))]


def test_no_figure_beside_last_years_breaks_in_the_widest_of_the_faces_that_stand_in(report: gk.AnnualReport) -> None:
    [table] = [block.table for block in flow(report) if block.table]
    digit, cell_margins = 0.64 * 12 * 25.4 / 72, 3.8
    widths = table.look.widths_mm
    assert widths is not None
    for cell in table.grid.cells:
        if cell.content.isascii():
            assert widths[cell.column] >= len(cell.content) * digit + cell_margins, cell.content


def test_every_number_of_the_chart_and_of_the_workbook_behind_it_is_its_cell(report: gk.AnnualReport) -> None:
    data = render(report, "docx")
    [sheet] = CalamineWorkbook.from_filelike(io.BytesIO(entries(data)[BOOK])).sheet_names
    book = CalamineWorkbook.from_filelike(io.BytesIO(entries(data)[BOOK])).get_sheet_by_name(sheet).to_python()
    assert [[str(cell).removesuffix(".0") for cell in row] for row in book] == EXPECTED
    assert drawn(data) == EXPECTED
    for _, last, this in EXPECTED[1:]:
        assert f"2023年{last}，2024年{this}" in entries(data)["word/document.xml"].decode()  # the alternative text


def test_the_file_is_valid_and_the_same_each_time(report: gk.AnnualReport) -> None:
    data = render(report, "docx")
    assert data == render(report, "docx")
    assert faults(data) == []


def test_without_what_the_file_carries_the_table_is_read_and_nothing_else(report: gk.AnnualReport) -> None:
    entries = unpack(render(report, "docx"))
    entries["customXml/item1.xml"] = b"<x/>"
    assert gk.read(packed(entries), name="甲.docx").report == report.visible()


def test_a_chart_that_somebody_took_out_is_missed_and_its_table_stays(report: gk.AnnualReport) -> None:
    entries = unpack(render(report, "docx"))
    body = entries["word/document.xml"]
    entries["word/document.xml"] = re.sub(rb"<w:drawing>.*?</w:drawing>", b"", body, flags=re.DOTALL)
    reading = gk.read(packed(entries), name="甲.docx")
    [table] = (block for block in reading.report.summary.on_request or () if block.kind == "table")
    assert table.rows[1][2:4] == ("104", "126")
    assert not table.chart
    assert any("删去" in finding.message for finding in reading.findings)


def test_a_page_draws_the_same_and_a_fragment_has_the_table_alone(report: gk.AnnualReport) -> None:
    page = etree.fromstring(render(report, "html"), etree.HTMLParser(encoding="utf-8"))
    [svg] = page.iter("svg")
    texts = [one.text for one in svg.iter("text")]
    assert texts == ["2023年、2024年（单位：件）", *EXPECTED[0][1:], *(cell for row in EXPECTED[1:] for cell in row)]
    assert all(f"2023年{last}，2024年{this}" in str(svg.get("aria-label")) for _, last, this in EXPECTED[1:])
    wide = [float(str(one.get("width"))) for one in svg.iter("rect") if one.get("height") == "18"]
    assert wide == [round(330 * int(cell) / 126, 1) for row in EXPECTED[1:] for cell in row[1:]]
    fragment = render(report, "cms").decode()
    assert "<svg" not in fragment
    assert "104" in fragment


def test_a_table_of_ones_own_is_drawn_where_a_column_is_headed_by_a_year_and_has_numbers(tmp_path: Path) -> None:
    own = "{{表格: [[项目, {head}], [许可, '{{{{ 行政许可 }}}}'], [其他, '—']], 画成图: 是}}"
    report = gk.read(written(tmp_path, own.format(head="2024年"))).report
    assert drawn(render(report, "docx")) == [["", "2024年"], ["许可", "126"]]
    with pytest.raises(gk.GkError, match="没有能画成图的数：表头要写年度"):
        gk.read(written(tmp_path, own.format(head="件数")))


def test_units_that_differ_are_not_drawn_on_one_scale(tmp_path: Path) -> None:
    with pytest.raises(gk.GkError, match="一张图里单位不同。写的是“件、万元”。请按单位分成几张图"):
        gk.read(written(tmp_path, "同比图: [行政许可, 行政事业性收费]"))


def test_of_two_columns_with_one_head_each_is_told_with_its_own_numbers() -> None:
    rows = (("项目", "2024年", "2024年"), ("通知", "9", "12"))
    report = gk.AnnualReport(agency="甲镇", year=2024, summary={"lead": [gk.PlainTable(rows=rows).drawn()]})
    [chart] = [block.chart for block in flow(report) if block.chart]
    assert chart.description.endswith("通知：2024年9，2024年12。")


def test_a_chart_of_many_rows_is_drawn_in_pieces_on_one_scale_between_which_a_page_may_end() -> None:
    rows = [(number * "项", str(number), str(2 * number)) for number in range(1, 9)]
    report = gk.AnnualReport(
        agency=gk.Agency(name="甲镇"),
        year=2024,
        summary={"lead": [gk.PlainTable(rows=(("项目", "2023年", "2024年"), *rows)).drawn()]},
    )
    data = render(report, "docx")
    first, second = ([tuple(row) for row in drawn(data, number)[1:]] for number in (1, 2))
    assert (first, second) == (rows[:4], rows[4:])
    charts = [entries(data)[f"word/charts/chart{number}.xml"].decode() for number in (1, 2)]
    axis = re.findall('<c:max val="[^"]*"/><c:min val="0"/>', charts[0])[0]
    assert all(axis in chart and '<c:showVal val="1"/>' in chart for chart in charts)
    assert len({re.findall("<c:layout>.*?</c:layout>", chart)[0] for chart in charts}) == 1
    xml = entries(data)["word/document.xml"].decode()
    assert [paragraph.count("<w:drawing>") for paragraph in xml.split("<w:p>") if "<w:drawing>" in paragraph] == [1, 1]
    assert gk.read(data, name="甲.docx") == dataclasses.replace(
        gk.read(data, name="甲.docx"), report=report, findings=()
    )
    assert faults(data) == []


@pytest.mark.parametrize(
    "values", [("95", "98"), ("-5", "4"), ("-5", "-4"), ("765806104988", "3"), ("-765806104988", "765806104988")]
)
def test_bars_begin_at_0_and_the_longest_leave_room_for_their_numbers(values: tuple[str, ...]) -> None:
    chart = BarChart("题", ("甲", "乙"), (("2024年", tuple(map(Decimal, values))),) * 2, 155.5, 40, "")
    least, most = map(float, chart.ends)
    millimetres = (155.5 - 24 - chart.names_mm) / (most - least)
    for value in (*map(float, values), 0.0):
        room = (value - least if value < 0 else most - value) * millimetres
        assert room >= 1.7 * max(map(len, values)) + 2.4
    assert least <= 0 < most


def years_of(count: int, *rows: str) -> gk.AnnualReport:
    """A report with the chart of so many years, the same number in each."""
    heads = [f"{2016 + at}年" for at in range(count)]
    table = gk.PlainTable(rows=(("项目", "单位", *heads), *((row, "件", *["12"] * count) for row in rows))).drawn()
    return gk.AnnualReport(agency="甲镇", year=2024, summary={"lead": [table]})


def test_of_more_years_than_have_room_in_a_key_each_row_has_its_own_chart() -> None:
    six, nine = ([one.chart for one in flow(years_of(count, "许可", "处罚")) if one.chart] for count in (6, 9))
    assert [(one.title[:5], len(one.series), len(one.categories)) for one in six] == [("2016年", 6, 2)]
    assert [(one.title, len(one.series), len(one.categories)) for one in nine] == [
        ("许可（单位：件）", 1, 9),
        ("处罚（单位：件）", 1, 9),
    ]
    assert nine[1].description.startswith("处罚（单位：件）　处罚：2016年12，2017年12")


@pytest.mark.parametrize(("years", "keys"), [(1, 0), (2, 2), (9, 0)])
def test_a_single_series_needs_no_key(years: int, keys: int) -> None:
    report = years_of(years, "许可")
    assert entries(render(report, "docx"))["word/charts/chart1.xml"].count(b"<c:legend>") == bool(keys)
    page = etree.fromstring(render(report, "html"), etree.HTMLParser(encoding="utf-8"))
    assert sum(one.get("width") == one.get("height") for one in page.iter("rect")) == keys


@pytest.mark.parametrize("years", range(1, 8))
@pytest.mark.parametrize("rows", [1, 3, 5, 8])
def test_every_bar_has_its_number_however_many_there_are(years: int, rows: int) -> None:
    shown = entries(render(years_of(years, *[f"第{row}项" for row in range(rows)]), "docx"))
    charts = [xml.decode() for name, xml in shown.items() if name.startswith("word/charts/chart")]
    assert all('<c:showVal val="1"/>' in chart for chart in charts)
    assert sum(chart.count("<c:v>12</c:v>") for chart in charts) == years * rows


def test_no_series_is_left_out_of_the_file_however_many_there_are() -> None:
    series = tuple((f"{1990 + at}年", (Decimal(at),)) for at in range(30))
    document = docx.Document()
    document.add_paragraph("{{ c }}")
    document.save(file := io.BytesIO())
    data = Template(file.getvalue()).render({"c": BarChart("题", ("甲",), series, 155, 200, "")})
    assert drawn(data)[1] == ["甲", *map(str, range(30))]
    book = CalamineWorkbook.from_filelike(io.BytesIO(entries(data)[BOOK])).get_sheet_by_index(0).to_python()
    assert len(book[1]) == 31


def test_where_all_is_0_there_is_the_table_alone(tmp_path: Path) -> None:
    report = gk.read(written(tmp_path, "同比图: [规章 / 本年制发件数]")).report
    [table] = (block for block in report.summary.on_request or () if block.kind == "table")
    assert table.rows[1] == ("规章 · 本年制发件数", "件", "0", "0", "0", "—")
    assert not table.chart


def test_every_chart_has_names_of_its_own_also_beside_another_document_and_in_a_file_that_has_some() -> None:
    chart = BarChart("题", ("甲",), (("2024年", (Decimal(3),)),), 100, 40, "甲2024年3")
    data = b""
    for numbers in ({1, 2}, {1, 2, 3}):
        document = docx.Document(io.BytesIO(data)) if data else docx.Document()
        for tag in ["{{ c }}"] if data else ["{{ c }}", "{{p other }}", "{{ c }}"]:
            document.add_paragraph(tag)
        document.save(file := io.BytesIO())
        other = SubDocument(render(gk.AnnualReport(agency=gk.Agency(name="甲镇"), year=2024), "docx"))
        data = Template(io.BytesIO(file.getvalue())).render({"c": chart, "other": other})
        names = entries(data)
        assert {f"word/charts/chart{number}.xml" for number in numbers} <= names.keys()
        assert sum(name.startswith("word/embeddings/") for name in names) == len(numbers)
        assert faults(data) == []


@pytest.mark.office
def test_it_is_open_xml_and_libreoffice_lays_the_chart_out(report: gk.AnnualReport, tmp_path: Path) -> None:
    path = gk.write(report, tmp_path / "图.docx")
    assert [str(one) for one in openxml_audit.OpenXmlValidator().validate(path).errors] == []
    with_chart, without = (as_pdf(render(one, "docx"), ".docx") for one in (report, report.visible()))
    (said, bare) = (gk.read(pdf, name="甲.pdf").report.summary.on_request for pdf in (with_chart, without))
    assert "2023年、2024年（单位：件）" in str(said)
    assert "（单位：件）" not in str(bare)


def test_a_chart_of_another_document_stays_beside_one_of_the_same_name() -> None:
    def with_tags(*tags: str) -> Template:
        document = docx.Document()
        for tag in tags:
            document.add_paragraph(tag)
        document.save(file := io.BytesIO())
        return Template(file.getvalue())

    charts = [BarChart(title, ("甲",), (("2024年", (Decimal(3),)),), 100, 40, "") for title in ("主图", "子图")]
    other = SubDocument(with_tags("{{ c }}").render({"c": charts[1]}))
    data = with_tags("{{ c }}", "{{p other }}").render({"c": charts[0], "other": other})
    related = targets(entries(data), "word/document.xml")
    drawn = etree.fromstring(entries(data)["word/document.xml"]).iter("{*}chart")
    shown = [entries(data)[related[str(one.get(f"{{{OFFICE}}}id"))][1]].decode() for one in drawn]
    assert [[title for title in ("主图", "子图") if title in xml] for xml in shown] == [["主图"], ["子图"]]
    assert faults(data) == []
