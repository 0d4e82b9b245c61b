"""`gk-docs schema`: print the fields of a report as JSON Schema."""

from __future__ import annotations

import click

from gk_docs.cli.shell.command import Command, form_of_edition
from gk_docs.cli.shell.console import say_json


@click.command(cls=Command)
@click.option("--edition", metavar="版本", help="表格式的版本，如 2021；不写则为现行格式。")
def schema(*, edition: str | None) -> None:
    """输出年度报告各字段的 JSON Schema，供其他系统对接。

    版本以它开始使用的年度为名：2019 版用于 2019、2020 年度，2021 版从 2021 年度起。
    """
    say_json(form_of_edition(edition).model_json_schema())
