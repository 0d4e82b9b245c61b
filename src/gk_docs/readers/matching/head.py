"""Body, year, title, contact and day of publication, wherever a file says them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gk_docs.chinese.labels import normalise
from gk_docs.form.report import FIRST_YEAR
from gk_docs.readers.matching.chrome import is_above
from gk_docs.readers.pages import Line, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gk_docs.readers.pages import Block

_TITLE = re.compile(
    r"(?:信息公开|政务公开|公开)(?:工作)?(?:的)?(?:20\d\d年)?(?:年度|年)?(?:工作)?(?:年度)?(?:情况)?(?:报告|年报)(?:\(.{1,12}\))?$"
)
_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_YEAR_IN_WORDS = re.compile(r"二[〇○零oO0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")
_PERIOD = re.compile(r"(20\d\d)年1月1日")
_YEAR_OF_REPORT = re.compile(r"(20\d\d)年度?(?:政府|政务)?(?:信息)?公开")
_SUBJECT = re.compile(r"(?:政府|政务|政府政务)?信息公开|政府?政务公开")
_ABOUT = re.compile(r"^关于|关于$|的$|\(\)|年度$|^本?年度?")
_PUBLISHES = re.compile(
    r"(?:公布|发布)(?P<name>[^，。、；]{2,30}?)(?:20\d\d年度?)?(?:政府|政务)信息公开(?:工作)?(?:年度)?报告"
)
_COMPILES = re.compile(r"(?:本(?:年度)?报告(?:是)?由|^|。)(?P<name>[^，。、；《》本]{2,30}?)(?:根据|依据|依照|按照)")
_BODY = re.compile(
    r"(?:政府|局|委|委员会|办|办公室|办公厅|厅|镇|乡|街道|街道办事处|办事处|中心|院|署|处|队|所|会|部|行|区|市|县|州|省)$"
)
_SOURCES = ("发布机构", "发文机关", "信息来源", "文章来源", "来源", "公开主体", "制作机构")
_PUBLISHED = re.compile(
    r"(?:发布|发表|公开|公布)(?:日期|时间)\s*[:：]?\s*(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})日?"
    r"(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?"
)
_LONGEST_TITLE = 60
_LONGEST_BODY = 30
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
    """

    titles: tuple[str, ...] = ()
    year: int | None = None
    agency: str = ""
    from_name: tuple[str, ...] = ()
    published: date | None = None
    contact: dict[str, str] = field(default_factory=dict)
    preamble: list[Block] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


def head_of(blocks: Sequence[Block], metadata: Mapping[str, str], name: str | None) -> Head:
    """Read the head: title and preamble, else what the page says of itself, else the file's name."""
    head = Head(aside=[])
    start = _read_title(blocks, head)
    head.aside = [line.text.strip() for line in _lines(blocks[: start[0]]) if line.text.strip()]
    for block in blocks[start[1] :]:
        if isinstance(block, Line) and is_above(block.text):
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
    _name_year_and_body(head, text, facts, Path(name or "").stem)
    return head


def is_title(text: str) -> bool:
    """Whether a line is the title of an annual report, or its last line.

    >>> is_title("甲镇2023年政府信息公开工作年度报告"), is_title("甲镇2023年政府信息公开工作年度报告解读")
    (True, False)
    """
    bare = normalise(text) if len(text) <= 2 * _LONGEST_TITLE and not text.rstrip().endswith("。") else ""
    return 0 < len(bare) <= _LONGEST_TITLE and bool(_TITLE.search(bare)) and not re.search(r"[>,;。]|位置|^本|《", bare)


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    return (block for block in blocks if isinstance(block, Line))


def _read_title(blocks: Sequence[Block], head: Head) -> tuple[int, int]:
    """Find the title: of several the last; return where it begins and where it ends."""
    places = [place for place, block in enumerate(blocks) if isinstance(block, Line) and is_title(block.text)]
    if not places:
        return _first_paragraph(blocks), _first_paragraph(blocks)
    place = places[-1]
    title = blocks[place]
    assert isinstance(title, Line)  # noqa: S101 - only lines were taken
    lines = [title.text.strip()]
    for before in range(place - 1, -1, -1):
        if _body_in("".join(lines)) and _year_in("".join(lines)):
            break
        if _text(blocks[before]):
            if not _begins_title(_text(blocks[before])):
                break
            lines.insert(0, _text(blocks[before]))
            place = before
    head.titles = tuple(" ".join(line.split()) for line in lines)
    return place, places[-1] + 1


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


def _text(block: Block) -> str:
    return block.text.strip() if isinstance(block, Line) else ""


def _is_body(text: str) -> bool:
    bare = normalise(text)
    return 2 <= len(bare) <= _LONGEST_BODY and bool(_BODY.search(bare)) and not is_above(text)  # noqa: PLR2004 - 某局


def _begins_title(text: str) -> bool:
    """Whether a line is a body, a year, or both: what stands before the last line of a title over several."""
    rest = _YEAR.sub("", normalise(text)) if len(text) <= _LONGEST_TITLE else text
    return not rest or _is_body(rest)


def _body_in(title: str) -> str:
    """The body that a title names: what is left without year, subject and 关于."""
    bare = _YEAR_IN_WORDS.sub("", _YEAR.sub("", normalise(title)))
    subject = _SUBJECT.search(bare)
    bare = bare[: subject.start()] if subject else ""
    for _ in range(2):
        bare = _ABOUT.sub("", bare).strip("()[]-_ ")
    return bare


def _year_in(text: str) -> int | None:
    bare = normalise(text)
    match = _YEAR.search(bare)
    if match:
        return int(match[1])
    words = _YEAR_IN_WORDS.search(bare)
    if not words:
        return None
    return 2000 + int("".join(str("〇一二三四五六七八九".find(re.sub("[○零]", "〇", char))) for char in words.groups()))


def _name_year_and_body(head: Head, text: str, facts: Mapping[str, str], stem: str) -> None:
    title = "".join(head.titles)
    bare = normalise(text)
    period = _PERIOD.search(bare) or _YEAR_OF_REPORT.search(bare)
    page_title = next((value for key, value in facts.items() if key in ("标题", "信息名称", "名称")), "")
    page_year = _YEAR_OF_REPORT.search(normalise(page_title))
    head.year = _year_in(title) or (int(period[1]) if period else None) or (int(page_year[1]) if page_year else None)
    head.agency = _body_in(title) or _body_from(text, facts)
    head.agency = head.agency or _body_in(page_title)
    known_by_name: list[str] = []
    if head.year is None and (year := _year_in(stem)) and year >= FIRST_YEAR:
        head.year = year
        known_by_name.append("年度")
    if not head.agency and (body := _body_in_name(stem)):
        head.agency = body
        known_by_name.append("机关")
    head.from_name = tuple(known_by_name)


def _body_from(text: str, facts: Mapping[str, str]) -> str:
    for pattern in (_PUBLISHES, _COMPILES):
        for match in pattern.finditer(normalise(text)):
            name = _YEAR.sub("", match["name"])
            if _BODY.search(name) and len(name) > 2:  # noqa: PLR2004 - 我局 is no name
                return name
    return next((facts[key] for key in _SOURCES if facts.get(key)), "")


def _body_in_name(stem: str) -> str:
    bare = re.sub(r"[\d_\-.()（） 　]+|年度?|政府信息公开|工作|年度报告|年报|报告", "", stem)
    return bare if _BODY.search(bare) else ""


def _facts(blocks: Sequence[Block]) -> dict[str, str]:
    """What metadata tables and lines before the text say, by name."""
    found: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Table):
            for cells in block.cells():
                bare = [normalise(cell) for cell in cells]
                found.update({key: value for key, value in zip(bare[::2], bare[1::2], strict=False) if key and value})
        elif isinstance(block, Line) and is_above(block.text):
            for key, value in re.findall(r"([\u4e00-\u9fff]{2,6})\s*[:：]\s*(\S+)", block.text):
                found.setdefault(key, value)
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
