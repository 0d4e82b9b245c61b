"""Find who is said to have asked for what is carried over, or for all of it: 剩下1件是公司提的, 申请人全是村民."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.lexicon import LEXICON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.text.texts import Passage

_MORE: Final = {
    "natural_person": ("牧民", "渔民", "农户", "市民", "群众"),
    "business": ("工厂", "商户"),
    "research_institute": ("大学", "高校"),
    "public_welfare": ("基金会", "环保组织"),
    "legal_service": (),
}
"""By column, words for applicants that elsewhere than behind 由, 来自 or 都是 are not of those who apply."""

_KINDS: Final = {
    kind: re.longest_first(
        [*more, *(word for one in LEXICON if one.kind in "In" and one.value == kind for word in one.words)]
    )
    for kind, more in _MORE.items()
}
_NOT_THEM: Final = "(?!小组|委员会|代表)"  # 村民小组
_KIND: Final = re.compile("|".join(f"(?P<{kind}>{'|'.join(words)}){_NOT_THEM}" for kind, words in _KINDS.items()))
_ANY: Final = f"(?:{'|'.join(chain.from_iterable(_KINDS.values()))}){_NOT_THEM}"
_WHO: Final = re.compile(
    "(?:(?P<all>清一色|全部|全都|全|都|均|一律|无一例外)[^，。；（）]{0,2})?(?:是|为|系|由|来自|属于)[^，。；：（）]{0,8}?"
    f"(?P<who>{_ANY})(?P<more>[、和及与][^，。；（）]{{2,12}})?(?=[^，。；（）]{{0,6}}(?:提|递|寄|申请)|个人|[，。；）])"
    f"|[（(](?P<listed>[^（）()。；]{{0,40}}{_ANY}[^（）()。；]{{0,12}})[）)]"
)
_ROWS: Final[Mapping[str, str]] = {
    "requests.carried_forward": "(?<!上年)(?<!去年)(?:结转|转入|转到|转至|留待|留到|顺延|延至|延到|跨到|跨入|移到)"
    "[^，。；]{0,4}(?:下年|下一年|次年|明年|NEXT年)|(?:年底|年末|期末)[^，。；]{0,4}(?:仍在|尚在|还在|未办?[结完]|尚未|没有办结|没办完)",
    "requests.brought_forward": "(?:去年|上年|上一年度?|LAST年)度?[底末]?"
    "(?:结转|遗留|接续|转来|转下|未办完|没办完|留下|结余)",
}
_ASKERS: Final = re.compile("申请(?:人|主体)[^，。；]{0,4}$")
_APART: Final = re.compile("[；。]|[0-9]件(?!的)")
_OWN: Final = re.compile("[^，。；（）]{0,6}[0-9]+件")  # the number of the row itself: 结转下年5件
_OF_SOME: Final = re.compile(
    "(?<!收)(?<!收到)(?<!收申请)[0-9]+件|这|其中|上述|去年|上一?年"
)  # 部分公开5件，申请人均为自然人
_CLAUSES: Final = 3


class Asked(NamedTuple):
    """Who is said to have asked.

    Attributes:
        row: The row of table 3.
        kind: The kind of applicant, a column.
        every: Whether the text says that all of the row came from them.
        start: Where the words begin in the passage.
        end: Where they end.
    """

    row: str
    kind: str
    every: bool
    start: int
    end: int


def who_asked(passage: Passage, year: int) -> Iterator[Asked]:
    """Yield who, by a passage of a report on `year`, asked for what is carried over, or for everything."""
    text = passage.text
    for found in _WHO.finditer(text) if "申请" in text or passage.part == "on_request" else ():
        sentence = passage.sentence_at(found.start())
        every = bool(found["all"]) and not found["more"]
        rows = [
            row
            for row in _ROWS
            if _is_beside(_pattern(row, year), text[sentence.start : sentence.end], found, sentence.start)
        ]
        ahead = text[sentence.start : found.start()]
        if every and not rows and _ASKERS.search(ahead) and not _OF_SOME.search(ahead):
            rows = ["requests.received"]
        for row in rows:
            for one in _KIND.finditer(found["who"] or found["listed"]):
                yield Asked(row, one.lastgroup or "", every, *found.span())


@cache
def _pattern(row: str, year: int) -> re.Pattern[str]:
    return re.compile(_ROWS[row].replace("LAST", str(year - 1)).replace("NEXT", str(year + 1)))


def _is_beside(words: re.Pattern[str], sentence: str, found: re.Match[str], start: int) -> bool:
    """Whether who asked is told beside the words of a row: no other number and no semicolon lies between."""
    begin, end = found.start() - start, found.end() - start
    for row in words.finditer(sentence):
        behind = sentence[row.end() : begin] if row.end() <= begin else None
        between = sentence[end : row.start()] if behind is None else _OWN.sub("", behind, 1)
        directly = not found["listed"] or (behind is not None and not between)
        if directly and not _APART.search(between) and between.count("，") < _CLAUSES:
            return True
    return False
