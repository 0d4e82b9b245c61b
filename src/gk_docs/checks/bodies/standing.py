"""Find whom and what a body of another kind calls its own: leaders, peers, its trade and those below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.trades import HELD, TRADES, trades_of
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.form.identity import region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.agency import Agency

STANDINGS: Final = tuple(pieced_lines("gk_docs.checks.bodies", "standing.txt", {"HELD": HELD}))
"""The lines of `standing.txt`: what is told by, a sentence, a pattern."""

_WAYS: Final = tuple((sort, re.compile(pattern)) for sort, _, pattern in STANDINGS)
_HINTS: Final = {
    "长": re.compile("[县区市旗州镇乡局厅]长"),
    "名次": re.compile("第[0-9一二三四五六七八九十]"),
    "系统": re.compile("系统"),
    "下属": re.compile("员"),
    "上级": re.compile("[局厅组委]的?[统正坚有精大领指部支]"),
}
"""By sort, what its pattern always has; looking for that is much quicker."""
_TOWNS: Final = ("镇", "乡", "街道")
_PEERS_OF_TOWNS: Final = ("乡镇", "镇街", "街道", "镇乡")
_COUNTIES: Final = "县区旗"


def of_other_standing(text: str, agency: Agency, kind: str) -> Iterator[tuple[int, int]]:
    """The spans of words by which a body of another kind than `kind` (镇, 局, 政府) speaks of what is its own.

    >>> from gk_docs.form.agency import Agency
    >>> text = "区长负总责，镇长具体抓，考核列县直部门第5名。"
    >>> [text[slice(*span)] for span in of_other_standing(text, Agency(name="青山县临河镇人民政府"), "镇")]
    ['区长', '县直']
    """
    for sort, pattern in _WAYS:
        for found in pattern.finditer(text) if _HINTS[sort].search(text) else ():
            if not _is_own(sort, found["kind"], agency, kind):
                yield found.span("name")


def _is_own(sort: str, said: str, agency: Agency, kind: str) -> bool:
    if sort == "长":
        level = region_of(agency)[-1:] or agency.name.partition("人民政府")[0][-1:]
        return said == kind if kind in _TOWNS else said not in _COUNTIES or level not in _COUNTIES or said == level
    if sort == "上级":
        return kind not in _TOWNS
    if sort == "名次":
        return kind not in (*_TOWNS, "局") or (said in _PEERS_OF_TOWNS) == (kind in _TOWNS)
    if kind != "局" or TRADES[-1].has(agency.name):
        return True
    trades = trades_of(said) if sort == "下属" else [one for one in TRADES[:-1] if one.has(said)]
    return not trades or any(one.has(agency.name) for one in trades)
