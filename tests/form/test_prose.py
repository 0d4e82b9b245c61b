"""Running text: blank lines part paragraphs, the usual numbering makes headings, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose

inked = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"]), min_size=1)


def test_blank_lines_part_paragraphs_and_line_ends_inside_one_close_up() -> None:
    assert Prose("第一段，\n接着写。\n\n\u3000\u3000第二段。\n \nWord and\nExcel").root == (
        Paragraph(text="第一段，接着写。"),
        Paragraph(text="第二段。"),
        Paragraph(text="Word and Excel"),
    )


def test_the_usual_numbering_makes_headings_of_four_levels() -> None:
    prose = Prose("一、总的情况\n\n（一）主动公开\n1.网站建设\n（1）栏目\n正文。")
    assert [(block.level, block.text) for block in prose if isinstance(block, Heading)] == [
        (1, "一、总的情况"),
        (2, "（一）主动公开"),
        (3, "1.网站建设"),
        (4, "（1）栏目"),
    ]
    assert prose[-1] == Paragraph(text="正文。")


def test_but_a_numbered_sentence_is_a_paragraph_of_its_own() -> None:
    prose = Prose("1.加强培训；\n2.健全制度，\n责任到人。")
    assert prose.root == (Paragraph(text="1.加强培训；"), Paragraph(text="2.健全制度，责任到人。"))


def test_numbers_pasted_from_a_list_of_word_lose_their_tab_and_nothing_else_does() -> None:
    prose = Prose("一、\t总的情况\n1.\t加强培训；\n2. 健全\t制度。\n（1）\t\t责任到人。")
    assert [block.text for block in prose] == ["一、总的情况", "1.加强培训；", "2. 健全\t制度。", "（1）责任到人。"]


@pytest.mark.parametrize("bullet", ["•", "● ", "■", "\uf0b7\t", "\uf0d8", "- ", "* ", "· ", "– ", "➢ ", "√ ", "▪"])
def test_items_of_a_pasted_list_of_bullets_are_paragraphs_of_their_own(bullet: str) -> None:
    prose = Prose(f"主要做法是，\n{bullet}建立台账，\n专人负责；\n{bullet}加强审核。\n\n下一段。")
    assert [block.text for block in prose] == [
        "主要做法是，", f"{bullet}建立台账，专人负责；", f"{bullet}加强审核。", "下一段。"
    ]  # fmt: skip


@pytest.mark.parametrize("begins", ["-5℃的", "○二四年", "——政策解读", "·甲", "*甲", "…"])
def test_but_a_line_that_only_looks_like_one_goes_on(begins: str) -> None:
    assert Prose(f"全年公开的信息，\n{begins}信息5条。").root == (Paragraph(text=f"全年公开的信息，{begins}信息5条。"),)


@given(st.lists(inked, min_size=1))
def test_every_character_of_plain_text_stays_in_order(paragraphs: list[str]) -> None:
    prose = Prose("\n\n".join(paragraphs))
    assert "".join(prose.text.split("\n")) == "".join(paragraphs)


@given(st.lists(inked, min_size=1))
def test_text_has_one_line_a_block(paragraphs: list[str]) -> None:
    prose = Prose("\n\n".join(paragraphs))
    assert len(prose.text.split("\n")) == len(prose)


@pytest.mark.parametrize("text", ["甲\x0b", "甲\x00", "\ud800", "\ufffe", "甲\r\n"])
def test_what_no_document_can_hold_is_refused_by_name(text: str) -> None:
    with pytest.raises(ValidationError, match="U\\+"):
        Paragraph(text=text)


@pytest.mark.parametrize("text", ["甲 & 乙 < 丙 >", "𣲗", "😀", "a\tb\nc", "{{ 7*7 }}"])
def test_but_every_legal_character_is_kept(text: str) -> None:
    assert Prose([Paragraph(text=text)]).text == text


def test_a_prose_survives_json_with_pictures_and_tables() -> None:
    picture = Picture(data=b"\x89PNG\r\n\x1a\n\x00\xff", caption="图一")
    prose = Prose([picture, PlainTable(rows=(("甲", "1"), ("乙", "2")))])
    assert Prose.model_validate_json(prose.model_dump_json()) == prose


def test_what_is_neither_png_nor_jpeg_is_no_picture() -> None:
    with pytest.raises(ValidationError, match="不是 PNG 或 JPEG 图片"):
        Picture(data=b"GIF89a")


def test_a_ragged_plain_table_is_refused() -> None:
    with pytest.raises(ValidationError, match="格数须相同"):
        PlainTable(rows=(("甲",), ("乙", "丙")))
