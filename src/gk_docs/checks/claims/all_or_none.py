"""Find claims about all or none: no application was received, all were answered, every case was upheld."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.quantified import (
    ANY,
    THESE,
    all_in,
    clauses_with,
    counted_before,
    finished_in_clause,
    goes_on,
    none_in,
    says_in_time,
)
from gk_docs.checks.claims.readings import figures_of, part_of
from gk_docs.checks.claims.subjects import (
    ALL_ENDED,
    ALL_FINISHED,
    ALL_GRANTED,
    BLOCKS_OF,
    DENIED,
    LOST,
    RESULTS,
    SOME_OF,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from gk_docs.checks.claims.subjects import Denied, Group
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.form.report import Report

_PART_OF_YEAR = re.compile("(?<!<)P")
_ADDED = re.compile("jL[fUA]*[Kt][fTA]*#|D[fv]*(?:N[?]?)?K[fUAN]*")  # 连同上年结转的2件; 没有一件转到下一年
_CARRIED_OVER = re.compile("[LN][fUA]*K")
_ACTS: Final = {
    "issued": ("issued", "made"),
    "repealed": ("repealed",),
    "in_force": ("in_force",),
    **RESULTS,
    **dict.fromkeys(SOME_OF, ()),
}
_SAID_OF_ALL: Final = ("upheld", "corrected", LOST)
_OF_THESE = re.compile("F[^,]*#,")
_INSTANCES = re.compile("一审[、和与]二审")  # 1件诉讼历经一审、二审，均维持


def _of_this_year(wording: Wording, until: int) -> bool:
    """Whether the words before token `until` speak of this body's year as a whole."""
    kinds = _CARRIED_OVER.sub("", wording.kinds[:until])
    return set("PEhLo").isdisjoint(kinds) and "N" not in kinds


def _span(wording: Wording, match: re.Match[str]) -> tuple[int, int]:
    return wording.tokens[match.start()].start, wording.tokens[match.end() - 1].end


def denied_in(report: Report, wording: Wording) -> Iterator[Claim]:
    """Yield a claim for everything a sentence says there was none of (未收到申请, 没有行政诉讼)."""
    if "D" not in wording.kinds and "UX" not in wording.kinds:
        return
    asks = wording.passage.part == "on_request"
    about = asks or wording.passage.section in ("requests", "review_litigation")
    # 公开 alone is no subject: 公开要点任务没有遗留 denies no application
    about = about or any(one.kind in "AXBSC" or (one.kind in "Tx" and one.value) for one in wording.tokens)
    about = about or (wording.passage.section == "problems" and "O" in wording.kinds)
    if not about or wording.kinds.startswith("i"):
        return
    said = [one for one in clauses_with(wording, "D") if not wording.said(one.at - 1).endswith("“")]
    quoted = any(wording.passage.text.endswith("“", 0, wording.tokens[one.at].start) for one in said)
    if quoted:  # 答复“不存在”的，附检索记录
        return
    read = {one.at: figures for one in said if (figures := none_in(report, one)) is not None}
    clauses = {one.at: one for one in clauses_with(wording, "D")}
    yield from (Claim(wording, "none", None, (figures,), clauses[at].span()) for at, figures in read.items() if figures)
    yield from _denied(report, wording, read.keys())


def _denied(report: Report, wording: Wording, read: AbstractSet[int]) -> Iterator[Claim]:
    """What is denied in set words, apart from those at the tokens that are already read."""
    asks = wording.passage.part == "on_request"
    told: set[tuple[Group, int]] = set()  # one thing may be denied in the words of several lines
    for denied in DENIED:
        for match in denied.pattern.finditer(wording.kinds) if asks or not denied.implied else ():
            figures = _figures_denied(report, wording, denied, match) if read.isdisjoint(range(*match.span())) else ()
            if figures and (figures, match.start()) not in told:
                told.add((figures, match.start()))
                start, end = _span(wording, match)
                zero = match.groupdict().get("zero")
                start = wording.tokens[match.start("zero")].start if zero else start
                yield Claim(wording, "none", None, (figures,), (start, end))


def _figures_denied(report: Report, wording: Wording, denied: Denied, match: re.Match[str]) -> Group:
    """The figures that words deny; () if they speak of another time, body, kind of applicant or channel."""
    groups = match.groupdict()
    if any(groups.get(name) and wording.tokens[match.start(name)].value != name for name in ("zero", "asked")):
        return ()
    begin = max(wording.kinds.rfind(mark, 0, match.start()) for mark in ",;.") + 1
    clause = wording.kinds[begin : match.start()]
    if wording.kinds[match.start()] == "D" and not clause.strip("GfYs"):  # 科研机构及其他主体，均无申请
        clause = re.split("[;.]", wording.kinds[: match.start()])[-1]
    another = "I" in clause or not {"c", "D"}.isdisjoint(clause.rpartition("/")[2])
    elsewhere = another or goes_on(wording, begin, match.start()) or "!" in wording.kinds[: match.start()]
    if elsewhere or not _of_this_year(wording, match.start()):
        return ()
    what = wording.tokens[slice(*match.span("what"))] if "what" in groups else ()
    acts = wording.tokens[slice(*match.span("act"))] if "act" in groups else ()
    done = {column for act in acts if act.value for column in _ACTS.get(act.value, ())}
    paths = [path for name in [one.value for one in what if one.value] or [""] for path in denied.figures(name)]
    if LOST in {act.value for act in acts}:  # no reconsideration is lost
        paths = [path for path in paths if ".reconsideration." not in path]
    paths = [path for path in paths if not acts or path.rpartition(".")[2] in done]
    return tuple(dict.fromkeys(one for path in paths for one in figures_of(type(report), path)))


def finished_in(report: Report, wording: Wording) -> Iterator[Claim]:
    """Yield a claim where a sentence says that all applications were answered (申请全部办结)."""
    if wording.passage.section not in ("summary", "requests"):
        return
    read = [(one, figures) for one in clauses_with(wording, "G") if (figures := finished_in_clause(report, one))]
    for one, figures in read[:1]:
        yield Claim(wording, "all_finished", None, (figures,), one.span())
    if not read:
        yield from _finished(wording)


def _finished(wording: Wording) -> Iterator[Claim]:
    kinds = wording.kinds
    about = wording.passage.part == "on_request" or "A" in kinds
    if "h" in kinds:
        kinds = "".join("f" if wording.said(at) in ANY else kind for at, kind in enumerate(kinds))  # 凡寄来的申请
    elsewhere = not set("KNLht").isdisjoint(_ADDED.sub("", kinds)) or _PART_OF_YEAR.search(kinds)
    if not about or elsewhere:
        return
    found = [match for match in ALL_FINISHED.finditer(kinds) if _says_all(wording, match)]
    if found:
        span = _span(wording, found[0])[0], _span(wording, found[-1])[1]
        yield Claim(wording, "all_finished", None, (("requests.carried_forward.total",),), span)


def _says_all(wording: Wording, match: re.Match[str]) -> bool:
    """Whether a match speaks of all applications; 答复37件，均已答复 speaks of the 37 only, 按时答复 of the time."""
    kinds, first, last = wording.kinds, wording.tokens[match.start()], wording.tokens[match.end() - 1]
    if match["rate"] and kinds[: match.start()].endswith("i"):  # 办结37件，其中按时办结率100%
        return False
    if "I" in re.split("[,;.]", kinds[: match.start()])[-1]:  # 5件企业的申请已全部办结
        return False
    if "C" in kinds[: match.end()] or (first.kind == "q" and first.value):
        return False
    all_of, noun = wording.said(match.start()), kinds[match.start() + 1 : match.start() + 3]
    if noun[:1] == "F" and (all_of == "所有" or (all_of == "全部" and noun == "FG")):
        return False  # 所有答复经过审核, 全部答复均经审核
    if match["done"]:
        said = {wording.said(at)[0] for at in range(*match.span()) if kinds[at] == "G"}
        each = all_of == "件件" and kinds[: match.start()].endswith("A,")  # 新收的52件申请，件件已作答复
        in_time = says_in_time(wording, *match.span()) and "A" not in re.split("[,;.]", kinds[: match.end()])[-1]
        weak = last.value == "answered" and (in_time or said <= set("均都逐件一")) and not each
        return not weak and not _OF_THESE.search(kinds, 0, match.start())
    return not match["rate"] or (last.number is not None and last.number.value == 100)  # noqa: PLR2004 - all


def all_of_in(report: Report, wording: Wording) -> Iterator[Claim]:
    """Yield a claim where a sentence says that all cases were upheld, or all applications granted."""
    read = [claim for one in clauses_with(wording, "G") for claim in all_in(report, one)]
    yield from read
    for claim in (*_ended(wording), *_granted(report, wording)):
        if not any(one.span[0] < claim.span[1] and claim.span[0] < one.span[1] for one in read):
            yield claim


def _ended(wording: Wording) -> Iterator[Claim]:
    """Claims that all cases ended in one way (均获维持): the cases named last, or the court's."""
    for match in ALL_ENDED.finditer(wording.kinds):
        told = zip(wording.tokens[: match.end() - 2], f".{wording.kinds}", strict=False)
        ends = (one.value for one in reversed(wording.tokens[match.start() : match.end()]) if one.kind in "VF")
        columns = next((RESULTS[one] for one in ends if one in RESULTS), ())
        of_some = any(one.kind == "V" and one.value not in _SAID_OF_ALL and last != "D" for one, last in told)
        of_some = of_some or _INSTANCES.search(wording.sentence.text) is not None
        if not columns or of_some or not _of_this_year(wording, match.start()):
            continue
        blocks = _cases_named(wording, match.start(), match.end())
        part, whole = (
            tuple(f"review_litigation.{block}.{column}" for block in blocks for column in ones)
            for ones in (columns, ("total",))
        )
        counted = wording.number_at(match.start("counted")) if match["counted"] else None
        number = counted or counted_before(wording, match.start())
        if not blocks and wording.kinds[match.start() - 1 : match.start()] == "#":  # 复议七件。…，七件无一例外获得维持
            number = wording.number_at(match.start() - 1)
            blocks = _blocks_before(wording, wording.sentence.start)
            part, whole = (
                tuple(f"review_litigation.{block}.{column}" for block in blocks for column in ones)
                for ones in (columns, ("total",))
            )
        if blocks:
            yield Claim(wording, "all", number, (part, whole), _span(wording, match))


_ANY_CASE = re.compile("案件?")


def _cases_named(wording: Wording, start: int, end: int) -> Group:
    """The blocks of table 4 meant: named in the clause, else since the last semicolon, else the court's (法院)."""
    begin = wording.kinds.rfind(";", 0, start) + 1
    since = wording.tokens[begin].start
    if THESE.search(wording.passage.text, since, wording.tokens[end - 1].end):
        return _blocks_before(wording, since)
    for first in (wording.kinds.rfind(",", begin, start) + 1, begin):
        tokens = [wording.tokens[at] for at in range(first, end) if not _is_aside(wording.kinds, at, start)]
        named = [BLOCKS_OF[one.value] for one in tokens if one.kind in "Cx" and one.value]
        if named:
            return () if {"i", "r"} & set(wording.kinds[first:start]) else tuple(dict.fromkeys(chain(*named)))
    told = wording.passage.text[: wording.tokens[start].start]
    if _ANY_CASE.search(wording.passage.text, wording.tokens[start].start, wording.tokens[end - 1].end):
        return BLOCKS_OF["all_cases"] if "复议" in told and "诉讼" in told else ()  # 复议7件，诉讼4件。案件均已审结
    return BLOCKS_OF["litigation"] if wording.is_of_court else ()


def _is_aside(kinds: str, at: int, until: int) -> bool:
    """Whether a token is in brackets that are closed before another: 3件（直接起诉1件、复议后2件）全部维持."""
    opened = kinds.count("(", 0, at) > kinds.count(")", 0, at)
    return opened and ")" in kinds[at:until]


def _blocks_before(wording: Wording, start: int) -> Group:
    """The blocks that the paragraph names before a character: 发生复议3件。上述案件均已审结."""
    text = wording.passage.text
    told = text[text.rfind("\n", 0, start) + 1 : start]
    named = [key for word, key in (("复议", "reconsideration"), ("诉", "litigation")) if word in told]
    return tuple(block for key in named for block in BLOCKS_OF[key])


def _granted(report: Report, wording: Wording) -> Iterator[Claim]:
    if wording.kinds.startswith("G") and wording.passage.part != "on_request":
        return  # 全部予以公开 names no applications; elsewhere it is said of documents
    for match in ALL_GRANTED.finditer(wording.kinds):
        at = match.start("what")
        if set("iKhtoc?OI").isdisjoint(wording.kinds[:at]) and _of_this_year(wording, match.start()):
            whole = "requests.received" if wording.kinds[at] == "I" else "requests.outcomes.total"
            paths = part_of(type(report), wording.tokens[at].value)
            yield Claim(wording, "all", None, (paths, (f"{whole}.total",)), _span(wording, match))
