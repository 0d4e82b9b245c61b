"""What a clerk is told to write for a figure that was typed with a unit: never another amount than was meant."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.authored.authored_example import changed, problem
from tests.workbook.test_filled_in import nothing_happened, refusal, typed

from gk_docs.authored.scalars import figure
from gk_docs.chinese.capitals import format_capitals
from gk_docs.chinese.exact import format_plain, shifted
from gk_docs.chinese.numerals import format_number
from gk_docs.chinese.scale import format_scaled
from gk_docs.errors import InvalidReport
from gk_docs.form.amounts import MONEY, how_to_write
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Callable

CENTS = st.integers(0, 10**13).map(lambda cents: Decimal(cents).scaleb(-2))
DRESSES = (
    lambda yuan: f"{format_plain(yuan)}元",
    lambda yuan: f"{format_plain(yuan)} 元整",
    lambda yuan: f"人民币{yuan:,}元",
    lambda yuan: f"{format_scaled(yuan)}元",
    lambda yuan: f"{format_plain(shifted(yuan, -4))}万元",
    lambda yuan: f"{format_plain(shifted(yuan, -8))}亿元",
    lambda yuan: f"{format_plain(shifted(yuan, -3))}千元",
    lambda yuan: f"{format_number(int(yuan))}元",
    lambda yuan: format_capitals(int(yuan), prefix=True),
)


@given(CENTS, st.sampled_from(DRESSES), st.sampled_from(sorted(MONEY)))
def test_an_amount_with_a_unit_is_answered_with_the_same_amount_in_the_unit_of_the_cell(
    yuan: Decimal, dress: Callable[[Decimal], str], unit: str
) -> None:
    text = dress(yuan)
    meant = yuan if format_plain(yuan) in text or "," in text or "." in text else Decimal(int(yuan))
    mend = how_to_write(text, unit)
    assert mend
    number = re.search(r"请写 ([0-9.]+)$", mend)
    assert number, mend
    assert figure(number[1], unit) == shifted(meant, -MONEY[unit])


@pytest.mark.parametrize(
    ("typed", "unit", "mend"),
    [
        ("15000元", "万元", "15000元是1.5万元，请写 1.5"),
        ("15000元", "元", "不要写单位，请写 15000"),
        ("1.5亿元", "万元", "1.5亿元是15000万元，请写 15000"),
        ("一万五千元", "万元", "一万五千元是1.5万元，请写 1.5"),
        ("1.5万", "万元", "若是15000元，请写 1.5；若是15000万元，请写 15000"),
        ("1.5万", "元", "请写 15000"),
        ("￥1.5", "万元", "若是1.5元，请写 0.00015；若是1.5万元，请写 1.5"),
        ("1。5", "万元", "若是1.5元，请写 0.00015；若是1.5万元，请写 1.5"),
        ("￥1,500", "元", "请写 1500"),
        ("9.", "件", "请写 9"),
        ("“12”", "件", "请写 12"),
        ("3万件", "件", "不要写单位，请写 30000"),
        ("12份", "件", "这里的单位是件：确是12件，请写 12"),
        ("12①", "件", "这里的单位是件：确是12件，请写 12"),
        ("1\u200b98", "件", "其中有看不见的字符，请删去这一格的内容，重新写 198"),
        ("2Ｏ", "件", "其中的字母不是数字：确是20件，请写 20"),
        ("1,2345", "件", "逗号的位置不对，请写不带逗号的确切数字"),
    ],
)
def test_the_mend_of_a_unit(typed: str, unit: str, mend: str) -> None:
    assert how_to_write(typed, unit) == mend


@pytest.mark.parametrize(
    "typed", ["15000美元", "$15000", "约1.5万元", "10余万元", "12件", "15000元5角", "-3元", "0.001元"]
)
def test_what_cannot_be_converted_exactly_is_asked_for_and_no_number_is_named(typed: str) -> None:
    assert str(how_to_write(typed, "万元")).startswith("请写以万元计的确切数字")


@pytest.mark.parametrize(
    "typed",
    [
        *("12元", "￥12", "十余件", "十几", "12人次", "12%", "12k", "①", "Ⅻ", "是", "12-13"),
        *("12 3", "①②"),
    ],
)
def test_a_count_is_never_made_of_an_amount_a_note_mark_or_a_doubtful_number(typed: str) -> None:
    assert str(how_to_write(typed, "件")).startswith("请写以件计的确切数字")


def test_every_way_in_gives_the_same_mend() -> None:
    mend = "15000元是1.5万元，请写 1.5"
    assert problem(changed("行政事业性收费: 1.50", "行政事业性收费: 15000元")).mend == mend
    assert mend in refusal(typed(nothing_happened(), "active_disclosure.fees", "15000元"))
    with pytest.raises(InvalidReport) as caught:
        AnnualReport.from_figures({"active_disclosure.fees": "15000元"}, agency="甲镇", year=2024)
    assert caught.value.problems[0].mend == mend
