"""Changes between two paragraphs."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.testing.wording import Change, format_changes, mention, text_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.testing.description import DocParagraph, Format


def compare_paragraphs(old: DocParagraph, new: DocParagraph, place: str, group: str) -> Iterator[Change]:
    """Text first, then style and formatting; what holds for a piece only names the piece."""
    yield from text_changes(place, old.text, new.text)
    if old.level != new.level and old.format.get("样式") == new.format.get("样式"):
        yield Change(place, f"标题级别 {_level(old)} → {_level(new)}")
    if old.pieces or new.pieces:
        yield from _compare_pieces(old, new, place, group)
    else:
        yield from format_changes(place, old.format, new.format, group)


def _level(paragraph: DocParagraph) -> str:
    return "未设" if paragraph.level is None else str(paragraph.level)


def _compare_pieces(old: DocParagraph, new: DocParagraph, place: str, group: str) -> Iterator[Change]:
    """Formatting character against character, so that it does not matter where a piece begins."""
    before, after = _by_character(old), _by_character(new)
    pairs = _same_characters(old.text, new.text)
    changed: dict[str, list[str]] = {}
    for (was, now), stretch in groupby(pairs, key=lambda pair: (before[pair[0]], after[pair[1]])):
        text = "".join(new.text[j] for _, j in stretch)
        for change in format_changes(place, dict(was), dict(now)):
            changed.setdefault(change.what, []).append(text)
    for what, texts in changed.items():
        if sum(map(len, texts)) == len(pairs):
            yield Change(place, what, group)
        else:
            yield Change(f"{place} {'、'.join(map(mention, texts))}", what)


def _by_character(paragraph: DocParagraph) -> list[tuple[tuple[str, str], ...]]:
    def items(own: Format) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({**paragraph.format, **own}.items()))

    if not paragraph.pieces:
        return [items({})] * len(paragraph.text)
    return [look for piece in paragraph.pieces for look in [items(piece.format)] * len(piece.text)]


def _same_characters(old: str, new: str) -> list[tuple[int, int]]:
    """Indices of characters that stayed or took each other's place."""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [pair for _, a, b, c, d in opcodes for pair in zip(range(a, b), range(c, d), strict=False)]
