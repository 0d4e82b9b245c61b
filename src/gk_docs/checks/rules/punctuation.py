"""GK607: half-width marks in Chinese text, unpaired marks, doubled marks, and 、 before 等."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.evidence.quoting import mend, text_fact
from gk_docs.checks.rule import Fact, rule
from gk_docs.checks.text.placeholders import placeholders
from gk_docs.chinese.quantity import Mention
from gk_docs.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.case import Case
    from gk_docs.checks.text.texts import Passage

_HAN = "\u3007\u4e00-\u9fff"
_CLOSING = "”’》）】〕」』"
_OPENING = "“‘《（【〔「『"
_FULL: Final = {",": "，", ".": "。", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(  # each set once: to compile a set of Chinese characters takes longer than to match with it
    rf"""
    (?<=[{_HAN}{_CLOSING}\)％%]) (?:
        ,(?![0-9]{{3}}(?![0-9])) | \.(?=[ ]*(?:[{_HAN}{_OPENING}]|$|\n))
        | (?<![％%])[:;?!] | (?<![\)％%])(?:\((?![0-9]{{4}}\)) | \))
    )
    | (?:[,(] | (?<=[0-9%％])[;?!])(?=[{_HAN}{_OPENING}]) | (?<=[{_HAN}，。：])" | "(?=[{_HAN}])
    """,
    re.VERBOSE,
)
_ASCII = re.compile('[,.:;?!()"]')
_BRACKET = re.compile("[()（）]")
_PLAIN = re.compile('[^\n0-9,.:;?!()"]*')
_QUOTE = re.compile('[“”"]')
# _RUN finds the places quickly; _DOUBLED then decides.
_RUN = re.compile("[，、；：,;。！!？](?:[，、；：,;。！!？.]+|(?<=[、；：])[”》）])")
_DOUBLED = re.compile(
    "[、；：][”》）]|[，、；：。]\\.(?!\\.)|[，、；：,;]{2,}|。{2,}(?!。)|[，、；：][。]|[。][，、；：,]|(?<![!！])[！!]{2}(?![！!])|？？"
)
_NEEDLESS = re.compile("、(?=等(?![级额同值距次候待])|情况(?:[。，；：）\n]|$))")
_PAIRS: Final = dict(zip("“‘《（【〔「『(", "”’》）】〕」』)", strict=True))
_CLOSERS: Final = {close: opening for opening, close in _PAIRS.items()}
_SAME: Final = {"(": "（", ")": "）"}
_MARKS = re.compile("[“”‘’《》（）【】〔〕「」『』()]")
_MARK_OR_BREAK = re.compile(f"{_MARKS.pattern}|\n")
_PAIRED: Final = tuple(map("".join, _PAIRS.items()))
# before a closing bracket that belongs to a list mark: 1）
_LIST = re.compile("(?:^|[\\s；;。：:，,])[0-9a-zA-Z一二三四五六七八九十]{1,3}$")
_PARAGRAPH = re.compile("[^\n]+")
_UNPAIRED = "“{found}”没有与之配对的标点：{sentence}"
_TWICE = "标点重复“{found}”：{sentence}"
_MISMATCHED = "“{found}”与“{other}”不成对：{sentence}"
_TOO_MANY = "这里不用“{found}”：{sentence}"


@rule(
    "GK607",
    "punctuation",
    Severity.WARNING,
    basis="GB/T 15834—2011《标点符号用法》；《党政机关公文处理工作条例》：文字规范",
    message="中文里用了半角标点“{found}”，应写“{expected}”：{sentence}",
)
def punctuation(case: Case) -> Iterator[Fact]:
    """标点不规范。

    查什么：中文文字间的半角逗号、句号、冒号、分号、问号、叹号、括号、引号；不成对的引号、书名号、括号；连用的标点；“等”前的顿号。网址、邮箱、
    时刻、小数、千分撇、文号和占位符（GK208）里的不算。

    为什么：全角半角混用是录入和拼接留下的痕迹，公文须用规范的标点。

    例：地址:某镇政府驻地，13 个人员轮流值班.全面做好服务。

    怎样改：改为全角；半角标点 --fix 可以改。
    """
    text = case.printed_texts.whole
    likely = {
        _half_width: _half_marks(text),
        _doubled: _RUN.search(text),
        _unpaired: _is_odd(text),
        _needless: _NEEDLESS.search(text),
    }
    ways = [way for way, hint in likely.items() if hint]
    for passage in case.printed_texts.passages if ways else ():
        found = [fact for way in ways for fact in way(passage)]
        left = [match.span() for match in placeholders(passage.text)] if found else []
        yield from (fact for fact in found if not (fact.span and _is_within(fact.span, left)))


def _is_odd(text: str) -> bool:
    """Whether a line of a text has an opening mark without its closing one, or the reverse."""
    marks = "".join(_MARK_OR_BREAK.findall(text)).replace("(", "（").replace(")", "）")
    left = len(marks) + 1
    while len(marks) < left:
        left = len(marks)
        for pair in _PAIRED:
            marks = marks.replace(pair, "")
    return bool(marks.strip("\n"))


def _is_within(span: tuple[int, int], places: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in places)


def _doubled(passage: Passage) -> Iterator[Fact]:
    for run in _RUN.finditer(passage.text):
        for match in _DOUBLED.finditer(passage.text, *run.span()):
            yield text_fact(passage, *match.span(), message=_TWICE)


def _needless(passage: Passage) -> Iterator[Fact]:
    """A list comma after the last item, before 等: 低保名单、等信息."""
    return (text_fact(passage, *match.span(), message=_TOO_MANY) for match in _NEEDLESS.finditer(passage.text))


def _half_marks(text: str) -> list[re.Match[str]]:
    return [match for match in _ASCII.finditer(text) if _HALF.match(text, match.start())]


def _half_width(passage: Passage) -> Iterator[Fact]:
    found = _half_marks(passage.text)
    if not found:
        return
    apart = {
        at
        for one in passage.numbers
        if isinstance(one, Mention) and one.kind in ("address", "document", "time", "list_mark")
        for at in range(one.start, one.end)
    }
    text, partners = passage.text, _partners(passage.text)
    told = {
        place
        for at in (match.start() for match in found)
        if not ((pair := {at, partners.get(at, at)}) & apart or (text[at] == ")" and _is_list(text, at)))
        for place in pair
        if text[place] in _FULL or place == at
    }
    # A pair of brackets is one fact if no other mark is inside it, and no digit, which may be computed.
    pairs = {at: end for at, end in partners.items() if {at, end} <= told and _PLAIN.fullmatch(text, at + 1, end)}
    pairs = {at: end for at, end in pairs.items() if at < end}
    for at in sorted(told.difference(pairs.values())):
        mark, end = text[at], pairs.get(at, at)
        right = _FULL.get(mark) or ("”" if _is_quoted(text[:at]) else "“")
        right += f"{text[at + 1 : end]}{_FULL[text[end]]}" if end > at else ""
        yield text_fact(passage, at, end + 1, expected=right, facts=mend(right, safe=mark in _FULL))


def _partners(text: str) -> dict[int, int]:
    """For the place of each round bracket, half or full width, the place of its partner."""
    found: dict[int, int] = {}
    for paragraph in _PARAGRAPH.finditer(text):
        opened: list[int] = []
        for match in _BRACKET.finditer(text, *paragraph.span()):
            if match[0] in "(（":
                opened.append(match.start())
            elif opened:
                other = opened.pop()
                found |= {other: match.start(), match.start(): other}
    return found


def _is_quoted(before: str) -> bool:
    """Whether a quotation is still open at the end of this text."""
    quoted = False
    for mark in _QUOTE.findall(before):
        quoted = mark == "“" or (mark == '"' and not quoted)
    return quoted


def _is_list(text: str, at: int) -> bool:
    return bool(_LIST.search(text[max(0, at - 4) : at]))


def _unpaired(passage: Passage) -> Iterator[Fact]:
    """Marks without their partner; an opening mark and a closing one of another kind make one fact: （…】."""
    text = passage.text
    for paragraph in _PARAGRAPH.finditer(text):
        alone = list(_alone(text, paragraph.start(), paragraph[0]))
        closed = {one: at for one, at in pairwise(alone) if text[one] in _PAIRS and text[at] not in _PAIRS}
        for at in (one for one in alone if one not in closed.values()):
            other = closed.get(at)
            facts, message = ({}, _UNPAIRED) if other is None else ({"other": text[other]}, _MISMATCHED)
            yield text_fact(passage, at, at + 1, message=message, facts=facts)


def _alone(text: str, begin: int, paragraph: str) -> Iterator[int]:
    """The places, in order, of the marks of a paragraph that have no partner; `begin` is where the paragraph starts."""
    stack: list[tuple[str, int]] = []
    found: list[int] = []
    for match in _MARKS.finditer(paragraph):
        mark, at = _SAME.get(match[0], match[0]), begin + match.start()
        if mark in _PAIRS:
            stack.append((mark, at))
        elif any(opening == _CLOSERS[mark] for opening, _ in stack):
            while stack[-1][0] != _CLOSERS[mark]:
                found.append(stack.pop()[1])
            stack.pop()
        elif not (mark == "）" and _is_list(text, at)) and mark != "’":
            found.append(at)
    yield from sorted([*found, *(at for mark, at in stack if mark != "‘")])
