"""Make printed labels comparable: 总⏎计 is 总计, “1、属于国家秘密” is “1.属于国家秘密”.

Published reports break labels over lines, mix full and half width, and change punctuation. `normalise` gives
the key by which such a label is still found in the form. The key is for comparing only and is never printed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.lists import parse_number
from gk_docs.chinese.text import RADICALS

if TYPE_CHECKING:
    from collections.abc import Iterable

_INVISIBLE = re.compile("[\\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+")
_QUOTES = dict.fromkeys(map(ord, "“”„‟‘’‚‛'「」『』〝〞"), '"')
_BRACKETS = str.maketrans("〔〕【】", "[][]")
_DASHES = dict.fromkeys(map(ord, "—–―‐−"), "-")
_UNIFIED: dict[int, int | str] = {**_QUOTES, **_BRACKETS, **_DASHES, **RADICALS}
_ITEM_MARK = re.compile("^([0-9]{1,3})、")
_HEADING_MARK = re.compile("^([一二三四五六七八九十]{1,3})[.]")
_SHORT = 64  # characters; longer texts are not labels and not worth caching


def normalise(label: str) -> str:
    r"""The key of a label, which is the same for all ways in which reports print the label.

    Removed: blanks of every kind, line breaks, invisible characters, a 。 or a colon at the end. Unified: full and half
    width, the styles of quotation marks, brackets and dashes, compatibility forms and radicals (as PDF files have
    them), 1、 and 1., 一. and 一、, 钩稽 and 勾稽.

    >>> normalise("１、属于国家秘密") == normalise("1.属于国家秘密 ")
    True
    >>> normalise(" 总\n计") == normalise("总　计：") == "总计"
    True
    >>> normalise("3.危及「三安全一稳定」") == normalise("3．危及“三安全一稳定”")
    True
    >>> normalise("（一）予以公开") == normalise("(二)予以公开")
    False
    """
    return _remembered(label) if len(label) <= _SHORT else _key(label)


def _key(label: str) -> str:
    key = unicodedata.normalize("NFKC", label).translate(_UNIFIED)
    key = unicodedata.normalize("NFKC", _INVISIBLE.sub("", key)).replace("钩稽", "勾稽").rstrip("。:")
    return _HEADING_MARK.sub(r"\1、", _ITEM_MARK.sub(r"\1.", key))


_remembered = lru_cache(maxsize=4096)(_key)  # every report has the same few hundred labels


def strip_numbering(label: str) -> str:
    """The label without the list mark at its beginning, if it has one (see `lists.parse_number`).

    >>> strip_numbering("一、本年新收政府信息公开申请数量"), strip_numbering("（七）总计"), strip_numbering("规章")
    ('本年新收政府信息公开申请数量', '总计', '规章')
    >>> strip_numbering("3.5万元")
    '3.5万元'
    """
    numbered = parse_number(label)
    return numbered.rest if numbered else label


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is probably meant by `word`, or None if none is near.

    Words are compared by `normalise` and without case. If none is near, the shortest candidate that contains the whole
    word is taken. Of equally near ones the first is taken.

    >>> nearest("recieved", ["received", "outcomes"]), nearest("自然入", ["自然人", "商业企业"])
    ('received', '自然人')
    >>> nearest("新收", ["一、本年新收政府信息公开申请数量", "（七）总计"])
    '一、本年新收政府信息公开申请数量'
    >>> nearest("天气", ["自然人", "商业企业"])
    """
    key = normalise(word).casefold()
    keys = {candidate: normalise(candidate).casefold() for candidate in candidates}
    scores = {candidate: _similarity(key, other) for candidate, other in keys.items()}
    best = max(scores, key=scores.__getitem__, default=None)
    if best is not None and scores[best] >= _enough(key):
        return best
    holding = [candidate for candidate, other in keys.items() if len(key) > 1 and key in other]
    return min(holding, key=len, default=None)


def suggestion(word: str, candidates: Iterable[str]) -> str | None:
    """Ask in Chinese whether the `nearest` candidate is meant; None if none is near.

    >>> suggestion("自然入", ["自然人", "商业企业"])
    '是否指“自然人”'
    """
    near = nearest(word, candidates)
    return f"是否指“{near}”" if near else None


def _similarity(left: str, right: str) -> float:
    """Twice the number of common characters divided by the number of characters of both, from 0 to 1."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only a misspelt word needs it

    matcher = SequenceMatcher(None, left, right, autojunk=False)
    # The lengths alone rule most out, and keep a word of any length cheap.
    return matcher.ratio() if matcher.real_quick_ratio() >= _enough(left) else 0.0


def _enough(word: str) -> float:
    """The least similarity to count as near: one of two characters right, or three in five of a longer word."""
    return 0.5 if len(word) <= 2 else 0.6  # noqa: PLR2004 - the length of most Chinese words
