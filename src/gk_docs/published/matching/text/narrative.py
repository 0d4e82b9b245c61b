"""Divide the text of a section into its parts, with their headings and blocks, leaving out nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.lists import NumberedLine, parse_number
from gk_docs.files.tables import UnrolledTable
from gk_docs.form.parts import Narrative, Part
from gk_docs.form.prose import Heading, Paragraph, Picture, PlainTable, Prose, TextBlock
from gk_docs.published.matching.text.headings import on_one_line
from gk_docs.published.pages import Block, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_LONGEST_HEADING = 40
_LONGEST_RUN_IN = 30
_SENTENCE = re.compile(r"[。；！？;!?]|[：，、:,]$")
_RUN_IN = re.compile(rf"^(?P<head>[^。：:；;，,！？\n]{{2,{_LONGEST_RUN_IN}}}[。：:])(?P<rest>.+)$", re.DOTALL)
_RUN_IN_LONG = re.compile(
    r"^(?P<head>[^。：:；;！？\n]{2,80}(?:情况|方面|工作|措施|问题)[：:。])(?P<rest>.+)$", re.DOTALL
)
_TOPIC = re.compile(r"(?:情况|方面|工作|建设|管理|保障|公开|措施|问题|事项|监督|培训|机制|平台)[。：:]?$")
_OF_A_PART = (2, 3)  # levels of list marks, （一） and 1.


class _PartHead(NamedTuple):
    """The beginning of a part: its heading as printed ("" if it has none), the text after it on the line, its level."""

    heading: str
    rest: str
    level: int


def prose_of(blocks: Iterable[Block]) -> Prose:
    """Blocks as prose: paragraphs, headings, pictures and plain tables. Lines without text are left out."""
    return Prose(list(_prose_blocks(blocks)))


def narrative_of(kind: type[Narrative], blocks: Sequence[Block]) -> Narrative:
    """A narrative section, divided at the headings of its highest level; parts the form or custom knows get names."""
    level = _part_level(kind, blocks)
    groups: list[tuple[_PartHead | None, list[Block]]] = [(None, [])]
    for block in blocks:
        head = _head_of(kind, block, level) if isinstance(block, Line) else None
        if head:
            groups.append((head, [Line(head.rest)] if head.rest else []))
        else:
            groups[-1][1].append(block)
    return kind(parts=tuple(_parts(kind, groups)))


def _parts(kind: type[Narrative], groups: Iterable[tuple[_PartHead | None, list[Block]]]) -> Iterator[Part]:
    taken: set[str] = set()
    for begin, blocks in groups:
        sentence = begin is not None and not blocks and begin.heading.endswith("。")
        head = _PartHead("", begin.heading, begin.level) if begin and sentence else begin
        body = prose_of([Line(head.rest)] if head and sentence else blocks)
        if not head and not body:
            continue
        name = _name(kind, head, body)
        name = None if name in taken else name
        taken.add(name or "")
        run_in = bool(head and head.heading and head.rest)
        yield Part(name=name, heading=head.heading or None if head else None, run_in=run_in, body=body)


def _name(kind: type[Narrative], head: _PartHead | None, body: Prose) -> str | None:
    if head is None:
        told = [name for name in kind.told_parts() if _knows(kind, name, body.text)] if len(body) == 1 else []
        return next(iter(told), "lead")
    return _name_in(kind, head.heading or body.text[:_LONGEST_HEADING])


def _name_in(kind: type[Narrative], text: str) -> str | None:
    """The first named part that a heading matches; None if it matches none."""
    numbered = parse_number(text.strip())
    bare = numbered.rest if numbered else text
    return next((name for name in kind.named_parts() if _knows(kind, name, bare)), None)


def _knows(kind: type[Narrative], name: str, text: str) -> bool:
    known = kind.named_parts()[name].known
    return bool(known and known.search(text))


def _part_level(kind: type[Narrative], blocks: Iterable[Block]) -> int:
    """The level of the list marks before this section's parts: the highest one with a heading; 0 if there is none."""
    levels = [mark.level for block in blocks if isinstance(block, Line) and (mark := _marked_heading(kind, block.text))]
    return min((level for level in levels if level in _OF_A_PART), default=0)


def _marked_heading(kind: type[Narrative], text: str) -> NumberedLine | None:
    mark = parse_number(text)
    return mark if mark and (_is_heading(mark.rest) or _run_in(kind, mark.rest)) else None


def _is_heading(text: str) -> bool:
    bare = text.rstrip("。：:")
    return 0 < len(bare) <= _LONGEST_HEADING and not _SENTENCE.search(bare)


def _run_in(kind: type[Narrative], text: str) -> re.Match[str] | None:
    """Match a heading at the start of a paragraph: short, and a topic rather than a sentence."""
    match = _RUN_IN.match(text)
    if match and (_TOPIC.search(match["head"]) or _name_in(kind, match["head"])):
        return match
    return _RUN_IN_LONG.match(text)


def _head_of(kind: type[Narrative], line: Line, level: int) -> _PartHead | None:
    """The heading with which a line begins a part, or None if the line continues the part before."""
    text = line.text.strip()
    mark = parse_number(text)
    if mark is None:
        return _unmarked(kind, text, level)
    if mark.level != level:
        return None
    if _is_heading(mark.rest):
        return _PartHead(on_one_line(text), "", level)
    match = _run_in(kind, mark.rest)
    if match:
        return _PartHead(on_one_line(text[: len(text) - len(match["rest"])]), match["rest"].strip(), level)
    return _PartHead("", text, level)


def _unmarked(kind: type[Narrative], text: str, level: int) -> _PartHead | None:
    """The beginning of a part without a list mark: 主动公开方面。… or 改进措施 on a line of its own; else None."""
    match = _RUN_IN.match(text)
    if match and re.search(r"(?:方面|情况|问题|措施)[。：:]$", match["head"]) and _name_in(kind, match["head"]):
        return _PartHead(match["head"], match["rest"].strip(), level)
    alone = len(text) <= _LONGEST_RUN_IN and _is_heading(text) and _TOPIC.search(text) and _name_in(kind, text)
    return _PartHead(on_one_line(text), "", level) if alone and not level else None


def _prose_blocks(blocks: Iterable[Block]) -> Iterator[TextBlock]:
    for block in blocks:
        if isinstance(block, Line):
            text = block.text.strip()
            if text:
                yield _line(text, block.level)
        elif isinstance(block, UnrolledTable):
            yield from _plain_table(block)
        elif block.data:
            yield Picture(data=block.data, caption=block.caption)


def _line(text: str, level: int) -> Paragraph | Heading:
    mark = parse_number(text)
    if mark and _is_heading(mark.rest) and not mark.rest.endswith(("。", "：", ":")):
        return Heading(level=mark.level, text=on_one_line(text))
    if level and len(text) <= _LONGEST_HEADING and not mark:
        return Heading(level=min(level, 4), text=on_one_line(text))
    return Paragraph(text=text)


def _plain_table(table: UnrolledTable) -> Iterator[PlainTable]:
    rows = [[(cell or "").strip() for cell in row] for row in table.rows if any(row)]
    width = max(map(len, rows), default=0)
    if width:
        yield PlainTable(rows=tuple(tuple(row + [""] * (width - len(row))) for row in rows))
