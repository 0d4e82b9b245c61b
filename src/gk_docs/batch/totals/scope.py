"""Whose figures a total is made of, said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gk_docs.checks.text.bodies import body_of
from gk_docs.chinese.text import listed
from gk_docs.form.agency import Agency
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from gk_docs.form.agency import Level

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
