"""Save what was found to a file of any format that can show it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from gk_docs.batch.comparison import Comparison, FolderComparison
from gk_docs.batch.county import Survey
from gk_docs.batch.documents import report_at
from gk_docs.batch.job import Result
from gk_docs.batch.outcome import BatchSummary, summary_of
from gk_docs.batch.totals import Totals
from gk_docs.errors import GkError, InvalidReport, WriteRefused, printable
from gk_docs.files.saving import save as save_file
from gk_docs.files.seal import PAGE_SEAL, is_sealed
from gk_docs.files.source import is_file
from gk_docs.finding import Finding
from gk_docs.form.json import is_record, json_bytes
from gk_docs.form.report import Report
from gk_docs.showing.comparison import ComparisonShown
from gk_docs.showing.county import SurveyShown
from gk_docs.showing.findings import FindingsShown
from gk_docs.showing.folders import FoldersShown
from gk_docs.showing.outcome import OutcomeShown
from gk_docs.showing.page import page
from gk_docs.showing.problems import ProblemsShown
from gk_docs.showing.totals import TotalsShown
from gk_docs.showing.word_file import word_file
from gk_docs.showing.workbook import workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from os import PathLike

    from gk_docs.form.reading import Reading
    from gk_docs.showing.listing import Showing

    Found: TypeAlias = (
        Sequence[Finding] | Sequence[Result] | GkError | Totals | Survey | BatchSummary | Comparison | FolderComparison
    )

_SHOWN: dict[type, Callable[..., Showing]] = {
    Comparison: ComparisonShown,
    FolderComparison: FoldersShown,
    Survey: SurveyShown,
    BatchSummary: OutcomeShown,
    Totals: TotalsShown,
    GkError: ProblemsShown,
}


FORMATS: dict[str, Callable[..., bytes]] = {
    ".xlsx": lambda shown, *link: workbook(shown.sheets(), shown.paper().title, *link),
    ".docx": lambda shown, *_: word_file(shown.paper()),
    ".html": lambda shown, *link: page(shown.paper(), *link),
    ".json": lambda shown, *_: json_bytes(shown.record()),
    ".txt": lambda shown, *_: f"{shown.text()}\n".encode(errors="backslashreplace"),
}
"""The function that draws something in a format, by suffix; its second argument gives the way to a file, or ""."""


_REMADE: dict[str, Callable[[bytes], bool]] = {
    **dict.fromkeys((".xlsx", ".docx"), is_sealed),
    ".html": PAGE_SEAL.is_on,
    ".json": is_record,
}
"""The function that tells whether a file is an unchanged list of ours, by suffix."""


@overload
def save(
    what: Sequence[Finding], path: str | PathLike[str], *, force: bool = False, of: Reading | Report | None = None
) -> Path: ...
@overload
def save(what: Comparison, path: str | PathLike[str], *, force: bool = False, everything: bool = False) -> Path: ...
@overload
def save(
    what: Sequence[Result] | GkError | Totals | Survey | BatchSummary | FolderComparison,
    path: str | PathLike[str],
    *,
    force: bool = False,
) -> Path: ...
def save(what: Found, path: str | PathLike[str], *, force: bool = False, **options: Any) -> Path:
    """Write what was found to a file, whole or not at all; the suffix decides the format.

    `.xlsx` has lists that can be filtered and sorted, `.docx` and `.html` have the same lists to print or to read,
    `.json` has plain values for programs, `.txt` has the text of the prompt. A Word file or page that somebody changed
    is not replaced, nor one that is a report; nor is any JSON file, since JSON has no place for a seal.

    Args:
        what: Findings, as `check` returns them; the results of `write_all` as a list; a `GkError`, whose problems are
            listed; totals (their annex), a survey, or a comparison of two reports or of two folders.
        path: The file to write.
        force: Also replace a file that somebody changed, a report, or a JSON file.
        options: `of` for findings, `everything` for a comparison.
        of: The reading or report that was checked. A workbook, page or Word file then also has its tables, with the
            cells of the findings in colour; the text has their rows drawn.
        everything: Whether to show unchanged figures and text, too.

    Returns:
        The path that was written.

    Raises:
        WriteRefused: If no format that can show this has the suffix, somebody changed the file, or the place cannot be
            written.
        MissingExtra: If the format needs an extra that is not installed.
        TypeError: If `what` is none of these things, or does not take the option.
    """
    return save_shown(shown_of(what, **options), Path(path), force=force)


def save_shown(shown: Showing, path: Path, *, force: bool = False, anew: bool = False) -> Path:
    """Write something that is ready to be shown, as `save` does.

    Args:
        shown: What is shown.
        path: The file to write.
        force: As in `save`.
        anew: Whether every run makes the file anew: it replaces any file, of which a copy is kept unless it is an
            unchanged list of ours.
    """
    if not (force or anew) and _is_report(path):
        raise WriteRefused("这是一份报告，没有覆盖", file=str(path), mend="请换一个文件名")
    remade = _REMADE.get(path.suffix.lower()) if anew else None
    return save_file(format_of(path)(shown, _links(path.parent)), path, force=force or anew, remade=remade)


def _is_report(path: Path) -> bool:
    """Whether a file is a report, or one that is still being filled in."""
    try:
        return report_at(path) is not None
    except InvalidReport:
        return True


def _links(folder: Path) -> Callable[[str], str]:
    """Give the way from a folder to a file that is named with its own folder and lies in this one or the next below."""

    def link(file: str) -> str:
        named = PurePosixPath(file)
        beside = (named.name,) if named.parent.name in ("", folder.resolve().name) else ()
        ways = (way for way in (*beside, file) if way == printable(way))  # a link to any other name cannot be written
        return next((way for way in ways if is_file(folder / way)), "")

    return link


def format_of(path: Path) -> Callable[..., bytes]:
    """The function that draws something for a file of this name.

    Raises:
        WriteRefused: If no format in `FORMATS` has the suffix.
    """
    if show := FORMATS.get(path.suffix.lower()):
        return show
    found = path.suffix or "（没有扩展名）"
    raise WriteRefused("不能写这种格式", file=str(path), found=found, mend=f"能写的格式：{'、'.join(FORMATS)}")


def shown_of(what: Found, **options: Any) -> Showing:
    """Wrap an object in the class that shows it.

    Raises:
        TypeError: If the object cannot be shown, or does not take the option.
    """
    if isinstance(what, list | tuple):
        findings = [one for one in what if isinstance(one, Finding)]
        if len(findings) == len(what):
            return FindingsShown(findings, **options)
        results = [one for one in what if isinstance(one, Result)]
        what = summary_of(results) if len(results) == len(what) else what
    for kind, showing in _SHOWN.items():
        if isinstance(what, kind):
            return showing(what, **options)
    mend = "; a report is written by gk_docs.write" if isinstance(what, Report) else ""
    raise TypeError(
        f"findings, results, an error, totals, a survey or a comparison are needed, not {type(what).__name__}{mend}"
    )
