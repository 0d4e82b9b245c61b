"""What all commands share: Chinese metavars, `--json`, `--debug`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from gk_docs.cli.shell.help import ChineseContext

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


class Group(click.Group):
    """A group of commands; its help is Chinese."""

    context_class = ChineseContext


class Command(click.Command):
    """A command of gk-docs: its help is Chinese, and it takes `--json` and `--debug`, which `main` looks at."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **settings})
        self.params += [
            click.Option(["--json", "as_json"], is_flag=True, help="把问题以 JSON 列表写到标准输出，供程序读取。"),
            click.Option(["--debug"], is_flag=True, expose_value=False, help="程序自身出错时显示详细的出错位置。"),
        ]


def out_option(help_text: str) -> Callable[[F], F]:
    """The option `-o`, a path that may hold any character."""
    return click.option("-o", "--out", type=click.Path(path_type=str), metavar="位置", help=help_text)


def force_option(help_text: str) -> Callable[[F], F]:
    """The option `--force`."""
    return click.option("--force", is_flag=True, help=help_text)


roster_option = click.option(
    "--roster", type=click.Path(), metavar="名单", help="应报机关的名单；不写则用文件夹里的名单.csv 或名单.xlsx。"
)
"""The option `--roster` of a command that looks at a county."""
