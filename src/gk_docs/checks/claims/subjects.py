"""What a number may be about, and what a sentence may deny, as data: patterns over the wording, and the figures.

A pattern is over the letters of the lexicon: `R[fnT]*A` is a verb of receiving, then an application. Where reports use
one phrase in two ways, either reading is right.

Source of what is added up: rows （三） to （六） of table 3 carry no figures of their own; 行政诉讼 has two blocks in
table 4; 收办 is for new, or new and carried over, and 答复 for all that was finished.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a NamedTuple needs it
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

_ORGANISATIONS: Final = ("business", "research_institute", "public_welfare", "legal_service", "other")

APPLICANTS: Final[dict[str, Group]] = {
    **{column: (column,) for column in ("natural_person", *_ORGANISATIONS)},
    "organisations": _ORGANISATIONS,
}
"""The columns of table 3 that a kind of applicant is in."""

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
}
"""The rows of table 3 of which the sum may be what a number about applications says."""


def both(one: str, other: str) -> str:
    """The subject of two outcomes named together: of a kind and the group it is of the kind, else both added up.

    >>> both("granted", "partly_granted"), both("not_processed.repeated", "not_processed"), both("refused", "refused")
    ('granted+partly_granted', 'not_processed.repeated', 'refused')
    """
    within = f"{one}.".startswith(f"{other}."), f"{other}.".startswith(f"{one}.")
    return one if within[0] else other if within[1] else f"{one}+{other}"


def outcomes(key: str) -> Group:
    """The rows of an outcome, or of two together, by their names in the form; `.*` is every row below."""
    return tuple(f"{_O}.{one}.*" for one in key.split("+"))


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

_GROUPS: Final = ("refused", "unavailable", "not_processed")

_FIGURES: Final[dict[str, Callable[[str], Group]]] = {
    "received": lambda _: (f"{_RECEIVED}.total",),
    "brought_forward": lambda _: (f"{_BROUGHT}.total",),
    "carried_forward": lambda _: (f"{_CARRIED}.total",),
    "cases": lambda key: tuple(f"{_C}.{block}.total" for block in BLOCKS_OF.get(key, ())),
    "results": lambda key: tuple(
        f"{_C}.{block}.{column}" for block in BLOCKS_OF.get(key, ()) for column in (*RESULTS["ended"], "pending")
    ),
    "outcomes": outcomes,
    "groups": lambda key: outcomes(key) if key in _GROUPS else (),
    "applicants": lambda key: tuple(f"{_RECEIVED}.{column}" for column in APPLICANTS[key]),
    "issued": lambda key: (f"{_A}.{key}.issued", f"{_A}.{key}.made"),
    "documents": lambda key: tuple(f"{_A}.{key}.{act}" for act in ("issued", "made", "repealed", "in_force")),
    "decisions": lambda key: (f"{_A}.{key}", f"{_A}.{key}.decisions"),
    "fees": lambda _: (f"{_A}.fees",),
}
"""Figures that are 0 where something is denied, by what is denied; each asks what its words name."""

_END = r"(?=[fmAsv]*(?:[,.;)/]|$))"


class Denied(NamedTuple):
    """Words that say that there was none.

    Attributes:
        figures: Gives the paths of the figures that are then 0, by what a named word of the pattern says; `.*` is the
            total of every row below.
        example: A sentence that says so.
        pattern: The words, as letters of the lexicon.
    """

    figures: Callable[[str], Group]
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
