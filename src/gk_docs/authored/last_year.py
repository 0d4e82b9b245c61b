"""Read last year's report, which an authored file names, for the figures carried over and the values text may quote.

It may be any file that `gk_docs.formats.read` reads. Of an authored file only the head and the tables are read: its
text is not evaluated, and its own `上年报告` is not followed.
"""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from gk_docs.authored.draft import WRONG, Draft
from gk_docs.authored.folder import file_inside, meant
from gk_docs.authored.located import Node, Scalar, typed
from gk_docs.authored.scalars import Absent
from gk_docs.authored.scope import ABSENT, UNKNOWN, ExpressionScope
from gk_docs.errors import GkError
from gk_docs.form.across import carried_figures, units
from gk_docs.form.agency import Agency, facts_of
from gk_docs.form.identity import NO_NAME, same_body
from gk_docs.form.outline import outline_of
from gk_docs.form.values import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gk_docs.form.editions import AnyReport
    from gk_docs.form.prose import Prose
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

    ReadReport: TypeAlias = Callable[[Path], AnyReport]

_FIELD = "previous"


class LastYear(NamedTuple):
    """Last year's report, from which a starting file is made.

    Attributes:
        path: Its file as the starting file names it, relative to the folder of the starting file.
        reading: What was read from it.
        texts: Its text, adapted to this year's file for the author to revise: by field path of the section, then by the
            key of the part; by "" for the preamble and for text before or after a table. Empty where only the figures
            are carried over.
    """

    path: str
    reading: Reading
    texts: Mapping[str, Mapping[str, Prose]] = MappingProxyType({})


class FromLastYear(NamedTuple):
    """What last year's report gives to this year's: figures carried over, and values that text may name.

    Attributes:
        carried: Figures of 上年结转 by path, without blank ones.
        scope: The values that text may name, or what `ExpressionScope.last_year` has in their place.
        report: The report, if it was read.
        absent: The name of its file if the file does not exist. This need not be an error: a file that is sent to a
            body alone may state all it needs. Each figure of `carried` is then `WRONG`, so that none is taken for 0.
    """

    carried: dict[str, Any]
    scope: Any = None
    report: AnyReport | None = None
    absent: str | None = None


def from_last_year(draft: Draft, node: Node | None, read: ReadReport | None) -> FromLastYear:
    """Read last year's report, which the author named.

    Args:
        draft: What was found so far.
        node: What the author wrote as its name, or None.
        read: How to read it; None if this file is itself read as last year's, so that its carried figures are blank.
    """
    if node is None or (isinstance(node, Scalar) and node.blank):
        return FromLastYear({})
    figures = outline_of(draft.form).carried
    if read is None:
        return FromLastYear(dict.fromkeys(figures))
    draft.places[_FIELD] = node
    path = draft.scalar(node, _FIELD, partial(_file, draft.folder), "上年报告的文件名")
    if path is None:
        return FromLastYear(dict.fromkeys(figures, WRONG), ABSENT, absent=typed(node))
    report = path if path is WRONG else _report(draft, node, path, read)
    if report is WRONG:
        return FromLastYear(dict.fromkeys(figures, 0), UNKNOWN)
    carried = {path: value for path, value in carried_figures(draft.form, report).items() if value is not None}
    return FromLastYear(carried, ExpressionScope(type(report), _nameable(report)), report)


def _file(folder: Path | None, name: str) -> Path | None:
    """The path of the file; None if it does not exist, or nothing can be beside an input that came from memory."""
    try:
        return file_inside(folder, name) if folder else None
    except Absent:
        return None


def refuse_absent(draft: Draft, node: Node, name: str, *, compared: bool) -> None:
    """Refuse the name of last year's file, which does not exist although it is needed.

    Args:
        draft: What was found so far.
        node: What the author wrote as its name.
        name: The name.
        compared: Whether text compares with it, not the table alone.
    """
    beside = "请把它放在本文件旁边" if draft.folder else "从内存读入的内容旁边没有文件，请从文件读入"
    without = "自己填写上年结转" + ("，文字里也不与上年比较" if compared else "")
    mend = meant(draft.folder, name) or f"{beside}；没有的，删去这一行，{without}"
    draft.refuse(node, _FIELD, "没有上年报告的文件", found=name, mend=mend)


def _report(draft: Draft, node: Node, path: Path, read: ReadReport) -> Any:
    try:
        return read(path)
    except GkError as error:
        draft.refuse(node, _FIELD, "上年报告读不出来", found=path.name)
        draft.problems.extend(error.in_file(path.name).problems)
        return WRONG


def compare(draft: Draft, node: Node, report: Report, last: Report) -> None:
    """Refuse last year's report if it belongs to another year or another body."""
    if last.year != report.year - 1:
        expected, mend = f"{report.year - 1}年度的报告", f"本文件的年度写的是 {report.year}；写错的是年度，请改年度"
        draft.refuse(node, _FIELD, "不是上一年度的报告", found=f"{last.year}年度", expected=expected, mend=mend)
    if last.agency.name != NO_NAME and not same_body(report.agency, last.agency):
        expected, mend = f"{report.agency.name}的报告", "机关改了名称的，请删去这一行，自己填写上年结转"
        draft.refuse(node, _FIELD, "不是同一机关的报告", found=last.agency.name, expected=expected, mend=mend)


def _nameable(report: Report) -> dict[str, Any]:
    """Every value of a report that text may name, by field path."""
    figures = {path: attrgetter(path)(report) for path in units(type(report))}
    return {"year": report.year, "published": report.published, **figures, **agency_values(report.agency)}


def agency_values(agency: Agency) -> dict[str, Any]:
    """Every value of a body that text may name, by field path; level and type as Chinese words."""
    return {path: in_words(field, value) for path, field, value in facts_of(agency)}
