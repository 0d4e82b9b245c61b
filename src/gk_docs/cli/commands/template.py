"""`gk-docs template`: a Word template of one's own, started from the standard one and held against the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import Command, Group
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.document.template_check import TemplateCheck
    from gk_docs.errors import GkError, Problem
    from gk_docs.form.editions import AnyReport

FINE, FAULTY, COULD_NOT_RUN = 0, 1, 2

_EDITION = "模板所用的表格式的版本，如 2021；"


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
    return _run_checks(files, _form(edition) if edition else None, as_json=as_json)


def _run_checks(files: Sequence[str], form: type[AnyReport] | None, *, as_json: bool) -> Outcome:
    """Check the templates against a form, or each against the one that it names; one that fails stops no other."""
    from pathlib import Path

    from gk_docs.document.template_check import check_template
    from gk_docs.errors import gathered

    errors: list[GkError] = []
    found: list[tuple[str, TemplateCheck]] = []
    for file in files:
        with gathered(errors, Path(file).name):
            found.append((file, check_template(file, form)))
    faulty = any(one.problems for _, one in found)
    record = [_record(file, one) for file, one in found] + [_broken(error) for error in errors] if as_json else None
    for file, one in found if not as_json else ():
        tell(_text(file, one))
    return Outcome(tuple(errors), record=record, code=COULD_NOT_RUN if errors else FAULTY if faulty else FINE)


def _text(file: str, found: TemplateCheck) -> str:
    from pathlib import Path

    lines = [f"{'─' * 8} {Path(file).as_posix()}（{found.edition}年版格式）"]
    lines += [f"错误 {problem}" for problem in found.problems]
    lines += [f"提示 {problem}" for problem in found.warnings]
    none = "没有发现问题。"
    return "\n".join([*lines, f"错误 {len(found.problems)} 个，提示 {len(found.warnings)} 个。" if lines[1:] else none])


def _record(file: str, found: TemplateCheck) -> dict[str, Any]:
    from pathlib import Path

    return {
        "file": Path(file).as_posix(),
        "edition": found.edition,
        "problems": _dicts(found.problems),
        "warnings": _dicts(found.warnings),
    }


def _broken(error: GkError) -> dict[str, Any]:
    return {"file": error.problems[0].file, "problems": _dicts(error.problems), "warnings": []}


def _dicts(problems: Sequence[Problem]) -> list[dict[str, str | int]]:
    return [problem.to_dict() for problem in problems]


def _form(edition: str | None) -> type[AnyReport]:
    from gk_docs.form.editions import FORMS, in_force

    form = FORMS.get(edition) if edition else in_force()
    if form is None:
        raise click.BadParameter(f"没有这一版格式，请写{'或'.join(FORMS)}。", param_hint="--edition")
    return form
