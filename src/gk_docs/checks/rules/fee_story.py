"""GK505: what section 六 says about the 信息处理费, compared with table 3 and with the tariff."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.wording import YEAR
from gk_docs.checks.events.events import events_in
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity

_FEE = "信息处理费"
_NONE = re.compile(
    "(?:未|没有|无)(?:发出|产生|发生|收取|涉及)?[^，。；\\d]{0,16}(?:收费通知|信息处理费)|信息处理费[^，。；\\d]{0,8}(?:为零|为0元|0元)"
)
_TARIFF = re.compile("标准(?:为|是|：)?[^，。；]{0,8}$|每[^，。；]{0,3}$")
_OVERDUE = "requests.outcomes.other_handling.fee_overdue.total"
_OTHER_FEES = "active_disclosure.fees"  # 行政事业性收费, in 万元
_STEP = 10  # 元: every rate of the tariff (10, 20, 40 a page, 100 a document or more) is a multiple of it
_TO_YUAN = {"元": 1, "万元": 10_000}
_NO_NOTICE = "文中说“{found}”，表三“逾期未按收费通知要求缴纳费用”有 {expected} 件，应当发出过收费通知。"
_MORE = "实际收取的金额 {found} 元多于通知收费金额 {expected} 元。"
_MORE_TOLD = "实际收取的 {found} 多于通知收费的 {expected}：{sentence}"
_TOLD = re.compile("信息处理费|[收缴]费通知|通知[收缴]费")
_CLAUSE = re.compile("[，,；;：:、（(。]")
_WORDS: Final = {
    "asked": re.compile("[收缴]费通知|通知[收缴]费|通知金额|应[收缴]|核定|通知$"),  # 发出收费通知3件
    "taken": re.compile(
        "收取|(?<!通知)收费(?!通知|总额|金额|标准)|[实已][收缴]|收到|入库|到账|上缴|(?<!通知)缴[费纳款](?!通知)|收入"
    ),  # 实收300元
    "": re.compile("逾期|标准|每|未|减|免|退|上年|去年|其中|事业性"),
}
_NONE_AT_ALL = re.compile(
    "(?:未|没有|无|不)(?:向[^，。；]{1,6}?)?(?:发出|产生|发生|收取|收到|开具|涉及)?(?:过|任何|政府信息公开|依申请公开|相关)*"
    "(?:[收缴]费通知|信息处理费)(?!减免|违规)|[收缴]费通知[数为是]{0,2}[零0](?![0-9.])"
)
_OF_ALL = re.compile(
    "(?:^|[，。；\\n])(?:20[0-9]{2}年度?|全年|今年|[本当]年度?|年度?内|[我本][局镇乡县市区]|[我本](?:单位|机关|街道)|均|也)*，?$"
)
_YET = "既说没有收费，又说收取 {found}：{sentence}"
_NOT_SAME = "“{found}”与前面所说的金额 {expected} 不相等：{sentence}"
_IN_WAN = "信息处理费 {found}，疑把“元”写成了“万元”：{sentence}"
_SAME: Final = re.compile("，?即|[（(]即?")
_TOO_MUCH = 100_000  # 元: a fee in 万元 that is this large was most likely meant in 元
_ABOLISHED = re.compile("(?<![未不免])(?:收取|收)[^，。；未不免]{0,6}(?P<fee>检索费|复印费|复制费|邮寄费|工本费)")
_NO_MORE = "“{found}”已不收取，现行的只有信息处理费：{sentence}"
_UNLIKE = "文中的收取金额是 {found}，数据中是 {expected} 元：{sentence}"
_NOT_TAKEN = re.compile("[未没无不免退零若拟将]|如(?!数|实|期)|可以|应当|标准|办法|制度|流程|程序|上年|去年|往年")
_WAS_TAKEN = "文中说“{found}”，数据中实际收取 {expected} 元：{sentence}"
_ABOUT_FEES = re.compile("信息处理费|[收缴]费通知|通知[收缴]费|实际[收缴]")
_IN_FULL = re.compile(
    "如数(?:收|缴清|缴纳|交清|到账)|[足全]额(?:收取|收齐|缴纳|缴费|缴清|交清|到账)|收缴率(?:为|达)?100%|(?:全部|悉数|先后|陆续|[均都全]已?经?)(?:收齐|缴清|交清|付清|到账)|(?:一分钱?|分文)[未没不][欠少]"
)
_NOTHING = re.compile(
    "[未没](?:有)?实际[收缴]|实际[未没](?:有)?[收缴]|分文未收|实际[收缴][取到]?(?:金额)?(?:为|是)?[零0](?![0-9.])|(?:全部|全额|予以)免[除收缴]|一分(?:钱)?[没未]"
)
_UNPAID = re.compile("(?:逾期|至年底|到年底|年底前|至今|仍|还|尚)[^，。；]{0,3}[未没]有?[缴交]|欠[缴交费]|拒[缴不]")
_PARTLY = re.compile("逾期|[未没]有?[缴交]|撤回|放弃|[0-9]元、|其中")
_NOT_TOLD = re.compile("去年|上年|如(?!数)|对于|应当|标准|规定")
_NOTICES = re.compile(
    "[对向给](?P<ahead>[0-9一二两三四五六七八九十]+)[件名位户](?:申请人?)?[^，。；0-9]{0,8}(?:[收缴]费通知|通知[收缴交])"
    "|[收缴]费通知[书单]?(?P<behind>[0-9]+)[件份次]"
)
_NOT_OURS = re.compile("事业性|去年|上年|往年|如果|标准|每[件页]")
_MORE_NOTICES = "文中的收费通知是 {found}，数据中是 {expected} 件：{sentence}"
_PAID = "文中说“{found}”，数据中通知收费 {asked} 元、实际收取 {paid} 元：{sentence}"
_NOT_ASKED = "文中说{found}，本报告没有收取：{sentence}"


@rule(
    "GK505",
    "fee-story",
    Severity.WARNING,
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）：按件每档 100 元，按量每页 10、20、40 元",
    message="信息处理费 {found} 不是 10 元的整数倍，与收费标准不符：{sentence}",
    applies=lambda form: form.asks_for("other_matters.processing_fee"),
)
def fee_story(case: Case) -> Iterator[Fact]:
    """信息处理费的说法与表三或收费标准对不上。

    查什么：第六部分中信息处理费的金额是否为 10 元的整数倍（各档标准都是），实际收取是否不多于通知收费；是否既说没有
    收费又说收取若干，别处是否说收取了而数据中是 0，说足额收齐、没有实际收取、有人未缴的
    是否与两个金额相符，是否把元写成了万元；
    表三“逾期未按收费通知要求缴纳费用”大于 0 时，文字是否说没有发出收费通知或没有
    产生费用；是否收取早已取消的检索费、复制费、邮寄费。

    为什么：信息处理费按统一标准收取，收取情况要在年度报告中说明。

    例：收取信息处理费 385 元。按件按量都得不出这个数。

    怎样改：核对缴费通知和入库金额；两种说法都属实时，写明情况即可。
    """
    yield from _amounts(case)
    fee = case.report.other_matters.fee
    if fee.charged is not None and fee.received is not None and fee.received > fee.charged:
        yield Fact(path="other_matters.fee.received", found=fee.received, expected=fee.charged, message=_MORE)
    yield from _told_elsewhere(case)
    yield from _paid(case)
    yield from _noticed(case)
    for passage in case.texts.bodies:
        if passage.section == "other_matters":
            yield from _sums_told(passage, case.settled.get(_OTHER_FEES), alone=fee.charged is None)
    overdue = case.settled.get(_OVERDUE)
    for passage in case.texts.bodies if overdue else ():
        match = _NONE.search(passage.text) if passage.section == "other_matters" else None
        if match and "收取" not in match[0]:
            yield text_fact(
                passage, *match.span(), expected=overdue, others=(_OVERDUE,), message=_NO_NOTICE, severity=Severity.INFO
            )


def _denies_all(passage: Passage) -> bool:
    """Whether the passage says that no fee at all was asked for this year (全年未收取信息处理费)."""
    found = _NONE_AT_ALL.search(passage.text)
    return found is not None and _OF_ALL.search(passage.text, 0, found.start()) is not None


def _sums_told(passage: Passage, others: Decimal | int | None, *, alone: bool) -> Iterator[Fact]:
    """Contradictions between fees asked for and received, if `alone`, and fees abolished long ago (检索费, 复印费).

    `others` are the other fees of the year in 万元, which the sentence may give as well (许可318件，收费62.4万元);
    `alone` is True where the report gives no amounts as fields, so that only the text can be checked.
    """
    for sentence in passage.sentences if alone and _TOLD.search(passage.text) else ():
        yield from _contradictions(passage, sentence, others, none=_denies_all(passage))
    for match in _ABOLISHED.finditer(passage.text):
        yield text_fact(passage, *match.span("fee"), message=_NO_MORE)


def _contradictions(passage: Passage, sentence: Stretch, others: Decimal | int | None, *, none: bool) -> Iterator[Fact]:
    """Compare the fees asked for and received in a sentence; for each, the first number in a unit counts."""
    first: dict[tuple[str, str | None], Quantity] = {}
    none = none or _NONE_AT_ALL.search(sentence.text) is not None
    at, kind, last = sentence.start, "", None
    paragraph = passage.text.rfind("\n", 0, sentence.start) + 1
    if passage.text.find("行政事业性收费", paragraph, sentence.end) >= 0 and not _TOLD.search(sentence.text):
        return
    for quantity in passage.quantities_in(sentence.start, sentence.end):
        if quantity.kind != "money" and not _TOLD.search(sentence.text):
            continue  # 收到意见27条
        if quantity.unit == "万元" and quantity.value == others:
            continue
        words = _CLAUSE.split(passage.text[at : quantity.start])[-1]
        kind = next((kind for kind in ("", "taken", "asked") if _WORDS[kind].search(words)), kind)
        at, yuan = quantity.end, _yuan(quantity)
        unit = quantity.unit if yuan is not None else "件"  # 通知4份，收费5件
        asked, before = first.get(("asked", unit)), first.get((kind, unit))
        tell = partial(text_fact, passage, quantity.start, quantity.end)
        nil = none or any(one and not one.value for one in (asked, before, first.get(("asked", "件"))))
        if kind == "taken" and quantity.value and nil:
            yield tell(message=_YET)
        elif kind == "taken" and asked and quantity.value > asked.value:
            yield tell(expected=asked.text, message=_MORE_TOLD)
        elif yuan and last and _SAME.fullmatch(passage.text, last.end, quantity.start) and yuan != _yuan(last):
            yield tell(expected=last.text, message=_NOT_SAME)
        elif kind and yuan and unit == "万元" and yuan >= _TOO_MUCH:
            yield tell(message=_IN_WAN)
        first.setdefault((kind, unit), quantity)
        last = quantity


def _told_elsewhere(case: Case) -> Iterator[Fact]:
    """What says outside section 六 that more was taken, or notified, than by the data or than was by the text itself.

    And what says that nothing was taken, though something was.
    """
    fee = case.report.other_matters.fee
    stated = [amount for amount in (fee.charged, fee.received) if amount is not None]
    told = [passage for passage in case.texts.bodies if _TOLD.search(passage.text)]
    denied = [passage for passage in told if _denies_all(passage)]
    for passage in denied if fee.received else ():
        if found := _NONE_AT_ALL.search(passage.text):
            yield text_fact(passage, *found.span(), expected=fee.received, message=_WAS_TAKEN)
    if not stated and not denied:
        return
    amounts: set[tuple[str, int]] = set()
    for passage in told:
        for sentence in passage.sentences if passage.section != "other_matters" else ():
            others = {*YEAR.findall(sentence.text)} - {str(case.report.year)}
            if _TOLD.search(sentence.text) and not others:
                for fact in _beyond(passage, sentence, max(stated, default=None)):
                    amounts.add((passage.path, sentence.start))
                    yield fact
    yield from _happened(case, amounts, denied=bool(denied))


def _paid(case: Case) -> Iterator[Fact]:
    """What says that all, nothing or only a part of what was asked for was paid, where the amounts say otherwise."""
    fee = case.report.other_matters.fee
    asked, paid = fee.charged, fee.received
    if not asked or paid is None:
        return
    untrue = [
        (words, but)
        for words, true, but in (
            (_IN_FULL, paid == asked, _PARTLY),
            (_NOTHING, not paid, _NOT_TOLD),
            (_UNPAID, paid < asked, _NOT_TOLD),
        )
        if not true
    ]
    for passage in case.texts.holding(_ABOUT_FEES):
        for sentence in passage.sentences:
            if not _ABOUT_FEES.search(sentence.text) or _NOT_TOLD.search(sentence.text):
                continue
            told = (words.search(sentence.text) for words, but in untrue if not but.search(sentence.text))
            for found in [*filter(None, told)][:1]:
                span = (sentence.start + place for place in found.span())
                yield text_fact(passage, *span, message=_PAID, facts={"asked": f"{asked:f}", "paid": f"{paid:f}"})


def _noticed(case: Case) -> Iterator[Fact]:
    """More notices than by the data, in paragraphs about such fees."""
    most = case.report.other_matters.fee.notices
    if most is None:
        return
    for passage in case.texts.holding(_TOLD):
        for found in _NOTICES.finditer(passage.text):
            start = found.start(found.lastgroup or 0)
            sentence = passage.sentence_at(start)
            number = next(iter(passage.quantities_in(start, sentence.end)), None)
            if number and number.value > most and _ours(passage, sentence):
                yield text_fact(passage, start, number.end, expected=most, message=_MORE_NOTICES)


def _ours(passage: Passage, sentence: Stretch) -> bool:
    """Whether a sentence, in a paragraph on the fee for information, speaks of this year's."""
    text, until = passage.text, passage.text.find("\n", sentence.end)
    begin = text.rfind("\n", 0, sentence.start) + 1
    about = _TOLD.search(text, begin, len(text) if until < 0 else until)
    return about is not None and not _NOT_OURS.search(sentence.text)


def _happened(case: Case, known: Collection[tuple[str, int]], *, denied: bool) -> Iterator[Fact]:
    """Notices and payments that a sentence tells of, though there were none by the data, or by the text (`denied`).

    `known` are the paths and starts of sentences of which something is told already.
    """
    fee = case.report.other_matters.fee
    stated = [key for key, figure in (("taken", fee.received), ("notices", fee.notices)) if figure == 0]
    for passage in case.texts.bodies:
        elsewhere = denied and passage.section != "other_matters"
        keys = dict.fromkeys([*stated, "taken"] if elsewhere else stated)
        by_sentence = {passage.sentence_at(one.start).start: one for one in events_in(passage, case.report, keys)}
        for start, event in by_sentence.items():
            if (passage.path, start) not in known:
                yield text_fact(passage, event.start, event.end, message=_NOT_ASKED)


def _beyond(passage: Passage, sentence: Stretch, most: Decimal | None) -> Iterator[Fact]:
    """A fee in a sentence that is more than was taken at most.

    `most` is in 元, None if only the text itself says that none was.
    """
    text, told = passage.text, _TOLD.search(passage.text, sentence.start)
    at = told.start() if told else sentence.start
    begin = max(sentence.start, *(text.rfind(mark, sentence.start, at) + 1 for mark in "，；（"))
    until = text.find("；", at, sentence.end)
    for paid in passage.quantities_in(begin, sentence.end if until < 0 else until):
        before = text[begin : paid.start]
        yuan = _yuan(paid)
        if yuan and yuan > (most or 0) and not _NOT_TAKEN.search(before) and not _TARIFF.search(before):
            known = {} if most is None else {"expected": f"{most:f}"}
            yield text_fact(passage, paid.start, paid.end, message=_UNLIKE if known else _NOT_ASKED, **known)
            return


def _amounts(case: Case) -> Iterator[Fact]:
    stated = {case.report.other_matters.fee.charged, case.report.other_matters.fee.received} - {None}
    for passage in case.texts.bodies:
        if passage.section != "other_matters" or _FEE not in passage.text:
            continue
        unlike: list[Quantity] = []
        for quantity in passage.quantities:
            yuan = _yuan(quantity)
            sentence = passage.sentence_at(quantity.start)
            if yuan is None or quantity.approximate or not _of_fee(passage.text[sentence.start : quantity.start]):
                continue
            if yuan % _STEP:
                yield text_fact(passage, quantity.start, quantity.end)
            elif stated and yuan not in stated:
                unlike.append(quantity)
        known = sorted(amount for amount in stated if amount is not None)
        if not _add_up(unlike, known):
            for one in unlike:
                expected = "、".join(f"{amount:f}" for amount in known)
                yield text_fact(passage, one.start, one.end, expected=expected, message=_UNLIKE)


def _add_up(amounts: list[Quantity], known: list[Decimal]) -> bool:
    """Whether amounts are the parts of one known, or of what is still unpaid: 310元、620元和350元 of 1280元."""
    total = sum(_yuan(one) or 0 for one in amounts)
    return not amounts or total in known or total == known[-1] - known[0]


def _of_fee(before: str) -> bool:
    return _FEE in before.rpartition("；")[2] and not _TARIFF.search(before)


def _yuan(quantity: Quantity) -> Decimal | None:
    factor = _TO_YUAN.get(quantity.unit or "") if quantity.kind == "money" else None
    return quantity.value * factor if factor else None
