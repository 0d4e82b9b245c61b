"""Find the figures that a number may mean, by the family of its subject and the words around it.

If the words say that the number counts something else (messages, published notices, another body's cases), it means
none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import hears_cases
from gk_docs.checks.claims.askers import by_applicant, of_applicants
from gk_docs.checks.claims.elsewhere import TALLIED
from gk_docs.checks.claims.subjects import (
    APPLICANTS,
    ASKED,
    BLOCKS_OF,
    CARRIED,
    READINGS,
    RESULTS,
    Family,
    Group,
    outcomes,
)
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gk_docs.checks.claims.context import Context
    from gk_docs.form.report import Report

_ENDS = re.compile("[fa]*(?:T|A|$|[,.;/()])")
_ASKED = re.compile("f?[TA]")
_OF_THE_FORM = ("direct_litigation", "litigation_after")  # words that only table 4 has
_REVIEWED = re.compile("(?<![在正])审理(?!中|，|后)|出庭(?=[^，。；]*[0-9])|[二再]审(?!理)")
_BOTH = re.compile("R[fTA]*[j/?]f*L?f*K[fTA]*s")  # 新收和上年结转的申请共41件
_TOGETHER = re.compile("Lf*K[fTA]*s[fsH]*$")  # 新收38件，连同上年结转合计41件
_WITH_CARRIED = re.compile("[fTA]*[,(]?i[f]*(?:L[fU]*[KU]|K[fUA]*L)[fTAHU]*#")  # 146件（含上年结转9件）
_OF_ANSWERS = re.compile("F[fm]*T[fm]*$")  # 答复中公开的25件
_IN_DAYS = re.compile("~f*F")  # 20个工作日内答复34件
_TWO_WAYS = re.compile(
    "失效[^，、。；0-9]{0,8}[0-9].*废止[^，、。；0-9]{0,8}[0-9]|废止[^，、。；0-9]{0,8}[0-9].*失效[^，、。；0-9]{0,8}[0-9]"
)
_ANSWERED = re.compile("[/,][fsYa]*F[fTA]*#")  # 受理56件、答复49件
_OFFERED = re.compile("[能可]够?以?提供")  # 能够提供的31件，不能提供的18件
_NOT_GRANTED = tuple(
    f"requests.outcomes.{one}.*" for one in ("refused", "unavailable", "not_processed", "other_handling")
)
_ATTRIBUTES = re.compile("公文|发文|公开属性|主动公开[^，。；]{0,10}[0-9][^。]*(?:依申请|不予)公开")
_WITH_UNKNOWN = re.compile("[?]f*jf*O[^O#]*$")  # 全给或给一部分的206件
_APART = re.compile("#,[^#i(.;]*L[^#i(.;]*#,[^#.;]*s[^#.;]*#")  # 收到29件，年初留存3件，两数相加为32件
_CARRIED = re.compile("L[fUR/]*[Kt]|K[fU]*L")
_WITHOUT = re.compile("不含|不包括|不计")
_TOLD = 200  # characters before a number that may say that it is about disclosure
_SHORTLY = 4  # characters before a number in which 额 says that it is an amount
_OWN_WORK = ("management", "platform", "oversight")  # parts of section 一 that are not about applications
_CLAUSE = re.compile("[^，。；]*")
_ASKED_FOR = re.compile("RT|nF")  # 新收依申请公开52件，答复49件; 向申请人作出答复49件
_ADDED = re.compile("加|连同|连[上结去]|算上|在内")  # 收到52件，加上没答完的4件
_PAPERS = ("答复书", "告知书", "回执", "答复函")
_OF_CASES = ("件", "宗", "份")
_PUBLISHED = "pT"
_MADE = re.compile("[vHY][fa]*[XW]|^[fYsa]*[XW][fs]*$")
_MADE_AND = re.compile("vf*j[fa]*p")  # 作出并公示行政处罚46件


def readings_of(context: Context) -> Iterator[Group]:
    """Yield groups of figure paths that the number may mean; it must equal the sum of one of them."""
    known = outline_of(type(context.report)).figures
    money = context.number.kind == "money"
    groups = list(_JUDGES[context.family](context)) if money == (context.family == "fees") else []
    for group in by_applicant(context, groups):
        if group and all(path in known for path in group):
            yield group


def is_misfit(context: Context) -> bool:
    """Whether the number's unit cannot count its subject: 行政许可126万元, 行政事业性收费12件."""
    number, start, family = context.number, context.number.start, context.family
    if (number.kind == "money") == (family == "fees") or context.words.startswith("Q"):
        return False
    if context.key == "received_bare" and number.kind == "money":
        return False  # 实际收到240元
    if not set(_PUBLISHED if family == "decisions" else "p").isdisjoint(context.near):
        return False
    if family == "fees":
        return number.unit in _OF_CASES
    if context.words.startswith("W") and context.key != "licences":  # 处罚18万元
        return False
    return "额" not in context.wording.passage.text[start - _SHORTLY : start]


def _counts_applications(context: Context) -> bool:
    kinds, key = context.wording.kinds, context.key
    if key == "received_bare":
        ends = _ENDS if context.on_request else _ASKED
        return ends.match(kinds, context.at + 1) is not None and not _of_letters(kinds)
    if _counts_papers(context) or _is_handed_over(context) or _is_of_cases(context) or _is_of_papers(context):
        return False
    if key in _ONLY_IF:
        return context.on_request and _ONLY_IF[key](context)
    if "A" in kinds:
        return context.on_request or "T" in kinds or not _of_whatever_comes(context)
    of_problems = key in CARRIED and context.number.unit in ("个", "项")  # 遗留的2个问题
    if key == "finished" and _IN_DAYS.search(context.wording.kinds, context.begin, context.at):
        return False
    elsewhere = key == "finished" and not context.on_request and not _ASKED_FOR.search(kinds)
    letters = any(token.kind == "t" and token.value != "sent" for token in context.wording.tokens)
    return not (letters or of_problems or elsewhere or (context.words == "T" and _value(context, "T") != "asked"))


def _has_carried(context: Context) -> bool:
    """Whether the sentence says that something came over from last year, before a number or in its list."""
    kinds, at = context.wording.kinds, context.at
    return bool(_CARRIED.search(kinds, 0, at) or (kinds.startswith(":", at + 1) and _CARRIED.search(kinds, at)))


_ONLY_IF: Final[Mapping[str, Callable[[Context], bool]]] = {
    "to_handle": _has_carried,
    "brought_forward": lambda context: "t" not in context.words or _value(context, "t") == "sent",
    "asked": lambda context: _value(context, "T") == "asked",
}
"""By key of a subject that only applications have, whether the words around a number say it of them."""


def _counts_papers(context: Context) -> bool:
    """Whether the number counts how often somebody applied (先后申请公开两次), or papers: one may answer several."""
    papers = context.number.unit == "份" and context.wording.passage.text.endswith(_PAPERS, 0, context.number.start)
    return papers or (context.number.unit == "次" and context.words.startswith("n"))


def _is_of_papers(context: Context) -> bool:
    """Whether a sentence says how many papers may be published: 发文142件，主动公开71件，依申请公开36件."""
    return _ATTRIBUTES.search(context.wording.sentence.text) is not None and "收到" not in context.wording.sentence.text


def _is_handed_over(context: Context) -> bool:
    """Whether open applications are counted in a part about other work: 移交台账三本、未办申请5件."""
    parted = {"L", "N"}.isdisjoint(context.wording.kinds)
    return parted and context.key == "carried_forward" and context.wording.passage.part in _OWN_WORK


def _is_of_cases(context: Context) -> bool:
    """Whether what is open, or has ended, are cases: 复议7件，审结5件；其余2件还在办理; 复议8件，其他结案2件."""
    kinds = context.wording.kinds[: context.at]
    if context.key == "finished":
        return kinds.rfind("C") > kinds.rfind("A")
    return context.words == "U" and "C" in kinds and "A" not in context.wording.kinds


def _of_whatever_comes(context: Context) -> bool:
    """Whether nothing but 来件, 收件量 or the like names applications, which may be letters and calls as well."""
    return all(token.value == "incoming" for token in context.wording.tokens if token.kind == "A")


def _of_requests(context: Context) -> Iterator[Group]:
    kinds, form = context.wording.kinds, type(context.report)
    if not _counts_applications(context):
        return
    key = "received" if context.key in ASKED else context.key
    readings = [totals_of(form, group) for group in READINGS[key]]
    handled = "H" in context.words or "F" in context.words or _says(context, "收办")
    handled = handled or (_says(context, "受理") and _ANSWERED.match(kinds, context.at + 1) is not None)
    carried = ("K" in kinds or "L" in kinds) and not _WITHOUT.search(context.wording.sentence.text)
    told = context.wording.tokens[context.begin : context.at]
    new = any(token.kind in "RA" and "新" in context.wording.passage.text[token.start : token.end] for token in told)
    added = _ADDED.search(context.wording.sentence.text) is not None
    alone = new or not carried or _APART.match(kinds, context.at) is not None
    alone = alone and not _ADDED.search(_own_words(context))  # not 上年转来6件，连同新收的一共156件
    both = key == "received" and _WITH_CARRIED.match(kinds, context.at + 1)
    if both or _BOTH.search(kinds, context.begin, context.at):
        readings = [totals_of(form, READINGS["received"][1])]
    elif _TOGETHER.search(kinds, context.begin, context.at):
        readings.append(totals_of(form, READINGS["received"][1]))
    elif key == "received" and not handled and alone:
        readings = readings[:1]
    elif key == "received" and handled:
        readings.append(totals_of(form, READINGS["finished"][0]))
    elif key in CARRIED and "N" not in context.words and (added or ",s" in kinds[context.begin : context.at]):
        readings.extend(totals_of(form, group) for group in (READINGS["brought_forward"][0], READINGS["received"][1]))
    elif key == "finished" and _OF_ANSWERS.search(kinds, context.begin, context.at):
        readings.extend(totals_of(form, group) for group in READINGS["asked"][3:])
    elif key == "finished" and _value(context, "F") == "answered":
        outcomes = ("granted", "partly_granted", "refused.*", "unavailable.*", "not_processed.*")
        readings.append(totals_of(form, tuple(f"requests.outcomes.{name}" for name in outcomes)))
    yield from readings


def _own_words(context: Context) -> str:
    """The text that belongs to a number alone."""
    return context.wording.passage.text[context.wording.tokens[context.begin].start : context.number.start]


def _of_letters(kinds: str) -> bool:
    """Whether a sentence is about petitions and proposals, and not about applications."""
    return "t" in kinds and "A" not in kinds


def _says(context: Context, word: str) -> bool:
    return word in _own_words(context)


def _value(context: Context, kind: str) -> str:
    """The value of the last word of a kind before the number; "" if there is none."""
    tokens = context.wording.tokens[context.begin : context.at]
    return next((token.value for token in reversed(tokens) if token.kind == kind), "")


def _of_outcomes(context: Context) -> Iterator[Group]:
    until = _CLAUSE.match(context.wording.passage.text, context.number.end)
    before = context.wording.passage.text[: until.end() if until else context.number.end]
    of_problems = context.wording.passage.section == "problems" and context.key not in ("granted", "other_handling")
    about = context.on_request or of_problems or "申请" in before
    about = about and not _of_letters(context.wording.kinds[: context.at])
    attributes = _is_of_papers(context) or re.search("p[f:]*#", context.wording.kinds)
    whole = context.wording.kinds[: max(0, context.wording.kinds.rfind("i", 0, context.at))]
    another = "#" in whole and set("AFHRKTO").isdisjoint(whole)  # 征求第三方意见3件，其中同意公开2件
    own = context.wording.tokens[context.begin : context.at]
    clause = context.wording.tokens[context.at - len(context.near) : context.at]
    sorts = any(one.number and one.number.unit in TALLIED for one in clause)  # 两类不予公开决定共5件
    joined = _WITH_UNKNOWN.search(context.wording.kinds, context.begin, context.at)
    if about and not attributes and not another and not sorts and not joined:
        told = (token.value for token in own if token.kind == "O")
        for key in dict.fromkeys((context.key, *(one for one in told if one.startswith(f"{context.key}.")))):
            yield totals_of(type(context.report), outcomes(key))  # 依据法律禁止公开的规定，不予公开1件
        if context.key in ("refused", "unavailable") and _OFFERED.search(context.wording.sentence.text):
            yield totals_of(type(context.report), _NOT_GRANTED)


def _of_cases(context: Context) -> Iterator[Group]:
    passage, start = context.wording.passage, context.number.start
    about = context.on_request or passage.section == "review_litigation" or context.key in _OF_THE_FORM
    about = about or "信息公开" in passage.text[max(0, start - _TOLD) : start]
    about = about or "T" in context.wording.kinds[context.at :].partition(".")[0]  # 5件政府信息公开行政复议
    against_us = not {"V", "v"}.isdisjoint(context.wording.kinds) and not hears_cases(context.report.agency)
    columns = ("total",) if context.family == "cases" else RESULTS.get(context.key, ())
    reviewed = _REVIEWED.search(context.wording.sentence.text)
    if (about or against_us) and not reviewed and columns:
        unnamed = context.family == "results" and "C" not in context.wording.kinds[context.begin : context.at]
        told = {token.value for token in context.wording.tokens[: context.at] if token.kind == "C"}
        of_court = _says(context, "法院") or (unnamed and "litigation" in told)  # 被复议纠正2件、被法院纠正1件
        court = (BLOCKS_OF["litigation"],) if of_court else ()
        for blocks in (context.block, context.blocks, *court) if unnamed else (context.block,):
            yield tuple(f"review_litigation.{block}.{column}" for block in blocks for column in columns)
        for ones in _results_named(context) if context.family == "cases" else ():
            yield tuple(f"review_litigation.{block}.{column}" for block in context.block for column in ones)


def _results_named(context: Context) -> Iterator[Group]:
    """The results named before all cases, or in the number's clause: 3件被纠正，其中复议2件; 复议中还有2件叫人纠正."""
    tokens, kinds = context.wording.tokens, context.wording.kinds
    begin = max(kinds.rfind(mark, 0, context.at) for mark in ";.:") + 1
    clause = re.match("[^,;.#]*", kinds[context.at + 1 :])
    until = context.at + 1 + (clause.end() if clause else 0)
    told = [*tokens[begin : kinds.find("C", begin, until)], *tokens[context.begin : until]]
    yield from (RESULTS[one] for one in dict.fromkeys(token.value for token in told) if one in RESULTS)


def _of_documents(context: Context) -> Iterator[Group]:
    if "r" in context.near or (context.action == "repealed" and _TWO_WAYS.search(context.wording.sentence.text)):
        return  # 其他现行有效的11件
    names = ("issued", "made") if context.action == "issued" else (context.action,)
    yield (_known(context, *(f"active_disclosure.{context.key}.{name}" for name in names)),)


def _of_decisions(context: Context) -> Iterator[Group]:
    of_items = context.number.unit == "项" and "决定" not in context.wording.sentence.text
    published = not set(_PUBLISHED).isdisjoint(_MADE_AND.sub("", context.clause))
    asked_for = context.on_request and not _MADE.search(context.clause)  # 问规划许可的19件
    if not of_items and not published and not asked_for and not _listed_as_messages(context):
        yield _decisions(context)


def _listed_as_messages(context: Context) -> bool:
    """Whether decisions are listed among what was published: 主动公开供地计划1条，行政处罚决定50条."""
    before = context.wording.tokens[: context.at]
    published = not set(_PUBLISHED).isdisjoint(context.wording.kinds[: context.at])
    made = not {"H", "v"}.isdisjoint(context.clause)
    in_list = any(one.number and one.number.unit == context.number.unit == "条" for one in before)
    return published and not made and in_list


def _decisions(context: Context) -> Group:
    paths = [f"active_disclosure.{key}" for key in context.key.split("+")]
    return tuple(_known(context, path, f"{path}.decisions") for path in paths)


def published_of(context: Context) -> Group:
    """The figure of the decisions that a number may say were published; () if the number counts something else."""
    return _decisions(context) if context.family == "decisions" and context.number.unit in _OF_CASES else ()


def _of_fees(context: Context) -> Iterator[Group]:
    passage = context.wording.passage
    short = "Q" in context.words and "active_disclosure" not in (passage.section, passage.part)
    if "p" not in context.near and not short:
        yield ("active_disclosure.fees",)


def _known(context: Context, *paths: str) -> str:
    """The first of these paths at which the form has a figure; the very first if it has none."""
    figures = outline_of(type(context.report)).figures
    return next((path for path in paths if path in figures), paths[0])


_JUDGES: Final[Mapping[Family, Callable[[Context], Iterator[Group]]]] = {
    "requests": _of_requests,
    "outcomes": _of_outcomes,
    "applicants": of_applicants,
    "cases": _of_cases,
    "results": _of_cases,
    "documents": _of_documents,
    "decisions": _of_decisions,
    "fees": _of_fees,
}


@cache
def totals_of(form: type[Report], group: Group) -> Group:
    """The figure paths in the `total` column of rows; a path that ends in `.*` means every row below it."""
    return tuple(path for row in group for path in (figures_of(form, row) if row.endswith(".*") else (f"{row}.total",)))


def part_of(form: type[Report], key: str) -> Group:
    """The figures of an outcome, or of a kind of applicant among what was received."""
    if key in APPLICANTS:
        return tuple(f"requests.received.{column}" for column in APPLICANTS[key])
    return totals_of(form, READINGS[key][0] if key in READINGS else outcomes(key))


def figures_of(form: type[Report], path: str) -> tuple[str, ...]:
    """The figures at a path: itself, or every total below it if it ends in `.*`; () if the form has none there."""
    figures = outline_of(form).figures
    if path.endswith(".*"):
        return tuple(one for one in figures if one.startswith(path[:-1]) and one.endswith(".total"))
    return (path,) if path in figures else ()
