"""Find which kind of applicant a text puts first, or before another: 企业最多, 以自然人为主, 企业比个人多."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.subjects import APPLICANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording

RANKS: Final = re.compile("最多|居多|居首|第一|为主|大头|主[体力导]|大半|[大多]数|部分|比")
"""What every such sentence has one of."""
_ASKERS: Final = re.compile("I(?:[fm]*[/j][fm]*I)*")
_ELSEWHERE: Final = frozenset("OKULNPECVXWBMFcohtp!xD?")
"""Letters of words before the applicants that may make the sentence one about some of the applications only."""
_FIRST: Final = re.compile(
    "(?:的|申请人|申请|提[出交]|递交|件数|数量|占比|类|是|为|仍|依然|始终|都)*"
    "(?:最多(?=[，。；、]|$)|居多|居首|居第一|排第一|排在第一|占(?:了|据)?(?:绝大部分|大部分|一?大半|绝?大?多数|大头|主体|主导)|[是为占](?:主体|主力|大头))"
)
_MAINLY: Final = re.compile("(?:申请人|申请|提[出交]的?|类|者)*为主")
_THAN: Final = re.compile("(?:的|申请人|申请|提[出交]|递交|件数|数量)*比$")
_MORE: Final = re.compile("(?:的|申请人|申请|提[出交]|递交)*(?:还|要|更)?(?P<how>[多少])(?=[，。；]|$)")


def ranked_in(wording: Wording) -> Iterator[Claim]:
    """Yield a claim for each kind of applicant that a sentence puts first; its readings are those figures.

    A claim with two readings says that the figures of the first are more than those of the second.
    """
    if wording.passage.part != "on_request" or "I" not in wording.kinds:
        return
    groups = [(found.start(), found.end()) for found in _ASKERS.finditer(wording.kinds)]
    for at, (begin, end) in enumerate(groups):
        if not _ELSEWHERE.isdisjoint(wording.kinds[:begin].rpartition(".")[2]):
            return
        own = _columns(wording, begin, end)
        start, until = wording.tokens[begin].start, wording.tokens[end - 1].end
        text, last = wording.passage.text, wording.sentence.end
        mainly = text.endswith("以", 0, start) and _MAINLY.match(text, until, last)
        if first := mainly or _FIRST.match(text, until, last):
            yield Claim(wording, "most", None, (own,), (start, first.end()))
        elif at + 1 < len(groups) and _THAN.search(text[until : wording.tokens[groups[at + 1][0]].start]):
            after = wording.tokens[groups[at + 1][1] - 1].end
            if more := _MORE.match(text, after, last):
                pair = own, _columns(wording, *groups[at + 1])
                yield Claim(wording, "most", None, pair if more["how"] == "多" else pair[::-1], (start, more.end()))


def _columns(wording: Wording, begin: int, end: int) -> tuple[str, ...]:
    named = (token.value for token in wording.tokens[begin:end] if token.kind == "I")
    return tuple(dict.fromkeys(f"requests.received.{column}" for key in named for column in APPLICANTS.get(key, ())))
