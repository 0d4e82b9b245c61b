"""Find what a text says of how a stock changed since the year began: documents in force, applications not finished.

The change of a stock follows from the tables: what was issued less what was repealed; what goes on to the next year
less what came from the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.evidence.agreement import printed_sum
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_FROM_IT: Final = "时|的[0-9]+件|数|(?:结转|转)(?:过?来|下来|入)?的"
_SINCE: Final = f"(?:[比较与和同跟]|相比)(?:上年末?|去年底?|上年底|年初|上年度|去年)(?:{_FROM_IT})?(?:相比)?"
_HOW: Final = (
    "(?:(?P<more>净?增[加长]?|上升|多|加重)|(?P<less>净?减[少轻]?|下降|少)|(?P<same>持平|相同|一样|不变))"
    "(?:结转|积压)?了?(?P<number>[0-9]+|[零一二三四五六七八九])?(?=件|[，。；）]|$)"
)
_DOCUMENTS: Final = re.compile(f"现行有效[^。；]{{0,14}}?[0-9]+件[，（]{_SINCE}(?:总数)?(?:有所|略有)?{_HOW}")
_CARRIED: Final = re.compile(
    f"(?:结转下年度?|结转次年|年末结转|未办[完结]|积压|转入下年)[^。；比较与]{{0,14}}{_SINCE}(?:有所|略有)?{_HOW}"
)
_STOCKS: Final = (
    (_DOCUMENTS, "active_disclosure.normative_documents.issued", "active_disclosure.normative_documents.repealed"),
    (_CARRIED, "requests.carried_forward.total", "requests.brought_forward.total"),
)


class StockChange(NamedTuple):
    """A change of a stock that the tables contradict: where it is said, what it was, and the two figures."""

    passage: Passage
    span: tuple[int, int]
    right: str
    paths: tuple[str, str]


def changed_stocks(case: Case) -> Iterator[StockChange]:
    """Yield what the text says of a change of stock that is not so by the tables."""
    for words, more, less in _STOCKS:
        for passage in case.texts.holding(words):
            about = more.startswith("active") or passage.part == "on_request" or "申请" in passage.text
            added, taken = printed_sum(case, (more,)), printed_sum(case, (less,))
            if not about or added is None or taken is None or passage.section not in ("summary", "problems"):
                continue
            for found in words.finditer(passage.text):
                gap = added - taken
                sign = 1 if found["more"] else -1 if found["less"] else 0
                told = scaled_or_none(found["number"]) if found["number"] else None
                if (gap > 0) - (gap < 0) != sign or (told is not None and told != abs(gap)):
                    right = f"{'增加' if gap > 0 else '减少'} {abs(gap):f} 件" if gap else "持平"
                    yield StockChange(passage, found.span(), right, (more, less))
