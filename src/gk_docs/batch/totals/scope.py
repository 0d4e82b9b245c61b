"""Say whose figures are in a total, and report as findings (GK801) each body, file and cell that is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gk_docs.checks.bodies.names import body_of
from gk_docs.checks.case import Case
from gk_docs.checks.registry import rule_of
from gk_docs.checks.rule import Fact
from gk_docs.chinese.text import listed
from gk_docs.errors import Problem
from gk_docs.finding import Finding, Severity
from gk_docs.form.agency import Agency, Level
from gk_docs.form.editions import FORMS, AnyReport
from gk_docs.form.outline import outline_of
from gk_docs.form.places import words_at
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gk_docs.batch.totals.sums import Sums

Reach = Literal["own", "subordinates"]
"""`own`: bodies of the agency's own level only (本级); `subordinates`: those below it too."""

_WORDS: dict[Reach, str] = {"own": "本级", "subordinates": "本级及下级"}
_NAMED = 6
_USUAL: Level = "county"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The bodies whose figures are in a total, and those that are not.

    Attributes:
        reach: `own` if only bodies of the agency's own level count (本级: its office and departments),
            `subordinates` if those below it count too (towns, streets).
        own: Name of the body of the agency's own report, if that was given separately; else "".
        bodies: Names of all bodies that were added, in the order of `Totals.counted`.
        below: Names of the bodies left out since they are of a lower level; empty unless `reach` is `own`.
        missing: Names on the roster without a report.
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
    """Whether a body is of a lower level than the agency, as both state or as their names show for certain.

    An agency whose level is not known counts as a county; a body whose level is not known does not count as lower.

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
    "missing",
    "unread",
    "unclear",
    "elsewhere",
    "otherwise",
    "off",
    "edition",
    "other_year",
    "itself",
    "not_on_roster",
    "twice",
    "blank",
]
"""The kinds of findings on a total, in their `facts["kind"]`; most of them say why something is left out."""

ADDED: frozenset[Kind] = frozenset(("unclear", "elsewhere", "otherwise", "off"))
"""The kinds of findings on what is in the sums but must be checked."""

_SAID: dict[Kind, str] = {
    "missing": "{name}没有报告，未计入{perhaps}",
    "unread": "{name}{what}，未计入：{why}",
    "unclear": "{name}可能是{others}，分不清是哪一个，已另行计入；请在报告或名单中写明所属地区",
    "elsewhere": "{name}名称里是{region}，不属于{whose}，已计入；是别处的请移走文件，确应计入的请写进名单",
    "otherwise": "{said}，已按里面写的计入",
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


def findings_of(told: Iterable[tuple[Kind, Fact]], report: AnyReport, sums: Sums) -> Iterator[Finding]:
    """The findings of a total: on bodies first, then on files, then on cells in the order of the form.

    Args:
        told: What the adding up has to say, as `fact` gives it.
        report: The sums.
        sums: Whose they are.
    """
    kinds = [*_SAID]
    facts = sorted((*told, *_off(sums), *_editions(report, sums)), key=lambda one: kinds.index(one[0]))
    case, rule = Case.of(report), rule_of("GK801")
    return (rule.finding(one, case) for one in (*(one for _, one in facts), *_cells(report, sums)))


def _off(sums: Sums) -> Iterator[tuple[Kind, Fact]]:
    """Facts on bodies whose figures do not add up in their own report."""
    for one in sums.bodies:
        if one.off:
            places = [words_at(FORMS[one.edition], path) for path in dict.fromkeys(one.off)]
            yield fact("off", one.name, places=listed(places, _PLACES))


def _editions(report: AnyReport, sums: Sums) -> Iterator[tuple[Kind, Fact]]:
    for one in sums.bodies:
        if one.edition != report.edition:
            yield fact("edition", one.name, used=one.edition, edition=report.edition)


def _cells(report: AnyReport, sums: Sums) -> Iterator[Fact]:
    outline, (cells, tables) = outline_of(type(report)), sums.blanks(type(report))
    for section in outline.sections:
        if names := tables.get(section.name):
            yield _blank("整张表空白，未计入：{name}", names, section.name, section.title)
    for path in outline.figures:
        if names := cells.get(path):
            yield _blank("空白未计入：{name}", names, path, None)


def fact(kind: Kind, name: str, *, remark: bool = False, **facts: object) -> tuple[Kind, Fact]:
    """A fact on a body or a file; a `remark` needs no mend for the sums to be right."""
    severity = Severity.INFO if remark or kind in _NOT_TO_MEND else None
    told = {"kind": kind, "bodies": (name,), "name": name, **facts}
    return kind, Fact(path="", words=_SCOPE, severity=severity, message=_SAID[kind], facts=told)


def none_counts(told: Iterable[tuple[Kind, Fact]], below: Sequence[str], *, any_read: bool) -> Iterator[Problem]:
    """Why no report is in the sums; nothing if that is only since no file could be read.

    Args:
        told: What the adding up has to say.
        below: Bodies of a lower level that were left out.
        any_read: Whether all files could be read.
    """
    kinds = [(kind, one.facts.get("other")) for kind, one in told]
    years = sorted(Counter(year for kind, year in kinds if kind == "other_year").items())
    left = [f"{count}份是{year}年的，不是所要的年度" for year, count in years]
    left += ["一份是汇总机关自己的，其中是本级数据的，请用 --own 指明"] if ("itself", None) in kinds else []
    left += [f"{len(below)}份是下级的，不在本级范围内"] if below else []
    if left or any_read:
        yield Problem(message="：".join(filter(None, ("没有可以汇总的报告", "；".join(left)))))


def _blank(message: str, bodies: Sequence[str], path: str, words: str | None) -> Fact:
    told = {"kind": "blank", "bodies": tuple(bodies), "name": listed(bodies)}
    return Fact(path=path, words=words, message=message, facts=told)
