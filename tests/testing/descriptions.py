"""Hypothesis strategies for the descriptions of documents in `gk_docs.testing`."""

from __future__ import annotations

from hypothesis import strategies as st

from gk_docs.testing.description import (
    Block,
    Description,
    DocCell,
    DocParagraph,
    DocPiece,
    DocRow,
    DocTable,
)

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t"), max_size=12)
WORDS = st.sampled_from(["", "甲", "乙", "甲镇", "3", "4"])
FORMATS = st.dictionaries(st.sampled_from(["字号", "对齐", "底纹"]), TEXTS, max_size=2)
FIGURES = st.integers(0, 2000).map(str) | st.sampled_from(["007", "1_000", "1.5", "是", "null"])


def paragraphs(texts: st.SearchStrategy[str]) -> st.SearchStrategy[DocParagraph]:
    """Paragraphs, some of them divided into pieces of different formats."""
    looks = st.lists(FORMATS, min_size=2, max_size=3, unique_by=lambda look: tuple(sorted(look.items())))
    pieces = looks.flatmap(
        lambda each: st.tuples(*(st.builds(DocPiece, texts.filter(bool), st.just(look)) for look in each))
    )
    plain = st.builds(DocParagraph, texts, FORMATS, st.none() | st.integers(0, 9))
    return plain | pieces.map(lambda cut: DocParagraph("".join(piece.text for piece in cut), {}, None, cut))


@st.composite
def tables(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> DocTable:
    """Tables, some with gaps between their cells."""
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        column, cells = 0, []
        for _ in range(draw(st.integers(1, 3))):
            column += draw(st.integers(0, 1))
            span = draw(st.integers(1, 3))
            content = draw(st.lists(paragraphs(texts), max_size=1))
            text = content[0].text if content else draw(texts | FIGURES)
            cells.append(DocCell(text, column, draw(FORMATS), 1, span, tuple(content)))
            column += span
        rows.append(DocRow(tuple(cells), draw(FORMATS)))
    return DocTable(tuple(rows), draw(FORMATS))


def descriptions(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Description]:
    """Whole documents: some styles, and up to three blocks each in the body and the header."""
    blocks: st.SearchStrategy[Block] = st.one_of(paragraphs(texts), tables(texts))
    return st.builds(
        Description,
        st.dictionaries(texts, st.dictionaries(st.just("字号"), TEXTS, min_size=1), max_size=2),
        st.dictionaries(
            st.sampled_from(["正文", "页眉"]), st.lists(blocks, min_size=1, max_size=3).map(tuple), max_size=2
        ),
    )
