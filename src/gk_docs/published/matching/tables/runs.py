"""Read a table of any format as runs: labels, with the cells that follow them up to the next label."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal

from gk_docs import regex as re
from gk_docs.files.tables import UnrolledTable
from gk_docs.published.matching.lexing.figures import is_bare, is_numeral, is_value
from gk_docs.published.matching.lexing.tokens import Token, tokens_of_cell
from gk_docs.published.matching.lexing.vocabulary import (
    PrintedLabel,
    ends,
    is_of_group,
    is_whole,
    letters_of,
    recognised,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_JOINED = 9  # tokens of a broken label
_MOST_INSIDE = 12  # tokens to look ahead for the rest of a label
_DIGIT = re.compile(r"\d")
_BEGINS_WITH_DIGIT = re.compile(r"^\W*\d")
_MARK = re.compile("[（(][一二三四五六七八九][)）]")  # the mark that begins the label of another row
_FEWEST_NUMBERS = 3
_NUMBERS = {"序号", "编号", "行次"}


@dataclass(slots=True)
class Run:
    """Consecutive labels, and the cells that follow them.

    Attributes:
        labels: The labels, in order.
        items: Text of the cells after the last label, "" for a blank one.
        sure: Whether the file itself shows where the row ends and which cells are blank.
        led: Whether rows begin with a bar, which looks like a blank cell between two rows.
        noise: Lines between the cells that are not cells.
        own: The number of cells that the file ties to the label: on its line, or between its two parts.
        lines: The number of lines of running text that the cells are on, plus one if the label continues after them.
        beside: Indices of the cells that follow words on their line of running text.
        onward: Indices of the cells on the line of the cell before.
        short: Whether its row has fewer squares than others of its table, so that a cell may be lost.
    """

    labels: list[PrintedLabel] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    sure: bool = False
    led: bool = False
    noise: list[str] = field(default_factory=list)
    own: int = 0
    lines: int = 0
    beside: list[int] = field(default_factory=list)
    onward: list[int] = field(default_factory=list)
    short: bool = False

    @property
    def filled(self) -> list[str]:
        """The cells that are not blank."""
        return [item for item in self.items if item]


@dataclass(frozen=True, slots=True)
class Stream:
    """The cells of a table in running text.

    Attributes:
        rows: The tokens of each line, in order.
        whole_rows: For each line, whether it is known to be one whole row of the table.
        lines: The lines themselves.
        led: Whether the first line begins with a bar, so that rows may begin with one too.
    """

    rows: tuple[tuple[Token, ...], ...]
    whole_rows: tuple[bool, ...]
    lines: tuple[str, ...]
    led: bool = False


def runs_of_table(table: UnrolledTable) -> Iterator[Run]:
    """The runs of a real table; each ends with its row. Columns of row numbers and remarks are left out."""
    table, aside = _without_extras(table)
    if aside:
        yield Run(noise=aside)
    widest = max(map(len, table.rows), default=0)
    for squares, row in zip(table.rows, table.cells(), strict=True):
        tokens = [token for cell in row for token in tokens_of_cell(cell)]
        for run in _runs(tokens, sure=True):
            run.short = len(squares) < widest
            yield run


def _without_extras(table: UnrolledTable) -> tuple[UnrolledTable, list[str]]:
    """A table without columns of row numbers and a last one that is not the form's; and the text left out.

    If there is such a last column, a row that lacks a cell is left out too, since its last one may be in the place of a
    figure.
    """
    rows = _without_numbers(table.rows)
    place = max(map(_last, rows), default=0)
    last = _column(rows, place)
    if not place or not _is_aside(last, len(rows)):
        return UnrolledTable(rows), []
    filled = [row for row in rows if any(cell and is_value(cell) for cell in row[:place])]
    short = [row for row in filled if len(row) != place + 1]
    kept = tuple(row[:place] for row in rows if row not in short)
    lost = [" ".join(filter(None, row)) for row in short]
    said = [text for text in last if text != last[0] and not is_bare(text)]
    is_unit = len({*said}) == 1 and len(said) == len(filled)
    return UnrolledTable(kept), lost if is_unit or not said else ["；".join(said), *lost]


def _without_numbers(rows: Sequence[tuple[str | None, ...]]) -> tuple[tuple[str | None, ...], ...]:
    """The rows without their numbers, in the first column or below 行次 in another, but for the last."""
    named = {at for row in rows for at, text in enumerate(row) if text and letters_of(text) in _NUMBERS}
    last = max(map(_last, rows), default=0)
    gone = {at for at in {0, *named} - {last} if _is_numbering(_column(rows, at), len(rows))}
    return tuple(tuple(text for at, text in enumerate(row) if at not in gone) if gone else row for row in rows)


def _column(rows: Sequence[Sequence[str | None]], place: int) -> list[str]:
    """The texts in a column, without blank ones."""
    return [text.strip() for row in rows if len(row) > place and (text := row[place]) and text.strip()]


def _is_aside(texts: Sequence[str], most: int) -> bool:
    """Whether the cells of a last column are not the form's: below a head of no label are words, or row numbers."""
    head, rest = (texts[0], texts[1:]) if texts else ("", [])
    if not head or recognised(head) or is_value(head) or any(map(recognised, rest)):
        return False
    numbers = [text for text in rest if text != head]
    counted = (letters_of(head) in _NUMBERS and _rise(numbers, most)) or _is_counted(numbers)
    return counted or not any(map(_BEGINS_WITH_DIGIT.search, texts))


def _last(row: Sequence[str | None]) -> int:
    """The index of the last filled square of a row."""
    return max((place for place, text in enumerate(row) if text), default=0)


def _is_numbering(texts: Sequence[str], most: int) -> bool:
    """Whether the cells of a column number at most so many rows: they rise below 序号, or are 1, 2, 3 and so on."""
    heads = [text for text in texts if not is_bare(text)]
    numbers = [text for text in texts if is_bare(text)]
    counted = bool(heads) or _is_counted(numbers)
    return bool(numbers) and counted and {*map(letters_of, heads)} <= _NUMBERS and _rise(numbers, most)


def _rise(texts: Sequence[str], most: int) -> bool:
    """Whether texts are numbers up to `most` of which each is above the one before; a few must be 1, 2 and so on."""
    numbers = [int(text) for text in texts if is_bare(text)]
    whole = len(numbers) >= _FEWEST_NUMBERS or numbers == [*range(1, len(texts) + 1)]
    return whole and len(numbers) == len(texts) and all(one < other for one, other in pairwise([0, *numbers, most + 1]))


def _is_counted(texts: Sequence[str]) -> bool:
    """Whether texts are the numbers 1, 2, 3 and so on."""
    return len(texts) >= _FEWEST_NUMBERS and [*texts] == [*map(str, range(1, len(texts) + 1))]


def runs_of_stream(stream: Stream) -> Iterator[Run]:
    """The runs of a table in running text; only some of its shapes show where a row ends."""
    open_tokens: list[Token] = []
    plain = not any("|" in line or "\t" in line for line in stream.lines)
    for number, (tokens, whole) in enumerate(zip(stream.rows, stream.whole_rows, strict=True)):
        if whole:
            yield from _runs(_joined(open_tokens), sure=False, led=stream.led, plain=plain)
            yield from _runs(_joined(tokens), sure=True)
            open_tokens = []
        else:
            open_tokens.extend(Token(kind, text, label, number) for kind, text, label, _ in tokens)
    yield from _runs(_joined(open_tokens), sure=False, led=stream.led, plain=plain)


def _runs(tokens: Sequence[Token], *, sure: bool, led: bool = False, plain: bool = False) -> Iterator[Run]:
    """The runs of some tokens; in plain lines, with nothing between cells, words are a broken label and not a cell."""
    run = Run(sure=sure, led=led)
    line, closed = 0, False  # the line of the last token that counted; whether the label continued after its cells
    tied = words = -1  # the line on which the run's label ends; the line of the last token, if it was not a figure
    for token, following in zip_longest(tokens, tokens[1:]):
        before, words = words, -1 if token.kind == "value" else token.line
        if token.kind == "noise":
            run.noise.append(token.text)
            continue
        part = _part(token, following, run, line)
        tied = token.line if part == "label" else _line_of_label(token, run, tied)
        if plain and part == "cell" and token.kind in ("words", "piece") and _is_of_a_stub(token, following):
            run.noise.extend([token.text] if token.kind == "words" else [])
            continue
        if (run.items and part == "label") or (closed and part == "cell") or part == "another":
            yield _ended(run, part)
            run, closed = Run(sure=sure, led=led), False
        if part == "label" and token.label:
            run.labels.append(token.label)
        elif part == "end":
            run.own, closed = len(run.items), True
            run.lines += 1
        elif part == "cell":
            run.own += bool(run.labels) and token.line == tied and run.own == len(run.items)
            run.lines += not run.items or token.line != line
            run.beside.extend([len(run.items)] if token.line == before else [])
            run.onward.extend([len(run.items)] if run.items and token.line == line != before else [])
            run.items.append(token.text)
        elif run.labels and not run.filled and _goes_on(run.labels[-1], token.text):
            run.items, run.beside, run.onward = [], [], []
        line = token.line
    if run.labels or run.items or run.noise:
        yield run


def _ended(run: Run, part: str) -> Run:
    """Correct a run once it is known which part, as `_part` calls it, begins the next one."""
    if part == "cell" and len(run.labels) > 1:
        run.own = 0  # figures are inside and after a label and none at the label before: they may be one row too low
    elif part == "another" and not run.items and not run.labels[-1].exact:
        run.labels.pop()  # the beginning of one label before the rest of another
    return run


def _line_of_label(token: Token, run: Run, line: int) -> int:
    """The line on which the last label ends, with its last piece; -1 once the mark of another row has begun."""
    if token.kind != "piece" or not run.labels:
        return line
    return -1 if _MARK.fullmatch(token.text) else token.line if ends(token.text, run.labels[-1].meanings) else line


def _is_of_a_stub(token: Token, following: Token | None) -> bool:
    """Whether words among the figures of plain lines are not a cell: without a number, or the 三 of an upright 三、."""
    upright = is_numeral(token.text) and following is not None and following.kind in ("piece", "words", "noise")
    return upright or not (is_numeral(token.text) or _DIGIT.search(token.text))


def _part(
    token: Token, following: Token | None, run: Run, line: int
) -> Literal["label", "end", "cell", "piece", "another"]:
    """What a token is to a run: a label, the end of one around its cells, a cell, a piece of its label or another's."""
    if token.kind in ("label", "cut") and token.label:
        return "label"
    if _closes(token, run, line):
        return "end"
    if token.kind != "piece" or _is_cell(token, following, run):
        return "cell"
    return "another" if run.labels and _is_of_another(run.labels[-1], token.text) else "piece"


def _closes(token: Token, run: Run, line: int) -> bool:
    """Whether a token is the rest of the label, after the cells, which are between its two parts."""
    later = token.kind == "piece" and token.line != line
    return later and bool(run.labels and run.filled) and _goes_on(run.labels[-1], token.text)


def _is_cell(piece: Token, following: Token | None, run: Run) -> bool:
    """Whether a piece of a label is rather the content of a cell (三, 公开), since no label follows it."""
    if run.sure and run.labels and any(meaning.kind in ("stub", "column") for meaning in run.labels[-1].meanings):
        return True  # a head in other words
    if following is not None and following.kind in ("label", "cut", "piece"):
        return is_numeral(piece.text) and run.sure and bool(run.labels or run.items)
    after_label = run.labels and not run.items and not run.labels[-1].exact
    return is_numeral(piece.text) or not after_label


def _goes_on(label: PrintedLabel, text: str) -> bool:
    return not label.exact and ends(text, label.meanings)


def _is_of_another(label: PrintedLabel, text: str) -> bool:
    """Whether a text is a piece of another row's label, and not of the label of a group or a column."""
    key = letters_of(text)
    return (
        len(key) > 1
        and not is_of_group(text)
        and all(key not in letters_of(meaning.text) for meaning in label.meanings)
    )


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with labels joined that are broken over lines, the longest possible ones first."""
    tokens = _with_stubs_before(tokens)
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        length = _broken_label(tokens, place)
        text = "".join(token.text for token in tokens[place : place + length])
        label = recognised(text) if length > 1 else None
        last = tokens[place + length - 1]
        found.append(Token("label", text, label, last.line) if label else tokens[place])
        place += length if label else 1
    return found


def _with_stubs_before(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with the label of a group moved before a row's label that it interrupts, being beside its lines."""
    found = list(tokens)
    for place, (cut, stub) in enumerate(pairwise(tokens)):
        if cut.label and stub.label and not cut.label.exact and any(m.kind != "row" for m in stub.label.meanings):
            rest = (token for token in tokens[place + 2 : place + _MOST_INSIDE] if token.kind != "value")
            after = next((token for token in rest if not _goes_on(stub.label, token.text)), stub)
            inside = after.kind == "piece" and _goes_on(cut.label, after.text)
            found[place : place + 2] = (stub, cut) if inside else (cut, stub)
    return found


def _broken_label(tokens: Sequence[Token], place: int) -> int:
    """The number of tokens from `place` on that make up one whole label; 1 if no more do."""
    if tokens[place].kind not in ("label", "cut", "piece"):
        return 1
    best, text = 1, tokens[place].text
    for length in range(2, min(_MOST_JOINED, len(tokens) - place) + 1):
        token = tokens[place + length - 1]
        if token.kind not in ("label", "cut", "piece"):
            break
        text += token.text
        if is_whole(text):
            best = length
    return best
