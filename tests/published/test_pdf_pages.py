"""PDF pages as programs print them: frames, columns, rows that a page cuts, lines that run along every page."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from gk_docs import formats as readers
from gk_docs.errors import UnreadableFile


def values(report: Any) -> list[Any]:
    return [figure.value for figure in report.figures()]


def pdf(pages: list[list[str]], author: bytes = b"") -> bytes:
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
    objects.append(b"<</Author<%s>>>" % author.hex().encode())
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(
        out
        + b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>startxref\n%d\n%%%%EOF" % (len(places) + 1, len(places), start)
    )


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


TITLE = shown(150, 780, "甲县财政局2023年政府信息公开工作年度报告", 16)
HEADS, RULES = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "1", "0", "11"]
DOCUMENTS = ["行政规范性文件", "8", "26", "35"]
SENTENCE = "全年通过门户网站公开各类信息三百一十八条内容都经过了审查没有发生差错。"


def without_top_line(top: float, row: list[str]) -> list[str]:
    """The cells of a row that a page cuts: uprights between them, a line below and none above."""
    y = top - 20
    lines = [f"{72 + column * 110} {y} m {72 + column * 110} {top} l S" for column in range(len(row) + 1)]
    texts = [shown(76 + column * 110, y + 6, text) for column, text in enumerate(row)]
    return [*lines, f"72 {y} m {72 + len(row) * 110} {y} l S", *texts]


def test_a_row_that_the_top_of_a_page_cuts_is_a_row_of_its_table() -> None:
    first = [TITLE, shown(96, 740, "二、主动公开政府信息情况", 12), *drawn_table(660, [HEADS])]
    second = [*without_top_line(800, RULES), *drawn_table(780, [DOCUMENTS])]
    assert values(readers.read(pdf([first, second])).report)[:6] == [1, 0, 11, 8, 26, 35]


def test_lines_that_run_along_every_page_are_in_no_sentence_and_no_table() -> None:
    def around(number: int) -> list[str]:
        above = shown(30, 820, f"1/20/25, 10:0{number} AM 甲县财政局_年报_门户网站", 8)
        below = shown(30, 20, f"https://www.example.gov.cn/a.html {number}/2", 8)
        return [above, shown(200, 806, "甲县政务公开", 8), below]

    first = [*around(1), TITLE, shown(96, 740, "一、总体情况", 12), shown(96, 720, SENTENCE[:30], 12)]
    second = [
        *around(2),
        shown(72, 780, SENTENCE[30:], 12),
        shown(96, 760, "二、主动公开政府信息情况", 12),
        *drawn_table(740, [HEADS, RULES]),
    ]
    reading = readers.read(pdf([first, second]))
    assert reading.report.summary.text == SENTENCE
    assert values(reading.report)[:3] == [1, 0, 11]
    assert "门户网站" not in "".join(finding.message for finding in reading.findings)


def test_text_in_the_frame_of_a_table_is_text_and_the_table_a_table() -> None:
    texts = ["一、总体情况", SENTENCE[:30], SENTENCE[30:], "二、主动公开政府信息情况"]
    framed = [
        operator
        for number, text in enumerate(texts)
        for operator in (f"72 {680 - 20 * number} 440 20 re S", shown(76, 686 - 20 * number, text))
    ]
    page = [TITLE, *framed, *drawn_table(620, [HEADS, RULES, DOCUMENTS])]
    reading = readers.read(pdf([page]))
    assert reading.report.summary.text == SENTENCE
    assert values(reading.report)[:6] == [1, 0, 11, 8, 26, 35]
    assert not [finding for finding in reading.findings if finding.code == "GK101"]


def test_a_page_in_two_columns_is_read_one_after_the_other() -> None:
    lines = [SENTENCE[:20]] * 8
    table = [operator.replace("/F 10 Tf", "/F 7 Tf") for operator in drawn_table(730, [HEADS, RULES, DOCUMENTS], 60)]
    page = [
        TITLE,
        shown(40, 740, "一、总体情况"),
        *(shown(40, 720 - 15 * number, text) for number, text in enumerate(lines)),
        shown(310, 740, "二、主动公开政府信息情况"),
        *("q 1 0 0 1 238 0 cm", *table, "Q"),
        shown(310, 600, "五、存在的主要问题及改进情况"),
        *(shown(310, 580 - 15 * number, text) for number, text in enumerate(lines)),
    ]
    report = readers.read(pdf([page])).report
    assert values(report)[:6] == [1, 0, 11, 8, 26, 35]
    assert report.summary.text == report.problems.text == "".join(lines)


@pytest.mark.parametrize(
    "author",
    ["甲某".encode("utf-16"), b"\xfe\xff" + "甲某".encode("utf-16-be"), "甲某".encode(), "甲某".encode("gb18030")],
    ids=["utf-16-le", "utf-16-be", "utf-8", "gb18030"],
)
def test_the_author_of_a_pdf_file_is_read_in_its_encoding(author: bytes) -> None:
    page = [TITLE, shown(96, 740, "二、主动公开政府信息情况", 12), *drawn_table(660, [HEADS, RULES])]
    assert readers.read(pdf([page], author)).file_facts.authors == ("甲某",)


@pytest.mark.parametrize(
    "lines", [("甲县财政局2023年政府信息公", "开工作年度报告"), ("甲县财政局", "2023年政府信息公开工作", "年度报告")]
)
def test_a_title_that_its_width_broke_names_body_and_year(lines: tuple[str, ...]) -> None:
    title = [shown(150, 800 - 24 * number, line, 16) for number, line in enumerate(lines)]
    page = [*title, shown(96, 700, "二、主动公开政府信息情况", 12), *drawn_table(660, [HEADS, RULES])]
    report = readers.read(pdf([page])).report
    assert (report.agency.name, report.year) == ("甲县财政局", 2023)


def test_the_edges_of_filled_areas_are_no_lines_of_a_table() -> None:
    areas = [(60, 100, 470, 600), (72, 580, 10, 80), (502, 580, 10, 80), (72, 640, 440, 20), (182, 600, 110, 20)]
    page = [
        *(f"1 1 1 rg {x} {y} {width} {height} re f 0 g" for x, y, width, height in areas),
        TITLE,
        shown(96, 740, "二、主动公开政府信息情况", 12),
        *drawn_table(660, [HEADS, RULES, ["行政规范性⽂件", "8", "26", "94"]]),
    ]
    assert values(readers.read(pdf([page])).report)[:6] == [1, 0, 11, 8, 26, 94]


def test_digits_that_stand_lower_in_their_face_are_on_the_line_of_their_label() -> None:
    row = [shown(190 + 50 * place, 606, figure, 14) for place, figure in enumerate("3000003")]
    lines = [f"{left} 600 {width} 20 re S" for left, width in [(20, 160), *((180 + 50 * n, 50) for n in range(7))]]
    page = [TITLE, shown(96, 740, "三、收到和处理政府信息公开申请情况", 12), *lines, *row]
    page += [shown(24, 602.7, "1.", 14), shown(60, 606, "属于国家秘密", 14)]
    reading = readers.read(pdf([page]))
    assert [value for value in values(reading.report) if value is not None] == [3, 0, 0, 0, 0, 0, 3]
    assert not any(finding.code == "GK105" for finding in reading.findings)


@pytest.mark.parametrize("size", [5, 8.34])
def test_a_raised_digit_is_a_mark_be_it_only_a_little_smaller_as_browsers_print_it(size: float) -> None:
    table = drawn_table(660, [HEADS, ["规章", "1996", "0", "11"]])
    figure = shown(186, 626, "1996")
    table.insert(table.index(figure) + 1, shown(226, 629.3, "1", size))
    page = [TITLE, shown(96, 740, "二、主动公开政府信息情况", 12), *table]
    assert values(readers.read(pdf([page])).report)[:3] == [1996, 0, 11]
