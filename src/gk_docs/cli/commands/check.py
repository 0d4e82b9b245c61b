"""`gk-docs check`: what is wrong with reports, and the mends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gk_docs.cli.shell.command import Command, out_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.cli.shell.console import Outcome
    from gk_docs.finding import Severity

STYLES = ("text", "json", "sarif", "xlsx")


class Options(NamedTuple):
    """The options of the command, as `check` below describes them."""

    previous: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    fail_on: Severity
    style: str | None
    out: str | None
    statistics: bool
    verbose: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    as_json: bool

    @property
    def mends(self) -> bool:
        """Whether anything is mended, be it only to be shown."""
        return self.fix or self.diff


def _codes(_context: click.Context, _option: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for part in value for code in part.replace("，", ",").split(",") if code.strip())


def _severity(_context: click.Context, _option: click.Parameter, value: str) -> Severity:
    from gk_docs.settings import SEVERITY_WORDS

    if value not in SEVERITY_WORDS:
        raise click.BadParameter(f"没有级别“{value}”，请写 error、warning 或 info。")
    return SEVERITY_WORDS[value]


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="文件...")
@click.option(
    "--previous",
    type=click.Path(),
    multiple=True,
    metavar="文件",
    help="上一年度的报告，用来核对结转和存量；检查多份报告时可写文件夹，按机关名称对应。"
    "不写则用数据文件里“上年报告”一行的。",
)
@click.option(
    "--select",
    multiple=True,
    callback=_codes,
    metavar="代码",
    help="只做这些检查，写代码或其开头，如 GK3,GK501；设置文件里的选用和忽略不再起作用。",
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="代码", help="不做这些检查，写法同上。")
@click.option(
    "--fail-on",
    default="error",
    callback=_severity,
    metavar="级别",
    help="发现这一级别及以上的问题时退出码为 1：error（错误，不写则为此级）、warning（警告）、info（提示）。",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(STYLES),
    metavar="格式",
    help="输出格式：text（文字）、json、sarif、xlsx（带批注的工作簿）。不写则按 -o 的扩展名，否则为 text。",
)
@out_option("把检查结果写到这个文件；多份报告的 xlsx 写到文件夹。与 --fix 同用时，是改正后的报告写到的文件。")
@click.option("--statistics", is_flag=True, help="只列出每条规则发现多少处问题。")
@click.option("-v", "--verbose", is_flag=True, help="全部列出：不省略同类的警告，逐条列出未能判断的地方。")
@click.option(
    "--fix",
    is_flag=True,
    help="改正不会改变意思的地方（标点、序号、能证明的总计等），只动 .yaml 里的那几个字，原件另存。",
)
@click.option("--unsafe-fixes", is_flag=True, help="连可能改变意思的也改，与 --fix 或 --diff 同用。")
@click.option("--diff", is_flag=True, help="只显示会怎样改，不写文件。")
def check(files: Sequence[str], **options: Any) -> Outcome:
    """检查年报：数字之间、数字与文字、与上年是否一致，用语、格式、个人信息是否妥当。

    数据文件和已公开的报告（docx、html、pdf、txt 等）都能检查。可以写多个，也可以写文件夹；一个读不出来不影响其他。

    多份一起检查时，还比较各机关的文字是否雷同。

    每条问题前的代码可用 gk-docs rule 查看说明。设置写在 gk-docs.toml 里，从文件所在的文件夹往上找。

    退出码：0 没有问题；1 有 --fail-on 及以上的问题；2 有文件没有检查成，或用法有误。
    """
    from gk_docs.cli.checking.run import run_checks

    return run_checks(files, Options(**options))
