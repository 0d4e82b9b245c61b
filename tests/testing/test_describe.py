"""A Word file is described as its reader sees it, not as its XML is cut."""

import io

import pytest
import xlsxwriter
from tests.testing.documents import PAGE, STYLES, docx_of, paragraph, table

from gk_docs.errors import UnreadableFile
from gk_docs.testing.describe import describe
from gk_docs.testing.description import Block, DocParagraph, DocPiece, DocTable


def body(xml: str) -> tuple[Block, ...]:
    return describe(docx_of(xml)).texts["正文"]


def one(xml: str) -> DocParagraph:
    (block,) = body(xml)
    assert isinstance(block, DocParagraph)
    return block


def only_table(xml: str) -> DocTable:
    (block,) = body(xml)
    assert isinstance(block, DocTable)
    return block


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_runs_that_look_the_same_are_one_text() -> None:
    size = '<w:sz w:val="32"/>'
    assert one(f"<w:p>{run('收到', size)}{run('申请', size)}</w:p>") == DocParagraph(
        "收到申请", {"字号": "三号（16 磅）"}
    )


def test_but_a_piece_that_looks_different_stands_apart() -> None:
    found = one(f"<w:p>{run('收到')}{run('三件', '<w:b/>')}</w:p>")
    assert found.pieces == (DocPiece("收到", {}), DocPiece("三件", {"加粗": "是"}))


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ('<w:jc w:val="center"/>', {"对齐": "居中"}),
        ('<w:ind w:firstLineChars="200" w:firstLine="640"/>', {"首行缩进": "2 字符"}),
        ('<w:spacing w:before="120" w:line="560" w:lineRule="exact"/>', {"段前": "6 磅", "行距": "固定值 28 磅"}),
        ('<w:spacing w:line="360"/>', {"行距": "1.5 倍"}),
        ('<w:keepNext w:val="0"/>', {"与下段同页": "否"}),
        ('<w:shd w:val="clear" w:fill="D9D9D9"/>', {"段落底纹": "D9D9D9"}),
        (
            '<w:pBdr><w:top w:val="single" w:sz="4"/><w:left w:val="nil"/></w:pBdr>',
            {"段落边框": "上 单线 0.5 磅；左 无"},
        ),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>', {"编号": "列表 3 第 2 级"}),
        ('<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>', {"制表位": "21 磅 left"}),
    ],
)
def test_paragraph_formatting_is_in_words(properties: str, said: dict[str, str]) -> None:
    assert one(paragraph("甲", properties=properties)).format == said


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        (
            '<w:rFonts w:eastAsia="仿宋" w:ascii="Times New Roman"/>',
            {"中文字体": "仿宋", "西文字体": "Times New Roman"},
        ),
        ('<w:b w:val="false"/><w:i/>', {"加粗": "否", "倾斜": "是"}),
        ('<w:u w:val="single"/><w:color w:val="FF0000"/>', {"下划线": "单线", "颜色": "FF0000"}),
        ('<w:vertAlign w:val="superscript"/>', {"上下标": "上标"}),
        ('<w:sz w:val="27"/>', {"字号": "13.5 磅"}),
    ],
)
def test_character_formatting_is_in_words(properties: str, said: dict[str, str]) -> None:
    assert one(paragraph("甲", run=properties)).format == said


def test_a_heading_is_known_by_its_style() -> None:
    assert one(paragraph("一、总体情况", style="h1")).level == 1


def test_without_heading_styles_numbered_lines_are_headings() -> None:
    xml = paragraph("一、总体情况") + paragraph("（一）主动公开") + paragraph("一、二季度共收到申请3件。")
    assert [block.level for block in body(xml) if isinstance(block, DocParagraph)] == [1, 2, None]


def test_a_field_shows_its_code_where_its_result_means_nothing() -> None:
    field = "".join(
        f"<w:r>{xml}</w:r>"
        for xml in (
            '<w:fldChar w:fldCharType="begin"/>',
            "<w:instrText> PAGE </w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>7</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    assert one(f"<w:p>{run('— ')}{field}{run(' —')}</w:p>").text == "— [PAGE] —"
    other = field.replace("PAGE", "REF 表三")
    assert one(f"<w:p>{other}</w:p>").text == "[REF 表三]7"
    assert one('<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>').text == "[PAGE]"


def test_what_is_no_text_stands_in_brackets() -> None:
    xml = '<w:r><w:br w:type="page"/><w:tab/><w:footnoteReference w:id="2"/></w:r>'
    picture = (
        '<w:r><w:drawing><inline><extent cx="1080000" cy="720000"/><docPr descr="公章"/></inline></w:drawing></w:r>'
    )
    assert one(f"<w:p>{xml}{picture}</w:p>").text == "[分页]\t[脚注][图片 30×20 毫米：公章]"


def test_insertions_and_deletions_are_told_apart() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    found = one(f"<w:p><w:ins>{run('新')}</w:ins>{deleted}</w:p>")
    assert found.pieces == (DocPiece("新", {"修订": "插入"}), DocPiece("旧", {"修订": "删除"}))


def test_content_controls_are_opened() -> None:
    assert one(f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>").text == "甲"


def test_merged_cells_have_spans() -> None:
    found = only_table(table("v 机构 | =2 件数", "^ | 收到 | 办结", "甲镇 | 3 | 2"))
    assert found.columns == 3
    assert [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in found.rows[0].cells] == [
        ("机构", 0, 2, 1),
        ("件数", 1, 1, 2),
    ]
    assert found.text(1, 0) == "机构"
    assert found.text(2, 2) == "2"


def test_a_cell_with_different_paragraphs_keeps_them() -> None:
    xml = table("甲").replace("</w:tc>", f"{paragraph('乙', run='<w:b/>')}</w:tc>")
    (cell,) = only_table(xml).rows[0].cells
    assert cell.text == "甲\n乙"
    assert cell.content == (DocParagraph("甲"), DocParagraph("乙", {"加粗": "是"}))


def test_a_table_in_a_cell_is_described_too() -> None:
    inner = table("3 | 4")
    (cell,) = only_table(f"<w:tbl><w:tr><w:tc>{inner}{paragraph('')}</w:tc></w:tr></w:tbl>").rows[0].cells
    assert isinstance(cell.content[0], DocTable)
    assert cell.content[0].text(0, 1) == "4"


def test_a_width_that_the_columns_say_is_not_said_again() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="2835"/></w:tblGrid>'
    cell = '<w:tc><w:tcPr><w:tcW w:w="2835" w:type="dxa"/></w:tcPr>' + paragraph("甲") + "</w:tc>"
    found = only_table(f"<w:tbl>{grid}<w:tr>{cell}</w:tr></w:tbl>")
    assert found.format == {"列宽": "50 毫米"}
    assert found.rows[0].cells[0].format == {}


def test_headers_footers_and_notes_are_texts_of_their_own() -> None:
    note = f'<w:footnote w:id="1">{paragraph("见附表")}</w:footnote>'
    parts = {"header": paragraph("内部资料"), "footer": paragraph("第1页"), "footnotes": note}
    texts = describe(docx_of(paragraph("甲"), parts=parts)).texts
    assert {
        name: [block.text for block in blocks if isinstance(block, DocParagraph)] for name, blocks in texts.items()
    } == {
        "正文": ["甲"],
        "页眉": ["内部资料"],
        "页脚": ["第1页"],
        "脚注": ["见附表"],
    }


def test_page_and_styles_in_use_are_settings() -> None:
    settings = describe(docx_of(paragraph("一、甲", style="h1"))).settings
    assert settings["页面"] == {"纸张": "210 毫米 × 297 毫米", "上边距": "37 毫米", "左边距": "28 毫米"}
    assert settings["样式“heading 1”"]["中文字体"] == "黑体"


def test_but_a_style_that_nobody_uses_is_not() -> None:
    assert "样式“heading 1”" not in describe(docx_of(paragraph("甲"))).settings


def test_styles_that_are_based_on_each_other_say_what_they_say_and_no_more() -> None:
    circle = STYLES.replace('<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="h2"/>')
    circle += '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="短文"/><w:basedOn w:val="a"/></w:style>'
    (block,) = describe(docx_of(paragraph("甲", style="h2"), styles=circle)).texts["正文"]
    assert block == DocParagraph("甲", {"样式": "短文"})


def test_several_sections_are_counted() -> None:
    first = f"<w:p><w:pPr>{PAGE.format(references='')}</w:pPr></w:p>"
    assert {"第1节页面", "第2节页面"} <= set(describe(docx_of(first + paragraph("甲"))).settings)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip file at all"])
def test_what_is_no_word_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"Word|\.docx"):
        describe(data)


def test_a_workbook_is_no_word_file() -> None:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as workbook:
        workbook.add_worksheet().write(0, 0, 3)
    with pytest.raises(UnreadableFile, match="不是 Word 文件"):
        describe(data.getvalue())


def test_a_value_that_makes_no_sense_is_shown_and_stops_nothing() -> None:
    assert one(paragraph("甲", properties='<w:spacing w:line="宽"/><w:jc w:val="left"/>')).format == {
        "spacing": "宽",
        "对齐": "左",
    }
    assert only_table(table("=x 甲 | 乙")).columns == 2
