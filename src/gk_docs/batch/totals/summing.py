"""Add up the figures of many reports, cell by cell, and name whatever is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.authored.carrying import carried_into
from gk_docs.batch.bodies import Bodies
from gk_docs.batch.columns import main_figures
from gk_docs.batch.figures import BodyFigures, Unread, figures_from, figures_of_file, named_apart, with_folders
from gk_docs.batch.spreading import spread
from gk_docs.batch.totals.scope import Kind, Scope, fact, findings_of, is_below, none_counts
from gk_docs.batch.totals.sums import Sums
from gk_docs.chinese.text import listed
from gk_docs.errors import InvalidReport, Problem, several, year_given
from gk_docs.form.agency import Agency
from gk_docs.form.figures import values_of
from gk_docs.form.identity import elsewhere, identity_of, misnamed, same_body
from gk_docs.form.messages import validated
from gk_docs.form.outline import outline_of
from gk_docs.form.reading import Reading, reading_of
from gk_docs.formats import format_of, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Executor
    from decimal import Decimal

    from gk_docs.checks.rule import Fact
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport

    Source = Reading | AnyReport | str | PathLike[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The sums of many reports, with what they leave out.

    Attributes:
        report: A report whose figures are the sums; without narrative.
        findings: What the sums leave out, so that nothing counts as 0 silently: missing bodies, unreadable files, blank
            cells, figures of another edition (GK801). `facts["bodies"]` has the names of the bodies or files concerned.
        scope: Whose figures they are; `scope.words()` says it in Chinese.
        counted: Every body that was added: the agency's own, those of the roster in its order, then the others in
            the order in which they came.
        blank: Names of the bodies whose cell is blank, by path of the figure.
    """

    report: AnyReport
    findings: tuple[Finding, ...]
    scope: Scope
    counted: tuple[BodyFigures, ...]
    blank: Mapping[str, tuple[str, ...]]

    @property
    def bodies(self) -> tuple[str, ...]:
        """Names of the bodies that were added, in the order of `counted`."""
        return self.scope.bodies

    @property
    def main(self) -> Mapping[str, int | Decimal | None]:
        """The main figures of the sums, by the same paths as those of each body in `counted`."""
        return main_figures(self.report.edition, values_of(self.report))

    def write(self, path: str | PathLike[str], *, force: bool = False) -> Path:
        """Write the sums: as YAML into a file that the office goes on editing, else as a report without narrative.

        In an existing .yaml file the tables are replaced and the text stays; a new one is a starting file.

        Args:
            path: The file; its suffix decides the format.
            force: Replace a file of another format even if somebody changed it.

        Returns:
            The path that was written.

        Raises:
            WriteRefused: If the place cannot be written, or the file there cannot be read or would lose changes.
            InvalidReport: If the .yaml file there belongs to another body, year or edition.
        """
        place = Path(path)
        if format_of(place) == "yaml":
            return carried_into(self.report, place)
        return write(self.report, place, force=force)


def total(
    reports: Iterable[Source],
    *,
    agency: Agency | str,
    year: int | None = None,
    roster: Iterable[Agency | str] = (),
    own: Source | None = None,
    own_level_only: bool = False,
    executor: Executor | None = None,
) -> Totals:
    """Add up the figures of many reports of one year, cell by cell, exactly.

    A blank cell, or a figure that a body's edition of the form lacks, is left out of the sum and named; so is a file
    that cannot be read, and a body of the roster without a report. A total (总计) is the sum of the bodies' totals as
    stated, so that it shows what they published. A report that comes twice (as a data file and as the Word file made of
    it) counts once. The processing fee in section 六 is text and is not added up. Only the numbers of each body are
    kept, so that thousands need little memory.

    Args:
        reports: Reports, readings, or files of any format that gk-docs reads; taken one by one, so an iterator over
            thousands will do.
        agency: The body for which the sums are made, or its name. Its own report among the others is left out and
            named, since it may be this very total; pass what it reports for itself as `own`.
        year: The year wanted; reports of other years are left out and named. None if all are of one year.
        roster: All bodies that owe a report, or their names; those without a report are named.
        own: The report of the agency's own figures (本级), which are added to those of the others.
        own_level_only: Whether to leave out bodies of a lower level (towns and streets, for a county): the total is
            then 本级, else 本级及下级.
        executor: Any `concurrent.futures.Executor` to read files with; None for this process.

    Raises:
        InvalidReport: If no report is given, or none that counts; if they are of different years and `year` is not
            given, or if a body comes twice with different figures, with all such bodies.
        TypeError: If something in `reports` is neither a reading, a report nor a path, or `year` is not a whole number.

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
    >>> print(totals.scope.words())
    汇总范围：本级及下级，2个单位（甲镇、乙镇）；没有报告、未计入的1个：丁镇
    """
    if year is not None:
        year_given(year)
    owing = map(_agency, several(roster, "roster"))
    adding = _Adding(_agency(agency), year, owing, own_level_only=own_level_only)
    if own is not None:
        adding.add_own(next(_bodies([own], None)))
    for body in _bodies(several(reports, "reports"), executor):
        adding.add(body)
    return adding.totals()


def _agency(given: Agency | str) -> Agency:
    return given if isinstance(given, Agency) else validated(Agency, {"name": given})


def _bodies(reports: Iterable[Source], executor: Executor | None) -> Iterator[BodyFigures | Unread]:
    return spread(_figures_of, map(_taken, reports), _crashed, executor)


def _taken(source: Source) -> Path | BodyFigures:
    """The path of a file to read, or the figures of a report or reading."""
    if isinstance(source, str | PathLike):
        return Path(source)
    reading = reading_of(source)
    return figures_from(reading.report, reading.file_facts.name or "")


def _figures_of(source: Path | BodyFigures) -> BodyFigures | Unread:
    return figures_of_file(source) if isinstance(source, Path) else source


def _crashed(source: Path | BodyFigures, problem: Problem) -> Unread:
    name = source.name if isinstance(source, Path) else source.source
    return Unread(source=name, problems=(replace(problem, file=name),))


class _Adding:
    """Decides for each body whether it counts, gathers what is left out, and adds up when all bodies have come."""

    def __init__(self, agency: Agency, year: int | None, roster: Iterable[Agency], *, own_level_only: bool) -> None:
        self._agency, self._year, self._own_level_only = agency, year, own_level_only
        self._members = tuple(roster)
        self._lines = Bodies((member, line) for line, member in enumerate(self._members, 1))
        self._reports: dict[str, list[BodyFigures]] = defaultdict(list)  # of each body that counts, by its key
        self._came: dict[str, int] = {}  # line of the roster, by key: 0 for the agency's own, beyond all if unlisted
        self._unlisted: list[BodyFigures] = []  # bodies not on the roster, which may still be one of the others
        self._own, self._own_lines = "", tuple[int, ...]()  # who gave the own figures, and its lines of the roster
        self._wrong_own: list[Problem] = []
        self._unread: list[Unread] = []
        self._below: list[str] = []
        self._unclear: dict[str, tuple[str, ...]] = {}  # who may be another one, with the names of those
        self._told: list[tuple[Kind, Fact]] = []

    def add_own(self, body: BodyFigures | Unread) -> None:
        """Add the agency's own figures, or keep why they cannot be added: without them there is no total."""
        if isinstance(body, Unread):
            self._wrong_own += body.problems
            return
        if self._year and body.year != self._year:
            message = f"本级的报告是{body.year}年，要汇总的是{self._year}年"
            self._wrong_own.append(Problem(message=message, file=body.source or None, place="年度"))
            return
        self._own, self._own_lines = body.agency.name, self._lines.of(body.agency).all
        self._count(body, _key(body.agency), line=0)

    def add(self, body: BodyFigures | Unread) -> None:
        """Add a body's figures, or record why they are left out."""
        if isinstance(body, Unread):
            self._unread.append(body)
            told = {"what": body.what, "why": body.why}
            self._told.append(fact("unread", body.source, remark=not body.is_report, **told))
        elif self._year and body.year != self._year:
            self._told.append(fact("other_year", body.agency.name, other=body.year))
        elif same_body(body.agency, self._agency):
            self._told.append(fact("itself", body.source or body.agency.name))
        else:
            self._add_body(body)

    def _add_body(self, body: BodyFigures) -> None:
        if said := body.source and self._lines.otherwise(body.source, body.agency):
            self._told.append(fact("otherwise", body.agency.name, said=said))
        found = self._lines.whose(body.source, body.agency)
        member = self._members[found.first - 1] if found.first else None
        known = body.agency if body.agency.level or not member else body.agency.replace(level=member.level)
        if self._own_level_only and is_below(known, self._agency):
            self._below.append(body.agency.name)
        elif member and found.first:
            self._count(body, _key(member), line=found.first)
        elif found.rivals:
            self._unclear[body.agency.name] = found.rivals
            self._count(body, _key(body.agency))
        else:
            name, whose = body.agency.name, self._agency.name
            self._told += [fact("not_on_roster", name)] if self._members else []
            if region := elsewhere(body.agency, self._agency):
                self._told.append(fact("elsewhere", name, region=region, whose=whose))
            self._unlisted.append(body)

    def _count(self, body: BodyFigures, key: str, *, line: int | None = None) -> None:
        """Count a body's figures, at a line of the roster or after all of them."""
        self._came[key] = len(self._members) + 1 if line is None else line
        self._reports[key].append(body)

    def _add_unlisted(self) -> None:
        """Count bodies that are not on the roster: as a body that came already if they can be no other, else apart."""
        came = [(body.agency, key) for key, bodies in self._reports.items() for body in bodies]
        seen = Bodies([*came, *((body.agency, _key(body.agency)) for body in self._unlisted)])
        for body in self._unlisted:
            known = (key for key in seen.alike(body.agency).all if key in self._came)
            key = next(known, _key(body.agency))
            self._count(body, key, line=self._came.get(key))
        if any(len(seen.like(body.agency)) > 1 for body in self._unlisted):
            for one, *_ in self._reports.values():
                if rivals := seen.alike(one.agency).rivals:
                    self._unclear[one.name] = rivals

    def totals(self) -> Totals:
        """Add up and return the totals.

        Raises:
            InvalidReport: If nobody was added, the own figures cannot be, the years differ, or somebody came twice with
                different figures: all of these at once.
        """
        self._add_unlisted()
        if problems := [*self._wrong_own, *self._other_years(), *self._doubles()]:
            raise InvalidReport(problems)
        counted = named_apart([self._reports[key][0] for key in sorted(self._reports, key=self._came.__getitem__)])
        if not counted:
            unread = [problem for one in self._unread for problem in one.problems]
            raise InvalidReport([*unread, *none_counts(self._told, self._below, any_read=not unread)])
        sums, scope = Sums(tuple(counted)), self._scope(counted)
        form = sums.form()
        report = form.from_figures(sums.values(form), agency=self._agency, year=sums.year)
        findings = tuple(findings_of([*self._missing(scope), *self._unclear_ones(), *self._told], report, sums))
        return Totals(report=report, findings=findings, scope=scope, counted=sums.bodies, blank=_blank(form, sums))

    def _other_years(self) -> Iterator[Problem]:
        """A problem for each body that reports on another year than most."""
        every = [body for bodies in self._reports.values() for body in bodies]
        usual = Counter(body.year for body in every).most_common(1)
        for body in every:
            if body.year != usual[0][0]:
                message = f"各报告的年度不同：{body.name}是{body.year}年，其余多是{usual[0][0]}年"
                mend = "请写明汇总哪一年（--year，Python 中 year=）"
                yield Problem(message=message, place="年度", file=body.source or None, mend=mend)

    def _doubles(self) -> Iterator[Problem]:
        """A problem for each body that came twice with different figures for a year; equal ones are only noted."""
        years: dict[tuple[str, int], list[BodyFigures]] = defaultdict(list)
        for key, bodies in self._reports.items():
            for body in bodies:
                years[key, body.year].append(body)
        for first, *more in map(with_folders, years.values()):
            for body in more:
                files = "、".join(filter(None, (first.source, body.source)))
                there = f"（{files}）" if files else ""
                if not same_body(first.agency, body.agency):
                    message = f"{first.name}、{body.name}{there}都可能是名单中的同一机关"
                    mend = "请在名单中写明所属地区，或写机关全称"
                elif (first.edition, first.values) != (body.edition, body.values):
                    message = f"{body.name}有两份报告{there}，数据不同"
                    mend = "请只留一份；是两个机关的，请改正机关名称，或写明所属地区"
                else:
                    self._told.append(fact("twice", body.name, files=there if first.source and body.source else ""))
                    continue
                yield Problem(message=message, place="机关", mend=mend)

    def _missing(self, scope: Scope) -> Iterator[tuple[Kind, Fact]]:
        """The bodies without a report, each with the body off the roster that may be meant for it."""
        absent = set(scope.missing)
        perhaps = misnamed((one for one in self._members if one.name in absent), (one.agency for one in self._unlisted))
        for name in scope.missing:
            others = dict.fromkeys(one.name for one in perhaps.get(name, ()))
            asked = f"；收到的{listed([*others])}不在名单中，是不是它的，请核对" if others else ""
            yield fact("missing", name, perhaps=asked)

    def _unclear_ones(self) -> Iterator[tuple[Kind, Fact]]:
        for name, others in sorted(self._unclear.items()):
            yield fact("unclear", name, others="、".join(one for one in others if one != name))

    def _scope(self, counted: Iterable[BodyFigures]) -> Scope:
        there = {
            *self._came.values(),
            *self._own_lines,
            *(line for one in self._unread if one.is_report for line in self._lines.of_file(one.source).all),
        }
        missing = [one for line, one in enumerate(self._members, 1) if line not in there]
        if self._own_level_only:
            missing = [one for one in missing if not is_below(one, self._agency)]
        return Scope(
            reach="own" if self._own_level_only else "subordinates",
            own=self._own,
            bodies=tuple(one.name for one in counted),
            below=tuple(self._below),
            missing=tuple(one.name for one in missing if not same_body(one, self._agency)),
            unread=tuple(one.source for one in self._unread if one.is_report),
        )


def _key(agency: Agency) -> str:
    return identity_of(agency).name


def _blank(form: type[AnyReport], sums: Sums) -> dict[str, tuple[str, ...]]:
    """Names of the bodies whose cell is blank, alone or with its whole table, by path of the figure."""
    cells, tables = sums.blanks(form)
    named = {path: (*tables[path.partition(".")[0]], *cells[path]) for path in outline_of(form).figures}
    return {path: names for path, names in named.items() if names}
