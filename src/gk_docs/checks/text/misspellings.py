"""Slips in the terms of the domain, as data: the terms, and the characters that a hand or an input method confuses.

The data are lines of `misspellings.txt`.

A term with one of its characters confused, or one doubled, is a slip wherever it stands: no other word of reports has
that spelling. Only terms that are long enough for that are listed.
"""

from __future__ import annotations

from collections import defaultdict
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

_RIGHT: Final = frozenset({"公共工作", "期现", "专题会意", "满意读"})
_DOUBLED_LEAST = 4


def _slips() -> dict[str, tuple[str, int]]:
    """Every slip with the term that was meant, and the place of the wrong character."""
    confused: dict[str, set[str]] = defaultdict(set)
    for words in _lines("字"):
        for word in words:
            confused[word[0]].update(word[1:])
    slips = {slip: (term, _wrong_at(slip, term)) for slip, term in _lines("误")}
    for term in TERMS:
        for at, char in enumerate(term):
            for other in confused[char]:
                slips[f"{term[:at]}{other}{term[at + 1 :]}"] = term, at
            if 0 < at < len(term) - 1 and len(term) >= _DOUBLED_LEAST:  # 解读读本 begins another word
                slips[f"{term[: at + 1]}{char}{term[at + 1 :]}"] = term, at + 1
    return {slip: found for slip, found in slips.items() if slip not in TERMS and slip not in _RIGHT}


def _wrong_at(slip: str, term: str) -> int:
    pairs = enumerate(zip(slip, term, strict=False))
    return next((at for at, (wrong, right) in pairs if wrong != right), len(slip) - 1)


SLIPS: Final[Mapping[str, tuple[str, int]]] = _slips()
"""Every slip with the term that was meant, and the place of the wrong character."""


def pairs_of(text: str) -> Iterator[int]:
    """Every two characters side by side, each two as one number, which costs a third of cutting them out."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    return chain(*(units[begin : len(units) - (len(units) - begin) % 4].cast("I") for begin in (0, 2) if units))


def _index() -> dict[int, tuple[str, ...]]:
    """The slips by two characters side by side of which one is the wrong one."""
    found: dict[int, list[str]] = defaultdict(list)
    for slip, (_, at) in SLIPS.items():
        [two] = pairs_of(slip[at - 1 : at + 1] if at else slip[:2])
        found[two].append(slip)
    return {two: tuple(slips) for two, slips in found.items()}


SLIPS_BY_TWO: Final = _index()
"""The slips by the two characters, as `pairs_of` has them, of which one is wrong."""


def likely_slips(text: str, pairs: Iterable[int]) -> tuple[str, ...]:
    """The slips that stand somewhere in a text, of which these pairs of characters are known."""
    return tuple(sorted(slip for two in pairs for slip in SLIPS_BY_TWO.get(two, ()) if slip in text))


def slips_in(text: str, likely: Iterable[str] | None = None) -> Iterator[tuple[int, int, str]]:
    """Where a text has a term of the domain misspelt: begin, end, the right term.

    >>> list(slips_in("落实责任追就制度。"))
    [(2, 6, '责任追究')]
    """
    for slip in likely_slips(text, set(pairs_of(text))) if likely is None else likely:
        at = text.find(slip)
        while at >= 0:
            yield at, at + len(slip), SLIPS[slip][0]
            at = text.find(slip, at + 1)
