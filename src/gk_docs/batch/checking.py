"""Check files as an office wants: with its settings and choice of rules, and against earlier and other reports."""

from __future__ import annotations

from collections import defaultdict
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from gk_docs.batch.bodies import Bodies, leads_back
from gk_docs.batch.documents import DOCUMENTS
from gk_docs.batch.folder import AUTHORED
from gk_docs.batch.work import Checked, checked_reading
from gk_docs.checks import check_copies, in_order
from gk_docs.chinese.text import listed
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, gathered
from gk_docs.files.source import names_apart
from gk_docs.finding import Severity
from gk_docs.form.figures import values_of
from gk_docs.form.identity import identity_of, in_several_regions, states_its_region
from gk_docs.form.notes import Note
from gk_docs.formats import read
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from decimal import Decimal
    from pathlib import Path

    from gk_docs.form.agency import Agency
    from gk_docs.form.reading import Reading


T = TypeVar("T")

_SHOWN = 10
_PERHAPS_TWO = "；是两个机关的，请写明所属地区"


class Dated(NamedTuple, Generic[T]):
    """A report of an earlier year.

    Attributes:
        file: Its file.
        agency: Its body.
        year: The year that it reports on.
        values: Its figures, to see whether two reports differ.
        content: What is kept of it, such as its reading or its figures.
    """

    file: Path
    agency: Agency
    year: int
    values: tuple[int | Decimal | None, ...]
    content: T


def dated(file: Path, reading: Reading) -> Dated[Reading]:
    """Make a `Dated` of a file and its reading."""
    report = reading.report
    return Dated(file, report.agency, report.year, tuple(values_of(report).values()), reading)


class Earlier(Generic[T]):
    """Reports of earlier years, looked up by body and year.

    Attributes:
        errors: Why reports could not be read, or were found but not used since they may belong to another body.
        everybody: The bodies whose reports are looked for, once they are known; a report that may belong to another
            one of them is not used.
    """

    def __init__(
        self, reports: Iterable[Dated[T]] = (), errors: Iterable[GkError] = (), roster: Bodies[Agency] | None = None
    ) -> None:
        """Index the reports by year and body.

        Args:
            reports: The reports, of any years.
            errors: Why some of them could not be read.
            roster: The bodies that owe a report; a report that may belong to several of them is not used.
        """
        self.errors = [*errors]
        self.everybody: Bodies[Agency] | None = None
        self._roster = roster or Bodies()
        self._years: dict[int, Bodies[Dated[T]]] = defaultdict(Bodies)
        self._reports = sorted(reports, key=lambda one: precedence(one.file))
        self._used: set[Path] = set()
        for one in self._reports:
            self._years[one.year].add(one.agency, one)

    def __bool__(self) -> bool:
        return bool(self._years)

    def of(self, agency: Agency, year: int) -> Dated[T] | None:
        """A body's report of a year, an authored file first; None if there is none, or if it is not clear which.

        It is not clear if two reports of the body differ in a figure, or if a report may belong to another body; the
        reason goes to `errors`.
        """
        if year not in self._years:
            return None
        found = self._years[year].of(agency)
        names, last = "、".join(names_apart([one.file for one in found.all])), found.first
        self._used |= {one.file for one in found.all}
        if found.rivals:
            self.refuse(agency, f"可能是{'、'.join(found.rivals)}的，分不清是哪一份", "请写明所属地区")
        elif len({one.values for one in found.all}) > 1:
            self.refuse(agency, f"有几份（{names}），数据不同", "请只留一份")
        elif last and self._may_be_anothers(last.agency, agency):
            self.refuse(agency, f"（{names}）也可能是别的机关的", "请写明所属地区")
        else:
            return last
        return None

    def _may_be_anothers(self, other: Agency, agency: Agency) -> bool:
        if self.everybody and not leads_back(self.everybody, other, agency):
            return True
        if states_its_region(other) != states_its_region(agency) and in_several_regions(self._bodies()):
            return True
        return any(self._roster.of(one).rivals for one in (other, agency))

    def _bodies(self) -> list[Agency]:
        """Every known body, of this year and of earlier ones."""
        now = self.everybody.agencies if self.everybody else []
        return now + [agency for bodies in self._years.values() for agency in bodies.agencies]

    def before(self, agency: Agency, year: int) -> dict[int, T]:
        """The `content` of a body's reports of all years before `year`, by year."""
        found = {earlier: self.of(agency, earlier) for earlier in self._years if earlier < year}
        return {earlier: one.content for earlier, one in found.items() if one}

    def unmatched(self, bodies: Iterable[tuple[Agency, int]]) -> str:
        """Say in Chinese which bodies have no report of last year, and which bodies' reports of that year nobody has.

        A body that has another name than last year (a town that became a street, two bodies made one) is among the
        former by its new name and among the latter by its old one.

        Args:
            bodies: The bodies with the year that each reports on.

        Returns:
            The sentences; "" if each body has a report, or none of that year was given.
        """
        without = {agency.name: year - 1 for agency, year in bodies if self.of(agency, year - 1) is None}
        left = (one for one in self._reports if one.year in without.values() and one.file not in self._used)
        spare = dict.fromkeys(one.agency.name for one in left)
        lacking = f"没有找到 {len(without)} 个单位的上年报告：{listed([*without], _SHOWN, '等')}\n"
        if not without or not self:
            return ""
        if not self._years.keys() & without.values():
            return f"{lacking}作为上年报告给出的，是{'、'.join(map(str, sorted(self._years)))}年度的，请核对"
        if not spare:
            return ""
        nearest = sorted(spare, key=lambda name: -max(len({*name} & {*other}) for other in without))
        return (
            f"{lacking}上年的报告里有 {len(spare)} 个单位没有对上：{listed(nearest, _SHOWN, '等')}。"
            "改了名称、合并了的，请自己核对上年结转等数"
        )

    def refuse(self, agency: Agency, what: str, mend: str) -> None:
        """Record in `errors`, once, why a body's report of last year is not used."""
        told = InvalidReport(f"{agency.name}的上年报告{what}，没有使用", place="机关", mend=mend)
        if str(told) not in map(str, self.errors):
            self.errors.append(told)


def read_earlier(files: Iterable[Path], named: Collection[Path] = ()) -> Earlier[Reading]:
    """Read reports of earlier years.

    Args:
        files: The files, of any format; one without an annual report is passed over unless it is in `named`.
        named: The files that the user named one by one.
    """
    found: list[Dated[Reading]] = []
    errors: list[GkError] = []
    for file in files:
        with gathered(errors, file.name), nullcontext() if file in named else suppress(NotAnAnnualReport):
            found.append(dated(file, read(file)))
    return Earlier(found, errors)


def precedence(file: Path) -> int:
    """Sort key of a file among the files of one report: authored files come first, since they say most."""
    order, suffix = (*AUTHORED, *DOCUMENTS), file.suffix.lower().removeprefix(".")
    return order.index(suffix) if suffix in order else len(order)


@dataclass(frozen=True)
class Checker:
    """Checks files one by one.

    Attributes:
        choice: The rules wanted; see `Settings.overridden` for how it combines with the settings file.
        earlier: Last year's reports, looked up by body.
        previous: Last year's report for every file, whatever body and year it states; or None.
        unclear: Name, which states no region, and year of bodies with several files that differ; they may be two.
    """

    choice: Settings = field(default_factory=Settings)
    earlier: Earlier[Reading] = field(default_factory=Earlier)
    previous: Reading | None = None
    unclear: set[tuple[str, int]] = field(default_factory=set)

    def check(self, path: Path) -> Checked:
        """Read and check one file, with the nearest settings file in its folder or above.

        Raises:
            GkError: If the file or the settings cannot be read.
        """
        reading = read(path)
        return self.look(replace(reading, file_facts=replace(reading.file_facts, name=path.as_posix())), path)

    def look(self, reading: Reading, path: Path | None) -> Checked:
        """Check a reading of the file at `path`, which is None for a report that came from memory."""
        return checked_reading(reading, path, self._previous_of(reading), choice=self.choice)

    def compared(self, every: Sequence[Checked]) -> list[Checked]:
        """Return the reports with text that they share with one another (GK802) among their findings."""
        every = self._sure(every)
        found = check_copies([one.reading for one in every], [one.wanted for one in every])
        return [
            one._replace(findings=in_order([*one.findings, *more], type(one.reading.report))) if more else one
            for one, more in zip(every, found, strict=True)
        ]

    def _sure(self, every: Sequence[Checked]) -> Sequence[Checked]:
        """Check again where needed: with a note on files of one body, or without an unclear report of last year."""
        before = [self._previous_of(one.reading) for one in every]
        agencies = (one.reading.report.agency for one in every)
        self.earlier.everybody = Bodies((agency, agency) for agency in agencies)
        readings = self._twice(every)
        return [
            self.look(new, one.path) if new is not one.reading or self._previous_of(new) is not had else one
            for one, new, had in zip(every, readings, before, strict=True)
        ]

    def _twice(self, every: Sequence[Checked]) -> list[Reading]:
        """The readings, with a note (GK109) where another file has the same body and year."""
        years: dict[int, Bodies[Checked]] = defaultdict(Bodies)
        for one in every:
            years[one.reading.report.year].add(one.reading.report.agency, one)
        return [self._noted(one, years[one.reading.report.year].of(one.reading.report.agency).all) for one in every]

    def _noted(self, one: Checked, same: Sequence[Checked]) -> Reading:
        others = [other for other in same if other is not one]
        if not others:
            return one.reading
        report = one.reading.report
        names = "、".join(other.reading.file_facts.name or "" for other in others)
        differ = any(other.reading.report.figures() != report.figures() for other in others)
        if differ and not states_its_region(report.agency):
            self.unclear.add((identity_of(report.agency).name, report.year))
        perhaps = "" if states_its_region(report.agency) else _PERHAPS_TWO
        why = f"数据不同，请只留一份{perhaps}" if differ else "各格相同"
        said = f"{one.reading.file_facts.name}和{names}是同一机关同一年度的报告，{why}"
        note = Note("GK109", "", said, severity=None if differ else Severity.INFO)
        return replace(one.reading, findings=(*one.reading.findings, note.finding(type(report))))

    def _previous_of(self, reading: Reading) -> Reading | None:
        """Last year's report, against which a reading is checked; None if there is none or it is unclear."""
        if self.previous:
            return self.previous
        agency, year = reading.report.agency, reading.report.year
        last = self.earlier.of(agency, year - 1)
        if last and (identity_of(agency).name, year) in self.unclear:
            self.earlier.refuse(
                agency, f"（{last.file.name}）分不清是哪一份的，本年有几份，数据不同", f"请只留一份{_PERHAPS_TWO}"
            )
            return None
        return last.content if last else None
