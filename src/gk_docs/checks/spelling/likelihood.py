"""Judge how likely a term is meant where a text has other words, by what its characters are worth as words."""

from __future__ import annotations

from typing import Final

from gk_docs import regex as re
from gk_docs.checks.spelling.words import LONG, PAIR, ordinary, vocabulary

_REACH: Final = 5  # characters on either side that may belong to the words of a slip
_LONGEST: Final = 8  # characters of a word
# Costs of reading a text as words, where a known word costs 1.
_FUNCTION, _ALONE = 1.2, 2.0  # a character that is a word itself, and any other that is left alone
_HAN = re.compile("[\u4e00-\u9fff]*")
_HAN_BEFORE = re.compile("[\u4e00-\u9fff]*$")
_NUMBER_BEFORE = re.compile("[0-9０-９〇零一二三四五六七八九十百千万两几多第每各]$")
_GOES_ON = re.compile("[问专看查听读讲写](?:的是|(?=[\u4e00-\u9fff])(?!.[是有的]))")
_ADVERBS: Final = "先再才仍"
_BODY_BEFORE = re.compile("[省市州县区镇乡村街局院校部委办厅站所园]$")
_VILLAGE = re.compile("[\u4e00-\u9fff]{0,3}?[镇乡村庄]")
_PLACES: Final = "省市县区镇乡村街"


def beside(text: str, at: int) -> range:
    """The starts of the two pairs that a character belongs to."""
    return range(max(0, at - 1), min(at + 1, len(text) - 1))


def between_words(text: str, start: int, end: int) -> bool:
    """Whether the characters on either side of a span belong to other words."""
    known = vocabulary()
    before, behind = _HAN_BEFORE.search(text, max(0, start - 3), start), _HAN.match(text, end, end + 3)
    left, right = before[0] if before else "", behind[0] if behind else ""
    return all(
        not words or char in alone or char in known.single or not known.words.isdisjoint((two, words))
        for words, char, two, alone in (
            (left, left[-1:], left[-2:], known.placed["前"]),
            (right, right[:1], right[:2], known.placed["后"]),
        )
    )


def is_parted(text: str, start: int, end: int) -> bool:
    """The same as `between_words`, with the words of a general dictionary too: 装订|存挡."""
    known = vocabulary()
    before, behind = _HAN_BEFORE.search(text, max(0, start - PAIR), start), _HAN.match(text, end, end + PAIR)
    left, right = before[0] if before else "", behind[0] if behind else ""
    return all(
        not two or char in alone or char in known.single or known.knows(two) or two[-1] in ordinary().get(two[:-1], "")
        for two, char, alone in ((left, left[-1:], known.placed["前"]), (right, right[:1], known.placed["后"]))
    )


def is_loose(text: str, at: int, start: int, end: int) -> bool:
    """Whether a character at the edge of a span is a word or belongs to what is outside: 3人负责, 设机构, 满不满意."""
    placed = vocabulary().placed
    if at == start:
        is_word = end - start < LONG and (text[at] in placed["前"] or text[at] in placed["后"])
        return is_word or any(
            one.search(text, max(0, at - 1), at) for one in (_NUMBER_BEFORE, _BODY_BEFORE)
        )  # 局属单位
    asks = text[at + 1 : at + PAIR + 1] == f"不{text[at]}"
    return at == end - 1 and (asks or text[at] in placed["后"])


def counts(text: str, start: int, right: str) -> bool:
    """Whether the first character of a span is that of the term and counts something: 77条里, not 77条例."""
    return text[start] == right[0] and bool(_NUMBER_BEFORE.search(text, max(0, start - 1), start))


def leads_on(text: str, end: int, right: str) -> bool:
    """Whether the last character of a span belongs to what follows: 接件时先口头说明, not 时限."""
    return text[end - 1] in _ADVERBS and text[end - 1] != right[-1] and bool(_HAN.fullmatch(text, end, end + 1))


def goes_on(text: str, start: int, end: int, term: str) -> bool:
    """Whether a span may be a term without its last character only because a word begins there: 主要问安置房, 专岗.

    So it is where that character stands behind another one, which shares what is before it: 森林防灭火.
    """
    shared = bool(_HAN.fullmatch(text, end, end + 1)) and text[end + 1 : end + PAIR] == term[-1]
    return term.startswith(text[start:end]) and (shared or bool(_GOES_ON.match(text, end - 1)))


def is_likely(text: str, start: int, end: int, right: str) -> bool:
    """Whether a term may be meant there rather than the name of a place."""
    words = text[start:end]
    if words == right:
        return False
    wrong = [at for at, (one, other) in enumerate(zip(words, right, strict=False)) if one != other]
    if len(words) != len(right):
        return len(words) > len(right) or not _VILLAGE.match(text, end - 1)
    name = text[max(0, start + wrong[0] - 1) : start + wrong[0] + 1]
    is_place = any(words.startswith(kind, wrong[0] + 1) or f"{name}{kind}" in text for kind in _PLACES)
    return not is_place and (len(wrong) == 1 or sorted(words) == sorted(right))


def is_ordinary(text: str, at: int, start: int, end: int, right: str) -> bool:
    """Whether the odd characters of a short span belong to words that no term has, so that it proves no slip.

    Such a word is the span itself (补注) or reaches over its edge (区级部门, 大厅设职教岗); inside the span any two
    characters can meet.
    """
    words = text[start:end]
    if len(words) > LONG:
        return False
    same = len(words) == len(right)
    odd = [place for place in range(start, end) if text[place] != right[place - start]] if same else [at]
    pairs = [two for place in odd for two in beside(text, place)]
    outer = (two for two in pairs if len(words) == PAIR or not start <= two < end - 1)
    return any(
        text[two + 1] in ordinary().get(text[two], "") or vocabulary().knows(text[two : two + PAIR]) for two in outer
    )


def stand_alone(text: str, start: int, end: int, wrong: int) -> bool:
    """Whether no character of a span is a word, or belongs to a word of a general dictionary, within it or beyond.

    The one at `wrong` is none that is often put before or behind words either. A character beyond that belongs to a
    known word on its other side counts for nothing: 我镇|安照 for all of 镇安.
    """
    known, rare = vocabulary(), ordinary()
    if not known.single.isdisjoint(text[start:end]) or any(text[wrong] in known.placed[one] for one in "名前后"):
        return False
    free = [start - 1] if start and not known.knows(text[max(0, start - PAIR) : start]) else []
    free += [end - 1] if end < len(text) and not known.knows(text[end : end + PAIR]) else []
    return not any(text[two + 1] in rare.get(text[two], "") for two in (start, *free))


def gain_of(text: str, start: int, end: int, right: str) -> float:
    """How much less the words around a span cost if `right` replaces it."""
    before = _HAN_BEFORE.search(text, max(0, start - _REACH), start)
    behind = _HAN.match(text, end, end + _REACH)
    around = (before[0] if before else "", behind[0] if behind else "")
    return _cost(text[start:end].join(around)) - _cost(right.join(around))


def _cost(text: str) -> float:
    """The cost of the cheapest division of a text into words."""
    known, end = vocabulary(), len(text)
    words, begins, single = known.words, known.begins, known.single
    best = [0.0] * (end + 1)
    for at in range(end - 1, -1, -1):
        least = best[at + 1] + (_FUNCTION if text[at] in single else _ALONE)
        two = text[at : at + PAIR]
        if two in words:
            least = min(least, best[at + PAIR] + 1)
        if two in begins:
            for behind in range(at + PAIR + 1, min(end, at + _LONGEST) + 1):
                if best[behind] + 1 < least and text[at:behind] in words:
                    least = best[behind] + 1
        best[at] = least
    return best[0]
