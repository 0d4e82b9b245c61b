"""The words of reports, and how a hand or an input method misspells them, as data: `words.txt`.

Source of the words: the regulation, the form, and the commonest words of official Chinese; their frequencies and the
sounds of characters are facts that the dictionaries of jieba and pypinyin (both MIT) were asked for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import spelt_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KNOWN, SUSPECT = 1, 2
"""Marks of two characters side by side: they stand so in a word, a slip may be known by them."""

PAIR: Final = 2
LONG: Final = 4
"""Characters of a term of which a slip is told: nothing else that people write is so near to it."""
_PLACE: Final = "_"
_GROUP = re.compile(r"(\S):(\S+)")  # 公:开示 is 公开 and 公示


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


class Vocabulary:
    """What `words.txt` says, arranged to be looked up; what few texts need is arranged when it is first asked for."""

    def __init__(self, lines: Mapping[str, Sequence[str]]) -> None:
        self._lines = lines
        self.single: Final = frozenset(lines["单"][0])
        """Characters that are often words of their own."""
        self.sound: Final = {char: group[0] for group in self._entries("音") for char in group}
        """One character in the place of all that sound alike."""
        grouped = _GROUP.findall("\n".join([*lines["词"], *lines["语"], *lines["近"], *lines["连"]]))
        known = dict.fromkeys(_numbers("".join([first + first.join(rests) for first, rests in grouped])), KNOWN)
        self.slips: Final[Mapping[str, Sequence[ListedSlip]]] = _by_pair(lines["误"], known)
        """Listed slips by the two characters by which they are known."""
        near = "".join([first + first.join(rests) for first, rests in _GROUP.findall("\n".join(lines["近"]))])
        known.update({two: known.get(two, 0) | SUSPECT for two in _numbers("".join(self.slips) + near)})
        self.marks: Final[Mapping[int, int]] = known
        """Marks of two characters side by side, as one number."""

    @classmethod
    def of(cls, lines: Iterable[str]) -> Vocabulary:
        """The vocabulary that the lines of a file say."""
        held: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            mark, _, rest = line.partition(" ")
            held[mark].append(rest)
        return cls(held)

    def knows(self, pair: str) -> bool:
        """Whether two characters stand side by side in a word, as far as the lines tell at once."""
        return bool(self.marks.get(_numbers(pair)[0], 0) & KNOWN)

    def _entries(self, *marks: str) -> list[str]:
        return "\n".join([line for mark in marks for line in self._lines[mark]]).split()

    @cached_property
    def fixed(self) -> frozenset[str]:
        """Terms of four characters that are told too where one is missing or there is one too many."""
        return frozenset(self._entries("固"))

    @cached_property
    def twice(self) -> tuple[str, ...]:
        """Words in which the same characters rightly stand twice: 公开工作工作人员."""
        return tuple(self._entries("叠"))

    @cached_property
    def placed(self) -> Mapping[str, Mapping[str, str]]:
        """Characters by where they stand rightly (名, 起, 前, 后), each with words that show it."""
        return {mark: dict(_GROUP.findall("\n".join(self._lines[mark]))) for mark in "名起前后"}

    @cached_property
    def long(self) -> Sequence[str]:
        """Words that are told one by one, nearly all of them of more than two characters."""
        rights = (line.split()[0].partition("=")[2] for line in self._lines["误"])
        return [*(one for one in self._entries("词", "语", "近") if one[1] != ":"), *(one for one in rights if one[1:])]

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words that a slip is told of: the long ones, since any two characters come to stand side by side."""
        return frozenset([term for term in self._entries("词") if len(term) >= LONG and term[1] != ":"])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that is known."""
        return frozenset((*_spelt_out(self._entries("词", "语", "近")), *self.long))

    @cached_property
    def usual(self) -> frozenset[str]:
        """The words that such reports use, and few places are called by."""
        return frozenset(_spelt_out(self._entries("词")))

    @cached_property
    def near(self) -> frozenset[str]:
        """Words of two characters that sound as a part of a term does, and are slips where the rest of it stands."""
        return frozenset(_spelt_out(self._entries("近")))

    @cached_property
    def short(self) -> frozenset[str]:
        """Words of two or three characters that a slip is told of where no word has the wrong one."""
        return frozenset(_spelt_out(self._entries("短")))

    @cached_property
    def short_by_sound(self) -> Mapping[str, str]:
        """The same by their sound, parted by blanks."""
        return _together(("".join([self.sound.get(char, char) for char in word]), word) for word in sorted(self.short))

    @cached_property
    def begins(self) -> frozenset[str]:
        """The two characters that words of more than two begin with."""
        return frozenset([word[:PAIR] for word in self.long])

    @cached_property
    def by_sound(self) -> Mapping[str, str]:
        """Terms by their sound, parted by blanks: thousands of lists would wake the collector of garbage."""
        terms = sorted(self.terms)
        heard = "\n".join(terms).translate({ord(char): sound for char, sound in self.sound.items()})
        return _together(zip(heard.split("\n"), terms, strict=True))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """Sounds of three characters that stand side by side in a term."""
        return _pieces(self.by_sound, 3)

    @cached_property
    def shortened(self) -> Mapping[str, str]:
        """Fixed terms and those of more than four characters by what is left without one, parted by blanks."""
        terms = sorted({*self.fixed, *(term for term in self.terms if len(term) > LONG)})
        return _together((term[:at] + term[at + 1 :], term) for term in terms for at in range(len(term)))

    @cached_property
    def apart(self) -> frozenset[str]:
        """Two characters side by side in a term, or in what is left of one."""
        return self.pairs.union(_pieces(self.shortened, PAIR))

    @cached_property
    def shape(self) -> Mapping[str, str]:
        """The characters that one may have been typed for, as it looks like them."""
        found: dict[str, str] = defaultdict(str)
        for group in self._entries("形"):
            for char in group[1:]:
                found[char] += group[0]
        return found

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Two characters that stand side by side in a term."""
        return _pieces(self.terms, PAIR)


@cache
def vocabulary() -> Vocabulary:
    """The words, read when the first text is checked."""
    return Vocabulary.of(files("gk_docs.checks.text").joinpath("words.txt").read_text("utf-8").splitlines())


def _spelt_out(entries: Iterable[str]) -> Iterator[str]:
    """Every word of 公:开示 and 三审三校."""
    for entry in entries:
        if entry[1] == ":":
            yield from map(entry[0].__add__, entry[2:])
        else:
            yield entry


def _numbers(pairs: str) -> memoryview[int]:
    """The two characters of each pair as one number."""
    return memoryview(pairs.encode("utf-16-le")).cast("I")


def _pieces(words: Iterable[str], length: int) -> frozenset[str]:
    """Every so many characters side by side in some words."""
    return frozenset([word[at : at + length] for word in words for at in range(len(word) - length + 1)])


def _together(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Of every key all of its words, parted by blanks."""
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
    """The slips of 公式=公示 执法_ _{期满,栏}; without words around it, wherever it is no part of other words."""
    slip, *around = line.split()
    wrong, right = slip.split("=")
    for context in chain.from_iterable(map(spelt_out, around or (_PLACE,))):
        words, start = context.replace(_PLACE, wrong), context.index(_PLACE)
        wrong_at = {start + at for at in range(len(wrong)) if wrong[at] != right[at : at + 1]} or {start}
        places = sorted({two for at in wrong_at for two in (at - 1, at) if 0 <= two < len(words) - 1})
        known_by = next((two for two in places if _numbers(words[two : two + PAIR])[0] not in known), places[0])
        yield ListedSlip(words, known_by, start, wrong, right)
