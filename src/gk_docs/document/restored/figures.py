"""Read the figures of one of our files from its tables, and note what was changed since.

If somebody adds, removes or moves a row or column, figures must not slip into the rows and columns beside it. So a row
is read only if its labels are those of a row of the form, occur once, and its cells begin in the same columns; and a
table only if all its rows of column heads are found.
"""

from __future__ import annotations

from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.text import NARROW
from gk_docs.document.restored.items import labels_of, squares
from gk_docs.files.seal import digest
from gk_docs.finding import Severity
from gk_docs.form.amounts import MONEY
from gk_docs.form.layout import Label
from gk_docs.form.notes import Note, short
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.document.restored.items import Item, Row, Square
    from gk_docs.form.layout import Figure
    from gk_docs.form.model import Model

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,17}|[1-9]\d{0,2}(?:,\d{3}){1,5})(\.\d{1,6})?", re.ASCII)
_KNOWN_AT_MOST = 4096


class FiguresShown:
    """Collects figures by path, words in cells of figures, and notes."""

    def __init__(self, form: type[Model], digests: tuple[str, ...], hidden_by_words: Mapping[str, Any]) -> None:
        self.values: dict[str, int | Decimal | str | None] = {}
        self.words: dict[str, str] = {}
        self.notes: list[Note] = []
        self._form = form
        self._digests = dict(zip(outline_of(form).figures, digests, strict=False))
        self._hidden = hidden_by_words
        self._taken: dict[str, Mapping[Square, str]] = {}

    def take(self, section: str, table: Item | None) -> None:
        """Take the figures of one table; `table` is None if somebody deleted it."""
        texts, over = _placed(self._form, section, table.rows) if table else ({}, [])
        self._taken[section] = texts
        missing = 0
        for figure, cell in outline_of(self._form).section(section).figures:
            if (square := (cell.row, cell.column)) in texts:
                self.values[figure.path] = self._value(figure, texts[square])
            else:
                self.values[figure.path] = None
                missing += 1
        self.notes += _labels_changed(section, _home(self._form, section).labels if table else {}, texts)
        for line in over:
            self.notes.append(Note("GK101", section, f"表格在写出后改动过，这一行没有读入：{short(line)}", line))
        if missing:
            self.notes.append(Note("GK104", section, f"表格在写出后改动过，有{missing}格没有找到"))

    def leave(self, tables: Iterable[Item]) -> None:
        """Leave out the figures that differ in a second table of the form, which somebody put into the file."""
        for table in tables:
            here, there = self._taken.get(table.kind, {}), _placed(self._form, table.kind, table.rows)[0]
            cells = outline_of(self._form).section(table.kind).figures
            squares = {figure.path: (cell.row, cell.column) for figure, cell in cells}
            apart = [path for path, square in squares.items() if here.get(square) != there.get(square)]
            for path in apart:
                self.values[path] = None
                self.words.pop(path, None)
            if apart:
                message = f"文件里有两张这样的表，有{len(apart)}格不同，未读；请只留一张"
                self.notes.append(Note("GK101", table.kind, message))

    def _value(self, figure: Figure, text: str) -> int | Decimal | str | None:
        path, shown = figure.path, text.strip()
        same = digest(text) == self._digests.get(path)
        if same and path in self._hidden:
            self.words[path] = text
            value: int | str | None = self._hidden[path]
            return value
        if not same:
            now = f"现为“{short(shown)}”" if shown else "现为空白"
            self.notes.append(Note("GK106", path, f"这一格在写出后改动过，{now}", shown or "空白"))
        return self._read(figure, shown)

    def _read(self, figure: Figure, shown: str) -> int | Decimal | None:
        if not shown:
            return None
        value = _number(shown, figure.unit in MONEY, figure.signed)
        if value is None:
            self.words[figure.path] = shown
            self.notes.append(Note("GK102", figure.path, f"这一格不是可用的数字：{short(shown)}", shown))
        return value


def _labels_changed(section: str, labels: Mapping[Square, str], texts: Mapping[Square, str]) -> Iterator[Note]:
    """A note for each label that reads otherwise now: a figure below another name is probably another figure."""
    for square, label in labels.items():
        shown = texts.get(square, label)
        if "".join(shown.split()) != "".join(label.split()):
            told = f"表中写的是“{short(shown)}”，格式为“{label}”"
            is_other = normalise(shown) != normalise(label)
            yield Note("GK105", section, told, short(shown), label, Severity.WARNING if is_other else None)


@lru_cache(_KNOWN_AT_MOST)
def _number(shown: str, money: bool, signed: bool) -> int | Decimal | None:  # noqa: FBT001 - by place: it is called for every cell
    match = _NUMBER.fullmatch(shown.translate(NARROW))
    if not match or (match[0].startswith("-") and not signed) or (match[1] and not money):
        return None
    plain = match[0].replace(",", "")
    return Decimal(plain) if money else int(plain)


class _Home(NamedTuple):
    """The layout of a table of the form.

    Attributes:
        labels: Its labels by the (row, column) in which each begins.
        keys: The normalised labels of each row, with their columns.
        columns: The columns in which cells of each row begin.
        heads: The rows with column heads.
        first: The first column of figures.
    """

    labels: Mapping[Square, str]
    keys: tuple[tuple[tuple[int, str], ...], ...]
    columns: tuple[frozenset[int], ...]
    heads: frozenset[int]
    first: int


@cache
def _home(form: type[Model], section: str) -> _Home:
    grid = outline_of(form).section(section).grid
    rows = grid.by_row() if grid else []
    labels = labels_of(form)[section]
    own = [[(cell.column, cell.content) for cell in row if isinstance(cell.content, Label)] for row in rows]
    return _Home(
        {square: label.text for square, label in labels.items()},
        tuple(tuple((column, normalise(label.text)) for column, label in row) for row in own),
        tuple(frozenset(cell.column for cell in row) for row in rows),
        frozenset(row for (row, _), label in labels.items() if label.role == "column"),
        min(cell.column for row in rows for cell in row if not isinstance(cell.content, Label)),
    )


def _placed(form: type[Model], section: str, rows: Sequence[Row]) -> tuple[dict[Square, str], list[str]]:
    """Return the text of each cell by its (row, column) in the form, and the text of rows that are not the form's."""
    home = _home(form, section)
    texts = squares(rows)
    if len(texts) == sum(map(len, home.columns)) and home.labels.items() <= texts.items():
        return texts, []
    at_home = _at_home(home, rows)
    if not home.heads <= at_home.keys():
        return {}, []
    nowhere = (row for at, row in enumerate(rows) if at not in at_home.values())
    over = [line for row in nowhere if (line := " ".join(text for _, text in row if text.strip()))]
    return {(row, column): text for row, at in at_home.items() for column, text in rows[at]}, over


def _at_home(home: _Home, rows: Sequence[Row]) -> dict[int, int]:
    """Map rows of the form to rows of the table as it is now."""
    known = {label for key in home.keys for _, label in key}
    now = [
        tuple((column, key) for column, text in row if (key := normalise(text)) in known or column < home.first)
        for row in rows
    ]
    found = {}
    for _, i1, i2, j1, j2 in SequenceMatcher(None, home.keys, now, autojunk=False).get_opcodes():
        for row, at in zip(range(i1, i2), range(j1, j2), strict=True) if i2 - i1 == j2 - j1 else ():
            begun = {column for column, _ in rows[at]}
            whole = begun <= home.columns[row] and max(begun, default=-1) == max(home.columns[row])
            once = now.count(now[at]) <= home.keys.count(now[at]) or now[at] != home.keys[row]
            if whole and once and {pair for pair in now[at] if pair[1] in known} <= {*home.keys[row]}:
                found[row] = at
    return found
