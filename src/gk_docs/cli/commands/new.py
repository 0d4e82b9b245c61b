"""`gk-docs new`: write a starting file for a body and a year, or for every body on a roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import click

from gk_docs.cli.shell.command import PATH, Command, force_option, out_option, year_option
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gk_docs.batch.starting import Started
    from gk_docs.finding import Finding

_SHOWN = 10


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[机关名称]")
@click.option(
    "--from",
    "last",
    type=PATH,
    metavar="上年报告",
    help="从上年的报告（Word、网页、PDF、数据文件、工作簿）接着写：机关、结转和文字都带过来，年份改成今年的。",
)
@click.option("--roster", type=PATH, metavar="名单", help="给名单（.csv 或 .xlsx）上的机关各新建一个。")
@year_option("报告的年度，如 2023（不是发布的年份）；--from 不用写。")
@click.option(
    "--to",
    type=click.Choice(["yaml", "xlsx"]),
    default="yaml",
    metavar="格式",
    help="yaml（文字文件，不写就是它）或 xlsx（工作簿，用 Excel 或 WPS 填）。用 -o 写明文件时由扩展名决定。",
)
@click.option(
    "--previous",
    type=PATH,
    metavar="文件",
    help="上一年度的报告：沿用机关信息，写入上年结转，不带文字。与 --roster 同用时写文件夹，按机关名称对应。",
)
@click.option("--edition", metavar="版本", help="表格式的版本，如一省自定的格式；不写则由年度决定。")
@out_option(
    "写到这个文件。不写则为当前文件夹（--from：上年报告旁边）的“机关名称年度.yaml”。与 --roster 同用时是文件夹。"
)
@force_option("覆盖已有文件。")
@click.option("--apart", is_flag=True, help="与 --roster 同用：每个单位一个文件夹，连同它上年的报告，可以直接发出去。")
@click.option("--open", "opened", is_flag=True, help="新建后打开。")
def new(*, name: str | None, last: Path | None, roster: Path | None, opened: bool, **options: Any) -> Outcome:
    """新建一个待填写的年报数据文件，或给名单上的机关各新建一个。

    文件里用“待填”标出要填的地方，工作簿里要填的格是黄色的，都有填写说明。填好后用 gk-docs render 生成 Word 文件。

    用 --from 从上年的报告接着写的，文字里与表相同的数改为从表里取；其余的数和日期后面有“【待核】”，看过、改好后删去。

    名单的第一行是列名：机关、简称、所属地区、层级、类型、填报人、联系方式；只有机关必须有。已有的文件不动。
    """
    if last is None and (name is None) == (roster is None):
        raise click.UsageError("请写机关名称，或用 --from 写明上年的报告，或用 --roster 写明名单，写其中一个。")
    if last is None and name is not None:
        _refuse_file(name)
    if last is None and options["year"] is None:
        raise click.UsageError("没有写年度。请用 --year 写明报告的年度（不是发布的年份），如 --year 2025。")
    if roster and (last or opened or options["force"]):
        raise click.UsageError("--roster 不与 --from、--open 同用；也不与 --force 同用：填写过的文件不能一起覆盖。")
    if roster:
        del options["force"]
        return _everybody(roster, **options)
    if options.pop("apart"):
        raise click.UsageError("--apart 只与 --roster 同用。")
    done = _from(last, name, **options) if last is not None else _one(name or "", **options)
    tell(f"已新建：{done.file}")
    if opened:
        from gk_docs.cli.shell.desktop import open_on_desktop

        open_on_desktop([done.file])
    read = done.previous.content.findings if done.previous else ()
    return Outcome(findings=(*_of_last_year(done, read), *_of_last_year(done, done.doubts)))


def _refuse_file(name: str) -> None:
    """Refuse the name of a file in the place of a body's, also of one that is not there."""
    from pathlib import Path

    from gk_docs.files.source import is_file
    from gk_docs.formats import READERS, format_of

    if is_file(Path(name)):
        raise click.UsageError(f"{name} 是文件，不是机关名称。从上年的报告接着写，请写 --from {name}")
    if format_of(Path(name)) in READERS:
        raise click.UsageError(f"{name} 像是文件名，但没有这个文件；机关名称不写扩展名。")


def _of_last_year(done: Started, findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Findings on last year's report, with its file."""
    return ((str(done.previous.file), finding) for finding in findings if done.previous)


def _one(name: str, *, year: int, to: str, out: Path | None, **options: Any) -> Started:
    from gk_docs.batch.starting import start
    from gk_docs.files.saving import file_name

    return start(name, year, out or f"{file_name(name)}{year}.{to}", **options)


def _from(
    last: Path,
    name: str | None,
    *,
    year: int | None,
    to: Literal["yaml", "xlsx"],
    out: Path | None,
    previous: Path | None,
    **options: Any,
) -> Started:
    from gk_docs.batch.starting import start_from

    if previous:
        raise click.UsageError("--from 不与 --previous 同用。")
    if year is not None:
        raise click.UsageError("年度由 --from 的报告决定（下一年），不用写 --year。")
    return start_from(last, out, body=name, to=to, **options)


def _everybody(
    roster: Path,
    *,
    year: int,
    to: str,
    previous: Path | None,
    out: Path | None,
    apart: bool,
    **more: Any,
) -> Outcome:
    from gk_docs.batch.bodies import Bodies
    from gk_docs.batch.checking import read_earlier
    from gk_docs.batch.folder import reports_in
    from gk_docs.batch.roster import read_roster
    from gk_docs.batch.starting import named_from, start_everybody
    from gk_docs.batch.write_all import made_folder
    from gk_docs.chinese.text import listed
    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.shell.targets import tell_closed

    members, folder = read_roster(roster), made_folder(out or ".")
    earlier = read_earlier(watched(reports_in(previous), "正在读取上年报告") if previous else ())
    if previous and not apart:
        named_from(previous, folder / "_")
    earlier.everybody = Bodies((member.agency, member.agency) for member in members)
    watched_members = watched(members, "正在新建")
    started = [*start_everybody(watched_members, year, folder, earlier, suffix=f".{to}", apart=apart, **more)]
    fresh = [one for one in started if one.new]
    tell(f"已新建 {len(fresh)} 个数据文件，在 {folder}")
    if kept := [one.file.name for one in started if not one.new]:
        tell(f"已有 {len(kept)} 个，没有改动：{listed(kept, _SHOWN, '等')}")
    if previous and (without := [one.body for one in fresh if one.previous is None]):
        whose = ((member.agency, year) for member in members if member.agency.name in without)
        told = f"没有找到 {len(without)} 个单位的上年报告：{listed(without, _SHOWN, '等')}"
        tell(earlier.unmatched(whose) or told)
    if apart:
        tell_closed([folder], [previous])
    doubts = tuple(doubt for one in fresh for doubt in _of_last_year(one, one.doubts))
    return Outcome(tuple(earlier.errors), doubts, record=lambda: [_record(one) for one in started])


def _record(one: Started) -> dict[str, str | bool | None]:
    last = one.previous.file.as_posix() if one.previous else None
    return {"body": one.body, "file": one.file.as_posix(), "new": one.new, "previous": last}
