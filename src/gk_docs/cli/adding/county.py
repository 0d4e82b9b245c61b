"""The run of `gk-docs county`."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gk_docs.batch.county.surveying import survey
from gk_docs.batch.spreading import Processes
from gk_docs.cli.shell.console import Outcome, json_text, tell
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import MANY, reports_in, roster_of
from gk_docs.cli.writing.folder import DONE, FAILED, INCOMPLETE
from gk_docs.errors import GkError
from gk_docs.files.saving import save
from gk_docs.finding import Severity
from gk_docs.showing.county import as_record, as_text, as_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.batch.county import Survey

_WRITES = (".xlsx", ".json")


def run_county(
    folders: Sequence[str], *, previous: Sequence[str], roster: str | None, out: str | None, as_json: bool
) -> Outcome:
    """Look at the reports of folders and files; write and say what is found.

    Raises:
        click.UsageError: If the file to write is neither .xlsx nor .json.
        GkError: If a folder or the roster cannot be read, or the file cannot be written.
    """
    if out and Path(out).suffix.lower() not in _WRITES:
        raise click.UsageError(f"{out}：只能写成 .xlsx 或 .json 文件。")
    places = [Path(folder) for folder in folders]
    files = [file for place in places for file in reports_in(place, but=[Path(out)] if out else [])]
    earlier = [file for folder in previous for file in reports_in(Path(folder))]
    with Processes() if len(files) >= MANY else nullcontext() as executor:
        seen: Iterator[Path] = watched(files, "正在查看", name=lambda file: file.name)
        found = survey(
            seen,
            previous=earlier,
            roster=roster_of(places, roster),
            executor=executor,
        )
    if not as_json:
        tell(as_text(found))
    errors: list[GkError] = []
    if out:
        try:
            is_json = Path(out).suffix.lower() == ".json"
            data = f"{json_text(as_record(found))}\n".encode() if is_json else as_workbook(found)
            save(data, Path(out), force=True, keep=False)
        except GkError as error:
            errors.append(error)
    record = as_record(found) if as_json and not errors else None
    return Outcome(tuple(errors), record=record, code=None if errors else _code(found))


def _code(found: Survey) -> int:
    if not found.bodies or any(one.severity is Severity.ERROR for one in found.failing):
        return FAILED
    incomplete = found.missing or any(one.is_report for one in found.unread)
    return INCOMPLETE if incomplete else DONE
