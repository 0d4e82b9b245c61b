"""Reports checked as an office wants them: its settings, its choice of rules, last year's reports, their neighbours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from gk_docs.batch.bodies import Bodies, Earlier
from gk_docs.batch.work import checked_reading
from gk_docs.checks import check_copies, in_order
from gk_docs.finding import Severity
from gk_docs.form.identity import identity_of
from gk_docs.form.notes import Note
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
        unclear: Name and year of bodies of which several files differ: they may be of two bodies that share a name.
    """

    choice: Settings = field(default_factory=Settings)
    earlier: Earlier = field(default_factory=lambda: Earlier(()))
    previous: Reading | None = None
    unclear: set[tuple[str, int]] = field(default_factory=set)

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
        """The same, told of files of one body, and without last year's report where it may be another's of these."""
        before = [self._last_year(one.reading) for one in every]
        agencies = (one.reading.report.agency for one in every)
        self.earlier.everybody = Bodies((agency, agency) for agency in agencies)
        readings = self._twice(every)
        return [
            self.look(new, one.path)
            if one.path and (new is not one.reading or self._last_year(new) is not had)
            else one
            for one, new, had in zip(every, readings, before, strict=True)
        ]

    def _twice(self, every: Sequence[Checked]) -> list[Reading]:
        """What was read, with a note where another file is of the same body and year."""
        years: dict[int, Bodies[Checked]] = defaultdict(Bodies)
        for one in every:
            years[one.reading.report.year].add(one.reading.report.agency, one)
        return [self._noted(one, years[one.reading.report.year].of(one.reading.report.agency).all) for one in every]

    def _noted(self, one: Checked, same: Sequence[Checked]) -> Reading:
        others = [other for other in same if other is not one]
        if not others:
            return one.reading
        report = one.reading.report
        names = "、".join(other.reading.file_facts.name or "" for other in others)
        differ = any(other.reading.report.figures() != report.figures() for other in others)
        if differ:
            self.unclear.add((identity_of(report.agency).name, report.year))
        why = "数据不同，请只留一份；是两个机关的，请写明所属地区" if differ else "各格相同"
        said = f"{one.reading.file_facts.name}和{names}是同一机关同一年度的报告，{why}"
        note = Note("GK109", "", said, severity=None if differ else Severity.INFO)
        return replace(one.reading, findings=(*one.reading.findings, note.finding(type(report))))

    def previous_of(self, reading: Reading) -> Reading | None:
        """Last year's report, which a reading is held against."""
        return self.previous or self._last_year(reading)

    def _last_year(self, reading: Reading) -> Reading | None:
        agency, year = reading.report.agency, reading.report.year
        dated = self.earlier.of(agency, year - 1)
        if dated and (identity_of(agency).name, year) in self.unclear:
            self.earlier.refuse(agency, f"（{dated.file.name}）可能是名称相同的另一机关的", "请写明所属地区")
            return None
        return dated.reading if dated else None
