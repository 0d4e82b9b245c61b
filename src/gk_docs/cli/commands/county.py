"""`gk-docs county`: survey a county: which rules fail where, and which figures are worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import gk_docs as gk
from gk_docs.cli.shell.command import PATH, Command, out_option, roster_option
from gk_docs.cli.shell.console import DONE, INCOMPLETE, WRONG, Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(cls=Command)
@click.argument("folders", nargs=-1, required=True, type=PATH, metavar="文件夹...")
@click.option(
    "--previous",
    type=PATH,
    multiple=True,
    metavar="文件夹",
    help="往年的报告，按机关名称对应，可写几次；有三年以上的，与本单位往年的中位数比。",
)
@roster_option
@out_option("把全部内容写到这个文件，格式由扩展名决定：.xlsx、.docx、.html、.json 或 .txt。")
def county(folders: Sequence[Path], *, previous: Sequence[Path], roster: Path | None, out: Path | None) -> Outcome:
    """看全县的年报：哪些问题最普遍、在哪些单位，哪些数与上年或同类单位相差很大。

    前者是检查规则查出的问题；后者只是值得一看，不是差错，数小的不列。

    退出码：0 没有错误；1 报告有错误，或没有报告；2 用法有误，或无法执行；3 没有错误，但有未报的或读不出的。
    """
    from gk_docs.cli.shell.targets import refuse_input, refuse_report, tell_closed
    from gk_docs.showing.saving import FORMATS, save_shown, shown_of

    if out and out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{out}：只能写成 {'、'.join(FORMATS)} 文件。")
    refuse_input(out, [*previous, *filter(None, [roster])])
    refuse_report(out)
    tell_closed(folders, previous)
    found = _survey(folders, previous, roster, out)
    shown = shown_of(found)
    tell(shown.text())
    if out:
        save_shown(shown, out, anew=True)
    return Outcome(record=shown.record, code=_code(found))


def _survey(places: Sequence[Path], previous: Sequence[Path], roster: Path | None, out: Path | None) -> gk.Survey:
    from gk_docs.batch.folder import reports_in, roster_of
    from gk_docs.batch.spreading import processes_for
    from gk_docs.cli.shell.patience import watched

    files = reports_in(*places, but=[*previous, *filter(None, [out])])
    earlier = reports_in(*previous)
    with processes_for(len(files)) as executor:
        seen = watched(files, "正在查看", name=lambda file: file.name)
        owing = [member.agency for member in roster_of(places, roster)]
        return gk.survey(seen, previous=earlier, roster=owing, executor=executor)


def _code(found: gk.Survey) -> int:
    if not found.bodies or any(one.severity is gk.Severity.ERROR for one in found.failing):
        return WRONG
    incomplete = found.missing or any(one.is_report for one in found.unread)
    return INCOMPLETE if incomplete else DONE
