"""The words of reports, and how a hand or an input method misspells them, as data: `words.txt`.

Source of the words: the regulation, the form, and the commonest words of official Chinese; their frequencies and the
sounds of characters are facts that the dictionaries of jieba and pypinyin (both MIT) were asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

KNOWN, SUSPECT = 1, 2
"""Marks of two characters side by side: they stand so in a word, a slip may be known by them."""

PAIR: Final = 2
LONG: Final = 4
"""Characters of a term that is known without one of them, and that no name is near to."""
_PLACE: Final = "_"


class ListedSlip(NamedTuple):
    """A slip that is a word of its own, or made of words.

    Attributes:
        words: What stands there, with the words around it that make it a slip.
        known_by: Where the two characters stand in it by which it is known.
        start: Where the slip begins in it.
        wrong: The slip.
        right: What was meant.
    """

    words: str
    known_by: int
    start: int
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What `words.txt` says, arranged to be looked up.

    Attributes:
        words: Every word that is known.
        begins: The two characters that words begin with.
        terms: The words that a slip is told of.
        single: Characters that are often words of their own.
        sound: One character in the place of all that sound alike.
        shape: The characters that one may have been typed for, as it looks like them.
        by_sound: Terms by their sound.
        shortened: Terms by what is left when a character is missing.
        sounds: Sounds of three characters that stand side by side in a term.
        before: The characters that stand before one in a term.
        behind: Those that stand behind it.
        apart: Two characters side by side in what is left of a term.
        marks: Marks of two characters side by side, as one number.
        slips: Listed slips by the two characters by which they are known.
    """

    words: frozenset[str]
    begins: frozenset[str]
    terms: frozenset[str]
    single: frozenset[str]
    sound: Mapping[str, str]
    shape: Mapping[str, str]
    by_sound: Mapping[str, Collection[str]]
    shortened: Mapping[str, Collection[str]]
    sounds: frozenset[str]
    before: Mapping[str, str]
    behind: Mapping[str, str]
    apart: frozenset[str]
    marks: Mapping[int, int]
    slips: Mapping[str, Collection[ListedSlip]]


@cache
def vocabulary() -> Vocabulary:
    """The words, read when the first text is checked."""
    lines: dict[str, list[str]] = defaultdict(list)
    for line in files("gk_docs.checks.text").joinpath("words.txt").read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        lines[mark].extend((rest,) if mark == "误" else rest.split())
    terms = frozenset(_spelt_out(lines["词"]))
    rights = (line.split()[0].partition("=")[2] for line in lines["误"])
    words = terms.union(_spelt_out(lines["语"]), rights)
    sound = {char: group[0] for group in lines["音"] for char in group}
    shape: dict[str, str] = defaultdict(str)
    for group in lines["形"]:
        for char in group[1:]:
            shape[char] += group[0]
    by_sound: dict[str, list[str]] = defaultdict(list)
    shortened: dict[str, list[str]] = defaultdict(list)
    for term in sorted(terms):
        by_sound["".join([sound.get(char, char) for char in term])].append(term)
        for at in range(len(term)) if len(term) >= LONG else ():
            shortened[term[:at] + term[at + 1 :]].append(term)
    before: dict[str, str] = defaultdict(str)
    behind: dict[str, str] = defaultdict(str)
    for two in sorted(_pieces(terms, PAIR)):
        before[two[1]] += two[0]
        behind[two[0]] += two[1]
    single = frozenset(lines["单"][0])
    marks = _covering(words, single)
    slips: dict[str, list[ListedSlip]] = defaultdict(list)
    for slip in (one for line in lines["误"] for one in _listed(line, marks)):
        slips[slip.words[slip.known_by :][:2]].append(slip)
    marks |= {two: marks.get(two, 0) | SUSPECT for two in slips}
    twice = (char + char for char in sound)
    turned = (term[::-1] for term in terms if len(term) == PAIR)  # 务任 of 任务任务
    marks |= dict.fromkeys((two for two in (*twice, *turned) if two not in marks), SUSPECT)
    return Vocabulary(
        words,
        frozenset([word[:PAIR] for word in words]),
        terms,
        single,
        sound,
        shape,
        by_sound,
        shortened,
        _pieces(by_sound, 3),
        before,
        behind,
        _pieces(shortened, PAIR),
        {ord(two[0]) | ord(two[1]) << 16: mark for two, mark in marks.items()},
        slips,
    )


def _spelt_out(entries: Iterable[str]) -> Iterator[str]:
    """Every word of 公:开示 and 三审三校."""
    for entry in entries:
        if entry[1] == ":":
            yield from map(entry[0].__add__, entry[2:])
        else:
            yield entry


def _covering(words: Iterable[str], single: Collection[str]) -> dict[str, int]:
    """The pairs of characters by which every character of the words is seen to be in one: 公众 and 众号 of 公众号."""
    pairs = frozenset(word for word in words if len(word) == PAIR)
    marks = dict.fromkeys(pairs, KNOWN)
    for word in words:
        last, covered = len(word) - 1, -1  # the last character that is covered
        for at in range(last) if last > 1 else ():
            two = word[at : at + PAIR]
            if two in pairs or (covered < at and two[0] not in single) or (at + 1 == last and two[1] not in single):
                marks[two] = KNOWN
                covered = at + 1
    return marks


def _pieces(words: Iterable[str], length: int) -> frozenset[str]:
    """Every so many characters side by side in some words."""
    return frozenset([word[at : at + length] for word in words for at in range(len(word) - length + 1)])


def _listed(line: str, known: Collection[str]) -> Iterator[ListedSlip]:
    """The slips of 公式=公示 执法_ _期满; without words around it, a slip wherever it is no part of other words."""
    slip, *around = line.split()
    wrong, right = slip.split("=")
    for context in around or (_PLACE,):
        words, start = context.replace(_PLACE, wrong), context.index(_PLACE)
        wrong_at = {start + at for at in range(len(wrong)) if wrong[at] != right[at : at + 1]} or {start}
        places = sorted({two for at in wrong_at for two in (at - 1, at) if 0 <= two < len(words) - 1})
        known_by = next((two for two in places if words[two : two + 2] not in known), places[0])
        yield ListedSlip(words, known_by, start, wrong, right)
