"""Refuse files that are not annual reports, and say what they are if that is plain.

A file with a figure in a cell of the form is a report. Without any it must name its body or year, and say what
that body did; else it is the form before anyone fills it in, a table of contents, a page that only links to reports, a
notice about them, an annex.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from gk_docs import regex as re
from gk_docs.errors import NotAnAnnualReport
from gk_docs.files.tables import UnrolledTable
from gk_docs.form.notes import short
from gk_docs.form.report import TABLES
from gk_docs.published.matching.text.cues import cue
from gk_docs.published.matching.text.titles import is_title, titles_in
from gk_docs.published.pages import Image, Line, Pages, texts_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gk_docs.published.matching.placing.placing import Figures
    from gk_docs.published.matching.sections import Chapter, Gathered
    from gk_docs.published.matching.tables.rows import RowsFound
    from gk_docs.published.matching.text.head import Head

_BUDGET = re.compile("预算|决算")
_SPEAKS_OF_ONE = re.compile("年报|报告|检查")
_BETWEEN = re.compile(r"[\s>|｜›»]+")  # between the items of a menu
_NO_NAME = re.compile(r"[XxＸ×✕*＊_＿○〇]{2}")
_HINT = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]")
_FINDINGS = {"级别", "代码", "位置", "说明"}
_COMPARED = re.compile(r"^─{4,} .+：.+ → |^\s+年度：20\d\d → 20\d\d|^\s+原报告\s+现报告\s+增减\s+增幅|〔[删增]：.+〕")
_TO_FILL_IN = re.compile("黄色的格是要填的")  # how the first page of a workbook to fill in begins
_THE_REPORT = "请用年度报告本身的文件"
_SECTIONS_OF_A_REPORT = 3
_TITLES_OF_A_LIST = 3
_LEAST_SAID, _LEAST_TEXT = 4, 20  # characters of sentences below the titles of sections; in a report without these
_LONGEST_TITLE = 60
_FIRST_LINES = 8


class Document(NamedTuple):
    """What was read from a file.

    Attributes:
        head: Its title, body, year and preamble.
        sections: Its sections.
        text: Their text.
        found: The rows of its tables.
        figures: The figures read from these.
        is_named: Whether the file or its name gives the body or the year.
    """

    head: Head
    sections: Sequence[Chapter]
    text: Gathered
    found: RowsFound
    figures: Figures
    is_named: bool

    @property
    def is_read(self) -> bool:
        """Whether any cell of the form has a number or words."""
        return any(value is not None for value in self.figures.values.values()) or bool(self.figures.words)

    @property
    def has_rows(self) -> bool:
        """Whether a row of a table has anything in its cells, even if it could not be read for certain."""
        return any(any(row.items) for row in self.found.rows)

    @property
    def has_sections(self) -> bool:
        """Whether it has three or more titles of a report's sections, at least one of them of a table."""
        names = {section.name for section in self.sections}
        return len(names) >= _SECTIONS_OF_A_REPORT and not names.isdisjoint(TABLES)

    @property
    def length(self) -> int:
        """The number of characters in the lines that are sentences, without hints in brackets."""
        texts = self.text.texts.values()
        blocks = chain(self.head.preamble, *((*text.before, *text.after) for text in texts))
        return sum(len(re.findall(r"\w", _HINT.sub("", line))) for line in texts_in(blocks) if "。" in line)


def refuse_other_documents(pages: Pages, document: Document) -> None:
    """Raise if a file is not an annual report.

    Raises:
        NotAnAnnualReport: With what it is, if that is known, and what to do.
    """
    first = [line for line in texts_in(pages.blocks) if len(line) < _LONGEST_TITLE and not line.endswith("。")]
    titles = {line for line in texts_in(pages.blocks) if is_title(line)}
    titles = titles or {"".join(title.lines) for title in titles_in(pages.blocks)}  # over several lines
    about = next((line for line in first[:_FIRST_LINES] if _is_about(line, titled=bool(titles))), "")
    made_here, mend = _made_here(pages)
    if made_here or (about and (not document.is_read or about == first[0])):
        what = short(made_here or about)
        raise NotAnAnnualReport(f"这是“{what}”，不是年度报告本身", mend=mend or _THE_REPORT)
    if document.is_read:
        return
    if document.has_sections and (titles or document.is_named):
        _refuse_what_says_nothing(pages, document, _LEAST_SAID)
    elif titles and len(titles) < _TITLES_OF_A_LIST:
        _refuse_what_says_nothing(pages, document, _LEAST_TEXT)
    elif titles:
        raise NotAnAnnualReport("这里列着几份年度报告的标题，没有正文和表格", mend="请打开要读的那一份，再保存")
    elif any(map(cue("traditional").search, texts_in(pages.blocks))):
        raise NotAnAnnualReport("这是繁体字的页面，各表名称认不出", mend="请用同一网站的简体字页面")
    elif document.has_sections or document.has_rows:
        mend = "如果是附表，请用年度报告本身的文件；如果是年度报告，请在第一行补上标题，写明机关名称和年度"
        raise NotAnAnnualReport("没有标题和机关名称，也没有读出任何数据，不能作为年度报告", mend=mend)
    else:
        kind = next(filter(cue("other kind").search, first[:_FIRST_LINES]), "")
        what = f"这像是“{short(kind)}”，" if kind else ""
        raise NotAnAnnualReport(f"{what}不是政府信息公开工作年度报告：没有它的标题、六个部分，也没有它的表格")


def _made_here(pages: Pages) -> tuple[str, str]:
    """What gk-docs itself wrote, recognised by its heads (检查结果, 对比, 填报), and the mend; "" for other files."""
    rows = [row for block in pages.blocks if isinstance(block, UnrolledTable) for row in block.rows]
    if any(_FINDINGS.issubset(row) for row in rows):
        return "检查结果", _THE_REPORT
    if any(isinstance(block, Line) and _COMPARED.search(block.text) for block in pages.blocks):
        return "两份报告的对比", _THE_REPORT
    if any(map(_TO_FILL_IN.search, filter(None, chain(texts_in(pages.blocks), *rows)))):
        return "填报用的工作簿印出来的页面", "请用填好的工作簿（.xlsx）本身"
    return "", ""


def _is_about(line: str, *, titled: bool) -> bool:
    """Whether a line names a document about reports, or about money (预算, 决算).

    If the file also has a report's own title, the line must mention a report, else it is taken for a menu's.
    """
    is_about = any(map(cue("about reports").search, _BETWEEN.split(line)))
    return is_about and bool(_SPEAKS_OF_ONE.search(line)) if titled else is_about or bool(_BUDGET.search(line))


def _refuse_what_says_nothing(pages: Pages, document: Document, least: int) -> None:
    """Raise if there are titles without a report below them."""
    cells, is_short = document.figures.values, document.length < least
    if _NO_NAME.search(document.head.agency) or (
        cells and is_short and document.has_sections and not document.has_rows
    ):
        raise NotAnAnnualReport("这是没有填写的空白格式：表格里没有数，各部分没有文字", mend="请用填写好的报告")
    if cells or not is_short or document.has_rows:
        return
    if any(isinstance(block, Image) for block in pages.blocks):
        mend = "请用原来的 Word 文件，或先做文字识别"
        raise NotAnAnnualReport("有年度报告的标题，以下是图片，没有文字", mend=mend)
    mend = "请下载附件，或用原来的 Word 文件；扫描件请先做文字识别"
    raise NotAnAnnualReport("有年度报告的标题，没有正文和表格：报告可能在附件里，或是扫描件", mend=mend)
