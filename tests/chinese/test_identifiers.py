"""Numbers of persons are masked wherever a message quotes them; figures of a table are not."""

from __future__ import annotations

import pytest

from gk_docs.chinese.identifiers import masked


@pytest.mark.parametrize(
    "row",
    [
        "270 197 1235 1918 2730",
        "未读：合计 0 3 197 1235 1918 2730",
        "（七）总计 138 1234 5678 0 0",
        "0 0 0 135 2000 1000",
        "１５ １９７　１２３５　１９１８　２７３０",
    ],
)
def test_a_row_of_figures_is_no_mobile_number(row: str) -> None:
    assert masked(row) == row


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话 138 0013 8000", "电话 138******8000"),
        ("138 1234 5678", "138******5678"),
        ("电话：138 1234 5678 2024年1月", "电话：138******5678 2024年1月"),
        ("甲 138 1013 8000 139 1111 2222", "甲 138******8000 139******2222"),
        ("0471 5550118 138 0013 8000", "0471 5550118 138******8000"),
        ("联系方式 5550118 138 1234 5678", "联系方式 5550118 138******5678"),
        ("270 13800138000 33 44 55", "270 138****8000 33 44 55"),
        ("3 4 5 138-0013-8000 6 7", "3 4 5 138******8000 6 7"),
    ],
)
def test_but_a_mobile_number_among_words_and_numbers_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
