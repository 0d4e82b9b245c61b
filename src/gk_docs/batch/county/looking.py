"""One file looked at, in whatever process: its figures, and what the checks find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.batch.figures import BodyFigures, Unread, figures_from
from gk_docs.batch.job import Comparable, comparable
from gk_docs.batch.work import checked_reading
from gk_docs.errors import GkError, guarded
from gk_docs.formats import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gk_docs.finding import Finding, Severity
    from gk_docs.form.reading import Reading


class Task(NamedTuple):
    """A file to look at, last year's of the same body, or None, and what was read of the file, if it was."""

    path: Path
    previous: Path | None = None
    reading: Reading | None = None


class FoundProblem(NamedTuple):
    """One problem that the checks found: code of the rule, severity, the place and the sentence."""

    code: str
    severity: Severity
    place: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A body's figures and the problems of its report; accepted and undecided findings do not count.

    `comparable` is what a comparison with the other reports needs, or None.
    """

    figures: BodyFigures
    problems: tuple[FoundProblem, ...]
    comparable: Comparable | None = None


def look(task: Task) -> Looked | Unread:
    """Read and check one file, with the settings nearest above it. What goes wrong is told; nothing is raised."""
    try:
        with guarded(task.path.name):
            return _looked(task)
    except GkError as error:
        return Unread.because(task.path.name, error)


def _looked(task: Task) -> Looked:
    previous = read(task.previous) if task.previous else None
    reading, wanted, findings, _ = checked_reading(task.reading or read(task.path), task.path, previous)
    figures = figures_from(reading.report, task.path.name)
    return Looked(figures=figures, problems=problems_in(findings), comparable=comparable(reading, wanted))


def reading_of(path: Path) -> Reading | None:
    """What is read of a file; None if that fails, of which `look` tells more."""
    try:
        return read(path)
    except GkError:
        return None


def problems_in(findings: Iterable[Finding]) -> tuple[FoundProblem, ...]:
    """The problems among findings."""
    return tuple(
        FoundProblem(one.code, one.severity, str(one.place), one.message) for one in findings if one.is_problem
    )
