"""Read what a clause says of all or of none of something: what it is said of, and what is said to have become of it.

Of 不予公开的7件都涉及国家秘密 the domain is the row of what was refused and the predicate one of its reasons; the
claim holds if the figures of both together are those of the domain. Nothing is claimed if a word is unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.bodies.names import hears_cases
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.meaning import Meant, cells_of, meaning_of
from gk_docs.checks.claims.subjects import BLOCKS_OF, RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording, WordToken
    from gk_docs.chinese.quantity import Quantity
    from gk_docs.form.report import Report

# The patterns are over the letters of a wording, which `lexicon.py` explains.
_QUIET: Final = frozenset('fsamvTAGYynwHRFOIVCxKULN/j"h#')
ANY: Final = ("凡", "凡是")
"""Words that say of all that come, not of some that may."""

_BREAKS: Final = ",;.:()"
_JUST_COUNTED = re.compile("#f*,[fYy]*$")
_OVER = re.compile("[LN][fUA]*K[fUA]*[LN]?|K[famUA]*[LN]|Lf*U")
_COMPARED = re.compile("k[fj]*L")  # 比2022年的30件增加8件
_NOUNS: Final = frozenset("ATICnmf")
_NOT_ASKED = re.compile("不服|放弃|终止|满意")
_ALL_ARE = re.compile(
    '(?P<of>[fsamvTAGYynwRx#"]*)(?P<what>O(?:f*[/j]f*O)*|(?:O[fv]*)+|I(?:f*[/j]f*I)*|V)(?P<rest>[fsamvTAFyYnO]*)'
)
_ALL_DONE = re.compile("[fsamvTAGYynw]*F[fsY]*")
_STRONG: Final = ("全", "所有", "悉数", "已全", "尽", "无一例外")
_ENDS_TOPIC: Final = "的者"
_IN_TIME: Final = ("按期", "按时", "如期", "准时", "及时", "限内", "时间内")
THESE: Final = re.compile("(?:上述|以上|前述|这些|这[两三四几])[^，。；]{0,3}(?:案|争议)")
"""Words for the cases that the text has named before."""
_HEARD: Final = ("some", "ended")


class Quantified(NamedTuple):
    """A clause with a word for all or none.

    Attributes:
        wording: The sentence.
        at: Index of the word for all or none.
        begin: Index of the clause's first token.
        end: Index after its last.
    """

    wording: Wording
    at: int
    begin: int
    end: int

    @property
    def topic(self) -> Sequence[WordToken]:
        """The tokens of the clause before that denies nothing, if only commas stand between."""
        kinds, begin = self.wording.kinds, self.begin
        while begin and kinds[begin - 1] == ",":
            last, begin = begin - 1, _clause_begin(kinds, begin - 1)
            if "D" not in kinds[begin:last]:
                return self.wording.tokens[begin:last]
        return ()

    def is_of_this_year(self, *, over: bool = False) -> bool:
        """Whether it speaks of the whole year reported, as far as dates before it say.

        `over` is for what is carried over, of which the clause itself names the year it comes from.
        """
        own, after = self.wording.kinds[self.begin : self.at], self.wording.kinds[self.begin : self.end]
        alone = own.strip("fY") == "L"  # 上年无结转; not 上年申请没有遗留, which are answered
        own = own.replace("L", "") if over and ("Y" in after or alone) else own
        before = _OVER.sub("", _COMPARED.sub("", self.wording.kinds[: self.begin]) + own)
        dates = [kind for kind in before if kind in "LNY"]
        return set("PE").isdisjoint(before) and dates[-1:] in ([], ["Y"])

    def chars(self) -> tuple[int, int]:
        """The characters of the whole clause."""
        return self.wording.tokens[self.begin].start, self.wording.tokens[self.end - 1].end

    def span(self) -> tuple[int, int]:
        """Its characters from the word for all or none on."""
        return self.wording.tokens[self.at].start, self.wording.tokens[self.end - 1].end


def _clause_begin(kinds: str, at: int) -> int:
    return max(kinds.rfind(mark, 0, at) for mark in _BREAKS) + 1


def clauses_with(wording: Wording, kind: str) -> Iterator[Quantified]:
    """Yield the clauses of a sentence that have a word for all (`G`) or none (`D`), with the last such word."""
    if kind not in wording.kinds:
        return
    begin = 0
    for clause in re.split(f"[{re.escape(_BREAKS)}]", wording.kinds):
        end = begin + len(clause)
        if kind in clause:
            yield Quantified(wording, begin + clause.rindex(kind), begin, end)
        begin = end + 1


def _are_known(tokens: Sequence[WordToken]) -> bool:
    """Whether tokens have nothing but words for what is counted and words that change nothing."""
    known = all(token.kind in _QUIET and (token.kind != "x" or token.value) for token in tokens)
    return known and sum(token.kind == "#" for token in tokens) <= 1


def none_in(report: Report, clause: Quantified) -> Group | None:
    """The figures that a clause says are 0; () if it says so of something that no figures count; None if unknown."""
    wording = clause.wording
    own = [token for at, token in enumerate(wording.tokens) if clause.begin <= at < clause.end and at != clause.at]
    own = [one for one in own if not (one.number and one.number.value == 1)]  # 未作出过任何一份不予公开的决定
    if not _are_known(own) or {"D", "#", "h", "G"} & {one.kind for one in own}:
        return None
    meaning = meaning_of(type(report), own)
    asks_for = "TO" in "".join(one.kind for one in own)  # 未收到申请公开国家秘密的情形
    if meaning and meaning.is_empty and not meaning.asked and (told := _alone(report, clause, own)):
        meaning = told
    if meaning is None or meaning.is_empty or asks_for or "some" in {one.value for one in own}:
        return None
    ahead = wording.tokens[clause.begin : clause.at]
    if {"A", "O", "I", "C", "K", "U"}.isdisjoint(one.kind for one in ahead) and (topic := clause.topic):
        named = meaning_of(type(report), topic) if _are_known(topic) else None
        if named is None and topic[-1].kind in _NOUNS and {"A", "O", "I", "C"} & {one.kind for one in topic}:
            return () if meaning.rows or meaning.results else None  # 征地方面的申请，没有不予公开的
        meaning = meaning.within(named) if named else meaning
    said = wording.passage.text[own[0].start : own[-1].end] if own else ""
    only_asked = meaning.askers and not meaning.rows
    if only_asked and ({"F", "a", "v"} & {one.kind for one in own} or _NOT_ASKED.search(said)):
        return None
    if goes_on(wording, clause.begin, clause.at) and not meaning.askers:
        return ()
    of_problems = wording.passage.section == "problems" and meaning.rows
    about = (
        wording.passage.part == "on_request" or "A" in wording.kinds or meaning.asked or meaning.blocks or of_problems
    )
    cells = cells_of(meaning) or None
    return cells if about and clause.is_of_this_year(over=meaning.is_over) else ()


def goes_on(wording: Wording, begin: int, at: int) -> bool:
    """Whether a clause goes on denying of applicants named before: 科研机构均无申请，也无上年结转."""
    last = max(wording.kinds.rfind(mark, 0, max(0, begin - 1)) for mark in ";.") + 1
    before = wording.kinds[last:begin]
    return "I" in before and "D" in before and "#" not in before and not wording.kinds[begin:at].strip("fYGj?")


def _alone(report: Report, clause: Quantified, own: Sequence[WordToken]) -> Meant | None:
    """What the clause before names, where a clause only says that there was none: 无法提供的，一例也没有."""
    topic, text = clause.topic, clause.wording.passage.text
    ends = bool(topic) and (text[topic[-1].end - 1] in _ENDS_TOPIC or topic[-1].kind in "ACI")
    quiet = {one.kind for one in own} <= set("fYGv") and {one.kind for one in topic}.isdisjoint("#GYF")
    return meaning_of(type(report), topic) if ends and quiet and _are_known(topic) else None


_OF_SOME = re.compile("[KLN][^,;.:]*#[(,]$")  # 年初转来3件，均为自然人申请


def all_in(report: Report, clause: Quantified) -> Iterator[Claim]:
    """Yield the claim of a clause that all of something ended in one way, or came from one kind of applicant."""
    found = _ALL_ARE.fullmatch(clause.wording.kinds, clause.at + 1, clause.end)
    domain = _domain(clause, found.end("of")) if found else None
    if (
        not found
        or domain is None
        or not clause.is_of_this_year()
        or _OF_SOME.search(clause.wording.kinds, 0, clause.begin)
    ):
        return
    form = type(report)
    of, what = (meaning_of(form, one) for one in (domain, clause.wording.tokens[slice(*found.span("what"))]))
    pair = _part_and_whole(report, clause, of, what, domain) if of and what else None
    asked = clause.wording.passage.part == "on_request" or "A" in {one.kind for one in domain}
    if pair and (asked or pair[0][0].startswith("review")):
        number = next((one.number for one in domain if one.number), None) or counted_before(clause.wording, clause.at)
        yield Claim(clause.wording, "all", number, pair, clause.span())


def counted_before(wording: Wording, at: int) -> Quantity | None:
    """The number of a clause of which the next one says 均: 3件里判了2件，均维持; None if there is none."""
    found = _JUST_COUNTED.search(wording.kinds, 0, at)
    return wording.number_at(found.start()) if found else None


def _domain(clause: Quantified, until: int) -> Sequence[WordToken] | None:
    """The tokens that say of what a clause speaks: its own before token `until`, or the topic; None if unknown."""
    own = clause.wording.tokens[clause.begin : until]
    named = {one.kind for one in own}
    within = clause.topic and clause.wording.said(clause.begin - 2)[-1:] in ("中", "里", "内")
    within = within or named.isdisjoint("AOICxKn")
    among = named.isdisjoint("OICxK") and not {"O", "I", "K", "U", "#"}.isdisjoint(one.kind for one in clause.topic)
    tokens = [*(clause.topic if within or among else ()), *own]
    some = any(one.kind == "h" and clause.wording.passage.text[one.start : one.end] not in ANY for one in tokens)
    return None if some or not _are_known(tokens) else tokens


def _part_and_whole(
    report: Report, clause: Quantified, of: Meant, what: Meant, domain: Sequence[WordToken]
) -> tuple[Group, Group] | None:
    """The figures of the part that the clause says is all, and of the whole."""
    if what.results:
        return None if hears_cases(report.agency) else _of_cases(clause, of, what, domain)
    if of.blocks or of.results:
        return None
    if what.rows and not of.is_over:
        rows = of.rows or ("requests.outcomes.total",)
        part = tuple(row for row in what.rows if row in of.rows) if of.rows else what.rows
        known = of.rows or of.asked or of.askers
        return (
            (cells_of(what._replace(rows=part, askers=of.askers)), cells_of(of._replace(rows=rows)))
            if known and part and not set(part) >= set(rows)
            else None
        )
    if what.askers and not of.askers and (of.rows or of.asked):
        answered = not of.rows and "F" in {one.kind for one in domain}
        whole = of._replace(rows=("requests.outcomes.total",)) if answered else of
        return cells_of(whole._replace(askers=what.askers)), cells_of(whole)
    return None


def _of_cases(clause: Quantified, of: Meant, what: Meant, domain: Sequence[WordToken]) -> tuple[Group, Group] | None:
    """The cases with a result, and all cases or, where a court has heard them (法院审理的), those that have ended."""
    blocks = of.blocks or (BLOCKS_OF["litigation"] if clause.wording.is_of_court else ())
    if not of.blocks and THESE.search(clause.wording.passage.text, *clause.chars()):
        return None
    heard = any(one.kind == "V" and one.value in _HEARD for one in domain)
    if not blocks or of.rows or of.askers or (of.results and not heard):
        return None
    cases = of._replace(blocks=blocks)
    ends = RESULTS["ended"] if heard else ("total",)
    return cells_of(cases._replace(results=what.results)), cells_of(cases._replace(results=ends))


def says_in_time(wording: Wording, begin: int, end: int) -> bool:
    """Whether tokens [begin, end) say of answers that they came in time, not how many there were (全部按期答复)."""
    return any(wording.said(at).endswith(_IN_TIME) for at in range(begin, end))


def finished_in_clause(report: Report, clause: Quantified) -> Group | None:
    """The figures of what is carried over, if a clause says that all applications (of some kind) were finished."""
    wording = clause.wording
    domain = _domain(clause, clause.at) if _ALL_DONE.fullmatch(wording.kinds, clause.at + 1, clause.end) else None
    finished = "finished" in {one.value for one in wording.tokens[clause.at : clause.end] if one.kind == "F"}
    all_of = wording.said(clause.at).startswith(_STRONG) and not says_in_time(wording, clause.at, clause.end)
    strong = finished or all_of
    if domain is None or not strong or not clause.is_of_this_year() or "U" in wording.kinds:
        return None
    of = meaning_of(type(report), domain)
    kinds = {one.kind for one in domain}
    if of is None or of.blocks or of.results or "#" in kinds or not {"A", "I"} & kinds:
        return None
    if (
        (of.rows and not (of.is_over and "L" in kinds and kinds & {"R", "j"}))
        or "N" in wording.kinds
        or "C" in wording.kinds
    ):
        return None
    return tuple(f"requests.carried_forward.{column}" for column in of.askers or ("total",))
