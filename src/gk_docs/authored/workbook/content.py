"""Compute the content of every cell of a workbook before it is drawn, for a whole report or for one to be filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gk_docs.authored.objects import tree_of_field
from gk_docs.authored.syntax import lines_typed
from gk_docs.authored.tables import stated_totals
from gk_docs.authored.words import escaped
from gk_docs.authored.workbook.texts import Shown, cells_of, of_prose, of_section, unfilled
from gk_docs.authored.workbook.words import BLANK, LARGEST, OTHER_TEXT, fingerprint, proses, sheet_of
from gk_docs.form.across import carried_figures, stocks
from gk_docs.form.agency import Agency, facts_of
from gk_docs.form.figures import values_of
from gk_docs.form.outline import Section, outline_of
from gk_docs.form.values import decimal_text, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gk_docs.authored.last_year import LastYear
    from gk_docs.form.reading import Authoring
    from gk_docs.form.report import Report


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that stands in the cells of a workbook.

    Attributes:
        form: The edition of the form.
        year: The year reported on.
        head: The values of the sheet 基本情况 by path; a path that is absent has an empty cell.
        figures: The values of figure cells by path, without totals that are formulas.
        totals: The values of those formulas by path.
        texts: Labels with their paragraphs, by sheet.
        kept: By path, values that the sheets do not show, or not exactly: the value as authored text, and the
            fingerprint of what is shown, since the value counts only while the cells stay as they are.
        last: Last year's report, whose figures are shown beside this year's.
        people: Who filled it in, by label.
    """

    form: type[Report]
    year: int
    head: dict[str, str | int]
    figures: dict[str, str | int] = field(default_factory=dict)
    totals: dict[str, int | Decimal | None] = field(default_factory=dict)
    texts: dict[str, list[Shown]] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    last: Report | None = None
    people: Mapping[str, str] = field(default_factory=dict)

    def empty(self, section: Section) -> int:
        """The number of cells in the table of a section that are still to be filled in."""
        known = outline_of(self.form).totals | self.figures.keys()
        return sum(one.path not in known for one, _ in section.figures)


def to_fill(form: type[Report], agency: Agency, year: int, last: LastYear | None) -> Content:
    """The content of a workbook to be filled in, with what last year's report gives if there is one."""
    report = last.reading.report if last else None
    head: dict[str, str | int] = {"year": year, **{path: shown for path, (shown, _) in _agency(agency).items()}}
    figures: dict[str, str | int] = {}
    if last and report:
        head["previous"] = last.path
        carried = {**carried_figures(form, report), **stocks(form, report)}.items()
        to_type = ((at, value) for at, value in carried if at not in outline_of(form).totals)
        figures = {at: shown_figure(value) for at, value in to_type if value is not None}
    before = last.texts if last else {}
    texts = {
        sheet_of(section): unfilled(section, dict(before.get(section.name, {})))
        for section in outline_of(form).sections
        if not section.grid
    }
    texts[OTHER_TEXT] = [(words, (*cells_of(before.get(path, {}).get("")), "")) for path, words in proses(form)]
    return Content(form, year, head, figures, texts=texts, last=report)


def of_report(report: Report, authoring: Authoring) -> Content:
    """The content of the workbook of a whole report, with what its author typed besides."""
    form, kept = type(report), _unseen(report)
    texts: dict[str, list[Shown]] = {OTHER_TEXT: []}
    for section in outline_of(form).sections:
        if not section.grid:
            rows, kept_section = of_section(report, section.name)
            texts[sheet_of(section)] = rows if kept_section else _as_typed(rows, authoring)
            kept |= kept_section
    for path, words in proses(form):
        cells, kept_prose = of_prose(report, path)
        texts[OTHER_TEXT] += [(words, cells)] if kept_prose else _as_typed([(words, cells)], authoring)
        kept |= kept_prose
    head = _head(report)
    kept |= {path: value for path, (_, value) in head.items() if value is not None}
    shown = {path: text for path, (text, _) in head.items()}
    shown |= {"previous": authoring.previous} if authoring.previous else {}
    return Content(form, report.year, shown, *_figures(report), texts, kept, authoring.last, authoring.people)


def _as_typed(rows: list[Shown], authoring: Authoring) -> list[Shown]:
    return [(label, tuple(lines_typed(cell, authoring.texts) for cell in cells)) for label, cells in rows]


def shown_figure(value: int | Decimal | None) -> str | int:
    """The content of a figure's cell: a number, or text where Excel would round or shorten the number."""
    if value is None:
        return BLANK
    if isinstance(value, Decimal):
        return int(value) if decimal_text(value).isdecimal() and value < LARGEST else decimal_text(value)
    return value if abs(value) < LARGEST else str(value)


def last_shown(last: Report | None, path: str) -> str | int:
    """What the workbook shows of last year's report for a figure; — if the edition of that report lacks it."""
    try:
        value = attrgetter(path)(last)
    except AttributeError:
        return "—"
    return "—" if hasattr(value, "model_fields") else shown_figure(value)


def _figures(report: Report) -> tuple[dict[str, str | int], dict[str, int | Decimal | None]]:
    """The values of the figure cells by path, without totals that are formulas; and the value of every total."""
    given, sums = values_of(report), outline_of(type(report)).totals
    computed = sums - stated_totals(report)
    shown = {path: shown_figure(value) for path, value in given.items() if path not in computed}
    return shown, {path: given[path] for path in sums}


def _head(report: Report) -> dict[str, tuple[str | int, Any]]:
    """For each path of the sheet 基本情况, the content of its cell, and what the hidden sheet keeps of it, or None."""
    found: dict[str, tuple[str | int, Any]] = {"year": (report.year, None), **_agency(report.agency)}
    if tree_of_field(report, "title") is not None:
        found["title"] = (BLANK, None) if report.title is None else _text(report.title)
    if report.published:
        found["published"] = (report.published.isoformat(), None)
    for part in outline_of(type(report)).told:
        figures = attrgetter(part.figures)(report)
        if figures != part.kind():
            found |= {f"{part.figures}.{name}": (shown_figure(value), None) for name, value in figures}
    return found


def _agency(agency: Agency) -> dict[str, tuple[str | int, Any]]:
    said = ((path, value, words_of(field).get(value)) for path, field, value in facts_of(agency) if value is not None)
    return {path: (word, None) if word else _text(value) for path, value, word in said}


def _text(text: str) -> tuple[str, Any]:
    shown = escaped(text)
    exact = shown.strip() == shown != BLANK and shown != ""
    return shown, None if exact else {"shown": fingerprint(shown), "value": shown}


def _unseen(report: Report) -> dict[str, Any]:
    """What the hidden sheet keeps of the fields that no sheet shows: `accepted` and `printed`."""
    trees = {name: tree_of_field(report, name) for name in ("accepted", "printed")}
    return {name: {"value": tree} for name, tree in trees.items() if tree is not None}
