"""Made-up reports in the layouts that published reports have as text, web pages and Word files.

The labels come from the form, the sentences are written here, and the figures are random.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias
from xml.sax.saxutils import escape

import pytest

from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Content, Figure, Label
from gk_docs.form.outline import outline_of
from gk_docs.grid import Cell, Grid

Cells: TypeAlias = Mapping[str, str]
"""What each figure cell prints, by field path."""

TableShape: TypeAlias = Callable[[Grid[Content], Cells], str]

SENTENCES = {
    "summary": (
        "（一）主动公开情况",
        "全年通过门户网站发布各类信息318条，其中政策解读12条。",
        "（二）依申请公开情况",
        "收到申请后逐件登记，按期答复，没有超期。",
        "（三）政府信息管理情况",
        "发文前先定公开属性，发布前再审内容。",
        "（四）政府信息公开平台建设情况",
        "网站专栏每月检查一遍，失效链接当月修好。",
        "（五）监督保障情况",
        "年底把公开工作列入考核，社会评议结果良好，没有需要追责的情形。",
    ),
    "problems": (
        "（一）存在的主要问题",
        "解读的形式偏少，基层人员更换较快。",
        "（二）改进情况",
        "多做图表解读；每季度培训一次新到岗的人员。",
    ),
    "other_matters": ("本年度没有收取信息处理费。", "没有其他需要说明的情况。"),
}
"""The paragraphs of each narrative section."""

PREAMBLE = "本报告由甲县乙镇人民政府根据有关规定编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"


def texts(contents: Content, cells: Cells) -> str:
    return contents.text if isinstance(contents, Label) else cells.get(contents.path, "")


def _rows(grid: Grid[Content], cells: Cells) -> Iterator[list[tuple[Cell[Content], str]]]:
    for row in grid.by_row():
        yield [(cell, texts(cell.content, cells)) for cell in row]


def _fillers(row: list[tuple[Cell[Content], str]]) -> int:
    return sum(cell.column_span - 1 for cell, _ in row)


def bars_between(grid: Grid[Content], cells: Cells) -> str:
    """One row a line, ` | ` between cells; the squares that wide cells cover are empty cells at the end."""
    return "\n".join(" | ".join(text for _, text in row) + " |" + "|" * _fillers(row) for row in _rows(grid, cells))


def bars_around(grid: Grid[Content], cells: Cells) -> str:
    """One row a line with bars around it; the squares that merged cells cover are empty cells in their place."""
    covering = grid.covering()
    lines = []
    for number, squares in enumerate(covering):
        shown = [
            texts(cell.content, cells) if (cell.row, cell.column) == (number, column) else ""
            for column, cell in enumerate(squares)
        ]
        lines.append("| " + " | ".join(shown) + " |")
    ruled = [lines[0], "|" + "---|" * grid.columns, *lines[1:]]
    return "\n".join(ruled)


def tabs_between(grid: Grid[Content], cells: Cells) -> str:
    """As copied from a workbook: tabs between cells; the squares that merged cells cover are empty in their place."""
    lines = [line.strip("|").replace("|", "\t") for line in bars_around(grid, cells).split("\n") if "---" not in line]
    return "\n".join("\t".join(part.strip() for part in line.split("\t")) for line in lines)


def cell_closed_by_bar(grid: Grid[Content], cells: Cells) -> str:
    """One cell a line, with a bar after it; a bar for each covered square at the end of the row."""
    lines = []
    for row in _rows(grid, cells):
        lines += [f"{text} |" if text else "|" for _, text in row]
        if _fillers(row):
            lines.append("|" * _fillers(row))
    return "\n".join(lines)


def lone_bars(grid: Grid[Content], cells: Cells) -> str:
    """One cell a line, a line with only a bar between two cells, and a bar before the first cell of a row."""
    lines = []
    for row in _rows(grid, cells):
        shown = [text for _, text in row]
        lines.append(f"| {shown[0]}")
        for text in shown[1:]:
            lines += ["|", text] if text else ["|"]
        lines.append("|" + "|" * _fillers(row))
    return "\n".join(lines)


def padded_after_bar(grid: Grid[Content], cells: Cells) -> str:
    """One cell a line with spaces around it, after a bar at the end of the line before."""
    lines = []
    for row in _rows(grid, cells):
        lines.append("| ")
        lines += [f" {text}  | " for _, text in row]
        lines[-1] = lines[-1].rstrip() + "|" * _fillers(row)
    return "\n".join(lines)


def cell_a_line(grid: Grid[Content], cells: Cells) -> str:
    """One cell a line; blank cells are left out."""
    return "\n".join(text for row in _rows(grid, cells) for _, text in row if text)


def cell_a_line_apart(grid: Grid[Content], cells: Cells) -> str:
    """One cell a line with empty lines between; blank cells are left out."""
    return "\n\n".join(text for row in _rows(grid, cells) for _, text in row if text)


def tab_before_cell(grid: Grid[Content], cells: Cells) -> str:
    """A tab and one cell a line, an empty line after each row; squares covered from the row above are blank cells."""
    found = []
    for number, squares in enumerate(grid.covering()):
        shown: list[str] = []
        for column, cell in enumerate(squares):
            if cell.column == column:
                shown.append(texts(cell.content, cells) if cell.row == number else "")
        found.append("\n".join(f"\t{text}" for text in shown))
    return "\n\n".join(found)


def rows_glued(grid: Grid[Content], cells: Cells) -> str:
    """One row a line with nothing between its cells."""
    return "\n".join("".join(text for _, text in row) for row in _rows(grid, cells))


def all_glued(grid: Grid[Content], cells: Cells) -> str:
    """The whole table on one line with nothing between its cells."""
    return rows_glued(grid, cells).replace("\n", "")


def torn_labels(grid: Grid[Content], cells: Cells) -> str:
    """As copied from a PDF file: spaces between figures, and long labels split over the lines above and below them."""
    lines = []
    for row in _rows(grid, cells):
        label = "".join(text for cell, text in row if isinstance(cell.content, Label))
        figures = " ".join(text for cell, text in row if isinstance(cell.content, Figure))
        long = [text for cell, text in row if isinstance(cell.content, Label)][-1:] if figures else []
        if long and len(long[0]) > 16:
            lines += [long[0][:12], figures, long[0][12:]]
        elif figures:
            lines.append(f"{long[0] if long else ''} {figures}".strip())
        else:
            lines.append(" ".join(text for _, text in row) or label)
    return "\n".join(lines)


SHAPES: dict[str, TableShape] = {
    shape.__name__: shape
    for shape in (
        bars_between, bars_around, tabs_between, cell_closed_by_bar, lone_bars, padded_after_bar, cell_a_line,
        cell_a_line_apart, tab_before_cell, rows_glued, all_glued, torn_labels,
    )
}  # fmt: skip
"""Every layout of a table in plain text, by name."""


def html_table(grid: Grid[Content], cells: Cells, *, blank: str = "&nbsp;", spelled: bool = False) -> str:
    """A table as web pages have it, a paragraph in each cell; if `spelled`, each character is in a span of its own."""
    lines = []
    for row in _rows(grid, cells):
        shown = []
        for cell, text in row:
            spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
                cell.column_span > 1
            )
            inner = "".join(f"<span>{char}</span>" for char in text) if spelled else text
            shown.append(f"<td{spans}><p>{inner or blank}</p></td>")
        lines.append(f"<tr>{''.join(shown)}</tr>")
    return f"<table><tbody>{''.join(lines)}</tbody></table>"


def text_report(edition: str, year: int, cells: Cells, shape: TableShape) -> str:
    """A whole report as plain text."""
    lines = [f"甲县乙镇人民政府{year}年政府信息公开工作年度报告", PREAMBLE.format(year=year)]
    for section in outline_of(FORMS[edition]).sections:
        lines.append(section.title)
        lines += SENTENCES.get(section.name, ())
        if section.grid:
            lines += ["（以下为表格）", *shape(section.grid, cells).split("\n")]
    return "\n".join(lines)


def html_report(edition: str, year: int, cells: Cells, *, blank: str = "&nbsp;", spelled: bool = False) -> str:
    """A whole web page: menus, a table of metadata, the report, and below it buttons and the site's owner."""
    body = [
        f"<p class='t'>甲县乙镇人民政府{year}年政府信息公开工作年度报告</p>",
        f"<p>发布日期：{year + 1}-01-20</p><p>{PREAMBLE.format(year=year)}</p>",
    ]
    for section in outline_of(FORMS[edition]).sections:
        body.append(f"<p><strong>{section.title}</strong></p>")
        body += [f"<p>　　{sentence}</p>" for sentence in SENTENCES.get(section.name, ())]
        if section.grid:
            body.append(html_table(section.grid, cells, blank=blank, spelled=spelled))
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>年度报告_甲县</title>
<script>var a = "<p>一、总体情况</p>";</script><style>p {{}}</style></head><body>
<div class="top"><ul><li><a>首页</a></li><li><a>政务公开</a></li></ul></div>
<div>当前位置：首页 &gt; 公开 &gt; 年报</div>
<table><tr><td>索引号：</td><td>X2023</td><td>发布机构：</td><td>甲县乙镇</td></tr></table>
<div id="zoom">{"".join(body)}</div>
<div class="share">【打印】【关闭】</div>
<div class="foot">主办：甲县人民政府办公室 备案号：某ICP备1号</div></body></html>"""


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx_of(body: str) -> bytes:
    """A Word file with this body and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _CONTENT_TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def docx_paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def docx_table(grid: Grid[Content], cells: Cells) -> str:
    """A table with merged cells as Word writes them."""
    rows = []
    for number, squares in enumerate(grid.covering()):
        shown = []
        for column, cell in enumerate(squares):
            if cell.column != column:
                continue
            begins = cell.row == number
            merge = '<w:vMerge w:val="restart"/>' if begins and cell.row_span > 1 else "" if begins else "<w:vMerge/>"
            text = texts(cell.content, cells) if begins else ""
            span = f'<w:gridSpan w:val="{cell.column_span}"/>'
            shown.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{docx_paragraph(text)}</w:tc>")
        rows.append(f"<w:tr>{''.join(shown)}</w:tr>")
    columns = "<w:gridCol/>" * grid.columns
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx_report(edition: str, year: int, cells: Cells) -> bytes:
    """A whole report as a Word file."""
    title = f"甲县乙镇人民政府{year}年政府信息公开工作年度报告"
    body = [docx_paragraph(title), docx_paragraph(PREAMBLE.format(year=year))]
    for section in outline_of(FORMS[edition]).sections:
        body += map(docx_paragraph, (section.title, *SENTENCES.get(section.name, ())))
        if section.grid:
            body.append(docx_table(section.grid, cells))
    return docx_of("".join(body))


def figures(edition: str, seed: int, *, blanks: float = 0.0, zeros: float = 0.6) -> dict[str, str]:
    """Random figures whose sums hold; a share of the cells is then made blank, which does not change the totals."""
    chance = random.Random(seed)
    outline = outline_of(FORMS[edition])
    values = {path: _figure(figure, chance, zeros) for path, figure in outline.figures.items()}
    for _ in range(2):
        for total in outline.sums:
            values[total.total] = str(sum(int(values[term]) for term in total.terms))
    return {path: "" if chance.random() < blanks else value for path, value in values.items()}


def _figure(figure: Figure, chance: random.Random, zeros: float) -> str:
    if chance.random() < zeros:
        return "0"
    if figure.unit == "万元":
        return f"{chance.randrange(99999)}.{chance.randrange(1, 9999)}"
    return str(chance.choice([chance.randrange(1, 10), chance.randrange(10, 3000)]))


class Kit(NamedTuple):
    """The functions and values with which a test makes reports."""

    shapes: Mapping[str, TableShape]
    figures: Callable[..., dict[str, str]]
    text_report: Callable[[str, int, Cells, TableShape], str]
    html_report: Callable[..., str]
    docx_report: Callable[[str, int, Cells], bytes]
    docx_of: Callable[[str], bytes]
    docx_paragraph: Callable[[str], str]
    docx_table: TableShape
    sentences: Mapping[str, tuple[str, ...]]
    years: Mapping[str, int]


@pytest.fixture(scope="session")
def kit() -> Kit:
    return Kit(
        SHAPES, figures, text_report, html_report, docx_report, docx_of, docx_paragraph, docx_table, SENTENCES,
        {"2019": 2020, "2021": 2023},
    )  # fmt: skip


@pytest.fixture(scope="session", params=sorted(FORMS))
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)
