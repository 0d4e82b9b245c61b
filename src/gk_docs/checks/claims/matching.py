"""What the running text says of the figures: a sentence is read once, and becomes claims.

Only what is certain becomes a claim. A number is left alone where the words around it name another year, a part of
the year, another body, a channel, a comparison, or where nothing ties it to a figure of the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.elsewhere import is_elsewhere
from gk_docs.checks.claims.readings import Context, figures_of, readings_of, totals_of
from gk_docs.checks.claims.subjects import (
    ALL_FINISHED,
    ALL_GRANTED,
    ALL_UPHELD,
    ASKED,
    BLOCKS_OF,
    DENIED,
    HEAD,
    HEAD_BEGINS,
    HEADS,
    READINGS,
    Group,
    SubjectHead,
)
from gk_docs.checks.claims.wording import YEAR, Wording, any_word, kind_of, wording_of
from gk_docs.checks.claims.years import years_of
from gk_docs.checks.text.texts import sought

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage, Stretch, Texts
    from gk_docs.form.report import Report

_SECTIONS = ("summary", "requests", "review_litigation", "active_disclosure", "other_matters")
_FILL = re.compile("[fsamvTAGYFHX:(]*")
_LEADER = re.compile("[irfGFs&:a,/;(.jY]*")
_BEHIND = re.compile("[TAafvFsC]*")
_BOUND = re.compile("[fFHATm]*(?:[,/;.)]|$)")
_SUBJECT = any_word("ARFHKUOICVBXS")
_SAYS = re.compile(f"[0-9百半]|[一二两三四五六七八九十][件宗份条起次个成]|{any_word('DGude').pattern}")
_PART_OF_YEAR = re.compile("(?<!<)P")
_CLAUSE_END = re.compile("[,;:.]")
_CARRIED_OVER = re.compile("[LN][fUA]*K")
_VALID = "有效"  # documents; before any other word it says how well
_VALID_KIND: Final = kind_of(_VALID)
_ACTS: Final = {"issued": ("issued", "made"), "repealed": ("repealed",), "in_force": ("in_force",)}
_OF_THESE = re.compile("F[^,]*#,")


@dataclass(frozen=True)
class Claims:
    """All that a report's text says of its figures.

    Attributes:
        wordings: The sentences that were read, in order.
        numbers: What they say with a number.
        channels: The numbers of applications that came by some channels; none is more than the figure.
        denied: What they say there was none of.
        finished: Where they say that all applications were answered.
        all_of: Where they say that all cases were upheld, or all applications granted; the last path is the whole.
        years: Where they speak of this body's work and name another year.
    """

    wordings: tuple[Wording, ...]
    numbers: tuple[Claim, ...]
    channels: tuple[Claim, ...]
    denied: tuple[Claim, ...]
    finished: tuple[Claim, ...]
    all_of: tuple[Claim, ...]
    years: tuple[Claim, ...]


def claims_of(report: Report, texts: Texts) -> Claims:
    """Every claim of a report's running text, in order."""
    wordings: list[Wording] = []
    numbers: list[Claim] = []
    channels: list[Claim] = []
    years: list[Claim] = []
    for passage in (one for one in texts.bodies if one.section != "preamble"):
        scan = _Scan(report, passage)
        numbers.extend(scan.claims())
        channels.extend(scan.channels)
        years.extend(claim for wording in scan.wordings for claim in years_of(report, wording))
        if passage.section in _SECTIONS:
            wordings.extend(scan.wordings)
    return Claims(
        tuple(wordings),
        tuple(numbers),
        tuple(channels),
        tuple(claim for wording in wordings for claim in _denied(report, wording)),
        tuple(claim for wording in wordings for claim in _finished(wording)),
        tuple(claim for wording in wordings for claim in (*_upheld(wording), *_granted(report, wording))),
        tuple(years),
    )


@dataclass
class _Scan:
    """One pass over a passage; what was said before tells what 维持 and 废止 are about."""

    report: Report
    passage: Passage
    block: Group = ()
    document: str | None = None
    action: str | None = None
    row: str | None = None
    used: int = 0
    wordings: list[Wording] = field(default_factory=list)
    channels: list[Claim] = field(default_factory=list)

    def claims(self) -> Iterator[Claim]:
        last = -1
        for sentence in self.passage.sentences:
            if not self._may_say(sentence) or self.passage.in_note(sentence.start):
                continue
            if "\n" in self.passage.text[last : sentence.start] if last >= 0 else True:
                self.block, self.document, self.action = (), None, None
            last = sentence.start
            wording = wording_of(self.passage, sentence, self.report.year)
            self.wordings.append(wording)
            if self.passage.section in _SECTIONS:
                yield from self._sentence(wording)

    def _may_say(self, sentence: Stretch) -> bool:
        """Whether a sentence can say anything of figures or years; what is told of one subject alone is rare."""
        text, year = sentence.text, str(self.report.year)
        if "20" in text and any(one != year for one in YEAR.findall(text)):
            return True
        if self.passage.section not in _SECTIONS:
            return False
        if _SAYS.search(text) and _SUBJECT.search(text):
            return True
        numbers = self.passage.quantities_in(sentence.start, sentence.end)
        if sum(one.kind in ("count", "percent") for one in numbers) > 1:
            return True
        return bool(numbers) and self.passage.text.startswith("其中", sentence.end)

    def _sentence(self, wording: Wording) -> Iterator[Claim]:
        self.row, self.used, begin = None, 0, 0
        heads = heads_of(wording)
        for at, token in enumerate(wording.tokens):
            if token.kind in "#$":
                yield from self._claims(wording, heads, at, begin)
                begin = max(at + 1, self.used)

    def _claims(self, wording: Wording, heads: list[Named], at: int, begin: int) -> Iterator[Claim]:
        named = [head for head in heads if begin <= head.start and head.end <= at]
        self._remember(named)
        for key, head, words in self._keys(wording, heads, named, at, begin):
            clause, near = _clause(wording, at, begin)
            told = (self.report, wording, at, begin, key, head.family, words, clause, near)
            context = Context(*told, self.block, self.action, self.row)
            readings = tuple(readings_of(context))
            token = wording.tokens[at]
            if readings and not is_elsewhere(context):
                if head.family in ("requests", "outcomes"):
                    self.row = readings[0][0].rpartition(".")[0]
                yield Claim(wording, key, token.number, readings, (token.start, token.end))
            elif readings and key in ASKED and not is_elsewhere(context, channels=False):
                self.channels.append(Claim(wording, key, token.number, readings, (token.start, token.end)))

    def _remember(self, named: list[Named]) -> None:
        for one in named:
            self.block = BLOCKS_OF.get(one.key, self.block)
            if one.head.family == "documents":
                self.document = one.key

    def _keys(
        self, wording: Wording, heads: list[Named], named: list[Named], at: int, begin: int
    ) -> Iterator[tuple[str, SubjectHead, str]]:
        """The subject of a number with its words; two where the text says 各."""
        kinds = wording.kinds
        last = named[-1] if named else None
        if last and last.key == "all_cases" and kinds[last.end : at] == "&":
            yield from ((key, _BY_KEY["all_cases"], "") for key in ("reconsideration", "litigation"))
        elif self._document_action(wording, at, begin):
            yield self.document or "", _BY_KEY["documents"], ""
        elif last and _FILL.fullmatch(kinds, last.end, at):
            last = self._answered(wording, named)
            last = (self._behind(wording, heads, at) if last.head.family == "cases" else None) or last
            yield last.key, last.head, kinds[last.start : last.end]
        elif _LEADER.fullmatch(kinds, begin, at) and (behind := self._behind(wording, heads, at)):
            yield behind.key, behind.head, kinds[behind.start : behind.end]

    def _answered(self, wording: Wording, named: list[Named]) -> Named:
        """The words that a number follows; of 予以公开答复 the kind of answer, of 因不掌握而无法提供 the reason."""
        last = named[-1]
        if last.key not in ("finished", "refused", "unavailable", "not_processed") or len(named) == 1:
            return last
        before = named[-2]
        joined = _FILL.fullmatch(wording.kinds, before.end, last.start)
        known = ("outcomes", "decisions") if last.key == "finished" else ("outcomes",)
        return before if joined and before.head.family in known else last

    def _behind(self, wording: Wording, heads: list[Named], at: int) -> Named | None:
        """The words that follow a number at once and end their clause."""
        for head in heads:
            if head.start > at:
                fits = head.head.behind and _BEHIND.fullmatch(wording.kinds, at + 1, head.start)
                if not fits or not _BOUND.match(wording.kinds, head.end):
                    return None
                self.used = head.end
                self._remember([head])
                return head
        return None

    def _document_action(self, wording: Wording, at: int, begin: int) -> bool:
        """Whether the number counts documents made, repealed or in force; remembers which."""
        kinds, tokens = wording.kinds, wording.tokens
        named = [one for one in range(begin, at) if kinds[one] == "B" and tokens[one].value == self.document]
        actions = [
            one
            for one in range(begin, at)
            if kinds[one] == "M" or (kinds[one] == _VALID_KIND and wording.said(one) == _VALID)
        ]
        if self.document is None or not (named or actions) or "p" in kinds[begin:at] or "T" in kinds[begin:at]:
            self.action = None if named else self.action
            return False
        if actions:
            self.action = tokens[actions[-1]].value or "in_force"
        elif not kinds[begin:at].lstrip(",").startswith(("/", "j")):
            self.action = None
        return self.action is not None and bool(_FILL.fullmatch(kinds, max(named + actions) + 1, at))


def _clause(wording: Wording, at: int, begin: int) -> tuple[str, str]:
    """The letters of the clause before a number, and those of them from `begin` on."""
    clause = _CLAUSE_END.split(wording.kinds[:at])[-1]
    return clause, clause[-(at - begin) :] if at > begin else ""


class Named(NamedTuple):
    """Words of a sentence that name a subject: its key, what is known of it, and the first and last token."""

    key: str
    head: SubjectHead
    start: int
    end: int


def heads_of(wording: Wording) -> list[Named]:
    """Everything of the form that a sentence names, in order."""
    found = []
    for match in sought(HEAD, wording.kinds, HEAD_BEGINS):
        head = HEADS[int((match.lastgroup or "h0")[1:])]
        found.append(Named(head.key or wording.tokens[match.start()].value, head, match.start(), match.end()))
    return found


_BY_KEY: Final = {head.key or head.family: head for head in HEADS}


def _of_this_year(wording: Wording, until: int) -> bool:
    """Whether what stands before a word speaks of this body's year as a whole."""
    kinds = _CARRIED_OVER.sub("", wording.kinds[:until])
    return set("PEhLo").isdisjoint(kinds) and "N" not in kinds


def _span(wording: Wording, match: re.Match[str]) -> tuple[int, int]:
    return wording.tokens[match.start()].start, wording.tokens[match.end() - 1].end


def _denied(report: Report, wording: Wording) -> Iterator[Claim]:
    if "D" not in wording.kinds:
        return
    about = wording.passage.part == "on_request" or wording.passage.section in ("requests", "review_litigation")
    about = about or not set("TAXBSC").isdisjoint(wording.kinds)  # who had no case at all had none of these
    for denied in DENIED if about else ():
        for match in denied.pattern.finditer(wording.kinds):
            groups = match.groupdict()
            if any(groups.get(name) and wording.tokens[match.start(name)].value != name for name in ("zero", "asked")):
                continue
            if not _of_this_year(wording, match.start()):
                continue
            named = next((name for name in ("what", "counted") if groups.get(name)), None)
            what = wording.tokens[slice(*match.span(named))] if named else ()
            act = next((wording.tokens[match.start(name)].value for name in ("act", "acted") if groups.get(name)), "")
            paths = [path for name in [one.value for one in what] or [""] for path in denied.figures.get(name, ())]
            paths = [path for path in paths if not act or path.rpartition(".")[2] in _ACTS[act]]
            figures = tuple(dict.fromkeys(one for path in paths for one in figures_of(type(report), path)))
            if figures:
                start, end = _span(wording, match)
                start = wording.tokens[match.start("zero")].start if groups.get("zero") else start
                yield Claim(wording, "none", None, (figures,), (start, end))


def _finished(wording: Wording) -> Iterator[Claim]:
    kinds = wording.kinds
    about = wording.passage.part == "on_request" or "A" in kinds
    elsewhere = not set("KNLht").isdisjoint(kinds) or _PART_OF_YEAR.search(kinds)
    if not about or wording.passage.section not in ("summary", "requests") or elsewhere:
        return
    found = [match for match in ALL_FINISHED.finditer(kinds) if _says_all(wording, match)]
    if found:
        span = _span(wording, found[0])[0], _span(wording, found[-1])[1]
        yield Claim(wording, "all_finished", None, (("requests.carried_forward.total",),), span)


def _says_all(wording: Wording, match: re.Match[str]) -> bool:
    """Whether words speak of all applications; 答复37件，均已答复 speaks of those, and an answer in time of none."""
    kinds, first, last = wording.kinds, wording.tokens[match.start()], wording.tokens[match.end() - 1]
    if "C" in kinds[: match.end()] or first.value == "in_time":
        return False
    all_of, noun = wording.said(match.start()), kinds[match.start() + 1 : match.start() + 3]
    if noun[:1] == "F" and (all_of == "所有" or (all_of == "全部" and noun == "FG")):
        return False  # 所有答复经过审核, 全部答复均经审核
    if match["done"]:
        said = {wording.said(at)[0] for at in range(*match.span()) if kinds[at] == "G"}
        weak = last.value == "answered" and said <= {"均", "都"}
        return not weak and not _OF_THESE.search(kinds, 0, match.start())
    return not match["rate"] or (last.number is not None and last.number.value == 100)  # noqa: PLR2004 - all


def _upheld(wording: Wording) -> Iterator[Claim]:
    if "C" not in wording.kinds:
        return
    for match in ALL_UPHELD.finditer(wording.kinds):
        if wording.tokens[match.start("what")].value != "upheld" or not _of_this_year(wording, match.start()):
            continue
        if any(token.kind == "V" and token.value == "some" for token in wording.tokens[: match.start()]):
            continue
        keys = dict.fromkeys(token.value for token in wording.tokens[: match.start()] if token.kind == "C")
        blocks = [f"review_litigation.{block}" for key in keys for block in BLOCKS_OF.get(key, ())]
        groups = tuple((f"{block}.upheld", f"{block}.total") for block in blocks)
        yield Claim(wording, "all_upheld", None, groups, _span(wording, match))


def _granted(report: Report, wording: Wording) -> Iterator[Claim]:
    for match in ALL_GRANTED.finditer(wording.kinds):
        if set("iKhtoc?").isdisjoint(wording.kinds[: match.end()]) and _of_this_year(wording, match.start()):
            [group, *_] = READINGS[wording.tokens[match.start("what")].value]
            paths = totals_of(type(report), group)
            yield Claim(
                wording, "all_granted", None, ((*paths, "requests.outcomes.total.total"),), _span(wording, match)
            )
