"""`gk-docs compare`: what two reports differ in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gk_docs.cli.shell.command import Command, force_option, out_option

if TYPE_CHECKING:
    from gk_docs.cli.shell.console import Outcome


class Options(NamedTuple):
    """The options of the command, as `compare` below describes them."""

    out: str | None
    to: str
    everything: bool
    tell: bool
    force: bool
    as_json: bool


@click.command(cls=Command)
@click.argument("old", type=click.Path(), metavar="原报告")
@click.argument("new", type=click.Path(), metavar="现报告")
@out_option("把对比写到这个文件，格式由扩展名决定：.xlsx、.docx 或 .json；对比文件夹时写到这个文件夹。不写则显示出来。")
@click.option(
    "--to",
    default="xlsx",
    type=click.Choice(("xlsx", "docx", "json")),
    metavar="格式",
    help="对比文件夹时各份对比的格式：xlsx（不写则为此）、docx 或 json。",
)
@click.option("--all", "everything", is_flag=True, help="没有变的数据和文字也列出，文字不省略。")
@click.option("--exit-code", "tell", is_flag=True, help="有不同时退出码为 1，供脚本判断。")
@force_option("覆盖已有的 Word 文件，即使它在写出后被人改过。")
def compare(old: str, new: str, **options: Any) -> Outcome:
    """对比两份年报：同一机关的两个年度，或同一份报告的两稿。

    数据逐格列出原数、现数、增减和增幅；文字逐段对照，分清修改、移动、新增和删去；机关、联系方式、标题等也对比。
    能读的格式都可以对比。2019 年版与 2021 年版格式之间，只比较意义相同的格。

    写两个文件夹时，按机关名称逐个对比，列出各机关有多少处不同，谁只在一个文件夹里。

    退出码：0 对比完成，不论有无不同（加 --exit-code 时，有不同为 1）；1 有文件读不出来；2 用法有误或无法写出。
    """
    folders = [os.path.isdir(place) for place in (old, new)]  # noqa: PTH112 - pathlib is kept off the threshold
    if any(folders) and not all(folders):
        raise click.UsageError("两个都写文件，或两个都写文件夹。")
    from pathlib import Path

    if all(folders):
        from gk_docs.cli.comparing.folders import run_folders

        return run_folders(Path(old), Path(new), Options(**options))
    from gk_docs.cli.comparing.run import run_comparison

    return run_comparison(old, new, Options(**options))
