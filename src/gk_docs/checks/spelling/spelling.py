"""Find misspellings in running text: characters of the same sound or look, missing, doubled, inserted or exchanged.

A character that belongs to no known word, and is not a word itself, is the trace of a slip. A slip is reported where
correcting one character turns the words around it into a term of four characters or more, in fewer pieces than before.
Of shorter terms only the commonest are reported so, and only between words: any two characters can meet by chance, and
no list has all the words that resemble others (新疆 is no slip for 新建). Of the rest, only listed slips are. A missing
character is reported in longer terms and in fixed ones only, since three characters of a term can meet by chance;
words typed twice are always reported. Before a short slip is reported, a general dictionary is asked: a character that
belongs to a rarer word is no trace (区级部门 is no slip for 上级部门).
"""

from __future__ import annotations

from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.spelling.likelihood import (
    beside,
    between_words,
    counts,
    gain_of,
    goes_on,
    is_likely,
    is_loose,
    is_ordinary,
    is_parted,
    leads_on,
    stand_alone,
)
from gk_docs.checks.spelling.twice import doubled, repeated, units_of
from gk_docs.checks.spelling.words import LONG, PAIR, SUSPECT, Vocabulary, ordinary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator


_WIDEST: Final = 6  # characters of a term that a slip is sought in
_GAIN: Final = 1.9  # how much cheaper a correction must make the words: a word instead of a word and a character alone
_LEAST_GAIN: Final = 1.0  # for a listed slip
_MISREAD_GAIN: Final = 0.9  # where two words become one
_SELDOM: Final = 30  # words in which a character has a place, if it makes no new ones
_TWICE_GAIN: Final = 9.0  # for words typed twice: nothing else explains them
_UNREAD = re.compile(b"[\0\2](?=[\0\2\4])")  # a character that makes a known pair with neither neighbour
_CHINESE: Final = "".join(chr(high << 8) for high in range(0x4E, 0xA0))
_OTHER: Final = 4  # the mark of a character that is not Chinese
_SCRIPTS: Final = bytes(0 if chr(high << 8) in _CHINESE else _OTHER for high in range(256))
_SUSPECT = re.compile(b"[\2\3\6\7]")  # the second character of a pair marked SUSPECT
_DEGREES: Final = "偏较略过太更最还很稍颇尚仍"  # 形式偏单一
_ADVERBS: Final = "仅只已未均应可予先再全都也还曾拟将须需宜能常暂皆共自互相即乃亦既勿必终尽"  # 信息仅公开
_FROM, _REACH = re.compile("[从自由][^，。；]*$"), 12
_SHARED = re.compile(
    "[\u4e00-\u9fff][（(][\u4e00-\u9fff]{1,3}[）)]$"
)  # 村（居）务公开: a word goes on behind the brackets
_EACH: Final = frozenset("逐每")  # before a counter: 逐部公开, 每场签到


class _Correction(NamedTuple):
    """A correction of a slip: how much it gains, the span to replace and the right words."""

    gain: float
    start: int
    end: int
    right: str


def slips_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Find misspelt terms in a text: (start, end, right term), in order and without overlaps.

    >>> list(slips_in("落实责任追就，公布西集镇的名单。"))
    [(2, 6, '责任追究')]
    """
    units, known = units_of(text), vocabulary()
    marks = _marks(text, units)
    found = [_Correction(_TWICE_GAIN, *place) for place in repeated(text, units)]
    found += [mend for match in _SUSPECT.finditer(marks) for mend in _suspected(text, match.start() - 1)]
    for match in _UNREAD.finditer(marks):
        at = match.start()
        if text[at] not in known.single and _EACH.isdisjoint(text[max(0, at - 1) : at + 1]):
            low = at - PAIR if at > PAIR else 0
            if traces := _traces(text[low : at + PAIR + 1], at - low):
                found.extend(_mends(text, at, traces))
            if _UNREAD.match(marks, at + 1):
                found.extend(_orphans(text, at))
    kept: list[_Correction] = []
    taken = set[int]()
    for mend in sorted(found, key=lambda one: (-one.gain, one.start - one.end)):
        if taken.isdisjoint(span := range(mend.start, mend.end)):
            kept.append(mend)
            taken.update(span)
    whole = (mend for mend in kept if not _SHARED.search(text, max(0, mend.start - _WIDEST), mend.start))
    yield from sorted((mend.start, mend.end, mend.right) for mend in whole)


def _marks(text: str, units: memoryview) -> bytearray:
    """For each character, the mark of the pair that it makes with the one before it (KNOWN, SUSPECT), or `_OTHER`."""
    mark, marks = vocabulary().marks.get, bytearray(len(text) + 1)
    for begin in (0, 1) if len(text) > 1 else ():
        pairs = units[2 * begin : len(units) - (len(units) - 2 * begin) % 4].cast("I")
        marks[begin + 1 : len(text) : 2] = bytes(map(mark, pairs, repeat(0)))
    for at in doubled(units, 1):
        if text[at : at + 1] in vocabulary().sound:
            marks[at] |= SUSPECT
    others = int.from_bytes(bytes(units[1::2]).translate(_SCRIPTS) + b"\4", "big")
    return bytearray((int.from_bytes(marks, "big") | others).to_bytes(len(marks), "big"))


def _suspected(text: str, at: int) -> Iterator[_Correction]:
    """The slips recognised by the two characters at a place: listed ones, and characters typed twice.

    A slip listed without words around it counts only where none of it belongs to another word.
    """
    beside = {text[max(0, at - 1) : at + 1], text[at + 1 : at + 3]}
    from_to = text[at] == "到" and _FROM.search(text, max(0, at - _REACH), at)  # 从收到到答复
    if text[at] == text[at + 1] and not (from_to or all(map(_is_word, beside))):  # 公开开展, 广播播送
        mended = text[: at + 1] + text[at + PAIR :]
        gain = gain_of(text, at, at + 2, text[at])
        doubled = any(
            mended[place : place + size] in vocabulary().usual and between_words(text, place, place + size + 1)
            for size in (PAIR, LONG - 1)
            for place in range(at if text[at] in vocabulary().placed["起"] else max(0, at - size + 1), at + 1)
        )
        if gain >= _GAIN and (doubled or any(start < at for start, _, _ in _terms_at(mended, at))):  # not 公路路网
            yield _Correction(gain, at, at + 2, text[at])
    if text[at : at + PAIR] in vocabulary().near:
        yield from _misread(text, at)
    for words, known_by, start, wrong, right in vocabulary().slips.get(text[at : at + 2], ()):
        begin = at - known_by
        twice = wrong[0] == wrong[1] and not vocabulary().words.isdisjoint(beside)  # 对对账单, 目的的
        if begin >= 0 and text.startswith(words, begin) and not twice:
            place = begin + start, begin + start + len(wrong)
            gain = gain_of(text, *place, right) if words == wrong and len(wrong) <= LONG else _GAIN
            if gain >= _LEAST_GAIN:
                yield _Correction(gain, *place, right)


def _is_word(pair: str) -> bool:
    return pair in vocabulary().usual or pair[1:] in ordinary().get(pair[:1], "")


def _misread(text: str, at: int) -> Iterator[_Correction]:
    """The longer terms around a word that sounds like a part of them: 组织领导 for 组织领到."""
    for right, before in _longer(text[at : at + PAIR]):
        start, end = at - before, at - before + len(right)
        around = text.startswith(right[before + PAIR :], at + PAIR)
        if start >= 0 and around and text.startswith(right[:before], start):
            gain = gain_of(text, start, end, right)
            if gain >= _MISREAD_GAIN:
                yield _Correction(gain, start, end, right)


@lru_cache(maxsize=2048)
def _longer(word: str) -> tuple[tuple[str, int], ...]:
    """The terms with two characters that sound like a word, and the position of these in the term."""
    sound, by_sound = _sound(word), vocabulary().by_sound
    alike = ((term, heard.index(sound)) for heard in by_sound if sound in heard for term in by_sound[heard].split())
    sure = ((term, at) for term, at in alike if len(term) > LONG or term in vocabulary().fixed)
    return tuple((term, at) for term, at in sure if sum(map(str.__ne__, term[at : at + PAIR], word)) == 1)


class _Traces(NamedTuple):
    """What may be wrong at a character, judging by the two characters on either side.

    Attributes:
        sound: Whether it may be typed for another of the same sound.
        place: Whether a character may be missing there, or two exchanged.
        look: Offsets from the character to one that may be typed for another of the same look, each with that other.
        short: Offsets from the character to where a short term may be meant, each with that term.
    """

    sound: bool
    place: bool
    look: tuple[tuple[int, str], ...]
    short: tuple[tuple[int, str], ...]


@lru_cache(maxsize=8192)
def _traces(around: str, at: int) -> _Traces | None:
    """The traces at a character, or None. Cached, since other places and reports have the same words around it."""
    known, heard = vocabulary(), _sound(around)
    pairs = [around[two : two + PAIR] for two in beside(around, at)]
    traces = _Traces(
        any(heard[three : three + 3] in known.sounds for three in range(len(heard) - PAIR)),
        any(pair in known.apart or pair[::-1] in known.pairs for pair in pairs),
        tuple(
            (place - at, meant)
            for place in range(max(0, at - 1), min(len(around), at + PAIR))
            if place == at or around[place] in known.single
            for meant in known.shape.get(around[place], "")
            if around[place - 1 : place] + meant in known.pairs
            or meant + around[place + 1 : place + PAIR] in known.pairs
        ),
        tuple((start - at, right) for start, right in _shorts(around, at)),
    )
    return traces if any(traces) else None


def _shorts(around: str, at: int) -> Iterator[tuple[int, str]]:
    """The short terms that may be meant around a place, if the character there is wrong, with their starts."""
    known, char = vocabulary(), around[at]
    if any(char in known.placed[mark] for mark in "名前后"):
        return
    for size in (PAIR, LONG - 1):
        for start in range(max(0, at - size + 1), min(at, len(around) - size) + 1):
            words, wrong = around[start : start + size], at - start
            for right in known.short_by_sound.get(known.sounded(words), "").split():
                if words[:wrong] + right[wrong] + words[wrong + 1 :] == right != words:
                    yield start, right
            if size == PAIR and words[::-1] in known.short and known.single.isdisjoint(words):
                yield start, words[::-1]


def _mends(text: str, at: int, traces: _Traces) -> Iterator[_Correction]:
    """The corrections at a character that belongs to no word."""
    known = vocabulary()
    meant = [
        *(_heard(text, at, known) if traces.sound else ()),
        *(_misplaced(text, at, known) if traces.place else ()),
        *_inserted(text, at, known),
        *(one for beyond, char in traces.look for one in _seen(text, at + beyond, char)),
        *(
            (at + beyond, at + beyond + len(right), right)
            for beyond, right in traces.short
            if between_words(text, at + beyond, at + beyond + len(right))
        ),
    ]
    for start, end, right in dict.fromkeys(meant) if meant else ():
        honest = counts(text, start, right) or leads_on(text, end, right) or is_ordinary(text, at, start, end, right)
        if is_likely(text, start, end, right) and not honest:
            gain = gain_of(text, start, end, right)
            shortened = end - start < len(right) and right in known.fixed
            if gain >= (_LEAST_GAIN if shortened else _GAIN):
                yield _Correction(gain, start, end, right)


_Meant = tuple[int, int, str]


def _orphans(text: str, at: int) -> Iterator[_Correction]:
    """The word that two characters in a row may be meant for, if neither belongs to any word: 价格 for 介格.

    A character that makes new words with others (画出, 专页) is no trace, unless a usual word sounds so.
    """
    start, end, known = at, at + PAIR, vocabulary()
    for right in _words_like(text[start:end]):
        place = next(one for one in range(PAIR) if right[one] != text[start + one])
        makes, heard = known.makes(text[start + place], place), known.sounded(right) == known.sounded(text[start:end])
        rare = makes <= _SELDOM or (right in known.short and (heard or makes <= 2 * _SELDOM))
        honest = counts(text, start, right) or leads_on(text, end, right)
        likely = rare and is_likely(text, start, end, right) and not honest
        if likely and stand_alone(text, start, end, start + place) and is_parted(text, start, end):
            yield _Correction(gain_of(text, start, end, right), start, end, right)
            return


@lru_cache(maxsize=2048)
def _words_like(two: str) -> tuple[str, ...]:
    """The words that differ from two characters in one of them, which sounds or looks alike; usual ones first."""
    known = vocabulary()
    words = (
        word
        for place in (0, 1)
        for char in known.alike.get(two[place], "")
        if known.knows(word := two[:place] + char + two[place + 1 :]) and word in known.usual
    )
    return tuple(sorted(dict.fromkeys(words), key=lambda word: (word not in known.short, word not in known.usual)))


def _heard(text: str, at: int, known: Vocabulary) -> Iterator[_Meant]:
    """Longer terms that sound like the words at a character, with the spans to replace."""
    low = max(0, at - _WIDEST)
    heard = _sound(text[low : at + _WIDEST])
    for two in beside(text, at):
        for start, end in _windows(text, two):
            yield from ((start, end, term) for term in known.by_sound.get(heard[start - low : end - low], "").split())


def _sound(text: str) -> str:
    """Replace each character by one that stands for all characters of its sound."""
    sound = vocabulary().sound
    return "".join([sound.get(char, char) for char in text])


def _misplaced(text: str, at: int, known: Vocabulary) -> Iterator[_Meant]:
    """Terms that have a character missing, or two exchanged, at a place."""
    for two in beside(text, at):
        first, second = text[two], text[two + 1]
        if first + second in known.apart:
            for start, end in _windows(text, two):
                for term in () if is_loose(text, at, start, end) else known.shortened.get(text[start:end], "").split():
                    if (len(term) > LONG or between_words(text, start, end)) and not goes_on(text, start, end, term):
                        yield start, end, term
        if second + first in known.pairs:
            is_word = _is_word(first + second)
            for start, end, term in _terms_at(f"{text[:two]}{second}{first}{text[two + PAIR :]}", two):
                if not is_word or two - start == 1 or end - two - PAIR == 1:  # not 公示满期, which is two words
                    yield start, end, term


def _inserted(text: str, at: int, known: Vocabulary) -> Iterator[_Meant]:
    """Fixed terms with a character inserted: 改进措施 for 改进情措施."""
    char, behind = text[at], text[at + 1 : at + PAIR]
    if not at or char in _DEGREES + _ADVERBS or char in known.placed["前"] or char in known.placed["后"]:
        return
    if behind not in ordinary().get(char, "") and char not in ordinary().get(text[at - 1], ""):  # 森林防灭火
        for start, end, term in _terms_at(f"{text[:at]}{text[at + 1 :]}", at - 1):
            if term in known.fixed and start < at < end and between_words(text, start, end + 1):
                yield start, end + 1, term


def _seen(text: str, place: int, meant: str) -> Iterator[_Meant]:
    """Terms that result if the character at `place` is replaced by the one that may be meant."""
    mended = f"{text[:place]}{meant}{text[place + 1 :]}"
    yield from _terms_at(mended, place - 1) if place else ()
    yield from _terms_at(mended, place)


def _terms_at(mended: str, two: int) -> Iterator[_Meant]:
    """The terms in a mended text that include the two characters at `two`, with their spans."""
    terms = vocabulary().terms
    return ((start, end, mended[start:end]) for start, end in _windows(mended, two) if mended[start:end] in terms)


def _windows(text: str, two: int) -> Iterator[tuple[int, int]]:
    """The spans of three to six characters that include the two characters at `two`."""
    for start in range(max(0, two + PAIR - _WIDEST), two + 1):
        for end in range(max(two + PAIR, start + LONG - 1), min(len(text), start + _WIDEST) + 1):
            yield start, end
