"""Tell which sentences may say anything about figures or years: most do not, and reading them all takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.claims.numerals import counts_in
from gk_docs.checks.claims.ranked import RANKS
from gk_docs.checks.claims.wording import YEAR, any_word

if TYPE_CHECKING:
    from gk_docs.checks.text.texts import Passage, Stretch

_OF_CASES = re.compile("(?:[没无未]|零)[^，。；]*(?:复议|诉|被告|法院|官司)")
_SUBJECT = any_word("ARFHKUOICVBXSWQq")
_CHANGES = any_word("ud")
_COUNTS = "|".join([*"0123456789百半", "分之", *(f"{one}[件宗份条起次个成倍]" for one in "一二两三四五六七八九十")])
_CASES = re.compile("[0-9一二三四五六七八九十两]件")
_SAYS = re.compile(f"{_COUNTS}|{any_word('DGude').pattern}")  # plain characters first: `re` passes over all others
_SECTIONS = ("summary", "requests", "review_litigation", "active_disclosure", "problems", "other_matters")


def speaks_of_figures(passage: Passage) -> bool:
    """Whether a passage may speak of this year's figures; what was mended since last year speaks of others."""
    return passage.section in _SECTIONS and passage.part not in ("rectified", "measures")


def may_say(passage: Passage, sentence: Stretch, year: int) -> bool:
    """Whether a sentence may say anything about figures or years; most do not, and reading them all takes long."""
    text = sentence.text
    if "20" in text and any(one != str(year) for one in YEAR.findall(text)):
        return True
    if not speaks_of_figures(passage):
        return passage.section in _SECTIONS and _OF_CASES.search(text) is not None
    asks = passage.part == "on_request"
    if asks and (RANKS.search(text) or _CASES.search(text)):
        return True
    says = _SAYS.search(text) or counts_in(passage, sentence)
    if says and (_SUBJECT.search(text) or (asks and _CHANGES.search(text))):
        return True
    numbers = passage.quantities_in(sentence.start, sentence.end)
    told = sum(one.kind in ("count", "percent") for one in (*numbers, *counts_in(passage, sentence)))
    return bool(
        len(numbers) > 2  # noqa: PLR2004 - old, new, change
        or told > 1
        or (any(one.kind == "percent" for one in numbers) and _CHANGES.search(text))
        or (numbers and passage.text.startswith(("其中", "内容上", "按", "从"), sentence.end))
    )
