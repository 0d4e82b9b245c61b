"""What `gk-docs compare` does: both reports are read and compared, and the comparison is shown or written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import gk_docs
from gk_docs.cli.comparing.formats import style_of
from gk_docs.cli.shell.console import Outcome, tell, tell_painted
from gk_docs.errors import guarded
from gk_docs.files.saving import save
from gk_docs.form.identity import same_body
from gk_docs.showing.comparison_records import to_record
from gk_docs.showing.comparison_terminal import bracketed, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.comparison.spans import Mark
    from gk_docs.cli.commands.compare import Options

DIFFERENT = 1

_COLOURS: dict[str, dict[str, Any]] = {
    "removed": {"fg": "red", "strikethrough": True},
    "added": {"fg": "green", "underline": True},
}


def run_comparison(old: str, new: str, options: Options) -> Outcome:
    """Compare two files and show or write what they differ in.

    Raises:
        GkError: If the comparison cannot be written.
    """
    style = style_of(Path(options.out)) if options.out else None
    readings: list[gk_docs.Reading] = []
    errors: list[gk_docs.GkError] = []
    for file in (old, new):
        try:
            with guarded(Path(file).name):
                readings.append(gk_docs.read(file))
        except gk_docs.GkError as error:
            errors.append(error)
    if errors:
        return Outcome(tuple(errors))
    comparison = gk_docs.compare(*readings)
    for remark in _remarks(comparison):
        tell(remark, err=True)
    if options.out and style:
        path = save(style(comparison, everything=options.everything), Path(options.out), force=options.force)
        if not options.as_json:
            tell(f"已写出：{path}")
    elif not options.as_json:
        paint = _painted if sys.stdout.isatty() else bracketed
        tell_painted(f"{_title(comparison)}\n\n{to_text(comparison, everything=options.everything, paint=paint)}")
    names = (Path(old).name, Path(new).name)
    findings = tuple((name, one) for name, reading in zip(names, readings, strict=True) for one in reading.findings)
    record = to_record(comparison, everything=options.everything) if options.as_json and not options.out else None
    return Outcome(findings=findings, record=record, code=DIFFERENT if options.tell and comparison else None)


def _title(comparison: gk_docs.Comparison) -> str:
    names = dict.fromkeys(report.agency.name for report in (comparison.old, comparison.new))
    return f"{'─' * 8} {' → '.join(names)}：{' → '.join(comparison.heads)}"


def _remarks(comparison: gk_docs.Comparison) -> Iterator[str]:
    old, new = comparison.old, comparison.new
    if not same_body(old.agency, new.agency):
        yield f"注意：两份报告不是同一机关的：{old.agency.name}，{new.agency.name}。"
    if old.year > new.year:
        yield f"注意：原报告是{old.year}年度的，晚于现报告的{new.year}年度；先写较早的一份。"


def _painted(text: str, mark: Mark) -> str:
    return click.style(text, **_COLOURS[mark]) if mark in _COLOURS else text
