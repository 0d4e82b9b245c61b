"""Read the documents that lie beside the data files, and say what a body handed in instead of a data file."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.batch.documents import CALLED, MOSTLY_OTHER
from gk_docs.batch.figures import BodyFigures, Unread, figures_of_file
from gk_docs.batch.spreading import processes_for, spread
from gk_docs.errors import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from gk_docs.errors import Problem
    from gk_docs.form.agency import Agency

_PDF = 20  # a PDF takes as long to read as about twenty other files
_YEAR = re.compile("(?<![0-9])20[0-9]{2}(?![0-9])")


class HandedIn(NamedTuple):
    """A document in which a report may have been handed in.

    Attributes:
        file: Its name.
        agency: The body that stands in it; None if it could not be read.
        year: The year that it reports on, or that its name has if it could not be read; None if neither is known.
        why: Why it could not be read and what its body can do, in Chinese; "" if it was read or not tried.
    """

    file: str
    agency: Agency | None = None
    year: int | None = None
    why: str = ""


def documents_among(files: Iterable[str], folder: Path | None) -> Iterator[HandedIn]:
    """Read the files that are annual reports, and leave out others, such as a notice.

    Args:
        files: Their names.
        folder: Where they are; None to read none and to know them by their names.
    """
    names = [*files]
    work = sum(_PDF if name.lower().endswith(".pdf") else 1 for name in names)
    with processes_for(work if folder else 0) as executor:
        paths = [folder / name for name in names] if folder else []
        read = [*spread(figures_of_file, paths, _crashed, executor)] if folder else [None] * len(names)
    for file, found in zip(names, read, strict=True):
        if isinstance(found, BodyFigures):
            yield HandedIn(file, found.agency, found.year)
        elif not isinstance(found, Unread) or found.is_report:
            years = {*_YEAR.findall(file)}
            problems = found.problems if found and not found.office else ()
            why = "；".join(str(replace(one, file=None)).rstrip("。") for one in problems)
            yield HandedIn(file, year=int(years.pop()) if len(years) == 1 else None, why=why)


def perhaps_handed_in(folder: Path | None) -> list[str]:
    """Names of the files in a folder that were handed in if they are named after a body; empty if it does not open."""
    with suppress(OSError):
        files = sorted(folder.iterdir()) if folder else ()
        return [file.name for file in files if file.suffix.removeprefix(".").lower() in MOSTLY_OTHER]
    return []


def _crashed(path: Path, problem: Problem) -> Unread:
    return Unread(source=path.name, problems=(problem,))


def instead(found: Sequence[HandedIn], year: int | None, folder: Path | None) -> str:
    """Say in Chinese what a body handed in instead of a data file of this year, and what to do; "" if nothing."""
    current = [one for one in found if not (year and one.year) or one.year == year]
    if not current:
        old = "、".join(f"{one.file} 是{one.year}年度的" for one in found)
        return f"没有收到{year}年度的报告，{old}" if old else ""
    # A Word file and the PDF made of it have one name.
    by_name = {PurePath(one.file).with_suffix(""): one for one in sorted(current, key=_rank, reverse=True)}
    several = sorted(by_name.values(), key=lambda one: (bool(one.why), _rank(one)))
    came = "、".join(f"{_known_as(one)[0]}（{one.file}）" for one in several).replace("、 ", "、")
    file, mend = several[0].file, _known_as(several[0])[1] or several[0].why
    where = folder / file if folder else None
    force = " --force" if where and where.with_suffix(".yaml").is_file() else ""  # the blank data file of its name
    mend = mend or f"请用 gk-docs convert {typed(where or file)} --to yaml{force} 转换后核对"
    choice = f"都不是数据文件，请只留一份；留 {file} 的，" if len(several) > 1 else "不是数据文件，"
    return f"收到{came}，{choice}{mend}"


def _rank(one: HandedIn) -> int:
    """The rank of a document's format among those that are handed in, the easiest to read first."""
    order, suffix = [*CALLED], one.file.rpartition(".")[2].lower()
    return order.index(suffix) if suffix in order else len(order)


def _known_as(one: HandedIn) -> tuple[str, str]:
    suffix = one.file.rpartition(".")[2].lower()
    return CALLED.get(suffix, ("扩展名不认识的文件", one.why or "请看它是什么，补上扩展名"))
