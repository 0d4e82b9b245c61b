"""A survey of many reports of one year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.batch.bodies import Bodies
from gk_docs.batch.checking import Dated, Earlier
from gk_docs.batch.columns import Column, columns_of
from gk_docs.batch.county.looking import Looked, Task, look, problems_in, reading_of
from gk_docs.batch.county.outliers import FEWEST_YEARS, Yardstick
from gk_docs.batch.figures import BodyFigures, Unread, figures_of_file, year_of_most
from gk_docs.batch.job import copies_among
from gk_docs.batch.spreading import spread
from gk_docs.checks import rule_of
from gk_docs.checks.text.bodies import body_of
from gk_docs.errors import several
from gk_docs.form.agency import Agency
from gk_docs.form.identity import told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from decimal import Decimal
    from os import PathLike

    from gk_docs.batch.county.looking import FoundProblem
    from gk_docs.batch.county.outliers import Against, Judged
    from gk_docs.errors import Problem
    from gk_docs.finding import Severity


class Failing(NamedTuple):
    """A rule that finds something: its code, what is wrong in Chinese, its gravest severity, and where.

    `places` counts the problems, `bodies` names those that have one, most problems first.
    """

    code: str
    title: str
    severity: Severity
    places: int
    bodies: tuple[str, ...]


class Outlier(NamedTuple):
    """A figure that is worth a look; no finding.

    Attributes:
        body: Name of the body.
        path: Path of the figure, or of the row or group whose 总计 it is.
        words: The place in the form's own words.
        unit: Its unit.
        value: What the body states.
        against: What it is held against: `last_year`, its `own_past`, or its `neighbours`.
        judged: How far off it lies, see `gk_docs.batch.county.outliers`.
        compared: How many others it was held against.
    """

    body: str
    path: str
    words: str
    unit: str
    value: int | Decimal
    against: Against
    judged: Judged
    compared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A county at a glance.

    Attributes:
        bodies: Names of the bodies whose reports were read, in the order given.
        failing: The rules that found something: those of most bodies first.
        problems: What was found, by body.
        outliers: The figures that are worth a look, farthest off first; no findings.
        missing: Names on the roster that gave no report.
        unread: The files that could not be read.
        alike: Names of bodies that may be one, or are: several reports of one body have their files in their names.
        figures: The figures of each body, in the order of `bodies`.
        last_year: Last year's of each, in the same order; None where they are not known.
    """

    bodies: tuple[str, ...]
    failing: tuple[Failing, ...]
    problems: Mapping[str, tuple[FoundProblem, ...]]
    outliers: tuple[Outlier, ...]
    missing: tuple[str, ...]
    unread: tuple[Unread, ...]
    alike: tuple[tuple[str, ...], ...] = ()
    figures: tuple[BodyFigures, ...] = ()
    last_year: tuple[BodyFigures | None, ...] = ()

    @property
    def of_other_years(self) -> dict[str, int]:
        """The bodies whose report is of another year than most, with that year: last year's, sent once more."""
        usual = year_of_most(one.year for one in self.figures)
        return {one.name: one.year for one in self.figures if usual and one.year != usual}


def survey(
    files: Iterable[str | PathLike[str]],
    *,
    previous: Iterable[str | PathLike[str]] = (),
    roster: Iterable[Agency | str] = (),
    executor: Executor | None = None,
) -> Survey:
    """Look at the reports of a county: which rules fail where, and which figures are worth a look.

    The statistics are told in `gk_docs.batch.county.outliers`. Of each body its figures and findings are kept, and
    of its text what a comparison with the others needs (GK802), so that thousands need little memory.

    Args:
        files: The reports, of any format that gk-docs reads.
        previous: Reports of earlier years of the same bodies; last year's also serve the checks over the years. With
            three years or more a figure is held against the body's own past.
        roster: All bodies that owe a report, or their names; its level and type count where a report states none.
        executor: Any `concurrent.futures.Executor` to read and check with; None for this process.
    """
    owing = [one if isinstance(one, Agency) else Agency(name=one) for one in several(roster, "roster")]
    members = Bodies((one, one) for one in owing)
    past = _earlier([*map(Path, several(previous, "previous"))], members, executor)
    tasks: list[Task] = []
    results = list(spread(look, _tasks(map(Path, several(files, "files")), past, tasks, executor), _crashed, executor))
    results = _sure(results, past, tasks)
    looked = _told_apart(_compared([one for one in results if isinstance(one, Looked)]))
    unreadable = tuple(one for one in results if isinstance(one, Unread))
    before = [past.before(one.figures.agency, one.figures.year).get(one.figures.year - 1) for one in looked]
    found = [members.of(one.figures.agency) for one in looked] + [members.of_file(one.source) for one in unreadable]
    came = {id(member) for one in found for member in one.all}
    return Survey(
        bodies=tuple(one.figures.name for one in looked),
        failing=tuple(_failing(looked)),
        problems={one.figures.name: one.problems for one in looked if one.problems},
        outliers=tuple(_outliers([one.figures for one in looked], past, members)),
        missing=tuple(one.name for one in owing if id(one) not in came),
        unread=unreadable,
        alike=tuple(_alike([one.figures for one in looked])),
        figures=tuple(one.figures for one in looked),
        last_year=tuple(before),
    )


def _compared(looked: Sequence[Looked]) -> list[Looked]:
    """The same with the text that they share among their problems."""
    found = copies_among([one.comparable for one in looked])
    return [
        replace(one, problems=(*one.problems, *problems_in(more)), comparable=None)
        for one, more in zip(looked, found, strict=True)
    ]


def _sure(
    results: Sequence[Looked | Unread], past: Earlier[BodyFigures], tasks: Iterable[Task]
) -> list[Looked | Unread]:
    """The same, looked at once more without last year's report where that turns out to be another's of these."""
    agencies = [one.figures.agency for one in results if isinstance(one, Looked)]
    past.everybody = Bodies((agency, agency) for agency in agencies)
    sure = [*results]
    for number, (one, task) in enumerate(zip(results, tasks, strict=True) if past else ()):
        if task.previous and isinstance(one, Looked) and not past.of(one.figures.agency, one.figures.year - 1):
            sure[number] = look(Task(task.path))
    return sure


def _told_apart(looked: Sequence[Looked]) -> list[Looked]:
    """The same, no two called alike."""
    names = told_apart((one.figures.agency, one.figures.source) for one in looked)
    return [replace(one, figures=replace(one.figures, name=name)) for one, name in zip(looked, names, strict=True)]


def _alike(bodies: Sequence[BodyFigures]) -> Iterator[tuple[str, ...]]:
    index = Bodies((one.agency, one.name) for one in bodies)
    groups = {frozenset(name for _, name in index.like(one.agency)) for one in bodies}
    largest = (group for group in groups if len(group) > 1 and not any(group < other for other in groups))
    return iter(sorted(tuple(sorted(group)) for group in largest))


def _crashed(task: Task, problem: Problem) -> Unread:
    return Unread(source=task.path.name, problems=(replace(problem, file=task.path.name),))


def _earlier(files: Sequence[Path], roster: Bodies[Agency], executor: Executor | None) -> Earlier[BodyFigures]:
    """Read what was stated; what cannot be read is passed over."""
    found = spread(figures_of_file, files, lambda file, _: Unread(source=file.name, problems=()), executor)
    read = [(file, one) for file, one in zip(files, found, strict=True) if isinstance(one, BodyFigures)]
    return Earlier((Dated(file, one.agency, one.year, one.values, one) for file, one in read), roster=roster)


def _tasks(
    files: Iterable[Path], past: Earlier[BodyFigures], tasks: list[Task], executor: Executor | None
) -> Iterator[Task]:
    """Each file with last year's of its body, for which it must be read first; files are taken as needed."""
    if not past:
        yield from map(Task, files)
        return
    named, read = tee(files)
    for file, reading in zip(named, spread(reading_of, read, lambda _, __: None, executor), strict=True):
        report = reading.report if reading else None
        before = past.of(report.agency, report.year - 1) if report else None
        tasks.append(Task(file, before.file if before else None))
        yield tasks[-1]._replace(reading=reading)


def _failing(looked: Sequence[Looked]) -> Iterator[Failing]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    gravest: dict[str, Severity] = {}
    for one in looked:
        for problem in one.problems:
            counts[problem.code][one.figures.name] += 1
            gravest[problem.code] = max(problem.severity, gravest.get(problem.code, problem.severity))
    for code in sorted(counts, key=lambda code: (-gravest[code], -len(counts[code]), code)):
        by_body = counts[code]
        bodies = tuple(sorted(by_body, key=lambda body: -by_body[body]))
        yield Failing(code, rule_of(code).title, gravest[code], sum(by_body.values()), bodies)


def _outliers(bodies: Sequence[BodyFigures], past: Earlier[BodyFigures], members: Bodies[Agency]) -> list[Outlier]:
    found = [*_against_the_past(bodies, past), *_against_neighbours(bodies, members)]
    return sorted(found, key=lambda one: -one.judged.spreads)


def _against_the_past(bodies: Sequence[BodyFigures], past: Earlier[BodyFigures]) -> Iterator[Outlier]:
    for body in bodies:
        before = past.before(body.agency, body.year)
        theirs = {year: one.main for year, one in before.items() if one.edition == body.edition}
        own_past = len(theirs) >= FEWEST_YEARS
        used = list(theirs.values()) if own_past else [theirs[body.year - 1]] if body.year - 1 in theirs else []
        for column in columns_of(body.edition) if used else ():
            others = (one[column.path] for one in used)
            stick = Yardstick.of(others, column.unit, "own_past" if own_past else "last_year")
            yield from _outlier(body, column, stick)


def _against_neighbours(bodies: Sequence[BodyFigures], members: Bodies[Agency]) -> Iterator[Outlier]:
    kinds: dict[object, list[BodyFigures]] = defaultdict(list)
    for body in bodies:
        kinds[_kind(body, members)].append(body)
    for alike in kinds.values():
        for column in columns_of(alike[0].edition):
            stick = Yardstick.of((body.main[column.path] for body in alike), column.unit, "neighbours")
            for body in alike:
                yield from _outlier(body, column, stick)


def _kind(body: BodyFigures, members: Bodies[Agency]) -> object:
    """Level, type and edition: whose figures are like whose."""
    told, member = body_of(body.agency), members.of(body.agency).first
    roster = body_of(member) if member else told
    return (told.level or roster.level, told.type or roster.type, body.edition)


def _outlier(body: BodyFigures, column: Column, stick: Yardstick | None) -> Iterator[Outlier]:
    value = body.main[column.path]
    found = stick.judged(value) if stick else None
    if stick and found and value is not None:
        words = " · ".join(column.labels[1:])
        name = body.name
        yield Outlier(name, column.path, words, column.unit, value, stick.against, found, stick.compared)
