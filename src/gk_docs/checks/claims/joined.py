"""Find numbers of several subjects named together: each in its turn, or all added up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.elsewhere import TALLIED
from gk_docs.checks.claims.naming import HEAD_OF, Named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording

_EACH = re.compile("(?P<names>[OVICXW](?:[AfT]*[/j,]f*[OVICXW])+)[AfTs]*&[fsAv]*(?P<numbers>#(?:[/j,]#)+)")
_FAMILIES: Final = {
    "O": "outcomes",
    "V": "results",
    "I": "applicants",
    "C": "cases",
    "X": "decisions",
    "W": "decisions",
}
_LISTED = re.compile("#[/j]#|(?<=#[/j])#")
_ADDED_UP = ("decisions", "applicants")
_TOGETHER = re.compile("[fTAm]*[#~]?[fTAm]*s[fsY]*")
_AND = re.compile("[fTA]*[/j][fTA]*")


def is_listed(wording: Wording, at: int) -> bool:
    """Whether a number stands in a list without a name: 窗口、信函、网络分别收到24件、11件、17件."""
    return _LISTED.match(wording.kinds, at) is not None


def is_tally(wording: Wording, at: int) -> bool:
    """Whether a number counts what the text has just named: 行政许可和行政处罚两项合计364件."""
    return wording.kinds.startswith("s", at + 1) and wording.number_at(at).unit in TALLIED


def together_at(wording: Wording, named: list[Named], at: int) -> str:
    """The joined keys of the subjects that a number adds up: 许可、处罚、强制三类共372件; "" if it does not."""
    kinds, keys, last = wording.kinds, [named[-1].key], named[-1]
    if last.head.family not in _ADDED_UP or not _TOGETHER.fullmatch(kinds, last.end, at):
        return ""
    for one in reversed(named[:-1]):
        if one.head.family != last.head.family or not _AND.fullmatch(kinds, one.end, last.start):
            break
        keys.insert(0, one.key)
        last = one
    keys = [*dict.fromkeys(keys)]  # 强制措施和强制执行合计93件: one figure
    return "+".join(keys) if len(named) > 1 and last is not named[-1] else ""


def each_of(wording: Wording) -> Iterator[tuple[int, Named]]:
    """Tokens of numbers listed in the order of their subjects (予以公开、部分公开分别为20件、5件), with these."""
    for found in _EACH.finditer(wording.kinds):
        names = [at for at in range(*found.span("names")) if wording.kinds[at] in _FAMILIES]
        numbers = [at for at in range(*found.span("numbers")) if wording.kinds[at] == "#"]
        for name, number in zip(names, numbers, strict=False) if len(names) == len(numbers) else ():
            yield number, Named(wording.tokens[name].value, HEAD_OF[_FAMILIES[wording.kinds[name]]], name, name + 1)
