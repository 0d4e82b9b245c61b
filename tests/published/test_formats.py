"""Every format of published reports ends in the same report; the format is told by content."""

from __future__ import annotations

import io
import subprocess
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.authored.authored_example import GOOD

from gk_docs import formats as readers
from gk_docs.errors import MissingExtra, UnreadableFile
from gk_docs.files.encoding import decoded
from gk_docs.files.sniffing import sniffed
from gk_docs.files.tables import WebCell, unrolled
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

WORD_97 = Path(__file__).with_name("numbered.doc")
"""A Word 97 file with the merged tables of the 2021 form; the figures are 1 to 200 in printed order."""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the old formats of Office begin with, and those with a password."""


def values(report: Any) -> list[Any]:
    return [figure.value for figure in report.figures()]


def numbered(edition: str) -> dict[str, str]:
    return {path: str(number) for number, path in enumerate(outline_of(FORMS[edition]).figures, 1)}


def workbook(edition: str, cells: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    book.add_worksheet("封面").write(0, 0, "甲县财政局2023年政府信息公开工作年度报告")
    for section in outline_of(FORMS[edition]).sections:
        sheet = book.add_worksheet(section.name)
        sheet.write(0, 0, section.title)
        for cell in section.grid.cells if section.grid else ():
            text = cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path]
            content: Any = float(text) if text.isdecimal() else text
            top, left = cell.row + 1, cell.column
            if cell.row_span * cell.column_span > 1:
                sheet.merge_range(top, left, top + cell.row_span - 1, left + cell.column_span - 1, content)
            else:
                sheet.write(top, left, content)
    book.close()
    return packed.getvalue()


def test_a_workbook_reads_exactly_from_whatever_sheets(edition: str) -> None:
    reading = readers.read(workbook(edition, numbered(edition)))
    assert values(reading.report) == list(range(1, len(numbered(edition)) + 1))
    assert reading.report.agency.name == "甲县财政局"
    assert reading.file_facts.format == "xlsx"


def test_a_word_97_file_keeps_its_merged_tables() -> None:
    reading = readers.read(WORD_97)
    assert values(reading.report) == list(range(1, 201))
    assert reading.file_facts.format == "doc"


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF file with its pages drawn by these operators, in a Chinese font that needs no embedding."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
    inner = (
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor"
        b"/FontName/STSong-Light/Flags 6/FontBBox[0 0 1000 1000]/Ascent 880/Descent -120/CapHeight 700"
        b"/ItalicAngle 0/StemV 80>>>>"
    )
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)), font, inner]
    for number, operators in enumerate(pages):
        drawn = zlib.compress("\n".join(operators).encode())
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (6 + 2 * number)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawn), drawn))
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def shown(x: float, y: float, text: str, size: float = 10) -> str:
    return f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def drawn_table(top: float, rows: list[list[str]], width: float = 110) -> list[str]:
    found = []
    for number, row in enumerate(rows):
        y = top - 20 * (number + 1)
        for column, text in enumerate(row):
            found += [f"{72 + column * width} {y} {width} 20 re S", shown(76 + column * width, y + 6, text)]
    return found


def test_a_pdf_reads_its_tables_over_pages_and_joins_its_lines() -> None:
    first = [
        shown(150, 780, "甲县财政局2023年政府信息公开工作年度报告", 16),
        shown(96, 740, "一、总体情况", 12),
        shown(96, 720, "全年通过门户网站公开各类信息三百一十八条内容都经过了审查没有发生", 12),
        shown(72, 700, "差错。", 12),
        shown(96, 680, "二、主动公开政府信息情况", 12),
        *drawn_table(660, [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "0", "11"]]),
        shown(290, 40, "- 1 -", 10),
    ]
    second = [
        *drawn_table(780, [["行政规范性文件", "8", "26", ""]]),
        *drawn_table(740, [["信息内容", "本年处理决定数量"], ["行政许可", "447228"]]),
    ]
    report = readers.read(pdf([first, second])).report
    assert values(report)[:7] == [1, 0, 11, 8, 26, None, 447228]
    assert "没有发生差错。" in report.summary.text
    assert (report.agency.name, report.year) == ("甲县财政局", 2023)


def test_a_figure_that_the_edge_of_a_pdf_page_cuts_through_is_read_whole() -> None:
    rows = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "0", ""]]
    page = [
        shown(150, 780, "甲县财政局2023年政府信息公开工作年度报告", 16),
        shown(96, 740, "二、主动公开政府信息情况", 12),
        *drawn_table(660, rows, width=130.7),
        shown(582, 626, "94"),
    ]
    assert values(readers.read(pdf([page])).report)[:3] == [1, 0, 94]


def test_a_pdf_table_without_ruled_lines_is_read_where_it_is_certain_and_else_left_out_with_the_reason() -> None:
    broken = ["一、本", "年新收", "政府信", "息公开", "申请数", "量"]
    figures = ["8", "0", "8", "9", "0", "505", "530"]
    page = [
        shown(150, 780, "甲县财政局2023年政府信息公开工作年度报告", 16),
        shown(96, 740, "二、主动公开政府信息情况", 12),
        *(shown(72 + 110 * place, 720, text) for place, text in enumerate(["信息内容", "本年处理决定数量"])),
        *(shown(72 + 110 * place, 700, text) for place, text in enumerate(["行政许可", "447228"])),
        shown(96, 660, "三、收到和处理政府信息公开申请情况", 12),
        *(shown(72, 640 - 15 * line, text) for line, text in enumerate(broken)),
        *(shown(150 + 40 * place, 640, text) for place, text in enumerate(figures)),
    ]
    reading = readers.read(pdf([page]))
    assert {figure.path: figure.value for figure in reading.report.figures() if figure.value is not None} == {
        "active_disclosure.licences": 447228
    }
    assert ["没有框线" in finding.message for finding in reading.findings if finding.place.path == "requests"] == [True]
    assert "505 530" in reading.report.requests.before.text


def test_a_scanned_pdf_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFile, match="扫描"):
        readers.read(pdf([["72 72 100 100 re f"]]))


def test_a_format_without_its_extra_is_refused_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 3, b""))
    with pytest.raises(MissingExtra, match=r'读取 \.pdf 需要 pip install "gk-docs\[pdf\]"'):
        readers.read(b"%PDF-1.7", name="年报.pdf")


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        ("<!DOCTYPE html><p>年报".encode(), "txt", "html"),
        ("<table><tr><td>规章".encode("gbk"), "", "html"),
        ("一、总体情况".encode(), "html", "txt"),
        (b"%PDF-1.4", "docx", "pdf"),
        (OLE, "docx", "doc"),
        ("agency: 甲局\nyear: 2023".encode(), "", "yaml"),
        ("agency: 甲局".encode(), "txt", "txt"),
        ("# 甲局2023年\n机关: 甲局\n年度: 2023".encode("gbk"), "txt", "yaml"),
        ("机关: 甲局\n年度: 2023".encode("utf-16"), "json", "yaml"),
        ("机关: 甲局<br>\n年度: 2023".encode(), "html", "yaml"),
        ("机关：甲局\n年度：2023".encode(), "txt", "txt"),
        (b'{"year": 2023}', "", "json"),
        (b'{"year": 2023}', "json", "json"),
        (OLE + "Workbook".encode("utf-16-le"), "xls", "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "xlsx", "encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "xls", "doc"),
        (workbook("2021", numbered("2021")), "docx", "xlsx"),
    ],
)
def test_the_format_is_told_by_content(data: bytes, suffix: str, expected: str) -> None:
    assert sniffed(data, suffix) == expected


@pytest.mark.parametrize(
    "name", ["甲.yaml.txt", "甲.txt", "甲.md", "甲.docx", "甲.doc", "甲.json", "甲.html", "甲.xls", "甲.csv", "甲.PDF"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_an_authored_file_with_the_suffix_of_another_format_is_refused_with_its_right_name(
    name: str, encoding: str
) -> None:
    with pytest.raises(UnreadableFile, match=r"内容是数据文件（\.yaml），.*请改名为 甲\.yaml（"):
        readers.read(GOOD.encode(encoding), name=name)


@pytest.mark.parametrize("name", ["甲.yml", "甲.YAML", "甲", "甲.2023", None])
def test_an_authored_file_whose_name_says_nothing_else_is_read(name: str | None) -> None:
    assert readers.read(GOOD.encode(), name=name).report.year == 2023


@pytest.mark.parametrize(("stream", "said"), [("Workbook", "旧版表格文件"), ("EncryptedPackage", "加了密码")])
def test_what_only_excel_itself_opens_is_refused_with_what_to_do(stream: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=f"{said}.*(另存为 .xlsx|去掉密码)"):
        readers.read(OLE + stream.encode("utf-16-le"), name="甲.xlsx")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_a_charset_is_told_by_the_bytes_and_not_by_what_they_declare(charset: str) -> None:
    assert decoded("朱镕基的年报\r\n第二行".encode(charset)) == "朱镕基的年报\n第二行"


def test_bytes_that_are_no_text_are_refused_with_the_place() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        decoded(b"ab\xff\xff")


def test_spans_are_unrolled_as_a_browser_does() -> None:
    rows = [
        [WebCell("甲", rows=2, columns=2), WebCell("乙", rows=3)],
        [WebCell("丙")],
        [WebCell("丁"), WebCell("戊")],
    ]
    assert unrolled(rows).rows == (("甲", None, "乙"), (None, None, None, "丙"), ("丁", "戊", None))


def test_money_in_another_unit_is_converted_exactly_and_said() -> None:
    text = "甲局2023年政府信息公开工作年度报告\n第二十条第（八）项 |\n"
    text += "信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 12345 |"
    reading = readers.read(text.encode())
    assert reading.report.figure("active_disclosure.fees") == Decimal("1.2345")
    assert any("单位是元" in finding.message for finding in reading.findings)
