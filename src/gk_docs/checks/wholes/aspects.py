"""Find numbers that divide all applications by one aspect: by channel, by content, by the times of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.chinese.quantity import Quantity

_WAYS: Final = "渠道|方式|途径|形式|来源"
_ASPECT = re.compile(
    f"(?P<ways>{_WAYS})(?:上|方面)[，：]|[从按](?:[^，。；：]{{0,6}})(?P<what>{_WAYS}|内容|类别|领域|事由|主题|事项)[^，。；：]{{0,4}}(?:看|分|划分|统计)[，：]?"
)

_APART: Final = frozenset("kudLNtCPEOI$&")
_CHANNELS = re.compile("(?:^|(?<=[,;:]))[f?]{0,2}c[?fR]{0,3}#(?:[/,][f?]{0,3}c[?fR]{0,3}#){2,}(?=[.;])")
_LEAST: Final = 3
TIMES: Final = (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"))
"""Names of times that make up a year."""

_IN_TIME = re.compile("P[fRTAny]*(?P<first>#)(?:[,;/][fRTAny]*P[fRTAny]*#)+(?=[,.;])")
_ALONE = re.compile("[?f]{1,3}[,:]")  # 按季度分，第一季度6件，…
_IN_QUARTERS = re.compile("[fRTAny~]*&[fRTAn]*(?P<first>#)/#/#/#(?=[,.;])")


class Division(NamedTuple):
    """Numbers that divide all applications by one aspect: 从渠道看，网络20件、信函10件、当面8件.

    Attributes:
        wording: The sentence.
        parts: The numbers.
        whole: Whether they are all: by channels, by times, or with a rest.
        of_new: Whether they are of channels or times at which applications came, so that they count new ones.
    """

    wording: Wording
    parts: tuple[Quantity, ...]
    whole: bool
    of_new: bool


def divisions_in(wording: Wording) -> Iterator[Division]:
    """Yield the numbers of a sentence on applications that divide them, for each aspect by which it does."""
    on_request = wording.passage.part == "on_request"
    aspects = [*_ASPECT.finditer(wording.sentence.text)] if on_request else []
    ends = [*(wording.sentence.start + one.start() for one in aspects[1:]), wording.sentence.end]
    found = [_by_aspect(wording, one, end) for one, end in zip(aspects, ends, strict=True)] if aspects else []
    yield from filter(None, found if aspects else [_by_channel(wording)] if on_request else [])
    yield from filter(None, (_by_time(wording, one) for one in (_IN_TIME, _IN_QUARTERS)))


def _by_time(wording: Wording, pattern: re.Pattern[str]) -> Division | None:
    """Numbers of applications received in both halves, or in each quarter, of the year."""
    found = pattern.search(wording.kinds)
    alone = found and wording.passage.part == "on_request" and _ALONE.fullmatch(wording.kinds, 0, found.start())
    if (
        not found
        or not (alone or {"A", "R"} <= {*wording.kinds[: found.end()]})
        or not _APART.isdisjoint(wording.kinds[: found.start()])
    ):
        return None
    tokens = wording.tokens[found.start() : found.end()]
    times = tuple(wording.said(at)[-3:] for at in range(*found.span()) if wording.kinds[at] == "P")
    quarters = "季度" in wording.passage.text[wording.sentence.start : wording.tokens[found.start("first")].start]
    parts = tuple(token.number for token in tokens if token.kind == "#" and token.number)
    alike = {one.unit for one in parts} == {"件"} and not any(one.approximate for one in parts)
    told = times in TIMES if pattern is _IN_TIME else quarters
    return Division(wording, parts, whole=True, of_new=True) if alike and told else None


def _by_aspect(wording: Wording, aspect: re.Match[str], end: int) -> Division | None:
    """The numbers up to character `end` of the passage, if they are parts of all applications by an aspect."""
    begin = wording.sentence.start + aspect.end()
    tokens = [token for token in wording.tokens if begin <= token.start < end]
    kinds = "".join(token.kind for token in tokens)
    parts = [token.number for token in tokens if token.kind == "#" and token.number]
    rest = "r" in kinds
    if not _APART.isdisjoint(kinds) or "(" in kinds or len(parts) < _LEAST or any(one.approximate for one in parts):
        return None
    alike = {one.unit for one in parts} == {"件"} and "i" not in kinds and "s" not in kinds
    of_new = bool(aspect["ways"]) or aspect["what"] in _WAYS.split("|")
    return Division(wording, tuple(parts), rest or of_new, of_new) if alike else None


def _by_channel(wording: Wording) -> Division | None:
    """Numbers each of which has a channel of its own and nothing else: 网上14件、信函8件、当面递交3件."""
    found = _CHANNELS.search(wording.kinds)
    if not found:
        return None
    parts = [wording.number_at(at) for at in range(*found.span()) if wording.kinds[at] == "#"]
    alike = {one.unit for one in parts} == {"件"} and not any(one.approximate for one in parts)
    return Division(wording, tuple(parts), whole=True, of_new=True) if alike else None
