"""A hostile file ends in a GkError, soon and within its memory; it is never followed, and nothing crashes."""

from __future__ import annotations

import io
import random
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.pace import within
from tests.strategies import EXAMPLES

from gk_docs import formats as readers
from gk_docs.errors import GkError, UnreadableFile
from gk_docs.files import limits
from gk_docs.published import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SECONDS = 4
"""Twice the bar: the machine that runs the tests is shared."""


def zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return packed.getvalue()


def word(body: str, before: str = "", charset: str = "utf-8") -> bytes:
    xml = f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped([("word/document.xml", xml.encode(charset))])


SAID = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
PARAGRAPH = "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
PIECES = (
    *(
        "一、总体情况",
        "二、主动公开政府信息情况",
        "信息内容",
        "规章",
        "其他",
        "总计",
        "行政复议",
        "结果维持",
        "复议后起诉",
    ),
    *(
        "一、本年新收政府信息公开申请数量",
        "（六）其他处理",
        "|",
        "||",
        "\t",
        "\n",
        "\n\n",
        "0",
        "12",
        "000",
        "/",
        "甲。",
    ),
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "zip bomb": lambda: zipped([("word/document.xml", b" " * 30_000_000)]),
    "workbook bomb": lambda: zipped([("xl/workbook.xml", b" " * 30_000_000)]),
    "many entries": lambda: zipped([("word/document.xml", b"<a/>"), *((f"x{number}", b"") for number in range(3000))]),
    "deep xml": lambda: word("<w:sdt><w:sdtContent>" * 20_000),
    "billion laughs": lambda: word(PARAGRAPH, SAID),
    "laughs in another charset": lambda: word(PARAGRAPH, '<?xml version="1.0" encoding="utf-16"?>' + SAID, "utf-16"),
    "external entity": lambda: word("<w:p/>", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'),
    "many empty paragraphs": lambda: word("".join(f"<w:p a='{number % 9973}'/>" for number in range(240_000))),
    "many small cells": lambda: word(
        "<w:tbl><w:tr>" + "".join(f"<w:tc><w:p a='{number % 9973}'/></w:tc>" for number in range(600_000))
    ),
    "many inner tables": lambda: word(
        "<w:tbl><w:tr><w:tc>"
        + "".join(f"<w:tbl><w:tr><w:tc><w:p a='{number % 9973}'/></w:tc></w:tr></w:tbl>" for number in range(30_000))
        + "</w:tc></w:tr></w:tbl>"
    ),
    "empty lines": lambda: b"\n" * 4_000_000,
    "deep page": lambda: b"<div>" * 100_000,
    "deep tables": lambda: b"<table><tr><td>" * 5_000,
    "wide table": lambda: b"<table>" + "<tr><td rowspan=9999 colspan=150>规章</td><td>0</td></tr>".encode() * 5_000,
    "long page": lambda: "<p>规章 1 2 3</p>".encode() * 40_000,
    "page of one word": lambda: b"<p>" + b"a" * 11_000_000,
    "many lines": lambda: "\n".join(f"规章制{number}文" for number in range(30_000)).encode(),
    "one long line": lambda: "规章0".encode() * 150_000,
    "many bars": lambda: "第二十条第（一）项 |\n规章".encode() + b"|" * 300_000,
    "wide cells": lambda: word(
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="9999"/></w:tcPr><w:p/></w:tc></w:tr>' * 3_000 + "</w:tbl>"
    ),
    "tall cells": lambda: (
        b"<table><tr>" + "<td rowspan=9999>规章</td>".encode() * 190 + b"</tr>" + b"<tr></tr>" * 3_000
    ),
    "endless spans": lambda: b"<table>" + b"<tr><td colspan=1000000000 rowspan=1000000000>1</td></tr>" * 3_000,
    "aliases": "机关: &a [甲]\n年度: [*a, *a]\n".encode,
    "deep levels": lambda: "机关: ".encode() + b"[" * 100_000,
    "deep json": lambda: b'{"a":' * 100_000,
    "long number": lambda: b'{"year": ' + b"9" * 1_000_000 + b"}",
    "no text": lambda: random.Random(1).randbytes(50_000),
    "cut pdf": lambda: b"%PDF-1.7\n1 0 obj <</Type/Catalog",
    "cut doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_soon(name: str) -> None:
    data = HOSTILE[name]()
    with within(SECONDS), pytest.raises(GkError):
        readers.read(data)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnreadableFile, match="MB"):
        readers.read(bytes(limits.FILE + 1))
    with pytest.raises(UnreadableFile, match="MB"):
        readers.read(io.BytesIO(bytes(limits.FILE + 1)))


@settings(max_examples=min(60, EXAMPLES), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_word_file_reads_or_is_refused(kit: Any, data: st.DataObject) -> None:
    whole = bytearray(kit.docx_report("2021", 2023, kit.figures("2021", seed=1)))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    del whole[data.draw(st.integers(0, len(whole))) :]
    _reads_or_is_refused(bytes(whole))


@settings(max_examples=min(80, EXAMPLES), deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=60,
    )
)
def test_any_mixture_of_labels_and_figures_reads_or_is_refused(pieces: list[str]) -> None:
    _reads_or_is_refused("".join(pieces).encode())
    _reads_or_is_refused("\n".join(pieces).encode())


@settings(max_examples=min(60, EXAMPLES), deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    if not data.startswith((b"%PDF", b"\xd0\xcf")):
        _reads_or_is_refused(data)


def _reads_or_is_refused(data: bytes) -> None:
    try:
        reading = readers.read(data)
    except GkError:
        return
    assert reading.report.year >= 2019


@pytest.mark.parametrize("place", ["<td>12</td>", "<td>行政许可</td>"])
def test_a_number_of_thousands_of_digits_is_no_figure_and_no_defect(place: str) -> None:
    rows = "".join(f"<tr><td>{label}</td><td>12</td></tr>" for label in ("行政许可", "行政处罚", "行政强制"))
    page = f"<p>甲县财政局2023年政府信息公开工作年度报告</p><p>二、主动公开政府信息情况</p><table>{rows}</table>"
    long = page.replace(place, f"<td>{'1' * 5000}</td>", 1) + f"<p>{'1' * 5000}</p>"
    report = readers.read(long.encode(), name="年报.html").report
    assert report.figure("active_disclosure.licences") is None
    assert report.figure("active_disclosure.compulsion") == 12


@pytest.mark.parametrize(
    "sheet", ["@media " * 200_000, "@media x{" * 100_000, ".a{color:red}" * 200_000, "/*" * 200_000, ".a " * 300_000]
)
def test_a_long_style_sheet_takes_no_long_time(sheet: str) -> None:
    page = f"<style>{sheet}</style><table>{'<tr><td><b class=a>1</b><td>2' * 500}</table>"
    with within(SECONDS):
        html.pages_of(page.encode(), None)
