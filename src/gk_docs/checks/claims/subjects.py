"""What a number in a sentence may be about, as data: the phrases that name it, and the figures that it must equal.

A phrase stands right before its number (予以公开18件) or right behind it (18件予以公开). The figures are rows of
table 3 or single figures; where reports use one phrase in two ways, either reading is right.

Source of the phrases: the labels of the form, and the narratives of published reports of 2019 to 2025
(收办 for new, or new and carried over; 答复 for all that was finished; 顺延 for 结转). Source of what is added up:
rows （三） to （六） of table 3 carry no figures of their own; 行政诉讼 has two blocks in table 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Family = Literal["requests", "outcomes", "applicants", "cases", "results", "documents", "decisions", "fees"]
"""Sort of subject: how the words around a number are judged depends on it."""

Group = tuple[str, ...]
"""Figures that are added up; a path that ends in `.*` is every row below."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject.

    Attributes:
        key: Its name.
        family: Its sort.
        phrase: Pattern of the phrases that name it; begins with a plain character.
        readings: The sums that a number about it may equal. In table 3 a path is that of a row, and the column is
            `total` unless the sentence names a kind of applicant.
        behind: Whether the number may stand before the phrase (18件予以公开).
    """

    key: str
    family: Family
    phrase: str
    readings: tuple[Group, ...] = ()
    behind: bool = False


_R, _O, _C, _A = "requests", "requests.outcomes", "review_litigation", "active_disclosure"
_RECEIVED, _BROUGHT, _CARRIED = f"{_R}.received", f"{_R}.brought_forward", f"{_R}.carried_forward"
_DIRECT, _AFTER = f"{_C}.direct_litigation", f"{_C}.litigation_after_reconsideration"

_APPLICATION = "(?:政府信息公开|信息公开|依申请公开|公开)*(?:的)?(?:申请)?"
_NEXT_YEAR = "(?:下(?:一)?|次|翌)年度?|(?:至|到)20[0-9]{2}年度?"

SUBJECTS: Final = (
    Subject(
        "carried_forward",
        "requests",
        f"(?:结转|顺延|转入|延至|延期|转至|留待|转)(?:至|到|入|给)?(?:{_NEXT_YEAR})(?:度)?"
        f"(?:继续)?(?:办理|答复|处理)?(?:的)?{_APPLICATION}",
        ((_CARRIED,),),
        behind=True,
    ),
    Subject(
        "brought_forward",
        "requests",
        f"(?:上一?年度?(?:的)?(?:未办结)?结转|上一?年度?转结|上年度?遗留|往年结转|去年结转|结转上一?年度?|20[0-9]{{2}}年度?结转(?!至|到|20|下))"
        f"(?:过来|而来|至本年度?|到本年度?)?(?:的)?(?:办理)?件?{_APPLICATION}",
        ((_BROUGHT,),),
        behind=True,
    ),
    Subject(
        "over_years",
        "requests",
        f"跨年度?结转(?!至|到|下|次|翌)(?:的)?{_APPLICATION}",
        ((_CARRIED,), (_BROUGHT,)),
        behind=True,
    ),
    Subject(
        "granted_and_partly",
        "outcomes",
        "(?:予以公开|公开)(?:及|和|、|与|或|或者|以及|（含|\\(含|（包括)(?:予以)?部分公开[）)]?",
        ((f"{_O}.granted", f"{_O}.partly_granted"),),
        behind=True,
    ),
    Subject("partly_granted", "outcomes", "部分公开", ((f"{_O}.partly_granted",),), behind=True),
    Subject("granted", "outcomes", "予以公开|同意公开", ((f"{_O}.granted",),), behind=True),
    Subject("refused", "outcomes", "不予以?公开", ((f"{_O}.refused.*",),), behind=True),
    Subject("not_processed", "outcomes", "不予以?处理", ((f"{_O}.not_processed.*",),), behind=True),
    Subject("unavailable", "outcomes", "无法提供", ((f"{_O}.unavailable.*",),), behind=True),
    Subject("other_handling", "outcomes", "其他处理", ((f"{_O}.other_handling.*",), (f"{_O}.other_handling",))),
    Subject("state_secret", "outcomes", "属于?国家秘密", ((f"{_O}.refused.state_secret",),)),
    Subject("third_party", "outcomes", "保护第三方合法权益", ((f"{_O}.refused.third_party_rights",),)),
    Subject("internal", "outcomes", "属于?(?:三类)?内部事务信息", ((f"{_O}.refused.internal_affairs",),)),
    Subject("process", "outcomes", "属于?(?:四类)?过程性信息", ((f"{_O}.refused.deliberative_process",),)),
    Subject("files", "outcomes", "属于?行政执法案卷(?:信息)?", ((f"{_O}.refused.enforcement_files",),)),
    Subject("query", "outcomes", "属于?行政查询事项", ((f"{_O}.refused.administrative_query",),)),
    Subject(
        "not_held",
        "outcomes",
        "(?:本机关|本单位|本行政机关)不掌握(?:相关)?(?:的)?(?:政府)?信息",
        ((f"{_O}.unavailable.not_held",),),
    ),
    Subject("needs_creation", "outcomes", "没有现成信息(?:需要?另行制作)?", ((f"{_O}.unavailable.needs_creation",),)),
    Subject("unclear", "outcomes", "补正后(?:申请内容)?仍不明确", ((f"{_O}.unavailable.still_unclear",),)),
    Subject("petition", "outcomes", "信访举报投诉类(?:申请)?", ((f"{_O}.not_processed.petition",),)),
    Subject("repeated", "outcomes", "重复申请", ((f"{_O}.not_processed.repeated",),)),
    Subject("publication", "outcomes", "要求提供公开出版物", ((f"{_O}.not_processed.published_material",),)),
    Subject(
        "finished",
        "requests",
        f"(?:办结|办复|答复|办理完毕|办理完结|已办理|处理完毕|回复)(?!率|书|意见|函|内容|期限|时限|人|口|工作|质量|方式|结果|情况|文书|的?复议)(?:了)?{_APPLICATION}",
        ((f"{_O}.total",),),
    ),
    Subject(
        "received",
        "requests",
        "(?:新收到?|新增|新受理|收到|受理|接收|收办|接到|接受|办理|承办|处理)(?:和|并|及|、|或|与)?(?:受理|办理|处理|收到|答复)?"
        "(?![^，。；、：\\d\n]{0,24}(?:复议|诉讼|提案|建议|信访|来信|咨询|投诉|举报|留言|补正|转办))"
        "[^，。；、：（）()\\d\n]{0,24}?(?:公开申请|公开的申请|依申请公开(?:政府信息)?(?:申请|件|事项)?|信息申请|(?:有效|新|书面)申请|(?<=[到理收])申请)(?!人|书|表|材料|复议)",
        ((_RECEIVED,), (_RECEIVED, _BROUGHT)),
    ),
    Subject(
        "received_bare", "requests", "(?:新收到?|收到|受理|收办)(?!复议|诉讼)", ((_RECEIVED,), (_RECEIVED, _BROUGHT))
    ),
    Subject(
        "applications",
        "requests",
        "(?:政府信息公开|依申请公开(?:政府信息)?)(?:申请(?!人|书|表|材料|复议)|(?:受理|收件|申请)(?:总?量|总?数))",
        ((_RECEIVED,), (_RECEIVED, _BROUGHT)),
    ),
    Subject("natural_person", "applicants", "自然人"),
    Subject("business", "applicants", "商业企业"),
    Subject("research_institute", "applicants", "科研机构"),
    Subject("public_welfare", "applicants", "社会公益组织"),
    Subject("legal_service", "applicants", "法律服务机构"),
    Subject("organisations", "applicants", "法人(?:或|和|、|及|与)其他组织"),
    Subject(
        "direct_litigation",
        "cases",
        "未经(?:行政)?复议(?:而)?直接(?:起诉|提起(?:行政)?诉讼)",
        ((_DIRECT,),),
    ),
    Subject("litigation_after", "cases", "(?:行政)?复议后(?:再)?(?:起诉|提起(?:行政)?诉讼)", ((_AFTER,),)),
    Subject(
        "all_cases",
        "cases",
        "(?:行政复议|复议)(?:案件)?(?:和|、|及|与|或|以及)(?:被?提起)?(?:行政)?诉讼(?:案件)?",
        ((f"{_C}.reconsideration", _DIRECT, _AFTER),),
    ),
    Subject(
        "reconsideration",
        "cases",
        "(?:行政复议|复议(?=案件))(?!法|机关|机构|决定|局|条例|委员|应诉|与应诉)(?:案件?)?",
        ((f"{_C}.reconsideration",),),
    ),
    Subject("litigation", "cases", "(?:行政诉讼|诉讼)(?!法|费|请求|代理)(?:案件?)?", ((_DIRECT, _AFTER),)),
    Subject("upheld", "results", "(?:结果|判决|复议|裁定)?维持", behind=True),
    Subject("corrected", "results", "结果纠正|纠正", behind=True),
    Subject("other_result", "results", "其他结果", behind=True),
    Subject("pending", "results", "尚未审结|尚未办结|未审结", behind=True),
    Subject("some_result", "results", "撤销|驳回|撤回|终止|确认违法|责令|变更|调解|撤诉|败诉|胜诉|审结", behind=True),
    Subject("rules", "documents", "规章(?!制度)"),
    Subject("normative_documents", "documents", "(?:行政)?规范性文件"),
    Subject("licences", "decisions", "行政许可", ((f"{_A}.licences",),)),
    Subject("penalties", "decisions", "行政处罚", ((f"{_A}.penalties",),)),
    Subject("compulsion", "decisions", "行政强制(?:措施|执行)?", ((f"{_A}.compulsion",),)),
    Subject("fees", "fees", "行政事业性收费", ((f"{_A}.fees",),)),
)
"""Every subject; of two that begin at the same place the earlier one is meant."""

BY_KEY: Final = {subject.key: subject for subject in SUBJECTS}

_FIRST = (
    "结顺转延留跨上往去2予公同部不无其属保本没补信重要办答已处回新收受接承政依自商科社法"
    "未经复行诉尚纠撤驳终确责变调败胜审规维判裁"
)
PHRASES: Final = re.compile(f"(?=[{_FIRST}])(?:{'|'.join(f'(?P<{one.key}>{one.phrase})' for one in SUBJECTS)})")
"""Every phrase of every subject; the name of the group is the subject's key."""

ACTIONS: Final = re.compile(
    "(?P<issued>制发|制定|制订|印发|出台|新发布)|(?P<repealed>废止|宣布失效)|(?P<in_force>现行有效)"
)
"""What is done with documents: the columns of 第二十条第（一）项 in the 2021 form."""

RESULTS: Final = {"upheld": "upheld", "corrected": "corrected", "other_result": "other", "pending": "pending"}
"""Column of table 4 of each result; `some_result` is a part that the table does not tell apart."""

ORGANISATIONS: Final = ("business", "research_institute", "public_welfare", "legal_service", "other")
"""Columns of 法人或其他组织."""

BLOCKS: Final = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
"""The three blocks of table 4."""
