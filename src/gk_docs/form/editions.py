"""Which edition of the form a report has, and a report from a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from gk_docs.errors import InvalidReport
from gk_docs.form.messages import validated
from gk_docs.form.report import FIRST_YEAR
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

AnyReport: TypeAlias = AnnualReport | AnnualReport2019
"""A report of either edition."""

FORMS: dict[str, type[AnyReport]] = {"2019": AnnualReport2019, "2021": AnnualReport}
"""Every edition of the form, by the name that `edition` has, oldest first."""

FIRST_YEARS = {"2021": 2021, "2019": FIRST_YEAR}
"""The first report year of every edition, newest first."""


def form_of(year: int, edition: str | None = None) -> type[AnyReport]:
    """The form of a report: that of `edition`, else the one in force for the year.

    Raises:
        InvalidReport: If there is no such edition, or the year lies before the first form (2018 and earlier).

    >>> form_of(2020).__name__, form_of(2023).__name__, form_of(2023, "2019").__name__
    ('AnnualReport2019', 'AnnualReport', 'AnnualReport2019')
    """
    if year < FIRST_YEAR:
        raise InvalidReport(
            f"{year}年及以前的年度报告用的是更早的格式，只支持{FIRST_YEAR}年及以后", place="年度", found=str(year)
        )
    if edition is None:
        return FORMS[next(name for name, first in FIRST_YEARS.items() if year >= first)]
    if edition not in FORMS:
        raise InvalidReport(
            "没有这一版格式", place="格式版本", found=edition, mend=f"请写{'或'.join(FORMS)}，或不写（按年度决定）"
        )
    return FORMS[edition]


def parse(values: Mapping[str, Any]) -> AnyReport:
    """A report from a mapping by field names, as another system holds it; nothing in it is evaluated.

    The form is that of `edition`, else the one in force for `year`. Money is a Decimal, an int, or plain decimal text.

    Raises:
        TypeError: If `values` is no mapping: of JSON from another system look first whether it is an object.
        InvalidReport: With a located problem for every value that does not fit.

    >>> parse({"agency": "甲镇人民政府", "year": 2023}).edition
    '2021'
    """
    if not isinstance(values, Mapping):
        raise TypeError(f"a mapping by field names is needed, not {type(values).__name__}")
    year, edition = values.get("year"), values.get("edition")
    if not isinstance(year, int) or isinstance(year, bool):
        raise InvalidReport("缺少年度，或年度不是整数", place="年度", mend="请写四位数的年度，如 2023")
    named = str(edition) if isinstance(edition, str | int) else None
    return validated(form_of(year, named), {**values, "edition": named} if named else values)
