"""Lay out as the form does the tables that a file prints in another way; tables that are plain stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from gk_docs.files.tables import UnrolledTable
from gk_docs.form.notes import Note
from gk_docs.published.matching.arranging.by_columns import joined, with_heads_in_line
from gk_docs.published.matching.arranging.plain import is_plain
from gk_docs.published.matching.arranging.side_by_side import cut_apart, trimmed
from gk_docs.published.matching.arranging.squares import is_year, role_of, squares_of, table_of, upright
from gk_docs.published.matching.arranging.years import of_this_year, years_named
from gk_docs.published.matching.tables.runs import Stream
from gk_docs.published.matching.tables.segmentation import is_page_number, is_rule, squares_of_line
from gk_docs.published.matching.text.headings import title_of
from gk_docs.published.matching.text.titles import titles_in
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.published.matching.arranging.squares import Rows
    from gk_docs.published.matching.sections import Part

_YEARS = "表中另有其他年度的数，只读本年的"
_UNCLEAR = "表头写着几个年度，不能确定哪些是本年的数，未读"
_FIRST = 4  # lines of a table in running text, of which one has a bar or tab if any row has
_BARE = "表的各列分在几处，后几处没有行名称，按次序和勾稽关系接上"


@dataclass(slots=True)
class _Laid:
    """A block of a file, and the lines and tables that it is if it is laid out anew."""

    block: Part
    parts: list[Part]
    changed: bool = False


def arranged(blocks: Sequence[Part]) -> tuple[list[Part], list[Note]]:
    """The blocks with every table that is laid out in another way as the form has it, and notes on what was decided."""
    if all(map(_is_plain, blocks)):
        return [*blocks], []
    notes: list[Note] = []
    years = _Years(blocks, notes)
    laid: list[_Laid] = []
    for block in blocks:
        head = _heads_above(laid, block)
        title = _title_above(laid) if isinstance(block, UnrolledTable | Stream) else ""
        laid.append(_laid(block, years, head, title))
    owners = [one for one in laid for _ in one.parts]
    parts = [part for one in laid for part in one.parts]
    for places, table, bare in joined(parts):
        notes.extend([Note("GK111", table_of(squares_of(table)), _BARE)] * bare)
        for place in places:
            owners[place].changed = True
            parts[place] = table if place == places[0] else Line("")
    new = iter(parts)
    found: list[Part] = []
    for one in laid:
        own = [next(new) for _ in one.parts]
        found.extend(own if one.changed else [one.block])
    return found, notes


def _is_plain(block: Part) -> bool:
    if isinstance(block, Line):
        barred = "|" in block.text or "\t" in block.text
        return not any(map(is_year, squares_of_line(block.text) if barred else [block.text]))
    if isinstance(block, UnrolledTable):
        return is_plain(squares_of(block))
    if not isinstance(block, Stream) or not any(map(squares_of_line, block.lines[:_FIRST])):
        return True
    return all(not isinstance(part, Line) and is_plain(part) for part in _tables_of(block.lines))


class _Years:
    """Keeps this year's figures in the tables of one file."""

    def __init__(self, blocks: Sequence[Part], notes: list[Note]) -> None:
        self._blocks = blocks
        self._notes = notes

    def ours(self, rows: Rows, above: str) -> Rows:
        """The rows of a table with this year's figures alone, if it or the line above it says whose they are."""
        kept = of_this_year(rows, above, lambda: self._year)
        if kept is None:
            return rows
        if kept.unclear:
            self._notes.append(Note("GK101", table_of(rows), _UNCLEAR))
        elif _count(kept.rows) < _count(rows):
            self._notes.append(Note("GK111", table_of(rows), _YEARS))
        return kept.rows

    @cached_property
    def _year(self) -> int | None:
        years = {title.year for title in titles_in(self._blocks) if title.year}
        return years.pop() if len(years) == 1 else None


def _count(rows: Rows) -> int:
    """The number of figures in a table."""
    return sum(role_of(square) == "figure" for row in rows for square in row)


def _heads_above(laid: list[_Laid], block: Part) -> list[str]:
    """Take the line before a table in running text, if it has as many squares and says of which year these are."""
    above = laid[-1].block if laid and isinstance(block, Stream) else None
    if not isinstance(above, Line) or not isinstance(block, Stream):
        return []
    squares = squares_of_line(above.text)
    if len(squares) != len(squares_of_line(block.lines[0])) or not any(map(is_year, years_named(squares))):
        return []
    laid.pop()
    return [above.text]


def _title_above(laid: Sequence[_Laid]) -> str:
    """The year that the last line names, if it names nothing else and is none of several in a list (tabs of a page)."""
    texts = (one.block.text if isinstance(one.block, Line) else "|" for one in reversed(laid))
    last, before = [*islice((text for text in texts if text.strip()), 2), "", ""][:2]
    return _title_in(last) if not _title_in(before) else ""


def _title_in(text: str) -> str:
    return text.strip() if is_year(text) else ""


def _laid(block: Part, years: _Years, above: Sequence[str], title: str) -> _Laid:
    before: list[Line | Rows] = []
    if isinstance(block, UnrolledTable) and block.rows:
        before.append(squares_of(block))
    elif isinstance(block, Stream):
        before.extend(_tables_of([*above, *block.lines]))
    after: list[list[Line | Rows]] = []
    for part in before:
        title = _title_in(part.text) if isinstance(part, Line) else title
        after.append([part] if isinstance(part, Line) else [*_arranged(part, years, title)])
    changed = bool(above) or any(new[0] is not old or len(new) > 1 for new, old in zip(after, before, strict=True))
    trim = changed and isinstance(block, Stream)
    parts = [_as_block(one, trim=trim) for new in after for one in new if one]
    return _Laid(block, parts if changed or parts else [block], changed)


def _as_block(part: Line | Rows, *, trim: bool) -> Part:
    if isinstance(part, Line):
        return part
    return UnrolledTable(tuple(map(tuple, trimmed(part) if trim else part)))


def _arranged(rows: Rows, years: _Years, title: str) -> Iterator[Line | Rows]:
    for part in cut_apart(upright(rows)):
        for table in _without_titles(part):
            yield table if isinstance(table, Line) else with_heads_in_line(years.ours(table, title))


def _without_titles(rows: Rows) -> list[Line | Rows]:
    """The rows in tables, with the titles of sections that are rows of their own as lines between them."""
    titles = [at for at, row in enumerate(rows) if _is_title(row)]
    if not titles:
        return [rows]
    found: list[Line | Rows] = []
    for start, end in zip([-1, *titles], [*titles, len(rows)], strict=True):
        found.extend([Line(next(filter(None, rows[start])))] if start >= 0 else [])
        found.extend([rows[start + 1 : end]] if end > start + 1 else [])
    return found


def _is_title(row: Sequence[str | None]) -> bool:
    filled = [square for square in row if square and square.strip()]
    return len(filled) == 1 and title_of(filled[0]) is not None


def _tables_of(lines: Iterable[str]) -> Iterator[Line | Rows]:
    """The tables in running text with a bar or a tab between the cells of each row, and the lines between them."""
    rows: list[list[str]] = []
    for text in lines:
        squares = squares_of_line(text)
        if squares and (not rows or len(squares) == len(rows[0])):
            rows.append(squares)
        elif squares or not (is_rule(text) or is_page_number(text) or not text.strip()):
            if rows:
                yield rows
            rows = [squares] if squares else []
            if not squares:
                yield Line(text)
    if rows:
        yield rows
