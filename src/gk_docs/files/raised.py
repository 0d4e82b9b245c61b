"""Raised and lowered digits of a formatted text as characters of their own, so that no figure takes them for its own.

A note mark set as superscript looks like any other digit once its format is gone: 227 with the mark 1 became 2271.
"""

from __future__ import annotations

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""For `str.translate`: digits set as superscript."""

LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""For `str.translate`: digits set as subscript."""
