"""Find the reports in a folder, and write them all."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing, suppress
from dataclasses import replace
from os import cpu_count
from os.path import normpath
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from gk_docs.authored.shared import shared_template
from gk_docs.batch.bodies import Bodies
from gk_docs.batch.documents import DOCUMENTS, is_about_reports, is_unnamed
from gk_docs.batch.figures import BodyFigures, figures_of_file, is_blank
from gk_docs.batch.job import Job, Result, Way, reasons
from gk_docs.batch.record import FILE as RECORD
from gk_docs.batch.record import FOLDER as RECORDS
from gk_docs.batch.record import written_before
from gk_docs.batch.roster import STEM as ROSTER_STEM
from gk_docs.batch.roster import Member, find_roster, read_roster
from gk_docs.batch.scripts import reports_of
from gk_docs.batch.write_all import Entry, made_folder, run_once_each, stem_of, targets_of
from gk_docs.document.csv import DESCRIPTION
from gk_docs.errors import GkError, UnreadableFile, WriteRefused, system_words
from gk_docs.files.saving import remove_drafts
from gk_docs.files.source import is_file
from gk_docs.formats import suffixes
from gk_docs.settings import folders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

    from gk_docs.form.editions import AnyReport

AUTHORED = suffixes(collected=True)
"""Suffixes of the files in a folder that count as reports."""

SCRIPT = "py"

FINDINGS = "（检查结果）"
"""The end, before the suffix, of the name of a page that lists the findings of the report beside it."""

SLIPS = "回执"
"""Name of the folder, in an output folder, with a slip for each body."""

_WAY = Way(partial=False)
_NOT_REPORTS = ("_", ".", "~$")
_GLANCE = 0.2  # seconds to wait for a script before looking whether anything else is done


def inputs_of(folder: Path, *, scripts: bool = False, documents: bool = False, out: Path | None = None) -> list[Path]:
    """The reports in a folder by name: .yaml, .json, .xlsx, and the scripts if they are wanted.

    Those of the folders in it that its `gk-docs.toml` names (`"文件夹" = ["镇", "部门"]`) come after its own; one that
    cannot be opened stands for itself, so that it is told when it is read. Other folders stay closed. Left out are
    files whose names begin with `_` (shared text), `.` or `~$` (drafts and locks of Word and Excel), the roster
    (名单.xlsx), and what we wrote about reports (an annex, a survey, findings), unless somebody saved it since.

    Args:
        folder: The folder.
        scripts: Take the scripts, too.
        documents: Take the Word files, web pages and PDFs, too, in which somebody hands in a report; one of several
            that have one name but for the suffix, and none beside a data file of that name, unless nobody has filled
            that in: then the report in the document counts and the data file does not.
        out: Where is written: what an earlier run wrote there is no document that somebody handed in.

    Raises:
        UnreadableFile: If the folder does not exist.
        GkError: If its settings file is wrong.
    """
    wanted = {*AUTHORED, *((SCRIPT,) if scripts else ())}
    found: list[Path] = []
    for place, files in _each(folder):
        handed_in = _but_written(files, place, folder, out) if documents else []
        own = [file for file in files if _suffix(file) in wanted or file == place]
        own = [file for file in own if not _is_replaced(file, handed_in)]
        found += [*own, *_documents(handed_in, {file.stem for file in own})]
    return found


def _is_replaced(file: Path, handed_in: Iterable[Path]) -> bool:
    """Whether a data file is not filled in and a document with its name, beside it, holds the report."""
    beside = [one for one in handed_in if one.stem == file.stem and _suffix(one) in suffixes(collected=False)]
    return bool(beside) and is_blank(file) and any(isinstance(figures_of_file(one), BodyFigures) for one in beside)


def _documents(files: Iterable[Path], names: set[str]) -> Iterator[Path]:
    readable = suffixes(collected=False)
    for file in sorted(
        (file for file in files if _suffix(file) in readable), key=lambda file: readable.index(_suffix(file))
    ):
        if file.stem not in names:
            names.add(file.stem)
            yield file


def others_in(folder: Path, out: Path | None = None) -> list[Path]:
    """The documents that lie beside the reports of a folder and are not taken for any: Word files, old workbooks.

    A run that writes only names them; any other run reads them, or says why they cannot be read.

    Args:
        folder: The folder.
        out: Where is written: what an earlier run wrote there is left out.

    Raises:
        UnreadableFile: If the folder does not exist.
        GkError: If its settings file is wrong.
    """
    found = ((file, files) for place, files in _each(folder) for file in _but_written(files, place, folder, out))
    return [file for file, beside in found if _suffix(file) in DOCUMENTS or is_unnamed(file, beside)]


def _but_written(files: Sequence[Path], place: Path, folder: Path, out: Path | None) -> list[Path]:
    """The files of one folder without those that an earlier run with the output folder `out` wrote there."""
    target = out / place.relative_to(folder) if out else None
    earlier = written_before(place) if target and target.resolve() == place.resolve() else ()
    written = {name for one in earlier for name in one.names}
    return [file for file in files if file.name not in written]


def _each(folder: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each folder below a folder with its files; one that cannot be opened comes with itself."""
    for place in places_of(folder):
        try:
            yield place, _files_in(place)
        except UnreadableFile:
            if place == folder:
                raise
            yield place, [place]


def places_of(folder: Path) -> list[Path]:
    """The folder, and the subfolders that belong to it by its settings file and theirs, at any depth.

    Raises:
        GkError: If its settings file is wrong.
    """
    below = [folder / one.name for one in folders_of(folder) or ()]
    return [folder, *(place for one in below for place in places_of(one))]


def closed_in(folder: Path, but: Iterable[Path] = ()) -> list[str]:
    """Names of the subfolders that may hold reports but are not searched, since no settings file lists subfolders.

    Folders to which a run of ours wrote are left out, as are slips.

    Args:
        folder: The folder; for a file the result is empty.
        but: Folders that the same run uses for something else, such as last year's reports.

    Raises:
        GkError: If the settings file is wrong.
    """
    if not folder.is_dir() or folders_of(folder) is not None:
        return []
    others = {path.resolve() for path in but}
    try:
        below = sorted(folder.iterdir())
    except OSError:  # told where its files are looked for
        return []
    within = (place for place in below if place.is_dir() and place.resolve() not in others)
    asked = (place for place in within if place.name != SLIPS and not place.name.startswith(_NOT_REPORTS))
    return [place.name for place in asked if not is_file(place / RECORDS / RECORD) and files_at(place)]


def _files_in(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise UnreadableFile(f"文件夹打不开（{system_words(error)}）", file=str(folder)) from error
    named = (file for file in files if not file.name.startswith(_NOT_REPORTS) and file.stem != ROSTER_STEM)
    named = (file for file in named if not file.name.endswith(DESCRIPTION) and not file.stem.endswith(FINDINGS))
    template = None
    with suppress(GkError, OSError):  # wrong settings are told for each report; a deleted folder cannot be resolved
        template = shared_template(folder)
    named = (file for file in named if not template or file.name != template.name or file.resolve() != template)
    present = (file for file in named if file.is_file() or not file.exists())  # a broken link is reported, not ignored
    return [file for file in present if not is_about_reports(file)]


def render_folder(
    folder: Path,
    out: Path,
    *,
    formats: Sequence[str] = ("docx",),
    way: Way = _WAY,
    scripts: bool = False,
    documents: bool = False,
    executor: Executor | None = None,
) -> Generator[Result, None, None]:
    """Write every report of a folder, as `write_all` does; yield the results as they are done.

    A report from a script is named by its body and year, unless it is the only one of its script. Drafts in `out` that
    a killed run left are removed at the end. Reports of a subfolder are written to a subfolder of the same name.

    Args:
        folder: The folder of the inputs; see `inputs_of`.
        out: The folder to write to; made if it does not exist.
        formats: Formats to write each report in.
        way: How each report is written; a template of your own must print the whole form unless this says otherwise.
        scripts: Also run the Python scripts of the folder, which may do whatever you may do.
        documents: Also take documents in which reports were handed in; see `inputs_of`.
        executor: Any `concurrent.futures.Executor`; None for one process a core.

    Raises:
        UnreadableFile: If the folder does not exist.
        WriteRefused: If a format cannot be written, the folder cannot be made, or inputs would be written over.
    """
    files = inputs_of(folder, scripts=scripts, documents=documents, out=out)
    files = [file for file in files if not way.template or file.resolve() != way.template.resolve()]
    for place in places_of(folder):
        if out.resolve() == place.resolve() and not set(formats).isdisjoint(AUTHORED):
            mend = "请用 -o 写明另一个文件夹"
            raise WriteRefused("写出的文件会与数据文件混在一起，或者覆盖它们", file=str(out), mend=mend)
    started = time.time()
    places = {file.parent: made_folder(out / file.parent.relative_to(folder), formats) for file in files}
    places[folder] = made_folder(out, formats)

    def job(source: Path | AnyReport, stem: str, file: Path) -> Job:
        return Job(
            source=source,
            targets=targets_of(places[file.parent], stem, formats),
            way=way,
            origin=file,
            label=file.relative_to(folder).as_posix(),
        )

    return _results(_entries(files, job), executor, [*places.values()], started)


def _results(
    entries: Generator[Entry, None, None], executor: Executor | None, places: Iterable[Path], started: float
) -> Generator[Result, None, None]:
    with closing(entries):  # stops scripts that still run if the caller wants no more results
        yield from run_once_each(entries, executor)
    for place in places:
        for folder in (place, place / RECORDS):
            remove_drafts(folder, before=started)


def _entries(files: Iterable[Path], job: Callable[..., Job]) -> Generator[Entry, None, None]:
    """Yield a job for each file; scripts run meanwhile, one a core, and their jobs come as they are done.

    Yields None while scripts run and no job is ready.
    """
    scripts = [file for file in files if _suffix(file) == SCRIPT]
    stop = Event()
    with ThreadPoolExecutor(cpu_count()) as threads:
        try:  # from here on Ctrl+C must stop the scripts, since leaving the block waits for the threads
            running = {threads.submit(reports_of, script, stop=stop): script for script in scripts}
            yield from (job(file, file.stem, file) for file in files if _suffix(file) != SCRIPT)
            while running:
                for future in wait(running, _GLANCE, FIRST_COMPLETED).done:
                    yield from _of_script(running.pop(future), future, job)
                yield None
        finally:
            stop.set()
            threads.shutdown(cancel_futures=True)


def _of_script(script: Path, future: Future[list[AnyReport]], job: Callable[..., Job]) -> Iterator[Entry]:
    try:
        reports = future.result()
    except GkError as error:
        yield Result(body=script.stem, source=script.name, status="failed", **reasons([error], script.name))
        return
    for report in reports:
        yield job(report, script.stem if len(reports) == 1 else stem_of(report), script)


def _suffix(file: Path) -> str:
    return file.suffix.removeprefix(".").lower()


def files_at(path: Path) -> list[Path]:
    """For a file the file itself, existing or not; for a folder every file that may be a report, of any format.

    Which folders in it belong to it, and which files are left out, is as in `inputs_of`; a folder that cannot be
    opened stands for itself, too.

    Raises:
        GkError: If its settings file is wrong: of the folders that it names, none is left out without a word.
    """
    if not path.is_dir():
        return [path]
    wanted = {*AUTHORED, *DOCUMENTS}
    try:
        return [
            file
            for place, files in _each(path)
            for file in files
            if _suffix(file) in wanted or file == place or is_unnamed(file, files)
        ]
    except UnreadableFile:
        return [path]


def reports_in(*places: Path, but: Iterable[Path] = ()) -> list[Path]:
    """The files of `files_at` for places that must exist, each once.

    Args:
        places: Files and folders, which may hold one another.
        but: Files to leave out, since the same run uses them for something else.

    Raises:
        UnreadableFile: If a file or folder does not exist.
    """
    for place in places:
        try:
            place.stat()
        except OSError as error:
            raise UnreadableFile(f"文件夹或文件打不开（{system_words(error)}）", file=str(place)) from error
    others = {path.resolve() for path in but}
    return [file for file in each_once(places) if file.resolve() not in others]


def each_once(places: Iterable[Path]) -> list[Path]:
    """The files of `files_at` for several places, each once, however the places name it."""
    found: dict[str, Path] = {}
    here = Path()
    with suppress(OSError):
        here = Path.cwd()
    for place in places:
        for file in files_at(place):
            found.setdefault(normpath(here / file), file)
    return [*found.values()]


def roster_of(places: Sequence[Path], named: Path | None) -> tuple[Member, ...]:
    """Read the roster `named`, else those of the folders and of the folders that belong to them; each body once.

    Raises:
        UnreadableFile: If a roster cannot be read.
        InvalidReport: If lines of it are wrong, with each of them.
        GkError: If a settings file is wrong.
    """
    folders = [] if named else [below for place in places if place.is_dir() for below in places_of(place)]
    members: list[Member] = []
    for path in [named] if named else filter(None, map(find_roster, folders)):
        known = Bodies((member.agency, member) for member in members)
        before = members[-1].line if members else 0  # lines tell members apart
        fresh = (member for member in read_roster(path) if not known.of(member.agency).first)
        members += [replace(member, line=before + member.line) for member in fresh]
    return tuple(members)
