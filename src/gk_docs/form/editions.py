"""Choose the edition of the form for a report, and make a report from a mapping of field names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, get_args

from gk_docs.errors import InvalidReport, Problem
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.messages import as_int, as_typed, validated
from gk_docs.form.y2019 import AnnualReport2019
from gk_docs.form.y2021 import AnnualReport

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.report import Report

AnyReport: TypeAlias = AnnualReport2019 | AnnualReport
"""A report of any edition. This is the only list of editions: a new one is added here."""


def _known() -> dict[str, type[AnyReport]]:
    forms = sorted(get_args(AnyReport), key=lambda form: (not form.form.by_name_only, form.form.first_year))
    began = [form.form.first_year for form in forms if not form.form.by_name_only]
    if len(set(began)) < len(began):
        raise ValueError("two editions of the form that are chosen by year begin in the same one")
    return {form.edition_name(): form for form in forms}


FORMS = _known()
"""Every edition of the form by name: first those chosen by name only, then those chosen by year, oldest first."""


def form_of(year: int, edition: str | None = None) -> type[AnyReport]:
    """The form of a report: that of `edition`, else the one in force for the year.

    Raises:
        InvalidReport: If the edition does not exist, or the year lies before the first form (2018 and earlier).

    >>> form_of(2020).__name__, form_of(2023).__name__, form_of(2023, "2019").__name__
    ('AnnualReport2019', 'AnnualReport', 'AnnualReport2019')
    """
    if year < FIRST_YEAR:
        message = f"{FIRST_YEAR - 1}年及以前的年度报告用的是更早的格式，只支持{FIRST_YEAR}年及以后"
        raise InvalidReport([Problem(message=message, path="year", place="年度", found=str(year))])
    if edition is None:
        return next(form for form in reversed(by_year()) if year >= form.form.first_year)
    if edition not in FORMS:
        mend = f"请写{'或'.join(FORMS)}，或不写（按年度决定）"
        raise InvalidReport(
            [Problem(message="没有这一版格式", path="edition", place="格式版本", found=edition, mend=mend)]
        )
    return FORMS[edition]


def refuse_own_fields(kind: type[Report]) -> None:
    """Refuse a class of reports with fields that no edition has, since no file could keep them.

    Raises:
        TypeError: If `kind` has such a field.
    """
    if kind in FORMS.values():
        return
    if own := kind.model_fields.keys() - {name for form in FORMS.values() for name in form.model_fields}:
        raise TypeError(f"a report of the form is needed, not one with fields of your own: {', '.join(sorted(own))}")


def in_force() -> type[AnyReport]:
    """The newest edition that is chosen by year."""
    return by_year()[-1]


def by_year() -> list[type[AnyReport]]:
    """The editions that are chosen by year, from the oldest on."""
    return [form for form in FORMS.values() if not form.form.by_name_only]


def parse(values: Mapping[str, Any]) -> AnyReport:
    """Make a report from a mapping of field names, as another system holds it; no expression in it is evaluated.

    The form is that of `edition`, else the one in force for `year`. Money is a Decimal, an int, or plain decimal text.

    Raises:
        InvalidReport: If `values` is not a mapping of field names, or if values do not fit, with a located problem for
            each of them.

    >>> parse({"agency": "甲镇人民政府", "year": 2023}).edition
    '2021'
    """
    given: object = values  # callers without a type checker pass anything
    if not isinstance(given, Mapping):
        raise InvalidReport("不是一组“名称: 内容”", found=type(values).__name__, mend="名称用英文，如 agency、year")
    edition = values.get("edition")
    named = str(edition) if isinstance(edition, str | int) else None
    try:
        form = form_of(_year_in(values), named)
    except InvalidReport as refused:
        raise InvalidReport([*refused.problems, *_besides(values)]) from None
    return validated(form, {**values, **({"edition": named} if named else {})})


def _year_in(values: Mapping[str, Any]) -> int:
    year = values.get("year")
    if isinstance(year, int) and not isinstance(year, bool):
        return year
    message, found = ("缺少这一项", None) if year is None else ("不是整数", as_typed(year))
    mend = as_int(year) or "请写四位数的年度，如 2023"
    raise InvalidReport([Problem(message=message, path="year", place="年度", found=found, mend=mend)])


def _besides(values: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems that a mapping has in every edition, apart from those of year and edition."""
    in_each = [_problems_in(form, values) for form in FORMS.values()]
    for problem in in_each[-1]:
        if problem.path not in ("year", "edition") and all(problem in others for others in in_each):
            yield problem


def _problems_in(form: type[AnyReport], values: Mapping[str, Any]) -> tuple[Problem, ...]:
    try:
        validated(form, values)
    except InvalidReport as refused:
        return refused.problems
    return ()
