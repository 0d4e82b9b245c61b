"""Compare the reports of two folders: each body's report with its report in the other folder.

Only two reports are in memory at a time, so that thousands take no more memory than two.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs.batch.bodies import Bodies
from gk_docs.batch.comparison.result import Comparison, compare
from gk_docs.batch.folder import reports_in
from gk_docs.errors import GkError, InvalidReport, NotAnAnnualReport, UnreadableFile, gathered
from gk_docs.files.source import names_apart
from gk_docs.form.identity import told_apart
from gk_docs.formats import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from os import PathLike

    from gk_docs.form.agency import Agency
    from gk_docs.form.reading import Reading


class BodyCompared(NamedTuple):
    """How much changed between two reports of one body.

    Attributes:
        body: Its name in the newer report.
        old_file: The older report.
        new_file: The newer report.
        figures: How many figures differ, or have no counterpart.
        texts: How many paragraphs differ.
        head: How much differs in title, body, contact and the like.
        years: The years of the two.
    """

    body: str
    old_file: Path
    new_file: Path
    figures: int
    texts: int
    head: int
    years: tuple[int, int]

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.figures or self.texts or self.head)


@dataclass(frozen=True, slots=True)
class FolderComparison:
    """What changed between the reports of two folders.

    Attributes:
        compared: The bodies with a report in both folders.
        only_old: Names of the bodies with a report in the older folder only.
        only_new: Names of the bodies with a report in the newer folder only.
        errors: Why files could not be read or compared, and which files are second reports of one body.
    """

    compared: tuple[BodyCompared, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    errors: tuple[GkError, ...]

    def __bool__(self) -> bool:
        return bool(self.only_old or self.only_new or any(one.differs for one in self.compared))


def compare_folders(
    old: str | PathLike[str],
    new: str | PathLike[str],
    *,
    each: Callable[[Path, Comparison], object] | None = None,
    watch: Callable[[Sequence[Any], str], Iterable[Any]] | None = None,
) -> FolderComparison:
    """Compare the reports of two folders body by body.

    Args:
        old: The folder of the older reports.
        new: The folder of the newer reports.
        each: Called with the newer file and the comparison of each pair; a `GkError` that it raises joins the errors.
        watch: Called with the files, and later the pairs, and with what is done to them in Chinese; must yield them one
            by one, and can so show progress.

    Raises:
        UnreadableFile: If a folder cannot be opened.
    """
    watched = watch or (lambda items, _: items)
    errors: list[GkError] = []
    files = {where: reports_in(Path(folder)) for folder, where in ((old, "原"), (new, "现"))}
    for folder, found in zip((old, new), files.values(), strict=True):
        errors += [] if found else [UnreadableFile("文件夹里没有报告", file=str(folder))]
    before, now = (_bodies_of(watched(found, "正在读取"), where, errors) for where, found in files.items())
    pairs, gone, come = _paired(before, now)
    compared = [_compared(one, file, each, errors) for one, file in watched(pairs, "正在对比")]
    return FolderComparison(tuple(filter(None, compared)), tuple(gone), tuple(come), tuple(errors))


def _bodies_of(files: Iterable[Path], where: str, errors: list[GkError]) -> dict[Path, Agency]:
    """The body of each file without second ones of a body, which go to the errors if they say anything else."""
    readings = ((file, _read(file, errors)) for file in files)
    every = {file: reading.report.agency for file, reading in readings if reading}
    index = Bodies((agency, file) for file, agency in every.items())
    first = {file: index.of(agency).first or file for file, agency in every.items()}
    for file, one in first.items():
        if one != file and _differ(one, file, errors):
            errors.append(_twice(every[file].name, where, one, file))
    return {file: every[file] for file, one in first.items() if one == file}


def _paired(
    old: Mapping[Path, Agency], new: Mapping[Path, Agency]
) -> tuple[list[tuple[Path, Path]], list[str], list[str]]:
    """Pair the reports that are each other's only match; with the names of bodies only in `old`, and only in `new`."""
    before, now = (Bodies((agency, file) for file, agency in files.items()) for files in (old, new))
    pairs, gone, come = [], dict(old), dict(new)
    for file, agency in new.items():
        last = before.of(agency).first
        if last and now.of(old[last]).first == file:
            pairs.append((last, file))
            del gone[last], come[file]
    names = told_apart((agency, "") for agency in (*gone.values(), *come.values()))
    return pairs, names[: len(gone)], names[len(gone) :]


def _compared(
    old: Path, new: Path, each: Callable[[Path, Comparison], object] | None, errors: list[GkError]
) -> BodyCompared | None:
    """Compare the two reports of a body and pass the comparison to `each`; None if one of them cannot be read."""
    earlier, reading = _read(old, errors), _read(new, errors)
    if earlier is None or reading is None:
        return None
    done = None
    with gathered(errors, new.name):
        found = compare(earlier, reading)
        counts = len(found.figures) + len(found.uncompared), len(found.texts), len(found.head)
        years = earlier.report.year, reading.report.year
        done = BodyCompared(reading.report.agency.name, old, new, *counts, years)
        if each:
            each(new, found)
    return done


def _read(file: Path, errors: list[GkError]) -> Reading | None:
    with gathered(errors, file.name), suppress(NotAnAnnualReport):
        return read(file)
    return None


def _differ(one: Path, other: Path, errors: list[GkError]) -> bool:
    earlier, later = _read(one, errors), _read(other, errors)
    return bool(earlier and later and compare(earlier, later))


def _twice(name: str, where: str, first: Path, second: Path) -> InvalidReport:
    found = "、".join(names_apart([first, second]))
    return InvalidReport(f"{name}在{where}文件夹里有两份报告，只对比了前一份", file=second.name, found=found)
