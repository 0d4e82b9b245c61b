"""What the running text says of the figures: each number that is about a cell, with the figures that it must equal.

Only what is certain becomes a claim. A number is left alone where the words around it name another year, a part of
the year, another body, a channel, a comparison, or where nothing ties it to a figure of the form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gk_docs.checks.claims.readings import BLOCKS_OF, NEAR, Context, readings_of
from gk_docs.checks.claims.subjects import ACTIONS, BY_KEY, PHRASES, Group
from gk_docs.chinese.quantity import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage, Stretch, Texts
    from gk_docs.chinese.quantity import Quantity
    from gk_docs.form.report import Report

UNITS: Final = frozenset("件宗份条起次个项部例则")
"""The units in which reports count applications, cases, documents and decisions."""

_SECTIONS = ("summary", "requests", "review_litigation", "active_disclosure", "other_matters")
_FILLER = re.compile(
    r"(?:的|有|为|是|共|计|合计|总计|共计|达到?|约|数量|总数|总量|总|数|件数|案件|申请|信息|答复|决定书?|处理|事项|情形|类|方面|情况"
    r"|了|已|全年|累计|分别|提出|提交|递交|金额|政府信息公开|相关信息|政府信息|依申请公开|原行政行为|一审|[：:（(\s])*"
)
_LEADER = re.compile(
    r"[，,、；;（(\s。]*(?:其中|剩余|其余|尚有|余下|另有|另外|另|还有|有|共有|包括|含|分别为?|已|对)?[：:，,]?\s*"
)
_BEHIND = re.compile(
    r"(?:政府信息公开|依申请公开)?(?:申请)?(?:案件)?(?:的)?(?:已|被|作出|作|获|属于?|依法|决定|是|为|按规定|按照《条例》|需)*"
)
_BOUND = re.compile(r"(?:的|决定|处理|答复|办理|继续办理|申请|政府信息|原行政行为)*(?:[，,、；;。）)！\n]|$)")
_EACH = re.compile(r"(?:案件)?(?:各|均为)")
_NOT_MADE = re.compile("公开|备案|清理|解读|审核|审查|征求|修订|修改|汇编|评估|转发")
_PARTIAL = re.compile("上半年|下半年|第?[一二三四1-4]季度|本月|当月|当季|近[两三五]年|历年|以来累计|五年来|截至目前")
_COMPARED = re.compile("上年|去年|上一年|前年|同期|往年|较|相比|比上|目标|力争|计划|预计|拟")
_CHANNEL = re.compile("信函|网络|邮寄|邮政|邮件|当面|现场|在线|线上|线下|传真|平台|网站|网上|窗口|渠道|系统|信件|来函")
_WHOLE = re.compile(
    "等(?:多种|多个|各种|多)?(?:渠道|方式|途径|形式|平台)|各种?(?:渠道|方式|途径)|多种(?:渠道|方式|途径)"
)
_PART_OF = re.compile(
    "村务公开|党务公开|校务公开|厂务公开|(?:村|社区|居委会)[）)]?(?:共计?|累计|分别)*(?:收到|受理|接到)|本级|市直|县直|区直|州直|省直|所属|下属|其中[^，。；]{0,8}(?:部门|乡镇|街道|县区|单位|局|委|办|厅)"
)
_BODY = re.compile(
    "(?P<name>[\u4e00-\u9fff]{2,12}(?:局|委|委员会|厅|镇|乡|街道|办事处|中心|县|区|市|政府|办公室|支队|大队|单位|部门|机关))"
    "(?:共计?|新|累计|分别|全年|总计|合计|一共|本年度|实际|已)*$"
)
_OURS = re.compile("(?:我|本|全|各|该)[省市州县区旗镇乡街局委厅办单部机校院处]|全系统|代表")
_CARRIED = ("carried_forward", "brought_forward", "over_years")
_YEAR = re.compile("[0-9０-９]{4}")


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of the text that is about figures of the form.

    Attributes:
        passage: Where it stands.
        quantity: The number.
        sentence: The sentence around it.
        subject: Key of the subject.
        readings: Groups of figure paths; the number must equal the sum of one of them.
    """

    passage: Passage
    quantity: Quantity
    sentence: Stretch
    subject: str
    readings: tuple[Group, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Where the number stands in the passage's text."""
        return self.quantity.start, self.quantity.end


def claims_of(report: Report, texts: Texts) -> tuple[Claim, ...]:
    """Every claim of a report's running text, in order."""
    passages = (passage for passage in texts.bodies if passage.section in _SECTIONS)
    return tuple(claim for passage in passages for claim in _Scan(report, passage).claims())


@dataclass
class _Scan:
    """One pass over a passage; what was said before tells what 维持 and 废止 are about."""

    report: Report
    passage: Passage
    block: Group = ()
    document: str | None = None
    action: str | None = None
    row: tuple[str, int] | None = None
    sentence: Stretch | None = None
    marks: list[re.Match[str]] = field(default_factory=list)
    used: int = 0

    def claims(self) -> Iterator[Claim]:
        text = self.passage.text
        counted = [one for one in self.passage.quantities if one.kind == "money" or (one.unit or "")[:1] in UNITS]
        starts = [one.start for one in self.passage.quantities] + [len(text)]
        before = 0
        for quantity in counted:
            sentence = self.passage.sentence_at(quantity.start)
            if sentence is not self.sentence:
                self._enter(sentence)
            begin = max(before, sentence.start)
            until = min(sentence.end, starts[bisect_left(starts, quantity.end)])
            yield from self._claims(quantity, sentence, begin, until)
            before = max(quantity.end, self.used)

    def _enter(self, sentence: Stretch) -> None:
        """Go on to another sentence; in another paragraph nothing was said before."""
        text = self.passage.text
        if self.sentence is None or "\n" in text[self.sentence.start : sentence.start]:
            self.block, self.document, self.action = (), None, None
        self.sentence, self.marks = sentence, list(PHRASES.finditer(text, sentence.start, sentence.end))

    def _claims(self, quantity: Quantity, sentence: Stretch, begin: int, until: int) -> Iterator[Claim]:
        marks = [mark for mark in self.marks if begin <= mark.start() and mark.end() <= quantity.start]
        self._remember(marks)
        for key, phrase in self._keys(quantity, marks, begin, until):
            context = Context(
                self.report, self.passage, sentence, begin, quantity, key, phrase, self.block, self.action, self.row
            )
            readings = tuple(readings_of(context))
            if readings and not is_elsewhere(self.report, self.passage, sentence, begin, quantity, key):
                if key != "applicants" and BY_KEY[key].family in ("requests", "outcomes"):
                    self.row = readings[0][0].rpartition(".")[0], sentence.start
                yield Claim(self.passage, quantity, sentence, key, readings)

    def _remember(self, marks: list[re.Match[str]]) -> None:
        for mark in marks:
            key = mark.lastgroup or ""
            self.block = BLOCKS_OF.get(key, self.block)
            if BY_KEY[key].family == "documents":
                self.document = key

    def _keys(
        self, quantity: Quantity, marks: list[re.Match[str]], begin: int, until: int
    ) -> Iterator[tuple[str, str]]:
        """The subject of a number with its phrase; two where the text says 各."""
        text = self.passage.text
        last = marks[-1] if marks else None
        gap = text[last.end() : quantity.start] if last else ""
        if last and last.lastgroup == "all_cases" and _EACH.fullmatch(gap):
            yield "reconsideration", last[0]
            yield "litigation", last[0]
        elif self._document_action(quantity, begin):
            yield self.document or "", ""
        elif last and _FILLER.fullmatch(gap):
            last = self._answered(marks)
            key = last.lastgroup or ""
            result = self._behind(quantity.end, until) if BY_KEY[key].family == "cases" else None
            yield (result.lastgroup or "", result[0]) if result else (key, last[0])
        elif _LEADER.fullmatch(text, begin, quantity.start) and (behind := self._behind(quantity.end, until)):
            yield behind.lastgroup or "", behind[0]

    def _answered(self, marks: list[re.Match[str]]) -> re.Match[str]:
        """The phrase that a number follows; of 予以公开答复 the kind of answer."""
        last = marks[-1]
        if last.lastgroup != "finished" or len(marks) == 1:
            return last
        before = marks[-2]
        joined = _FILLER.fullmatch(self.passage.text, before.end(), last.start())
        return before if joined and BY_KEY[before.lastgroup or ""].family == "outcomes" else last

    def _behind(self, at: int, until: int) -> re.Match[str] | None:
        """The phrase that follows a number at once and ends its clause."""
        text = self.passage.text
        for mark in self.marks:
            if at <= mark.start() and mark.end() <= until:
                fits = BY_KEY[mark.lastgroup or ""].behind and _BEHIND.fullmatch(text, at, mark.start())
                if not fits or not _BOUND.match(text, mark.end()):
                    return None
                self.used = mark.end()
                return mark
        return None

    def _document_action(self, quantity: Quantity, begin: int) -> bool:
        """Whether the number counts documents made, repealed or in force; remembers which."""
        before = self.passage.text[begin : quantity.start]
        named = [
            mark for mark in self.marks if mark.lastgroup == self.document and begin <= mark.start() < quantity.start
        ]
        actions = list(ACTIONS.finditer(before))
        outer = self.passage.text[max(0, begin - NEAR) : begin] if "含" in before else ""
        if self.document is None or not (named or actions) or _NOT_MADE.search(outer + before):
            self.action = None if named else self.action
            return False
        end = max([mark.end() - begin for mark in named] + [mark.end() for mark in actions])
        if actions:
            self.action = actions[-1].lastgroup
        elif not before.lstrip("，,").startswith(("、", "和", "及")):
            self.action = None
        return self.action is not None and bool(_FILLER.fullmatch(before, end))


def is_elsewhere(report: Report, passage: Passage, sentence: Stretch, begin: int, quantity: Quantity, key: str) -> bool:
    """Whether the words before a number tie it to something that the figures of the report do not count.

    Args:
        report: The report.
        passage: The passage.
        sentence: The sentence of the number.
        begin: Where the words begin that belong to this number alone.
        quantity: The number.
        key: Key of its subject.
    """
    said = passage.text[sentence.start : quantity.start]
    near = passage.text[begin : quantity.start]
    if _PARTIAL.search(said) or _PART_OF.search(near) or _by_another(report, near):
        return True
    if key not in _CARRIED and (
        _COMPARED.search(_without_carried(near)) or _dated(report, passage, sentence, quantity)
    ):
        return True
    asked = key in ("received", "received_bare", "applications", "finished")
    return asked and bool((_CHANNEL.search(near) and not _WHOLE.search(near)) or "其中" in near)


def _without_carried(near: str) -> str:
    return re.sub("上一?年度?(?:的)?结转|含上一?年度?|上年度?遗留", "", near)


def _dated(report: Report, passage: Passage, sentence: Stretch, quantity: Quantity) -> bool:
    """Whether the last date before the number is of another year, or of a part of the year."""
    dates = [
        found.text
        for found in passage.numbers
        if isinstance(found, Mention)
        and found.kind == "date"
        and sentence.start <= found.start
        and found.end <= quantity.start
        and passage.text[found.start - 1 : found.start] not in ("〔", "《", "[", "（", "(")
        and "结转" not in passage.text[max(0, found.start - 3) : found.end + 3]
    ]
    if not dates:
        return False
    years = [int(year) for year in _YEAR.findall(dates[-1])]
    part = "月" in dates[-1] and "12月31" not in dates[-1].replace(" ", "")
    return part or any(year != report.year for year in years)


def _by_another(report: Report, near: str) -> bool:
    """Whether the doer that is named right before the verb is another body."""
    subject = re.split("[，,。；;：:、（(]", near)
    verb = re.search(
        "(?:新收|收到|受理|接收|收办|接到|办结|答复|办理|制发|制定|印发|出台|作出|做出|实施|被)", subject[-1]
    )
    found = _BODY.search(subject[-1][: verb.start()]) if verb else None
    if not found or _OURS.search(found["name"]):
        return False
    name, agency = found["name"], report.agency
    ours = f"{agency.region or ''}{agency.name}{agency.short_name or ''}"
    return name[-3:] not in ours and not agency.name.endswith(name) and name[-2:] not in (agency.short_name or ours)
