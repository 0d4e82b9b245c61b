"""`gk-docs render`: reports become Word files, or files of another format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import Command, force_option, out_option
from gk_docs.cli.shell.console import Outcome, tell
from gk_docs.cli.writing.folder import FolderOptions, folder_in, folder_options, render_bodies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.finding import Finding


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=click.Path(), metavar="文件...")
@out_option("写到这个文件，格式由扩展名决定；写文件夹则各报告写到其中。不写则放在数据文件旁边，扩展名为 .docx。")
@click.option(
    "--template", type=click.Path(), metavar="模板", help="改用自己的 Word 模板（.docx），写 .docx 和 .pdf 时可用。"
)
@click.option("--partial", is_flag=True, help="自己的模板有意只印一部分内容（如摘要、函件）时也生成。")
@force_option("覆盖已有文件，即使它在生成后被人改过；原来的另存在 .gk-docs/原件。")
@click.option("--strict", is_flag=True, help="检查发现错误的报告不生成。")
@click.option("--notes", is_flag=True, help="把已说明事项的理由作为附注印在有关的表下；也可以写在设置文件里。")
@folder_options
def render(files: Sequence[str], *, strict: bool, notes: bool, as_json: bool, **options: Any) -> Outcome:
    """把年报数据文件写成法定格式的 Word 文件、网页或 PDF。

    格式由 -o 的扩展名决定：.docx、.html、.pdf（须装有 LibreOffice），以及 .xlsx、.yaml、.json。

    一次可以写多个文件，也可以写一个文件夹。一个文件有错不影响其他文件，全部错误一次列出。

    写文件夹时，生成其中全部 .yaml、.xlsx、.json（名称以 _ 开头的和名单除外），列出各机关的结果和谁没有报，
    给每个机关写一张回执。没有变化的不再做，中断后再运行即可接着完成。

    文件夹的退出码：0 全部完成；1 有失败的；2 用法有误或无法执行；3 没有失败的，但有机关未报或没有填；130 被中止。

    自己的模板（--template，或设置文件里的“模板”）须照规定的格式印全，否则不生成，见 gk-docs template check。

    生成时顺便检查：列出错误，说明还有多少警告和提示；详细内容用 gk-docs check 查看。
    """
    out, template, force, partial = (options[name] for name in ("out", "template", "force", "partial"))
    bodies = FolderOptions(**{name: options[name] for name in ("to", "scripts", "roster", "summary")})
    if folder := folder_in(files, bodies):
        if notes:
            raise click.UsageError("写文件夹时，请在其中的 gk-docs.toml 里写 notes = true，各报告都印附注。")
        choices = {"template": template, "force": force, "strict": strict, "partial": partial}
        return render_bodies(folder, out, bodies, as_json=as_json, **choices)
    from pathlib import Path

    from gk_docs.batch.work import Way, checked
    from gk_docs.cli.checking.aside import say_counts, worth_telling
    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.writing.targets import refuse_other_formats, targets
    from gk_docs.errors import GkError, guarded

    pairs = targets(files, out)
    if template:
        refuse_other_formats(pairs)
    errors: list[GkError] = []
    findings: list[tuple[str, Finding]] = []
    way = Way(Path(template) if template else None, force, strict, partial, notes)
    for file, target in watched(pairs, "正在生成"):
        try:
            with guarded(file.name):
                one = checked(file, file)
        except GkError as error:
            errors.append(error)
            continue
        findings += [(file.name, finding) for finding in worth_telling(one, everything=as_json)]
        put, refused = way.write(one, [target], file)
        errors += [error.in_file(file.name) for error in refused]
        if not as_json:
            say_counts(one, file.name)
            for done in put:
                tell(f"已生成：{done.path}")
    return Outcome(tuple(errors), tuple(findings))
