"""`gk-docs template`: start a Word template from the standard one, and check templates against the form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import PATH, Command, Group, form_of_edition, out_option, several_option
from gk_docs.cli.shell.console import COULD_NOT_RUN, DONE, WRONG, Outcome, say_json, tell, wants_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from gk_docs.errors import GkError
    from gk_docs.showing.checked import Linted, TemplatesShown

_EDITION = "模板所用的表格式的版本，如 2021；"


@click.group(cls=Group, options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def template() -> None:
    """自己的 Word 模板：从标准模板开始，改好后对照表格式检查。"""


@template.command(cls=Command)
@click.argument("file", type=PATH, metavar="文件")
@click.option("--edition", metavar="版本", help=f"{_EDITION}不写则为现行格式。")
def new(file: Path, *, edition: str | None) -> Outcome:
    """把标准模板复制一份，供在 Word 或 WPS 中修改。已有的文件不覆盖。"""
    from gk_docs.document.docx import template_path
    from gk_docs.errors import WriteRefused
    from gk_docs.files.saving import save

    if file.suffix.lower() != ".docx":
        raise click.UsageError(f"{file}：模板的扩展名须是 .docx。")
    if file.exists():
        raise WriteRefused("文件已经存在", file=str(file), mend="请写另一个文件名")
    save(template_path(form_of_edition(edition)).read_bytes(), file)
    tell(f"已新建：{file}")
    return Outcome()


@template.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@click.option("--edition", metavar="版本", help=f"{_EDITION}不写则按模板里的名称判断。")
@click.option("--any", "is_any", is_flag=True, help="任何 Word 模板：不对照年报的格式，只看标签写得对不对。")
@click.option("--context", type=PATH, metavar="文件", help="数据的样本（.json）：也看名称对不对。即 --any。")
@click.option("--schema", type=PATH, metavar="文件", help="数据的 JSON Schema：同上，不需要样本。即 --any。")
@several_option("--known", "程序另外带上的过滤器、判断和内容的名称，以逗号分开。", "名称", str)
@several_option("--ignore", "不做这些检查，写代码或其开头，如 GT302,GT4。")
@click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json", "sarif")),
    default="text",
    metavar="格式",
    help="输出格式：text（文字，不写则为此）、json、sarif。",
)
@out_option("把检查结果写到这个文件，格式按扩展名：.txt、.json、.sarif、.xlsx、.docx、.html。")
@click.option("-v", "--verbose", is_flag=True, help="全部列出，不省略同类的警告和提示。")
def check(files: Sequence[Path], *, edition: str | None, **options: Any) -> Outcome:
    """检查 Word 模板，不需要数据；对照年报的格式，或任何数据的样本（--any）。

    查出：没有的名称、没有用到的名称、没有位置的数字、填了两处的数字、写坏的标签、会被标签删去的文字等；每条写明在第几个表格、第几行、第几格。

    每条前的代码可用 gk-docs rule 查看说明。

    退出码：0 可以使用（警告、提示除外）；1 有错误；2 有文件没有检查成，或用法有误。
    """
    from gk_docs.cli.shell.targets import refuse_input
    from gk_docs.finding import Severity
    from gk_docs.showing.checked import TemplatesShown

    refuse_input(options["out"], files)
    errors: list[GkError] = []
    linted = list(_linted(files, _look(edition, options), options["ignore"], errors))
    shown = TemplatesShown(linted, verbose=options["verbose"])
    out, style, record = options["out"], options["style"], partial(_record, shown, errors)
    if out:
        _write(shown, out)
        tell(f"已写出：{out}")
    elif style != "text" and not wants_json():
        say_json(shown.sarif() if style == "sarif" else record())
    elif linted:
        tell(shown.text())
    faulty = any(finding.severity == Severity.ERROR for one in linted for finding in one.findings)
    code = COULD_NOT_RUN if errors else WRONG if faulty else DONE
    return Outcome(tuple(errors), record=None if out else record, code=code)


def _look(edition: str | None, options: Mapping[str, Any]) -> Callable[[Path], Linted]:
    """Choose how templates are checked: against the form, or as templates for any data."""
    from gk_docs.document.template_check import check_template
    from gk_docs.showing.checked import Linted
    from gk_docs.word import lint

    context, schema, known = options["context"], options["schema"], options["known"]
    if not (options["is_any"] or context or schema):
        form = form_of_edition(edition) if edition else None

        def of_form(file: Path) -> Linted:
            found = check_template(file, form)
            return Linted(file, found.findings, found.edition)

        return of_form
    if edition or (context and schema):
        raise click.UsageError("--edition、--context、--schema 只能写一个；--any 不与 --edition 同用。")
    given = {name: _mapping(file) for name, file in (("context", context), ("schema", schema)) if file}
    own: dict[str, Callable[..., Any]] = dict.fromkeys(known, str)
    return lambda file: Linted(file, lint(file, **given, filters=own, tests=own, globals=known))


def _mapping(file: Path) -> dict[str, Any]:
    """Read a JSON file whose value is an object."""
    from gk_docs.errors import UnreadableFile, guarded
    from gk_docs.files.encoding import decode
    from gk_docs.files.source import bytes_of
    from gk_docs.form.json import loaded

    with guarded(file.name):
        value = loaded(decode(bytes_of(file)))
    if not isinstance(value, dict):
        raise UnreadableFile("须是一个 JSON 对象（{…}）", file=file.name)
    return value


def _linted(
    files: Sequence[Path], look: Callable[[Path], Linted], ignore: tuple[str, ...], errors: list[GkError]
) -> Iterator[Linted]:
    """Check each template; one that fails does not stop the others."""
    from gk_docs.errors import gathered

    for file in files:
        with gathered(errors, file.name):
            one = look(file)
            yield one._replace(findings=[found for found in one.findings if not found.code.startswith(ignore)])


def _record(shown: TemplatesShown, errors: Sequence[GkError]) -> list[dict[str, Any]]:
    """A mapping for each template, then one for each that could not be checked."""
    from gk_docs.showing.checked import broken_record

    return [*shown.record(), *map(broken_record, errors)]


def _write(shown: TemplatesShown, out: Path) -> None:
    from gk_docs.files.saving import save
    from gk_docs.form.json import is_record, json_bytes
    from gk_docs.showing.saving import save_shown

    if out.suffix.lower() == ".sarif":
        save(json_bytes(shown.sarif()), out, force=True, remade=is_record)
    else:
        save_shown(shown, out, anew=True)
