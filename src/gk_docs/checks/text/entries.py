"""Words as data: lines of a sort, a sentence that has one of the words, and the words, parted by bars.

{属于,属}国家秘密 stands for two words. What begins with # and a blank is a remark.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import product
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


def entries_of(package: str, name: str) -> Iterator[LexiconEntry]:
    """The entries of a file that lies in a package."""
    for line in files(package).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            sort, example, words = line.split(" | ")
            kind, _, value = sort.partition(" ")
            yield LexiconEntry(kind, value, example, tuple(one for word in words.split() for one in _spelt_out(word)))


def _spelt_out(word: str) -> Iterator[str]:
    """Every word that is meant by one with choices in braces: {属于,属}国家秘密."""
    return map("".join, product(*(piece.split(",") for piece in re.split("[{}]", word))))
