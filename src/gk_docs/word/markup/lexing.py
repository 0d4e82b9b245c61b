"""Where a tag begins and ends in a text."""

from __future__ import annotations

from gk_docs import regex as re

WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A tag in text that nobody renders, where it is read roughly."""
OPENING = re.compile(r"\{[{%#]")
CHANGED = "gk_changed"
"""The filter that says whether a cell of `{% vm value %}` begins anew."""
EMBEDDED, DESCRIBED = "gk_embedded", "gk_described"
"""The filters that let a picture of the template show another file, and say what it shows."""
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|“[^”]*”|‘[^’]*’|%\}|\}\}|\{[{%#]|[{}]", re.DOTALL)


def unused(text: str) -> str:
    """A character that a text does not hold."""
    return next(char for char in map(chr, range(0xE000, 0xF900)) if char not in text)


def tag_end(text: str, opening: re.Match[str]) -> int:
    """Where a tag ends, its quoted texts and braces passed over; -1 where another begins before."""
    closing = ENDS[opening.group()]
    if opening.group() == "{#":
        end = text.find(closing, opening.end())
        return end + 2 if end >= 0 else -1
    depth, position = 0, opening.end()
    while token := _TOKEN.search(text, position):
        position = token.end()
        if token.group() == closing and depth == 0:
            return position
        if token.group() in ENDS:
            return -1
        if token.group() == "{":
            depth += 1
        elif token.group()[0] == "}":
            depth, position = max(depth - 1, 0), token.start() + 1
    return -1
