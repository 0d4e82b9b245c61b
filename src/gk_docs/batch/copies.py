"""Text that bodies share (GK802), in a batch: of each report only what the comparison at the end needs is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gk_docs.checks import Settings, check_copies, extract_of
from gk_docs.checks.copies import CODE, Extract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.finding import Finding
    from gk_docs.form.reading import Reading


@dataclass(frozen=True, slots=True)
class Comparable:
    """A report as it is compared with those of other bodies.

    Attributes:
        extract: Its text, a few kilobytes.
        settings: What its office wants to know.
    """

    extract: Extract
    settings: Settings


def comparable(reading: Reading, settings: Settings) -> Comparable | None:
    """What is kept of a report; None if its settings do not want it compared."""
    return Comparable(extract_of(reading), settings) if settings.chosen(CODE) else None


def copies_among(reports: Sequence[Comparable | None]) -> list[list[Finding]]:
    """What each of the reports shares with the others, in their order; nothing where there is None."""
    kept = [one for one in reports if one]
    found = iter(check_copies([one.extract for one in kept], [one.settings for one in kept]))
    return [next(found) if one else [] for one in reports]
