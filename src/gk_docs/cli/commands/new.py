"""`gk-docs new`: a starting file for a body and a year."""

from __future__ import annotations

import re
from typing import Any

import click

from gk_docs.cli.shell.command import Command, force_option, out_option
from gk_docs.cli.shell.console import Outcome, tell

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


def _year(_context: click.Context, _option: click.Parameter, value: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise click.BadParameter(f"“{value}”不是四位数的年度。")
    return int(value)


@click.command(cls=Command)
@click.argument("name", required=False, metavar="[机关名称]")
@click.option("--roster", type=click.Path(), metavar="名单", help="给名单（.csv 或 .xlsx）上的机关各新建一个。")
@click.option("--year", required=True, callback=_year, metavar="年度", help="报告的年度，如 2023（不是发布的年份）。")
@click.option(
    "--to",
    type=click.Choice(["yaml", "xlsx"]),
    default="yaml",
    metavar="格式",
    help="yaml（文字文件，不写就是它）或 xlsx（工作簿，用 Excel 或 WPS 填）。用 -o 写明文件时由扩展名决定。",
)
@click.option(
    "--previous",
    type=click.Path(),
    metavar="文件",
    help="上一年度的报告：沿用机关信息，写入上年结转。与 --roster 同用时写文件夹，按机关名称对应。",
)
@out_option("写到这个文件。不写则为当前文件夹里的“机关名称年度.yaml”。与 --roster 同用时是文件夹。")
@force_option("覆盖已有文件。")
def new(*, name: str | None, roster: str | None, as_json: bool, **options: Any) -> Outcome:
    """新建一个待填写的年报数据文件，或给名单上的机关各新建一个。

    文件里用“待填”标出要填的地方，工作簿里要填的格是黄色的，都有填写说明。填好后用 gk-docs render 生成 Word 文件。

    名单的第一行是列名：机关、简称、所属地区、层级、类型、填报人、联系方式；只有机关必须有。已有的文件不动。
    """
    from pathlib import Path

    if (name is None) == (roster is None):
        raise click.UsageError("请写机关名称，或用 --roster 写明名单，两者写一个。")
    if name is not None:
        return _one(name, as_json=as_json, **options)
    if options["force"]:
        raise click.UsageError("--force 不与 --roster 同用：已经填写的文件不能一起覆盖。")
    from gk_docs.cli.starting.everybody import start_everybody

    previous = Path(options["previous"]) if options["previous"] else None
    folder = Path(options["out"] or ".")
    return start_everybody(
        Path(str(roster)), options["year"], folder, previous, suffix=f".{options['to']}", as_json=as_json
    )


def _one(
    name: str, *, year: int, to: str, previous: str | None, out: str | None, force: bool, as_json: bool
) -> Outcome:
    from pathlib import Path

    from gk_docs.authored.starting import starting_file
    from gk_docs.cli.starting.last_year import last_year
    from gk_docs.errors import WriteRefused
    from gk_docs.files.saving import save

    target = Path(out or f"{_NOT_IN_FILE_NAMES.sub('_', name)}{year}.{to}")
    if target.exists() and not force:
        raise WriteRefused("文件已经存在", file=str(target), mend="请用 -o 写明另一个文件；确实要覆盖，请加 --force")
    last = last_year(Path(previous), year, target) if previous else None
    save(starting_file(name, year, target.name, last), target, force=True)
    if not as_json:
        tell(f"已新建：{target}")
    return Outcome(findings=tuple((str(previous), finding) for finding in last.reading.findings) if last else ())
