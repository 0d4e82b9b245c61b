"""Recognise what a web page prints around a report: dates and counters above it, buttons and owners below it."""

from __future__ import annotations

from typing import Any

from gk_docs.published.matching.text.cues import cue
from gk_docs.published.pages import Line, texts_in

_LONGEST = 80


def is_above(text: str) -> bool:
    """Whether a line is what a web page prints before a report's title, or between the title and the text."""
    return _is("above", text)


def footer_of(blocks: list[Any]) -> list[str]:
    """Remove from the blocks of the last section what the page prints below the report, and return its lines."""
    below = (place for place, block in enumerate(blocks) if isinstance(block, Line) and _is("below", block.text))
    start = next(below, len(blocks))
    rest = [*texts_in(blocks[start:])]
    del blocks[start:]
    return rest


def _is(sort: str, text: str) -> bool:
    bare = text.strip()
    return len(bare) <= _LONGEST and cue(sort).search(bare) is not None
