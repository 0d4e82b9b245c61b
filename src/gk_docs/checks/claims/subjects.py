"""What numbers may be about and what sentences may deny, as data: patterns over the wording, and the figures meant.

A pattern is over the letters of the lexicon: `R[fnT]*A` is a verb of receiving, then an application. If reports use
a phrase in two ways, either reading is right.

Source for what is added up: rows （三） to （六） of table 3 have no figures of their own; 行政诉讼 has two blocks in
table 4; 收办 means new applications, or new and carried over ones, and 答复 all that were finished.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple, cast

from gk_docs import regex as re
from gk_docs.checks.text.entries import rows_of

Family = Literal["requests", "outcomes", "applicants", "cases", "results", "documents", "decisions", "fees"]
"""Family of a subject, on which it depends how the words around a number are judged."""

Group = tuple[str, ...]
"""Paths of figures that are added up; a path that ends in `.*` means every row below it."""

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
    "reviewed": (),  # reconsiderations, or lawsuits after them
}
"""The blocks of table 4 that a subject is about."""

LOST: Final = "lost"
"""The result (败诉) that only lawsuits have."""

RESULTS: Final[dict[str, Group]] = {
    **{column: (column,) for column in ("upheld", "corrected", "other", "pending")},
    "ended": ("upheld", "corrected", "other"),
    "finished": ("upheld", "corrected", "other"),
    "dismissed": ("upheld", "other"),
    "reversed": ("corrected", "other"),
    LOST: ("corrected",),
}
"""By result, the columns of table 4 that its cases may be in; a result that is not here may be in any."""

SOME_OF: Final = ("dismissed", "reversed")
"""Results (驳回, 撤销) of only some cases in their columns, so that the columns' sum is the most there can be."""

_ORGANISATIONS: Final = ("business", "research_institute", "public_welfare", "legal_service", "other")

APPLICANTS: Final[dict[str, Group]] = {
    **{column: (column,) for column in ("natural_person", *_ORGANISATIONS)},
    "organisations": _ORGANISATIONS,
}
"""By kind of applicant, its columns of table 3."""

READINGS: Final[dict[str, tuple[Group, ...]]] = {
    "carried_forward": ((_CARRIED,),),
    "brought_forward": ((_BROUGHT,),),
    "over_years": ((_CARRIED,), (_BROUGHT,)),
    "finished": ((f"{_O}.total",),),
    "to_handle": ((_RECEIVED, _BROUGHT), (f"{_O}.total",)),
    "received": ((_RECEIVED,), (_RECEIVED, _BROUGHT)),
    "asked": (
        (_RECEIVED,),
        (_RECEIVED, _BROUGHT),
        (f"{_O}.total",),
        (f"{_O}.granted",),
        (f"{_O}.granted", f"{_O}.partly_granted"),
    ),
}
"""By subject, the groups of rows of table 3; the sum of any one group may be what the number says."""


def both(one: str, other: str) -> str:
    """The subject of two outcomes named together: the narrower if one includes the other, else both added up.

    >>> both("granted", "partly_granted"), both("not_processed.repeated", "not_processed"), both("refused", "refused")
    ('granted+partly_granted', 'not_processed.repeated', 'refused')
    """
    within = f"{one}.".startswith(f"{other}."), f"{other}.".startswith(f"{one}.")
    return one if within[0] else other if within[1] else f"{one}+{other}"


def outcomes(key: str) -> Group:
    """The rows of an outcome, or of several joined by `+`, by their names in the form; `.*` means every row below."""
    return tuple(f"{_O}.{one}.*" for one in key.split("+"))


CARRIED: Final = ("carried_forward", "brought_forward", "over_years")
"""Subjects that count applications carried over."""

ASKED: Final = ("received", "received_bare", "applications")
"""Subjects that count the applications received."""


class SubjectHead(NamedTuple):
    """Words that name the subject of a number.

    Attributes:
        key: Key of the subject; "" if the first word says which.
        family: Its family.
        pattern: The words, as letters of the lexicon.
        example: A sentence that has the words.
        behind: Whether the words may follow the number (18件予以公开).
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
"""Every head; if two begin at the same place, the earlier entry is taken."""

HEAD: Final = re.compile("|".join(f"(?P<h{at}>{head.pattern})" for at, head in enumerate(HEADS)))
"""A pattern for any head; the name of its group is `h` and the index in `HEADS`."""

HEAD_BEGINS: Final = re.compile("[KLUORHnFTAICVBXWSQGaNrs]")
"""The letters with which a head begins."""

_GROUPS: Final = ("refused", "unavailable", "not_processed")

_FIGURES: Final[dict[str, Callable[[str], Group]]] = {
    "received": lambda _: (f"{_RECEIVED}.total",),
    "brought_forward": lambda _: (f"{_BROUGHT}.total",),
    "carried_forward": lambda _: (f"{_CARRIED}.total",),
    "cases": lambda key: tuple(f"{_C}.{block}.total" for block in BLOCKS_OF.get(key, ())),
    "results": lambda key: tuple(
        f"{_C}.{block}.{column}" for block in BLOCKS_OF.get(key, ()) for column in (*RESULTS["ended"], "pending")
    ),
    "disputes": lambda _: _FIGURES["results"]("all_cases"),
    "outcomes": outcomes,
    "groups": lambda key: outcomes(key) if key in _GROUPS else (),
    "applicants": lambda key: tuple(f"{_RECEIVED}.{column}" for column in APPLICANTS[key]),
    "issued": lambda key: (f"{_A}.{key}.issued", f"{_A}.{key}.made"),
    "documents": lambda key: tuple(f"{_A}.{key}.{act}" for act in ("issued", "made", "repealed", "in_force")),
    "decisions": lambda key: (f"{_A}.{key}", f"{_A}.{key}.decisions"),
    "fees": lambda _: (f"{_A}.fees",),
}
"""By what is denied, a function from what its words name to the paths of the figures that must be 0."""

_END = r"(?=[fmAsv]*(?:[,.;)/]|$))"


class Denied(NamedTuple):
    """Words that say that there was none of something.

    Attributes:
        figures: Returns the paths of the figures that must be 0, for the value of a named word; `.*` is the
            total of every row below.
        example: A sentence that says so.
        pattern: The words, as letters of the lexicon.
        implied: Whether only the part of the report says that they are about its cases.
    """

    figures: Callable[[str], Group]
    example: str
    pattern: re.Pattern[str]
    implied: bool


DENIED: Final = tuple(
    Denied(_FIGURES[what], example, re.compile(pattern + _END), what == "disputes")
    for [what], example, pattern in rows_of(_HERE, "denials.txt")
)
"""Every way to say that there was none."""

ALL_FINISHED: Final = re.compile(
    "G[fasvmAT#~jnyYGR%,]*(?P<done>F)(?:[jf]*F)*"
    "|(?:(?P<of>q)[fGmsa/q]*|A[fTAa]*(?=%f*F))(?P<rate>%)"
    "|A[fTAa]*(?P<each>F)[,/]?G(?=[,.;/]|$)"
    "|D[fvm]*U"
)
"""Words that say that every application was answered; a rate counts only if it is 100 %. Example: 申请全部办结."""

ALL_ENDED: Final = re.compile(
    "G(?:[fT]*C)?[fasvmGR]*V+|(?<!i)C[fs]*(?P<counted>#)[,(][fy]*V(?=[,;.)])|(?<=C)[fm]*(?:,[fY]*)?G[fa]*F(?=[,;.])"
)
"""Words that say that every case ended in one way. Examples: 均获维持; 直接起诉1件，结果维持; 全部案件均已审结."""

ALL_GRANTED: Final = re.compile(f"(?:[An][fTAnm]*#?,?|^)G[fasvmn]*(?P<what>O|I(?![/j]f*I)(?=f*n?f*{_END})){_END}")
"""Words that say that every application was answered in one way, or came from one kind of applicant.

Examples: 收到的申请全部予以公开; 申请人均为自然人.
"""
