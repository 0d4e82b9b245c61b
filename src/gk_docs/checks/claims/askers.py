"""Find the figures of table 3 that a number of one kind of applicant may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.checks.claims.subjects import APPLICANTS, ASKED, outcomes
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.checks.claims.context import Context
    from gk_docs.checks.claims.subjects import Group
    from gk_docs.checks.claims.wording import Wording, WordToken
    from gk_docs.form.report import Report

_OVER = re.compile("[LN][fUA]*K[famUA]*(?=I)|K[famUA]*[LN][famUA]*(?=I)")
_CARRIED_BEHIND = re.compile("[^(),;.]*[)]f*[KU]")
_OF_ASKERS = re.compile("[,(][fvy]*I")  # 不予处理2件，为自然人提出
_ASKERS_OF = re.compile("(?:A[f]*,|f[^#;.IO]*(?:#/?[^#;.IO]*)*;)[f]*I")
_OTHERS = ("除此", "其余", "余下", "剩下", "剩余", "另外")
_ARE_OF = re.compile("[rf]*#,f*#f*I")
_ROWS = (
    ("requests.outcomes.total",),
    ("requests.received",),
    ("requests.received", "requests.brought_forward"),
    ("requests.carried_forward",),
)  # rows that kinds of applicant may be about if the text names none: 企业占4件


def askers_in(tokens: list[WordToken]) -> dict[str, None]:
    """The kinds of applicants that some tokens name, in order."""
    return {token.value: None for token in tokens if token.kind in "In" and token.value}


def has_askers(report: Report, wording: Wording, at: int) -> bool:
    """Whether a number is that of the applications received and those who asked follow: 38件申请里，自然人31件."""
    asked = wording.passage.part == "on_request" and _ASKERS_OF.match(wording.kinds, at + 1)
    return bool(asked) and wording.number_at(at).value == report.figure("requests.received.total")


def by_applicant(context: Context, groups: list[Group]) -> Iterator[Group]:
    """The groups, of one kind of applicant if the text names it beside the number, or also of those named around it.

    自然人结转2件 is about one column; in 企业提出的9件中，答复5件 the 5 may be the total or that of businesses, and so
    in the next sentence of the paragraph, or with the kind behind the number (不予处理2件，为自然人提出).
    """
    if context.family not in ("requests", "outcomes"):
        yield from groups
        return
    tokens, kinds = context.wording.tokens, context.wording.kinds
    near = max(context.begin, kinds.rfind(";", 0, context.at), kinds.rfind(",", 0, context.at))
    own = askers_in(tokens[near : context.at])
    sole = len(own) == 1 and context.key not in ASKED
    if not sole:
        yield from groups
    behind = _OF_ASKERS.match(kinds, context.at + 1)
    told = tokens[: behind.end() if behind else context.at]
    before = context.askers if len(context.askers) == 1 else ()  # after a list of kinds, numbers are of all again
    named = own if sole else {**askers_in(told), **dict.fromkeys(before)}
    for asker in named:
        for group in groups:
            rows = [path.removesuffix("total") for path in group]
            yield tuple(f"{row}{column}" for row in rows for column in APPLICANTS.get(asker, ()))


def of_applicants(context: Context) -> Iterator[Group]:
    """Yield the figures that a number of a kind of applicant (自然人41件) may mean."""
    whole = context.wording.kinds[: context.at].partition("I")[0]
    left = _is_of_the_others(context)
    if not context.row and "#" in whole and not left:  # 尚有7件在法定期限内，涉及企业4件
        return
    columns = [column for key in context.key.split("+") for column in APPLICANTS[key]]
    for rows in (("requests.received",),) if left else _rows_of_applicants(context):
        yield tuple(f"{row}.{column}" for row in rows for column in columns)


def _is_of_the_others(context: Context) -> bool:
    """Whether a sentence divides what the one before left over of the new ones: 除此之外的七件，五件出自企业."""
    wording = context.wording
    text, begin = wording.passage.text, wording.sentence.start
    before = text[text.rfind("。", 0, max(0, begin - 1)) + 1 : begin]
    opens = text.startswith(_OTHERS, begin) and _ARE_OF.match(wording.kinds) is not None
    return opens and "新收" in before and "自然人" in before and set("FKUONV").isdisjoint(wording.kinds)


def _rows_of_applicants(context: Context) -> Iterator[Group]:
    """Yield the rows of table 3, or rows to be added up, that a number of one kind of applicant may be in."""
    if over := _OVER.search(context.wording.kinds, context.begin, context.at):  # 另有上年结转的自然人申请4件
        yield (f"requests.{'brought' if 'L' in over[0] else 'carried'}_forward",)
        return
    told = context.wording.tokens[: context.at]
    for key in dict.fromkeys(one.value for one in told if one.kind == "O"):  # 予以公开7件，自然人6件
        begins = tuple(path.removesuffix("*") for path in outcomes(key))
        paths = outline_of(type(context.report)).figures
        yield tuple(one.removesuffix(".total") for one in paths if one.startswith(begins) and one.endswith(".total"))
    if _CARRIED_BEHIND.match(context.wording.kinds, context.at):  # 其余7件（自然人6件、商业企业1件）结转下年度
        yield ("requests.carried_forward",)
    carried = "K" in context.wording.kinds[: context.at]  # 41件（含上年结转3件），自然人34件
    if context.row:
        yield context.row
    elif context.on_request:
        yield ("requests.received",)
        carried = carried or not _says_new(context)
    if carried and (context.row or context.on_request):
        yield from _ROWS


def _says_new(context: Context) -> bool:
    """Whether the sentence is about what was newly received, and not about what was finished."""
    before = context.wording.passage.text[context.wording.sentence.start : context.number.start]
    return "新收" in before and "F" not in context.wording.kinds[: context.at]
