"""A comparison as plain values, for other programs: what `gk-docs compare -o 对比.json` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gk_docs.batch.comparison.figures import all_figures
from gk_docs.chinese.exact import format_plain
from gk_docs.form.values import plain

if TYPE_CHECKING:
    from decimal import Decimal

    from gk_docs.batch.comparison.result import Comparison
    from gk_docs.batch.comparison.texts import TextChange
    from gk_docs.form.change import FigureChange
    from gk_docs.form.editions import AnyReport

_MONEY = ("元", "万元")


def to_record(comparison: Comparison, *, everything: bool = False) -> dict[str, Any]:
    """The comparison as JSON values; money, differences of money and rates of growth are text, so that they stay exact.

    Args:
        comparison: What two reports differ in.
        everything: Whether figures and text that did not change are given too.
    """
    figures = all_figures(comparison.old, comparison.new) if everything else comparison.figures
    return {
        "old": _report(comparison.old),
        "new": _report(comparison.new),
        "equal": not comparison,
        "head": [{"path": one.path, "words": one.words, "old": one.old, "new": one.new} for one in comparison.head],
        "figures": [{**_figure(one), "sentence": one.sentence(comparison.names)} for one in figures],
        "uncompared": [_figure(one) for one in comparison.uncompared],
        "texts": [_text(one) for one in comparison.listed(everything=everything)],
    }


def _report(report: AnyReport) -> dict[str, Any]:
    return {"agency": report.agency.name, "year": report.year, "edition": report.edition, "title": report.title}


def _figure(one: FigureChange) -> dict[str, Any]:
    money = one.unit in _MONEY
    return {
        "path": one.path,
        "words": one.words,
        "unit": one.unit,
        "old": _value(one.old),
        "new": _value(one.new),
        "old_printed": one.old_printed,
        "new_printed": one.new_printed,
        "difference": None
        if one.difference is None
        else format_plain(one.difference)
        if money
        else int(one.difference),
        "growth": None if one.growth is None else plain(one.growth),
    }


def _value(value: int | Decimal | None) -> int | str | None:
    return value if value is None or isinstance(value, int) else plain(value)


def _text(one: TextChange) -> dict[str, Any]:
    old, new = one.old_place, one.new_place
    return {
        "change": one.change,
        "kind": one.kind,
        "old": None if old is None else {"path": old.path, "words": old.words, "text": one.old_text},
        "new": None if new is None else {"path": new.path, "words": new.words, "text": one.new_text},
        "spans": [list(span) for span in one.spans] if one.old and one.new and one.kind != "table" else [],
        "cells": [cell._asdict() for cell in one.cells],
        "remarks": list(one.remarks),
    }
