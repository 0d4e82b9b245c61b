"""`gk-docs compare`: compare two reports, or the reports of two folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from gk_docs.cli.shell.command import PATH, Command, force_option, out_option
from gk_docs.cli.shell.console import WRONG, Outcome, tell

if TYPE_CHECKING:
    from pathlib import Path

    from gk_docs.batch.comparison import Comparison
    from gk_docs.batch.comparison.likeness import Mark
    from gk_docs.errors import GkError
    from gk_docs.form.reading import Reading

_FORMATS = ("xlsx", "docx", "html", "json", "txt")
_COLOURS: dict[str, dict[str, Any]] = {
    "removed": {"fg": "red", "strikethrough": True},
    "added": {"fg": "green", "underline": True},
}


@click.command(cls=Command)
@click.argument("old", type=PATH, metavar="原报告")
@click.argument("new", type=PATH, metavar="现报告")
@out_option(
    "把对比写到这个文件，格式由扩展名决定：.xlsx、.docx、.html、.json 或 .txt；对比文件夹时写到这个文件夹。"
    "不写则显示出来。"
)
@click.option(
    "--to",
    default="xlsx",
    type=click.Choice(_FORMATS),
    metavar="格式",
    help="对比文件夹时各份对比的格式：xlsx（不写则为此）、docx、html、json 或 txt。",
)
@click.option("--all", "everything", is_flag=True, help="没有变的数据和文字也列出，文字不省略。")
@click.option("--exit-code", "tells", is_flag=True, help="有不同时退出码为 1，供脚本判断。")
@force_option("覆盖已有的 Word 文件，即使它在写出后被人改过。")
def compare(old: Path, new: Path, *, to: str, tells: bool, **options: Any) -> Outcome:
    """对比两份年报：同一机关的两个年度，或同一份报告的两稿。

    数据逐格列出原数、现数、增减和增幅；文字逐段对照，分清修改、移动、新增和删去；机关、联系方式、标题等也对比。
    能读的格式都可以对比。2019 年版与 2021 年版格式之间，只比较意义相同的格。

    写两个文件夹时，按机关名称逐个对比，列出各机关有多少处不同，谁只在一个文件夹里。

    退出码：0 对比完成，不论有无不同（加 --exit-code 时，有不同为 1）；1 有文件读不出来，或文件夹里没有报告；2
    用法有误或无法写出。
    """
    if old.is_dir() != new.is_dir():
        raise click.UsageError("两个都写文件，或两个都写文件夹。")
    outcome, differs = _folders(old, new, to=to, **options) if old.is_dir() else _files(old, new, **options)
    return outcome._replace(code=WRONG) if tells and differs and not outcome.errors else outcome


def _files(old: Path, new: Path, *, out: Path | None, everything: bool, force: bool) -> tuple[Outcome, bool]:
    """Compare two files, show or write the differences, and return whether there are any."""
    import sys

    from gk_docs.batch.comparison import compare as compared
    from gk_docs.cli.shell.targets import refuse_input, refuse_report
    from gk_docs.errors import gathered
    from gk_docs.formats import read
    from gk_docs.showing.comparison import ComparisonShown, bracketed
    from gk_docs.showing.saving import format_of, save_shown

    if out:
        refuse_input(out, (old, new))
        format_of(out)
        refuse_report(None if force else out)
    readings: list[Reading] = []
    errors: list[GkError] = []
    for file in (old, new):
        with gathered(errors, file.name):
            readings.append(read(file))
    if errors:
        return Outcome(tuple(errors)), False
    comparison = compared(*readings)
    shown = ComparisonShown(comparison, everything)
    for remark in filter(None, (_other_body(comparison), _reversed(comparison.old.year, comparison.new.year))):
        tell(remark, err=True)
    if out:
        tell(f"已写出：{save_shown(shown, out, force=force)}")
    else:
        paint = _painted if sys.stdout.isatty() else bracketed
        tell(f"{_title(comparison)}\n\n{shown.text(paint)}", painted=True)
    named = zip((old.name, new.name), readings, strict=True)
    findings = tuple((name, one) for name, reading in named for one in reading.findings)
    return Outcome(findings=findings, record=None if out else shown.record), bool(comparison)


def _folders(old: Path, new: Path, *, out: Path | None, to: str, everything: bool, force: bool) -> tuple[Outcome, bool]:
    """Compare two folders body by body, write each comparison to `out` if given, and return whether any differs."""
    from gk_docs.batch.comparison import compare_folders
    from gk_docs.batch.folder import reports_in
    from gk_docs.cli.shell.patience import watched
    from gk_docs.cli.shell.targets import refuse_report, targets
    from gk_docs.errors import WriteRefused
    from gk_docs.showing.saving import save, shown_of

    stems = {file.with_suffix(""): file for file in reports_in(new)}  # of a data file and its Word file one is compared
    places = {file.with_suffix(""): at for file, at in targets([*stems.values()], f"{out}/", f".{to}")} if out else {}
    for target in places.values():
        refuse_report(None if force else target)
    taken: dict[Path, Path] = {}
    remarks: list[str] = []

    def looked_at(file: Path, comparison: Comparison) -> None:
        remarks.append(_other_body(comparison))
        if not out:
            return
        target = places[file.with_suffix("")]
        if (first := taken.setdefault(target, file)) != file:
            mend = "请给其中一个改名，再对比一次"
            raise WriteRefused(f"与 {first.name} 的对比会写成同一个文件“{target.name}”", file=file.name, mend=mend)
        save(comparison, target, everything=everything, force=force)

    found = compare_folders(old, new, each=looked_at, watch=watched)
    years = {one.years for one in found.compared}
    remarks += [_reversed(*pair) for pair in years if len(years) == 1]  # else the list says whose years differ
    for remark in filter(None, remarks):
        tell(remark, err=True)
    shown = shown_of(found)
    tell(shown.text())
    return Outcome(found.errors, record=None if found.errors else shown.record), bool(found)


def _title(comparison: Comparison) -> str:
    names = dict.fromkeys(report.agency.name for report in (comparison.old, comparison.new))
    return f"{'─' * 8} {' → '.join(names)}：{' → '.join(comparison.heads)}"


def _other_body(comparison: Comparison) -> str:
    from gk_docs.form.identity import same_body

    old, new = comparison.old.agency, comparison.new.agency
    return "" if same_body(old, new) else f"注意：两份报告不是同一机关的：{old.name}，{new.name}。"


def _reversed(old: int, new: int) -> str:
    return f"注意：原报告是{old}年度的，晚于现报告的{new}年度；先写较早的一份。" if old > new else ""


def _painted(text: str, mark: Mark) -> str:
    return click.style(text, **_COLOURS[mark]) if mark in _COLOURS else text
