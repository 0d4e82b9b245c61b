"""The layout of GB/T 9704—2012, read from the XML of what is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.templates.taken_apart import Package, W, number_at, text_of

from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    Form = type[AnnualReport | AnnualReport2019]

MM = 1440 / 25.4


def test_paper_and_margins_are_those_of_the_standard(written: Package) -> None:
    section = written.body.find(f"{W}sectPr")
    assert section is not None
    assert (number_at(section, "pgSz", "w"), number_at(section, "pgSz", "h")) == (11906, 16838)
    margins = [number_at(section, "pgMar", side) / MM for side in ("top", "right", "bottom", "left")]
    assert margins == pytest.approx([37, 26, 35, 28], abs=0.05)


def test_the_grid_gives_22_lines_and_no_23rd(written: Package) -> None:
    section = written.body.find(f"{W}sectPr")
    assert section is not None
    height = 16838 - number_at(section, "pgMar", "top") - number_at(section, "pgMar", "bottom")
    pitch = number_at(section, "docGrid", "linePitch")
    assert section.find(f"{W}docGrid[@{W}type='lines']") is not None
    assert pitch * 22 <= height < pitch * 23
    assert 28 <= pitch / 20 <= 29


def test_28_characters_of_the_body_fit_a_line(written: Package) -> None:
    closer = number_at(written.style("BodyText"), "rPr/spacing") / 20
    assert 28 * (16 + closer) <= (11906 - 1587 - 1474) / 20 < 29 * (16 + closer)


@pytest.mark.parametrize("style", ["BodyText", "Heading1", "Heading2", "Heading3", "Heading4", "TableTitle"])
def test_programs_that_know_no_grid_set_its_pitch_too(written: Package, style: str) -> None:
    assert number_at(written.style(style), "pPr/spacing", "line") == 579
    assert written.style(style).find(f"{W}pPr/{W}spacing[@{W}lineRule='exact']") is not None


def test_rows_are_as_low_as_those_of_the_issued_form(written: Package) -> None:
    heights = {height.get(f"{W}val") for table in written.tables for height in table.iter(f"{W}trHeight")}
    assert heights == {"340"}


def test_the_two_notes_of_table_3_are_in_kai_as_the_form_has_them(written: Package) -> None:
    noted = [
        text_of(run)
        for table in written.tables
        for run in table.iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='TableNote']") is not None
    ]
    assert noted == [
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
        "（区分处理的，只计这一情形，不计其他情形）",
    ]
    fonts = written.style("TableNote").find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}eastAsia") == "楷体_GB2312"


@pytest.mark.parametrize(
    ("style", "face", "latin", "size"),
    [
        ("Title", "方正小标宋简体", "方正小标宋简体", 22),
        ("Heading1", "黑体", "黑体", 16),
        ("Heading2", "楷体_GB2312", "Times New Roman", 16),
        ("Heading3", "仿宋_GB2312", "Times New Roman", 16),
        ("Heading4", "仿宋_GB2312", "Times New Roman", 16),
        ("TableFigure", "宋体", "宋体", 10),
        ("Footer", "宋体", "宋体", 14),
    ],
)
def test_each_style_sets_its_chinese_and_its_latin_face(
    written: Package, style: str, face: str, latin: str, size: int
) -> None:
    fonts = written.style(style).find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}eastAsia") == face
    assert {fonts.get(f"{W}{kind}") for kind in ("ascii", "hAnsi", "cs")} == {latin}
    assert number_at(written.style(style), "rPr/sz") == 2 * size


def test_the_body_is_fangsong_in_chinese(written: Package) -> None:
    defaults = written.root("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults is not None
    fonts, language = defaults.find(f"{W}rFonts"), defaults.find(f"{W}lang")
    assert fonts is not None
    assert language is not None
    assert fonts.get(f"{W}eastAsia") == "仿宋_GB2312"
    assert (language.get(f"{W}val"), language.get(f"{W}eastAsia")) == ("zh-CN", "zh-CN")
    # Where the language of a number is Chinese, LibreOffice breaks it over two lines.
    western = written.style("Normal").find(f"{W}rPr/{W}lang")
    assert western is not None
    assert western.get(f"{W}val") == "en-US"
    assert number_at(defaults, "sz") == 32
    assert b"<dc:language>zh-CN</dc:language>" in written.parts["docProps/core.xml"]


def test_every_face_in_use_is_declared_with_others_that_may_stand_in_for_it(written: Package) -> None:
    used = {
        value
        for part in ("word/styles.xml", "word/document.xml")
        for fonts in written.root(part).iter(f"{W}rFonts")
        for name, value in fonts.attrib.items()
        if not str(name).endswith("hint")
    }
    declared = {font.get(f"{W}name"): font for font in written.root("word/fontTable.xml").findall(f"{W}font")}
    assert used <= set(declared)
    assert all(font.find(f"{W}altName") is not None for font in declared.values())


@pytest.mark.parametrize("level", range(1, 5))
def test_a_heading_has_its_outline_level_and_stays_with_what_follows(written: Package, level: int) -> None:
    style = written.style(f"Heading{level}")
    assert number_at(style, "pPr/outlineLvl") == level - 1
    assert style.find(f"{W}pPr/{W}keepNext") is not None


@pytest.mark.parametrize("style", ["BodyText", "Heading1", "Heading2", "Heading3", "Heading4"])
def test_text_begins_two_characters_in(written: Package, style: str) -> None:
    assert number_at(written.style(style), "pPr/ind", "firstLineChars") == 200


def test_page_numbers_stand_outside_on_odd_and_even_pages(written: Package) -> None:
    assert written.root("word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    for part, align, side in (("word/footer1.xml", "right", "right"), ("word/footer2.xml", "left", "left")):
        paragraph = written.root(part).find(f"{W}p")
        assert paragraph is not None
        assert paragraph.find(f"{W}pPr/{W}jc[@{W}val='{align}']") is not None
        assert number_at(paragraph, "pPr/ind", f"{side}Chars") == 100
        assert "".join(str(text) for text in paragraph.itertext()) == "— 1 —"
        assert paragraph.find(f"{W}fldSimple[@{W}instr=' PAGE ']") is not None


def test_tables_lie_inside_the_type_area_with_all_lines_drawn(written: Package) -> None:
    for table in written.tables:
        widths = [int(column.get(f"{W}w") or "") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        assert sum(widths) == number_at(table, "tblPr/tblW", "w") <= 156 * MM
        borders = table.find(f"{W}tblPr/{W}tblBorders")
        assert borders is not None
        assert [side.get(f"{W}val") for side in borders] == ["single"] * 6


def test_a_cell_is_as_wide_as_the_columns_that_it_spans(written: Package) -> None:
    for table in written.tables:
        widths = [int(column.get(f"{W}w") or "") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row in table.findall(f"{W}tr"):
            column = 0
            for cell in row.findall(f"{W}tc"):
                span = number_at(cell, "tcPr/gridSpan") if cell.find(f"{W}tcPr/{W}gridSpan") is not None else 1
                assert number_at(cell, "tcPr/tcW", "w") == sum(widths[column : column + span])
                column += span


def test_header_rows_repeat_and_no_row_breaks_across_pages(written: Package) -> None:
    headers = [len(table.findall(f"{W}tr/{W}trPr/{W}tblHeader")) for table in written.tables]
    assert headers == [0, 3, 3]
    for table in written.tables:
        assert len(table.findall(f"{W}tr/{W}trPr/{W}cantSplit")) == len(table.findall(f"{W}tr"))


def test_a_table_keeps_together_down_to_its_last_row(template: Package) -> None:
    assert all(
        template.style(style).find(f"{W}pPr/{W}keepNext") is not None
        for style in ("TableBand", "TableHead", "TableLabel", "TableFigure")
    )
    for table in template.body.iter(f"{W}tbl"):
        *rows, last = table.findall(f"{W}tr")
        assert not any(row.findall(f".//{W}keepNext[@{W}val]") for row in rows)
        assert all(number_at(paragraph, "pPr/keepNext") == 0 for paragraph in last.iter(f"{W}p"))


def test_a_table_may_break_where_a_block_ends_and_two_rows_stand_on_each_side(form: Form, template: Package) -> None:
    second, third, fourth = (
        [text_of(row).partition("{{")[0] for row in rows[:-1] if row.findall(f".//{W}keepNext")]
        for rows in (table.findall(f"{W}tr") for table in template.body.iter(f"{W}tbl"))
    )
    assert (
        second
        == {
            AnnualReport: ["行政规范性文件", "行政许可", "行政强制"],
            AnnualReport2019: ["规范性文件", "其他对外管理服务事项", "行政强制", "行政事业性收费"],
        }[form]
    )
    last = "3.其他" if form is AnnualReport else "（六）其他处理"
    assert third[0].startswith("二、")
    assert third[1].startswith("（二）")  # the words of 三 have no room beside （一） alone
    assert third[2:] == [
        "8.属于行政查询事项",
        "3.补正后申请内容仍不明确",
        "5.要求行政机关确认或重新出具已获取信息",
        last,
    ]
    assert fourth == []


def test_the_heads_of_the_blocks_of_table_2_are_light_blue(written: Package) -> None:
    shaded = [cell for cell in written.tables[0].iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}shd") is not None]
    assert {cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") for cell in shaded} == {"C6D9F1"}  # type: ignore[union-attr]  # just found
    assert all("".join(str(text) for text in cell.itertext()).startswith("第二十条") for cell in shaded)


def test_a_table_says_what_it_is_to_those_who_cannot_see_it(written: Package) -> None:
    captions = [table.find(f"{W}tblPr/{W}tblCaption") for table in written.tables]
    assert [caption.get(f"{W}val", "")[:2] for caption in captions if caption is not None] == ["二、", "三、", "四、"]


def test_no_person_and_no_clock_is_named_in_the_file(written: Package) -> None:
    core = written.root("docProps/core.xml")
    named = {str(node.tag).rpartition("}")[2]: node.text or "" for node in core}
    assert named["creator"] == named["lastModifiedBy"] == ""
    assert not {"created", "modified"} & set(named)
    assert named["title"].endswith("年政府信息公开工作年度报告")


def test_only_parts_that_we_wrote_are_in_the_file(written: Package) -> None:
    assert sorted(written.parts) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "customXml/_rels/item1.xml.rels",
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
