"""What a cell accepts, and what Excel says in Chinese when something else is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_cell_to_rowcol

from gk_docs.authored.workbook.words import BLANK, LARGEST
from gk_docs.form.amounts import MONEY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet


def allow_figures(sheet: Worksheet, cells: Sequence[str], unit: str, *, signed: bool = False) -> None:
    """Let cells take figures of that unit, or the word for a blank.

    Args:
        sheet: The sheet.
        cells: The cells, the one furthest up and left first.
        unit: Their unit.
        signed: Whether they may be negative.
    """
    first, money = cells[0], unit in MONEY
    tests = [f"ISNUMBER({first})", f"ABS(N({first}))<{LARGEST}"]
    tests += [] if signed else [f"N({first})>=0"]
    tests += [] if money else [f"N({first})=INT(N({first}))"]
    kind = "0或正数，可以有小数" if money else "整数，减少的写负数" if signed else "0或正整数"
    rule: dict[str, Any] = {
        "validate": "custom",
        "value": f'=OR(AND({",".join(tests)}),{first}="{BLANK}")',
        "error_title": "这里填数字",
        "error_message": f"请填{kind}（单位：{unit}），不写单位。没有发生的填0；表里确实要空着的，填“{BLANK}”。",
        "other_cells": [[*xl_cell_to_rowcol(cell), *xl_cell_to_rowcol(cell)] for cell in cells[1:]],
    }
    _check(sheet.data_validation(first, rule))


def allow_one_of(sheet: Worksheet, cell: str, words: Iterable[str]) -> None:
    """Let a cell take one of a few words, from a list."""
    rule: dict[str, Any] = {
        "validate": "list",
        "source": list(words),
        "error_title": "请从列表中选择",
        "error_message": "请点击单元格右侧的箭头，从列表中选一个；不清楚的可以空着。",
    }
    _check(sheet.data_validation(cell, rule))


def allow_year(sheet: Worksheet, cell: str, first: int) -> None:
    """Let a cell take a year."""
    rule = {"validate": "integer", "criteria": "between", "minimum": first, "maximum": 9999}
    said = {"error_title": "这里填年度", "error_message": f"请填四位数的年度（不早于{first}年），不写“年”字。"}
    _check(sheet.data_validation(cell, {**rule, **said}))


def _check(result: int) -> None:
    """XlsxWriter drops a rule that breaks Excel's limits with no more than a number."""
    if result != 0:
        raise AssertionError(f"data validation was dropped ({result})")
