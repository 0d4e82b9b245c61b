"""Read word lists: each line has a kind, an example sentence and the words, separated by ` | `.

{属于,属}国家秘密 stands for two words. A line that begins with `# ` is a comment.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class LexiconEntry(NamedTuple):
    """Words of one kind.

    Attributes:
        kind: The kind, the first word of the line.
        value: Their meaning, if a kind has several (a subject, an action, a sense); else "".
        example: A sentence with one of the words.
        words: The words.
    """

    kind: str
    value: str
    example: str
    words: tuple[str, ...]


_PIECE = re.compile("<([A-Z_]+)>")


def pieced_lines(package: str, name: str, known: Mapping[str, str] | None = None) -> Iterator[list[str]]:
    """The fields of each line of a package's data file, with the pieces that they name filled in.

    A line `= NAME | piece` gives a name to a piece, which later lines have as <NAME>; those of `known` any line has.
    """
    pieces = {**known} if known else {}
    for line in files(package).joinpath(name).read_text("utf-8").splitlines():
        first, *rest = _PIECE.sub(lambda found: pieces.get(found[1], found[0]), line).split(" | ")
        if first.startswith("= "):
            pieces[first[2:]] = rest[0]
        elif line and not line.startswith("# "):
            yield [first, *rest]


def rows_of(package: str, name: str) -> Iterator[tuple[list[str], str, str]]:
    """The lines of a file in a package, each as the words of its first field, its example and its last field."""
    for line in files(package).joinpath(name).read_text("utf-8").splitlines():
        if line and not line.startswith("# "):
            about, example, rest = line.split(" | ")
            yield about.split(), example, rest


def entries_of(package: str, name: str) -> Iterator[LexiconEntry]:
    """The entries of a file in a package whose last field is a list of words."""
    for (kind, *value), example, words in rows_of(package, name):
        yield LexiconEntry(kind, " ".join(value), example, tuple(chain.from_iterable(map(spelt_out, words.split()))))


def spelt_out(word: str) -> Iterator[str]:
    """Expand the choices in braces: 属于国家秘密 and 属国家秘密 for {属于,属}国家秘密."""
    if "{" not in word:
        return iter((word,))
    return map("".join, product(*(piece.split(",") for piece in re.split("[{}]", word))))
