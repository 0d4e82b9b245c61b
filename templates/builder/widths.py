"""What the template is made for: one entry for each edition of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Widths: TypeAlias = tuple[int, ...]

_BY_APPLICANT: Widths = (684, 886, 2900, *(622,) * 7)
_CASES: Widths = (588,) * 15

WIDTHS: Mapping[str, Mapping[str, Widths]] = {
    "2021": {"active_disclosure": (2205,) * 4, "requests": _BY_APPLICANT, "review_litigation": _CASES},
    "2019": {
        "active_disclosure": (3220, 2310, 20, 1640, 1630),
        "requests": _BY_APPLICANT,
        "review_litigation": _CASES,
    },
}
"""Widths of the columns in twips, by edition and section: those of the issued form, narrowed to the type area.

They add up to a little less than its 156 mm, so that the lines of the table stand inside it too.
"""
