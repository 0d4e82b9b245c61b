"""GK503 and GK504: arithmetic within the text: parts and their total, shares and rates of growth."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain, combinations, pairwise
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.claims.numerals import paragraphs_of
from gk_docs.checks.evidence.agreement import disagrees, printed_sum
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.evidence.rates import claimed_rates
from gk_docs.checks.evidence.stock import changed_stocks
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.wholes.aspects import divisions_in
from gk_docs.checks.wholes.balance import accounts_in
from gk_docs.checks.wholes.counted_names import counted_names
from gk_docs.checks.wholes.listing import Enumeration, listings_of
from gk_docs.checks.wholes.partition import partitions_in
from gk_docs.checks.wholes.parts import sum_of
from gk_docs.checks.wholes.runs import runs_in
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.case import Case
    from gk_docs.checks.claims.wording import Wording
    from gk_docs.checks.text.texts import Passage
    from gk_docs.chinese.quantity import Quantity

# The parts must come this near to the whole for a gap to be an error and not just an incomplete list.
_NEARLY = {"all": Decimal("0.8"), "many": Decimal("0.88"), "some": Decimal("0.95"), "not": Decimal("0.93")}
_EACH = re.compile("(?:每|各(?![类种项式]))[\u4e00-\u9fffA-Za-z]{1,7}$|[前原]为?$")  # 乡里2名，每村1名，共10名
_OVERLAP = re.compile(
    "[两几]类[\u4e00-\u9fff]{0,3}都|都有的|重叠|交叉|重复计|去重|[0-9][条篇件个次].{0,16}(?:同步|同时|兼)"
)  # 有甲的2次，有乙的3次，有1次两类都有
_MANY = 3
_NOT_CHANCE = 20  # smaller numbers may add up by chance


@rule(
    "GK503",
    "parts-and-whole",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条；同一句内的数应当自洽",
    message="总数写的是 {found}，各部分相加是 {expected}（{terms}）：{sentence}",
)
def parts_and_whole(case: Case) -> Iterator[Fact]:
    """“共若干，其中若干”加不拢。

    查什么：“共 N 条，其中甲 a 条、乙 b 条、丙 c 条”各部分之和是否超过总数；列出了“其他”的，或列了三部分以上而只差一成
    以内的，是否等于总数；按渠道、内容分的申请，各部分之和是否等于表三新收；“甲”“乙”两个专题，列出的是否两个；
    “甲 a 条，乙 b 条，合计 N 条”是否等于 N；分几句说的，
    以及“年初 a 件，增 b、减 c，年末 d 件”是否算得出来。约数按约数比。只举几例、远小于总数的不算。

    为什么：部分大于整体是明显的差错，说明其中有数写错。

    例：公开信息 382 条，其中一类就有 2443 条。

    怎样改：核对总数和各部分，改正写错的那个数。
    """
    yield from _divisions(case)
    for passage in case.texts.bodies:
        for number, listed in counted_names(passage):
            yield text_fact(passage, number.start, number.end, expected=listed, message=_LISTED)
    told = [(passage, counts) for passage in case.texts.bodies for counts in paragraphs_of(passage)]
    for passage, counts in told:
        for whole, parts in partitions_in(passage, counts):
            yield _unequal(passage, whole, parts)
    balances = [(passage, one) for passage, counts in told for one in accounts_in(counts)]
    wrong_ones = [listing for listing in listings_of(case.claims.wordings) if _is_wrong(listing)]
    claims = case.claims.numbers if wrong_ones or balances else ()
    known = {(claim.passage.path, claim.quantity): disagrees(case, claim) for claim in claims}
    for passage, balance in balances:
        if balance.is_wrong and not any(known.get((passage.path, one)) for one in balance):
            facts = {role: one.text for role, one in balance._asdict().items()}
            span = balance.left.start, balance.left.end
            yield text_fact(passage, *span, expected=balance.right, facts=facts, message=_ACCOUNT)
    accounted = {(passage.path, one.start) for passage, balance in balances for one in balance}
    wrong_ones = [one for one in wrong_ones if (one.wording.passage.path, one.whole.start) not in accounted]
    for listing in {(one.wording.passage.path, one.whole): one for one in wrong_ones}.values():
        passage, whole = listing.wording.passage, listing.whole
        judged = {known.get((passage.path, one)) for one in (whole, *listing.parts)}
        if True not in judged and (
            judged != {False} or listing.said == "all"
        ):  # else GK501 tells, or the tables have just these numbers
            yield _unequal(passage, whole, _tops(listing))


_ACCOUNT = "写的是 {found}，由 {before}、增加的 {more}、减少的 {less} 算出是 {expected}：{sentence}"
_MARK = re.compile("[，、；：（]|其中")
_LISTED = "写的是 {found}，列出的是 {expected} 个：{sentence}"
_DIVIDED_UP = "各部分相加是 {found}（{terms}），表中新收的申请是 {expected} 件：{sentence}"
_NEW, _OLD = ("requests.received.total",), ("requests.received.total", "requests.brought_forward.total")
_ENDED = ("requests.outcomes.total.total",)
_NEAR_ALL, _MOST = Decimal("0.9"), Decimal("0.7")  # a list of channels leaves out few


def _unequal(passage: Passage, whole: Quantity, parts: Sequence[Quantity]) -> Fact:
    terms = " ＋ ".join(part.text for part in parts)
    return text_fact(passage, whole.start, whole.end, expected=sum_of(parts), facts={"terms": terms})


def _divisions(case: Case) -> Iterator[Fact]:
    """Numbers that divide all applications (从渠道看，网络20件、信函10件、当面7件) and do not add up to them."""
    claimed = {(id(one.passage), one.span[0]) for one in case.claims.numbers}
    by_sentence = chain.from_iterable(map(divisions_in, case.claims.wordings))
    for division in (*by_sentence, *runs_in(case.claims.wordings, claimed)):
        groups = (_NEW, _OLD) if division.of_new else (_NEW, _OLD, _ENDED)
        wholes = [total for group in groups if (total := printed_sum(case, group)) is not None]
        parts = division.parts[division.parts[0].value in wholes :]  # 从内容看，新收的38件里，征地15件
        total = sum_of(parts)
        short = wholes and division.whole and total >= wholes[0] * (_MOST if division.of_new else _NEAR_ALL)
        if wholes and total not in wholes and (total > max(wholes) or short):
            facts = {"terms": " ＋ ".join(part.text for part in parts)}
            values = {"found": f"{total:f} 件", "expected": wholes[0], "message": _DIVIDED_UP, "facts": facts}
            yield text_fact(division.wording.passage, parts[0].start, parts[-1].end, **values)


def _of_any(listing: Enumeration) -> Iterator[Enumeration]:
    """The listing with each number that may be its whole: after a semicolon (48篇；其中…), any earlier number too.

    Nothing if a part is a number for each of several (每村1名).
    """
    text = listing.wording.passage.text
    if any(_EACH.search(text, 0, part.start) for part in listing.parts):
        return
    yield listing
    between = text[listing.whole.end : listing.parts[0].start]
    for at, whole in enumerate(listing.earlier if "；" in between else ()):
        yield listing._replace(whole=whole, earlier=listing.earlier[at + 1 :])


def _is_wrong(listing: Enumeration) -> bool:
    """Whether no number that may be its whole is the sum of its parts."""
    readings = [*_of_any(listing)]
    passage = listing.wording.passage
    end = passage.sentence_at(max(one.end for one in (*listing.parts, listing.whole)) - 1).end
    if _is_of_another(listing) or _OVERLAP.search(passage.text, listing.wording.sentence.start, end):
        return False
    tops = _tops(listing)
    nested = [one._replace(parts=tops) for one in readings if len(tops) < len(listing.parts)]
    if len(tops) == 1 and nested:  # 往年结转4件，3件是居民的，1件是企业的，共73件待办: a sum of what was told before
        return all(map(_wrong, readings)) and all(tops[0].low > one.whole.value for one in nested)
    return bool(readings) and all(map(_wrong, (*readings, *nested)))


def _tops(listing: Enumeration) -> tuple[Quantity, ...]:
    """The parts without those that add up to a part before them: 不予公开3件，甲2件、乙1件；无法提供2件."""
    tops, at, parts = [], 0, listing.parts
    while at < len(parts):
        tops.append(parts[at])
        inner = (parts[at + 1 : until] for until in range(at + 2, len(parts) + 1))
        inside = next((one for one in inner if _is_inside(listing.wording.passage.text, parts[at], one)), ())
        at += 1 + len(inside)
    return tuple(tops)


def _is_inside(text: str, outer: Quantity, inner: Sequence[Quantity]) -> bool:
    """Whether numbers add up to the one before them and are set apart: 3件，甲2件、乙1件, not 甲8篇、乙5篇、丙3篇."""
    if sum_of(inner) != outer.value:
        return False
    if len(inner) == 1:
        return text.endswith("各", 0, inner[0].start)  # 不予公开2件，甲和乙各1件
    marks = [_MARK.search(text, one.end, other.start) for one, other in pairwise((outer, *inner))]
    first, *others = ((mark[0] if mark else "") for mark in marks)
    before, behind = text.rfind("；", 0, outer.start), text.find("；", inner[-1].end)
    within = text[before + 1 : outer.start] + text[inner[-1].end : behind]
    alone = "；" not in others and min(before, behind) > 0 and not _MARK.search(within)  # ；7件，甲6件，乙1件；
    return first not in others or alone or text.startswith("是", inner[0].end)  # 4件，3件是居民的，1件是企业的


def _is_of_another(listing: Enumeration) -> bool:
    """Whether the parts are those of a number before, or they and the whole are parts of a number behind.

    Examples: 763条，月均64条，其中…; 微信621条，微博488条、视频号209条，四个平台共1764条.
    """
    whole, parts = listing.whole, sum_of(listing.parts)
    behind = [one for one in listing.further if one.unit == whole.unit] if listing.said == "not" else []
    return any(one.agrees(parts) for one in listing.earlier) or any(one.value >= whole.value + parts for one in behind)


def _wrong(listing: Enumeration) -> bool:
    """Whether the parts cannot add up to the whole; if the first few do, the rest are taken for another matter.

    They may also add up to the whole and the numbers before it together (收到12件，上年结转1件，其中网络9件、邮寄4件).
    """
    whole = listing.whole
    alike = tuple(one for one in listing.further if one.unit == whole.unit)
    both = [sum_of((whole, *listing.earlier[:more])) for more in range(1, len(listing.earlier) + 1)]
    further = tuple(one for one in listing.further if one.unit not in ("类", "种", "者"))  # 镇级3处、村级18处两类
    for told in ((*listing.parts, *alike), (*listing.parts, *further)):  # 动态27条、文件198条，回复11件
        ends = (many for many in range(2, len(told) + 1) if not any(listing.joined[many : many + 1]))
        runs = combinations(range(1, len(told) + 1), 2) if listing.said == "not" else ()
        inner = (sum_of(told[begin:end]) for begin, end in runs if end > begin + 1)  # 审核903条，退回41条，发布862条
        if any(whole.agrees(one) or one in both for one in (*(sum_of(told[:many]) for many in ends), *inner)):
            return False
    parts = _outermost(listing)
    low = sum((part.low for part in parts), Decimal(0))
    highs = [part.high for part in parts if part.high is not None]
    high = sum(highs, Decimal(0))
    if listing.said == "not" and not listing.opposed:
        if listing.named and len(parts) == len(listing.parts) >= _MANY and whole.value < _NOT_CHANCE:
            return abs(whole.value - high) == 1 and low == high
        some = (
            listing.named or len(parts) >= _MANY or low > whole.value
        )  # 招聘284名，招募65名、交流213名: three matters
        some = some and len(parts) > 1 and whole.value >= _NOT_CHANCE and len(highs) == len(parts)
        near = _NEARLY["many" if listing.rest or (listing.named and len(parts) >= _MANY) else "not"]
        return some and whole.value * near <= high and low * near <= whole.value
    if whole.high is not None and low > whole.high:
        return True
    if listing.said == "sum" or (listing.rest and parts == listing.parts):
        return len(highs) == len(parts) and high < whole.low
    least = (
        Decimal(0)
        if listing.opposed
        else min(_NEARLY[listing.said], _NEARLY["many" if len(parts) >= _MANY else "some"])
    )
    return len(highs) == len(parts) > 1 and whole.low * least <= high < whole.low


def _outermost(listing: Enumeration) -> tuple[Quantity, ...]:
    """The parts without those that add up to the part before them: 网站1200条，含文件2条、动态1198条.

    A rest may be of that part as well: 其中11卷缺页，补齐9卷，剩下2卷在找; not one in the list that the part is in,
    where the parts that follow add up to it by chance: 动态146条、公告88条、资金41条、其他47条.
    """
    parts, joined = listing.parts, listing.joined
    inner = (at for at in range(1, len(parts) - 1) if parts[at - 1].agrees(sum_of(parts[at:])))
    of_it = (
        at
        for at in inner
        if (listing.rest and not any(joined[at : at + 1]) and (at == 1 or any(joined[at + 1 :])))
        or listing.wording.says("i", parts[at - 1].end, parts[at].start)
    )
    at = next(of_it, len(parts))
    return parts[:at]


_ALL, _ANY_NUMBER = Decimal("100.5"), 130  # percent; much more than all is of those who gave several answers
_DIVIDED = re.compile("[来]看[，、]|[按从][^，。；]{1,10}[分看划][，：]|构成|分布")


def _shares_in(wording: Wording) -> list[int]:
    """The tokens of shares into which a sentence divides something: 从来源看，电脑端占38%，手机端占57%，自助机占8%."""
    shares = [at for at, kind in enumerate(wording.kinds) if kind == "%"]
    alike = all(wording.kinds[at - 1] == "z" and not wording.number_at(at).approximate for at in shares)
    return shares if len(shares) >= _MANY and alike and _DIVIDED.search(wording.sentence.text) else []


_MESSAGES = {
    "share": "{found}按 {part} ÷ {whole} 计算是 {expected}：{sentence}",
    "growth": "{found}按上年 {before}、本年 {now} 计算是 {expected}：{sentence}",
    "before": "写的是上年 {found}，上年报告中是 {expected}：{sentence}",
    "now": "写的是本年 {found}，表中是 {expected}：{sentence}",
    "stock": "文中说“{found}”，按表中的数是{expected}：{sentence}",
    "difference": "文中说“{found}”，表中前者 {part}、后者 {whole}，是{expected}：{sentence}",
    "shares": "各部分的比例相加是 {expected}，超过 100%：{sentence}",
    "direction": "写的是“{found}”，但上年 {before}、本年 {now}，是{expected}：{sentence}",
}


@rule(
    "GK504",
    "share-recomputed",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第五十条；比例由同一句或表中的数算出，误差不超过 0.1 个百分点",
    message=_MESSAGES["share"],
)
def share_recomputed(case: Case) -> Iterator[Fact]:
    """比例、增长率与所依据的数算出来的不同。

    查什么：“其中 a 件，占 X%”“占答复总数的 X%”“较上年的 b 件增长 X%”“比上年增加 c 件，增长 X%”“占六成”，用同一句中的
    数、表中的数，或上年报告的数重算，相差是否超过 0.1 个百分点（写成整数的，超过半个百分点；写成几成的，超过五个
    百分点）；一句中分成几部分的比例相加是否超过 100%；增减的方向、件数，文中说的上年的数，是否与上年报告相符；
    现行有效的文件、未办结的申请比年初增减几件，是否与表相符。找不到依据的数不判断。

    为什么：比例是算出来的，不该与所列的数不符；多半是数改了而比例没有改。

    例：答复 805 件，其中予以公开 258 件，占 33.9%。应为 32.0%。

    怎样改：按改正后的数重算；用本软件编写时，比例可由表中的数算出。
    """
    for wording in case.claims.wordings:
        shares = [wording.number_at(at) for at in _shares_in(wording)]
        if _ALL < (total := sum_of(shares)) < _ANY_NUMBER:
            span = shares[0].start, shares[-1].end
            yield text_fact(wording.passage, *span, expected=f"{total:f}%", message=_MESSAGES["shares"])
    for rate in claimed_rates(case):
        yield text_fact(
            rate.wording.passage,
            *rate.span,
            expected=rate.right,
            others=rate.paths,
            message=_MESSAGES[rate.kind],
            facts=rate.operands,
        )
    for change in changed_stocks(case):
        span, others = change.span, change.paths
        yield text_fact(change.passage, *span, expected=change.right, others=others, message=_MESSAGES["stock"])
