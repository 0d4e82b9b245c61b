"""Read the roster of bodies that owe a report: a .csv file, or the first sheet of an .xlsx, one body a line.

    机关,层级,类型,填报人,联系方式
    西集镇人民政府,乡级,乡镇,王某,0632-5550101

The first line names the columns, in any order; only 机关 is required. 简称 and 所属地区 help to find the body of a
report. 填报人 and 联系方式 are for the office that collects the reports: they appear in the summary and the return
slips, never in a report. Other columns (序号, 备注, 机关代码) are ignored, but 类别 or 行政级别 counts as 类型 or 层级
if it has one of their words.
"""

from __future__ import annotations

import csv
import io
import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gk_docs import regex as re
from gk_docs.authored.scalars import Misfit, choice
from gk_docs.chinese.labels import nearest, normalise
from gk_docs.errors import GkError, InvalidReport, Problem, UnreadableFile
from gk_docs.files.encoding import decode
from gk_docs.files.opc import Package
from gk_docs.files.sheets import Sheet, sheets_of
from gk_docs.files.source import Source
from gk_docs.form.agency import NO_PART_OF_A_NAME, Agency, Contact
from gk_docs.form.identity import identity_of, told_apart
from gk_docs.form.messages import validated
from gk_docs.form.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


_log = logging.getLogger(__name__)

STEM = "名单"
"""Name of the roster of a folder, without its suffix."""

_SUFFIXES = (".csv", ".xlsx")
_TABLES = (*_SUFFIXES, ".xls", ".et", ".xlsm", ".ods", ".txt", ".tsv")
_FORMAT = "名单须是 .csv 或 .xlsx 文件"
_COLUMNS = {
    "name": ("机关", "机关名称", "单位", "单位名称", "名称", "body"),
    "short_name": ("简称", "short_name"),
    "level": ("层级", "级别", "level"),
    "type": ("类型", "机关类型", "单位类型", "type"),
    "region": ("所属地区", "地区", "region"),
    "filer": ("填报人", "经办人", "联系人", "责任人", "filer"),
    "contact": ("联系方式", "联系电话", "电话", "手机", "contact"),
}
_FIELDS = {normalise(word): field for field, words in _COLUMNS.items() for word in words}
_OWN_COLUMNS = {
    "type": ("类别", "机关类别", "单位类别", "性质", "机关性质", "单位性质"),
    "level": ("等级", "级次", "行政级别", "机关级别", "单位级别", "行政层级"),
}
"""Columns that an office may have for its own purposes (行政级别: 正科级); only our words (县级) count there."""

_HEAD = "第一行请写列名，如：机关,层级,类型,填报人,联系方式"
_LOOSE = {word: field for field, words in _OWN_COLUMNS.items() for word in words}
_NO_SLIPS = {*_LOOSE, *(field.title for field in Contact.model_fields.values())}
_WORDS = {name: words for name, field in Agency.model_fields.items() if (words := words_of(field))}
_DELIMITERS = ",\t;，"
_BELOW = re.compile(
    r"[合总小共]\s*计(?![\u4e00-\u9fff]).*|(?:备?注|说明|(?:填表|制表|审核|负责)人?)\s*[:：].*", re.DOTALL
)
_NO_BODY = re.compile(rf"{_BELOW.pattern}|[^\u3400-\u9fff\U00020000-\U0003ffff]+", re.DOTALL)
_HAN = "一二三四五六七八九十"
_ORDINAL = re.compile(f"(?:[{_HAN}]+[、.．]|[0-9]+[、.．)）]|[(（][{_HAN}0-9]+[)）]|[①-⑳])\\s*")
_CLASS = (
    "(?:[省市县区州盟旗]?[直属级]|各|所属|其他|中央|上级|垂直?管理?|双管|驻[省市县区]|党[委群政]*|"
    "[省市县区州盟旗]?政府|工作|组成|派出|公共|企?事业)*"
    "(?:部门|单位|机关|企业|学校|医院|机构|乡镇|镇街|街道(?:办事处)?)"
)
_GROUP = re.compile(rf"{_CLASS}(?:[和及与、]?{_CLASS})*(?:类|组|部分)?(?:[(（].*[)）])?[:：]?")
"""A line above the bodies of one kind: 乡镇, 县直部门（25个）."""
_BROKEN = (
    *((field, re.compile("\n"), "换行") for field in ("name", "short_name", "region")),
    *(
        (field, re.compile(r"(?<=[\u3400-\u9fff])[^\S\n]+(?=[\u3400-\u9fff])"), "空格")
        for field in ("name", "short_name")
    ),
)
"""What breaks the text of a column, which titles print as it is, and its Chinese word."""
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A body that owes a report.

    Attributes:
        agency: The body, with level and type where the roster has them.
        filer: The person who fills the report in, or "".
        contact: How the collecting office reaches that person, or "".
        line: Its line in the roster, from 1; the lines of further rosters go on from the last.
    """

    agency: Agency
    filer: str = ""
    contact: str = ""
    line: int = 0


def is_roster(file: Path) -> bool:
    """Whether a file has the name of a roster (名单.csv or 名单.xlsx)."""
    return file.stem == STEM and file.suffix.lower() in _SUFFIXES


def find_roster(folder: Path) -> Path | None:
    """The roster of a folder (名单.csv or 名单.xlsx), or None; a file that may be meant for one is named in a warning.

    Raises:
        InvalidReport: If both exist.
        UnreadableFile: If there is one of another format only (名单.xls): nobody would be missing without a word.
    """
    found = [file for suffix in _SUFFIXES if (file := folder / f"{STEM}{suffix}").is_file()]
    if len(found) > 1:
        raise InvalidReport(
            "有两份名单", file=found[1].name, found="、".join(file.name for file in found), mend="请只留一份"
        )
    meant = () if found else sorted(file for file in folder.glob(f"*{STEM}*") if file.suffix.lower() in _TABLES)
    for file in meant:
        if file.name.startswith(("_", ".", "~$")):
            continue
        if file.name.startswith(f"{STEM}."):
            raise UnreadableFile(_FORMAT, file=file.name, mend=f"请用 Excel 或 WPS 打开，另存为 {STEM}.xlsx")
        _log.warning("没有用 %s：是应报机关的名单的，请改名为 %s%s", file.name, STEM, file.suffix)
    return found[0] if found else None


def read_roster(path: Path) -> tuple[Member, ...]:
    """Read the bodies of a roster, in its order; bodies that share a name get their region before it.

    Raises:
        UnreadableFile: If the file cannot be read, or is neither .csv nor .xlsx.
        InvalidReport: If lines are wrong, with each of them: an unknown level or type, a body that comes twice, a line
            without a body.
        MissingExtra: If the file is .xlsx and python-calamine is not installed.
    """
    source = Source.of(path)
    if path.suffix.lower() not in _SUFFIXES:
        raise UnreadableFile(_FORMAT, file=path.name)
    try:
        rows = [*(_sheet(source.data) if path.suffix.lower() == ".xlsx" else _csv(decode(source.data)))]
        return _Roster(rows).members()
    except GkError as error:
        raise error.in_file(path.name) from error.__cause__


def _csv(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.lstrip("\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(_DELIMITERS, key=head.count))
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "请用 Excel 或 WPS 打开后另存为 .xlsx"
        raise InvalidReport([Problem(message="这一行不合 CSV 的写法", line=line, mend=mend)]) from error


def _sheet(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of the first sheet; a merged cell counts in each line that it covers (a region before its towns)."""
    gone: list[str] = []
    sheets = [*sheets_of(Package(data), gone)]
    if second := next((one.name for one in sheets[1:] if _lists_bodies(one)), None):
        raise InvalidReport("名单有几张工作表", found=second, mend="只读第一张；请把各张的机关合在第一张里")
    if gone:
        mend = "不要的请删去整行，要的请去掉删除线"
        raise InvalidReport("名单里有划去的字，不知道算不算", found="、".join(gone), mend=mend)
    if not sheets:
        return
    sheet = sheets[0]
    if stale := [row for (row, _), kept in sheet.formulas.items() if not kept]:
        mend = "请用 Excel 或 WPS 打开后保存一次，或改填文字"
        raise InvalidReport([Problem(message="这一行有公式，文件里没有算出的结果", line=min(stale) + 1, mend=mend)])
    for number, row in enumerate(sheet.rows):
        places = ((number, column) for column in range(len(row)))
        spread = (sheet.covered.get(place, place) for place in places)
        yield number + 1, [_text(sheet.rows[top][left]) for top, left in spread]


def _lists_bodies(sheet: Sheet) -> bool:
    """Whether a sheet has a column of bodies with anything below its head."""
    head, *below = [row for row in sheet.rows if any(row)] or [[]]
    return bool(below) and any(_FIELDS.get(normalise(str(cell))) == "name" for cell in head)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


class _Roster:
    """Reads the lines of a roster and gathers the problems of each."""

    def __init__(self, rows: Sequence[tuple[int, list[str]]]) -> None:
        lines = ((line, [_UNSEEN.sub("", cell).strip() for cell in row]) for line, row in rows)
        filled = [(line, row) for line, row in lines if any(row)]
        self.problems: list[Problem] = []
        self.loose: set[str] = set()
        self.rows = filled[1:]
        self.fields = self._columns(*filled[0]) if filled else []
        self.first: dict[str, int] = {}

    def members(self) -> tuple[Member, ...]:
        """Every body of the roster.

        Raises:
            InvalidReport: If anything is wrong, with every problem.
        """
        if "name" in self.fields and not self.rows:
            self._refuse(1, "名单里没有机关")
        found = [member for line, row in self.rows if "name" in self.fields and (member := self._member(line, row))]
        if self.problems or not self.fields:
            raise InvalidReport(self.problems or [Problem(message="名单是空的", line=1)])
        names = told_apart((member.agency, "") for member in found)
        return tuple(
            replace(member, agency=member.agency.replace(name=name)) for member, name in zip(found, names, strict=True)
        )

    def _columns(self, line: int, heads: list[str]) -> list[str]:
        named = {_FIELDS.get(normalise(head)) for head in heads}
        fields: list[str] = []
        for head in heads:
            field = _FIELDS.get(normalise(head), "")
            near = nearest(head, [*_FIELDS]) if not field and head not in _NO_SLIPS else None
            if near and _FIELDS[near] not in named:  # with a column 机关, 机关代码 is no slip for it
                self._refuse(line, "没有这一列", head, f"是否指“{near}”")
            elif field and field in fields:
                self._refuse(line, "同样的列有两列", head, "请只留一列")
            if (loose := _LOOSE.get(head)) and loose not in {*named, *fields}:
                field = loose
                self.loose.add(loose)
            fields.append(field)
        if "name" not in fields:
            heads_at = next((at for at, row in self.rows if "name" in {_FIELDS.get(normalise(one)) for one in row}), 0)
            mend = f"列名在第{heads_at}行，请删去它上面的行" if heads_at else _HEAD
            self._refuse(line, "第一行没有“机关”这一列", mend=mend)
        return fields

    def _refuse(self, line: int, message: str, found: str | None = None, mend: str | None = None) -> None:
        self.problems.append(Problem(message=message, line=line, found=found, mend=mend))

    def _member(self, line: int, row: list[str]) -> Member | None:
        if len(row) > len(self.fields) and any(row[len(self.fields) :]):
            self._refuse(line, "这一行的格数比第一行多", row[-1], "名称里有逗号的，请加双引号")
            return None
        cells = {field: cell for field, cell in zip(self.fields, row, strict=False) if field and cell}
        name = cells.get("name")
        begins = next(filter(None, row), "")  # 合计 may be in a column before the name
        is_group = _GROUP.fullmatch(_ORDINAL.sub("", name or begins, 1))
        if name is None or _NO_BODY.fullmatch(name) or _BELOW.fullmatch(begins) or is_group:
            message, mend = ("这一行不是机关", "请删去整行") if name or is_group else ("缺少机关名称", None)
            self._refuse(line, message, name, mend)
            return None
        if self._is_no_name(line, name):
            return None
        for field, pattern, what in _BROKEN:
            if pattern.search(cells.get(field, "")):
                mend = f"是一个机关的，请删去{what}；是几个机关的，请一行写一个"
                self._refuse(line, f"“{_COLUMNS[field][0]}”一格里有{what}", cells[field].replace("\n", "↵"), mend)
                return None
        agency = self._agency(line, cells)
        if agency is None:
            return None
        before = self.first.setdefault(identity_of(agency).name, line)
        if before != line:
            self._refuse(line, f"与第{before}行是同一机关", name, "请只留一行；不是的，请写明所属地区")
        filer, contact = cells.get("filer", ""), cells.get("contact", "")
        return Member(agency=agency, filer=filer, contact=contact, line=line)

    def _is_no_name(self, line: int, name: str) -> bool:
        """Whether a name has what no name has, such as a number before it; that is refused."""
        if found := _ORDINAL.match(name):
            self._refuse(line, "机关名称前有序号", name, f"请删去“{found[0].strip()}”")
        elif found := NO_PART_OF_A_NAME.search(name):
            mend = "请只写全称；是几个机关的，请一行写一个；是几列的，逗号用半角"
            self._refuse(line, f"机关名称里有“{found[0]}”", name, mend)
        return bool(found)

    def _agency(self, line: int, cells: dict[str, str]) -> Agency | None:
        values: dict[str, str] = {field: cells[field] for field in cells if field in ("name", "short_name", "region")}
        for field, words in _WORDS.items():
            try:
                values |= {field: choice(cells[field], words)} if field in cells else {}
            except Misfit as error:
                if field in self.loose:
                    continue
                mend = error.mend or f"可以写{error.expected}"
                self._refuse(line, f"没有这种{_COLUMNS[field][0]}", cells[field], mend)
        try:
            return validated(Agency, values)
        except InvalidReport as error:
            for problem in error.problems:
                self._refuse(line, problem.message, problem.found)
            return None
