"""Read a workbook of ours: turn it into a tree as an author would write it, then read that like any authored input."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from gk_docs import regex as re
from gk_docs.authored.located import Mapping, Node, Scalar, entries_of
from gk_docs.authored.report import reading_from, texts_written
from gk_docs.authored.syntax import compose
from gk_docs.authored.words import LEAD, PREVIOUS
from gk_docs.authored.workbook import tables, texts, words
from gk_docs.authored.workbook.content import last_shown
from gk_docs.authored.workbook.sheets import OurSheet, nested, sheets_of
from gk_docs.errors import InvalidReport, NotFilledIn, UnreadableFile
from gk_docs.files.opc import Package
from gk_docs.files.sheets import sheets_of as all_sheets
from gk_docs.form.editions import FORMS, form_of
from gk_docs.form.notes import Note
from gk_docs.form.outline import Section, outline_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gk_docs.authored.last_year import ReadReport
    from gk_docs.files.source import Source
    from gk_docs.form.reading import Reading
    from gk_docs.form.report import Report

    Kept: TypeAlias = dict[str, tuple[str | None, Node]]

_POSTCODE = 6  # digits
_COMMENT = re.compile(rb"<(?:\w+:)?comment[ >]")
_TELEPHONES = ("agency.contact.phone", "agency.contact.fax")
_WITHOUT_ZERO = re.compile("1[0-9]{2,4}|1[3-9][0-9]{9}|[2-9][0-9]{6,7}|[48]00[0-9]{7}")
"""Telephone numbers that do not begin with 0: hotlines, mobile phones, numbers without area code, 400 and 800."""


def read(source: Source, read_last_year: ReadReport | None) -> Reading | None:
    """Read the report in a workbook of ours; None for any other workbook.

    Args:
        source: The file.
        read_last_year: How to read last year's file; None for last year's file itself.

    Raises:
        UnreadableFile: If the workbook is damaged, has a version or edition that this library does not know, or has
            sheets of ours without the hidden one that says how to read them.
        NotFilledIn: If nothing in the workbook is filled in.
        InvalidReport: If anything is wrong, with every problem at its sheet and cell.
    """
    sheets = sheets_of(source.data, words.HIDDEN)
    if sheets is None or sheets[words.HIDDEN].text(0, 0) != words.HIDDEN:
        _refuse_without_hidden(source.data)
        return None
    reading = _Workbook(sheets)
    tree = reading.tree()
    gathering = reading.gathering
    try:
        found = reading_from(tree, [], source, read_last_year, kind="xlsx")
    except InvalidReport as error:
        is_empty = gathering.missing and not gathering.problems and not any(texts_written(tree, reading.form))
        refusal = NotFilledIn if is_empty else InvalidReport
        raise refusal([*gathering.problems, *gathering.at_cells(error.problems)]) from None
    if gathering.problems:
        raise InvalidReport(gathering.problems)
    reading.note_changed(found.previous)
    notes = (note.finding(reading.form) for note in gathering.notes)
    behind = found.authoring._replace(people=reading.people(), other=(*found.authoring.other, *_comments(source.data)))
    return replace(found, lines={}, findings=(*found.findings, *notes), authoring=behind)


def _comments(data: bytes) -> Iterator[str]:
    package = Package(data)
    parts = (package.read(name) for name in package.names if name.startswith("xl/comments"))
    if count := sum(len(_COMMENT.findall(part)) for part in parts):
        yield f"{count}处批注"


def _refuse_without_hidden(data: bytes) -> None:
    """Refuse a workbook with sheets of ours but without their hidden sheet, such as one they were copied into."""
    if any(row and words.is_mark(str(row[0])) for sheet in all_sheets(Package(data)) for row in sheet.rows):
        mend = "请在原来的工作簿里填；没有了，就用 gk-docs new 新建一个，再把数字和文字复制过去（只粘贴数值）"
        raise UnreadableFile(f"这是 gk-docs 的工作簿，但是缺少隐藏的工作表“{words.HIDDEN}”，不能读取", mend=mend)


class _Workbook:
    """Reads the sheets of one workbook."""

    def __init__(self, sheets: dict[str, OurSheet]) -> None:
        hidden = sheets[words.HIDDEN]
        self.sheets, self.gathering = sheets, hidden.gathering
        version, self.edition, self.year = (hidden.text(0, column) for column in (1, 2, 3))
        if not version.isdecimal() or int(version) > words.VERSION or self.edition not in FORMS:
            raise UnreadableFile("这个工作簿由更新版本的 gk-docs 写成，或隐藏的工作表已损坏", mend="请更新 gk-docs")
        self.form = FORMS[self.edition]
        self.kept = _kept(hidden)
        names = {words.HEAD, words.OTHER_TEXT, words.HIDDEN, *map(words.sheet_of, outline_of(self.form).sections)}
        self.is_complete = names <= sheets.keys()
        self.strangers = {name: sheet for name, sheet in sheets.items() if name not in names}

    def tree(self) -> Mapping:
        """The whole workbook as one mapping of the report's fields."""
        nodes = {"edition": Scalar(self.edition, self.gathering.line(words.HEAD), 1), **self._head()}
        for section in outline_of(self.form).sections:
            sheet = self._sheet(words.sheet_of(section), section.name)
            if sheet and section.grid:
                found = tables.figures(sheet, section, self.form)
                nodes[section.name] = nested(found, self.gathering.line(sheet.name))
            elif sheet:
                texts.note_what_is_beside(sheet, section.name)
                self._add_section(nodes, sheet, section)
        self._add_other_text(nodes)
        self._note_strangers()
        nodes |= {path: value for path, (shown, value) in self.kept.items() if shown is None}
        return nested(nodes, self.gathering.line(words.HEAD))

    def note_changed(self, previous: Report | None) -> None:
        """Note figures of last year that were typed over: as the workbook recorded them, else as that report says."""
        figures = outline_of(self.form).figures
        recorded = dict(zip(figures, self.sheets[words.HIDDEN].text(0, words.LAST_COLUMN).split(), strict=False))
        for section in outline_of(self.form).sections:
            if section.grid and (recorded or previous):
                known = {path: recorded.get(path) or str(last_shown(previous, path)) for path in figures}
                tables.note_changed(self.sheets[words.sheet_of(section)], section, known.get)

    def people(self) -> dict[str, str]:
        """The people named in the workbook (填报人 and others), by label."""
        sheet = self.sheets[words.HEAD]
        said = {sheet.text(row, 0).strip(): sheet.text(row, 1).strip() for row in range(len(sheet.values))}
        return {one: said[one] for one in words.FILLED if said.get(one)}

    def _sheet(self, name: str, *paths: str) -> OurSheet | None:
        """The sheet with the values at `paths`; if it is gone or renamed, record a problem and return None."""
        if name not in self.sheets:
            renamed = "、".join(f"“{other}”" for other in self.strangers)
            mend = f"若是{renamed}，请把名字改回“{name}”" if renamed else "工作表不能删去；没有内容的空着就可以"
            self.gathering.refuse(name, "缺少这张工作表", mend=mend)
            self.gathering.lost.update(paths)
        return self.sheets.get(name)

    def _note_strangers(self) -> None:
        """Refuse a copy of one of our sheets; note of any other added sheet that it is not read."""
        for name, sheet in self.strangers.items() if self.is_complete else ():
            if any(column == 0 and words.is_mark(text) for _, column, text in sheet.cells()):
                mend = "请删去多出的一张；要用的是它，就删去原来那张，再把它的名字改回来"
                self.gathering.refuse(name, "多出一张工作表，不知道该读哪一张", mend=mend)
            elif any(sheet.cells()):
                message = f"工作表“{name}”不是这个工作簿原有的，其中的内容没有写进报告"
                self.gathering.notes.append(Note("GK101", "", message))

    def _head(self) -> dict[str, Node]:
        sheet = self._sheet(words.HEAD, "year", "agency")
        if sheet is None:
            return {}
        rows = sheet.labels()
        found: dict[str, Node] = {}
        for entry in words.entries(self.form):
            if entry.label in rows:
                self._add_entry(found, sheet, rows[entry.label], entry)
            else:
                self.gathering.refuse(sheet.name, f"缺少“{entry.label}”这一行", mend="左边的名称不能改动")
        if isinstance(name := found.get("agency.name"), Scalar) and name.blank:
            found = {path: node for path, node in found.items() if not path.startswith("agency.")} | {"agency": name}
        if not any(path.startswith(part.figures) for part in outline_of(self.form).told for path in found):
            self.gathering.missing.clear()  # all fee figures empty: there was no fee to report
        self._check_year(found.get("year"))
        self._note_what_is_beside(sheet, rows)
        return found

    def _note_what_is_beside(self, sheet: OurSheet, labels: dict[str, int]) -> None:
        """Note what somebody typed beside, between or below the values, where nothing is read."""
        links = set(map(words.sheet_of, outline_of(self.form).sections))
        groups = {entry.group for entry in words.entries(self.form)}
        rows = {labels[entry.label] for entry in words.entries(self.form) if entry.label in labels}
        drawn = (
            {*words.HEAD_HELP, words.PROGRESS, words.FILLED_BY, *words.FILLED, *words.NOTES.values()} | links | groups
        )

        def is_ours(row: int, column: int, text: str) -> bool:
            first, is_formula = sheet.text(row, 0), (row, column) in sheet.formulas
            is_value = first in links if is_formula else row in rows or first in words.FILLED
            return text in drawn or (is_value and column == 1) or (row in rows and not column)

        sheet.note_strangers("GK103", "agency", "不在填报栏内", is_ours)

    def _add_entry(self, found: dict[str, Node], sheet: OurSheet, row: int, entry: words.Entry) -> None:
        text = sheet.text(row, 1).strip()
        path = PREVIOUS if entry.path == "previous" else entry.path
        shown, value = self.kept.get(path, (None, None))
        if sheet.is_formula(row, 1) or (entry.unit and sheet.is_struck(row, 1)):
            return
        if value is not None and shown == words.fingerprint(text):
            found[path] = value
        elif text == words.BLANK and (entry.unit or path == "title"):
            found[path] = sheet.node(row, 1, "", plain=True)
        elif text or path == "agency.name":
            found[path] = sheet.node(row, 1, self._with_its_zero(sheet, row, path, text), plain=not text)
        elif entry.unit:
            self.gathering.missing[path] = (sheet.name, words.cell_name(row, 1))

    def _with_its_zero(self, sheet: OurSheet, row: int, path: str, text: str) -> str:
        """Restore the leading 0 of a postcode typed as a number; refuse a telephone number that may have lost its 0."""
        if sheet.is_number(row, 1) and path == "agency.contact.postcode":
            has_lost_one = len(text) == _POSTCODE - 1  # no postcode begins with 00, so a shorter one has another fault
            return f"0{text}" if has_lost_one else text
        if sheet.is_number(row, 1) and path in _TELEPHONES and not _WITHOUT_ZERO.fullmatch(text):
            mend = "请把这一格的格式设为“文本”，再填完整的号码，如 0471-5550118"
            self.gathering.refuse(sheet.place(row, 1), "这一格是数字，开头的 0 丢了", text, mend)
        return text

    def _check_year(self, node: Node | None) -> None:
        """Refuse a workbook whose year was changed to one that has another edition of the form."""
        if not isinstance(node, Scalar) or node.text == self.year or not re.fullmatch("[0-9]{4}", node.text):
            return
        try:
            right = form_of(int(node.text))
        except InvalidReport:
            return  # refused with the tree
        if right is not self.form and not self.form.form.by_name_only:
            message = f"这个工作簿是{self.edition}年版的格式，不能用于{node.text}年度"
            self.gathering.refuse(node, message, mend=f"请用 gk-docs new 新建一个{node.text}年度的工作簿")

    def _add_section(self, nodes: dict[str, Node], sheet: OurSheet, section: Section) -> None:
        name, parts = section.name, texts.labelled(sheet)
        found = self._kept_at(name, parts, with_labels=True) or texts.section(self.gathering, parts, section)
        if name not in self.kept:  # else the sheet has the headings of a report, whatever they are
            texts.refuse_lost(sheet, parts, [part.title or LEAD for part in section.named_parts.values()])
        fee = [path for path in nodes if path.startswith(f"{name}.")]
        if fee and isinstance(found, Mapping | None):
            inner = nested({path.partition(".")[2]: nodes.pop(path) for path in fee}, self.gathering.line(words.HEAD))
            found = Mapping((*inner.entries, *entries_of(found)), inner.line, 1)
        if found is not None:
            nodes[name] = found

    def _kept_at(self, path: str, parts: Iterable[texts.Labelled], *, with_labels: bool) -> Node | None:
        """The value that the hidden sheet keeps for the cells of a path; None if these cells were changed."""
        shown, value = self.kept.get(path, (None, None))
        return texts.kept_value(self.gathering, parts, shown, value, with_labels=with_labels)

    def _add_other_text(self, nodes: dict[str, Node]) -> None:
        sheet = self._sheet(words.OTHER_TEXT)
        labels = {label: path for path, label in words.proses(self.form)}
        if sheet is None:
            return
        texts.note_what_is_beside(sheet, "preamble")
        written = {path: texts.Labelled(Scalar("", 1, 1)) for path in labels.values()}
        found = texts.labelled(sheet)
        texts.refuse_lost(sheet, found, labels)
        for part in found:
            path = labels.get(part.label.text.strip())
            if path is None:
                self.gathering.refuse(part.label, "没有这一项", part.label.text, f"可以写：{'、'.join(labels)}")
            else:
                written[path].cells += part.cells
        for path, part in written.items():
            node = self._kept_at(path, [part], with_labels=False) or (part.text if part.cells else None)
            if node is not None:
                self._put(nodes, path, node)

    def _put(self, nodes: dict[str, Node], path: str, node: Node) -> None:
        """Add a text to the nodes; one before or after a table goes into the mapping of the table."""
        name, _, field = path.partition(".")
        table = nodes.get(name)
        if not field:
            nodes[path] = node
        elif isinstance(table, Mapping):
            nodes[name] = replace(table, entries=(*table.entries, (Scalar(field, node.line, 1), node)))


def kept_paths(data: bytes) -> list[str]:
    """Paths of fields for which the hidden sheet keeps more than the cells show (expressions, pictures)."""
    sheets = sheets_of(data, words.HIDDEN)
    return [path for path, (shown, _) in _kept(sheets[words.HIDDEN]).items() if shown is not None] if sheets else []


def _kept(hidden: OurSheet) -> Kept:
    """Read the hidden sheet: by path, the fingerprint of what the cells showed (None if no cell did) and the value."""
    text = "".join(hidden.text(row, 0) for row in range(1, len(hidden.values)))
    try:
        tree, problems = compose(text)
    except InvalidReport as error:
        tree, problems = None, [*error.problems]
    found: Kept = {}
    for path, node in entries_of(tree):
        values = {key.text: value for key, value in entries_of(node)}
        shown = values.get("shown")
        if "value" in values and isinstance(shown, Scalar | None):
            found[path.text] = (shown.text if shown else None, values["value"])
    if problems or len(found) != len(entries_of(tree)):
        raise UnreadableFile("隐藏的工作表已损坏", place=words.HIDDEN, mend="请从原来的文件重新生成")
    return found
