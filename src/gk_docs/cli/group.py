"""The commands by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gk_docs.cli.commands.check import check
from gk_docs.cli.commands.compare import compare
from gk_docs.cli.commands.convert import convert
from gk_docs.cli.commands.county import county
from gk_docs.cli.commands.new import new
from gk_docs.cli.commands.render import render
from gk_docs.cli.commands.rule import rule
from gk_docs.cli.commands.schema import schema
from gk_docs.cli.commands.template import template
from gk_docs.cli.commands.total import total
from gk_docs.cli.shell.command import Group
from gk_docs.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.group(
    cls=Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    epilog="退出码：0 全部完成；1 输入有错；2 用法有误或无法执行。",
)
@click.version_option(__version__, message="%(prog)s %(version)s", prog_name="gk-docs", help="显示版本号。")
def commands() -> None:
    """编制政府信息公开工作年度报告：填写数据，检查，生成法定格式的 Word 文件。"""


for _command in (new, render, check, rule, total, county, compare, convert, template, schema):
    commands.add_command(_command)


def all_commands(group: click.Group = commands, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command and group below a group with its full name (template check), in the order of the help pages."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{before}{name} ")
