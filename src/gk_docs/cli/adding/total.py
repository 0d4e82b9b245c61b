"""The run of `gk-docs total`: read, add up, hold against the parent's report, write, say."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

import gk_docs
from gk_docs.batch.spreading import Processes
from gk_docs.batch.totals.difference import differences, findings_against
from gk_docs.batch.totals.summing import total
from gk_docs.checks import find_settings
from gk_docs.cli.shell.console import Outcome, tell
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import MANY, reports_in, roster_of
from gk_docs.cli.writing.folder import DONE, INCOMPLETE
from gk_docs.errors import GkError
from gk_docs.files.saving import save
from gk_docs.finding import Severity
from gk_docs.showing.annex import annex_of
from gk_docs.showing.totals import as_record, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.batch.totals import Totals
    from gk_docs.batch.totals.difference import Difference
    from gk_docs.cli.commands.total import Options
    from gk_docs.finding import Finding

_WORD = ".docx"
_AUTHORED = (".yaml", ".yml")


def run_total(folders: Sequence[str], options: Options) -> Outcome:
    """Add up the reports of folders and files; write what is asked for; say what stays out.

    Raises:
        click.UsageError: If an option makes no sense.
        GkError: If nothing can be added, or a place cannot be written.
    """
    totals = _totals([Path(folder) for folder in folders], options)
    against = findings_against(gk_docs.read(Path(options.parent)), totals) if options.parent else None
    wanted = find_settings(Path(folders[0]))
    findings = wanted.applied([*totals.findings, *(against or ())])
    found = differences(against) if against is not None else None
    if not options.as_json:
        tell(as_text(totals, findings, found))
    try:
        written = _written(totals, found, options)
    except GkError as error:  # what was added up is shown all the same
        return Outcome((error,))
    if options.as_json:
        files = [path.as_posix() for path in written]
        return Outcome(record=as_record(totals, findings, found, files), code=_code(findings))
    for path in written:
        tell(f"已写出：{path}")
    return Outcome(code=_code(findings))


def _totals(places: Sequence[Path], options: Options) -> Totals:
    others = [Path(path) for path in (options.own, options.parent, options.out, options.annex, _annex(options)) if path]
    files = [file for place in places for file in reports_in(place, but=others)]
    with Processes() if len(files) >= MANY else nullcontext() as executor:
        seen: Iterator[Path] = watched(files, "正在汇总", name=lambda file: file.name)
        return total(
            seen,
            agency=options.agency,
            year=options.year,
            roster=roster_of(places, options.roster),
            own=Path(options.own) if options.own else None,
            own_level_only=options.own_level_only,
            executor=executor,
        )


def _annex(options: Options) -> Path | None:
    """Where the annex goes; None for nowhere."""
    if options.annex:
        return Path(options.annex)
    return Path(options.out).with_name(f"{Path(options.out).stem}附表{_WORD}") if options.out else None


def _written(totals: Totals, found: tuple[Difference, ...] | None, options: Options) -> list[Path]:
    if (annex := _annex(options)) and annex.suffix.lower() != _WORD:
        raise click.UsageError(f"{annex}：附表只能写成 .docx 文件。")
    paths = [_report_written(totals, Path(options.out), force=options.force)] if options.out else []
    if annex:
        from gk_docs.showing.word_tables import render

        paths.append(save(render(annex_of(totals, found)), annex, force=options.force))
    return paths


def _report_written(totals: Totals, path: Path, *, force: bool) -> Path:
    """The file of the totals: as YAML one that the office goes on writing, else a report without narrative."""
    if path.suffix.lower() not in _AUTHORED:
        return gk_docs.write(totals.report, path, force=force)
    from gk_docs.authored.carrying import carried_into

    return carried_into(totals.report, path)


def _code(findings: Sequence[Finding]) -> int:
    return INCOMPLETE if any(one.is_problem and one.severity > Severity.INFO for one in findings) else DONE
