"""Notices and laws that a report may cite, as data: which are superseded, and what is in force instead.

Each entry has its source. A pattern is matched against text whose brackets are any of 〔 [ 【 （ (.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from gk_docs import regex as re
from gk_docs.form.editions import FORMS as EDITIONS
from gk_docs.form.editions import by_year, in_force

if TYPE_CHECKING:
    from gk_docs.form.form import Form

_OPEN, _CLOSE = "[〔\\[【［（(﹝]", "[〕\\]】］）)﹞]"


@dataclass(frozen=True, slots=True)
class Citation:
    """Something that a report should not cite.

    Attributes:
        pattern: How it is cited.
        name: What it is.
        instead: What is in force; None for the notice of the form that is in force for the year.
        since: First report year for which it is wrong.
        source: Where that is known from.
    """

    pattern: re.Pattern[str]
    name: str
    instead: str | None
    since: int
    source: str


def _number(prefix: str, year: int, number: str) -> str:
    return f"{prefix}\\s*{_OPEN}{year}{_CLOSE}\\s*第?0*{number}号"


def _superseded(old: Form, new: Form) -> Citation:
    """The notice of a form that a newer one takes the place of."""
    number, day = _number(old.notice.series, old.notice.year, f"{old.notice.ordinal}"), new.notice.day
    issued = f"（{day.year}年{day.month}月{day.day}日）" if day else ""
    return Citation(
        re.compile("|".join(filter(None, (number, old.notice.also_cited)))),
        f"{old.notice.year}年的年度报告通知（{old.notice.number}）",
        None,
        new.first_year,
        f"{new.notice.number}{issued}印发新的格式，自{new.first_year}年度报告起使用",
    )


_LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"


def _used_before(old: Form, new: Form) -> str:
    years = [f"{year}" for year in (old.first_year, new.first_year - 1)]
    between = "、" if new.first_year - old.first_year <= 2 else "至"  # noqa: PLR2004 - two years
    return f"{between.join(dict.fromkeys(years))}年度为{old.notice.number.removeprefix(old.notice.series)}"


_CHANGES = tuple(pairwise(report.form for report in by_year()))

NOTICE: Final = in_force().form.notice
"""The notice of the form in force."""

NOTICES_BEFORE: Final = "；".join(_used_before(old, new) for old, new in _CHANGES)
"""The notices of the forms before, each with its report years (2019、2020年度为〔2019〕60号)."""

SUPERSEDED: Final = (
    *(_superseded(old, new) for old, new in _CHANGES),
    Citation(
        re.compile(_number("国办公开办函", 2016, "201")),
        "国办公开办函〔2016〕201号（旧统计表填报说明）",
        None,
        2019,
        "2019年格式启用后，旧统计表不再使用",
    ),
    Citation(
        re.compile(_number("国办发", 2014, "32")),
        "国办发〔2014〕32号（旧统计制度）",
        None,
        2019,
        "2019年格式启用后，旧统计制度不再使用",
    ),
    Citation(
        re.compile("(?<!原)(?:国务院令|国令|国务院)\\s*[（(〔]?第?\\s*492\\s*号"),
        "2007年公布的旧条例（国务院令第492号）",
        _LAW,
        2019,
        "国务院令第711号（2019年4月3日公布修订后的条例，2019年5月15日起施行）",
    ),
)
"""What is superseded, the notices of forms before."""

LAW_NUMBER: Final = re.compile(
    "政府信息公开条例》?\\s*[（(]?(?:以下简称[^）)]{1,12}[）)][（(])?(?:中华人民共和国)?(?:国务院令|国令|国务院)\\s*[（(〔]?第?\\s*(?P<number>[0-9]{1,4})\\s*号"
)
"""The number that is given with the 条例, which is 711."""

LAW: Final = "711"
"""Number of the order that published the 条例 in force. Source: 国务院令第711号."""

OLD_LAW: Final = "492"
"""Number of the order that published the 条例 of 2007; `SUPERSEDED` speaks of it."""

FORM_NUMBER: Final = re.compile(
    f"国办公开办函\\s*{_OPEN}(?P<year>[0-9]{{4}}){_CLOSE}\\s*第?0*(?P<number>[0-9]{{1,4}})号"
)
"""A number of the series in which the forms were issued."""

FORMS: Final = {(f"{report.form.notice.year}", f"{report.form.notice.ordinal}") for report in EDITIONS.values()} | {
    ("2016", "201"),
    ("2019", "61"),
}
"""Numbers of that series that exist and that reports cite; 〔2019〕61号 is on the platform of disclosure."""

BRACKETS: Final = re.compile(
    "(?<=[\u4e00-\u9fff])(?P<open>[〔\\[【［（(﹝])(?P<year>(?:19|20)[0-9]{2})(?P<close>[〕\\]】］）)﹞])(?P<ordinal>\\s*第?\\s*)(?P<zeros>0*)(?P<number>[1-9][0-9]{0,4})(?=\\s*号)"
)
"""Year and number of a document. Source: GB/T 9704—2012, 7.2.5: the year in 〔〕, no 第, no zero before the number."""
