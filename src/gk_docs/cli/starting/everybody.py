"""Starting files for everybody on the roster at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs.authored.starting import LastYear, starting_file
from gk_docs.batch.bodies import Bodies, Earlier
from gk_docs.batch.naming import file_name
from gk_docs.batch.roster import read_roster
from gk_docs.cli.shell.console import Outcome, tell
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import reports_in
from gk_docs.cli.starting.last_year import named_from
from gk_docs.errors import WriteRefused
from gk_docs.files.saving import save

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.batch.bodies import Dated
    from gk_docs.batch.roster import Member

_SHOWN = 10


class _Started(NamedTuple):
    body: str
    file: Path
    new: bool
    last: Dated | None


def start_everybody(
    roster: Path, year: int, folder: Path, previous: Path | None, *, suffix: str = ".yaml", as_json: bool
) -> Outcome:
    """Write a starting file for each body of the roster into a folder; a file that is there already is not touched.

    Args:
        roster: The roster.
        year: The year reported on.
        folder: Where to write; made if it is not there.
        previous: The folder of last year's reports, inside `folder`; each body gets its own by name.
        suffix: .yaml, or .xlsx for workbooks.
        as_json: Whether nothing is said and the outcome has a record for each body.

    Raises:
        GkError: If the roster cannot be read, a file cannot be written, or `previous` lies outside `folder`.
    """
    members = read_roster(roster)
    _made(folder)
    earlier = Earlier(watched(reports_in(previous), "正在读取上年报告") if previous else ())
    if previous:
        named_from(previous, folder / "_")
    earlier.everybody = Bodies((member.agency, member.agency) for member in members)
    started = [_start(member, year, folder, earlier, suffix) for member in watched(members, "正在新建")]
    errors = earlier.errors
    if as_json:
        return Outcome(tuple(errors), record=[_record(one) for one in started])
    _say(started, folder, asked_for_last_year=previous is not None)
    return Outcome(tuple(errors))


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteRefused(f"不能用作文件夹（{error.strerror}）", file=str(folder)) from error


def _start(member: Member, year: int, folder: Path, earlier: Earlier, suffix: str) -> _Started:
    target = folder / f"{file_name(member.agency.name)}{year}{suffix}"
    last = earlier.of(member.agency, year - 1)
    if target.exists():
        return _Started(member.agency.name, target, new=False, last=last)
    last_year = LastYear(named_from(last.file, target), last.reading) if last else None
    save(starting_file(member.agency, year, target.name, last_year), target)
    return _Started(member.agency.name, target, new=True, last=last)


def _say(started: Sequence[_Started], folder: Path, *, asked_for_last_year: bool) -> None:
    new = [one for one in started if one.new]
    tell(f"已新建 {len(new)} 个数据文件，在 {folder}")
    if kept := [one.file.name for one in started if not one.new]:
        tell(f"已有 {len(kept)} 个，没有改动：{_listed(kept)}")
    if asked_for_last_year and (without := [one.body for one in new if one.last is None]):
        tell(f"没有找到 {len(without)} 个单位的上年报告：{_listed(without)}")


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")


def _record(one: _Started) -> dict[str, str | bool | None]:
    last = one.last.file.as_posix() if one.last else None
    return {"body": one.body, "file": one.file.as_posix(), "new": one.new, "previous": last}
