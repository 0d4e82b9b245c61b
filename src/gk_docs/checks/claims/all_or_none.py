"""Sentences that say of all, or of none: none was received, all were answered, every case was upheld."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.claims.claim import Claim
from gk_docs.checks.claims.readings import figures_of, totals_of
from gk_docs.checks.claims.subjects import ALL_FINISHED, ALL_GRANTED, ALL_UPHELD, BLOCKS_OF, DENIED, READINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.wording import Wording
    from gk_docs.form.report import Report

_PART_OF_YEAR = re.compile("(?<!<)P")
_CARRIED_OVER = re.compile("[LN][fUA]*K")
_ACTS: Final = {"issued": ("issued", "made"), "repealed": ("repealed",), "in_force": ("in_force",)}
_OF_THESE = re.compile("F[^,]*#,")


def _of_this_year(wording: Wording, until: int) -> bool:
    """Whether what stands before a word speaks of this body's year as a whole."""
    kinds = _CARRIED_OVER.sub("", wording.kinds[:until])
    return set("PEhLo").isdisjoint(kinds) and "N" not in kinds


def _span(wording: Wording, match: re.Match[str]) -> tuple[int, int]:
    return wording.tokens[match.start()].start, wording.tokens[match.end() - 1].end


def denied_in(report: Report, wording: Wording) -> Iterator[Claim]:
    """What a sentence says there was none of."""
    if "D" not in wording.kinds:
        return
    about = wording.passage.part == "on_request" or wording.passage.section in ("requests", "review_litigation")
    about = about or not set("TAXBSC").isdisjoint(wording.kinds)  # who had no case at all had none of these
    for denied in DENIED if about else ():
        for match in denied.pattern.finditer(wording.kinds):
            groups = match.groupdict()
            if any(groups.get(name) and wording.tokens[match.start(name)].value != name for name in ("zero", "asked")):
                continue
            clause = re.split("[,;./]", wording.kinds[: match.start()])[-1]
            if not {"c", "D"}.isdisjoint(clause) or not _of_this_year(wording, match.start()):
                continue
            named = next((name for name in ("what", "counted", "listed", "noted") if groups.get(name)), None)
            what = wording.tokens[slice(*match.span(named))] if named else ()
            act = next(
                (
                    wording.tokens[match.start(name)].value
                    for name in ("act", "acted", "done", "doing")
                    if groups.get(name)
                ),
                "",
            )
            paths = [path for name in [one.value for one in what] or [""] for path in denied.figures.get(name, ())]
            paths = [path for path in paths if not act or path.rpartition(".")[2] in _ACTS[act]]
            figures = tuple(dict.fromkeys(one for path in paths for one in figures_of(type(report), path)))
            if figures:
                start, end = _span(wording, match)
                start = wording.tokens[match.start("zero")].start if groups.get("zero") else start
                yield Claim(wording, "none", None, (figures,), (start, end))


def finished_in(wording: Wording) -> Iterator[Claim]:
    """Where a sentence says that all applications were answered."""
    kinds = wording.kinds
    about = wording.passage.part == "on_request" or "A" in kinds
    elsewhere = not set("KNLht").isdisjoint(kinds) or _PART_OF_YEAR.search(kinds)
    if not about or wording.passage.section not in ("summary", "requests") or elsewhere:
        return
    found = [match for match in ALL_FINISHED.finditer(kinds) if _says_all(wording, match)]
    if found:
        span = _span(wording, found[0])[0], _span(wording, found[-1])[1]
        yield Claim(wording, "all_finished", None, (("requests.carried_forward.total",),), span)


def _says_all(wording: Wording, match: re.Match[str]) -> bool:
    """Whether words speak of all applications; 答复37件，均已答复 speaks of those, and an answer in time of none."""
    kinds, first, last = wording.kinds, wording.tokens[match.start()], wording.tokens[match.end() - 1]
    if match["rate"] and kinds[: match.start()].endswith("i"):  # 办结37件，其中按时办结率100%
        return False
    if "C" in kinds[: match.end()] or first.value == "in_time":
        return False
    all_of, noun = wording.said(match.start()), kinds[match.start() + 1 : match.start() + 3]
    if noun[:1] == "F" and (all_of == "所有" or (all_of == "全部" and noun == "FG")):
        return False  # 所有答复经过审核, 全部答复均经审核
    if match["done"]:
        said = {wording.said(at)[0] for at in range(*match.span()) if kinds[at] == "G"}
        weak = last.value == "answered" and said <= {"均", "都"}
        return not weak and not _OF_THESE.search(kinds, 0, match.start())
    return not match["rate"] or (last.number is not None and last.number.value == 100)  # noqa: PLR2004 - all


def all_of_in(report: Report, wording: Wording) -> Iterator[Claim]:
    """Where a sentence says that all cases were upheld, or all applications granted."""
    yield from _upheld(wording)
    yield from _granted(report, wording)


def _upheld(wording: Wording) -> Iterator[Claim]:
    if "C" not in wording.kinds:
        return
    for match in ALL_UPHELD.finditer(wording.kinds):
        result = wording.tokens[match.end() - 1].value
        if result == "some" or (match["what"] and result != "upheld") or not _of_this_year(wording, match.start()):
            continue
        if any(token.kind == "V" and token.value == "some" for token in wording.tokens[: match.start()]):
            continue
        named = wording.tokens[match.start() if match["all"] else 0 : match.start() + 1]
        keys = dict.fromkeys(token.value for token in named if token.kind == "C")
        blocks = [f"review_litigation.{block}" for key in keys for block in BLOCKS_OF.get(key, ())]
        groups = tuple((f"{block}.{result}", f"{block}.total") for block in blocks)
        counts = [token.number for token in wording.tokens[match.start() : match.end()] if token.kind == "#"]
        yield Claim(wording, "all_upheld", counts[0] if match["all"] else None, groups, _span(wording, match))


def _granted(report: Report, wording: Wording) -> Iterator[Claim]:
    for match in ALL_GRANTED.finditer(wording.kinds):
        if set("iKhtoc?").isdisjoint(wording.kinds[: match.end()]) and _of_this_year(wording, match.start()):
            [group, *_] = READINGS[wording.tokens[match.start("what")].value]
            paths = totals_of(type(report), group)
            yield Claim(
                wording, "all_granted", None, ((*paths, "requests.outcomes.total.total"),), _span(wording, match)
            )
