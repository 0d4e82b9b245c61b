"""Show in plain characters that a text is formatted as raised, lowered, reversed, struck out or hidden, or is not all.

Without its format, a note mark set as superscript looks like any other digit: 227 with the mark 1 became 2271. So
raised and lowered digits become characters of their own (²), which never count as digits of a figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""For `str.translate`: digits set as superscript."""

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""For `str.translate`: digits set as subscript."""

TURNED = {ord(digit): f"\u202e{digit}" for digit in "0123456789"}
"""For `str.translate`: digits shown from right to left, each after the character for right-to-left override."""

UNREAD = "□"
"""Stands in the text of a cell for what the cell shows and no reader reads: a formula, a picture, a box to fill in."""

_MOST_TOLD = 20


def left_out(texts: Iterable[str]) -> tuple[str, ...]:
    """The line of a note that lists the texts struck out or hidden, each once; empty if there are none.

    >>> left_out(["12", "旧", "12"]), left_out([])
    (('划去或隐藏的文字：12、旧',), ())
    """
    told = "、".join(islice(dict.fromkeys(texts), _MOST_TOLD))
    return (f"划去或隐藏的文字：{told}",) if told else ()
