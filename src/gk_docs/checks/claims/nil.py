"""Phrases that say there was none, as data: what they deny, and where they say something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.report import Report

_NOT = "(?:未曾?|没有|无|零|不存在)"

_DISCLOSURE = re.compile("信息公开|依申请公开|政务公开|公开申请")
_OF_OTHERS = re.compile(
    "如(?:果|有|无|未|遇)|若|凡|倘|因未|对于?[^，。]{0,10}未|去年|上年(?!度?结转)|上一年(?!度?结转)|往年(?!结转)|截至[^，。]{0,8}[^2]月"
)
_YEAR = re.compile("(?<![〔0-9])20[0-9]{2}(?=年)")


@dataclass(frozen=True, slots=True)
class Nil:
    """One way to say that there was none.

    Attributes:
        pattern: The phrase.
        figures: Paths of the figures that are then 0; `.*` is the total of every row below.
        needs_topic: Whether the sentence must speak of disclosure, or the part be on it.
    """

    pattern: re.Pattern[str]
    figures: tuple[str, ...]
    needs_topic: bool = False

    def within(self, passage: Passage) -> Iterator[re.Match[str]]:
        """Every place where a passage says so."""
        for position in passage.denials:
            if match := self.pattern.match(passage.text, position):
                yield match

    def holds_for(self, passage: Passage, match: re.Match[str], report: Report) -> bool:
        """Whether the phrase speaks of this body's year as a whole."""
        sentence = passage.sentence_at(match.start())
        said = passage.text[sentence.start : match.end()]
        if _OF_OTHERS.search(said) or any(int(year) != report.year for year in _YEAR.findall(said)[-1:]):
            return False
        own = passage.part == "on_request" or passage.section in ("requests", "review_litigation")
        return own or not self.needs_topic or bool(_DISCLOSURE.search(sentence.text))


_C = "review_litigation"
_RECONSIDERATION = (f"{_C}.reconsideration.total",)
_LITIGATION = (f"{_C}.direct_litigation.total", f"{_C}.litigation_after_reconsideration.total")
_CASE = "(?!机关|机构|决定|纠错|败诉|被?纠正|撤销|法|中|过程)(?!案件?(?:被|败诉|纠错))"
_NO_CASE = f"{_NOT}(?!经)(?:发生|收到|出现|产生|有|引发|涉及|因|被)?[^，。；！\\d\n（）]{{0,30}}?"
_SOME_ROWS = "自然人|企业|科研|公益|法律服务|法人|重复|补正|不予|要求|收费|缴|涉密|国家秘密|商业秘密"

_ANYBODY = "(?:公民|自然人)、法人(?:和|或者?|及|以及)其他组织"

NILS: Final = (
    Nil(
        re.compile(
            f"{_NOT}(?:收到|接到|受理|接收|新收|办理|有)(?:和|及|或|、|过|到|任何|受理|收到|办理|新收)*"
            f"(?:{_ANYBODY}|(?!{_SOME_ROWS}|行政复议|诉讼|结转|投诉|举报|异议|意见|通过|现场|当面|信函|网络|邮)[^，。；！\\d\n]){{0,24}}?"
            "(?:(?<!的)申请(?!人|材料|书|表|费|行政|复议|法院|强制|延期|回避|加入)|公开的申请|依申请公开(?:申请|件|事项|办件|事件)?(?!的?(?:工作|投诉|咨询)))"
        ),
        ("requests.received.total",),
        needs_topic=True,
    ),
    Nil(
        re.compile(
            f"(?:{_NOT})(?:政府信息公开|依申请公开|信息公开)(?:政府信息)?(?:的)?(?:申请|事项|办件|件)(?!人|表|书|行政)"
        ),
        ("requests.received.total",),
    ),
    Nil(
        re.compile(
            "零(?:依)?申请(?!人)|(?<=申请)零(?:受理|办理|收件|收到)|(?:(?<=公开为)|(?<=申请为)|(?<=申请数为)|(?<=数量为)|(?<=公开申请均为))零(?=[，。；、）]|$)"
        ),
        ("requests.received.total",),
        needs_topic=True,
    ),
    Nil(re.compile("零(?:行政)?复议"), _RECONSIDERATION, needs_topic=True),
    Nil(re.compile("零(?:行政)?诉讼"), _LITIGATION, needs_topic=True),
    *(
        Nil(
            re.compile(f"{_NOT}(?:有|出现|发生|作出)?{word}(?:的)?(?:情况|情形|申请|事项)"),
            (f"requests.outcomes.{name}.*",),
        )
        for word, name in (("不予公开", "refused"), ("无法提供", "unavailable"), ("不予处理", "not_processed"))
    ),
    Nil(
        re.compile(f"{_NOT}(?:有)?(?:上一?年度?|往年|去年)(?:的)?结转|{_NOT}结转(?:自)?上年"),
        ("requests.brought_forward.total",),
    ),
    Nil(
        re.compile(f"{_NOT}(?:有)?(?:需要?|须)?(?:申请)?(?:结转|顺延)(?:至|到|入)?(?:下|次|20[0-9]{{2}}年)"),
        ("requests.carried_forward.total",),
    ),
    Nil(
        re.compile(f"{_NO_CASE}(?:行政复议|复议)(?:案件)?(?:和|、|及|与|或|以及)(?:被?提起)?(?:行政)?诉讼{_CASE}"),
        (*_RECONSIDERATION, *_LITIGATION),
        needs_topic=True,
    ),
    Nil(
        re.compile(f"{_NO_CASE}行政复议{_CASE}(?!(?:案件)?(?:和|、|及|与|或|以及)(?:被?提起)?(?:行政)?诉讼)"),
        _RECONSIDERATION,
        needs_topic=True,
    ),
    Nil(
        re.compile(
            f"{_NOT}(?!经)(?:发生|收到|出现|产生|有|引发|涉及|因|被)?(?:(?!复议)[^，。；！\\d\n（）]){{0,30}}?行政诉讼{_CASE}"
        ),
        _LITIGATION,
        needs_topic=True,
    ),
    Nil(
        re.compile(f"{_NOT}(?:新)?(?:制发|制定|出台|制订|印发)[^，。；！\\d\n]{{0,10}}?规范性文件"),
        ("active_disclosure.normative_documents.issued", "active_disclosure.normative_documents.made"),
    ),
    Nil(
        re.compile(f"{_NOT}(?:新)?(?:制发|制定|出台|制订|印发)[^，。；！\\d\n]{{0,6}}?规章(?!制度)"),
        ("active_disclosure.rules.issued", "active_disclosure.rules.made"),
    ),
    *(
        Nil(
            re.compile(
                f"{_NOT}(?:有)?(?:实施|作出|做出|办理|开展|产生|发生|涉及)(?:过)?(?:的)?{word}(?!复议|诉讼|相对)"
            ),
            (f"active_disclosure.{name}", f"active_disclosure.{name}.decisions"),
        )
        for word, name in (("行政许可", "licences"), ("行政处罚", "penalties"), ("行政强制", "compulsion"))
    ),
    Nil(
        re.compile(
            f"{_NOT}(?:有)?(?:收取|产生|发生|征收)?[^，。；！\\d\n]{{0,6}}?行政事业性收费(?!等|事项|项目|信息|标准)"
        ),
        ("active_disclosure.fees",),
    ),
)
"""Every way; what it denies is what its figures count."""
