"""Slips in the terms of the domain, as data: the terms, and the characters that a hand or an input method confuses.

The data are lines of `misspellings.txt`.

A term with one of its characters confused, or one doubled, is a slip wherever it stands: no other word of reports has
that spelling. Only terms that are long enough for that are listed; in those of four characters any rare character of
the same sound is a slip.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def _lines(mark: str) -> Iterator[list[str]]:
    """The lines of the data that begin with a mark, in words."""
    for line in files("gk_docs.checks.text").joinpath("misspellings.txt").read_text("utf-8").splitlines():
        if line.startswith(f"{mark} "):
            yield line.split()[1:]


TERMS: Final = tuple(word for words in _lines("词") for word in words)
"""Terms of the law, of the form and of published reports."""

_RIGHT: Final = frozenset({"公共工作", "期现", "专题会意", "满意读", *TERMS})
_LONG = 4
_COMMON: Final = frozenset(char for [chars] in _lines("常") for char in chars)
_SOUNDS: Final = {char: group for groups in _lines("音") for group in groups for char in group}
_CONFUSED: Final = {word[0]: word[1:] for words in _lines("字") for word in words}


@cache
def _mistaken(char: str, *, is_long: bool) -> frozenset[str]:
    """The characters that may stand in the place of one of a term, which may be a long one."""
    alike = frozenset(_SOUNDS.get(char, "") if is_long else "") - _COMMON
    return alike.union(_CONFUSED.get(char, "")) - {char}


def every_slip() -> Iterator[tuple[str, str]]:
    """Every slip with the term that was meant."""
    for term in TERMS:
        for at in range(len(term)):
            others = _mistaken(term[at], is_long=len(term) >= _LONG)
            yield from ((slip, term) for other in others if (slip := _with(term, at, other)) not in _RIGHT)
    yield from _OTHERS.items()


def _with(term: str, at: int, other: str) -> str:
    return f"{term[:at]}{other}{term[at + 1 :]}"


def _others() -> dict[str, str]:
    """The slips that are no character in the place of another: one typed twice, and those that are listed."""
    doubled = {
        _with(term, at, 2 * char): term
        for term in TERMS
        for at, char in enumerate(term)
        if 0 < at < len(term) - 1 and len(term) >= _LONG  # 解读读本 begins another word
    }
    return {slip: term for slip, term in {**doubled, **dict(_lines("误"))}.items() if slip not in _RIGHT}


_OTHERS: Final = _others()


def pairs_of(text: str) -> Iterator[int]:
    """Every two characters side by side, each two as one number, which costs a third of cutting them out."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    return chain(*(units[begin : len(units) - (len(units) - begin) % 4].cast("I") for begin in (0, 2) if units))


def _pair(first: str, second: str) -> int:
    return ord(first) | ord(second) << 16


_Places = tuple[tuple[str, int], ...]


def _index() -> dict[int, _Places]:
    """The terms, and the place of the wrong character, by two characters side by side of which one is the wrong one."""
    found: dict[int, _Places] = {}
    together: dict[tuple[str, str, bool, bool], _Places] = {}
    for term in TERMS:
        for at, char in enumerate(term):
            key = term[at - 1] if at else term[1], char, at > 0, len(term) >= _LONG
            together[key] = (*together.get(key, ()), (term, at))
    for (beside, char, follows, is_long), places in together.items():
        for other in _mistaken(char, is_long=is_long):
            pair = _pair(beside, other) if follows else _pair(other, beside)
            found[pair] = found[pair] + places if pair in found else places  # nearly always a tuple that is there
    for slip, term in _OTHERS.items():
        at = next((at for at, pair in enumerate(zip(slip, term, strict=False)) if pair[0] != pair[1]), len(slip) - 1)
        two = _pair(*slip[at - 1 : at + 1] if at else slip[:2])
        found[two] = (*found.get(two, ()), (slip, _WHOLE))
    return found


_WHOLE = -1  # in the place of a place: the words are the slip itself
_BY_TWO: Final = _index()

PAIRS: Final = _BY_TWO.keys()
"""Two characters, as `pairs_of` has them, of which one is wrong in some slip."""


def likely_slips(text: str, pairs: Iterable[int]) -> Mapping[str, str]:
    """The slips that stand somewhere in a text, with the terms that were meant; `pairs` are those of its characters."""
    found = dict[str, str]()
    for two in pairs:
        for words, at in _BY_TWO.get(two, ()):
            slip = words if at == _WHOLE else _with(words, at, chr(two >> 16 if at else two & 0xFFFF))
            if slip in text and slip not in _RIGHT:
                found[slip] = _OTHERS[slip] if at == _WHOLE else words
    return dict(sorted(found.items()))


def slips_in(text: str, likely: Mapping[str, str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Where a text has a term of the domain misspelt: begin, end, the right term; a term in a longer one twice.

    >>> list(slips_in("落实责任追就。"))
    [(2, 6, '责任追究')]
    """
    for slip, term in (likely_slips(text, set(pairs_of(text))) if likely is None else likely).items():
        at = text.find(slip)
        while at >= 0:
            yield at, at + len(slip), term
            at = text.find(slip, at + 1)
