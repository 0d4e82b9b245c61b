from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.growth import format_change, growth_rate


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (0, 0, "与上年持平"),
        (0, 8, "比上年减少8件，下降100.0%"),
        (3, 0, "上年为0，本年增加3件"),
        (0, None, "上年空白，本年0件"),
        (7, None, "上年空白，本年7件"),
        (None, 0, "上年0件，本年空白"),
        (None, None, "上年和本年均空白"),
        (100_001, 100_000, "比上年增加1件，基本持平"),
        (3, -2, "比上年增加5件"),
        (-3, 0, "上年为0，本年减少3件"),
        (Decimal("1.50"), Decimal("1.20"), "比上年增加0.3件，增长25.0%"),
    ],
)
def test_a_change_is_said_with_blanks_and_zeros_in_words(
    now: int | Decimal | None, before: int | Decimal | None, text: str
) -> None:
    assert format_change(now, before, "件") == text


@given(st.integers(0, 10**15), st.integers(1, 10**15))
def test_the_rate_is_the_nearest_and_a_half_goes_up(now: int, before: int) -> None:
    rate = growth_rate(now, before)
    assert rate is not None
    size = Fraction(abs(now - before) * 1000, before)
    assert abs(rate) * 10 == (size + Fraction(1, 2)).__floor__()
    assert not rate or (rate > 0) == (now > before)


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_the_rate_in_words_is_read_back(now: int, before: int) -> None:
    *_, said = format_change(now, before, "件").split("，")
    size = Decimal("0" if said.endswith("持平") else said[2:].removesuffix("%"))
    assert (-size if said.startswith("下降") else size) == (growth_rate(now, before) or 0)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        format_change(0.5, 1)  # type: ignore[arg-type]  # the slip is the point
