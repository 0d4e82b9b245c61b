"""Tell at a glance the tables that a file prints as the form has them, since nearly all are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs.published.matching.arranging.by_columns import columns_named
from gk_docs.published.matching.arranging.squares import Role, Rows, Square, is_turned_row, role_of
from gk_docs.published.matching.arranging.years import years_named
from gk_docs.published.matching.printed import CASES
from gk_docs.published.matching.text.headings import title_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LABELS: set[Role] = {"row", "over", "column"}


def is_plain(rows: Rows) -> bool:
    """Whether nothing in a table is side by side, cut off, of another year or the title of a section."""
    heads: list[tuple[Square, ...]] = []
    tables: set[str] = set()
    has_rows = False
    for row in rows:
        roles: list[Role] = [role_of(square) for square in row if square]
        if _is_odd(row, roles):
            return False
        has_rows |= "row" in roles
        if "figure" not in roles and "row" not in roles:
            heads.append(tuple(row))
        elif heads:
            table, whole = columns_named(tuple(heads))
            if table and not whole:
                return False
            tables.add(table)
            heads = []
    return not (has_rows and CASES in tables)


def _is_odd(row: Sequence[Square], roles: Sequence[Role]) -> bool:
    """Whether a row has a year, a label behind a figure, the head of a column before one, or nothing but a title."""
    if "year" in roles:
        return True
    if "figure" in roles:
        after = roles[roles.index("figure") :]
        return not _LABELS.isdisjoint(after) or is_turned_row(row) or years_named(row) is not row
    return len(roles) == 1 and any(square and title_of(square) for square in row)
