"""Notices and laws that a report may cite, as data: `citations.txt` says which are superseded, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from gk_docs import regex as re
from gk_docs.checks.text.entries import pieced_lines
from gk_docs.form.editions import FORMS as EDITIONS
from gk_docs.form.editions import by_year, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gk_docs.form.form import Form

_OPEN, _CLOSE = "[〔\\[【［（(﹝]", "[〕\\]】］）)﹞]"


@dataclass(frozen=True, slots=True)
class Citation:
    """Something that a report should not cite.

    Attributes:
        example: A text that cites it.
        pattern: How it is cited.
        name: What it is.
        instead: What to cite instead; None for the notice of the form in force for the report year.
        since: First report year that should not cite it.
        source: Where this is laid down.
    """

    example: str
    pattern: re.Pattern[str]
    name: str
    instead: str | None
    since: int
    source: str


def _number(prefix: str, year: int, number: str) -> str:
    return f"{prefix}\\s*{_OPEN}{year}{_CLOSE}\\s*第?0*{number}号"


def _superseded(old: Form, new: Form) -> Citation:
    """The citation of an old form's notice, wrong since the new form's first year."""
    number, day = _number(old.notice.series, old.notice.year, f"{old.notice.ordinal}"), new.notice.day
    issued = f"（{day.year}年{day.month}月{day.day}日）" if day else ""
    return Citation(
        old.notice.number,
        re.compile("|".join(filter(None, (number, old.notice.also_cited)))),
        f"{old.notice.year}年的年度报告通知（{old.notice.number}）",
        None,
        new.first_year,
        f"{new.notice.number}{issued}印发新的格式，自{new.first_year}年度报告起使用",
    )


def _used_before(old: Form, new: Form) -> str:
    years = [f"{year}" for year in (old.first_year, new.first_year - 1)]
    between = "、" if new.first_year - old.first_year <= 2 else "至"  # noqa: PLR2004 - two years
    return f"{between.join(dict.fromkeys(years))}年度为{old.notice.number.removeprefix(old.notice.series)}"


_CHANGES = tuple(pairwise(report.form for report in by_year()))

NOTICE: Final = in_force().form.notice
"""The notice of the form in force."""

NOTICES_BEFORE: Final = "；".join(_used_before(old, new) for old, new in _CHANGES)
"""The notices of earlier forms, each with its report years (2019、2020年度为〔2019〕60号)."""

_LINES: Final = tuple(pieced_lines("gk_docs.checks.text", "citations.txt"))


def _of(kind: str) -> Iterator[list[str]]:
    return (fields for sort, *fields in _LINES if sort == kind)


SUPERSEDED: Final = (
    *(_superseded(old, new) for old, new in _CHANGES),
    *(
        Citation(example, re.compile(pattern), name, instead if instead != "-" else None, int(since), source)
        for example, pattern, name, instead, since, source in _of("superseded")
    ),
)
"""Citations of what is superseded; notices of earlier forms come first."""

REPEALED: Final = {
    title: (int(since), instead) for titles, since, instead, _ in _of("repealed") for title in titles.split()
}
"""By title, laws no longer in force: the year of their repeal, and the law in force instead."""

TITLE: Final = re.compile("《(?P<country>中华人民共和国)?(?P<name>[^《》（）()\n]{2,30})")
"""The title of a law or a document."""

NOT_A_LAW: Final = re.compile(
    "(?:政府|政务)?信息(?:公开|公布)(?:工作)?(?:管理)?(?:法|条例)|政[务府]公开(?:工作)?(?:法|条例)|(?P<school>高(?:等学)?校)信息公开(?:条例|法|规定)"
    "|(?:中华人民共和国)?(?P<law>行政(?:处罚|许可|强制|诉讼|复议))(?:条例|办法)(?=$)"
)
"""Wrong titles for the laws on disclosure (政府信息公开法), and laws called regulations (行政处罚条例).

Some match a right one, see `NAMES`.
"""

NAMES: Final = frozenset(("政府信息公开条例", "信息公开条例"))
"""Right titles of the 条例, without 中华人民共和国."""

SCHOOLS: Final = "高等学校信息公开办法"
"""The measures for universities. Source: 教育部令第29号."""

_NUMBERS: Final = dict(_of("number"))
NUMBERED: Final = re.compile(
    f"(?P<title>{'|'.join(_NUMBERS)})[^。；（()]{{0,8}}[（(](?P<number>[\u4e00-\u9fff]{{2,8}}(?:第[0-9]+号|{_OPEN}[0-9]{{4}}{_CLOSE}\\s*第?[0-9]+号))"
)
"""The title of a document in `_NUMBERS` with the number printed after it in brackets."""


def number_of(title: str, printed: str) -> str | None:
    """The right number of a document if another one is printed, else None; brackets are not compared.

    >>> number_of("高等学校信息公开办法", "教育部令第92号")
    '教育部令第29号'
    """
    digits = [re.findall("[0-9]+", number) for number in (_NUMBERS[title], printed)]
    return _NUMBERS[title] if digits[0] != digits[1] else None


_ARTICLE = "第(?:[一二三四五六七八九十]{1,4}|[0-9]{1,2})条"
ARTICLE: Final = re.compile(
    f"(?:政府信息公开|[据照按对行实守《]|^|(?<=[，。；]))条例》?(?:[（(][^（）()\\n]{{0,24}}[）)])?的?(?P<articles>{_ARTICLE}(?:[、和及，]{_ARTICLE})*)(?![至到—－-])",
    re.MULTILINE,
)
"""A citation of articles of the disclosure 条例, and of no other 条例."""

LAST_ARTICLE: Final = 56


def _articles(said: str) -> Iterator[int]:
    """Expand article numbers written as `13-17 32`."""
    for first, _, last in (one.partition("-") for one in said.split()):
        yield from range(int(first), int(last or first) + 1)


ARTICLES: Final = tuple(
    (example, re.compile(said), frozenset(_articles(numbers))) for example, said, numbers in _of("article")
)
"""For each subject of a sentence, the articles of the 条例 (2019) that deal with it."""


class TimeLimit(NamedTuple):
    """The longest time that the 条例 (2019) allows for something.

    Attributes:
        example: A sentence that gives more time.
        pattern: How it is said; `days` is the number of working days.
        days: The working days that are allowed.
        what: What is to be done.
        article: The article, as it is cited.
    """

    example: str
    pattern: re.Pattern[str]
    days: int
    what: str
    article: str


LIMITS: Final = tuple(
    TimeLimit(example, re.compile(pattern), int(days), what, f"第{article}条")
    for example, pattern, days, what, article in _of("limit")
)
"""Every time limit."""

TO_PUBLISH: Final = frozenset(range(19, 24))
"""The articles that list what is to be published; a sentence on publishing may cite any of them."""

PUBLISHES: Final = re.compile(
    "主动公开|法定公开|目录|所列|应公开|(?<![不予请])公开(?!条例|工作|申请|指南|年)[^，。；]{0,20}(?:信息|内容|事项)"
)
"""Words of a sentence on publishing."""

LAW_NUMBER: Final = re.compile(
    "(?:国务院令|国令)第?\\s*(?P<before>[0-9]{1,4})\\s*号(?:公布|发布|修订)?的?(?:新|新修订的|修订后的)?(?:《(?:中华人民共和国)?政府信息公开)?条例"
    "|政府信息公开条例》?\\s*[（(]?(?:以下简称[^）)]{1,12}[）)][（(])?(?:中华人民共和国)?(?:国务院令|国令|国务院)\\s*[（(〔]?第?\\s*(?P<number>[0-9]{1,4})\\s*号"
)
"""The number of the State Council order given with the 条例; the right one is `LAW`."""

LAW: Final = "711"
"""Number of the order that published the 条例 in force. Source: 国务院令第711号."""

OLD_LAW: Final = "492"
"""Number of the order that published the 条例 of 2007; `SUPERSEDED` covers it."""

FORM_NUMBER: Final = re.compile(
    f"国办公开办函\\s*{_OPEN}(?P<year>[0-9]{{4}}){_CLOSE}\\s*第?0*(?P<number>[0-9]{{1,4}})号"
)
"""A document number of the series in which the forms were issued (国办公开办函)."""

FORMS: Final = {(f"{report.form.notice.year}", f"{report.form.notice.ordinal}") for report in EDITIONS.values()} | {
    ("2016", "201"),
    ("2019", "61"),
}
"""Numbers of that series that exist and that reports cite; 〔2019〕61号 is about the disclosure platform."""

BRACKETS: Final = re.compile(
    "(?P<open>[〔\\[【［（(﹝])(?<=[\u4e00-\u9fff].)(?P<year>(?:19|20)[0-9]{2})(?P<close>[〕\\]】］）)﹞])(?P<ordinal>\\s*第?\\s*)(?P<zeros>0*)(?P<number>[1-9][0-9]{0,4})(?=\\s*号)"
)
"""Year and number of a document. Source: GB/T 9704—2012, 7.2.5: the year in 〔〕, no 第, no zero before the number."""
