"""The running texts of a report with their places, sentences and numbers, found once for all rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.identifiers import LONG_NUMBER
from gk_docs.chinese.numerals import TO_ASCII_DIGITS
from gk_docs.chinese.quantity import Mention, Quantity, find_numbers
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative
from gk_docs.form.places import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gk_docs.form.prose import Prose
    from gk_docs.form.report import Report

NOTE: Final = "注："
"""What a note under a table begins with; a note explains figures and makes no claims about them."""

_SENTENCE = re.compile(r"[^。！？\n]{1,1000}[。！？]*[”』」）]?")  # a longer one is read in pieces
_CLAUSE = re.compile(r"[^，,；;：:。！？\n]+")


class Stretch(NamedTuple):
    """A piece of a passage: its text, and its span in the passage's text."""

    text: str
    start: int
    end: int


@dataclass(eq=False)
class Passage:
    """One running text of a report; never changed, but not frozen, since that makes its creation six times slower.

    Attributes:
        path: Field path; spans of findings count characters of the field's text.
        text: The text.
        section: Field name of the section, or `preamble`.
        part: Name of the part, or None for one that the form does not know.
        words: The place in the form's own words, if they do not follow from the path.
        heading: Whether it is a heading.
        source: The text as printed, if `text` is a plain version of it; None if both are the same.
        offsets: For each character of a plain text, its place in the source.
    """

    path: str
    text: str
    section: str
    part: str | None = None
    words: str | None = None
    heading: bool = False
    source: str | None = None
    offsets: tuple[int, ...] = ()

    def printed(self, start: int, end: int) -> tuple[str, tuple[int, int]]:
        """The words [start, end) as printed, and their span in the text at `path`."""
        if self.source is None:
            return self.text[start:end], (start, end)
        span = self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.source[span[0] : span[1]], span

    @cached_property
    def sentences(self) -> tuple[Stretch, ...]:
        """Its sentences, each with its closing mark."""
        return tuple(Stretch(found[0], *found.span()) for found in _SENTENCE.finditer(self.text))

    @cached_property
    def clauses(self) -> tuple[Stretch, ...]:
        """Its clauses without the marks between them; 、 does not end a clause."""
        return tuple(Stretch(found[0], *found.span()) for found in _CLAUSE.finditer(self.text))

    @cached_property
    def numbers(self) -> tuple[Quantity | Mention, ...]:
        """Everything in it that contains a number: quantities, and mentions such as dates and document numbers."""
        return tuple(find_numbers(self.text))

    def numbers_in(self, start: int, end: int) -> tuple[Quantity | Mention, ...]:
        """Everything with a number that lies within [start, end)."""
        first, last = bisect_left(self.numbers, start, key=_start), bisect_right(self.numbers, end, key=_end)
        return self.numbers[first:last]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Those of its numbers that are quantities."""
        return tuple(found for found in self.numbers if isinstance(found, Quantity))

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """The quantities that lie within [start, end)."""
        first, last = bisect_left(self.quantities, start, key=_start), bisect_right(self.quantities, end, key=_end)
        return self.quantities[first:last]

    def in_note(self, position: int) -> bool:
        """Whether a character is in a note under a table."""
        return self.path.endswith(".after") and self.text.startswith(NOTE, self.text.rfind("\n", 0, position) + 1)

    def sentence_at(self, position: int) -> Stretch:
        """The sentence that contains a character; the whole text if none does."""
        at = bisect_right(self._starts, position) - 1
        if at >= 0 and position < self.sentences[at].end:
            return self.sentences[at]
        return Stretch(self.text, 0, len(self.text))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]


_start, _end = attrgetter("start"), attrgetter("end")


def sought(pattern: re.Pattern[str], text: str, begin: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Find every match of a pattern, trying it only where `begin` matches; that is much faster than everywhere.

    >>> [found[0] for found in sought(re.compile("(?<!无)发布信息[X○]+条"), "发布信息○○条，发言", re.compile("发"))]
    ['发布信息○○条']
    """
    at = 0
    while possible := begin.search(text, at):
        if found := pattern.match(text, possible.start()):
            yield found
        at = found.end() if found else possible.end()


@dataclass(frozen=True)
class Texts:
    """All running texts of a report in printed order, headings included."""

    passages: tuple[Passage, ...]

    @cached_property
    def bodies(self) -> tuple[Passage, ...]:
        """The passages that are not headings."""
        return tuple(passage for passage in self.passages if not passage.heading)

    @cached_property
    def whole(self) -> str:
        """All of the text, a line break between passages."""
        return "\n".join([passage.text for passage in self.passages])

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage that contains a character of the whole text, and the start of that passage in it."""
        place = bisect_right(self._begins, position) - 1
        return self.passages[place], self._begins[place]

    @cached_property
    def _begins(self) -> list[int]:
        return list(accumulate((len(passage.text) + 1 for passage in self.passages[:-1]), initial=0))

    def holding(self, hint: re.Pattern[str]) -> tuple[Passage, ...]:
        """The passages in which a pattern is found; it must not depend on where a text begins or ends.

        The whole text is searched first. A rule that looks for something rare first looks for a hint of it here, by a
        pattern that begins with plain characters, which is very fast.
        """
        if not hint.search(self.whole):
            return ()
        return tuple(passage for passage in self.passages if hint.search(passage.text))

    @cached_property
    def with_long_numbers(self) -> tuple[Passage, ...]:
        """The passages with a number of eleven digits or more, perhaps in groups."""
        return self.holding(LONG_NUMBER)

    @cached_property
    def preamble(self) -> Passage | None:
        """The text before section 一, or None."""
        return next((passage for passage in self.passages if passage.section == "preamble"), None)

    @cached_property
    def plain(self) -> Texts:
        """The same texts without quirks of typing: spaces beside Chinese, full-width digits, years in words.

        >>> Texts((Passage("a", "２０２３ 年 12 月，二〇二三年", "summary"),)).plain.passages[0].text
        '2023年12月，2023年'
        """
        return Texts(tuple(map(_plain, self.passages))) if _ODD.search(self.whole) else self


_ODD = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05 \t\u3000\xa0二](?:(?<!二)|[〇○零])")
_DROPPED = re.compile("(?:(?<=[^\x00-\x7f])|(?<=\n)|^)[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?=[^\x00-\x7f\n]|%|\n|$)")
_YEAR_IN_WORDS = re.compile("二[〇○零][一二三四五六七八九〇○零]{2}(?=年(?!十?[一二三四五六七八九十]月十?))")
_WIDE = {0xFF05: "%"} | {
    code: code - 0xFEE0
    for low, high in ((0x10, 0x19), (0x21, 0x3A), (0x41, 0x5A))
    for code in range(0xFF00 + low, 0xFF01 + high)
}


def _plain(passage: Passage) -> Passage:
    if not _ODD.search(passage.text):
        return passage
    text = _YEAR_IN_WORDS.sub(lambda year: year[0].translate(TO_ASCII_DIGITS), passage.text.translate(_WIDE))
    dropped = {at for found in _DROPPED.finditer(text) for at in range(*found.span())}
    if not dropped and text == passage.text:
        return passage
    offsets = tuple(at for at in range(len(text)) if at not in dropped)
    plain = "".join(text[at] for at in offsets) if dropped else text
    return replace(passage, text=plain, source=passage.text, offsets=offsets)


def texts_of(report: Report, sections: Collection[str] = ()) -> Texts:
    """The running texts of a report, or of the named sections only."""
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
