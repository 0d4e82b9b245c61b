"""Read the parts of a whole from a list: the numbers with the words before each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.checks.claims.wording import Wording, WordToken
    from gk_docs.chinese.quantity import Quantity

ELSEWHERE = frozenset("kudbRFHKE&zsiP")
_NAMES: Final = frozenset("?cInftTOxXWl,/")
_OF_EACH = re.compile("(?P<mark>[,;/]?)f*(?P<names>[OIVXWCcn?]f*(?:[/j]f*(?:rg|[OIVXWCcn?])f*)+)&[fs]*")
_OPPOSITES: Final = tuple(
    pair.split("/")
    for pair in [
        "上/下",
        "主/会",
        "主/协",
        "自/抽",
        "一/二",
        "镇/村",
        "乡/村",
        "内/外",
        "新/旧",
        "公办/民办",
        "原创/转载",
        "原创/转发",
        "村/社区",
    ]
)
_FAR_BACK: Final = 3  # commas between a part and its being named again
_NOT_YET: Final = (
    "尚未",
    "还未",
    "仍未",
    "没有",
    "未",
    "不",
    "没",
    "待",
    "尚待",
    "正在",
    "仍在",
    "尚在",
    "尚有",
    "还有",
    "其余",
)


class ListedPart(NamedTuple):
    """A number in a list of parts.

    Attributes:
        number: The number.
        is_rest: Whether it counts the rest (其他5件, 其他渠道公开5件).
        is_alone: Whether nothing else is said of the rest (其他5件).
        is_named: Whether only a name is before it, in a list joined by 、 and without a verb.
        is_joined: Whether 、 joins it to the part before.
    """

    number: Quantity
    is_rest: bool
    is_alone: bool
    is_named: bool
    is_joined: bool


def parts_from(wording: Wording, begin: int, whole: Quantity, *, by_way: bool) -> list[ListedPart]:
    """The parts of a whole from token `begin` on, up to where another matter begins."""
    parts: list[ListedPart] = []
    mark, inner, before = "", False, ""
    for token, one, told in _numbers_from(wording, begin, whole):
        marks = set(told) & {",", ";"} if parts else set[str]()
        words = of_part(told, by_way=by_way)
        each = _OF_EACH.fullmatch(words)
        if each and each["names"][0] not in before:
            each = None
        words, before = (each["mark"] + each["names"][0] if each else words), words
        number = (
            _times(one, len(re.split("[/j]", each["names"]))) if each else one
        )  # 内部信息2件，国家秘密、执法案卷各1件
        inner = mark == ";" and ";" not in marks and (inner or "i" in words)
        if inner:
            continue  # 不予公开3件；无法提供5件，其中不掌握4件、没有现成信息1件；不予处理2件
        # a semicolon begins another matter
        apart = ";" in marks and (mark in (",", "/") or not {"i", "C"}.isdisjoint(words))
        listed = not parts or words.startswith("/")
        paired = "b" in words and opposed(wording, begin, (*(part.number for part in parts), number))
        another = not ELSEWHERE.isdisjoint(words.replace("b", "") if listed or paired else words)
        another = another or ("M" in words and not listed and "M" in wording.kinds[:begin])  # 制发2件，废止1件
        another = another or "L" in words  # 20件，占54.1%，上年为18件
        another = another or (by_way and ("t" in words or "c" not in words))
        if apart or another or thing_of(number) != thing_of(whole):
            break
        again = parts and number.value == parts[-1].number.value and marks
        if again and wording.passage.text.count("，", parts[-1].number.end, number.start) >= _FAR_BACK:
            continue  # 2件反映信访诉求，…，并引导至…，2件诉求均得到答复
        qualified = wording.passage.text.endswith("的", 0, token.start) and not words.endswith("rf")
        is_rest = "r" in words and not qualified  # not 其余能公开的25件
        named, joined = listed and _NAMES.issuperset(words), bool(parts) and words.startswith("/")
        parts.append(ListedPart(number, is_rest, words.strip(",;/f") == "r", named, joined))
        mark = mark or "".join(marks) or ("/" if words.startswith("/") else "")
    return parts


def _times(number: Quantity, many: int) -> Quantity:
    """A number of each of several things, for all of them."""
    high = None if number.high is None else many * number.high
    return number._replace(value=many * number.value, low=many * number.low, high=high)


def _numbers_from(wording: Wording, begin: int, whole: Quantity) -> Iterator[tuple[WordToken, Quantity, str]]:
    """Numbers of the whole's kind with the letters before each, without what is in brackets inside the list."""
    depth, words = 0, ""
    for token, letter in _letters(wording, begin):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth > 0:
            continue
        if depth == 0 and (token.number is None or token.number.kind == "duration"):
            words += letter
            continue
        if depth == 0 and token.kind == "%" and whole.kind == "count":  # 甲12件，占40%；乙占一半即15件
            said = words.rpartition("z")[0]
            words = "" if said.strip("f") in ("", ",") else said
            continue
        if depth < 0 or token.number is None or token.number.kind != whole.kind:
            return
        yield token, token.number, words.removesuffix("z")  # 村里占18块
        words = ""


def _letters(wording: Wording, begin: int) -> Iterator[tuple[WordToken, str]]:
    """The tokens from `begin` on with their letters, `?` for 新增, 办结 and 正在办理 where they only name a part."""
    states = "FU" if {"F", "U"} <= set(wording.kinds[begin:]) and "A" not in wording.kinds else ""
    for at, token in enumerate(wording.tokens[begin:], begin):
        named = token.kind in states or (token.kind == "R" and _is_noun(wording, at))
        yield token, "b" if token.value == "more" else "?" if named else token.kind


def _is_noun(wording: Wording, at: int) -> bool:
    """Whether a word for receiving is part of a name: 新增, 不动产登记, 变更登记."""
    said = wording.said(at)
    return said.startswith("新增") or (said == "登记" and wording.kinds[max(0, at - 1) : at] in ("?", "V", "b", "I"))


def of_part(words: str, *, by_way: bool) -> str:
    """The letters before the number of a part, without a verb that only goes with its time or its channel."""
    if words.strip(",;/") == "P":  # 上半年2次、下半年3次 are parts of a year's
        return ""
    words = words.replace("F", "") if "~" in words else words  # 5个工作日内答复20件
    return words.replace("R", "") if by_way and "c" in words else words  # 线上受理28件、现场受理10件


def opposed(wording: Wording, begin: int, parts: Sequence[Quantity]) -> bool:
    """Whether the names of two parts exclude a third: 线上 and 线下."""
    if len(parts) != 2 or begin >= len(wording.tokens):  # noqa: PLR2004 - two parts
        return False
    one, other = (label.removesuffix("的") for label in labels_of(wording, begin, parts))
    if not one or not other or one == other:
        return False
    return any(
        _is_undone(*pair)
        or any(
            pair[0].replace(a, b) == pair[1]
            or (a == "自" and a in pair[0] and pair[1].startswith(pair[0].replace(a, b)))
            for a, b in _OPPOSITES
        )
        for pair in ((one, other), (other, one))
    )


def _is_undone(done: str, other: str) -> bool:
    """Whether a name says that not, or not yet, is done what another says: 已改造 and 尚未改造, 达标 and 不达标."""
    said = next((word for word in _NOT_YET if other.startswith(word)), None)
    if said is None:
        return False
    rest, what = other.removeprefix(said), done.removeprefix("已")
    same = bool(rest) and (done.endswith(rest) or rest.startswith(what))
    return same or (done.startswith("已") and said not in ("不", "没", "没有"))


def labels_of(wording: Wording, begin: int, parts: Sequence[Quantity]) -> Iterator[str]:
    """The names of the parts: the words between the mark before each number and the number."""
    text = wording.passage.text
    starts = [wording.tokens[begin].start if begin < len(wording.tokens) else 0, *(part.end for part in parts)]
    for start, part in zip(starts, parts, strict=False):
        yield re.split("[，、；：（）,;]", text[start : part.start])[-1].lstrip("和及与")


def sum_of(numbers: Iterable[Quantity]) -> Decimal:
    """The sum of some numbers as they are written."""
    return sum((one.value for one in numbers), Decimal(0))


def thing_of(number: Quantity) -> str:
    """The unit of what a number counts: 人 for 人次."""
    return (number.unit or "").removesuffix("次")
