"""The golden files hold the whole document: one to be reviewed, one to be compared with."""

import pytest
from tests.document.reports import town
from tests.strategies import PNG
from tests.testing.documents import docx_of, paragraph, table

import gk_docs as gk
from gk_docs.form.prose import Paragraph, Picture
from gk_docs.testing.canonical import canonical, package_of
from gk_docs.testing.describe import describe, description_of
from gk_docs.testing.yaml import dump


@pytest.mark.parametrize(
    "body",
    [
        table("v 机构 | =2 件数", "^ | 收到 | 办结", "甲镇 | 3 | 2"),
        paragraph("一、甲", style="h1")
        + paragraph(" 空 格 &amp; &lt;乙&gt;\u2028丙 ", run='<w:b/><w:color w:val="FF0000"/>'),
    ],
)
def test_a_golden_of_the_parts_shows_just_what_the_document_shows(body: str) -> None:
    data = docx_of(body, parts={"header": paragraph("页\n\n眉"), "footnotes": ""})
    assert description_of(package_of(canonical(data))) == describe(data)


def test_so_does_that_of_a_report_with_pictures() -> None:
    data = gk.render(
        town(problems=gk.Problems(lead=gk.Prose([Paragraph(text="甲。"), Picture(data=PNG, caption="图1")]))), "docx"
    )
    assert description_of(package_of(canonical(data))) == describe(data)


def test_a_row_is_a_line_and_a_figure_a_figure() -> None:
    text = dump(describe(docx_of(table("v 机构 | =2 件数", "^ | 收到 | 办结", "甲镇 | 3 | 2"))))
    assert "\n      - [{文字: 机构, 跨行: 2}, {文字: 件数, 跨列: 2}]\n" in text
    assert "\n      - [收到, 办结]\n" in text
    assert "\n      - [甲镇, 3, 2]\n" in text


def test_a_paragraph_stays_on_its_line_however_long() -> None:
    long = "收到申请" * 200
    assert f"\n  - 段落: {long}\n" in dump(describe(docx_of(paragraph(long))))
