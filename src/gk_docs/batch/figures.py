"""Read the figures of a report into an object so small that those of thousands of bodies fit into memory."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Self

from gk_docs.batch.columns import main_figures
from gk_docs.batch.job import reasons
from gk_docs.checks.case import Case
from gk_docs.errors import GkError, NotAnAnnualReport, NotFilledIn, Problem, guarded
from gk_docs.files.source import names_apart
from gk_docs.form.editions import FORMS
from gk_docs.form.identity import told_apart
from gk_docs.form.outline import outline_of
from gk_docs.formats import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report


def year_of_most(years: Iterable[int | None]) -> int | None:
    """The year that more than half of the known years are; None if there is none. Years of None do not count."""
    counted = Counter(year for year in years if year)
    year, most = counted.most_common(1)[0] if counted else (None, 0)
    return year if 2 * most > counted.total() else None


@dataclass(frozen=True, kw_only=True)
class BodyFigures:
    """The figures that one body states.

    Attributes:
        agency: The body.
        year: The year reported on.
        edition: The edition of the form.
        values: Every figure in the order of the form's outline; None is a blank cell.
        source: Name of the file, or "".
        folder: Name of its folder, or "".
        off: Paths of the figures where its own sums fail.
        name: The name of the body among others, which may have its region or file added.
    """

    agency: Agency
    year: int
    edition: str
    values: tuple[int | Decimal | None, ...]
    source: str = ""
    folder: str = ""
    off: tuple[str, ...] = ()
    name: str = ""

    def by_path(self) -> Mapping[str, int | Decimal | None]:
        """The figures by field path."""
        return dict(zip(outline_of(FORMS[self.edition]).figures, self.values, strict=True))

    @property
    def place(self) -> str:
        """The file with the folder that it is in; "" for a report that came from memory."""
        return PurePosixPath(self.folder, PurePath(self.source).name).as_posix() if self.source else ""

    @cached_property
    def main(self) -> Mapping[str, int | Decimal | None]:
        """The main figures, see `gk_docs.batch.columns`."""
        return main_figures(self.edition, self.by_path())


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A file whose figures could not be read.

    Attributes:
        source: Name of the file.
        problems: The reasons.
        what: The reason in two or three words of Chinese.
        is_report: False if the file can be read but is not an annual report.
        office: Whether the office that reads it must mend the reasons, such as a missing reader.
    """

    source: str
    problems: tuple[Problem, ...]
    what: str = "读不出"
    is_report: bool = True
    office: bool = False

    @classmethod
    def because(cls, source: str, error: GkError) -> Self:
        """Make an `Unread` of a file and the error that refused it."""
        if isinstance(error, NotFilledIn):
            problem = Problem(message="数字和文字都没有填", file=source)
            return cls(source=source, problems=(problem,), what="还没有填")
        if isinstance(error, NotAnAnnualReport):
            return cls(source=source, problems=error.problems, what="不是年度报告", is_report=False)
        return cls(source=source, problems=error.problems, office=reasons([error], source)["office"])

    @property
    def why(self) -> str:
        """All reasons in one line, each once."""
        return "；".join(dict.fromkeys(problem.message for problem in self.problems))


def with_folders(bodies: Sequence[BodyFigures]) -> list[BodyFigures]:
    """Put the folder before the file of those whose files have one name, so that nobody takes one for another."""
    names = names_apart([PurePath(one.folder, one.source) for one in bodies])
    return [replace(one, source=name) for one, name in zip(bodies, names, strict=True)]


def named_apart(bodies: Sequence[BodyFigures]) -> list[BodyFigures]:
    """Give bodies names so that no two are alike."""
    names = told_apart((one.agency, one.source) for one in bodies)
    return [replace(one, name=name) for one, name in zip(bodies, names, strict=True)]


def figures_from(report: Report, source: str | Path = "") -> BodyFigures:
    """The figures of a report, which is in the file `source`."""
    case = Case.of(report)
    unexplained = (*case.audit.failed, *case.audit.impossible)
    return BodyFigures(
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        values=tuple(case.values.values()),
        source=Path(source).name,
        folder=Path(source).parent.name,
        name=report.agency.name,
        off=(*(one.path for one in case.audit.suspects), *(equation.place for equation in unexplained)),
    )


def figures_of_file(path: str | Path) -> BodyFigures | Unread:
    """The figures of a file of any format that gk-docs reads; a `GkError` becomes an `Unread` and is not raised."""
    file = Path(path)
    try:
        with guarded(file.name):
            return figures_from(read(file).report, file)
    except GkError as error:
        return Unread.because(file.name, error)


def is_blank(path: Path) -> bool:
    """Whether a file is a starting file in which nothing is filled in."""
    try:
        with guarded(path.name):
            read(path)
    except GkError as error:
        return isinstance(error, NotFilledIn)
    return False


def differ(path: Path, other: Path) -> bool:
    """Whether the reports in two files differ in a figure; not if one of them cannot be read."""
    one, two = figures_of_file(path), figures_of_file(other)
    if isinstance(one, Unread) or isinstance(two, Unread):
        return False
    return (one.edition, one.values) != (two.edition, two.values)
