import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from gk_docs.chinese.text import illegal, width


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\x0b", "控制字符 U+000B"),
        ("\x00", "控制字符 U+0000"),
        ("\r", "回车符 U+000D"),
        ("\ud800", "不成对的代理码位 U+D800"),
        ("\ufffe", "非字符 U+FFFE"),
        ("\uffff", "非字符 U+FFFF"),
    ],
)
def test_what_xml_cannot_hold_is_named_with_its_place(char: str, name: str) -> None:
    assert list(illegal(f"甲乙{char}丙")) == [(2, char, name)]


def test_rare_and_special_characters_are_text() -> None:
    assert not list(illegal("甲 & 乙 < > \" ' \t\n 𣲗 😀 \u3000 \xa0 \x85 \u2028"))


@given(st.characters())
def test_legal_is_what_an_xml_parser_gives_back(char: str) -> None:
    element = etree.Element("t")
    try:
        element.text = f"a{char}b"
        held = etree.fromstring(etree.tostring(element, encoding="utf-8").replace(b"&#13;", b"\r")).text == f"a{char}b"
    except (ValueError, UnicodeEncodeError):
        held = False
    assert (not list(illegal(char))) == held


@given(st.text(), st.text())
def test_width_of_a_joined_text_is_the_sum(left: str, right: str) -> None:
    assert width(left + right) == width(left) + width(right)


def test_width_counts_cells() -> None:
    assert width("西集镇2023") == 10
    assert width("ｅ\u0301") == 2
    assert width("“甲”") == 6
    assert width("\u200b") == 0
    assert width("𣲗😀") == 4


@given(st.characters())
def test_a_character_takes_at_most_two_cells(char: str) -> None:
    assert width(char) in {0, 1, 2}
    if unicodedata.east_asian_width(char) == "W":
        assert width(char) == 2
