from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.numerals import format_number
from gk_docs.chinese.scale import format_scaled, parse_scaled, yuan_to_wan

AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6)


@given(AMOUNTS)
def test_a_scaled_figure_is_read_back_to_the_last_digit(number: Decimal) -> None:
    assert parse_scaled(format_scaled(number)) == number


@given(AMOUNTS, st.integers(0, 4))
def test_a_rounded_figure_has_the_unit_that_suits_it(number: Decimal, places: int) -> None:
    text = format_scaled(number, places)
    figure = Decimal(text.rstrip("万亿"))
    unit = text.lstrip("-.0123456789")
    assert abs(figure) < 10_000 or unit == "万亿"
    assert abs(figure) >= 1 or not unit
    assert abs(parse_scaled(text) - number) * 2 <= parse_scaled(f"1{unit}").scaleb(-places)


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("12345678", None, "1234.5678万"),
        ("345000000", None, "3.45亿"),
        ("99999999", 2, "1亿"),
        ("99995000", 0, "1亿"),
        ("99994999", 0, "9999万"),
        ("9999.5", 0, "1万"),
        ("50000000", 0, "5000万"),
        ("999999999999", 1, "1万亿"),
        ("1000000000000", None, "1万亿"),
        ("0", None, "0"),
        ("-12000", None, "-1.2万"),
        ("0.000001", None, "0.000001"),
        ("12500", 0, "1万"),
        ("15000", 0, "2万"),
        ("0.5", 0, "1"),
    ],
)
def test_the_unit_is_chosen_again_after_rounding(number: str, places: int | None, text: str) -> None:
    assert format_scaled(Decimal(number), places) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3.5万", "35000"),
        ("１．２万", "12000"),
        ("1.2万亿", "1200000000000"),
        ("59237.2449", "59237.2449"),
        ("59,237.2449万", "592372449"),
        ("1万2千", "12000"),
        ("1万2000", "12000"),
        ("1万零2", "10002"),
        ("10亿零817万5288", "1008175288"),
        ("3亿4500万", "345000000"),
        ("3千万", "30000000"),
        ("5百", "500"),
        ("一百二十三", "123"),
        ("一万二", "12000"),
        ("-1.2万", "-12000"),
        ("12 345", "12345"),
    ],
)
def test_figures_of_every_style_are_read(text: str, number: str) -> None:
    assert parse_scaled(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万",
        "1万2",
        "1万20000",
        "1千2万",
        "1万2亿",
        "3.5万2千",
        "1.2.3",
        "1,23万",
        "abc",
        "1e5",
        "十3万",
        "零5",
        "1" * 65,
    ],
)
def test_what_is_no_figure_or_two_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是|两种读法"):
        parse_scaled(text)


@given(st.integers(0, 10**15))
def test_words_and_figures_are_read_alike(number: int) -> None:
    assert parse_scaled(format_number(number)) == parse_scaled(str(number)) == parse_scaled(f"{number:,}") == number


@given(AMOUNTS)
def test_yuan_becomes_wan_exactly(yuan: Decimal) -> None:
    assert yuan_to_wan(yuan) * 10_000 == yuan


@given(st.decimals(min_value=0, max_value=10**14, places=2))
def test_an_amount_to_the_fen_is_plain_in_wan(yuan: Decimal) -> None:
    assert "E" not in str(yuan_to_wan(yuan))
