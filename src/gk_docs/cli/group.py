"""The commands by name."""

from __future__ import annotations

import click

import gk_docs
from gk_docs.cli.help import Context
from gk_docs.cli.new import new
from gk_docs.cli.render import render
from gk_docs.cli.schema import schema


class Group(click.Group):
    """The group of all commands; its help is Chinese."""

    context_class = Context


@click.group(
    cls=Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    epilog="退出码：0 全部完成；1 输入有错；2 用法有误或无法执行。",
)
@click.version_option(gk_docs.__version__, message="%(prog)s %(version)s", prog_name="gk-docs", help="显示版本号。")
def commands() -> None:
    """编制政府信息公开工作年度报告：填写数据，生成法定格式的 Word 文件。"""


for _command in (new, render, schema):
    commands.add_command(_command)
