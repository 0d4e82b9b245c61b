"""GK613: contact details written wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_VALUE = r"(?P<mark>[：:]|为|是)?(?P<value>[^，。；、）)（(\n]*)"
_LABELLED: Final = {
    "邮政编码": re.compile(f"(?:邮编|邮政编码){_VALUE}"),
    "电话": re.compile(
        f"(?:(?:传真|咨询|联系)?电话|传真|联系方式(?![：:为是]?(?:电话|手机|固话|座机))|手机(?=号|[：:0-9])|(?:拨打|致电)(?=[0-9（(]))(?:号码)?(?:[（(](?:传真|电话|办公|兼传真|工作日|区号)[）)])?{_VALUE}"
    ),
    "电子邮箱": re.compile(f"(?:电子邮箱|电子信箱|邮箱|电子邮件|E-?mail|e-?mail)(?:地址)?{_VALUE}"),
    "网址": re.compile(f"(?:网址|网站地址|官网){_VALUE}"),
    "地址": re.compile(r"(?:联系地址|通讯地址|通信地址|办公地址|邮寄地址|地址)(?P<mark>[：:])(?P<value>[^，。；\n]*)"),
    "联系人": re.compile(r"联系人(?P<mark>[：:])(?P<value>[^，。；\n]*)"),
}
_HINT = re.compile(
    "邮编|邮政编码|电话|传真|手机|拨打|致电|联系[方人]|邮箱|信箱|邮件|E-?mail|e-?mail|网址|官网|网站地址|地址|/|www"
)
_LINE = r"(?:0[0-9]{2,3}-?[2-9][0-9]{6,7}|[2-9][0-9]{6,7}|1[0-9]{10}|[19][0-9]{4}|[48]00-?[0-9]{3}-?[0-9]{4})"
_RIGHT: Final = {
    "邮政编码": re.compile("[0-9]{6}"),
    "电话": re.compile(f"{_LINE}(?:(?:-|转|/|或|至)(?:{_LINE}|[0-9]{{1,6}}))*(?:转[0-9]+)?"),
    "电子邮箱": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}", re.ASCII),
    "网址": re.compile(
        r"(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:[A-Za-z]{2,}|[0-9]+)(?::[0-9]+)?(?:[/?#][\x21-\x7e]*)?", re.ASCII
    ),
}
_NOT_WHOLE: Final = {
    "邮政编码": "应为六位数字",
    "电话": "不是完整的号码",
    "电子邮箱": "不成邮箱地址",
    "网址": "不成网址",
}
_PARTED = re.compile("[，。、][a-z]{2,3}(?![A-Za-z])")  # baita@yunshui.gov。cn
_LINES = re.compile(_LINE)
_MORE = re.compile("、([0-9-]{5,})(?=[，。；、\n]|$)")  # 电话：8812345、881234
_DASHES = str.maketrans({"—": "-", "－": "-", "–": "-", "―": "-"})
_BRACKETS = re.compile(r"[（(](0[0-9]{2,3})[）)]")
_SCHEME = re.compile(
    r"(?<![A-Za-z])(?:h?t{1,3}p{1,2}s?)(?=[:：]?/)(?!(?<=http)://|(?<=https)://)|www\.[\w-]+[，。、,][a-z]|(?:www\.|://)[\w.-]+\.(?:gov|c)(?![\w.-])",
    re.ASCII,
)
_SHORTEST = 5  # digits; fewer after an unmarked label are a count, not a number to call
_OTHER_WAY = re.compile("[A-Za-z][A-Za-z-]")  # 联系方式：QQ:12345678
_COUNTED = re.compile("[0-9]+余?(?:个|次|件|人|条|部|通|批|封|份)")


@rule(
    "GK613",
    "contact-line",
    Severity.WARNING,
    basis="《中华人民共和国政府信息公开条例》第十二条、第三十条：公开工作机构的办公地址、联系电话、传真、邮箱和互联网地址",
    message="{what}写的是“{found}”，{why}：{sentence}",
)
def contact_line(case: Case) -> Iterator[Fact]:
    """联系方式不完整或写错。

    查什么：文字中的邮政编码是否六位，电话、传真是否是完整的号码（固定电话七、八位，可带区号和分机；手机、热线也可以），电子
    邮箱、网址的写法是否成立，“电话：”“地址：”等后面是否空着、名称是否写了两次。“接听咨询电话136个”一类的数不算。

    为什么：公众凭报告上的联系方式询问；少一位、多一位，就找不到人。

    例：邮编01002，电话：0471-555011。

    怎样改：对照本机关的联系方式改正；空着的填上。
    """
    for passage in case.texts.holding(_HINT):
        for what, pattern in _LABELLED.items() if not passage.heading else ():
            for match in pattern.finditer(passage.text):
                if why := _fault(what, passage, match):
                    yield text_fact(passage, *match.span(), facts={"what": what, "why": why})
                elif (
                    what == "电话"
                    and (more := _MORE.match(passage.text, match.end()))
                    and not _LINES.fullmatch(more[1])
                ):
                    yield text_fact(passage, *more.span(1), facts={"what": what, "why": _NOT_WHOLE[what]})
        is_linked = not passage.heading and ("/" in passage.text or "www" in passage.text)
        for match in _SCHEME.finditer(passage.text) if is_linked else ():
            yield text_fact(passage, *match.span(), facts={"what": "网址", "why": "不成网址"})


def _fault(what: str, passage: Passage, match: re.Match[str]) -> str | None:
    """What is wrong with the value after a label; None if it is right or is not a value at all (咨询电话136个)."""
    value, marked = match["value"].translate(_DASHES).strip(), bool(match["mark"])
    if value.startswith(("：", ":")):
        value = value[1:]
    follows = passage.text[match.end() : match.end() + 14]
    if what == "电话" and not value and (area := _BRACKETS.match(follows)):
        value = (
            area[1]
            + "-"
            + re.split("[，。；、）)\n]", passage.text[match.end() + area.end() :], maxsplit=1)[0].translate(_DASHES)
        )
    if not value:
        return "后面空着" if marked and match["mark"] in "：:" and not follows.startswith(("（", "(", "\n")) else None
    if marked and value.removeprefix("联系").startswith(passage.text[match.start() : match.start("mark")]):
        return "名称写了两次"
    right, said = _RIGHT.get(what), re.match(r"[\x21-\x7e]+(?:[转或至][\x21-\x7e]+)*", value)
    if (
        right is None
        or said is None
        or _COUNTED.match(value)
        or (not marked and not value[0].isdigit() and what in ("电话", "邮政编码"))
    ):
        return None
    few = not marked and len(re.sub("[^0-9]", "", said[0])) < _SHORTEST
    if what == "电话" and (few or _OTHER_WAY.match(said[0])):
        return None
    if right.fullmatch(said[0].rstrip(".,;")) and not (what in ("电子邮箱", "网址") and _PARTED.match(follows)):
        return None
    return _NOT_WHOLE[what]
