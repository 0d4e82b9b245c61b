"""`gk-docs compare`: what two reports differ in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gk_docs.cli.command import Command, force_option, out_option

if TYPE_CHECKING:
    from gk_docs.cli.console import Outcome


@click.command(cls=Command)
@click.argument("old", type=click.Path(), metavar="原报告")
@click.argument("new", type=click.Path(), metavar="现报告")
@out_option("把对比写到这个文件，格式由扩展名决定：.xlsx、.docx 或 .json。不写则显示出来。")
@click.option("--all", "everything", is_flag=True, help="没有变的数据和文字也列出，文字不省略。")
@click.option("--exit-code", "tell", is_flag=True, help="两份报告不同时退出码为 1，供脚本判断。")
@force_option("覆盖已有的 Word 文件，即使它在写出后被人改过。")
def compare(
    old: str, new: str, *, out: str | None, everything: bool, tell: bool, force: bool, as_json: bool
) -> Outcome:
    """对比两份年报：同一机关的两个年度，或同一份报告的两稿。

    数据逐格列出原数、现数、增减和增幅；文字逐段对照，分清修改、移动、新增和删去；机关、联系方式、标题等也对比。
    能读的格式都可以对比。2019 年版与 2021 年版格式之间，只比较意义相同的格。

    退出码：0 对比完成，不论有无不同（加 --exit-code 时，有不同为 1）；1 有文件读不出来；2 用法有误或无法写出。
    """
    from gk_docs.cli.compare_run import Options, run_comparison

    return run_comparison(old, new, Options(out, everything, tell, force, as_json))
