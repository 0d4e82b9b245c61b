"""Check what a sentence says has changed since last year, against this year's tables and last year's report."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gk_docs import regex as re
from gk_docs.checks.bodies.names import hears_cases
from gk_docs.checks.claims.elsewhere import is_elsewhere_at
from gk_docs.checks.claims.naming import Named, heads_of
from gk_docs.checks.claims.readings import part_of
from gk_docs.checks.claims.subjects import ASKED, BLOCKS_OF, Group
from gk_docs.checks.claims.years import last_years_counts
from gk_docs.checks.evidence.agreement import agrees, close, printed_sum
from gk_docs.checks.evidence.moves import moves_of
from gk_docs.checks.rule import PREVIOUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.claim import Claim
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.checks.evidence.moves import Move
    from gk_docs.chinese.quantity import Quantity

_FROM = ("由", "从", "自")
# The patterns are over the letters of a wording, which `claims/lexicon.py` explains.
_TOPIC = re.compile("f*[?]?,[kjfL]*")  # 从申请数量看，较上年
_CHANGE = re.compile(
    "[kj]?f*[Lk][fk]*(?:(?P<old>[#$])f*,?[fk]*)?(?:,[RYnf]*)?[fsTAk]*(?P<way>[ude])(?:f|[RTF]*A)*(?P<much>[#$]?)"
)
_SINCE = re.compile("[kj]?f*L[fk]*,")  # 与去年相比，诉讼增加2件，复议增加3件
_MULTIPLE = re.compile("(?:(?P<now>[#$]),)?[fk]*L[fskRTAX]*(?:[#$]f*)?%")  # 是上年的1.5倍
_THEN = re.compile("(?P<way>[ud])f*(?P<much>[#$])")
_OUTRIGHT = re.compile(
    "(?:(?<=A)|(?<=Af)|(?<=Aff)|(?<=[XCQS])|(?<=[XCQS]f))(?P<way>[ud])(?:f*(?P<much>[#$])|(?=[,.;]|$))"
)
_DONE = re.compile("(?P<way>[ud])f*(?P<what>[XW])f*(?P<much>#)")  # 今年多罚了六件
_BESIDE = re.compile("(?P<now>[#$])[,;(]?[kjY]?f*L[fs]*(?P<old>[#$])(?![fU]*K)")
_OLD_FIRST = re.compile("[kj]f*L[fskRTA]*(?P<old>[#$])(?:[fk]*[ud]f*[#$])?,[^#$,;.i]*(?P<now>[#$])")
_ADDED = re.compile("连同|加|算上")  # 新收52件，连同上年4件
_LISTED = re.compile("[#$](?:[/j][#$])*")
_NEXT = re.compile(",[^#~$%,;.i]*(?P<now>[#$])")
_MOVED = re.compile("(?:L[fskRTA]*|f)(?P<old>[#~$])[,f]*(?P<way>[ud])[fY]*(?P<now>[#~$])")
_COUNTED = re.compile("[ud]f*#")
_IMPLIED = frozenset("kLjfYyua,:#")
"""Letters of words that do not say what has changed, so that the part of the report does: 较上年增加13件."""
RECEIVED = ("requests.received.total",)
"""The figure of applications received this year."""
HANDLED = (*RECEIVED, "requests.brought_forward.total")
"""The figures of all applications to be answered this year."""
_NEAR = 40  # characters before a sentence that may say it is about applications
_OF_ITSELF = ("double", "trend")  # 翻番, 连续下降: since last year, though nothing says so
_STILL, _DOUBLED = Decimal(20), Decimal(80)  # percent: 持平 is less than 20, 翻番 more than 80


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate, number or direction in the text that contradicts what the numbers give.

    Attributes:
        kind: `share`, `growth`, `before`, `now` or `direction`.
        wording: The sentence.
        span: Its characters in the passage.
        right: What it should say.
        operands: The numbers it is computed from, for the message.
        paths: Paths of the figures used.
    """

    kind: str
    wording: Wording
    span: tuple[int, int]
    right: str
    operands: dict[str, Any] = field(default_factory=dict)
    paths: tuple[str, ...] = ()


Change = tuple[Decimal, Decimal, tuple[str, ...]]
"""Last year's number, this year's, and the field paths of last year's figures."""


def of_claim(case: Case, claim: Claim) -> Change | None:
    """Last year's and this year's figure for a claim that agrees with this year's tables; else None."""
    for group in claim.readings if not case.no_comparison else ():
        now, before = printed_sum(case, group), before_of(case, group)
        if now is not None and before is not None and now == claim.quantity.value:
            return before, now, tuple(f"{PREVIOUS}{path}" for path in group)
    return None


def of_words(case: Case, wording: Wording, until: int, stated: Decimal | None = None) -> Change | None:
    """The change of what the words before token `until` name (申请量较上年减少); `stated` is last year's number."""
    heads = [one for one in heads_of(wording) if one.end <= until]
    if (case.no_comparison and stated is None) or is_elsewhere_at(wording, until):
        return None
    if not heads:
        before = wording.passage.text[: wording.sentence.start]
        about = _asks(wording) and (before[-1:] in ("", "\n") or "申请" in before[-_NEAR:])
        counted = about and (stated is not None or _COUNTED.match(wording.kinds, until))
        implied = counted and _IMPLIED.issuperset(wording.kinds[:until])
        return _change_of(case, RECEIVED, stated) if implied else None
    group = group_of(case, wording, heads[-1], until)
    between = wording.kinds[heads[-1].end : until]
    if not group or not (_TOPIC.fullmatch(between) or set(",;.?#~%").isdisjoint(between)):
        return None
    return _change_of(case, group, stated)


def of_next(
    case: Case, wording: Wording, span: tuple[int, int], claims: Mapping[tuple[int, int], Claim], change: Change | None
) -> Change | None:
    """The change of what the next clause counts, for a change that opens a paragraph (同比增长52%，共收到申请38件)."""
    opens = wording.passage.text[: wording.sentence.start][-1:] in ("", "\n")
    opens = opens and _IMPLIED.issuperset(wording.kinds[: span[0]]) and "A" not in wording.kinds[slice(*span)]
    if not opens or not (found := _NEXT.match(wording.kinds, span[1])):
        return change
    at = found.start("now")
    if claim := claims.get((id(wording.passage), wording.tokens[at].start)):
        return of_claim(case, claim)
    return change if change and change[1] == wording.number_at(at).value else None


def _asks(wording: Wording) -> bool:
    return wording.passage.part == "on_request"


def _change_of(case: Case, group: Group, stated: Decimal | None = None) -> Change | None:
    now, before = printed_sum(case, group), before_of(case, group) if stated is None else stated
    return None if now is None or before is None else (before, now, tuple(f"{PREVIOUS}{path}" for path in group))


def _groups_of(case: Case, wording: Wording, named: Named, until: int) -> tuple[Group, ...]:
    """The same, and for a kind of applicant also its answers (答复中，企业由8件降到5件)."""
    group = group_of(case, wording, named, until)
    if group == RECEIVED and "H" in wording.kinds[named.start : until]:
        return group, HANDLED
    answers = tuple(path.replace("received", "outcomes.total") for path in group)
    return (group, answers) if named.head.family == "applicants" and group else (group,) if group else ()


def _are_applications(wording: Wording, named: Named) -> bool:
    """Whether words in section one name the applications of the year without an unknown word before them."""
    last = wording.tokens[named.end - 1]
    known = wording.kinds[max(0, named.start - 1) : named.start] not in ("?", "t", "x")
    named_so = last.kind == "A" and last.value != "incoming"
    return wording.passage.part == "lead" and named_so and known and "t" not in wording.kinds


def group_of(case: Case, wording: Wording, named: Named, until: int) -> Group:
    """The figures named by words without a number: 申请量, 行政复议案件, 行政处罚决定, 制发的规范性文件."""
    kinds, key, family = wording.kinds, named.key, named.head.family
    clause = re.split("[,;.]", kinds[:until])[-1]
    asked = _asks(wording)
    if family in ("requests", "outcomes", "applicants"):
        if key in ASKED:
            return RECEIVED if asked or _are_applications(wording, named) else ()
        group = part_of(type(case.report), key)
        return group if asked or "A" in clause else ()
    if family == "cases":
        about = asked or "T" in kinds or wording.passage.section == "review_litigation"
        about = about or not hears_cases(case.report.agency)
        return tuple(f"review_litigation.{block}.total" for block in BLOCKS_OF[key]) if about else ()
    if family in ("decisions", "fees"):
        return (f"active_disclosure.{key}",) if set("pT").isdisjoint(clause) else ()
    acts = [token.value for token in wording.tokens[:until] if token.kind == "M"]
    return (f"active_disclosure.{key}.{acts[-1]}",) if family == "documents" and acts and "p" not in clause else ()


def before_of(case: Case, group: Group) -> Decimal | None:
    """The sum of figures in last year's report; None if one is blank or missing there."""
    values = [case.previous_values.get(path) for path in group]
    return None if None in values else sum((Decimal(value) for value in values if value is not None), Decimal(0))


def changes(case: Case, wording: Wording, claims: Mapping[tuple[int, int], Claim]) -> Iterator[Rate]:
    """Wrong changes stated without a rate: 较上年增加 12 件, 有所减少, 持平."""
    if not case.no_comparison:
        yield from _last_years(case, wording, claims)
        yield from _multiples(case, wording, claims)
        for found in _DONE.finditer(wording.kinds):
            heads = [one for one in heads_of(wording) if one.start == found.start("what")]
            if heads and wording.said(found.start()) in ("多", "少"):
                group = group_of(case, wording, heads[0], heads[0].end)
                yield from _changed(wording, found, *change) if (change := _change_of(case, group)) else ()
        for found in (
            _THEN.finditer(wording.kinds) if _SINCE.match(wording.kinds) else _OUTRIGHT.finditer(wording.kinds)
        ):
            outright = found["much"] or wording.tokens[found.start("way")].value in _OF_ITSELF
            if outright and (change := of_words(case, wording, found.start("way"))):
                yield from _changed(wording, found, *change)
        yield from _since_last_year(case, wording, claims)


def of_its_own(wording: Wording) -> Iterator[tuple[Move, Rate | None]]:
    """Changes between two numbers of the sentence itself, with what is wrong in them (由25件减少到38件)."""
    for move in moves_of(wording):
        kind, amount = ("growth", move.amount) if move.is_rate else ("direction", None)
        span = (amount.start, amount.end) if amount else move.span
        operands = {"before": f"{move.old.value:f}", "now": f"{move.now.value:f}"}
        yield move, Rate(kind, wording, span, move.right, operands) if move.is_wrong else None


def _multiples(case: Case, wording: Wording, claims: Mapping[tuple[int, int], Claim]) -> Iterator[Rate]:
    """Wrong multiples of last year's number: 是上年的 1.5 倍."""
    for found in _MULTIPLE.finditer(wording.kinds):
        rate = wording.number_at(found.end() - 1)
        claim = claims.get((id(wording.passage), wording.tokens[found.start("now")].start)) if found["now"] else None
        change = of_claim(case, claim) if claim else of_words(case, wording, found.start())
        change = change or (None if claim else _of_topic(case, wording, found.start()))
        if rate.unit == "倍" and change and change[0] and not close(rate, 100 * change[1] / change[0]):
            operands = {"before": f"{change[0]:f}", "now": f"{change[1]:f}"}
            right = f"{change[1] / change[0]:.2f}倍"
            yield Rate("growth", wording, (rate.start, rate.end), right, operands, change[2])


def _of_topic(case: Case, wording: Wording, until: int) -> Change | None:
    """The change of the only thing of the tables that a sentence has named, for a clause without a subject.

    Example: 收费的总额较往年有较大变化，约相当于上年的1.3倍.
    """
    clause = max(wording.kinds.rfind(mark, 0, until) for mark in ",;.:") + 1
    heads = [one for one in heads_of(wording) if one.end <= until]
    quiet = set(wording.kinds[clause:until]) <= set("fekjYys")
    plain = quiet and len(heads) == 1 and set("#$%~").isdisjoint(wording.kinds[:until])
    if not plain or is_elsewhere_at(wording, until):
        return None
    group = group_of(case, wording, heads[0], heads[0].end)
    return _change_of(case, group) if group else None


def _since_last_year(case: Case, wording: Wording, claims: Mapping[tuple[int, int], Claim]) -> Iterator[Rate]:
    """Wrong changes since last year: 较上年增加 12 件, 较上年的 25 件增加 13 件, 有所减少."""
    for found in _CHANGE.finditer(wording.kinds):
        counts = [at for at in range(found.start()) if wording.kinds[at] in "#~$"]
        claim = claims.get((id(wording.passage), wording.tokens[counts[-1]].start)) if counts else None
        near = counts and set(wording.kinds[counts[-1] + 1 : found.start()]) <= set(",fTA(")
        if wording.tokens[found.start("way")].value == "to":
            continue
        stated = wording.number_at(found.start("old")).value if found["old"] else None
        until = found.start() if found["old"] else found.start("way")
        change = of_claim(case, claim) if claim and near else of_words(case, wording, until, stated)
        rest = wording.kinds[found.end() : found.end() + 1]
        if change is None and "A" in wording.kinds[found.start("way") : found.end()] and _asks(wording):
            change = _change_of(case, RECEIVED)
        change = of_next(case, wording, found.span(), claims, change)
        if stated is not None and found["much"] and _is_of_another(wording, counts, stated, found):
            continue
        if change is None or rest in ("%", "~") or (wording.kinds[found.end() - 1] == "f" and rest == "#"):
            continue
        yield from _changed(wording, found, *change)


def _is_of_another(wording: Wording, counts: list[int], stated: Decimal, found: re.Match[str]) -> bool:
    """Whether a number before is what last year's became by the change: 诉讼8件，直接起诉5件，比上年的10件少2件."""
    much = wording.number_at(found.end() - 1).value * {"u": 1, "d": -1}.get(found["way"], 0)
    return any(wording.number_at(at).value == stated + much for at in counts)


def _last_years(case: Case, wording: Wording, claims: Mapping[tuple[int, int], Claim]) -> Iterator[Rate]:
    """Numbers given for last year that last year's report contradicts: 由上年的 28 件增加到 38 件."""
    told: list[tuple[Quantity, tuple[Group, ...]]]
    told = [(claim.quantity, claim.readings) for claim in last_years_counts(wording)]
    told.extend(_of_last_year(case, wording, claims))
    for found in _MOVED.finditer(wording.kinds):
        heads = [one for one in heads_of(wording) if one.end <= found.start()]
        said, between = wording.said(found.start()), wording.kinds[heads[-1].end : found.start()] if heads else "?"
        if wording.kinds[found.start()] == "f" and said not in _FROM:
            continue
        if wording.tokens[found.start("way")].value == "to" and set(between) <= set("fkj,"):
            groups = _groups_of(case, wording, heads[-1], found.start())
            told.append((wording.number_at(found.start("old")), groups))
            now = wording.number_at(found.start("now"))
            known = [right for group in groups if (right := printed_sum(case, group)) is not None]
            if known and not any(agrees(now, right) for right in known):
                yield Rate("now", wording, (now.start, now.end), f"{known[0]:f}", paths=groups[0])
    near = [group for claim in claims.values() if claim.wording is wording for group in claim.readings]
    for number, groups in dict(told).items():
        handled = (HANDLED,) if RECEIVED in groups else ()  # 处理申请41件，较上年的28件
        known = [one for group in (*groups, *handled, *near) if (one := before_of(case, group)) is not None]
        known += [one for group in groups if (one := printed_sum(case, group)) is not None]
        before = before_of(case, groups[0]) if groups else None
        if before is not None and not any(agrees(number, one) for one in known):
            paths = tuple(f"{PREVIOUS}{path}" for path in groups[0])
            yield Rate("before", wording, (number.start, number.end), f"{before:f}", paths=paths)


def _of_last_year(
    case: Case, wording: Wording, claims: Mapping[tuple[int, int], Claim]
) -> Iterator[tuple[Quantity, tuple[Group, ...]]]:
    """Numbers given for last year beside this year's or a change: 较上年的25件增加13件, 38件（上年25件）."""
    for found in _CHANGE.finditer(wording.kinds):
        old = wording.number_at(found.start("old")) if found["old"] else None
        if old and (change := of_words(case, wording, found.start(), old.value)):
            yield old, (tuple(path.removeprefix(PREVIOUS) for path in change[2]),)
    for found in (*_OLD_FIRST.finditer(wording.kinds), *_BESIDE.finditer(wording.kinds)):
        now, old = wording.tokens[found.start("now")], wording.number_at(found.start("old"))
        between = wording.passage.text[now.end : old.start]
        for this, last in _in_turn(wording.kinds, found.start("now"), found.start("old")):
            claim = claims.get((id(wording.passage), wording.tokens[this].start))
            if (
                claim and "月" not in between and not _ADDED.search(between) and not between.startswith(_FROM, 1)
            ):  # 废止2件，由年初13件变为14件
                yield wording.number_at(last), claim.readings


def _in_turn(kinds: str, now: int, old: int) -> Iterator[tuple[int, int]]:
    """The tokens of this year's and last year's numbers; several in their turn: 318件、46件，上年的300件、40件."""
    listed = _LISTED.match(kinds, old) if old > now else None
    olds = [at for at in range(*listed.span()) if kinds[at] in "#$"] if listed else [old]
    counts = [at for at in range(olds[0]) if kinds[at] in "#$"] if len(olds) > 1 else [now]
    if len(counts) >= len(olds):
        yield from zip(counts[-len(olds) :], olds, strict=True)


def _changed(
    wording: Wording, found: re.Match[str], before: Decimal, now: Decimal, paths: tuple[str, ...]
) -> Iterator[Rate]:
    way, token = found["way"], wording.tokens[found.start("way")]
    gap = now - before
    amount = wording.number_at(found.end() - 1) if found.groupdict().get("much") else None
    span = token.start, amount.end if amount else token.end
    agreed = amount is None or agrees(amount, now if token.value == "to" else abs(gap))
    said = {"u": gap > 0, "d": gap < 0, "e": not gap or (before and abs(100 * gap / before) < _STILL)}[way]
    if token.value == "double":
        said = bool(before) and 100 * gap / before > _DOUBLED
    if said and agreed:
        return
    right = f"{'增加' if gap > 0 else '减少'} {abs(gap):f}" if gap else "持平"
    yield Rate("direction", wording, span, right, {"before": f"{before:f}", "now": f"{now:f}"}, paths)
