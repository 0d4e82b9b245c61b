"""`gk-docs total`: add up a county's figures from the reports of its bodies."""

from __future__ import annotations

from os.path import realpath
from typing import TYPE_CHECKING, Any

import click

import gk_docs as gk
from gk_docs.cli.shell.command import PATH, Command, force_option, out_option, roster_option, year_option
from gk_docs.cli.shell.console import DONE, INCOMPLETE, Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@click.command(cls=Command)
@click.argument("folders", nargs=-1, required=True, type=PATH, metavar="文件夹...")
@click.option("--agency", required=True, metavar="机关", help="汇总报告的机关，写全称，如 山亭区人民政府。")
@year_option("汇总哪一年。不写时，各报告须是同一年。")
@roster_option
@click.option("--own", type=PATH, metavar="文件", help="本级自己的报告，一并计入。")
@click.option(
    "--own-level-only/--with-subordinates",
    "own_level_only",
    help="只汇总本级各机关，不计下级（县级不计乡镇、街道）；不写则都计入。",
)
@click.option("--parent", type=PATH, metavar="文件", help="上级已有的汇总报告，逐格核对是否等于合计。")
@out_option("把合计写成这个文件（docx、yaml、xlsx、json）；已有的 yaml 只更新其中的数字，文字不动。不写则只显示。")
@click.option(
    "--annex",
    type=PATH,
    metavar="文件",
    help="附表写到这个文件（docx、xlsx、html 等）；不写则是 -o 的文件旁边的 docx。",
)
@force_option("覆盖有人改过的文件。")
def total(
    folders: Sequence[Path],
    *,
    parent: Path | None,
    out: Path | None,
    annex: Path | None,
    force: bool,
    **choice: Any,
) -> Outcome:
    """把各单位的年报按格相加，写成汇总报告和附表。

    数据文件、工作簿和已公开的报告（docx、html、pdf 等）都能读，也可以写单个文件。

    没有报告的单位、读不出的文件、空白的格逐一列出，不计入合计，也不当作 0。

    退出码：0 全部计入；1 没有可以汇总的，或输入有错；2 用法有误，或无法执行；3 有没计入的，或与上级报告有差额。
    """
    from gk_docs.batch.totals.difference import findings_against
    from gk_docs.checks import find_settings
    from gk_docs.cli.shell.targets import refuse_input, refuse_report, tell_closed
    from gk_docs.showing.saving import save_shown
    from gk_docs.showing.totals import TotalsShown

    beside = _annex(annex, out)
    for target, whose in ((out, choice["agency"]), (beside, None)):
        refuse_input(target, filter(None, (parent, choice["own"], choice["roster"])))
        refuse_report(target, whose)
    tell_closed(folders)
    totals = _totals(folders, [*filter(None, (parent, out, annex, beside, choice["own"]))], **choice)
    against = findings_against(gk.read(parent), totals) if parent else None
    findings = find_settings(folders[0]).applied([*totals.findings, *(against or ())])
    shown = TotalsShown(totals, findings, against)
    tell(shown.text())
    written = [totals.write(out, force=force)] if out else []
    written += [save_shown(shown, beside, force=force)] if beside else []
    for path in written:
        tell(f"已写出：{path}")
    files = [path.as_posix() for path in written]
    return Outcome(record=lambda: {**shown.record(), "files": files}, code=_code(findings))


def _code(findings: Sequence[gk.Finding]) -> int:
    return INCOMPLETE if any(one.is_problem and one.severity > gk.Severity.INFO for one in findings) else DONE


def _totals(places: Sequence[Path], others: Sequence[Path], *, roster: Path | None, **choice: Any) -> gk.Totals:
    from gk_docs.batch.folder import reports_in, roster_of
    from gk_docs.batch.spreading import processes_for
    from gk_docs.cli.shell.patience import watched

    files = reports_in(*places, but=others)
    with processes_for(len(files)) as executor:
        seen: Iterator[Path] = watched(files, "正在汇总", name=lambda file: file.name)
        owing = [member.agency for member in roster_of(places, roster)]
        return gk.total(seen, roster=owing, executor=executor, **choice)


def _annex(annex: Path | None, out: Path | None) -> Path | None:
    """The file for the annex; None if none is to be written."""
    from gk_docs.showing.saving import FORMATS

    place = annex or (out and out.with_name(f"{out.stem}附表.docx"))
    if place and place.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{place}：附表只能写成 {'、'.join(FORMATS)} 文件。")
    if place and out and realpath(place) == realpath(out):
        raise click.UsageError(f"{place}：合计也写成这个文件，请用 --annex 写明另一个文件。")
    return place
