"""Set phrases and names that must not be misspelt, as data, and where a text has one that is nearly right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs.checks.text.misspellings import slips_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Phrase(NamedTuple):
    """A set phrase.

    Attributes:
        right: How it is written.
        source: Where it comes from.
        also: Other wordings that are right and differ by a single character that is neither mark nor function word.
    """

    right: str
    source: str
    also: tuple[str, ...] = ()


_LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
_SLOGANS = "条例第五条；《关于全面推进政务公开工作的意见》（中办发〔2016〕8号）"

PHRASES: Final = (
    Phrase("公开为常态、不公开为例外", _SLOGANS),
    Phrase("公开为常态，不公开为例外", _SLOGANS),
    Phrase("公开是常态、不公开是例外", _SLOGANS),
    Phrase("公开是常态，不公开是例外", _SLOGANS),
    Phrase("应公开尽公开", _SLOGANS, ("应公开全公开",)),
    Phrase("中华人民共和国政府信息公开条例", _LAW),
    Phrase("政府信息公开工作年度报告", _LAW),
    Phrase("政府信息公开信息处理费管理办法", "国办函〔2020〕109号"),
    Phrase("让权力在阳光下运行", "中办发〔2016〕8号"),
    Phrase("决策、执行、管理、服务、结果", "“五公开”，中办发〔2016〕8号"),
    Phrase("知情权、参与权、表达权、监督权", "中办发〔2016〕8号"),
    Phrase("谁公开、谁审查，谁审查、谁负责", "条例第十七条和国办的解释"),
    Phrase("谁公开谁审查、谁审查谁负责", "条例第十七条和国办的解释"),
    Phrase("先审查、后公开", "条例第十七条", ("先审查、后公布",)),
    Phrase("习近平新时代中国特色社会主义思想", "中国共产党章程"),
    Phrase("全过程人民民主", "党的二十大报告"),
    Phrase("自然人、法人或者其他组织", "条例第一条、第二十七条的提法", ("自然人、法人或其他组织",)),
)
"""Every phrase."""

_SURE = 2  # right characters at an end of a phrase by which it is known where no mark stands there
_LONG = 14  # characters of a phrase that is known wherever it stands
_CHOSEN = re.compile(r"[未不没无非勿莫能可应该须宜要会使令叫把将给被和与及或同并却而则就也都必的地得再更]|\W")


def likely(text: str) -> tuple[Phrase, ...]:
    """The phrases of which a half stands apart in a text: no other can be in any piece of it but for one character."""
    return tuple(phrase for phrase in PHRASES if any(_apart(half, phrase.right, text) for half in _halves(phrase)))


def _apart(half: str, whole: str, text: str) -> bool:
    return half in text and text.count(half) > text.count(whole)


def _halves(phrase: Phrase) -> tuple[str, str]:
    middle = len(phrase.right) // 2
    return phrase.right[:middle], phrase.right[middle:]


def misspelt(
    text: str, phrases: Iterable[Phrase] = PHRASES, slips: Iterable[str] | None = None
) -> Iterator[tuple[int, int, str]]:
    """Where a text has a set phrase or a term with a character missing, added or wrong: begin, end, the right one.

    `phrases` and `slips` are those that stand in the whole report, where they are known.

    >>> list(misspelt("坚持公开是常态，公开是例外。"))
    [(2, 13, '公开是常态，不公开是例外')]
    >>> list(misspelt("坚持以公开为常态、不公开为例外，做到应公开尽公开。"))
    []
    """
    found: list[tuple[int, int, str]] = []
    for phrase in phrases:
        found.extend((start, end, phrase.right) for start, end in _near(text, phrase))
    found.extend(slips_in(text, slips))
    reached = -1
    for start, end, right in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= reached:
            reached = end
            yield start, end, right


def _near(text: str, phrase: Phrase) -> Iterator[tuple[int, int]]:
    """Places that differ from a phrase by a slip in one character: one of its halves stands there as it is."""
    right = phrase.right
    first, second = _halves(phrase)
    for half, before, edge in ((first, 0, second[:3]), (second, len(first), first[-3:])):
        at = text.find(half)
        while at >= 0:
            beside = text[max(0, at - 3) : at] if before else text[at + len(half) : at + len(half) + 3]
            whole = text.startswith(right, max(0, at - before))
            if not whole and _shared(beside, edge) and (found := _place(text, at, half, before, phrase)):
                yield found
            at = text.find(half, at + 1)


def _shared(one: str, other: str) -> bool:
    """Whether two pieces of three characters have two of them in common, as they have if one is wrong."""
    return len(set(one) & set(other)) >= min(_SURE, len(set(other)) - 1)


def _place(text: str, at: int, half: str, before: int, phrase: Phrase) -> tuple[int, int] | None:
    """The place of the slip around a half of the phrase, the one that `before` characters of it come before."""
    whole = len(phrase.right)
    end = at + len(half)
    spans = ((end - whole - more, end) if before else (at, at + whole + more) for more in (0, -1, 1))
    around = text[max(0, at - whole) : end + whole]
    slips = (span for span in spans if span[0] >= 0 and span[1] <= len(text) and _is_slip(text, span, phrase.right))
    return None if any(other in around for other in phrase.also) else next(slips, None)


def _is_slip(text: str, span: tuple[int, int], right: str) -> bool:
    """Whether the words there are meant for the phrase and have one character wrong."""
    start, end = span
    words = text[start:end]
    begins = words[:_SURE] == right[:_SURE] or not start or _stops(text[start - 1])
    ends = words[-_SURE:] == right[-_SURE:] or end == len(text) or _stops(text[end])
    return ((begins and ends) or len(right) >= _LONG) and _one_slip(words, right)


def _one_slip(words: str, right: str) -> bool:
    """Whether a character left out, doubled or mistaken for another makes the phrase these words.

    A function word or a mark in the place of another is not a slip of the hand: somebody chose it, and it may turn the
    sense of the phrase (应公开未公开).
    """
    same = next((at for at, pair in enumerate(zip(words, right, strict=False)) if pair[0] != pair[1]), 0)
    chosen, meant = words[same], right[same]
    if len(words) == len(right):
        return words[same + 1 :] == right[same + 1 :] and not _CHOSEN.fullmatch(chosen) and not _stops(meant)
    if not same or words[-1] != right[-1]:
        return False
    if len(words) < len(right):
        return words[same:] == right[same + 1 :] and not _stops(meant)
    return words[same + 1 :] == right[same:] and chosen == words[same - 1] and not _stops(chosen)


def _stops(char: str) -> bool:
    """Whether words end at a character: a mark or a blank."""
    return not char.isalnum()
