"""The facts of an edition of the form as a whole: the notice that issued it and the reports that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FIRST_YEAR = 2019
"""The first report year under the 条例 now in force; older reports have other forms."""


@dataclass(frozen=True, slots=True)
class Notice:
    """The notice that issued an edition.

    Attributes:
        title: Its title, or that of the form in its annex, in 《》.
        series: The words before its number (国办公开办函).
        year: The year in its number.
        ordinal: The number after the year.
        day: The day of its issue; None where no public source says it.
        also_cited: Pattern of other ways in which reports cite it; "" for none.
    """

    title: str
    series: str
    year: int
    ordinal: int
    day: date | None = None
    also_cited: str = ""

    @property
    def number(self) -> str:
        """Its number (国办公开办函〔2021〕30号)."""
        return f"{self.series}〔{self.year}〕{self.ordinal}号"

    @property
    def cited(self) -> str:
        """Title and number as a report cites them."""
        return f"{self.title}（{self.number}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is known of an edition of the form besides its types and the marks on their fields.

    Attributes:
        notice: The notice that issued it.
        title: The title of a report in this edition.
        first_year: The first report year that it is for; it is in force until the first year of the next edition.
        by_name_only: Whether a report has it only where `edition` names it, as the form of one province.
        blanks_for_zeros: Whether published reports usually leave a cell blank where they mean 0.
    """

    notice: Notice
    first_year: int
    title: str = "政府信息公开工作年度报告"
    by_name_only: bool = False
    blanks_for_zeros: bool = False
