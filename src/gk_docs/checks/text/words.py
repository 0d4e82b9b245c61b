"""The words of reports, and how a hand or an input method misspells them, as data: `words.txt`.

Source of the words: the regulation, the form, and the commonest words of official Chinese; their frequencies and the
sounds of characters are facts that the dictionaries of jieba and pypinyin (both MIT) were asked for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

KNOWN, SUSPECT = 1, 2
"""Marks of two characters side by side: they stand so in a word, a slip may be known by them."""

PAIR: Final = 2
LONG: Final = 4
"""Characters of a term of which a slip is told: nothing else that people write is so near to it."""
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


class Vocabulary:
    """What `words.txt` says, arranged to be looked up; what few texts need is arranged when it is first asked for."""

    def __init__(self, lines: Mapping[str, Sequence[str]]) -> None:
        self._lines = lines
        self.single: Final = frozenset(lines["单"][0])
        """Characters that are often words of their own."""
        self.sound: Final = {char: group[0] for group in lines["音"] for char in group}
        """One character in the place of all that sound alike."""
        rights = (line.split()[0].partition("=")[2] for line in lines["误"])
        entries = (*lines["词"], *lines["语"], *lines["近"], *(right for right in rights if len(right) > 1))
        grouped = [(entry[0], entry[2:]) for entry in entries if entry[1] == ":"]  # 公:开示 is 公开 and 公示
        self.long: Final = [entry for entry in entries if entry[1] != ":"]
        """Words that are told one by one, nearly all of them of more than two characters."""
        known = dict.fromkeys(_numbers("".join([first + first.join(rests) for first, rests in grouped])), KNOWN)
        fours = [word for word in self.long if len(word) == LONG]  # nearly all are two words of two characters
        halves = _numbers("".join(fours)).tolist()
        split = zip(fours, halves[::2], halves[1::2], strict=True)
        whole = {word for word, first, second in split if first in known and second in known}
        known |= dict.fromkeys(_covering([word for word in self.long if word not in whole], known, self.single), KNOWN)
        self.slips: Final[Mapping[str, Sequence[ListedSlip]]] = _by_pair(lines["误"], known)
        """Listed slips by the two characters by which they are known."""
        twice = "".join([char + char for char in self.sound])
        suspect = dict.fromkeys(_numbers(twice), SUSPECT)
        near = "".join([entry[0] + entry[0].join(entry[2:]) for entry in lines["近"]])
        listed = {two: known.get(two, 0) | SUSPECT for two in _numbers("".join(self.slips) + near)}
        suspect.update(known)
        suspect.update(listed)
        self.marks: Final[Mapping[int, int]] = suspect
        """Marks of two characters side by side, as one number."""

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words that a slip is told of: the long ones, since any two characters come to stand side by side."""
        return frozenset([term for term in self._lines["词"] if len(term) >= LONG and term[1] != ":"])

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that is known."""
        grouped = (*self._lines["词"], *self._lines["语"], *self._lines["近"])
        return frozenset((*_spelt_out(grouped), *self.long))

    @cached_property
    def near(self) -> frozenset[str]:
        """Words of two characters that sound as a part of a term does, and are slips where the rest of it stands."""
        return frozenset(_spelt_out(self._lines["近"]))

    @cached_property
    def short(self) -> frozenset[str]:
        """Words of two or three characters that a slip is told of where no word has the wrong one."""
        return frozenset(_spelt_out(self._lines["短"]))

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
        """Terms of more than four characters by what is left when one is missing, parted by blanks."""
        terms = sorted(term for term in self.terms if len(term) > LONG)
        return _together((term[:at] + term[at + 1 :], term) for term in terms for at in range(len(term)))

    @cached_property
    def apart(self) -> frozenset[str]:
        """Two characters side by side in a term, or in what is left of one."""
        return self.pairs.union(_pieces(self.shortened, PAIR))

    @cached_property
    def shape(self) -> Mapping[str, str]:
        """The characters that one may have been typed for, as it looks like them."""
        found: dict[str, str] = defaultdict(str)
        for group in self._lines["形"]:
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
    lines: dict[str, list[str]] = defaultdict(list)
    for line in files("gk_docs.checks.text").joinpath("words.txt").read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        lines[mark].extend((rest,) if mark == "误" else rest.split())
    return Vocabulary(lines)


def _spelt_out(entries: Iterable[str]) -> Iterator[str]:
    """Every word of 公:开示 and 三审三校."""
    for entry in entries:
        if entry[1] == ":":
            yield from map(entry[0].__add__, entry[2:])
        else:
            yield entry


def _covering(words: Sequence[str], known: Mapping[int, int], single: Collection[str]) -> Iterator[int]:
    """The pairs of characters that show, beside words of two, that every character is in a word: 众号 of 公众号."""
    pairs, begin = _numbers_in("".join(words)), 0
    told = bytes(map(known.__contains__, pairs))
    for word in words:
        here = told[begin : begin + len(word) - 1]
        if not here.startswith(b"\1") or not here.endswith(b"\1") or b"\0\0" in here:
            for at, char in enumerate(word):
                if 1 not in here[max(0, at - 1) : at + 1] and char not in single:
                    yield pairs[begin + max(0, at - 1)]
        begin += len(word)


def _numbers(pairs: str) -> memoryview[int]:
    """The two characters of each pair as one number."""
    return memoryview(pairs.encode("utf-16-le")).cast("I")


def _numbers_in(text: str) -> list[int]:
    """Every two characters side by side in a text, as one number."""
    units, found = text.encode("utf-16-le"), [0] * (len(text) - 1)
    for begin in (0, 1):
        found[begin::2] = memoryview(units)[2 * begin : len(units) - (len(units) - 2 * begin) % 4].cast("I")
    return found


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
    """The slips of 公式=公示 执法_ _期满; without words around it, a slip wherever it is no part of other words."""
    slip, *around = line.split()
    wrong, right = slip.split("=")
    for context in around or (_PLACE,):
        words, start = context.replace(_PLACE, wrong), context.index(_PLACE)
        wrong_at = {start + at for at in range(len(wrong)) if wrong[at] != right[at : at + 1]} or {start}
        places = sorted({two for at in wrong_at for two in (at - 1, at) if 0 <= two < len(words) - 1})
        known_by = next((two for two in places if _numbers(words[two : two + PAIR])[0] not in known), places[0])
        yield ListedSlip(words, known_by, start, wrong, right)
