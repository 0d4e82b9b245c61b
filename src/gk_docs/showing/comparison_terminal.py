"""A comparison for the prompt, in Chinese: facts, figures in straight columns by section, then the text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from gk_docs.batch.comparison.figures import all_figures
from gk_docs.batch.comparison.items import KINDS
from gk_docs.batch.comparison.texts import CHANGES
from gk_docs.chinese.text import aligned
from gk_docs.form.change import row_words
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gk_docs.batch.comparison.result import Comparison
    from gk_docs.batch.comparison.spans import Mark
    from gk_docs.batch.comparison.texts import TextChange
    from gk_docs.form.change import FigureChange

    Paint = Callable[[str, Mark], str]

_INDENT = "    "
_CONTEXT = 16  # characters shown on either side of a change
_EXCERPT = 60
_NOTHING = "（无）"
_MARKS: dict[str, str] = {"removed": "删", "added": "增"}


def bracketed(text: str, mark: Mark) -> str:
    """A stretch of text with what became of it in words: 〔删：12〕〔增：25〕."""
    return f"〔{_MARKS[mark]}：{text}〕" if mark in _MARKS else text


def to_text(comparison: Comparison, *, everything: bool = False, paint: Paint = bracketed) -> str:
    """What changed, a block a kind; then how much of each, in one line.

    Args:
        comparison: What two reports differ in.
        everything: Whether unchanged figures are shown too, and every text whole; else texts are shown around what
            changed.
        paint: How a stretch of text is marked as struck or put in; a terminal has colours for it.
    """
    blocks = [
        _block(
            "机关与报告", (f"{one.words}：{_or_nothing(one.old)} → {_or_nothing(one.new)}" for one in comparison.head)
        ),
        *_figures(comparison, everything=everything),
        _block("两版格式不同，不作比较", (_uncompared(one) for one in comparison.uncompared)),
        *(_text(one, everything=everything, paint=paint) for one in comparison.listed(everything=everything)),
    ]
    return "\n\n".join([*filter(None, blocks), summary(comparison)])


def summary(comparison: Comparison) -> str:
    """How much changed (数据 3 处，文字 2 处，其他 1 处不同。)."""
    if not comparison:
        return "两份报告相同。"
    counts = {"数据": len(comparison.figures), "文字": len(comparison.texts), "其他": len(comparison.head)}
    left = f"另有 {len(comparison.uncompared)} 处两版格式不同，未比较。" if comparison.uncompared else ""
    return "，".join(f"{name} {count} 处" for name, count in counts.items()) + f"不同。{left}"


def _block(title: str, lines: Iterable[str]) -> str:
    told = [f"{_INDENT}{line}" for line in lines]
    return "\n".join([title, *told]) if told else ""


def _or_nothing(text: str | None) -> str:
    return _NOTHING if text is None else f"“{text}”" if not text.strip() else text


def _figures(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    form = type(comparison.new)
    shown = all_figures(comparison.old, comparison.new) if everything else comparison.figures
    for section, figures in groupby(shown, key=lambda one: one.path.partition(".")[0]):
        title = words_at(form, section)
        rows = [[row_words(form, one.path), one.unit, *_columns(one, comparison)] for one in figures]
        yield _block(title, aligned([["", "", *comparison.heads, "增减", "增幅"], *rows]))


def _columns(one: FigureChange, comparison: Comparison) -> tuple[str, ...]:
    return one.old_shown, one.new_shown, one.difference_shown, one.growth_in(comparison.names)


def _uncompared(one: FigureChange) -> str:
    is_new = one.new is not None or one.new_printed is not None
    return f"{one.words}：{one.new_shown if is_new else one.old_shown}{one.unit}（{'新' if is_new else '旧'}）"


def _text(one: TextChange, *, everything: bool, paint: Paint) -> str:
    head = f"{CHANGES[one.change]}{KINDS[one.kind]} {one.place.words}"
    if one.old_place and one.new_place and "moved" in one.change:
        head = f"{CHANGES[one.change]}{KINDS[one.kind]} {one.old_place.words} → {one.new_place.words}"
    lines = [*one.remarks, *map(str, one.cells)]
    if not one.cells:
        lines += _shown(one, everything=everything, paint=paint).split("\n")
    return _block(head, filter(None, lines))


def _shown(one: TextChange, *, everything: bool, paint: Paint) -> str:
    if one.change in ("added", "removed"):
        return one.new_text or one.old_text
    if everything:
        return "".join(paint(text, mark) for mark, text in one.spans)
    last = len(one.spans) - 1
    texts = (
        _around(text, first=number == 0, last=number == last) if mark == "same" else paint(text, mark)
        for number, (mark, text) in enumerate(one.spans)
    )
    return "".join(texts)


def _around(text: str, *, first: bool, last: bool) -> str:
    """What stayed, as far as it stands beside a change."""
    if first and last:
        return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    left, right = ("" if first else text[:_CONTEXT]), ("" if last else text[-_CONTEXT:])
    return text if len(text) <= len(left) + len(right) else f"{left}…{right}"
