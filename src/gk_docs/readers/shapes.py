"""Tables in running text: which lines are cells, in any of the shapes that a pasted table takes.

A row a line with bars or tabs between, padded or not; a cell a line, closed by a bar, parted by a lone bar, by blank
lines or by nothing; a row run together; a row with its numbers torn from the label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gk_docs.readers.pages import Line
from gk_docs.readers.runs import Stream
from gk_docs.readers.tokens import BLANK, Token, tokens_of_cell, tokens_of_line
from gk_docs.readers.vocabulary import may_hold_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gk_docs.readers.pages import Block

_BARS = str.maketrans("｜│┃¦", "||||")
_RULE = re.compile(r"(?=.*[|+┼┬┴]|.{6})[\s|+:=\-—─┌┬┐├┼┤└┴┘]*[-—─=]{2}[\s|+:=\-—─┌┬┐├┼┤└┴┘]*")
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]\s*[0-9０-９]{1,3}\s*[-—–－]|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?)\s*")
_NO_BARS = re.compile(r"[^\s|｜│┃¦]")
_STRONG = {"band", "stub", "corner", "head", "group", "row"}
_LONG_LABEL = 4
_FEWEST_LABELS = 3
_LONGEST_NOISE = 40
_MOST_NOISE = 2
_MANY = 0.8
_MOST_ROWS = 0.5


def is_page_number(text: str) -> bool:
    """Whether a line is a page number and nothing else: - 4 -, — 4 —, 第4页."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def with_streams(blocks: Sequence[Block], is_heading: Callable[[str], bool]) -> list[Block | Stream]:
    """The blocks with every run of lines that is a table put together as a `Stream`.

    Args:
        blocks: Lines, tables and pictures.
        is_heading: Whether a line is the heading of a section; no table goes on over one.
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
            before = _bars_before(found)
            found.append(_stream([*before, *(line.text for line in lines[place : place + length])]))
        else:
            found.append(lines[place])
        place += max(length, 1)
    return found


def _bars_before(found: list[Line | Stream]) -> list[str]:
    """Take back the lines of bars only that stand before a table: they belong to it."""
    taken: list[str] = []
    while found and isinstance(found[-1], Line) and found[-1].text.strip() and not _NO_BARS.search(found[-1].text):
        taken.insert(0, found.pop().text)  # type: ignore[union-attr]  # a Line, as was just asked
    return taken


def _begins(text: str) -> bool:
    """Whether a table can begin at this line: it is a label that no text would hold alone."""
    if ("。" in text and not _filled_parts(text)) or not may_hold_label(text):
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
    if "|" in text.translate(_BARS) or "\t" in text.strip():
        cells = text.translate(_BARS).replace("\t", "|").split("|")
        return [token for cell in cells if cell.strip() for token in tokens_of_cell(cell)]
    return list(tokens_of_line(text)) if text.strip() else []


def _table_length(lines: Sequence[Line], start: int, is_heading: Callable[[str], bool]) -> int:
    """Number of lines from `start` on that are one table; 0 where they are none."""
    end, noise, labels = start, 0, 0
    for place in range(start, len(lines)):
        text = lines[place].text
        if is_heading(text):
            break
        tokens = _tokens(text)
        labels += sum(token.kind in ("label", "cut") for token in tokens)
        if _in_table(text, tokens):
            noise = 0
            end = place + 1 if tokens or "|" in text.translate(_BARS) else end
        else:
            noise += 1
            if noise > _MOST_NOISE or len(text) > _LONGEST_NOISE or text.rstrip().endswith(("。", "；")):
                break
    return _with_blank_end(lines, end) - start if labels >= _FEWEST_LABELS else 0


def _in_table(text: str, tokens: Sequence[Token]) -> bool:
    return (
        "|" in text.translate(_BARS)
        or "\t" in text.strip(" ")
        or is_page_number(text)
        or all(token.kind != "words" for token in tokens)
    )


def _with_blank_end(lines: Sequence[Line], end: int) -> int:
    """The end moved over lines that hold blanks only: blank cells of the last row."""
    while end < len(lines) and lines[end].text and not lines[end].text.strip():
        end += 1
    return end


@dataclass(slots=True)
class _Cells:
    """The cells of a stream while its lines are read."""

    opened: bool = False  # rows begin with a bar
    closed: bool = False  # rows end with one
    rows: list[tuple[Token, ...]] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    after_bar: bool = False

    def add(self, tokens: Iterable[Token], *, whole: bool = False) -> None:
        self.rows.append(tuple(tokens))
        self.whole.append(whole)


def _stream(lines: Sequence[str]) -> Stream:
    groups = _groups(lines)
    if groups:
        rows = [[token for line in group for token in tokens_of_line(line)] for group in groups]
        return Stream(tuple(map(tuple, rows)), (True,) * len(rows), tuple(lines))
    barred = [line.translate(_BARS).strip() for line in lines if len(_filled_parts(line)) > 1]
    cells = _Cells(_most(row.startswith("|") for row in barred), _most(row.endswith("|") for row in barred))
    blanks_count = _blanks_are_cells(lines)
    for line in lines:
        text = line.translate(_BARS)
        if is_page_number(text) or _RULE.fullmatch(text):
            continue
        if "|" in text:
            _add_barred(cells, text)
        elif "\t" in text.strip():
            _add_tabbed(cells, text)
        elif text.strip():
            cells.after_bar = False
            cells.add(tokens_of_line(text))
        elif text and blanks_count:
            cells.add([BLANK])
    first = next((line for line in lines if line.strip()), "")
    led = first.translate(_BARS).strip().startswith("|")
    return Stream(tuple(cells.rows), tuple(cells.whole), tuple(lines), led)


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table of which each cell has a line and each row ends with an empty line; [] for other shapes."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line and not is_page_number(line):
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    groups = [group for group in found if any(line.strip() for line in group)]
    rows = sum(len(group) > 1 for group in groups)
    barred = any(not _plain_line(line) for group in groups for line in group)
    return groups if not barred and rows > 1 and rows >= _MOST_ROWS * len(groups) else []


def _filled_parts(line: str) -> list[str]:
    """What stands between the bars of a line."""
    return [part for part in line.translate(_BARS).split("|") if part.strip()] if "|" in line.translate(_BARS) else []


def _most(answers: Iterable[bool]) -> bool:
    said = list(answers)
    return 2 * sum(said) > len(said)


def _plain_line(line: str) -> bool:
    return "|" not in line.translate(_BARS) and "\t" not in line.strip()


def _blanks_are_cells(lines: Sequence[str]) -> bool:
    """Whether a line of blanks stands for an empty cell, and not just between two cells."""
    written = [line for line in lines if line.strip()]
    blank = [line for line in lines if line and not line.strip()]
    indented = blank and sum(line.startswith(blank[0]) for line in written) >= _MANY * len(written)
    return bool(indented) or len(blank) < _MANY * (len(written) - 1)


def _add_barred(cells: _Cells, text: str) -> None:
    """A line with bars. A whole row stands on one line where a bar parts two of its cells."""
    parts = text.split("|")
    if len(_filled_parts(text)) > 1:
        inner = parts[cells.opened and not parts[0].strip() : len(parts) - (cells.closed and not parts[-1].strip())]
        cells.add((token for part in inner for token in tokens_of_cell(part)), whole=True)
        cells.after_bar = False
        return
    tokens: list[Token] = []
    for number, part in enumerate(parts):
        if number:
            if cells.after_bar:
                tokens.append(BLANK)
            cells.after_bar = True
        if part.strip():
            tokens.extend(tokens_of_cell(part))
            cells.after_bar = False
    cells.add(tokens)


def _add_tabbed(cells: _Cells, text: str) -> None:
    parts = text.rstrip("\n").split("\t")
    cells.add((token for part in parts for token in tokens_of_cell(part)), whole=True)
    cells.after_bar = False
