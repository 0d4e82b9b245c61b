"""Find the lines of running text that are cells of a table.

A table has any of these shapes: a row on each line, with bars or tabs between cells, padded or not; a cell on each
line, with a bar after it, or separated by a lone bar, by blank lines or by nothing; a row run together; or a row with
its numbers torn from the label.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.lexing.tokens import Token, tokens_of_cell, tokens_of_line
from gk_docs.published.matching.lexing.vocabulary import may_hold_label
from gk_docs.published.matching.printed import CASES
from gk_docs.published.matching.tables.segmentation import (
    filled_parts,
    is_page_number,
    is_rule,
    stream_of,
    with_plain_bars,
)
from gk_docs.published.pages import Block, Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gk_docs.published.matching.tables.runs import Stream

_NO_BARS = re.compile(r"[^\s|｜│┃¦]")
_STRONG = {"band", "stub", "corner", "head", "group", "row"}
_LONG_LABEL = 4
_FEWEST_FIGURES = 7  # in a row of table 3
_FEWEST_LABELS = 3
_PIECES = 8  # so many pieces (of labels in columns one character wide) count as one whole label
_LONGEST_NOISE = 40  # characters other than spaces of a line that may interrupt a table
_MOST_NOISE = 2  # such lines in a row


def with_streams(blocks: Sequence[Block], is_heading: Callable[[str], bool]) -> list[Block | Stream]:
    """The blocks, with every run of lines that is a table made into a `Stream`.

    Args:
        blocks: Lines, tables and pictures.
        is_heading: Tells whether a line is the heading of a section, at which a table ends.
    """
    found: list[Block | Stream] = []
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            found.extend(_streamed(lines, is_heading))
            found.append(block)
            lines = []
    found.extend(_streamed(lines, is_heading))
    return found


def _streamed(lines: Sequence[Line], is_heading: Callable[[str], bool]) -> list[Line | Stream]:
    found: list[Line | Stream] = []
    place = 0
    while place < len(lines):
        length = _table_length(lines, place, is_heading) if _begins(lines[place].text) else 0
        if length:
            texts = [line.text for line in lines[place : place + length]]
            found.append(stream_of([*(_bars_before(found) or _figures_before(found, texts)), *texts]))
        else:
            found.append(lines[place])
        place += max(length, 1)
    return found


def _bars_before(found: list[Line | Stream]) -> list[str]:
    """Remove the lines of bars only at the end of `found`, and return them: they belong to the table that follows."""
    taken: list[str] = []
    while found and isinstance(found[-1], Line) and found[-1].text.strip() and not _NO_BARS.search(found[-1].text):
        taken.insert(0, found.pop().text)  # type: ignore[union-attr]  # a Line, as was just asked
    return taken


def _figures_before(found: list[Line | Stream], table: Sequence[str]) -> list[str]:
    """Remove the lines of figures at the end of `found`, and return them: the last rows of table 3, above table 4.

    If table 4 has no figures below its heads, they are its own; and fewer than a row has may be anything.
    """
    labels = (token.label for text in table for token in _tokens(text) if token.label)
    is_cases = any(meaning.table == CASES for label in islice(labels, 1) for meaning in label.meanings)
    if not is_cases or not any(is_value(part) for text in table for part in text.split()):
        return []
    texts: list[str] = []
    for block in reversed(found):
        if not isinstance(block, Line) or not all(map(is_value, block.text.split())):
            break
        texts.insert(0, block.text)
    if len(" ".join(texts).split()) < _FEWEST_FIGURES:
        return []
    del found[len(found) - len(texts) :]
    return texts


def _begins(text: str) -> bool:
    """Whether a table may begin at this line: it begins with a label that text hardly has on a line of its own."""
    if ("。" in text and not filled_parts(text)) or not may_hold_label(text):
        return False
    for token in _tokens(text):
        if token.kind == "words":
            return False
        if token.label and any(
            meaning.kind in _STRONG or len(meaning.text) >= _LONG_LABEL for meaning in token.label.meanings
        ):
            return True
    return False


def _tokens(text: str) -> list[Token]:
    if "|" in with_plain_bars(text) or "\t" in text.strip():
        cells = with_plain_bars(text).replace("\t", "|").split("|")
        return [token for cell in cells if cell.strip() for token in tokens_of_cell(cell)]
    return list(tokens_of_line(text)) if text.strip() else []


def _table_length(lines: Sequence[Line], start: int, is_heading: Callable[[str], bool]) -> int:
    """The number of lines from `start` on that are one table; 0 if they are not a table."""
    end, noise, labels, pieces = start, 0, 0, 0
    for place in range(start, len(lines)):
        text = lines[place].text
        if is_heading(text):
            break
        if is_rule(text):
            continue
        tokens = _tokens(text)
        labels += sum(token.kind in ("label", "cut") for token in tokens)
        pieces += sum(token.kind == "piece" for token in tokens)
        if _in_table(text, tokens):
            noise = 0
            end = place + 1 if tokens or "|" in with_plain_bars(text) else end
        else:
            noise += 1
            words = "".join(text.split())
            if noise > _MOST_NOISE or len(words) > _LONGEST_NOISE or words.endswith(("。", "；")):
                break
    return _with_blank_end(lines, end) - start if labels + pieces // _PIECES >= _FEWEST_LABELS else 0


def _in_table(text: str, tokens: Sequence[Token]) -> bool:
    return (
        "|" in with_plain_bars(text)
        or "\t" in text.strip(" ")
        or is_page_number(text)
        or all(token.kind != "words" for token in tokens)
    )


def _with_blank_end(lines: Sequence[Line], end: int) -> int:
    """The end moved past lines of spaces only, which are blank cells of the last row."""
    while end < len(lines) and lines[end].text and not lines[end].text.strip():
        end += 1
    return end
