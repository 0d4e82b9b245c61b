"""Find a whole and its parts in a sentence: 共 N 条，其中甲 a 条、乙 b 条; 甲 a 条，乙 b 条，合计 N 条."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.claims.elsewhere import BY_ASPECT
from gk_docs.checks.wholes.aspects import TIMES
from gk_docs.checks.wholes.parts import ELSEWHERE, labels_of, of_part, opposed, parts_from, sum_of, thing_of
from gk_docs.chinese.scale import scaled_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity


class Enumeration(NamedTuple):
    """A whole and its parts.

    Attributes:
        wording: The sentence that has the whole.
        whole: The number of the whole.
        parts: The numbers of the parts, in the same unit.
        rest: Whether one of the parts is the rest (其他).
        said: How the text says that they are parts: `sum` if it adds them up (合计), so that they are complete,
            `all` if it lists what the whole consists of (包括), `some` for 其中, `not` if they only follow the whole.
        opposed: Whether the names of two parts exclude a third (线上、线下).
        named: Whether the parts are names joined by 、 (网站3条、公众号5条), without verbs.
        further: The numbers after the parts, in any unit, which seem to count something else.
        joined: For each part, whether 、 joins it to the one before.
        earlier: The numbers before the whole in its unit, the nearest first: 收到12件，上年结转1件，其中….
    """

    wording: Wording
    whole: Quantity
    parts: tuple[Quantity, ...]
    rest: bool
    said: Literal["sum", "all", "some", "not"]
    opposed: bool = False
    named: bool = False
    further: tuple[Quantity, ...] = ()
    joined: tuple[bool, ...] = ()
    earlier: tuple[Quantity, ...] = ()


_OPENS = re.compile(
    "[TA]+f,(?=I)|[TAfmM]*[?b]?[,(:;]?i[:,f]*|[TAf]*:|,[^#$%,;.i~FOUVKR]{0,4}~?[^#$%,;.i~FOUVKR]{0,3}:|,&[f:v]+(?=[^#~$%,;./f])|,f(?=[^#~$%,;./fiskud][^#~$%,;./iskud]{0,4}[#~]/)|\\([^()#~]*(?=[#~][^()]*[#~])"
)
_FOLLOWS = re.compile(
    ",(?=p[fz%?]*#[,/]T[fs]*#[,/]O[fs]*#)|[TA?fCx]{0,3},(?=Y?(?:f?v|[f?]{2}v)?(?:[?cInfPtTOpyoXWlm@xaj]{1,5}|f?[gMbxRaFU][?fp]?|f[?lp]{1,2})[#~])|;(?=[?cInf]{1,3}[#~])"
)
_COMPARED = re.compile(  # 134件，比上年的97件多37件，上升38.1%，市容类102件，违建类32件
    "(?:,[kj]?f*L[^,;.i]*[ude][^,;.i]*|,[ud]f*[#%]|,L[fs]*#)+,(?=[?fcn]{1,4}#(?:[,/][?fcn]{1,4}#)+[;.])"
)
_BY_WAY = re.compile("[TAf]{0,3},(?=[?gf]?f?c[?cfR]{0,4}#)")  # 收到申请38件，经网络提出26件、经邮政寄送12件
_SORTS: Final = ("count", "money")
_MADE_OF: Final = ("分别", "包括", "：", "具体为", "（")
_ARE: Final = ("，为", "，是", "，有", "，分", "，分为")
_LOOSELY = re.compile(  # 18个社区建成专区，其中示范型6个、…; 17个村公开栏，其中村13个、社区5个
    "[^#~$%.;,i]{1,8},(?:i[:,f]*)?(?=[?cInfotyl]+[#~]/[^,;]*[#~]/)|[^#~$%.;i]{1,10},i[:,f]*(?=[?cInfotyl]+[#~]/[^,;]*[#~])"
)
_AMONG = re.compile("[?fmATC]{1,5},(?=[#~][^;.]*rf?[#~])")  # 12个村中，8个村建成，其余5个村正在改造
_EACH_OF = re.compile(
    "(?P<of>[#~][^#~$%,;.]*(?:[j/][#~][^#~$%,;.]*)*)&[^#~$%,;.]*(?P<each>[#~])[^#~$%,;.]*,[fGY]*s[^#~$%,;.]*(?P<sum>[#~])"
)
_REST = re.compile(
    "(?P<whole>[#~])(?P<done>(?:[^#~$%;.ikud]*[,/][^#~$%;.ikudr]*[#~]){1,6})[^#~$%;.ikud]*,(?P<left>r)f*(?P<rest>[#~])"
)
_ATTRIBUTES = re.compile("p[fz%?]*#[,/]T[fs]*#[,/]O[fs]*#")
_INTRO = re.compile("[f?@]{1,6}[,:]")
_LEFT_OUT = re.compile("，(?:剩下|其余|余下|其他)[^0-9。；]*[。；]")
_EACH_MONTH = re.compile("(?P<sum>[#~])[^#~$%;.]*,(?P<of>P(?:[/j]P)+)[^#~$%,;.]*&[^#~$%,;.]*(?P<each>[#~])(?=[,.;])")
_SORTS_OF_ONE = ("O", "I", "V", "X", "W")
_LOOSE = re.compile(";$|[TAfmM]*[^TAfmM,(:;&i][^,i]+,i")
_CHANGE = re.compile("[ud]f*$")
_AVERAGE = re.compile("[日周月季年人村户场篇]均[^，。；0-9]{0,4}$|平均[^，。；0-9]{0,9}$|每[^，。；0-9]{1,6}$")
_OF_WAYS = re.compile("[fcm]*s")  # 三种方式共38件
_SUM = re.compile(
    "(?:[^#~$%,;/.]*[,;])?[,;/]?[fGY]*(?:[#~][fcm]*|a[?]|[?RM]{1,3})?(?P<sum>s)[sfpvRHMtgb]*(?P<what>[FT?]{0,2})"
)  # 两项合计
_SUMS: Final = ("合计", "总计", "共计", "总共")  # what they add up may be named again, but for 累计, of all years
_NEAR: Final = 12  # characters before a sum that may say of how many things it is
_TALLY = re.compile("(?P<many>[一两三四五六七八九十])[个项处类种者块方大][^，。；0-9]{0,8}$")
_PAIR: Final = 2
_LABEL: Final = 5  # characters of the name of a part


def listings_of(wordings: Sequence[Wording]) -> Iterator[Enumeration]:
    """Yield every whole with its parts; a sentence that begins with 其中 continues the one before."""
    before: tuple[Wording, int] | None = None
    for wording in wordings:
        counts = [at for at, token in enumerate(wording.tokens) if token.number and token.number.kind in _SORTS]
        if before and wording.kinds.startswith("i") and wording.sentence.start == before[0].sentence.end:
            yield from _among(before[0], before[1], wording, 0, 1)
        elif before and wording.sentence.start == before[0].sentence.end and (intro := _by_aspect(wording)):
            yield from _among(before[0], before[1], wording, 0, intro.end())
        for at in counts if len(counts) > 1 else ():
            opened = _opened(wording, counts, at)
            if opened and not _CHANGE.search(wording.kinds, 0, at) and not _is_average(wording, at):
                yield from _among(wording, at, wording, at + 1, opened.end())
            yield from _summed(wording, counts, at) if "s" in wording.kinds else ()
        yield from _by_time(wording, counts) if "P" in wording.kinds else ()
        yield from _with_rest(wording, counts) if "r" in wording.kinds else ()
        yield from (*_of_each(wording), *_of_months(wording)) if "&" in wording.kinds else ()
        before = (wording, counts[0]) if len(counts) == 1 else None


def _by_aspect(wording: Wording) -> re.Match[str] | None:
    """Match the words of an aspect that open a list of parts: 公开517条。内容上，防控类188条；…；其余90条."""
    return _INTRO.match(wording.kinds) if BY_ASPECT.match(wording.sentence.text) else None


def _among(holder: Wording, at: int, wording: Wording, opens: int, begin: int) -> Iterator[Enumeration]:
    """The parts of a whole from token `begin` to the end of the list, without what is in brackets inside it."""
    whole = holder.number_at(at)
    ways = _by_way(holder, at) if holder is wording else None
    by_way = ways is not None and ways.end() == begin
    listed = parts_from(wording, begin, whole, by_way=by_way)
    parts = [part.number for part in listed]
    rest, alone = any(part.is_rest for part in listed), any(part.is_alone for part in listed)
    named = all(part.is_named for part in listed)
    loose = _LOOSE.match(wording.kinds[opens:begin]) is not None and not (
        opposed(wording, begin, parts) or _are_in_head(wording, begin, parts, opens)
    )
    named = _are_named(wording, begin, parts, holder.sentence.text[: whole.start - holder.sentence.start], named=named)
    alone = alone or (len(parts) == 1 and wording.kinds[begin - 1 : begin] == ":")
    more = _LEFT_OUT.match(wording.passage.text, parts[-1].end) if parts else None  # 2家不合格，剩下的都合格
    each = more or "&" in re.split("[,;.]", holder.kinds[:at])[-1]  # 14个村各定1名，其中9名
    if parts and whole.unit and not each and (len(parts) > _PAIR or not loose) and (len(parts) > 1 or not alone):
        said = _how(wording, opens, begin, parts[-1].end, by_way=by_way)
        further = tuple(one.number for one in wording.tokens if one.number and one.start >= parts[-1].end)
        ahead = [one.number for one in reversed(holder.tokens[:at]) if one.number]
        if holder is not wording:  # 新收38件。5月最多，为12件。其中征收类20件、…
            ahead += reversed(_numbers_before(holder))
        earlier = tuple(number for number in ahead if thing_of(number) == thing_of(whole))
        told = (alone if said == "not" else rest, said, opposed(wording, begin, parts), named and not loose)
        joined = tuple(part.is_joined for part in listed)
        yield Enumeration(holder, whole, tuple(parts), *told, further, joined, earlier)


def _numbers_before(wording: Wording) -> Sequence[Quantity]:
    """The numbers of the paragraph before a sentence."""
    begin = wording.passage.text.rfind("\n", 0, wording.sentence.start) + 1
    return wording.passage.quantities_in(begin, wording.sentence.start)


def _are_named(wording: Wording, begin: int, parts: Sequence[Quantity], head: str, *, named: bool) -> bool:
    """Whether the parts have short names, in a list or more than two, or names from the words before the whole.

    These are in `head`: 建议和提案共97件，建议44件，提案53件.
    """
    labels = list(labels_of(wording, begin, parts))
    short = all(len(label) <= _LABEL for label in labels)
    return (short and (named or len(labels) > _PAIR)) or all(label and label in head for label in labels)


def _are_in_head(wording: Wording, begin: int, parts: Sequence[Quantity], opens: int) -> bool:
    """Whether all names of the parts stand between the whole and them: 17个村（社区）公开栏，其中村13个、社区5个."""
    head = wording.passage.text[wording.tokens[opens].start : wording.tokens[begin].start] if opens < begin else ""
    return bool(parts) and all(label and label in head for label in labels_of(wording, begin, parts))


def _by_time(wording: Wording, counts: Sequence[int]) -> Iterator[Enumeration]:
    """Numbers of both halves, or of all quarters, of the year, with the whole year's before or behind them."""
    times = {wording.said(at): at for at, kind in enumerate(wording.kinds) if kind == "P"}
    for names in TIMES if len(times) > 1 else ():
        begins = [times.get(name, -1) for name in names]
        told = [[one for one in counts if low < one < high] for low, high in pairwise((*begins, len(wording.kinds)))]
        if -1 in begins or not all(told):
            continue
        rows = [tuple(map(wording.number_at, one)) for one in zip(*told, strict=False)]
        parts = rows[0]
        between = [(one, {*wording.kinds[told[-1][0] : one]}) for one in told[-1][1:2]]
        behind = [one for one, words in between if words & {"Y", "s"} and "P" not in words]  # not 二、三季度合计44件
        ahead = [one for one in counts if one < begins[0] and set(wording.kinds[one + 1 : begins[0]]) <= set(",(:fi")]
        ahead = [
            one for one in ahead if wording.kinds[one - 1] not in "/j"
        ]  # not 四个季度8件、7件、9件、6件，上半年15件
        for whole in map(wording.number_at, (*behind, *ahead)):
            right = any(whole.agrees(sum_of(row)) for row in rows)  # 9个村，发现问题14个；…
            if {thing_of(one) for one in parts} == {thing_of(whole)} and not right:
                yield Enumeration(wording, whole, parts, rest=False, said="sum")


def _with_rest(wording: Wording, counts: Sequence[int]) -> Iterator[Enumeration]:
    """A number, what was done of it, and what is left: 查出问题27个，整改25个，余下2个."""
    found = _REST.search(wording.kinds)
    if not found or wording.tokens[found.start("left")].value or [found.start("whole")] != counts[:1]:
        return
    whole, rest = (wording.number_at(found.start(name)) for name in ("whole", "rest"))
    parts = (*(wording.number_at(at) for at in range(*found.span("done")) if wording.kinds[at] in "#~"), rest)
    apart = abs(whole.value - sum_of(parts))
    alike = {thing_of(one) for one in parts} == {thing_of(whole)} and not any(one.approximate for one in parts)
    if alike and apart <= max(Decimal(1), whole.value / 10):  # else they are of something else
        yield Enumeration(wording, whole, parts, rest=True, said="sum")


def _of_each(wording: Wording) -> Iterator[Enumeration]:
    """A number of each of several things with their sum: 8个股室和12所学校各确定1名，共20名."""
    for found in _EACH_OF.finditer(wording.kinds):
        each, whole = (wording.number_at(found.start(name)) for name in ("each", "sum"))
        of = [wording.number_at(at) for at in range(*found.span("of")) if wording.kinds[at] in "#~"]
        ahead = (token.number for token in wording.tokens[: found.start("each")] if token.number)
        exact = not any(one.approximate or thing_of(one) == thing_of(each) for one in ahead)
        if thing_of(each) == thing_of(whole) and exact:
            told = [(one, one.value * each.value) for one in of]
            parts = tuple(one._replace(value=value, low=value, high=value) for one, value in told)
            yield Enumeration(wording, whole, parts, rest=False, said="sum")


def _of_months(wording: Wording) -> Iterator[Enumeration]:
    """What there was in each of several months, with its sum: 活动3场，4月、7月、9月各举办1场."""
    for found in _EACH_MONTH.finditer(wording.kinds):
        each, whole = (wording.number_at(found.start(name)) for name in ("each", "sum"))
        total = each.value * len(found["of"].replace("j", "/").split("/"))
        if thing_of(each) == thing_of(whole) and not each.approximate:
            start = wording.tokens[found.start("of")].start
            part = each._replace(value=total, low=total, high=total, start=start)
            yield Enumeration(wording, whole, (part,), rest=False, said="sum")


def _opened(wording: Wording, counts: Sequence[int], at: int) -> re.Match[str] | None:
    """Match the words that introduce parts after a number; if there are none, only after the first one in its unit."""
    opened = _OPENS.match(wording.kinds, at + 1)
    if opened and not (opened[0].startswith(",?") and wording.said(at + 2)[0] not in "按分"):  # 730条，按内容分：
        return opened
    unit = wording.number_at(at).unit
    first = all(wording.number_at(one).unit != unit for one in counts[: counts.index(at)])
    apart = (
        wording.kinds.startswith(";", at + 1) and wording.kinds[at - 1] != "/"
    )  # 收回288份；满意251份，较满意29份，不满意8份
    follows = _FOLLOWS.match(wording.kinds, at + 1) if first or apart else None
    before, behind = (
        wording.kinds[:at].rstrip("f")[-1:],
        wording.kinds[follows.end() :].lstrip("f")[:1] if follows else "",
    )
    if before == behind and before in _SORTS_OF_ONE:  # 予以公开25件，部分公开6件
        follows = None
    if wording.kinds[:at].startswith("i") or (at == counts[0] and BY_ASPECT.match(wording.sentence.text)):
        return None  # 其中，动态732条，监管418条: all are parts of what was told before
    among = _AMONG.match(wording.kinds, at + 1) if "r" in wording.kinds else None
    if among and wording.said(among.end() - 2)[-1:] == "中":
        return among
    compared = _COMPARED.match(wording.kinds, at + 1) if "L" in wording.kinds else None
    return _by_way(wording, at) or follows or compared or (_LOOSELY.match(wording.kinds, at + 1) if first else None)


def _how(wording: Wording, opens: int, begin: int, end: int, *, by_way: bool) -> Literal["all", "some", "not"]:
    """How the words from `opens` to `begin`, between a whole and its parts, say that they are parts."""
    how = "".join(wording.said(one) for one in range(opens, begin))
    if _ATTRIBUTES.match(wording.kinds, begin):  # 发文142件，主动公开71件，依申请公开36件，不予公开35件
        return "all"
    if (
        "其中" not in how
        and (how in _ARE or any(one in how for one in _MADE_OF))
        and not wording.passage.text.startswith("等", end)
    ):
        return "all"
    return "not" if how.endswith(("，", "；")) and not (how.endswith("中，") or by_way) else "some"


def _by_way(holder: Wording, at: int) -> re.Match[str] | None:
    """Match a number of applications directly followed by those of one channel; an application has just one channel."""
    asked = "A" in holder.kinds[: at + 2] and "c" not in holder.kinds[:at]
    return _BY_WAY.match(holder.kinds, at + 1) if asked else None


def _is_average(wording: Wording, at: int) -> bool:
    """Whether a number is of each of many, so that what follows are parts of another: 全年520条，月均约43条，其中…."""
    return _AVERAGE.search(wording.passage.text, wording.sentence.start, wording.tokens[at].start) is not None


def _is_inside(kinds: str, at: int) -> bool:
    """Whether a token is inside brackets."""
    return kinds.count("(", 0, at) > kinds.count(")", 0, at)


def _summed(wording: Wording, counts: Sequence[int], at: int) -> Iterator[Enumeration]:
    whole, place = wording.tokens[at].number, counts.index(at)
    assert whole is not None  # noqa: S101 - the token is a count
    before = [one for one in counts[:place] if not _OF_WAYS.match(wording.kinds, one + 1)]
    before = [one for one in before if not _CHANGE.search(wording.kinds, 0, one)]  # 52件，比上年多12件
    before = [one for one in before if not _is_inside(wording.kinds, one)]  # 9件（自然人8件、商业企业1件），共139件
    found = _SUM.fullmatch(wording.kinds, before[-1] + 1, at) if len(before) > 1 else None
    if not found or (
        (found["what"] or wording.kinds[found.start("sum") - 1] in "?RM")
        and wording.said(found.start("sum")) not in _SUMS
    ):
        return
    parts: list[Quantity] = []
    last = at
    for one in reversed(before):
        number, words = wording.tokens[one].number, of_part(wording.kinds[one + 1 : last], by_way=False)
        if (
            number is None
            or thing_of(number) != thing_of(whole)
            or (parts and ":" in words)  # 684条，较为集中的有：甲92条、乙64条，合计156条
            or (parts and not words.startswith("/") and not ELSEWHERE.isdisjoint(words.replace("b", "")))
        ):
            break
        parts.insert(0, number)
        last = one
    tally = _TALLY.search(wording.passage.text, max(0, (until := wording.tokens[at].start) - _NEAR), until)
    told = int(scaled_or_none(tally["many"]) or 0) if tally else 0
    parts = parts[-told:] if told > 1 else parts  # 办结的285件中，公开153件，部分公开32件，两项合计185件
    alike = [number for number in map(wording.number_at, before) if thing_of(number) == thing_of(whole)]
    some = combinations(alike, len(parts)) if len(parts) == _PAIR else ()  # 9个村，问题14个；9个村，问题8个，合计22个
    fits = any(whole.agrees(sum_of(pair)) for pair in some)
    if len(parts) > 1 and told <= len(parts) and not fits:  # not 网站1534条；微信621条，微博488条，三个平台总计2643条
        ahead = [wording.number_at(one) for one in before[: len(before) - len(parts)]]
        yield Enumeration(wording, whole, tuple(parts), rest=False, said="sum", further=tuple(reversed(ahead)))
