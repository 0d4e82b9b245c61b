"""Put a table together that is cut by columns: the first ones in one grid, the others in another."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from gk_docs.files.tables import UnrolledTable
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.arranging.squares import (
    Rows,
    Square,
    has,
    heads_in,
    key_of,
    regions,
    role_of,
    squares_of,
)
from gk_docs.published.matching.lexing.figures import counts_of
from gk_docs.published.matching.lexing.vocabulary import letters_of, recognised
from gk_docs.published.matching.printed import CASES, REQUESTS, cases_of, printed_rows
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.published.matching.printed import PrintedRow


_LONGEST_CAPTION = 30  # characters of a line between two parts of a table


@dataclass(frozen=True, slots=True)
class SomeColumns:
    """Some columns of table 3 or 4, with some of its rows or all.

    Attributes:
        table: Field name of the section.
        names: The head of each of its columns of figures, in table 4 with that of its part: 行政复议|结果维持.
        over: Labels above and beside those heads.
        body: Its rows of figures, each with its labels and its figures.
    """

    table: str
    names: tuple[str, ...]
    over: tuple[str, ...]
    body: tuple[tuple[tuple[Square, ...], tuple[Square, ...]], ...]

    @property
    def is_labelled(self) -> bool:
        """Whether its rows have labels."""
        return all(any(labels) for labels, _ in self.body)

    @property
    def keys(self) -> list[str]:
        """By row, the letters of its labels."""
        return [key_of(labels) for labels, _ in self.body]

    def below(self, other: SomeColumns) -> SomeColumns:
        """This piece with the rows of `other`, which has the same columns, below its own."""
        return SomeColumns(self.table, self.names, self.over, self.body + other.body)


def piece_of(region: Rows, before: Sequence[SomeColumns]) -> SomeColumns | None:
    """Some columns of a table, but not all; None if a region is no such piece.

    Args:
        region: Heads, and rows of figures below them; without heads, rows that go on with the columns of a piece.
        before: The pieces above it.
    """
    heads = heads_in(region)
    if not heads:
        return next(filter(None, (_going_on(region, piece) for piece in reversed(before))), None)
    named = _named(region[:heads], before[-1] if before else None)
    first = min(named, default=0)
    width = max(named, default=0) + 1
    tail = {square for row in region for square in row[width:] if square}
    if not named or len(named) != width - first or tail or not _is_body(region[heads:], first):
        return None
    names = tuple(named[place] for place in range(first, width))
    table = CASES if "|" in names[0] else REQUESTS
    whole = _order(table)
    if names == whole or not _follow(names, whole):
        return None
    over = tuple(
        square
        for row in region[:heads]
        for place, square in enumerate(row)
        if square and (place < first or role_of(square) == "over")
    )
    return SomeColumns(table, names, over, _body(region[heads:], first, width))


@lru_cache(maxsize=256)
def columns_named(heads: tuple[tuple[Square, ...], ...]) -> tuple[str, bool]:
    """The table that has the columns below some heads, "" if none has, and whether they are all of it, in order."""
    names = tuple(name for _, name in sorted(_named(heads, None).items()))
    table = "" if not names else CASES if "|" in names[0] else REQUESTS
    return table, bool(names) and names == _order(table)


def with_heads_in_line(rows: Rows) -> Rows:
    """The rows, with the heads of each column in one line where they are in another order than the form's.

    Read line by line, merged heads hide their order: 自然人 above comes before 商业企业 below, wherever it stands.
    """
    found: list[Sequence[Square]] = []
    changed = False
    for region in regions(rows):
        heads = heads_in(region)
        named = _named(region[:heads], None)
        names = tuple(name for _, name in sorted(named.items()))
        whole = _order(CASES if "|" in "".join(names) else REQUESTS)
        if names == whole or sorted(names) != sorted(whole) or _are_shifted(region[:heads], named, region[heads:]):
            found.extend(region)
            continue
        parts = [part for name in names if (part := name.rpartition("|")[0])]
        above = [square for row in region[:heads] for square in row if role_of(square) == "over" and square]
        found.append(_wide([*dict.fromkeys([*parts, *above])], len(region[0])))
        found.append([named.get(place, "").rpartition("|")[2] or None for place in range(len(region[0]))])
        found.extend(region[heads:])
        changed = True
    return found if changed else rows


def _are_shifted(heads: Rows, named: Mapping[int, str], body: Rows) -> bool:
    """Whether the heads of table 3 stand beside its figures, since spans are wrong, and are the form's line by line."""
    figures = {place for row in body for place, square in enumerate(row) if role_of(square) == "figure"}
    lines = [square for row in heads for square in row if role_of(square) in ("column", "over") and square]
    keys = [letters_of(square) for square in lines]
    return not figures <= named.keys() and keys[-len(_heads_by_line()) :] == [*_heads_by_line()]


@cache
def _heads_by_line() -> Sequence[str]:
    """The letters of the heads above the figures of table 3, line by line."""
    grid = outline_of(next(iter(FORMS.values()))).section(REQUESTS).grid
    cells = [cell.content for cell in grid.cells if isinstance(cell.content, Label)] if grid else []
    heads = [letters_of(label.text) for label in cells if label.role == "column"]
    return tuple(heads[1:])  # without the one above all


def _going_on(region: Rows, before: SomeColumns) -> SomeColumns | None:
    width = len(region[0])
    first = width - len(before.names)
    if first < 0 or not _is_body(region, first) or not all(has(row[first:], "figure") for row in region):
        return None
    return SomeColumns(before.table, before.names, (), _body(region, first, width))


def _body(rows: Rows, first: int, width: int) -> tuple[tuple[tuple[Square, ...], tuple[Square, ...]], ...]:
    return tuple((tuple(row[:first]), tuple(row[first:width])) for row in rows)


def _is_body(rows: Rows, first: int) -> bool:
    """Whether all rows have labels left of the column `first` only, and figures from there on only."""
    figures = ("figure", "")
    return bool(rows) and all(
        "figure" not in map(role_of, row[:first]) and all(role_of(square) in figures for square in row[first:])
        for row in rows
    )


def _named(heads: Rows, before: SomeColumns | None) -> dict[int, str]:
    """By place, the head of each column; in table 4 with the part that it is below."""
    part = before.names[-1].partition("|")[0] if before and before.table == CASES else ""
    found: dict[int, str] = {}
    for place in range(len(heads[0]) if heads else 0):
        column = [row[place] for row in heads]
        part = next(filter(None, map(_part_of, reversed(column))), part)
        names = [square for square in column if role_of(square) == "column"]
        if not names:
            continue
        label = recognised(names[-1] or "")
        tables = (
            {meaning.table: meaning.name for meaning in label.meanings if meaning.kind == "column"} if label else {}
        )
        if part and CASES in tables:
            found[place] = f"{part}|{tables[CASES]}"
        elif REQUESTS in tables:
            found[place] = tables[REQUESTS]
    return found


def _part_of(square: Square) -> str:
    """The part of table 4 that a head names; "" if it names none."""
    label = recognised(square) if square and role_of(square) == "over" else None
    return next((meaning.name for meaning in label.meanings if meaning.name in _parts()), "") if label else ""


@cache
def _parts() -> frozenset[str]:
    return frozenset(name.partition("|")[0] for name in _order(CASES))


@cache
def _order(table: str) -> tuple[str, ...]:
    """The heads of the columns of a table in the order of the form, the same in all editions."""
    form = next(iter(FORMS.values()))
    if table == CASES:
        return tuple(
            f"{figure.columns[-2]}|{figure.columns[-1]}" for block in cases_of(form) for figure in block.figures
        )
    return tuple(_any_row().heads)


@cache
def _any_row() -> PrintedRow:
    form = next(iter(FORMS.values()))
    return next(row for name, row in printed_rows(form).items() if name.startswith(REQUESTS))


def _follow(names: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether names are neighbours in the form."""
    return any([*names] == [*whole[at : at + len(names)]] for at in range(len(whole)))


@dataclass(slots=True)
class _CutTable:
    """Pieces of one table, each with the columns after those of the piece before, and the places where they are."""

    pieces: list[SomeColumns] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    whole: bool = False

    def take(self, piece: SomeColumns, place: int) -> bool:
        """Add a piece; return False if it has neither the columns of the last one nor those after these."""
        names = tuple(name for one in (*self.pieces, piece) for name in one.names)
        whole = _order(piece.table)
        if self.pieces and (piece.table, piece.names) == (self.pieces[-1].table, self.pieces[-1].names):
            self.pieces[-1] = self.pieces[-1].below(piece)
        elif {one.table for one in self.pieces} - {piece.table} or names != whole[: len(names)]:
            return False
        else:
            self.pieces.append(piece)
            self.whole = len(names) == len(whole)
        self.places.append(place)
        return True


def joined(parts: Sequence[object]) -> Iterator[tuple[list[int], UnrolledTable, bool]]:
    """Each table that several parts of a file have some columns of: their places, the whole table, if sums prove it."""
    groups, closed, before = [_CutTable()], set[int](), list[SomeColumns]()
    for place, part in enumerate(parts):
        if isinstance(part, Line) and _is_caption(part.text):
            continue
        pieces = _pieces(squares_of(part), before) if isinstance(part, UnrolledTable) and part.rows else []
        before = [*before, *pieces] if pieces else []
        for piece in pieces:
            if not groups[-1].take(piece, place):
                groups.append(_CutTable())
                closed.update([] if groups[-1].take(piece, place) else [place])
        groups.extend([] if pieces else [_CutTable()])
    made = [(group, put_together(group.pieces) if group.whole else None) for group in groups]
    closed.update(place for group, table in made for place in group.places if table is None)
    for group, table in made:
        places = [*dict.fromkeys(group.places)]
        alone = all(place not in other.places for other, _ in made if other is not group for place in places)
        if table and alone and not closed.intersection(places):
            yield places, UnrolledTable(tuple(map(tuple, table[0]))), table[1]


def _is_caption(text: str) -> bool:
    return len(text) <= _LONGEST_CAPTION and "。" not in text and title_of(text) is None


def _pieces(rows: Rows, before: Sequence[SomeColumns]) -> list[SomeColumns]:
    """The pieces that the regions of a table are; [] if one of them is none."""
    found: list[SomeColumns] = []
    for region in regions(rows):
        piece = piece_of(region, [*before, *found])
        if not piece:
            return []
        found.append(piece)
    return found


def put_together(pieces: Sequence[SomeColumns]) -> tuple[Rows, bool] | None:
    """The table whose columns are in some pieces, and whether sums had to prove it; None if rows do not match."""
    first = pieces[0]
    if len({len(piece.body) for piece in pieces}) > 1:
        return None
    labelled = [piece for piece in pieces if piece.is_labelled]
    if any(piece.keys != first.keys for piece in labelled) or (first.table == REQUESTS and not first.is_labelled):
        return None
    bare = first.table == REQUESTS and len(labelled) < len(pieces)
    figures = [
        tuple(chain.from_iterable(row))
        for row in zip(*([figures for _, figures in piece.body] for piece in pieces), strict=True)
    ]
    if bare and not (all(map(_adds_up, figures)) and len({*figures}) > 1):
        return None
    body = [
        (*(square or None for square in labels), *row) for (labels, _), row in zip(first.body, figures, strict=True)
    ]
    labels = len(body[0]) - len(figures[0])
    return [*_heads(pieces, labels), *body], bare


def _adds_up(figures: Iterable[Square]) -> bool:
    return _any_row().adds_up(counts_of([square or "0" for square in figures]))


def _heads(pieces: Sequence[SomeColumns], labels: int) -> list[list[Square]]:
    """The heads of the whole table, those of several columns first, all in rows of its width."""
    over = [*dict.fromkeys(label for piece in pieces for label in piece.over)]
    order = _order(pieces[0].table)
    if pieces[0].table == REQUESTS:
        width = labels + len(order)
        return [_wide(over, width), [*[None] * labels, *order]]
    parts = [*dict.fromkeys(name.partition("|")[0] for name in order)]
    results = [name.partition("|")[2] for name in order]
    each = len(results) // len(parts)
    return [
        _wide([parts[0], *(label for label in over if _part_of(label) == "")], len(order)),
        _wide([*results[:each], *parts[1:]], len(order)),
        _wide(results[each:], len(order)),
    ]


def _wide(texts: Sequence[str], width: int) -> list[Square]:
    return [*texts[:width], *[None] * (width - len(texts))]
