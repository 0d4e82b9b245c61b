"""The running text of a report as one list of items: parts, headings, paragraphs, pictures and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias

from gk_docs.finding import Place
from gk_docs.form.outline import outline_of
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.places import SEPARATOR, words_at
from gk_docs.form.prose import Heading, Picture, PlainTable, Prose, TextBlock

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from gk_docs.form.report import Report

Kind: TypeAlias = Literal["part", "heading", "paragraph", "picture", "table"]

KINDS: dict[Kind, str] = {"part": "部分", "heading": "标题", "paragraph": "段落", "picture": "图片", "table": "表格"}
"""Chinese word of each kind of item."""

_COUNTED: dict[Kind, str] = {"heading": "第{}个标题", "paragraph": "第{}段", "picture": "第{}幅图", "table": "第{}个表"}


@dataclass(frozen=True)
class ComparedItem:
    """A block of the running text, or the beginning of a part of a narrative section.

    Attributes:
        form: Edition of the form of its report.
        region: Path of the text that it belongs to: preamble, a narrative section, or text before or after a table.
        path: Its field path (`summary.parts.1.body.0`).
        kind: Its kind.
        content: The block, or the part.
        number: Its number among the items of its kind in its part, from 1.
        part: The part that it belongs to or begins; None before and after a table and in the preamble.
        head: The heading of its part, if the heading is run into this paragraph; else "".
    """

    form: type[Report]
    region: str
    path: str
    kind: Kind
    content: TextBlock | Part
    number: int = 1
    part: Part | None = field(default=None, repr=False)
    head: str = ""

    @cached_property
    def key(self) -> Hashable:
        """A key of all that it shows; two items with the same key are the same text."""
        content = self.content
        if isinstance(content, Part):
            return self.kind, content.name, content.heading, content.run_in
        if isinstance(content, Picture):
            return self.kind, sha256(content.data).hexdigest(), content.caption
        if isinstance(content, PlainTable):
            return self.kind, content.rows, content.chart
        return self.kind, content.level if isinstance(content, Heading) else None, self.text

    @property
    def text(self) -> str:
        """Its plain text: the heading of a part, the caption of a picture, the cells of a table in lines."""
        return (self.content.heading or "") if isinstance(self.content, Part) else self.head + self.content.text

    @property
    def place(self) -> Place:
        """Its place, with the form's own words (一、总体情况 · 依申请公开 · 第2段)."""
        steps = [words_at(self.form, self.region)]
        if self.part:
            steps.append(self._part_words(self.part))
        if self.kind != "part":
            steps.append(_COUNTED[self.kind].format(self.number))
        return Place(self.path, SEPARATOR.join(filter(None, steps)))

    def _part_words(self, part: Part) -> str:
        if part.heading:
            return part.heading
        declared = outline_of(self.form).section(self.region).named_parts.get(part.name or "")
        return declared.title or "开头" if declared else ""


def items_of(report: Report) -> Iterator[ComparedItem]:
    """Every item of a report: the preamble, then the sections in the order of the form."""
    if report.preamble:
        yield from _blocks(report, "preamble", "preamble", report.preamble, None)
    for name in outline_of(type(report)).section_names:
        section = getattr(report, name)
        if isinstance(section, Narrative):
            yield from _parts(report, name, section)
        else:
            for side in ("before", "after"):
                yield from _blocks(report, f"{name}.{side}", f"{name}.{side}", getattr(section, side), None)


def _parts(report: Report, name: str, section: Narrative) -> Iterator[ComparedItem]:
    for number, part in enumerate(section.parts):
        path = f"{name}.parts.{number}"
        yield ComparedItem(type(report), name, path, "part", part, part=part)
        yield from _blocks(report, name, f"{path}.body", part.body, part)


def _blocks(report: Report, region: str, path: str, prose: Prose, part: Part | None) -> Iterator[ComparedItem]:
    seen: dict[Kind, int] = {}
    for number, block in enumerate(prose):
        seen[block.kind] = seen.get(block.kind, 0) + 1
        head = part.heading if part and part.run_in and (number, block.kind) == (0, "paragraph") else None
        yield ComparedItem(
            type(report), region, f"{path}.{number}", block.kind, block, seen[block.kind], part, head or ""
        )
