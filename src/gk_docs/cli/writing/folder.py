"""What `gk-docs render` takes for a folder: the options, and the run over everything in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from gk_docs.cli.shell.console import INTERRUPTED, Outcome, json_text, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from gk_docs.batch.outcome import Summary
    from gk_docs.batch.roster import Member
    from gk_docs.errors import GkError

F = TypeVar("F", bound="Callable[..., Any]")

DONE, FAILED, COULD_NOT_WRITE, INCOMPLETE = 0, 1, 2, 3
"""Exit codes of a run over a folder: all done; some failed; a slip or summary could not be written; none failed, but a
report is missing or not filled in."""

_SUMMARIES = (".json", ".xlsx")
_SHOWN = 6
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
        settings: template, force, strict and partial, as `gk_docs.batch.folder.render_folder` takes them.

    Raises:
        click.UsageError: If an option makes no sense.
        GkError: If the folder or the roster cannot be read, or the place cannot be written.
    """
    from contextlib import closing
    from pathlib import Path

    from gk_docs.batch.folder import inputs_of, render_folder
    from gk_docs.batch.outcome import summary_of
    from gk_docs.cli.shell.patience import watched
    from gk_docs.errors import InvalidReport
    from gk_docs.formats import FORMATS
    from gk_docs.showing.slips import FOLDER as SLIPS
    from gk_docs.showing.slips import write_slips

    target, template = _out(folder, out, options), settings.pop("template")
    if template and not any(FORMATS[name].takes_template for name in options.formats):
        raise click.UsageError("--template 只用于 docx 和 pdf。")
    roster = _roster(folder, options)
    files, others = inputs_of(folder, scripts=options.scripts), _others(folder, template)
    scripts = len(inputs_of(folder, scripts=True)) - len(files)
    if not files and not roster:
        raise InvalidReport("没有可以生成的报告", file=str(folder), mend=_not_taken(others, scripts) or None)
    own = Path(template) if template else None
    choices = {"formats": options.formats, "template": own, "scripts": options.scripts, **settings}
    try:
        with closing(render_folder(folder, target, **choices)) as results:
            told = watched(results, "正在生成", len(files), lambda result: result.body)
            summary = summary_of(told, roster, others, folder)
    except KeyboardInterrupt:
        tell("已中止。写出的文件都是完整的；再运行一次同样的命令，就会接着做完。", err=True)
        return Outcome(code=INTERRUPTED)
    record = {**_record(summary), "others": others}
    if not as_json:
        _show(summary, _not_taken(others, scripts))
    errors = [*write_slips(summary, target), *_write_summaries(summary, record, options)]
    if not as_json:
        tell(f"每个单位的回执在 {(target / SLIPS).as_posix()}")
    code = COULD_NOT_WRITE if errors else _code(summary)
    return Outcome(() if as_json else tuple(errors), record=record if as_json else None, code=code)


def _out(folder: Path, out: str | None, options: FolderOptions) -> Path:
    from pathlib import Path

    from gk_docs.batch.folder import places_of
    from gk_docs.formats import WRITERS

    if out is None:
        raise click.UsageError("生成整个文件夹时，请用 -o 写明写到哪个文件夹。")
    target = Path(out)
    if target.suffix.removeprefix(".").lower() in WRITERS and not target.is_dir():
        raise click.UsageError(f"{out} 是文件名；生成整个文件夹时，-o 要写文件夹，格式用 --to。")
    places = [place.resolve() for place in places_of(folder)]
    for file in options.summary:
        if Path(file).suffix.lower() not in _SUMMARIES:
            raise click.UsageError(f"{file}：汇总只能写成 .json 或 .xlsx 文件。")
        if Path(file).resolve().parent in places:
            raise click.UsageError(f"{file}：汇总写在数据文件旁边，下次会被当成报告，请写到别的文件夹。")
    return target


def _others(folder: Path, template: str | None) -> list[str]:
    """Names of the documents that are not taken for reports, but for the template."""
    from contextlib import suppress
    from pathlib import Path

    from gk_docs.authored.shared import shared_template
    from gk_docs.batch.folder import others_in
    from gk_docs.errors import GkError

    templates: set[Path | None] = {Path(template).resolve()} if template else set()
    with suppress(GkError):  # each report is told
        templates.add(shared_template(folder))
    return [file.relative_to(folder).as_posix() for file in others_in(folder) if file.resolve() not in templates]


def _roster(folder: Path, options: FolderOptions) -> tuple[Member, ...]:
    from pathlib import Path

    from gk_docs.batch.roster import find_roster, read_roster

    path = Path(options.roster) if options.roster else find_roster(folder)
    return read_roster(path) if path else ()


def _write_summaries(summary: Summary, record: Any, options: FolderOptions) -> list[GkError]:
    """Write the summaries; what stopped one of them is given back."""
    from pathlib import Path
    from time import time

    from gk_docs.batch.drafts import remove_drafts
    from gk_docs.errors import GkError, guarded
    from gk_docs.files.saving import save
    from gk_docs.showing.summary import as_workbook

    errors: list[GkError] = []
    for file in map(Path, options.summary):
        try:
            with guarded(str(file)):
                remove_drafts(file.parent, before=time(), of=file.name)
                is_json = file.suffix.lower() == ".json"
                data = f"{json_text(record)}\n".encode() if is_json else as_workbook(summary)
                save(data, file, force=True, keep=False)
        except GkError as error:
            errors.append(error)
    return errors


def _record(summary: Summary) -> dict[str, Any]:
    from gk_docs.batch.outcome import WORDS
    from gk_docs.showing.summary import as_record

    return {"counts": {kind: len(summary.of(kind)) for kind in WORDS}, "bodies": as_record(summary)}


def _show(summary: Summary, not_taken: str) -> None:
    from gk_docs.showing.summary import as_table

    tell(as_table(summary))
    if not_taken:
        tell(not_taken)


def _not_taken(others: Sequence[str], scripts: int) -> str:
    """Which files were left alone, and why; "" if there are none."""
    more = f"等 {len(others)} 个文件" if len(others) > _SHOWN else ""
    told = [f"没有处理 {'、'.join(others[:_SHOWN])}{more}：只有 .yaml、.xlsx、.json 是数据文件。"] if others else []
    told += [f"另有 {scripts} 个 .py 脚本没有运行；信得过的，加 --scripts 运行。"] if scripts else []
    return "\n".join(told)


def _code(summary: Summary) -> int:
    if summary.of("failed") or not summary.rows:
        return FAILED
    return INCOMPLETE if summary.of("missing", "unfilled") else DONE
