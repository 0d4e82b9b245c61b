"""The form's tables gathered out of a file, and what is text put by section."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.files.tables import UnrolledTable
from gk_docs.published.matching.rows import CASES, DISCLOSURE, REQUESTS
from gk_docs.published.matching.runs import Run, Stream, runs_of_stream, runs_of_table
from gk_docs.published.matching.tokens import tokens_of_cell
from gk_docs.published.pages import Image, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.published.matching.sections import Chapter, Part
    from gk_docs.published.pages import Block

TABLES = (DISCLOSURE, REQUESTS, CASES)

_OVER_FIGURES = {"band", "stub", "corner", "head"}
_SURE_LABELS = 2


@dataclass(slots=True)
class Text:
    """The text of a section before and after its table; all of it is `before` where it has none."""

    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """A file parted into the form's tables and text.

    Attributes:
        runs: The runs of the form's tables, in order.
        head: Text before the first section.
        texts: Text of each section by its name.
        images: How many pictures stand in the sections that should be tables.
    """

    runs: list[Run] = field(default_factory=list)
    head: list[Block] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    images: int = 0


def gathered(head: Sequence[Part], sections: Iterable[Chapter]) -> Gathered:
    """Part tables and text. A table counts as the form's if its labels do, wherever it stands."""
    found = Gathered()
    sections = list(sections)
    named = {section.name for section in sections}
    in_place = named.issuperset(TABLES)
    before, after = _parted(head, found, strict=in_place)
    found.head = [*before, *after]
    for section in sections:
        text = found.texts.setdefault(section.name, Text())
        before, after = _parted(section.blocks, found, strict=in_place and section.name not in TABLES)
        text.before.extend(before)
        text.after.extend(after)
        if section.name in TABLES:
            found.images += sum(isinstance(block, Image) for block in section.blocks)
    return found


def _parted(blocks: Sequence[Part], found: Gathered, *, strict: bool) -> tuple[list[Block], list[Block]]:
    before: list[Block] = []
    after: list[Block] = []
    follows = False
    for block in blocks:
        runs = _runs(block)
        if runs and _belongs(runs, strict=strict, follows=follows):
            found.runs.extend(runs)
            follows = True
        else:
            texts: list[Block] = [Line(line) for line in block.lines] if isinstance(block, Stream) else [block]
            (after if follows else before).extend(texts)
    return before, after


def _runs(block: Part) -> list[Run]:
    if isinstance(block, Stream):
        return list(runs_of_stream(block))
    return list(runs_of_table(block)) if isinstance(block, UnrolledTable) else []


def _belongs(runs: Sequence[Run], *, strict: bool, follows: bool) -> bool:
    """Whether a table is one of the form's, or the rest of one.

    Args:
        runs: The table.
        strict: Whether it stands where the form has none, so that it must have the form's heads too.
        follows: Whether it stands right after a table of the form in the same section.
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
