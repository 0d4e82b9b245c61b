"""A file's blocks parted into what stands before the report's sections, and the sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.files.tables import UnrolledTable
from gk_docs.form.editions import in_force
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.headings import SectionTitle, first_level, title_of
from gk_docs.published.matching.runs import Stream
from gk_docs.published.pages import Image, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Part = Line | UnrolledTable | Image | Stream

_CONTENTS = 4  # so many titles with nothing between them are a table of contents


@dataclass(slots=True)
class Chapter:
    """A section as the file has it.

    Attributes:
        name: Field name of the section.
        title: Its title as printed.
        blocks: What stands below the title.
    """

    name: str
    title: str
    blocks: list[Part] = field(default_factory=list)


def chapters(blocks: Sequence[Part]) -> tuple[list[Part], list[Chapter]]:
    """What stands before the first section, and the sections in printed order."""
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
    """The title of each section by its place: of several the first that is no entry of a table of contents."""
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
    """Places of the titles in a table of contents: many together, and each again later."""
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
    """Sections whose title is another altogether, told by its number and its place between its neighbours."""
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
