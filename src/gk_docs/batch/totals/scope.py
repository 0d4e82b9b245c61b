"""Whose figures a total is made of, and what stays out of it, as findings (GK801): each body, file and cell named."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from gk_docs.checks.case import Case
from gk_docs.checks.registry import rule_of
from gk_docs.checks.rule import Fact
from gk_docs.checks.text.bodies import body_of
from gk_docs.chinese.text import listed
from gk_docs.finding import Severity
from gk_docs.form.agency import Agency
from gk_docs.form.editions import FORMS
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gk_docs.batch.figures import Unread
    from gk_docs.batch.totals.sums import Sums
    from gk_docs.finding import Finding
    from gk_docs.form.agency import Level
    from gk_docs.form.editions import AnyReport

Reach = Literal["own", "subordinates"]
"""`own`: the agency's own level alone (本级); `subordinates`: with everybody below it."""

_WORDS: dict[Reach, str] = {"own": "本级", "subordinates": "本级及下级"}
_NAMED = 6
_USUAL: Level = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose figures a total is made of.

    Attributes:
        reach: `own` where only bodies of the agency's own level count (本级: its office and departments),
            `subordinates` where those below it count too (towns, streets).
        own: Name of the agency's own report where it was given apart, or "".
        bodies: Names of all bodies that were added, in the order in which they came.
        below: Names of the bodies left out because they are of a lower level; none unless `reach` is `own`.
        missing: Names on the roster that gave no report.
        unread: Names of the files that could not be read.
    """

    reach: Reach
    own: str
    bodies: tuple[str, ...]
    below: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def words(self, named: int = _NAMED) -> str:
        """The scope in one Chinese sentence, with the names of the first few bodies of each kind.

        >>> Scope(reach="own", own="", bodies=("甲局", "乙局"), missing=("丙局",)).words()
        '汇总范围：本级，2个单位（甲局、乙局）；没有报告、未计入的1个：丙局'
        """
        own = f"，其中本级的报告是{self.own}的" if self.own else ""
        parts = [f"汇总范围：{_WORDS[self.reach]}，{len(self.bodies)}个单位（{listed(self.bodies, named, '等')}）{own}"]
        for names, what in (
            (self.missing, "没有报告、未计入的"),
            (self.unread, "文件读不出、未计入的"),
            (self.below, "属于下级、不在范围内的"),
        ):
            if names:
                parts.append(f"{what}{len(names)}个：{listed(names, named, '等')}")
        return "；".join(parts)


def is_below(body: Agency, agency: Agency) -> bool:
    """Whether a body is of a lower level than the agency, as both state or as their names tell for certain.

    An agency whose level is not known counts as a county; a body whose level is not known counts as no lower one.

    >>> from gk_docs.form.agency import Agency
    >>> is_below(Agency(name="西集镇人民政府"), Agency(name="山亭区人民政府"))
    True
    >>> is_below(Agency(name="山亭区水利局"), Agency(name="山亭区人民政府"))
    False
    """
    order = list(words_of(Agency.model_fields["level"]))
    level = body_of(body).level
    return level is not None and order.index(level) > order.index(body_of(agency).level or _USUAL)


Kind = Literal[
    "missing", "unread", "unclear", "off", "edition", "other_year", "itself", "not_on_roster", "twice", "blank"
]
"""What is to be said of a total, as `facts["kind"]` of its finding: mostly why something stays out of it."""

ADDED: frozenset[Kind] = frozenset(("unclear", "off"))
"""The kinds of what is in the sums, and must be looked at."""

_SAID: dict[Kind, str] = {
    "missing": "{name}没有报告，未计入{perhaps}",
    "unread": "{name}{what}，未计入：{why}",
    "unclear": "{name}可能是{others}，分不清是哪一个，已另行计入；请在报告或名单中写明所属地区",
    "off": "{name}的报告自身数据不符（{places}），已按原数计入",
    "edition": "{name}用的是{used}年格式，与{edition}年格式不同的数据未计入",
    "other_year": "{name}的报告是{other}年的，未计入",
    "itself": "{name}是汇总机关自己的报告，未计入；其中是本级数据的，请用 --own 指明",
    "not_on_roster": "{name}不在名单中，已计入",
    "twice": "{name}的同一份报告有两个文件{files}，只计一次",
}
_NOT_TO_MEND: frozenset[Kind] = frozenset(("other_year", "itself", "not_on_roster", "twice"))
_SCOPE = "汇总范围"
_PLACES = 2


@dataclass(slots=True)
class LeftOut:
    """Gathers what stays out of a total while reports are added.

    Attributes:
        unread: Files that could not be read or do not hold a report.
        other_year: Bodies with a report of another year, and that year.
        itself: Reports of the very agency that the total is for, by file.
        below: Bodies of a lower level, where only the agency's own level is wanted.
        not_on_roster: Bodies that were added although the roster has them not.
        unclear: Bodies that were added although they may be others, and the names of those.
        twice: Bodies whose very figures came again, with the two files.
        perhaps: By the name of a body that gave no report those that are not on the roster and may be meant for it.
    """

    unread: list[Unread] = field(default_factory=list)
    other_year: list[tuple[str, int]] = field(default_factory=list)
    itself: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    not_on_roster: list[str] = field(default_factory=list)
    unclear: dict[str, tuple[str, ...]] = field(default_factory=dict)
    twice: list[tuple[str, str, str]] = field(default_factory=list)
    perhaps: dict[str, tuple[Agency, ...]] = field(default_factory=dict)

    def findings(self, report: AnyReport, sums: Sums, scope: Scope) -> Iterator[Finding]:
        """Everything as findings: bodies first, then files, editions and cells in the order of the form.

        `below` does not count: the caller asked to leave it out, and the scope says so.
        """
        case, rule = Case.of(report), rule_of("GK801")
        facts = chain(
            self._missing(scope), self._files(), self._unclear(), _off(sums), _editions(report, sums), self._remarks()
        )
        return (rule.finding(fact, case) for fact in chain(facts, _cells(report, sums)))

    def _missing(self, scope: Scope) -> Iterator[Fact]:
        for name in scope.missing:
            others = [*dict.fromkeys(one.name for one in self.perhaps.get(name, ()))]
            asked = f"；收到的{listed(others)}不在名单中，是不是它的，请核对" if others else ""
            yield _fact("missing", name, perhaps=asked)

    def _unclear(self) -> Iterator[Fact]:
        for name, others in sorted(self.unclear.items()):
            yield _fact("unclear", name, others="、".join(one for one in others if one != name))

    def _files(self) -> Iterator[Fact]:
        for one in self.unread:
            fact = _fact("unread", one.source, what=one.what, why=one.why)
            yield fact if one.is_report else replace(fact, severity=Severity.INFO)

    def _remarks(self) -> Iterator[Fact]:
        """Tell what need not be mended for the sums to be right."""
        for name, year in self.other_year:
            yield _fact("other_year", name, other=year)
        yield from (_fact("itself", name) for name in self.itself)
        yield from (_fact("not_on_roster", name) for name in self.not_on_roster)
        for name, first, second in self.twice:
            yield _fact("twice", name, files=f"（{first}、{second}）" if first and second else "")


def _off(sums: Sums) -> Iterator[Fact]:
    """Who was added with figures that do not even add up in its own report."""
    for one in sums.bodies:
        if one.off:
            places = [words_at(FORMS[one.edition], path) for path in dict.fromkeys(one.off)]
            yield _fact("off", one.name, places=listed(places, _PLACES))


def _editions(report: AnyReport, sums: Sums) -> Iterator[Fact]:
    for one in sums.bodies:
        if one.edition != report.edition:
            yield _fact("edition", one.name, used=one.edition, edition=report.edition)


def _cells(report: AnyReport, sums: Sums) -> Iterator[Fact]:
    outline, (cells, tables) = outline_of(type(report)), sums.blanks(type(report))
    for section in outline.sections:
        if names := tables.get(section.name):
            yield _blank("整张表空白，未计入：{name}", names, section.name, section.title)
    for path in outline.figures:
        if names := cells.get(path):
            yield _blank("空白未计入：{name}", names, path, None)


def _fact(kind: Kind, name: str, **facts: object) -> Fact:
    severity = Severity.INFO if kind in _NOT_TO_MEND else None
    told = {"kind": kind, "bodies": (name,), "name": name, **facts}
    return Fact(path="", words=_SCOPE, severity=severity, message=_SAID[kind], facts=told)


def _blank(message: str, bodies: Sequence[str], path: str, words: str | None) -> Fact:
    told = {"kind": "blank", "bodies": tuple(bodies), "name": listed(bodies)}
    return Fact(path=path, words=words, message=message, facts=told)
