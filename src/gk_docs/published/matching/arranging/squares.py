"""What the squares of a table are: labels, figures, years, words; and where its heads begin again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from gk_docs import regex as re
from gk_docs.published.matching.lexing.figures import is_value
from gk_docs.published.matching.lexing.vocabulary import letters_of, recognised
from gk_docs.published.matching.text.cues import cue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gk_docs.files.tables import UnrolledTable

Square: TypeAlias = "str | None"
"""The text of a square; None if a merged cell covers it that begins elsewhere."""

Rows: TypeAlias = "Sequence[Sequence[Square]]"
"""The squares of a table by row, all rows of one length."""

Role = Literal["", "figure", "column", "over", "row", "year", "words"]
"""`column` is the head of a column of figures, `over` one above several; `year` says of which year figures are."""

_IN_BRACKETS = re.compile("^[(（【](.*)[)）】]$")
_FEWEST_ROWS = 3  # of a block of table 2, if it is turned
_ALL_OF_CASES = 15  # figures of table 4, which has no labels of rows
_ROLES: dict[str, Role] = {"column": "column", "row": "row", "group": "row"}


def squares_of(table: UnrolledTable) -> Rows:
    """The rows of a table, all of one length."""
    width = max(map(len, table.rows), default=0)
    return [row if len(row) == width else (*row, *[None] * (width - len(row))) for row in table.rows]


def table_of(rows: Rows) -> str:
    """The section whose labels a table has; "" if it has none that is of one section only."""
    labels = (recognised(square) for row in rows for square in row if role_of(square) in ("column", "row") and square)
    tables = ({meaning.table for meaning in label.meanings} for label in labels if label)
    return next((one for found in tables if len(found) == 1 for one in found), "")


def role_of(square: Square) -> Role:
    """What a square is; "" if it is blank.

    >>> role_of("自然人"), role_of("规章"), role_of("12"), role_of("2023年"), role_of("法人或其他组织"), role_of(None)
    ('column', 'row', 'figure', 'year', 'over', '')
    """
    return _role(square) if square else ""


@lru_cache(maxsize=8192)
def _role(text: str) -> Role:
    if not text.strip():
        return ""
    if text.isdecimal() and not is_year(text):
        return "figure"
    if is_year(text):
        return "year"
    if is_value(text):
        return "figure"
    label = recognised(text)
    kinds = [meaning.kind for meaning in label.meanings] if label else []
    return _ROLES.get(kinds[0], "over") if kinds else "words"


@lru_cache(maxsize=4096)
def is_year(text: str) -> bool:
    """Whether a text says only of which year figures are, or that they are a change."""
    bare = _IN_BRACKETS.sub(r"\1", "".join(text.split()).rstrip(":："))
    return bool(cue("this year").search(bare) or cue("last year").search(bare) or cue("change").search(bare))


def has(row: Iterable[Square], role: Role) -> bool:
    """Whether a row has a square of a role."""
    return any(role_of(square) == role for square in row)


def is_of_heads(row: Sequence[Square]) -> bool:
    """Whether a row has heads of columns, and neither figures nor labels of rows."""
    roles = {*map(role_of, row)}
    return bool(roles & {"column", "over"}) and not roles & {"figure", "row"}


def is_turned_row(row: Sequence[Square]) -> bool:
    """Whether a row has the head of a column before its figures, as in a table whose rows and columns are exchanged."""
    roles = [role for square in row if (role := role_of(square))]
    return "figure" in roles and "row" not in roles and "column" in roles[: roles.index("figure")]


def upright(rows: Rows) -> Rows:
    """The rows of a table; its columns if all figures are beside heads of columns, and below labels of rows if any."""
    turned = sum(map(is_turned_row, rows))
    labels = sum(has(row, "row") for row in rows)
    few = _FEWEST_ROWS if labels else _ALL_OF_CASES
    if turned < few or turned != sum(has(row, "figure") for row in rows):
        return rows
    return [*zip(*rows, strict=True)]


def regions(rows: Rows) -> list[list[Sequence[Square]]]:
    """The rows in parts, a new one where heads follow figures."""
    found: list[list[Sequence[Square]]] = [[]]
    filled = False
    for row in rows:
        figures = has(row, "figure")
        if filled and not figures and is_of_heads(row):
            found.append([])
            filled = False
        filled |= figures
        found[-1].append(row)
    return found


def heads_in(region: Rows) -> int:
    """The number of rows above the first figure, or above the first label of a row."""
    return next((at for at, row in enumerate(region) if has(row, "figure") or _is_row(row)), len(region))


def _is_row(row: Sequence[Square]) -> bool:
    return has(row, "row") and not has(row, "column")


def key_of(squares: Iterable[Square]) -> str:
    """The letters of a row's labels, by which the same row is known in two parts of a table."""
    return "|".join(letters_of(square) for square in squares if square and square.strip())
