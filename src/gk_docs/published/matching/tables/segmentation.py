"""Read the cells of a table in running text, line by line, in whatever shape its lines have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.published.matching.lexing.figures import LIKE_DIGITS
from gk_docs.published.matching.lexing.tokens import BLANK, Token, tokens_of_cell, tokens_of_line
from gk_docs.published.matching.tables.runs import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_BARS = re.compile("[｜│┃¦]")
_RULE = re.compile(r"(?=.*[|+┼┬┴]|.{6})[\s|+:=\-—─┌┬┐├┼┤└┴┘]*[-—─=]{2}[\s|+:=\-—─┌┬┐├┼┤└┴┘]*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]\s*[0-9０-９]{1,3}\s*[-—–－]|第\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?"
    r"|(?:https?|file|ﬁle)://\S+\s+\d{1,3}/\d{1,3}"  # below and above a page that a browser printed
    r"|\d{1,4}/\d{1,2}/\d{1,4},?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?:\s*[AP]M)?(?:\s*[^:：。]{2,90})?)\s*"
)
_FIGURE = re.compile(r"\s*[+\-－—]?[0-9０-９]")
_NO_CELL = re.compile(r"[0-9]{1,2}(?:[.．、]|/[0-9]{1,2})")  # 3. of a list, 2/4 of pages
_MISREAD = re.compile(rf"(?<!\S)({LIKE_DIGITS}*)\|({LIKE_DIGITS}*)(?!\S)")
_FEW = 0.2
_LONGEST_WORD = 4  # characters of words that may be a cell
_FEWEST_ROWS = 3
_MANY = 0.8
_MANY_ROWS = 0.5


def is_page_number(text: str) -> bool:
    """Whether a line is only a page number (- 4 -, 第4页), or what a browser prints around a page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def with_plain_bars(line: str) -> str:
    """The line with bars of every kind (｜, │) as |."""
    return _BARS.sub("|", line)


def is_rule(text: str) -> bool:
    """Whether a line only rules off rows: |---|---|."""
    return _RULE.fullmatch(with_plain_bars(text)) is not None


def squares_of_line(text: str) -> list[str]:
    """The squares of a row with a bar or a tab between them; [] for another line."""
    line = with_plain_bars(text).strip(" ")
    if is_rule(line) or is_page_number(line):
        return []
    if "|" in line:
        return [part.strip() for part in line.removeprefix("|").removesuffix("|").split("|")]
    return [part.strip() for part in text.split("\t")] if "\t" in text.strip(" ") else []


def filled_parts(line: str) -> list[str]:
    """The parts of a line between bars that are not blank; [] for a line without bars."""
    text = with_plain_bars(line)
    return [part for part in text.split("|") if part.strip()] if "|" in text else []


class _Habit(NamedTuple):
    """How the lines of a table are written.

    Attributes:
        opened: Whether rows begin with a bar.
        closed: Whether rows end with one.
        whole: Whether each line with bars is a whole row.
    """

    opened: bool
    closed: bool
    whole: bool

    @classmethod
    def of(cls, lines: Sequence[str]) -> _Habit:
        rows = [with_plain_bars(line).strip() for line in lines if len(filled_parts(line)) > 1]
        single = sum(len(filled_parts(line)) == 1 for line in lines)
        whole = len(rows) >= min(_FEWEST_ROWS, single + 1) and len(rows) >= single / 2
        return cls(_most(row.startswith("|") for row in rows), _most(row.endswith("|") for row in rows), whole)


def _most(answers: Iterable[bool]) -> bool:
    said = list(answers)
    return 2 * sum(said) > len(said)


@dataclass(slots=True)
class _Cells:
    """The cells of a table while its lines are read."""

    habit: _Habit
    rows: list[tuple[Token, ...]] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    after_bar: bool = False

    def add(self, tokens: Iterable[Token], *, whole: bool = False) -> None:
        self.rows.append(tuple(tokens))
        self.whole.append(whole)
        self.after_bar = self.after_bar and not whole

    def add_barred(self, text: str) -> None:
        """Add a line with bars: a whole row, or a piece of one."""
        parts = text.split("|")
        if self.habit.whole:
            start = self.habit.opened and not parts[0].strip()
            end = len(parts) - (self.habit.closed and not parts[-1].strip())
            self.add((token for part in parts[start:end] for token in tokens_of_cell(part)), whole=True)
            return
        tokens: list[Token] = []
        for number, part in enumerate(parts):
            if number:
                tokens.extend([BLANK] if self.after_bar else [])
                self.after_bar = True
            if part.strip():
                tokens.extend(tokens_of_cell(part))
                self.after_bar = False
        self.add(tokens)

    def add_tabbed(self, text: str) -> None:
        """Add a line with tabs between cells: a whole row."""
        self.add((token for part in text.split("\t") for token in tokens_of_cell(part)), whole=True)

    def add_line(self, text: str) -> None:
        """Add a line without bars or tabs: a cell, or a row with spaces or nothing between its cells."""
        self.after_bar = False
        self.add(map(_cell_or_noise, tokens_of_line(text)))


def _cell_or_noise(token: Token) -> Token:
    """Make a line of words noise unless it may be a cell: begins with a digit or is short, and is not a list mark."""
    cell = len(token.text) <= _LONGEST_WORD or _FIGURE.match(token.text)
    is_cell = token.kind != "words" or (cell and not _NO_CELL.fullmatch(token.text))
    return token if is_cell else Token("noise", token.text)


def stream_of(lines: Sequence[str]) -> Stream:
    """Read the lines of a table into cells."""
    lines = _without_misread_ones(lines)
    groups = _groups(lines)
    if groups:
        rows = [[_cell_or_noise(token) for line in group for token in tokens_of_line(line)] for group in groups]
        return Stream(tuple(map(tuple, rows)), (True,) * len(rows), tuple(lines))
    cells = _Cells(_Habit.of(lines))
    blanks_count = _blanks_are_cells(lines)
    for text in _unbroken(lines, cells.habit):
        if "|" in text:
            cells.add_barred(text)
        elif "\t" in text.strip():
            cells.add_tabbed(text)
        elif text.strip():
            cells.add_line(text)
        elif text and blanks_count:
            cells.add([BLANK])
    first = next((line for line in lines if line.strip()), "")
    return Stream(tuple(cells.rows), tuple(cells.whole), tuple(lines), with_plain_bars(first).strip().startswith("|"))


def _without_misread_ones(lines: Sequence[str]) -> Sequence[str]:
    """The lines; if few have a bar, one that touches a digit is no edge of a cell but a 1 that was misread, as l is."""
    barred = sum("|" in line for line in lines)
    return [_MISREAD.sub(r"\1l\2", line) for line in lines] if 0 < barred < _FEW * len(lines) else lines


def _unbroken(lines: Iterable[str], habit: _Habit) -> Iterator[str]:
    """The lines without rules and page numbers, with a row joined that was broken before its last bar."""
    open_row = ""
    for line in lines:
        text = with_plain_bars(line)
        if is_page_number(text) or _RULE.fullmatch(text):
            continue
        begins = "|" in text and (text.strip().startswith("|") or not habit.opened)
        if habit.whole and habit.closed and (begins or open_row):
            open_row += text.strip()
            if not open_row.endswith("|"):
                continue
            text, open_row = open_row, ""
        yield text
    if open_row:
        yield open_row


def _groups(lines: Sequence[str]) -> list[list[str]]:
    """The rows of a table with each cell on a line and an empty line after each row; [] for other shapes."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line and not is_page_number(line):
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    groups = [group for group in found if any(line.strip() for line in group)]
    rows = sum(len(group) > 1 for group in groups)
    cells = all(_is_plain(line) and not _is_row(line) for group in groups for line in group)
    cells = cells and not any(map(_holds_rows, groups))
    return groups if cells and rows > 1 and rows >= _MANY_ROWS * len(groups) else []


def _holds_rows(group: Sequence[str]) -> bool:
    """Whether a label follows a figure, so that the lines are more than one row."""
    kinds = [token.kind for line in group for token in tokens_of_line(line)]
    return "value" in kinds and "label" in kinds[kinds.index("value") :]


def _is_row(line: str) -> bool:
    """Whether a line has several figures, and so is more than one cell."""
    return sum(token.kind == "value" for token in tokens_of_line(line)) > 1


def _is_plain(line: str) -> bool:
    return "|" not in with_plain_bars(line) and "\t" not in line.strip()


def _blanks_are_cells(lines: Sequence[str]) -> bool:
    """Whether a line of spaces is an empty cell, and not just a gap between cells or rows."""
    if any(map(_is_row, lines)):
        return False
    written = [line for line in lines if line.strip()]
    blank = [line for line in lines if line and not line.strip()]
    indented = blank and sum(line.startswith(blank[0]) for line in written) >= _MANY * len(written)
    return bool(indented) or len(blank) < _MANY * (len(written) - 1)
