"""Turn the sentences of a report into claims about its figures.

Only what is certain becomes a claim. A number is left alone if the words around it name another year, a part of
the year, another body, a channel or a comparison, or if nothing connects it with a figure of the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import own_names
from gk_docs.checks.claims.all_or_none import all_of_in, denied_in, finished_in
from gk_docs.checks.claims.askers import askers_in, has_askers
from gk_docs.checks.claims.beside import (
    clause_before,
    clause_begin,
    ended,
    is_topic,
    item_begin,
    result_of,
    told_behind,
)
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.context import Context
from gk_docs.checks.claims.elsewhere import is_elsewhere
from gk_docs.checks.claims.joined import each_of, is_listed, is_tally, together_at, with_those_behind
from gk_docs.checks.claims.naming import HEAD_OF, Named, heads_of
from gk_docs.checks.claims.ranked import ranked_in
from gk_docs.checks.claims.readings import is_misfit, published_of, readings_of
from gk_docs.checks.claims.saying import may_say, speaks_of_figures
from gk_docs.checks.claims.subjects import ASKED, BLOCKS, BLOCKS_OF, SOME_OF, Group, SubjectHead, both
from gk_docs.checks.claims.wording import Wording, WordToken, kind_of, wording_of
from gk_docs.checks.claims.years import years_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.text.texts import Passage, Texts
    from gk_docs.form.report import Report

_CARRIED_ON = re.compile("Kf*Nf*#f*A|Lf*Kf*#f*A")  # 结转到2024年的4件申请, among the measures too
_FILL = re.compile('[fsamvTAGYFHXrz:()"]*')
_ACTED_ON, _MADE = re.compile("[Ml]f*(?P<titles>[?]?)#B$"), "制发的"
_IN_FORCE = re.compile("Mf*B")
_TITLES = re.compile("(?:《[^》]*》[、和及]?)+")
_ACTED_BEHIND = re.compile("f*M")
_OF_DOCUMENTS = re.compile("[fsamvrTBM()]*")
_THERE_WERE = re.compile("[Yyfns]*s[fs]*")
_APPLICATIONS = re.compile("[fTna]*A[fR]*[.,;(]")  # 全年共有38件申请。
_BECAUSE = re.compile("[TA]+f*,(?=v)")
_ASKS = frozenset("fyvTY")
_BETWEEN = frozenset('fsamvTAGF,/"')
_LEADER = re.compile("(?:xf*(?=#|$))?[irfGFs&:a,/;(.jY]*")
_BEHIND = re.compile('[TAafvFsC"]*')
_REASON = re.compile("[TAf]*v[^,;.#OCV]*,")  # 7件因收到时间较晚，顺延至下年度
_PARTED = re.compile("[fTAmO]*(?:[,(:;]f*i|\\(I)")
_NEW, _ASKERS = ("requests.received",), re.compile(";f*I")
_BOUND = re.compile("[fFHATmOa]*(?:[,/;:.()]|j#|$)")
_ENDS = re.compile("[,;.)]|$")
_VALID: Final = kind_of("有效"), "有效"  # "in force" of documents; before any other word it is an adverb


@dataclass(frozen=True)
class Claims:
    """All that a report's text claims about its figures.

    Attributes:
        wordings: The sentences read, in order.
        numbers: Claims with a number.
        at_most: Numbers of only a part of what a figure counts: applications by some channels, cases dismissed (驳回).
        published: Numbers of decisions published, which may be fewer or more than were made.
        misfits: Numbers in a unit that cannot count their subject (行政许可126万元).
        denied: Claims that there was none of something.
        finished: Claims that all applications were answered.
        all_of: Claims that all of something ended in one way (均获维持, 全部予以公开); their readings are the part
            that did, and the whole.
        years: Other years in sentences about this body's own work.
    """

    wordings: tuple[Wording, ...]
    numbers: tuple[Claim, ...]
    at_most: tuple[Claim, ...]
    published: tuple[Claim, ...]
    misfits: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    finished: tuple[Claim, ...]
    all_of: tuple[Claim, ...]
    most: tuple[Claim, ...]
    years: tuple[Claim, ...]


def claims_of(report: Report, texts: Texts) -> Claims:
    """Read a report's running text, except the preamble, and collect its claims in order."""
    scan = _Scan(report, own_names(report.agency))
    for passage in texts.bodies:
        if passage.section != "preamble":
            scan.read(passage)
    wordings = tuple(wording for wording in scan.wordings if speaks_of_figures(wording.passage))
    return Claims(
        wordings,
        tuple(scan.numbers),
        tuple(scan.at_most),
        tuple(scan.published),
        tuple(scan.misfits),
        tuple(claim for wording in scan.wordings if _may_deny(wording) for claim in denied_in(report, wording)),
        tuple(claim for wording in wordings for claim in finished_in(report, wording)),
        tuple(claim for wording in wordings for claim in all_of_in(report, wording)),
        tuple(claim for wording in wordings for claim in ranked_in(wording)),
        tuple(claim for wording in scan.wordings for claim in years_of(report, wording)),
    )


def _may_deny(wording: Wording) -> bool:
    """Whether a sentence may say that there was none this year; what was mended may say so of the year's cases."""
    return speaks_of_figures(wording.passage) or ("Y" in wording.kinds and not {"C", "x"}.isdisjoint(wording.kinds))


@dataclass
class _Scan:
    """One pass over the passages; it remembers what a paragraph said before, which 维持 and 废止 refer to."""

    report: Report
    own_names: frozenset[str]
    block: Group = ()
    blocks: Group = ()
    askers: frozenset[str] = frozenset()
    document: str | None = None
    action: str | None = None
    row: Group = ()
    used: int = 0
    each: list[tuple[int, Named]] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    numbers: list[Claim] = field(default_factory=list)
    at_most: list[Claim] = field(default_factory=list)
    published: list[Claim] = field(default_factory=list)
    misfits: list[Claim] = field(default_factory=list)

    def read(self, passage: Passage) -> None:
        last = -1
        for sentence in passage.sentences:
            if not may_say(passage, sentence, self.report.year) or passage.in_note(sentence.start):
                continue
            if last < 0 or "\n" in passage.text[last : sentence.start]:
                self.block, self.blocks, self.document, self.action = (), (), None, None
                self.askers = frozenset()
            last = sentence.start
            wording = wording_of(passage, sentence, self.report.year, self.own_names)
            self.wordings.append(wording)
            if speaks_of_figures(passage) or _CARRIED_ON.search(wording.kinds):
                self._sentence(wording)
                self.askers = frozenset(askers_in(wording.tokens)) or self.askers

    def _sentence(self, wording: Wording) -> None:
        self.row, self.used, begin = (), 0, 0
        self.each = [*each_of(wording)] if "&" in wording.kinds else []
        heads = heads_of(wording)
        for at, token in enumerate(wording.tokens) if heads or self.document or "A" in wording.kinds else ():
            if token.kind in "#$" and not is_tally(wording, at):
                self._number(wording, heads, at, begin)
                begin = max(at + 1, self.used)

    def _number(self, wording: Wording, heads: list[Named], at: int, begin: int) -> None:
        named = [head for head in heads if begin <= head.start and head.end <= at]
        self._remember(named, wording.tokens[begin:at])
        own = wording.kinds[begin:at]
        goes_on = ";i" in own or (self.row == _NEW and _ASKERS.search(own))  # 新收38件；其中自然人31件
        self.row = () if ";" in own and not goes_on else self.row
        token = wording.tokens[at]
        for key, head, words in self._keys(wording, heads, named, at, begin):
            clause, near = clause_before(wording, at, begin)
            told = (self.report, wording, at, begin, key, head.family, words, clause, near)
            block = self.block or (BLOCKS_OF["litigation"] if wording.is_of_court else ())
            context = Context(*told, block, self.blocks, self.askers, self.action, self.row)
            elsewhere, readings = is_elsewhere(context), tuple(readings_of(context))
            claim = Claim(wording, key, token.number, readings, (token.start, token.end))
            if not elsewhere and is_misfit(context):
                self.misfits.append(claim)
            elif not elsewhere and readings:
                if head.family in ("requests", "outcomes"):
                    self.row = tuple(path.rpartition(".")[0] for path in readings[0])
                (self.at_most if key in SOME_OF else self.numbers).append(claim)
            elif not elsewhere and (group := published_of(context)):
                self.published.append(replace(claim, readings=(group,)))
            elif readings and key in ASKED and not is_elsewhere(context, channels=False):
                self.at_most.append(claim)
        unread = not (self.numbers and self.numbers[-1].span[0] == token.start)
        topic = wording.said(at - 1) == "的" or _PARTED.match(wording.kinds, at + 1)  # 全给了的七件，五件给了个人
        of_new = has_askers(self.report, wording, at)
        if unread and (of_new or topic):
            self.row = _NEW if of_new else ()  # what is not understood has parts of its own

    def _remember(self, named: list[Named], told: Sequence[WordToken]) -> None:
        for word in told:
            if word.kind == "x" and word.value:  # 复议机关; 未经复议的2宗，…；经过复议的1宗
                lawsuit = self.block == BLOCKS_OF["direct_litigation"]
                self.block = BLOCKS_OF[word.value] or (BLOCKS_OF["litigation_after"] if lawsuit else ())
        for one in named:
            self.block = BLOCKS_OF.get(one.key, self.block)
            self.blocks = tuple(block for block in BLOCKS if block in self.blocks or block in self.block)
            if one.head.family == "documents":
                self.document = one.key

    def _keys(
        self, wording: Wording, heads: list[Named], named: list[Named], at: int, begin: int
    ) -> Iterator[tuple[str, SubjectHead, str]]:
        """The subject of a number, as key, head and letters of its words; two subjects if the text says 各."""
        if ones := [one for number, one in self.each if number == at]:
            self._remember(ones, ())
            yield from ((one.key, one.head, wording.kinds[one.start]) for one in ones)
        elif named and (together := together_at(wording, named, at)):
            yield together, named[-1].head, wording.kinds[named[-1].start : named[-1].end]
        elif not is_listed(wording, at):
            yield from self._keys_of_one(wording, heads, named, at, begin)

    def _keys_of_one(
        self, wording: Wording, heads: list[Named], named: list[Named], at: int, begin: int
    ) -> Iterator[tuple[str, SubjectHead, str]]:
        """The same for a number that is not named together with others."""
        kinds = wording.kinds
        last = named[-1] if named else None
        if last and last.key == "all_cases" and kinds[last.end : at] == "&":
            if "V" not in kinds[: last.start]:  # 还有2件未审结，行政复议、行政诉讼各1件
                yield from ((key, HEAD_OF["all_cases"], "") for key in ("reconsideration", "litigation"))
        elif self._document_action(wording, at, begin):
            yield self.document or "", HEAD_OF["documents"], ""
        elif _APPLICATIONS.match(kinds, at + 1) and _THERE_WERE.fullmatch(clause_before(wording, at, begin)[0]):
            yield "applications", HEAD_OF["applications"], ""
        elif key := told_behind(wording, at):
            yield key, HEAD_OF.get(key, HEAD_OF["decisions"]), kinds[at + 1]
        elif last and (_FILL.fullmatch(kinds, last.end, at) or is_topic(wording, last, at)):
            if ended := self._ended(wording, heads, self._answered(wording, named), at):
                yield ended.key, ended.head, kinds[ended.start : ended.end]
        elif _LEADER.fullmatch(kinds, max(begin, item_begin(kinds, at)), at) and (
            behind := self._behind(wording, heads, at)
        ):
            if last and last.head.family == behind.head.family == "outcomes" and "+" not in f"{last.key}{behind.key}":
                behind = last if both(last.key, behind.key) == last.key else behind  # 信访类事项，计2件不予处理
            yield behind.key, behind.head, kinds[behind.start : behind.end]

    def _ended(self, wording: Wording, heads: list[Named], last: Named, at: int) -> Named | None:
        """The words that a number counts, if they are known; of cases, the result that its clause names, if it does."""
        if last.head.family == "results":  # 已审结的4件诉讼
            self._remember([one for one in heads if one.start == at + 1], ())
        counted = last.key == "finished" or wording.kinds[: last.start].endswith("#")  # 41件申请办理如下：
        if counted and last.head.family == "requests" and ":" in wording.kinds[last.end : at]:  # 4件已办完：2件予以公开
            return self._behind(wording, heads, at) or (last if _ENDS.match(wording.kinds, at + 1) else None)
        if last.head.family != "cases":
            return last
        return self._behind(wording, heads, at) or result_of(wording, heads, last) or last

    def _answered(self, wording: Wording, named: list[Named]) -> Named:
        """The words that a number follows: in 予以公开答复 the kind of answer, in 因不掌握而无法提供 the reason."""
        last = named[-1]
        if last.key in ASKED and len(named) > 1 and named[-2].head.family == "applicants":
            asker = set(wording.kinds[named[-2].end : last.start]) <= _ASKS  # 企业向我局提出申请30件
            return named[-2] if asker else last
        if last.key not in ("finished", "refused", "unavailable", "not_processed", "other_handling") or len(named) == 1:
            return last
        before = next((one for one in reversed(named[:-1]) if one.key != "finished"), named[-2])
        joined = set(wording.kinds[before.end : last.start]) <= _BETWEEN
        if last.key == "finished":
            return before if joined and before.head.family in ("outcomes", "decisions") else last
        known = joined and before.head.family == "outcomes" and "+" not in before.key
        return before if known and both(before.key, last.key) == before.key else last

    def _behind(self, wording: Wording, heads: list[Named], at: int) -> Named | None:
        """The words that directly follow a number and end their clause (18件予以公开); None if there are none."""
        reason = _REASON.match(wording.kinds, at + 1) or _BECAUSE.match(wording.kinds, at + 1)
        first = reason.end() if reason else at + 1
        for head in heads:
            if head.start >= first and not (head.key in ASKED and _BEHIND.fullmatch(wording.kinds, first, head.end)):
                joined = head.head.family != "applicants" or head.start > first  # 31件由自然人提出
                fits = head.head.behind and joined and _BEHIND.fullmatch(wording.kinds, first, head.start)
                result = ended(wording, head, heads) if fits and head.head.family == "cases" else None
                all_named = with_those_behind(wording, head) if head.head.family == "applicants" else head
                told = all_named if not result or "#" in wording.kinds[head.end : result.end] else result
                if not fits or not told or not _BOUND.match(wording.kinds, told.end):
                    return None
                self.used = told.end
                self._remember([head], ())
                return result or all_named
        return None

    def _document_beside(self, wording: Wording, at: int, begin: int) -> bool | None:
        """Whether the number counts the documents named directly behind it; None if none are."""
        kinds, tokens = wording.kinds, wording.tokens
        acted = _ACTED_ON.search(kinds, begin, at + 2)  # 现行有效的14件规范性文件, 制发《…》《…》2件规范性文件
        if acted and (not acted["titles"] or _TITLES.fullmatch(wording.said(at - 1))):
            self.document = tokens[at + 1].value
            self.action = tokens[acted.start()].value or "issued"
            return tokens[acted.start()].kind == "M" or wording.said(acted.start()) == _MADE
        held = _IN_FORCE.match(kinds, at + 1) if "M" not in clause_before(wording, at, begin)[0] else None
        if held and tokens[at + 1].value == "in_force":  # 给全部9件现行有效的行政规范性文件标注有效期
            self.document, self.action = tokens[held.end() - 1].value, "in_force"
            return True
        return None

    def _document_action(self, wording: Wording, at: int, begin: int) -> bool:
        """Whether the number counts documents made, repealed or in force; remember which."""
        kinds, tokens = wording.kinds, wording.tokens
        if (beside := self._document_beside(wording, at, begin)) is not None:
            return beside
        if self.document is None:
            return False
        named = [one for one in range(begin, at) if kinds[one] == "B" and tokens[one].value == self.document]
        actions = [one for one in range(begin, at) if kinds[one] == "M" or (kinds[one], wording.said(one)) == _VALID]
        if actions and not named and "?" in kinds[actions[-1] : at]:  # 废止内部管理制度4项，新制定5项
            self.document = None
            return False
        if named and not actions and (behind := _ACTED_BEHIND.match(kinds, at + 1)):  # 规范性文件共9件现行有效
            self.action = tokens[behind.end() - 1].value
            return bool(_OF_DOCUMENTS.fullmatch(kinds, named[-1] + 1, at))
        if not (named or actions) or not {"p", "T"}.isdisjoint(kinds[max(begin, clause_begin(kinds, at)) : at]):
            self.action = None if named else self.action
            return False
        if actions:
            self.action = tokens[actions[-1]].value or "in_force"
        elif not kinds[begin:at].lstrip(",").startswith(("/", "j")):
            self.action = None
        return self.action is not None and bool(_OF_DOCUMENTS.fullmatch(kinds, max(named + actions) + 1, at))
