"""Write many reports into a folder, each once, and skip those that an earlier run has written."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gk_docs.batch.job import Done, Job, Result, Way
from gk_docs.batch.record import Records
from gk_docs.batch.spreading import Known, as_done
from gk_docs.batch.work import run
from gk_docs.errors import Problem, WriteRefused, several, system_words
from gk_docs.files.saving import file_name, settle
from gk_docs.form.reading import Reading, report_of
from gk_docs.formats import WRITERS, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence
    from concurrent.futures import Executor

    from gk_docs.form.editions import AnyReport

Entry: TypeAlias = Job | Result | None
"""An item of a batch: a job, a result that is known already, or None if no more is ready yet."""


def write_all(
    reports: Iterable[Reading | AnyReport | str | PathLike[str]],
    folder: str | PathLike[str],
    *,
    formats: Iterable[str] = ("docx",),
    template: str | PathLike[str] | None = None,
    force: bool = False,
    executor: Executor | None = None,
) -> Iterator[Result]:
    """Write many reports into files named after their bodies; yield the results as they are done.

    A report is written when its result is taken: go through all of them, or call `list`; nothing is written before, and
    a `RuntimeWarning` tells if no result was ever taken.

    One bad report never stops the rest, and never leaves a half-written file. A report that an earlier run has written
    is skipped if nothing that it is made of has changed: the report, the files that it names, the template, the
    settings, gk-docs itself. So to finish a run that was killed, run it again. Records for this are in the folder
    `.gk-docs` of the folder (see `gk_docs.batch.record`); its record.jsonl may be removed at any time.

    Args:
        reports: Reports, readings, or input files (.yaml, .json, .xlsx …); items of an iterator are taken as needed.
        folder: The folder to write to; made if it does not exist. The files of a report are named 机关名称 and year,
            those of an input file have its name.
        formats: Formats to write each report in (docx, json, yaml …).
        template: A Word template of your own, for docx and pdf, which need not print the whole form: see
            `gk_docs.render`.
        force: Replace files even if somebody changed them since.
        executor: Any `concurrent.futures.Executor`; None for one process a core.

    Yields:
        One result for each report, in the order in which they are done.

    Raises:
        WriteRefused: If a format cannot be written, or the folder cannot be made; before anything is written.
        TypeError: If anything but reports is given, or `executor` is not an executor.
        ValueError: If `formats` is empty.
    """
    reports, names = several(reports, "reports"), tuple(several(formats, "formats"))
    if not names:
        raise ValueError("formats needs the name of one at least")
    place = made_folder(folder, names)
    way = Way(Path(template) if template else None, force)
    return _Results(run_once_each(_jobs(reports, place, names, way), executor))


class _Results(Iterator[Result]):
    """The results, which a caller must take; warns if none was taken, since then nothing was written."""

    def __init__(self, results: Generator[Result, None, None]) -> None:
        self._results, self._is_begun = results, False

    def __next__(self) -> Result:
        self._is_begun = True
        return next(self._results)

    def close(self) -> None:
        """Take no more, and wait until the disk has what was written."""
        self._is_begun = True
        self._results.close()

    def __del__(self) -> None:
        if not self._is_begun:
            told = "write_all has written nothing, since no result was taken: for result in write_all(…), or list(…)"
            warnings.warn(told, RuntimeWarning, stacklevel=2, source=self)


def made_folder(folder: str | PathLike[str], formats: Sequence[str] = ()) -> Path:
    """Make the folder to write to, if it does not exist, and return it.

    Raises:
        WriteRefused: If a format cannot be written, or the folder cannot be made.
    """
    for name in formats:
        if name not in WRITERS:
            raise WriteRefused("不能写这种格式", found=name, mend=f"能写的格式：{'、'.join(WRITERS)}")
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteRefused(f"不能用作文件夹（{system_words(error)}）", file=str(place)) from error
    return place


def targets_of(folder: Path, stem: str, formats: Sequence[str]) -> tuple[Path, ...]:
    """The files to write for one report."""
    return tuple(folder / f"{stem}.{suffix_of(name)}" for name in formats)


def stem_of(subject: Reading | AnyReport) -> str:
    """The name of the files of a report, or of a reading's report, without suffix: 机关名称 and year.

    Raises:
        TypeError: If it is neither.
    """
    report = report_of(subject)
    return f"{file_name(report.agency.name)}{report.year}"


def _jobs(
    reports: Iterable[Reading | AnyReport | str | PathLike[str]],
    folder: Path,
    formats: Sequence[str],
    way: Way,
) -> Iterator[Job]:
    for report in reports:
        source = Path(report) if isinstance(report, str | PathLike) else report_of(report)
        stem = source.stem if isinstance(source, Path) else stem_of(source)
        yield Job(source=source, targets=targets_of(folder, stem, formats), way=way)


def run_once_each(entries: Iterable[Entry], executor: Executor | None) -> Generator[Result, None, None]:
    """Do the jobs and yield their results as they come; a job for a file that another job writes fails.

    A job that an earlier run did, with everything unchanged since, is not done again. At the end, even if the caller
    stops early, this waits until the disk has what was written.

    Args:
        entries: The jobs and known results; taken from the iterator as needed.
        executor: Any `concurrent.futures.Executor` whose workers see the same files; None for one process a core.
    """
    written = False
    with ExitStack() as opened:
        opened.callback(lambda: settle() if written else None)
        records = cache(lambda folder: opened.enter_context(closing(Records(folder))))
        for done in as_done(run, _first_ones(entries, records), _crashed, executor):
            if done.record:
                records(done.result.paths[0].parent).keep(done.record)
            written |= bool(done.result.paths) and done.result.status != "unchanged"
            yield done.result


def _first_ones(entries: Iterable[Entry], records: Callable[[Path], Records]) -> Iterator[Job | Known[Done] | None]:
    seen: dict[tuple[Path, str], str] = {}
    for entry in entries:
        if not isinstance(entry, Job):
            yield Known(Done(entry)) if entry else None
            continue
        target = entry.targets[0]
        place = folder, _ = target.parent, target.stem.casefold()
        if first := seen.get(place):
            mend = "请改名，或分到不同的文件夹，再单独生成"
            double = Problem(message=f"与 {first} 会写成同一个文件“{target.stem}”", mend=mend)
            yield Known(Done(entry.failed(WriteRefused([double]))))
            continue
        seen[place] = entry.name
        done = records(folder).recalled(entry)
        yield Known(Done(done)) if done else entry


def _crashed(job: Job, problem: Problem) -> Done:
    return Done(job.failed(WriteRefused([problem])))
