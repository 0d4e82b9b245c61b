"""Divide a file's blocks into sections, and these into the form's tables and text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, groupby
from typing import TYPE_CHECKING

from gk_docs.files.tables import UnrolledTable
from gk_docs.form.editions import in_force
from gk_docs.form.outline import outline_of
from gk_docs.form.report import TABLES
from gk_docs.published.matching.lexing.tokens import tokens_of_cell
from gk_docs.published.matching.lexing.vocabulary import recognised
from gk_docs.published.matching.printed import CASES
from gk_docs.published.matching.tables.runs import Run, Stream, runs_of_stream, runs_of_table
from gk_docs.published.matching.text.headings import SectionTitle, first_level, title_of
from gk_docs.published.pages import Block, Image, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


Part = Line | UnrolledTable | Image | Stream

_OVER_FIGURES = {"band", "stub", "corner", "head"}
_SURE_LABELS = 2
_CONTENTS = 4  # more titles than this with nothing between them are a table of contents


@dataclass(slots=True)
class Chapter:
    """A section as the file has it.

    Attributes:
        name: Field name of the section.
        title: Its title as printed.
        blocks: The blocks below the title.
    """

    name: str
    title: str
    blocks: list[Part] = field(default_factory=list)


def chapters(blocks: Sequence[Part]) -> tuple[list[Part], list[Chapter]]:
    """The blocks before the first section, and the sections in printed order."""
    titles = _titles(blocks)
    starts = sorted(titles)
    if not starts:
        return list(blocks), []
    head = list(blocks[: starts[0]])
    found: list[Chapter] = []
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        title = titles[start]
        rest = [Line(title.rest)] if title.rest else []
        found.append(Chapter(title.section, title.text, [*rest, *blocks[start + 1 : end]]))
    return head, found


def _titles(blocks: Sequence[Part]) -> dict[int, SectionTitle]:
    """By place, the title of each section: the first one that is not in a table of contents, if there are several."""
    contents = _contents(blocks)
    known = [(place, title) for place, title in _lines_that(blocks) if place not in contents]
    chosen: dict[str, tuple[int, SectionTitle]] = {}
    numbered = {title.section for _, title in known if title.number}
    for place, title in known:
        if title.number or title.section not in numbered:
            chosen.setdefault(title.section, (place, title))
    found = dict(chosen.values())
    return {**found, **_by_number(blocks, found)}


def _lines_that(blocks: Sequence[Part]) -> Iterator[tuple[int, SectionTitle]]:
    for place, block in enumerate(blocks):
        title = title_of(block.text) if isinstance(block, Line) else None
        if title:
            yield place, title


def _contents(blocks: Sequence[Part]) -> set[int]:
    """The places of the titles in a table of contents: many together, that occur again later."""
    titles = dict(_lines_that(blocks))
    entries: set[int] = set()
    together: list[int] = []
    for place, block in enumerate(blocks):
        if isinstance(block, Line) and not block.text.strip():
            continue
        again = place in titles and any(titles[place].section == titles[other].section for other in together)
        if place not in titles or again:
            entries.update(together if len(together) > _CONTENTS else ())
            together = []
        if place in titles:
            together.append(place)
    later = {title.section for place, title in titles.items() if place not in entries}
    return entries if len(later) >= _CONTENTS else set()


def _by_number(blocks: Sequence[Part], found: dict[int, SectionTitle]) -> dict[int, SectionTitle]:
    """By place, titles in other words, recognised by their number and their place between neighbouring sections."""
    names = {title.section: place for place, title in found.items()}
    order = outline_of(in_force()).section_names
    more: dict[int, SectionTitle] = {}
    for place, block in enumerate(blocks):
        number = first_level(block.text) if isinstance(block, Line) and place not in found else 0
        if not 1 <= number <= len(order) or order[number - 1] in names:
            continue
        before = [names[name] for name in order[: number - 1] if name in names]
        after = [names[name] for name in order[number:] if name in names]
        if (before or after) and place > max(before, default=-1) and place < min(after, default=len(blocks)):
            names[order[number - 1]] = place
            more[place] = SectionTitle(order[number - 1], str(block.text).strip(), "", number)  # type: ignore[union-attr]  # a Line has a number
    return more


@dataclass(slots=True)
class Text:
    """The text of a section before and after its table; if it has no table, all of it is `before`."""

    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


@dataclass
class Gathered:
    """A file divided into the form's tables and text.

    Attributes:
        runs: The runs of the form's tables, in order.
        head: Text before the first section.
        texts: Text of each section by its name.
        images: The number of pictures in the sections that should be tables.
        sheets: Sections that should be tables and have an embedded file of another program (an Excel sheet).
    """

    runs: list[Run] = field(default_factory=list)
    head: list[Block] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    images: int = 0
    sheets: set[str] = field(default_factory=set)

    @property
    def rest(self) -> list[str]:
        """Figures on lines of their own below all tables: some programs print the rest of a table at a page's end."""
        return [part for line in self._rest_lines for part in line.text.split()]

    def take_rest(self) -> None:
        """Take the figures of `rest` out of the text, once it is known that they belong to a table."""
        for text in self.texts.values():
            for blocks in (text.before, text.after):
                blocks[:] = [block for block in blocks if not any(block is line for line in self._rest_lines)]

    @cached_property
    def _rest_lines(self) -> list[Line]:
        names = [*self.texts]
        below = [self.texts[name] for name in names[names.index(CASES) + 1 :]] if CASES in names else []
        blocks = chain.from_iterable((*text.before, *text.after) for text in below)
        return _only_run([block if isinstance(block, Line) else Line("|") for block in blocks])


def _only_run(lines: Iterable[Line]) -> list[Line]:
    """The lines of figures, if there are any and no words come between them."""
    runs = [[*run] for of_figures, run in groupby(lines, lambda line: is_of_figures(line.text)) if of_figures]
    found = [[line for line in run if line.text.strip()] for run in runs]
    return next(filter(None, found), []) if sum(map(bool, found)) == 1 else []


def figures_alone(lines: Iterable[str]) -> list[str]:
    """The figures on lines of their own below a report, if no words come between them.

    >>> figures_alone(["主办：甲县", "34", "63 239"]), figures_alone(["34", "主办：甲县", "63"])
    (['34', '63', '239'], [])
    """
    return [part for line in _only_run(map(Line, lines)) for part in line.text.split()]


def is_of_figures(text: str) -> bool:
    """Whether a line holds figures, or nothing, and no words."""
    return all(map(str.isdecimal, text.split()))


def gathered(head: Sequence[Part], sections: Iterable[Chapter], *, is_titled: bool) -> Gathered:
    """Separate tables and text. A table is one of the form's if its labels are, wherever it is.

    Args:
        head: The blocks before the first section.
        sections: The sections.
        is_titled: Whether the file has a report's title; else, and without sections, tables need the form's heads.
    """
    found = Gathered()
    sections = list(sections)
    named = {section.name for section in sections}
    in_place = named.issuperset(TABLES)
    before, after = _parted(head, found, strict=in_place or not (sections or is_titled))
    found.head = [*before, *after]
    for section in sections:
        text = found.texts.setdefault(section.name, Text())
        before, after = _parted(section.blocks, found, strict=in_place and section.name not in TABLES)
        text.before.extend(before)
        text.after.extend(after)
        if section.name in TABLES:
            images = [block for block in section.blocks if isinstance(block, Image)]
            found.images += len(images)
            found.sheets |= {section.name} if any(image.is_sheet for image in images) else set()
    return found


def _parted(blocks: Sequence[Part], found: Gathered, *, strict: bool) -> tuple[list[Block], list[Block]]:
    before: list[Block] = []
    after: list[Block] = []
    follows = False
    for block in blocks:
        runs = _runs(block)
        texts = after if follows else before
        if runs and _belongs(runs, strict=strict, follows=follows):
            found.runs.extend([*_head_above(texts), *runs])
            follows = True
        else:
            texts.extend([Line(line) for line in block.lines] if isinstance(block, Stream) else [block])
    return before, after


def _head_above(texts: list[Block]) -> list[Run]:
    """Remove the line directly above a table that names a part of table 4 (行政复议), and return it as a run."""
    label = recognised(texts[-1].text) if texts and isinstance(texts[-1], Line) else None
    if not label or any((meaning.kind, meaning.table) != ("head", CASES) for meaning in label.meanings):
        return []
    texts.pop()
    return [Run([label], sure=True)]


def _runs(block: Part) -> list[Run]:
    if isinstance(block, Stream):
        return list(runs_of_stream(block))
    return list(runs_of_table(block)) if isinstance(block, UnrolledTable) else []


def _belongs(runs: Sequence[Run], *, strict: bool, follows: bool) -> bool:
    """Whether a table is one of the form's, or the rest of one.

    Args:
        runs: The table.
        strict: Whether it is where the form has no table, so that it must have the form's heads too.
        follows: Whether it directly follows a table of the form in the same section.
    """
    labels = [label for run in runs for label in run.labels if label.exact]
    if strict:
        kinds = [meaning.kind for label in labels for meaning in label.meanings]
        return sum(kind in _OVER_FIGURES for kind in kinds) >= _SURE_LABELS and "row" in kinds
    if len({label.text for label in labels}) >= _SURE_LABELS:
        return True
    items = [item for run in runs for item in run.filled]
    figures = bool(items) and all(token.kind == "value" for item in items for token in tokens_of_cell(item))
    return figures and (follows or bool(labels))
