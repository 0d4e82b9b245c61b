"""What a number may be about, and what a sentence may deny, as data: patterns over the wording, and the figures.

A pattern is over the letters of the lexicon: `R[fnT]*A` is a verb of receiving, then an application. Where reports use
one phrase in two ways, either reading is right.

Source of what is added up: rows （三） to （六） of table 3 carry no figures of their own; 行政诉讼 has two blocks in
table 4; 收办 is for new, or new and carried over, and 答复 for all that was finished.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from gk_docs import regex as re

Family = Literal["requests", "outcomes", "applicants", "cases", "results", "documents", "decisions", "fees"]
"""Sort of subject: how the words around a number are judged depends on it."""

Group = tuple[str, ...]
"""Figures that are added up; a path that ends in `.*` is every row below."""

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

ORGANISATIONS: Final = ("business", "research_institute", "public_welfare", "legal_service", "other")
"""Columns of 法人或其他组织."""

READINGS: Final[dict[str, tuple[Group, ...]]] = {
    "carried_forward": ((_CARRIED,),),
    "brought_forward": ((_BROUGHT,),),
    "over_years": ((_CARRIED,), (_BROUGHT,)),
    "finished": ((f"{_O}.total",),),
    "received": ((_RECEIVED,), (_RECEIVED, _BROUGHT)),
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


HEADS: Final = (
    SubjectHead("carried_forward", "requests", "K[famUA]*N[fmHFTAa]*", "结转下年度继续办理4件。", behind=True),
    SubjectHead(
        "brought_forward",
        "requests",
        "L[fUA]*K[fYHTAm]*|L[fY]*U[fTA]*|K[f]*L[fU]*[TAH]*|R[f]*L[fU]*A",
        "上年度结转的申请3件。",
        behind=True,
    ),
    SubjectHead("carried_forward", "requests", "U[fTA]*", "年末未办结申请4件。", behind=True),
    SubjectHead("over_years", "requests", "K[fTAH]*", "跨年度结转申请4件。", behind=True),
    SubjectHead("both", "outcomes", "O[j/(]f*O", "予以公开及部分公开25件。", behind=True),
    SubjectHead("", "outcomes", "O[)TA]*(?:f?x)?", "不予公开4件。", behind=True),
    SubjectHead("granted", "outcomes", "GT(?=[fs]*#)|(?<![fpAT])a?T(?=#(?:[/,;]f*O|z))", "全部公开20件、部分公开5件。"),
    SubjectHead("received", "requests", "[RH][j/]?[RHF]?[afnTsjw/y]*A", "收到群众提出的申请38件。"),
    SubjectHead("received", "requests", "T(?=:[fsY]*#)", "依申请公开：全年38件。"),
    SubjectHead("received", "requests", "R[anfsYw]*T(?=[fs]*#)", "收到依申请公开38件。"),
    SubjectHead("received", "requests", "n[yfYgwas]*AT?", "公众提出的申请38件。"),
    SubjectHead("finished", "requests", "F[fTAn]*", "办结申请37件。"),
    SubjectHead(
        "applications", "requests", "T[fn]*A|(?<![^,.;:/YDyA])A|(?<=f)A(?=[fs]*:)|(?<=Yf)A", "政府信息公开申请38件。"
    ),
    SubjectHead("received_bare", "requests", "R", "依申请公开方面收到38件。"),
    SubjectHead("", "applicants", "In?", "自然人31件。", behind=True),
    SubjectHead("all_cases", "cases", "C[j/]v?C(?:[j/]v?C)*", "行政复议和行政诉讼共11件。"),
    SubjectHead("", "cases", "C(?:f*,(?=T)|[RH](?=[fs]*#))?", "行政复议7件。", behind=True),
    SubjectHead("", "results", "V", "结果维持4件。", behind=True),
    SubjectHead("", "documents", "B", "制发规范性文件2件。"),
    SubjectHead("", "decisions", "X|(?<![?])W(?![?])", "行政许可126件。"),
    SubjectHead("fees", "fees", "S|(?<![?])Q(?![?])", "行政事业性收费151.25万元。"),
)
"""Every head; of two that begin at one place the earlier one is meant."""

HEAD: Final = re.compile("|".join(f"(?P<h{at}>{head.pattern})" for at, head in enumerate(HEADS)))
"""Any head; the name of the group is `h` and its place in `HEADS`."""

HEAD_BEGINS: Final = re.compile("[KLUORHnFTAICVBXWSQGa]")
"""What a head begins with."""

_CASES: Final = {
    "reconsideration": (f"{_C}.reconsideration.total",),
    "litigation": (f"{_C}.direct_litigation.total", f"{_C}.litigation_after_reconsideration.total"),
    "direct_litigation": (f"{_C}.direct_litigation.total",),
    "litigation_after": (f"{_C}.litigation_after_reconsideration.total",),
}
_END = r"(?=[fmAsv]*(?:[,.;)/]|$))"


class Denied(NamedTuple):
    """Words that say that there was none.

    Attributes:
        pattern: The words, as letters of the lexicon; nothing unknown stands in them, so that all of it is denied.
        figures: Paths of the figures that are then 0, by what the named words of the pattern say ("" for any);
            `.*` is the total of every row below.
        example: A sentence that says so.
    """

    pattern: re.Pattern[str]
    figures: dict[str, tuple[str, ...]]
    example: str


def _denied(pattern: str, figures: dict[str, tuple[str, ...]], example: str) -> Denied:
    return Denied(re.compile(pattern), figures, example)


DENIED: Final = (
    _denied(
        f"A[fTGY]*DK[fN]*{_END}|D[v]*K{_END}|D[fv]*A[fv]*K{_END}", {"": (f"{_CARRIED}.total",)}, "全年申请无结转。"
    ),
    _denied(f"(?P<what>C(?:[j/][vf]*C)*)[fGsmY]*Dv*{_END}", _CASES, "行政复议、行政诉讼均未发生。"),
    _denied(
        f"L[fs]*D[fvUA]*K[fTAmYH]*{_END}|D[fvY]*L[fU]*K[fTAmH]*{_END}|DK[f]*L[fTAm]*{_END}|D[fvRY]*L[fU]*U[fU]*A{_END}",
        {"": (f"{_BROUGHT}.total",)},
        "没有上年结转的申请。",
    ),
    _denied(
        f"D[fvUTA]*K[fTAm]*N[fTAmHF]*{_END}|K[fU]*N[fTAmHF]*[fs]*D{_END}|(?<![LN])(?<![LN].)K[fs]*D{_END}",
        {"": (f"{_CARRIED}.total",)},
        "没有需要结转下年度办理的申请。",
    ),
    _denied(
        f"D[fv]*[RH]?[Rfj/H]*[anfvTYjy/w]*AT?{_END}|D[fv]*[RH][fRj]*[fTn]*T{_END}|D[fv]*(?P<asked>T){_END}"
        f"|(?<![?coI])(?<![?coI]f)[AT][fTARsmY:]*(?P<zero>D)[RH]?{_END}",
        {"": (f"{_RECEIVED}.total",)},
        "未收到政府信息公开申请。",
    ),
    _denied(
        f"D[vfnaTAjYRg]*(?:v[TA]*F[fv]+)?(?P<what>C(?:[j/][vf]*C)*)[vf]*{_END}",
        _CASES,
        "未发生行政复议、行政诉讼。",
    ),
    _denied(
        f"D[fvnA]*(?P<what>O(?:[j/]O)*)[fA]*(?:[mFA]|(?<=vOf)|(?<=vfOf)){_END}|(?P<counted>O(?:[j/]f*O)*)(?:f*O)?[fAsmG]*Dv*{_END}",
        {
            name: tuple(path if path.endswith(".*") else f"{path}.total" for path in groups[0])
            for name, groups in READINGS.items()
            if groups[0][0].startswith(f"{_O}.")
        },
        "没有不予公开的情况。",
    ),
    _denied(
        "D(?:Af*)?(?P<what>O)(?=[,/;.]|$)",
        {name: (f"{_O}.{name}.*",) for name in ("refused", "unavailable", "not_processed")},
        "无不予公开、不予处理。",
    ),
    _denied(
        f"D[fva]*R[faY]*(?P<what>B){_END}",
        {name: (f"{_A}.{name}.issued", f"{_A}.{name}.made") for name in ("normative_documents", "rules")},
        "无新增行政规范性文件。",
    ),
    _denied(
        f"D[fv]*R?(?P<what>I(?:[j/]I)*)[fvTyY]*A[fT]*{_END}|(?P<counted>I)[fTA]*D{_END}",
        {name: (f"{_RECEIVED}.{name}",) for name in ("natural_person", *ORGANISATIONS)}
        | {"organisations": tuple(f"{_RECEIVED}.{name}" for name in ORGANISATIONS)},
        "没有企业提出申请。",
    ),
    _denied(
        f"D[fva]*(?P<act>M)(?:[/j]M)*[faY]*(?P<what>B){_END}|(?P<acted>M)[fY]*(?P<counted>B)[fsm]*D{_END}|(?P<listed>B)[fY]*(?P<done>M)[fsm]*D{_END}"
        f"|(?P<noted>B)D(?P<doing>M){_END}",
        {
            name: tuple(f"{_A}.{name}.{act}" for act in ("issued", "made", "repealed", "in_force"))
            for name in ("normative_documents", "rules")
        },
        "未制发行政规范性文件。",
    ),
    _denied(
        f"(?:D[fvHa]*(?P<what>X(?:[j/][XW])*)[fHv]*|(?P<counted>X(?:[j/][XW])*)[fsmG]*Dv*){_END}",
        {name: (f"{_A}.{name}", f"{_A}.{name}.decisions") for name in ("licences", "penalties", "compulsion")},
        "未作出行政处罚。",
    ),
    _denied(f"D[fv]*S{_END}|S[fsm]*D{_END}", {"": (f"{_A}.fees",)}, "未收取行政事业性收费。"),
)
"""Every way; what it denies is what its figures count."""

ALL_FINISHED: Final = re.compile(
    "G[fasvmAT#~jnyYGR%,]*(?P<done>F)(?:[jf]*F)*"
    "|(?:(?P<of>q)[fGmsa/q]*|A[fTAa]*(?=%f*F))(?P<rate>%)"
    "|A[fTAa]*(?P<each>F)[,/]?G(?=[,.;/]|$)"
    "|D[fvm]*U"
)
"""Words that say that every application was answered; the rate must be 100 %. Example: 申请全部办结."""

ALL_UPHELD: Final = re.compile("G[fasvm]*(?P<what>V)|(?<!i)C[fs]*#[,(]f*(?P<all>V)(?=[,;.)])")
"""Words that say that every case ended in one way. Examples: 均获维持; 直接起诉1件，结果维持."""

ALL_GRANTED: Final = re.compile(f"A[fTAnm]*,?G[fasvm]*(?P<what>O){_END}")
"""Words that say that every application was answered in one way. Example: 收到的申请全部予以公开."""
