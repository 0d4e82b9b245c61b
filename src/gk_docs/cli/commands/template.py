"""`gk-docs template`: a Word template of one's own, started from the standard one and held against the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gk_docs.cli.shell.command import Command, Group
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.form.editions import AnyReport

_EDITION = "模板所用的表格式，2019 或 2021；"


@click.group(cls=Group, options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def template() -> None:
    """自己的 Word 模板：从标准模板开始，改好后对照表格式检查。"""


@template.command(cls=Command)
@click.argument("file", type=click.Path(), metavar="文件")
@click.option("--edition", metavar="版本", help=f"{_EDITION}不写则为现行格式。")
def new(file: str, *, edition: str | None, as_json: bool) -> Outcome:
    """把标准模板复制一份，供在 Word 或 WPS 中修改。已有的文件不覆盖。"""
    from pathlib import Path

    from gk_docs.document.docx import template_path
    from gk_docs.errors import WriteRefused
    from gk_docs.files.saving import save

    target = Path(file)
    if target.suffix.lower() != ".docx":
        raise click.UsageError(f"{file}：模板的扩展名须是 .docx。")
    if target.exists():
        raise WriteRefused("文件已经存在", file=str(target), mend="请写另一个文件名")
    save(template_path(_form(edition)).read_bytes(), target)
    if not as_json:
        tell(f"已新建：{target}")
    return Outcome()


@template.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="文件...")
@click.option("--edition", metavar="版本", help=f"{_EDITION}不写则按模板里的名称判断。")
def check(files: Sequence[str], *, edition: str | None, as_json: bool) -> Outcome:
    """对照表格式检查模板，不需要数据。

    查出：没有的名称、没有位置的数字、填了两处的数字、写坏的标签、会被标签删去的文字、没有声明的字体；每条写明在第几个表格、第几行、第几格。

    退出码：0 可以使用（提示除外）；1 有错误；2 有文件没有检查成，或用法有误。
    """
    from gk_docs.cli.writing.template import run_checks

    return run_checks(files, _form(edition) if edition else None, as_json=as_json)


def _form(edition: str | None) -> type[AnyReport]:
    from gk_docs.form.editions import FORMS

    form = FORMS.get(edition or max(FORMS))
    if form is None:
        raise click.BadParameter(f"没有这一版格式，请写{'或'.join(FORMS)}。", param_hint="--edition")
    return form
