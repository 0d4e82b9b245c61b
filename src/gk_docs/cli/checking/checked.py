"""Reports read and checked as an office wants them: its settings, its choice of rules, last year's reports."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import gk_docs
from gk_docs.batch.bodies import Bodies, Earlier
from gk_docs.checks import check_copies, find_settings, in_order, with_notes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.checks import Settings
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading


class Checked(NamedTuple):
    """One report with what was found in it.

    Attributes:
        path: Its file, as it was named.
        reading: What was read; its facts name the file as it was named.
        findings: As `gk_docs.check` gives them.
    """

    path: Path
    reading: Reading
    findings: list[Finding]

    @property
    def noted(self) -> AnyReport:
        """The report with the notes of its accepted differences under the tables."""
        return with_notes(self.reading.report, self.findings)


@dataclass(frozen=True)
class Checker:
    """Checks files one by one.

    Attributes:
        select: Prefixes of codes; they set the choice of the settings file aside.
        ignore: Prefixes of codes that are left out beside those of the settings file.
        earlier: Last year's reports, by body.
        previous: Last year's report, of whatever body and year it says that it is; or None.
        errors: Why that one could not be read.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    earlier: Earlier = field(default_factory=lambda: Earlier(()))
    previous: Reading | None = None
    errors: tuple[gk_docs.GkError, ...] = ()

    def check(self, path: Path) -> Checked:
        """Read and check one file, with the settings that lie nearest above it.

        Raises:
            GkError: If the file or the settings cannot be read.
        """
        reading = gk_docs.read(path)
        named = replace(reading, file_facts=replace(reading.file_facts, name=path.as_posix()))
        return Checked(path, named, self.findings(named, path))

    def findings(self, reading: Reading, path: Path) -> list[Finding]:
        """What is wrong with a reading of the file at `path`."""
        wanted = self._settings(path)
        previous = self.previous or self._last_year(reading)
        return gk_docs.check(
            reading, previous, select=wanted.select, ignore=wanted.ignore, severities=wanted.severities
        )

    def compared(self, every: Sequence[Checked]) -> list[Checked]:
        """The same reports, with what they share with one another (GK802) among their findings."""
        every = self._sure(every)
        found = check_copies([one.reading for one in every], [self._settings(one.path) for one in every])
        return [
            one._replace(findings=in_order([*one.findings, *more], type(one.reading.report))) if more else one
            for one, more in zip(every, found, strict=True)
        ]

    def _sure(self, every: Sequence[Checked]) -> Sequence[Checked]:
        """The same, without last year's report where that turns out to be another's of these."""
        before = [self._last_year(one.reading) for one in every]
        agencies = (one.reading.report.agency for one in every)
        self.earlier.everybody = Bodies((agency, agency) for agency in agencies)
        return [
            one if self._last_year(one.reading) is had else one._replace(findings=self.findings(one.reading, one.path))
            for one, had in zip(every, before, strict=True)
        ]

    def _last_year(self, reading: Reading) -> Reading | None:
        dated = self.earlier.of(reading.report.agency, reading.report.year - 1)
        return dated.reading if dated else None

    def _settings(self, path: Path) -> Settings:
        return find_settings(path.resolve().parent).overridden(self.select, self.ignore)
