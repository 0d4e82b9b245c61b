"""Fit the pages of a published file, of any format, to the form."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.errors import UnreadableFile
from gk_docs.files import limits
from gk_docs.files.tables import UnrolledTable
from gk_docs.finding import Severity
from gk_docs.form.editions import FORMS, AnyReport, form_of, in_force
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.labels import spellings
from gk_docs.form.messages import validated
from gk_docs.form.notes import Note, not_read, short
from gk_docs.form.outline import figures_under, outline_of
from gk_docs.form.reading import Reading
from gk_docs.published.matching.arranging.blocks import arranged
from gk_docs.published.matching.assembly import assembled
from gk_docs.published.matching.lexing.vocabulary import letters_before_unit, letters_of, meanings_of
from gk_docs.published.matching.placing.placing import Figures, placed
from gk_docs.published.matching.printed import DISCLOSURE
from gk_docs.published.matching.refusing import Document, refuse_other_documents
from gk_docs.published.matching.sections import Text, chapters, figures_alone, gathered, is_of_figures
from gk_docs.published.matching.tables.detection import with_streams
from gk_docs.published.matching.tables.rows import RowsFound, rows_of
from gk_docs.published.matching.text.boilerplate import footer_of
from gk_docs.published.matching.text.cues import cue
from gk_docs.published.matching.text.head import Head, head_of
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.matching.text.titles import titles_in
from gk_docs.published.pages import Image, Line, Pages, texts_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gk_docs.form.model import Model
    from gk_docs.published.matching.sections import Chapter, Gathered

_ANY_YEAR = re.compile(r"(20\d\d)\s*年")
_FIGURES = re.compile(r"\d+(?:[ \t]+\d+){3}")
_OPENING = 8  # lines of the first section that may name body and year
_MOST_CELLS = 200_000
_MOST_LINES = 12_000
_MOST_CHARACTERS = 1_500_000
_TABLE_2_COUNTS = 3  # a label of table 2 says more about the edition than one of the others


def matched(pages: Pages, name: str | None) -> Reading:
    """Fit pages to the form.

    Args:
        pages: The file.
        name: The file's name, which may give the year and the body if its text does not; None if it has none.

    Raises:
        UnreadableFile: If it has more lines or cells than any report has.
        NotAnAnnualReport: If nothing in it is an annual report.
        InvalidReport: If it reports on a year before the first form.
    """
    _refuse_what_is_too_long(pages)
    blocks, laid_out = arranged(with_streams(pages.blocks, lambda line: title_of(line) is not None))
    before, sections = chapters(blocks)
    below = footer_of(sections[-1].blocks) if sections else []
    found_text = gathered(before, sections, is_titled=bool(titles_in(before)))
    found = rows_of(found_text.runs)
    head = head_of(found_text.head, _opening(sections), pages.metadata, name)
    is_named = bool(head.agency or head.year)
    notes = [*laid_out, *head.notes, *_settle_year(head, pages, found), *_other_reports(head, sections)]
    form = edition_of(found, head.year)
    figures = placed(found, form, found_text.rest or figures_alone(below))
    if figures.took_rest and not found_text.rest:
        below = [line for line in below if not is_of_figures(line)]
    elif figures.took_rest:
        found_text.take_rest()
    refuse_other_documents(pages, Document(head, sections, found_text, found, figures, is_named=is_named))
    notes += [*_notes(form, found, found_text, figures), *figures.notes, *not_read([*pages.aside, *head.aside, *below])]
    if lost := sum(isinstance(block, Image) and block.is_lost for block in pages.blocks):
        notes.append(Note("GK103", "", f"有{lost}张图片不是 PNG 或 JPEG，或已损坏，没有读入"))
    if not head.agency:
        notes.append(Note("GK103", "agency", "文件中没有找到机关名称，请补上"))
    report = validated(form, assembled(form, head, found_text, figures, sections))
    findings = tuple(dict.fromkeys(note.finding(form) for note in notes))
    titles = tuple(section.name for section in sections)
    return Reading(report, findings, "published", replace(pages.facts, name=name), sections=titles)


def _other_reports(head: Head, sections: Sequence[Chapter]) -> Iterator[Note]:
    """Note a title of another body or year after which sections begin again: two reports in one file."""
    for section in sections:
        for title in titles_in(section.blocks):
            below = (block.text for block in section.blocks[title.end :] if isinstance(block, Line))
            year, body = title.year or head.year, title.agency or head.agency
            is_other = year != head.year or not (body in head.agency or head.agency in body)
            if is_other and any(map(title_of, below)):
                text = "".join(title.lines)
                yield Note(
                    "GK103", "", f"文件里还有另一份报告：“{short(text)}”，文字和数据可能混在一起，请分成两个文件", text
                )


def _opening(sections: Sequence[Chapter]) -> str:
    """The first lines of the first section, where a report without a preamble may name its body and year."""
    first = sections[0].blocks[:_OPENING] if sections else []
    return "\n".join(texts_in(first))


def _refuse_what_is_too_long(pages: Pages) -> None:
    tables = [block for block in pages.blocks if isinstance(block, UnrolledTable)]
    cells = sum(len(row) for table in tables for row in table.rows)
    lines = [*texts_in(pages.blocks)]
    too_much = len(pages.blocks) > limits.BLOCKS or sum(map(len, lines)) > _MOST_CHARACTERS
    if too_much or cells > _MOST_CELLS or len(lines) > _MOST_LINES:
        raise UnreadableFile("内容过长，不是一份年度报告", found=f"{len(lines)}行，{cells}格")


def _settle_year(head: Head, pages: Pages, found: RowsFound) -> Iterator[Note]:
    """Set the year if neither title nor preamble gives it, and note where it and the body come from."""
    for what in head.from_name:
        yield Note(
            "GK103", "year" if what == "年度" else "agency", f"{what}只见于文件名，请核对", severity=Severity.INFO
        )
    if head.year is None:
        years = Counter(int(year) for line in texts_in(pages.blocks) for year in _ANY_YEAR.findall(line))
        likely = [year for year, _ in years.most_common(1) if year >= FIRST_YEAR]
        form = edition_of(found, None)
        head.year = likely[0] if likely else form.form.first_year
        broken = next((match[0] for line in texts_in(pages.blocks) if (match := cue("broken year").search(line))), "")
        what = f"年度缺字（“{broken}”）" if broken else "文件中没有写明年度"
        yield Note("GK103", "year", f"{what}，暂按{head.year}年，请核对", found=str(head.year))


def edition_of(found: RowsFound, year: int | None) -> type[AnyReport]:
    """The form that has most of the labels in the tables, apart from labels that all forms have.

    If several have as many, it is the one of which the file has every label, since another form may have
    these labels and more; else the form of the year, or the one in force.
    """
    exact = {meaning[:3] for label, meaning in found.labels if label.exact}
    scores = {edition: sum(map(_weight, exact & own)) for edition, own in _labels().items()}
    best = [edition for edition in FORMS if scores[edition] == max(scores.values())]
    whole = [edition for edition in best if all(name in exact for name in _labels()[edition] if name[0] != "group")]
    default = (form_of(year) if year else in_force()).edition_name()
    if whole and default not in whole:
        return FORMS[whole[-1]]
    return FORMS[default if default in best else min(best, key=lambda edition: len(_labels()[edition]))]


def _weight(name: tuple[str, str, str]) -> int:
    return _TABLE_2_COUNTS if name[1] == DISCLOSURE else 1


@cache
def _labels() -> Mapping[str, frozenset[tuple[str, str, str]]]:
    """The labels of each edition, apart from those that every edition has."""
    labels = {edition: frozenset(meaning[:3] for meaning in meanings_of(form)) for edition, form in FORMS.items()}
    shared = frozenset.intersection(*labels.values())
    return {edition: own - shared for edition, own in labels.items()}


def _notes(form: type[Model], found: RowsFound, text: Gathered, figures: Figures) -> Iterator[Note]:
    for section in outline_of(form).sections:
        if section.grid:
            yield from _missing(form, section.name, text, figures)
    yield from _changed_labels(form, found)


def _missing(form: type[Model], name: str, text: Gathered, figures: Figures) -> Iterator[Note]:
    paths = figures_under(form, name)
    missing = [path for path in paths if path not in figures.values]
    if len(missing) == len(paths):
        yield Note("GK104", name, f"没有找到这一部分的表格{_why_missing(name, text)}")
    elif missing:
        message = f"表格不全：应有{len(paths)}格，有{len(missing)}格在文件中没有找到，从这一格起"
        yield Note("GK104", missing[0], message)


def _why_missing(name: str, text: Gathered) -> str:
    found = text.texts.get(name, Text())
    if any(isinstance(block, Line) and _FIGURES.search(block.text) for block in [*found.before, *found.after]):
        return "：有成行的数字，但没有框线，不能确定各在哪一格，作为文字读入"
    if name in text.sheets:
        return "：这里嵌着一个工作表（对象），请在 Word 里双击打开，把表格复制出来，粘贴成 Word 表格"
    return "，可能是图片" if text.images else ""


def _changed_labels(form: type[Model], found: RowsFound) -> Iterator[Note]:
    """Note labels that the form prints differently, each once."""
    own = _own_labels(form)
    seen: set[tuple[str, str]] = set()
    for label, meaning in found.labels:
        text, keys = own.get(meaning[:3], ("", frozenset()))
        if not text or (label.text, text) in seen or {letters_of(label.text), letters_before_unit(label.text)} & keys:
            continue
        seen.add((label.text, text))
        if meaning.kind == "group" and letters_of(label.text) in letters_of(text):
            continue  # cut by the end of a page
        path = meaning.name if meaning.kind == "row" and "." in meaning.name else meaning.table
        yield Note("GK105", path, f"表中写的是“{short(label.text)}”，格式为“{text}”", short(label.text), text)


@cache
def _own_labels(form: type[Model]) -> dict[tuple[str, str, str], tuple[str, frozenset[str]]]:
    """By meaning, every label as the form prints it, with the keys of its spellings."""
    return {
        meaning[:3]: (meaning.text, frozenset(map(letters_of, spellings(meaning.text))))
        for meaning in meanings_of(form)
    }
