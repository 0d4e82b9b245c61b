"""Decide whether two names belong to one body; every comparison of bodies asks this module.

A body is called by its full name or its short name, with or without its regions, and not always alike from year to year
(西集镇人民政府, 枣庄市山亭区西集镇政府, 西集镇). Only names are compared, never files.

A name without its region fits a body in any region, so `same_body` says only that two may be one. To choose among
several bodies (a roster, a folder), use `gk_docs.batch.bodies`, which picks none where two fit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.chinese.numerals import format_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gk_docs.form.agency import Agency

NO_NAME = "（未载明机关名称）"
"""Name of the body of a published report that does not say it."""

_FORMS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r'[\\/:*?"<>|_]+', ""),  # file names cannot have these, and have _ in their place
        ("街道(?:办事处|办)$", "街道"),
        ("人民政府(?=$|办)", "政府"),
        ("(?<=[镇乡木])政府$", ""),
        ("政府办(?:公[厅室])?$", "政府办"),
        ("管理委员会$|管委会$", "管委"),
        ("委员会$", "委"),
    )
)
_NUMBERED = re.compile("第([1-9][0-9]{0,2})", re.ASCII)
_LAST = "省市县区旗盟州"  # the last character of a region
_AFTER = "(?:市(?!场|容|政(?!府))|[区县](?![域划]))"  # 云州市 and 云州区 are one region, 云州市场监管局 is of 云州
_IS_REGION = re.compile(f"(?:(?<=[^{_LAST}])[{_LAST}]|(?<=州){_AFTER})$")
_GENERIC = re.compile(f"[{_LAST}](?!场|容|政(?!府))(?!.*(?:[镇乡木]|街道)$)")  # 县教育局, not 市场监督管理局
_NO_REGION = ("城市", "社区", "园区")
_PLACE = f"[{_LAST}]?[^{_LAST}]{{1,10}}(?:自治[县区州旗]|州{_AFTER}|[{_LAST}])"
_CHAIN = re.compile(f"(?:(?!{'|'.join(_NO_REGION)}){_PLACE})*(?=..)")
_REGION_ENDS = re.compile(f"(?:(?<=[^{_LAST}])(?!州{_AFTER})[{_LAST}]|(?<=州){_AFTER})(?=..)")
"""The last characters of the regions in a name; of two in a row the second begins a name, but for 云州市."""
_KIND = re.compile("(?:镇|乡|苏木|街道|政府办|政府|[局委厅办院所站会队]|中心)$")
_TOWN = re.compile("(?:镇|乡|苏木|街道)$")
_IS_KIND = re.compile(f"[{_LAST}]?(?:管委|街道|苏木|政府|中心|.)")
_AUTHORITIES = frozenset("局委厅")
_TIERS: tuple[tuple[re.Pattern[str], tuple[int, ...]], ...] = tuple(
    (re.compile(f"(?:{pattern})$"), tiers)
    for pattern, tiers in (
        ("省|自治区", (1,)),
        ("自治州|盟|地区", (2,)),
        ("[市州]", (2, 3)),  # 枣庄市 is a prefecture, 滕州市 a county in it
        ("[县旗]", (3,)),
        ("^.区|[发新园景社范专库林牧务能校片理假业税验]区", (3, 4)),  # 开发区, which may be a part of a county
        ("区", (3,)),
    )
)
"""The tiers that a region may be of by its last character, from 1 (province) down to 4; the first that fits."""
_LEVEL_TIERS = {"province": 1, "prefecture": 2, "county": 3}
_STREET = re.compile("[东西南北中]?[大横]?[路街道巷]")  # what follows the 红旗 of 红旗路街道
_PLACE_KIND = re.compile(f"(?:自治)?[{_LAST}]$")


class BodyIdentity(NamedTuple):
    """The names of a body, normalised so that all ways of writing them are equal.

    Attributes:
        name: Its full name, with its region before it where that is stated.
        short: Its short name, with the same region before it; "" if it lacks one.
        bare: Its full name without the region, where the stated region does not end as regions do (第八师); else "".
    """

    name: str
    short: str
    bare: str


def same_body(one: Agency, other: Agency) -> bool:
    """Whether two may be one body: one's full name is the other's full or short name, perhaps without its region.

    Two that both state a region must state the same one. Where the names differ at all, level and type must agree if
    both state them. An equal short name alone proves nothing: many counties have a 西集镇.

    >>> from gk_docs.form.agency import Agency
    >>> town = Agency(name="甲县西集镇人民政府", short_name="西集镇")
    >>> same_body(town, Agency(name="西集镇人民政府")), same_body(town, Agency(name="西集镇", region="丙市甲县"))
    (True, True)
    >>> same_body(town, Agency(name="乙县西集镇人民政府", short_name="西集镇")), same_body(town, Agency(name="集镇"))
    (False, False)
    """
    mine, its = identity_of(one), identity_of(other)
    if mine.name == its.name:
        return True
    if any(a and b and a != b for a, b in ((one.level, other.level), (one.type, other.type))):
        return False
    if mine.name and its.name and (mine.name == its.bare or mine.bare == its.name):
        return True
    return _related(mine.name, its.name) or (
        _kinds_agree(mine.name, its.name) and (_related(mine.name, its.short) or _related(mine.short, its.name))
    )


def may_be_misnamed(one: Agency, other: Agency) -> bool:
    """Whether two names that `same_body` tells apart may still be meant for one body, so that a person should check.

    They differ only in the kind of town (a 镇 that became a 街道) or only in the region.

    >>> from gk_docs.form.agency import Agency
    >>> street = Agency(name="甲县胡杨街道办事处")
    >>> may_be_misnamed(street, Agency(name="胡杨镇人民政府")), may_be_misnamed(street, Agency(name="胡杨街道办"))
    (True, False)
    >>> may_be_misnamed(Agency(name="平顺县黄土镇人民政府"), Agency(name="平川县黄土镇人民政府"))
    True
    """
    if keys_of(one) & keys_of(other):
        return not same_body(one, other)
    names = [{_TOWN.sub("", key): key for key in keys_of(agency) if _TOWN.search(key)} for agency in (one, other)]
    return any(len(stem) > 1 and names[0][stem] != names[1][stem] for stem in names[0].keys() & names[1].keys())


def misnamed(missing: Iterable[Agency], unlisted: Iterable[Agency]) -> dict[str, tuple[Agency, ...]]:
    """By name of each missing body, the bodies off the roster that may be meant for it (`may_be_misnamed`), if any.

    >>> from gk_docs.form.agency import Agency
    >>> found = misnamed([Agency(name="平川县黄土镇"), Agency(name="东乡")], [Agency(name="平顺县黄土镇人民政府")])
    >>> {name: [agency.name for agency in came] for name, came in found.items()}
    {'平川县黄土镇': ['平顺县黄土镇人民政府']}
    """
    near: dict[str, list[tuple[int, Agency]]] = defaultdict(list)
    for number, agency in enumerate(dict.fromkeys(unlisted)):
        for stem in _stems(agency):
            near[stem].append((number, agency))
    found = {}
    for agency in missing:
        around = dict(one for stem in _stems(agency) for one in near.get(stem, ()))
        if came := tuple(other for _, other in sorted(around.items()) if may_be_misnamed(other, agency)):
            found[agency.name] = came
    return found


def _stems(agency: Agency) -> set[str]:
    return {_TOWN.sub("", key) for key in keys_of(agency)}


def identity_of(agency: Agency) -> BodyIdentity:
    """Normalise the names of a body; `name` is equal for two bodies that are the same beyond doubt.

    >>> from gk_docs.form.agency import Agency
    >>> identity_of(Agency(name="西集镇人民政府", region="甲县")).name, identity_of(Agency(name="城关街道办事处")).name
    ('甲县西集镇', '城关街道')
    """
    return _identity(agency.name, agency.short_name or "", agency.region or "")


def keys_of(agency: Agency) -> frozenset[str]:
    """The names to look a body up by; of two bodies that may be one, a name of one is a key of the other."""
    return frozenset(key for name in identity_of(agency) if name for key in _without_regions(name))


def in_several_regions(bodies: Iterable[Agency]) -> bool:
    """Whether these bodies name several separate regions: two counties, but not a city and its county.

    >>> from gk_docs.form.agency import Agency
    >>> in_several_regions(Agency(name=name) for name in ("丙市教育局", "丙市甲县教育局", "甲县西集镇", "西集镇"))
    False
    >>> in_several_regions(Agency(name=name) for name in ("甲县教育局", "乙县西集镇"))
    True
    """
    regions = {_region(identity_of(agency).name) for agency in bodies} - {""}
    return sum(all(one == other or one not in other for other in regions) for one in regions) > 1


def states_its_region(agency: Agency) -> bool:
    """Whether a body's name begins with its region, or its region is stated, so that no other body has this name."""
    return bool(region_of(agency))


def region_of(agency: Agency) -> str:
    """The region with which a body's name begins, or that is stated; the whole of a government's; "" if unknown.

    >>> from gk_docs.form.agency import Agency
    >>> [region_of(Agency(name=name)) for name in ("甲市乙区丙街道办事处", "甲县人民政府", "教育局")]
    ['甲市乙区', '甲县', '']
    >>> [region_of(Agency(name=name)) for name in ("云州市交通运输局", "云州市场监督管理局", "云州市云州区西集镇")]
    ['云州市', '云州', '云州市云州区']
    """
    return _region(identity_of(agency).name)


def elsewhere(body: Agency, agency: Agency) -> str:
    """The region in a body's name, if the agency certainly is not in it (another county's town); else "".

    A region above the agency's or below it is none: only regions of one level contradict each other. What may be of two
    levels (丁市, 开发区) does so only if it would at either.

    >>> from gk_docs.form.agency import Agency
    >>> county = Agency(name="丙县人民政府")
    >>> names = ("丁县甲镇人民政府", "甲市山亭区教育局", "甲市丙县甲镇人民政府", "甲市水利局", "甲镇人民政府")
    >>> [elsewhere(Agency(name=name), county) for name in names]
    ['丁县', '山亭区', '', '', '']
    """
    found = [
        next((one[tier] for tier in one.keys() & own.keys() if not _may_be_one_place(one[tier], own[tier])), "")
        for one, own in product(_readings(body), _readings(agency))
    ]
    return found[0] if found and all(found) else ""


def _readings(agency: Agency) -> list[dict[int, str]]:
    """The regions in a body's name by tier, in each way in which it can be read.

    A stated region, which all reports of a folder may share, does not count beside a name that contradicts it.
    """
    found = _readings_of(identity_of(agency).name, agency.level)
    return found or _readings_of(_governed(in_one_form(agency.name)), agency.level)


def _readings_of(name: str, level: str | None) -> list[dict[int, str]]:
    within = len(_region(name))
    ends = [0, *(end.end() for end in _REGION_ENDS.finditer(name) if end.end() <= within)]
    chain = [name[start:end] for start, end in pairwise(ends) if not _STREET.match(name, end)]
    tiers: list[tuple[int, ...]] = [next(tiers for pattern, tiers in _TIERS if pattern.search(one)) for one in chain]
    if chain and (known := _LEVEL_TIERS.get(level or "", 0)) in tiers[-1]:
        tiers[-1] = (known,)
    return [
        dict(zip(one, chain, strict=True))
        for one in product(*tiers)
        if all(upper < lower for upper, lower in pairwise(one))
    ]


def _may_be_one_place(one: str, other: str) -> bool:
    """Whether two regions may be one: 丙县 and 国家税务总局丙县, 丙县 and 丙区, 前郭县 and 前郭尔罗斯蒙古族自治县."""
    stems = sorted((_PLACE_KIND.sub("", one), _PLACE_KIND.sub("", other)), key=len)
    return stems[1].endswith(stems[0]) or stems[1].startswith(stems[0])


def lacks_a_people(short: str, name: str) -> bool:
    """Whether a short name lacks only the people of a township or county that the full name, or its end, has.

    >>> [lacks_a_people(short, "丙市玉龙纳西族自治县") for short in ("玉龙县", "玉龙乡", "山亭县")]
    [True, False, False]
    """
    _, found, people = name.rpartition(short[:-1])
    return bool(found) and people[-1:] == short[-1:] and people[:-1].removesuffix("自治").endswith("族")


def told_apart(bodies: Iterable[tuple[Agency, str]]) -> list[str]:
    """Name these bodies, each given with its file, so that no two names are alike.

    A body keeps its name; its region comes first where another body has the same name; its file follows where one body
    has several files.

    >>> from gk_docs.form.agency import Agency
    >>> towns = [(Agency(name="西集镇", region=region), file) for region, file in zip("甲乙乙", ("1", "2", "3"))]
    >>> told_apart([*towns, (Agency(name="东镇"), "4")])
    ['甲西集镇', '乙西集镇（2）', '乙西集镇（3）', '东镇']
    """
    given = [(agency, identity_of(agency).name, file) for agency, file in bodies]
    files, bearers = Counter((agency.name, key) for agency, key, _ in given), Counter[str]()
    bearers.update(name for name, _ in files)
    found = []
    for agency, key, file in given:
        region = (agency.region or "") if bearers[agency.name] > 1 else ""
        name = agency.name if agency.name.startswith(region) else f"{region}{agency.name}"
        found.append(f"{name}（{file}）" if files[agency.name, key] > 1 and file else name)
    return found


@lru_cache(maxsize=8192)
def _identity(name: str, short: str, region: str) -> BodyIdentity:
    bare, brief = _governed(in_one_form(name)), _governed(in_one_form(short))
    full = _governed(_placed(normalise(region), in_one_form(name)))
    chain = _CHAIN.match(full)
    known = brief and not _related(full, brief)
    short = _placed(chain[0] if chain else "", brief) if known else ""
    return BodyIdentity(full, short, "" if _related(full, bare) else bare)


@lru_cache(maxsize=8192)
def in_one_form(name: str) -> str:
    """Normalise a name, or a text with names in it, so that all ways of writing a name are equal.

    >>> in_one_form("西集镇人民政府"), in_one_form("城关街道办"), in_one_form("开发区管理委员会")
    ('西集镇', '城关街道', '开发区管委')
    >>> in_one_form("第12中学")
    '第十二中学'
    """
    name = _NUMBERED.sub(lambda number: format_ordinal(int(number[1])), normalise(name))
    for pattern, form in _FORMS:
        name = pattern.sub(form, name)
    return name


def _governed(name: str) -> str:
    """Add 政府 to a region alone, which stands for its government (丙县2024年政府信息公开工作年度报告)."""
    return _IS_REGION.sub(r"\g<0>政府", name)


def _placed(region: str, name: str) -> str:
    """Put the region before a name without repeating what they share (枣庄市山亭区 and 山亭区西集镇)."""
    if not region or region in name:
        return name
    fewest = 1 if _GENERIC.match(name) else 2
    both = (size for size in range(min(len(region), len(name) - 1), fewest - 1, -1) if region.endswith(name[:size]))
    return region + name[next(both, 0) :]


def _related(one: str, other: str) -> bool:
    return bool(one and other) and (one in _without_regions(other) or other in _without_regions(one))


@lru_cache(maxsize=8192)
def _without_regions(name: str) -> frozenset[str]:
    """The name with all, some and none of its regions; also 县教育局 for 甲县教育局."""
    found = {name}
    for end in _REGION_ENDS.finditer(name):
        found |= {name[end.end() :]} if not _IS_KIND.fullmatch(name, end.end()) else set()
        found |= {name[end.start() :]} if _GENERIC.match(name, end.start()) else set()
    return frozenset(found)


def _region(name: str) -> str:
    """The region that a name begins with, or ""; the name of a government (甲县政府) is all region but for 政府."""
    if name.endswith("政府"):
        return name.removesuffix("政府")
    regions = (name.removesuffix(one) for one in _without_regions(name) if not _GENERIC.match(one))
    return max((one for one in regions if not one.endswith(_NO_REGION)), key=len, default="")


def _kinds_agree(one: str, other: str) -> bool:
    """Whether the last words of two names allow that they are one body: 甲镇 and 甲街道 are two."""
    kinds = [match[0] if (match := _KIND.search(name)) else "" for name in (one, other)]
    return "" in kinds or kinds[0] == kinds[1] or _AUTHORITIES.issuperset(kinds)
