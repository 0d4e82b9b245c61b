"""Adapt last year's text to this year's file: years move on, figures become names, other numbers are marked.

A number becomes the name of a figure (`{{ 行政许可 }}`) if the checks take it for that figure and it agrees with last
year's tables. Any other number, and a date, keeps its value and gets a mark (`412条【待核】`). A year becomes the next
one: last year's, the one before (较2022年) and the one after (2024年将). A picture, which showed last year, is replaced
by a mark. Nothing else changes. GK208 reports marks that are left in.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.authored.scope import name_of
from gk_docs.authored.sections import key_for
from gk_docs.authored.words import LEAD, TO_CHECK, escaped
from gk_docs.checks.case import Case
from gk_docs.checks.claims.wording import UNITS
from gk_docs.chinese.quantity import Mention, Quantity
from gk_docs.form.across import counterparts
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose, TextBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.editions import AnyReport
    from gk_docs.form.reading import Reading

_YEAR = re.compile("(?<![0-9０-９])[12１２][0-9０-９]{3}(?![0-9０-９])")
_DATED = re.compile(_YEAR.pattern + "(?=\\s?[年度./至到~～—–-])")
_WHOLE_YEAR = re.compile("(?:[0-9０-９]{4}年?度?|0?1月0?1日|12月31日|1月?[-—–~～至到]12月)*")
_DIGIT = re.compile("[0-9０-９]")
_COUNTED = UNITS | {*"人场期篇成倍"}  # not counted: 长三角, 四方面
_TURNS_OF_PHRASE = ("方面", "季度", "环节", "层面")
_PICTURE = "【待核：上年这里是图片{caption}，请换成本年的】"


class Rewriting(NamedTuple):
    """Authored text that replaces a stretch of a passage; an empty stretch only inserts it."""

    start: int
    end: int
    text: str


def moved_on(last: Reading, form: type[AnyReport]) -> dict[str, dict[str, Prose]]:
    """Last year's text, adapted for a report of `form` one year later, as `LastYear.texts` has it.

    A preamble that gk-docs wrote is left out, as is the sentence of a part that is written from figures.
    """
    moving = _Moving(Case.of(last), form)
    report = last.report
    found: dict[str, dict[str, Prose]] = {}
    if report.preamble and report.preamble != type(report)(agency=report.agency, year=report.year).preamble:
        found["preamble"] = {"": moving.prose(report.preamble, "preamble")}
    for section in outline_of(type(report)).sections:
        value = getattr(report, section.name)
        if isinstance(value, Narrative):
            found[section.name] = _parts(moving, value.without_sentences(report.year, value), section.name)
            continue
        for name in ("before", "after"):
            if prose := getattr(value, name):
                found[f"{section.name}.{name}"] = {"": moving.prose(prose, f"{section.name}.{name}")}
    return found


def _parts(moving: _Moving, narrative: Narrative, section: str) -> dict[str, Prose]:
    """The text of each part by its key; a part that cannot have a key of its own is added to the part before it."""
    model = outline_of(moving.form).section(section).kind
    found: dict[str, Prose] = {}
    parts = model.named_parts().values() if issubclass(model, Narrative) else ()
    told = {part.title for part in parts if part.written_from}
    key = LEAD
    for number, part in enumerate(narrative.parts):
        path = f"{section}.parts.{number}"
        at = f"{path}.body" if f"{path}.body" in moving.passages else f"{section}.{part.name}"
        heading = moving.text(part.heading or "", f"{path}.heading")
        own = key_for(model, part.replace(heading=heading or None)) if issubclass(model, Narrative) else None
        if own and own not in found:
            key, heading = own, ""
        body = moving.prose(part.body, at)
        if key in told:  # what last year's figures said in words need not hold this year
            body = Prose([_to_check(block) for block in body])
        before = found.get(key, Prose())
        found[key] = Prose([*before, *([Paragraph(text=heading)] if heading else []), *body])
    return {key: text for key, text in found.items() if text}


def _to_check(block: TextBlock) -> TextBlock:
    """Add 【待核】 to the end of a paragraph that has no such mark yet; other blocks stay as they are."""
    if not isinstance(block, Paragraph) or TO_CHECK in block.text:
        return block
    return Paragraph(text=f"{block.text}{TO_CHECK}")


@dataclass(frozen=True)
class _Moving:
    """Adapts the passages of one report to the next year.

    Attributes:
        case: Last year's report.
        form: The form of this year.
    """

    case: Case
    form: type[AnyReport]

    @cached_property
    def passages(self) -> dict[str, Passage]:
        """The passages of running text, by path."""
        return {passage.path: passage for passage in self.case.printed_texts.passages}

    @cached_property
    def names(self) -> dict[str, dict[tuple[int, int], str]]:
        """For each passage, by path, the names of the figures that its numbers state, by span of the number."""
        same = {last: path for path, last in counterparts(self.form, type(self.case.report)).items()}
        found: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
        for claim in self.case.claims.numbers:
            for path in (group[0] for group in claim.readings if len(group) == 1 and group[0] in same):
                if self._is(claim.quantity, path):
                    found[claim.passage.path].setdefault(
                        claim.passage.printed(*claim.span)[1], name_of(self.form, same[path])
                    )
        return found

    def _is(self, quantity: Quantity, path: str) -> bool:
        """Whether a number is exactly the figure at `path`, for money also in the unit of the figure."""
        unit = outline_of(type(self.case.report)).figures[path].unit
        in_its_unit = quantity.kind != "money" or quantity.unit == unit
        return not quantity.approximate and in_its_unit and self.case.values[path] == quantity.value

    def prose(self, prose: Prose, path: str) -> Prose:
        """Adapt a text; its numbers become names or get marks, its years move on."""
        edits, at, blocks = self._edits(path), 0, []
        for block in prose:
            end = at + len(block.text)
            inside = [Rewriting(edit.start - at, edit.end - at, edit.text) for edit in edits if at <= edit.start <= end]
            blocks.append(_edited(block, inside))
            at = end + 1
        return Prose(blocks)

    def text(self, text: str, path: str) -> str:
        """Adapt a heading."""
        return _applied(text, self._edits(path))

    def _edits(self, path: str) -> list[Rewriting]:
        passage = self.passages.get(path)
        if passage is None:
            return []
        edits = [*(self._contact(passage) if path == "preamble" else self._numbers(passage)), *self._years(passage)]
        return sorted(edits)

    def _contact(self, passage: Passage) -> Iterator[Rewriting]:
        """Replace contact details in the preamble by their names, so that they are typed in one place only."""
        for name, value in self.case.report.agency.contact:
            if value and (at := passage.text.find(value)) >= 0 and not _behind_brace(passage.text, at):
                yield Rewriting(at, at + len(value), f"{{{{ {name_of(self.form, f'agency.contact.{name}')} }}}}")

    def _numbers(self, passage: Passage) -> Iterator[Rewriting]:
        names = self.names.get(passage.path, {})
        for number in passage.numbers:
            name = names.get((number.start, number.end))
            if name and isinstance(number, Quantity) and not _behind_brace(passage.text, number.start):
                unit = number.unit if number.unit and number.text.endswith(number.unit) else ""
                words = "" if _DIGIT.search(number.text) else " | 中文数字"
                yield Rewriting(number.start, number.end - len(unit), f"{{{{ {name}{words} }}}}")
            elif self._may_be_old(number, passage.text):
                end = _behind_title(passage.text, number.start, number.end)
                yield Rewriting(end, end, TO_CHECK)

    def _may_be_old(self, number: Quantity | Mention, text: str) -> bool:
        """Whether a number that states no figure may be out of date, so that somebody must look at it."""
        if isinstance(number, Quantity):
            if _DIGIT.search(number.text):
                return number.kind != "duration" or text[number.end : number.end + 1] != "内"
            counted = number.kind == "percent" or (number.unit or "")[:1] in _COUNTED
            return counted and not text.startswith(_TURNS_OF_PHRASE, number.end)
        year = self.case.report.year
        years = {int(found) for found in _YEAR.findall(number.text)}
        if number.kind == "date":
            near = not years or not years.isdisjoint((year - 1, year, year + 1))
            return near and (year - 1 in years or not _WHOLE_YEAR.fullmatch("".join(number.text.split())))
        if number.kind == "document":
            return year in years
        return number.kind == "ordinal" and bool(_DIGIT.search(number.text))

    def _years(self, passage: Passage) -> Iterator[Rewriting]:
        year = self.case.report.year
        documents = [number for number in passage.numbers if getattr(number, "kind", "") == "document"]
        for match in _DATED.finditer(passage.text):
            in_document = any(one.start <= match.start() < one.end for one in documents)
            if abs(int(match[0]) - year) <= 1 and not in_document:
                yield Rewriting(*match.span(), str(int(match[0]) + 1))


def _behind_brace(text: str, at: int) -> bool:
    """Whether there is a brace just before `at`, which would be read as part of an expression inserted there."""
    return text[:at].endswith("{")


def _behind_title(text: str, start: int, end: int) -> int:
    """The offset for the mark of a number: after the number, or after the title 《…》 that the number is in."""
    opened, closing = text.rfind("《", 0, start), text.find("》", end)
    return closing + 1 if opened >= 0 and closing >= 0 and "》" not in text[opened:end] else end


def _edited(block: TextBlock, edits: list[Rewriting]) -> Paragraph | Heading | PlainTable:
    if isinstance(block, Picture):
        return Paragraph(text=_PICTURE.format(caption=f"“{escaped(block.caption)}”" if block.caption else ""))
    if not isinstance(block, PlainTable):
        return block.replace(text=_applied(block.text, edits))
    rows, at = [], 0
    for row in block.rows:
        cells = []
        for cell in row:
            inside = [Rewriting(edit.start - at, edit.end - at, edit.text) for edit in edits if at <= edit.start]
            cells.append(_applied(cell, [edit for edit in inside if edit.end <= len(cell)]))
            at += len(cell) + 1
        rows.append(tuple(cells))
    moved = block.replace(rows=tuple(rows), chart=False)  # marks may leave a chart no numbers
    return moved.drawn() if block.chart else moved


def _applied(text: str, edits: list[Rewriting]) -> str:
    """Apply edits, in order, to a text; the rest is escaped, so that nothing in it is evaluated."""
    pieces, at = [], 0
    for edit in edits:
        if at <= edit.start and edit.end <= len(text):
            pieces += [escaped(text[at : edit.start]), edit.text]
            at = edit.end
    return "".join([*pieces, escaped(text[at:])])
