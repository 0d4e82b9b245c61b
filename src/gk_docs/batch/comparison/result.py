"""Compare two reports, and make year-on-year tables and sentences of the comparison."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from gk_docs.batch.comparison.aligning import replaced
from gk_docs.batch.comparison.texts import TextChange, text_changes
from gk_docs.errors import several
from gk_docs.form.across import counterparts, units
from gk_docs.form.agency import facts_of
from gk_docs.form.change import FigureChange, Names, row_words, year_on_year
from gk_docs.form.outline import outline_of
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.reading import Reading, reading_of, report_of
from gk_docs.form.values import in_words

if TYPE_CHECKING:
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.prose import PlainTable
    from gk_docs.form.report import Report


def all_figures(old: Report, new: Report) -> Iterator[FigureChange]:
    """Every cell that both forms have, changed or not, in the order of the new form."""
    return (figure_in(old, new, path) for path in counterparts(type(new), type(old)))


def figure_in(old: Report, new: Report, path: str) -> FigureChange:
    """Compare one cell of two reports.

    Raises:
        KeyError: If the new form has no figure at `path`, or the old form none that means the same.
    """
    form, earlier = type(new), counterparts(type(new), type(old))[path]
    values = attrgetter(earlier)(old), attrgetter(path)(new)
    printed = old.printed.words.get(earlier), new.printed.words.get(path)
    return FigureChange(path, words_at(form, path), units(form)[path], *values, *printed)


def uncompared(old: Report, new: Report) -> Iterator[FigureChange]:
    """The filled cells that the other report's form lacks: those of the new report, then those of the old one."""
    for own, other, is_new in ((new, old, True), (old, new, False)):
        form = type(own)
        shared = counterparts(form, type(other))
        for path in (path for path in units(form) if path not in shared):
            value, printed = attrgetter(path)(own), own.printed.words.get(path)
            if value is None and printed is None:
                continue
            facts = (None, value, None, printed) if is_new else (value, None, printed, None)
            yield FigureChange(path, words_at(form, path), units(form)[path], *facts)


_PLAIN = ("year", "edition", "title", "published")


@dataclass(frozen=True, slots=True)
class HeadChange:
    """A changed fact of a report that is neither a figure nor text, such as its title or a telephone number.

    Attributes:
        path: Its field path (`agency.contact.phone`).
        words: The same in the form's own words (机关 · 联系方式 · 电话).
        old: The fact in the old report, as text; None if it has none.
        new: The fact in the new report, as text; None if it has none.
    """

    path: str
    words: str
    old: str | None
    new: str | None


def head_changes(old: Report, new: Report) -> tuple[HeadChange, ...]:
    """Every changed fact: of body and report, then section titles as printed, then acceptances."""
    form = type(new)
    facts = [*_facts(old, new), *_printed(old, new)]
    plain = [HeadChange(path, words_at(form, path), _text(a), _text(b)) for path, a, b in facts if a != b]
    return (*plain, *_headings(old, new), *_accepted(old, new))


def _facts(old: Report, new: Report) -> Iterator[tuple[str, Any, Any]]:
    for (path, field, before), (_, _, after) in zip(facts_of(old.agency), facts_of(new.agency), strict=True):
        yield path, in_words(field, before), in_words(field, after)
    for name in _PLAIN:
        yield name, getattr(old, name), getattr(new, name)
    if not old.preamble and not new.preamble:
        yield "preamble", old.preamble, new.preamble


def _printed(old: Report, new: Report) -> Iterator[tuple[str, Any, Any]]:
    yield "printed.title", old.printed.title, new.printed.title
    yield "printed.order", _order(old), _order(new)


def _headings(old: Report, new: Report) -> Iterator[HeadChange]:
    """Titles of sections that are printed differently; differences between the two forms do not count."""
    for name in outline_of(type(new)).section_names:
        titles = [one.printed.headings.get(name) for one in (old, new)]
        if titles[0] != titles[1]:
            before, after = (
                title or outline_of(type(one)).section(name).title
                for one, title in zip((old, new), titles, strict=True)
            )
            path = f"printed.headings.{name}"
            words = words_at(type(new), "printed.headings")
            yield HeadChange(path, SEPARATOR.join((words, words_at(type(new), name))), before, after)


def _order(report: Report) -> tuple[str, ...]:
    return tuple(words_at(type(report), name) for name in report.printed.order)


def _text(value: Any) -> str | None:
    if value is None or value == ():
        return None
    return "；".join(value) if isinstance(value, tuple) else str(value)


def _accepted(old: Report, new: Report) -> Iterator[HeadChange]:
    for i, j in replaced(old.accepted, new.accepted):
        path = f"accepted.{i if j is None else j}"
        yield HeadChange(path, words_at(type(new), path), _acceptance(old, i), _acceptance(new, j))


def _acceptance(report: Report, number: int | None) -> str | None:
    if number is None:
        return None
    accepted = report.accepted[number]
    where = words_at(type(report), accepted.path)
    return f"{SEPARATOR.join(filter(None, (accepted.code, where)))}：{accepted.reason}"


@dataclass(frozen=True)
class Comparison:
    """The differences between an old and a new report; false if there are none.

    Attributes:
        old: The old report: that of the year before, or the earlier version.
        new: The new one.
        head: Changes of body, contact, year, edition, title, publication, acceptances and printed words.
        figures: The cells that changed, in printed order; then those of the 信息处理费.
        uncompared: Filled cells that have no cell of the same meaning in the other edition of the form: those of the
            new report, then those of the old one. Empty if both have one edition.
        all_texts: What became of every paragraph, heading, picture and table, unchanged ones too, in the order of the
            new report.
    """

    old: AnyReport
    new: AnyReport
    head: tuple[HeadChange, ...]
    figures: tuple[FigureChange, ...]
    uncompared: tuple[FigureChange, ...]
    all_texts: tuple[TextChange, ...]

    def __bool__(self) -> bool:
        return bool(self.head or self.figures or self.uncompared or self.texts)

    @property
    def texts(self) -> tuple[TextChange, ...]:
        """The items of text that changed, moved or did both, or are new or gone."""
        return tuple(change for change in self.all_texts if change.change != "unchanged")

    def listed(self, *, everything: bool) -> tuple[TextChange, ...]:
        """The items of text to list: those that changed, or with `everything` all that a page shows."""
        shown = (one for one in self.all_texts if one.change != "unchanged" or one.kind != "part" or one.new_text)
        return tuple(shown) if everything else self.texts

    @property
    def names(self) -> Names:
        """The names of the reports: 上年 and 本年; 原报告 and 现报告 if both are of one year; else their years."""
        apart = self.new.year - self.old.year
        if apart == 1:
            return Names()
        return Names(f"{self.old.year}年", f"{self.new.year}年") if apart else Names("原报告", "现报告")

    @property
    def heads(self) -> tuple[str, str]:
        """The heads of two columns of figures: the years, or the names if both reports are of one year."""
        if self.new.year == self.old.year:
            return self.names.old, self.names.new
        return f"{self.old.year}年", f"{self.new.year}年"

    def figure(self, path: str) -> FigureChange:
        """One cell in both reports, changed or not.

        Args:
            path: Its field path in the new report.

        Raises:
            KeyError: If the form lacks a figure at that path, or the old report's form lacks one that means the same.
        """
        return figure_in(self.old, self.new, path)

    def sentence(self, path: str) -> str:
        """How a figure changed, as half a sentence (比上年增加12件，增长25.0%); blanks and growth from 0 in words.

        Raises:
            KeyError: As `figure` does.
        """
        return self.figure(path).sentence(self.names)

    def table(self, paths: Iterable[str] | Mapping[str, str]) -> PlainTable:
        """A year-on-year table of chosen figures, for the text of a report.

        Args:
            paths: Field paths in the new report; or a mapping of row names to field paths.

        Raises:
            KeyError: As `figure` does.
            ValueError: If no path is given.
            TypeError: If `paths` is one path.
        """
        form = type(self.new)
        several(paths, "paths")
        named = paths.items() if isinstance(paths, Mapping) else ((row_words(form, path), path) for path in paths)
        return year_on_year(((name, self.figure(path)) for name, path in named), self.heads, self.names)


def _known(subject: Reading | AnyReport, *, beside: Reading | AnyReport) -> AnyReport:
    """A report of ours, reduced to what its pages show if it is compared with a published file, which has no more."""
    report = report_of(subject)
    if reading_of(beside).origin == "ours" or reading_of(subject).origin == "published":
        return report
    return report.visible().replace(published=report.published if report_of(beside).published else None)


def compare(old: Reading | AnyReport, new: Reading | AnyReport) -> Comparison:
    """Compare two reports of any edition: two years of a body, or two versions of one report.

    Every difference is listed, and nothing else: the comparison is false exactly if the reports are equal. If one of
    them is the reading of a published file, only what the pages of the other show is compared. Figures are compared
    cell by cell, also between the editions of 2019 and 2021 where they mean the same (现行有效件数 never does). Text is
    compared paragraph by paragraph, and a paragraph that moved is distinguished from one that changed. A blank is never
    taken for 0.

    Limits: if two paragraphs changed places, it is a guess which of them moved. A paragraph that keeps few of its
    words, and is not the only one between its neighbours, counts as removed and added; so does every changed paragraph
    in a section of hundreds. Columns inserted into a table of the text change every cell after them.

    Args:
        old: The report of the year before, or the earlier version; or its reading.
        new: The later report, or its reading.

    Raises:
        TypeError: If `old` or `new` is neither a reading nor a report.

    >>> from gk_docs.form.y2021 import AnnualReport
    >>> years = [
    ...     AnnualReport.from_figures({"行政许可": 0, "行政处罚": count}, agency="甲镇人民政府", year=year)
    ...     for year, count in ((2023, 48), (2024, 60))
    ... ]
    >>> comparison = compare(*years)
    >>> [(change.words, change.old, change.new, change.difference, change.growth) for change in comparison.figures]
    [('表二 · 行政处罚 · 本年处理决定数量', 48, 60, Decimal('12'), Decimal('25.0'))]
    >>> comparison.sentence("active_disclosure.penalties"), comparison.sentence("active_disclosure.licences")
    ('比上年增加12件，增长25.0%', '与上年持平')
    >>> comparison.table({"行政处罚": "active_disclosure.penalties"}).rows[1]
    ('行政处罚', '件', '48', '60', '+12', '+25.0%')
    >>> bool(compare(years[0], years[0]))
    False
    """
    before, after = _known(old, beside=new), _known(new, beside=old)
    return Comparison(
        old=report_of(old),
        new=report_of(new),
        head=head_changes(before, after),
        figures=tuple(change for change in all_figures(before, after) if change.changed),
        uncompared=tuple(uncompared(before, after)),
        all_texts=text_changes(before, after),
    )
