"""Find characters and words that are typed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.spelling.words import PAIR, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile("[\u4e00-\u9fff]*")
_MAY_TWICE = re.compile("(可以?([\u4e00-\u9fff]{2}))可以?\\2")
_LONGEST_TWICE: Final = 8  # characters that may be typed twice
_COUNTING: Final = frozenset("一二三四五六七八九十零两几逐各每")  # 一步一步, 逐条逐条, 每村每月
_SURROGATES = re.compile("[\U00010000-\U0010ffff]")


def units_of(text: str) -> memoryview:
    """The text in UTF-16, two bytes for each character; a character outside the BMP becomes a ?."""
    units = memoryview(text.encode("utf-16-le", "surrogatepass"))
    if len(units) != 2 * len(text):
        units = memoryview(_SURROGATES.sub("?", text).encode("utf-16-le", "surrogatepass"))
    return units


def doubled(units: memoryview, size: int) -> Iterator[int]:
    """The places at which the next `size` characters repeat the `size` characters before them."""
    # One XOR of the whole text with itself, shifted, finds all repeats: equal characters become zero bytes.
    number, same = int.from_bytes(units, "big"), bytes(2 * size)
    apart = (number ^ number >> 16 * size).to_bytes(len(units), "big")
    at = apart.find(same, 2 * size)
    while at >= 0:
        if at % 2 == 0:
            yield at // 2
        at = apart.find(same, at + 1)


def repeated(text: str, units: memoryview) -> Iterator[tuple[int, int, str]]:
    """Find words typed twice: (start, end, the words once).

    >>> text = "监督保障保障机制，可通过可以通过网站，一步一步，政务公开工作工作人员"
    >>> [once for _, _, once in repeated(text, units_of(text))]
    ['可通过', '保障']
    """
    yield from ((*match.span(), match[1]) for match in _MAY_TWICE.finditer(text))
    for size in range(PAIR, min(_LONGEST_TWICE, len(text) // 2) + 1):
        for at in doubled(units, size):
            once = text[at - size : at]
            kept = [words[words.index(once * 2) + size :] for words in vocabulary().twice if once * 2 in words]
            if _HAN.fullmatch(once) and _COUNTING.isdisjoint(once) and not text.startswith(tuple(kept), at):
                yield at - size, at + size, once
