"""Find reports of one year by different bodies whose narratives have much text in common (GK802).

Thousands of reports are compared without comparing all pairs (`copying.fingerprints`), and without keeping them: only
an `Extract` of each is kept. Names of the two bodies, numbers, titles of documents and set phrases do not count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gk_docs.checks.bodies.names import names_of
from gk_docs.checks.case import Case
from gk_docs.checks.copying.fingerprints import fingerprints, meetings
from gk_docs.checks.copying.shared import Shared, bare, longest_repeat, shingles
from gk_docs.checks.engine import wanted
from gk_docs.checks.registry import rule_of
from gk_docs.checks.text.texts import Passage, texts_of
from gk_docs.form.agency import Agency
from gk_docs.form.editions import FORMS
from gk_docs.form.identity import same_body
from gk_docs.form.reading import Origin, Reading, report_of
from gk_docs.form.report import Acceptance, Report
from gk_docs.settings import Settings

if TYPE_CHECKING:
    from gk_docs.finding import Finding

CODE: Final = "GK802"
"""The rule that compares several reports."""

SECTIONS: Final = ("summary", "problems")
"""Sections that are compared; section 六 is short and mostly prescribed."""

LEAST: Final = 50
"""Percent of a section that another report must have too."""

_LEAST_TEXT = 80  # characters of a section to compare it at all
_SHOWN = 3  # other bodies named for a section
_KEPT = 512  # reports whose shingles are kept in memory


@dataclass(frozen=True)
class Extract:
    """What a comparison needs of a report: a few kilobytes that can be sent between processes and saved as JSON.

    Attributes:
        edition: Edition of the form.
        agency: The body.
        year: The report year.
        origin: `ours` or `published`.
        accepted: The body's acceptances (已说明事项).
        sections: By name, the passages of sections that may be long enough to compare.
    """

    edition: str
    agency: Agency
    year: int
    origin: Origin
    accepted: tuple[Acceptance, ...]
    sections: Mapping[str, tuple[Passage, ...]]


def extract_of(subject: Reading | Report) -> Extract:
    """Make the extract of a reading or a report.

    Raises:
        TypeError: If it is neither.
    """
    report = report_of(subject)
    bodies = texts_of(report, SECTIONS).bodies
    sections = {name: tuple(passage for passage in bodies if passage.section == name) for name in SECTIONS}
    long = {name: those for name, those in sections.items() if sum(len(one.text) for one in those) >= _LEAST_TEXT}
    origin = subject.origin if isinstance(subject, Reading) else "ours"
    return Extract(report.edition, report.agency, report.year, origin, tuple(report.accepted), long)


def check_copies(
    subjects: Iterable[Reading | Report | Extract], settings: Sequence[Settings] = ()
) -> list[list[Finding]]:
    """What each report shares with other bodies' reports of the same year.

    Args:
        subjects: Readings, reports or extracts of any years; they are taken one by one, and only extracts are kept.
        settings: The settings for each report, in the same order; the default ones if empty.

    Returns:
        For each report, in the order given, a finding (GK802) for each section of which at least half is also in
        another body's report, with the names of up to three such bodies, worst first; one more if these
        share another passage. Reports of the same body are not compared.

    Raises:
        TypeError: If a subject is none of these.
    """
    extracts = [one if isinstance(one, Extract) else extract_of(one) for one in subjects]
    each = settings or [Settings()] * len(extracts)
    if not any(one.chosen(CODE) for one in each):
        return [[] for _ in extracts]
    found = zip(extracts, _shared(extracts), each, strict=True)
    return [wanted(_findings(extract, shared), choice, extract.accepted) for extract, shared, choice in found]


def _shared(extracts: Sequence[Extract]) -> list[list[Shared]]:
    found: list[list[Shared]] = [[] for _ in extracts]
    together: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, extract in enumerate(extracts):
        for name in extract.sections:
            together[extract.year, name].append(number)
    for (_, name), numbers in together.items():
        for mine, shared in _among([extracts[number] for number in numbers], name):
            found[numbers[mine]].append(shared)
    return found


def _among(extracts: Sequence[Extract], name: str) -> Iterator[tuple[int, Shared]]:
    """For reports of one year and one section, yield the index of a report and what it shares with another one."""
    others: dict[int, list[tuple[int, int]]] = defaultdict(list)
    count: Counter[int] = Counter()
    pieces = lru_cache(maxsize=_KEPT)(lambda number: shingles(_own(extracts[number], name)))
    own = (_own(extract, name) for extract in extracts)
    for pair in meetings([fingerprints(text if len(text) >= _LEAST_TEXT else "") for text in own]):
        if same_body(extracts[pair[0]].agency, extracts[pair[1]].agency):
            continue
        both = len(pieces(pair[0]) & pieces(pair[1]))
        for mine, other in (pair, pair[::-1]):
            share = 100 * both // len(pieces(mine))
            if share >= LEAST:
                count[mine] += 1
                others[mine] = sorted([*others[mine], (-share, other)])[:_SHOWN]
    for mine, most in others.items():
        for share, other in most:
            yield mine, replace(_alike(extracts[mine], extracts[other], name, -share), bodies=count[mine])


def _own(extract: Extract, name: str) -> str:
    """The bare text of a section, without the body's names."""
    names = names_of(extract.agency)
    return "".join(bare(passage.text, names) for passage in extract.sections[name])


def _alike(mine: Extract, other: Extract, name: str, share: int) -> Shared:
    names = (*names_of(mine.agency), *names_of(other.agency))
    same = longest_repeat(mine.sections[name], other.sections[name], names)
    return Shared(name, other.agency.name, share, same)


def _findings(extract: Extract, shared: Sequence[Shared]) -> list[Finding]:
    report = FORMS[extract.edition].model_validate({"agency": extract.agency, "year": extract.year})
    return rule_of(CODE).findings(Case(report, origin=extract.origin), shared)
