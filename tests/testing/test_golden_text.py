"""The reviewable text holds the whole description."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.testing.documents import docx_of, paragraph, table

from gk_docs.testing.describe import describe
from gk_docs.testing.description import Block, Description, Paragraph, Piece, Row, Table, TableCell
from gk_docs.testing.golden import dump, load

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=12)
FORMATS = st.dictionaries(st.sampled_from(["字号", "对齐", "底纹"]), TEXTS, max_size=2)
PARAGRAPHS = st.builds(
    Paragraph,
    TEXTS,
    FORMATS,
    st.none() | st.integers(0, 9),
    st.lists(st.builds(Piece, TEXTS, FORMATS), max_size=2).map(tuple),
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables whose cells lie anywhere, also with holes between them, in rows below one another."""
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        column, cells = 0, []
        for _ in range(draw(st.integers(1, 3))):
            column += draw(st.integers(0, 1))
            span = draw(st.integers(1, 3))
            text = draw(TEXTS | st.integers(0, 2000).map(str) | st.sampled_from(["007", "1_000", "1.5", "是", "null"]))
            content = draw(st.lists(PARAGRAPHS, max_size=1)) if draw(st.booleans()) else []
            cells.append(TableCell(text, column, draw(FORMATS), 1, span, tuple(content)))
            column += span
        rows.append(Row(tuple(cells), draw(FORMATS)))
    return Table(tuple(rows), draw(FORMATS))


BLOCKS: st.SearchStrategy[Block] = st.one_of(PARAGRAPHS, tables())
DESCRIPTIONS = st.builds(
    Description,
    st.dictionaries(TEXTS, FORMATS, max_size=2),
    st.dictionaries(TEXTS, st.lists(BLOCKS, max_size=3).map(tuple), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(DESCRIPTIONS)
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
