"""Tell what kind of body reports: its level and type as stated, or else as far as its name is unambiguous.

A name says less than it seems to: 某市人民政府 may govern a prefecture or a county. What it does not say stays None.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import entries_of

if TYPE_CHECKING:
    from gk_docs.form.agency import Agency, Kind, Level


BODY_WORDS: Final = tuple(entries_of("gk_docs.checks.bodies", "names.txt"))
"""The entries of `names.txt`: words that show that a text names another body, and words that show it does not."""


class BodyName(NamedTuple):
    """A kind of body.

    Attributes:
        level: Its level, or None if unknown.
        type: Its type, or None if unknown.
        local: Whether it certainly belongs to a local government.
        is_government: Whether it is a people's government itself (各级人民政府).
    """

    level: Level | None
    type: Kind | None
    local: bool
    is_government: bool


def stands_in(short: str, name: str) -> bool:
    """Whether all characters of a short name occur in the full name, in that order (卫健局 in 卫生健康局)."""
    rest = iter(name)  # `in` below consumes it, which keeps the order
    return all(character in rest for character in short)


def body_of(agency: Agency) -> BodyName:
    """The kind of body that an agency is.

    >>> from gk_docs.form.agency import Agency
    >>> body_of(Agency(name="某市甲区乙镇人民政府"))
    BodyName(level='township', type='town', local=True, is_government=True)
    >>> body_of(Agency(name="某市人民政府")).level is None
    True
    """
    level, kind = _named(agency.name)
    level, kind = agency.level or level, agency.type or kind
    local = level not in (None, "state") or (level is None and bool(_REGION.match(agency.name)))
    government = kind in ("summary", "town") or (kind is None and agency.name.endswith("政府"))
    return BodyName(level, kind, local, government)


def reports_for_all(agency: Agency) -> bool | None:
    """Whether a body's report is a whole government's (政府汇总), which is due later; None if that is not certain.

    An office (政府办公室) whose type is not stated may publish for the whole government.

    >>> from gk_docs.form.agency import Agency
    >>> [reports_for_all(Agency(name=f"丙县{name}")) for name in ("人民政府", "教育局", "政府办公室")]
    [True, False, None]
    """
    kind = body_of(agency).type
    return None if kind is None or (kind == "office" and agency.type is None) else kind == "summary"


def hears_cases(agency: Agency) -> bool:
    """Whether the cases in its report may be against other bodies, since it hears them (政府, its office, 司法局).

    >>> from gk_docs.form.agency import Agency
    >>> [hears_cases(Agency(name=f"丙县{name}")) for name in ("人民政府", "司法局", "教育局", "乙镇人民政府")]
    [True, True, False, False]
    """
    return body_of(agency).type in (None, "summary", "office") or "司法" in agency.name


_REGION = re.compile(r"(?!国家|国务院|中国|中央|全国).{1,12}?(?:省|自治区|自治州|市|县|区|旗|盟|乡|镇|街道)")

# The first pattern that matches the end of a name decides, so the special ones come first.
_NAMES: tuple[tuple[str, Level | None, Kind], ...] = (
    (r"(?:镇|乡|苏木)(?:(?:人民)?政府)?", "township", "town"),
    (r"街道(?:办事处|办)?", "township", "street"),
    (r"政府(?:办公厅|办公室|办)", None, "office"),
    (r"(?:省|自治区|^(?:北京|上海|天津|重庆)市)人民政府", "province", "summary"),
    (r"自治州人民政府", "prefecture", "summary"),
    (r"(?:县|(?<!自治)旗|自治旗|林区)人民政府", "county", "summary"),
    (r"(?:市|盟)[^省市盟]{1,6}(?<!新)(?<!自治)(?<!特)区人民政府", "county", "summary"),
    (r"(?:省|市|自治区|县|区|旗|州)人民政府", None, "summary"),
    (r"(?:县|(?:市|盟)[^省市盟新]{1,6}(?<!自治)(?<!特)区)[^省市县区镇乡]{1,20}局", "county", "department"),
    (r"(?:局|委员会|厅)", None, "department"),
)


@lru_cache(maxsize=1024)
def _named(name: str) -> tuple[Level | None, Kind | None]:
    for pattern, level, kind in _NAMES:
        if re.search(f"(?:{pattern})$", name):
            return level, kind
    return None, None


_OWN_KINDS: Final = ("街道", "镇", "乡", "局", "委")
_OWN_PARTS: Final = ("里", "政府", "党委", "党委政府", "机关", "党组", "办事处", "党工委", "官网", "网站", "公众号")
"""By kind, what bodies call themselves without their name."""


def _kind_of(agency: Agency) -> str | None:
    """The word at the end of a body's name by which it speaks of itself (镇政府, 街道); None for other bodies."""
    return next((kind for kind in _OWN_KINDS if kind in agency.name[-5:]), None)


def calls_itself(words: str, agency: Agency) -> bool:
    """Whether words are what a body calls itself in its own report, or end in its name.

    >>> from gk_docs.form.agency import Agency
    >>> [calls_itself(words, Agency(name="丙区丁街道办事处")) for words in ("街道", "丁街道", "戊街道")]
    [True, True, False]
    """
    kind = _kind_of(agency)
    is_part = kind is not None and words in [f"{kind}{part}" for part in _OWN_PARTS]
    return is_part or words == kind == "街道" or words.endswith(names_of(agency))


def speaks_of(text: str, at: int, agency: Agency) -> bool:
    """Whether a body's name, or its short one, begins at a place of a text, perhaps behind a comma."""
    names = tuple(name for name in (agency.name, agency.short_name) if name)
    return text.startswith(names, at + text.startswith("，", at))


def own_names(agency: Agency) -> frozenset[str]:
    """What a body calls itself in its own report: by name, or as 街道 and 镇政府.

    >>> from gk_docs.form.agency import Agency
    >>> sorted(own_names(Agency(name="丙区丁街道办事处")) - {f"街道{part}" for part in _OWN_PARTS})
    ['丁街道', '丙区丁街道', '丙区丁街道办事处', '办事处', '街道']
    """
    kind = _kind_of(agency)
    parts = {f"{kind}{part}" for part in _OWN_PARTS} if kind else set[str]()
    core = _OFFICES.sub("", agency.name)
    names = {agency.name, core, agency.short_name or _BARE.sub("", core)}
    return frozenset(names | parts | ({"街道", "办事处"} if kind == "街道" else set()))


_BARE = re.compile("^.*?(?:省|市|县|区|旗)(?=.{2,})")
_OFFICES = re.compile("(?:人民政府|政府|办事处|办公室|办公厅|委员会)+$")


def names_of(agency: Agency) -> tuple[str, ...]:
    """The names by which a body's own report may call it, longest first.

    >>> from gk_docs.form.agency import Agency
    >>> names_of(Agency(name="青山县临河镇人民政府", short_name="临河镇"))
    ('青山县临河镇人民政府', '青山县临河镇', '临河镇', '青山县', '临河')
    """
    return _names(agency.name, agency.short_name, agency.region or "")


@lru_cache(maxsize=256)
def _names(name: str, short_name: str | None, region: str) -> tuple[str, ...]:
    core = _OFFICES.sub("", name)
    short = short_name or _BARE.sub("", core)
    place = core.removesuffix(short)
    stem = re.sub("(?:镇|乡|街道|局|委|县|市|区)$", "", short)
    every = {name, core, short, place, region, stem if len(stem) > 1 else ""}
    return tuple(sorted((one for one in every if len(one) > 1), key=lambda one: (-len(one), one)))
