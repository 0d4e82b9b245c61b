"""What `gk-docs check` does: every file is checked, mended if wanted, and shown; one that fails stops no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import gk_docs
from gk_docs.batch.bodies import Earlier
from gk_docs.checks import Settings
from gk_docs.checks.settings import refuse_unknown
from gk_docs.cli.checking.checked import Checked, Checker
from gk_docs.cli.checking.mending import Fixed, fix, proposals
from gk_docs.cli.checking.showing import as_counts, as_records, as_sarif, as_statistics, as_text
from gk_docs.cli.shell.console import Outcome, json_text, say_json, tell
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import files_at
from gk_docs.cli.writing.targets import targets
from gk_docs.errors import guarded
from gk_docs.files.saving import save
from gk_docs.showing.findings_workbook import to_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.cli.commands.check import Options

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2

_BY_SUFFIX = {".json": "json", ".sarif": "sarif", ".xlsx": "xlsx", ".txt": "text"}


def run_checks(files: Sequence[str], options: Options) -> Outcome:
    """Check the files as the options want it, and show what was found.

    Raises:
        click.UsageError: If the options do not go together.
    """
    files = [str(found) for file in dict.fromkeys(files) for found in files_at(Path(file))]
    if not files:
        raise click.UsageError("文件夹里没有报告。")
    style = _style(files, options)
    _refuse_unknown(options)
    run = _Run(options, _checker(files, options))
    for file, target in watched(_pairs(files, options), "正在检查"):
        run.take(file, target)
    run.compare()
    run.show(style)
    errors = [*run.checker.errors, *run.checker.earlier.errors, *run.errors]
    found = any(_counts(one, options) for one in run.checked)
    record = run.records(errors) if style == "json" and not options.out else None
    return Outcome(tuple(errors), record=record, code=COULD_NOT_RUN if errors else FOUND if found else CLEAN)


def _refuse_unknown(options: Options) -> None:
    try:
        refuse_unknown(Settings(options.select, options.ignore))
    except ValueError as error:
        raise click.UsageError(f"{error}。") from None


def _checker(files: Sequence[str], options: Options) -> Checker:
    """What checks them; one file for one report is held against it whatever it says: the checks tell what it is of."""
    given = [Path(path) for path in options.previous]
    checker = Checker(options.select, options.ignore)
    if len(files) == len(given) == 1 and not given[0].is_dir():
        try:
            return replace(checker, previous=gk_docs.read(given[0]))
        except gk_docs.GkError as error:
            return replace(checker, errors=(error.in_file(given[0].name),))
    return replace(checker, earlier=Earlier((file for path in given for file in files_at(path)), given))


def _counts(checked: Checked, options: Options) -> bool:
    return any(one.is_problem and one.severity >= options.fail_on for one in checked.findings)


def _pairs(files: Sequence[str], options: Options) -> list[tuple[Path, Path | None]]:
    """Each file once, with the one that its mended report goes to."""
    if options.fix and options.out:
        return [*targets(files, options.out, suffix=None)]
    return [(file, None) for file in dict.fromkeys(map(Path, files))]


def _style(files: Sequence[str], options: Options) -> str:
    if options.unsafe_fixes and not options.mends:
        raise click.UsageError("--unsafe-fixes 要与 --fix 或 --diff 同用。")
    own_out = None if options.fix else options.out
    style = options.style or _BY_SUFFIX.get(Path(own_out or "").suffix, "text")
    style = "json" if options.as_json and not own_out else style
    if style == "xlsx" and not own_out:
        raise click.UsageError("xlsx 要用 -o 写明文件，且不与 --fix 同用。")
    if own_out and Path(own_out).resolve() in {Path(file).resolve() for file in files}:
        raise click.UsageError(f"{own_out} 是要检查的报告，请用 -o 写明另一个文件。")
    return style


class _Run:
    """One run of the command over all files."""

    def __init__(self, options: Options, checker: Checker) -> None:
        self.options, self.checker = options, checker
        self.checked: list[Checked] = []
        self.errors: list[gk_docs.GkError] = []
        self.fixed: dict[Path, Fixed] = {}
        self.proposed: dict[Path, list[str]] = {}

    def take(self, file: Path, target: Path | None) -> None:
        """Check one file, and mend it where that is wanted; what stops it is kept in `errors`."""
        try:
            with guarded(file.name):
                checked = self.checker.check(file)
                if self.options.mends:
                    checked = self._mend(checked, target)
        except gk_docs.GkError as error:
            self.errors.append(error)
        else:
            self.checked.append(checked)

    def _mend(self, checked: Checked, target: Path | None) -> Checked:
        options = self.options
        fixed = fix(checked, self.checker, target, unsafe=options.unsafe_fixes, dry=options.diff)
        if fixed is None:
            self.proposed[checked.path] = [*proposals(checked, unsafe=options.unsafe_fixes)]
            return checked
        result = self.checker.check(fixed.written) if fixed.written else checked
        self.fixed[result.path] = fixed
        return result

    def compare(self) -> None:
        """Compare the reports with one another, once all of them were checked."""
        if len(self.checked) > 1:
            self.checked = self.checker.compared(self.checked)

    def show(self, style: str) -> None:
        """Print what was found, or write it where `-o` says; JSON for stdout is left to `records`."""
        out = None if self.options.fix else self.options.out
        if style == "xlsx" and out:
            self._workbooks(Path(out))
        elif out:
            self._written(self._text(style), Path(out))
        elif style == "sarif":
            say_json(as_sarif(self.checked))
        elif style == "json" and not self.options.as_json:
            say_json(self.records(self.errors))
        elif style == "text":
            tell("\n\n".join([*self._mends_told(), *([self._text(style)] if self.checked else [])]))

    def _text(self, style: str) -> str:
        if style == "json":
            return json_text(self.records(self.errors))
        if style == "sarif":
            return json_text(as_sarif(self.checked))
        if self.options.statistics:
            return as_statistics(self.checked)
        return as_text(self.checked, verbose=self.options.verbose)

    def _written(self, text: str, out: Path) -> None:
        self._told_written(save(f"{text}\n".encode(), out, force=True, keep=False))

    def _workbooks(self, out: Path) -> None:
        pairs = targets([str(one.path) for one in self.checked], str(out), ".xlsx") if self.checked else []
        for one, (_, target) in zip(self.checked, pairs, strict=True):
            self._told_written(save(to_workbook(one.findings, one.reading), target, force=True, keep=False))

    def _told_written(self, path: Path) -> None:
        if not self.options.as_json:
            tell(f"已写出：{path}")

    def _mends_told(self) -> Iterator[str]:
        for path, fixed in self.fixed.items():
            done = "会改" if self.options.diff else "已改"
            head = f"{path.as_posix()}：{done} {len(fixed.mended.applied)} 处。"
            left = [f"没有改：{one.code} {one.place}：{why}。" for one, why in fixed.mended.refused]
            yield "\n".join([head, *left, *([fixed.mended.diff.rstrip("\n")] if fixed.mended.diff else [])])
        for path, lines in self.proposed.items():
            if lines:
                yield "\n".join(
                    [f"{path.as_posix()}：不是 .yaml 数据文件，没有改动（加 -o 可写出改正后的报告）。", *lines]
                )

    def records(self, errors: Sequence[gk_docs.GkError]) -> list[dict[str, Any]]:
        """A mapping for each report, then one with the problems of each file that could not be checked."""
        if self.options.statistics:
            return as_counts(self.checked)
        found = as_records(self.checked)
        for record, one in zip(found, self.checked, strict=True):
            if fixed := self.fixed.get(one.path):
                done = fixed.mended
                refused = [
                    {"code": finding.code, "place": finding.place.words, "why": why} for finding, why in done.refused
                ]
                record["mended"] = {"count": len(done.applied), "diff": done.diff, "refused": refused}
        broken = [[problem.to_dict() for problem in error.problems] for error in errors]
        return [*found, *({"file": problems[0].get("file"), "problems": problems} for problems in broken)]
