"""Last year's reports, each found for the report that it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gk_docs
from gk_docs.errors import NotAnAnnualReport
from gk_docs.form.agency import same_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from gk_docs.form.reading import Reading

_SUFFIXES = frozenset((".yaml", ".yml", ".json", ".docx", ".doc", ".wps", ".html", ".htm", ".pdf", ".xlsx", ".txt"))
_NO_REPORTS = ("_", ".", "~")  # how names of drafts, hidden files and Word's locks begin


class Earlier:
    """The reports that were given as last year's.

    Attributes:
        errors: What could not be read of them.
    """

    def __init__(self, paths: Iterable[Path], *, alone: bool) -> None:
        """Read them.

        Args:
            paths: Files, and folders whose reports are all read; what is no report in a folder is passed over.
            alone: Whether one report only is compared with them.
        """
        self.errors: list[gk_docs.GkError] = []
        given = list(paths)
        self._readings = list(self._read(given))
        self._one_for_one = alone and len(given) == 1 and not given[0].is_dir()

    def of(self, reading: Reading) -> Reading | None:
        """Last year's reading for a report: of the same body and the year before; None if there is none.

        One file for one report is taken whatever it says: the checks tell if it is of another year.
        """
        if self._one_for_one:
            return self._readings[0] if self._readings else None
        report = reading.report
        before = (other for other in self._readings if other.report.year == report.year - 1)
        return next((other for other in before if same_body(other.report.agency, report.agency)), None)

    def _read(self, paths: Iterable[Path]) -> Iterator[Reading]:
        for path in paths:
            for file in files_at(path):
                try:
                    yield gk_docs.read(file)
                except NotAnAnnualReport as error:
                    self.errors += [] if path.is_dir() else [error.in_file(file.name)]
                except gk_docs.GkError as error:
                    self.errors.append(error.in_file(file.name))


def files_at(path: Path) -> list[Path]:
    """A file itself; of a folder every file in it that may be a report, by name."""
    if not path.is_dir():
        return [path]
    found = (file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES)
    return sorted(file for file in found if not file.name.startswith(_NO_REPORTS))
