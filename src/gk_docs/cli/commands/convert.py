"""`gk-docs convert`: convert reports to another format."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import gk_docs as gk
from gk_docs.cli.shell.command import PATH, PLACE, Command, force_option, out_option
from gk_docs.cli.shell.console import Outcome, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@out_option("写到这个文件，格式由扩展名决定；写文件夹则各报告写到其中，格式由 --to 决定。", PLACE)
@click.option("--to", "suffix", metavar="格式", help="写成哪种格式，如 yaml、docx、json；不写 -o 时放在原文件旁边。")
@force_option("覆盖已有文件，即使它被人改过（原来的另存在 .gk-docs/原件）；会丢失的内容也只列出，照样写出。")
def convert(files: Sequence[Path], *, out: str | None, suffix: str | None, force: bool) -> Outcome:
    """把年报从一种格式转换成另一种，如把已公开的网页、PDF 转换成可以填写的 .yaml。

    读不进去的内容逐条列出。写出前先读回来核对，报告会丢失内容的不写；数据文件里别的没有带过去的，逐条列出。
    """
    from pathlib import Path

    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.shell.targets import targets
    from gk_docs.errors import gathered
    from gk_docs.formats import WRITERS, format_of, suffix_of

    named, wanted = format_of(Path(out or "")), (suffix or "").removeprefix(".").lower()
    if not (wanted or named):
        raise click.UsageError("请用 -o 写明文件，或用 --to 写明格式。")
    if folder := next((file for file in files if file.is_dir()), None):
        raise click.UsageError(f"{folder} 是文件夹，请写其中的文件，如 {folder / '*.docx'}")
    if out and wanted and named in WRITERS and format_of(Path(f"年报.{wanted}")) != named and not Path(out).is_dir():
        raise click.UsageError(f"-o 写的是 {out}，--to 写的是 {wanted}，格式不同，请只写一个。")
    place = f"{out}/" if out and not named else out
    errors: list[gk.GkError] = []
    findings: list[tuple[str, gk.Finding]] = []
    for file, target in watched(targets(files, place, f".{suffix_of(wanted)}"), "正在转换"):
        done = None
        with gathered(errors, file.name):
            reading = gk.read(file)
            findings += [(file.name, finding) for finding in reading.findings]
            done = gk.convert(reading, target, force=force)
        if done:
            for problem in done.lost:
                tell(f"{file.name}：{problem}", err=True)
            tell(f"已转换：{done.path}")
            for one in done.left:
                tell(f"{file.name}：没有带过去：{one}", err=True)
    return Outcome(tuple(errors), tuple(findings))
