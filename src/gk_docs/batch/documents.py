"""Formats in which a body may send its report instead of a data file (.doc, .pdf); no such file is ignored silently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from gk_docs.errors import GkError, InvalidReport
from gk_docs.files import limits
from gk_docs.files.seal import is_list
from gk_docs.files.sniffing import sniffed
from gk_docs.files.source import is_file
from gk_docs.files.unread import UNREAD
from gk_docs.form.json import is_record
from gk_docs.formats import FORMATS, READERS, format_of, read, row_of

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.form.editions import AnyReport


def _documents() -> Iterator[tuple[str, tuple[str, str]]]:
    for row in (FORMATS[name] for name in READERS):
        mend = f"请另存为 .{row.suffixes[0]}" if row.collected else ""
        names = (*(() if row.collected else row.suffixes), *row.variants, *row.also)
        yield from ((suffix, (row.word, mend)) for suffix in names)
    for other in UNREAD.values():
        yield from ((suffix, (other.word, other.mend)) for suffix in other.suffixes if other.word)


CALLED: Mapping[str, tuple[str, str]] = dict(_documents())
"""By suffix, what a person calls such a file, after 收到, and what to do with it ("" if gk-docs can convert it)."""

MOSTLY_OTHER = (*UNREAD["picture"].suffixes, *(suffix for name in READERS for suffix in FORMATS[name].also))
"""Suffixes of files that count as handed in only if they are named after a body, such as pictures and tables."""

DOCUMENTS = {suffix: words for suffix, words in CALLED.items() if suffix not in MOSTLY_OTHER}
"""As `CALLED`, for the files that count as handed in whatever their name is."""

LAST_YEARS = "去年"
"""Name of the folder beside a body's data file with its report of last year, which would else be one of this year."""

_TELLING = ("yaml", "docx", "xlsx", "pdf", "mht")
_OTHERS = ("py", "toml")
_SHORTCUT = "lnk"


def is_unnamed(file: Path, beside: Iterable[Path]) -> bool:
    """Whether a file of an unknown suffix, or of none, has the content of a report's file, or is a shortcut to one.

    A copy that a program keeps of a file beside it (甲镇.yaml.bak) does not count, nor does a file that is too large.
    """
    suffix = file.suffix.removeprefix(".").lower()
    if suffix in (*DOCUMENTS, *_OTHERS) or format_of(file) in FORMATS:
        return False
    if any(file != one and file.name.startswith(one.stem) for one in beside if format_of(one) in FORMATS):
        return False
    with suppress(OSError):
        is_small = file.stat().st_size <= limits.FILE
        return suffix == _SHORTCUT or (is_small and sniffed(file.read_bytes(), "") in _TELLING)
    return False


def is_about_reports(file: Path) -> bool:
    """Whether a file is what we wrote about reports, such as a survey, and nobody saved it since."""
    if format_of(file) != "json":
        return is_list(file)
    with suppress(OSError):
        return is_record(file.read_bytes())
    return False


def report_at(path: Path) -> AnyReport | None:
    """The report in a file; None if it is no report, such as a list of ours, cannot be read, or does not exist.

    Raises:
        InvalidReport: If it is a data file that somebody has not filled in yet, or not rightly.
    """
    if not is_file(path) or is_about_reports(path):
        return None
    try:
        return read(path).report
    except GkError as error:
        if isinstance(error, InvalidReport) and row_of(path).authored:
            raise
        return None
