"""`gk-docs 文件`: do what suits a file or a folder that a person drops on the icon of gk-docs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import gk_docs as gk
from gk_docs.cli.shell.command import PATH, Command
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.showing.listing import Showing

RESULTS = "生成结果"
"""The subfolder of a county's folder to which a run writes."""

_SUMMARY = "汇总.html"


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@click.option("--no-open", is_flag=True, help="写好后不打开。")
def go(files: Sequence[Path], *, no_open: bool) -> Outcome:
    """不写命令、只写文件或文件夹时做的事：生成 Word 文件和检查结果，并打开。

    数据文件和填报用的工作簿：Word 文件和一页检查结果（.html）写在旁边。有填错的，检查结果里写明每一处怎样改。

    已公开的报告（Word、网页、PDF 等）：只有检查结果，也写在旁边。

    文件夹：其中每个单位的报告、回执和汇总，写到其中的“生成结果”文件夹；交来的 Word、网页、PDF 也照它的内容生成。
    """
    from gk_docs.batch.job import Way
    from gk_docs.cli.commands.render import FolderOptions, render_everybody
    from gk_docs.cli.shell.desktop import open_on_desktop

    paths = [*dict.fromkeys(files)]
    folders = [path for path in paths if path.is_dir()]
    if folders and len(paths) > 1:
        raise click.UsageError("文件夹一次只能写一个，也不能与别的文件同写。")
    stems: dict[Path, Path] = {}
    for path in () if folders else paths:
        if (first := stems.setdefault(path.with_suffix(""), path)) != path:
            raise click.UsageError(f"{first} 与 {path} 写出的会是同一个文件，请一次写一个。")
    made: list[Path] = []
    if folders:
        out = folders[0] / RESULTS
        options = FolderOptions(summary=(out / _SUMMARY,), convert=True)
        outcome = render_everybody(folders[0], out, options, Way(partial=False))
        made = [out / _SUMMARY]
    else:
        errors: list[gk.GkError] = []
        for path in paths:
            made += _beside(path, errors)
        outcome = Outcome(tuple(errors))
    if not no_open:
        open_on_desktop(file for file in made if file.is_file())
    return outcome


def _beside(file: Path, errors: list[gk.GkError]) -> list[Path]:
    """Write the Word file and the findings beside one file; return the files written, and add errors to `errors`."""
    from gk_docs.batch.folder import FINDINGS
    from gk_docs.batch.job import Way
    from gk_docs.batch.work import checked, write
    from gk_docs.errors import gathered, guarded
    from gk_docs.formats import row_of
    from gk_docs.showing.findings import FindingsShown, summary
    from gk_docs.showing.problems import ProblemsShown
    from gk_docs.showing.saving import save_shown

    written: list[Path] = []
    shown: Showing
    try:
        with guarded(file.name):
            one = checked(file, file)
    except gk.GkError as error:
        errors.append(error)
        shown, said = ProblemsShown(error), f"没有生成，共 {len(error.problems)} 处要改"
    else:
        shown, said = FindingsShown(one.findings, one.reading), summary(one.findings).rstrip("。")
        if one.reading.origin == "ours" and row_of(file).collected:
            put, refused = write(one, [file.with_suffix(".docx")], Way(partial=False))
            written += [done.path for done in put]
            errors += [error.in_file(file.name) for error in refused]
    if file.is_file():
        with gathered(errors):
            written.append(save_shown(shown, file.with_name(f"{file.stem}{FINDINGS}.html"), anew=True))
    for path in written:
        tell(f"检查结果：{path}（{said}）" if path.stem.endswith(FINDINGS) else f"已生成：{path}")
    return written
