from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.growth import format_growth, format_percent

COUNTS = st.integers(0, 10**9)
POSITIVE = st.integers(1, 10**9)


@given(COUNTS, POSITIVE, st.integers(0, 4))
def test_a_share_is_the_nearest_and_a_half_goes_up(part: int, whole: int, places: int) -> None:
    exact = Fraction(part * 100, whole) * 10**places
    nearest = (exact + Fraction(1, 2)).__floor__()
    assert Decimal(format_percent(part, whole, places).removesuffix("%")) == Decimal(nearest).scaleb(-places)


@given(COUNTS, POSITIVE, st.integers(0, 3), st.booleans())
def test_growth_is_read_back_as_written(now: int, before: int, places: int, zeros: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    said = format_growth(now, before, places, zeros=zeros)
    size = Decimal("0" if said.endswith("持平") else said.removeprefix("同比")[2:].removesuffix("%"))
    rate = -size if "下降" in said else size
    assert abs(rate - Decimal(now * 100) / before + 100) <= Decimal("0.50001").scaleb(-places)
    assert not rate or (rate > 0) == (now > before)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (9, 8, "同比增长12.5%"),
        (92, 100, "同比下降8%"),
        (0, 7, "同比下降100%"),
        (5, 5, "与上年持平"),
        (0, 0, "与上年持平"),
        (5, 0, "上年为0，本年增加5"),
        (100_001, 100_000, "与上年基本持平"),
        (3646, 3607, "同比增长1.1%"),
    ],
)
def test_growth_is_worded_as_reports_word_it(now: int, before: int, text: str) -> None:
    assert format_growth(now, before) == text


def test_zeros_are_dropped_or_kept_as_asked() -> None:
    assert format_percent(1, 2, 2) == "50%"
    assert format_percent(1, 2, 2, zeros=True) == "50.00%"
    assert format_growth(92, 100, 2, zeros=True) == "同比下降8.00%"


def test_nothing_is_divided_by_nothing() -> None:
    with pytest.raises(ValueError, match="总数为0"):
        format_percent(0, 0)
    with pytest.raises(ValueError, match="负数"):
        format_growth(1, -1)
    with pytest.raises(TypeError):
        format_growth(0.1, 1)  # type: ignore[arg-type]  # the wrong type is the point
