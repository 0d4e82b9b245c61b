"""Strip a text of the words that say nothing, so that it shows whether anything is left."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

HOLLOW: Final = tuple(
    (example, tuple(words.split())) for example, words in pieced_lines("gk_docs.checks.text", "hollow.txt")
)
"""The lines of `hollow.txt`: a text that says nothing, and the words by which it does."""

_WORDS = re.compile(
    "|".join(sorted({word for _, words in HOLLOW for word in words}, key=len, reverse=True)) + "|[^\u4e00-\u9fff]+"
)


_DENIES = re.compile("(?:没有|未|无|不)(?:再|曾|另行)?(?:人|制发|制定|收到|开设|新增|发生|设立|设置|使用|收取)")
_LEAST: Final = 3  # characters of substance with which a text says something
_LONG: Final = 200  # characters; in a longer text names alone make no difference
_PIECE = re.compile("[^，。；：\n]+")


def says_something(text: str, names: Iterable[str]) -> bool:
    """Whether a text has more than names of the body, given, and words of `hollow.txt`.

    >>> names = ("丙县教育局",)
    >>> says_something("丙县教育局平台建设扎实推进。", names), says_something("网站专栏由专人维护。", names)
    (False, True)
    """
    for name in names if len(text) < _LONG else ():
        text = text.replace(name, "，")
    left = accumulate(len(_WORDS.sub("", piece[0])) for piece in _PIECE.finditer(text))
    return any(sofar >= _LEAST for sofar in left) or bool(_DENIES.search(text))
