"""Last year's report, for a starting file that carries on from it."""

from __future__ import annotations

from os.path import relpath
from typing import TYPE_CHECKING

import gk_docs
from gk_docs.authored.starting import LastYear
from gk_docs.errors import InvalidReport

if TYPE_CHECKING:
    from pathlib import Path


def last_year(file: Path, year: int, target: Path) -> LastYear:
    """The report of the year before `year`, for a starting file at `target`.

    Raises:
        GkError: If it cannot be read.
        InvalidReport: If it is the report of another year, or lies where the starting file must not reach.
    """
    reading = gk_docs.read(file)
    found = reading.report.year
    if found != year - 1:
        raise InvalidReport(f"不是{year - 1}年度的报告", file=file.name, place="年度", found=str(found))
    return LastYear(named_from(file, target), reading)


def named_from(file: Path, target: Path) -> str:
    """How a starting file at `target` names last year's file: relative to its own folder.

    Raises:
        InvalidReport: If it lies outside of that folder.
    """
    path = relpath(file.resolve(), target.resolve().parent).replace("\\", "/")
    if path == ".." or path.startswith("../"):
        mend = f"请先把它复制到 {target.resolve().parent.name} 文件夹"
        raise InvalidReport("上年的报告须与新文件在同一文件夹，或在其中的文件夹里", file=str(file), mend=mend)
    return path
