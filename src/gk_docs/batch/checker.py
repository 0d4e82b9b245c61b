"""Reports checked as an office wants them: its settings, its choice of rules, last year's reports, their neighbours."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gk_docs.batch.bodies import Bodies, Earlier
from gk_docs.batch.work import checked_reading
from gk_docs.checks import check_copies, in_order
from gk_docs.formats import read
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gk_docs.batch.work import Checked
    from gk_docs.form.reading import Reading


@dataclass(frozen=True)
class Checker:
    """Checks files one by one.

    Attributes:
        choice: The rules that are wanted: a choice sets that of the settings file aside, what is ignored comes to it.
        earlier: Last year's reports, by body.
        previous: Last year's report, of whatever body and year it says that it is; or None.
    """

    choice: Settings = field(default_factory=Settings)
    earlier: Earlier = field(default_factory=lambda: Earlier(()))
    previous: Reading | None = None

    def check(self, path: Path) -> Checked:
        """Read and check one file, with the settings that lie nearest above it.

        Raises:
            GkError: If the file or the settings cannot be read.
        """
        reading = read(path)
        return self.look(replace(reading, file_facts=replace(reading.file_facts, name=path.as_posix())), path)

    def look(self, reading: Reading, path: Path) -> Checked:
        """Check what was read of the file at `path`."""
        return checked_reading(reading, path, self.previous_of(reading), choice=self.choice)

    def compared(self, every: Sequence[Checked]) -> list[Checked]:
        """The same reports, with what they share with one another (GK802) among their findings."""
        every = self._sure(every)
        found = check_copies([one.reading for one in every], [one.wanted for one in every])
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
            self.look(one.reading, one.path) if one.path and self._last_year(one.reading) is not had else one
            for one, had in zip(every, before, strict=True)
        ]

    def previous_of(self, reading: Reading) -> Reading | None:
        """Last year's report, which a reading is held against."""
        return self.previous or self._last_year(reading)

    def _last_year(self, reading: Reading) -> Reading | None:
        dated = self.earlier.of(reading.report.agency, reading.report.year - 1)
        return dated.reading if dated else None
