"""Find sentences that break off, and announcements of what does not follow; `unfinished.txt` has the ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

UNFINISHED: Final = tuple(pieced_lines("gk_docs.checks.text", "unfinished.txt"))
"""Every way: its sort, a text that breaks off so, a pattern."""

_END, _LIST, _ITEMS = (
    "|".join(f"(?:{one})" for sort, _, one in UNFINISHED if sort == want) for want in ("END", "LIST", "ITEM")
)
_BREAKS, _ANNOUNCES = re.compile(f"(?:{_END})[。；\n]?$"), re.compile(f"(?:{_LIST})$")
_IDLE = re.compile(f"(?<![^。；\n])(?:{_ITEMS})")
_LAST: Final = frozenset(word for sort, _, words in UNFINISHED if sort == "LAST" for word in words.split())
_LAST_ONE: Final = frozenset("和与及将")
_MARK = re.compile("[。；\n]")
_MARKS: Final = "，。；：:！？\n"
_ITEM = re.compile(
    "[ \u3000]*(?P<mark>（[一二三四五六七八九十]+）|[(（][0-9]+[)）]|[0-9]+[.．、]|[一二三四五六七八九十](?:、|是))"
)
_LEFT = re.compile(
    "(?<=[。；：，、\n ])(?P<mark>（[二三四五六七八九十]）|[(（][2-9][)）]|[2-9][.．、]|[二三四五六七八九十]、)"
    "[ \u3000]*$"
)
_NUMERALS: Final = "一二三四五六七八九十"
_BEFORE: Final = str.maketrans(f"{_NUMERALS[1:]}23456789", f"{_NUMERALS[:-1]}12345678")
_ENDS: Final = ("，", "、", "）", ")", ".", "．")
_OPEN_END = re.compile("[^，。；：、\n]{1,20}[，、][ \u3000\n]*$")
_NEXT = re.compile("[\u4e00-\u9fff](?<![第其周期初十月不这那一是])(?=[二三四五六]是(?![否因月日]))")
_SHAPE = re.compile("[一二三四五六七八九十0-9]+")
_OPEN = re.compile("(?<=[\u4e00-\u9fff])$")
_LEAST, _FEW, _LONG = 4, 4, 12  # paragraphs that end with their mark for each that does not; characters of a sentence


def broken_off(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the ends of sentences in words behind which more must come, and of items without their end.

    >>> text = "形式还存在一些。公众参与。一是更新慢；二是收到申请后三是人手少。1.加强培训；2."
    >>> [text[slice(*span)] for span in broken_off(text)]
    ['形式还存在一些', '2.', '二是收到申请后']
    """
    for end in (*(found.start() for found in _MARK.finditer(text)), len(text)):
        if text[end - 1 : end] in _LAST_ONE or text[end - 2 : end] in _LAST:
            begin = max(text.rfind(mark, 0, end - 1) for mark in _MARKS) + 1
            if _BREAKS.search(text[begin : end + 1].lstrip()):
                yield begin, end
    if text.rstrip().endswith(_ENDS):
        left, found = _LEFT.search(text), _OPEN_END.search(text)
        if left and left["mark"].translate(_BEFORE) in text:
            yield left.span("mark")
        elif found:
            yield found.span()
    for found in _NEXT.finditer(text) if "一是" in text else ():
        yield max(text.rfind(mark, 0, found.start()) for mark in _MARKS) + 1, found.end()


def idle_items(text: str) -> Iterator[tuple[int, int]]:
    """The spans of items that say that something will be done, and not what.

    >>> text = "一是每月核对目录。二是做好其他相关工作。"
    >>> [text[slice(*span)] for span in idle_items(text)]
    ['二是做好其他相关工作。']
    """
    return (found.span() for found in _IDLE.finditer(text))


def announced(paragraphs: list[str], *, followed: bool) -> Iterator[int]:
    """The numbers of paragraphs that announce what does not follow; `followed` if more may come behind the last.

    >>> list(announced(["（一）主要表现为：", "（二）人手少。", "下一步做好两件事。"], followed=False))
    [0, 2]
    """
    for number, text in enumerate(paragraphs):
        last = max(text.rfind(mark, 0, -1) for mark in "。；\n")
        if not _ANNOUNCES.search(text, last + 1):
            continue
        behind = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        own, its = _ITEM.match(text), _ITEM.match(behind or "")
        if behind is None:
            if not followed:
                yield number
        elif own and its and _SHAPE.sub("", own["mark"]) == _SHAPE.sub("", its["mark"]):
            yield number


def unmarked(paragraphs: list[str]) -> Iterator[int]:
    """The numbers of the paragraphs of running text without a mark at their end, where nearly all others have one."""
    running = [number for number, text in enumerate(paragraphs) if len(text) >= _LONG and "，" in text]
    open_ones = [number for number in running if _OPEN.search(paragraphs[number])]
    if open_ones and len(open_ones) * _LEAST <= len(running) - len(open_ones):
        yield from open_ones
