"""Write many reports into a folder."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.batch.job import Job
from gk_docs.batch.pool import run_all
from gk_docs.errors import Problem, WriteRefused
from gk_docs.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from gk_docs.batch.result import Result
    from gk_docs.form.editions import AnyReport

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def write_all(
    reports: Iterable[AnyReport | str | PathLike[str]],
    folder: str | PathLike[str],
    *,
    formats: Sequence[str] = ("docx",),
    template: str | PathLike[str] | None = None,
    force: bool = False,
    executor: Executor | None = None,
) -> Iterator[Result]:
    """Write many reports, as files of their bodies' names; results come as they are done.

    One bad report never stops the rest, and never leaves a file half-written. A file that already is what would be
    written stays untouched, so that a run that was killed is finished by running it again.

    Args:
        reports: Reports, or input files (.yaml, .json, .xlsx …); an iterator is taken only as it is needed.
        folder: Where to write; made if it is not there. A report is written as 机关名称 and year, a file under its
            own name.
        formats: Formats to write each report in (docx, json, yaml …).
        template: A Word template of your own, for docx.
        force: Replace Word files although somebody changed them since.
        executor: Any `concurrent.futures.Executor`; None for one process a core.

    Yields:
        One result for each report, in the order in which they are done.

    Raises:
        WriteRefused: If a format cannot be written, or the folder cannot be made; before anything is written.
    """
    for name in formats:
        if name not in WRITERS:
            raise WriteRefused("不能写这种格式", found=name, mend=f"能写的格式：{'、'.join(WRITERS)}")
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteRefused(f"不能用作文件夹（{error.strerror}）", file=str(place)) from error
    own = Path(template) if template else None
    return _results(_jobs(reports, place, formats, own, force=force), executor)


def _jobs(
    reports: Iterable[AnyReport | str | PathLike[str]],
    folder: Path,
    formats: Sequence[str],
    template: Path | None,
    *,
    force: bool,
) -> Iterator[tuple[str, Job]]:
    for report in reports:
        source = Path(report) if isinstance(report, str | PathLike) else report
        stem = source.stem if isinstance(source, Path) else f"{_file_name(source.agency.name)}{source.year}"
        targets = tuple(folder / f"{stem}.{name}" for name in formats)
        yield stem, Job(source=source, targets=targets, template=template, force=force)


def _results(jobs: Iterable[tuple[str, Job]], executor: Executor | None) -> Iterator[Result]:
    seen: dict[str, str] = {}
    doubles: list[Result] = []

    def first_of_its_name() -> Iterator[Job]:
        for stem, job in jobs:
            if stem in seen:
                doubles.append(job.failed([_double(seen[stem], stem)]))
            else:
                seen[stem] = job.name
                yield job

    for result in run_all(first_of_its_name(), executor):
        yield from _taken(doubles)
        yield result
    yield from _taken(doubles)


def _double(first: str, stem: str) -> Problem:
    return Problem(message=f"与 {first} 会写成同一个文件“{stem}”", mend="请改名，或分到不同的文件夹，再单独生成")


def _taken(results: list[Result]) -> Iterator[Result]:
    while results:
        yield results.pop(0)


def _file_name(name: str) -> str:
    """The name without the characters that a file name cannot have on Windows."""
    return _FORBIDDEN.sub("_", name).strip(" .") or "_"
