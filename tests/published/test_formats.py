"""Every format of published reports ends in the same report; the format is told by content."""

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from tests.authored.authored_example import GOOD

from gk_docs import formats as readers
from gk_docs.errors import MissingExtra, UnreadableFile
from gk_docs.files.encoding import decoded
from gk_docs.files.sniffing import sniffed
from gk_docs.files.tables import WebCell, unrolled
from gk_docs.form.editions import FORMS
from gk_docs.form.layout import Label
from gk_docs.form.outline import outline_of

WORD_97 = Path(__file__).with_name("numbered.doc")
"""A Word 97 file with the merged tables of the 2021 form; the figures are 1 to 200 in printed order."""


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the old formats of Office begin with, and those with a password."""


def values(report: Any) -> list[Any]:
    return [figure.value for figure in report.figures()]


def numbered(edition: str) -> dict[str, str]:
    return {path: str(number) for number, path in enumerate(outline_of(FORMS[edition]).figures, 1)}


def workbook(edition: str, cells: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed)
    book.set_properties({"author": "张某"})
    front = book.add_worksheet("封面")
    front.write(0, 0, "甲县财政局2023年政府信息公开工作年度报告")
    front.write_comment(0, 0, "再核")
    for section in outline_of(FORMS[edition]).sections:
        sheet = book.add_worksheet(section.name)
        sheet.write(0, 0, section.title)
        for cell in section.grid.cells if section.grid else ():
            text = cell.content.text if isinstance(cell.content, Label) else cells[cell.content.path]
            content: Any = float(text) if text.isdecimal() else text
            top, left = cell.row + 1, cell.column
            if cell.row_span * cell.column_span > 1:
                sheet.merge_range(top, left, top + cell.row_span - 1, left + cell.column_span - 1, content)
            else:
                sheet.write(top, left, content)
    book.close()
    return packed.getvalue()


def test_a_workbook_reads_exactly_from_whatever_sheets(edition: str) -> None:
    reading = readers.read(workbook(edition, numbered(edition)))
    assert values(reading.report) == list(range(1, len(numbered(edition)) + 1))
    assert reading.report.agency.name == "甲县财政局"
    assert (reading.file_facts.format, reading.file_facts.authors, reading.file_facts.comments) == (
        "xlsx",
        ("张某",),
        1,
    )


def test_a_word_97_file_keeps_its_merged_tables() -> None:
    reading = readers.read(WORD_97)
    assert values(reading.report) == list(range(1, 201))
    assert reading.file_facts.format == "doc"


def test_a_format_without_its_extra_is_refused_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 3, b""))
    with pytest.raises(MissingExtra, match=r'读取 \.pdf 需要 pip install "gk-docs\[pdf\]"'):
        readers.read(b"%PDF-1.7", name="年报.pdf")


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        ("<!DOCTYPE html><p>年报".encode(), "txt", "html"),
        ("<table><tr><td>规章".encode("gbk"), "", "html"),
        ("一、总体情况".encode(), "html", "txt"),
        (b"%PDF-1.4", "docx", "pdf"),
        (OLE, "docx", "doc"),
        ("agency: 甲局\nyear: 2023".encode(), "", "yaml"),
        ("agency: 甲局".encode(), "txt", "txt"),
        ("# 甲局2023年\n机关: 甲局\n年度: 2023".encode("gbk"), "txt", "yaml"),
        ("机关: 甲局\n年度: 2023".encode("utf-16"), "json", "yaml"),
        *(("瀼\n关于年度报告的通知".encode(charset), "txt", "txt") for charset in ("utf-16", "utf-32")),
        ("机关: 甲局<br>\n年度: 2023".encode(), "html", "yaml"),
        ("机关：甲局\n年度：2023".encode(), "txt", "txt"),
        (b'{"year": 2023}', "", "json"),
        (b'{"year": 2023}', "json", "json"),
        (OLE + "Workbook".encode("utf-16-le"), "xls", "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "xlsx", "encrypted"),
        (OLE + "WordDocument".encode("utf-16-le"), "xls", "doc"),
        (workbook("2021", numbered("2021")), "docx", "xlsx"),
    ],
)
def test_the_format_is_told_by_content(data: bytes, suffix: str, expected: str) -> None:
    assert sniffed(data, suffix) == expected


@pytest.mark.parametrize(
    "name", ["甲.yaml.txt", "甲.txt", "甲.md", "甲.docx", "甲.doc", "甲.json", "甲.html", "甲.xls", "甲.csv", "甲.PDF"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_an_authored_file_with_the_suffix_of_another_format_is_refused_with_its_right_name(
    name: str, encoding: str
) -> None:
    with pytest.raises(UnreadableFile, match=r"内容是数据文件（\.yaml），.*请改名为 甲\.yaml（"):
        readers.read(GOOD.encode(encoding), name=name)


@pytest.mark.parametrize("name", ["甲.yml", "甲.YAML", "甲", "甲.2023", None])
def test_an_authored_file_whose_name_says_nothing_else_is_read(name: str | None) -> None:
    assert readers.read(GOOD.encode(), name=name).report.year == 2023


@pytest.mark.parametrize(("stream", "said"), [("Workbook", "旧版表格文件"), ("EncryptedPackage", "加了密码")])
def test_what_only_excel_itself_opens_is_refused_with_what_to_do(stream: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=f"{said}.*(另存为 .xlsx|去掉密码)"):
        readers.read(OLE + stream.encode("utf-16-le"), name="甲.xlsx")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_a_charset_is_told_by_the_bytes_and_not_by_what_they_declare(charset: str) -> None:
    assert decoded("朱镕基的年报\r\n第二行".encode(charset)) == "朱镕基的年报\n第二行"


def test_bytes_that_are_no_text_are_refused_with_the_place() -> None:
    with pytest.raises(UnreadableFile, match="UTF-8"):
        decoded(b"ab\xff\xff")


def test_spans_are_unrolled_as_a_browser_does() -> None:
    rows = [
        [WebCell("甲", rows=2, columns=2), WebCell("乙", rows=3)],
        [WebCell("丙")],
        [WebCell("丁"), WebCell("戊")],
    ]
    assert unrolled(rows).rows == (("甲", None, "乙"), (None, None, None, "丙"), ("丁", "戊", None))


def test_money_in_another_unit_is_converted_exactly_and_said() -> None:
    text = "甲局2023年政府信息公开工作年度报告\n第二十条第（八）项 |\n"
    text += "信息内容 | 本年收费金额（单位：元） |\n行政事业性收费 | 12345 |"
    reading = readers.read(text.encode())
    assert reading.report.figure("active_disclosure.fees") == Decimal("1.2345")
    assert any("单位是元" in finding.message for finding in reading.findings)


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "odt", "doc", "pdf", "txt", "html", "json", "yaml"])
@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xfe\xff\xd8", bytes(range(255, 127, -1)), b"\x00\x01\xff\xfe\x80"])
def test_what_to_do_about_bytes_that_are_nothing_depends_on_what_the_suffix_promises(suffix: str, data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        readers.read(data, name=f"年报.{suffix}")
    is_said = "UTF-8" in str(refused.value)
    assert is_said is (suffix in {"txt", "html", "json", "yaml"})
    assert refused.value.problems[0].mend
