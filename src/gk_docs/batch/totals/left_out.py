"""What a total leaves out, as findings (GK801): each body, file and cell named."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Literal

from gk_docs.checks.case import Case
from gk_docs.checks.registry import rule_of
from gk_docs.checks.rule import Fact
from gk_docs.chinese.text import listed
from gk_docs.finding import Severity
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.batch.figures import Unread
    from gk_docs.batch.totals.scope import Scope
    from gk_docs.batch.totals.sums import Sums
    from gk_docs.finding import Finding
    from gk_docs.form.editions import AnyReport

Kind = Literal[
    "missing", "unread", "unclear", "off", "edition", "other_year", "itself", "not_on_roster", "twice", "blank"
]
"""What is to be said of a total, as `facts["kind"]` of its finding: mostly why something stays out of it."""

ADDED: frozenset[Kind] = frozenset(("unclear", "off"))
"""The kinds of what is in the sums, and must be looked at."""

_SCOPE = "汇总范围"
_PLACES = 2


@dataclass(slots=True)
class LeftOut:
    """What stays out of a total, as it comes.

    Attributes:
        unread: Files that could not be read or do not hold a report.
        other_year: Bodies with a report of another year, and that year.
        itself: Reports of the very agency that the total is for, by file.
        below: Bodies of a lower level, where only the agency's own level is wanted.
        not_on_roster: Bodies that were added although the roster has them not.
        unclear: Bodies that were added although they may be others, and the names of those.
    """

    unread: list[Unread] = field(default_factory=list)
    other_year: list[tuple[str, int]] = field(default_factory=list)
    itself: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    not_on_roster: list[str] = field(default_factory=list)
    unclear: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def findings(self, report: AnyReport, sums: Sums, scope: Scope) -> Iterator[Finding]:
        """Everything as findings: bodies first, then files, editions and cells in the order of the form.

        `below` does not count: the caller asked to leave it out, and the scope says so.
        """
        case, rule = Case.of(report), rule_of("GK801")
        missing = (_fact("missing", "{name}没有报告，未计入", name) for name in scope.missing)
        bodies = chain(missing, self._files(), self._unclear(), _off(sums), _editions(report, sums))
        facts = chain(bodies, self._remarks(sums), _cells(report, sums))
        return (rule.finding(fact, case) for fact in facts)

    def _unclear(self) -> Iterator[Fact]:
        for name, others in sorted(self.unclear.items()):
            message = "{name}可能是{others}，分不清是哪一个，已另行计入；请在报告或名单中写明所属地区"
            yield _fact("unclear", message, name, others="、".join(one for one in others if one != name))

    def _files(self) -> Iterator[Fact]:
        for one in self.unread:
            severity = None if one.is_report else Severity.INFO
            yield _fact(
                "unread", "{name}{what}，未计入：{why}", one.source, severity=severity, what=one.what, why=one.why
            )

    def _remarks(self, sums: Sums) -> Iterator[Fact]:
        """What need not be mended for the sums to be right."""
        info = Severity.INFO
        for name, year in self.other_year:
            yield _fact("other_year", "{name}的报告是{other}年的，未计入", name, severity=info, other=year)
        for name in self.itself:
            message = "{name}是汇总机关自己的报告，未计入；其中是本级数据的，请用 --own 指明"
            yield _fact("itself", message, name, severity=info)
        for name in self.not_on_roster:
            yield _fact("not_on_roster", "{name}不在名单中，已计入", name, severity=info)
        for name, first, second in sums.twice:
            files = f"（{first}、{second}）" if first and second else ""
            message = "{name}的同一份报告有两个文件{files}，只计一次"
            yield _fact("twice", message, name, severity=info, files=files)


def _off(sums: Sums) -> Iterator[Fact]:
    """Who was added with figures that do not even add up in its own report."""
    for one in sums.counted.values():
        if one.off:
            places = listed([words_at(FORMS[one.edition], path) for path in dict.fromkeys(one.off)], _PLACES)
            yield _fact("off", "{name}的报告自身数据不符（{places}），已按原数计入", one.name, places=places)


def _editions(report: AnyReport, sums: Sums) -> Iterator[Fact]:
    for one in sums.counted.values():
        if one.edition != report.edition:
            message = "{name}用的是{used}年格式，与{edition}年格式不同的数据未计入"
            yield _fact("edition", message, one.name, used=one.edition, edition=report.edition)


def _cells(report: AnyReport, sums: Sums) -> Iterator[Fact]:
    outline, (cells, tables) = outline_of(type(report)), sums.blanks(type(report))
    for section in outline.sections:
        if names := tables.get(section.name):
            yield _fact("blank", "整张表空白，未计入：{name}", *names, path=section.name, words=section.title)
    for path in outline.figures:
        if names := cells.get(path):
            yield _fact("blank", "空白未计入：{name}", *names, path=path, words=None)


def _fact(
    kind: Kind,
    message: str,
    *bodies: str,
    path: str = "",
    words: str | None = _SCOPE,
    severity: Severity | None = None,
    **facts: object,
) -> Fact:
    told = {"kind": kind, "bodies": bodies, "name": listed(bodies), **facts}
    return Fact(path=path, words=words, severity=severity, message=message, facts=told)
