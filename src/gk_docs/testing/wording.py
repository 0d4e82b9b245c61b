"""Write changes of text or formatting as sentences in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from gk_docs.batch.comparison.likeness import Exchange, exchanges
from gk_docs.testing.labels import is_figure, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.testing.description import Format

_WHOLE = 30  # texts up to this length are shown whole
_CONTEXT = 10
_APART = 12  # changes with fewer equal characters in between are one change
_ALIKE = 0.5
_MOST_PIECES = 4
_MANY = 3


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        place: The place, in the document's own words.
        what: The change (单线 → 双线).
        group: For formatting, which may change in many places at once, what these places have in common; else None.
    """

    place: str
    what: str
    group: str | None = None

    def __str__(self) -> str:
        return _on_one_line(f"{self.place}：{self.what}")


def sentences(changes: Iterable[Change]) -> list[str]:
    """Return a line for each change; the same change of formatting in more than three places of a group is one line."""
    found = list(changes)
    alike: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        if change.group is not None:
            alike.setdefault((change.group, change.what), []).append(change)
    lines: dict[str, None] = {}
    for change in found:
        same = alike.get((change.group or "", change.what), [])
        lines[_many(same) if change.group is not None and len(same) > _MANY else str(change)] = None
    return list(lines)


def _many(same: list[Change]) -> str:
    return _on_one_line(f"{same[0].group}：{len(same)} 处{same[0].what}（第一处：{same[0].place}）")


def _on_one_line(text: str) -> str:
    return "⏎".join(text.splitlines())


def text_changes(place: str, old: str, new: str) -> Iterator[Change]:
    """Yield the changes between two texts: short texts whole, else each differing piece with its surroundings.

    >>> [str(change) for change in text_changes("甲 · 第4行", "3", "4")]
    ['甲 · 第4行：3 → 4']
    >>> [str(change) for change in text_changes("第2段", "收到申请。", "收到两件申请。")]
    ['第2段：“收到申请。” → “收到两件申请。”']
    """
    if old == new:
        return
    if max(len(old), len(new)) <= _WHOLE:
        yield Change(place, f"{quoted(old)} → {quoted(new)}")
        return
    for piece in _pieces(old, new):
        before = _excerpt(old, piece.from_old, piece.to_old)
        after = _excerpt(new, piece.from_new, piece.to_new)
        yield Change(place, f"{before} → {after}")


def quoted(text: str) -> str:
    """Quote a text; a figure stays plain, and no text is 空白."""
    if not text.strip():
        return "空白" if not text else f"{len(text)} 个空格"
    return text if is_figure(text) and text == text.strip() else f"“{text}”"


def _pieces(old: str, new: str) -> list[Exchange]:
    """Return each piece that differs, or one piece from the first to the last if the texts have little in common."""
    found = exchanges(old, new, _APART)
    if len(found) <= _MOST_PIECES and SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE:
        return found
    return [Exchange(found[0].from_old, found[-1].to_old, found[0].from_new, found[-1].to_new)]


def _excerpt(text: str, start: int, end: int) -> str:
    """Quote a piece with some context; the middle of a long piece is left out."""
    left, right = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    piece = text[start:end]
    if len(piece) > 2 * _WHOLE:
        piece = f"{piece[:_WHOLE]}……{piece[-_WHOLE:]}"
    shown = f"{text[left:start]}{piece}{text[end:right]}"
    return f"“{'…' if left else ''}{shown}{'…' if right < len(text) else ''}”"


def format_changes(place: str, old: Format, new: Format, group: str | None = None) -> Iterator[Change]:
    """Yield a change for each property of formatting that differs (底纹 无 → D9D9D9)."""
    for word in {**old, **new}:
        before, after = old.get(word, "未设"), new.get(word, "未设")
        if before != after:
            yield Change(place, f"{word} {before} → {after}", group)


def mention(text: str) -> str:
    """Name a paragraph by its text, quoted and shortened."""
    return f"“{short(text)}”" if text.strip() else "（空段）"
