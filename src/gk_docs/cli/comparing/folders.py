"""What `gk-docs compare` does with two folders: each body's report is compared with its own in the other folder.

Two reports are held at a time; of the rest only the body and the file, so that thousands take no more memory than two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

import gk_docs
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.text import aligned
from gk_docs.cli.comparing.formats import style_of
from gk_docs.cli.shell.console import Outcome
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import reports_in
from gk_docs.cli.writing.targets import targets
from gk_docs.errors import InvalidReport, NotAnAnnualReport
from gk_docs.form.agency import same_body
from gk_docs.writers.files import save

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gk_docs.cli.commands.compare import Options
    from gk_docs.form.agency import Agency

DIFFERENT = 1


class Compared(NamedTuple):
    """How much changed between two reports of one body."""

    body: str
    old_file: Path
    new_file: Path
    figures: int
    texts: int
    head: int

    @property
    def differs(self) -> bool:
        """Whether anything changed."""
        return bool(self.figures or self.texts or self.head)

    def record(self) -> dict[str, str | int]:
        """The same for a program."""
        files = {"old_file": self.old_file.as_posix(), "new_file": self.new_file.as_posix()}
        return {"body": self.body, **files, "figures": self.figures, "texts": self.texts, "head": self.head}


def run_folders(old: Path, new: Path, options: Options) -> Outcome:
    """Compare the reports of two folders body by body, write each comparison if `-o` says where, and list them.

    Raises:
        UnreadableFile: If a folder cannot be opened.
        click.UsageError: If two comparisons would be one file.
    """
    run = _Run(options)
    run.look_over(reports_in(old))
    files = reports_in(new)
    out = f"{options.out}/" if options.out else None
    places = [target for _, target in targets([str(file) for file in files], out, f".{options.to}")] if out else files
    for file, target in watched(list(zip(files, places, strict=True)), "正在对比"):
        run.take(file, target if out else None)
    if not options.as_json:
        click.echo(run.shown())
    differs = any(one.differs for one in run.compared) or run.gone or run.come
    code = DIFFERENT if options.tell and differs and not run.errors else None
    return Outcome(tuple(run.errors), record=run.record() if options.as_json and not run.errors else None, code=code)


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.errors: list[gk_docs.GkError] = []
        self.compared: list[Compared] = []
        self.come: list[str] = []
        self._old: dict[str, tuple[Agency, Path]] = {}

    @property
    def gone(self) -> list[str]:
        """Bodies of the old folder that no report of the new one is of."""
        return [agency.name for agency, _ in self._old.values()]

    def look_over(self, files: Sequence[Path]) -> None:
        """Note whose report each old file is."""
        for file in watched(files, "正在读取"):
            if reading := self._read(file):
                agency = reading.report.agency
                key = normalise(agency.name)
                if key in self._old:
                    self.errors.append(_twice(agency.name, "原", self._old[key][1], file))
                else:
                    self._old[key] = (agency, file)

    def take(self, file: Path, target: Path | None) -> None:
        """Compare a new file with the old one of the same body."""
        reading = self._read(file)
        if reading is None:
            return
        agency = reading.report.agency
        before = next((one for one in self.compared if one.body == agency.name), None)
        if before:
            self.errors.append(_twice(agency.name, "现", before.new_file, file))
            return
        key = self._key(agency)
        if key is None:
            self.come.append(agency.name)
            return
        _, old_file = self._old.pop(key)
        earlier = self._read(old_file)
        if earlier is None:
            return
        found = gk_docs.compare(earlier, reading)
        counts = (len(found.figures) + len(found.uncompared), len(found.texts), len(found.head))
        self.compared.append(Compared(agency.name, old_file, file, *counts))
        if target:
            self._save(found, target)

    def _save(self, found: gk_docs.Comparison, target: Path) -> None:
        try:
            save(style_of(target)(found, everything=self.options.everything), target, force=self.options.force)
        except gk_docs.GkError as error:
            self.errors.append(error)

    def _read(self, file: Path) -> gk_docs.Reading | None:
        try:
            return gk_docs.read(file)
        except NotAnAnnualReport:
            return None
        except gk_docs.GkError as error:
            self.errors.append(error.in_file(file.name))
            return None

    def _key(self, agency: Agency) -> str | None:
        key = normalise(agency.name)
        if key in self._old:
            return key
        return next((key for key, (other, _) in self._old.items() if same_body(other, agency)), None)

    def shown(self) -> str:
        """A line a body; then who is in one folder only."""
        rows = [["机关", "数据", "文字", "其他"]]
        rows += [[one.body, str(one.figures), str(one.texts), str(one.head)] for one in self.compared]
        return "\n".join([*aligned(rows), *self._left_over(), f"共对比 {len(self.compared)} 个机关。"])

    def _left_over(self) -> Iterator[str]:
        for where, names in (("原", self.gone), ("现", self.come)):
            if names:
                yield f"只有{where}文件夹里有：{'、'.join(names)}。"

    def record(self) -> dict[str, object]:
        """The same for a program."""
        return {"compared": [one.record() for one in self.compared], "only_old": self.gone, "only_new": self.come}


def _twice(name: str, where: str, first: Path, second: Path) -> InvalidReport:
    found = f"{first.name}、{second.name}"
    return InvalidReport(f"{name}在{where}文件夹里有两份报告，只对比了前一份", file=second.name, found=found)
