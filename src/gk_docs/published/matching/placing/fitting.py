"""Fit the cells of a row to the figures of the form, if there is only one way to do so."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gk_docs.published.matching.lexing.figures import as_digits, counts_of, holds_two, is_bare, is_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.published.matching.printed import PrintedRow, Squares


_MOST_SPARE_DIGITS = 6  # more digits than figures; with more, there are too many ways to cut them
_MOST_RUN_TOGETHER = 2  # pairs of figures in a row
_MOST_DIGITS_RUN_TOGETHER = 14
_NARROWEST_FULL = 3  # digits of a figure wide enough to fill its cell and touch the next one
_CLEARLY = 3  # so many rows to one


class Fit(NamedTuple):
    """How a row is fitted.

    Attributes:
        cells: Text of each cell of the form, "" for a blank one; None if there is not just one way.
        why: Why not, or how it was decided, in Chinese; "" if nothing had to be decided.
    """

    cells: tuple[str, ...] | None
    why: str = ""


class Habits:
    """How a file prints tables as text, learnt from rows that can be read in one way only.

    A table pasted as text keeps an empty cell for each square that a merged cell covers: either in its place, or all
    at the end of the row. And if figures run together, blank cells may leave no trace.

    Attributes:
        blanks_vanish: Whether blank cells leave no trace.
        pads: Whether rows end with blank cells that the form does not have; a blank in a figure's place may be one too.
        leads: Whether rows begin with such cells, between the label and the figures.
        breaks: Whether figures surely have spaces or line breaks inside.
    """

    def __init__(self) -> None:
        self._in_place: set[bool] = set()
        self._spare: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        self._beyond: Counter[int] = Counter()
        self._has_more: set[str] = set()
        self._widest: dict[tuple[str, int], int] = defaultdict(int)
        self.blanks_vanish = False
        self.pads = False
        self.leads = False
        self.breaks = False

    def saw_fillers(self, *, in_place: bool) -> None:
        """Note whether the empty squares of merged cells are in their place or at the end."""
        self._in_place.add(in_place)

    @property
    def in_place(self) -> bool | None:
        """Whether empty squares are in their place (True) or at the end (False); None if that is not known."""
        return next(iter(self._in_place)) if len(self._in_place) == 1 else None

    def is_odd(self, table: str, items: Sequence[str], printed: PrintedRow) -> bool:
        """Whether a row has more or fewer cells than most rows of its table, so that any cell may be the wrong one."""
        count = printed.count
        if _is_proved(items, printed, even_alike=table not in self._has_more) or _are_apart(items, printed):
            return False
        key, spare = (table, printed.squares.width - count), len(items) - count
        usual, widest = self._spare[key], self._widest[key]
        most = max(usual, key=lambda spare: (usual[spare], -spare), default=0)
        if table in self._has_more:
            return spare != 0 or max(most, widest) > 0
        alone = spare > most and usual[most] > _CLEARLY * usual[spare]
        whole = _filled(items) == tuple(range(count)) and all(map(is_value, items[:count]))
        differs = spare != most or (not whole and spare < widest)
        return differs and (alone or not whole)

    def saw_loose(self, items: Sequence[str], printed: PrintedRow) -> None:
        """Note the number of cells in a row of running text, which ends where the next label begins."""
        self._beyond[len(items) - printed.squares.width] += 1

    def is_short(self, items: Sequence[str], printed: PrintedRow, *, is_last: bool) -> bool:
        """Whether such a row has fewer cells than most, so that the blanks at its end may not be figures.

        The last row of a table may have one cell less, since no bar of a next row follows it.
        """
        usual = max(self._beyond, key=lambda beyond: (self._beyond[beyond], beyond), default=0) - is_last
        count = printed.count
        return len(items) - printed.squares.width < usual and len(items) >= count > 1 and not any(items[count - 1 :])

    def learn(self, table: str, items: Sequence[str], printed: PrintedRow, *, sure: bool) -> None:
        """Learn from the cells of a row; `sure` if the file itself shows where it ends."""
        squares, count = printed.squares, printed.count
        filled = _filled(items)
        self.breaks |= bool(_without_spaces(items, printed)) and not _may_be_several(items, printed)
        key, spare = (table, squares.width - count), max(len(items) - count, 0)
        self._spare[key][spare] += 1
        self._widest[key] = max(self._widest[key], spare * sure)
        numbers = [place for place in filled if is_value(items[place])]
        beyond = squares.width == count and bool(numbers) and numbers[-1] >= count
        if len(numbers) > count or (beyond and len(numbers) < count):
            self._has_more.add(table)
        if len(items) == count:
            return
        self.leads |= len(items) > squares.width and filled[:1] == (len(items) - count,)
        self.pads |= len(items) > squares.width and not items[-1] and any(items)
        in_place, at_end = squares.offsets, tuple(range(count))
        if len(filled) == count < len(items) and in_place != at_end and filled in (in_place, at_end):
            self.saw_fillers(in_place=filled == in_place)
        if len(items) == 1 < count and items[0].isdecimal() and len(items[0]) < count:
            self.blanks_vanish = True


def _is_proved(items: Sequence[str], printed: PrintedRow, *, even_alike: bool = True) -> bool:
    """Whether a row has all its figures side by side and surely complete: their sum holds, or they are all the same."""
    filled = _filled(items)
    cells = [items[place].strip() for place in filled]
    if len(cells) != printed.count or filled[-1] - filled[0] >= len(cells) or not all(map(is_bare, cells)):
        return False
    numbers = [*map(int, cells)]
    return len(cells) > 1 and ((any(numbers) and printed.adds_up(numbers)) or (even_alike and len(set(numbers)) == 1))


def _are_apart(items: Sequence[str], printed: PrintedRow) -> bool:
    """Whether a row has several figures in one cell, separated by spaces, and all its figures that way."""
    return any(map(holds_two, items)) and _is_proved(_apart(items), printed)


def fitted(items: Sequence[str], printed: PrintedRow, habits: Habits) -> Fit:
    """Fit the cells after a label to the figures of its row.

    Args:
        items: Text of the cells as the file has them, "" for a blank one.
        printed: The row as the form has it.
        habits: What is known about this file.

    >>> from gk_docs.published.matching.printed import PrintedRow, Squares
    >>> three = PrintedRow((), Squares((0, 1, 2), 3), ())
    >>> fitted(["1", "0", "11", ""], three, Habits()).cells
    ('1', '0', '11')
    >>> fitted(["000"], three, Habits()).cells, fitted(["6233440"], three, Habits()).cells
    (('0', '0', '0'), None)
    """
    count = printed.count
    if fit := _with_spaces(items, printed, habits) or _with_letters(items, printed):
        return fit
    if why := _why_unsure(items, count, habits):
        return Fit(None, why)
    if len(items) == 1 < count <= len(items[0]) and items[0].isdecimal():
        return _unglued(items[0], printed, habits)
    filled = _filled(items)
    if not filled or len(items) == count:
        return Fit(tuple(items) if filled else ("",) * count)
    if filled == tuple(range(count)) or _is_proved(items, printed):
        return Fit(tuple(items[place] for place in filled))
    return _parted(items, printed) or _placed(items, printed.squares, habits)


def _apart(items: Sequence[str]) -> list[str]:
    """The cells of a row, with cells split that have several figures separated by spaces."""
    return [number for item in items for number in item.split()]


def _with_spaces(items: Sequence[str], printed: PrintedRow, habits: Habits) -> Fit | None:
    """Fit a row with spaces or line breaks inside its cells, if its sum shows whether they part figures or digits."""
    if _are_apart(items, printed):
        return Fit(tuple(_apart(items)), "一格内有几个数，按总计关系分开")
    whole = _without_spaces(items, printed)
    if not whole or (_may_be_several(items, printed) and not habits.breaks):
        return None
    return Fit(whole, "格内的数字中间有空格，按总计关系接上")


def _without_spaces(items: Sequence[str], printed: PrintedRow) -> tuple[str, ...]:
    """The figures of a row with spaces inside cells, without these, if the sums hold so; else ()."""
    if not any(len(item.split()) > 1 and all(map(str.isdecimal, item.split())) for item in items):
        return ()
    whole = tuple("".join(item.split()) for item in items)
    return whole if printed.adds_up(counts_of(whole)) and all(map(is_bare, whole)) else ()


def _may_be_several(items: Sequence[str], printed: PrintedRow) -> bool:
    """Whether the sums hold with the first number of each cell, or with the last, as if it had one of each year."""
    return any(printed.adds_up(counts_of([(item.split() or [""])[at] for item in items])) for at in (0, -1))


def _with_letters(items: Sequence[str], printed: PrintedRow) -> Fit | None:
    """Fit a row in which text recognition took digits for letters (O, l), if its sums hold with the digits."""
    likely = [as_digits(item.strip()) for item in items]
    if not any(item.strip() != digits for item, digits in zip(items, likely, strict=True)):
        return None
    filled = _filled(likely)
    whole = tuple(likely[place] for place in filled)
    proved = all(map(is_bare, whole)) and printed.adds_up(counts_of(whole)) and filled[-1] - filled[0] < len(filled)
    return Fit(whole, "数字中有字母（如 O、l），按0、1等读入，总计关系成立") if proved else None


def _why_unsure(items: Sequence[str], count: int, habits: Habits) -> str:
    """Why the blank cells of a row leave it open which figure is which, in Chinese; "" if they do not."""
    if "" in items and any(map(holds_two, items)):
        return "一格内有几个数，不能确定各在哪一格"
    lost = habits.pads and len(items) >= count > 1 and any(items) and not any(items[count - 1 :])
    return "这一行末尾是空格，可能少了一格" if lost else ""


def _placed(items: Sequence[str], squares: Squares, habits: Habits) -> Fit:
    """Fit a row that has other cells beside its figures, or too few cells."""
    count, filled = len(squares.offsets), _filled(items)
    if len(filled) == count == 1 and len(items) == squares.width:
        return Fit((items[filled[0]],))  # the one cell of the form covers all these squares
    spare = len(items) - squares.width
    open_ends = habits.leads and spare == 1 and not items[0] and not items[-1]  # either may be the cell too many
    ways = _ways_to_place(items, squares, habits.in_place) if spare in (0, 1) and not open_ends else set()
    if len(ways) == 1:
        return Fit(ways.pop())
    if ways:
        return Fit(None, "空格的位置不能确定")
    return Fit(None, f"这一行应有{count}格，读到{len(filled)}个内容")


def _ways_to_place(items: Sequence[str], squares: Squares, in_place: bool | None) -> set[tuple[str, ...]]:  # noqa: FBT001 - a habit, or unknown
    """The ways to choose the figures of a row that has a cell for every square, leaving over blank cells only."""
    kinds = {True: squares.offsets, False: tuple(range(len(squares.offsets)))}
    return {
        tuple(items[offset] for offset in offsets)
        for kind, offsets in kinds.items()
        if in_place in (None, kind) and set(_filled(items)) <= set(offsets)
    }


def _filled(items: Sequence[str]) -> tuple[int, ...]:
    return tuple(number for number, item in enumerate(items) if item)


def _parted(items: Sequence[str], printed: PrintedRow) -> Fit | None:
    """Fit a row in which figures as wide as their cells run together, if only one way to split them adds up."""
    rows = {tuple(items)} if all(map(str.isdecimal, items)) else set()
    for _ in range(min(printed.count - len(items), _MOST_RUN_TOGETHER)):
        rows = {
            (*row[:place], text[:at], text[at:], *row[place + 1 :])
            for row in rows
            for place, text in enumerate(row)
            for at in _inner(text)
        }
    ways = [row for row in rows if printed.adds_up([*map(int, row)])]
    return Fit(ways[0], "两格的数字连在一起，按总计关系分开，只有这一种分法成立") if len(ways) == 1 else None


def may_be_two(text: str) -> bool:
    """Whether a cell may be two wide figures run together.

    >>> may_be_two("917343774"), may_be_two("43774"), may_be_two("9173 43774")
    (True, False, False)
    """
    return text.isdecimal() and any(_inner(text))


def _inner(digits: str) -> Iterator[int]:
    """The places to split digits into two figures, both wide and the second without a leading zero."""
    long = len(digits) > _MOST_DIGITS_RUN_TOGETHER
    places = range(_NARROWEST_FULL, 0 if long else len(digits) - _NARROWEST_FULL + 1)
    return (place for place in places if digits[place] != "0")


def _unglued(digits: str, printed: PrintedRow, habits: Habits) -> Fit:
    """Fit figures that are all run together, if only one way to split them adds up."""
    count = printed.count
    if set(digits) == {"0"}:
        return Fit(("0",) * count) if len(digits) == count else Fit(None, f"{len(digits)}个0连在一起，应有{count}格")
    few = printed.sums and len(digits) - count <= _MOST_SPARE_DIGITS and not habits.blanks_vanish
    ways = [way for way in _cuts(digits, count) if printed.adds_up([*map(int, way)])] if few else []
    if len(ways) != 1:
        return Fit(None, "数字连在一起，无法确定如何分开")
    return Fit(ways[0], f"数字连在一起（{digits}），按总计关系分开，只有这一种分法成立")


def _cuts(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut the digits into `count` numbers without leading zeros."""
    if count == 1:
        if len(digits) == 1 or (digits and digits[0] != "0"):
            yield (digits,)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        for rest in _cuts(digits[length:], count - 1):
            yield (digits[:length], *rest)
