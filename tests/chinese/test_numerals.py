import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import STEP

from gk_docs.chinese.numerals import (
    LIMIT,
    format_digits,
    format_number,
    format_ordinal,
    parse_digits,
    parse_number,
)

BELOW_CN2AN_FAULT = 10**12


def test_every_number_to_a_hundred_thousand_is_read_back() -> None:
    numbers = {*range(0, 100_001, STEP), *range(0, 100_001, 500)}
    assert all(parse_number(format_number(number)) == number for number in numbers)


@given(st.integers(1 - LIMIT, LIMIT - 1))
def test_any_number_is_read_back(number: int) -> None:
    assert parse_number(format_number(number)) == number


@given(st.lists(st.sampled_from("0001259"), min_size=1, max_size=24).map(lambda digits: int("".join(digits))))
def test_a_number_full_of_zeros_is_read_back_and_never_doubles_a_zero(number: int) -> None:
    words = format_number(number)
    assert parse_number(words) == number
    assert "零零" not in words
    assert number == 0 or not words.endswith("零")


def test_counting_words_agree_with_cn2an() -> None:
    for number in (*range(0, 100_001, 7), *range(10_000_000, 2_000_000_000, 9_999_991)):
        assert format_number(number) == cn2an.an2cn(number, "low")


@given(st.integers(0, BELOW_CN2AN_FAULT - 1))
def test_counting_words_agree_with_cn2an_at_random(number: int) -> None:
    assert format_number(number) == cn2an.an2cn(number, "low")
    assert parse_number(cn2an.an2cn(number, "low")) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (10, "十"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10_010, "一万零一十"),
        (100_000, "十万"),
        (1_010_000, "一百零一万"),
        (100_010_000, "一亿零一万"),
        (101_000_000, "一亿零一百万"),
        (10**12, "一万亿"),
        (10**12 + 10**8, "一万零一亿"),
        (10**12 + 1, "一万亿零一"),
        (10**16 - 1, "九千九百九十九万九千九百九十九亿九千九百九十九万九千九百九十九"),
        (10**16, "一亿亿"),
        (-12, "负十二"),
    ],
)
def test_hard_numbers_are_written_by_the_rule(number: int, words: str) -> None:
    assert format_number(number) == words
    assert parse_number(words) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一万二", 12_000),
        ("一万二千五", 12_500),
        ("三亿五", 350_000_000),
        ("一百五", 150),
        ("两", 2),
        ("两百", 200),
        ("两万两千", 22_000),
        ("两千零二十", 2020),
        ("廿三", 23),
        ("卅", 30),
        ("卌五", 45),
        ("一百〇一", 101),
        ("一百○一", 101),
        ("一十二", 12),
        ("一百十二", 112),
        ("一千零十", 1010),
        ("一亿一万", 100_010_000),
        ("一亿零十万", 100_100_000),
        ("１，２３４", 1234),
        ("1,234,567", 1_234_567),
        (" 007 ", 7),
        ("-12", -12),
    ],
)
def test_what_can_be_read_in_one_way_only_is_accepted(text: str, number: int) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "百二十",
        "千",
        "万",
        "一千百",
        "二〇二四",
        "一二三",
        "一百零二十",
        "零五",
        "十百",
        "一十十",
        "二二十",
        "一万万",
        "一万二万",
        "十两",
        "一百零",
        "零零",
        "三点五",
        "3.5万",
        "12,34",
        "1,2345",
        "一1",
        "壹佰",
        "一兆",
        "几十",
        "²",
        "٣",
        "九" * 65,
        "亿" * 10_000,
        "1" * 100_000,
        "一亿亿亿",
    ],
)
def test_what_is_no_number_or_two_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是(完整的数字|数字|规范的汉字数字)|不是数量"):
        parse_number(text)


@given(st.text(alphabet="零〇一二两三九十廿百千万亿", max_size=12))
def test_words_that_are_read_stand_for_what_cn2an_writes(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert parse_number(format_number(number)) == number
    assert number >= BELOW_CN2AN_FAULT or parse_number(cn2an.an2cn(number, "low")) == number


@given(st.integers(1, 10**9))
def test_an_order_is_read_back(number: int) -> None:
    assert parse_number(format_ordinal(number).removeprefix("第")) == number


@given(st.text(alphabet="0123456789", min_size=1))
def test_digits_are_read_back_with_their_leading_zeros(digits: str) -> None:
    words = format_digits(digits)
    assert parse_digits(words) == digits
    assert parse_digits(words.replace("〇", "零")) == digits
    assert "零" not in words


def test_years_differ_from_cn2an_in_the_zero_only() -> None:
    for year in range(1900, 2101):
        assert format_digits(year) == cn2an.an2cn(year, "direct").replace("零", "〇")


@pytest.mark.parametrize("number", [-1, "", "12.5", "二", "²", "٣"])
def test_only_plain_digits_are_written_one_by_one(number: int | str) -> None:
    with pytest.raises(ValueError, match="逐位"):
        format_digits(number)


@pytest.mark.parametrize("number", [LIMIT, -LIMIT])
def test_a_number_beyond_the_limit_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="数字太大"):
        format_number(number)
