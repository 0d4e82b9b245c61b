"""Measure what two texts have in common, apart from names, numbers, titles of documents and set phrases.

A text is compared by its clauses and by its shingles of eight characters. Both are taken from its bare text: Han
characters only, without titles in 《》, numbers, the names of the bodies and the set phrases.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.copying.fingerprints import hashes
from gk_docs.checks.spelling.set_phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.checks.text.texts import Passage, Stretch

# Characters of the bare text (or of `_own`) that a piece needs in order to count.
_LEAST_CLAUSE = 6
_LEAST_RUN = 20
_LEAST_SENTENCE = 12
_LEAST_NEAR = 6
_LEAST_SECTION = 80
_LEAST_ALIKE = 3
_NEARLY_ALL = 75  # percent
_TITLE = re.compile("《[^《》]*》")
_BARE = re.compile("[^\u4e00-\u9fff]+")
_SOLE = re.compile("[^\u4e00-\u9fff0-9A-Za-z]+|[由将和与及并的了]")
_STOPS = "，,；;：:。！？\n"
_STOP = re.compile(f"[{_STOPS}]")
_UNSAID = re.compile(
    f"[^\u4e00-\u9fff0-9A-Za-z{_STOPS}]+|[由将和与及并的了]|[一二三四五六七八九](?<![^{_STOPS}].)是"
)  # 一是, 二是 begin the items of a list
_TITLE_IN_CLAUSE = re.compile(f"《[^《》{_STOPS}]*》")
_NIL = re.compile(
    "未收到|没有收到|未发生|没有发生|未收取|没有收取|不收取|未产生|无行政|未被|为零|没有需要|不存在|未承办|没有其他|无其他"
)
_SET = re.compile(
    "|".join(
        re.longest_first(
            [
                *(_BARE.sub("", phrase.right) for phrase in PHRASES),
                "根据政府信息公开条例要求",
                "国务院办公厅政府信息与政务公开办公室",
                "以习近平新时代中国特色社会主义思想为指导",
                "深入贯彻落实党的二十大精神",
                "收取信息处理费",
                "申请行政复议提起行政诉讼",
                "政府信息公开工作",
            ]
        )
    )
)
"""Phrases that any report may contain. Source: set_phrases.py, the 条例, and the usual openings."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What a section of a report has in common with the same section of another body's report.

    Attributes:
        section: Field name of the section.
        other: Name of the other body.
        share: Percent of the section that is also in the other's.
        same: The longest text that both have, with its passage; None if no clause is the same.
        bodies: How many other bodies have enough of the section in common to be reported.
    """

    section: str
    other: str
    share: int
    same: tuple[Passage, Stretch] | None = None
    bodies: int = 1


@dataclass(frozen=True, slots=True)
class Repeat:
    """A stretch of text that occurs earlier in the report too.

    Attributes:
        passage: The passage of its later occurrence.
        start: Its start there.
        end: Its end there.
        first: The passage of its first occurrence.
    """

    passage: Passage
    start: int
    end: int
    first: Passage


def repeated_runs(passages: Iterable[Passage]) -> Iterator[Repeat]:
    """Find sentences and runs of clauses that occur twice in a report; each is given once, at its later place."""
    said = [(passage, _own_clauses(passage.text)) for passage in passages if passage.section != "preamble"]
    long = [own for _, owns in said for own in owns if len(own) >= _LEAST_CLAUSE]
    if len(set(long)) == len(long):
        return
    seen: dict[str, tuple[Passage, int]] = {}
    for passage, owns in said:
        yield from _repeats_in(passage, owns, seen)
    yield from _sentences_again(passage for passage, _ in said)


def _sentences_again(passages: Iterable[Passage]) -> Iterator[Repeat]:
    """Sentences that occur again with other marks between their clauses, which `_repeats_in` does not find."""
    seen: dict[str, tuple[Passage, str]] = {}
    for passage in passages:
        for sentence in passage.sentences:
            key = _own(sentence.text)
            first, words = seen.setdefault(key, (passage, sentence.text))
            again = words != sentence.text and len(key) >= _LEAST_RUN and not _NIL.search(sentence.text)
            if again and [*map(_own, _STOP.split(words))] != [*map(_own, _STOP.split(sentence.text))]:
                yield Repeat(passage, sentence.start, sentence.end, first)


def _own_clauses(text: str) -> list[str]:
    """The clauses of a text, each as `_own` gives it."""
    own = _UNSAID.sub("", _TITLE_IN_CLAUSE.sub("", text) if "《" in text else text)
    return [words for words, printed in zip(_STOP.split(own), _STOP.split(text), strict=True) if printed]


def _repeats_in(passage: Passage, owns: Sequence[str], seen: dict[str, tuple[Passage, int]]) -> Iterator[Repeat]:
    run: list[int] = []
    first: Passage | None = None
    last = -2
    for number, key in enumerate(owns):
        if len(key) < _LEAST_CLAUSE:
            continue
        stood = seen.get(key)
        follows = stood is not None and stood[0] is first and stood[1] in (last + 1, last + 2)
        if run and not follows:
            yield from _repeat(passage, [passage.clauses[one] for one in run], first)
            run, first = [], None
        if stood:
            run.append(number)
            first, last = stood
        else:
            seen[key] = (passage, number)
    if run:
        yield from _repeat(passage, [passage.clauses[one] for one in run], first)


def _repeat(passage: Passage, run: Sequence[Stretch], first: Passage | None) -> Iterator[Repeat]:
    start, end = run[0].start, run[-1].end
    length = sum(len(_own(clause.text)) for clause in run if not _NIL.search(clause.text))
    sentence = passage.sentence_at(start)
    whole = len(_own(sentence.text)) - length < _LEAST_CLAUSE
    near = passage is first and whole and sentence.text[-1:] in "。；"
    least = _LEAST_SENTENCE if whole or passage is first else _LEAST_RUN if len(run) > 1 else _LEAST_RUN + 4
    least = _LEAST_NEAR if near else least
    if first is not None and length >= least:
        yield Repeat(passage, start, end, first)


def _own(words: str) -> str:
    """Strip punctuation, titles in 《》 and small function words (由, 和, 的) from a text."""
    return _SOLE.sub("", _TITLE.sub("", words) if "《" in words else words)


def bare(text: str, names: Iterable[str] = ()) -> str:
    """The bare text: the Han characters of a text without names, titles of documents and set phrases."""
    for name in names:
        if name:
            text = text.replace(name, "，")
    return _SET.sub("", _BARE.sub("", _TITLE.sub("", text)))


def shingles(text: str) -> set[int]:
    """The hashes of the shingles of a bare text; they are the same in every process."""
    return set(hashes(text))


def share_from(now: Iterable[Passage], before: Iterable[Passage], *, least: int = _LEAST_SECTION) -> int | None:
    """How much of `now` is also in `before`, in whole percent; None if `now` has fewer than `least` characters.

    For a text of fewer than 80 characters, return None also unless at least 75% of it is there, in any order.
    """
    said = "".join(bare(passage.text) for passage in now)
    if len(said) < least:
        return None
    others = [bare(passage.text) for passage in before]
    if len(said) < _LEAST_SECTION:
        other, same = "".join(others), set[int]()
        for at in range(len(said) - _LEAST_ALIKE + 1):
            same.update(range(at, at + _LEAST_ALIKE) if said[at : at + _LEAST_ALIKE] in other else ())
        share = 100 * len(same) // len(said)
        return share if share >= _NEARLY_ALL else None
    mine, theirs = shingles(said), set[int]().union(*map(shingles, others))
    return 100 * len(mine & theirs) // len(mine) if mine else 0


def longest_repeat(
    now: Iterable[Passage], before: Iterable[Passage], names: Iterable[str] = ()
) -> tuple[Passage, Stretch] | None:
    """The longest sentence, or else clause, of `now` that `before` has too, compared without names; None if none."""
    now, before, names = list(now), list(before), tuple(names)
    for pieces in (attrgetter("sentences"), attrgetter("clauses")):
        known = {bare(piece.text, names) for passage in before for piece in pieces(passage)}
        same = [(passage, piece) for passage in now for piece in pieces(passage) if bare(piece.text, names) in known]
        longest = max(same, key=lambda one: len(bare(one[1].text, names)), default=None)
        if longest and len(bare(longest[1].text, names)) >= _LEAST_CLAUSE:
            return longest
    return None
