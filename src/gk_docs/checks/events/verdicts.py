"""Find what a sentence tells of how a case ended (维持, 撤诉, 尚未裁决), in any words, with or without a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.subjects import BLOCKS, BLOCKS_OF
from gk_docs.checks.events.events import is_told, ways_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.text.texts import Passage

VERDICTS: Final = ways_in("verdicts.txt")
"""Every line of `verdicts.txt`."""
_WORDS: Final = {way.key: re.compile(way.words) for way in VERDICTS}
_CASES: Final = re.compile(
    "(?P<all_cases>复议[、和及与]+(?:行政)?诉讼|诉讼[、和及与]+(?:行政)?复议)"
    "|(?P<direct_litigation>(?:未|没|不(?!服)|绕|跳)[^，。；]{0,4}复议|直接[^，。；]{0,6}(?:起诉|诉讼|法院))"
    "|(?P<litigation_after>复议后[^，。；]{0,6}(?:诉|法院)|不服(?![^，。；]{0,4}[申提])[^，。；]{0,4}复议(?:决定|结果|维持)?)"
    "|(?P<litigation>法院|诉讼|起诉|原告|[一二]审|判决|官司|[胜败撤]诉)|(?P<reconsideration>复议)"
)
_BEHIND: Final = re.compile("的(?:[0-9]+|[一二两三四五六七八九十]+)?[件起宗]?(?:行政)?(?:复议|诉讼)")
HINT: Final = re.compile("复议|诉讼|起诉|法院|原告")
"""What a passage about cases has."""


_REVERSED: Final = {"胜诉": "corrected other", "败诉": "upheld other"}
_PARTIES: Final = re.compile(
    "(?P<theirs>原告|(?<!被)申请人|起诉人|当事人|对方)|[我本该][镇乡局委街办厅县市]|行政机关|被告|被申请人"
)


class Verdict(NamedTuple):
    """What a clause tells of a case: the figures of table 4 of which one is then above 0, and its characters."""

    figures: Group
    start: int
    end: int


def verdicts_in(passage: Passage, year: int) -> Iterator[Verdict]:
    """Yield how cases ended, as a passage of a report on `year` tells it; at each place the longest words count."""
    for columns, words in _WORDS.items() if HINT.search(passage.text) else ():
        for found in words.finditer(passage.text):
            blocks = _blocks_at(passage, found)
            if blocks and is_told(passage, found, year, certain=True):
                ends = _REVERSED.get(found[0], columns) if _is_theirs(passage, found) else columns
                figures = (f"review_litigation.{block}.{column}" for block in blocks for column in ends.split())
                yield Verdict(tuple(figures), *found.span())


def _is_theirs(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the other party won or lost: 原告一审败诉."""
    said = [*_PARTIES.finditer(passage.text, passage.sentence_at(found.start()).start, found.start())]
    return bool(said and said[-1]["theirs"])


def _named(passage: Passage, start: int, end: int) -> list[str]:
    """The sorts of cases that the characters [start, end) name, in order."""
    return [one.lastgroup or "" for one in _CASES.finditer(passage.text, start, end)]


def _blocks_at(passage: Passage, found: re.Match[str]) -> Group:
    """The blocks of table 4 named last before a verdict, or behind it; of lawsuits the sort if the sentence says it."""
    sentence = passage.sentence_at(found.start())
    if behind := _BEHIND.match(passage.text, found.end()):  # 被纠正的1件复议
        return BLOCKS_OF[_named(passage, *behind.span())[-1]]
    paragraph = passage.text.rfind("\n", 0, sentence.start) + 1
    named = _named(passage, sentence.start, found.end())
    if not named:
        others = _named(passage, paragraph, sentence.start) or _named(passage, found.end(), sentence.end)[:1]
        return tuple(block for block in BLOCKS if any(block in BLOCKS_OF[one] for one in others))
    sorts = [one for one in named if one in ("direct_litigation", "litigation_after")]
    if named[-1] != "litigation" or not sorts or named[-2] == "reconsideration":
        return BLOCKS_OF[named[-1]]
    return tuple(block for block in BLOCKS if any(block in BLOCKS_OF[one] for one in sorts))
