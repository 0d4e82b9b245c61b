"""Read the words beside a number: the clause before it, the topic it belongs to, the result that ends its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re

if TYPE_CHECKING:
    from gk_docs.checks.claims.naming import Named
    from gk_docs.checks.claims.wording import Wording

_AFTER_TOPIC = re.compile("[fx]*(?:,f+)?,[fYas]*[Ys][fsv]*|A?[fsx]+,f+")  # 申请，全年共38件; 个人申请居多，为31件
_AFTER_SHARE = re.compile("[f?][^#$,;.:OXCIKFRAL]*%[^#$,;.:OXCIKFRAL]*,f+")  # 无法提供的恰为它的一倍半，计57件
_COUNTED = ("计", "共", "即", "为")
_AFTER_FEES = re.compile("[f?]{0,3},[Yfsv?]{1,3}")  # 行政事业性收费为考务费，全年12.6万元
_LISTED_CASES = re.compile("(?:[fm]*[/j]f*#[fT]*C)+[fmvaC]*(?=V)")
_AMONG_ENDED = re.compile("[fCm]*#[,(]?i[^VO;.]*$")
_WHOLE_YEAR = re.compile("[fsYy]*")
_OF_THE_YEAR = re.compile("Y[fsy]*$")
_OF_WHAT = re.compile("[A-JL-OQ-XZ]|[KPLioptudrk!]")
_DECIDED, _ASKED = re.compile("[XW]f*[,.;]"), re.compile("T?A[,.;]")
_LEFT = re.compile("(?:^|[,;.])f*r[f]*$")
_ALL_LISTED = re.compile("[fTA]*GF:")
_CARRIED_LATER = re.compile("[^#;.]*,[?fhv]{0,2}K[fA]*N[fHF]*(?=[,;.])")  # 剩下2件收到时已是12月，转到2024年继续办
_OF_THESE = frozenset("fTAHFYyshGmRaj#")
_CLAUSE_END = re.compile("[,;:.]")


def ended(wording: Wording, cases: Named, heads: list[Named]) -> Named | None:
    """The result directly after the cases: 3件复议案件未审结; None if there is none."""
    if listed := _LISTED_CASES.match(wording.kinds, cases.end):  # 2件行政复议、1件行政诉讼尚未审结
        return next((one for one in heads if one.start >= listed.end()), None)
    found = next((one for one in heads if one.start >= cases.end), None)
    near = found and found.head.family == "results" and set(wording.kinds[cases.end : found.start]) <= set("fmvaC")
    return found if near else None


def result_of(wording: Wording, heads: list[Named], cases: Named) -> Named | None:
    """The result named before the cases: 尚在审理的复议案件2件; 在审案件3件，其中复议2件、诉讼1件; else None."""
    before = next((one for one in reversed(heads) if one.end <= cases.start and one.head.family == "results"), None)
    between = wording.kinds[before.end : cases.start] if before else "."
    return before if _AMONG_ENDED.match(between) or set(between) <= {"f"} else None


def told_behind(wording: Wording, at: int) -> str:
    """The subject of a number at the beginning of a clause that stands before what it counts; else "".

    Examples: 38件新收申请中，自然人31件; 全年126件行政许可的平均用时; 剩下2件收到时已是12月，转到2024年继续办.
    """
    if _LEFT.search(wording.kinds, 0, at) and _CARRIED_LATER.match(wording.kinds, at + 1):
        return "carried_forward"
    clause = clause_before(wording, at, 0)[0]
    if done := _done(wording, at, clause):
        return done
    if not _WHOLE_YEAR.fullmatch(clause):
        return ""
    if wording.kinds.startswith("A", at + 1) and wording.said(at + 1).startswith("新"):
        return "received"
    return "finished" if _ALL_LISTED.match(wording.kinds, at + 1) else ""  # 11件均已办理完毕：7件予以公开，…


def _done(wording: Wording, at: int, clause: str) -> str:
    """The subject behind a number of what was done in the year (一年批了126件许可, 一共接了38份公开申请); else ""."""
    if wording.kinds.startswith("X", at + 1) and _OF_THE_YEAR.search(clause):  # 面对全年126件行政许可的公示任务
        return wording.tokens[at + 1].value
    if wording.said(at - 1)[-1:] != "了" or _OF_WHAT.search(clause):
        return ""
    if "Y" in clause and _DECIDED.match(wording.kinds, at + 1):
        return wording.tokens[at + 1].value
    return "received" if {"Y", "s"} & {*clause} and _ASKED.match(wording.kinds, at + 1) else ""


def is_topic(wording: Wording, last: Named, at: int) -> bool:
    """Whether words are the topic of a clause that has just a number: 申请，全年共38件; not 4件结转申请，一共56件."""
    kinds = wording.kinds
    if last.head.family == "fees" and _AFTER_FEES.fullmatch(kinds, last.end, at):
        return True
    if _AFTER_SHARE.fullmatch(kinds, last.end, at) and wording.said(at - 1).endswith(_COUNTED):
        return True
    alone = kinds[last.end - 1] in "AXCSIO" and kinds[at + 1 : at + 2] in ("", *",.;(")
    among = wording.said(last.end) in ("里", "中")  # 申请里，给出信息的有31件
    of_all = kinds[last.end - 1] == "I" and "G" in kinds[:at]  # 新收的全部来自自然人，合计18件
    parted = kinds[: last.start].endswith("#") or among or of_all
    return alone and not parted and _AFTER_TOPIC.fullmatch(kinds, last.end, at) is not None


def clause_begin(kinds: str, at: int) -> int:
    """Index of the first token of the clause of a token."""
    return max(kinds.rfind(mark, 0, at) for mark in ",;.") + 1


def item_begin(kinds: str, at: int) -> int:
    """Index of the first token of a token's clause, or behind the colon of 申请办理如下： that opens a list."""
    begin, colon = clause_begin(kinds, at), kinds.rfind(":", 0, at)
    return colon + 1 if colon > begin and _OF_THESE.issuperset(kinds[begin:colon]) else begin


def clause_before(wording: Wording, at: int, begin: int) -> tuple[str, str]:
    """The letters of the clause before a number, and those among them from token `begin` on."""
    clause = _CLAUSE_END.split(wording.kinds[:at])[-1]
    return clause, clause[-(at - begin) :] if at > begin else ""
