"""Make paragraphs of printed lines again: those of a PDF, and those that a program took from the pages of one.

A line goes on in the next if it is full, since the first piece of the next had no room on it, and if the next begins
nothing new: no list mark, title or row, and no indent. Most lines of a text on pages are full or end a sentence; in a
text that a person typed, with a paragraph on each line, hardly any two are of one width, so that it stays as it is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.lists import parse_number
from gk_docs.published.matching.lexing.tokens import is_row
from gk_docs.published.matching.tables.segmentation import is_page_number
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.published.pages import Block

_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
_GAP = re.compile(rf"(?<={_WIDE})[ \xa0]+|[ \xa0]+(?={_WIDE})")
_BESIDE_FIGURES = re.compile(rf"(?<={_WIDE})[ \xa0]+(?=[!-~])|(?<=[!-~])[ \xa0]+(?={_WIDE})")
# What a line cannot be broken in: a word or number, with the signs before and after it that stay with it.
_PIECE = re.compile(
    r"[（(《“‘【〔\[]*(?:(?:[!-'*-Z\\^-~]+[，。、；：！？）)》”’】〕\]…]*)+|.[，。、；：！？）)》”’】〕\]…]*)",
    re.DOTALL,
)
_CHANGE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|[A-Z]")
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,6}：")
_ENDED = re.compile(r"[。！？；：!?;:][”’）)》]*$")
_CELLS = re.compile(r"\d(?:[ \t]+\d+){3}|[\u4e00-\u9fff] {2,}[\u4e00-\u9fff].*?[\u4e00-\u9fff] {2,}[\u4e00-\u9fff]")
_OF_A_LAW = re.compile("[项款条目]")  # 第二十条第 / （五）项
# In widths of a character:
_INDENT = 0.8
_SHORT = 2.5  # an unfinished sentence goes on if its line is so much shorter at most, since programs spread characters
_HIDDEN = 1.5  # so much shorter at least is every first line where the text does not show indents
_SEAM, _CAPITAL = 0.25, 0.2  # so much wider is a text for each change of script, and for each capital
_OTHER_SIZE = 1.0  # points
_LONGEST = 80  # characters of a printed line
_TEXT = 2  # halves: the width of a character in a text
_NARROWEST, _SPREAD, _BEYOND = 30, 8, 8  # halves
_FEWEST, _MOST_ARE_FULL, _MOST_ARE_BROKEN, _FEW = 5, 0.3, 0.5, 0.1
_FEWEST_FINISHED, _MOST_ARE_FINISHED = 2, 0.6
_HEAD = 3  # lines at the beginning of a text
_MOST_AROUND = 3  # lines above or below a page, beside its number, that a browser prints
_SOME_PAGES = 0.4  # a line at the edge of so many of the pages is a running line
_COUNTED = re.compile(r"\s|^\d+(?=/\d+$)")  # spaces, and the 3 of a page number 3/12


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line: its text, and its left end, its right end and the size of its type, all in one unit."""

    text: str
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class PageColumn:
    """The column of a text: where its lines begin and end.

    Attributes:
        left: Where the lines begin that begin no paragraph.
        right: Where a full line ends.
        first: Where the longest first line of a paragraph ends, in a text that lost its indents; else 0.
        blank: The number of blank lines between the lines of a paragraph.
        blur: How far the ends may be wrong, in widths of a character.
    """

    left: float
    right: float
    first: float = 0
    blank: int = 0
    blur: float = 1

    def goes_on(self, before: PrintedLine, line: PrintedLine, blank: int = 0) -> bool:
        """Whether a line continues the paragraph of the line before it, which has so many blank lines below it."""
        if line.left > self.left + _INDENT * line.size or abs(before.size - line.size) > _OTHER_SIZE:
            return False
        ended = _ENDED.search(before.text) is not None
        piece = _PIECE.match(line.text)
        needed = _halves_of(piece[0]) * line.size / _TEXT if piece else 0
        if self.right - before.right > max(needed, (1 if ended else _SHORT) * self.blur * before.size):
            return False
        if ended and (blank > self.blank or parse_number(line.text) or not self._is_rest(line)):
            return False
        if title_of(line.text) or title_of(before.text) or _are_items(before.text, line.text):
            return False
        if _CELLS.search(before.text) or _CELLS.search(line.text):
            return False
        is_cells = " " in line.text and not _ENDED.search(line.text)
        return not (is_row(line.text) and (is_cells or is_row(before.text)))

    def begun(self, line: PrintedLine) -> PrintedLine:
        """The first line of a paragraph, moved to where it ends with its indent, if the text lost that."""
        return replace(line, right=line.right + self.right - self.first) if self.first else line

    def _is_rest(self, line: PrintedLine) -> bool:
        """Whether a line below a full one that ends a sentence may be the rest of its paragraph."""
        is_full = line.right > self.right - _SHORT * self.blur * line.size
        return line.right > self.first if is_full else _ENDED.search(line.text) is not None


def goes_over(before: str, line: str) -> bool:
    """Whether a line at the top of a page continues the paragraph at the bottom of the page before."""
    cut = _halves_of(before) > _NARROWEST and not _ENDED.search(before) and "|" not in before + line
    return cut and not (parse_number(line) or title_of(line) or title_of(before) or is_row(before))


def joined(before: str, after: str) -> str:
    """Two lines of a paragraph as one, with a space only between words of Latin letters."""
    before, after = without_gaps(before.rstrip()), without_gaps(after.strip())
    words = before[-1:].isascii() and after[:1].isascii() and before[-1:].isalnum() and after[:1].isalpha()
    return f"{before} {after}" if words else f"{before}{after}"


def without_gaps(text: str) -> str:
    """A text without the spaces that programs put beside Chinese characters: 2023 年."""
    return _GAP.sub("", text)


def _are_items(before: str, line: str) -> bool:
    """Whether two lines are items of a list, one after the other, or the second begins one and is no part of a law."""
    if _FIELD.match(before) and _FIELD.match(line):
        return True
    mark, last = parse_number(line), parse_number(before)
    if mark is None or _OF_A_LAW.match(mark.rest):
        return False
    return mark.number == 1 or bool(last and last.level == mark.level and mark.number == last.number + 1)


def paragraphs_of(lines: Sequence[str]) -> list[str]:
    """The lines of a text without page numbers, those of a paragraph joined if the width of a page broke it."""
    lines = _without_page_lines(lines)
    printed = [_printed(line) if line.strip() else None for line in lines]
    column = _column_of(printed)
    return [*_paragraphs(lines, printed, column)] if column else lines


def _paragraphs(lines: Iterable[str], ends: Iterable[PrintedLine | None], column: PageColumn) -> Iterator[str]:
    text, before = "", None
    blank: list[str] = []
    for line, printed in zip(lines, ends, strict=True):
        if printed is None:
            blank.append(line)
            continue
        if before and column.goes_on(before, printed, len(blank)):
            text, before = joined(text, line), printed
        else:
            if before:
                yield _closed(text)
            yield from blank
            text, before = line, column.begun(printed)
        blank = []
    if before:
        yield _closed(text)
    yield from blank


def whole(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks of a page or a Word file, lines joined that a program left as it found them on the pages of a PDF."""
    lines = [block.text if isinstance(block, Line) and not block.level else "" for block in blocks]
    cut = sum(_NARROWEST / _TEXT <= len(line) < _LONGEST and not _ENDED.search(line) for line in lines)
    printed = [_printed(line) if line.strip() else None for line in lines] if cut >= _FEWEST else []
    column = _column_of(printed)
    if not column:
        return blocks
    found: list[Block] = []
    before: PrintedLine | None = None
    for block, line in zip(blocks, printed, strict=True):
        if line and before and column.goes_on(before, line):
            found[-1], before = Line(joined(getattr(found[-1], "text", ""), line.text)), line
        elif not (line and is_page_number(line.text)):
            found.append(block)
            before = line and column.begun(line)
    return found


def _closed(text: str) -> str:
    """A line as it is, since its gaps may part cells; a sentence without them."""
    return without_gaps(text) if _ENDED.search(text) else text


def _printed(line: str) -> PrintedLine:
    bare = line.strip()
    left = _halves_of(line[: len(line) - len(line.lstrip())])
    text = _BESIDE_FIGURES.sub("", bare)  # a gap between Chinese characters counts: the line was spread to its end
    wider = sum(_TEXT * (_CAPITAL if found[0] else _SEAM) for found in _CHANGE.finditer(text))
    return PrintedLine(bare, left, left + _halves_of(text) + wider, _TEXT)


def _halves_of(text: str) -> int:
    """The width of a text in halves of a character, of which GBK has one to a byte: quicker than Unicode's tables."""
    return len(text.encode("gbk", "replace"))


def _column_of(lines: Iterable[PrintedLine | None]) -> PageColumn | None:
    """The column of a text whose lines, None for a blank one, the width of a page broke; None for any other text."""
    printed = [(place, line) for place, line in enumerate(lines) if line]
    printed = [(place, line) for place, line in printed if _span(line) < _NARROWEST or not _is_cells(line.text)]
    spans = sorted(_span(line) for _, line in printed)
    wide = _usual([_span(line) for _, line in printed if not _ENDED.search(line.text)])
    full, long, beyond = (sum(span > least for span in spans) for least in (wide - _SPREAD, wide / 2, wide + _BEYOND))
    broken = [(start, end, after) for (start, line), (end, after) in pairwise(printed) if _is_broken(line, after, wide)]
    if len(broken) < max(_FEWEST, _MOST_ARE_BROKEN * full) or full < _MOST_ARE_FULL * long or beyond > _FEW * full:
        return None
    begun = {start for start, *_ in broken}
    finished = [bool(_ENDED.search(after.text)) for _, end, after in broken if end not in begun]
    if sum(finished) < max(_FEWEST_FINISHED, _MOST_ARE_FINISHED * len(finished)):
        return None  # a list of things of one length
    about = [span for span in spans if wide - _SPREAD < span <= wide]
    right = about[len(about) * 4 // 5]
    left, _ = Counter(after.left for *_, after in broken).most_common(1)[0]
    apart, _ = Counter(end - start for start, end, _ in broken).most_common(1)[0]
    return PageColumn(left, left + right, _longest_first([line for _, line in printed], left, right), apart - 1, blur=2)


def _usual(spans: Iterable[float]) -> int:
    """The span that most lines are about as long as; 0 if no line is long."""
    counts = Counter(int(span) for span in spans if span >= _NARROWEST)
    near = {span: sum(counts[span - less] for less in range(_SPREAD)) for span in counts}
    return max(near, key=lambda span: (near[span], span), default=0)


def _span(line: PrintedLine) -> float:
    return line.right - line.left


def _is_cells(text: str) -> bool:
    return "|" in text or "\t" in text or is_row(text)


def _is_broken(line: PrintedLine, after: PrintedLine, wide: int) -> bool:
    """Whether a line is about so wide and does not end a sentence, and no item or title follows it."""
    is_full = wide - _SPREAD < _span(line) <= wide + _BEYOND
    return is_full and not (_ENDED.search(line.text) or parse_number(after.text) or title_of(after.text))


def _longest_first(lines: Iterable[PrintedLine], left: float, wide: float) -> float:
    """Where the longest first line of a paragraph ends; 0 if the text shows indents, or has none."""
    begun = [
        line
        for before, line in pairwise(lines)
        if before.right - left < wide - _SPREAD and not _ENDED.search(line.text) and line.right - left > wide - _SPREAD
    ]
    longest = max((line.right for line in begun), default=0)
    shown = any(line.left > left for line in begun)
    return 0 if shown or len(begun) < _FEWEST or longest > left + wide - _HIDDEN * _TEXT else longest


def _may_run(line: str) -> bool:
    """Whether a line may be above or below every page: it is no sentence, no item of a list and no row."""
    return not (_ENDED.search(line) or parse_number(line) or is_row(line))


def _without_page_lines(lines: Sequence[str]) -> list[str]:
    """The lines without page numbers and without what a browser prints beside each of them (a title, an address)."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    head = {*written[:_HEAD]}  # the report's own title may be here, which a browser repeats above each page
    gone = {place for place in written if is_page_number(lines[place])}
    pages = len(gone)
    for _ in range(_MOST_AROUND):
        near = [pair for pair in pairwise(written) if (pair[0] in gone) != (pair[1] in gone)]
        beside = {place for pair in near for place in pair if place not in gone and _may_run(lines[place])}
        often = Counter(_COUNTED.sub("", lines[place]) for place in beside)
        gone |= {
            place for place in beside - head if often[_COUNTED.sub("", lines[place])] >= max(2, pages * _SOME_PAGES)
        }
    return [line for place, line in enumerate(lines) if place not in gone]
