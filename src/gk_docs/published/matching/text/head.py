"""Find the body, year, title, contact and day of publication, wherever a file gives them."""

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
from gk_docs.published.matching.text.boilerplate import is_above
from gk_docs.published.matching.text.cues import cue, said
from gk_docs.published.matching.text.titles import (
    YEAR,
    ReportTitle,
    as_printed,
    body_in,
    is_body,
    is_title,
    titles_in,
    year_in,
)
from gk_docs.published.pages import Block, Line, texts_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


_REGIONS = frozenset("省市县区州盟旗")
_SOURCES = ("发布机构", "发文机关", "信息来源", "文章来源", "来源", "公开主体", "制作机构")
_STATED = ("publishes", "compiles")
_CONTACT = ("address", "postcode", "phone", "fax", "email", "website")


@dataclass(slots=True)
class Head:
    """What is at the head of a report.

    Attributes:
        titles: Lines of the title.
        year: The year reported on, or None.
        agency: Name of the body, or "".
        from_name: What only the file's name gives: 年度, 机关.
        published: Day of publication, or None.
        contact: Fields of the contact by name.
        preamble: Blocks between the title and the first section.
        aside: Lines that are not part of the report.
        notes: Notes on doubts about year and body.
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
    """Read the head from title and preamble, else from the page's metadata, the first section or the file's name."""
    head = Head(aside=[])
    titles = titles_in(blocks)
    chosen = max(titles, key=lambda title: (title.worth, title.start), default=None)
    start = _first_paragraph(blocks) if chosen is None else chosen.start
    head.titles = chosen.lines if chosen else ()
    head.aside = [*texts_in(blocks[:start])]
    for block in blocks[chosen.end if chosen else start :]:
        if isinstance(block, Line) and _is_aside(block.text):
            head.aside.append(block.text.strip())
        else:
            head.preamble.append(block)
    text = "\n".join(block.text for block in head.preamble if isinstance(block, Line))
    facts = {**_facts(blocks), **metadata}
    head.published = published_in([*head.aside, *(f"{key}：{value}" for key, value in facts.items())])
    head.aside = [line for line in (_without_day(line, head.published) for line in head.aside) if line]
    unbroken = "".join(line.strip() for line in text.split("\n"))
    found = {key: next(said(f"contact {key}", unbroken), "") for key in _CONTACT}
    head.contact = {key: " ".join(text.split()) for key, text in found.items() if text}
    _name_year_and_body(head, titles, text, facts, opening, Path(name or "").stem)
    head.notes.extend(_doubts(head, titles, text, facts))
    return head


def _is_aside(line: str) -> bool:
    """Whether a line below the title is not part of the report."""
    return is_above(line) or is_title(line) or cue("attached").search(line) is not None


def _first_paragraph(blocks: Sequence[Block]) -> int:
    """The place of the first line that is a sentence and not a menu item."""
    ends = ("。", "；", "：", "）")
    lines = ((place, block.text) for place, block in enumerate(blocks) if isinstance(block, Line))
    return next((place for place, text in lines if text.strip().endswith(ends) and not is_above(text)), len(blocks))


def _most_of(body: str, titles: Sequence[ReportTitle]) -> str:
    """A body's name as the most complete title has it: 甲县农业农村局 rather than 县农业农村局."""
    regions = (one.agency.removesuffix(body) for one in titles if body and one.agency.endswith(body))
    known = (region for region in regions if region and not _REGIONS.isdisjoint((region[-1], body[0])))
    return max(known, key=len, default="") + body


def _name_year_and_body(
    head: Head, titles: Sequence[ReportTitle], text: str, facts: Mapping[str, str], opening: str, stem: str
) -> None:
    page_title = _page_title(facts)
    head.year = (
        year_in(head.title)
        or _year_said(text, "period", "year of report", "reports on")
        or _year_said(opening, "period", "reports on")
        or _year_said(page_title, "year of report")
    )
    head.agency = _most_of(body_in(head.title), titles) or _body_said(text, *_STATED) or body_in(page_title)
    if not head.agency and (source := next((key for key in _SOURCES if is_body(facts.get(key, ""))), "")):
        head.agency = facts[source]
        head.notes.append(_doubt("agency", f"机关名称只见于“{source}”，暂按“{head.agency}”", head.agency))
    if not head.agency and (body := _body_said(opening, *_STATED)):
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


def _year_said(text: str, *sorts: str) -> int | None:
    """The year that a text gives by the first of these sorts of cues that it has; None if by none."""
    return next((int(year) for sort in sorts for year in said(sort, normalise(text))), None)


def _doubt(path: str, what: str, found: str) -> Note:
    return Note("GK103", path, f"{what}，请核对", found=found)


def _doubts(head: Head, titles: Sequence[ReportTitle], text: str, facts: Mapping[str, str]) -> Iterator[Note]:
    """Note years and bodies in the file that differ from those chosen, if nothing shows which ones are right."""
    title, period = head.title, _year_said(text, "period", "year of report")
    own = {int(year) for year in YEAR.findall(normalise(title))}
    if "学年" in normalise(title):
        what = "标题写的是学年，不是自然年：学校的年度报告另有格式（教育部令第29号），不是本格式"
        yield _doubt("year", f"{what}；暂按{head.year}年", title)
    elif cue("no authority").search(head.agency) and not re.search("政府|政务", title):
        what = "标题没有写政府信息：学校、企业、医院等公共企事业单位的信息公开另有规定和格式"
        yield _doubt("agency", f"{what}；“{head.agency}”按本格式读入", title)
    if len(own) > 1 and "学年" not in normalise(title):
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


def _body_said(text: str, *sorts: str) -> str:
    """The first body that a text names by one of these sorts of cues, and not as 本机关; "" if none."""
    names = (name for sort in sorts for name in _bodies(sort, text))
    return as_printed(next((name for name in names if not _is_short(name)), ""))


def _is_short(name: str) -> bool:
    """Whether a name is one that a body calls itself (本局), or not a whole name (各局)."""
    return len(name) <= 2 or cue("ourselves").search(name) is not None  # noqa: PLR2004 - two characters


def _who_acts(opening: str, preamble: str) -> str:
    """The body that acts at the start of the first section, answers questions or keeps a guide; "" if none does.

    An incomplete name such as 区政府办公室 does not count.
    """
    names = (
        name
        for sort, text in (("acts", opening), ("answers", preamble), ("keeps", opening))
        for name in _bodies(sort, text)
    )
    return as_printed(next(filter(cue("full name").search, names), ""))


def _bodies(sort: str, text: str) -> Iterator[str]:
    """The bodies that a text names by a sort of cue, without year and office."""
    names = (cue("office").sub("", YEAR.sub("", name)) for name in said(sort, normalise(text)))
    return filter(is_body, names)


def _body_in_name(stem: str) -> str:
    bare = cue("file name").sub("", stem)
    return bare if cue("body").search(bare) else ""


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """By name, the values in metadata tables and lines before the text (发布机构：…)."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, UnrolledTable):
            for cells in block.cells():
                bare = [normalise(cell) for cell in cells]
                found.update({key: value for key, value in zip(bare[::2], bare[1::2], strict=False) if key and value})
        elif isinstance(block, Line) and is_above(block.text):
            keys = [*cue("metadata").finditer(block.text)]
            for key, following in zip_longest(keys, keys[1:]):
                value = block.text[key.end() : following.start() if following else None].strip(" \t\u3000[]【】()（）")
                if value:
                    found.setdefault(key[1], value.split()[0])
    return found


def published_in(lines: Iterable[str]) -> date | None:
    """The first date that is given as the day of publication (发布日期：2024-01-15), or None."""
    return next((day for line in lines for match in cue("published").finditer(line) if (day := _day(match))), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(*map(int, match.groups()))
    except ValueError:
        return None


def _without_day(line: str, published: date | None) -> str:
    """A line without the day of publication, which has its own field; "" if nothing else is left."""
    rest = cue("published").sub(lambda match: "" if _day(match) == published else match[0], line).strip()
    return rest if re.search(r"\w", rest) else ""
