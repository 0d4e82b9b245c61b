"""Words as data: lines of a sort, a sentence that has one of the words, and the words, parted by bars.

{属于,属}国家秘密 stands for two words. What begins with # and a blank is a remark.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator


class LexiconEntry(NamedTuple):
    """Words of one sort.

    Attributes:
        kind: The sort.
        value: What they say, where a sort says several things: a subject, an action, a sense; else "".
        example: A sentence that has one of them.
        words: The words.
    """

    kind: str
    value: str
    example: str
    words: tuple[str, ...]


def rows_of(package: str, name: str) -> Iterator[tuple[list[str], str, str]]:
    """The lines of a file that lies in a package: the words of what it is about, a sentence that shows it, the rest."""
    for line in files(package).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            about, example, rest = line.split(" | ")
            yield about.split(), example, rest


def entries_of(package: str, name: str) -> Iterator[LexiconEntry]:
    """The entries of a file that lies in a package, whose lines end with words."""
    for (kind, *value), example, words in rows_of(package, name):
        yield LexiconEntry(kind, " ".join(value), example, tuple(chain.from_iterable(map(spelt_out, words.split()))))


def spelt_out(word: str) -> Iterator[str]:
    """Every word that is meant by one with choices in braces: {属于,属}国家秘密."""
    return map("".join, product(*(piece.split(",") for piece in re.split("[{}]", word))))
