"""Run the command, and turn every error into a message in Chinese and an exit code."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Iterator, Sequence

import click

import gk_docs
from gk_docs.cli.commands.check import check
from gk_docs.cli.commands.compare import compare
from gk_docs.cli.commands.convert import convert
from gk_docs.cli.commands.county import county
from gk_docs.cli.commands.go import go
from gk_docs.cli.commands.new import new
from gk_docs.cli.commands.render import render
from gk_docs.cli.commands.rule import rule
from gk_docs.cli.commands.schema import schema
from gk_docs.cli.commands.template import template
from gk_docs.cli.commands.total import total
from gk_docs.cli.shell import console
from gk_docs.cli.shell.command import Group
from gk_docs.files.processes import collect_seldom
from gk_docs.version import __version__

_ASK_FOR_MORE = "请加上 --debug 再运行一次，把显示的全部内容连同所用的命令反馈给 gk-docs 的维护者。"


def main(args: Sequence[str] | None = None) -> int:
    """Run `gk-docs` with `args` (those of the process if None) and return its exit code.

    >>> main(["--version"])
    gk-docs 0.1.0
    0
    """
    console.open_closed_streams()
    console.make_encodable(sys.stdout, sys.stderr)
    if args is None:
        collect_seldom()
        atexit.register(gc.freeze)  # skip the garbage collection at exit, which takes a while
        if {"--help", "--version"}.isdisjoint(sys.argv):
            from gk_docs.files.patterns import recall

            recall()
    given = sys.argv[1:] if args is None else args
    with console.speaking_chinese():
        try:
            return _run(args, as_json="--json" in given, debug="--debug" in given)
        except (BrokenPipeError, SystemExit):  # the reader of our output has gone, for which click raises SystemExit
            _drop_output()
        except Exception as fault:
            if "--debug" in given:
                raise
            _say_fault(fault)
        return console.COULD_NOT_RUN


def _drop_output() -> None:
    """Discard output that could not be printed, so that Python does not try again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: Sequence[str] | None, *, as_json: bool, debug: bool) -> int:
    try:
        result = commands.main(args=args, prog_name="gk-docs", standalone_mode=False)
    except gk_docs.GkError as error:
        result = console.Outcome((error,))
    except click.Abort:
        console.tell("已中止。", err=True)
        return console.INTERRUPTED
    except click.ClickException as misuse:
        return _say_misuse(misuse, as_json=as_json)
    if not isinstance(result, console.Outcome):
        return result if isinstance(result, int) else console.DONE  # --help and misuse of the group end with a code
    from gk_docs.errors import Defect

    defects = [error.__cause__ for error in result.errors if isinstance(error, Defect)]
    if debug and defects and defects[0]:
        raise defects[0]
    (console.say_as_json if as_json else console.say)(result)
    if defects:
        console.tell(_ASK_FOR_MORE, err=True)
    return _code(result)


def _code(outcome: console.Outcome) -> int:
    if outcome.code is not None:
        return outcome.code
    from gk_docs.errors import Defect, MissingExtra, WriteRefused

    if any(isinstance(error, WriteRefused | MissingExtra | Defect) for error in outcome.errors):
        return console.COULD_NOT_RUN
    return console.WRONG if outcome.errors else console.DONE


def _say_misuse(misuse: click.ClickException, *, as_json: bool) -> int:
    if as_json:
        console.say_as_json(console.Outcome((gk_docs.GkError(misuse.format_message()),)))
    else:
        shown = io.StringIO()
        misuse.show(file=shown)
        said = shown.getvalue().rstrip("\n")
        console.tell(f"{said[:-1]}。" if said.endswith("'.") else said, err=True)  # click ends some sentences itself
    return console.COULD_NOT_RUN


def _say_fault(fault: Exception) -> None:
    from gk_docs.errors import Defect, guarded, system_words

    named = isinstance(fault, OSError) and fault.filename
    if isinstance(fault, OSError) and not named:  # our output could not be printed
        _drop_output()
        console.tell(f"写不进去：{system_words(fault)}。请处理后再运行一次。", err=True)
        return
    try:
        with guarded(str(named) if named else None):
            raise fault
    except gk_docs.GkError as error:
        console.say(console.Outcome((error,)))
        if isinstance(error, Defect):
            console.tell(_ASK_FOR_MORE, err=True)


@click.group(
    cls=Group,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]... 或 文件...",
    epilog="退出码：0 全部完成；1 输入有错；2 用法有误或无法执行。",
)
@click.version_option(__version__, message="%(prog)s %(version)s", prog_name="gk-docs", help="显示版本号。")
def commands() -> None:
    """编制政府信息公开工作年度报告：填写数据，检查，生成法定格式的 Word 文件。

    只写文件或文件夹、不写命令的，生成 Word 文件和检查结果，并打开：gk-docs 填报.xlsx
    """


commands.for_paths = go.name
for _command in (go, new, render, check, rule, total, county, compare, convert, template, schema):
    commands.add_command(_command)


def all_commands(group: click.Group = commands, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command and group in a group with its full name (template check), in the order of the help pages."""
    for name, command in group.commands.items():
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{before}{name} ")
