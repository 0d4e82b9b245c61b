"""What a web page prints around a report: dates and counters above it, buttons and owners below it."""

from __future__ import annotations

from typing import Any

from gk_docs.published.matching.text.cues import cue
from gk_docs.published.pages import Line, texts_in

_LONGEST = 80


def is_above(text: str) -> bool:
    """Whether a line is what a page prints between a report's title and its text, or before the title."""
    return _is("above", text)


def footer_of(blocks: list[Any]) -> list[str]:
    """Take off the last section what the page prints below the report, and return it."""
    below = (place for place, block in enumerate(blocks) if isinstance(block, Line) and _is("below", block.text))
    start = next(below, len(blocks))
    rest = [*texts_in(blocks[start:])]
    del blocks[start:]
    return rest


def _is(sort: str, text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONGEST and cue(sort).search(bare) is not None
