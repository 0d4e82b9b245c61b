"""Strip a text of the words that say nothing, so that it shows whether anything is left."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOLLOW: Final = tuple(
    (example, tuple(words.split())) for example, words in pieced_lines("gk_docs.checks.text", "hollow.txt")
)
"""The lines of `hollow.txt`: a text that says nothing, and the words by which it does."""

CONCRETE: Final = tuple(
    (example, tuple(words.split())) for example, words in pieced_lines("gk_docs.checks.text", "concrete.txt")
)
"""The lines of `concrete.txt`: a text that says something, and the words by which it does."""

_WORDS = re.compile("|".join(re.longest_first(word for _, words in HOLLOW for word in words)) + "|[^\u4e00-\u9fff]+")
_THING = re.compile("|".join(sorted({word for _, words in CONCRETE for word in words})))
_DENIES = re.compile(
    "没有|未|无(?![私微畏愧限缝])|零(?!距离)|不(?:再|曾|另行)?(?:人|制发|制定|收到|开设|新增|设立|设置|使用|收取)"
)
_LEAST: Final = 3  # characters of substance with which a text says something
_SHARE: Final = 0.15  # of a text's characters: less is what connects words that say nothing
_LONG: Final = 200  # characters; in a longer text names alone make no difference
_PIECE = re.compile("[^，。；：\n]+")
_NAMES = re.compile("[0-9“《A-Za-z]")
_LINE = re.compile("[^\\s](?:.*[^\\s])?")
_YEAR = re.compile("20[0-9]{2}年")
_ITEM = re.compile("^[ \u3000]*(?:[（(]?[0-9一二三四五六七八九十]+[）)、.．]|[一二三四五六七八九]是)")


def says_something(text: str, names: Iterable[str]) -> bool:
    """Whether a text has more than names of the body, given, words of `hollow.txt`, and a few that connect them.

    >>> names = ("丙县教育局",)
    >>> says_something("丙县教育局平台建设扎实推进。", names), says_something("网站专栏由专人维护。", names)
    (False, True)
    """
    for name in names if len(text) < _LONG else ():
        text = text.replace(name, "，")
    if _THING.search(text) or _DENIES.search(text):
        return True
    least = max(_LEAST, _SHARE * len(text))
    return any(left >= least for left in accumulate(len(_WORDS.sub("", one[0])) for one in _PIECE.finditer(text)))


def is_hollow(text: str, names: Iterable[str]) -> bool:
    """Whether a text has no number besides years, no title, and says nothing in words either."""
    return not _NAMES.search(_YEAR.sub("", _ITEM.sub("", text, count=1))) and not says_something(text, names)


def paragraphs_of(text: str, *, items: bool = False) -> Iterator[tuple[int, int]]:
    r"""The spans of the paragraphs of a text; items of a list belong to what stands before them, unless `items`.

    >>> text = "存在不足：\n一是更新慢。\n二是人手少。\n已经整改。"
    >>> [text[slice(*span)] for span in paragraphs_of(text)]
    ['存在不足：\n一是更新慢。\n二是人手少。', '已经整改。']
    """
    begin = end = 0
    for line in _LINE.finditer(text):
        if end and (items or not _ITEM.match(line[0])):
            yield begin, end
            begin = line.start()
        begin, end = begin if end else line.start(), line.end()
    if end:
        yield begin, end
