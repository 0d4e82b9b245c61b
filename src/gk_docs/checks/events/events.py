"""Find what a sentence tells that happened: an application, a lawsuit, a compulsion, a fee, with or without a number.

A clause tells it if it has the words and a mark of fact (了, 已, a number, a day, 一名申请人), and if nothing in it
denies, plans, supposes or explains, or speaks of another year or body. If the report has 0 there, one of them is wrong.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.bodies.names import calls_itself, stands_in
from gk_docs.checks.claims.lexicon import LEXICON
from gk_docs.checks.text.entries import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.text.texts import Passage
    from gk_docs.form.agency import Agency
    from gk_docs.form.report import Report

_C, _A, _R, _FEE = "review_litigation", "active_disclosure", "requests", "other_matters.fee"
_DIRECT, _AFTER = f"{_C}.direct_litigation.total", f"{_C}.litigation_after_reconsideration.total"
FIGURES_OF: Final[dict[str, Group]] = {
    "reconsideration": (f"{_C}.reconsideration.total",),
    "direct_litigation": (_DIRECT,),
    "litigation_after": (_AFTER,),
    "litigation": (_DIRECT, _AFTER),
    **{
        f"normative_documents.{act}": (f"{_A}.normative_documents.{act}",) for act in ("issued", "repealed", "in_force")
    },
    **{key: (f"{_A}.{key}",) for key in ("compulsion", "penalties", "licences")},
    "received": (f"{_R}.received.total", f"{_R}.brought_forward.total"),
    "brought_forward": (f"{_R}.brought_forward.total",),
    "carried_forward": (f"{_R}.carried_forward.total",),
    "notices": (f"{_FEE}.notices",),
    "taken": (f"{_FEE}.received",),
}
"""By what happened, the figures of which one is then above 0."""

_ENDED: Final = {entry.value: entry.words for entry in LEXICON if entry.kind == "O" and "+" not in entry.value}
OUTCOMES: Final = tuple(_ENDED)
"""Outcomes of table 3, which are told by the words that the lexicon has of them: keys of `subjects.outcomes`."""

NAMED: Final[dict[str, tuple[str, ...]]] = {
    "reconsideration": ("复议",),
    "direct_litigation": ("诉", "法院", "官司", "告"),
    "litigation_after": ("复议",),
    "litigation": ("诉", "法院", "法庭", "原告", "被告", "告上", "官司", "一审", "二审"),
    **{f"normative_documents.{act}": ("规范性文件",) for act in ("issued", "repealed", "in_force")},
    "compulsion": ("强", "查封", "扣押", "冻结"),
    "penalties": ("罚",),
    "licences": ("许可",),
    "notices": ("费", "元"),
    "taken": ("费",),
}
"""Words of which every way to tell something has one, so that few passages are searched.

What is not here is told only where 申请, 来件 or 答复 is said, or in the part on applications.
"""


class Telling(NamedTuple):
    """Ways to say that something happened.

    Attributes:
        key: What happened, a key of `FIGURES_OF`; or what words show: `fact`, `not_told`, `not_ours`, `supposed`.
        example: A sentence that says so.
        words: The ways, as a pattern in which LAST and NEXT stand for the years beside the report's.
    """

    key: str
    example: str
    words: str


class Event(NamedTuple):
    """What a clause tells that happened: its key, and its characters in the passage."""

    key: str
    start: int
    end: int


_ANSWERED: Final = (
    "(?:[作给]了|作出了?|给予了?|只[作能]|按|以|作为|定为|认定为|因|[件份](?:是|系|为|属)?|答复为)[^，。；：、]{0,6}?"
)
_GAP: Final = "(?:(?![未没无不非])[^，。；：！？（）]){0,14}?"
_BRACES: Final = {ord("{"): "(?:", ord("}"): ")", ord(","): "|"}


def ways_in(name: str) -> tuple[Telling, ...]:
    """The lines of a data file of this room that say how something is told."""
    lines = rows_of("gk_docs.checks.events", name)
    return tuple(
        Telling(" ".join(key), example, "|".join(words.translate(_BRACES).replace("…", _GAP).split()))
        for key, example, words in lines
    )


EVENTS: Final = ways_in("events.txt")
"""Every line of `events.txt`."""
_SHOWN: Final = {way.key: re.compile(way.words) for way in EVENTS if way.key not in FIGURES_OF}
_DENIED: Final = re.compile(
    "(?:未|没|无|(?<!拒)不(?![服满予动])|零|[既并也亦]非)(?![^，。；]*(?:就(?!此|这|该)|而|便|即|直接|径))"
)
_NIL_BEHIND: Final = re.compile(
    "[^，。；：]{0,30}?(?:(?<![0-9.])[零0](?![0-9.])|未发生|没有|均未|均无|：无)|[^，。；]{0,6}的，[^，。；]{0,6}(?:没有|无|未|零)"
)
_PERSON: Final = re.compile("[一两三四五六七八九十][名位家个户]|某|申请人|当事人|村民|居民|原告|公司")
_ANOTHER_TIME: Final = re.compile("去年|上一?年|20[0-9]{2}年|过去|以往|往年|早年|历年")
_CARRIED: Final = re.compile("(?:去年|上一?年|20[0-9]{2}年)度?(?:结转|转来|转入|留下|遗留|带来|未办)")
_ASKS: Final = re.compile("申请|来件|答复")
_CASES: Final = ("reconsideration", "direct_litigation", "litigation_after", "litigation")
_NEAR: Final = 16  # characters before a verb in which its body stands
_ATTRIBUTES: Final = re.compile("公文|属性")  # 公文73件，其中依申请公开26件、不予公开18件
_OF_APPLICATIONS: Final = ("received", "brought_forward", "carried_forward")
_BY_ANOTHER: Final = re.compile(
    "(?P<name>[\u4e00-\u9fff]{1,8}(?:局|委|镇|乡|街道|政府|厅|中心|科|所|站))[共已一全年今本内先后累计]*$"
)
_BY_US: Final = ("我", "本", "由", "向", "到", "被", "对", "将", "把")
_CLAUSE: Final = re.compile("[^，；。：！？（）\n]+")


@cache
def _pattern(key: str, year: int) -> re.Pattern[str]:
    if key in _ENDED:
        first = "".join(sorted({word[0] for word in _ENDED[key]}))  # looked for before all the words are tried
        return re.compile(f"{_ANSWERED}(?=[{first}])(?:{'|'.join(map(re.escape, _ENDED[key]))})")
    words = next(way.words for way in EVENTS if way.key == key)
    return re.compile(words.replace("LAST", str(year - 1)).replace("NEXT", str(year + 1)))


def may_tell(text: str, key: str) -> bool:
    """Whether a text has any of the words by which something is told, so that it may tell it."""
    return key not in NAMED or any(word in text for word in NAMED[key])


def events_in(passage: Passage, report: Report, keys: Collection[str]) -> Iterator[Event]:
    """Yield what a passage of a report tells that happened, for some of the keys of `FIGURES_OF` and `OUTCOMES`."""
    asks = passage.part == "on_request" or _ASKS.search(passage.text) is not None
    for key in keys:
        if not (asks or key in NAMED) or not may_tell(passage.text, key):
            continue
        for found in _pattern(key, report.year).finditer(passage.text):
            asked = key not in (*_OF_APPLICATIONS, *OUTCOMES) or passage.part == "on_request"
            sentence = passage.sentence_at(found.start()).text
            about = asked or ("申请" in sentence if key in OUTCOMES else _ASKS.search(sentence))
            about = about and not (key in OUTCOMES and _ATTRIBUTES.search(sentence))
            ours = key in _CASES or not _is_by_another(passage, found.start(), report.agency)
            if about and ours and is_told(passage, found, report.year, of_last=key == "brought_forward"):
                yield Event(key, *found.span())


def _is_by_another(passage: Passage, at: int, agency: Agency) -> bool:
    """Whether another body is named directly before a verb (市公安局受理)."""
    found = _BY_ANOTHER.search(passage.text, max(0, at - _NEAR), at)
    name = found["name"] if found else ""
    short = name.endswith("局") and stands_in(name[-3:], agency.name)
    return bool(name) and not (short or calls_itself(name, agency) or any(word in name for word in _BY_US))


def is_told(passage: Passage, found: re.Match[str], year: int, *, of_last: bool = False, certain: bool = False) -> bool:
    """Whether the words of an event tell a fact of this body's year.

    `of_last` is for what comes from last year, `certain` for words that need no other mark of fact.
    """
    sentence = passage.sentence_at(found.start())
    text, clauses = passage.text, [*_CLAUSE.finditer(passage.text, sentence.start, sentence.end)]
    at = max(at for at, one in enumerate(clauses) if one.start() <= found.start())
    until = next((one.end() for one in clauses if one.end() >= found.end()), sentence.end)
    before, own = text[clauses[at].start() : found.start()], text[clauses[at].start() : until]
    ahead = text[sentence.start : found.start()]
    if _DENIED.search(before) or _NIL_BEHIND.match(text, found.end()):
        return False
    if any(_SHOWN[one].search(own) for one in ("not_told", "not_ours")) or _SHOWN["supposed"].search(ahead):
        return False
    if _is_of_another_year(ahead, year) and not of_last:
        return False
    last = clauses[at - 1][0] if at else ""
    person = _PERSON.search(last)  # 没有村民…, but 一家企业没有先走复议
    return certain or bool(_SHOWN["fact"].search(own) or (person and not _DENIED.search(last[: person.start()])))


def is_our_year(passage: Passage, found: re.Match[str], year: int) -> bool:
    """Whether words speak of this body, and of the year of its report."""
    ahead = passage.text[passage.sentence_at(found.start()).start : found.start()]
    clause, ahead = ahead.rpartition("，")[2] + found[0], _CARRIED.sub("", ahead)
    return not (_SHOWN["not_ours"].search(clause) or _is_of_another_year(ahead, year))


def _is_of_another_year(ahead: str, year: int) -> bool:
    """Whether the last time that a sentence names before an event is not in the report's year."""
    told = _ANOTHER_TIME.findall(ahead)
    return bool(told) and told[-1] != f"{year}年" and "今年" not in ahead.rpartition(told[-1])[2]
