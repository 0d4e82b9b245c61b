"""By which day a report must be published.

Source: 条例 arts. 49 and 54. Bodies publish by 31 January of the year after; local governments at county level and
above publish the report of the whole government by 31 March. Towns and streets are not named there; in practice
31 January.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date

_BODY_DAY, _SUMMARY_DAY = (1, 31), (3, 31)


def due_day(year: int, *, summary: bool = False, at: tuple[int, int] | None = None) -> date:
    """The last day to publish the report on `year` in time.

    Args:
        year: The year reported on.
        summary: Whether it is the report of a whole government (政府汇总).
        at: Month and day that an office asks for in place of the law's; 29 February is 28 where the year has no other.

    >>> due_day(2023), due_day(2023, summary=True)
    (datetime.date(2024, 1, 31), datetime.date(2024, 3, 31))
    >>> due_day(2023, at=(2, 29)), due_day(2024, at=(2, 29))
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    month, day = at or (_SUMMARY_DAY if summary else _BODY_DAY)
    after = min(year + 1, MAXYEAR)
    return date(after, month, min(day, monthrange(after, month)[1]))
