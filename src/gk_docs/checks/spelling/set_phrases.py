"""Set phrases and names that must not be misspelt, as data, and a search for texts that have one nearly right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.spelling.spelling import slips_in

if TYPE_CHECKING:
    from collections.abc import Iterator


class Phrase(NamedTuple):
    """A set phrase.

    Attributes:
        right: Its right wording.
        source: Where it comes from.
        also: Other right wordings, which would otherwise be taken for slips in this one.
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

_SURE = 2  # right characters that identify an end of a phrase where the text has no mark there
_LONG = 14  # characters; a phrase this long is recognised without its ends
# function words and marks, which are written on purpose rather than by a slip
_CHOSEN = re.compile(
    r"[未不没无非勿莫能可应该须需当凡宜要会使令叫把将给被和与及或同并却而则就也都必的地得再更早快即多速项]|\W"
)


class _Half(NamedTuple):
    """Half of a phrase.

    Attributes:
        phrase: The whole phrase.
        words: The characters of this half.
        before: How many characters of the phrase precede this half.
        edge: The three characters of the other half that adjoin this one.
    """

    phrase: Phrase
    words: str
    before: int
    edge: frozenset[str]


def _halves(phrase: Phrase) -> tuple[_Half, _Half]:
    middle = len(phrase.right) // 2
    first, second = phrase.right[:middle], phrase.right[middle:]
    return (
        _Half(phrase, first, 0, frozenset(second[:3])),
        _Half(phrase, second, middle, frozenset(first[-3:])),
    )


_HALVES: Final = tuple(half for phrase in PHRASES for half in _halves(phrase))


def _apart(half: _Half, text: str) -> Iterator[int]:
    """Places of a half without its other half, but beside two of the other's three nearest characters."""
    words, before, right = half.words, half.before, half.phrase.right
    at = text.find(words)
    while at >= 0:
        if not text.startswith(right, max(0, at - before)):
            beside = text[max(0, at - 3) : at] if before else text[at + len(words) : at + len(words) + 3]
            if len(half.edge.intersection(beside)) >= min(_SURE, len(half.edge) - 1):
                yield at
        at = text.find(words, at + 1)


def misspelt(text: str) -> Iterator[tuple[int, int, str]]:
    """Find misspelt set phrases and terms, with a character missing, added or wrong: (start, end, right wording).

    >>> list(misspelt("坚持公开是常态，公开是例外。"))
    [(2, 13, '公开是常态，不公开是例外')]
    >>> list(misspelt("坚持以公开为常态、不公开为例外，做到应公开尽公开。"))
    []
    """
    found = [*_phrases_in(text), *slips_in(text)]
    reached = -1
    for start, end, right in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= reached:
            reached = end
            yield start, end, right


def _phrases_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Places that differ from a phrase in one character, so that one of its halves is unchanged."""
    for half in _HALVES:
        right = half.phrase.right
        for at in _apart(half, text) if half.words in text else ():
            around = text[max(0, at - len(right)) : at + len(half.words) + len(right)]
            if (found := _place(text, at, half)) and not any(other in around for other in half.phrase.also):
                yield *found, right


def _place(text: str, at: int, half: _Half) -> tuple[int, int] | None:
    """The span of the misspelt phrase around its unchanged half; None if the text there is not meant for it."""
    right, end = half.phrase.right, at + len(half.words)
    whole = len(right)
    spans = ((end - whole - more, end) if half.before else (at, at + whole + more) for more in (0, -1, 1))
    inside = (span for span in spans if span[0] >= 0 and span[1] <= len(text))
    return next((span for span in inside if _is_slip(text, span, right)), None)


def _is_slip(text: str, span: tuple[int, int], right: str) -> bool:
    """Whether the words of a span are meant for the phrase and have one character wrong."""
    start, end = span
    words = text[start:end]
    begins = words[:_SURE] == right[:_SURE] or not start or _stops(text[start - 1])
    ends = words[-_SURE:] == right[-_SURE:] or end == len(text) or _stops(text[end])
    return ((begins and ends) or len(right) >= _LONG) and _one_slip(words, right)


def _one_slip(words: str, right: str) -> bool:
    """Whether the words are the phrase with one character left out, doubled or mistaken for another.

    A function word or a mark in place of another character is no slip: somebody chose it, and it may turn the
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
    """Whether a character ends a word: a mark or a blank."""
    return not char.isalnum()
