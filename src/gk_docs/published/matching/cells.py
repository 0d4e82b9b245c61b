"""Where the form has the figures of each row, and the cells of a file fitted to them in the one way that there is."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gk_docs.form.layout import Figure
from gk_docs.form.outline import outline_of
from gk_docs.published.matching.figures import holds_two, is_bare, is_value
from gk_docs.published.matching.vocabulary import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from gk_docs.form.layout import Content
    from gk_docs.form.model import Model
    from gk_docs.grid import Cell

Holds: TypeAlias = "Callable[[Sequence[int]], bool]"
"""Whether sums hold for the figures of a row, in printed order."""

_BY_TOTAL = "一格内有几个数，按总计关系分开"
_MOST_SPARE_DIGITS = 6
_MOST_RUN_TOGETHER = 2  # pairs of figures in a row
_MOST_DIGITS_RUN_TOGETHER = 14
_NARROWEST_FULL = 3  # digits of a figure that can fill its cell
_CLEARLY = 3  # so many rows to one


class Squares(NamedTuple):
    """The unit squares to the right of a row's label, as the form has them.

    Attributes:
        offsets: The square in which each figure begins.
        width: Number of squares.
    """

    offsets: tuple[int, ...]
    width: int


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of tables 2 and 3, or a block of table 4.

    Attributes:
        figures: Its figures in printed order.
        squares: Where they stand to the right of the label.
    """

    figures: tuple[Figure, ...]
    squares: Squares

    def shifted(self, squares: int) -> PrintedRow:
        """The same row where its label is so many squares wider."""
        offsets = tuple(offset + squares for offset in self.squares.offsets)
        return PrintedRow(self.figures, Squares(offsets, self.squares.width + squares))


@cache
def printed_rows(form: type[Model]) -> Mapping[str, PrintedRow]:
    """Every printed row of an edition (of table 4: every block) by its path, in printed order."""
    rows: dict[str, list[Figure]] = defaultdict(list)
    squares: dict[str, Squares] = {}
    for section in outline_of(form).sections:
        for cells in section.grid.by_row() if section.grid else ():
            for name, figures, place in _rows_in(cells, section.grid.columns if section.grid else 0):
                rows[name].extend(figures)
                squares[name] = place
    return {name: PrintedRow(tuple(figures), squares[name]) for name, figures in rows.items()}


def _rows_in(cells: Sequence[Cell[Content]], columns: int) -> Iterator[tuple[str, list[Figure], Squares]]:
    groups: dict[str, list[Cell[Content]]] = defaultdict(list)
    labels = [cell for cell in cells if not isinstance(cell.content, Figure)]
    for cell in cells:
        if isinstance(cell.content, Figure):
            groups[row_of(cell.content)].append(cell)
    for name, group in groups.items():
        start = labels[-1].column + 1 if labels else group[0].column
        end = columns if labels else group[-1].column + 1
        figures = [cell.content for cell in group if isinstance(cell.content, Figure)]
        yield name, figures, Squares(tuple(cell.column - start for cell in group), end - start)


class Fit(NamedTuple):
    """How a row was fitted.

    Attributes:
        cells: Text of each cell of the form, "" for a blank one; None where there is no one way.
        why: Why there is none, or on what ground it was decided, in Chinese; "" where nothing had to be decided.
    """

    cells: tuple[str, ...] | None
    why: str = ""


class Habits:
    """How this file prints tables as text, learnt from what leaves no doubt.

    A table pasted as text keeps an empty cell for each square that a merged cell covers: in its place, or all of them
    at the end of the row. And where figures are run together, blank cells may have left no trace.

    Attributes:
        blanks_vanish: Whether blank cells have left no trace.
        pads: Whether rows end with blank cells that the form has not: one in place of a figure can be such a cell too.
        leads: Whether rows begin with such cells, between their label and their figures.
    """

    def __init__(self) -> None:
        self._in_place: set[bool] = set()
        self._spare: dict[tuple[str, int], Counter[int]] = defaultdict(Counter)
        self._beyond: Counter[int] = Counter()
        self._has_more: set[str] = set()
        self.blanks_vanish = False
        self.pads = False
        self.leads = False

    def saw_fillers(self, *, in_place: bool) -> None:
        """Take note of where empty squares stood."""
        self._in_place.add(in_place)

    @property
    def in_place(self) -> bool | None:
        """Whether empty squares stand in their place (True) or at the end (False); None where that is not known."""
        return next(iter(self._in_place)) if len(self._in_place) == 1 else None

    def is_odd(self, table: str, items: Sequence[str], squares: Squares, holds: Holds | None) -> bool:
        """Whether a row has other cells than most of its table: one too many or too few, so that any could be it."""
        count = len(squares.offsets)
        if count > 1 and _is_proved(items, count, holds, even_zeros=table not in self._has_more):
            return False
        if any(map(holds_two, items)) and _is_proved(_apart(items), count, holds, even_zeros=True):
            return False
        usual, spare = self._spare[table, squares.width - count], len(items) - count
        most = max(usual, key=lambda spare: (usual[spare], -spare), default=0)
        if table in self._has_more:
            return spare != 0 or most > 0
        alone = spare > most and usual[most] > _CLEARLY * usual[spare]
        return spare != most and (alone or _filled(items) != tuple(range(count)))

    def saw_loose(self, items: Sequence[str], squares: Squares) -> None:
        """Take note of a row of running text that ends where the next label begins."""
        self._beyond[len(items) - squares.width] += 1

    def is_short(self, items: Sequence[str], squares: Squares, *, is_last: bool) -> bool:
        """Whether such a row has fewer cells than most: the blanks at its end then stand for none of its figures.

        The last row of a table can have one less, which is the bar that begins the next row.
        """
        usual = max(self._beyond, key=lambda beyond: (self._beyond[beyond], beyond), default=0) - is_last
        count = len(squares.offsets)
        return len(items) - squares.width < usual and len(items) >= count > 1 and not any(items[count - 1 :])

    def learn(self, table: str, items: Sequence[str], squares: Squares) -> None:
        """Take note of a row that can be read in one way only."""
        count = len(squares.offsets)
        filled = _filled(items)
        self._spare[table, squares.width - count][max(len(items) - count, 0)] += 1
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


def _is_proved(items: Sequence[str], count: int, holds: Holds | None, *, even_zeros: bool) -> bool:
    """Whether a row has all its figures side by side, and these say that none is missing: by their sum, or alike."""
    filled = _filled(items)
    cells = [items[place].strip() for place in filled]
    if len(cells) != count or filled[-1] - filled[0] >= count or not all(map(is_bare, cells)):
        return False
    numbers = [*map(int, cells)]
    return bool(holds and any(numbers) and holds(numbers)) or (even_zeros and len(set(numbers)) == 1)


def fitted(items: Sequence[str], squares: Squares, habits: Habits, holds: Holds | None) -> Fit:
    """Fit the cells after a label to the figures of its row.

    Args:
        items: Text of the cells as the file has them, "" for a blank one.
        squares: Where the form has the figures.
        habits: What is known of this file.
        holds: Whether the declared sums hold for the figures of the row; None where it has no sum.

    >>> three = Squares((0, 1, 2), 3)
    >>> fitted(["1", "0", "11", ""], three, Habits(), None).cells
    ('1', '0', '11')
    >>> fitted(["000"], three, Habits(), None).cells, fitted(["6233440"], three, Habits(), None).cells
    (('0', '0', '0'), None)
    """
    count = len(squares.offsets)
    if any(map(holds_two, items)) and count > 1 and _is_proved(_apart(items), count, holds, even_zeros=True):
        return Fit(tuple(_apart(items)), _BY_TOTAL)
    if why := _why_unsure(items, count, habits):
        return Fit(None, why)
    glued = _is_glued(items, count)
    if glued is not None:
        return _unglued(glued, count, None if habits.blanks_vanish else holds)
    filled = _filled(items)
    if not filled or len(items) == count:
        return Fit(tuple(items) if filled else ("",) * count)
    if filled == tuple(range(count)) or (count > 1 and _is_proved(items, count, holds, even_zeros=True)):
        return Fit(tuple(items[place] for place in filled))
    return _parted(items, count, holds) or _placed(items, squares, habits)


def _apart(items: Sequence[str]) -> list[str]:
    """The cells of a row with those apart that stand in one with blanks between."""
    return [number for item in items for number in item.split()]


def _why_unsure(items: Sequence[str], count: int, habits: Habits) -> str:
    """Why the blank cells of a row leave open which figure is which, or ""."""
    if "" in items and any(map(holds_two, items)):
        return "一格内有几个数，不能确定各在哪一格"
    lost = habits.pads and len(items) >= count > 1 and any(items) and not any(items[count - 1 :])
    return "这一行末尾是空格，可能少了一格" if lost else ""


def _placed(items: Sequence[str], squares: Squares, habits: Habits) -> Fit:
    """A row that has other cells beside its figures, or too few."""
    count, filled = len(squares.offsets), _filled(items)
    if len(filled) == count == 1 and len(items) == squares.width:
        return Fit((items[filled[0]],))  # the one cell covers all these squares
    spare = len(items) - squares.width
    open_ends = habits.leads and spare == 1 and not items[0] and not items[-1]  # either can be the one too many
    ways = _ways_to_place(items, squares, habits.in_place) if spare in (0, 1) and not open_ends else set()
    if len(ways) == 1:
        return Fit(ways.pop())
    if ways:
        return Fit(None, "空格的位置不能确定")
    return Fit(None, f"这一行应有{count}格，读到{len(filled)}个内容")


def _ways_to_place(items: Sequence[str], squares: Squares, in_place: bool | None) -> set[tuple[str, ...]]:  # noqa: FBT001 - a habit, or unknown
    """The ways to take the figures of a row that keeps a cell for every square; text is left over in none."""
    kinds = {True: squares.offsets, False: tuple(range(len(squares.offsets)))}
    return {
        tuple(items[offset] for offset in offsets)
        for kind, offsets in kinds.items()
        if in_place in (None, kind) and set(_filled(items)) <= set(offsets)
    }


def _filled(items: Sequence[str]) -> tuple[int, ...]:
    return tuple(number for number, item in enumerate(items) if item)


def _is_glued(items: Sequence[str], count: int) -> str | None:
    """The digits of a row that is one run of digits, long enough for all its figures."""
    text = items[0] if len(items) == 1 and count > 1 else ""
    return text if len(text) >= count and text.isdecimal() else None


def _parted(items: Sequence[str], count: int, holds: Holds | None) -> Fit | None:
    """A row in which figures as wide as their cells run together, if they come apart in one way only."""
    rows = {tuple(items)} if holds and all(map(str.isdecimal, items)) else set()
    for _ in range(min(count - len(items), _MOST_RUN_TOGETHER)):
        rows = {
            (*row[:place], text[:at], text[at:], *row[place + 1 :])
            for row in rows
            for place, text in enumerate(row)
            for at in _inner(text)
        }
    ways = [row for row in rows if holds and len(row) == count and holds(tuple(map(int, row)))]
    return Fit(ways[0], "两格的数字连在一起，按总计关系分开，只有这一种分法成立") if len(ways) == 1 else None


def may_be_two(text: str) -> bool:
    """Whether a cell may hold two wide figures that run together.

    >>> may_be_two("917343774"), may_be_two("43774"), may_be_two("9173 43774")
    (True, False, False)
    """
    return text.isdecimal() and any(_inner(text))


def _inner(digits: str) -> Iterator[int]:
    """Where two figures can meet in some digits: both wide, and none with a needless zero before it."""
    long = len(digits) > _MOST_DIGITS_RUN_TOGETHER
    places = range(_NARROWEST_FULL, 0 if long else len(digits) - _NARROWEST_FULL + 1)
    return (place for place in places if digits[place] != "0")


def _unglued(digits: str, count: int, holds: Holds | None) -> Fit:
    """Figures that were run together, where they come apart in one way only."""
    if set(digits) == {"0"}:
        return Fit(("0",) * count) if len(digits) == count else Fit(None, f"{len(digits)}个0连在一起，应有{count}格")
    spare = len(digits) - count
    ways = (
        [way for way in _cuts(digits, count) if holds(tuple(map(int, way)))]
        if holds and spare <= _MOST_SPARE_DIGITS
        else []
    )
    if len(ways) != 1:
        return Fit(None, "数字连在一起，无法确定如何分开")
    return Fit(ways[0], f"数字连在一起（{digits}），按总计关系分开，只有这一种分法成立")


def _cuts(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut the digits into `count` numbers without needless zeros before them."""
    if count == 1:
        if len(digits) == 1 or (digits and digits[0] != "0"):
            yield (digits,)
        return
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        for rest in _cuts(digits[length:], count - 1):
            yield (digits[:length], *rest)


def sums_hold(sums: Iterable[tuple[int, Sequence[int]]]) -> Holds:
    """Whether in a row of figures each total, by its place, is the sum of those at other places."""
    declared = list(sums)
    return lambda row: all(row[total] == sum(row[term] for term in terms) for total, terms in declared)
