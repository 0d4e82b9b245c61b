"""Find the body of a roster or a folder to which a report or a file belongs.

`gk_docs.form.identity` decides when two names may be one body. This module chooses among several bodies: the exact name
comes first; any other body is chosen only if it is the only one that fits, and fits no other. The order in which they
are given makes no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath
from typing import Generic, NamedTuple, TypeVar

from gk_docs import regex as re
from gk_docs.errors import InvalidReport
from gk_docs.form.agency import Agency
from gk_docs.form.identity import NO_NAME, identity_of, keys_of, same_body
from gk_docs.form.messages import validated

T = TypeVar("T")

_NO_NAME = re.compile(
    "^(?:(?:19|20)[0-9]{2}(?:年度|年(?!报))?|(?:(?:政府)?信息公开(?:工作)?)?(?:年度报告|年报)|"
    "附件[0-9]{0,2}|[0-9]{1,3}[.、]|[-_ :：]|关于|上?报送?)+|"
    "(?:[0-9年度的_ -]|年报|副本|最新|定稿|终稿|[(（][^()（）]*[)）]|(?:政府)?信息公开|工作|报告)+$"
)
_APART = re.compile("[^\u3400-\u9fff\U00020000-\U0003ffff]+")
_WITHIN = re.compile(
    "局|委员会|厅|办公室|中心|街道|单位|企业|公司|[站所园校院馆队](?!有)|[委办会库场厂处科股司镇乡村]$"
)
"""What shows in the words after a body's name that they name another body within it: 教育局第二幼儿园."""
_REGION = re.compile("[省市县区旗盟州]$")


class Found(NamedTuple, Generic[T]):
    """The result of looking for a body.

    Attributes:
        all: Everything that belongs to the body, in the order given; empty if nothing does, or if it is not clear.
        rivals: Names, sorted, of the bodies that it may be if that is not clear; else empty.
    """

    all: tuple[T, ...] = ()
    rivals: tuple[str, ...] = ()

    @property
    def first(self) -> T | None:
        """The first of `all`; None if it is empty."""
        return self.all[0] if self.all else None


class Bodies(Generic[T]):
    """Things that belong to bodies (lines of a roster, reports of a folder), looked up by body."""

    def __init__(self, things: Iterable[tuple[Agency, T]] = ()) -> None:
        self._things: list[tuple[Agency, T]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for agency, thing in things:
            self.add(agency, thing)

    def __len__(self) -> int:
        return len(self._things)

    @property
    def agencies(self) -> list[Agency]:
        """The body of each thing, in the order given."""
        return [agency for agency, _ in self._things]

    def add(self, agency: Agency, thing: T) -> None:
        """Add a thing that belongs to a body."""
        for key in keys_of(agency):
            self._by_key[key].append(len(self._things))
        for name in identity_of(agency):
            self._by_name[name].append(len(self._things))
        self._things.append((agency, thing))

    def of(self, agency: Agency) -> Found[T]:
        """What belongs to a body: what has its exact name, unless a longer name fits too; else the only body that fits.

        A body that fits a third one as well is not chosen: of two towns of one name, one given with its region and one
        without, it is not clear which is meant.
        """
        fits, name = self._fitting(agency), identity_of(agency).name
        if name in (names := {self._name(at) for at in fits}) and max(map(len, names)) == len(name):
            return Found(tuple(self._things[at][1] for at in fits if self._name(at) == name))
        found = self.alike(agency)
        return self._rivals(fits) if len({self._name(at) for at in self._sure(agency, fits)}) > 1 else found

    def alike(self, agency: Agency) -> Found[T]:
        """Everything that may belong to this body, under any name, if it can belong to no other body here."""
        fits = self._fitting(agency)
        sure = self._sure(agency, fits)
        if all(same_body(self._things[one][0], self._things[at][0]) for one in sure for at in sure) and (
            sure or not fits
        ):
            return Found(tuple(self._things[at][1] for at in sure))
        return self._rivals(fits)

    def _sure(self, agency: Agency, fits: list[int]) -> list[int]:
        """The things that fit this body, and fit only bodies that may be this one."""
        around = {at: self._fitting(self._things[at][0]) for at in fits}
        return [at for at in fits if all(same_body(agency, self._things[other][0]) for other in around[at])]

    def _rivals(self, fits: list[int]) -> Found[T]:
        near = {other for at in fits for other in self._fitting(self._things[at][0])}
        return Found(rivals=tuple(sorted({self._things[at][0].name for at in near})))

    def _name(self, at: int) -> str:
        return identity_of(self._things[at][0]).name

    def of_file(self, file: str) -> Found[T]:
        """What belongs to the body named in a file's name (see `named_in`); empty if the name has no body."""
        agency = self.named_in(file)
        return self.of(agency) if agency else Found()

    def whose(self, file: str, agency: Agency | None) -> Found[T]:
        """The entry of the body named in a file, or in the file's name if the file names none."""
        return self.of(agency) if agency and agency.name != NO_NAME else self.of_file(file)

    def otherwise(self, file: str, agency: Agency) -> str:
        """Say in Chinese that a file's name has another body than the file itself; "" if they agree."""
        named = self.named_in(file)
        there = [*map(id, self.of(named).all)] if named and agency.name != NO_NAME else []
        if not named or not there or any(id(thing) in there for _, thing in self.like(agency)):
            return ""
        return f"{PurePath(file).name} 的文件名写的是{named.name}，里面写的是{agency.name}，请核对"

    def named_in(self, file: str) -> Agency | None:
        """The body in a file's name: what `named_by` leaves of the name, or the longest body's name it begins with.

        Each run of Chinese characters is tried (张某_统计局总结). None if nothing here may belong to any of them, or
        several name a body.
        """
        whole = named_by(file)
        if whole and self._fitting(whole):
            return whole
        found = [*filter(None, map(self._begins, map(named_by, _APART.split(PurePath(file).stem))))]
        bodies = [one for one in found if not _REGION.search(one.name)] or found
        return bodies[0] if len(bodies) == 1 else None

    def _begins(self, whole: Agency | None) -> Agency | None:
        """The longest body's name that a file's name begins with, unless it continues to a body within that one."""
        name = whole.name if whole else ""
        for end in range(len(name), 1, -1):
            rest = _NO_NAME.sub("", name[end:])
            if not _WITHIN.search(rest) and not (rest and _REGION.search(name[:end])):
                agency = Agency(name=name[:end])
                if self._fitting(agency):
                    return agency
        return None

    def like(self, agency: Agency) -> list[tuple[Agency, T]]:
        """Everything that may belong to this body, with its own body, in the order given."""
        return [self._things[at] for at in self._fitting(agency)]

    def _fitting(self, agency: Agency) -> list[int]:
        near = {at for name in identity_of(agency) if name for at in self._by_key.get(name, ())}
        near |= {at for key in keys_of(agency) for at in self._by_name.get(key, ())}
        return sorted(at for at in near if same_body(self._things[at][0], agency))


def leads_back(everybody: Bodies[Agency], other: Agency, agency: Agency) -> bool:
    """Whether a report of `other` that was found for `agency` is clearly its own, and of nobody else in `everybody`."""
    return any(identity_of(one).name == identity_of(agency).name for one in everybody.of(other).all)


def named_by(file: str) -> Agency | None:
    """The body in the name of a file, without year, 年报 and the like; None if nothing is left.

    >>> files = ("西集镇2023.yaml", "1.柳林乡年报.docx", "水利局2025年政府信息公开工作年度报告(1).pdf")
    >>> [agency.name for file in files if (agency := named_by(file))]
    ['西集镇', '柳林乡', '水利局']
    >>> named_by("2025年报.docx") is None
    True
    """
    try:
        return validated(Agency, {"name": _NO_NAME.sub("", PurePath(file).stem)})
    except InvalidReport:
        return None
