"""`gk-docs render`: write reports as Word files, or as files of another format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

import gk_docs as gk
from gk_docs import regex as re
from gk_docs.cli.shell.command import PATH, PLACE, Command, force_option, out_option
from gk_docs.cli.shell.console import COULD_NOT_RUN, DONE, INCOMPLETE, INTERRUPTED, WRONG, Outcome, tell, wants_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.batch.job import Way
    from gk_docs.batch.outcome import BatchSummary
    from gk_docs.batch.work import Checked
    from gk_docs.errors import GkError
    from gk_docs.showing.outcome import OutcomeShown

_COMMAS = re.compile("[,，、 ]+")


class FolderOptions(NamedTuple):
    """The options that apply only to a folder."""

    to: str | None = None
    scripts: bool = False
    roster: Path | None = None
    summary: tuple[Path, ...] = ()
    convert: bool = False

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to write; docx if `--to` is not given."""
        return tuple(dict.fromkeys(filter(None, _COMMAS.split((self.to or "docx").lower()))))

    @property
    def given(self) -> bool:
        """Whether any of these options was given."""
        return bool(self.to or self.scripts or self.roster or self.summary or self.convert)


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@out_option("写到这个文件，格式由扩展名决定；写文件夹则各报告写到其中。不写则放在数据文件旁边，扩展名为 .docx。", PLACE)
@click.option("--template", type=PATH, metavar="模板", help="改用自己的 Word 模板（.docx），写 .docx 和 .pdf 时可用。")
@click.option("--partial", is_flag=True, help="自己的模板有意只印一部分内容（如摘要、函件）时也生成。")
@force_option("覆盖已有文件，即使它在生成后被人改过；原来的另存在 .gk-docs/原件。")
@click.option("--strict", is_flag=True, help="检查发现错误的报告不生成。")
@click.option("--notes", is_flag=True, help="把已说明事项的理由作为附注印在有关的表下；也可以写在设置文件里。")
@click.option("--to", metavar="格式", help="只用于文件夹：写成哪些格式，如 docx,json；不写则为 docx。")
@click.option("--convert", is_flag=True, help="只用于文件夹：交来的 Word、网页、PDF 也照它的内容生成，请再核对。")
@click.option("--scripts", is_flag=True, help="只用于文件夹：也运行其中的 .py 脚本。脚本是程序，只运行信得过的。")
@click.option(
    "--roster",
    type=PATH,
    metavar="名单",
    help="只用于文件夹：应报机关的名单；不写则用其中的名单.csv 或名单.xlsx。",
)
@click.option(
    "--summary",
    type=PATH,
    multiple=True,
    metavar="文件",
    help="只用于文件夹：把汇总写到这个 .xlsx、.docx、.html、.json 或 .txt 文件，可写几次。",
)
def render(files: Sequence[Path], *, out: str | None, notes: bool, **options: Any) -> Outcome:
    """生成年报：把数据文件写成法定格式的 Word 文件、网页或 PDF。

    格式由 -o 的扩展名决定：.docx、.html、.pdf（须装有 LibreOffice），以及 .xlsx、.yaml、.json。

    一次可以写多个文件，也可以写一个文件夹。一个文件有错不影响其他文件，全部错误一次列出。

    写文件夹时，生成其中全部 .yaml、.xlsx、.json（名称以 _ 开头的和名单除外），列出各机关的结果和谁没有报，
    给每个机关写一张回执。没有变化的不再做，中断后再运行即可接着完成。

    文件夹的退出码：0 全部完成；1 有失败的；2 用法有误或无法执行；3 没有失败的，但有机关未报或没有填；130 被中止。

    自己的模板（--template，或设置文件里的“模板”）须照规定的格式印全，否则不生成，见 gk-docs template check。

    生成时顺便检查：列出错误，说明还有多少警告和提示；详细内容用 gk-docs check 查看。
    """
    from pathlib import Path

    from gk_docs.batch.job import Way

    way = Way(notes=notes, **{name: options.pop(name) for name in ("template", "force", "strict", "partial")})
    bodies = FolderOptions(**options)
    if folder := _folder_in(files, bodies):
        if notes:
            raise click.UsageError('写文件夹时，请在其中的 gk-docs.toml 里写 "附注" = true，各报告都印附注。')
        return render_everybody(folder, Path(out) if out else None, bodies, way)
    from gk_docs.batch.work import checked, write
    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.shell.targets import refuse_input, refuse_other_formats, targets
    from gk_docs.errors import guarded

    pairs = targets(files, out)
    if way.template:
        refuse_other_formats(pairs)
        for _, target in pairs:
            refuse_input(target, [way.template])
    errors: list[gk.GkError] = []
    findings: list[tuple[str, gk.Finding]] = []
    for file, target in watched(pairs, "正在生成"):
        try:
            with guarded(file.name):
                one = checked(file, file)
        except gk.GkError as error:
            errors.append(error)
            continue
        findings += [(file.name, finding) for finding in _worth_telling(one)]
        put, refused = write(one, [target], way)
        errors += [error.in_file(file.name) for error in refused]
        _say_counts(one, file.name)
        for done in put:
            tell(f"已生成：{done.path}")
    return Outcome(tuple(errors), tuple(findings))


def _worth_telling(checked: Checked) -> list[gk.Finding]:
    """The findings to show: notes of the reader and errors of the checks; for a program, every problem."""
    problems = [finding for finding in checked.findings if finding.is_problem]
    if wants_json():
        return problems
    errors = [one for one in problems if one.severity == gk.Severity.ERROR and not one.is_of_reader]
    return [*checked.reading.findings, *errors]


def _say_counts(checked: Checked, name: str) -> None:
    """Say on stderr how many problems the checks found in a file, if any; say nothing to a program."""
    from gk_docs.showing.findings import summary

    if not wants_json() and any(one.is_problem for one in checked.findings):
        told = summary(checked.findings).rstrip("。")
        tell(f"{name}：检查发现{told}，详见 gk-docs check。", err=True)


def _folder_in(files: Sequence[Path], options: FolderOptions) -> Path | None:
    """The folder, if one is given instead of files.

    Raises:
        click.UsageError: If a folder is given with other paths, or options for a folder are given without one.
    """
    folders = [file for file in files if file.is_dir()]
    if folders and len(files) > 1:
        raise click.UsageError(f"{folders[0]} 是文件夹；一次只能写一个文件夹，不能与别的文件同写。")
    if not folders and options.given:
        raise click.UsageError("--to、--convert、--scripts、--roster、--summary 只用于文件夹。")
    return folders[0] if folders else None


def render_everybody(folder: Path, out: Path | None, options: FolderOptions, way: Way) -> Outcome:
    """Write every report of a folder; show the outcome for each body, and write the summary and the slips.

    Args:
        folder: The folder of the inputs.
        out: The folder to write to; None is an error of the user.
        options: The options for folders.
        way: How each report is written.

    Raises:
        click.UsageError: If options do not make sense.
        GkError: If the folder or the roster cannot be read, or the place cannot be written.
    """
    from contextlib import closing

    from gk_docs.batch.folder import render_folder, roster_of
    from gk_docs.batch.outcome import summary_of
    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.shell.targets import closed_in_words
    from gk_docs.errors import InvalidReport
    from gk_docs.formats import FORMATS
    from gk_docs.showing.outcome import OutcomeShown

    target = _out(folder, out, options)
    if way.template and not any(FORMATS[name].takes_template for name in options.formats):
        raise click.UsageError("--template 只用于 docx 和 pdf。")
    roster = roster_of([folder], options.roster)
    files, others, scripts = _inputs(folder, target, options, way.template)
    converted = files if options.convert else ()
    left = "\n".join(filter(None, (_not_taken(others, scripts, converted), closed_in_words([folder], [target]))))
    if not files and not roster:
        raise InvalidReport("没有可以生成的报告", file=str(folder), mend=left or None)
    kinds: dict[str, Any] = {"formats": options.formats, "scripts": options.scripts, "documents": options.convert}
    try:
        with closing(render_folder(folder, target, way=way, **kinds)) as results:
            told = watched(results, "正在生成", len(files), lambda result: result.body)
            summary = summary_of(told, roster, others, folder, documents=options.convert)
    except KeyboardInterrupt:
        tell("已中止。写出的文件都是完整的；再运行一次同样的命令，就会接着做完。", err=True)
        return Outcome(code=INTERRUPTED)
    shown = OutcomeShown(summary, others)
    return _told(shown, folder, target, options, left)


def _inputs(
    folder: Path, out: Path, options: FolderOptions, template: Path | None
) -> tuple[list[Path], list[str], int]:
    """The reports of a folder, the names of its documents that are left out, and how many scripts are not run."""
    from gk_docs.batch.folder import inputs_of, others_in

    files = inputs_of(folder, scripts=options.scripts, documents=options.convert, out=out)
    known = {*files, *([template.resolve()] if template else [])}
    others = [
        one.relative_to(folder).as_posix() for one in others_in(folder, out) if known.isdisjoint((one, one.resolve()))
    ]
    return files, others, 0 if options.scripts else len(inputs_of(folder, scripts=True)) - len(inputs_of(folder))


def _told(shown: OutcomeShown, folder: Path, target: Path, options: FolderOptions, left: str) -> Outcome:
    """Show the outcome for each body, write the slips and the summaries, and return the outcome of the command."""
    from gk_docs.batch.folder import SLIPS
    from gk_docs.batch.left_over import left_over
    from gk_docs.chinese.text import listed
    from gk_docs.showing.slips import write_slips

    tell("\n".join(filter(None, (shown.text(), left))))
    errors = [*write_slips(shown.summary, target), *_write_summaries(shown, options)]
    tell(f"每个单位的回执在 {(target / SLIPS).as_posix()}")
    if old := left_over(target, folder, shown.summary):
        tell(f"{target.as_posix()} 里还有以前生成、现在没有数据文件的：{listed(old, 10, '等')}。不再用的请删去。")
    return Outcome(tuple(errors), record=shown.record, code=COULD_NOT_RUN if errors else _code(shown.summary))


def _out(folder: Path, out: Path | None, options: FolderOptions) -> Path:
    from gk_docs.batch.folder import places_of
    from gk_docs.cli.shell.targets import refuse_input, refuse_report
    from gk_docs.formats import WRITERS, format_of
    from gk_docs.showing.saving import FORMATS as SHOWN

    if out is None:
        raise click.UsageError("生成整个文件夹时，请用 -o 写明写到哪个文件夹。")
    if format_of(out) in WRITERS and not out.is_dir():
        raise click.UsageError(f"{out} 是文件名；生成整个文件夹时，-o 要写文件夹，格式用 --to。")
    places = [place.resolve() for place in places_of(folder)]
    for file in options.summary:
        if file.suffix.lower() not in SHOWN:
            raise click.UsageError(f"{file}：汇总只能写成 {'、'.join(SHOWN)} 文件。")
        if file.resolve().parent in places:
            raise click.UsageError(f"{file}：汇总写在数据文件旁边，下次会被当成报告，请写到别的文件夹。")
        refuse_input(file, filter(None, [options.roster]))
        refuse_report(file)
    return out


def _write_summaries(shown: OutcomeShown, options: FolderOptions) -> list[GkError]:
    """Write the summaries; return the errors of those that could not be written."""
    from time import time

    from gk_docs.errors import WriteRefused, gathered
    from gk_docs.files.saving import remove_drafts
    from gk_docs.showing.saving import save_shown

    errors: list[GkError] = []
    reports = {path.resolve() for row in shown.summary.rows if row.result for path in row.result.paths}
    for file in options.summary:
        with gathered(errors, str(file)):
            if file.resolve() in reports:
                raise WriteRefused("一份报告刚写成这个文件，没有覆盖", mend="请把汇总写成另一个文件")
            remove_drafts(file.parent, before=time(), of=file.name)
            save_shown(shown, file, anew=True)
    return errors


def _not_taken(others: Sequence[str], scripts: int, converted: Sequence[Path]) -> str:
    """Say which files were left alone, and why; "" if there are none.

    Args:
        others: Their names.
        scripts: How many scripts were not run.
        converted: The files that were taken if documents are; else none.
    """
    from pathlib import PurePath

    from gk_docs.chinese.text import listed

    stems = {file.stem for file in converted}
    twins = [name for name in others if PurePath(name).stem in stems]
    why = "不能读取这种文件，请另存或请单位重报" if converted else "只有 .yaml、.xlsx、.json 是数据文件"
    told = [
        f"没有处理 {listed(left, rest='等 {} 个文件')}：{because}。"
        for left, because in ((twins, "用了同名的另一个文件"), ([one for one in others if one not in twins], why))
        if left
    ]
    told += [f"另有 {scripts} 个 .py 脚本没有运行；信得过的，加 --scripts 运行。"] if scripts else []
    return "\n".join(told)


def _code(summary: BatchSummary) -> int:
    if summary.of("failed") or not summary.rows:
        return WRONG
    return INCOMPLETE if summary.of("missing", "unfilled") else DONE
