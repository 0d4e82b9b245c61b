"""Copies between bodies: which reports of one year share their narrative (GK802).

Thousands of reports are compared without comparing all pairs: of each section every sixteenth shingle (by its hash)
goes into an index; only sections that meet there often enough are compared in full. Names of the bodies, numbers,
titles of documents and set phrases are left out; what stands in very many reports is taken for a set phrase too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from gk_docs.checks.case import Case
from gk_docs.checks.registry import rule_of
from gk_docs.checks.text.copying import Shared, bare, repeats_of, shingles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.checks.text.texts import Passage
    from gk_docs.finding import Finding
    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report

SECTIONS: Final = ("summary", "problems")
"""Sections that are compared; section 六 is short and mostly prescribed."""

LEAST: Final = 50
"""Percent of a section that another report must share."""

_SAMPLE = 16
_COMMON = 100
_LEAST_TEXT = 80
_SHOWN = 3
_OFFICES = re.compile("(?:人民政府|政府|办事处|办公室|办公厅|委员会)+$")


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of one report, made bare."""

    number: int
    name: str
    bare: str
    passages: tuple[Passage, ...]


def copies(reports: Sequence[Report]) -> list[list[Finding]]:
    """What each report shares with other bodies' reports of the same year.

    Args:
        reports: Reports of any years; one body's reports of several years are not compared with each other.

    Returns:
        For each report, in the order given, a finding (GK802) for each section of which at least half stands in
        another body's report: the three bodies that share most, worst first.
    """
    found: list[list[Finding]] = [[] for _ in reports]
    by_year: dict[int, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        by_year[report.year].append(number)
    for numbers in by_year.values():
        for name in SECTIONS:
            sections = [_section(reports[number], number, name) for number in numbers]
            long = [section for section in sections if len(section.bare) >= _LEAST_TEXT]
            for number, finding in _findings(reports, long):
                found[number].append(finding)
    return found


def _section(report: Report, number: int, name: str) -> _Section:
    passages = tuple(passage for passage in Case.of(report).texts.bodies if passage.section == name)
    names = names_of(report.agency)
    return _Section(number, name, "".join(bare(passage.text, names) for passage in passages), passages)


def names_of(agency: Agency) -> tuple[str, ...]:
    """What a body is called in its own report, longest first.

    >>> from gk_docs.form.agency import Agency
    >>> names_of(Agency(name="青山县临河镇人民政府", short_name="临河镇"))
    ('青山县临河镇人民政府', '青山县临河镇', '临河镇', '青山县', '临河')
    """
    core = _OFFICES.sub("", agency.name)
    short = agency.short_name or re.sub("^.*?(?:省|市|县|区|旗)(?=.{2,})", "", core)
    place = core.removesuffix(short)
    stem = re.sub("(?:镇|乡|街道|局|委|县|市|区)$", "", short)
    every = {agency.name, core, short, place, agency.region or "", stem if len(stem) > 1 else ""}
    return tuple(sorted((name for name in every if len(name) > 1), key=lambda name: (-len(name), name)))


def _findings(reports: Sequence[Report], sections: Sequence[_Section]) -> Iterator[tuple[int, Finding]]:
    shared: dict[int, list[tuple[int, int]]] = defaultdict(list)
    full: dict[int, set[int]] = {}
    for left, right in _meetings(sections):
        if reports[sections[left].number].agency.name == reports[sections[right].number].agency.name:
            continue
        for one in (left, right):
            full.setdefault(one, shingles(sections[one].bare))
        both = len(full[left] & full[right])
        for mine, other in ((left, right), (right, left)):
            share = 100 * both // len(full[mine])
            if share >= LEAST:
                shared[mine].append((share, other))
    for mine, others in shared.items():
        for share, other in sorted(others, key=lambda one: (-one[0], one[1]))[:_SHOWN]:
            yield sections[mine].number, _finding(reports, sections[mine], sections[other], share)


def _meetings(sections: Sequence[_Section]) -> Iterator[tuple[int, int]]:
    """Pairs of sections that share so many sampled shingles that they may share half of their text."""
    index: dict[int, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for number, section in enumerate(sections):
        sampled = {piece for piece in shingles(section.bare) if piece % _SAMPLE == 0}
        sizes.append(len(sampled))
        for piece in sampled:
            index[piece].append(number)
    met: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= _COMMON:
            met.update(combinations(numbers, 2))
    for (left, right), count in met.items():
        if 5 * count >= min(sizes[left], sizes[right]):
            yield left, right


def _finding(reports: Sequence[Report], mine: _Section, other: _Section, share: int) -> Finding:
    same = next(iter(_same(mine, other, reports)), "")
    shared = Shared(mine.name, reports[other.number].agency.name, share, same)
    [finding] = rule_of("GK802").findings(Case.of(reports[mine.number]), [shared])
    return finding


def _same(mine: _Section, other: _Section, reports: Sequence[Report]) -> Iterable[str]:
    names = (*names_of(reports[mine.number].agency), *names_of(reports[other.number].agency))
    return repeats_of(mine.passages, other.passages, names)
