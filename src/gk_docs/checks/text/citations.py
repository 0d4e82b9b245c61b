"""Laws and notices that reports cite, as data: which are superseded, and what is in force instead.

Each entry has its source. The patterns accept the year of a number in any brackets: 〔2021〕, [2021], （2021）.
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
        pattern: Finds a citation of it.
        name: What it is.
        instead: What to cite instead; None for the notice of the form in force for the report year.
        since: First report year that should not cite it.
        source: Where this is laid down.
    """

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
"""The notices of earlier forms, each with its report years (2019、2020年度为〔2019〕60号)."""

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
    Citation(
        re.compile("(?<!原)政府信息公开条例》?\\s*[（(](?:自)?200[78]年[^（）()]{0,16}[）)]"),
        "2008年5月1日起施行的旧条例",
        _LAW,
        2019,
        "国务院令第711号（2019年5月15日起施行）",
    ),
)
"""Citations of what is superseded; notices of earlier forms come first."""

_CODE = "《中华人民共和国民法典》"
_BY_CODE = "婚姻法 继承法 收养法 担保法 合同法 物权法 侵权责任法 民法通则 民法总则"

REPEALED: Final = {
    **dict.fromkeys(_BY_CODE.split(), (2021, _CODE)),  # 民法典 art. 1260, in force since 1 January 2021
    "城市房屋拆迁管理条例": (2011, "《国有土地上房屋征收与补偿条例》"),  # 国务院令第590号, art. 35
    "公司登记管理条例": (2022, "《中华人民共和国市场主体登记管理条例》"),  # 国务院令第746号, art. 55
    "企业法人登记管理条例": (2022, "《中华人民共和国市场主体登记管理条例》"),
    "治安管理处罚条例": (2006, "《中华人民共和国治安管理处罚法》"),  # art. 119
    "食品卫生法": (2009, "《中华人民共和国食品安全法》"),  # art. 104 of 2009
    "行政复议条例": (1999, "《中华人民共和国行政复议法》"),  # art. 43 of 1999
    "国家行政机关公文处理办法": (2012, "《党政机关公文处理工作条例》"),  # 中办发〔2012〕14号, art. 42
}
"""By title, laws no longer in force: the year of their repeal, and the law in force instead."""

TITLE: Final = re.compile("《(?P<country>中华人民共和国)?(?P<name>[^《》（）()\n]{2,30})")
"""The title of a law or a document."""

NOT_A_LAW: Final = re.compile(
    "(?:政府|政务)?信息(?:公开|公布)(?:工作)?(?:管理)?(?:法|条例)|政[务府]公开(?:工作)?(?:法|条例)|(?P<school>高(?:等学)?校)信息公开(?:条例|法|规定)"
)
"""Wrong titles for the laws on disclosure (政府信息公开法); some match a right one, see `NAMES`."""

NAMES: Final = frozenset(("政府信息公开条例", "信息公开条例"))
"""Right titles of the 条例, without 中华人民共和国."""

SCHOOLS: Final = "高等学校信息公开办法"
"""The measures for universities. Source: 教育部令第29号."""

_NUMBERS = {
    SCHOOLS: "教育部令第29号",
    "政府信息公开信息处理费管理办法": "国办函〔2020〕109号",
    "公共企事业单位信息公开规定制定办法": "国办发〔2020〕50号",
    "关于全面推进政务公开工作的意见": "中办发〔2016〕8号",
}
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

ARTICLES: Final = tuple(
    (re.compile(said), frozenset(articles))
    for said, articles in (
        ("(?:20|二十)个工作日内?[^，。；]{0,8}(?:答复|办结|办理)", range(31, 38)),
        ("保密审查|公开(?:前)?审查|审查机制", range(14, 18)),
        ("征求[^，。；]{0,6}第三方|第三方[^，。；]{0,4}意见|第三方不?同意", (15, 32)),
        ("不予公开", (*range(13, 18), *range(32, 40))),
        ("过程性信息|内部事务信息|行政执法案卷", (13, 16, 36, 37)),
        ("国家秘密|商业秘密|个人隐私", (*range(13, 18), 32, 36, 37)),
        ("主动公开的?[^，。；]{0,6}(?:范围|事项|目录)", (12, 13, 18, *range(19, 24), 43, 44)),
        ("动态调整", (12, 18, 19, 22)),
        ("公开指南|公开目录|指南和目录", (4, 12, 18)),
        ("(?:编制|公布|发布|撰写)[^，。；]{0,12}报告|年度报告", (4, 47, 49, 50, 54, 55)),
        ("信息处理费", (42,)),
        ("补正", (29, 30, 31)),
        ("工作考核|社会评议|责任追究", (9, 46, 47, 50, 52, 53)),
        ("区分处理", (36, 37)),
        ("查阅(?:场所|点)", (25,)),
        ("业务培训|定期培训", (45, 48)),
    )
)
"""For each subject of a sentence, the articles of the 条例 (2019) that deal with it."""

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
    "(?<=[\u4e00-\u9fff])(?P<open>[〔\\[【［（(﹝])(?P<year>(?:19|20)[0-9]{2})(?P<close>[〕\\]】］）)﹞])(?P<ordinal>\\s*第?\\s*)(?P<zeros>0*)(?P<number>[1-9][0-9]{0,4})(?=\\s*号)"
)
"""Year and number of a document. Source: GB/T 9704—2012, 7.2.5: the year in 〔〕, no 第, no zero before the number."""
