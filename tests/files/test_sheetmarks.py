"""What a workbook strikes out, raises or shows as another number never counts as what its bare value says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from tests.files.books import MAIN, book

from gk_docs import formats
from gk_docs.files.opc import Package
from gk_docs.files.sheets import sheets_of
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of
from gk_docs.form.y2021 import AnnualReport

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="4"><numFmt numFmtId="170" formatCode="0!.0000"/>
<numFmt numFmtId="171" formatCode="#,##0,"/><numFmt numFmtId="172" formatCode="yyyy\\.mm\\.dd"/>
<numFmt numFmtId="173" formatCode="#,##0.00_ ;[Red]\\-#,##0.00,&quot;万元,&quot;"/></numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>
</styleSheet>"""
WHITE = '<color rgb="FFFFFFFF"/>'
STRINGS = f"""<sst xmlns="{MAIN}"><si><r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>3</t></r></si>
<si><r><t>12</t></r><r><rPr><strike/></rPr><t>34</t></r></si><si><t>行政许可</t><rPh sb="0" eb="2"><t>12</t></rPh></si>
<si><r><t>H</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></si>
<si><r><rPr><strike val="0"/></rPr><t>56</t></r></si>
<si><r><rPr><strike/></rPr><t>9</t></r></si></sst>"""


@pytest.mark.parametrize(
    ("cell", "value", "gone"),
    [
        ('t="s"><v>0</v>', "12³", []),
        ('t="s"><v>1</v>', "12", ["34"]),
        ('t="s"><v>2</v>', "行政许可", []),
        ('t="s"><v>3</v>', "H₂", []),
        ('t="s"><v>4</v>', "56", []),
        ('s="1"><v>7</v>', "", ["34", "7"]),
        ('s="1" t="s"><v>2</v>', "", ["34", "行政许可"]),
        ('s="1" t="inlineStr"><is><t>旧</t></is>', "", ["34", "旧"]),
        ('t="inlineStr"><is><r><rPr><strike/></rPr><t>旧</t></r></is>', "", ["34", "旧"]),
        ('t="s"><v>5</v>', "", ["34", "9"]),
        ('t="inlineStr"><is><r><t>1</t></r><r><rPr><strike/></rPr><t>2</t></r></is>', "1", ["34", "2"]),
        ('s="2"><v>7</v>', 7.0, []),
        ('s="3"><v>15000</v>', "15000（显示格式 0!.0000）", []),
        ('s="4"><v>12345</v>', "12345（显示格式 #,##0,）", []),
        ('s="4" t="s"><v>2</v>', "行政许可", []),
        ('t="e"><v>#N/A</v>', "#N/A", []),
        (f't="inlineStr"><is><r><t>1</t></r><r><rPr>{WHITE}</rPr><t>2</t></r></is>', "1₂", []),
        (f't="inlineStr"><is><r><rPr>{WHITE}</rPr><t>1</t></r><r><rPr>{WHITE}</rPr><t>2</t></r></is>', "12", []),
        ('t="inlineStr"><is><r><rPr><color theme="0"/></rPr><t>1</t></r><r><t>2</t></r></is>', "₁2", []),
    ],
)
def test_the_marks_of_a_cell_are_said_in_its_text(cell: str, value: Any, gone: list[str]) -> None:
    data = book(f'<row r="1"><c r="A1" {cell}</c></row>', **{"styles.xml": STYLES, "sharedStrings.xml": STRINGS})
    told: list[str] = []
    [sheet] = sheets_of(Package(data), told)
    assert sheet.rows[0][0] == value if sheet.rows else value == ""
    assert sorted(told) == sorted({*gone, "34", "9"})
    assert sheet.emptied == (set() if value else {(0, 0)})


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        *(
            (code, "15000", 15000.0)
            for code in ("General", "0", "#,##0.00", "00000", "0.00E+00", '0;0;"无"', "0;-0;;@")
        ),
        *((code, "15000", 15000.0) for code in ('0"件"', "0 ", "_(* #,##0_);_(* (#,##0)", "[Red]0;-0", "G/通用格式")),
        *(
            (code, "15000", f"15000（显示格式 {code}）")
            for code in (
                '0"元"',
                '#,##0.00"万元"',
                '"¥"#,##0',
                "_ [$¥-804]* #,##0_ ",
                '0"0"',
                "-0",
                '"约"0',
                "0 0",
                "#,##0,",
                ";;;",
                '"";"";""',
            )
        ),
        *((code, "15000", f"15000（显示格式 {code}）") for code in ("0‰", '"多"', "[>9]0!.0000", "# ?/?", "0%;-0%")),
        *((code, "1.46", 1.46) for code in ("0.00", "0.0##", "General", "#,##0.00_ ", "0.00E+00", '0.00"件"', "@")),
        *(
            (code, "1.46", f"1.46（显示格式 {code}）")
            for code in ("0.0", "0", "#,##0", "0.0E+00", "0.0_ ", "0;-0", "[Red]0.0")
        ),
        ("0.00", "1.4600000000000002", 1.4600000000000002),
        ("0.00", "1.455", "1.455（显示格式 0.00）"),
        ("0%", "0.285", "29%"),
        ("0.0%", "7.0000000000000007E-2", "7.0%"),
        ("0%", "x", "x（显示格式 0%）"),
    ],
)
def test_a_number_counts_only_where_its_format_shows_it(code: str, value: str, said: Any) -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
    )
    styles += '</numFmts><cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="9"/><xf numFmtId="44"/></cellXfs></styleSheet>'
    rows = (
        f'<row r="1"><c r="A1" s="1"><v>{value}</v></c><c r="B1" s="2"><v>0.5</v></c><c r="C1" s="3"><v>9</v></c></row>'
    )
    package = Package(book(rows, **{"styles.xml": styles}))
    assert next(sheets_of(package)).rows[0] == [said, "50%", "9（显示格式 ¥0）"]


@pytest.mark.parametrize(
    ("number", "value", "said"),
    [
        ("12", "1.5", "1.5（显示格式 # ?/?）"),
        ("13", "1.35", "1.35（显示格式 # ??/??）"),
        ("11", "1263.5", "1263.5（显示格式 0.00E+00）"),
        ("11", "12.5", 12.5),
    ],
)
def test_formats_that_a_file_need_not_spell_out_count_as_those_that_it_does(number: str, value: str, said: Any) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    row = f'<row r="1"><c r="A1" s="1"><v>{value}</v></c></row>'
    assert next(sheets_of(Package(book(row, **{"styles.xml": styles})))).rows[0] == [said]


def test_a_formula_says_whether_the_file_keeps_what_it_gave() -> None:
    kept = '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c><c r="C1"><f>1+1</f><v/></c>'
    [sheet] = sheets_of(Package(book(f'<row r="1">{kept}</row>')))
    assert sheet.formulas == {(0, 0): True, (0, 1): True, (0, 2): False}


def test_a_published_workbook_reads_a_marked_figure_right_or_not_at_all() -> None:
    packed = io.BytesIO()
    drawn = xlsxwriter.Workbook(packed)
    formats_by_name = {
        "raised": drawn.add_format({"font_script": 1}),
        "struck": drawn.add_format({"font_strikeout": True}),
        "scaled": drawn.add_format({"num_format": "0!.0000"}),
    }
    sheet = drawn.add_worksheet()
    sheet.write(0, 0, "甲县财政局2023年政府信息公开工作年度报告")
    section = next(one for one in outline_of(AnnualReport).sections if one.name == "active_disclosure")
    sheet.write(1, 0, section.title)
    for cell in section.grid.cells if section.grid else ():
        at = cell.row + 2, cell.column
        path = "" if isinstance(cell.content, Label) else cell.content.path.rpartition(".")[2]
        if isinstance(cell.content, Label):
            sheet.write(*at, cell.content.text)
        elif path == "licences":
            sheet.write_rich_string(*at, "12", formats_by_name["raised"], "3")
        elif path == "penalties":
            sheet.write(*at, 9, formats_by_name["struck"])
        elif path == "fees":
            sheet.write(*at, 15000, formats_by_name["scaled"])
        elif path == "compulsion":
            sheet.write_formula(*at, "=1+1", None, "")
        elif path == "issued":
            sheet.write(*at, 2.9999999999999996)
        else:
            sheet.write(*at, 0)
    drawn.close()
    reading = formats.read(packed.getvalue(), name="甲.xlsx")
    found = {figure.path.rpartition(".")[2]: figure.value for figure in reading.report.figures()}
    assert [found[name] for name in ("licences", "penalties", "fees", "in_force", "issued")] == [12, None, None, 0, 3]
    told = "\n".join(map(str, reading.findings))
    assert "划去或隐藏的文字：9" in told
    assert "15000（显示格式 0!.0000）" in told


@pytest.mark.parametrize(("said", "value"), [('<calcPr fullCalcOnLoad="1"/>', None), ("<calcPr/>", 7)])
def test_results_of_formulas_that_excel_shall_work_out_are_not_read(said: str, value: int | None) -> None:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        sheet.write(0, 0, "甲县乙局2024年政府信息公开工作年度报告")
        sheet.write(1, 0, "二、主动公开政府信息情况")
        sheet.write_row(2, 0, ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"])
        sheet.write_row(3, 0, ["规章", 3, 0])
        sheet.write_formula(3, 3, "=B4+4", None, 7)
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as archive, zipfile.ZipFile(made, "w") as changed:
        for name in archive.namelist():
            changed.writestr(name, re.sub(rb"<calcPr[^>]*/>", said.encode(), archive.read(name)))
    assert formats.read(made.getvalue()).report.figure("active_disclosure.rules.in_force") == value
