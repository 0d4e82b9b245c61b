"""`gk-docs template`: a Word template of one's own, started from the standard one and held against the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import PATH, Command, Group, codes_option, form_of_edition, names_option, out_option
from gk_docs.cli.shell.console import Outcome, say_json, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from gk_docs.errors import GkError
    from gk_docs.showing.template import Linted, TemplatesShown

FINE, FAULTY, COULD_NOT_RUN = 0, 1, 2

_EDITION = "模板所用的表格式的版本，如 2021；"


@click.group(cls=Group, options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def template() -> None:
    """自己的 Word 模板：从标准模板开始，改好后对照表格式检查。"""


@template.command(cls=Command)
@click.argument("file", type=PATH, metavar="文件")
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
    save(template_path(form_of_edition(edition)).read_bytes(), target)
    if not as_json:
        tell(f"已新建：{target}")
    return Outcome()


@template.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@click.option("--edition", metavar="版本", help=f"{_EDITION}不写则按模板里的名称判断。")
@click.option("--any", "is_any", is_flag=True, help="任何 Word 模板：不对照年报的格式，只看标签写得对不对。")
@click.option("--context", type=PATH, metavar="文件", help="数据的样本（.json）：也看名称对不对。即 --any。")
@click.option("--schema", type=PATH, metavar="文件", help="数据的 JSON Schema：同上，不需要样本。即 --any。")
@names_option("--known", "程序另外带上的过滤器、判断和内容的名称，以逗号分开。")
@codes_option("--ignore", "不做这些检查，写代码或其开头，如 GT302,GT4。")
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
def check(files: Sequence[str], *, edition: str | None, as_json: bool, **options: Any) -> Outcome:
    """检查 Word 模板，不需要数据；对照年报的格式，或任何数据的样本（--any）。

    查出：没有的名称、没有用到的名称、没有位置的数字、填了两处的数字、写坏的标签、会被标签删去的文字等；每条写明在第几个表格、第几行、第几格。

    每条前的代码可用 gk-docs rule 查看说明。

    退出码：0 可以使用（警告、提示除外）；1 有错误；2 有文件没有检查成，或用法有误。
    """
    from gk_docs.cli.shell.targets import refuse_input
    from gk_docs.finding import Severity
    from gk_docs.showing.template import TemplatesShown

    refuse_input(options["out"], files)
    errors: list[GkError] = []
    linted = list(_linted(files, _look(edition, options), options["ignore"], errors))
    shown = TemplatesShown(linted, verbose=options["verbose"])
    record = _show(shown, "json" if as_json else options["style"], options["out"], errors, as_json=as_json)
    faulty = any(finding.severity == Severity.ERROR for one in linted for finding in one.findings)
    return Outcome(tuple(errors), record=record, code=COULD_NOT_RUN if errors else FAULTY if faulty else FINE)


def _look(edition: str | None, options: Mapping[str, Any]) -> Callable[[str], Linted]:
    """What looks at one template: the check of the form, or the lint of any template."""
    from gk_docs.document.template_check import check_template
    from gk_docs.showing.template import Linted
    from gk_docs.word import lint

    context, schema, known = options["context"], options["schema"], options["known"]
    if not (options["is_any"] or context or schema):
        form = form_of_edition(edition) if edition else None

        def of_form(file: str) -> Linted:
            found = check_template(file, form)
            return Linted(file, found.findings, found.edition)

        return of_form
    if edition or (context and schema):
        raise click.UsageError("--edition、--context、--schema 只能写一个；--any 不与 --edition 同用。")
    given = {name: _mapping(file) for name, file in (("context", context), ("schema", schema)) if file}
    own: dict[str, Callable[..., Any]] = dict.fromkeys(known, str)
    return lambda file: Linted(file, lint(file, **given, filters=own, tests=own, globals=known))


def _mapping(file: str) -> dict[str, Any]:
    """A file of JSON that holds an object."""
    from pathlib import Path

    from gk_docs.errors import UnreadableFile, guarded
    from gk_docs.files.encoding import decode
    from gk_docs.files.source import bytes_of
    from gk_docs.form.json import loaded

    with guarded(Path(file).name):
        value = loaded(decode(bytes_of(Path(file))))
    if not isinstance(value, dict):
        raise UnreadableFile("须是一个 JSON 对象（{…}）", file=Path(file).name)
    return value


def _linted(
    files: Sequence[str], look: Callable[[str], Linted], ignore: tuple[str, ...], errors: list[GkError]
) -> Iterator[Linted]:
    """Look at each template; one that fails stops no other."""
    from pathlib import Path

    from gk_docs.errors import gathered

    for file in files:
        with gathered(errors, Path(file).name):
            one = look(file)
            yield one._replace(findings=[found for found in one.findings if not found.code.startswith(ignore)])


def _show(shown: TemplatesShown, style: str, out: str | None, errors: Sequence[GkError], *, as_json: bool) -> Any:
    """Print what was found, or write it where `-o` says; what a program gets is given back."""
    from pathlib import Path

    if out and out.lower().endswith(".sarif"):
        from gk_docs.files.saving import save
        from gk_docs.showing.record import is_record, json_bytes

        save(json_bytes(shown.sarif()), Path(out), force=True, remade=is_record)
    elif out:
        from gk_docs.showing.saving import save_shown

        save_shown(shown, Path(out), anew=True)
    elif style == "sarif":
        say_json(shown.sarif())
    elif style == "json":
        record = [*shown.record(), *map(_broken, errors)]
        if as_json:
            return record
        say_json(record)
    elif shown.linted:
        tell(shown.text())
    if out and not as_json:
        tell(f"已写出：{out}")
    return None


def _broken(error: GkError) -> dict[str, Any]:
    return {"file": error.problems[0].file, "problems": [problem.to_dict() for problem in error.problems]}
