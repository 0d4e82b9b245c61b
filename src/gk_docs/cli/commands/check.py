"""`gk-docs check`: check reports, and mend them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

import gk_docs as gk
from gk_docs.cli.shell.command import PATH, PLACE, Command, out_option, several_option
from gk_docs.cli.shell.console import COULD_NOT_RUN, DONE, WRONG, Outcome, say_json, tell, wants_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from gk_docs.batch.checking import Checker
    from gk_docs.batch.mending import Mended
    from gk_docs.batch.work import Checked
    from gk_docs.finding import Severity
    from gk_docs.settings import Settings
    from gk_docs.showing.checked import CheckedShown

STYLES = ("text", "json", "sarif", "xlsx", "docx", "html")
_BY_SUFFIX = {**{f".{style}": style for style in STYLES[1:]}, ".txt": "text"}
_FILE_EACH = ("xlsx", "docx", "html")


def _severity(_context: click.Context, _option: click.Parameter, value: str) -> Severity:
    from gk_docs.settings import SEVERITY_WORDS

    if value not in SEVERITY_WORDS:
        raise click.BadParameter(f"没有级别“{value}”，请写 error、warning 或 info。")
    return SEVERITY_WORDS[value]


@click.command(cls=Command)
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="文件...")
@click.option(
    "--previous",
    type=PATH,
    multiple=True,
    metavar="文件",
    help="上一年度的报告，用来核对结转和存量；检查多份报告时可写文件夹，按机关名称对应。"
    "不写则用数据文件里“上年报告”一行的。",
)
@several_option("--select", "只做这些检查，写代码或其开头，如 GK3,GK501；设置文件里的选用和忽略不再起作用。")
@several_option("--ignore", "不做这些检查，写法同上。")
@click.option(
    "--fail-on",
    default="error",
    callback=_severity,
    metavar="级别",
    help="发现这一级别及以上的问题时退出码为 1：error（错误，不写则为此级）、warning（警告）、info（提示）。",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(STYLES),
    metavar="格式",
    help="输出格式：text（文字）、json、sarif、docx、xlsx（原来的 Word 文件、工作簿加批注；检查的是别的文件时，"
    "是清单和带批注的表）、html（一页，问题写在报告旁边）。不写则按 -o 的扩展名，否则为 text。",
)
@out_option(
    "把检查结果写到这个文件；多份报告的 xlsx、docx、html 写到文件夹。与 --fix 同用时，是改正后的报告写到的文件。", PLACE
)
@click.option("--statistics", is_flag=True, help="只列出每条规则发现多少处问题。")
@click.option("-v", "--verbose", is_flag=True, help="全部列出：不省略同类的警告，逐条列出未能判断的地方。")
@click.option(
    "--fix",
    is_flag=True,
    help="改正不会改变意思的地方（标点、序号、能证明的总计等），只动 .yaml 里的那几个字，原件另存；"
    "工作簿与 -o 同用，另写一份，只动要改的格。",
)
@click.option("--unsafe-fixes", is_flag=True, help="连可能改变意思的也改，与 --fix 或 --diff 同用。")
@click.option("--diff", is_flag=True, help="只显示会怎样改，不写文件。")
def check(
    files: Sequence[Path],
    *,
    previous: Sequence[Path],
    fail_on: Severity,
    statistics: bool,
    verbose: bool,
    **options: Any,
) -> Outcome:
    """检查年报：数字之间、数字与文字、与上年是否一致，用语、格式、个人信息是否妥当。

    数据文件和已公开的报告（docx、html、pdf、txt 等）都能检查。可以写多个，也可以写文件夹；一个读不出来不影响其他。

    多份一起检查时，还比较各机关的文字是否雷同。

    每条问题前的代码可用 gk-docs rule 查看说明。设置写在 gk-docs.toml 里，从文件所在的文件夹往上找。

    退出码：0 没有问题；1 有 --fail-on 及以上的问题；2 有文件没有检查成，或用法有误。
    """
    from pathlib import Path

    from gk_docs.cli.shell.targets import tell_closed

    reports = _reports(files, previous)
    tell_closed(files, [*previous, *filter(None, [options["out"] and Path(options["out"])])])
    if not reports:
        raise click.UsageError("文件夹里没有报告。")
    fix, diff, unsafe, own_out = (options[name] for name in ("fix", "diff", "unsafe_fixes", "out"))
    if unsafe and not (fix or diff):
        raise click.UsageError("--unsafe-fixes 要与 --fix 或 --diff 同用。")
    out = None if fix or not own_out else Path(own_out)
    style = _style([*reports, *previous], out, options["style"])
    checker, unread = _checker(reports, previous, _choice(options["select"], options["ignore"]))
    mending = _Mending(checker, unsafe=unsafe, dry=diff) if fix or diff else None
    checked, refused = _run(checker, _pairs(reports, own_out if fix else None), mending)
    shown = _shown(checked, mending.done if mending else {}, statistics=statistics, verbose=verbose)
    if out:
        for path in _write(shown, refused, style, out):
            tell(f"已写出：{path}")
    elif not wants_json():
        _tell(shown, refused, style, mending)
    bodies = ((one.reading.report.agency, one.reading.report.year) for one in checked)
    if unmatched := checker.earlier.unmatched(bodies):
        tell(unmatched)
    told = (*unread, *checker.earlier.errors, *refused.values())
    record = partial(shown.record, told) if wants_json() and not out else None
    found = any(one.is_problem and one.severity >= fail_on for each in checked for one in each.findings)
    return Outcome(told, record=record, code=COULD_NOT_RUN if told else WRONG if found else DONE)


def _reports(files: Sequence[Path], previous: Sequence[Path]) -> list[Path]:
    """The files to check; of a folder without last year's reports that are named one by one."""
    from gk_docs.batch.folder import each_once

    earlier = {path.resolve() for path in previous if path not in files}
    return [file for file in each_once(files) if not earlier or file.resolve() not in earlier]


def _style(inputs: Sequence[Path], out: Path | None, style: str | None) -> str:
    from gk_docs.cli.shell.targets import refuse_input, refuse_report
    from gk_docs.formats import row_of

    suffix = out.suffix.lower() if out else ""
    if out and suffix and suffix not in _BY_SUFFIX and (not style or any(row_of(out))):
        other = "" if style else "，或用 --format 写明格式"
        raise click.UsageError(f"{out}：只能写成 {'、'.join(_BY_SUFFIX)} 文件{other}。")
    chosen = style or _BY_SUFFIX.get(suffix, "text")
    chosen = "json" if wants_json() and not out else chosen
    named = _BY_SUFFIX.get(suffix, chosen)
    if named != chosen and not {named, chosen}.isdisjoint(_FILE_EACH):
        raise click.UsageError(f"{out} 的扩展名是 {suffix}，--format 写的是 {chosen}，请改其中一个。")
    if chosen in _FILE_EACH and not out:
        raise click.UsageError(f"{chosen} 要用 -o 写明文件，且不与 --fix 同用。")
    refuse_input(out, inputs)
    refuse_report(None if chosen in _FILE_EACH else out)
    return chosen


def _choice(select: tuple[str, ...], ignore: tuple[str, ...]) -> Settings:
    from gk_docs.checks.settings import refuse_unknown
    from gk_docs.settings import Settings

    choice = Settings(select, ignore)
    try:
        refuse_unknown(choice)
    except ValueError as error:
        raise click.UsageError(f"{error}。") from None
    return choice


def _checker(files: Sequence[Path], previous: Sequence[Path], choice: Settings) -> tuple[Checker, list[gk.GkError]]:
    """Make the checker, with the errors of last year's report.

    A single earlier file for a single report always counts as its last year's; checks report if it is another's.
    """
    from gk_docs.batch.checking import Checker, read_earlier
    from gk_docs.batch.folder import each_once

    if len(files) == len(previous) == 1 and not previous[0].is_dir():
        try:
            return Checker(choice, previous=gk.read(previous[0])), []
        except gk.GkError as error:
            return Checker(choice), [error.in_file(previous[0].name)]
    return Checker(choice, read_earlier(each_once(previous), previous)), []


def _pairs(files: Sequence[Path], out: str | None) -> list[tuple[Path, Path | None]]:
    """Each file with the file for its mended report, if any."""
    from gk_docs.cli.shell.targets import targets

    return [*targets(files, out, suffix=None)] if out else [(file, None) for file in files]


def _run(
    checker: Checker, pairs: Sequence[tuple[Path, Path | None]], mending: _Mending | None
) -> tuple[list[Checked], dict[Path, gk.GkError]]:
    """Check each file, mend it if wanted, then compare the reports; a file that fails does not stop the others."""
    from gk_docs.cli.shell.patience import watched
    from gk_docs.errors import guarded

    checked: list[Checked] = []
    refused: dict[Path, gk.GkError] = {}
    for file, target in watched(pairs, "正在检查"):
        try:
            with guarded(file.name):
                one = checker.check(file)
                checked.append(mending.mended(one, target) if mending else one)
        except gk.GkError as error:
            refused[file] = error
    return checker.compared(checked) if len(checked) > 1 else checked, refused


class _Mending:
    """Mends files that were checked, or only says how it would."""

    def __init__(self, checker: Checker, *, unsafe: bool, dry: bool) -> None:
        self._checker, self._unsafe, self._dry = checker, unsafe, dry
        self.done: dict[str, Mended] = {}
        self._proposed: dict[str, list[str]] = {}

    def mended(self, one: Checked, target: Path | None) -> Checked:
        """Mend a file that was checked, and check it again."""
        from gk_docs.batch.mending import fix
        from gk_docs.showing.checked import name_of

        done = fix(one, self._checker, target, unsafe=self._unsafe, dry=self._dry)
        if done is None:
            self._proposed[name_of(one)] = [*self._proposals(one)]
            return one
        result = self._checker.check(done.written) if done.written else one
        self.done[name_of(result)] = done
        return result

    def _proposals(self, one: Checked) -> Iterator[str]:
        """The mends for a file that cannot be edited in place, one a line."""
        from gk_docs.batch.mending import mend_of
        from gk_docs.checks.habits import each_of

        for finding in (place for told in one.findings for place in each_of(told)):
            proposed = mend_of(finding)
            if proposed and (proposed.safe or self._unsafe):
                yield f"{finding.code} {finding.place}：把“{finding.found}”改为“{proposed.text}”"
            elif proposed and proposed.why:
                yield f"{finding.code} {finding.place}：{proposed.why}"

    def told(self) -> Iterator[str]:
        """A paragraph for each file that was or could be mended."""
        word = "会改" if self._dry else "已改"
        for name, done in self.done.items():
            left = [f"没有改：{one.code} {one.place}：{why}。" for one, why in done.refused]
            behind = [f"没有带过去：{one}。" for one in done.left]
            yield "\n".join([f"{name}：{word} {len(done.applied)} 处。", *left, *behind, done.diff]).rstrip("\n")
        for name, lines in self._proposed.items():
            if lines:
                yield "\n".join([f"{name}：不是 .yaml 数据文件，没有改动（加 -o 可写出改正后的报告）。", *lines])


def _shown(checked: Sequence[Checked], mended: Mapping[str, Mended], **choice: bool) -> CheckedShown:
    import sys
    from shutil import get_terminal_size

    from gk_docs.showing.checked import CheckedShown

    columns = get_terminal_size().columns if sys.stdout.isatty() else None
    return CheckedShown(checked, mended, columns=columns, **choice)


def _tell(shown: CheckedShown, refused: Mapping[Path, gk.GkError], style: str, mending: _Mending | None) -> None:
    """Print what was found and mended to the terminal."""
    if style == "text":
        tell("\n\n".join([*(mending.told() if mending else ()), *([shown.text()] if shown.checked else [])]))
    else:
        say_json(shown.sarif() if style == "sarif" else shown.record(refused.values()))


def _write(shown: CheckedShown, refused: Mapping[Path, gk.GkError], style: str, out: Path) -> Iterator[Path]:
    """Write what was found, and why files could not be checked; yield the files that were written."""
    from gk_docs.cli.shell.targets import refuse_report, targets
    from gk_docs.files.saving import save
    from gk_docs.files.seal import PAGE_SEAL
    from gk_docs.form.json import is_record, json_bytes
    from gk_docs.showing.annotating import findings_file

    if style == "text":
        text = "\n\n".join(filter(None, [shown.text(), *map(str, refused.values())]))
        yield save(f"{text}\n".encode(errors="backslashreplace"), out, force=True)
    elif style not in _FILE_EACH:
        record = shown.sarif() if style == "sarif" else shown.record(refused.values())
        yield save(json_bytes(record), out, force=True, remade=is_record)
    else:
        found = {one.path: one for one in shown.checked if one.path} | {**refused}
        remade = PAGE_SEAL.is_on if style == "html" else None  # any other page may be a published report
        place = str(out) if out.suffix.lower() == f".{style}" else f"{out}/"
        pairs = targets([file for file in found if file.is_file()], place, f".{style}")
        for file, target in pairs:
            if file.suffix.lower() != target.suffix.lower():  # else a copy of the report, with comments
                refuse_report(target)
        for file, target in pairs:
            yield save(findings_file(file, found[file], style), target, force=True, remade=remade)
