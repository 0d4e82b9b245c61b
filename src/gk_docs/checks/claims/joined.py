"""Find numbers of several subjects named together: each in its turn, or all added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.elsewhere import TALLIED
from gk_docs.checks.claims.naming import HEAD_OF, Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording

_EACH = re.compile("(?P<names>[OVICXW](?:[AfT]*[/j,]f*[OVICXW])+)[AfTs]*&[fsAv]*(?P<numbers>#(?:[/j,]#)*)")
_FAMILIES: Final = {
    "O": "outcomes",
    "V": "results",
    "I": "applicants",
    "C": "cases",
    "X": "decisions",
    "W": "decisions",
}
_LISTED = re.compile("#[/j]#|(?<=#[/j])#")
_SOME_NAMED = re.compile("I(?:[/j]f*I)+f$")
_ADDED_UP = ("decisions", "applicants")
_ASKERS = re.compile("I(?:[/j]f*I)*(?P<unknown>[/j](?!f*#))?")
_TOGETHER = re.compile("[fTAm]*[#~]?[fTAm]*,?[Yf]*s[fsYv]*")
_COUNTS: Final = ("计", "凡", "凡计", "共计")
_AND = re.compile("[fTA]*[/j][fTA]*")


def is_listed(wording: Wording, at: int) -> bool:
    """Whether a number stands in a list without a name, or is of several kinds of which only some are named.

    Examples: 窗口、信函、网络分别收到24件、11件、17件; 企业和律师事务所等单位7件.
    """
    some = _SOME_NAMED.search(wording.kinds, 0, at) and wording.said(at - 1).startswith("等")
    return _LISTED.match(wording.kinds, at) is not None or bool(some)


def is_tally(wording: Wording, at: int) -> bool:
    """Whether a number counts what the text has just named: 行政许可和行政处罚两项合计364件; 新收、结转两项都是零."""
    return wording.kinds.startswith(("s", "G", "z", ",s"), at + 1) and wording.number_at(at).unit in TALLIED


def together_at(wording: Wording, named: list[Named], at: int) -> str:
    """The joined keys of the subjects that a number adds up: 许可、处罚、强制三类共372件; "" if it does not."""
    kinds, keys, last = wording.kinds, [named[-1].key], named[-1]
    counted = wording.said(at - 1) in _COUNTS and set(kinds[last.end : at]) <= set("fTAm,")  # 企业、律所，计七件
    if last.head.family not in _ADDED_UP or not (counted or _TOGETHER.fullmatch(kinds, last.end, at)):
        return ""
    for one in reversed(named[:-1]):
        if one.head.family != last.head.family or not _AND.fullmatch(kinds, one.end, last.start):
            break
        keys.insert(0, one.key)
        last = one
    keys = [*dict.fromkeys(keys)]  # 强制措施和强制执行合计93件: one figure
    return "+".join(keys) if len(named) > 1 and last is not named[-1] else ""


def with_those_behind(wording: Wording, asker: Named) -> Named | None:
    """A kind of applicants and those listed behind it (其余4件来自企业、律所), together; None if one is not known."""
    listed = _ASKERS.match(wording.kinds, asker.start)
    if not listed:
        return asker
    if listed["unknown"]:
        return None
    named = wording.tokens[asker.start : listed.end()]
    return asker._replace(key="+".join(token.value for token in named if token.kind == "I"), end=listed.end())


def each_of(wording: Wording) -> Iterator[tuple[int, Named]]:
    """Tokens of numbers listed in the order of their subjects (予以公开、部分公开分别为20件、5件), with these."""
    for found in _EACH.finditer(wording.kinds):
        names = [at for at in range(*found.span("names")) if wording.kinds[at] in _FAMILIES]
        numbers = [at for at in range(*found.span("numbers")) if wording.kinds[at] == "#"]
        numbers = numbers * len(names) if len(numbers) == 1 else numbers  # 维持、纠正、其他结果各1件
        for name, number in zip(names, numbers, strict=True) if len(names) == len(numbers) else ():
            yield number, Named(wording.tokens[name].value, HEAD_OF[_FAMILIES[wording.kinds[name]]], name, name + 1)
