"""The running texts of a report: where each stands, its sentences and its numbers, found once for all rules."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.chinese.find import find_numbers
from gk_docs.chinese.quantity import Mention, Quantity
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.places import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gk_docs.form.prose import Prose
    from gk_docs.form.report import Report

_SENTENCE = re.compile(r"[^。！？\n]{1,1000}[。！？]*[”』」）]?")  # a longer one is read in pieces
_DENIAL = re.compile("未|没|无|零|不存在")
_LONG_NUMBER = re.compile("[0-9０-９](?:[ \u3000－-]?[0-9０-９]){10}")
_CLAUSE = re.compile(r"[^，,；;：:。！？\n]+")


class Stretch(NamedTuple):
    """A piece of a passage: its words and where they stand in the passage's text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """One running text of a report.

    Attributes:
        path: Field path; spans of findings count characters of the text there.
        text: The text.
        section: Field name of the section, or `preamble`.
        part: Name of the part, or None for one that the form does not know.
        words: The place in the form's own words, where the path alone does not give them.
        heading: Whether it is a heading.
    """

    path: str
    text: str
    section: str
    part: str | None = None
    words: str | None = None
    heading: bool = False

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Its sentences, each with the mark that ends it."""
        return tuple(Stretch(found[0], *found.span()) for found in _SENTENCE.finditer(self.text))

    @cached_property
    def clauses(self) -> tuple[Stretch, ...]:
        """Its clauses without the marks between them; 、 parts none."""
        return tuple(Stretch(found[0], *found.span()) for found in _CLAUSE.finditer(self.text))

    @cached_property
    def numbers(self) -> tuple[Quantity | Mention, ...]:
        """Everything in it that holds a number."""
        return tuple(find_numbers(self.text))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers that are quantities."""
        return tuple(found for found in self.numbers if isinstance(found, Quantity))

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that stand within [start, end)."""
        first, last = bisect_left(self.quantities, start, key=_start), bisect_right(self.quantities, end, key=_end)
        return self.quantities[first:last]

    @cached_property
    def denials(self) -> tuple[int, ...]:
        """Where 未, 没, 无, 零 and 不存在 stand."""
        return tuple(found.start() for found in _DENIAL.finditer(self.text))

    def sentence_at(self, position: int) -> Stretch:
        """The sentence that holds a character; the whole text where none does."""
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and position < self.sentences[at].end:
            return self.sentences[at]
        return Stretch(self.text, 0, len(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]


_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True)
class Texts:
    """All running texts of a report in printed order, headings included."""

    passages: tuple[Passage, ...]

    @cached_property
    def bodies(self) -> tuple[Passage, ...]:
        """The passages that are no headings."""
        return tuple(passage for passage in self.passages if not passage.heading)

    @cached_property
    def with_long_numbers(self) -> tuple[Passage, ...]:
        """The passages that hold a number of eleven digits or more, perhaps in groups."""
        return tuple(passage for passage in self.passages if _LONG_NUMBER.search(passage.text))

    @cached_property
    def preamble(self) -> Passage | None:
        """The text before section 一, or None."""
        return next((passage for passage in self.passages if passage.section == "preamble"), None)


def texts_of(report: Report, sections: Collection[str] = ()) -> Texts:
    """The running texts of a report; of some sections alone where these are named."""
    return Texts(tuple(passage for passage in _passages(report, sections) if passage.text.strip()))


def _passages(report: Report, wanted: Collection[str]) -> Iterator[Passage]:
    if report.preamble is not None and not wanted:
        yield Passage("preamble", report.preamble.text, "preamble")
    for section in outline_of(type(report)).sections:
        if wanted and section.name not in wanted:
            continue
        value = getattr(report, section.name)
        if isinstance(value, Narrative):
            yield from _of_parts(value, section.name, section.title)
        else:
            for name in ("before", "after"):
                prose: Prose = getattr(value, name)
                yield Passage(f"{section.name}.{name}", prose.text, section.name)


def _of_parts(narrative: Narrative, section: str, title: str) -> Iterator[Passage]:
    seen: set[str] = set()
    for number, part in enumerate(narrative.parts):
        words = f"{title}{SEPARATOR}{part.heading}" if part.heading else title
        at = f"{section}.parts.{number}"
        if part.heading:
            yield Passage(f"{at}.heading", part.heading, section, part.name, words, heading=True)
        named = part.name if part.name and part.name not in seen else None
        seen.add(part.name or "")
        path = f"{section}.{named}" if named else f"{at}.body"
        yield Passage(path, part.body.text, section, part.name, None if named else words)
