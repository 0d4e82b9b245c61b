"""Lines of text are counted as programs set them: addresses, captions and headings that take several."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from tests.document.pictures import png
from tests.document.reports import town
from tests.word.conftest import entries

from gk_docs.document import docx, lines, pdf
from gk_docs.document.flow import fitted, flow
from gk_docs.document.lines import lines_of
from gk_docs.document.pages import laid_out
from gk_docs.document.rows import heights_of_rows, plain_rows, rows_of
from gk_docs.document.title import title_lines
from gk_docs.form.outline import outline_of
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import render

LINE = "公开" * 13  # with its indent a line of 28 characters
LONG_CAPTION = "图1 便民服务大厅政务公开专区平面图，设在大厅东侧，面积一百二十平方米，今年建成"
ADDRESSES = (
    "详见http://www.yi.gov.cn/zwgk/zfxxgknb/202401/t20240122_8849021.html。",
    "邮箱：yizhen_zwgk_office@yizhen-town.gov.cn，电话：0632-1234567。",
    "网址：www.yi.gov.cn/zwgk/index.html?id=20240122&type=3，全年更新。",
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("www.yizhen.gov.cn/zwgk/index", 2),  # below a stroke
        ("yi-zhen-renminzhengfu@cn", 2),
        ("yi_zhen_renmin_zhengfu_gongkai", 2),  # wherever the line is full, as there is no place
        ("统一一一一一一一一/二三", 2),  # no line begins with a stroke
        ("收到申请，其中自然人1,208件", 2),  # a number stays whole
    ],
)
def test_a_line_ends_within_an_address_below_a_stroke_and_within_no_number(text: str, lines: int) -> None:
    assert lines_of(text, 22, 22) == lines


@pytest.mark.office
@pytest.mark.parametrize("column", [16, 30, 52])
def test_a_row_with_addresses_is_as_high_as_libreoffice_draws_it(column: int) -> None:
    rows = (("情况", "说明"), *((text, "明" * column) for text in ADDRESSES))
    report = town(preamble=None, title=None, summary={"lead": Prose([PlainTable(rows=rows), Paragraph(text=LINE)])})
    [table] = [block.table for block in flow(report) if block.table]
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as pdf:
        [drawn, *_] = pdf.pages[0].find_tables()
    heights = [row.bbox[3] - row.bbox[1] for row in drawn.rows]
    more = [round(counted - high) for counted, high in zip(heights_of_rows(table), heights, strict=True)]
    assert more in ([0, 0, 0, 0], [0, 0, 0, 16])  # closer pairs, as w., may save a line where an address just fits


LONG_ADDRESS = "详见http://www.yizhen.gov.cn/zwgk/zfxxgknb/202401/t20240122_8849021.html。"


def test_addresses_take_the_lines_of_the_face_that_they_are_set_in() -> None:
    found = [lines_of(6 * LONG_ADDRESS, 56, 52, one.face, hangs=one.hangs) for one in lines.SETTINGS]
    assert found == [9, 8, 10]


def test_a_pdf_is_laid_out_for_the_fonts_of_its_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Prose([Paragraph(text=6 * LONG_ADDRESS), Picture(data=png(1080, 1080), caption="图1")])
    report = town(preamble=None, title=None, summary={"lead": told})
    laid: list[bytes] = []

    def kept(data: bytes) -> bytes:
        laid.append(data)
        return b"startxref"

    monkeypatch.setattr(pdf, "as_pdf", kept)

    def height(face: str) -> int:
        monkeypatch.setattr(pdf, "replacements", lambda _: {"Times New Roman": face})
        pdf.render(report)
        shown = entries(laid[-1])["word/document.xml"]
        return int(re.findall(rb'<wp:extent cx="\d+" cy="(\d+)"', shown)[0])

    assert height("Noto Serif CJK SC") < height("Liberation Serif")
    assert height("DejaVu Serif") == height("Noto Serif CJK SC")  # of an unknown face the height that suits all


@pytest.mark.office
def test_libreoffice_sets_addresses_in_as_many_lines_as_are_counted() -> None:
    texts = [begin * "公开" + LONG_ADDRESS * times for begin in range(4) for times in range(1, 5)]
    report = town(preamble=None, title=None, summary={"lead": Prose([Paragraph(text=text) for text in texts])})
    face = pdf.replacements(docx.template_path(AnnualReport).read_bytes()).get("Times New Roman", "Times New Roman")
    [setting] = lines.KNOWN_FACES[face]
    counted = sum(lines_of(text, 56, 52, lines.SETTINGS[setting].face) for text in texts)
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as laid:
        drawn = [line["text"] for page in laid.pages for line in page.extract_text_lines()]
    begins = next(at for at, line in enumerate(drawn) if line.startswith("详见"))
    ends = next(at for at, line in enumerate(drawn) if line.startswith("二、"))
    assert len([line for line in drawn[begins:ends] if not line.startswith("—")]) == counted


def heights(*blocks: Heading | Paragraph | Picture, lines: int) -> list[float]:
    """Heights of the pictures below so many lines of text."""
    prose = Prose([*[Paragraph(text=LINE)] * lines, *blocks, Paragraph(text=LINE)])
    report = town(preamble=None, title=None, summary={"lead": prose})
    return [one.picture.height_mm or 0 for one in laid_out(report, (), flow(report)).blocks if one.picture]


def test_a_caption_of_two_lines_is_counted_with_its_picture() -> None:
    [one], [two] = (heights(Picture(data=png(400, 300), caption=text), lines=12) for text in ("图1", LONG_CAPTION))
    assert one - two == pytest.approx(10.2, abs=0.1)


def test_below_the_highest_picture_there_is_room_for_a_caption_of_two_lines() -> None:
    assert fitted(Picture(data=png(1080, 1920), caption=LONG_CAPTION)).height_mm == pytest.approx(200 - 10.2)


def test_a_caption_of_two_lines_stays_on_one_page() -> None:
    styles = entries(render(town(), "docx"))["word/styles.xml"]
    assert b'<w:name w:val="caption"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/>' in styles
    assert b"<w:keepLines/><w:jc" in styles


def test_a_heading_of_two_lines_goes_over_with_its_picture_whole() -> None:
    def after(heading: str, lines: int) -> float:
        [height] = heights(Heading(level=3, text=heading), Picture(data=png(400, 300)), lines=lines)
        return height

    two = "1.健全完善政府信息公开工作制度，加强队伍建设和业务培训"
    assert after(two, 12) == after("1.图解", 13)


def test_a_high_picture_is_set_as_much_smaller_as_headings_above_it_need_on_its_page() -> None:
    high, heads = Picture(data=png(1080, 1920), caption="图1"), [Heading(level=3, text="1.图解")] * 3
    [height] = heights(*heads, high, lines=21)
    assert height * 72 / 25.4 < 637.8 - 38.5 - 3 * 28.95  # else LibreOffice leaves the headings where they were


def test_a_number_that_breaks_in_a_narrow_cell_makes_its_row_higher_and_lets_the_table_break() -> None:
    figures = dict.fromkeys(outline_of(AnnualReport).figures, 12345)
    report = AnnualReport.from_figures(figures, agency="乙镇人民政府", year=2023)
    rows = rows_of(AnnualReport, "requests")
    narrow, _, wide = rows.with_figures(report)
    assert narrow == rows.usual
    assert wide.height > 637.8 > narrow.height
    assert "requests" in laid_out(report, title_lines(report), flow(report)).broken
    assert rows.with_figures(town()) == [rows.usual] * 3


@pytest.mark.office
def test_a_number_of_five_digits_stays_whole_in_the_narrowest_cells_also_in_wide_faces() -> None:
    report = AnnualReport.from_figures(dict.fromkeys(outline_of(AnnualReport).figures, 88888), agency="甲镇", year=2023)
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as laid:
        rows = [row for page in laid.pages for table in page.extract_tables() for row in table]
    assert {cell for row in rows for cell in row if cell and cell[0] == "8" and "属于" not in cell} == {"88888"}


def test_a_row_may_take_a_line_more_where_an_address_only_just_fits() -> None:
    told = (
        "镇政府网站专栏每月检查一遍，失效链接当月修好。" * 2
        + "详见http://www.yi.gov.cn/zwgk/zfxxgknb/202401/t2024.html。"
    )
    table = PlainTable(rows=(("项目", "说明", "办理", "结果"), *[("12", told, told, "12")] * 2))
    [plain] = [block.table for block in flow(town(summary={"lead": Prose([table])})) if block.table]
    as_counted, tight = (plain_rows(plain, lines.SETTINGS[2], tight=tight).height for tight in (False, True))
    assert tight == as_counted + 2 * 16
