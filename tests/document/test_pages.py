"""No page is left blank: a table of the form breaks between its blocks, a chart is low, a picture set smaller."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pdfplumber
import pytest
from hypothesis import given
from tests.document.pictures import png
from tests.document.reports import town
from tests.strategies import reports
from tests.templates.taken_apart import pdf_of
from tests.word.conftest import entries

import gk_docs as gk
from gk_docs.document.flow import flow
from gk_docs.document.pages import laid_out
from gk_docs.document.rows import BELOW, heights_of_rows, plain_rows, rows_of
from gk_docs.document.title import title_lines
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport
from gk_docs.formats import render
from gk_docs.word.package.archive import packed, unpack

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.document.flow import Shown
    from gk_docs.form.report import Report
    from gk_docs.word.markup.tables import Table

LINE = "公开" * 13  # with its indent a line of 28 characters
MM = 72 / 25.4


def of_lines(count: int) -> AnnualReport:
    return town(preamble=None, title=None, summary={"lead": Prose("\n\n".join([LINE] * count))})


def broken(report: Report) -> frozenset[str]:
    return laid_out(report, title_lines(report), flow(report)).broken


@pytest.mark.parametrize(("form", "second", "third"), [(AnnualReport, 84, 202), (AnnualReport2019, 108, 172.7)])
def test_tables_are_as_high_as_libreoffice_draws_them(form: type[Report], second: float, third: float) -> None:
    below = 28.95 / 2
    found = [
        rows_of(form, name).usual.height - below for name in ("active_disclosure", "requests", "review_litigation")
    ]
    assert [height / MM for height in found] == pytest.approx([second, third, 28], abs=1.5)


def test_a_table_that_breaks_ends_below_its_repeated_head_and_the_blocks_that_went_over() -> None:
    rows, page, at = rows_of(AnnualReport, "requests").usual, 225 * MM, 130 * MM
    assert rows.end(at, page) == pytest.approx(178.5 * MM, abs=1.5 * MM)  # as LibreOffice draws it, from （三）不予公开
    assert rows.end(at - 62 * MM, page) == pytest.approx(78.5 * MM, abs=1.5 * MM)  # from （六）其他处理
    assert rows.end(page - 20 * MM, page, 12 * MM) == pytest.approx(12 * MM + rows.height)  # with its heading


def test_a_table_that_fits_and_one_that_leaves_a_fifth_of_a_page_stay_whole() -> None:
    # 22 lines a page: 1 heading, the text, 1 heading, table 2 in 9 lines; then the heading of table 3.
    assert broken(of_lines(8)) == frozenset()
    assert broken(of_lines(17)) == frozenset({"requests"})
    assert broken(of_lines(2)) == frozenset({"requests"})
    assert broken(of_lines(14)) == frozenset({"active_disclosure", "requests"})


def test_a_table_that_fits_by_less_than_two_lines_may_break_and_so_may_the_one_after_it() -> None:
    assert broken(of_lines(9)) == frozenset({"active_disclosure"})
    assert broken(of_lines(10)) == frozenset({"active_disclosure", "requests"})


@pytest.mark.parametrize(("lines", "breaks"), [(10, {"requests"}), (13, {"active_disclosure"})])
def test_what_just_fits_its_page_is_counted_on_the_next_one_too(lines: int, breaks: set[str]) -> None:
    prose = Prose([*[Paragraph(text=LINE)] * lines, drawn(4, 2), Paragraph(text=6 * LINE)])
    assert broken(town(preamble=None, title=None, summary={"lead": prose})) == breaks


def test_only_a_table_that_is_broken_lets_go_of_the_next_row() -> None:
    def loose(report: AnnualReport) -> list[int]:
        xml = entries(render(report, "docx"))["word/document.xml"].decode()
        return [table.count('<w:keepNext w:val="0"/>') for table in xml.split("<w:tbl>")[1:]]

    assert loose(of_lines(8)) == [2, 8, 15]  # the last rows
    second, third, fourth = loose(of_lines(17))
    assert (second, third > 8, fourth) == (2, True, 15)


def shown_after(count: int, block: Picture | PlainTable) -> Shown:
    """A picture or chart as a Word file has it, below so many lines of text and a heading."""
    prose = Prose([*[Paragraph(text=LINE)] * count, Heading(level=3, text="1.图解"), block])
    report = town(preamble=None, title=None, summary={"lead": prose})
    [shown] = (one for one in laid_out(report, (), flow(report)).blocks if one.picture or one.chart)
    return shown


def drawn(rows: int, years: int) -> PlainTable:
    heads, figures = [f"{2020 + year}年" for year in range(years)], ["5"] * years
    return PlainTable(rows=(("项目", *heads), *((f"第{row}项", *figures) for row in range(rows)))).drawn()


@pytest.mark.parametrize("years", [1, 2, 4])
@pytest.mark.parametrize("rows", range(1, 13))
def test_a_chart_that_goes_over_with_its_heading_leaves_no_quarter_of_a_page_blank(rows: int, years: int) -> None:
    [chart] = (block.chart for block in flow(town(summary={"lead": Prose([drawn(rows, years)])})) if block.chart)
    assert years == 1 or chart.least_mm <= chart.height_mm  # each group has its name
    assert (28.95 + 12) / MM + chart.height_mm <= 225 / 4 + 0.2


def test_a_chart_below_two_headings_is_lower_as_far_as_its_names_have_room() -> None:
    prose = Prose([Heading(level=3, text="1.图解"), drawn(4, 2)])
    report = town(preamble=None, title=None, summary={"parts": [Part(name="lead", heading="（一）图", body=prose)]})
    [chart] = (block.chart for block in laid_out(report, (), flow(report)).blocks if block.chart)
    assert chart.least_mm <= chart.height_mm <= 225 / 4 - (2 * 28.95 + 12) / MM


@pytest.mark.parametrize(("rows", "pieces"), [(4, 1), (5, 2), (6, 2)])
def test_a_chart_too_high_to_go_over_with_what_is_above_it_is_parted(rows: int, pieces: int) -> None:
    small = PlainTable(rows=(("项目", "情况"), ("第一项", "甲")))
    prose = Prose([small, Heading(level=3, text="1.图解"), drawn(rows, 2)])
    report = town(preamble=None, title=None, summary={"lead": prose})
    [chart] = (block.chart for block in laid_out(report, (), flow(report)).blocks if block.chart)
    assert chart.pieces == pieces
    assert chart.least_mm <= chart.height_mm
    assert 1.5 * 28.95 + 9 + chart.height_mm * MM < 225 * MM / 4


@pytest.mark.parametrize(("cell", "kept"), [("甲", 2), ("甲\n乙", 2), ("甲\n乙\n丙", 1)])
def test_a_table_keeps_with_its_head_no_more_rows_than_are_seen_there(cell: str, kept: int) -> None:
    def kept_rows(rows: int) -> int | None:
        table = PlainTable(rows=(("项目", "情况"), *(("第一项", cell),) * rows))
        [shown] = (block.table for block in flow(town(summary={"lead": Prose([table])})) if block.kind == "table")
        return shown.look.kept_rows if shown else None

    assert (kept_rows(9), kept_rows(1)) == (kept, None)


def below_text(*rows: tuple[str, ...], headings: int = 0) -> Table:
    """A table as a Word file has it, below a text and so many headings."""
    above = (Heading(level=3, text="1.图解"),) * headings
    report = town(summary={"lead": Prose([Paragraph(text=LINE), *above, PlainTable(rows=rows)])})
    [shown] = (block.table for block in flow(report) if block.table)
    return shown


@pytest.mark.parametrize("headings", range(3))
@pytest.mark.parametrize("first", range(1, 7))
@pytest.mark.parametrize("second", range(1, 7))
def test_what_goes_over_with_the_headings_of_a_table_leaves_no_quarter_of_a_page_blank(
    first: int, second: int, headings: int
) -> None:
    shown = below_text(*(("项目", "\n".join("甲" * lines)) for lines in (first, second, 1, 6)), headings=headings)
    rows = plain_rows(shown)
    assert headings * 28.95 + rows.head + rows.blocks[0] <= 225 * MM / 4


@pytest.mark.parametrize(("lines", "split"), [(5, set()), (6, {1, 2}), (30, {1, 2})])
def test_a_high_row_of_a_table_breaks_and_its_lines_are_counted_on_both_pages(lines: int, split: set[int]) -> None:
    shown = below_text(("项目", "情况"), *(("一项", "\n".join("甲" * lines)),) * 2)
    assert shown.look.split_rows == split
    rows = plain_rows(shown)
    assert rows.height == pytest.approx(sum(heights_of_rows(shown)) + 0.5 + BELOW)
    assert max(rows.blocks) <= 100


@pytest.mark.parametrize(("spare", "lines"), [(3, 7), (3.5, 8)])
def test_the_lines_of_a_row_that_breaks_have_the_space_of_its_cells_below_them_on_the_page(
    spare: float, lines: int
) -> None:
    rows = plain_rows(below_text(("项目", "情况"), ("一项", "\n".join("甲" * 9))))
    page = rows.head + sum(rows.blocks[:8]) + spare  # eight lines, and a little
    assert rows.end(0, page) == pytest.approx(rows.head + 3.25 + sum(rows.blocks[lines:]) + 0.5 + BELOW)


@pytest.mark.parametrize(("lines", "kept"), [(4, 2), (5, 1), (6, 1), (30, 1)])
def test_no_high_row_is_kept_with_one_above_nor_one_in_which_a_page_may_end(lines: int, kept: int) -> None:
    shown = below_text(("项目", "情况"), ("一项", "甲"), *(("二项", "\n".join("甲" * lines)),) * 2)
    assert shown.look.kept_rows == kept


@pytest.mark.parametrize(("lines", "heads", "split"), [(3, 1, set()), (4, 0, set()), (6, 0, {0}), (40, 0, {0})])
def test_a_first_row_of_many_lines_is_no_head_and_breaks_as_the_others(lines: int, heads: int, split: set[int]) -> None:
    shown = below_text(("项目", "\n".join("甲" * lines)), *(("第一项", "情况"),) * 20)
    assert (shown.grid.header_rows, {*shown.look.split_rows}) == (heads, split)
    rows = plain_rows(shown)
    assert rows.height == pytest.approx(sum(heights_of_rows(shown)) + 0.5 + BELOW)
    assert max(rows.head, *rows.blocks) <= 100


def test_a_picture_is_set_as_much_smaller_as_its_page_needs_and_no_more_than_to_two_fifths() -> None:
    picture = Picture(data=png(400, 300))
    heights = [shown_after(count, picture).picture.height_mm for count in (2, 11, 12, 14, 16, 20)]  # type: ignore[union-attr]  # a picture
    whole = 300 * 25.4 / 96
    assert heights[0] == heights[4] == heights[5] == pytest.approx(whole, abs=0.1)
    assert 0.4 * whole <= heights[3] < heights[2] < heights[1] < whole  # type: ignore[operator]  # each has one
    assert shown_after(12, picture).picture.width_mm is None  # type: ignore[union-attr]  # as its height has it


def test_a_picture_that_has_no_room_at_two_fifths_of_its_height_keeps_the_whole() -> None:
    picture = shown_after(15, Picture(data=png(1080, 1920))).picture
    assert picture is not None
    assert picture.height_mm == pytest.approx(200)


def test_a_heading_at_the_foot_of_a_page_goes_over_with_its_text() -> None:
    def below(lines: int) -> float | None:
        text, picture = Paragraph(text=LINE), Picture(data=png(1080, 1920))
        prose = Prose([*[text] * lines, Heading(level=3, text="1.图解"), text, picture])
        report = town(preamble=None, title=None, summary={"lead": prose})
        [shown] = (one.picture for one in laid_out(report, (), flow(report)).blocks if one.picture)
        return shown.height_mm

    assert below(19) == below(20)  # the heading is the last line of its page, or the first


def test_headings_at_the_foot_of_a_page_go_over_together() -> None:
    def below(lines: int) -> float | None:
        text, picture, head = Paragraph(text=LINE), Picture(data=png(1080, 1920)), Heading(level=3, text="1.图解")
        prose = Prose([*(text,) * lines, *(head,) * 2, text, picture])
        report = town(preamble=None, title=None, summary={"lead": prose})
        [shown] = (one.picture for one in laid_out(report, (), flow(report)).blocks if one.picture)
        return shown.height_mm

    assert below(18) == below(19) == below(20)


def test_a_picture_below_headings_that_would_go_over_with_it_is_set_smaller() -> None:
    head, picture = Heading(level=3, text="1.图解"), Picture(data=png(1080, 1920), caption="图1 办事大厅")
    prose = Prose([*(Paragraph(text=LINE),) * 10, *(head,) * 2, picture, Paragraph(text=LINE)])
    report = town(preamble=None, title=None, summary={"lead": prose})
    [shown] = (one for one in laid_out(report, title_lines(report), flow(report)).blocks if one.picture)
    assert shown.picture is not None
    assert (shown.picture.height_mm or 200) < 80
    assert not shown.later


def with_high_rows(lines: int, *titles: Heading | Paragraph, cell: str = "各办公室按季度报送公开信息。" * 14) -> bytes:
    """A report with a table of high rows below so many lines of text, and titles."""
    rows = (("项目", "情况"), *(("第一项", cell),) * 9)
    prose = Prose([*(Paragraph(text=LINE),) * lines, *titles, PlainTable(rows=rows)])
    return render(town(preamble=None, summary={"lead": prose}), "docx")


_HEAD, _TITLE = Heading(level=3, text="1.图解"), Paragraph(text="表1 各科室受理情况")


@pytest.mark.parametrize(
    ("lines", "titles", "loose"),
    [
        (3, [_HEAD], 1),
        (15, [_HEAD], 1),
        (16, [_HEAD], 0),
        (17, [_HEAD], 1),
        (14, [_TITLE], 1),
        (15, [_HEAD, _TITLE], 0),
    ],
)
def test_what_stands_above_a_table_with_high_rows_lets_go_of_it_where_it_is_all_but_sure_to_begin_there(
    lines: int, titles: list[Heading | Paragraph], loose: int
) -> None:
    def loosened(cell: str) -> int:
        body = entries(with_high_rows(lines, *titles, cell=cell))["word/document.xml"]
        return sum(body.count(b'"%s"/><w:keepNext w:val="0"/>' % style) for style in (b"Heading3", b"TableTitle"))

    assert loosened("\n".join("甲" * 9)) == loose
    assert loosened("甲") == 0


@pytest.mark.office
@pytest.mark.parametrize("lines", range(12, 18))
@pytest.mark.parametrize("titles", [[_HEAD], [_TITLE]])
def test_no_title_of_a_table_with_high_rows_stays_alone_at_the_foot_nor_is_the_page_blank(
    lines: int, titles: list[Heading | Paragraph], tmp_path: Path
) -> None:
    with pdfplumber.open(pdf_of(with_high_rows(lines, *titles), tmp_path)) as pdf:
        first = [line for line in pdf.pages[0].extract_text_lines() if line["bottom"] < 265 * MM]
    assert first[-1]["text"].replace(" ", "") not in {_HEAD.text, _TITLE.text.replace(" ", "")}
    assert first[-1]["bottom"] > (262 - 225 / 4) * MM


@pytest.mark.office
def test_pictures_and_charts_as_wide_as_the_text_stand_within_its_margins(tmp_path: Path) -> None:
    report = town(summary={"lead": Prose([Picture(data=png(3000, 300)), drawn(3, 2)])})
    with pdfplumber.open(pdf_of(render(report, "docx"), tmp_path)) as pdf:
        (picture,) = (image for page in pdf.pages for image in page.images)
        (key,) = (
            word
            for page in pdf.pages
            for word in page.extract_words()
            if word["text"].startswith("2021年") and word["x0"] > 150 * MM
        )
    assert (picture["x0"], picture["x1"]) == pytest.approx((28 * MM, 184 * MM), abs=0.5 * MM)
    assert key["x1"] < 184 * MM


@pytest.mark.parametrize(("caption", "loose"), [("图1 办事大厅", 0), ("", 1)])
def test_a_picture_stays_with_its_caption_and_without_one_with_nothing(caption: str, loose: int) -> None:
    prose = Prose([Picture(data=png(40, 20), caption=caption), Paragraph(text=LINE)])
    body = entries(render(town(summary={"lead": prose}), "docx"))["word/document.xml"]
    assert body.count(b'<w:pStyle w:val="Picture"/><w:keepNext w:val="0"/>') == loose


def test_a_caption_goes_over_with_its_picture() -> None:
    def second(lines: int) -> float | None:
        text, small, high = Paragraph(text=LINE), png(300, 150), png(1080, 1920)
        prose = Prose([*[text] * lines, Picture(data=small, caption="甲"), Picture(data=high, caption="乙")])
        report = town(preamble=None, title=None, summary={"lead": prose})
        [_, picture] = (one.picture for one in laid_out(report, (), flow(report)).blocks if one.picture)
        return picture.height_mm

    assert second(13) == second(14) == pytest.approx(200)  # the first one ends its page
    assert second(15) == second(16) == pytest.approx(146, abs=6)  # it may go over, and does


@given(reports())
def test_whatever_a_report_says_only_tables_of_its_form_break(report: Report) -> None:
    outline = outline_of(type(report))
    assert broken(report) <= {section.name for section in outline.sections if section.grid}


@pytest.mark.office
@pytest.mark.parametrize("lines", [2, 6, 10, 14, 17, 20, 33])
@pytest.mark.parametrize("block", [None, drawn(5, 2), Picture(data=png(400, 300))])
def test_no_page_but_the_last_is_blank_by_more_than_a_quarter(
    lines: int, block: Picture | PlainTable | None, tmp_path: Path
) -> None:
    text = [Paragraph(text=LINE)] * lines
    figure = [Heading(level=3, text="1.图解"), block, *text] if block else []
    report = town(preamble=None, title=None, summary={"lead": Prose([*text, *figure])})
    with pdfplumber.open(pdf_of(render(report, "docx"), tmp_path)) as pdf:
        for page in pdf.pages[:-1]:
            lowest = max(one["bottom"] for one in page.chars + page.images if one["bottom"] < 265 * MM)
            assert lowest > (262 - 225 / 4) * MM


@pytest.mark.office
def test_rows_of_a_plain_table_are_as_high_as_libreoffice_draws_them() -> None:
    sentence = "各办公室按季度报送公开信息，党政办核对后发布。"
    rows = (
        ("项目", "情况", "办理人"),
        ("甲", sentence, "党政办"),
        ("乙", sentence * 2, "12345热线"),
        ("丙", "甲\n乙", ""),
    )
    report = town(preamble=None, title=None, summary={"lead": Prose([PlainTable(rows=rows), Paragraph(text=LINE)])})
    [table] = [block.table for block in flow(report) if block.table]
    with pdfplumber.open(io.BytesIO(render(report, "pdf"))) as pdf:
        [drawn, *_] = pdf.pages[0].find_tables()
    assert [row.bbox[3] - row.bbox[1] for row in drawn.rows] == pytest.approx(heights_of_rows(table), abs=1)


def test_a_short_column_of_a_plain_table_has_its_room_beside_one_of_sentences() -> None:
    sentence = "各办公室按季度报送公开信息，党政办核对后发布。" * 3
    table = PlainTable(rows=(("项目", "情况", "说明"), ("按时答复", sentence, sentence)))
    [shown] = [block.table for block in flow(town(summary={"lead": Prose([table])})) if block.table]
    assert shown is not None
    assert shown.look.align == ("center", "left", "left")
    short, *long = shown.look.widths_mm or ()
    assert short * MM >= 4 * 12 + 6  # four characters
    assert long == pytest.approx([(155.5 - short) / 2] * 2)


def with_picture(lines: int, before: str = LINE, after: str = 3 * LINE, caption: str = "图1 办事大厅") -> AnnualReport:
    """A report with a high picture below so many lines of text, and two paragraphs below it."""
    picture = Picture(data=png(1080, 1920), caption=caption)
    texts = [*[Paragraph(text=LINE)] * (lines - 1), Paragraph(text=before)]
    prose = Prose([*texts, picture, Paragraph(text=after), Paragraph(text="完。")])
    return town(preamble=None, title=None, summary={"lead": prose})


def order(report: Report) -> str:
    """The last blocks before the second section: i a picture, c a caption, p a paragraph."""
    blocks = laid_out(report, title_lines(report), flow(report)).blocks
    at = next(number for number, block in enumerate(blocks) if block.kind == "active_disclosure") - 1
    return "".join({"picture": "i", "caption": "c"}.get(block.kind, "p") for block in blocks[at - 4 : at])


def test_text_fills_the_page_before_a_picture_that_has_no_room_there() -> None:
    assert order(with_picture(3)) == order(with_picture(19)) == "icpp"  # it has room, or leaves little blank
    assert order(with_picture(14)) == "picp"


@pytest.mark.parametrize(
    "words",
    [
        {"caption": ""},
        {"before": "办事大厅如下图所示。"},
        {"before": "办事大厅的布局如下："},
        {"before": "办事大厅的布局如图。"},
        {"after": "上图是办事大厅。" + 3 * LINE},
    ],
)
def test_but_no_text_goes_before_a_picture_without_a_caption_or_one_that_text_points_at(words: dict[str, str]) -> None:
    report = with_picture(14, **words)
    blocks = flow(report)
    assert [block.text for block in laid_out(report, title_lines(report), blocks).blocks] == [
        one.text for one in blocks
    ]


def test_a_picture_behind_the_text_below_it_is_read_back_where_the_report_has_it() -> None:
    report = with_picture(14)
    data = render(report, "docx")
    body = entries(data)["word/document.xml"].decode()
    assert body.index("<w:drawing>") > body.index(3 * LINE)
    reading = gk.read(data, name="甲.docx")
    assert reading.report == report
    assert not reading.findings


def test_what_is_changed_around_such_a_picture_is_read_and_told() -> None:
    report = with_picture(14)
    entries = unpack(render(report, "docx"))
    entries["word/document.xml"] = entries["word/document.xml"].replace((3 * LINE).encode(), "改过。".encode())
    reading = gk.read(packed(entries), name="甲.docx")
    assert reading.report == with_picture(14, after="改过。")
    assert [finding.code for finding in reading.findings] == ["GK106"]
