"""Starting files: one for a body, or one for everybody on the roster."""

from __future__ import annotations

from os.path import relpath
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Literal, NamedTuple

from gk_docs.authored.last_year import LastYear
from gk_docs.authored.starting import starting_file, starting_form
from gk_docs.batch.checking import Dated, dated
from gk_docs.batch.moving_on import moved_on
from gk_docs.batch.write_all import made_folder
from gk_docs.errors import InvalidReport, WriteRefused, gathered
from gk_docs.files.saving import file_name, refuse_existing, save
from gk_docs.form.identity import NO_NAME
from gk_docs.formats import FORMATS, read, row_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from gk_docs.batch.checking import Earlier
    from gk_docs.batch.roster import Member
    from gk_docs.form.agency import Agency
    from gk_docs.form.reading import Reading


_LAST_YEARS = "去年"  # a folder of its own: beside this year's, last year's would be taken for one of this year's, too


class Started(NamedTuple):
    """A starting file.

    Attributes:
        body: Whose it is.
        file: The file.
        new: Whether it was written; False if it was there already, and was left alone.
        previous: Last year's report, from which it carries on, and its file; None without one.
    """

    body: str
    file: Path
    new: bool
    previous: Dated[Reading] | None


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
        body: The body, by its full name or, where last year's report has that, by a shorter one.
        year: The year reported on.
        target: The file, .yaml or .xlsx.
        previous: Last year's report, in the folder of the file or below it: body, contact, 上年结转 and 现行有效 are
            taken from it.
        edition: The edition of the form, where it is not that of the year.
        force: Replace a file that is there.

    Raises:
        TypeError: If `year` is no whole number.
        WriteRefused: If the file is there already or of another format, or the place cannot be written.
        InvalidReport: If no such form exists, or none for the year, the name is not one, or last year's report is of
            another year, another body's, or lies where the starting file must not reach.
        GkError: If last year's report cannot be read.
    """
    given: object = year
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError(f"the year is a whole number (2024), not {type(given).__name__}")
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
    """Write a starting file from last year's report, text and all.

    Body, contact, 上年结转 and 现行有效 are those of last year's. So is its text, in place, with the years moved on; a
    number that agreed with a table there takes its value from this year's table, and behind every other one, and behind
    a date, stands 【待核】, which the checks find (GK208) until somebody has looked at it.

    Args:
        last: Last year's report, of any format that is read.
        target: The file, .yaml or .xlsx, in the folder of `last` or above it; None for one beside `last`, named after
            the body and the year.
        body: Its full name, where that of `last` is a shorter one; a report of another body is refused.
        to: The format where `target` is None.
        edition: The edition of the form, where it is not that of the year.
        force: Replace a file that is there.

    Raises:
        WriteRefused: If the file is there already or of another format, or the place cannot be written.
        InvalidReport: If there is no such form, the report is another body's or does not say whose it is and `body`
            does not either, or it lies where the starting file must not reach.
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
    """A path at which a starting file may be written."""
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
    """Write a starting file for each body of a roster into a folder; a file that is there already is left alone.

    Args:
        members: The bodies.
        year: The year reported on.
        folder: Where to write; it is there.
        earlier: Last year's reports, inside `folder` unless `apart`; each body gets its own by name. What stops one
            body's file (a name too long, two that would be one file) joins its `errors`.
        suffix: .yaml, or .xlsx for workbooks.
        edition: The edition of the form, where it is not that of the year.
        apart: Give each body a folder of its own in `folder`, with its file and, in 去年, last year's report, ready
            to be sent.

    Yields:
        What became of each body, in their order, but those that an error stopped.
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
        beside = made_folder(target.parent / _LAST_YEARS) / last.file.name
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
    """Write the file, in the place of one that may be there: whoever calls has looked."""
    last_year = LastYear(named_from(last.file, target), last.content) if last else None
    if last_year and with_text:
        form = starting_form(year, edition, last_year)
        last_year = last_year._replace(texts=moved_on(last_year.reading, form))
    save(starting_file(body, year, target.name, last_year, edition), target, force=True)
    return Started(body if isinstance(body, str) else body.name, target, new=True, previous=last)


def named_from(file: Path, target: Path) -> str:
    """How a starting file at `target` names last year's file: relative to its own folder.

    Raises:
        InvalidReport: If it lies outside of that folder, or has a name that is no UTF-8.
    """
    path = relpath(file.resolve(), target.resolve().parent).replace("\\", "/")
    if path == ".." or path.startswith("../"):
        mend = f"请先把它复制到 {target.resolve().parent.name} 文件夹"
        raise InvalidReport("上年的报告须与新文件在同一文件夹，或在其中的文件夹里", file=str(file), mend=mend)
    if path != path.encode(errors="ignore").decode():
        raise InvalidReport("上年报告的文件名不是 UTF-8 编码，写不进新文件", file=str(file), mend="请先给它改名")
    return path
