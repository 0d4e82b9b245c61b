"""The files of a folder that may be reports, of every format that gk-docs reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.batch.roster import STEM as ROSTER_STEM
from gk_docs.batch.roster import find_roster, read_roster
from gk_docs.errors import UnreadableFile
from gk_docs.formats import suffixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.form.agency import Agency

_NO_REPORTS = ("_", ".", "~")  # how names of drafts, hidden files and Word's locks begin

MANY = 100
"""From so many files on they are read on all cores."""


def files_at(path: Path) -> list[Path]:
    """A file itself; of a folder every file in it that may be a report, by name."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.iterdir() if file.suffix.removeprefix(".").lower() in suffixes())
    return sorted(file for file in found if not file.name.startswith(_NO_REPORTS))


def reports_in(place: Path, but: Iterable[Path] = ()) -> list[Path]:
    """A file itself; of a folder every file in it that may be a report, by name, but for the roster.

    Args:
        place: A file or a folder; folders in it are not looked at.
        but: Files that are left out: those with another part in the same run.

    Raises:
        UnreadableFile: If there is no such file or folder.
    """
    others = {path.resolve() for path in but}
    try:
        found = files_at(place)
    except OSError as error:
        raise UnreadableFile(f"文件夹打不开（{error.strerror}）", file=str(place)) from error
    if not place.exists():
        raise UnreadableFile("没有这个文件夹或文件", file=str(place))
    return [file for file in found if file.stem != ROSTER_STEM and file.resolve() not in others]


def roster_of(places: Sequence[Path], named: str | None) -> tuple[Agency, ...]:
    """The bodies of the roster that is named, else of the first one that lies in a folder; none without one.

    Raises:
        UnreadableFile: If it cannot be read.
        InvalidReport: With every bad line of it.
    """
    found = (find_roster(place) for place in places if place.is_dir())
    path = Path(named) if named else next(filter(None, found), None)
    return tuple(member.agency for member in read_roster(path)) if path else ()
