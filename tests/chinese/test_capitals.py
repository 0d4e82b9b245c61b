from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gk_docs.chinese.capitals import format_capitals, parse_capitals
from gk_docs.chinese.numerals import LIMIT

CENTS = st.integers(0, 10**16).map(lambda cents: Decimal(cents).scaleb(-2))


@given(CENTS, st.booleans())
def test_an_amount_is_read_back_to_the_cent(yuan: Decimal, prefix: bool) -> None:  # noqa: FBT001 - drawn by Hypothesis
    assert parse_capitals(format_capitals(yuan, prefix=prefix)) == yuan


def test_every_amount_to_a_thousand_yuan_is_read_back() -> None:
    for cents in range(0, 100_000, 3):
        yuan = Decimal(cents).scaleb(-2)
        assert parse_capitals(format_capitals(yuan)) == yuan


@given(st.integers(0, 10**11 - 1))
def test_amounts_agree_with_cn2an(cents: int) -> None:
    # Up to here a float still holds every cent, so that its truncation cannot show.
    assert format_capitals(Decimal(cents).scaleb(-2)) == cn2an.an2cn(f"{cents // 100}.{cents % 100:02}", "rmb")


@given(st.integers(0, 10**12 - 1))
def test_whole_yuan_agree_with_the_capitals_of_cn2an(yuan: int) -> None:
    assert format_capitals(yuan) == f"{cn2an.an2cn(yuan, 'up')}元整"


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        ("123", "壹佰贰拾叁元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("0", "零元整"),
        ("0.50", "伍角"),
        ("0.05", "伍分"),
        ("10", "壹拾元整"),
        ("592372449", "伍亿玖仟贰佰叁拾柒万贰仟肆佰肆拾玖元整"),
    ],
)
def test_amounts_follow_the_rules_for_filling_in_bills(yuan: str, capitals: str) -> None:
    assert format_capitals(Decimal(yuan)) == capitals
    assert parse_capitals(capitals) == Decimal(yuan)


@pytest.mark.parametrize(
    ("capitals", "yuan"),
    [
        ("壹佰贰拾叁圆正", "123"),
        ("人民币：陸億萬元整", None),
        ("人民币陸億元整", "600000000"),
        ("壹仟陆佰捌拾元零叁角贰分", "1680.32"),
        ("零元伍角整", "0.50"),
        ("壹元零角伍分", "1.05"),
        ("拾元整", "10"),
        ("壹萬貳仟參佰圓", "12300"),
        (" 人民币 壹佰 元整 ", "100"),
        ("伍角整", "0.50"),
    ],
)
def test_the_permitted_variants_are_read(capitals: str, yuan: str | None) -> None:
    if yuan is None:
        with pytest.raises(ValueError, match="不是"):
            parse_capitals(capitals)
    else:
        assert parse_capitals(capitals) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "整",
        "人民币",
        "一百元整",
        "100元",
        "壹佰",
        "壹佰贰",
        "壹元贰分整",
        "壹佰元整整",
        "壹角壹元",
        "拾角",
        "壹" * 90,
    ],
)
def test_what_is_no_amount_in_capitals_is_refused_in_chinese(text: str) -> None:
    with pytest.raises(ValueError, match="不是"):
        parse_capitals(text)


@pytest.mark.parametrize("yuan", ["0.995", "-1", "1E-3", "NaN", str(LIMIT)])
def test_an_amount_that_cannot_be_written_is_refused_and_never_cut_off(yuan: str) -> None:
    with pytest.raises(ValueError, match=r"金额|确定"):
        format_capitals(Decimal(yuan))


def test_trailing_zeros_are_not_smaller_than_a_cent() -> None:
    assert format_capitals(Decimal("1.200000")) == "壹元贰角"


def test_a_float_is_a_wrong_call() -> None:
    with pytest.raises(TypeError):
        format_capitals(0.1)  # type: ignore[arg-type]  # the wrong type is the point
