"""What a number may be about, and what a sentence may deny, as data: patterns over the wording, and the figures.

A pattern is over the letters of the lexicon: `R[fnT]*A` is a verb of receiving, then an application. Where reports use
one phrase in two ways, either reading is right.

Source of what is added up: rows （三） to （六） of table 3 carry no figures of their own; 行政诉讼 has two blocks in
table 4; 收办 is for new, or new and carried over, and 答复 for all that was finished.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, cast

from gk_docs import regex as re
from gk_docs.checks.text.entries import rows_of

Family = Literal["requests", "outcomes", "applicants", "cases", "results", "documents", "decisions", "fees"]
"""Sort of subject: how the words around a number are judged depends on it."""

Group = tuple[str, ...]
"""Figures that are added up; a path that ends in `.*` is every row below."""

_HERE = "gk_docs.checks.claims"
_R, _O, _C, _A = "requests", "requests.outcomes", "review_litigation", "active_disclosure"
_RECEIVED, _BROUGHT, _CARRIED = f"{_R}.received", f"{_R}.brought_forward", f"{_R}.carried_forward"

BLOCKS: Final = ("reconsideration", "direct_litigation", "litigation_after_reconsideration")
"""The three blocks of table 4."""

BLOCKS_OF: Final[dict[str, Group]] = {
    "reconsideration": BLOCKS[:1],
    "litigation": BLOCKS[1:],
    "direct_litigation": BLOCKS[1:2],
    "litigation_after": BLOCKS[2:],
    "all_cases": BLOCKS,
}
"""The blocks of table 4 that a subject is about."""

RESULTS: Final[dict[str, Group]] = {
    **{column: (column,) for column in ("upheld", "corrected", "other", "pending")},
    "ended": ("upheld", "corrected", "other"),
    "finished": ("upheld", "corrected", "other"),
    "dismissed": ("upheld", "other"),
}
"""The columns of table 4 that a result may be in; what is not here may be in any."""

ORGANISATIONS: Final = ("business", "research_institute", "public_welfare", "legal_service", "other")
"""Columns of 法人或其他组织."""

READINGS: Final[dict[str, tuple[Group, ...]]] = {
    "carried_forward": ((_CARRIED,),),
    "brought_forward": ((_BROUGHT,),),
    "over_years": ((_CARRIED,), (_BROUGHT,)),
    "finished": ((f"{_O}.total",),),
    "received": ((_RECEIVED,), (_RECEIVED, _BROUGHT)),
    "asked": (
        (_RECEIVED,),
        (_RECEIVED, _BROUGHT),
        (f"{_O}.total",),
        (f"{_O}.granted",),
        (f"{_O}.granted", f"{_O}.partly_granted"),
    ),
    "granted": ((f"{_O}.granted",),),
    "partly_granted": ((f"{_O}.partly_granted",),),
    "refused": ((f"{_O}.refused.*",),),
    "not_processed": ((f"{_O}.not_processed.*",),),
    "unavailable": ((f"{_O}.unavailable.*",),),
    "other_handling": ((f"{_O}.other_handling.*",), (f"{_O}.other_handling",)),
    "state_secret": ((f"{_O}.refused.state_secret",),),
    "third_party": ((f"{_O}.refused.third_party_rights",),),
    "internal": ((f"{_O}.refused.internal_affairs",),),
    "process": ((f"{_O}.refused.deliberative_process",),),
    "files": ((f"{_O}.refused.enforcement_files",),),
    "query": ((f"{_O}.refused.administrative_query",),),
    "not_held": ((f"{_O}.unavailable.not_held",),),
    "needs_creation": ((f"{_O}.unavailable.needs_creation",),),
    "unclear": ((f"{_O}.unavailable.still_unclear",),),
    "petition": ((f"{_O}.not_processed.petition",),),
    "repeated": ((f"{_O}.not_processed.repeated",),),
    "excessive": ((f"{_O}.not_processed.excessive",),),
    "confirmation": ((f"{_O}.not_processed.confirmation",),),
    "prohibited": ((f"{_O}.refused.prohibited_by_law",),),
    "safety": ((f"{_O}.refused.safety_and_stability",),),
    "supplement": ((f"{_O}.other_handling.supplement_overdue",),),
    "fee_unpaid": ((f"{_O}.other_handling.fee_overdue",),),
    "publication": ((f"{_O}.not_processed.published_material",),),
    "licences": ((f"{_A}.licences",),),
    "penalties": ((f"{_A}.penalties",),),
    "compulsion": ((f"{_A}.compulsion",),),
    "fees": ((f"{_A}.fees",),),
}
"""The sums that a number about a subject may equal; in table 3 a path is that of a row."""


def both(one: str, other: str) -> str:
    """The subject of two outcomes named together: of a kind and the group it is of the kind, else both added up.

    >>> both("granted", "partly_granted"), both("repeated", "not_processed"), both("unavailable", "not_held")
    ('granted+partly_granted', 'repeated', 'not_held')
    """
    rows = [READINGS[key][0][0].rstrip("*") for key in (one, other)]
    return one if rows[0].startswith(rows[1]) else other if rows[1].startswith(rows[0]) else f"{one}+{other}"


def outcomes(key: str) -> tuple[Group, ...]:
    """The sums that a number about outcomes may equal, by `READINGS`; of two together the sum of both."""
    one, _, other = key.partition("+")
    return ((*READINGS[one][0], *READINGS[other][0]),) if other else READINGS[one]


CARRIED: Final = ("carried_forward", "brought_forward", "over_years")
"""Subjects that count applications carried over."""

ASKED: Final = ("received", "received_bare", "applications")
"""Subjects that count the applications received."""


class SubjectHead(NamedTuple):
    """Words that name what a number counts.

    Attributes:
        key: Its name; "" for a head whose first word says which.
        family: Its sort.
        pattern: The words, as letters of the lexicon.
        example: A sentence that has them.
        behind: Whether the number may stand before the words (18件予以公开).
    """

    key: str
    family: Family
    pattern: str
    example: str
    behind: bool = False


HEADS: Final = tuple(
    SubjectHead(key.strip("-"), cast("Family", family), pattern, example, bool(behind))
    for (family, key, *behind), example, pattern in rows_of(_HERE, "heads.txt")
)
"""Every head; of two that begin at one place the earlier one is meant."""

HEAD: Final = re.compile("|".join(f"(?P<h{at}>{head.pattern})" for at, head in enumerate(HEADS)))
"""Any head; the name of the group is `h` and its place in `HEADS`."""

HEAD_BEGINS: Final = re.compile("[KLUORHnFTAICVBXWSQGaN]")
"""What a head begins with."""

_FIGURES: Final[dict[str, dict[str, Group]]] = {
    **{key: {"": (f"{READINGS[key][0][0]}.total",)} for key in ("received", "brought_forward", "carried_forward")},
    "fees": {"": READINGS["fees"][0]},
    "cases": {key: tuple(f"{_C}.{block}.total" for block in blocks) for key, blocks in BLOCKS_OF.items()},
    "results": {
        key: tuple(f"{_C}.{block}.{column}" for block in blocks for column in (*RESULTS["ended"], "pending"))
        for key, blocks in BLOCKS_OF.items()
    },
    "outcomes": {
        key: tuple(path if path.endswith(".*") else f"{path}.total" for path in groups[0])
        for key, groups in READINGS.items()
        if groups[0][0].startswith(f"{_O}.")
    },
    "groups": {key: READINGS[key][0] for key in ("refused", "unavailable", "not_processed")},
    "applicants": {
        "organisations": tuple(f"{_RECEIVED}.{column}" for column in ORGANISATIONS),
        **{column: (f"{_RECEIVED}.{column}",) for column in ("natural_person", *ORGANISATIONS)},
    },
    "issued": {key: (f"{_A}.{key}.issued", f"{_A}.{key}.made") for key in ("normative_documents", "rules")},
    "documents": {
        key: tuple(f"{_A}.{key}.{act}" for act in ("issued", "made", "repealed", "in_force"))
        for key in ("normative_documents", "rules")
    },
    "decisions": {key: (f"{_A}.{key}", f"{_A}.{key}.decisions") for key in ("licences", "penalties", "compulsion")},
}
"""Figures that are 0 where something is denied, by what is denied and by the words that name it ("" for any)."""

_END = r"(?=[fmAsv]*(?:[,.;)/]|$))"


class Denied(NamedTuple):
    """Words that say that there was none.

    Attributes:
        figures: Paths of the figures that are then 0, by what the named words of the pattern say ("" for any);
            `.*` is the total of every row below.
        example: A sentence that says so.
        pattern: The words, as letters of the lexicon.
    """

    figures: dict[str, Group]
    example: str
    pattern: re.Pattern[str]


DENIED: Final = tuple(
    Denied(_FIGURES[what], example, re.compile(pattern + _END))
    for [what], example, pattern in rows_of(_HERE, "denials.txt")
)
"""Every way; what it denies is what its figures count."""

ALL_FINISHED: Final = re.compile(
    "G[fasvmAT#~jnyYGR%,]*(?P<done>F)(?:[jf]*F)*"
    "|(?:(?P<of>q)[fGmsa/q]*|A[fTAa]*(?=%f*F))(?P<rate>%)"
    "|A[fTAa]*(?P<each>F)[,/]?G(?=[,.;/]|$)"
    "|D[fvm]*U"
)
"""Words that say that every application was answered; the rate must be 100 %. Example: 申请全部办结."""

ALL_ENDED: Final = re.compile(
    "G(?:[fT]*C)?[fasvmG]*V+|(?<!i)C[fs]*(?P<counted>#)[,(]f*V(?=[,;.)])|(?<=C)[fm]*G[fa]*F(?=[,;.])"
)
"""Words that say that every case ended in one way. Examples: 均获维持; 直接起诉1件，结果维持; 全部案件均已审结."""

ALL_GRANTED: Final = re.compile(f"[An][fTAnm]*#?,?G[fasvm]*(?P<what>O|I(?=f*n?f*{_END})){_END}")
"""Words that say that every application was answered in one way, or came from one kind of applicant.

Examples: 收到的申请全部予以公开; 申请人均为自然人.
"""
