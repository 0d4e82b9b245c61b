"""What `gk-docs compare` does with two folders: each body's report is compared with its own in the other folder.

Two reports are held at a time; of the rest only the body and the file, so that thousands take no more memory than two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import gk_docs
from gk_docs.batch.bodies import Bodies
from gk_docs.chinese.text import aligned
from gk_docs.cli.comparing.formats import style_of
from gk_docs.cli.shell.console import Outcome, tell
from gk_docs.cli.shell.patience import watched
from gk_docs.cli.shell.reports import reports_in
from gk_docs.cli.writing.targets import targets
from gk_docs.errors import InvalidReport, NotAnAnnualReport, guarded
from gk_docs.files.saving import save

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
    files = reports_in(new)
    out = f"{options.out}/" if options.out else None
    places = dict(targets([str(file) for file in files], out, f".{options.to}")) if out else {}
    run.pair(run.bodies_of(reports_in(old), "原"), run.bodies_of(files, "现"))
    for one in watched(run.pairs, "正在对比"):
        run.compare(one, places.get(one.new_file))
    if not options.as_json:
        tell(run.shown())
    differs = any(one.differs for one in run.compared) or run.gone or run.come
    code = DIFFERENT if options.tell and differs and not run.errors else None
    return Outcome(tuple(run.errors), record=run.record() if options.as_json and not run.errors else None, code=code)


class _Body(NamedTuple):
    agency: Agency
    file: Path


class _Pair(NamedTuple):
    body: str
    old_file: Path
    new_file: Path


class _Run:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.errors: list[gk_docs.GkError] = []
        self.pairs: list[_Pair] = []
        self.compared: list[Compared] = []
        self.gone: list[str] = []
        self.come: list[str] = []

    def bodies_of(self, files: Sequence[Path], where: str) -> list[_Body]:
        """Whose reports the files are; of two of one body the first, and that is told."""
        readings = ((file, self._read(file)) for file in watched(files, "正在读取"))
        every = [_Body(reading.report.agency, file) for file, reading in readings if reading]
        index = Bodies((one.agency, one) for one in every)
        first = {one: index.of(one.agency).first or one for one in every}
        self.errors += [_twice(one.agency.name, where, first[one].file, one.file) for one in every if first[one] != one]
        return [one for one in every if first[one] == one]

    def pair(self, old: Sequence[_Body], new: Sequence[_Body]) -> None:
        """Put together the reports of one body: where each of the two is the only one that the other may be of."""
        before, now = (Bodies((one.agency, one) for one in bodies) for bodies in (old, new))
        left = dict.fromkeys(old)
        for one in new:
            last = before.of(one.agency).first
            if last and now.of(last.agency).first == one:
                self.pairs.append(_Pair(one.agency.name, last.file, one.file))
                del left[last]
            else:
                self.come.append(one.agency.name)
        self.gone = [one.agency.name for one in left]

    def compare(self, pair: _Pair, target: Path | None) -> None:
        """Compare the two reports of a body, and write how they differ if it is said where."""
        earlier, reading = self._read(pair.old_file), self._read(pair.new_file)
        if earlier is None or reading is None:
            return
        try:
            with guarded(pair.new_file.name):
                found = gk_docs.compare(earlier, reading)
                counts = (len(found.figures) + len(found.uncompared), len(found.texts), len(found.head))
                self.compared.append(Compared(*pair, *counts))
                if target:
                    save(style_of(target)(found, everything=self.options.everything), target, force=self.options.force)
        except gk_docs.GkError as error:
            self.errors.append(error)

    def _read(self, file: Path) -> gk_docs.Reading | None:
        try:
            with guarded(file.name):
                return gk_docs.read(file)
        except NotAnAnnualReport:
            return None
        except gk_docs.GkError as error:
            self.errors.append(error)
            return None

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
