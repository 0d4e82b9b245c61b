from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.exact import exact, format_plain, plain, rounded, shifted

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30, places=12)


@given(NUMBERS)
def test_plain_keeps_the_value_and_has_no_exponent_or_trailing_zero(number: Decimal) -> None:
    text = format_plain(number)
    assert Decimal(text) == number
    assert "E" not in text.upper()
    assert "." not in text or not text.endswith(("0", "."))
    assert plain(number) == number


@given(NUMBERS, st.integers(-8, 8))
def test_shifting_there_and_back_loses_nothing_whatever_the_context(number: Decimal, places: int) -> None:
    with localcontext() as context:
        context.prec = 3
        moved = shifted(shifted(number, places), -places)
    assert moved == number


@given(NUMBERS, st.integers(0, 6))
def test_rounding_is_half_up_to_the_nearest(number: Decimal, places: int) -> None:
    result = rounded(number, places)
    assert abs(result - number) * 2 <= Decimal(1).scaleb(-places)
    assert result.as_tuple().exponent == -places


def test_a_half_goes_away_from_zero() -> None:
    assert [rounded(Decimal(text), 1) for text in ("0.25", "0.35", "-0.25")] == [
        Decimal("0.3"),
        Decimal("0.4"),
        Decimal("-0.3"),
    ]


@pytest.mark.parametrize("number", [0.1, True, "1", None])
def test_what_is_not_exact_is_a_wrong_call(number: object) -> None:
    with pytest.raises(TypeError, match="应为 int 或 Decimal"):
        exact(number)  # type: ignore[arg-type]  # the wrong type is the point


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1E+999999", "1E-999999"])
def test_what_cannot_be_written_out_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"不是确定的数|数字太长"):
        format_plain(Decimal(text))


def test_a_negative_number_of_decimals_is_refused() -> None:
    with pytest.raises(ValueError, match="小数位数"):
        rounded(1, -1)
