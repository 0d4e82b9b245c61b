"""What `gk-docs render` takes for a folder: the options, and the run over everything in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from gk_docs.cli.console import INTERRUPTED, Outcome, json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gk_docs.batch.roster import Member
    from gk_docs.batch.summary import Summary

F = TypeVar("F", bound="Callable[..., Any]")

DONE, FAILED, INCOMPLETE = 0, 1, 3
"""Exit codes of a run over a folder: all done, some failed, none failed but somebody on the roster is missing."""

_SUMMARIES = (".json", ".xlsx")
_COMMAS = re.compile("[,，、 ]+")


class FolderOptions(NamedTuple):
    """The options that only a folder takes, as `folder_options` describes them."""

    to: str | None
    scripts: bool
    roster: str | None
    summary: tuple[str, ...]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to write, docx if none is named."""
        return tuple(dict.fromkeys(filter(None, _COMMAS.split((self.to or "docx").lower()))))

    @property
    def given(self) -> bool:
        """Whether any of them was given."""
        return bool(self.to or self.scripts or self.roster or self.summary)


_HELP = {
    "to": "写成哪些格式，如 docx,json；不写则为 docx。",
    "scripts": "也运行其中的 .py 脚本。脚本是程序，只运行信得过的。",
    "roster": "应报机关的名单；不写则用其中的名单.csv 或名单.xlsx。",
    "summary": "把汇总写到 .json 或 .xlsx 文件，可写两次。",
}


def folder_options(command: F) -> F:
    """The options of `render` for a folder."""
    helps = {name: f"只用于文件夹：{text}" for name, text in _HELP.items()}
    command = click.option("--summary", type=click.Path(), multiple=True, metavar="文件", help=helps["summary"])(
        command
    )
    command = click.option("--roster", type=click.Path(), metavar="名单", help=helps["roster"])(command)
    command = click.option("--scripts", is_flag=True, help=helps["scripts"])(command)
    return click.option("--to", metavar="格式", help=helps["to"])(command)


def folder_in(files: Sequence[str], options: FolderOptions) -> Path | None:
    """The folder, if one is given in the place of files.

    Raises:
        click.UsageError: If it stands beside others, or there is none but options for one.
    """
    from pathlib import Path

    folders = [Path(file) for file in files if Path(file).is_dir()]
    if folders and len(files) > 1:
        raise click.UsageError(f"{folders[0]} 是文件夹；一次只能写一个文件夹，不能与别的文件同写。")
    if not folders and options.given:
        raise click.UsageError("--to、--scripts、--roster、--summary 只用于文件夹。")
    return folders[0] if folders else None


def render_bodies(folder: Path, out: str | None, options: FolderOptions, *, as_json: bool, **settings: Any) -> Outcome:
    """Write every report of a folder; show what became of each body, and write the summary and the slips.

    Args:
        folder: Where the inputs are.
        out: Where to write.
        options: The options for folders.
        as_json: Whether the summary is printed as JSON.
        settings: template, force and strict, as `gk_docs.batch.folder.render_folder` takes them.

    Raises:
        click.UsageError: If an option makes no sense.
        GkError: If the folder or the roster cannot be read, or the place cannot be written.
    """
    from contextlib import closing
    from pathlib import Path

    from gk_docs.batch.folder import inputs_of, render_folder
    from gk_docs.batch.slips import write_slips
    from gk_docs.batch.summary import summary_of
    from gk_docs.cli.patience import watched

    target, template = _out(folder, out, options), settings.pop("template")
    if template and "docx" not in options.formats:
        raise click.UsageError("--template 只用于 docx。")
    roster = _roster(folder, options)
    count = len(inputs_of(folder, scripts=options.scripts))
    own = Path(template) if template else None
    choices = {"formats": options.formats, "template": own, "scripts": options.scripts, **settings}
    try:
        with closing(render_folder(folder, target, **choices)) as results:
            summary = summary_of(watched(results, "正在生成", count, lambda result: result.body), roster)
    except KeyboardInterrupt:
        click.echo("已中止。写出的文件都是完整的；再运行一次同样的命令，就会接着做完。", err=True)
        return Outcome(code=INTERRUPTED)
    slips = write_slips(summary, target)
    _write_summaries(summary, options)
    if not as_json:
        _show(summary, len(inputs_of(folder, scripts=True)) - count, slips)
    return Outcome(record=_record(summary) if as_json else None, code=_code(summary))


def _out(folder: Path, out: str | None, options: FolderOptions) -> Path:
    from pathlib import Path

    if out is None:
        raise click.UsageError("生成整个文件夹时，请用 -o 写明写到哪个文件夹。")
    for file in options.summary:
        if Path(file).suffix.lower() not in _SUMMARIES:
            raise click.UsageError(f"{file}：汇总只能写成 .json 或 .xlsx 文件。")
        if Path(file).resolve().parent == folder.resolve():
            raise click.UsageError(f"{file}：汇总写在数据文件旁边，下次会被当成报告，请写到别的文件夹。")
    return Path(out)


def _roster(folder: Path, options: FolderOptions) -> tuple[Member, ...]:
    from pathlib import Path

    from gk_docs.batch.roster import find_roster, read_roster

    path = Path(options.roster) if options.roster else find_roster(folder)
    return read_roster(path) if path else ()


def _write_summaries(summary: Summary, options: FolderOptions) -> None:
    from pathlib import Path
    from time import time

    from gk_docs.batch.drafts import remove_drafts
    from gk_docs.batch.showing import as_workbook
    from gk_docs.writers.files import save

    for file in map(Path, options.summary):
        remove_drafts(file.parent, before=time(), of=file.name)
        is_json = file.suffix.lower() == ".json"
        save(f"{json_text(_record(summary))}\n".encode() if is_json else as_workbook(summary), file, force=True)


def _record(summary: Summary) -> dict[str, Any]:
    from gk_docs.batch.showing import as_record
    from gk_docs.batch.summary import WORDS

    return {"counts": {kind: len(summary.of(kind)) for kind in WORDS}, "bodies": as_record(summary)}


def _show(summary: Summary, left: int, slips: Path) -> None:
    from gk_docs.batch.showing import as_table

    click.echo(as_table(summary))
    if left:
        click.echo(f"另有 {left} 个 .py 脚本没有运行；信得过的，加 --scripts 运行。")
    click.echo(f"每个单位的回执在 {slips.as_posix()}")


def _code(summary: Summary) -> int:
    if summary.of("failed") or not summary.rows:
        return FAILED
    return INCOMPLETE if summary.of("missing") else DONE
