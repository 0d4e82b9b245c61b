from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.approximate import approximation, format_approximate, parse_few
from gk_docs.chinese.quantity import Quantity, find_quantities


def read(text: str) -> list[Quantity]:
    """The quantities of a text that counts 件."""
    number, about, rest = text.partition("左右")
    return [*find_quantities(f"{number}件{about}{rest}")]


@pytest.mark.parametrize(
    ("text", "value", "word", "low", "high"),
    [
        ("80余", 80, "余", 80, 90),
        ("1200余", 1200, "余", 1200, 1300),
        ("14万余", 140_000, "余", 140_000, 150_000),
        ("20余万", 200_000, "余", 200_000, 300_000),
        ("3.5万余", 35_000, "余", 35_000, 36_000),
        ("100多", 100, "多", 100, 200),
        ("十余", 10, "余", 10, 20),
        ("三十多万", 300_000, "多", 300_000, 400_000),
        ("万余", 10_000, "余", 10_000, 20_000),
        ("近百", 100, "近", 0, 100),
        ("近5000", 5000, "近", 4000, 5000),
        ("约300", 300, "约", 200, 400),
        ("300左右", 300, "左右", 200, 400),
        ("超1.2万", 12_000, "超", 12_000, None),
        ("上千", 1000, "上", 1000, None),
        ("不足10", 10, "不足", 0, 10),
        ("十几", 10, "几", 11, 19),
        ("二十几", 20, "几", 21, 29),
        ("几十", 10, "几", 20, 99),
        ("数百", 100, "数", 200, 999),
        ("几十万", 100_000, "几", 200_000, 999_999),
        ("三四十", 30, "两数连用", 30, 40),
        ("十五六", 15, "两数连用", 15, 16),
        ("两三", 2, "两数连用", 2, 3),
        ("七八千", 7000, "两数连用", 7000, 8000),
    ],
)
def test_an_approximate_number_stands_for_a_span(text: str, value: int, word: str, low: int, high: int | None) -> None:
    (found,) = read(text)
    span = Decimal(low), None if high is None else Decimal(high)
    assert (found.value, found.approximate, found.low, found.high) == (Decimal(value), word, *span)


@pytest.mark.parametrize("text", ["", "80", "余", "几", "一百", "三五十", "二〇余", "甲余", "约", "九十"])
def test_an_exact_number_or_no_number_is_not_approximate(text: str) -> None:
    assert not [found for found in read(text) if found.approximate]


@given(st.integers(0, 10**12), st.sampled_from("余多超近约"), st.none() | st.integers(1, 4))
def test_what_is_written_approximately_agrees_with_the_number(number: int, word: str, digits: int | None) -> None:
    text = format_approximate(number, word, digits)
    (found,) = read(text)
    assert found.agrees(number)
    assert word in text or found.value == number


@pytest.mark.parametrize(("number", "word", "digits"), [(-1, "余", None), (1, "几", None), (1, "余", 0)])
def test_what_cannot_be_written_approximately_is_refused(number: int, word: str, digits: int | None) -> None:
    with pytest.raises(ValueError, match="写不成概数"):
        format_approximate(number, word, digits)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="不是表示概数的词"):
        approximation(Decimal(1), "大概")


@given(st.text(alphabet="几数十百千万亿一二三余近", max_size=8))
def test_few_is_read_or_left(text: str) -> None:
    found = parse_few(text)
    assert found is None or (found.high is not None and found.low <= found.high)
