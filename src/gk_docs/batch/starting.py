"""Write starting files: for one body, from last year's report, or for every body on a roster."""

from __future__ import annotations

from dataclasses import replace
from os.path import relpath
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.authored.last_year import LastYear
from gk_docs.authored.starting import starting_file, starting_form
from gk_docs.batch.checking import Dated, Earlier, dated
from gk_docs.batch.documents import LAST_YEARS
from gk_docs.batch.moving_on import moved_on
from gk_docs.batch.write_all import made_folder
from gk_docs.checks import check
from gk_docs.errors import InvalidReport, WriteRefused, gathered, year_given
from gk_docs.files.saving import file_name, refuse_existing, refuse_target, save
from gk_docs.form.across import counterparts
from gk_docs.form.identity import NO_NAME
from gk_docs.form.outline import marked, outline_of
from gk_docs.form.table import Stock
from gk_docs.formats import FORMATS, read, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from gk_docs.batch.roster import Member
    from gk_docs.finding import Finding
    from gk_docs.form.agency import Agency
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading


_CARRIED = "照它结转到新文件的数可能不对，请先核对。"


class Started(NamedTuple):
    """A starting file.

    Attributes:
        body: Name of the body.
        file: The file.
        new: Whether it was written; False if it existed already and was left alone.
        previous: Last year's report, from which it was filled in; None without one.
        doubts: What the checks find wrong with the figures of last year's report that were carried over.
    """

    body: str
    file: Path
    new: bool
    previous: Dated[Reading] | None
    doubts: tuple[Finding, ...] = ()


def start(
    body: str | Agency,
    year: int,
    target: str | PathLike[str],
    *,
    previous: str | PathLike[str] | None = None,
    edition: str | None = None,
    force: bool = False,
) -> Started:
    """Write a starting file: the whole form in its own words, with a mark wherever something is to be filled in.

    Args:
        body: The name of the body, which may be shorter than the full name in last year's report; or what is known of
            the body.
        year: The year reported on.
        target: The file to write, .yaml or .xlsx.
        previous: Last year's report, in the folder of the file or below it: body, contact, 上年结转 and 现行有效 are
            taken from it.
        edition: The edition of the form, if it is not that of the year.
        force: Replace an existing file.

    Raises:
        TypeError: If `year` is not a whole number.
        WriteRefused: If the file exists or has another format, or the place cannot be written.
        InvalidReport: If no form fits the edition or the year, the name is not one that a body can have, or last year's
            report is of another year, of another body, or outside the folder of the starting file.
        GkError: If last year's report cannot be read.
    """
    year_given(year)
    before = dated(Path(previous), read(previous)) if previous is not None else None
    if before and before.year != year - 1:
        found = str(before.year)
        raise InvalidReport(f"不是{year - 1}年度的报告", file=before.file.name, place="年度", found=found)
    return _started(body, year, _free(Path(target), force=force), before, edition)


def start_from(
    last: str | PathLike[str],
    target: str | PathLike[str] | None = None,
    *,
    body: str | None = None,
    to: Literal["yaml", "xlsx"] = "yaml",
    edition: str | None = None,
    force: bool = False,
) -> Started:
    """Write a starting file from last year's report, text included.

    Body, contact, 上年结转 and 现行有效 are taken from last year's report. So is its text, with the years moved on: a
    number that agreed with last year's tables takes its value from this year's, and every other number, and every date,
    gets the mark 【待核】, which the checks report (GK208) until somebody removes it.

    Args:
        last: Last year's report, of any format that gk-docs reads.
        target: The file to write, .yaml or .xlsx, in the folder of `last` or above it; None for a file beside `last`
            that is named after the body and the year.
        body: The full name of the body, if `last` has a shorter one; a report of another body is refused.
        to: The format if `target` is None.
        edition: The edition of the form, if it is not that of the year.
        force: Replace an existing file.

    Raises:
        WriteRefused: If the file exists or has another format, or the place cannot be written.
        InvalidReport: If no form fits the edition or the year, the report is another body's or neither it nor `body`
            names the body, or `last` is outside the folder of the starting file.
        GkError: If the report cannot be read.
    """
    before = dated(Path(last), read(last))
    if body is None and before.agency.name == NO_NAME:
        mend = "请写明机关名称（body=…），如 gk-docs new 西集镇人民政府 --from 去年的报告"
        raise InvalidReport("上年的报告里读不出机关名称", file=before.file.name, place="机关", mend=mend)
    name, year = file_name(body or before.agency.name), before.year + 1
    path = Path(last).with_name(f"{name}{year}.{to}") if target is None else Path(target)
    return _started(body or before.agency, year, _free(path, force=force), before, edition, with_text=True)


def _free(path: Path, *, force: bool) -> Path:
    """Return the path, if a starting file may be written there; else raise."""
    refuse_target(path, force=True)
    if not row_of(path).authored:
        mend = f"能新建的格式：{'、'.join(name for name, one in FORMATS.items() if one.authored)}"
        raise WriteRefused("不能新建这种格式", file=str(path), found=path.suffix or "（没有扩展名）", mend=mend)
    if not force:
        refuse_existing(path)
    return path


def start_everybody(
    members: Iterable[Member],
    year: int,
    folder: Path,
    earlier: Earlier[Reading],
    *,
    suffix: str = ".yaml",
    edition: str | None = None,
    apart: bool = False,
) -> Iterator[Started]:
    """Write a starting file for each body of a roster into a folder; existing files are left alone.

    Args:
        members: The bodies.
        year: The year reported on.
        folder: The folder to write to; it must exist.
        earlier: Last year's reports, inside `folder` unless `apart`; each body gets its own. An error that stops one
            body's file (a name too long, two names of one file) is added to its `errors`.
        suffix: .yaml, or .xlsx for workbooks.
        edition: The edition of the form, if it is not that of the year.
        apart: Give each body a folder of its own in `folder`, with its file and, in 去年, last year's report, ready
            to be sent.

    Yields:
        The starting file of each body, in order, except those that an error stopped.
    """
    taken: dict[str, str] = {}
    for member in members:
        name, body = file_name(member.agency.name), member.agency.name
        started = None
        with gathered(earlier.errors, body):
            if (first := taken.setdefault(name.casefold(), body)) != body:
                raise InvalidReport(f"与{first}会写成同一个文件", place="机关", mend="请改用不同的名称，或另放一个名单")
            place = made_folder(folder / name) if apart else folder
            target = place / f"{name}{year}{suffix}"
            started = _begun(member.agency, year, target, earlier, edition, takes_along=apart)
        if started:
            yield started


def _begun(
    agency: Agency, year: int, target: Path, earlier: Earlier[Reading], edition: str | None, *, takes_along: bool
) -> Started:
    last = earlier.of(agency, year - 1)
    if target.exists():
        return Started(agency.name, target, new=False, previous=last)
    if takes_along and last:
        beside = made_folder(target.parent / LAST_YEARS) / last.file.name
        if not beside.exists() or beside.read_bytes() != last.file.read_bytes():
            refuse_existing(beside)
            copyfile(last.file, beside)
        last = last._replace(file=beside)
    return _started(agency, year, target, last, edition)


def _started(
    body: str | Agency,
    year: int,
    target: Path,
    last: Dated[Reading] | None,
    edition: str | None,
    *,
    with_text: bool = False,
) -> Started:
    """Write the file, replacing any that exists; the caller has checked that it may."""
    last_year = LastYear(named_from(last.file, target), last.content) if last else None
    if last_year and with_text:
        form = starting_form(year, edition, last_year)
        last_year = last_year._replace(texts=moved_on(last_year.reading, form))
    save(starting_file(body, year, target.name, last_year, edition), target, force=True)
    doubts = tuple(_doubts(last_year.reading, starting_form(year, edition, last_year))) if last_year else ()
    return Started(body if isinstance(body, str) else body.name, target, new=True, previous=last, doubts=doubts)


def _doubts(last: Reading, form: type[AnyReport]) -> Iterator[Finding]:
    """Yield the findings on last year's report that put a figure in doubt which this year's report starts from."""
    same = counterparts(form, type(last.report))
    begun = {*outline_of(form).carried.values(), *(same[path] for path, _ in marked(form, Stock) if path in same)}
    for finding in check(last, select=["GK3"]):
        is_elsewhere = finding.expected is not None and finding.place.path not in begun
        if finding.is_problem and not is_elsewhere and begun & {one.path for one in (finding.place, *finding.others)}:
            yield replace(finding, message=f"{_CARRIED}{finding.message}")


def named_from(file: Path, target: Path) -> str:
    """The path by which a starting file at `target` names last year's file, relative to its own folder.

    Raises:
        InvalidReport: If the file is outside that folder, or its name is not valid text.
    """
    path = relpath(file.resolve(), target.resolve().parent).replace("\\", "/")
    if path == ".." or path.startswith("../"):
        mend = f"请先把它复制到 {target.resolve().parent.name} 文件夹"
        raise InvalidReport("上年的报告须与新文件在同一文件夹，或在其中的文件夹里", file=str(file), mend=mend)
    if path != path.encode(errors="ignore").decode():
        raise InvalidReport("上年报告的文件名不是 UTF-8 编码，写不进新文件", file=str(file), mend="请先给它改名")
    return path
