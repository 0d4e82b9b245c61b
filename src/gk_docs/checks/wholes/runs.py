"""Find numbers of several sentences that divide all applications: by halves of the year, by channel, or with a rest.

Examples: 上半年收到10件。…下半年来件减到6件; 网上提交的19件。邮寄的11件。余下5件当面交.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.wholes.aspects import TIMES, Division

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

_APART: Final = frozenset("kuLNPOCKUFXWBVMqEtsI&$(")
"""Letters of words by which a number is of something else than what was received this year."""
_REST: Final = re.compile("(?:余下|其余|剩下|余者|别的|杂项|其他|其它|另外)(?:的|类|事项|申请|各类|是|为|有|共)*$")
_NO_OTHERS: Final = re.compile("[^。]{0,12}别无(?:他类|其他|其它|他项)")
_CHANNELS: Final = (
    re.compile("网|线上|在线|邮箱|平台"),
    re.compile("信函|邮寄|邮政|寄|来信|信件|挂号"),
    re.compile("当面|窗口|现场|上门|柜台"),
)
_ANOTHER: Final = re.compile("其中|[按从以][^，。；]{1,6}[看分论讲]")
_MARKS: Final = re.compile("[，。；：]")
_LEAST: Final = 3
_OF_TIME: Final = re.compile("[fTny]*(?:R[fTn]*A?|A)[fT]*(?:[ud]f*)?#(?=[,.;])")


class _ToldNumber(NamedTuple):
    """A number with the words that are its own: those before it since the last mark, and those behind it."""

    wording: Wording
    at: int
    number: Quantity
    before: str
    behind: str


def runs_in(wordings: Sequence[Wording], claimed: Collection[tuple[int, int]]) -> Iterator[Division]:
    """Yield the numbers that divide all applications over several sentences of a paragraph.

    `claimed` are the passages (by `id`) and starts of numbers that are known to be of figures of the form.
    """
    asked = [one for one in wordings if one.passage.part == "on_request"]
    for _, paragraph in groupby(
        asked, lambda one: (id(one.passage), one.passage.text.count("\n", 0, one.sentence.start))
    ):
        held = list(paragraph)
        yield from _halves(held)
        run: list[_ToldNumber] = []
        for item in (one for wording in held for one in _items(wording)):
            known = (id(item.wording.passage), item.number.start) in claimed
            run = [] if known or not _is_plain(item) else [*([] if _begins(item) else run), item]
            if run and (division := _closed(run)):
                yield division
                run = []


def _items(wording: Wording) -> Iterator[_ToldNumber]:
    text = wording.passage.text
    for at, token in enumerate(wording.tokens):
        if token.number and token.kind == "#":
            begin = max(mark.end() for mark in _MARKS.finditer(f"，{text[wording.sentence.start : token.start]}"))
            before = text[wording.sentence.start + begin - 1 : token.start]
            yield _ToldNumber(
                wording, at, token.number, before, _MARKS.split(text[token.end : wording.sentence.end])[0]
            )


def _begins(item: _ToldNumber) -> bool:
    """Whether a number begins another list: 其中征收类20件; 按地域看，县内49件."""
    begin = item.wording.passage.text.rfind("；", item.wording.sentence.start, item.number.start) + 1
    said = item.wording.passage.text[max(begin, item.wording.sentence.start) : item.number.start]
    return not re.compile("[0-9]").search(said) and _ANOTHER.search(said) is not None


def _is_plain(item: _ToldNumber) -> bool:
    """Whether nothing in a number's clause says that it is of something else than what was received."""
    begin = max(item.wording.kinds.rfind(mark, 0, item.at) for mark in ",;.:") + 1
    end = next((at for at in range(item.at + 1, len(item.wording.kinds)) if item.wording.kinds[at] in ",;."), item.at)
    own = item.wording.kinds[begin:end]
    return item.number.unit == "件" and not item.number.approximate and _APART.isdisjoint(own)


def _closed(run: Sequence[_ToldNumber]) -> Division | None:
    """The division that a run of numbers makes if its last one says that it is complete."""
    last = run[-1]
    text, numbers = last.wording.passage.text, tuple(item.number for item in run)
    several = len(run) >= _LEAST and len({item.wording.sentence.start for item in run} | _semicolons(run)) > 1
    if several and (_REST.search(last.before) or _NO_OTHERS.match(text, last.number.end)):
        return Division(last.wording, numbers, whole=True, of_new=False)
    three = run[-_LEAST:]
    said = [f"{item.before}{item.behind}" for item in three]
    ways = [{at for at, way in enumerate(_CHANNELS) if way.search(one)} for one in said]
    if len(three) == _LEAST and several and sorted(way for one in ways for way in one) == [0, 1, 2] and all(ways):
        return Division(last.wording, numbers[-_LEAST:], whole=True, of_new=True)
    return None


def _semicolons(run: Sequence[_ToldNumber]) -> set[int]:
    """The places of semicolons between the numbers of a run, which part them as sentences do."""
    text = run[0].wording.passage.text
    return {one.start() for one in re.compile("；").finditer(text, run[0].number.end, run[-1].number.start)}


def _halves(paragraph: Sequence[Wording]) -> Iterator[Division]:
    """What was received in both halves of the year, or all its quarters, told in several sentences."""
    told: dict[str, tuple[Wording, Quantity]] = {}
    for wording in paragraph:
        for at, kind in enumerate(wording.kinds):
            found = _OF_TIME.match(wording.kinds, at + 1) if kind == "P" else None
            if found and (number := wording.number_at(found.end() - 1)).unit == "件" and not number.approximate:
                told.setdefault(wording.said(at), (wording, number))
    for names in TIMES:
        if set(names) <= set(told) and len({told[name][0].sentence.start for name in names}) > 1:
            held = [told[name] for name in names]
            yield Division(held[-1][0], tuple(number for _, number in held), whole=True, of_new=True)
