"""Compare a figure of two years, or of two versions of a report, in words and as a table.

A blank is never taken for 0, and nothing is divided by 0: growth without a rate is put in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from gk_docs.chinese.exact import exact, format_plain
from gk_docs.chinese.growth import format_change, growth_rate
from gk_docs.form.labels import key_of
from gk_docs.form.narrative import ProcessingFee
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR
from gk_docs.form.prose import PlainTable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from gk_docs.form.model import Model

_BLANK = "空白"
_NO_VALUE = "—"
_TOTAL = "总计"
_GENERAL = (_TOTAL, "其他")  # rows that say nothing without the group that they are in


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the two reports in a sentence.

    Attributes:
        old: The earlier one (上年).
        new: The later one (本年).
    """

    old: str = "上年"
    new: str = "本年"


LAST_YEAR = Names()


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure in two reports.

    Attributes:
        path: Its field path in the new report; in the old one where only that has it.
        words: Its place in the form's own words (表三 · 一、本年新收政府信息公开申请数量 · 自然人).
        unit: 件, 项, 个, 元 or 万元.
        old: What the old report states: a whole number, for money a Decimal, None where the cell is blank.
        new: What the new one states.
        old_printed: Words that stand in the old cell in place of a number, or None.
        new_printed: The same of the new one.
    """

    path: str
    words: str
    unit: str
    old: int | Decimal | None
    new: int | Decimal | None
    old_printed: str | None = None
    new_printed: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the two cells differ, in value or in the words that they print."""
        return (self.old, self.old_printed) != (self.new, self.new_printed)

    @property
    def difference(self) -> Decimal | None:
        """New less old, in `unit`; None where one is blank."""
        return None if self.old is None or self.new is None else exact(self.new) - exact(self.old)

    @property
    def growth(self) -> Decimal | None:
        """By how many percent it grew, to one decimal, half up; None from 0 or blank, and with a negative figure."""
        return None if self.old is None or self.new is None else growth_rate(self.new, self.old)

    @property
    def old_shown(self) -> str:
        """The old cell as text: all digits, the words that it prints, or 空白."""
        return cell_text(self.old, self.old_printed)

    @property
    def new_shown(self) -> str:
        """The new cell as text: all digits, the words that it prints, or 空白."""
        return cell_text(self.new, self.new_printed)

    @property
    def difference_shown(self) -> str:
        """The difference with its sign (+12, −3), 0, or — if one of the two is blank."""
        if self.difference is None:
            return _NO_VALUE
        return _signed(self.difference, format_plain(abs(self.difference)))

    def growth_in(self, names: Names = LAST_YEAR) -> str:
        """The growth with its sign (+25.0%), or why it has no rate (上年为0), with the reports called by `names`."""
        if self.growth is not None:
            return _signed(self.growth, f"{abs(self.growth):f}%")
        if self.old is None:
            return f"{names.old}空白"
        if self.new is None:
            return f"{names.new}空白"
        return _NO_VALUE if self.old or not self.new else f"{names.old}为0"

    def sentence(self, names: Names = LAST_YEAR) -> str:
        """The change as half a sentence.

        >>> FigureChange("active_disclosure.penalties", "表二 · 行政处罚", "件", 48, 60).sentence()
        '比上年增加12件，增长25.0%'
        """
        return format_change(self.new, self.old, self.unit, since=names.old, current=names.new)


def cell_text(value: int | Decimal | None, printed: str | None = None) -> str:
    """A cell as text: the words that it prints in place of a number, else all digits, else 空白.

    >>> cell_text(0), cell_text(None), cell_text(None, "/")
    ('0', '空白', '/')
    """
    if printed is not None:
        return printed or _BLANK
    return _BLANK if value is None else format_plain(value)


def _signed(value: Decimal, size: str) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{size}"


@cache
def row_and_column(form: type[Model], path: str) -> tuple[str, str]:
    """The short names of a figure's row and column; the column is "" where the row has one figure only.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> row_and_column(AnnualReport, "requests.received.business")
    ('本年新收政府信息公开申请数量', '商业企业')
    """
    figures = outline_of(form).figures
    figure = figures.get(path)
    if figure is None:
        return str(ProcessingFee.model_fields[path.rpartition(".")[2]].title), ""
    if not figure.rows:
        return SEPARATOR.join(map(key_of, figure.columns[:-1])), key_of(figure.columns[-1])
    rows = figure.rows[-2:] if key_of(figure.rows[-1]) in _GENERAL else figure.rows[-1:]
    alone = sum(other.rows == figure.rows for other in figures.values()) == 1
    return SEPARATOR.join(map(key_of, rows)), "" if alone else key_of(figure.columns[-1])


def row_words(form: type[Model], path: str) -> str:
    """The short name of a figure, for the first cell of a row about it: 本年新收政府信息公开申请数量 · 自然人.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> row_words(AnnualReport, "requests.received.total"), row_words(AnnualReport, "active_disclosure.penalties")
    ('本年新收政府信息公开申请数量', '行政处罚')
    >>> row_words(AnnualReport, "requests.outcomes.total.business")
    '本年度办理结果 · 总计 · 商业企业'
    """
    row, column = row_and_column(form, path)
    return row if column in ("", _TOTAL) else SEPARATOR.join([row, column])


def year_on_year(
    rows: Iterable[tuple[str, FigureChange]], heads: tuple[str, str], names: Names = LAST_YEAR
) -> PlainTable:
    """A table with the old and new value of each figure, difference and growth; blanks and growth from 0 in words.

    Args:
        rows: What each row is called, with its figure.
        heads: Heads of the two columns of figures (2022年, 2023年).
        names: The names of the reports in the words for growth that has no rate.

    Raises:
        ValueError: If `rows` is empty.
    """
    body = [
        (label, one.unit, one.old_shown, one.new_shown, one.difference_shown, one.growth_in(names))
        for label, one in rows
    ]
    if not body:
        raise ValueError("同比表没有写明数据")
    return PlainTable(rows=(("项目", "单位", *heads, "增减", "增幅"), *body))
