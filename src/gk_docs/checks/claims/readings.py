"""Which figures a number may stand for, by the sort of its subject and the words around it.

Where the words say that the number counts something else (messages, published notices, another body's cases), it stands
for none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs.checks.claims.subjects import BLOCKS, BY_KEY, ORGANISATIONS, RESULTS, Group
from gk_docs.form.outline import outline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gk_docs.checks.claims.subjects import Family
    from gk_docs.checks.text.texts import Passage, Stretch
    from gk_docs.chinese.quantity import Quantity
    from gk_docs.form.report import Report

NEAR: Final = 30
"""How many characters before a number may still be about it."""

BLOCKS_OF: Final[dict[str, Group]] = {
    "reconsideration": ("reconsideration",),
    "litigation": ("direct_litigation", "litigation_after_reconsideration"),
    "direct_litigation": ("direct_litigation",),
    "litigation_after": ("litigation_after_reconsideration",),
    "all_cases": BLOCKS,
}
"""The blocks of table 4 that a subject is about."""

_ASKED_ANYWHERE = re.compile(r"(?:的|有效)?(?:政府信息公开|信息公开|依申请公开|公开政府信息)(?:的)?(?:申请)?(?!行政)")
_ASKED = re.compile(rf"{_ASKED_ANYWHERE.pattern}|(?:书面)?申请(?!人|表|书)|(?=[，,。；;、（(\n]|$)")
_HANDLED = ("办理", "承办", "处理", "收办")
_OLD = ("结转", "上年", "上一年", "遗留")
_CLAUSE_MARK = re.compile("[，,。；;：:\n]")
_PUBLISHED = re.compile("公开|公示|发布|信息|归集|录入|公布|清单")
_ON_APPLICATIONS = re.compile("申请|答复|办结|受理")
_ATTRIBUTES = re.compile("主动公开[为：:类]?[0-9]|公文|属性")
_OTHER_TOPIC = re.compile("提案|建议|信访|留言|咨询|热线|来信|工单|投诉|举报|事项")
_REVIEWER = re.compile("审理|复议机关|复议机构|出庭|一审|二审|再审")


class Context(NamedTuple):
    """A number with its subject, and what was said before it.

    Attributes:
        report: The report.
        passage: Where the number stands.
        sentence: The sentence around it.
        begin: Where the words begin that belong to this number alone.
        quantity: The number.
        key: Key of its subject.
        phrase: The words that name the subject.
        block: The blocks of table 4 that were spoken of.
        action: What was done with documents (issued, repealed, in_force).
        row: The row of table 3 of the number before, with the begin of its sentence.
    """

    report: Report
    passage: Passage
    sentence: Stretch
    begin: int
    quantity: Quantity
    key: str
    phrase: str
    block: Group
    action: str | None
    row: tuple[str, int] | None


def readings_of(context: Context) -> Iterator[Group]:
    """Groups of figure paths; the number must equal the sum of one of them."""
    known = outline_of(type(context.report)).figures
    for group in _JUDGES[BY_KEY[context.key].family](context):
        if group and all(path in known for path in group):
            yield group


def _of_requests(context: Context) -> Iterator[Group]:
    key, phrase, said = context.key, context.phrase, context.sentence.text
    on_request = context.passage.part == "on_request"
    rest = context.passage.text[context.quantity.end : context.sentence.end]
    if context.quantity.kind == "money" or "复议" in phrase or ("申请" not in said and _OTHER_TOPIC.search(said)):
        return
    if key == "received_bare" and not (_ASKED if on_request else _ASKED_ANYWHERE).match(rest):
        return
    if key == "finished" and not on_request and "申请" not in said:
        return
    readings = [_rows(context, group) for group in BY_KEY[key].readings]
    handled = phrase.startswith(_HANDLED) or "答复" in phrase
    if key in ("received", "received_bare", "applications") and not handled and not any(old in said for old in _OLD):
        readings = readings[:1]
    elif key == "received" and handled:
        readings.append(_rows(context, BY_KEY["finished"].readings[0]))
    elif key == "finished" and "答复" in phrase:
        outcomes = ("granted", "partly_granted", "refused.*", "unavailable.*", "not_processed.*")
        readings.append(_rows(context, tuple(f"requests.outcomes.{name}" for name in outcomes)))
    yield from readings


def _of_outcomes(context: Context) -> Iterator[Group]:
    before = context.passage.text[: context.quantity.start]
    about = context.passage.part == "on_request" or _ON_APPLICATIONS.search(before)
    if about and context.quantity.kind != "money" and not _ATTRIBUTES.search(context.sentence.text):
        yield from (_rows(context, group) for group in BY_KEY[context.key].readings)


def _of_applicants(context: Context) -> Iterator[Group]:
    columns = ORGANISATIONS if context.key == "organisations" else (context.key,)
    if context.row and context.row[1] == context.sentence.start:
        yield tuple(f"{context.row[0]}.{column}" for column in columns)


def _of_cases(context: Context) -> Iterator[Group]:
    passage, quantity = context.passage, context.quantity
    about = passage.part == "on_request" or passage.section == "review_litigation"
    about = about or "信息公开" in passage.text[max(0, quantity.start - 200) : quantity.start]
    column = "total" if context.key in BLOCKS_OF else RESULTS.get(context.key)
    if about and column and quantity.kind != "money" and not _REVIEWER.search(context.sentence.text):
        yield tuple(f"review_litigation.{block}.{column}" for block in context.block)


def _of_documents(context: Context) -> Iterator[Group]:
    names = ("issued", "made") if context.action == "issued" else (context.action,)
    if context.quantity.kind != "money":
        yield (_known(context, *(f"active_disclosure.{context.key}.{name}" for name in names)),)


def _of_decisions(context: Context) -> Iterator[Group]:
    before = context.passage.text[max(0, context.begin - NEAR) : context.quantity.start]
    near = _CLAUSE_MARK.split(before)[-1].replace(context.phrase, "")
    of_items = context.quantity.unit == "项" and "决定" not in near
    if context.quantity.kind != "money" and not of_items and not _PUBLISHED.search(near):
        [path] = BY_KEY[context.key].readings[0]
        yield (_known(context, path, f"{path}.decisions"),)


def _known(context: Context, *paths: str) -> str:
    """The path of these at which the form has a figure; the first where it has none."""
    figures = outline_of(type(context.report)).figures
    return next((path for path in paths if path in figures), paths[0])


def _of_fees(context: Context) -> Iterator[Group]:
    if context.quantity.kind == "money":
        yield from BY_KEY[context.key].readings


_JUDGES: Final[Mapping[Family, Callable[[Context], Iterator[Group]]]] = {
    "requests": _of_requests,
    "outcomes": _of_outcomes,
    "applicants": _of_applicants,
    "cases": _of_cases,
    "results": _of_cases,
    "documents": _of_documents,
    "decisions": _of_decisions,
    "fees": _of_fees,
}


def _rows(context: Context, group: Group) -> Group:
    """Figure paths of the `total` column of rows; a path that ends in `.*` is every row below."""
    return _totals(type(context.report), group)


@cache
def _totals(form: type[Report], group: Group) -> Group:
    found: list[str] = []
    for row in group:
        if row.endswith(".*"):
            figures = outline_of(form).figures
            found.extend(path for path in figures if path.startswith(row[:-1]) and path.endswith(".total"))
        else:
            found.append(f"{row}.total")
    return tuple(found)
