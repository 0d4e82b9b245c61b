"""A change is one line that names the place in the document's own words."""

import pytest
from hypothesis import given, settings
from tests.strategies import EXAMPLES
from tests.testing.descriptions import WORDS, descriptions
from tests.testing.documents import PAGE, STYLES, docx_of, paragraph, table

from gk_docs.testing.compare import compare
from gk_docs.testing.describe import describe
from gk_docs.testing.description import Description

FIRST = paragraph("一、总体情况", style="h1")
SECOND = paragraph("二、收到和处理申请情况", style="h1")
LONG = "全年在县政府网站发布本镇信息412条，其中财政预决算4条，重大项目37条，社会救助106条，其他265条，均已公开。"
ROWS = (
    "# v 项目 | =3 申请人情况",
    "# ^ | 自然人 | 商业企业 | 总计",
    "一、本年新收申请数量 | 1 | 3 | 4",
    "二、上年结转申请数量 | 0 | 0 | 0",
    "三、办结 | 1 | 3 | 4",
)
TABLE = table(*ROWS)
BODY = FIRST + paragraph(LONG) + paragraph("制发文件3件。") + SECOND + TABLE + paragraph("")


def changes(old: str, new: str) -> list[str]:
    return compare(describe(docx_of(old)), describe(docx_of(new)))


def after(*replacements: tuple[str, str]) -> list[str]:
    new = BODY
    for old_xml, new_xml in replacements:
        assert old_xml in new
        new = new.replace(old_xml, new_xml, 1)
    return changes(BODY, new)


def with_rows(*rows: str) -> list[str]:
    return after((TABLE, table(*rows)))


@settings(max_examples=min(50, EXAMPLES), deadline=None)
@given(descriptions(WORDS), descriptions(WORDS))
def test_what_is_different_is_never_passed_over(old: Description, new: Description) -> None:
    said = compare(old, new)
    assert bool(said) == (old != new)
    assert all(len(line.splitlines()) == 1 for line in said)
    assert compare(old, old) == []


def test_equal_documents_have_no_changes() -> None:
    assert changes(BODY, BODY) == []


def test_a_figure_is_named_by_heading_column_and_row() -> None:
    (line,) = with_rows(*ROWS[:2], "一、本年新收申请数量 | 1 | 4 | 4", *ROWS[3:])
    assert line == "二、收到和处理申请情况 · 商业企业 · 第3行（一、本年新收申请数量）：3 → 4"


def test_a_blank_figure_is_called_blank() -> None:
    (line,) = with_rows(*ROWS[:3], "二、上年结转申请数量 | | 0 | 0", ROWS[4])
    assert line.endswith("自然人 · 第4行（二、上年结转申请数量）：0 → 空白")


def test_a_label_is_named_by_its_square() -> None:
    (line,) = with_rows(*ROWS[:4], "三、办理完结 | 1 | 3 | 4")
    assert line == "二、收到和处理申请情况 · 第5行第1列：“三、办结” → “三、办理完结”"


def test_of_a_long_paragraph_only_the_differing_piece_is_shown() -> None:
    (line,) = after(("106条", "107条"))
    assert line == "一、总体情况 第1段：“…37条，社会救助106条，其他265条，均…” → “…37条，社会救助107条，其他265条，均…”"


def test_two_changes_far_apart_are_two_lines() -> None:
    lines = after(("412条", "413条"), ("265条", "264条"))
    assert [line.partition("：")[0] for line in lines] == ["一、总体情况 第1段"] * 2


def test_but_a_paragraph_written_anew_is_one() -> None:
    (line,) = after((LONG, "本机关没有需要报告的其他事项，今后将按照上级部署继续做好各项工作并及时公开。"))
    assert line.startswith("一、总体情况 第1段：“全年在县政府")


def test_paragraphs_that_came_went_or_moved_are_named() -> None:
    file = paragraph("制发文件3件。")
    assert after((file, "")) == ["一、总体情况 第2段：删去一段“制发文件3件。”"]
    assert after((file, file + paragraph("另有通知5件。"))) == ["一、总体情况 第3段：新增一段“另有通知5件。”"]
    assert after((file, ""), (TABLE, TABLE + file)) == [
        "一、总体情况 第2段：一段“制发文件3件。”移到 二、收到和处理申请情况 第1段"
    ]


def test_rows_that_came_went_or_moved_are_named() -> None:
    heading = "二、收到和处理申请情况"
    assert with_rows(*ROWS[:3], ROWS[4]) == [f"{heading}：删去第4行（二、上年结转申请数量）"]
    assert with_rows(*ROWS, "四、结转 | 0 | 0 | 0") == [f"{heading}：新增第6行（四、结转）"]
    assert with_rows(*ROWS[:2], *ROWS[3:], ROWS[2]) == [f"{heading}：第3行（一、本年新收申请数量）移到第5行"]


def test_a_column_that_came_is_named_and_the_merge_above_it_is_not() -> None:
    (line,) = with_rows(
        "# v 项目 | =4 申请人情况",
        "# ^ | 自然人 | 商业企业 | 科研机构 | 总计",
        "一、本年新收申请数量 | 1 | 3 | 0 | 4",
        "二、上年结转申请数量 | 0 | 0 | 0 | 0",
        "三、办结 | 1 | 3 | 0 | 4",
    )
    assert line == "二、收到和处理申请情况：新增第4列（科研机构）"


def test_merges_are_named() -> None:
    lines = with_rows("# v 项目 | =2 申请人情况 | ", *ROWS[1:])
    assert lines == ["二、收到和处理申请情况 · 第1行第2列：合并范围 1 行 3 列 → 1 行 2 列"]
    lines = with_rows("# 项目 | =3 申请人情况", "# | 自然人 | 商业企业 | 总计", *ROWS[2:])
    assert lines == ["二、收到和处理申请情况 · 第1行第1列：合并范围 2 行 1 列 → 1 行 1 列"]


def test_a_figure_that_a_merge_swallows_is_not_lost() -> None:
    lines = with_rows(*ROWS[:2], "一、本年新收申请数量 | =2 1 | 4", *ROWS[3:])
    assert "二、收到和处理申请情况 · 商业企业 · 第3行（一、本年新收申请数量）：3并入邻格，邻格为1" in lines


def test_a_group_that_grows_by_a_row_did_not_change_its_merge() -> None:
    old = table("v 不予公开 | 1.国家秘密 | 2", "^ | 2.内部事务 | 3")
    new = table("v 不予公开 | 1.国家秘密 | 2", "^ | 2.内部事务 | 3", "^ | 3.行政查询 | 0")
    assert changes(FIRST + old, FIRST + new) == ["一、总体情况：新增第3行（3.行政查询）"]


@pytest.mark.parametrize(
    ("xml", "with_this", "line"),
    [
        (
            paragraph("制发文件3件。"),
            paragraph("制发文件3件。", properties='<w:jc w:val="center"/>'),
            "一、总体情况 第2段：对齐 未设 → 居中",
        ),
        (
            paragraph("制发文件3件。"),
            paragraph("制发文件3件。", run='<w:rFonts w:eastAsia="楷体"/>'),
            "一、总体情况 第2段：中文字体 未设 → 楷体",
        ),
        (
            "<w:tblPr></w:tblPr>",
            '<w:tblPr><w:tblBorders><w:top w:val="double" w:sz="4"/></w:tblBorders></w:tblPr>',
            "二、收到和处理申请情况 · 整个表格：表边框 未设 → 上 双线 0.5 磅",
        ),
        (
            "<w:tcPr></w:tcPr>" + paragraph("1"),
            '<w:tcPr><w:shd w:fill="D9D9D9"/></w:tcPr>' + paragraph("1"),
            "二、收到和处理申请情况 · 自然人 · 第3行（一、本年新收申请数量）：底纹 未设 → D9D9D9",
        ),
    ],
)
def test_formatting_is_named_in_words(xml: str, with_this: str, line: str) -> None:
    assert after((xml, with_this)) == [line]


def test_a_change_of_style_is_named() -> None:
    assert after((paragraph("制发文件3件。"), paragraph("制发文件3件。", style="h1"))) == [
        "一、总体情况 第2段：样式 未设 → heading 1"
    ]


def test_formatting_of_a_piece_names_the_piece() -> None:
    bold = paragraph("制发").replace(
        "</w:p>", "<w:r><w:rPr><w:b/></w:rPr><w:t>文件3件</w:t></w:r><w:r><w:t>。</w:t></w:r></w:p>"
    )
    assert after((paragraph("制发文件3件。"), bold)) == ["一、总体情况 第2段 “文件3件”：加粗 未设 → 是"]


def test_one_look_changed_in_many_cells_is_one_line() -> None:
    new = TABLE.replace("<w:tcPr></w:tcPr>", '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>')
    (line,) = after((TABLE, new))
    assert line.startswith("二、收到和处理申请情况 · 表中：")
    assert "垂直对齐 未设 → 居中" in line


def test_page_and_styles_are_named() -> None:
    old = describe(docx_of(BODY))
    assert compare(old, describe(docx_of(BODY, page=PAGE.replace("2098", "2381")))) == [
        "页面：上边距 37 毫米 → 42 毫米"
    ]
    styled = STYLES.replace('w:eastAsia="黑体"', 'w:eastAsia="楷体"')
    assert compare(old, describe(docx_of(BODY, styles=styled))) == ["样式“heading 1”：中文字体 黑体 → 楷体"]


def test_headers_have_their_own_place() -> None:
    old, new = (docx_of(BODY, parts={"header": paragraph(text)}) for text in ("内部资料", "公开资料"))
    assert compare(describe(old), describe(new)) == ["页眉 第1段：“内部资料” → “公开资料”"]


def test_equal_labels_are_told_apart_by_what_stands_above_them() -> None:
    rows = ("# =2 行政复议 | =2 行政诉讼", "# 维持 | 纠正 | 维持 | 纠正", "0 | 0 | 0 | 0")
    (line,) = changes(FIRST + table(*rows), FIRST + table(*rows[:2], "0 | 0 | 2 | 0"))
    assert line == "一、总体情况 · 行政诉讼 · 维持 · 第3行：0 → 2"


def test_a_label_may_stand_in_the_middle_of_a_table() -> None:
    rows = ("=2 第（一）项", "内容 | 件数", "规章 | 1", "=2 第（五）项", "内容 | 决定数量", "许可 | 126")
    (line,) = changes(FIRST + table(*rows), FIRST + table(*rows[:5], "许可 | 127"))
    assert line == "一、总体情况 · 决定数量 · 第6行（许可）：126 → 127"


def test_several_tables_below_one_heading_are_counted() -> None:
    (line,) = changes(FIRST + TABLE + table("甲 | 1"), FIRST + TABLE + table("甲 | 2"))
    assert line.startswith("一、总体情况 第2个表 · ")


def test_paragraphs_in_a_cell_are_counted() -> None:
    def cell(text: str) -> str:
        return table("说明").replace("</w:tc>", f"{paragraph(text, run='<w:b/>')}</w:tc>")

    (line,) = changes(FIRST + cell("甲"), FIRST + cell("乙"))
    assert line == "一、总体情况 · 第1行第1列 第2段：“甲” → “乙”"
