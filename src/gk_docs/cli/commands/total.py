"""`gk-docs total`: a county's figures out of its bodies' reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gk_docs.cli.shell.command import Command, force_option, out_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.cli.shell.console import Outcome


class Options(NamedTuple):
    """The options of the command, as `total` below describes them."""

    agency: str
    year: int | None
    roster: str | None
    own: str | None
    own_level_only: bool
    parent: str | None
    out: str | None
    annex: str | None
    force: bool
    as_json: bool


@click.command(cls=Command)
@click.argument("folders", nargs=-1, required=True, type=click.Path(), metavar="文件夹...")
@click.option("--agency", required=True, metavar="机关", help="汇总报告的机关，写全称，如 山亭区人民政府。")
@click.option("--year", type=int, metavar="年度", help="汇总哪一年。不写时，各报告须是同一年。")
@click.option(
    "--roster", type=click.Path(), metavar="名单", help="应报机关的名单；不写则用文件夹里的名单.csv 或名单.xlsx。"
)
@click.option("--own", type=click.Path(), metavar="文件", help="本级自己的报告，一并计入。")
@click.option(
    "--own-level-only/--with-subordinates",
    "own_level_only",
    help="只汇总本级各机关，不计下级（县级不计乡镇、街道）；不写则都计入。",
)
@click.option("--parent", type=click.Path(), metavar="文件", help="上级已有的汇总报告，逐格核对是否等于合计。")
@out_option("把合计写成这个文件（docx、yaml、xlsx、json）；已有的 yaml 只更新其中的数字，文字不动。不写则只显示。")
@click.option("--annex", type=click.Path(), metavar="文件", help="附表写到这个 docx 文件；不写则在 -o 的文件旁边。")
@force_option("覆盖有人改过的文件。")
def total(folders: Sequence[str], **options: Any) -> Outcome:
    """把各单位的年报按格相加，写成汇总报告和附表。

    数据文件、工作簿和已公开的报告（docx、html、pdf 等）都能读，也可以写单个文件。

    没有报告的单位、读不出的文件、空白的格逐一列出，不计入合计，也不当作 0。

    退出码：0 全部计入；1 没有可以汇总的，或输入有错；2 用法有误，或无法执行；3 有没计入的，或与上级报告有差额。
    """
    from gk_docs.cli.adding.total import run_total

    return run_total(folders, Options(**options))
