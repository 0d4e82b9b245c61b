"""The reviewable text holds the whole description."""

from hypothesis import given, settings
from tests.strategies import EXAMPLES
from tests.testing.descriptions import TEXTS, descriptions
from tests.testing.documents import docx_of, paragraph, table

from gk_docs.testing.describe import describe
from gk_docs.testing.description import Description
from gk_docs.testing.yaml import dump, load


@settings(max_examples=min(60, EXAMPLES), deadline=None)
@given(descriptions(TEXTS))
def test_what_is_written_reads_back_whole(description: Description) -> None:
    assert load(dump(description)) == description


def test_a_row_is_a_line_and_a_figure_a_figure() -> None:
    text = dump(describe(docx_of(table("v 机构 | =2 件数", "^ | 收到 | 办结", "甲镇 | 3 | 2"))))
    assert "\n      - [{文字: 机构, 跨行: 2}, {文字: 件数, 跨列: 2}]\n" in text
    assert "\n      - [收到, 办结]\n" in text
    assert "\n      - [甲镇, 3, 2]\n" in text


def test_a_paragraph_stays_on_its_line_however_long() -> None:
    long = "收到申请" * 200
    assert f"\n  - 段落: {long}\n" in dump(describe(docx_of(paragraph(long))))
