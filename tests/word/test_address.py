"""Every tag keeps its place through what docxtpl does to the XML."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from gk_docs.word.address import Address
from gk_docs.word.tags import elements, find_tags, mark, unmark


def test_elements_are_counted_as_a_reader_counts() -> None:
    cell = "<w:tc><w:p/><w:p><w:r/></w:p></w:tc>"
    xml = f"<w:p/><w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl><w:p/><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    words = [str(item.address) for item in elements(xml, "正文") if item.kind == "p"]
    assert words == [
        "正文 · 第1段",
        "正文 · 表格1 · 第1行 · 第1格",
        "正文 · 表格1 · 第1行 · 第1格 · 第2段",
        "正文 · 表格1 · 第1行 · 第2格",
        "正文 · 表格1 · 第1行 · 第2格 · 第2段",
        "正文 · 第2段",
        "正文 · 表格2 · 第1行 · 第1格",
        "正文 · 表格2 · 第1行 · 第1格 · 第2段",
    ]


def test_a_table_within_a_cell_is_named_within_it() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    xml = f"<w:tbl><w:tr/><w:tr><w:tc><w:p/>{inner}</w:tc></w:tr></w:tbl>"
    assert elements(xml, "正文")[-1].address == Address("正文", ((1, 2, 1), (1, 1, 1)), 1)


@given(
    st.lists(
        st.sampled_from(["{{ a }}", "{% if a %}", "{%- endif -%}", "{# c #}", "甲", "<w:p>", "</w:p>", "{{r b }}"])
    )
)
def test_marks_leave_no_trace(pieces: list[str]) -> None:
    xml = "".join(pieces)
    source = unmark(mark(xml, "正文").xml)
    assert re.sub(r"(\{\{|\{%)([-+]?)\n", r"\1\2", source.text) == xml


@given(st.lists(st.sampled_from(["{{ a }}", "{% if a %}", "甲\n", "<w:p>", "</w:p>"]), max_size=30))
def test_every_tag_keeps_its_number_by_its_line(pieces: list[str]) -> None:
    xml = "".join(pieces)
    tags, source = find_tags(xml, "正文"), unmark(mark(xml, "正文").xml)
    assert [source.number_at(line) for line in source.lines] == list(range(len(tags)))


def test_marks_survive_what_docxtpl_moves() -> None:
    marked = mark("<w:tc>{% colspan n %}</w:tc><w:p>{%p if a % 2 %}</w:p>", "正文").xml
    assert "a % 2" not in marked  # hidden from docxtpl's expression, which would stop at the sign
    assert unmark(marked).text == "<w:tc>{%\n colspan n %}</w:tc><w:p>{%\np if a % 2 %}</w:p>"
