"""Find what only a body of another kind would say of itself: 全镇, 镇纪委 or 局党组 in a street's report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS: Final = tuple(pieced_lines("gk_docs.checks.bodies", "own_kind.txt"))
"""The lines of `own_kind.txt`: kinds of bodies, a sentence that only these can say of themselves, a pattern."""

_NOT_MET: Final = "(?![转派和与、])"
_PARTS: Final = {
    kind: re.compile("|".join(pattern for kinds, _, pattern in PARTS if kind in kinds.split()))
    for kind in ("镇", "乡", "街道", "办事处", "局")
}
"""By kind, how a body calls itself and its parts in its own report, without its name."""
_BY: Final = {kind: re.compile(pattern.pattern.replace(_NOT_MET, "")) for kind, pattern in _PARTS.items()}
"""The same where 由 stands before, so that what follows 和 acts with it."""
_NOT_TOWN, _NOT_STREET = "(?<!乡.)(?=党工委|办事处)", "(?=(?:人民)?政府(?!信息|网|公开|门户|部门))"
_FOREIGN = {
    "街道": re.compile(f"镇|乡(?!镇)|局|街道{_NOT_STREET}"),
    "镇": re.compile(f"街道|办事处|乡(?!镇)|局|镇{_NOT_TOWN}"),
    "乡": re.compile(f"街道|办事处|镇|局|乡{_NOT_TOWN}"),
    "局": re.compile("街道|镇|乡(?!镇)"),
}
"""By kind, what other kinds are called, and its own with a part that it does not have (镇党工委)."""
_ALL = re.compile("(?<=全)(?:镇|乡|街道|局(?=上下|干部|各[科股]室|职工))(?![镇乡村])")
_BEFORE = re.compile("(?:(?<![\u4e00-\u9fff、（(/])|(?<=[由在经请受以到往报交提给按据入过])|(?<=其中))$")
_TO_LEAD: Final = (
    "为组长|领导下|高度重视|坚持|始终|专题|定期|任组长|牵头|统筹|主要领导|主要负责人|[两三多]级审[批核]|逐级审|配备"
)
_LED = re.compile(f"[^。；，]{{0,8}}(?:{_TO_LEAD})")
_WATCHES: Final = ("纪委", "党政办", "综合办")
_NAMED = re.compile("[\u4e00-\u9fff]{2}(?:[镇乡]|街道)|[该各某]")
_BUREAU = re.compile("[\u4e00-\u9fff]局")


def other_kinds(text: str, own: str) -> Iterator[tuple[int, int]]:
    """The spans of words that a body of the kind `own` (镇, 乡, 街道, 局) cannot use of itself; none for other kinds.

    >>> text = "全镇公开信息。镇纪委开展检查，局党组会议研究。街道主动公开信息。"
    >>> [text[slice(*span)] for span in other_kinds(text, "街道")]
    ['全镇', '镇纪委', '局党组']
    >>> [text[slice(*span)] for span in other_kinds(text, "镇")]
    ['局党组', '街道']
    >>> [text[slice(*span)] for span in other_kinds(text, "局")]
    ['全镇']
    """
    for found in _FOREIGN[own].finditer(text) if own in _FOREIGN else ():
        kind, (start, end) = found[0], found.span()
        if kind == own:
            yield start, end
            continue
        begin = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
        if text.startswith("全", start - 1) and _ALL.match(text, start):
            if not (own == "局" and _NAMED.search(text, begin, start - 1)):
                yield start - 1, end
        elif (part := (_BY if text[start - 1 : start] == "由" else _PARTS)[kind].match(text, end)) and _is_own(
            text, (begin, start, part.end()), kind, own
        ):
            yield start, part.end()


def _is_own(text: str, place: tuple[int, int, int], kind: str, own: str) -> bool:
    """Whether words name a part of the body itself: a bureau speaks of towns too, a town of a bureau just named."""
    begin, start, end = place
    if text[start - 1 : start] in ("镇", "乡") and text[start - 2 : start] != "乡镇":  # 红柳乡街道党工委
        return kind == "街道" and text.startswith(("党工委", "办事处"), start + 2) and text[start - 1] == own
    if not _BEFORE.search(text[max(0, start - 1) : start]):
        return False
    if own == "局":
        led = _LED.match(text, end) or (text.startswith(_WATCHES, start + 1) and text[start - 1] == "由")
        return (begin == start or text[start - 1] in "在由以") and bool(led)
    return kind != "局" or not _BUREAU.search(text, begin, start)
