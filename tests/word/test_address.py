"""Every tag keeps its place, however Word has cut it."""

from __future__ import annotations

from itertools import pairwise

from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gk_docs.word.markup.address import Address
from gk_docs.word.markup.tags import TaggedPart, W, placed


def root(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:body {nsdecls('w')}>{xml}</w:body>")


def test_elements_are_counted_as_a_reader_counts() -> None:
    cell = "<w:tc><w:p/><w:p><w:r/></w:p></w:tc>"
    xml = f"<w:p/><w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl><w:p/><w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    words = [str(address) for element, address in placed(root(xml), "正文") if element.tag == f"{W}p"]
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
    assert list(placed(root(xml), "正文"))[-1][1] == Address("正文", ((1, 2, 1), (1, 1, 1)), 1)


def test_what_stands_in_a_text_box_is_counted_within_it() -> None:
    content = "<w:p/><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>"
    box = f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"
    words = [str(address) for element, address in placed(root(f"<w:p/><w:p>{box}{box}</w:p>"), "正文", f"{W}p")]
    inside = [f"正文 · 第2段 · 文本框 · {place}" for place in ("第1段", "表格1 · 第1行 · 第1格", "第2段")]
    assert words == ["正文 · 第1段", "正文 · 第2段", *inside, *inside]


TEXTS = st.sampled_from(["{{ a }}", "{% if a %}", "{%- endif -%}", "{# c #}", "甲", "{{r '}}' }}", "{甲", "%}"])


@given(pieces=st.lists(TEXTS, max_size=8), cuts=st.sets(st.integers(1, 60)))
def test_a_tag_is_one_tag_wherever_word_cuts_it(pieces: list[str], cuts: set[int]) -> None:
    text = "".join(pieces)
    at = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    runs = (f"<w:r><w:t>{text[start:end]}</w:t></w:r>" for start, end in pairwise(at))
    part = TaggedPart(root(f"<w:p>{''.join(runs)}</w:p>"), "正文")
    whole = [piece for piece in pieces if piece not in ("甲", "{甲", "%}")]
    assert [tag.text for tag in part.tags] == whole
    source = part.source(etree.tostring(part.root, encoding="unicode"))
    assert [source.number_at(line) for line in source.lines] == [n for n, tag in enumerate(whole) if tag[:2] != "{#"]
    assert part.typed("".join(map(str, part.root.itertext()))) == text
