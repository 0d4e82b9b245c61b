"""Find where a tag begins and ends in a text."""

from __future__ import annotations

from gk_docs import regex as re

WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
"""A rough match of a tag, for text that is not rendered."""
OPENING = re.compile(r"\{[{%#]")
CHANGED, PARTED = "gk_changed", "gk_parted"
"""The filter that tells whether a cell of `{% vm %}` starts a new merge, and the one that lets the next cells do so."""
EMBEDDED, DESCRIBED = "gk_embedded", "gk_described"
"""The filters that replace the file of a template's picture, and its alternative text."""
SHADE, SPAN = "gk_shade", "gk_span"
"""The filters that check the colour of `{% cellbg … %}` and the columns of `{% colspan … %}`."""
ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_TOKEN = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|“[^”]*”|‘[^’]*’|%\}|\}\}|\{[{%#]|[{}]", re.DOTALL)


def unused(text: str) -> str:
    """A character, from Unicode's private use area, that a text does not contain."""
    return next(char for char in map(chr, range(0xE000, 0xF900)) if char not in text)


def tag_end(text: str, opening: re.Match[str]) -> int:
    """Where a tag ends, past its quoted texts and braces; -1 if another tag begins first, or it never ends."""
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
