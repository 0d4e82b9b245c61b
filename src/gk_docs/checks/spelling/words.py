"""The words of reports and their usual misspellings, read from `words.txt` and arranged for `spelling.py`.

Source of the words: the regulation, the form, and the commonest words of official Chinese; their frequencies and the
sounds of characters come from the dictionaries of jieba and pypinyin (both MIT).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KNOWN, SUSPECT = 1, 2
"""Marks of a pair of characters: it occurs in a known word; a slip may be recognised by it."""

PAIR: Final = 2
LONG: Final = 4
"""Characters of a long term: nothing else that people write differs from one in a single character."""
_PLACE: Final = "_"
_GROUP = re.compile(r"(\S):(\S+)")  # 公:开示 is 公开 and 公示


class ListedSlip(NamedTuple):
    """A slip that is itself a word, or consists of words.

    Attributes:
        words: The slip with the words around it that show it is one.
        known_by: The position in `words` of the two characters by which it is recognised.
        start: The position in `words` at which the slip begins.
        wrong: The slip.
        right: What is meant.
    """

    words: str
    known_by: int
    start: int
    wrong: str
    right: str


class Vocabulary:
    """The contents of `words.txt`, arranged for look-up; what few texts need is arranged when first used."""

    def __init__(self, lines: Mapping[str, Sequence[str]]) -> None:
        self._lines = lines
        self.single: Final = frozenset(lines["单"][0])
        """Characters that are often words by themselves."""
        self.sound: Final = {char: group[0] for group in self._entries("音") for char in group if char != "/"}
        """For each character, the one that stands for all characters of its sound or a similar one."""
        grouped = _GROUP.findall("\n".join([*lines["词"], *lines["语"], *lines["近"], *lines["连"]]))
        known = dict.fromkeys(_numbers("".join([first + first.join(rests) for first, rests in grouped])), KNOWN)
        self.slips: Final[Mapping[str, Sequence[ListedSlip]]] = _by_pair(lines["误"], known)
        """Listed slips, by the two characters by which they are recognised."""
        near = "".join([first + first.join(rests) for first, rests in _GROUP.findall("\n".join(lines["近"]))])
        known.update({two: known.get(two, 0) | SUSPECT for two in _numbers("".join(self.slips) + near)})
        self.marks: Final[Mapping[int, int]] = known
        """Marks of pairs of characters, by the pair as one number (see `_numbers`)."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """Make the vocabulary from the lines of a file; each begins with the mark of its kind (词, 误, 音)."""
        held: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            mark, _, rest = line.partition(" ")
            held[mark].append(rest)
        return cls(held)

    def knows(self, pair: str) -> bool:
        """Whether two characters are a pair marked as known; False of any other text."""
        number = int.from_bytes(pair.encode("utf-16-le", "surrogatepass"), sys.byteorder)  # as in `_numbers`
        return bool(self.marks.get(number, 0) & KNOWN)

    def _entries(self, *marks: str) -> list[str]:
        return "\n".join([line for mark in marks for line in self._lines[mark]]).split()

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Terms of four characters that are corrected also where a character is missing or inserted."""
        return frozenset(self._entries("固"))

    @cached_property
    def twice(self) -> tuple[str, ...]:
        """Words that rightly have the same characters twice: 公开工作工作人员."""
        return tuple(self._entries("叠"))

    @cached_property
    def placed(self) -> Mapping[str, Mapping[str, str]]:
        """Characters common in names (名), at a word's start (起), before (前) or after (后) one; with examples."""
        return {mark: dict(_GROUP.findall("\n".join(self._lines[mark]))) for mark in "名起前后"}

    @cached_property
    def long(self) -> Sequence[str]:
        """Words listed one by one, nearly all of them longer than two characters."""
        rights = (line.split()[0].partition("=")[2] for line in self._lines["误"])
        return [*(one for one in self._entries("词", "语", "近") if one[1] != ":"), *(one for one in rights if one[1:])]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words whose misspellings are reported: only long ones, since any two characters can meet by chance."""
        return frozenset([term for term in self._entries("词") if len(term) >= LONG and term[1] != ":"])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every known word."""
        return frozenset((*_spelt_out(self._entries("词", "语", "近")), *self.long))

    @cached_property
    def usual(self) -> frozenset[str]:
        """Words that reports use and that are rarely part of a place name."""
        return frozenset(_spelt_out(self._entries("词")))

    @cached_property
    def near(self) -> frozenset[str]:
        """Words of two characters that sound like a part of a term, and are slips beside the rest of it."""
        return frozenset(_spelt_out(self._entries("近")))

    @cached_property
    def short(self) -> frozenset[str]:
        """Words of two or three characters that are corrected if the wrong character belongs to no word."""
        return frozenset(_spelt_out(self._entries("短")))

    @cached_property
    def short_by_sound(self) -> Mapping[str, str]:
        """The short words by their exact sound, separated by spaces."""
        return _together((self.sounded(word), word) for word in sorted(self.short))

    def sounded(self, words: str) -> str:
        """Words with each character replaced by the one that stands for all characters of just its sound."""
        return "".join([self._exact_sound.get(char, char) for char in words])

    @cached_property
    def _exact_sound(self) -> Mapping[str, str]:
        groups = "/".join(self._entries("音")).split("/")
        return {char: group[0] for group in groups for char in group}

    @cached_property
    def alike(self) -> Mapping[str, str]:
        """For each character, those that it may be typed for: of just its sound, or of similar look."""
        groups = {group[0]: group for group in "/".join(self._entries("音")).split("/")}
        heard = {char: groups[first] for char, first in self._exact_sound.items()}
        return {char: heard.get(char, "") + self.shape.get(char, "") for char in heard.keys() | self.shape.keys()}

    def makes(self, char: str, place: int) -> int:
        """The number of words of two characters in which a character is the first (0) or the second (1)."""
        return self._places[place][char]

    @cached_property
    def _places(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        pairs = {one for one in self.words if len(one) == PAIR}
        pairs.update(first + second for first, seconds in ordinary().items() for second in seconds)
        return Counter(one[0] for one in pairs), Counter(one[1] for one in pairs)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The first two characters of the words in `long`."""
        return frozenset([word[:PAIR] for word in self.long])

    @cached_property
    def by_sound(self) -> Mapping[str, str]:
        """Terms by their sound, separated by spaces: thousands of lists would slow down garbage collection."""
        terms = sorted(self.terms)
        heard = "\n".join(terms).translate({ord(char): sound for char, sound in self.sound.items()})
        return _together(zip(heard.split("\n"), terms, strict=True))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """The sounds of every three adjacent characters of a term."""
        return _pieces(self.by_sound, 3)

    @cached_property
    def shortened(self) -> Mapping[str, str]:
        """Fixed and longer terms, by each form of them with one character missing; separated by spaces."""
        terms = sorted({*self.fixed, *(term for term in self.terms if len(term) > LONG)})
        return _together((term[:at] + term[at + 1 :], term) for term in terms for at in range(len(term)))

    @cached_property
    def apart(self) -> frozenset[str]:
        """Every two adjacent characters of a term, or of a term with one character missing."""
        return self.pairs.union(_pieces(self.shortened, PAIR))

    @cached_property
    def shape(self) -> Mapping[str, str]:
        """For each character, the characters of similar look that it may be typed for."""
        found: dict[str, str] = defaultdict(str)
        for group in self._entries("形"):
            for char in group[1:]:
                found[char] += group[0]
        return found

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Every two adjacent characters of a term."""
        return _pieces(self.terms, PAIR)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of `words.txt`, read once, when the first text is checked."""
    return Vocabulary.of(files("gk_docs.checks.spelling").joinpath("words.txt").read_text("utf-8").splitlines())


@cache
def ordinary() -> Mapping[str, str]:
    """Words of two characters of a general dictionary (`ordinary.txt`): for a first character, the second ones.

    Read once, when a slip is suspected, which few texts need. Words of `words.txt` are left out.
    """
    return dict(_GROUP.findall(files("gk_docs.checks.spelling").joinpath("ordinary.txt").read_text("utf-8")))


def _spelt_out(entries: Iterable[str]) -> Iterator[str]:
    """The words of entries: 公开 and 公示 for 公:开示, 三审三校 for itself."""
    for entry in entries:
        if entry[1] == ":":
            yield from map(entry[0].__add__, entry[2:])
        else:
            yield entry


def _numbers(pairs: str) -> memoryview[int]:
    """Each two characters of a string as one number."""
    return memoryview(pairs.encode("utf-16-le")).cast("I")


def _pieces(words: Iterable[str], length: int) -> frozenset[str]:
    """Every `length` adjacent characters of the words."""
    return frozenset([word[at : at + length] for word in words for at in range(len(word) - length + 1)])


def _together(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """By key, all words with that key, separated by spaces."""
    found: dict[str, str] = {}
    for key, word in pairs:
        found[key] = f"{found[key]} {word}" if key in found else word
    return found


def _by_pair(lines: Iterable[str], known: Mapping[int, int]) -> dict[str, list[ListedSlip]]:
    found: dict[str, list[ListedSlip]] = defaultdict(list)
    for slip in (one for line in lines for one in _listed(line, known)):
        found[slip.words[slip.known_by :][:PAIR]].append(slip)
    return found


def _listed(line: str, known: Mapping[int, int]) -> Iterator[ListedSlip]:
    """The slips of a line such as 公式=公示 执法_ _{期满,栏}; with no words around it, the slip counts anywhere."""
    slip, *around = line.split()
    wrong, right = slip.split("=")
    for context in chain.from_iterable(map(spelt_out, around or (_PLACE,))):
        words, start = context.replace(_PLACE, wrong), context.index(_PLACE)
        wrong_at = {start + at for at in range(len(wrong)) if wrong[at] != right[at : at + 1]} or {start}
        places = sorted({two for at in wrong_at for two in (at - 1, at) if 0 <= two < len(words) - 1})
        known_by = next((two for two in places if _numbers(words[two : two + PAIR])[0] not in known), places[0])
        yield ListedSlip(words, known_by, start, wrong, right)
