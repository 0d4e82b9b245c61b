"""A county's figures: the sums of its bodies', with everybody named who is missing and every cell that was blank."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Any

from gk_docs.errors import InvalidReport
from gk_docs.finding import Finding, Place, Severity
from gk_docs.form.editions import FORMS, form_of
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.form.reading import Reading
from gk_docs.form.values import DECIMALS, DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gk_docs.form.agency import Agency
    from gk_docs.form.editions import AnyReport

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of many reports.

    Attributes:
        report: A report whose figures are the sums; without narrative.
        findings: Who is missing, which cells were blank, which bodies used another edition (GK801): what the sums
            leave out, never taken for 0 in silence. `facts["bodies"]` has the name of every body concerned.
        bodies: Names of the bodies that were added, in the order given.
    """

    report: AnyReport
    findings: tuple[Finding, ...]
    bodies: tuple[str, ...]


def total(reports: Iterable[Reading | AnyReport], *, agency: Agency | str, roster: Iterable[str] = ()) -> Totals:
    """Add up the figures of many reports of one year, cell by cell, exactly.

    A blank cell, and a figure that a body's edition of the form has not, stays out of the sum and is named. A total
    (总计) is the sum of the bodies' totals as stated, so that it shows what they published.

    Args:
        reports: Reports or readings of the bodies; taken one by one, so an iterator over thousands will do.
        agency: The body that the sums are for, or its name.
        roster: Names of all bodies that owe a report; who is not among the reports is named.

    Raises:
        InvalidReport: If there is no report, if they are of different years, or if a body comes twice.
        TypeError: If something in `reports` is neither a reading nor a report.

    >>> from gk_docs.form.agency import Agency
    >>> from gk_docs.form.y2021 import ActiveDisclosure, AnnualReport
    >>> towns = [
    ...     AnnualReport(agency=Agency(name=name), year=2024, active_disclosure=ActiveDisclosure.zeros(licences=count))
    ...     for name, count in (("甲镇", 12), ("乙镇", 30))
    ... ]
    >>> totals = total(towns, agency="丙县人民政府", roster=["甲镇", "乙镇", "丁镇"])
    >>> totals.report.figure("active_disclosure.licences")
    42
    >>> print(totals.findings[0].message)
    丁镇没有报告，未计入
    """
    sums = _Sums()
    for entry in reports:
        sums.add(entry.report if isinstance(entry, Reading) else entry)
    form = sums.form()
    report = form.from_figures(sums.values(form), agency=agency, year=sums.year)
    return Totals(report, tuple(sums.findings(form, roster)), tuple(sums.bodies))


@dataclass(slots=True)
class _Sums:
    """Running sums by path, and what stayed out of them."""

    year: int = 0
    bodies: dict[str, str] = field(default_factory=dict)  # edition by name
    sums: dict[str, Decimal] = field(default_factory=dict)
    known: Counter[str] = field(default_factory=Counter)
    blank: dict[str, list[str]] = field(default_factory=dict)

    def add(self, report: AnyReport) -> None:
        name = report.agency.name
        if self.year and report.year != self.year:
            raise InvalidReport(f"各报告的年度不同：{name}是{report.year}年，前面的是{self.year}年", place="年度")
        if name in self.bodies:
            raise InvalidReport(f"{name}有两份报告", place="机关", mend="请只留一份")
        self.year = report.year
        self.bodies[name] = report.edition
        with localcontext() as context:
            context.prec = 2 * DIGITS + DECIMALS
            for figure in report.figures():
                if figure.value is None:
                    self.blank.setdefault(figure.path, []).append(name)
                else:
                    self.sums[figure.path] = self.sums.get(figure.path, Decimal(0)) + figure.value
                    self.known[figure.path] += 1

    def form(self) -> type[AnyReport]:
        """The edition that most bodies used; of two equally used ones that in force for the year."""
        if not self.bodies:
            raise InvalidReport("没有可以汇总的报告")
        used = Counter(self.bodies.values())
        most = max(used.values())
        own = form_of(self.year)
        editions = [edition for edition, count in used.items() if count == most]
        return own if own.model_fields["edition"].default in editions else FORMS[editions[0]]

    def values(self, form: type[AnyReport]) -> Mapping[str, Any]:
        """The sums by path; None where no body has the figure."""
        return {path: self._value(path, figure.unit) for path, figure in outline_of(form).figures.items()}

    def _value(self, path: str, unit: str) -> int | Decimal | None:
        if not self.known[path]:
            return None
        return self.sums[path] if unit in ("元", "万元") else int(self.sums[path])

    def findings(self, form: type[AnyReport], roster: Iterable[str]) -> Iterable[Finding]:
        """What the sums leave out: missing bodies, other editions, blank cells."""
        for name in roster:
            if name not in self.bodies:
                yield _finding("", f"{name}没有报告，未计入", bodies=[name])
        edition = form.model_fields["edition"].default
        for name, used in self.bodies.items():
            if used != edition:
                message = f"{name}用的是{used}年格式，与{edition}年格式不同的数据未计入"
                yield _finding("", message, bodies=[name])
        for path in outline_of(form).figures:
            if names := self.blank.get(path):
                yield _finding(path, f"空白未计入：{_listed(names)}", words_at(form, path), bodies=names)


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}个单位" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


def _finding(path: str, message: str, words: str = "汇总范围", *, bodies: list[str]) -> Finding:
    return Finding(
        code="GK801",
        name="parent-and-parts",
        severity=Severity.WARNING,
        place=Place(path, words),
        message=message,
        facts={"bodies": tuple(bodies)},
    )
