"""`gk-docs county`: which rules fail where, and which figures are worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gk_docs.cli.shell.command import Command, out_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.cli.shell.console import Outcome


@click.command(cls=Command)
@click.argument("folders", nargs=-1, required=True, type=click.Path(), metavar="文件夹...")
@click.option(
    "--previous",
    type=click.Path(),
    multiple=True,
    metavar="文件夹",
    help="往年的报告，按机关名称对应，可写几次；有三年以上的，与本单位往年的中位数比。",
)
@click.option(
    "--roster", type=click.Path(), metavar="名单", help="应报机关的名单；不写则用文件夹里的名单.csv 或名单.xlsx。"
)
@out_option("把全部内容写到这个 .xlsx 或 .json 文件。")
def county(
    folders: Sequence[str], *, previous: Sequence[str], roster: str | None, out: str | None, as_json: bool
) -> Outcome:
    """看全县的年报：哪些问题最普遍、在哪些单位，哪些数与上年或同类单位相差很大。

    前者是检查规则查出的问题；后者只是值得一看，不是差错，数小的不列。

    退出码：0 没有错误；1 报告有错误，或没有报告；2 用法有误，或无法执行；3 没有错误，但有未报的或读不出的。
    """
    from gk_docs.cli.adding.county import run_county

    return run_county(folders, previous=previous, roster=roster, out=out, as_json=as_json)
