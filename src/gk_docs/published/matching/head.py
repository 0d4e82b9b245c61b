"""Body, year, title, contact and day of publication, wherever a file says them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.chinese.labels import normalise
from gk_docs.files.tables import UnrolledTable
from gk_docs.form.form import FIRST_YEAR
from gk_docs.form.notes import Note
from gk_docs.published.matching.chrome import is_above
from gk_docs.published.matching.titles import (
    BODY,
    YEAR,
    ReportTitle,
    as_printed,
    body_in,
    is_body,
    is_title,
    titles_in,
    year_in,
)
from gk_docs.published.pages import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.published.pages import Block

_PERIOD = re.compile(r"(20\d\d)年?1月1日")
_NO_AUTHORITY = re.compile(r"(?:公司|集团|医院|大学|学院|学校|中学|小学|幼儿园)$")
_REPORTS_ON = re.compile(
    r"(?:公布|发布|编制)[^，,。；;]{0,40}?(20\d\d)年[^，,。；;]{0,30}?信息公开[^，,。；;]{0,8}报告"
)
_SCHOOL_YEAR = re.compile(r"学年度?")
_YEAR_OF_REPORT = re.compile(r"(20\d\d)年度?(?:政府|政务)?(?:信息)?公开")
_IN_BRACKETS = r"\((?!以下|下称|简称|下同)[^()]{2,16}\)"  # of a name: 甲县发展和改革局(粮食局)
_SHORT_FOR = r"(?:\((?:以下|下称|简称|下同)[^)]{0,40}\))?"
_PUBLISHES = re.compile(
    rf"(?:公布|发布|编制|现(?:予以)?公开|现[将就])(?:了|完成|形成了?|的|并(?:向社会)?(?:公布|发布))?《?(?P<name>(?:[^，,。、；;()]|{_IN_BRACKETS}){{2,30}}?){_SHORT_FOR}"
    r"(?:20\d\d年度?)?(?:政府|政务)?信息公开(?:年度)?(?:工作)?(?:年度)?(?:报告|情况)"
)
_NAME = rf"(?:[^，,。、；;《》():：本]|本溪|{_IN_BRACKETS}){{2,30}}?"
_COMPILES = re.compile(
    rf"(?:本(?:年度)?报告(?:是)?由|^|。)(?P<name>{_NAME}){_SHORT_FOR}(?:根据|依据|依照|按照|结合)"
    rf"|由(?P<by>{_NAME})(?:负责|结合[^，,。]{{2,16}})?编制"
    rf"|(?:^|[，,。])(?P<who>(?!由|结合|按照|根据){_NAME})(?:结合[^，,。]{{2,16}}[，,])?(?:特此|特|组织)?编制(?:了|完成)?(?=本|20|政府|政务|《)"
    rf"|(?:结合|按照|根据)(?P<of>{_NAME})(?:20\d\d年)?(?:年度)?政府信息公开工作(?:实际|情况)"
)
_REGIONS = frozenset("省市县区州盟旗")
_OURSELVES = re.compile("我.*|本(?:机关|单位|部门|[局委厅办院校府镇乡街道区县市省])")
_ACTS = re.compile(
    rf"(?:^|[，,。\n])(?:20\d\d年度?(?:以来)?)?(?P<name>{_NAME})(?=高度重视|认真|严格|深入|全面|坚持|持续|大力|始终|积极|按照|结合|立足|紧紧围绕"
    r"|在[^，,。]{2,30}领导下)"
)
_KEEPS = re.compile(rf"《(?P<name>{_NAME})(?:政府)?信息公开(?:指南|目录)")
_ANSWERS = re.compile(rf"(?:请(?:及时)?与|请联系:?|请向|详情与)(?P<name>{_NAME})(?=联系|沟通|咨询|[(,，;；。]|$)")
_OFFICE = re.compile(
    "(?:(?<=[镇乡]人民政府)|(?<=街道办事处)|(?<=局))[^省市县区镇乡局院所]*(?:办|[室科](?:\\(.*\\))?)$|(?<=[镇乡道])(?:党政|综合){1,2}办(?:公室)?$"
)
_NAMED = re.compile(
    "(?!通过|依托|围绕|结合|根据|按照|利用|督促|指导|组织|[我本各全由在经为以与向省市县区旗州局]|[镇乡](?:人民|政|党|村|级|街|各)|街道)"
    "(?=.+(?:[省市县区州盟旗镇乡]|街道))[^的对将等把]+(?:政府|[局委厅镇乡县区市州旗]|街道|办事处|委员会|管委会|办公[厅室])(?<!辖区)(?<!社区)(?<!全[镇乡县区市])"
)
_KEY = re.compile(
    r"((?:(?:发布|发文|公开|公布|发表|成文|生成|更新|生效|印发)?(?:时间|日期)|(?:信息|文章|稿件|文件)?来源|(?:责任)?(?:作者|编辑)|审核"
    r"|发布机构|发文机关|发文机构|发布单位|公开主体|制作机构|所属栏目|栏目|标题|信息名称|名称|文号|发文字号|索引号|主题分类|公文种类|体裁"
    r"|公开方式|有效性|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|字体|字号|分享到?|打印|关键词|摘要)|(?<=\s)[\u4e00-\u9fff]{2,6}|^[\u4e00-\u9fff]{2,6})"
    r"\s*[:：]"
)
_SOURCES = ("发布机构", "发文机关", "信息来源", "文章来源", "来源", "公开主体", "制作机构")
_PUBLISHED = re.compile(
    r"(?:发布|发表|公开|公布)(?:日期|时间)\s*[:：]?\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})日?"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_ATTACHED = re.compile(r"\s*附\s*件[\d\s]*[:：.、]?\s*\S*(?:报告|年报)\s*$")
_CONTACT = {
    "address": re.compile(r"(?:联系|通讯|通信)?地址\s*[:：]\s*([^，,；;。）)]+)"),
    "postcode": re.compile(r"(?:邮编|邮政编码)\s*[:：]?\s*(\d{6})(?!\d)"),
    "phone": re.compile(r"(?:联系|咨询)?电话\s*[:：]?\s*([\d\-－—()（）转 ]{7,25}\d)"),
    "fax": re.compile(r"传真\s*[:：]?\s*([\d\-－—]{7,20}\d)"),
    "email": re.compile(
        r"(?:电子)?(?:邮箱|邮件|信箱|E-?mail)(?:地址)?\s*[:：]?\s*([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII
    ),
    "website": re.compile(r"(https?://[\w.\-/:~%#?&=+]+)", re.ASCII),
}


@dataclass(slots=True)
class Head:
    """What stands at the head of a report.

    Attributes:
        titles: Lines of the title.
        year: The year reported on, or None.
        agency: Name of the body, or "".
        from_name: What was known only from the file's name: 年度, 机关.
        published: Day of publication, or None.
        contact: Fields of the contact by name.
        preamble: Blocks between the title and the first section.
        aside: Lines that are no part of the report.
        notes: What of year and body is not certain.
    """

    titles: tuple[str, ...] = ()
    year: int | None = None
    agency: str = ""
    from_name: tuple[str, ...] = ()
    published: date | None = None
    contact: dict[str, str] = field(default_factory=dict)
    preamble: list[Block] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(self.titles)


def head_of(blocks: Sequence[Block], opening: str, metadata: Mapping[str, str], name: str | None) -> Head:
    """Read the head: title and preamble, else what the page says of itself, else the first section, the file's name."""
    head = Head(aside=[])
    titles = titles_in(blocks)
    chosen = max(titles, key=lambda title: (title.worth, title.start), default=None)
    start = _first_paragraph(blocks) if chosen is None else chosen.start
    head.titles = chosen.lines if chosen else ()
    head.aside = [line.text.strip() for line in _lines(blocks[:start]) if line.text.strip()]
    for block in blocks[chosen.end if chosen else start :]:
        if isinstance(block, Line) and (is_above(block.text) or is_title(block.text) or _ATTACHED.match(block.text)):
            head.aside.append(block.text.strip())
        else:
            head.preamble.append(block)
    text = "\n".join(block.text for block in _lines(head.preamble))
    facts = {**_facts(blocks), **metadata}
    head.published = published_in([*head.aside, *(f"{key}：{value}" for key, value in facts.items())])
    head.aside = [line for line in (_without_day(line, head.published) for line in head.aside) if line]
    unbroken = "".join(line.strip() for line in text.split("\n"))
    found = {key: pattern.search(unbroken) for key, pattern in _CONTACT.items()}
    head.contact = {key: " ".join(match[1].split()) for key, match in found.items() if match}
    _name_year_and_body(head, titles, text, facts, opening, Path(name or "").stem)
    head.notes.extend(_doubts(head, titles, text, facts))
    return head


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    return (block for block in blocks if isinstance(block, Line))


def _first_paragraph(blocks: Sequence[Block]) -> int:
    """Where text begins that is no menu: the first line that is a sentence."""
    for place, block in enumerate(blocks):
        if (
            isinstance(block, Line)
            and block.text.strip().endswith(("。", "；", "：", "）"))
            and not is_above(block.text)
        ):
            return place
    return len(blocks)


def _most_of(body: str, titles: Sequence[ReportTitle]) -> str:
    """A body's name as the title has it that says most of it: 甲县农业农村局 above 县农业农村局."""
    regions = (one.agency.removesuffix(body) for one in titles if body and one.agency.endswith(body))
    known = (region for region in regions if region and not _REGIONS.isdisjoint((region[-1], body[0])))
    return max(known, key=len, default="") + body


def _name_year_and_body(
    head: Head, titles: Sequence[ReportTitle], text: str, facts: Mapping[str, str], opening: str, stem: str
) -> None:
    bare = normalise(opening)
    stated = _REPORTS_ON.search(normalise(text)) or _PERIOD.search(bare) or _REPORTS_ON.search(bare)
    period = _period_in(text) or (int(stated[1]) if stated else None)
    page_title = _page_title(facts)
    page_year = _YEAR_OF_REPORT.search(normalise(page_title))
    head.year = year_in(head.title) or period or (int(page_year[1]) if page_year else None)
    head.agency = _most_of(body_in(head.title), titles) or _body_from(text) or body_in(page_title)
    if not head.agency and (source := next((key for key in _SOURCES if is_body(facts.get(key, ""))), "")):
        head.agency = facts[source]
        head.notes.append(_doubt("agency", f"机关名称只见于“{source}”，暂按“{head.agency}”", head.agency))
    if not head.agency and (body := _body_from(opening)):
        head.agency = body
    elif not head.agency and (body := _who_acts(opening, text)):
        head.agency = body
        head.notes.append(_doubt("agency", f"机关名称只见于正文，暂按“{body}”", body))
    known_by_name: list[str] = []
    if head.year is None and (year := year_in(stem)) and year >= FIRST_YEAR:
        head.year = year
        known_by_name.append("年度")
    if not head.agency and (body := _body_in_name(stem)):
        head.agency = body
        known_by_name.append("机关")
    head.from_name = tuple(known_by_name)


def _page_title(facts: Mapping[str, str]) -> str:
    return next((value for key, value in facts.items() if key in ("标题", "信息名称", "名称")), "")


def _period_in(text: str) -> int | None:
    bare = normalise(text)
    period = _PERIOD.search(bare) or _YEAR_OF_REPORT.search(bare)
    return int(period[1]) if period else None


def _doubt(path: str, what: str, found: str) -> Note:
    return Note("GK103", path, f"{what}，请核对", found=found)


def _doubts(head: Head, titles: Sequence[ReportTitle], text: str, facts: Mapping[str, str]) -> Iterator[Note]:
    """What else the file says of year and body, where nothing shows which of the two is right."""
    title, period = head.title, _period_in(text)
    own = {int(year) for year in YEAR.findall(normalise(title))}
    if _SCHOOL_YEAR.search(normalise(title)):
        what = "标题写的是学年，不是自然年：学校的年度报告另有格式（教育部令第29号），不是本格式"
        yield _doubt("year", f"{what}；暂按{head.year}年", title)
    elif _NO_AUTHORITY.search(head.agency) and not re.search("政府|政务", title):
        what = "标题没有写政府信息：学校、企业、医院等公共企事业单位的信息公开另有规定和格式"
        yield _doubt("agency", f"{what}；“{head.agency}”按本格式读入", title)
    if len(own) > 1 and not _SCHOOL_YEAR.search(normalise(title)):
        yield _doubt("year", f"标题写了{'、'.join(map(str, sorted(own)))}几个年度，暂按{head.year}年", title)
    elif own and period and period not in own:
        yield _doubt("year", f"标题写的是{head.year}年，说明中写的是{period}年，暂按{head.year}年", title)
    others = [*((title.year, title.agency) for title in titles), _named_by(_page_title(facts))]
    for year in dict.fromkeys(year for year, _ in others if year and head.year and year != head.year):
        if period != head.year:
            yield _doubt("year", f"文件中的标题有{head.year}年和{year}年两种，暂按{head.year}年", str(year))
    for body in dict.fromkeys(body for _, body in others if is_body(body) and not _is_same(body, head.agency)):
        if head.agency not in as_printed(normalise(text)):
            yield _doubt("agency", f"文件中的标题有“{head.agency}”和“{body}”两种，暂按“{head.agency}”", body)
    if head.agency and not is_body(head.agency) and "机关" not in head.from_name:
        yield _doubt("agency", f"“{head.agency}”不像机关名称", head.agency)


def _named_by(title: str) -> tuple[int | None, str]:
    return (year_in(title), body_in(title)) if title and is_title(title) else (None, "")


def _is_same(body: str, other: str) -> bool:
    return body in other or other in body


def _body_from(text: str) -> str:
    for pattern in (_PUBLISHES, _COMPILES):
        for match in pattern.finditer(normalise(text)):
            name = _OFFICE.sub("", YEAR.sub("", next(filter(None, match.groups()), "")))
            if is_body(name) and not _OURSELVES.fullmatch(name) and len(name) > 2:  # noqa: PLR2004 - 各局 is no name
                return as_printed(name)
    return ""


def _who_acts(opening: str, preamble: str) -> str:
    """The body that acts at the beginning of the first section, answers questions or keeps a guide; "" if none does.

    区政府办公室, which no stranger knows, is no name.
    """
    for pattern, text in ((_ACTS, opening), (_ANSWERS, preamble), (_KEEPS, opening)):
        for match in pattern.finditer(normalise(text)):
            name = _OFFICE.sub("", match["name"])
            if is_body(name) and _NAMED.fullmatch(name):
                return as_printed(name)
    return ""


def _body_in_name(stem: str) -> str:
    bare = re.sub(r"[\d_\-.()（） 　]+|年度?|政府信息公开|工作|年度报告|年报|报告", "", stem)
    return bare if BODY.search(bare) else ""


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """What metadata tables and lines before the text say, by name."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, UnrolledTable):
            for cells in block.cells():
                bare = [normalise(cell) for cell in cells]
                found.update({key: value for key, value in zip(bare[::2], bare[1::2], strict=False) if key and value})
        elif isinstance(block, Line) and is_above(block.text):
            keys = [*_KEY.finditer(block.text)]
            for key, following in zip_longest(keys, keys[1:]):
                value = block.text[key.end() : following.start() if following else None].strip(" \t\u3000[]【】()（）")
                if value:
                    found.setdefault(key[1], value.split()[0])
    return found


def published_in(lines: Iterable[str]) -> date | None:
    """The first day of publication that is named as such (发布日期：2024-01-15), or None."""
    return next((day for line in lines for match in _PUBLISHED.finditer(line) if (day := _day(match))), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _without_day(line: str, published: date | None) -> str:
    """A line without the day of publication, which has its own place; "" if nothing else stands there."""
    rest = _PUBLISHED.sub(lambda match: "" if _day(match) == published else match[0], line).strip()
    return rest if re.search(r"\w", rest) else ""
