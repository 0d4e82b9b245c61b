"""Survey many reports of one year; see `survey`."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import tee
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.batch.bodies import Bodies
from gk_docs.batch.checking import Dated, Earlier, precedence
from gk_docs.batch.county.outliers import Outlier, outliers
from gk_docs.batch.figures import (
    BodyFigures,
    Unread,
    figures_from,
    figures_of_file,
    named_apart,
    with_folders,
    year_of_most,
)
from gk_docs.batch.job import Comparable, comparable, copies_among
from gk_docs.batch.spreading import spread
from gk_docs.batch.work import checked_reading
from gk_docs.checks import rule_of
from gk_docs.errors import GkError, Problem, guarded, several
from gk_docs.form.agency import Agency
from gk_docs.form.identity import misnamed
from gk_docs.formats import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from gk_docs.finding import Finding, Severity
    from gk_docs.form.reading import Reading


class _Task(NamedTuple):
    """A file to survey, last year's file of the same body if known, and the reading of the file if it was read."""

    path: Path
    previous: Path | None = None
    reading: Reading | None = None


class FoundProblem(NamedTuple):
    """One problem that the checks found: code of the rule, severity, place and message."""

    code: str
    severity: Severity
    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """A body's figures and the problems of its report; accepted and undecided findings do not count.

    `comparable` has what a comparison with the other reports needs, or is None.
    """

    figures: BodyFigures
    problems: tuple[FoundProblem, ...]
    comparable: Comparable | None = None


class Failing(NamedTuple):
    """A rule that found problems: its code, its title in Chinese, its gravest severity, and where.

    `places` counts the problems, `bodies` names the bodies with one, most problems first.
    """

    code: str
    title: str
    severity: Severity
    places: int
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A county at a glance.

    Attributes:
        bodies: Names of the bodies whose reports were read, in the order given.
        failing: The rules that found problems, gravest first, then those of most bodies.
        problems: The problems found, by body.
        outliers: The figures that are worth a look, farthest off first; they are not findings.
        missing: Names on the roster without a report.
        unread: The files that could not be read.
        alike: Groups of names that may be one body, or are: several reports of one body have their files in the names.
        copies: Groups of files that are one report, since body, year and figures agree; the file that was used first.
        figures: The figures of each body, in the order of `bodies`.
        last_year: Last year's of each, in the same order; None where they are not known.
        otherwise: By file, in Chinese, that its name has another body of the roster than the file itself.
        unmatched: Which bodies have no report of last year, and which bodies' reports of that year nobody has, in
            Chinese; "" where that is not so.
        perhaps: By the name of a missing body the names of those that are not on the roster and may be meant for it.
    """

    bodies: tuple[str, ...]
    failing: tuple[Failing, ...]
    problems: Mapping[str, tuple[FoundProblem, ...]]
    outliers: tuple[Outlier, ...]
    missing: tuple[str, ...]
    unread: tuple[Unread, ...]
    alike: tuple[tuple[str, ...], ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    figures: tuple[BodyFigures, ...] = ()
    last_year: tuple[BodyFigures | None, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    perhaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmatched: str = ""

    @property
    def of_other_years(self) -> dict[str, int]:
        """The year of each report that is of another year than most, by body; often last year's report, sent again."""
        usual = year_of_most(one.year for one in self.figures)
        return {one.name: one.year for one in self.figures if usual and one.year != usual}


def _paths(given: Iterable[object], name: str) -> Iterator[Path]:
    for one in several(given, name):
        if not isinstance(one, str | PathLike):
            raise TypeError(f"{name} are paths of files, not objects of type {type(one).__name__}")
        yield Path(one)


def survey(
    files: Iterable[str | PathLike[str]],
    *,
    previous: Iterable[str | PathLike[str]] = (),
    roster: Iterable[Agency | str] = (),
    executor: Executor | None = None,
) -> Survey:
    """Survey the reports of a county: which rules fail where, and which figures are worth a look.

    `gk_docs.batch.county.outliers` describes the statistics. Only the figures and findings of each body are kept, and
    of its text what a comparison with the others needs (GK802), so that thousands need little memory.

    Args:
        files: The reports, of any format that gk-docs reads.
        previous: Reports of earlier years of the same bodies; last year's also serve the checks over the years. With
            three years or more, a figure is compared with the body's own past.
        roster: All bodies that owe a report, or their names; their level and type count if a report states none.
        executor: Any `concurrent.futures.Executor` to read and check with; None for this process.
    """
    owing = [one if isinstance(one, Agency) else Agency(name=one) for one in several(roster, "roster")]
    members = Bodies((one, one) for one in owing)
    past = _earlier([*_paths(previous, "previous")], members, executor)
    tasks: list[_Task] = []
    results = list(spread(_look, _tasks(_paths(files, "files"), past, tasks, executor), _crashed, executor))
    results = _sure(results, past, tasks)
    reports = _by_report(_placed([one for one in results if isinstance(one, _Looked)], with_folders))
    looked = _placed(_compared([files[0] for files in reports]), named_apart)
    unreadable = tuple(one for one in results if isinstance(one, Unread))
    before = [past.before(one.figures.agency, one.figures.year).get(one.figures.year - 1) for one in looked]
    stated = [one.figures for one in looked]
    found = [members.whose(one.source, one.agency) for one in stated] + [
        members.of_file(one.source) for one in unreadable if one.is_report
    ]
    came = {id(member) for one in found for member in one.all}
    missing = [one for one in owing if id(one) not in came]
    unlisted = [one.figures.agency for one, of in zip(looked, found, strict=False) if not of.all]
    return Survey(
        bodies=tuple(one.figures.name for one in looked),
        failing=tuple(_failing(looked)),
        problems={one.figures.name: one.problems for one in looked if one.problems},
        outliers=tuple(outliers([one.figures for one in looked], past, members)),
        missing=tuple(one.name for one in missing),
        unread=unreadable,
        alike=tuple(_alike([one.figures for one in looked])),
        copies=tuple(tuple(one.figures.source for one in files) for files in reports if len(files) > 1),
        figures=tuple(one.figures for one in looked),
        last_year=tuple(before),
        otherwise={one.source: said for one in stated if (said := members.otherwise(one.source, one.agency))},
        perhaps={name: _names(of) for name, of in misnamed(missing, unlisted).items()},
        unmatched=past.unmatched((one.agency, one.year) for one in stated),
    )


def _names(agencies: Iterable[Agency]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in agencies))


def _compared(looked: Sequence[_Looked]) -> list[_Looked]:
    """Add to each body's problems the text that it shares with others (GK802)."""
    found = copies_among([one.comparable for one in looked])
    return [
        replace(one, problems=(*one.problems, *_problems_in(more)), comparable=None)
        for one, more in zip(looked, found, strict=True)
    ]


def _sure(
    results: Sequence[_Looked | Unread], past: Earlier[BodyFigures], tasks: Iterable[_Task]
) -> list[_Looked | Unread]:
    """Check those files again, without last year's report, whose last year's report may be another body's after all."""
    agencies = [one.figures.agency for one in results if isinstance(one, _Looked)]
    past.everybody = Bodies((agency, agency) for agency in agencies)
    sure = [*results]
    for number, (one, task) in enumerate(zip(results, tasks, strict=True) if past else ()):
        if task.previous and isinstance(one, _Looked) and not past.of(one.figures.agency, one.figures.year - 1):
            sure[number] = _look(_Task(task.path))
    return sure


def _placed(
    looked: Sequence[_Looked], place: Callable[[Sequence[BodyFigures]], Iterable[BodyFigures]]
) -> list[_Looked]:
    """Put what tells bodies or files apart into their names."""
    placed = place([one.figures for one in looked])
    return [replace(one, figures=figures) for one, figures in zip(looked, placed, strict=True)]


def _by_report(looked: Sequence[_Looked]) -> list[list[_Looked]]:
    """Group the files that are one report (same body, year and figures), the file that says most first."""
    alike: dict[tuple[object, ...], Bodies[int]] = defaultdict(Bodies)
    keys = [(one.figures.year, one.figures.edition, one.figures.values) for one in looked]
    for at, (key, one) in enumerate(zip(keys, looked, strict=True)):
        alike[key].add(one.figures.agency, at)
    found: dict[int, list[_Looked]] = defaultdict(list)
    for at, (key, one) in enumerate(zip(keys, looked, strict=True)):
        found[min((at, *alike[key].of(one.figures.agency).all))].append(one)
    return [sorted(files, key=lambda one: precedence(Path(one.figures.source))) for files in found.values()]


def _alike(bodies: Sequence[BodyFigures]) -> Iterator[tuple[str, ...]]:
    index = Bodies((one.agency, one.name) for one in bodies)
    groups = {frozenset(name for _, name in index.like(one.agency)) for one in bodies}
    largest = (group for group in groups if len(group) > 1 and not any(group < other for other in groups))
    return iter(sorted(tuple(sorted(group)) for group in largest))


def _crashed(task: _Task, problem: Problem) -> Unread:
    return Unread(source=task.path.name, problems=(replace(problem, file=task.path.name),))


def _earlier(files: Sequence[Path], roster: Bodies[Agency], executor: Executor | None) -> Earlier[BodyFigures]:
    """Read the figures of earlier reports; files that cannot be read are passed over."""
    found = spread(figures_of_file, files, lambda file, _: Unread(source=file.name, problems=()), executor)
    read = [(file, one) for file, one in zip(files, found, strict=True) if isinstance(one, BodyFigures)]
    return Earlier((Dated(file, one.agency, one.year, one.values, one) for file, one in read), roster=roster)


def _tasks(
    files: Iterable[Path], past: Earlier[BodyFigures], tasks: list[_Task], executor: Executor | None
) -> Iterator[_Task]:
    """Yield a task for each file; with earlier reports, the file is read first, to find last year's of its body.

    Files are taken from the iterator as needed; with earlier reports, the tasks are also added to `tasks`.
    """
    if not past:
        yield from map(_Task, files)
        return
    named, read = tee(files)
    for file, reading in zip(named, spread(_reading_at, read, lambda _, __: None, executor), strict=True):
        report = reading.report if reading else None
        before = past.of(report.agency, report.year - 1) if report else None
        tasks.append(_Task(file, before.file if before else None))
        yield tasks[-1]._replace(reading=reading)


def _failing(looked: Sequence[_Looked]) -> Iterator[Failing]:
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


def _look(task: _Task) -> _Looked | Unread:
    """Read and check one file, with the nearest settings; a `GkError` becomes an `Unread` and is not raised."""
    try:
        with guarded(task.path.name):
            return _looked(task)
    except GkError as error:
        return Unread.because(task.path.name, error)


def _looked(task: _Task) -> _Looked:
    previous = read(task.previous) if task.previous else None
    reading, wanted, findings, _ = checked_reading(task.reading or read(task.path), task.path, previous)
    figures = figures_from(reading.report, task.path)
    return _Looked(figures=figures, problems=_problems_in(findings), comparable=comparable(reading, wanted))


def _reading_at(path: Path) -> Reading | None:
    """Read a file; None if that fails, since `_look` says why."""
    try:
        return read(path)
    except GkError:
        return None


def _problems_in(findings: Iterable[Finding]) -> tuple[FoundProblem, ...]:
    """The problems among findings."""
    return tuple(
        FoundProblem(one.code, one.severity, str(one.place), one.message) for one in findings if one.is_problem
    )
