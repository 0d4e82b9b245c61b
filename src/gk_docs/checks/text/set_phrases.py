"""Set phrases and names that must not be misspelt, as data, and where a text has one that is nearly right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Phrase(NamedTuple):
    """A set phrase.

    Attributes:
        right: How it is written.
        source: Where it comes from.
        also: Other wordings that are right and differ by a single character.
    """

    right: str
    source: str
    also: tuple[str, ...] = ()


_LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
_SLOGANS = "条例第五条；《关于全面推进政务公开工作的意见》（中办发〔2016〕8号）"

PHRASES: Final = (
    Phrase("公开为常态、不公开为例外", _SLOGANS, ("公开为常态，不公开为例外", "公开为常态不公开为例外")),
    Phrase("公开为常态，不公开为例外", _SLOGANS, ("公开为常态、不公开为例外", "公开为常态不公开为例外")),
    Phrase("公开是常态、不公开是例外", _SLOGANS, ("公开是常态，不公开是例外", "公开是常态不公开是例外")),
    Phrase("公开是常态，不公开是例外", _SLOGANS, ("公开是常态、不公开是例外", "公开是常态不公开是例外")),
    Phrase(
        "应公开尽公开",
        _SLOGANS,
        (
            "应公开必公开",
            "应公开、尽公开",
            "应公开，尽公开",
            "应公开则公开",
            "应公开的尽公开",
            "应公开全公开",
            "应公开就公开",
        ),
    ),
    Phrase("中华人民共和国政府信息公开条例", _LAW),
    Phrase("政府信息公开工作年度报告", _LAW, ("政府信息公开工作的年度报告",)),
    Phrase("政府信息公开信息处理费管理办法", "国办函〔2020〕109号"),
    Phrase("让权力在阳光下运行", "中办发〔2016〕8号"),
    Phrase("决策、执行、管理、服务、结果", "“五公开”，中办发〔2016〕8号", ("决策，执行、管理、服务、结果",)),
    Phrase(
        "知情权、参与权、表达权、监督权",
        "中办发〔2016〕8号",
        ("知情权、参与权、表达权和监督权", "知情权，参与权、表达权、监督权"),
    ),
    Phrase(
        "谁公开、谁审查，谁审查、谁负责",
        "条例第十七条和国办的解释",
        ("谁公开、谁审查、谁审查、谁负责", "谁公开、谁审查；谁审查、谁负责"),
    ),
    Phrase(
        "谁公开谁审查、谁审查谁负责",
        "条例第十七条和国办的解释",
        ("谁公开谁审查，谁审查谁负责", "谁公开谁审查谁审查谁负责"),
    ),
    Phrase(
        "先审查、后公开",
        "条例第十七条",
        ("先审查，后公开", "先审查后公开", "先审查再公开", "先审查、再公开", "先审查、后公布"),
    ),
    Phrase("习近平新时代中国特色社会主义思想", "中国共产党章程"),
    Phrase("全过程人民民主", "党的二十大报告"),
    Phrase(
        "自然人、法人或者其他组织",
        "条例第一条、第二十七条的提法",
        ("自然人、法人和其他组织", "自然人、法人或其他组织", "自然人、法人及其他组织"),
    ),
)
"""Every phrase."""

_EXPLICIT: Final = {
    "三审三较": "三审三校",
    "三审三效": "三审三校",
    "三审三教": "三审三校",
    "三申三校": "三审三校",
    "三校三申": "三校三审",
    "政府信息工开": "政府信息公开",
    "政府信息公工": "政府信息公开",
    "依申请公工": "依申请公开",
    "信息公布条例》": "信息公开条例》",
    "主动公工": "主动公开",
    "信息公开条列": "信息公开条例",
}
"""Misspellings of phrases too short to be guessed at. Source of the right words: the 条例 (国务院令第711号)."""

_ANY_EXPLICIT = re.compile("|".join(_EXPLICIT))


def likely(text: str) -> tuple[Phrase, ...]:
    """The phrases of which a half stands apart in a text: no other can be in any piece of it but for one character."""
    return tuple(phrase for phrase in PHRASES if any(_apart(half, phrase.right, text) for half in _halves(phrase)))


def _apart(half: str, whole: str, text: str) -> bool:
    return half in text and text.count(half) > text.count(whole)


def _halves(phrase: Phrase) -> tuple[str, str]:
    middle = len(phrase.right) // 2
    return phrase.right[:middle], phrase.right[middle:]


def misspelt(text: str, phrases: Iterable[Phrase] = PHRASES) -> Iterator[tuple[int, int, str]]:
    """Where a text has a set phrase with one character missing, added or wrong: begin, end, the right phrase.

    >>> list(misspelt("坚持公开是常态，公开是例外。"))
    [(2, 13, '公开是常态，不公开是例外')]
    >>> list(misspelt("坚持以公开为常态、不公开为例外，做到应公开尽公开。"))
    []
    """
    found: list[tuple[int, int, str]] = []
    for phrase in phrases:
        found.extend((start, end, phrase.right) for start, end in _near(text, phrase))
    found.extend((*match.span(), _EXPLICIT[match[0]]) for match in _ANY_EXPLICIT.finditer(text))
    reached = -1
    for start, end, right in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= reached:
            reached = end
            yield start, end, right


def _near(text: str, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Places that differ from a phrase by one character: one of its halves stands there as it is."""
    right = phrase.right
    first, second = _halves(phrase)
    for half, offset in ((first, 0), (second, len(first))):
        at = text.find(half)
        while at >= 0:
            found = _first_half(text, at, right) if offset == 0 else _second_half(text, at, right, offset)
            if found and not _known(text, found, phrase):
                yield found
            at = text.find(half, at + 1)


def _first_half(text: str, at: int, right: str) -> tuple[int, int] | None:
    """The place if the phrase begins there and then has one character wrong."""
    if text.startswith(right, at):
        return None
    for length in (0, -1, 1):
        end = at + len(right) + length
        if end <= len(text) and (not length or text[end - 1] == right[-1]) and _one_apart(text[at:end], right):
            return at, end
    return None


def _second_half(text: str, at: int, right: str, middle: int) -> tuple[int, int] | None:
    end = at + len(right) - middle
    if text[:end].endswith(right):
        return None
    for length in (0, -1, 1):
        start = end - len(right) - length
        if start >= 0 and (not length or text[start] == right[0]) and _one_apart(text[start:end], right):
            return start, end
    return None


def _one_apart(left: str, right: str) -> bool:
    """Whether one character added, taken away or changed makes one text the other."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    more, less = (left, right) if len(left) >= len(right) else (right, left)
    return more[same + 1 :] == less[same + (len(more) == len(less)) :]


def _known(text: str, found: tuple[int, int], phrase: Phrase) -> bool:
    """Whether another right wording stands there."""
    start, end = found
    around = text[max(0, start - 2) : end + 2]
    others = (*phrase.also, *(other.right for other in PHRASES))
    return any(other in around and abs(len(other) - (end - start)) <= 1 for other in others) or "\n" in text[start:end]
