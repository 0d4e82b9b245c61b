"""Find places where a text speaks of another county, district or town as if the body that reports belonged to it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.checks.text.words import vocabulary
from gk_docs.form.identity import region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.agency import Agency

_HAN: Final = "[\u4e00-\u9fff]"
_LAST_PLACE = re.compile("(?P<stem>[^省市州盟县区旗]{1,5})(?P<level>[市县区旗])$")
_COUNTIES: Final = "县区旗"
_BEHIND: Final = f"(?:(?<!{_HAN})|(?<=[在由经受向对被照据合助报送发实]))"
_SHORT_NAME, _LONGEST = 2, 4  # characters of a body's name that may be any body's; of a county's name
_OFFICES = re.compile("(?:人民政府|政府|办事处)$")
_COUNTY = re.compile(
    f"(?:(?<!{_HAN})|(?<=[由经在为是])|(?<=[通经]过)|(?<=依托|公布|登录|请与|请向|发挥|利用|用好|办好|按照|根据)|(?<=[0-9]年))(?P<name>(?:(?![由经在与向和请的]){_HAN}){{2,3}}(?P<level>[市县区旗]))$"
)
_BARE = re.compile(f"(?<!{_HAN})[县区旗]$")
_SITE = re.compile(
    f"(?:[在由经于照据挥用]|通过|依托|登录){_HAN}{{2,4}}[县区旗](?P<at>(?=(?:人民)?政府(?:(?:门户|信息公开|官方)?网|办)|委(?:、|的?(?:正确|坚强|统一)?领导)))"
)
_TOWNS: Final = {"镇": "镇", "乡": "乡", "街道": "街道办?"}
_FOREIGN: Final = {"市": "县旗", "区": "县旗", "县": "旗"}
"""By the level of a body's region, those that none of its own can have: 我县 in the report of a city."""


def other_regions(text: str, agency: Agency) -> Iterator[tuple[int, int]]:
    """The spans of words that place the body in another region, or among bodies of another kind.

    >>> from gk_docs.form.agency import Agency
    >>> text = "在县委、县政府领导下，江北县政府办抽查。镇政府公开信息。"
    >>> [text[slice(*span)] for span in other_regions(text, Agency(name="江北区新华街道办事处"))]
    ['县委', '江北县', '镇政府']
    >>> text = "请与丙县教育局联系，经由丁州县教育局核实。报经江州市人民政府批准。"
    >>> [text[slice(*span)] for span in other_regions(text, Agency(name="丙县教育局"))]
    ['丁州县']
    >>> list(other_regions(text, Agency(name="丙县人民政府")))
    []
    """
    region = region_of(agency)
    if pattern := _pattern(agency.name, region):
        yield from (match.span() for match in pattern.finditer(text))
    if place := _LAST_PLACE.search(region):
        yield from _of_another(text, agency.name.rpartition(place[0])[2], place[0])


def _of_another(text: str, name: str, place: str) -> Iterator[tuple[int, int]]:
    """The spans of other counties before this body's own name without its county, and before a site that it uses."""
    core, level = _OFFICES.sub("", name), place[-1]
    places = [found.start() for found in re.compile(re.escape(core)).finditer(text)] if len(core) > _SHORT_NAME else []
    places += [found.start("at") for found in _SITE.finditer(text)] if level in _COUNTIES else []
    for at in places:
        bare = level in _COUNTIES and _BARE.search(text, max(0, at - 1), at)
        if bare and bare[0] != level:
            yield at - 1, at  # 区教育局 in a county
        county = _COUNTY.search(text, max(0, at - _LONGEST), at)
        alike = county and (county["level"] == level or {county["level"], level} <= set(_COUNTIES))
        if county and alike and not text.endswith(place, 0, at) and county["name"][:-1] not in vocabulary().usual:
            yield county.span("name")


@lru_cache(maxsize=256)
def _pattern(name: str, region: str) -> re.Pattern[str] | None:
    """The words that place a body elsewhere, judged by its name and its region."""
    ways = []
    if place := _LAST_PLACE.search(region):
        stem, level = re.escape(place["stem"]), place["level"]
        levels = "".join(one for one in "市县区旗" if one != level and f"{stem}{one}" not in name)
        if len(stem) > 1:
            ways.append(f"(?<![原撤]){stem}[{levels}](?!{_HAN}?[路街道村镇乡])")  # 江北县 for 江北区
        if level in _COUNTIES:
            others = _COUNTIES.replace(level, "")
            ways.append(
                f"{_BEHIND}[{others}]委(?=、?[{others}]?政府|的?(?:正确|坚强|统一)?领导)|{_BEHIND}[{others}](?:政府|政务公开)办(?:公室)?"
            )
        if wrong := _FOREIGN.get(level):
            ways.append(f"[我本][{wrong}](?!级)" + ("|全[县旗]" if level == "区" else ""))
    if kind := next((one for one in _TOWNS if name.endswith((f"{one}人民政府", f"{one}办事处"))), None):
        bare = "|".join(words for one, words in _TOWNS.items() if one != kind)
        ways.append(f"(?<![^。；\n])(?:{bare})(?:人民政府|政府|办事处|党委|党工委)(?![转派和与、])")
    return re.compile("|".join(ways)) if ways else None
