"""Find places where a text speaks of another county, district or town as if the body that reports belonged to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.bodies.names import BODY_WORDS, stands_in
from gk_docs.checks.spelling.words import vocabulary
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.form.identity import lacks_a_people, region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.agency import Agency

_HAN: Final = "[\u4e00-\u9fff]"
_LAST_PLACE = re.compile("(?P<stem>[^省市州盟县区旗]{1,5}(?:州(?=市))?)(?P<level>[市州盟县区旗])$")
_MINISTRY = re.compile("^(?:国家|中国|中华|全国)[^省市县区旗]*?(?:总局|局|部|公司|集团)")  # 国家税务总局丙县税务局
_COUNTIES: Final = "县区旗"
_PRAISE: Final = f"(?:{'|'.join(word for one in BODY_WORDS if one.kind == 'praise' for word in one.words)})"
_PARTS: Final = tuple(word for one in BODY_WORDS if one.kind == "part" for word in one.words)
_BEHIND: Final = f"(?:(?<!{_HAN}.)|(?<=[由在经受向对被照据合助报送发实到于过托录从个].))"  # behind one more character
_SHORT_NAME, _LONGEST = 2, 4  # characters of a body's name that may be any body's; of a county's name
_OFFICES = re.compile("(?:人民政府|政府|办事处)$")
_COUNTY = re.compile(
    f"(?:(?<!{_HAN})|(?<=[由经在为是向对到受接])|(?<=位于|地处)|(?<=[通经]过)|(?<=依托|公布|登录|请与|请向|发挥|利用|用好|办好|按照|根据|落实|贯彻)|(?<=[0-9]年))(?P<name>(?:(?![由经在与向和请的对到受有是各我本该及等为被以据其此全]){_HAN}){{2,3}}(?P<level>[市县区旗]))$"
)
_BEGINS = re.compile("(?:^|[，。；：\n])$")
_BARE = re.compile(f"(?<!{_HAN})[市县区旗]$")
SUPERIORS: Final = tuple(pieced_lines("gk_docs.checks.bodies", "regions.txt", {"PRAISE": _PRAISE}))
"""The lines of `regions.txt`: ABOVE or BARE, a sentence, a pattern of what follows a place; ENDS, how names end."""

_ABOVE, _BARE_PARTS = ("|".join(one for sort, _, one in SUPERIORS if sort == want) for want in ("ABOVE", "BARE"))
[_ENDS] = (one for sort, _, one in SUPERIORS if sort == "ENDS")
_SUPERIOR = re.compile(f"[市县区旗](?P<at>(?={_ABOVE}))")
_PLACES = re.compile("[^省市州盟县区旗]{1,9}(?:州市|[市县区旗])")
_ADDRESS = re.compile(f"地址(?:为|是|在|[：:])?{_HAN}{{0,4}}?(?P<at>(?<=[市县区旗])(?={_HAN}{{2,8}}[0-9]))")
_PRAISED: Final = f"党[组委](?=每|定期|专题|会议|听取|研究|高度|[把将])|{_PRAISE}(?![^。；]*[我本])"
_AS_OURS, _WITH = re.compile(_PRAISED), re.compile("[与和同转来]")
_PARENT = re.compile(f"市(?<!{_HAN}.)(?P<name>{_HAN}{{2,8}}局)(?={_PRAISED})")
_LEADS: Final = "委(?:、?[县旗]政府)?的?(?:正确|坚强|统一)?领导(?=下|和)|委常委会|政府常务会"
_TOWN = re.compile("(?:[镇乡](?:人民政府)?|街道(?:办事处)?)$")
_FOREIGN: Final = {"市": "县旗", "区": "县旗", "县": "旗"}
"""By the level of a body's region, those that none of its own can have: 我县 in the report of a city."""


def other_regions(text: str, agency: Agency) -> Iterator[tuple[int, int]]:
    """The spans of words that place the body in another region.

    >>> from gk_docs.form.agency import Agency
    >>> text = "在县委、县政府领导下，江北县政府办抽查。"
    >>> [text[slice(*span)] for span in other_regions(text, Agency(name="江北区新华街道办事处"))]
    ['县委', '江北县']
    >>> text = "请与丙县教育局联系，经由丁州县教育局核实。报经江州市人民政府批准。"
    >>> [text[slice(*span)] for span in other_regions(text, Agency(name="丙县教育局"))]
    ['丁州县']
    >>> list(other_regions(text, Agency(name="丙县人民政府")))
    []
    """
    region = _MINISTRY.sub("", region_of(agency))
    pattern = _pattern(agency.name, region)
    found = {match.span() for match in pattern.finditer(text)} if pattern else set[tuple[int, int]]()
    if place := _LAST_PLACE.search(region):
        found.update(_of_another(text, agency.name.rpartition(place[0])[2], region, place[0]))
    yield from sorted(found)


def _of_another(text: str, name: str, region: str, place: str) -> Iterator[tuple[int, int]]:
    """The spans of other places before this body's own name without its county, and before what stands above it."""
    core, level = _OFFICES.sub("", name), place[-1]
    own = [found.start() for found in re.compile(re.escape(core)).finditer(text)] if len(core) > _SHORT_NAME else []
    above = [found.start("at") for one in (_SUPERIOR, _ADDRESS) for found in one.finditer(text)]
    for at in own:
        bare = level in _COUNTIES and _BARE.search(text, max(0, at - 1), at)
        if bare and bare[0] != level and (bare[0] != "市" or _AS_OURS.match(text, at + len(core))):
            yield at - 1, at  # 区教育局 in a county
    for parent in _PARENT.finditer(text) if level in _COUNTIES else ():
        if stands_in(parent["name"], name):
            yield parent.start(), parent.start("name")
    for at in (*(at for at in own if not _WITH.match(text, at + len(core))), *above):
        found = _COUNTY.search(text, max(0, at - _LONGEST), at)
        of_level = found and [one for one in _PLACES.findall(region) if _alike(one[-1], found["level"])]
        if found and not of_level and _TOWN.search(name) and len(_PLACES.findall(region)) == 1 and level == "市":
            of_level = [place]  # 江北县 above a town of 青山市
        if found and at in own and not of_level and _AS_OURS.match(text, at + len(core)):
            of_level = [place]  # 江州市教育局高度重视 in a county
        if not found or not of_level or text.endswith(of_level[-1], 0, at):
            continue
        sure = text.startswith("人民政府", at) and _BEGINS.search(text, 0, found.start("name"))
        if not _is_common(found["name"], sure=bool(sure)) and not lacks_a_people(found["name"], region):
            yield found.span("name")


def _is_common(name: str, *, sure: bool) -> bool:
    """Whether a name consists of common words (代拟县), or is that of a part of a county (高新区)."""
    words = {name[:-1], *(name[at : at + 2] for at in range(len(name) - 2))}
    return (not sure and name[-2] not in _ENDS) or name.endswith(_PARTS) or not words.isdisjoint(vocabulary().usual)


def _alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= set(_COUNTIES)


@lru_cache(maxsize=256)
def _pattern(name: str, region: str) -> re.Pattern[str] | None:
    """The words that place a body elsewhere, judged by its name and its region."""
    ways = []
    if place := _LAST_PLACE.search(region):
        stem, level = re.escape(place["stem"]), place["level"]
        levels = "".join(one for one in "市县区旗" if one != level and f"{stem}{one}" not in name)
        if len(stem) > 1:
            ways.append(
                f"{stem}[{levels}](?<![原撤]{stem}.)(?!{_HAN}?[路街道村镇乡]|[监场容民域块间位]|政(?![府务]))"
            )  # 江北县 for 江北区
        above = "省市县区旗" if _TOWN.search(name) else "省市" if level in _COUNTIES else "省"
        ways.append(
            f"全[{above}](?<!{_HAN}..)(?:政府信息|政务|信息)公开工作(?=再上|[再迈]上|取得|稳步|有序|平稳|水平|质量|成效)"
        )
        if level in _COUNTIES:
            ways.append(f"[{_COUNTIES.replace(level, '')}]{_BEHIND}(?:{_BARE_PARTS})")
        if wrong := _FOREIGN.get(level):
            ways.append(f"[{wrong}]{_BEHIND}(?:{_LEADS})|[我本][{wrong}](?!级)")
        if level == "区":
            ways.append("全[县旗]")
    return re.compile("|".join(ways)) if ways else None
