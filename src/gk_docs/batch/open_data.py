"""Read and write the figures of many bodies as one table of open data (.csv); see `gk_docs.document.csv`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from gk_docs.document.csv import description, readings, table
from gk_docs.errors import WriteRefused, guarded, several
from gk_docs.files.source import Source
from gk_docs.form.reading import Reading, report_of
from gk_docs.formats import format_of, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from gk_docs.form.report import Report


def read_figures(source: str | PathLike[str] | bytes | BinaryIO, *, name: str | None = None) -> Iterator[Reading]:
    """Read a table of open data (.csv); yield a reading for each body and year in it.

    Args:
        source: A path, the bytes themselves, or a binary stream.
        name: The name of the input in messages, if `source` is not a path.

    Raises:
        UnreadableFile: If the file is not text.
        NotAnAnnualReport: If the file is not such a table.
        InvalidReport: If a row does not belong to a figure of the form or has no number, or if a figure has two rows.
    """
    opened = Source.of(source, name)
    with guarded(opened.name):
        yield from readings(opened.data, opened.name)


def write_figures(reports: Iterable[Reading | Report], path: str | PathLike[str], *, force: bool = False) -> Path:
    """Write the figures of many reports as one table of open data (.csv), with its description beside it.

    Args:
        reports: Annual reports of any edition, or readings, such as those of a county's year.
        path: The file to write; a table of ours there is replaced.
        force: Also replace any other file.

    Returns:
        The path that was written.

    Raises:
        WriteRefused: If no report is given, or two of one body name and year, which the table cannot distinguish; if
            the place cannot be written, or somebody's work would be lost.
        TypeError: If anything but reports and readings is given.
        ValueError: If the suffix is not .csv.
    """
    target = Path(path)
    if format_of(target) != "csv":
        raise ValueError("figures of many reports are written as .csv")
    given = [report_of(report) for report in several(reports, "reports")]
    if not given:
        raise WriteRefused("没有一份报告，不写没有数字的表", place=str(target))
    [(head, count)] = Counter(f"{report.agency.name}{report.year}" for report in given).most_common(1)
    if count > 1:
        mend = "是两个机关的，请把所属地区写进机关名称；是一个机关的，请只留一份"
        raise WriteRefused("有两份报告机关、年度都相同，表里分不开", place=str(target), found=head, mend=mend)
    return put(table(given), target, force=force, beside=description(target.name))
